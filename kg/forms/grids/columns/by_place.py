"""Targets of several places side by side (分地区的目标值): 新罗区 | 永定区 below 区域目标值, one column a place.

Money that a province hands on is promised for by each county. A column for all of them (全市, 合计) holds the target.
Without one, what all promise alike is that of each; a row whose places differ has no target of its own and is cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.headings import TARGETS
from kg.forms.grids.words.other_time import says_other_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

ALIKE = "alike"
"""The role of the columns behind the first place's."""
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:省|市|县|区|州|盟|旗|镇|乡|村|街道|街道办|办事处|社区|农场|林场|团场)(?:小计)?"
)
_ALL = re.compile(r"合计|总计|全[省市县区州]|[省市县区州]合计|[全总]部|总目标值?")
_OF_TARGETS = re.compile("目标|指标|标准|计划|区域|分解")
_OF_RESULTS = re.compile("完成|实际|得分|分值|情况|资金")
_LEAST = 2


def places_of(
    view: GridView, first: int, columns: Sequence[tuple[int, str, str]], heads: Sequence[GridCell]
) -> tuple[list[GridCell], GridCell | None]:
    """Return the headings of places in a table without another target, and that of all of them.

    Args:
        view: The table.
        first: The first row of its headings.
        columns: The columns with a role and their headings' words.
        heads: The lowest heading of each column.

    Returns:
        The places from left to right, none where it is unsure; the heading beside them, if there is one.

    """
    names = [column for column, role, _ in columns if role == "name"]
    if not names or any(role in TARGETS for _, role, _ in columns):
        return [], None
    right = sorted((head for head in heads if head.column > max(names)), key=lambda head: head.column)
    whole = [head for head in right if _ALL.fullmatch(head.cell.folded)]
    places = [head for head in right if head not in whole and head.colspan == 1 and _PLACE.fullmatch(head.cell.folded)]
    if len(places) < _LEAST or len(whole) > 1 or any(_has_other_group(view, first, head) for head in places):
        return [], None
    together = sorted(head.column for head in (*places, *whole))
    beside = together == [*range(together[0], together[-1] + 1)]
    return (places, whole[0] if whole else None) if beside else ([], None)


def _has_other_group(view: GridView, first: int, head: GridCell) -> bool:
    """Whether the heading over places says what they have, and it is no target of the year: 得分, 上年完成值."""
    above = view.at(head.row - 1, head.column) if head.row > first else None
    if above is None or above.colspan == 1:
        return False
    words = above.cell.folded
    targets = _OF_TARGETS.search(words) and not _OF_RESULTS.search(words)
    return not targets or says_other_time(words, "", periods=False)


def places_differ(view: GridView, row: int, target: int, others: Sequence[int]) -> bool:
    """Whether the places of a row do not all say what the first one says."""
    return any(view.cell(row, column).folded != view.cell(row, target).folded for column in others)
