"""Columns of an indicator table by what they hold, in any order, from its rows of headings.

A table without name and value columns is no indicator table. Where a heading is merged over several columns, those
below it part its value: 符号 | 内容 | 单位 below 实际完成值.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.forms.grids.by_content import by_content
from kg.forms.grids.headings import (
    LEVELS,
    MOST_HEADER_ROWS,
    NAME_AND_VALUE,
    NAMES_OF_LEVELS,
    OTHER_NAMES,
    TARGETS,
    VALUES,
    above_of,
    beside_of,
    body_of,
    is_header_row,
    is_whole_super,
    level_above,
    lowest,
    name_alone,
    of_year,
    role_of,
)
from kg.forms.grids.unknown_headings import Guess, by_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.view import GridView
    from kg.text import Cell, GridCell

_UNIT = re.compile(r"\((?:单位:)?(亿元|万元|元)\)")
_PERIOD_HALF = re.compile(r"中期|实施期|实施周期|总体|长期|全周期|三年")
# below a heading that is merged over columns: the words of its number
_NUMBERS = frozenset({"内容", "数值", "值", "数量", "数字", "具体值", "具体数值", "指标内容"})
_IN_WORDS = ("完成情况", "实际完成情况", "全年实际完成情况", "指标完成情况")
_GRANTED = re.compile(r"批复|批准|核定|审定|下达")
# 全年（程） beside 半年（程）
_WHOLE_YEAR = frozenset({"全年", "年度", "本年", "当年", "本年度", "全年度"})
_PART_OF_YEAR = frozenset({"半年", "上半年", "半年度", "年中", "第一季度", "一季度", "前三季度"})
_TAIL_OF_YEAR = re.compile(r"\(程\)$|值$|目标$")
# 2022年 below 指标值
_BARE_YEAR = re.compile(r"^(20\d\d)年?度?$")
_DEEPEST = ("四级指标", "末级指标", "四级绩效指标")


@dataclass(frozen=True, slots=True)
class Half:
    """Columns by role of one table, or of one half where 中期 and 年度 stand side by side; ``notes`` say no figure."""

    columns: Mapping[str, int]
    notes: tuple[int, ...] = ()
    period: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """The headings of an indicator table.

    Attributes:
        first: First row of headings.
        body: First row below them.
        halves: One, or two side by side.
        labels: The words of the headings.
        words: The folded words of the first row.
        money_unit: What the amount column says.
        covered: How many places the headings cover in their first row, 0 where the format does not say.
        ends: The last column of the heading above each column that has a role.
        guesses: Columns that were told by their cells and are less than certain.

    """

    first: int
    body: int
    halves: tuple[Half, ...]
    labels: tuple[Cell, ...] = field(default_factory=tuple)
    words: tuple[str, ...] = ()
    money_unit: str | None = None
    covered: int = 0
    ends: Mapping[int, int] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()

    @property
    def columns(self) -> Mapping[str, int]:
        """Columns of the first half."""
        return self.halves[0].columns


def indicator_header(view: GridView, row: int, year: str = "", *, library: bool = False) -> IndicatorHeader | None:
    """Find the headings of an indicator table that begin in a row, or return ``None``.

    The row must hold a name column and a level or value column among its cells that begin there; a header merged over
    two rows, or with numbers or units in a second row, is taken whole. Of targets of several years (2023年指标值,
    2024年指标值) that of ``year`` is the annual one; without a year none is. In a ``library`` the indicators may have
    explanations and no targets.
    """
    if not is_header_row(view, row):
        return None
    body = body_of(view, row)
    # 年度绩效指标完成情况 beside the whole table stands above no column
    heads = [head for head in lowest(view, row, body) if head.rowspan <= MOST_HEADER_ROWS]
    stated = by_content(view, body, _columns(view, row, body, year, heads))
    columns, guesses = by_cells(view, row, body, stated, heads)
    halves = tuple(half for half in _halves(view, columns, row, body) if _complete(half.columns, library=library))
    if not halves:
        return None
    labels = tuple(
        cell.cell
        for at in range(row, body)
        for cell in view.new(at)
        if cell.row + cell.rowspan <= body or role_of(cell.cell.text)
    )
    money = next(
        (found[1] for cell in labels if role_of(cell.text) == "amount" and (found := _UNIT.search(cell.folded))), None
    )
    ends = {head.column: head.column + head.colspan - 1 for head in heads}
    words = tuple(cell.cell.folded for cell in view.new(row))
    return IndicatorHeader(row, body, halves, labels, words, money, view.covered(row), ends, guesses)


def _columns(view: GridView, first: int, body: int, year: str, heads: list[GridCell]) -> list[tuple[int, str, str]]:
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
        level = level_above(view, head, first)
        if level and (head.cell.folded in NAMES_OF_LEVELS or role_of(head.cell.text) == "weight"):
            # 名称 | 权重 below 一级指标: points of a level are those of no indicator
            named = head.cell.folded in NAMES_OF_LEVELS
            found.append((head.column, level if named else "weight" if level == "name" else "note", head.cell.folded))
            continue
        role = _part(role_of(head.cell.text), head.cell.folded, above)
        if head.cell.folded in NAME_AND_VALUE:
            found.extend((head.column, one, head.cell.folded) for one in ("name", "annual"))
        elif is_whole_super(view, head):
            found.extend((head.column + at, one, "") for at, one in enumerate((*LEVELS, "name")))
        elif role:
            found.append((head.column, role, head.cell.folded))
        elif above and (own := _BARE_YEAR.match(head.cell.folded)):
            found.append((head.column, above if own[1] == year else "note", head.cell.folded))
        elif above and _TAIL_OF_YEAR.sub("", head.cell.folded) in _PART_OF_YEAR:
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
    return sorted(_approved(_without_labels(_with_years(view, found, first, body, year))))


def _approved(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Leave out what was asked for where what was granted stands beside it: 部门申报指标值 | 财政批复指标值."""
    targets = [words for _, role, words in found if role == "annual"]
    if not any(_GRANTED.search(words) for words in targets):
        return found
    return [
        (column, "note", words) if role == "annual" and not _GRANTED.search(words) else (column, role, words)
        for column, role, words in found
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
    chosen = targets[0] if len(targets) == 1 else year
    if targets and (chosen not in targets or "annual" in stated):
        return found
    for column, role, own, words in heads:
        holds = own == chosen and role not in stated
        found = [*found, (column, role if holds else "note", words)]
    return found


def _halves(view: GridView, columns: list[tuple[int, str, str]], first: int, body: int) -> tuple[Half, ...]:
    names = [
        at
        for at, (_, role, _) in enumerate(columns)
        if role == "name" and _plain_name(view, columns[at][0], first, body)
    ]
    if len(names) < 2:
        return (Half(_by_role(columns), _notes(columns)),)
    # the second half begins at the first level2 (or name) that stands after the first half's value
    cut = next((at for at in range(names[0] + 1, names[1] + 1) if columns[at][1] in LEVELS), names[1])
    left, right = _by_role(columns[:cut]), _by_role(columns[cut:])
    # what one half lacks of the two levels the other says for both
    missing = [level for level in LEVELS if level not in right and level in left]
    if "level1" in missing:
        right = {**right, **{level: left[level] for level in missing}}
    above = "".join(view.words(row, left["name"]) for row in range(max(first - 2, view.first), body))
    period = bool(_PERIOD_HALF.search(above)) or not _values_differ(left, right)
    return Half(left, _notes(columns[:cut]), period), Half(right, _notes(columns[cut:]))


def _plain_name(view: GridView, column: int, first: int, body: int) -> bool:
    return any(
        view.words(row, column).startswith(("三级", "指标名称", "绩效指标名称", "具体指标"))
        for row in range(first, body)
    )


def _values_differ(left: Mapping[str, int], right: Mapping[str, int]) -> bool:
    return not (set(left) & set(VALUES) and set(right) & set(VALUES))


def _by_role(columns: list[tuple[int, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, role, _ in columns:
        # 三级指标 is the name where 指标名称 and the like stand beside it
        found.setdefault(role, column)
    # 完成情况 says in words what 全年完成值 beside it says as a value
    valued = [column for column, role, words in columns if role == "actual" and words not in _IN_WORDS]
    if valued:
        found["actual"] = valued[0]
    # but the fourth level is where forms have one
    deepest = next((column for column, role, words in columns if role == "name" and words in _DEEPEST), None)
    if deepest is not None:
        found["name"] = deepest
    return found


def _notes(columns: list[tuple[int, str, str]]) -> tuple[int, ...]:
    chosen = _by_role(columns)
    named, actual = chosen.get("name"), chosen.get("actual")
    return tuple(
        column
        for column, role, words in columns
        if role in ("note", "number", "field")
        or (role == "name" and column != named)
        or (role == "actual" and column != actual and words in _IN_WORDS)
    )


def _complete(columns: Mapping[str, int], *, library: bool) -> bool:
    if library and {*LEVELS, "name", "note"} <= set(columns) and "scored" not in columns:
        return True
    # a score card has points and no targets
    scored = {*LEVELS, "weight", "scored"} <= set(columns)
    return "name" in columns and (scored or bool(set(columns) & {*TARGETS, "actual"}))
