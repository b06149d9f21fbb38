"""What a column holds, told by its cells where its heading leaves it open.

指标方向 holds ≥ and ≤ in one province and 正向指标 in another; where no heading names a value, names may end in one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.categories import is_kind, is_level1, is_level2
from kg.forms.grids.columns.headings import LEVELS, OTHER_NAMES, TARGETS, is_score_card, role_of
from kg.forms.grids.columns.values import COMPARATOR, parted
from kg.forms.grids.words.points import is_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.cells import Cell
    from kg.forms.grids.view import GridView

# column, role, words of its heading
Column = tuple[int, str, str]
_DIRECTIONS = frozenset({"指标方向", "指标方向性", "方向"})
# roles without which a table says no target
_VALUES = frozenset({*TARGETS, "actual", "comparator", "measure_unit"})
_LEAST_VALUES = 2
_LEAST_KINDS = 2
# the target where no other column states one, else remarks on it
_STANDARDS = frozenset({"绩效标准", "指标标准", "预期标准", "目标标准"})
_VALUE = re.compile(r"^(?:[≥≤≧≦><=═]|>=|<=|不少于|不低于|不高于|不超过)*\d[^。;；]{0,14}$")


def by_content(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Return the columns with the roles that their cells give them; others are left as they are.

    Args:
        view: The table.
        body: First row below its headings.
        columns: Columns with the roles of their headings.

    """
    columns = _levels_headed_as_names(view, body, columns)
    roles = {role for _, role, _ in columns}
    signs = [column for column in columns if column[1] == "comparator"]
    if not any(_holds_signs(view, body, at) for at, _, _ in signs):
        columns = _directions(view, body, columns)
    if not roles & {*TARGETS, "comparator"}:
        columns = [_standard(view, body, column) for column in columns]
        roles = {role for _, role, _ in columns}
    if "level2" not in roles and {"level1", "name"} <= roles:
        columns = _kinds_without_heading(view, body, columns)
        roles = {role for _, role, _ in columns}
    if "name" not in roles and set(LEVELS) <= roles:
        columns = _named_below_kinds(view, body, columns)
    if is_score_card([role_of(cell.cell.text) for cell in view.new(body - 1)]):
        columns = _named_by_level(view, body, columns)
    if not roles & {*_VALUES, "scored"} and {*LEVELS, "name"} <= roles:
        named = [column for column, role, _ in columns if role == "name"]
        if len(named) == 1 and _end_in_values(_cells(view, body, named[0])):
            columns = [*columns, (named[0], "annual", "")]
    return columns


def _levels_headed_as_names(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take 指标 | 指标内容 or 指标名称 for a level and the names where the first says 产出指标 and the like alone."""
    if {role for _, role, _ in columns} & set(LEVELS):
        return columns
    for left, right in pairwise(columns):
        (at, role, words), (_, _, others) = left, right
        cells = _cells(view, body, at) if role == "name" and words == "指标" else []
        named = others in OTHER_NAMES or right[1] == "name"
        if named and len([cell for cell in cells if is_level1(cell.text)]) == len(cells) >= _LEAST_KINDS:
            put = {left: (at, "level1", words), right: (right[0], "name", others)}
            return [put.get(column, column) for column in columns]
    return columns


def _directions(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take a direction for the sign where its cells are signs; 指标性质 beside it (正向, 定性) is then a note."""
    found = [at for at, _, words in columns if words in _DIRECTIONS and _holds_signs(view, body, at)]
    if not found:
        return columns
    others = [(at, "note" if role == "comparator" else role, words) for at, role, words in columns]
    return [(at, "comparator" if at in found else role, words) for at, role, words in others]


def _holds_signs(view: GridView, body: int, column: int) -> bool:
    return any(COMPARATOR.match(cell.folded) for cell in _cells(view, body, column))


def _named_by_level(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take the second level of a score card as the names, unless its cells are merged or say 数量指标 and the like."""
    at = {role: column for column, role, _ in columns}
    head = view.at(body - 1, at["level2"])
    rows = [row for row in view.rows if row >= body and is_points(view.cell(row, at["weight"]))]
    cells = [cell for row in rows if (cell := view.at(row, at["level2"])) is not None and cell.column == at["level2"]]
    merged = head is None or head.colspan > 1 or any(cell.rowspan > 1 for cell in cells)
    if merged or 2 * sum(is_kind(cell.cell.text) for cell in cells) >= len(cells):
        return columns
    return [(column, "name" if role == "level2" else role, words) for column, role, words in columns]


def _kinds_without_heading(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take the column between 一级指标 and 三级指标 for the second level, whose heading is empty."""
    at = {role: column for column, role, _ in columns}
    between = [column for column in range(at["level1"] + 1, at["name"]) if not view.words(body - 1, column)]
    if len(between) != 1:
        return columns
    cells = _cells(view, body, between[0])
    known = sum(is_level2(cell.text) for cell in cells)
    return [*columns, (between[0], "level2", "")] if known >= _LEAST_KINDS and 2 * known >= len(cells) else columns


def _named_below_kinds(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take the second level for the names where the first says 数量指标 and the like, and it says none of them."""
    at = {role: column for column, role, _ in columns}
    first, second = (_cells(view, body, at[level]) for level in LEVELS)
    kinds = sum(is_level2(cell.text) for cell in first)
    if kinds < _LEAST_KINDS or 2 * kinds < len(first) or any(is_kind(cell.text) for cell in second):
        return columns
    return [(column, "name" if role == "level2" else role, words) for column, role, words in columns]


def _standard(view: GridView, body: int, column: Column) -> Column:
    at, _, words = column
    cells = [cell for cell in _cells(view, body, at) if cell] if words in _STANDARDS else []
    values = sum(bool(_VALUE.match(cell.folded)) for cell in cells)
    return (at, "annual", words) if values >= max(_LEAST_VALUES, len(cells) / 2) else column


def _cells(view: GridView, body: int, column: int) -> list[Cell]:
    return [cell for row in view.rows if row >= body and (cell := view.begun(row, column))]


def _end_in_values(names: Iterable[Cell]) -> bool:
    """Whether at least half of the names, and two of them, end in a comparator with a figure."""
    found = [any(char.isdigit() for char in parted(name)[1].folded) for name in names]
    return sum(found) >= max(_LEAST_VALUES, len(found) / 2)
