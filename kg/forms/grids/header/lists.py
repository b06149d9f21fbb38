"""Lists of projects with their money and score (自评结果汇总表), one row each, as they stand before the forms.

In: a row of headings with 项目名称 left of budget and execution, and a score or grade beside them. Out: one project of
each row whose figures all are figures; the words of a row that is short of a cell or holds other ones are a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.found import ListedProject, MoneyRow
from kg.forms.grids.words.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.totals import states_score
from kg.forms.labels import TOTALS, UNKNOWN_UNIT, is_money
from kg.forms.labels import unit_of_money as unit_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_BUDGETS = ("initial_budget", "adjusted_budget", "final_account")
_FIGURES = (*_BUDGETS, "execution_rate")
_FEWEST = 2
# what tells a list of results from tables of the budget
_ASSESSED = re.compile(r"^(?:自评|评价)(?:得分|总分|分|等级|等次|结果|结论|档次|分数)")


@dataclass
class ProjectList:
    """What a list holds; ``totals`` are its sums (合计), ``end`` the first row below it."""

    projects: list[ListedProject] = field(default_factory=list)
    totals: list[MoneyRow] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    end: int = 0


def money_columns(view: GridView, row: int, own: str = "") -> dict[str, int]:
    """Return the columns of money by what they hold, of a row of headings; not those of another time than ``own``."""
    columns: dict[str, int] = {}
    again: set[str] = set()
    for cell in view.new(row):
        role = money_column(cell.cell.text)
        above = view.at(row - 1, cell.column)
        group = above.cell.folded if above is not None and above.colspan > cell.colspan else ""
        if says_other_time(cell.cell.folded, own) or says_other_time(group, own):
            continue
        # 年度预算数 over labels of money is no column of figures
        if not role or money_row(view.words(row + 1, cell.column)) is not None:
            continue
        if role in columns and view.words(row, columns[role]) == cell.cell.text:
            # 预算数 | 执行数 | 预算数 | 执行数: which of the two is the form's cannot be told
            again.add(role)
        columns.setdefault(role, cell.column)
    return {role: column for role, column in columns.items() if role not in again}


def list_of_projects(view: GridView, row: int, captioned: str | None, own: str = "") -> ProjectList | None:
    """Read the list whose headings stand in a row, ``None`` where they are those of something else.

    Args:
        view: The grid.
        row: The row.
        captioned: The unit of money that the caption above it says.
        own: Words that name the form's year.

    """
    heads = view.new(row)
    name = next((cell for cell in heads if field_of(cell.cell.text) == "project"), None)
    if name is None or row + 1 not in view.rows or not any(_ASSESSED.match(cell.cell.folded) for cell in heads):
        return None
    columns = money_columns(view, row, own)
    if len({*_BUDGETS} & set(columns)) < _FEWEST or name.column > min(columns.values()):
        return None
    below = view.begun(row + 1, name.column)
    if not below or is_label(below.text) or not all(_is_heading(cell) for cell in heads if cell.column > name.column):
        return None
    found = ProjectList(labels=[cell.cell for cell in heads if _is_heading(cell)], end=row + 1)
    # 全年执行数（元） beside 全年预算数（万元）, or beside one without a unit: whose is which is not told
    stated = {unit_in(view.words(row, columns[role])) for role in _BUDGETS if role in columns}
    unit = stated.pop() if len(stated) == 1 else UNKNOWN_UNIT
    unit = unit or next((unit for cell in heads if (unit := unit_in(cell.cell.text))), captioned)
    while found.end in view.rows and view.new(found.end):
        if any(is_label(cell.cell.text) and cell.cell.folded not in TOTALS for cell in view.new(found.end)):
            break
        if view.covered(found.end) >= view.covered(row):
            _take(found, view, found.end, heads, name, columns, unit)
        found.end += 1
    return found


def _take(
    found: ProjectList,
    view: GridView,
    row: int,
    heads: list[GridCell],
    name: GridCell,
    columns: Mapping[str, int],
    unit: str | None,
) -> None:
    label = view.begun(row, name.column)
    first = view.new(row)[0].cell
    figures = {role: view.alone(row, column, columns.values()) for role, column in columns.items() if role in _FIGURES}
    budgets = [figures[role] for role in _BUDGETS if role in figures]
    if not all(is_money(cell.text) for cell in budgets):
        return
    if label.folded.startswith("其中") or "小计" in (first.folded, label.folded):
        # parts of a project, and sums of some
        return
    if first.folded in TOTALS or label.folded in TOTALS:
        found.totals.append(MoneyRow(first if first.folded in TOTALS else label, "total", None, unit, figures))
        return
    if not any(char.isalpha() for char in label.folded) or is_money(label.text):
        return
    score = next((view.begun(row, cell.column) for cell in heads if _is_score(cell)), Cell())
    units = [view.begun(row, cell.column) for cell in heads if field_of(cell.cell.text) == "unit"]
    places = [cell.column for cell in heads if role_of(cell.cell.text) in ("number", "note") or _is_grade(cell)]
    rest = tuple(words for column in places if (words := view.begun(row, column)))
    money = MoneyRow(label, "total", None, unit, figures)
    listed = score if is_points(score) and "%" not in score.folded else Cell()
    found.projects.append(ListedProject(label, units[0] if len(units) == 1 else Cell(), money, listed, rest))


def _is_heading(cell: GridCell) -> bool:
    words = cell.cell.text
    return bool(is_label(words) or role_of(words) or _is_score(cell) or _ASSESSED.match(cell.cell.folded))


def _is_grade(cell: GridCell) -> bool:
    return bool(_ASSESSED.match(cell.cell.folded)) and not _is_score(cell)


def _is_score(cell: GridCell) -> bool:
    return states_score(cell.cell.folded) and money_column(cell.cell.text) in ("", "score")
