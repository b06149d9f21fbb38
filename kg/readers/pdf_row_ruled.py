"""Rows between rules → the cells of a table: columns from the white between words.

As few edges as part all words that stand apart are set, where fewest words cross them, and where rules end. A cell
whose words cross an edge spans it, and so does one beside a blank place that no other row needs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.categories import is_heading
from kg.readers.parted_labels import is_label
from kg.readers.pdf_lines import lines_of
from kg.readers.pdf_tables import SNAP, PageCell, PageTable, drawn_over, rectangles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.readers.pdf_bands import Band
    from kg.readers.pdf_content import Char, Rule
    from kg.readers.pdf_gutters import Run
    from kg.readers.pdf_lines import TextLine

# how far from the middle a title stands, as a share of the width
_OFF_MIDDLE = 0.03
# so much of a word may hang over the edge of its column, in sizes of the type
_HANGING = 0.6
# of the height of words: a rule further in than this cuts them
_OVER_RULE = 0.25
# and lines so far over each other are of two rows, in sizes of the type
_OVER_LINE = 0.5
# what an edge keeps from the words left of it, in points
_MARGIN = 1.5
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")


@dataclass(slots=True)
class RowRuledTable(PageTable):
    """A table whose columns are set from its words.

    Attributes:
        bands: Its rows.
        across: The rules between them.
        sides: Its left and right edge.
        edges: Of its columns, as words and rules tell them.

    """

    bands: list[Band] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    sides: tuple[float, float] = (0.0, 0.0)
    edges: list[float] = field(default_factory=list)

    def is_as_wide(self, other: RowRuledTable) -> bool:
        """Say whether another table has the same sides."""
        return self.has_sides(*other.sides)

    def has_sides(self, left: float, right: float) -> bool:
        """Say whether its left and right edge are these."""
        return abs(self.sides[0] - left) <= SNAP and abs(self.sides[1] - right) <= SNAP

    def part(self, edges: Sequence[float]) -> None:
        """Part the words of each row at the inner edges that they do not cross."""
        self.edges = [self.sides[0], *edges, self.sides[1]]
        crossed = [_crossed(self, edge) for edge in edges]
        self._fill(crossed)
        if _widen(self, crossed):
            self._fill(crossed)

    def place(self, xs: Sequence[float]) -> None:
        """Put the edges of columns where their words end, which tells lines that are full."""
        self.xs = list(xs)
        for cell in self.cells:
            _, top, _, bottom = cell.box
            cell.box = (xs[cell.column], top, xs[cell.column + cell.colspan], bottom)

    def is_in_middle(self, line: TextLine) -> bool:
        """Say whether a line is set in the middle between the sides."""
        left, right = self.sides
        return abs(line.x0 + line.x1 - left - right) / 2 <= _OFF_MIDDLE * (right - left)

    def is_closed(self, y: float) -> bool:
        """Say whether a rule is drawn over the whole width at a height."""
        left, right = self.sides[0] + SNAP, self.sides[1] - SNAP
        return any(rule.at == y and rule.begin <= left and right <= rule.end for rule in self.across)

    def has_words_over_rules(self) -> bool:
        """Say whether words stand over a rule or other words: their row is too low for them."""
        if any(band.is_overprinted() for band in self.bands):
            return True
        for rule in self.across:
            row = min(max(bisect_left(self.ys, rule.at), 1), len(self.bands) - 1)
            for run in (run for band in self.bands[row - 1 : row + 1] for run in band.runs):
                char = run.chars[0]
                kept = _OVER_RULE * (char.bottom - char.top)
                if run.x0 < rule.end and rule.begin < run.x1 and char.top + kept < rule.at < char.bottom - kept:
                    return True
        # lines printed over each other: one of them is that of another row
        return any(
            below.top < above.bottom - _OVER_LINE * above.size and below.x0 < above.x1 and above.x0 < below.x1
            for cell in self.cells
            for above, below in pairwise(cell.lines)
            if not above.turned and not below.turned
        )

    def undone(self) -> list[TextLine | PageTable]:
        """Return the lines of its words, from top to bottom."""
        return [*lines_of((char for band in self.bands for run in band.runs for char in run.chars), self.page)]

    def at(self) -> dict[tuple[int, int], PageCell]:
        """Return the cell at each place."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }

    def _fill(self, crossed: Sequence[Sequence[bool]]) -> None:
        """Make the cells, with their words, that rules and the edges not crossed part."""
        xs, ys = self.edges, self.ys
        side = [True] * len(self.bands)
        down = [side, *([not one for one in column] for column in crossed), side]
        self.cells = [
            PageCell(row, column, high, wide, (xs[column], ys[row], xs[column + wide], ys[row + high]))
            for row, column, high, wide in rectangles(drawn_over(self.across, ys, xs), down)
        ]
        at = self.at()
        chars: dict[int, list[Char]] = defaultdict(list)
        for row, band in enumerate(self.bands):
            for run in band.runs:
                column = min(max(bisect_right(xs, (run.x0 + run.x1) / 2) - 1, 0), len(xs) - 2)
                chars[id(at[row, column])] += run.chars
        for cell in self.cells:
            cell.lines = lines_of(chars[id(cell)], self.page)


def _widen(table: RowRuledTable, crossed: list[list[bool]]) -> bool:
    """Mark edges beside blank places as crossed where nothing but another row's words needs them.

    A label takes the blank places between it and its value; words take a blank place where the nearest row above that
    tells, or without one the nearest below, has one cell over both.
    """
    at = table.at()
    told: list[list[bool | None]] = [
        [
            True if over else False if at[row, column].lines and at[row, column + 1].lines else None
            for row, over in enumerate(rows)
        ]
        for column, rows in enumerate(crossed)
    ]
    found = False
    for row, first, last in _blanks(table, at):
        before, after = at.get((row, first - 1)), at.get((row, last + 1))
        above, below = _nearest(told[first - 1], row) if first else (None, None)
        if before is not None and before.rowspan == 1:
            if after is not None and _is_label_of(before, after) and (above is None or not is_heading(before.words)):
                for column in range(first - 1, last):
                    crossed[column][row] = found = True
                continue
            if above or (above is None and below):
                crossed[first - 1][row] = found = True
                continue
        if after is not None and after.rowspan == 1 and _nearest(told[last], row) in ((True, True), (True, None)):
            crossed[last][row] = found = True
    return found


def _blanks(table: RowRuledTable, at: Mapping[tuple[int, int], PageCell]) -> Iterator[tuple[int, int, int]]:
    """Give the row, first and last column of the blank places beside each other, but for those of merged rows."""
    for row in range(len(table.bands)):
        blank = [not at[row, column].lines and at[row, column].rowspan == 1 for column in range(len(table.edges) - 1)]
        column = 0
        for is_blank, group in groupby(blank):
            count = len(list(group))
            if is_blank:
                yield row, column, column + count - 1
            column += count


def _nearest(told: Sequence[bool | None], row: int) -> tuple[bool | None, bool | None]:
    """Return what the nearest rows above and below say that tell."""
    above = next((one for one in reversed(told[:row]) if one is not None), None)
    return above, next((one for one in told[row + 1 :] if one is not None), None)


def _is_label_of(label: PageCell, value: PageCell) -> bool:
    return is_label(_REMARK.sub("", label.words)) and bool(value.words) and not is_label(value.words)


def _is_over_edge(run: Run, edge: float) -> bool:
    """Say whether words cross an edge; a closing mark may hang over it."""
    hang = min(_HANGING * run.chars[0].size, (run.x1 - run.x0) / 2)
    return run.x0 + hang < edge < run.x1 - hang


def _crossed(table: RowRuledTable, edge: float) -> list[bool]:
    """Say for each band whether words cross an edge, there or in what no rule parts from it."""
    crossed = [any(_is_over_edge(run, edge) for run in band.runs) for band in table.bands]
    ruled = {rule.at for rule in table.across if rule.begin - SNAP <= edge <= rule.end + SNAP}
    parted = [y in ruled for y in table.ys[1:-1]]
    for rows in (range(1, len(crossed)), range(len(crossed) - 1, 0, -1)):
        for row in rows:
            if not parted[row - 1] and crossed[row - 1] != crossed[row]:
                crossed[row - 1] = crossed[row] = True
    return crossed


def set_columns(tables: Sequence[RowRuledTable]) -> None:
    """Give tables with the same sides, perhaps one over several pages, the same columns."""
    edges = _edges(tables)
    for table in tables:
        table.part(edges)
    ends: dict[int, float] = defaultdict(float)
    begins: dict[int, float] = {}
    for cell in (cell for table in tables for cell in table.cells):
        last = cell.column + cell.colspan
        for line in cell.lines:
            if not line.turned:
                ends[last] = max(ends[last], line.x1)
                begins[cell.column] = min(begins.get(cell.column, line.x0), line.x0)
    left, *inner, right = tables[0].edges
    xs = [left]
    for at, edge in enumerate([*inner, right], start=1):
        end = ends.get(at, edge)
        room = begins.get(at, float("inf")) - end
        xs.append(end + min(_MARGIN, room / 2) if end > xs[-1] and room > 0 else edge)
    for table in tables:
        table.place(xs)


def _edges(tables: Sequence[RowRuledTable]) -> list[float]:
    """Return the inner edges of columns: where rules end, and the fewest others that part all words standing apart."""
    bands = [band for table in tables for band in table.bands]
    left, right = tables[0].sides[0] + SNAP, tables[0].sides[1] - SNAP
    ends = {place for table in tables for rule in table.across for place in (rule.begin, rule.end)}
    known = [place for place in _apart(ends) if left < place < right]
    gaps = {gap for band in bands for gap in band.gaps() if bisect_left(known, gap[0]) == bisect_left(known, gap[1])}
    groups: list[list[tuple[float, float]]] = []
    last = float("-inf")
    for gap in sorted(gaps, key=lambda gap: gap[1]):
        if gap[0] < last:
            groups[-1].append(gap)
        else:
            groups.append([gap])
            last = gap[1]
    others = [_edge(max(gap[0] for gap in group), min(gap[1] for gap in group), bands) for group in groups]
    return sorted([*known, *others])


def _apart(places: Iterable[float]) -> Iterator[float]:
    """Give the middle of places that are nearly the same."""
    group: list[float] = []
    for place in sorted(places):
        if group and place - group[-1] > SNAP:
            yield sum(group) / len(group)
            group = []
        group.append(place)
    if group:
        yield sum(group) / len(group)


def _edge(low: float, high: float, bands: Sequence[Band]) -> float:
    """Return a place between two others that fewest bands have words over, near what stands left of it."""
    runs = [[(run.x0, run.x1) for run in band.runs if run.x0 < high and run.x1 > low] for band in bands]
    places = sorted({low, high, *(x for row in runs for run in row for x in run if low < x < high)})
    stripes = [
        (sum(any(x0 < (left + right) / 2 < x1 for x0, x1 in row) for row in runs), left - right, left)
        for left, right in pairwise(places)
    ]
    _, width, left = min(stripes)
    return left + min(_MARGIN, -width / 2)
