"""Style sheets that stand in a page itself: the rules that can change what words are seen, with the order of layers.

tinycss2 parses, cssselect2 matches (``css_matching``); here are cascade layers, importance and the bounds of what is
parsed, as both libraries give a hostile sheet all the time it asks for: characters, brackets and selectors are
counted before they are parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tinycss2
from cssselect2 import ElementWrapper, SelectorError, compile_selector_list

from kg.readers.css_declarations import declarations, without_files
from kg.readers.css_matching import A_CHILD, A_NEXT, BoundedMatcher, Seen
from kg.readers.css_media import on_screen
from kg.readers.css_properties import RELEVANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting
    from kg.readers.css_values import Values

# a page with the largest frameworks inside has half of each
_CHARACTERS = 1 << 20
_BRACKETS = 100_000
_SELECTORS = 10_000
# tokens of one selector
_LONGEST = 400
_DEEPEST = 8
_BLOCK = re.compile(r"(?<=[{};])[^{}\"'\\/;@]+\{[^{}\"'\\/]*\}")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)\s*[*^$~|]?=")
# what holds in other browsers than that of an office
_OTHER_BROWSER = re.compile(r"\bnot\b|-(?:ms|moz|o|apple)-|-webkit-(?:touch-callout|overflow-scrolling)", re.IGNORECASE)
# looking through this many times two characters of an attribute costs about one step
_LONG_ATTRIBUTE = 11
# a selector that only asks for name, classes and id of an element, and whether it is a link
_PLAIN = re.compile(
    r"\s*(?:\*|[\w-]+)?(?:[.#][\w-]+)*(?::(?:link|visited|hover|active|focus))?(?:::?(?:before|after|marker))?\s*"
)
# one whose classes and ids can be told without parsing
_SIMPLE = re.compile(r"[^\\/()\[\]\"'&|]*")
_NAMED = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_NO_LAYER = 1 << 30


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule declares: ``normal`` and ``important`` values, and the number of its cascade layer."""

    layer: int
    normal: Values
    important: Values

    def paints(self) -> bool:
        """Say whether what is added to an element may lie behind its words with a colour."""
        return any(
            "ground" in values and values.get("position") == "absolute" for values in (self.normal, self.important)
        )


# specificity, place among all selectors, "before" or "after" for what is added, the rule
Match = tuple[tuple[int, int, int], int, str | None, Rule]


class Sheets:
    """The rules of all sheets of a page.

    Args:
        counting: Refuses a page whose sheets ask for too much (``FileLimitError``).
        names: The classes and ids in the page; selectors that ask for others are not kept.
        quirks: Classes are the same in capitals, as in a page that declares no standard.

    """

    def __init__(self, counting: Counting, names: Iterable[str], *, quirks: bool) -> None:
        self._names = frozenset(one.lower() for one in names) if quirks else frozenset(names)
        # rules by name, classes and id, as long as all selectors are plain
        self._plain: dict[tuple[object, ...], list[Match]] | None = {}
        self.imports = False
        """A sheet asks for another that is not in the page."""
        self._counting = counting
        self._matcher = BoundedMatcher(counting, quirks=quirks)
        self._layers: dict[str, int] = {}
        self._characters = 0
        self._selectors = 0
        self._compared: set[str] = set()

    def __bool__(self) -> bool:
        return self._selectors > 0

    def add(self, text: str, media: str) -> None:
        """Add the sheet of a ``style`` element; rules that cannot change which words are seen are dropped."""
        if not on_screen(tinycss2.parse_component_value_list(media)):
            return
        text = without_files(text)
        kept = _BLOCK.sub(lambda block: block[0] if RELEVANT.search(block[0]) else "", text)
        self._characters += len(kept)
        self._counting.hold("limit-style-characters", self._characters, _CHARACTERS)
        self._counting.hold("limit-style-characters", sum(map(kept.count, "{[(")), _BRACKETS)
        self._rules(tinycss2.parse_stylesheet(kept, skip_comments=True, skip_whitespace=True), "", "", 0)

    def root(self, element: Element) -> ElementWrapper:
        """Return the root of the page as selectors see it."""
        return Seen(element, None, 0, None, self._matcher)

    def child(
        self, parent: ElementWrapper, element: Element, index: int, before: ElementWrapper | None
    ) -> ElementWrapper:
        """Return the next child of an element as selectors see it."""
        if self._plain is not None:
            return parent
        self._matcher.step(A_NEXT)
        return Seen(element, parent, index, before, self._matcher)

    def match(self, seen: ElementWrapper, element: Element, attributes: Mapping[str, str]) -> list[Match]:
        """Return the rules for an element and for what is added to it."""
        if self._plain is None:
            return self._match(seen, attributes)
        key = element.tag, attributes.get("class"), attributes.get("id"), "href" in attributes
        kept = self._plain.get(key)
        if kept is None:
            self._matcher.step(A_CHILD)
            kept = self._plain[key] = self._match(self.root(element), attributes)
        self._matcher.step(len(kept))
        return kept

    def _match(self, seen: ElementWrapper, attributes: Mapping[str, str]) -> list[Match]:
        for name in self._compared & attributes.keys():
            self._matcher.weight = max(self._matcher.weight, 1 + (len(attributes[name]) >> _LONG_ATTRIBUTE))
        found: list[Match] = self._matcher.match(seen)
        return found

    def _rules(self, nodes: Iterable[Any], outer: str, layer: str, depth: int) -> None:
        self._counting.hold("limit-depth", depth, _DEEPEST)
        for node in nodes:
            if node.type == "qualified-rule":
                self._rule(node, outer, layer, depth)
            elif node.type == "at-rule":
                self._at_rule(node, outer, layer, depth)

    def _at_rule(self, node: Any, outer: str, layer: str, depth: int) -> None:  # noqa: ANN401
        name = node.lower_at_keyword
        if name == "import":
            self.imports = True
        elif name == "layer":
            names = [one.strip() for one in tinycss2.serialize(node.prelude).split(",")]
            if node.content is None:
                for one in names:
                    self._layer(f"{layer}.{one}")
                return
            layer = f"{layer}.{names[0] or len(self._layers)}"
            self._layer(layer)
        elif node.content is None or not (
            (name == "media" and on_screen(node.prelude))
            or (name == "supports" and not _OTHER_BROWSER.search(tinycss2.serialize(node.prelude)))
        ):
            return
        if node.content is not None:
            inside = tinycss2.parse_blocks_contents if outer else tinycss2.parse_rule_list
            found = inside(node.content, skip_comments=True, skip_whitespace=True)
            if outer and any(one.type == "declaration" for one in found):
                self._add(outer, found, layer)
            self._rules(found, outer, layer, depth + 1)

    def _rule(self, node: Any, outer: str, layer: str, depth: int) -> None:  # noqa: ANN401
        """Take a rule; one inside another (``&``) is about what the outer one is about."""
        held = 0
        for tokens in _parted(node.prelude):
            held = max(held, _tokens(tokens))
        self._counting.hold("limit-style-selectors", held, _LONGEST)
        prelude = tinycss2.serialize(node.prelude)
        if outer:
            around = f":is({outer})"
            prelude = prelude.replace("&", around) if "&" in prelude else f"{around} {prelude}"
            self._counting.hold("limit-style-selectors", len(prelude), _CHARACTERS >> 4)
        found = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        self._add(prelude, found, layer)
        if any(one.type in ("qualified-rule", "at-rule") for one in found):
            self._rules(found, prelude, layer, depth + 1)

    def _add(self, prelude: str, nodes: Iterable[Any], layer: str) -> None:
        normal, important = declarations(nodes)
        if not (normal or important):
            return
        rule = Rule(self._layer(layer), normal, important)
        if self._matcher.quirks and "[" not in prelude:
            prelude = prelude.lower()
        prelude = self._asked(prelude)
        if not prelude:
            return
        self._counting.hold("limit-style-selectors", self._selectors + prelude.count(","), _SELECTORS)
        try:
            selectors = compile_selector_list(prelude)
        except (SelectorError, NotImplementedError):
            return  # a browser drops the whole rule
        except (RecursionError, SyntaxError, MemoryError):
            self._counting.hold("limit-style-selectors", _LONGEST + 1, _LONGEST)
            return
        self._selectors += len(selectors)
        if not all(map(_PLAIN.fullmatch, prelude.split(","))):
            self._plain = None
        self._compared.update(name.lower() for name in _ATTRIBUTE.findall(prelude))
        for selector in selectors:
            if not selector.never_matches and selector.pseudo_element in (None, "before", "after", "marker"):
                self._matcher.add_selector(selector, rule)

    def _asked(self, prelude: str) -> str:
        """Leave out selectors of a list that ask for a class or an id that nothing in the page has.

        One of another browser stays, as the whole list then counts for nothing.
        """
        if "." not in prelude and "#" not in prelude:
            return prelude
        if not _SIMPLE.fullmatch(prelude) or "-moz-" in prelude or "-ms-" in prelude:
            return prelude
        return ",".join(one for one in prelude.split(",") if self._names.issuperset(_NAMED.findall(one)))

    def _layer(self, name: str) -> int:
        """Return the number of a layer, by first mention; what is in none comes last."""
        return self._layers.setdefault(name, len(self._layers)) if name else _NO_LAYER


def _parted(prelude: Iterable[Any]) -> Iterator[list[Any]]:
    found: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield found
            found = []
        else:
            found.append(token)
    yield found


def _tokens(tokens: Iterable[Any]) -> int:
    """Count tokens, those in brackets too."""
    count, open_ = 0, list(tokens)
    while open_:
        token = open_.pop()
        count += 1
        open_.extend(getattr(token, "content", None) or getattr(token, "arguments", None) or ())
    return count
