"""金额合计 below the main tasks of a department: its whole budget, and of a self-evaluation what was spent.

Only where the money column is headed 总额 | 财政拨款 | 其他资金, as in the form whose tasks cover all expenditure; the
sum of a list of some tasks is no budget.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.words.labels import money_column
from kg.forms.labels import is_money, one_unit
from kg.forms.labels import unit_of_money as unit_in

if TYPE_CHECKING:
    from kg.cells import Cell
    from kg.forms.grids.view import GridView

_SUM = ("金额合计", "合计", "合计金额")
_TASK = re.compile(r"^(?:主要)?(?:任务|工作|工作任务|任务项目)名称$")
_WHOLE = ("总额", "总金额", "合计", "小计")
_AMOUNT = re.compile(r"^(?:预算)?(?:金额|资金)(?:\([^()]*\))?$")
_COLUMNS = ("adjusted_budget", "initial_budget", "final_account")


def task_sums(view: GridView, row: int) -> tuple[int, Cell, dict[str, Cell], str | None] | None:
    """Find the sum below the headings of main tasks that stand in a row.

    Returns:
        Row, label, figures by the kind of their column (``adjusted_budget`` for a plain one) and the unit that the
        headings state; ``None`` where these are no such headings.

    """
    if not any(_TASK.match(cell.cell.folded) for cell in view.new(row)):
        return None
    columns: dict[str, int] = {}
    unit = None
    for cell in view.new(row):
        kind = "adjusted_budget" if _AMOUNT.match(cell.cell.folded) else money_column(cell.cell.text)
        if kind in _COLUMNS and kind not in columns and view.words(row + cell.rowspan, cell.column) in _WHOLE:
            columns[kind] = cell.column
            unit = one_unit(unit, unit_in(cell.cell.text))
    at = row + 1
    while columns and at in view.rows and indicator_header(view, at) is None:
        label = next((cell.cell for cell in view.new(at) if cell.cell.folded in _SUM), None)
        figures = {kind: view.begun(at, column) for kind, column in columns.items()}
        if label is not None and all(is_money(cell.text) for cell in figures.values()):
            return at, label, figures, unit
        at += 1
    return None
