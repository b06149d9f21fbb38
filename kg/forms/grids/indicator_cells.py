"""The cells of one indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.cells import Cell

if TYPE_CHECKING:
    from kg.cells import GridCell


@dataclass(frozen=True, slots=True)
class IndicatorCells:
    """The cells of one indicator; ``None`` for a column that the form lacks, empty for an empty cell.

    Attributes:
        row: Row of the grid, from 1.
        level1: The cell of the first heading that holds for this row, wherever it is printed; ``level2`` the same.
        number: Printed number (序号).
        name: Name as printed.
        value: 年度指标值, comparator, number and unit joined.
        others: Further cells that are read by nobody (指标解释 …), and words around the value.
        outside: The cells did not stand under their headings.
        unlike: The row holds several indicators, and which value is whose cannot be told.
        adjusted: 调整指标值 beside the target, where it says another.
        doubtful: The only score of a row, where the form has 分值 and 得分.

    """

    row: int
    level1: Cell
    level2: Cell
    number: str | None
    name: Cell
    period: Cell | None = None
    value: Cell | None = None
    actual: Cell | None = None
    weight: Cell = field(default_factory=Cell)
    scored: Cell = field(default_factory=Cell)
    rate: Cell = field(default_factory=Cell)
    reason: Cell | None = None
    project: GridCell | None = None
    unit: GridCell | None = None
    goal: Cell = field(default_factory=Cell)
    amount: GridCell | None = None
    spent: GridCell | None = None
    initial: GridCell | None = None
    labels: tuple[Cell, ...] = ()
    outside: tuple[Cell, ...] = ()
    unlike: bool = False
    doubtful: Cell = field(default_factory=Cell)
    adjusted: Cell = field(default_factory=Cell)

    def money(self) -> dict[str, Cell]:
        """Return the printed money of the project by kind."""
        cells = {"initial_budget": self.initial, "adjusted_budget": self.amount, "final_account": self.spent}
        return {kind: cell.cell for kind, cell in cells.items() if cell is not None and cell.cell}
