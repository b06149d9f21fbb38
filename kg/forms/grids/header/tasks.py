"""The main tasks of a year (年度重点工作任务): rows of name, content, money and outcome, and their sum.

A table of tasks has no end of its own: it goes on until another label, a section or a table of indicators begins, and
its label may be printed again after a page.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.found import MoneyCell, MoneyRow, TaskRow
from kg.forms.grids.header.blocks import HeaderBlocks
from kg.forms.grids.header.task_sums import task_sums
from kg.forms.grids.words.labels import field_of
from kg.forms.labels import SECTION_OF, TASK_COLUMNS, TOTALS, one_unit
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from kg.forms.grids.view import GridView

_NOTHING = Cell()


class TaskBlocks(HeaderBlocks):
    """What header blocks and tables of tasks say, collected in ``found``."""

    def read_tasks(self, view: GridView, row: int) -> int | None:
        """Read a table of tasks; the row behind it, or ``None`` where no table of them begins."""
        columns = _task_columns(view, row)
        if columns is None:
            return None
        self.found.labels.extend(cell.cell for cell in view.new(row))
        head = view.at(row, columns["name"])
        body = (head.row + head.rowspan) if head else row + 1
        for at in range(row + 1, body):
            self.found.labels.extend(cell.cell for cell in view.new(at))
        if "amount" in columns:
            stated = [unit_in(view.words(at, columns["amount"])) for at in range(row, body)]
            self.found.task_unit = reduce(one_unit, stated, None) or self.found.task_unit
        at = body
        while at in view.rows:
            new = view.new(at)
            first = new[0].cell if new else _NOTHING
            ended = _is_section(first) or _other_label(view, row, at)
            if indicator_header(view, at) is not None or (new and ended and not _continues(view, at, columns)):
                break
            if new and _task_columns(view, at) is None:
                self._task(view, at, columns)
            elif new:
                self.found.labels.extend(cell.cell for cell in new)
            at += 1
        return at

    def take_task_sums(self, view: GridView, row: int) -> None:
        """Take the sum of a department's main tasks as its budget, unless its form states one."""
        found = None if self.block.name or self.block.tables or self.foreign else task_sums(view, row)
        if found is None or self.found.form not in (Form.DECLARATION, Form.SELF_EVALUATION):
            return
        _, label, figures, unit = found
        self.found.labels.append(label)
        if len(figures) > 1:
            self.block.money_rows.append(MoneyRow(label, "total", None, unit, figures))
        elif not any(one.kind == "total" for one in self.block.money):
            self.block.money.extend(MoneyCell(label, one, "total", None, unit) for one in figures.values())

    def _task(self, view: GridView, row: int, columns: dict[str, int]) -> None:
        name, content, amount, outcome = (
            view.begun(row, columns[key]) if key in columns else Cell()
            for key in ("name", "content", "amount", "outcome")
        )
        beside = [cell.cell for cell in view.new(row) if cell.cell.folded in SECTION_OF]
        self.found.labels.extend(beside)
        if name.folded in TOTALS or name.folded in ("金额合计",) or not any((name, content, amount, outcome)):
            return
        self.found.tasks.append(TaskRow(name, content, amount, outcome))


def _task_columns(view: GridView, row: int) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for cell in view.new(row):
        for name, pattern in TASK_COLUMNS.items():
            if name not in found and pattern.fullmatch(cell.cell.folded):
                found[name] = cell.column
                break
    beside_label = SECTION_OF.get(view.words(row, 1)) == "年度重点工作任务"
    return found if {"name", "content"} <= set(found) and (len(found) > 2 or beside_label) else None


def _is_section(cell: Cell) -> bool:
    return cell.folded.rstrip(":") in SECTION_OF or field_of(cell.text) in ("goal", "known", "project", "superior")


def _other_label(view: GridView, first: int, row: int) -> bool:
    """Whether another label begins at the left, where the section has one beside its rows."""
    left = view.at(first, 1)
    label = left is not None and left.cell.folded in SECTION_OF
    return label and view.at(row, 1) is not left and bool(view.begun(row, 1))


def _continues(view: GridView, row: int, columns: dict[str, int]) -> bool:
    """Whether the section's label is printed again beside a row of tasks, as after a page break."""
    return SECTION_OF.get(view.new(row)[0].cell.folded) == "年度重点工作任务" and bool(
        view.begun(row, columns["content"])
    )
