"""Tables turned on their side: headings in the first column, an indicator in each column beside them.

一级指标 | 产出指标, below it 三级指标 | 改造泵房 | 更换水箱, below it 年度目标值 | 14座 | ≥32个. The rows that belong
together are laid out anew with an indicator a row; the cells stay those that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.forms.grids.columns import indicator_header
from kg.forms.grids.headings import LEVELS, TARGETS, role_of
from kg.forms.grids.rows import IndicatorTable, read_table
from kg.forms.grids.view import GridView
from kg.text import Grid, GridCell

if TYPE_CHECKING:
    from kg.text import Cell

_FIRST = (*LEVELS, "name")
_FIGURES = (*TARGETS, "actual", "weight", "scored")
_LEAST_INDICATORS = 2


@dataclass(frozen=True, slots=True)
class AcrossTable:
    """A table on its side laid out upright: its view and rows, its headings, the row behind it."""

    view: GridView
    table: IndicatorTable
    labels: tuple[Cell, ...]
    end: int


def across_table(view: GridView, row: int, year: str = "") -> AcrossTable | None:
    """Read the table on its side whose first heading begins in a row, ``None`` where none does.

    Below each other stand headings of different meaning, a name and a target or result among them; beside the name
    stand at least two cells, none of which is a heading; targets, results and points are there for all or for none.
    """
    new = view.new(row)
    head = next((cell for cell in new if role_of(cell.cell.text) in _FIRST), None)
    if head is None or sum(bool(role_of(cell.cell.text)) for cell in new) > 1:
        return None
    roles: dict[str, int] = {}
    end = row
    while end in view.rows and (role := role_of(view.begun(end, head.column).text)) and role not in roles:
        roles[role] = end
        below = view.at(end, head.column)
        end += below.rowspan if below else 1
    if "name" not in roles or not {*TARGETS, "actual"} & set(roles):
        return None
    beside = [cell for cell in view.new(roles["name"]) if cell.column > head.column]
    if len(beside) < _LEAST_INDICATORS or any(role_of(cell.cell.text) for cell in beside):
        return None
    if not _is_whole(view, range(row, end), roles):
        return None
    upright = _upright(view, row, end, head.column)
    header = indicator_header(upright, 1, year)
    if header is None:
        return None
    return AcrossTable(upright, read_table(upright, header), header.labels, end)


def _is_whole(view: GridView, rows: range, roles: dict[str, int]) -> bool:
    """Whether no row lost a cell: one that did would give every indicator behind it its neighbour's figure."""
    if len({view.covered(row) for row in rows}) > 1:
        return False
    named = [column for column in range(1, view.grid.columns + 1) if view.cell(roles["name"], column)]
    said = {role: [bool(view.cell(row, column)) for column in named[1:]] for role, row in roles.items()}
    return all(all(cells) or not any(cells) for role, cells in said.items() if role in _FIGURES)


def _upright(view: GridView, first: int, end: int, left: int) -> GridView:
    """Make rows of the columns from ``left`` on and columns of the rows from ``first`` to before ``end``."""
    cells = tuple(
        GridCell(cell.cell, cell.column - left + 1, cell.row - first + 1, cell.colspan, cell.rowspan)
        for column in range(left, view.grid.columns + 1)
        for row in range(first, end)
        if (cell := view.at(row, column)) is not None and (cell.row, cell.column) == (row, column)
    )
    grid = view.grid
    return GridView(
        Grid(cells, grid.columns - left + 1, end - first, grid.sheet, grid.line, flat=view.flat, breaks=grid.breaks)
    )
