"""Goals and what became of them side by side, set apart by blanks: 预期目标 | 实际完成情况 above their words.

In: lines as words with their places. Out: a grid of the two headings and their words, where every line below begins
right under a heading; the words of a heading's lines are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell
from kg.forms.grids.words.labels import field_of, is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.forms.grids.texts.blank_rows import Words

_HEADS = 2
_GOALS = frozenset({"goal", "period_goal", "outcome"})


def goals_table(lines: Sequence[Sequence[Words]], at: int) -> tuple[Grid, int] | None:
    """Read goals whose headings stand in a line, with at most a label to their left.

    Args:
        lines: The words of each line.
        at: The line.

    Returns:
        The grid and the line below it; ``None`` where the line holds no two such headings or no words follow.

    """
    if not _HEADS <= len(lines[at]) <= _HEADS + 1:
        return None
    *left, one, other = lines[at]
    if {field_of(head.piece.text) for head in (one, other)} - _GOALS:
        return None
    columns: dict[int, list[Words]] = {one.start: [], other.start: []}
    end = at + 1
    while end < len(lines):
        parts = list(lines[end])
        tail = parts[:1] if left and _goes_on(left, parts[0]) else []
        parts = parts[len(tail) :]
        if any(part.start not in columns or is_label(part.piece.text) for part in parts):
            break
        left += tail
        for part in parts:
            columns[part.start].append(part)
        end += 1
    if not columns[one.start]:
        return None
    cells = [GridCell(Cell.of([word.piece for word in left]), 1, 1)] if left else []
    for place, head in enumerate((one, other), start=2):
        cells.append(GridCell(Cell.of([head.piece]), 1, place))
        if columns[head.start]:
            cells.append(GridCell(Cell.of([word.piece for word in columns[head.start]]), 2, place))
    return Grid(tuple(cells), 2, _HEADS + 1, line=lines[at][0].piece.line, flat=True), end


def _goes_on(label: Sequence[Words], words: Words) -> bool:
    """Whether words below a label end it: 年度总体目 | 标."""
    whole = "".join(part.piece.text for part in (*label, words))
    return words.start == label[0].start and is_label(whole)
