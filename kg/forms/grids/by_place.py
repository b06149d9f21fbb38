"""Targets of several places side by side (分地区的目标值): 新罗区 | 永定区 below 区域目标值, one column a place.

Money that a province hands on is promised for by each county. Where all promise alike, that is the target; a row whose
places differ has no target of its own and is cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.headings import TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

ALIKE = "alike"
"""The role of the columns behind the first place's."""
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:省|市|县|区|州|盟|旗|镇|乡|村|街道|街道办|办事处|社区|农场|林场|团场)(?:小计)?"
)
_LEAST = 2


def places_of(columns: Sequence[tuple[int, str, str]], heads: Sequence[GridCell]) -> list[GridCell]:
    """Return the headings of places in a table without another target, from left to right; none where it is unsure.

    Args:
        columns: The columns with a role and their headings' words.
        heads: The lowest heading of each column.

    """
    names = [column for column, role, _ in columns if role == "name"]
    if not names or any(role in TARGETS for _, role, _ in columns):
        return []
    places = [
        head for head in heads if head.column > max(names) and head.colspan == 1 and _PLACE.fullmatch(head.cell.folded)
    ]
    places.sort(key=lambda head: head.column)
    beside = [head.column for head in places] == [*range(places[0].column, places[-1].column + 1)] if places else False
    return places if beside and len(places) >= _LEAST else []


def places_differ(view: GridView, row: int, target: int, others: Sequence[int]) -> bool:
    """Whether the places of a row do not all say what the first one says."""
    return any(view.cell(row, column).folded != view.cell(row, target).folded for column in others)
