"""Whether the cells of a row stand under their own headings; a row that may have lost a cell is not read.

A figure below another heading than its own is the worst that a table can do, so everything that tells a moved cell
counts: too few cells, one cell below two headings, a heading or a value where the name should be.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2, level1_of, without_code
from kg.cells import Cell
from kg.folding import fold
from kg.forms.grids.columns.header import Half, IndicatorHeader
from kg.forms.grids.columns.headings import MONEY, VALUES, role_of
from kg.forms.grids.columns.levels import stem
from kg.forms.grids.columns.values import COMPARATOR

if TYPE_CHECKING:
    from collections.abc import Container

    from kg.cells import GridCell
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.forms.grids.view import GridView

_NEVER_A_UNIT = re.compile(rf"^(?:\d+(?:\.\d+)?分?|定[量性](?:指标)?|{COMPARATOR.pattern[1:-1]})$")
# ≥90%, 12场 or 10月底前 in the column of names
_VALUE_AS_NAME = re.compile(
    r"^(?:(?:[≥≤≧≦><=]|>=|<=|不少于|不低于|不超过)*\d(?:[\d,.]*\d)?(?:[%‰]|[万亿]?[\u4e00-\u9fff]{0,3})?(?:以上|以内|以下)?"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?(?:之?前)?)$"
)
_NO_NAME = frozenset({"无", "不适用", "不涉及"})
# what points may be: 10, 10分, 10%
_POINTS = re.compile(r"^\d+(?:\.\d+)?(?:%|分)?$")
_BARE = re.compile(r"^\d{1,3}(?:\.\d+)?分?$")
# labels may be merged over both levels (满意度指标), a project over what stands beside it
OF_PROJECTS = ("project", "unit", "goal", *MONEY)
_MAY_SPAN = ("level1", "level2", *OF_PROJECTS)
# what the name of a satisfaction says, and no target of one
_SATISFACTION = re.compile(r"(?:满意度|满意率|满意程度|认可度|好评率|投诉率|投诉次数)(?:\([^()]*\))?$")
_DOUBT_NEEDS = 2
_PAIR = 2
_NUMBER = re.compile(r"\d|百分|[〇零一二两三四五六七八九十百千万]")
_LONGEST_LABEL = 16
# 项目绩效（特性指标70分）
_SHARE = re.compile(r"[(（][^()（）\d]{0,8}\d{1,3}分[)）]$")


def stands(cells: IndicatorCells, *, levelled: bool = True, card: bool = False) -> bool:
    """Whether the cells of a row stand under their own headings.

    Args:
        cells: The row.
        levelled: The table has levels.
        card: It has points and no values: 服务对象满意度 with both points is an indicator there.

    """
    name = cells.name
    if not name or role_of(name.text) == "name" or _VALUE_AS_NAME.match(name.folded):
        return False
    # values behind 不适用 belong to another name
    if name.folded in _NO_NAME:
        return False
    own = stem(name.text) in (stem(cells.level1.text), stem(cells.level2.text))
    scored = card and bool(cells.weight and cells.scored)
    if (is_level1(name.text) or is_level2(name.text)) and not (own or scored or _is_asked(cells, levelled=levelled)):
        return False
    # a second heading where the first should be
    misplaced = bool(cells.level2) and is_level2(cells.level1.text) and not is_level1(cells.level1.text)
    if misplaced and not _is_of_satisfaction(cells):
        return False
    if not any(char.isalpha() for char in name.folded):
        return False
    values = [cell for cell in (cells.period, cells.value, cells.actual) if cell]
    if any(is_level1(cell.text) or is_level2(cell.text) or role_of(cell.text) == "name" for cell in values):
        return False
    return all(
        not words
        or is_heading(words)
        or (
            len(fold(words)) <= _LONGEST_LABEL and not any(c.isdigit() for c in _SHARE.sub("", without_code(words))[2:])
        )
        for words in (cells.level1.text, cells.level2.text)
    )


def _is_asked(cells: IndicatorCells, *, levelled: bool) -> bool:
    """Whether 服务对象满意度 is an indicator below 满意度, or where no levels are, with a figure as target."""
    target = cells.value or cells.period
    below = not levelled or stem(cells.level2.text or cells.level1.text) == "满意度"
    asked = _SATISFACTION.search(cells.name.folded) is not None
    return below and asked and target is not None and any(char.isdigit() for char in target.folded)


def _is_of_satisfaction(cells: IndicatorCells) -> bool:
    """Whether 服务对象满意度 is printed as the first heading: its row is a satisfaction with a figure and a result.

    Where the first heading was lost, the target stands below the names, and the points below the results.
    """
    target, actual = cells.value or cells.period, cells.actual
    if level1_of(cells.level1.text) != "满意度指标" or not _SATISFACTION.search(cells.name.folded):
        return False
    figured = target is not None and any(char.isdigit() for char in target.folded)
    return figured and (actual is None or bool(actual))


def lost_a_cell(view: GridView, row: int, half: Half, header: IndicatorHeader) -> bool:
    """Whether the row is short of a cell, or one cell stands below two headings."""
    if view.covered(row) < header.covered:
        return True
    for role, column in half.columns.items():
        cell = view.at(row, column)
        if cell is None or not cell.cell or role in _MAY_SPAN:
            continue
        if cell.row != row and view.covered(cell.row) < header.covered:
            return True
        end = header.ends.get(column, column)
        if any(_in_words_over_unit(half, value, cell) for value in VALUES if value in half.columns):
            # 减少 below 目标值 and 度量单位
            continue
        if cell.column < column or (cell.column + cell.colspan - 1 > end and _headed(header, column, cell)):
            return True
    return any(
        _NEVER_A_UNIT.match(view.words(row, column))
        for part in ("measure_unit", "actual_measure_unit")
        for column in [half.columns.get(part)]
        if column is not None
    )


def _in_words_over_unit(half: Half, role: str, cell: GridCell) -> bool:
    """Whether a value without a figure is merged over its own column and that of its unit, and no other."""
    units = (half.columns.get("measure_unit"), half.columns.get(f"{role}_measure_unit"))
    over = cell.column == half.columns[role] and cell.colspan == _PAIR and cell.column + 1 in units
    return over and not _NUMBER.search(cell.cell.folded)


def _headed(header: IndicatorHeader, column: int, cell: GridCell) -> bool:
    """Whether another heading stands above a cell."""
    return any(at in header.ends for at in range(column + 1, cell.column + cell.colspan))


def slid(cells: IndicatorCells, columns: Container[str]) -> bool:
    """Whether the cells look as if they had moved to the left: the last is empty, and its figure is in a value."""
    target, actual = cells.value or cells.period, cells.actual
    if not target:
        return False
    if not any(char.isdigit() for char in target.folded):
        # 明显改善 | 10 | 10 | : the result is a target, and the points are a result
        unscored = "scored" in columns and bool(cells.weight and not cells.scored)
        return unscored and actual is not None and bool(_BARE.match(actual.folded))
    # 15 | ≥10个: the points are a target, and the target is in their column
    points = cells.weight.folded
    if _BARE.match(target.folded) and _VALUE_AS_NAME.match(points) and not _POINTS.match(points):
        return True
    if actual:
        # a result is a bare number also where its unit has a column of its own
        if "measure_unit" in columns or not _BARE.match(actual.folded) or _BARE.match(target.folded):
            return False
        unscored = "scored" in columns and bool(cells.weight and not cells.scored)
        # ≥10 | 10 | 10 | 10: had they moved, no score would be left
        scored = "scored" in columns and bool(_BARE.match(cells.scored.folded))
        return unscored or (actual.folded == cells.weight.folded and not scored)
    return "weight" in columns and not cells.weight and bool(_BARE.match(target.folded))


def with_doubts(rows: list[IndicatorCells]) -> list[IndicatorCells]:
    """Keep no 分值 where 得分 is missing in it alone: the score may have moved to the left."""
    both = sum(bool(cells.weight and cells.scored) for cells in rows)
    if both < _DOUBT_NEEDS:
        return rows
    alone = [bool(cells.weight and not cells.scored) for cells in rows]
    if sum(alone) * _DOUBT_NEEDS > both:
        return rows
    return [
        replace(cells, weight=Cell(), doubtful=cells.weight) if one else cells
        for cells, one in zip(rows, alone, strict=True)
    ]
