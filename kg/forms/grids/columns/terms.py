"""Which time the targets of a table are for: those of 长期绩效指标 or 中期绩效指标 are of the whole period.

The label stands beside the table or some of its rows, above its headings, in a row between its rows, or on the line
before it. Where the heading of the values itself says the year (年度指标值), that alone holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.headings import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.cells import Cell
    from kg.forms.grids.view import GridView

_SPAN = r"20\d\d年?度?[-—–~至到]+20\d\d年?度?"
_NUMBER = r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑨])?"
_OF = r"(?:项目|部门|单位|整体|总体|支出|绩效|产出|效益)*(?:目标|指标)表?"
_TAIL = r"(?:[\d一二三四五六]{1,2})?(?:\([^()]{0,20}\))?:?"
_WHOLE = re.compile(
    rf"{_NUMBER}(?:(?:项目|部门|整体)?(?:中长期|中期|长期|远期|实施期|实施周期|项目(?:实施)?(?:周)?期|全周期|规划期|[三五]年|{_SPAN})"
    rf"{_OF}{_TAIL}|{_OF}\({_SPAN}\):?)"
)
_YEAR = re.compile(rf"{_NUMBER}(?:项目|部门|整体)?(?:年度|本年度?|当年度?|全年|20\d\d年度?){_OF}{_TAIL}")
_NUMBERED = re.compile(r"[\d一二三四五六]:?$")
# in the heading of a value
_YEARLY = re.compile(r"年度|全年|当年|本年|今年|年初|年末|年底|20\d\d")

WHOLE, OF_YEAR = "period", "annual"


def term(words: str) -> str:
    """Return ``period`` or ``annual`` for folded words that name a block of targets, ``""`` for all others.

    >>> term("长期绩效指标(截止2027年)"), term("年度绩效指标"), term("绩效指标"), term("中期财政规划")
    ('period', 'annual', '', '')

    """
    if _WHOLE.fullmatch(words):
        return WHOLE
    return OF_YEAR if _YEAR.fullmatch(words) else ""


def says_year(heading: str) -> bool:
    """Whether the heading of a value says that it is of the year: 年度指标值, 预期当年实现值, 2025年目标值."""
    return bool(_YEARLY.search(heading))


def term_of_headings(view: GridView, first: int, body: int, columns: Mapping[str, int]) -> tuple[str, Cell | None]:
    """Return the term of a table by its headings: beside or above them, or on the row before them; with its label."""
    name, left = columns["name"], _left(columns)
    for row in range(body - 1, first - 1, -1):
        for column in (*range(left, 0, -1), name):
            cell = view.at(row, column)
            if cell is None or not (told := term(cell.cell.folded)):
                continue
            # 实施期目标 may be the heading of a column of goals, be it empty
            beside = "指标" in cell.cell.folded and not view.begun(body, column)
            if column == name or cell.row + cell.rowspan > body or beside:
                return told, cell.cell
    above = view.new(first - 1) if first - 1 in view.rows else []
    if above and (len(above) == 1 or _NUMBERED.search(above[0].cell.folded)):
        # 长期绩效指标 on its row, 长期目标1： before its words
        told = term(above[0].cell.folded)
        return told, above[0].cell if told else None
    return "", None


def _left(columns: Mapping[str, int]) -> int:
    return min(columns[key] for key in (*LEVELS, "name") if key in columns)


def terms_of(view: GridView, rows: range, columns: Mapping[str, int], holding: str) -> Iterator[tuple[str, list[Cell]]]:
    """Give the term that holds for each row of a table, and the labels that begin there and name one."""
    left = _left(columns)
    of_level = ""
    for row in rows:
        new = view.new(row)
        labels = []
        for cell in new:
            told = term(cell.cell.folded)
            if cell.column == columns.get("level1"):
                of_level = told if len(new) > 1 else ""
            if told and (cell.column < left or len(new) == 1):
                holding = told
            if told and (cell.column <= left or len(new) == 1):
                labels.append(cell.cell)
        yield of_level or holding, labels
