"""What a column holds, told by its cells where its heading leaves it open.

指标方向 holds ≥ and ≤ in one province and 正向指标 in another; where no heading names a value, names may end in one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.categories import is_level2
from kg.folding import fold
from kg.forms.grids.headings import LEVELS, TARGETS, is_score_card, role_of
from kg.forms.grids.points import is_points
from kg.forms.grids.values import COMPARATOR, parted

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
# the target where no other column states one, else remarks on it
_STANDARDS = frozenset({"绩效标准", "指标标准", "预期标准", "目标标准"})
_VALUE = re.compile(r"^(?:[≥≤≧≦><=]|>=|<=|不少于|不低于|不高于|不超过)*\d[^。;；]{0,14}$")


def by_content(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Return the columns with the roles that their cells give them; others are left as they are.

    Args:
        view: The table.
        body: First row below its headings.
        columns: Columns with the roles of their headings.

    """
    roles = {role for _, role, _ in columns}
    if "comparator" not in roles:
        columns = [_direction(view, body, column) for column in columns]
    if not roles & {*TARGETS, "comparator"}:
        columns = [_standard(view, body, column) for column in columns]
        roles = {role for _, role, _ in columns}
    if is_score_card([role_of(cell.cell.text) for cell in view.new(body - 1)]):
        columns = _named_by_level(view, body, columns)
    if not roles & {*_VALUES, "scored"} and {*LEVELS, "name"} <= roles:
        named = [column for column, role, _ in columns if role == "name"]
        if len(named) == 1 and _end_in_values(_cells(view, body, named[0])):
            columns = [*columns, (named[0], "annual", "")]
    return columns


def _direction(view: GridView, body: int, column: Column) -> Column:
    at, _, words = column
    signs = words in _DIRECTIONS and any(COMPARATOR.match(cell.folded) for cell in _cells(view, body, at))
    return (at, "comparator", words) if signs else column


def _named_by_level(view: GridView, body: int, columns: list[Column]) -> list[Column]:
    """Take the second level of a score card as the names, unless its cells are merged or say 数量指标 and the like."""
    at = {role: column for column, role, _ in columns}
    head = view.at(body - 1, at["level2"])
    rows = [row for row in view.rows if row >= body and is_points(view.cell(row, at["weight"]))]
    cells = [cell for row in rows if (cell := view.at(row, at["level2"])) is not None and cell.column == at["level2"]]
    merged = head is None or head.colspan > 1 or any(cell.rowspan > 1 for cell in cells)
    if merged or 2 * sum(_is_kind(cell.cell.text) for cell in cells) >= len(cells):
        return columns
    return [(column, "name" if role == "level2" else role, words) for column, role, words in columns]


def _is_kind(words: str) -> bool:
    """Whether words name a kind of indicators: 数量指标, 产出数量, 社会效益."""
    bare = fold(words).removesuffix("指标").removeprefix("产出")
    return is_level2(words) or is_level2(f"{bare}指标")


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
