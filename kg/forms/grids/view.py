"""Looking into a grid: which cell covers a place, what stands in a row, where merged cells begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.cells import Grid, GridCell

_EMPTY = Cell()


class GridView:
    """A grid by places; rows and columns count from 1.

    >>> from kg.cells import Grid, GridCell, Piece
    >>> label = GridCell(Cell((Piece("产出指标", 0, 1, None),)), 1, 1, rowspan=2)
    >>> view = GridView(Grid((label,), 2, 1))
    >>> view.words(2, 1), view.begins(2, 1)
    ('产出指标', False)

    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._at: dict[tuple[int, int], GridCell] = {}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    self._at.setdefault((row, column), cell)
        # text has no merged cells: what they covered is empty
        self.flat = grid.flat or not any(cell.rowspan > 1 or cell.colspan > 1 for cell in grid.cells)
        self.first = min((cell.row for cell in grid.cells), default=1)

    @property
    def rows(self) -> range:
        """All rows."""
        return range(self.first, self.grid.rows + 1)

    def at(self, row: int, column: int) -> GridCell | None:
        """Return the cell that covers a place."""
        return self._at.get((row, column))

    def cell(self, row: int, column: int) -> Cell:
        """Return the words of the cell that covers a place, empty where none does."""
        found = self._at.get((row, column))
        return found.cell if found else _EMPTY

    def words(self, row: int, column: int) -> str:
        """Return the folded words at a place."""
        return self.cell(row, column).folded

    def begins(self, row: int, column: int) -> bool:
        """Whether a cell's first row is this one."""
        found = self._at.get((row, column))
        return found is not None and found.row == row

    def begun(self, row: int, column: int) -> Cell:
        """Return the words of the cell that begins in this row, empty for one that only goes on."""
        return self.cell(row, column) if self.begins(row, column) else _EMPTY

    def alone(self, row: int, column: int, columns: Iterable[int]) -> Cell:
        """Return the words of the cell that begins in this row and column, empty for one over others of ``columns``."""
        found = self._at.get((row, column))
        if found is None or found.row != row or any(self._at.get((row, at)) is found for at in columns if at != column):
            return _EMPTY
        return found.cell

    def across(self, row: int) -> Iterator[GridCell]:
        """Give each cell of a row once, from left to right, merged ones from above included."""
        last: GridCell | None = None
        for column in range(1, self.grid.columns + 1):
            found = self._at.get((row, column))
            if found is not None and found is not last:
                last = found
                yield found

    def filled(self, row: int) -> list[GridCell]:
        """Return the cells of a row that hold words."""
        return [cell for cell in self.across(row) if cell.cell]

    def is_open(self, row: int) -> bool:
        """Whether the only row of a table in text may go on with words below it: it covers less than it holds."""
        return self.grid.flat and self.grid.rows == 1 and 0 < self.covered(row) < self.grid.columns

    def covered(self, row: int) -> int:
        """Return how many places of a row its cells cover, 0 where the format does not say."""
        return self.grid.covered[row - 1] if self.grid.covered else 0

    def new(self, row: int) -> list[GridCell]:
        """Return the cells with words that begin in a row."""
        return [cell for cell in self.across(row) if cell.cell and cell.row == row]
