"""Tables of other shapes laid out anew: an indicator a row, with its project, levels, name and target.

The cells stay those that are printed; only where they stand is another. What merged cells covered is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cells import Grid, GridCell
from kg.forms.grids.columns.header import Half, IndicatorHeader
from kg.forms.grids.rows.table import LaidOut, read_table
from kg.forms.grids.view import GridView
from kg.forms.labels import unit_of_money

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.cells import Cell

OF_PROJECT = ("project", "unit", "amount", "goal")
OF_INDICATOR = ("level1", "level2", "name", "annual")
_ROLES = (*OF_PROJECT, *OF_INDICATOR, "actual", "weight", "scored")


def long_table(
    view: GridView, rows: Sequence[Mapping[str, Cell]], labels: Sequence[Cell], end: int, known: Collection[str] = ()
) -> LaidOut:
    """Read rows of cells by role as a long table.

    Args:
        view: The table as printed.
        rows: One for each indicator; the project's cells stand in the row of its first indicator alone.
        labels: Headings and other words that become no record; one of them may state the unit of money.
        end: The row behind the table as printed.
        known: Which of the project's columns the table has, all by default that a row fills.

    """
    filled = {role for row in rows for role, cell in row.items() if cell}
    roles = {role: column for column, role in enumerate(_ROLES, start=1) if role in (*filled, *known, *OF_INDICATOR)}
    cells = tuple(
        GridCell(cell, at, roles[role]) for at, row in enumerate(rows, start=1) for role, cell in row.items() if cell
    )
    unit = next((unit for cell in labels if (unit := unit_of_money(cell.text))), None)
    header = IndicatorHeader(1, 1, (Half(roles),), tuple(labels), (), {"amount": unit} if unit else {})
    long = GridView(Grid(cells, len(rows), len(_ROLES), view.grid.sheet, view.grid.line, flat=True))
    return LaidOut(long, read_table(long, header, 1), tuple(labels), end)
