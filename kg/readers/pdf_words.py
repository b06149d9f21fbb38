"""Characters of a page → the cells of its tables that they stand in.

Words drawn on without a gap stay together: one that is wider than its cell belongs to the cell that it begins in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.readers.pdf_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.pdf_content import Char, PageContent
    from kg.readers.pdf_tables import PageTable

# characters drawn on from each other, in sizes of the type: one word, even over a rule
_TOUCHING = 0.1


def fill(tables: list[PageTable], content: PageContent) -> list[Char]:
    """Put each word into the cell that its middle lies in; return the characters that lie in none."""
    if not tables:
        return content.chars
    words: dict[tuple[int, int], list[Char]] = defaultdict(list)
    grids = [Places(table) for table in tables]
    outside: list[Char] = []
    for run in _runs(content.chars):
        placed = [_place(grids, char) for char in run]
        if len(set(placed)) > 1:
            placed = [_start(tables, run, placed)] * len(run)
        for char, place in zip(run, placed, strict=True):
            (outside if place is None else words[place]).append(char)
    for (number, at), chars in words.items():
        tables[number].cells[at].lines = lines_of(chars, content.number)
    return outside


class Places:
    """Which cell of a table covers a point."""

    def __init__(self, table: PageTable) -> None:
        self.xs, self.ys = table.xs, table.ys
        self._cells = {
            (row, column): at
            for at, cell in enumerate(table.cells)
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }

    def cell(self, x: float, y: float) -> int | None:
        """Return the number of the cell at a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self._cells.get((row, column))


def _place(grids: Sequence[Places], char: Char) -> tuple[int, int] | None:
    for number, grid in enumerate(grids):
        at = grid.cell(char.x, char.y)
        if at is not None:
            return number, at
    return None


def _runs(chars: list[Char]) -> Iterable[list[Char]]:
    """Cut characters into runs that were drawn on from each other without a gap."""
    run: list[Char] = []
    for char in chars:
        before = run[-1] if run else char
        near = _TOUCHING * char.size
        if run and not (
            abs(char.base - before.base) <= near and abs(char.x0 - before.x1) <= near and char.turn == before.turn == 0
        ):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _start(tables: list[PageTable], run: list[Char], placed: list[tuple[int, int] | None]) -> tuple[int, int] | None:
    """Return the cell of a word that is wider than its cell: that of its middle if it is centred, or its start."""
    middle = placed[len(placed) // 2]
    if middle is not None:
        x0, _, x1, _ = tables[middle[0]].cells[middle[1]].box
        if abs((x0 - run[0].x0) - (run[-1].x1 - x1)) <= 0.5 * run[0].size:
            return middle
    return placed[0]
