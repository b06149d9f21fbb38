"""Rows and labels of the score of a whole form (总分, 自评得分), told from indicators and from sums of points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.words.points import is_points
from kg.forms.labels import TOTALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.view import GridView

_SCORE = re.compile(
    r"^(?:(?:绩效|项目)?自评(?:总分|总?得分|总?评分|分合计)|(?:绩效)?评价(?:总分|总?得分)|总(?:评价|评|自评)?得分|总评分"
    r"|综合(?:得分|评分|总分)|(?:合计|最终|总计)得分|(?:总分|自评分)合计|得分总计|自评得分合计|合计总分|总分)"
    r"(?:\((?:满分)?\d{0,3}分?\))?:?$"
)


def is_score_label(words: str) -> bool:
    """Whether folded words name the score of a whole form.

    >>> is_score_label("自评总分"), is_score_label("合计得分"), is_score_label("考核得分"), is_score_label("合计")
    (True, True, False, False)

    """
    return bool(_SCORE.match(words))


def states_score(words: str) -> bool:
    """Whether the figure beside folded words is the score that was given, not the points that could be (总分).

    >>> states_score("自评总分"), states_score("总分")
    (True, False)

    """
    return is_score_label(words) and not words.startswith("总分")


def is_total(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row of an indicator table is a sum: 合计 before its figures, or a score's label without a target."""
    new = view.new(row)
    if any(cell.cell.folded.rstrip(":") in TOTALS for cell in new[:3]):
        return True
    if not new or not is_score_label(new[0].cell.folded):
        return False
    # 综合得分 is an indicator where a target stands beside it
    values = [view.at(row, columns[key]) for key in ("annual", "period", "actual") if key in columns]
    return all(cell is None or cell is new[0] or not cell.cell or is_points(cell.cell) for cell in values)


def points_of(view: GridView, row: int, columns: Mapping[str, int]) -> tuple[Cell, Cell]:
    """Return the cells of a row that begin under 分值 and 得分, empty where a column lacks or one is over both."""
    places = [columns[key] for key in ("weight", "scored", "annual", "period", "actual") if key in columns]
    weight, scored = (
        view.alone(row, columns[key], places) if key in columns else Cell() for key in ("weight", "scored")
    )
    return weight, scored
