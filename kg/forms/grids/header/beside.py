"""What stands beside a label: its value, if it has one of its own, and whether that is of the form's time.

Labels that name no project, or several, and figures below the heading of another year have none that could be taken.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.columns.values import TEMPLATE
from kg.forms.grids.header.fields import PERSONS
from kg.forms.grids.words.labels import field_of, is_label, money_column
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.labels import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Cell, GridCell
    from kg.forms.grids.view import GridView

_MOST_BLANKS = 2
_PROGRAMME = re.compile(r"(?:专项|资金|专项资金|转移支付)名称")
_PROJECT = re.compile(r"(?:(?:二级|具体|预算)?项目名称)")
_OF_TIME = re.compile(r"年[度份]|时间|日期|期限")
# headings of money by time, and no values such as 2023年1月
_HEADING_OF_TIME = re.compile(
    r"(?:[上前]一?年度?|去年度?|20\d\d年度?|项目|全部)?(?:财政|全年|年初)?(?:实际|预算|决算|执行|资金|金额|支出|安排|批复|结转|总投资|累计|已?下达|已?到位|已支出|已安排)*"
    r"[数额]?(?:\((?:20\d\d年度?|[上前]年度?|(?:亿|万)?元)\))*"
)


def _names_programme(view: GridView, row: int, label: str) -> bool:
    """Whether a label is 一级项目名称 or 专项名称 with the project's own name near it: 二级项目名称, 项目名称."""
    first = label.startswith("一级项目")
    if not first and not _PROGRAMME.match(label):
        return False
    rows = (row, row + 1) if first else (row - 1, row, row + 1)
    near = (pairwise(view.new(at)) for at in rows if at in view.rows)
    return any(
        (_is_lower(cell.cell.folded) if first else _PROJECT.match(cell.cell.folded))
        and not is_label(value.cell.text)
        and not TEMPLATE.match(value.cell.folded)
        for cell, value in chain.from_iterable(near)
    )


def names_nothing(view: GridView, row: int, label: Cell, value: Cell) -> bool:
    """Whether a label of a project names none: 二级项目名称 | 无, or 项目名称 | 金额 as headings of a list."""
    nothing = _is_lower(label.folded) and bool(TEMPLATE.match(value.folded))
    heading = field_of(label.text) == "project" and bool(role_of(value.text))
    return nothing or heading or _names_programme(view, row, label.folded)


def _is_lower(label: str) -> bool:
    return label.startswith("二级项目") and field_of(label) == "project"


def several_projects(cells: Sequence[GridCell]) -> bool:
    """Whether projects stand side by side: 项目名称 | 甲 | 项目名称 | 乙."""
    pairs = [(label.cell, name.cell) for label, name in pairwise(cells)]
    named = [(label.folded, name.folded) for label, name in pairs if field_of(label.text) == "project"]
    return len(named) > 1 and len({label for label, _ in named}) == 1 < len({name for _, name in named})


def value_beside(view: GridView, row: int, filled: Sequence[GridCell], place: int) -> GridCell | None:
    """Return what stands right of a label in its own row."""
    cell = filled[place]
    right = filled[place + 1] if place + 1 < len(filled) else None
    beside = view.at(row, cell.column + cell.colspan)
    if beside is not None and beside.row == row and beside.cell:
        return beside if right is None or right is beside else None
    if right is None or not _may_be_value(cell.cell, right.cell):
        return None
    # what was merged is empty in text
    return right if view.flat or _is_behind_blanks(view, row, filled, place) else None


def _is_behind_blanks(view: GridView, row: int, filled: Sequence[GridCell], place: int) -> bool:
    """Whether only unmerged blanks part a label from the cell behind it, which ends the row or stands before a label.

    A sheet often merges the labels of some rows over two columns and leaves those of others alone.
    """
    cell, right = filled[place], filled[place + 1]
    gap = [view.at(row, column) for column in range(cell.column + cell.colspan, right.column)]
    blank = all(one is None or (not one.cell and one.colspan == one.rowspan == 1) for one in gap)
    behind = filled[place + 2] if place + 2 < len(filled) else None
    return 0 < len(gap) <= _MOST_BLANKS and blank and (behind is None or bool(field_of(behind.cell.text)))


def is_below_other_time(view: GridView, row: int, column: int, own: str) -> bool:
    """Whether a figure stands below the heading of another time, or of an untold one: 上年实际 | 本年预算."""
    if not is_money(view.words(row, column)):
        return False
    for above in range(row - 1, view.first - 1, -1):
        head, left = view.at(above, column), view.at(above, column - 1)
        if head is None or not head.cell or is_money(head.cell.text):
            continue
        words = head.cell.folded
        # what stands right of 起始年度 is its value
        value = left is not None and bool(_OF_TIME.search(left.cell.folded))
        other = _HEADING_OF_TIME.fullmatch(words) and says_other_time(words, own)
        # 年初预算数 | 全年预算数 of a table that was not read, as its units differ; 预算数 | 执行数 twice
        kinds = [money_column(one.cell.text) for one in view.filled(above)]
        kind = money_column(words)
        untold = (kind == "initial_budget" and "adjusted_budget" in kinds) or (
            kind and kinds.count("final_account") > 1
        )
        return not value and bool(other or untold)
    return False


def _may_be_value(label: Cell, words: Cell) -> bool:
    """Whether words stand for a label's value although there are empty cells between them."""
    if is_money_or_rate(words):
        return True
    named = field_of(label.text) in ("project", "superior", "unit", "goal")
    return named and not is_label(words.text) and not PERSONS.search(words.folded) and words.folded[-1:] != ":"


def is_money_or_rate(value: Cell) -> bool:
    """Whether a cell holds an amount or a percentage."""
    return bool(value) and (is_money(value.text) or bool(re.fullmatch(r"-?\d+(?:\.\d+)?%", value.folded)))
