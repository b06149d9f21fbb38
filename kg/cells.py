"""Words with their places: pieces of lines, the cells that they make up, and grids of cells.

A ``Piece`` is a slice of one line, a ``Cell`` the pieces of one table cell or one wrapped sentence in reading
order. Joining pieces adds nothing and drops nothing but outer white space, so a cell's words can always be found again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line: its words, where it starts in the text layer, its line and page (both from 1)."""

    text: str
    start: int
    line: int
    page: int | None

    @property
    def end(self) -> int:
        """Offset after the last code point."""
        return self.start + len(self.text)

    def cut(self, begin: int, end: int | None = None) -> Piece:
        """Return the part from ``begin`` to ``end`` (offsets within the piece)."""
        return Piece(self.text[begin:end], self.start + begin, self.line, self.page)

    def strip(self) -> Piece:
        """Return the piece without outer white space."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, len(self.text.rstrip()) if self.text.strip() else left)


@dataclass(frozen=True, slots=True)
class Cell:
    """The pieces of one cell in reading order; no pieces means empty."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Cell:
        """Make a cell of pieces, dropping blank ones and the outer white space of the whole."""
        kept = [piece for piece in pieces if piece.text.strip()]
        if kept:
            first = kept[0]
            kept[0] = first.cut(len(first.text) - len(first.text.lstrip()))
            kept[-1] = kept[-1].cut(0, len(kept[-1].text.rstrip()))
        return cls(tuple(kept))

    @property
    def text(self) -> str:
        """The words as printed, wraps joined with nothing."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def folded(self) -> str:
        """The words for comparison: see ``fold``."""
        return fold(self.text)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __add__(self, other: Cell) -> Cell:
        return Cell.of((*self.pieces, *other.pieces))

    def part(self, begin: int, end: int) -> Cell:
        """Return the words from ``begin`` to ``end`` of ``text`` as a cell."""
        return self.cutter()(begin, end)

    def cutter(self) -> Callable[[int, int], Cell]:
        """Return ``part`` for many parts of a long cell: each costs only what it holds."""
        pieces = self.pieces
        offsets = [0, *accumulate(len(piece.text) for piece in pieces)]

        def cut(begin: int, end: int) -> Cell:
            parts: list[Piece] = []
            for at in range(max(bisect_right(offsets, begin) - 1, 0), len(pieces)):
                if offsets[at] >= end:
                    break
                parts.append(pieces[at].cut(max(begin - offsets[at], 0), min(end - offsets[at], len(pieces[at].text))))
            return Cell.of(parts)

        return cut


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with its words; merged empty cells are there, single ones need not be.

    ``row`` and ``column`` (from 1) are those of its upper left place.
    """

    cell: Cell
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表格) with merged cells.

    Attributes:
        cells: By row, then column.
        rows: The last row, ``columns`` the last column.
        sheet: Name of the sheet, where there is one.
        line: The line of the text layer that its first row is.
        covered: How many places cells cover, row by row from 1; empty where the format leaves empty cells out.
        flat: It is text, where the places that a merged cell covered are empty cells.
        breaks: Offsets at which a line within a cell begins, where people ended the one before.

    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    sheet: str | None = None
    line: int = 1
    covered: tuple[int, ...] = ()
    flat: bool = False
    breaks: frozenset[int] = frozenset()


def words(line: Piece) -> list[Piece]:
    """Split a line at white space.

    >>> [piece.text for piece in words(Piece("基本支出 28,028.68", 0, 1, None))]
    ['基本支出', '28,028.68']

    """
    return [line.cut(m.start(), m.end()) for m in re.finditer(r"\S+", line.text)]


def cells_of(line: Piece) -> tuple[Cell, ...]:
    """Split a line at its tabs; empty cells stay as empty cells."""
    cells: list[Cell] = []
    begin = 0
    for part in line.text.split("\t"):
        cells.append(Cell.of([line.cut(begin, begin + len(part))]))
        begin += len(part) + 1
    return tuple(cells)
