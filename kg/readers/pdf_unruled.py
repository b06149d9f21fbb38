"""Tables without rules → the same tables as those with rules: columns from gutters, rows from where words stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from statistics import median
from typing import TYPE_CHECKING

from kg.readers.parted_labels import is_heading_of_names, is_label
from kg.readers.pdf_anchors import Ruled, Work, rows_of
from kg.readers.pdf_columns import ColumnLine, Group, holds, widths_of
from kg.readers.pdf_gutters import slices_of, zones_of
from kg.readers.pdf_lines import TextLine, lines_of
from kg.readers.pdf_tables import PageCell, PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.pdf_columns import Column, Rows
    from kg.readers.pdf_content import Char, Rule
    from kg.readers.pdf_gutters import Run, Slice, Zone

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
# so many zones of a page are tried
_MOST_TRIES = 120
# so far beyond a zone words may still be of its outer rows, in lines; and so far beyond the edge of a column, in points
_NEAR_SLICES = 6
_SNAP = 3.0
# what an edge keeps from words, in points
_MARGIN = 1.5
# in sizes of the type: words of one line in a column; words apart as if they were of two cells, unless all letters are
# set apart; and how far above its baseline the middle of a line is
_ONE_LINE = 0.5
_APART = 0.32
_SPREAD = 1.5
_MIDDLE = 0.35


@dataclass(slots=True)
class UnruledTable(PageTable):
    """A table without rules.

    Attributes:
        inks: The left and right edge of the words of each column.
        labelled: Without it, labels stand left of the table, and their rows are not told.

    """

    inks: list[tuple[float, float]] = field(default_factory=list)
    labelled: bool = True

    def set_columns(self, inks: Sequence[tuple[float, float]]) -> None:
        """Set the edges of columns close to the words left of them, as narrow as these show that the column is."""
        edges = [right + min(_MARGIN, (left - right) / 2) for (_, right), (left, _) in pairwise(inks)]
        self.inks = list(inks)
        self.xs = [inks[0][0] - _MARGIN, *edges, inks[-1][1] + _MARGIN]
        for cell in self.cells:
            _, top, _, bottom = cell.box
            cell.box = (self.xs[cell.column], top, self.xs[cell.column + cell.colspan], bottom)

    def first(self) -> list[TextLine]:
        """Return the first line of each cell of the first row."""
        return [cell.lines[0] for cell in self.cells if cell.lines and not cell.row]

    def last(self, *, labels: bool = False) -> list[TextLine]:
        """Return the last line of each cell that ends in the last row, or only of those beside rows."""
        rows = len(self.ys) - 1
        beside = {cell.column for cell in self.cells if not cell.lines or cell.rowspan > 1}
        ends = [cell for cell in self.cells if cell.lines and cell.row + cell.rowspan == rows]
        return [cell.lines[-1] for cell in ends if not labels or (cell.column in beside and cell.rowspan == 1)]

    def undone(self) -> list[TextLine | PageTable]:
        """Return the lines of all cells, from top to bottom."""
        return sorted((line for cell in self.cells for line in cell.lines), key=lambda line: line.top)


def unruled_tables(
    chars: Sequence[Char], page: int, rules: Sequence[Rule] = ()
) -> tuple[list[UnruledTable], list[Char]]:
    """Find the tables without rules between their rows among characters outside of ruled ones.

    Args:
        chars: The characters.
        page: From 1.
        rules: Horizontal ones that make no table; one over all columns ends every cell above it.

    Returns:
        The tables, and the characters outside of them.

    """
    slices = slices_of(chars)
    taken: set[int] = set()
    used: set[int] = set()
    tables: list[UnruledTable] = []
    work = Work()
    zones = zones_of(slices)[:_MOST_TRIES]
    # rows without their labels only where no table has both
    for labelled, zone in product((True, False), zones):
        own = range(zone.first, zone.last + 1)
        found = _table(zone, slices, page, work, rules, labelled=labelled) if taken.isdisjoint(own) else None
        if found is not None:
            table, columns = found
            tables.append(table)
            taken.update(own)
            used.update(id(char) for column in columns for line in column for char in line.chars)
    return tables, [char for char in chars if id(char) not in used] if used else list(chars)


def _table(
    zone: Zone, slices: Sequence[Slice], page: int, work: Work, rules: Sequence[Rule], *, labelled: bool
) -> tuple[UnruledTable, Sequence[Column]] | None:
    """Return the table of a zone and the lines of its columns."""
    columns = _columns(zone, slices)
    if columns is None or len(columns) < _FEWEST_COLUMNS:
        return None
    # what goes on from the page before may be short
    fewest = _FEWEST_ROWS if zone.first or page == 1 else _FEWEST_ROWS - 1
    ruled = _ruled(zone, slices, rules)
    rows = rows_of(columns, fewest, work, ruled, labelled=labelled)
    if rows is not None and not labelled:
        rows = _from_heading(rows)
    if rows is None:
        return None
    if not labelled:
        columns = [[line for group in groups for line in group.lines] for groups in rows.groups]
    if _cut(zone, slices, columns, rows, ruled):
        return None
    columns = _paired(columns, rows)
    return None if columns is None else (_made(columns, rows, page, labelled=labelled), columns)


def _from_heading(rows: Rows) -> Rows | None:
    """Cut off what stands above the headings of indicators: each column has one, one of them that of names.

    ``None`` without such a row, or with labels below it: rows of another table.
    """
    filled = [{group.row: group for group in groups} for groups in rows.groups]
    for row in range(rows.count):
        heads = [groups[row].text for groups in filled if row in groups]
        if len(heads) == len(filled) and sum(map(is_heading_of_names, heads)) == 1:
            break
    else:
        return None
    kept = [[replace(group, row=group.row - row) for group in groups if group.row >= row] for groups in rows.groups]
    below = (group.text for groups in kept for group in groups if group.row)
    # 预算执行率 is an indicator as well
    if any(is_label(words) and not words.endswith("率") for words in below):
        return None
    return replace(rows, groups=kept, steps=rows.steps[row:])


def _ruled(zone: Zone, slices: Sequence[Slice], rules: Sequence[Rule]) -> Ruled:
    """Return the rules over all columns of a zone, as baselines of lines in their place."""
    own = slices[zone.first : zone.last + 1]
    runs = [run for slice_ in own for run in slice_.runs]
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    size = own[0].size
    places = sorted(rule.at + _MIDDLE * size for rule in rules if rule.begin <= left and right <= rule.end)
    before = slices[zone.first - 1].base if zone.first else float("-inf")
    after = slices[zone.last + 1].base if zone.last + 1 < len(slices) else float("inf")
    return Ruled(
        tuple(place for place in places if own[0].base < place < own[-1].base),
        max((place for place in places if before < place < own[0].base), default=None),
        min((place for place in places if own[-1].base < place < after), default=None),
    )


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


def _cut(
    zone: Zone, slices: Sequence[Slice], columns: Sequence[Sequence[ColumnLine]], rows: Rows, ruled: Ruled
) -> bool:
    """Say whether the zone begins or ends within a row: words beyond its edge hold together with those inside."""
    return any(
        holds(line, after, width, rows.gap)
        for column, width in zip(columns, widths_of(columns), strict=True)
        for line, after in _over_edges(zone, slices, column)
        if all(rule is None or not line.base < rule < after.base for rule in (ruled.above, ruled.below))
    )


def _over_edges(zone: Zone, slices: Sequence[Slice], column: Column) -> Iterator[tuple[ColumnLine, ColumnLine]]:
    """Give the lines on both sides of the upper and the lower edge that stand in one column."""
    left, right = min(line.x0 for line in column) - _SNAP, max(line.x1 for line in column) + _SNAP
    above, below = range(zone.first - 1, -1, -1), range(zone.last + 1, len(slices))
    for numbers, inner in ((above, column[0]), (below, column[-1])):
        runs = (run for number in numbers[:_NEAR_SLICES] for run in slices[number].runs)
        outer = next((run for run in runs if run.x0 < right and left < run.x1), None)
        if outer is not None and left <= outer.x0 and outer.x1 <= right:
            line = ColumnLine(outer.chars[0].base, outer.x0, outer.x1, outer.chars[0].size, outer.chars)
            yield (inner, line) if line.base > inner.base else (line, inner)


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


def _is_field(filled: Sequence[dict[int, Group]], own: Sequence[int], row: int) -> bool:
    """Say whether a row has a label and one value, which may stand anywhere in the wide cell beside it."""
    if len(own) != 2 or own[0] or any(filled[at][row].rows > 1 for at in own):
        return False
    value = filled[own[1]][row].text
    return is_label(filled[0][row].text) and not value.replace(".", "").isdigit()


def _made(columns: Sequence[Column], rows: Rows, page: int, *, labelled: bool) -> UnruledTable:
    inks = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in columns]
    ys = [step - _MIDDLE * columns[0][0].size for step in rows.steps]
    filled = [
        {row: group for group in groups for row in range(group.row, group.row + group.rows)} for groups in rows.groups
    ]
    cells: list[PageCell] = []
    for row in range(rows.count):
        own = [column for column, groups in enumerate(filled) if row in groups]
        if _is_field(filled, own, row):
            spans = [(0, 1, filled[0][row]), (1, len(columns) - 1, filled[own[1]][row])]
        else:
            spans = [(column, 1, groups.get(row, Group((), row))) for column, groups in enumerate(filled)]
        for column, wide, group in spans:
            if group.row == row:
                lines = lines_of([char for line in group.lines for char in line.chars], page)
                cells.append(PageCell(row, column, group.rows, wide, (0, ys[row], 0, ys[row + group.rows]), lines))
    table = UnruledTable(page, [], ys, cells, inks=inks, labelled=labelled)
    table.set_columns(inks)
    return table
