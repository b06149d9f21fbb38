"""Lines of plain text → its paragraphs and tables: rows of a table have tabs, or stand between upright strokes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, Piece, cells_of
from kg.flat_tables import heading_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# | 甲 | 乙 |, and the line of dashes below headings
_STROKES = re.compile(r"^\s*[|｜].*[|｜].*[|｜]\s*$")
_RULE = re.compile(r"^\s*:?-*:?\s*$")


def blocks_of_text(lines: Iterable[Piece]) -> Iterator[Piece | Grid]:
    """Give lines that are not blank, and tables, in reading order; a table is a run of lines with cells."""
    pending: list[tuple[Cell, ...]] = []
    for line in lines:
        cells = _row_of(line)
        if cells is not None:
            pending.append(cells)
            continue
        if pending:
            yield _grid(pending)
            pending = []
        if line.text.strip():
            yield line
    if pending:
        yield _grid(pending)


def _row_of(line: Piece) -> tuple[Cell, ...] | None:
    """Return the cells of a line with tabs, or between upright strokes (``| 甲 | 乙 |``); ``None`` for other lines."""
    if "\t" in line.text:
        return cells_of(line)
    if _STROKES.match(line.text) is None:
        return None
    strokes = [at for at, char in enumerate(line.text) if char in "|｜"]
    return tuple(Cell.of([line.cut(begin + 1, end)]) for begin, end in pairwise(strokes))


def _grid(rows: Sequence[tuple[Cell, ...]]) -> Grid:
    rows = [row for row in rows if not all(_RULE.match(cell.text) for cell in row)]
    spans = heading_spans([[cell.folded for cell in row] for row in rows])
    covered = {
        (row + down, column + right)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    cells = tuple(
        GridCell(cell, number + 1, column + 1, *spans.get((number, column), (1, 1)))
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if (number, column) not in covered
    )
    first = next((piece.line for row in rows for cell in row for piece in cell.pieces), 1)
    return Grid(cells, len(rows), max(map(len, rows), default=0), None, first, flat=True)
