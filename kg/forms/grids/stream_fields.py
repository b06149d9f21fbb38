"""Labels above a table in a text that gives cells in the order in which they were drawn: those whose value is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, words
from kg.forms.grids.labels import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Piece

_PAIR = 2


def fields_table(lines: Sequence[Piece], at: int) -> tuple[Grid, int] | None:
    """Read a line of labels, each with its value behind it, as a table of one row.

    Returns:
        The table and the line below it; ``None`` where a line has other words, or goes on below.

    """
    parts = words(lines[at])
    pairs = len(parts) % _PAIR == 0 and all(is_label(part.text) is (place % _PAIR == 0) for place, part in enumerate(parts))
    if not pairs:
        return None
    below = words(lines[at + 1]) if at + 1 < len(lines) else []
    if len(below) == 1 and not is_label(below[0].text):
        # words below may go on with a value
        return None
    cells = tuple(GridCell(Cell.of([part]), 1, column) for column, part in enumerate(parts, start=1))
    return Grid(cells, 1, len(cells), line=lines[at].line, flat=True), at + 1
