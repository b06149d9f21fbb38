"""A table as it grows over pages: its rows and cells by the edges of its columns, and what is known of each column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.readers.parted_labels import WIDEST_MARGIN, Column
from kg.readers.pdf_tables import SNAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.blocks import Box
    from kg.readers.pdf_lines import TextLine
    from kg.readers.pdf_tables import PageTable

# edges of columns nearer than this are the same, in points
EDGE_TOLERANCE = SNAP
_SOME_GAPS = 10


def words_of(line: TextLine) -> str:
    """Return the words of a line without white space, for comparison."""
    return "".join(line.text.split())


@dataclass(slots=True)
class PagePart:
    """What one page has of a cell."""

    page: int
    box: Box
    lines: list[TextLine]


@dataclass(slots=True)
class LongCell:
    """A cell of a table over pages: ``row`` from 0, its edges, and its part on each page."""

    row: int
    rowspan: int
    left: float
    right: float
    parts: list[PagePart]

    @property
    def edges(self) -> tuple[float, float]:
        """Its left and right edge."""
        return self.left, self.right

    @property
    def lines(self) -> list[TextLine]:
        """The lines of all parts."""
        return [line for part in self.parts for line in part.lines]

    @property
    def words(self) -> str:
        """The words without white space, for comparison."""
        return "".join(map(words_of, self.lines))


# a row for comparison: edges, rows spanned and words of the cells that begin in it
Row = tuple[tuple[float, float, int, str], ...]


def row_of(cells: Iterable[LongCell], row: int) -> Row:
    """Return the cells that begin in a row, for comparison."""
    return tuple((cell.left, cell.right, cell.rowspan, cell.words) for cell in cells if cell.row == row)


def margin_of(cells: Iterable[LongCell]) -> float:
    """Return the margin inside cells, in points: how near their lines come to their edges."""
    gaps = sorted(
        gap
        for cell in cells
        for part in cell.parts
        for line in part.lines
        if not line.turned
        for gap in (line.x0 - part.box[0], part.box[2] - line.x1)
        if gap >= 0
    )
    # words that are too long for their cell come nearer
    outliers = max(len(gaps) // 50, int(len(gaps) >= _SOME_GAPS))
    return min(gaps[outliers], WIDEST_MARGIN) if gaps else 0.0


@dataclass(slots=True)
class LongTable:
    """A table over one or more pages; edges are counted from its left edge, in points of its first page.

    Attributes:
        left: Its left edge on the first page.
        last: Its part on the last page.
        heads: Words of the lines above it.
        edges: Edges of columns, in the order in which they were met.
        cells: All cells.
        ends: The cells that end in the last row.
        rows: How many rows it has.
        pages: First and last page.
        kinds: What the cells with the same edges are like.

    """

    left: float
    last: PageTable
    heads: set[str]
    edges: list[float] = field(default_factory=lambda: [0.0])
    cells: list[LongCell] = field(default_factory=list)
    ends: list[LongCell] = field(default_factory=list)
    rows: int = 0
    pages: tuple[int, int] = (0, 0)
    kinds: defaultdict[tuple[float, float], Column] = field(default_factory=lambda: defaultdict(Column))
    _first: dict[int, Row] = field(default_factory=dict)
    _seen: set[Row] = field(default_factory=set)

    @classmethod
    def begun(cls, table: PageTable, above: Sequence[TextLine]) -> LongTable:
        """Begin with the first part of a table and the lines above it."""
        long = cls(table.xs[0], table, {words_of(line) for line in above})
        long.add(long.placed(table), len(table.ys) - 1, table, {})
        return long

    def row(self, row: int) -> Row:
        """Return one of the rows on the first page, for comparison."""
        return self._first.get(row, ())

    def has(self, row: Row) -> bool:
        """Say whether the table has this very row on an earlier page or this."""
        return row in self._seen

    def columns(self) -> list[float]:
        """Return all edges from left to right."""
        return sorted(self.edges)

    def _snap(self, place: float) -> float:
        near = min(self.edges, key=lambda edge: abs(edge - place))
        if abs(near - place) <= EDGE_TOLERANCE:
            return near
        self.edges.append(place)
        return place

    def placed(self, table: PageTable) -> list[LongCell]:
        """Return the cells of one page by the table's edges, their lines moved to where the first page has them."""
        shift = self.left - table.xs[0]
        cells: list[LongCell] = []
        for cell in table.cells:
            x0, top, x1, bottom = cell.box
            lines = cell.lines
            if abs(shift) > 0.1:
                lines = [
                    line if line.turned else replace(line, x0=line.x0 + shift, x1=line.x1 + shift) for line in lines
                ]
            left, right = self._snap(x0 - table.xs[0]), self._snap(x1 - table.xs[0])
            part = PagePart(table.page, (x0 + shift, top, x1 + shift, bottom), lines)
            cells.append(LongCell(cell.row, cell.rowspan, left, right, [part]))
        return cells

    def add(self, cells: list[LongCell], rows: int, table: PageTable, joins: dict[int, LongCell]) -> None:
        """Add the rows of one page.

        Args:
            cells: With rows counted in the table.
            rows: How many rows the table has then.
            table: The page's part.
            joins: For each cell that goes on from the page before, by ``id``, the cell above.

        """
        added: dict[int, list[LongCell]] = defaultdict(list)
        ends: list[LongCell] = []
        for cell in cells:
            upper = joins.get(id(cell))
            if upper is None:
                self.cells.append(cell)
                added[cell.row].append(cell)
                self.kinds[cell.edges].take(cell)
            else:
                self.kinds[cell.edges].take(upper, -1)
                upper.rowspan = cell.row + cell.rowspan - upper.row
                if cell.words != upper.words:
                    upper.parts.extend(cell.parts)
                self.kinds[cell.edges].take(upper)
            if cell.row + cell.rowspan == rows:
                ends.append(upper or cell)
        for row, own in added.items():
            found = row_of(own, row)
            self._seen.add(found)
            if table is self.last:
                self._first[row] = found
        self.rows, self.ends, self.last = rows, ends, table
        self.pages = (self.pages[0] or table.page, table.page)
