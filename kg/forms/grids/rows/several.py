"""Several indicators in the cells of one row: as many names as values, marked or line by line, are so many rows.

``①学校数②学生数`` beside ``①96所②≥3.2万人`` are two indicators. Where names and values cannot be brought together one
by one, none of them is read: a value beside the wrong name is worse than no row.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.categories import is_heading
from kg.cells import Cell
from kg.forms.grids.columns.values import TEMPLATE, parted
from kg.forms.grids.rows.marks import line_starts, marked_list
from kg.forms.grids.rows.standing import stands
from kg.forms.grids.words.points import is_points

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from kg.categories import is_heading
    from kg.forms.grids.indicator_cells import IndicatorCells
from kg.forms.grids.rows.marks import MarkedList

_SIGN = r"(?:[≥≤≧≦><=]|>=|<=|不少于|不低于|不高于|不超过|大于|小于|至少)"
# a value that says its figure and no more: ≥3.2万人, 100%
_ONE_VALUE = re.compile(rf"^(?!20\d\d年){_SIGN}?\d[\d,.]*[%‰]?[\u4e00-\u9fff/㎡()]{{0,8}}[;,。、]?$")
# words that are a name by themselves, not the beginning or the end of one
_NAME = re.compile(
    r"^.{2,}(?:数|数量|次数|率|比|比例|比重|度|时间|时限|期限|成本|人次|金额|标准|面积|里程|长度|费用|价格|门类|天数|性)"
    r"(?:\([^()]*\))?[;,。、]?$"
)
# 96所≥3.2万人: one value begins right behind another
_NEXT_VALUE = re.compile(rf"(?P<first>{_SIGN}?)\d[\d,.]*(?P<unit>[%‰]|[\u4e00-\u9fff]{{0,3}})(?P<sign>{_SIGN})\d")
# 有效缓解明显减轻: two values in words
_QUALITY = r"(?:有效|明显|显著|逐步|持续|不断|稳步|基本|长期|全面|大幅|有所)[\u4e00-\u9fff]{2}"
_QUALITIES = re.compile(rf"(?:{_QUALITY}){{2,}}")
# 12月底前≥90% of a rate: until when, and how much
_UNTIL = re.compile(r"^[年月日](?:底|末|份)?(?:之?前|以前)?$|^季度(?:末|底)?$")
_OF_TIME = re.compile(r"(?:时间|时限|期限|日期|时点|时效)(?:\([^()]*\))?$")
_GOES_ON = re.compile(r"以上|以下|以内|且|并|和|至|到|或|中|率|年$|月$|日$")
_LEAST = 2
# a name in lines hardly has so many that could each be one
_SURELY_SEVERAL = 3
_VALUES = ("period", "value", "actual")


def several(cells: IndicatorCells, breaks: Container[int], *, joint: bool = False) -> list[IndicatorCells]:
    """Return the indicators of a row, nearly always the one that it is.

    Args:
        cells: The cells of the row.
        breaks: Offsets at which a line begins that a person began; empty where the format does not say.
        joint: Name and value stand in one cell (三级指标及指标值).

    """
    if cells.outside or not cells.name:
        return [cells]
    printed = {key: cell for key in _VALUES if (cell := getattr(cells, key)) and not TEMPLATE.match(cell.folded)}
    names = marked_list(cells.name, breaks)
    if names is not None:
        lists = {key: marked_list(cell, breaks) for key, cell in printed.items()}
        if joint and names.sure:
            return _parts(cells, names.items, names.marks, {}, breaks, joint=True)
        if names.sure and lists and all(_agree(names, one) for one in lists.values()):
            items = {key: one.items for key, one in lists.items() if one is not None}
            marks = [mark for one in (names, *lists.values()) if one is not None for mark in one.marks]
            return _parts(cells, names.items, marks, items, breaks)
        return [_unread(cells)]
    if joint:
        return [_unread(cells) if len(re.findall(_SIGN, cells.name.folded)) > 1 else _with_value(cells)]
    return _by_lines(cells, printed, breaks)


def _by_lines(cells: IndicatorCells, printed: dict[str, Cell], breaks: Container[int]) -> list[IndicatorCells]:
    """Tell whether the lines of the cells are an indicator each."""
    names = _lines(cells.name, breaks)
    lines = {key: _lines(cell, breaks) for key, cell in printed.items()}
    dated = len(names) == 1 and not _OF_TIME.search(cells.name.folded)
    glued = any(_is_glued(cell.folded, dated=dated) for cell in printed.values())
    if len(names) == 1:
        # one name with a value in several lines is one indicator
        told = any(len(one) > 1 for one in lines.values())
        return [_unread(cells) if glued and not told else cells]
    like_names = sum(bool(_NAME.match(name.folded)) for name in names)
    own_names = like_names == len(names)
    figures = any(len(one) > 1 and all(map(_is_one_value, one)) for one in lines.values())
    fitting = bool(lines) and all(len(one) == len(names) for one in lines.values())
    if fitting and own_names and all(_is_one_value(line) for one in lines.values() for line in one):
        return _parts(cells, names, (), lines, breaks)
    # 3轮 with its unit is a value, ≥2.6 above 万人 the beginning of one
    some = fitting and any(_is_one_value(one[0]) and not one[0].folded[-1].isdigit() for one in lines.values())
    headed = any(_has_headings(cell, breaks) for cell in (cells.level1, cells.level2))
    pointed = any(_points(cell, len(names), breaks)[0] for cell in (cells.weight, cells.scored))
    listed = own_names or like_names >= _SURELY_SEVERAL
    return [_unread(cells) if listed or figures or glued or some or headed or pointed else cells]


def _has_headings(cell: Cell, breaks: Container[int]) -> bool:
    """Say whether a cell of headings holds one in each of several lines."""
    lines = _lines(cell, breaks)
    return len(lines) > 1 and not is_heading(cell.folded) and all(is_heading(line.folded) for line in lines)


def _parts(
    cells: IndicatorCells,
    names: Sequence[Cell],
    marks: Sequence[Cell],
    values: Mapping[str, Sequence[Cell]],
    breaks: Container[int],
    *,
    joint: bool = False,
) -> list[IndicatorCells]:
    count = len(names)
    points = {key: _points(getattr(cells, key), count, breaks) for key in ("weight", "scored")}
    # points, rates and reasons of the whole row are those of no single indicator
    rest = replace(cells, rate=Cell(), labels=(), reason=cells.reason and _only_template(cells.reason))
    found: list[IndicatorCells] = []
    for at, name in enumerate(names):
        period, value, actual = (values[key][at] if key in values else getattr(cells, key) for key in _VALUES)
        one = replace(
            rest, name=name, number=str(at + 1), period=period, value=value, actual=actual,
            weight=points["weight"][at], scored=points["scored"][at],
        )  # fmt: skip
        found.append(_with_value(one) if joint else one)
    if not all(stands(one) for one in found) or not all(one.name for one in found):
        return [_unread(cells)]
    found[0] = replace(found[0], labels=(*cells.labels, *marks))
    return found


def _with_value(cells: IndicatorCells) -> IndicatorCells:
    name, value = parted(cells.name)
    return replace(cells, name=name, value=value)


def _points(cell: Cell, count: int, breaks: Container[int]) -> list[Cell]:
    """Return the points of each indicator, empty ones where the cell does not say as many."""
    marked = marked_list(cell, breaks) if cell else None
    items = list(marked.items) if marked is not None else _lines(cell, breaks)
    if len(items) == 1:
        items = [cell.part(*word.span()) for word in re.finditer(r"\S+", cell.text)]
    fits = len(items) == count and all(is_points(item) for item in items)
    return items if fits else [Cell()] * count


def _lines(cell: Cell, breaks: Container[int]) -> list[Cell]:
    bounds = [*line_starts(cell, breaks), len(cell.text)]
    return [cell.part(begin, end) for begin, end in pairwise(bounds)]


def _agree(names: MarkedList, values: MarkedList | None) -> bool:
    if values is None or not values.sure or len(values.items) != len(names.items):
        return False
    return values.family == names.family and all(values.items)


def _is_one_value(line: Cell) -> bool:
    return bool(_ONE_VALUE.match(line.folded))


def _is_glued(words: str, *, dated: bool = False) -> bool:
    """Whether a value begins right behind another: 96所≥3.2万人, 有效缓解明显减轻, but not the range ≥5个≤10个.

    ``dated`` says that a date before a value may belong to it: 12月底前≥90%.
    """
    if _QUALITIES.fullmatch(words):
        return True
    found = _NEXT_VALUE.search(words)
    if found is not None and dated and _UNTIL.match(found["unit"]):
        return _is_glued(words[found.end("unit") :], dated=True)
    if found is None or _GOES_ON.search(found["unit"]) or words[: len(words) // 2] == words[len(words) // 2 :]:
        return False
    least, most = "≥≧>不少不低大至", "≤≦<不高不超小"
    first, sign = found["first"], found["sign"]
    opposite = (first[:1] in least and sign[:1] in most) or (first[:1] in most and sign[:1] in least)
    return not (first and opposite)


def _only_template(cell: Cell) -> Cell:
    return cell if TEMPLATE.match(cell.folded) else Cell()


def _unread(cells: IndicatorCells) -> IndicatorCells:
    words = (cells.name, *(cell for key in _VALUES if (cell := getattr(cells, key))))
    return replace(cells, outside=words, unlike=True)
