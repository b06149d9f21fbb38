"""Headings of indicator tables by vocabulary: what each column holds, in any order, over one or two header rows.

A heading that is not in ``wordings.json`` has no role; a table without name and value columns is no indicator table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.forms.grids.view import GridView
from kg.forms.grids.wordings import by_wording
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.text import Cell

_ROLE = by_wording("columns")
# words that stand above columns
_SUPER = frozenset(
    {"绩效指标", "年度绩效指标", "中期绩效指标", "指标", "绩效指标体系", "项目绩效指标", "实施期绩效指标"}
)
_TAIL = re.compile(r"(?:\([^()]*\)|[:：*※]|\d{1,3}分)+$")
_UNIT = re.compile(r"\((?:单位:)?(亿元|万元|元)\)")
_VALUES = ("period", "annual", "actual", "comparator")
_PERIOD_HALF = re.compile(r"中期|实施期|实施周期|总体|长期|全周期|三年")
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
        money_unit: What the amount column says.

    """

    first: int
    body: int
    halves: tuple[Half, ...]
    labels: tuple[Cell, ...] = field(default_factory=tuple)
    money_unit: str | None = None

    @property
    def columns(self) -> Mapping[str, int]:
        """Columns of the first half."""
        return self.halves[0].columns


def indicator_header(view: GridView, row: int) -> IndicatorHeader | None:
    """Find the headings of an indicator table that begin in a row, or return ``None``.

    The row must hold a name column and a level or value column among its cells that begin there; a header merged over
    two rows, or with numbers or units in a second row, is taken whole.
    """
    if not _is_header_row(view, row):
        return None
    body = row + 1
    while body in view.rows and body - row < _MOST_HEADER_ROWS and _goes_on(view, row, body):
        body += 1
    columns = _columns(view, row, body)
    halves = _halves(view, columns, row, body)
    labels = tuple(
        cell.cell
        for at in range(row, body)
        for cell in view.new(at)
        if cell.row + cell.rowspan <= body or role_of(cell.cell.text)
    )
    halves = tuple(half for half in halves if _complete(half.columns))
    if not halves:
        return None
    money = next(
        (found[1] for cell in labels if role_of(cell.text) == "amount" and (found := _UNIT.search(cell.folded))), None
    )
    return IndicatorHeader(row, body, halves, labels, money)


def _is_header_row(view: GridView, row: int) -> bool:
    roles = [role_of(cell.cell.text) for cell in view.new(row)]
    below = [role_of(cell.cell.text) for cell in view.new(row + 1)] if row + 1 in view.rows else []
    here = set(roles)
    if "name" in here and here & {"level1", "level2", *_VALUES, "measure_unit", "weight"}:
        return True
    # the headings of two rows: 绩效指标 above 一级指标 …, with 分值 beside it
    return (
        "name" in below
        and bool(set(below) & {"level1", "level2"})
        and any(cell.cell.folded in _SUPER for cell in view.new(row))
        and not here & {"level1", "level2"}
    )


def _goes_on(view: GridView, first: int, row: int) -> bool:
    """Whether a row still belongs to the headings above it."""
    new = view.new(row)
    if not new:
        return False
    over = any(cell.row < row and cell.row >= first and role_of(cell.cell.text) for cell in view.across(row))
    heading = [bool(role_of(cell.cell.text)) or cell.cell.folded in _SUPER for cell in new]
    return all(heading) and (over or sum(heading) > 1)


def _columns(view: GridView, first: int, body: int) -> list[tuple[int, str]]:
    """Return ``(column, role)`` of each column that has one: the lowest heading above it that has a role."""
    found: list[tuple[int, str]] = []
    taken: set[tuple[int, int]] = set()
    for column in range(1, view.grid.columns + 1):
        for row in range(body - 1, first - 1, -1):
            cell = view.at(row, column)
            if cell is None or not cell.cell or cell.row < first:
                continue
            role = role_of(cell.cell.text)
            # a heading merged over columns names the first of them
            if role and (cell.row, cell.column) not in taken:
                taken.add((cell.row, cell.column))
                found.append((column, role))
            break
    return found


def _halves(view: GridView, columns: list[tuple[int, str]], first: int, body: int) -> tuple[Half, ...]:
    names = [
        at for at, (_, role) in enumerate(columns) if role == "name" and _plain_name(view, columns[at][0], first, body)
    ]
    if len(names) < 2:
        return (Half(_by_role(columns), _notes(columns)),)
    # the second half begins at the first level2 (or name) that stands after the first half's value
    cut = next((at for at in range(names[0] + 1, names[1] + 1) if columns[at][1] in ("level1", "level2")), names[1])
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


def _by_role(columns: list[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, role in columns:
        # 三级指标 is the name where 指标名称 and the like stand beside it
        found.setdefault(role, column)
    return found


def _notes(columns: list[tuple[int, str]]) -> tuple[int, ...]:
    return tuple(column for column, role in columns if role in ("note", "number", "field"))


def _complete(columns: Mapping[str, int]) -> bool:
    return "name" in columns and bool(set(columns) & {"annual", "period", "actual"})
