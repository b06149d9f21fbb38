"""Values whose figure cannot be told: it runs together with its unit, or no heading says which of several it is.

A row with such a value is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.values import VALUE_PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.columns.header import IndicatorHeader
    from kg.forms.grids.view import GridView

# 1/10万, 24小时, 十万分之一: behind a figure they would be its last digits
_BEGINS_WITH_FIGURE = re.compile(r"^[\d一二三四五六七八九十]")
_ENDS_IN_FIGURE = re.compile(r"^\D*[^\dA-Za-z.]\d{1,3}(?:\.\d+)?分?$")
_FIGURE = re.compile(r"^(?:[≥≤≧≦><=]|>=|<=)*\d")


def runs_together(view: GridView, row: int, columns: Mapping[str, int], header: IndicatorHeader) -> bool:
    """Whether a value of a row has a unit that begins with a figure, or figures to its right below no heading."""
    return _with_points(view, row, columns) or any(
        _with_its_unit(view, row, columns, key, unit) or _with_others(view, row, columns, key, header)
        for key, (_, unit) in VALUE_PARTS.items()
        if key in columns
    )


def _with_its_unit(view: GridView, row: int, columns: Mapping[str, int], key: str, unit: str) -> bool:
    figure, words = view.words(row, columns[key]), view.words(row, columns[unit]) if unit in columns else ""
    return figure[-1:].isdigit() and bool(_BEGINS_WITH_FIGURE.match(words)) and not figure.endswith(words)


def _with_points(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a unit ends in a figure and the points right of it are missing: 万头(只)20."""
    for _, unit in VALUE_PARTS.values():
        if unit in columns and _ENDS_IN_FIGURE.match(view.words(row, columns[unit])):
            right = [(column, role) for role, column in columns.items() if column > columns[unit]]
            if right and min(right)[1] in ("weight", "scored") and not view.words(row, min(right)[0]):
                return True
    return False


def _with_others(view: GridView, row: int, columns: Mapping[str, int], key: str, header: IndicatorHeader) -> bool:
    """Whether figures stand between this value and the next heading: of 2021年 | 2022年 | 2023年 one is the target."""
    column = columns[key]
    following = [at for at in header.ends if at > column]
    last = min(following) - 1 if following else header.ends.get(column, column)
    return any(
        view.begins(row, at) and view.at(row, at) is not view.at(row, column) and _FIGURE.match(view.words(row, at))
        for at in range(column + 1, last + 1)
        if at not in columns.values()
    )
