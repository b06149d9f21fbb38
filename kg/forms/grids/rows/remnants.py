"""Rows that only end the one above them, cut by a page (跨页断行): neither is read, both are cited.

Where rules tell it, the reader has joined such rows (``kg.readers.row_joins``). Where it could not, the first row of a
page has no name but words of other columns, or one that only closes a bracket: half of a value would be stored. Where
only the reason goes on, it alone is left out.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.cells import Cell
    from kg.forms.grids.columns.header import IndicatorHeader
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.forms.grids.view import GridView


def without_remnants(
    view: GridView, rows: list[IndicatorCells], body: Sequence[int], header: IndicatorHeader
) -> list[IndicatorCells]:
    """Leave out rows that a page cut: the upper part is kept as words outside of all columns, with the lower one.

    Args:
        view: The grid.
        rows: The indicators that were read.
        body: All rows of the table with words, also those that gave no indicator.
        header: The headings.

    """
    ends = {row: above for above, row in pairwise(body) if _is_remnant(view, above, row, header)}
    kept: list[IndicatorCells] = []
    by_row = _by_row(rows)
    for row in body:
        own = by_row.get(row, [])
        tail = row in ends or any(_closes_only(cells) for cells in own)
        if tail and kept and kept[-1].row == ends.get(row, kept[-1].row):
            before = kept.pop()
            if _is_reason(view, row, header):
                kept.append(replace(before, reason=None))
                continue
            words = [cell.cell for cell in view.new(row)] if row in ends else [word for c in own for word in _cells(c)]
            kept.append(replace(before, outside=(*_cells(before), *words)))
        else:
            kept.extend(own)
    return kept


def _by_row(rows: Sequence[IndicatorCells]) -> Mapping[int, list[IndicatorCells]]:
    found: dict[int, list[IndicatorCells]] = {}
    for cells in rows:
        found.setdefault(cells.row, []).append(cells)
    return found


def _is_remnant(view: GridView, above: int, row: int, header: IndicatorHeader) -> bool:
    """Say whether a row is the first of its page and has words, but neither a name nor a heading."""
    if not _pages(view, above) or _pages(view, above)[-1] == next(iter(_pages(view, row)), None):
        return False
    new = [cell for cell in view.new(row) if cell.cell]
    named = any(view.words(row, half.columns["name"]) for half in header.halves)
    headed = any(is_level1(cell.cell.text) or is_level2(cell.cell.text) for cell in new)
    return bool(new) and not named and not headed


def _is_reason(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Say whether all words of a row stand in the column of reasons."""
    columns = {half.columns.get("reason") for half in header.halves}
    return all(cell.column in columns for cell in view.new(row))


def _pages(view: GridView, row: int) -> list[int]:
    """Return the pages of the words that begin in a row, ascending; none where the format has no pages."""
    return sorted(set(_all_pages(view, row)))


def _all_pages(view: GridView, row: int) -> Iterator[int]:
    for cell in view.new(row):
        yield from (piece.page for piece in cell.cell.pieces if piece.page is not None)


def _closes_only(cells: IndicatorCells) -> bool:
    """Say whether a name only closes the one above it (（含备用终端）) and has no value."""
    return cells.name.folded.startswith("(") and cells.value is not None and not cells.value


def _cells(cells: IndicatorCells) -> tuple[Cell, ...]:
    return cells.outside or tuple(cell for cell in (cells.name, cells.period, cells.value, cells.actual) if cell)
