"""Tables in text (制表符或竖线分隔) lost their merged cells: headings in two or three rows get their spans back.

``一级指标 | 指标值 | (empty)`` above ``(empty) | 符号 | 数值`` was a heading over two columns beside one over two rows.
Only rows of words and years are taken for headings: a row with another figure in it is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]
"""Rows and columns that a cell covers."""
# 12, ≥95%, 3.6万人, but not 1至7月执行情况 or 2024年
_FIGURE = re.compile(r"^(?!20\d\d年(?:度|目标|指标|[预计实完]|$))[≥≤≧≦><=]*\d[\d,.]*(?!\d*至|月)")
_LEAST_HEADINGS = 3
_LEAST_BELOW = 2


def heading_spans(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], Span]:
    """Return the spans of headings by row and column (from 0) where they are more than one cell.

    Args:
        rows: Words of all cells; rows may differ in length.

    >>> heading_spans([["二级指标", "三级指标", "指标值", ""], ["", "", "符号", "数值"]])
    {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    >>> years = ["", "", "2023年", "2024年", ""]
    >>> heading_spans([["二级指标", "三级指标", "指标值", "", ""], ["", "", "历史值", "", "目标值"], years])
    {(0, 0): (3, 1), (0, 1): (3, 1), (0, 2): (1, 3), (1, 2): (1, 2), (1, 4): (2, 1)}

    """
    found: dict[tuple[int, int], Span] = {}
    parted = -1
    for at in range(len(rows) - 1):
        groups = _groups(rows[at], rows[at + 1]) if at != parted else []
        if not groups:
            continue
        lowest = rows[at + 2] if at + 2 < len(rows) else ()
        parts = _parts(groups, rows[at + 1], lowest)
        # the middle one of three rows has its spans by then
        parted = at + 1 if parts else parted
        for column, width in groups:
            found[at, column] = (1, width) if _any(rows[at + 1], column, width) else (3 if parts else 2, width)
        for column, width in parts:
            found[at + 1, column] = (1, width) if _any(lowest, column, width) else (2, width)
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


def _parts(groups: Sequence[tuple[int, int]], middle: Sequence[str], lowest: Sequence[str]) -> list[tuple[int, int]]:
    """Return first column and width of each heading of the middle row if a third one parts some of them further.

    历史值 | (empty) | 目标值 above 2023年 | 2024年 | 2025年, and nothing below the headings beside them.
    """
    parted = [(column, width) for column, width in groups if _any(middle, column, width)]
    within = {column + at for column, width in parted for at in range(width)}
    words = [column for column, word in enumerate(lowest) if word]
    if len(words) < _LEAST_BELOW or not within.issuperset(words) or any(_FIGURE.search(lowest[at]) for at in words):
        return []
    parts = []
    for column, width in parted:
        starts = [at for at in range(column, column + width) if _word(middle, at)]
        parts += [(start, end - start) for start, end in zip(starts, [*starts[1:], column + width], strict=True)]
    further = [sum(bool(_word(lowest, column + at)) for at in range(width)) for column, width in parts if width > 1]
    return parts if any(count > 1 for count in further) else []


def _any(row: Sequence[str], column: int, width: int) -> bool:
    return any(_word(row, at) for at in range(column, column + width))


def _word(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
