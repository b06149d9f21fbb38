"""The cascade (层叠): which declarations hold for an element of a page.

Weakest first: old attributes (``bgcolor``, ``hidden``), rules by layer, specificity and place, the element's own
``style``, and then what is important in rules and in ``style``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.readers.css_declarations import inline, without_files
from kg.readers.css_properties import PROPERTIES
from kg.readers.css_values import BLACK, WHITE, Values, colour
from kg.readers.html_kinds import FIELDS, LINES_KEPT, STRUCK

if TYPE_CHECKING:
    from kg.readers.counting import Counting
    from kg.readers.css_sheets import Match

_LINK = (0.0, 0.0, 0.93, 1.0)
_YELLOW = (1.0, 1.0, 0.0, 1.0)
HINTED = frozenset({"a", "dialog", "font", "mark", *FIELDS, *LINES_KEPT, *STRUCK})
"""Elements that look otherwise without any style."""
_HINTS = ("hidden", "popover", "open", "href", "face", "size", "color", "text", "bgcolor", "background")
TOLD = frozenset(("style", *_HINTS))
"""Attributes that say how an element looks."""
# of declarations in style attributes, each counted once
_CHARACTERS = 1 << 21


class Cascade:
    """Gives elements their values; equal elements are worked out once."""

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._characters = 0
        self._styles: dict[str, tuple[Values, Values]] = {}
        self._found: dict[tuple[Any, ...], Values] = {}

    def values(self, tag: str, attributes: dict[str, str], matched: list[Match]) -> Values:
        """Return what holds for an element, not to be changed."""
        style = without_files(attributes.get("style", ""))
        key = (
            tag,
            style,
            tuple([attributes.get(name) for name in _HINTS]),
            tuple([one[1] for one in matched]),
        )
        found = self._found.get(key)
        if found is None:
            found = _hinted(tag, attributes)
            add(found, matched, self._styled(style))
            self._found[key] = found
        return found

    def _styled(self, style: str) -> tuple[Values, Values]:
        """Return what a ``style`` attribute declares; pages repeat declarations more than whole attributes."""
        pieces = style.split(";")
        if any(mark in style for mark in ("\\", "/*", "{", "}")) or not all(map(_whole, pieces)):
            pieces = [style]
        normal: Values = {}
        important: Values = {}
        for piece in pieces:
            if len(pieces) > 1 and piece.partition(":")[0].strip().lower() not in PROPERTIES:
                continue
            found = self._styles.get(piece)
            if found is None:
                self._characters += len(piece)
                self._counting.hold("limit-style-characters", self._characters, _CHARACTERS)
                found = self._styles[piece] = inline(piece)
            normal.update(found[0])
            important.update(found[1])
        return normal, important


def _whole(piece: str) -> bool:
    return piece.count('"') % 2 == 0 and piece.count("'") % 2 == 0 and piece.count("(") == piece.count(")")


def add(values: Values, matched: list[Match], own: tuple[Values, Values]) -> None:
    """Add what rules say, the strongest last, and between them what the element itself says."""
    for *_, rule in sorted(matched, key=lambda one: (one[3].layer, one[0], one[1])):
        values.update(rule.normal)
    values.update(own[0])
    for *_, rule in sorted(matched, key=lambda one: (-one[3].layer, one[0], one[1])):
        values.update(rule.important)
    values.update(own[1])


def _hinted(tag: str, attributes: dict[str, str]) -> Values:
    """Return what a browser takes from elements and their old attributes; any rule is stronger."""
    found: Values = {}
    if "hidden" in attributes or "popover" in attributes or (tag == "dialog" and "open" not in attributes):
        found["display"] = "none"
    if tag in STRUCK:
        found["struck"] = True
    if tag in LINES_KEPT:
        found["pre"] = True
    if tag in FIELDS:
        found |= {"color": BLACK, "ground": WHITE, "size": "absolute"}
    if tag == "a" and "href" in attributes:
        found["color"] = _LINK
    if tag == "mark":
        found |= {"color": BLACK, "ground": _YELLOW}
    if tag == "font" and attributes.get("face", "").strip().lower() == "symbol":
        found["symbol"] = True
    if tag == "font" and attributes.get("size"):
        found["size"] = "absolute"
    for name, short in (("color", "color"), ("text", "color"), ("bgcolor", "ground")):
        if attributes.get(name) and (name == "bgcolor" or tag == ("font" if name == "color" else "body")):
            found[short] = colour(attributes[name])
    if attributes.get("background"):
        found["ground"] = None
    return found
