"""How a page looks by its styles: what nobody sees is taken out of its tree and told, what styles add is put in.

Afterwards the tree has only the words that a person sees, a raised number stands in ``sup`` and what is set as a block
in ``div``. Styles are those of the elements and of the sheets in the page (``html_sheets``); what stays open is told by
``html_doubtful``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.readers import html_changes
from kg.readers.css_tables import set_as_tables
from kg.readers.css_values import CLEAR, WHITE, WIDE, Attribute, Values
from kg.readers.html_cascade import HINTED, TOLD, Cascade, add
from kg.readers.html_doubtful import Doubtful, Place, words_of
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
from kg.readers.html_sheets import declares_no_standard, sheets_of
from kg.readers.html_sight import Sight, out_of_sight, sight
from kg.readers.html_source import tag_of
from kg.readers.marks import in_symbol

if TYPE_CHECKING:
    from collections.abc import Callable

    from cssselect2 import ElementWrapper
    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting
    from kg.readers.css_sheets import Match

# without attributes and sheets all others look as what is around them
_LOOKING = HINTED | OTHER_SHOWS | PICTURES | {"details", "table"}
_RAISED = 2.5
_EVERY = 1000
# characters that styles add
_ADDED = 1 << 20


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


class _Walk:
    """Goes over the page once, deciding; what is to change is changed afterwards, as selectors look at neighbours."""

    def __init__(self, root: Element, counting: Counting, tick: Callable[[], None]) -> None:
        self.looks = Looks()
        self._doubtful = Doubtful(self.looks)
        self._root = root
        self._tick = tick
        self._count = 0
        self._unread: list[str] = []
        self._changes: list[tuple[Callable[[Element, str], None], Element, str]] = []
        self._quirks = declares_no_standard(root)
        self._sheets, self._elsewhere = sheets_of(root, counting, tick, quirks=self._quirks)
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
        self._one(self._root, look, seen, Place(None, None))
        for change, element, value in self._changes:
            change(element, value)
        set_as_tables(self._roles)

    def _one(self, element: Element, outer: Sight, selected: ElementWrapper | None, place: Place) -> None:
        """Decide on one element and what is in it."""
        self._count += 1
        if self._count % _EVERY == 0:
            self._tick()
        tag = tag_of(element)
        attributes = dict(element.items())
        if not attributes and self._sheets is None and tag not in _LOOKING:
            self._inside(tag, element, outer, outer, None, Place(place.table, element) if tag in CELLS else place)
            return
        matched = self._sheets.match(selected, element, attributes) if self._sheets and selected is not None else []
        own = [one for one in matched if not one[2]]
        values: Values = {}
        if own or tag in HINTED or not TOLD.isdisjoint(attributes):
            values = self._cascade.values(tag, attributes, own)
        if tag in OTHER_SHOWS and (tag != "object" or "data" in attributes):
            self._doubtful.picture(tag, element, place)
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
            place = Place(element, None)
        elif tag in CELLS:
            place = Place(place.table, element)
        elif tag in COLUMNS and values.get("visibility") == "collapse":
            self.looks.collapsed.add(element)
        elif tag in PICTURES and tag != "object" and look.reads:
            self._doubtful.picture(tag, element, place)
        if tag == "svg":
            self._changes.append((html_changes.emptied, element, ""))
            return
        if values:
            self._as_set(tag, element, display, values)
        if self._elsewhere and place.table is not None:
            self._doubtful.styled_elsewhere(tag, element, attributes, look, place, known=bool(matched))
        if values.get("marked") is True or any(one[2] == "marker" and one[3].normal.get("content") for one in matched):
            self._doubtful.sign("", place)
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
        self, tag: str, element: Element, outer: Sight, look: Sight, selected: ElementWrapper | None, place: Place
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

    def _drop(self, element: Element, place: Place, told: list[tuple[str, Element | None]] | None = None) -> None:
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
        place: Place,
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
            self._doubtful.sign("", place)
        if not words.strip() or tag in TABLE_PARTS:
            return
        block = values.get("display", "").partition(" ")[0] in BLOCKS
        put = html_changes.put_first if matched[0][2] == "before" else html_changes.put_last
        self._changes.append((put, element, "\n" * block + words))
