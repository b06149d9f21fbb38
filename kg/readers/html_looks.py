"""How a page looks by its styles: what nobody sees is taken out of its tree and told, what styles add is put in.

Afterwards the tree has only the words that a person sees, a raised number stands in ``sup`` and what is set as a block
in ``div``. Styles are those of the elements and of the sheets in the page; of sheets elsewhere nothing is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.readers import html_changes
from kg.readers.css_tables import set_as_tables
from kg.readers.css_values import CLEAR, WHITE, WIDE, Attribute, Values
from kg.readers.html_cascade import HINTED, TOLD, Cascade, add
from kg.readers.html_kinds import (
    BLOCKS,
    CELLS,
    COLUMNS,
    INLINE,
    NO_WORDS,
    OTHER_SHOWS,
    PICTURES,
    PROGRAMS,
    TABLE_PARTS,
    WHOLE,
)
from kg.readers.html_sight import Sight, alike, out_of_sight, sight
from kg.readers.html_source import tag_of
from kg.readers.marks import in_symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cssselect2 import ElementWrapper
    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting
    from kg.readers.css_sheets import Match, Sheets

# without attributes and sheets all others look as what is around them
_LOOKING = HINTED | OTHER_SHOWS | PICTURES | {"details", "table"}
_COMPARING = frozenset("≥≤><＞＜=＝%％")
_RAISED = 2.5
_LONGEST = 2000
# as long as a value is
_SHORT = 20
_SPACER = re.compile(r"\s*[0-3](?:px)?\s*$")
_HIDING = re.compile(r"(?:^|[-_])(?:hid(?:e|den)|none|invisible|sr-only|visually-?hidden)(?:$|[-_])", re.I)
_OF_EXCEL = re.compile(r"(?:xl|font|et)\d+$")
_OF_WORD = re.compile(r"Mso|15$|16$")
# declarations that browsers take for none
_OLD_PAGE = re.compile(r"-//(?:IETF|W3C)//DTD HTML (?:2|3|4\.0 (?:Transitional|Frameset))", re.I)
_EVERY = 1000
# characters that styles add
_ADDED = 1 << 20


class _Place(NamedTuple):
    """The innermost table and cell around words."""

    table: Element | None
    cell: Element | None


@dataclass(slots=True)
class Looks:
    """What the styles of a page did.

    Attributes:
        struck: Words with a line through them; taken out.
        hidden: Words that nobody sees, each with the innermost table around it; taken out.
        instead: Words shown only where something else cannot be (``noscript``, ``template``); taken out.
        signs: Words beside a picture, an icon or a number that cannot be read, with the table.
        elsewhere: Words in tables whose look is said in a sheet that is not in the page, with the table.
        lines: Elements from which on lines of the source are lines (True), or are not (False).
        collapsed: Columns (``col``, ``colgroup``) that are not shown.

    """

    struck: list[str] = field(default_factory=list)
    hidden: list[tuple[str, Element | None]] = field(default_factory=list)
    instead: list[tuple[str, Element | None]] = field(default_factory=list)
    signs: list[tuple[str, Element | None]] = field(default_factory=list)
    elsewhere: list[tuple[str, Element | None]] = field(default_factory=list)
    lines: dict[Element, bool] = field(default_factory=dict)
    collapsed: set[Element] = field(default_factory=set)


def looked_at(root: Element, counting: Counting, tick: Callable[[], None]) -> Looks:
    """Give a page the words that a person sees; changes the tree.

    Raises:
        FileLimitError: The sheets of the page ask for too much.

    """
    walk = _Walk(root, counting, tick)
    walk.page()
    return walk.looks


def words_of(element: Element) -> str:
    """Return the words in an element, not those for programs, up to 2,000 characters."""
    found: list[str] = []
    length = 0
    for one in element.iter():
        said = (one.text or "") if tag_of(one) not in PROGRAMS else ""
        if one is not element:
            said += one.tail or ""
        if said:
            found.append(said)
            length += len(said)
            if length > _LONGEST:
                break
    return " ".join("".join(found).split())


def _names(root: Element) -> Iterator[str]:
    """Give the classes and ids of a page."""
    for element in root.iter():
        if found := element.get("class"):
            yield from found.split()
        if found := element.get("id"):
            yield found


class _Walk:
    """Goes over the page once, deciding; what is to change is changed afterwards, as selectors look at neighbours."""

    def __init__(self, root: Element, counting: Counting, tick: Callable[[], None]) -> None:
        self.looks = Looks()
        self._root = root
        self._tick = tick
        self._count = 0
        self._unread: list[str] = []
        self._told_elsewhere: set[Element | None] = set()
        self._told_signs: set[Element] = set()
        self._changes: list[tuple[Callable[[Element, str], None], Element, str]] = []
        # libxml2 gives a page without a declaration the last of these
        declared = root.getroottree().docinfo
        self._quirks = not declared.doctype or bool(_OLD_PAGE.match(declared.public_id or ""))
        self._sheets = self._found_sheets(counting)
        self._cascade = Cascade(counting)
        self._counting = counting
        self._put_in = 0
        self._roles: dict[Element, str] = {}
        self._sights: dict[tuple[str, int, int], tuple[Sight, bool, Sight, Values]] = {}

    def page(self) -> None:
        """Decide, then change the tree."""
        # what a sheet elsewhere paints behind words is not known
        look = Sight(ground=None if self._elsewhere else WHITE)
        seen = self._sheets.root(self._root) if self._sheets else None
        self._one(self._root, look, seen, _Place(None, None))
        for change, element, value in self._changes:
            change(element, value)
        set_as_tables(self._roles)

    def _found_sheets(self, counting: Counting) -> Sheets | None:
        """Take the sheets of the page; ``style`` inside ``noscript`` or ``template`` does not count."""
        found: Sheets | None = None
        self._elsewhere = False
        for element in self._root.iter("style", "link"):
            if next(element.iterancestors("noscript", "template"), None) is not None:
                continue
            if tag_of(element) == "link":
                kinds = element.get("rel", "").lower().split()
                media = element.get("media", "").strip().lower()
                if "stylesheet" in kinds and "alternate" not in kinds and media != "print":
                    self._elsewhere = True
            elif (element.get("type") or "text/css").strip().lower() == "text/css" and element.text:
                if found is None:
                    from kg.readers.css_sheets import Sheets

                    found = Sheets(counting, _names(self._root), quirks=self._quirks)
                found.add(element.text, element.get("media", ""))
                self._tick()
        if found is not None and found.imports:
            self._elsewhere = True
        return found if found else None

    def _one(self, element: Element, outer: Sight, selected: ElementWrapper | None, place: _Place) -> None:
        """Decide on one element and what is in it."""
        self._count += 1
        if self._count % _EVERY == 0:
            self._tick()
        tag = tag_of(element)
        attributes = dict(element.items())
        if not attributes and self._sheets is None and tag not in _LOOKING:
            self._inside(tag, element, outer, outer, None, _Place(place.table, element) if tag in CELLS else place)
            return
        matched = self._sheets.match(selected, element, attributes) if self._sheets and selected is not None else []
        own = [one for one in matched if not one[2]]
        values: Values = {}
        if own or tag in HINTED or not TOLD.isdisjoint(attributes):
            values = self._cascade.values(tag, attributes, own)
        if tag in OTHER_SHOWS and (tag != "object" or "data" in attributes):
            self._picture(tag, element, place)
            self._drop(element, place, self.looks.instead)
            return
        display = values.get("display", "")
        look, unseen = self._looked(tag, outer, values) if values else (outer, False)
        if values and tag not in WHOLE and tag not in COLUMNS:
            if display == "none" or (unseen and tag not in CELLS):
                self._drop(element, place)
                return
        else:
            unseen = False
        if tag == "table":
            look = sight(tag, outer, values, ground_known=not self._painted(element, selected))
        if len(own) < len(matched) and any(one[2] and one[3].paints() for one in matched):
            look = replace(look, ground=None)
        if tag == "table" and self._quirks and "size" not in values and look.tiny:
            look = replace(look, tiny=False)
        if unseen:
            look = replace(look, faded=True)
        if tag == "table":
            place = _Place(element, None)
        elif tag in CELLS:
            place = _Place(place.table, element)
        elif tag in COLUMNS and values.get("visibility") == "collapse":
            self.looks.collapsed.add(element)
        elif tag in PICTURES and tag != "object" and look.reads:
            self._picture(tag, element, place)
        if tag == "svg":
            self._changes.append((html_changes.emptied, element, ""))
            return
        if values:
            self._as_set(tag, element, display, values)
        if self._elsewhere and place.table is not None:
            self._styled_elsewhere(tag, element, attributes, look, place, known=bool(matched))
        if values.get("marked") is True or any(one[2] == "marker" and one[3].normal.get("content") for one in matched):
            self._sign(element, "", place)
        self._inside(tag, element, outer, look, selected, place)
        if len(own) < len(matched) and tag not in NO_WORDS:
            for pseudo in ("before", "after"):
                self._added(tag, element, look, [one for one in matched if one[2] == pseudo], attributes, place)

    def _looked(self, tag: str, outer: Sight, values: Values) -> tuple[Sight, bool]:
        """Return how words of an element are seen, and whether its box is out of sight; equal ones once."""
        key = tag, id(outer), id(values)
        found = self._sights.get(key)
        if found is None:
            # what is kept with it keeps its number
            found = self._sights[key] = sight(tag, outer, values), out_of_sight(tag, values), outer, values
        return found[0], found[1]

    def _inside(
        self, tag: str, element: Element, outer: Sight, look: Sight, selected: ElementWrapper | None, place: _Place
    ) -> None:
        """Decide on what stands in an element; what of it is not read is told together."""
        if look.lines != outer.lines or (look.lines and tag in CELLS):
            self.looks.lines[element] = look.lines
        closed = tag == "details" and "open" not in element.attrib
        own = replace(look, faded=True) if closed else look
        starts = outer.reads and not own.reads
        if starts:
            self._unread, outside = [], self._unread
        kept = own.reads and not own.symbol
        if not kept:
            self._words(html_changes.text, element, element.text, own)
        elif not len(element):
            return
        if tag == "input" and not look.reads and element.get("type", "").lower() not in ("hidden", "password"):
            self._words(html_changes.value, element, element.get("value"), look)
        before: ElementWrapper | None = None
        index = 0
        for child in element:
            name = tag_of(child)
            if name and selected is not None and self._sheets is not None:
                before = self._sheets.child(selected, child, index, before)
                index += 1
            if name in PROGRAMS:
                pass
            elif closed and name != "summary":
                self._drop(child, place)
            else:
                self._one(child, look, before, place)
            if not kept:
                self._words(html_changes.tail, child, child.tail, own)
        if starts:
            words = "".join(self._unread)
            self._unread = outside
            if look.struck and look.seen:
                self.looks.struck.append(words)
            elif words.strip():
                self.looks.hidden.append((words, place.table))

    def _words(self, put: Callable[[Element, str], None], element: Element, words: str | None, look: Sight) -> None:
        if not words:
            return
        if not look.reads:
            self._unread.append(words)
            self._changes.append((put, element, " " if words.isspace() else ""))
        elif look.symbol:
            self._changes.append((put, element, in_symbol(words)))

    def _painted(self, table: Element, selected: ElementWrapper | None) -> bool:
        """Say whether columns of a table have a colour, which stands behind cells that are not inside them."""
        for column in table.iterchildren("colgroup", "col"):
            for one in (column, *column):
                attributes = dict(one.items())
                matched: list[Match] = []
                if self._sheets and selected is not None and tag_of(one):
                    matched = self._sheets.match(self._sheets.child(selected, one, 0, None), one, attributes)
                own = [found for found in matched if not found[2]]
                if self._cascade.values(tag_of(one), attributes, own).get("ground", CLEAR) != CLEAR:
                    return True
        return False

    def _drop(self, element: Element, place: _Place, told: list[tuple[str, Element | None]] | None = None) -> None:
        words = words_of(element)
        if words:
            (self.looks.hidden if told is None else told).append((words, place.table))
        self._changes.append((html_changes.emptied, element, ""))

    def _as_set(self, tag: str, element: Element, display: str, values: Values) -> None:
        """Note parts of tables made by styles; make blocks of what is set as a block, ``sup`` of what is raised."""
        if display.startswith(("table", "inline-table")) and tag not in TABLE_PARTS and tag not in CELLS:
            self._roles[element] = display
        if tag not in INLINE or tag == "sup":
            return
        if display.partition(" ")[0] in BLOCKS:
            self._changes.append((html_changes.renamed, element, "div"))
            return
        lifted = values.get("position") == "relative" and (
            (values.get("top") or 0) <= -_RAISED or (values.get("bottom") or 0) >= _RAISED
        )
        if lifted or values.get("raised") is True:
            self._changes.append((html_changes.renamed, element, "sup"))

    def _added(
        self,
        tag: str,
        element: Element,
        outer: Sight,
        matched: list[Match],
        attributes: dict[str, str],
        place: _Place,
    ) -> None:
        """Put in what ``::before`` or ``::after`` adds; tell what of it cannot be read."""
        values: Values = {}
        add(values, matched, ({}, {}))
        pieces = values.get("content", ())
        if not pieces or pieces in WIDE or values.get("display") == "none" or out_of_sight("", values):
            return
        if not sight("", outer, values).reads:
            return
        parts = [attributes.get(piece.name, "") if isinstance(piece, Attribute) else piece or "" for piece in pieces]
        self._put_in += sum(map(len, parts))
        self._counting.hold("limit-style-characters", self._put_in, _ADDED)
        words = "".join(parts)
        if None in pieces or (words.strip() and tag in TABLE_PARTS):
            self._sign(element, "", place)
        if not words.strip() or tag in TABLE_PARTS:
            return
        block = values.get("display", "").partition(" ")[0] in BLOCKS
        put = html_changes.put_first if matched[0][2] == "before" else html_changes.put_last
        self._changes.append((put, element, "\n" * block + words))

    def _picture(self, tag: str, element: Element, place: _Place) -> None:
        if tag in PICTURES and not any(_SPACER.match(element.get(name, "")) for name in ("width", "height")):
            self._sign(element, element.get("alt", ""), place)

    def _sign(self, element: Element, words: str, place: _Place) -> None:
        """Tell of a sign that is not read where it may be a value or a part of one."""
        if place.cell is None or place.cell in self._told_signs:
            return
        self._told_signs.add(place.cell)
        beside = words_of(place.cell)
        short = tag_of(place.cell) == "td" and len(beside) < _SHORT
        if short or any(char.isdigit() or char in _COMPARING for char in beside):
            row = place.cell.getparent()
            told = beside or words.strip() or (words_of(row) if row is not None else "")
            self.looks.signs.append((told, place.table))

    def _styled_elsewhere(
        self, tag: str, element: Element, attributes: dict[str, str], look: Sight, place: _Place, *, known: bool
    ) -> None:
        """Tell once a table of words that a sheet elsewhere may hide, strike out or complete."""
        if place.table in self._told_elsewhere:
            return
        classes = attributes.get("class", "").split()
        found = False
        if classes and not known:
            found = (
                any(_HIDING.search(one) for one in classes)
                or (tag in INLINE and place.cell is not None and not all(_OF_WORD.match(one) for one in classes))
                or (tag in CELLS and any(_OF_EXCEL.match(one) for one in classes))
            )
        if not found and look.ground is None and alike(look.color, WHITE) and look.reads:
            found = tag in CELLS or place.cell is not None
        if found:
            self._told_elsewhere.add(place.table)
            words = words_of(element) or words_of(place.cell if place.cell is not None else element)
            self.looks.elsewhere.append((words, place.table))
