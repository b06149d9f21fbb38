"""Headings of indicator tables by vocabulary: what each column holds, in any order, over one to three header rows.

A heading that is not in ``wordings.json`` has no role; a table without name and value columns is no indicator table.
Where a heading is merged over several columns, those below it part its value: 符号 | 内容 | 单位 below 实际完成值.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.forms.grids.view import GridView
from kg.forms.grids.wordings import by_wording
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.text import Cell, GridCell

_ROLE = by_wording("columns")
# words that stand above columns
_SUPER = frozenset(
    {"绩效指标", "年度绩效指标", "中期绩效指标", "指标", "绩效指标体系", "项目绩效指标", "实施期绩效指标"}
)
_TAIL = re.compile(r"(?:\([^()]*\)|[:：*※]|\d{1,3}分)+$")
_YEAR = re.compile(r"^20\d\d年(?:度)?(?=.)")
_UNIT = re.compile(r"\((?:单位:)?(亿元|万元|元)\)")
_VALUES = ("period", "annual", "actual", "comparator")
_TARGETS = ("period", "annual")
_LEVELS = ("level1", "level2")
_PERIOD_HALF = re.compile(r"中期|实施期|实施周期|总体|长期|全周期|三年")
# below a heading that is merged over columns: the words of its number
_NUMBERS = frozenset({"内容", "数值", "值", "数量", "数字", "具体值", "具体数值", "指标内容"})
# names where no column is named 三级指标
_OTHER_NAMES = frozenset({"指标内容", "绩效内容", "绩效目标内容", "目标内容", "具体内容"})
# name and target in one cell
_NAME_AND_VALUE = frozenset(
    {"三级指标及指标值", "三级指标及目标值", "指标名称及指标值", "指标及指标值", "绩效指标及指标值", "三级指标和指标值"}
)
_DEEPEST = ("四级指标", "末级指标", "四级绩效指标")
_MOST_HEADER_ROWS = 3


def role_of(heading: str) -> str:
    """Return the role of a heading, ``""`` where it has none.

    >>> role_of("三级指标"), role_of("分值（50分）"), role_of("联系电话")
    ('name', 'weight', '')

    """
    folded = fold(heading)
    return _ROLE.get(folded) or _ROLE.get(_TAIL.sub("", folded), "")


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

    """

    first: int
    body: int
    halves: tuple[Half, ...]
    labels: tuple[Cell, ...] = field(default_factory=tuple)
    words: tuple[str, ...] = ()
    money_unit: str | None = None
    covered: int = 0
    ends: Mapping[int, int] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, int]:
        """Columns of the first half."""
        return self.halves[0].columns


def indicator_header(view: GridView, row: int, year: str = "") -> IndicatorHeader | None:
    """Find the headings of an indicator table that begin in a row, or return ``None``.

    The row must hold a name column and a level or value column among its cells that begin there; a header merged over
    two rows, or with numbers or units in a second row, is taken whole. Of targets of several years (2023年指标值,
    2024年指标值) that of ``year`` is the annual one; without a year none is.
    """
    if not _is_header_row(view, row):
        return None
    body = _body(view, row)
    columns = _columns(view, row, body, year)
    halves = tuple(half for half in _halves(view, columns, row, body) if _complete(half.columns))
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
    ends = {head.column: head.column + head.colspan - 1 for head in _lowest(view, row, body)}
    words = tuple(cell.cell.folded for cell in view.new(row))
    return IndicatorHeader(row, body, halves, labels, words, money, view.covered(row), ends)


def _is_header_row(view: GridView, row: int) -> bool:
    new = view.new(row)
    here = {_heading_role(cell) for cell in new}
    if "name" in here and here & {*_LEVELS, *_VALUES, "measure_unit", "weight"}:
        return True
    if here & set(_LEVELS) and here & set(_VALUES) and any(cell.cell.folded in _OTHER_NAMES for cell in new):
        return True
    if not any(cell.cell.folded in _SUPER for cell in new) or here & set(_LEVELS):
        return False
    # 绩效指标 over the three columns that it does not name
    if any(_is_whole_super(view, cell) for cell in new) and here & set(_VALUES):
        return True
    # the headings of two rows: 绩效指标 above 一级指标 …, with 分值 beside it
    below = {_heading_role(cell) for cell in view.new(row + 1)} if row + 1 in view.rows else set()
    return "name" in below and bool(below & set(_LEVELS))


def _heading_role(cell: GridCell) -> str:
    if cell.cell.folded in _NAME_AND_VALUE:
        return "name"
    return role_of(cell.cell.text) or _of_year(cell.cell.folded)[0]


def _of_year(folded: str) -> tuple[str, str]:
    """Return role and year of a heading that begins with a year (2024年目标值), two empty strings for another."""
    found = _YEAR.match(folded)
    role = role_of(folded[found.end() :]) if found else ""
    return (role, folded[:4]) if role in ("annual", "actual") else ("", "")


def _is_whole_super(view: GridView, cell: GridCell) -> bool:
    """Whether 绩效指标 stands over three columns without headings of their own."""
    if cell.cell.folded not in _SUPER or cell.colspan != len(_LEVELS) + 1:
        return False
    below = cell.row + cell.rowspan
    return not any(role_of(view.words(below, cell.column + at)) for at in range(cell.colspan))


def _body(view: GridView, row: int) -> int:
    """Return the first row below the headings."""
    heads = [cell for cell in view.new(row) if role_of(cell.cell.text) in ("name", *_LEVELS)]
    deep = max((cell.rowspan for cell in heads), default=1)
    body = row + (deep if deep <= _MOST_HEADER_ROWS else 1)
    while body in view.rows and body - row < _MOST_HEADER_ROWS and _goes_on(view, row, body):
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
    heading = [bool(role_of(cell.cell.text)) or cell.cell.folded in _SUPER for cell in new]
    return all(heading) and (over or sum(heading) > 1)


def _columns(view: GridView, first: int, body: int, year: str) -> list[tuple[int, str, str]]:
    """Return ``(column, role, words)`` of each column that has a role: that of the lowest heading with words above it.

    Below a heading merged over columns, the part that each of them holds of its value.
    """
    found: list[tuple[int, str, str]] = []
    heads = list(_lowest(view, first, body))
    for head in heads:
        above = _above(view, head, first)
        if above and any(one is not head and one.cell.folded == head.cell.folded for one in _beside(view, head, heads)):
            # the same part of one value twice: which is which cannot be told
            continue
        role = _part(role_of(head.cell.text), head.cell.folded, above)
        if head.cell.folded in _NAME_AND_VALUE:
            found.extend((head.column, one, head.cell.folded) for one in ("name", "annual"))
        elif _is_whole_super(view, head):
            found.extend((head.column + at, one, "") for at, one in enumerate((*_LEVELS, "name")))
        elif role:
            found.append((head.column, role, head.cell.folded))
        elif above in _TARGETS or above == "actual":
            found.append((head.column, f"{above}?", head.cell.folded))
    found = _with_numbers(found)
    if not any(role == "name" for _, role, _ in found):
        names = [head for head in heads if head.cell.folded in _OTHER_NAMES]
        if len(names) == 1:
            found = [one for one in found if one[0] != names[0].column]
            found.append((names[0].column, "name", names[0].cell.folded))
    return sorted(_with_years(view, found, first, body, year))


def _lowest(view: GridView, first: int, body: int) -> Iterator[GridCell]:
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


def _beside(view: GridView, head: GridCell, heads: list[GridCell]) -> list[GridCell]:
    """Return the headings below the same merged one."""
    above = view.at(head.row - 1, head.column)
    return [one for one in heads if one.row == head.row and view.at(one.row - 1, one.column) is above]


def _above(view: GridView, head: GridCell, first: int) -> str:
    """Return the role of the value that a heading merged over this column and others names, else an empty string."""
    for row in range(head.row - 1, first - 1, -1):
        cell = view.at(row, head.column)
        if cell is not None and cell is not head and cell.row >= first and cell.colspan > head.colspan:
            role = role_of(cell.cell.text)
            return role if role in (*_TARGETS, "actual") else ""
    return ""


def _part(role: str, words: str, above: str) -> str:
    """Say what a heading holds below a merged one: the comparator, number or unit of that value."""
    if not above:
        return role
    if words in _NUMBERS or (role == "annual" and above != "annual"):
        return above
    if role in ("comparator", "measure_unit") and above != "annual":
        return f"{above}_{role}"
    return role


def _with_numbers(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Give the value to the first unknown heading below a merged one where none of them is known to hold it."""
    has = {role for _, role, _ in found}
    done: list[tuple[int, str, str]] = []
    for column, role, words in found:
        if not role.endswith("?"):
            done.append((column, role, words))
        elif role[:-1] not in has:
            has.add(role[:-1])
            done.append((column, role[:-1], words))
    return done


def _with_years(
    view: GridView, found: list[tuple[int, str, str]], first: int, body: int, year: str
) -> list[tuple[int, str, str]]:
    """Add headings with a year before them: the target of the form's year, or the only one; the others are notes."""
    heads = [
        (head.column, *_of_year(head.cell.folded), head.cell.folded)
        for head in _lowest(view, first, body)
        if not role_of(head.cell.text) and _of_year(head.cell.folded)[0]
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
    cut = next((at for at in range(names[0] + 1, names[1] + 1) if columns[at][1] in _LEVELS), names[1])
    left, right = _by_role(columns[:cut]), _by_role(columns[cut:])
    if "level1" not in right and "level1" in left:
        right = {**right, "level1": left["level1"]}
    above = "".join(view.words(row, left["name"]) for row in range(max(first - 2, view.first), body))
    period = bool(_PERIOD_HALF.search(above)) or not _values_differ(left, right)
    return Half(left, _notes(columns[:cut]), period), Half(right, _notes(columns[cut:]))


def _plain_name(view: GridView, column: int, first: int, body: int) -> bool:
    return any(
        view.words(row, column).startswith(("三级", "指标名称", "绩效指标名称", "具体指标"))
        for row in range(first, body)
    )


def _values_differ(left: Mapping[str, int], right: Mapping[str, int]) -> bool:
    return not (set(left) & set(_VALUES) and set(right) & set(_VALUES))


def _by_role(columns: list[tuple[int, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, role, _ in columns:
        # 三级指标 is the name where 指标名称 and the like stand beside it
        found.setdefault(role, column)
    # but the fourth level is where forms have one
    deepest = next((column for column, role, words in columns if role == "name" and words in _DEEPEST), None)
    if deepest is not None:
        found["name"] = deepest
    return found


def _notes(columns: list[tuple[int, str, str]]) -> tuple[int, ...]:
    named = _by_role(columns).get("name")
    return tuple(
        column
        for column, role, _ in columns
        if role in ("note", "number", "field") or (role == "name" and column != named)
    )


def _complete(columns: Mapping[str, int]) -> bool:
    return "name" in columns and bool(set(columns) & {*_TARGETS, "actual"})
