"""Tables turned on their side: headings in the first column, an indicator in each column beside them.

一级指标 | 产出指标, below it 三级指标 | 改造泵房 | 更换水箱, below it 年度目标值 | 14座 | ≥32个. The rows that belong
together are laid out anew with an indicator a row; the cells stay those that are printed.
"""

from __future__ import annotations

from kg.cells import Grid, GridCell
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import LEVELS, MONEY, TARGETS, role_of
from kg.forms.grids.rows.table import LaidOut, read_table
from kg.forms.grids.view import GridView
from kg.forms.grids.words.labels import field_of, is_label

_FIRST = (*LEVELS, "name")
_OF_PROJECTS = frozenset({"project", "unit", "goal", *MONEY})
# what is said of some indicators only
_MAY_LACK = frozenset({"note", "reason", "rate", "number", "field"})
_LEAST_INDICATORS = 2


def across_table(view: GridView, row: int, year: str = "") -> LaidOut | None:
    """Read the table on its side whose first heading begins in a row, ``None`` where none does.

    Below each other stand headings of different meaning, a name and a target or result among them; beside the name
    stand at least two cells, none of which is a heading. A row short of a cell would move those behind it to the wrong
    indicators, so each of these rows holds a cell of its own for every indicator, or none at all.
    """
    new = view.new(row)
    head = next((cell for cell in new if role_of(cell.cell.text) in _FIRST), None)
    if head is None or sum(bool(role_of(cell.cell.text)) for cell in new) > 1:
        return None
    if row > view.first and role_of(view.begun(row - 1, head.column).text) in _FIRST:
        # the rows above were found to lack a cell
        return None
    roles: dict[str, int] = {}
    end = row
    while end in view.rows and (role := role_of(view.begun(end, head.column).text)) and role not in roles:
        roles[role] = end
        below = view.at(end, head.column)
        end += below.rowspan if below else 1
    if "name" not in roles or not {*TARGETS, "actual"} & set(roles) or set(roles) & _OF_PROJECTS:
        return None
    beside = [cell for cell in view.new(roles["name"]) if cell.column > head.column]
    if len(beside) < _LEAST_INDICATORS or any(role_of(cell.cell.text) for cell in beside):
        return None
    if not _is_whole(view, range(row, end), roles, head.column) or _has_several_projects(view, row):
        return None
    upright = _upright(view, row, end, head.column)
    header = indicator_header(upright, 1, year)
    if header is None:
        return None
    return LaidOut(upright, read_table(upright, header), header.labels, end)


def _is_whole(view: GridView, rows: range, roles: dict[str, int], left: int) -> bool:
    """Whether no row lost a cell, and no figure is merged over several indicators."""
    if len({view.covered(row) for row in rows}) > 1:
        return False
    columns = range(left + 1, view.grid.columns + 1)
    named = [column for column in columns if view.cell(roles["name"], column)]
    for role, row in roles.items():
        cells = [view.at(row, column) for column in columns]
        filled = [column for column, cell in zip(columns, cells, strict=True) if cell is not None and cell.cell]
        if role in LEVELS:
            # in text the places that a merged cell covered are empty
            if set(filled) - set(named) or (filled != named and not view.flat):
                return False
        elif (
            role not in _MAY_LACK
            and filled
            and (filled != named or any(cell.colspan > 1 for cell in cells if cell is not None and cell.cell))
        ):
            return False
    return True


def _has_several_projects(view: GridView, row: int) -> bool:
    """Whether the row of 项目名称 above names more than one: which indicator is whose cannot be told."""
    for above in range(view.first, row):
        new = view.new(above)
        if new and field_of(new[0].cell.text) == "project":
            values = [cell for cell in new[1:] if not is_label(cell.cell.text)]
            labels = len(new) - 1 - len(values)
            if len(values) > labels + 1:
                return True
    return False


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
