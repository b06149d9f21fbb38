"""Tables over page breaks (跨页表格) → one table: same columns, repeated heads dropped, parted rows and labels joined.

A break says little by itself: programs close the part on each page with rules, print a merged label once, and leave
its place on the next page blank. Whether a row goes on is read from its words (``row_joins``). A table is joined where
its outer edges agree, nothing but repeated titles stands between, and its next row had no room left above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from kg.readers.long_tables import EDGE_TOLERANCE, LongCell, LongTable, margin_of, row_of, words_of
from kg.readers.parted_labels import Column, is_label, whole_words
from kg.readers.pdf_lines import Frame, TextLine, parts_of
from kg.readers.pdf_tables import SNAP, PageCell, PageTable
from kg.readers.row_joins import Pair, label_joins, row_goes_on
from kg.readers.running_heads import is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.readers.long_tables import Row
    from kg.readers.running_heads import Page

# the lines above a table by which a repeated title is known
_TITLE_LINES = 8
_CAPTION = re.compile(
    r"[（(]?(?:续上?表|接上页|接上表|续)[\d一二三四五六七八九十—-]*[)）]?|.{0,30}[（(](?:续|续表|接上页|续上表)[)）]"
)
_DIGIT = re.compile(r"\d")
# the head of a list has so many cells with words; repeated in the middle of a table, they are short and without figures
_HEADING_CELLS = 3
_HEADING_WORDS = 24
_LONGEST_LABEL = 12
# a difference of size, as a share, that a title has and a label has not
_OTHER_SIZE = 0.08


def stitched(pages: Sequence[Page]) -> list[list[TextLine] | LongTable]:
    """Give the lines and tables of all pages in reading order, tables that go on over a page break as one.

    Lines come in groups of neighbours on one page. What is repeated over the next part of a table is dropped.
    """
    lowest: dict[int, float] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, PageTable):
                lowest[round(page.height)] = max(lowest.get(round(page.height), 0.0), item.bottom)
    whole = whole_words(item for page in pages for item in page.items if isinstance(item, PageTable))
    blocks: list[list[TextLine] | LongTable] = []
    before: LongTable | None = None
    for page in pages:
        lines: list[TextLine] = []
        last: LongTable | None = None
        for item in page.items:
            if isinstance(item, TextLine):
                lines.append(item)
                continue
            below = blocks[-1] if blocks and isinstance(blocks[-1], list) else []
            known = _Known(lowest[round(page.height)], whole)
            if before is not None and _append(before, item, below, lines, known):
                if below:
                    blocks.pop()
                before.heads |= set(map(words_of, lines))
                last = before
            else:
                if lines:
                    blocks.append(lines)
                last = LongTable.begun(item, lines[-_TITLE_LINES:])
                blocks.append(last)
            before, lines = None, []
        if lines:
            blocks.append(lines)
        before = last
    return blocks


@dataclass(frozen=True, slots=True)
class _Known:
    """What the whole file says: where tables end on full pages, in points, and words that no page parts."""

    lowest: float
    whole: frozenset[str]


def _append(long: LongTable, table: PageTable, below: list[TextLine], above: list[TextLine], known: _Known) -> bool:
    """Join the next part of a table, unless it is another table; say which.

    Args:
        long: The table so far; nothing but ``below`` stands below it on its page.
        table: The first table of the next page.
        below: Lines between the table and the end of its page.
        above: Lines above the next part.
        known: What the whole file says.

    """
    table = _completed(long, table)
    if not _agrees(long, table):
        return False
    edges = list(long.edges)
    cells = long.placed(table)
    rows = len(table.ys) - 1
    repeated = _repeated(long, cells, rows)
    titled = any(words_of(line) in long.heads for line in above)
    strange = [line for line in above if words_of(line) not in long.heads and not _CAPTION.fullmatch(words_of(line))]
    first = [cell for cell in cells if cell.row == repeated]
    labels = _displaced(below, long.ends, long.left), _displaced(strange, first, table.xs[0])
    room = known.lowest - long.last.bottom
    roomy = room > table.ys[1] - table.ys[0] + SNAP and not repeated and not long.last.open_bottom
    if None in labels or roomy or _begins_anew(long, cells, repeated, titled=titled):
        long.edges = edges
        return False
    for label in labels:
        for cell, line in label or ():
            cell.parts[-1].lines.append(line)
    _join(long, [cell for cell in cells if cell.row >= repeated], rows - repeated, repeated, table, known.whole)
    return True


def _join(
    long: LongTable, cells: list[LongCell], rows: int, repeated: int, table: PageTable, whole: frozenset[str]
) -> None:
    for cell in cells:
        cell.row -= repeated
    below = {cell.edges: cell for cell in cells if cell.row == 0}
    above = {cell.edges: cell for cell in long.ends}
    margin = margin_of([*long.ends, *cells])
    frames = {edges: Frame(long.left + edges[0] + margin, long.left + edges[1] - margin) for edges in below}
    pairs = [
        Pair(above[edges], cell, frames[edges], _again(long, cells, above[edges], cell))
        for edges, cell in sorted(below.items())
        if edges in above
    ]
    is_open = long.last.open_bottom and table.open_top and not repeated
    same_columns = len(pairs) == len(below) == len(above)
    joins: list[Pair] = []
    base = long.rows
    columns = [_column(long, cells, pair) for pair in pairs]
    if pairs and row_goes_on(pairs, columns, whole, same_columns=same_columns, is_open=is_open):
        joins = pairs
        base -= 1
    elif pairs:
        joins = label_joins(pairs, columns, whole)
    for cell in cells:
        cell.row += base
    long.add(cells, base + rows, table, {id(pair.below): pair.above for pair in joins})


def _again(long: LongTable, cells: list[LongCell], above: LongCell, below: LongCell) -> bool:
    """Say whether a label is printed again: the same words on both sides of the break, next to a merged cell."""
    if not above.words or above.words != below.words or not long.kinds[above.edges].merged:
        return False
    before = (cell for cell in reversed(long.cells) if cell.row + cell.rowspan == above.row)
    after = (cell for cell in cells if cell.row == below.row + below.rowspan)
    beside = any(cell.edges == above.edges and cell.rowspan > 1 for near in (before, after) for cell in near)
    return beside or is_label(above.words)


def _column(long: LongTable, cells: list[LongCell], pair: Pair) -> Column:
    """Tell what the other cells with the same edges are like."""
    column = long.kinds[pair.below.edges].without(pair.above)
    for cell in cells:
        if cell.edges == pair.below.edges and cell is not pair.below:
            column.take(cell)
    return column


def _agrees(long: LongTable, table: PageTable) -> bool:
    """Say whether a part has the outer edges of the table, and an inner one unless either has none."""
    places = [x - table.xs[0] for x in table.xs]
    if abs(places[-1] - max(long.edges)) > EDGE_TOLERANCE:
        return False
    inner, own = places[1:-1], long.columns()[1:-1]
    return not inner or not own or any(abs(a - b) <= EDGE_TOLERANCE for a in inner for b in own)


def _completed(long: LongTable, table: PageTable) -> PageTable:
    """Add the labels that cover a whole page: some programs draw no rule around those."""
    first = table.xs[0] - long.left
    missing = [cell for cell in long.ends if cell.right <= first + EDGE_TOLERANCE]
    right = abs(table.xs[-1] - long.left - max(long.edges)) <= EDGE_TOLERANCE
    if not missing or not right or all(abs(edge - first) > EDGE_TOLERANCE for edge in long.edges):
        return table
    rows = len(table.ys) - 1
    added = [
        PageCell(0, at, rows, 1, (long.left + cell.left, table.top, long.left + cell.right, table.bottom))
        for at, cell in enumerate(missing)
    ]
    xs = [*(long.left + cell.left for cell in missing), *table.xs]
    moved = [replace(cell, column=cell.column + len(added)) for cell in table.cells]
    return replace(table, xs=xs, cells=[*added, *moved])


def _is_heading(row: Row) -> bool:
    return len(row) >= _HEADING_CELLS and all(
        rowspan == 1 and words and len(words) <= _HEADING_WORDS and not _DIGIT.search(words)
        for _, _, rowspan, words in row
    )


def _repeated(long: LongTable, cells: list[LongCell], rows: int) -> int:
    """Return how many rows of the new part repeat the head of the table, or a heading in its middle."""
    count = 0
    while count < rows and any(words for *_, words in row_of(cells, count)):
        if row_of(cells, count) != long.row(count):
            break
        count += 1
    while count and any(cell.row < count < cell.row + cell.rowspan for cell in cells):
        count -= 1
    first = row_of(cells, 0)
    return count or int(_is_heading(first) and long.has(first))


def _begins_anew(long: LongTable, cells: list[LongCell], repeated: int, *, titled: bool) -> bool:
    """Say whether the new part begins another form of the same kind: the same labels with other words beside them."""
    if repeated and len([words for *_, words in row_of(cells, repeated - 1) if words]) >= _HEADING_CELLS:
        return False  # the head of a list
    alike = 0
    for row in range(repeated, repeated + 2):
        # the next form may have columns of its own
        before, now = ([words for *_, words in one] for one in (long.row(row), row_of(cells, row)))
        if not before or len(now) < 2 or before == now or before[0] != now[0] or not now[0]:
            break
        alike += 1
    return alike >= (1 if titled else 2)


def _displaced(
    lines: Sequence[TextLine], cells: Sequence[LongCell], left: float
) -> list[tuple[LongCell, TextLine]] | None:
    """Return the blank labels that lines above or below the table belong to, ``None`` if one belongs to none.

    A label in the middle of a merged cell that goes over the break is printed beyond the rules by some programs.
    """
    found: list[tuple[LongCell, TextLine]] = []
    sizes = [line.size for cell in cells for line in cell.lines]
    for line in (part for whole in lines for part in parts_of(whole)):
        own = [
            cell
            for cell in cells
            if cell.rowspan > 1 and not cell.words and cell.left <= line.x0 - left and line.x1 - left <= cell.right
        ]
        # a title below the table looks alike
        titled = bool(sizes) and abs(line.size - median(sizes)) > _OTHER_SIZE * line.size
        if not own or titled or len(line.text) > _LONGEST_LABEL or is_title(line.text):
            return None
        found.append((own[0], line))
    return found
