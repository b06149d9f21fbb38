"""Two forms side by side in one sheet: parted at the column in which the second one's labels begin."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from kg.cells import Grid, GridCell
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.words.labels import field_of


def parted(grid: Grid) -> list[Grid]:
    """Return the forms of a table from left to right; nearly always the table itself.

    Beside each other stand two 项目名称 in one row, each with its own 一级指标 below, and no cell reaches over into the
    second form.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for cell in grid.cells:
        if field_of(cell.cell.text) == "project":
            rows[cell.row].append(cell.column)
    starts = sorted(max((len(columns), columns) for columns in rows.values())[1]) if rows else []
    levels = {cell.column for cell in grid.cells if role_of(cell.cell.text) == "level1"}
    own = pairwise([*starts, grid.columns + 1])
    if len(starts) < 2 or not all(any(begin <= level < end for level in levels) for begin, end in own):
        return [grid]
    cuts = [start for start in starts[1:] if not any(_reaches_over(cell, start) for cell in grid.cells)]
    bounds = [1, *cuts, grid.columns + 1]
    return [_cut(grid, begin, end) for begin, end in pairwise(bounds)]


def _reaches_over(cell: GridCell, column: int) -> bool:
    return cell.column < column < cell.column + cell.colspan


def _cut(grid: Grid, begin: int, end: int) -> Grid:
    cells = tuple(replace(cell, column=cell.column - begin + 1) for cell in grid.cells if begin <= cell.column < end)
    # how many places are covered is known of the whole only
    return replace(grid, cells=cells, columns=end - begin, covered=())
