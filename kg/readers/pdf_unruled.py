"""Tables without rules → the same tables as those with rules: columns from gutters, rows from where words stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from kg.readers.blocks import Remark
from kg.readers.pdf_anchors import rows_of
from kg.readers.pdf_columns import ColumnLine, Group, holds, width_of
from kg.readers.pdf_gutters import slices_of, zones_of
from kg.readers.pdf_lines import TextLine, lines_of
from kg.readers.pdf_tables import PageCell, PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.pdf_columns import Column, Rows
    from kg.readers.pdf_gutters import Run, Slice, Zone
    from kg.readers.pdf_page import Char
    from kg.readers.running_heads import Page

# of the size of the type: how far above its baseline the middle of a line is
_MIDDLE = 0.35
_MOST_TRIES = 120
_ONE_LINE = 0.5
_MARGIN = 1.5
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 3
_NEAR_SLICES = 6
_SNAP = 3.0
_APART = 0.32
_SPREAD = 1.5


@dataclass(slots=True)
class UnruledTable(PageTable):
    """A table without rules; ``inks`` are the left and right edge of the words of each column."""

    inks: list[tuple[float, float]] = field(default_factory=list)

    def set_columns(self, inks: Sequence[tuple[float, float]]) -> None:
        """Set the edges of columns close to the words left of them, as narrow as these show that the column is."""
        edges = [right + min(_MARGIN, (left - right) / 2) for (_, right), (left, _) in pairwise(inks)]
        self.inks = list(inks)
        self.xs = [inks[0][0] - _MARGIN, *edges, inks[-1][1] + _MARGIN]
        for cell in self.cells:
            _, top, _, bottom = cell.box
            cell.box = (self.xs[cell.column], top, self.xs[cell.column + cell.colspan], bottom)


def unruled_tables(chars: Sequence[Char], page: int) -> tuple[list[UnruledTable], list[Char]]:
    """Find the tables without rules among characters outside of ruled ones.

    Returns:
        The tables, and the characters outside of them.

    """
    slices = slices_of(chars)
    taken: set[int] = set()
    tables: list[UnruledTable] = []
    for tries, zone in enumerate(zones_of(slices)):
        if tries == _MOST_TRIES:
            break
        own = range(zone.first, zone.last + 1)
        if taken.isdisjoint(own) and (table := _table(zone, slices, page)) is not None:
            tables.append(table)
            taken.update(own)
    used = {id(char) for at in taken for run in slices[at].runs for char in run.chars}
    return tables, [char for char in chars if id(char) not in used] if used else list(chars)


def _table(zone: Zone, slices: Sequence[Slice], page: int) -> UnruledTable | None:
    columns = _columns(zone, slices)
    if columns is None or len(columns) < _FEWEST_COLUMNS:
        return None
    rows = rows_of(columns)
    if rows is None or _cut(zone, slices, columns, rows):
        return None
    columns = _paired(columns, rows)
    return None if columns is None else _made(columns, rows, page)


def _columns(zone: Zone, slices: Sequence[Slice]) -> list[list[ColumnLine]] | None:
    """Set the words of each column into lines, ``None`` if some of one line are apart as if they were of two cells."""
    runs: list[list[Run]] = [[] for _ in range(len(zone.gutters) + 1)]
    for slice_ in slices[zone.first : zone.last + 1]:
        for run in slice_.runs:
            runs[zone.column(run)].append(run)
    columns = []
    for column in runs:
        lines = [_line(line) for line in _same_height(column)]
        if any(line is None for line in lines):
            return None
        columns.append([line for line in lines if line is not None])
    return columns


def _same_height(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if line and run.chars[0].base - line[0].chars[0].base > _ONE_LINE * run.chars[0].size:
            yield line
            line = []
        line.append(run)
    yield line


def _line(runs: list[Run]) -> ColumnLine | None:
    runs.sort(key=lambda run: run.x0)
    chars = tuple(char for run in runs for char in run.chars)
    if len(runs) > 1:
        usual = median(max(after.x0 - before.x1, 0.0) for before, after in pairwise(chars))
        if any(after.x0 - before.x1 > max(_APART * chars[0].size, _SPREAD * usual) for before, after in pairwise(runs)):
            return None
    base = median(char.base for char in chars)
    return ColumnLine(base, chars[0].x0, max(run.x1 for run in runs), max(char.size for char in chars), chars)


def _cut(zone: Zone, slices: Sequence[Slice], columns: Sequence[Sequence[ColumnLine]], rows: Rows) -> bool:
    """Say whether the zone begins or ends within a row: words beyond its edge hold together with those inside."""
    for line, after, column in _over_edges(zone, slices, columns):
        if holds(line, after, width_of(column), rows.gap):
            return True
    return False


def _over_edges(
    zone: Zone, slices: Sequence[Slice], columns: Sequence[Sequence[ColumnLine]]
) -> Iterator[tuple[ColumnLine, ColumnLine, Sequence[ColumnLine]]]:
    """Give the lines on both sides of the upper and lower edge that stand in one column."""
    for column in columns:
        left, right = min(line.x0 for line in column), max(line.x1 for line in column)
        for numbers, inner, below in (
            (range(zone.first - 1, -1, -1), column[0], False),
            (range(zone.last + 1, len(slices)), column[-1], True),
        ):
            outer = next(
                (
                    run
                    for number in numbers[:_NEAR_SLICES]
                    for run in slices[number].runs
                    if run.x0 < right and left < run.x1
                ),
                None,
            )
            if outer is None or outer.x0 < left - _SNAP or outer.x1 > right + _SNAP:
                continue
            base = outer.chars[0].base
            line = ColumnLine(base, outer.x0, outer.x1, max(char.size for char in outer.chars), outer.chars)
            yield (inner, line, column) if below else (line, inner, column)


def _paired(columns: list[list[ColumnLine]], rows: Rows) -> list[list[ColumnLine]] | None:
    """Join headings with the words that stand beside them instead of below, as numbers set to the right do.

    Neighbours without a row in common are one column; where there are more than two such neighbours in a chain, each
    is one with the next as long as none is left over.
    """
    taken = [{row for group in groups for row in range(group.row, group.row + group.rows)} for groups in rows.groups]
    chains = [[0]]
    for at in range(1, len(columns)):
        if taken[at - 1].isdisjoint(taken[at]):
            chains[-1].append(at)
        else:
            chains.append([at])
    if any(len(chain) > 1 and len(chain) % 2 for chain in chains):
        return None
    pairs = [chain[at : at + 2] for chain in chains for at in range(0, len(chain), 2)]
    rows.groups = [sorted((group for at in pair for group in rows.groups[at]), key=lambda g: g.row) for pair in pairs]
    return [[line for at in pair for line in columns[at]] for pair in pairs]


def _made(columns: Sequence[Column], rows: Rows, page: int) -> UnruledTable:
    inks = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in columns]
    ys = [step - _MIDDLE * columns[0][0].size for step in rows.steps]
    cells: list[PageCell] = []
    for column, groups in enumerate(rows.groups):
        filled = {row: group for group in groups for row in range(group.row, group.row + group.rows)}
        for row in range(rows.count):
            group = filled.get(row, Group((), row))
            if group.row == row:
                lines = lines_of([char for line in group.lines for char in line.chars], page)
                cells.append(PageCell(row, column, group.rows, 1, (0, ys[row], 0, ys[row + group.rows]), lines))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    table = UnruledTable(page, [], ys, cells, inks=inks)
    table.set_columns(inks)
    return table


def over_pages(pages: Sequence[Page]) -> None:
    """Give tables without rules that may go on over a page break the same columns; undo those that break in a row."""
    for page, after in pairwise(pages):
        if not page.items or not after.items or not isinstance(page.items[-1], UnruledTable):
            continue
        upper, lower = page.items[-1], after.items[0]
        if isinstance(lower, UnruledTable) and (inks := _common(upper.inks, lower.inks)) is not None:
            upper.set_columns(inks)
            lower.set_columns(inks)
        elif isinstance(lower, TextLine) and _goes_on(upper, lower):
            lines = [line for cell in upper.cells for line in cell.lines]
            page.items[-1:] = sorted(lines, key=lambda line: line.top)


def _common(
    upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """Return what the words of columns cover on both pages, ``None`` if the columns are others."""
    if len(upper) != len(lower):
        return None
    inks = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(upper, lower, strict=True)]
    return inks if all(before[1] < after[0] for before, after in pairwise(inks)) else None


def _goes_on(table: UnruledTable, line: TextLine) -> bool:
    """Say whether words below the page break may belong to a cell of the last row above."""
    for cell in table.cells:
        if cell.row + cell.rowspan < len(table.ys) - 1 or not cell.lines:
            continue
        left, right = table.inks[cell.column]
        last = cell.lines[-1]
        full = (right - left) - (last.x1 - last.x0) <= 1.15 * last.size
        if full and any(left - _SNAP <= x0 and x1 <= right + _SNAP for x0, x1 in line.segments):
            return True
    return False


def not_told(pages: Sequence[Page]) -> list[Remark]:
    """Cite words that stand in columns and are in no table: the page does not tell their rows."""
    remarks = []
    for page in pages:
        beside = any(isinstance(item, UnruledTable) for item in page.items)
        for table, items in groupby(page.items, key=lambda item: isinstance(item, PageTable)):
            lines = [item for item in items if isinstance(item, TextLine)]
            aside = [at for at, line in enumerate(lines) if len(line.segments) >= _FEWEST_COLUMNS]
            if not table and len(aside) >= (1 if beside else _FEWEST_LINES):
                words = " ".join(line.text.replace("\t", " ") for line in lines[aside[0] : aside[-1] + 1])
                remarks.append(Remark("columns-without-rules", {"pages": str(page.number), "words": words}))
    return remarks
