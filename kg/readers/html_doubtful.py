"""What the looks of a page leave open: signs that are no words, and tables whose look a sheet elsewhere says.

A picture in a cell may be a value (√), an icon before a number a comparator; a class whose sheet was not saved with the
page may hide or strike out. None of it can be read, so the words beside are told, once a cell or table, and only where
it may matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.readers.css_values import WHITE
from kg.readers.html_kinds import CELLS, INLINE, PICTURES, PROGRAMS
from kg.readers.html_sight import Sight, alike
from kg.readers.html_source import tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from kg.readers.html_looks import Looks

_COMPARING = frozenset("≥≤><＞＜=＝%％")
_LONGEST = 2000
# as long as a value is
_SHORT = 20
_SPACER = re.compile(r"\s*[0-3](?:px)?\s*$")
_HIDING = re.compile(r"(?:^|[-_])(?:hid(?:e|den)|none|invisible|sr-only|visually-?hidden)(?:$|[-_])", re.I)
_OF_EXCEL = re.compile(r"(?:xl|font|et)\d+$")
_OF_WORD = re.compile(r"Mso|15$|16$")


class Place(NamedTuple):
    """The innermost table and cell around words."""

    table: Element | None
    cell: Element | None


class Doubtful:
    """Tells in the looks of a page what of it stays open."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._told_elsewhere: set[Element | None] = set()
        self._told_signs: set[Element] = set()

    def picture(self, tag: str, element: Element, place: Place) -> None:
        """Tell of a picture unless it only holds a place."""
        if tag in PICTURES and not any(_SPACER.match(element.get(name, "")) for name in ("width", "height")):
            self.sign(element.get("alt", ""), place)

    def sign(self, words: str, place: Place) -> None:
        """Tell of a sign that is not read where it may be a value or a part of one."""
        if place.cell is None or place.cell in self._told_signs:
            return
        self._told_signs.add(place.cell)
        beside = words_of(place.cell)
        short = tag_of(place.cell) == "td" and len(beside) < _SHORT
        if short or any(char.isdigit() or char in _COMPARING for char in beside):
            row = place.cell.getparent()
            told = beside or words.strip() or (words_of(row) if row is not None else "")
            self._looks.signs.append((told, place.table))

    def styled_elsewhere(
        self, tag: str, element: Element, attributes: dict[str, str], look: Sight, place: Place, *, known: bool
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
            self._looks.elsewhere.append((words, place.table))


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
