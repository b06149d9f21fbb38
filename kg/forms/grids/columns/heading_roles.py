"""What the headings of an indicator table say that their columns hold.

The lowest heading of a column decides, with what is merged above it: below 指标值 stand comparator, number and unit,
years of which one is the form's, or halves of the year; below 一级指标 its name and its points.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.headings import (
    LEVELS,
    MONEY,
    NAME_AND_VALUE,
    NAMES_OF_LEVELS,
    OTHER_NAMES,
    TARGETS,
    VALUES,
    above_of,
    beside_of,
    is_sum_of_money,
    is_whole_super,
    level_above,
    lowest,
    name_alone,
    of_year,
    over_levels,
    role_of,
)
from kg.forms.grids.words.other_time import says_other_time

if TYPE_CHECKING:
    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

# below a heading that is merged over columns: the words of its number
_NUMBERS = frozenset({"内容", "数值", "值", "数量", "数字", "具体值", "具体数值", "指标内容"})
GRANTED = re.compile(r"批复|批准|核定|审定|下达")
_ASKED = re.compile(r"申报|上报|申请|报送|建议")
# 全年（程） beside 半年（程）
_WHOLE_YEAR = frozenset({"全年", "年度", "本年", "当年", "本年度", "全年度"})
_PART_OF_YEAR = re.compile(r"[上下]?半年度?|年中|(?:第?[一二三四]|前三)季度")
_TAIL_OF_YEAR = re.compile(r"\(程\)$|值$|目标$")
# 2022年 below 指标值
_YEAR_FIRST = re.compile(r"^20\d\d")
_BARE_YEAR = re.compile(r"^(20\d\d)年?度?$")


def columns_of(view: GridView, first: int, body: int, year: str, heads: list[GridCell]) -> list[tuple[int, str, str]]:
    """Return ``(column, role, words)`` of each column that has a role: that of the lowest heading with words above it.

    Below a heading merged over columns, the part that each of them holds of its value.
    """
    found: list[tuple[int, str, str]] = []
    for head in heads:
        above = above_of(view, head, first)
        same = [one for one in beside_of(view, head, heads) if one.cell.folded == head.cell.folded]
        if above and len(same) > 1:
            # the same part of one value twice: which is which cannot be told
            continue
        if of_year(head.cell.folded)[0] and not role_of(head.cell.text):
            # 2024年目标: see _with_years
            continue
        other = role_of(head.cell.text) in MONEY and says_other_time(head.cell.folded, f"{year}年" if year else "")
        if other or _group_of_other_time(view, head, first, year):
            found.append((head.column, "note", head.cell.folded))
            continue
        if is_sum_of_money(view, head, first):
            found.append((head.column, "amount", head.cell.folded))
            continue
        level = level_above(view, head, first)
        if level and (head.cell.folded in NAMES_OF_LEVELS or role_of(head.cell.text) == "weight"):
            # 名称 | 权重 below 一级指标: points of a level are those of no indicator
            named = head.cell.folded in NAMES_OF_LEVELS
            found.append((head.column, level if named else "weight" if level == "name" else "note", head.cell.folded))
            continue
        role = _part(role_of(head.cell.text), head.cell.folded, above)
        if head.cell.folded in NAME_AND_VALUE:
            found.extend((head.column, one, head.cell.folded) for one in ("name", "annual"))
        elif head is over_levels(view, first):
            found.extend((head.column + at, one, "") for at, one in enumerate(LEVELS))
        elif is_whole_super(view, head):
            found.extend((head.column + at, one, "") for at, one in enumerate((*LEVELS, "name")))
        elif role:
            found.append((_unheaded(view, head, body), role, head.cell.folded))
        elif above and (own := _BARE_YEAR.match(head.cell.folded)):
            found.append((head.column, above if own[1] == year else "note", head.cell.folded))
        elif above and _PART_OF_YEAR.fullmatch(_TAIL_OF_YEAR.sub("", head.cell.folded)):
            found.append((head.column, "note", head.cell.folded))
        elif above and any(_YEAR_FIRST.match(one.cell.folded) for one in (head, *beside_of(view, head, heads))):
            # 2024年预计 beside 2025年目标, 全省平均 beside 2023年实绩
            found.append((head.column, "note", head.cell.folded))
        elif above in TARGETS or above == "actual":
            found.append((head.column, f"{above}?", head.cell.folded))
    found = _with_numbers(found)
    if not any(role == "actual" for _, role, _ in found):
        # of what was seen in the middle of the year
        found = [(column, "note" if words == "原因说明" else role, words) for column, role, words in found]
    if not any(role == "name" for _, role, _ in found):
        alone = name_alone(view, first)
        names = [alone] if alone else [head for head in heads if head.cell.folded in OTHER_NAMES]
        if len(names) == 1:
            found = [one for one in found if one[0] != names[0].column]
            found.append((names[0].column, "name", names[0].cell.folded))
    return sorted(_goals(_approved(_without_labels(_with_years(view, found, first, body, year)))))


def _group_of_other_time(view: GridView, head: GridCell, first: int, year: str) -> bool:
    """Whether a heading merged above this one and others says another time: 上年 over 目标值 and 完成值."""
    own = f"{year}年" if year else ""
    above = (view.at(row, head.column) for row in range(first, head.row))
    groups = (
        cell.cell.folded for cell in above if cell is not None and cell.row >= first and cell.colspan > head.colspan
    )
    return any(says_other_time(words, own, periods=False) and role_of(words) not in VALUES for words in groups)


def _unheaded(view: GridView, head: GridCell, body: int) -> int:
    """Return the column of a heading: the one without a heading of its own, where 符号 | | 单位 stand below it."""
    columns = range(head.column, head.column + head.colspan)
    below = range(head.row + head.rowspan, body)
    bare = [column for column in columns if not any(view.words(row, column) for row in below)]
    return bare[0] if below and len(bare) == 1 else head.column


def _goals(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Take 年度目标 right of the names as the target, where no column is and another holds the result."""
    roles = {role: column for column, role, _ in found}
    if set(TARGETS) & set(roles) or not {"name", "actual"} <= set(roles):
        return found
    return [
        (column, "annual" if role == "goal" and column > roles["name"] else role, words)
        for column, role, words in found
    ]


def _approved(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Leave out what was asked for where what was granted stands beside it: 部门申报指标值 | 财政批复指标值."""
    if not any(role == "annual" and GRANTED.search(words) for _, role, words in found):
        return found
    return [
        (column, "note" if role == "annual" and _ASKED.search(words) else role, words) for column, role, words in found
    ]


def _without_labels(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Leave out a value or points left of the names where another column holds them.

    指标完成情况 stands beside the whole table, the 分值 beside 一级指标 are those of the level.
    """
    left = min((column for column, role, _ in found if role in (*LEVELS, "name")), default=0)
    name = min((column for column, role, _ in found if role == "name"), default=0)
    roles = [role for _, role, _ in found]
    kept = []
    for column, role, words in found:
        again = roles.count(role) > 1
        if role in VALUES and column < left and again:
            continue
        of_level = role in ("weight", "scored") and column < name and again
        kept.append((column, "note" if of_level else role, words))
    return kept


def _part(role: str, words: str, above: str) -> str:
    """Say what a heading holds below a merged one: the comparator, number or unit of that value."""
    if not above:
        return role
    if _TAIL_OF_YEAR.sub("", words) in _WHOLE_YEAR:
        return above
    if words in _NUMBERS or (role == "annual" and above != "annual"):
        return above
    if role in ("comparator", "measure_unit") and above != "annual":
        return f"{above}_{role}"
    return role


def _with_numbers(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Give the value to the only unknown heading below a merged one where none of them is known to hold it.

    Of several unknown ones (去年完成 | 今年) none is known to be the target.
    """
    has = {role for _, role, _ in found}
    unknown = [role for _, role, _ in found if role.endswith("?")]
    done: list[tuple[int, str, str]] = []
    for column, role, words in found:
        if not role.endswith("?"):
            done.append((column, role, words))
        elif role[:-1] not in has and unknown.count(role) == 1:
            has.add(role[:-1])
            done.append((column, role[:-1], words))
    return done


def _with_years(
    view: GridView, found: list[tuple[int, str, str]], first: int, body: int, year: str
) -> list[tuple[int, str, str]]:
    """Add headings with a year before them: the target of the form's year, or the only one; the others are notes."""
    heads = [
        (head.column, *of_year(head.cell.folded), head.cell.folded)
        for head in lowest(view, first, body)
        if not role_of(head.cell.text) and of_year(head.cell.folded)[0]
    ]
    targets = [own for _, role, own, _ in heads if role == "annual"]
    stated = {role for _, role, _ in found}
    # the only year is the form's, unless that is known to be another
    chosen = targets[0] if len(targets) == 1 and not year else year
    if targets and (chosen not in targets or "annual" in stated):
        return found
    for column, role, own, words in heads:
        holds = own == chosen and role not in stated
        found = [*found, (column, role if holds else "note", words)]
    return found
