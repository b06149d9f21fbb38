"""Rows of a text that gives the cells of a page in the order in which they were drawn, told by who shares a line.

Programs that take the words out of a PDF write them row by row and cell by cell; an empty cell leaves nothing. Cells of
one line each that stand beside each other share a line of the text, as they stand at one height; a wrapped cell has its
lines for itself, and all of them but the last are full. So most rows can be cut in one way only. Where there are two
ways, or none, nothing is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.folding import fold, width
from kg.forms.grids.values import COMPARATOR
from kg.forms.wrapping import SLACK, first_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import Piece

# a wrapped cell of more lines is taken for none
_MOST_LINES = 8
_WIDEST_NAME = 80
_POINTS = re.compile(r"\d{1,4}(?:\.\d+)?(?:分|%)?")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|[^\W\d年月]{0,3})")
_WHOLE_FIGURE = re.compile(r"[≥≤<>=≧≦]{0,2}-?\d[\d,]*(?:\.\d+)?(?:%|[^\W\d_]{1,4})(?:以上|以下|以内)?")
_ASKS = re.compile(r"(?:[于约达到为至过高低超≥≤<>=:;,、(]|不少|不多)$")
_POINTED = frozenset({"weight", "scored"})
_REMARKS = frozenset({"reason", "note"})
_VALUES = frozenset({"period", "annual", "actual"})
# in the place of a sign
_QUALITIES = frozenset({"定性", "定量"})

Span = tuple[int, int]
CutRow = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words between blanks, and whether they begin and end their line."""

    piece: Piece
    first: bool
    last: bool

    @property
    def alone(self) -> bool:
        """Whether nothing else stands on their line."""
        return self.first and self.last

    @property
    def wide(self) -> int:
        """Their display columns."""
        return width(self.piece.text)


def certain_rows(
    words: Sequence[Drawn], roles: Sequence[str], widths: Sequence[int], *, usual: bool
) -> dict[int, CutRow]:
    """Return the rows that are the same in every way to cut the words into whole rows, by where they begin.

    Args:
        words: All words of some rows, from the first name on.
        roles: What the columns hold, from the names on; a remark in the last one may be empty.
        widths: The widest line known of each column, 0 where none is.
        usual: Look only for what is usual: a figure below words of its own cell is none, unless these ask for one.

    Returns:
        For each row the words of its cells as ranges; an empty range for an empty remark.

    """
    count = len(words)
    found = [list(_rows_from(words, at, roles, widths)) for at in range(count)]
    lacking = {(row[0][0], row[-1][1]) for rows in found for row in rows if _lacks_result(row, roles)}
    rows = [
        [row for row in rows if not _lacks_result(row, roles) and not (usual and _is_odd(words, row, roles))]
        for rows in found
    ]
    after = [0] * count + [1]
    for at in range(count - 1, -1, -1):
        after[at] = sum(after[row[-1][1]] for row in rows[at])
    before = [1] + [0] * count
    for at in range(count):
        for row in rows[at]:
            before[row[-1][1]] += before[at]
    return {
        at: row
        for at in range(count)
        for row in rows[at]
        if after[0] and before[at] * after[row[-1][1]] == after[0] and (at, row[-1][1]) not in lacking
    }


def _rows_from(words: Sequence[Drawn], start: int, roles: Sequence[str], widths: Sequence[int]) -> Iterator[CutRow]:
    """Give each way to see a row from a word on."""
    if start and not words[start].first:
        return
    yield from _cells_from(words, start, (), roles, widths)


def _cells_from(
    words: Sequence[Drawn], at: int, cells: CutRow, roles: Sequence[str], widths: Sequence[int]
) -> Iterator[CutRow]:
    column = len(cells)
    if column == len(roles):
        if words[at - 1].last:
            yield cells
        return
    if _may_lack(words, cells, roles):
        yield from _cells_from(words, at, (*cells, (at, at)), roles, widths)
    for end in range(at + 1, min(at + _MOST_LINES, len(words)) + 1):
        if end > at + 1 and not (words[end - 2].alone and words[end - 1].alone):
            break
        if _stands_beside(words, cells, at, end) and _may_hold(words[at:end], roles[column], widths[column]):
            yield from _cells_from(words, end, (*cells, (at, end)), roles, widths)


def _lacks_result(row: CutRow, roles: Sequence[str]) -> bool:
    return any(begin == end for (begin, end), role in zip(row, roles, strict=True) if role == "actual")


def _may_lack(words: Sequence[Drawn], cells: CutRow, roles: Sequence[str]) -> bool:
    """Whether the next cell may be empty: a remark at the end, a sign, the unit of what is no number, a result.

    A row without its result is never read, but it is another way to see the words of one that looks whole.
    """
    role = roles[len(cells)]
    if role == "measure_unit":
        begin, end = cells[roles.index("annual")] if "annual" in roles[: len(cells)] else (0, 0)
        return begin < end and not any(char.isdigit() for word in words[begin:end] for char in word.piece.text)
    return role in ("comparator", "actual") or (role in _REMARKS and len(cells) + 1 == len(roles))


def _stands_beside(words: Sequence[Drawn], cells: CutRow, at: int, end: int) -> bool:
    """Whether a cell shares a line with the one before it where, and only where, both have one line."""
    begin, until = next((cell for cell in reversed(cells) if cell[0] < cell[1]), (at, at))
    if begin == until:
        return True
    both = until - begin == 1 and end - at == 1
    return both is not words[at].first


def _may_hold(words: Sequence[Drawn], role: str, widest: int) -> bool:
    text = "".join(word.piece.text for word in words)
    if role in _POINTED:
        return len(words) == 1 and bool(_POINTS.fullmatch(fold(text)))
    if role == "comparator":
        return len(words) == 1 and (fold(text) in _QUALITIES or bool(COMPARATOR.match(fold(text))))
    if role == "measure_unit":
        return len(words) == 1 and not any(char.isdigit() for char in text)
    if role == "rate":
        return len(words) == 1 and any(char.isdigit() for char in text)
    if role in _REMARKS and not any(char.isalpha() for char in text):
        return False
    if role == "name" and (not _is_name(text) or words[0].wide > _WIDEST_NAME):
        return False
    if role in _VALUES and (fold(text) in _QUALITIES or not any(char.isalnum() for char in text)):
        return False
    column = max(widest, *(word.wide for word in words))
    return all(before.wide + width(first_unit(below.piece.text)) > column - SLACK for before, below in pairwise(words))


def _is_odd(words: Sequence[Drawn], row: CutRow, roles: Sequence[str]) -> bool:
    """Whether a value has a whole figure below words that ask for none: 全年完成 above 100%, but not 不少于 above it."""
    lines = (
        pair
        for (begin, end), role in zip(row, roles, strict=True)
        for pair in pairwise(words[begin:end])
        if role in _VALUES
    )
    return any(
        _WHOLE_FIGURE.fullmatch(fold(below.piece.text)) and not _ASKS.search(fold(above.piece.text))
        for above, below in lines
    )


@cache
def _is_name(text: str) -> bool:
    folded = fold(text)
    return any(char.isalpha() for char in folded) and not COMPARATOR.match(folded) and not _FIGURE.fullmatch(folded)
