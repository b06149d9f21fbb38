"""Tables in text (制表符或竖线分隔) lost their merged cells: headings in two rows get their spans back.

``一级指标 | 指标值 | (empty)`` above ``(empty) | 符号 | 数值`` was a heading over two columns beside one over two rows.
Only rows of words are taken for headings: a row with a figure in it is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]
"""Rows and columns that a cell covers."""
# 12, ≥95%, 3.6万人, but not 1至7月执行情况
_FIGURE = re.compile(r"^[≥≤≧≦><=]*\d[\d,.]*(?!\d*至|月)")
_LEAST_HEADINGS = 3
_LEAST_BELOW = 2


def heading_spans(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], Span]:
    """Return the spans of headings by row and column (from 0) where they are more than one cell.

    Args:
        rows: Words of all cells; rows may differ in length.

    >>> heading_spans([["二级指标", "三级指标", "指标值", ""], ["", "", "符号", "数值"]])
    {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}

    """
    found: dict[tuple[int, int], Span] = {}
    for at in range(len(rows) - 1):
        groups = _groups(rows[at], rows[at + 1])
        for column, width in groups:
            below = any(_word(rows[at + 1], place) for place in range(column, column + width))
            found[at, column] = (1, width) if below else (2, width)
    return found


def _groups(above: Sequence[str], below: Sequence[str]) -> list[tuple[int, int]]:
    """Return first column and width of each heading of the upper row if both rows are headings, else nothing."""
    if any(_FIGURE.search(word) for word in below) or sum(map(bool, below)) < _LEAST_BELOW:
        return []
    width = max(len(above), len(below))
    starts = [column for column, word in enumerate(above) if word]
    if len(starts) < _LEAST_HEADINGS or any(_FIGURE.search(above[column]) for column in starts):
        return []
    # before the first heading stands the label of the section, in a row above
    if any(_word(below, column) for column in range(starts[0])):
        return []
    groups = [(start, end - start) for start, end in zip(starts, [*starts[1:], width], strict=True)]
    single = [column for column, wide in groups if wide == 1]
    parted = [sum(bool(_word(below, column + at)) for at in range(wide)) for column, wide in groups if wide > 1]
    if any(_word(below, column) for column in single) or not any(count > 1 for count in parted):
        return []
    return groups


def _word(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
