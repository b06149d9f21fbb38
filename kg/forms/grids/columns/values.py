"""Values of an indicator's row: comparator, number and unit in three cells are one value, joined in this order."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.trust import are_contrary
from kg.quantities.rule import longest_first
from kg.quantities.units import UNITS
from kg.quantities.words import APPROXIMATE_AFTER, APPROXIMATE_BEFORE, COMPARATORS, TAILS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.view import GridView

TEMPLATE = re.compile(r"^(?:…+|\.{3,}|/|—+|-+|无|不适用|不涉及|\*+|[xX×]{2,}|指标\d*)$")
# ≥, ＞＝, 不少于, 大于等于: all that limits a figure from its left
_LIMITS = "|".join(longest_first([*chain.from_iterable(COMPARATORS.values()), *"≧≦＞＜＝═"]))
COMPARATOR = re.compile(rf"^(?:{_LIMITS})$")
_STARTS_WITH_COMPARATOR = re.compile(rf"^(?:{_LIMITS})")
# 约, 达到: what else stands before a figure
_BEFORE = re.compile(rf"^(?:{'|'.join([*APPROXIMATE_BEFORE, '达到', '达'])})$")
# 以上, 左右, 之前: what stands behind a figure or a date
_BEHIND = re.compile(rf"^(?:{'|'.join([*chain.from_iterable(TAILS.values()), *APPROXIMATE_AFTER])}|[之以]?前)$")
_SIGN = re.compile(r"[≥≤≧≦><＞＜=＝═]|不少于|不低于|不高于|不超过|大于|小于")
_NO_UNIT = re.compile(r"^(?:/|\\|-+|—+|无|无单位|无量纲|定性|其他)$")
# behind the last digit: what still goes on with the number, so that a unit from the next column may follow
_BARE_TAIL = re.compile(r"^(?:[余多]?[百千万亿]*[余多]?|左右|以上|以下|以内|及以上|及以下)$")
# one figure and no more, to which the unit of its row belongs
_FIGURE = re.compile(
    rf"^(?:{_LIMITS})?-?(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>[百千万亿]*)(?:[余多]|左右|以上|以下|以内|及以上|及以下)?$"
)
_SCALE = re.compile(r"^[百千万亿]")
_ENDS_IN_SCALE = re.compile(r"\d[余多]?[百千万亿]+[余多]?$")
_BEGINS_WITH_NUMBER = re.compile(r"^[\d一二三四五六七八九十]")
# so many times its target is a result in full beside a target in 万
_IN_FULL = 1000
# the values of a row and the columns that hold their comparator and unit
VALUE_PARTS = {
    "period": ("period_comparator", "period_measure_unit"),
    "annual": ("comparator", "measure_unit"),
    "actual": ("actual_comparator", "actual_measure_unit"),
}


def value_of(
    view: GridView, row: int, columns: Mapping[str, int], key: str, parts: tuple[str, str]
) -> tuple[Cell | None, list[Cell]]:
    """Join comparator, number and unit; returns the value and the words beside it that say nothing of it.

    A column of units that is none of the target's own is that of all figures of its row: of the result beside it, too,
    where that is not in parts of its own.
    """
    if key not in columns:
        return None, []
    number = view.cell(row, columns[key])
    around: list[Cell] = []
    comparator, unit = (_beginning(view, row, columns[part]) if part in columns else Cell() for part in parts)
    if not set(parts) & set(columns) and "measure_unit" in columns:
        shared = _beginning(view, row, columns["measure_unit"])
        target = view.words(row, columns["annual"]) if "annual" in columns else ""
        unit = shared if _shares(number.folded, shared.folded, target) else unit
    if not number and unit and comparator.folded.startswith("定性") and _says_all(unit.folded):
        # 单位（文字描述）: a target in words stands where the others have their unit
        return unit, [comparator]
    if not number or TEMPLATE.match(number.folded):
        return number, [cell for cell in (comparator, unit) if cell]
    value = number
    if comparator:
        again = _STARTS_WITH_COMPARATOR.match(number.folded)
        if not again and (COMPARATOR.match(comparator.folded) or _BEFORE.match(comparator.folded)):
            value = _joined(comparator, value)
        elif _STARTS_WITH_COMPARATOR.sub("", comparator.folded) in (number.folded, number.folded + unit.folded):
            # the whole value is said there already
            return comparator, [number, unit] if unit else [number]
        elif any(char.isdigit() for char in comparator.folded) or (again and are_contrary(comparator.folded, again[0])):
            # a whole value where only a sign should be, ≤ beside ≥95%: joined, it is trusted by nobody
            value = _joined(comparator, value)
        elif not _BEHIND.match(comparator.folded):
            around.append(comparator)
    if unit:
        if not takes_unit(number.folded, unit.folded):
            around.append(unit)
        else:
            value = _joined(value, unit)
    if _BEHIND.match(comparator.folded):
        value = _joined(value, comparator)
    return value, around


def _beginning(view: GridView, row: int, column: int) -> Cell:
    """Return the words at a place, but none of a cell that is merged from the column at its left."""
    cell = view.at(row, column)
    return cell.cell if cell is not None and cell.column == column else Cell()


def _says_all(unit: str) -> bool:
    """Whether words in the place of a unit are no unit."""
    return len(unit) > 1 and unit not in UNITS and not _NO_UNIT.match(unit) and not re.search(r"[\d%/]|指标$", unit)


def takes_unit(number: str, unit: str) -> bool:
    """Whether a unit of the next column belongs behind a number (both folded): not where one is said already.

    >>> takes_unit("3.2万", "人次"), takes_unit("95%", "%"), takes_unit("2023年10月底前", "月"), takes_unit("优", "个")
    (True, False, False, False)
    >>> takes_unit("3.2万", "万人次")
    False

    """
    if _SCALE.match(unit) and _ENDS_IN_SCALE.search(number):
        # not ten thousand times as many
        return False
    if number.endswith(unit) or _NO_UNIT.match(unit) or not any(char.isdigit() for char in number):
        return False
    return bool(_BARE_TAIL.match(re.split(r"\d", number)[-1]))


def _shares(figure: str, unit: str, target: str) -> bool:
    """Whether a figure that prints no unit (folded) has that of its row, as the target beside it has.

    A result printed in full beside a target in 万 has not, nor a share (0.97) beside a percentage.

    >>> _shares("2.18", "万人次", "2.5"), _shares("21800", "万人次", "2.5"), _shares("0.97", "%", "95")
    (True, False, False)

    """
    own, other = _FIGURE.match(figure), _FIGURE.match(target)
    if own is None or not unit or _BEGINS_WITH_NUMBER.match(unit):
        return False
    if other is None:
        return not (own["scale"] and _SCALE.match(unit))
    reached, promised = (Decimal(found["figure"].replace(",", "")) for found in (own, other))
    if unit == "%":
        return not reached <= 1 < promised
    return not _SCALE.match(unit) or (not own["scale"] and (not promised or reached / promised < _IN_FULL))


def is_another(changed: Cell, value: Cell | None, figure: Cell) -> bool:
    """Whether a changed target says another than the one beside it, as joined or its figure alone; / and — say none."""
    words = _STARTS_WITH_COMPARATOR.sub("", changed.folded)
    if not words or TEMPLATE.match(words):
        return False
    said = (figure, value) if value is not None else (figure,)
    return words not in {_STARTS_WITH_COMPARATOR.sub("", cell.folded) for cell in said}


def parted(cell: Cell) -> tuple[Cell, Cell]:
    """Part a name from the value behind it at its comparator; without one nothing is a value."""
    sign = _SIGN.search(cell.text)
    return (cell.part(0, sign.start()), cell.part(sign.start(), len(cell.text))) if sign else (cell, Cell())


def _joined(first: Cell, second: Cell) -> Cell:
    # as printed: nothing between them
    return Cell((*first.pieces, *second.pieces))
