"""Rows of headings of an indicator table: where they begin and end, and which heading stands above a column.

A heading that is neither in ``wordings.json`` nor put together of known parts (``composed``) has no role. Headings may
be merged over rows and over columns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.categories import is_kind
from kg.folding import fold
from kg.forms.grids.words.composed import composed_role
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.grids.words.wordings import by_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_ROLE = by_wording("columns")
# words that stand above columns
_SUPER = frozenset(
    {
        "绩效指标",
        "年度绩效指标",
        "中期绩效指标",
        "指标",
        "绩效指标体系",
        "项目绩效指标",
        "实施期绩效指标",
        "项目期绩效指标",
        "长期绩效指标",
        "评价指标",
        "考核指标",
    }
)
NAMES_ALONE = frozenset({"绩效指标", "年度绩效指标", "项目绩效指标", "评价指标", "考核指标"})
# over both levels, in Fujian's forms
_OVER_LEVELS = frozenset({"评价内容", "评价指标", "考核内容", "考核指标"})
# below 一级指标, beside its 权重
NAMES_OF_LEVELS = frozenset({"名称", "内容"})
# brackets that lost a half, too: 年初目标值(A, 执行数B)
_TAIL = re.compile(r"(?:\([^()]*\)|\([A-Z]$|(?<=[\u4e00-\u9fff])[A-Z](?:/[A-Z])?\)$|[:：*※]|\d{1,3}分)+$")
_POINTS = re.compile(r"\d分\)?$")
# what stood in the middle of the year is no result
_MONTHS = re.compile(r"^\d{1,2}[-—–~至]+\d{1,2}月(?:份)?(?:执行|完成|实际)")
_YEAR = re.compile(r"^(?P<before>预期|预计|计划)?(?P<year>20\d\d)年(?:度)?(?=.)")
# 指标值(2023年)
_YEAR_BEHIND = re.compile(r"^(?P<bare>[^()]+)\((?P<year>20\d\d)年?度?\)$")
_REMARK = re.compile(r"\(([^()]*)\)$")
_ESTIMATED = frozenset({"预计", "预估", "预测", "估计"})
# 2024年目标, 2024年计划
_OVER_HEADINGS = re.compile(r"(?=.*(?:指标|绩效))[\u4e00-\u9fff]{2,12}(?:\([\u4e00-\u9fff]{1,8}\))?")
_BARE_TARGETS = frozenset({"目标", "计划", "预期", "指标"})
VALUES = ("period", "annual", "actual", "comparator")
TARGETS = ("period", "annual")
MONEY = ("initial", "amount", "spent")
_WHOLES = frozenset({"小计", "合计", "总计", "总额", "金额"})
LEVELS = ("level1", "level2")
# names where no column is named 三级指标
OTHER_NAMES = frozenset({"指标内容", "绩效内容", "绩效目标内容", "目标内容", "具体内容"})
# name and target in one cell
NAME_AND_VALUE = frozenset(
    {"三级指标及指标值", "三级指标及目标值", "指标名称及指标值", "指标及指标值", "绩效指标及指标值", "三级指标和指标值"}
)
MOST_HEADER_ROWS = 3


@lru_cache(maxsize=20_000)  # the same cells are asked again and again
def role_of(heading: str) -> str:
    """Return the role of a heading, ``""`` where it has none.

    >>> role_of("三级指标"), role_of("分值（50分）"), role_of("联系电话")
    ('name', 'weight', '')

    """
    folded = fold(heading)
    if _MONTHS.match(folded):
        return "note"
    remark = _REMARK.search(folded)
    if remark and (says_other_time(remark[1], "", periods=False) or remark[1] in _ESTIMATED):
        # 完成值（截至6月）, 指标值（上年）
        return "note"
    if remark and of_year(folded)[0]:
        return ""
    if remark and says_other_time(remark[1], "") and role_of(folded[: remark.start()]) == "annual":
        # 指标值（中期）
        return "period"
    bare = _TAIL.sub("", folded)
    role = _ROLE.get(folded) or composed_role(folded) or _ROLE.get(bare) or composed_role(bare)
    # 预算执行数(10分) heads points
    return "" if role in MONEY and _POINTS.search(folded) else role


def is_header_row(view: GridView, row: int) -> bool:
    """Whether the headings of an indicator table begin here: a name's among them, and those of levels or values."""
    new = view.new(row)
    here = {_heading_role(cell) for cell in new}
    if "name" in here and here & {*LEVELS, *VALUES, "measure_unit", "weight"}:
        return True
    if is_score_card([role_of(cell.cell.text) for cell in new]):
        return True
    # whichever column between them holds the names
    if here & set(LEVELS) and here & set(VALUES):
        return True
    if name_alone(view, row) is not None or over_levels(view, row) is not None:
        return True
    if not any(cell.cell.folded in _SUPER or _is_over_headings(view, row, cell) for cell in new):
        return False
    # 绩效指标 over the three columns that it does not name
    if not here & set(LEVELS) and any(is_whole_super(view, cell) for cell in new) and here & set(VALUES):
        return True
    # the headings of two rows: 绩效指标 above 一级指标 …, with 分值 beside it; 一级指标 beside both
    below = {_heading_role(cell) for cell in view.new(row + 1)} if row + 1 in view.rows else set()
    return "name" in below and bool(below & set(LEVELS))


def _is_over_headings(view: GridView, row: int, cell: GridCell) -> bool:
    """Whether 绩效指标完成情况 or the like stands over levels and names, beside a heading merged over both rows."""
    last = cell.column + cell.colspan
    below = {role_of(view.begun(row + 1, column).text) for column in range(cell.column, last)}
    if cell.rowspan > 1 or not {*LEVELS, "name"} <= below or not _OVER_HEADINGS.fullmatch(cell.cell.folded):
        return False
    return any(one.rowspan == 2 and role_of(one.cell.text) in ("project", "unit", "goal") for one in view.new(row))


def is_score_card(roles: Sequence[str]) -> bool:
    """Whether the headings of these roles are points of two levels, the second naming the indicators.

    Every heading has a role: one like 评价指标 without any would hold the names.
    """
    return all(roles) and "name" not in roles and {*LEVELS, "weight", "scored"} <= set(roles)


def name_alone(view: GridView, row: int) -> GridCell | None:
    """Return the heading 绩效指标 of a column of names without levels, left of target and result; else ``None``.

    Where it stands beside a whole table, nothing begins below it.
    """
    new = [cell for cell in view.new(row) if role_of(cell.cell.text) != "number"]
    here = {role_of(cell.cell.text) for cell in new}
    if not {"annual", "actual"} <= here or here & {"name", *LEVELS}:
        return None
    head = new[0]
    below = view.begun(row + 1, head.column)
    alone = head.cell.folded in NAMES_ALONE and head.rowspan == head.colspan == 1
    return head if alone and below and not role_of(below.text) else None


def over_levels(view: GridView, row: int) -> GridCell | None:
    """Return the heading 评价内容 over the columns of both levels, left of names and values; else ``None``.

    The second of the two columns says 数量目标 and the like.
    """
    new = [cell for cell in view.new(row) if role_of(cell.cell.text) != "number"]
    if len(new) <= len(LEVELS) or new[0].cell.folded not in _OVER_LEVELS:
        return None
    head, second = new[0], new[0].column + 1
    beside = new[1].cell.folded in OTHER_NAMES or role_of(new[1].cell.text) == "name"
    if not beside or new[1].column != second + 1 or not {_heading_role(cell) for cell in new} & set(VALUES):
        return None
    below = [cell for at in view.rows if at > row and (cell := view.begun(at, second))]
    return head if 2 * sum(is_kind(cell.text) for cell in below) > len(below) else None


def _heading_role(cell: GridCell) -> str:
    if cell.cell.folded in NAME_AND_VALUE:
        return "name"
    return role_of(cell.cell.text) or of_year(cell.cell.folded)[0]


def of_year(folded: str) -> tuple[str, str]:
    """Return role and year of a heading with a year (2024年目标值, 预期2024年实现值), two empty strings for another."""
    found = _YEAR.match(folded) or _YEAR_BEHIND.match(folded)
    if found is None:
        return "", ""
    bare = found["bare"] if "bare" in found.groupdict() else (found["before"] or "") + folded[found.end() :]
    role = "annual" if bare in _BARE_TARGETS else role_of(bare)
    return (role, found["year"]) if role in ("annual", "actual") else ("", "")


def is_whole_super(view: GridView, cell: GridCell) -> bool:
    """Whether 绩效指标 stands over three columns without headings of their own."""
    if cell.cell.folded not in _SUPER or cell.colspan != len(LEVELS) + 1:
        return False
    below = cell.row + cell.rowspan
    return not any(role_of(view.words(below, cell.column + at)) for at in range(cell.colspan))


def body_of(view: GridView, row: int) -> int:
    """Return the first row below the headings."""
    heads = [cell for cell in view.new(row) if role_of(cell.cell.text) in ("name", *LEVELS)]
    deep = max((cell.rowspan for cell in heads), default=1)
    body = row + (deep if deep <= MOST_HEADER_ROWS else 1)
    while body in view.rows and body - row < MOST_HEADER_ROWS and _goes_on(view, row, body):
        body += 1
    return body


def _goes_on(view: GridView, first: int, row: int) -> bool:
    """Whether a row still belongs to the headings above it."""
    new = view.new(row)
    if not new:
        return False
    # columns counted below their headings: 1 | 2 | 3
    words = [cell.cell.folded for cell in new]
    if len(words) > 2 and words == [str(number) for number in range(1, len(words) + 1)]:
        return True
    over = any(cell.row < row and cell.row >= first and role_of(cell.cell.text) for cell in view.across(row))
    roles = [role_of(cell.cell.text) for cell in new]
    if "name" in roles and set(roles) & set(LEVELS):
        # whatever else stands beside them
        return True
    known = _SUPER | NAMES_OF_LEVELS
    heading = [bool(role) or cell.cell.folded in known for role, cell in zip(roles, new, strict=True)]
    return all(heading) and (over or sum(heading) > 1)


def lowest(view: GridView, first: int, body: int) -> Iterator[GridCell]:
    """Give the lowest heading with words of each column; one that is merged over columns once."""
    taken: set[tuple[int, int]] = set()
    for column in range(1, view.grid.columns + 1):
        for row in range(body - 1, first - 1, -1):
            cell = view.at(row, column)
            if cell is None or not cell.cell or cell.row < first or cell.cell.folded.isdigit():
                continue
            if (cell.row, cell.column) not in taken:
                taken.add((cell.row, cell.column))
                yield cell
            break


def beside_of(view: GridView, head: GridCell, heads: list[GridCell]) -> list[GridCell]:
    """Return the headings below the same merged one."""
    above = view.at(head.row - 1, head.column)
    return [one for one in heads if one.row == head.row and view.at(one.row - 1, one.column) is above]


def level_above(view: GridView, head: GridCell, first: int) -> str:
    """Return the level (or ``name``) that a heading merged over this column and others names, else an empty string."""
    return _role_above(view, head, first, (*LEVELS, "name"))


def above_of(view: GridView, head: GridCell, first: int) -> str:
    """Return the role of the value that a heading merged over this column and others names, else an empty string."""
    return _role_above(view, head, first, (*TARGETS, "actual"))


def is_sum_of_money(view: GridView, head: GridCell, first: int) -> bool:
    """Whether a heading is the whole of the money that a heading merged above it names: 小计 below 预算安排数."""
    return head.cell.folded in _WHOLES and bool(_role_above(view, head, first, ("amount",)))


_TERMS = (
    ("period", re.compile(r"(?:中期|中长期|长期|实施期|项目期|全周期)(?:目标|指标)?$")),
    ("annual", re.compile(r"(?:年度|本年度?|当年|全年)(?:目标|指标)?$")),
)


def _role_above(view: GridView, head: GridCell, first: int, roles: Sequence[str]) -> str:
    """Return the role of the nearest heading merged over this column and others, if it is one of these."""
    for row in range(head.row - 1, first - 1, -1):
        cell = view.at(row, head.column)
        if cell is not None and cell is not head and cell.row >= first and cell.colspan > head.colspan:
            # 中期 | 年度 over 符号 | 数值
            role = role_of(cell.cell.text) or next(
                (role for role, words in _TERMS if words.match(cell.cell.folded)), ""
            )
            # 绩效指标完成情况 over levels, names and values says of no value what it is
            if role == "actual" and cell.cell.folded.endswith("情况") and _stands_over(view, cell, (*LEVELS, "name")):
                return ""
            return role if role in roles else ""
    return ""


def _stands_over(view: GridView, cell: GridCell, roles: Sequence[str]) -> bool:
    """Whether a heading of one of these roles begins right below a heading."""
    below = range(cell.column, cell.column + cell.colspan)
    return any(role_of(view.begun(cell.row + cell.rowspan, column).text) in roles for column in below)
