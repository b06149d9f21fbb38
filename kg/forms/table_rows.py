"""Rows of tab-separated tables whose cells are wrapped: which printed lines make one row.

Some pages print a table line by line as it looked: the lines of each cell one below the other, number, name and rate
in the vertical middle of their row, and the header again on every page. A row has one anchor (its number or its
rate); it ends where all its value cells have ended a sentence. Headings of merged cells stand in the middle, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece, cells_of
from kg.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_CLOSED = '。！？；!?;)）”"'
_FIGURE = re.compile(r"^-?[\d,]+(\.\d+)?%?$")
_UNIT = re.compile(r"\((?:亿元|万元|元|%)\)")
_MOST_HEADER_LINES = 6
# share of lines with a name in a table whose rows are lines
_PLAIN = 0.8
_PLAIN_LABEL = re.compile(r"^[“”\"'‘’《》、,，()（）\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a table: its cells, and whether a page's header stands right before it."""

    number: int
    cells: tuple[Cell, ...]
    after_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A run of tab-separated lines; ``start`` is its place among the document's blocks."""

    lines: tuple[Line, ...]
    start: int


def blocks(lines: Iterable[Piece]) -> Iterator[Piece | Table]:
    """Give paragraphs (one line each) and tables in reading order; a blank line ends a table."""
    pending: list[Line] = []
    start = 0
    for index, line in enumerate(lines):
        if "\t" in line.text:
            start = start if pending else index
            pending.append(Line(line.line, cells_of(line)))
            continue
        if pending:
            yield Table(tuple(pending), start)
            pending = []
        if line.text.strip():
            yield line
    if pending:
        yield Table(tuple(pending), start)


@dataclass(frozen=True, slots=True)
class TableKind:
    """How a table of the form is recognised: for each column the words that its heading holds.

    A heading may be wrapped over lines; ``damaged`` has what a scan left of one, looked for where nothing better
    stands. ``needed`` columns must be found; the first row has at least ``figures`` figures.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    figures: int = 0
    damaged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class FoundTable:
    """A table that was recognised: its columns, its rows' lines without headings, its units of money.

    ``unit`` is the caption's, ``units`` holds those of single columns; ``project`` is the key project it belongs to.
    """

    kind: TableKind
    columns: Mapping[str, int]
    lines: list[Line]
    size: int
    unit: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    project: int | None = None

    def cell(self, line: Line, name: str) -> Cell:
        """Return the cell of a named column, empty where the table or the line has none."""
        index = self.columns.get(name)
        return line.cells[index] if index is not None and index < len(line.cells) else Cell()


def recognise(table: Table, kinds: Sequence[TableKind]) -> tuple[TableKind, dict[str, int], int] | None:
    """Find what a table is by its header.

    Returns:
        The kind, the column number of each heading found, and how many lines the header takes; or ``None``.

    """
    for header in range(1, min(_MOST_HEADER_LINES, len(table.lines)) + 1):
        for kind in kinds:
            found = _columns(table.lines[:header], kind)
            if not all(column in found for column in kind.needed):
                continue
            while header < len(table.lines) and kind.figures and _is_heading_line(table.lines[header], kind):
                header += 1
                found = _columns(table.lines[:header], kind)
            return kind, found, header
    return None


def headings_of(lines: Sequence[Line]) -> list[str]:
    """Join the headings of each column over the lines of a header, folded."""
    size = max((len(line.cells) for line in lines), default=0)
    return ["".join(fold(line.cells[c].text) for line in lines if c < len(line.cells)) for c in range(size)]


def _columns(header: Sequence[Line], kind: TableKind) -> dict[str, int]:
    texts = headings_of(header)
    found: dict[str, int] = {}
    for table in (kind.columns, kind.damaged):
        for name, wordings in table.items():
            for index, text in enumerate(texts):
                free = name not in found and index not in found.values()
                if free and any(wording in text for wording in wordings):
                    found[name] = index
                    break
    return found


def _is_heading_line(line: Line, kind: TableKind) -> bool:
    """Whether a line below the headings goes on with them: no figures, and units or words of headings."""
    figures = sum(bool(_FIGURE.match(cell.folded)) for cell in line.cells)
    return _is_unit_line(line, figures) or not (figures or line.cells[0])


def _is_unit_line(line: Line, figures: int) -> bool:
    return figures <= 1 and any(_UNIT.search(cell.folded) for cell in line.cells)


def plain_rows(lines: Sequence[Line], name: int, values: Sequence[int]) -> list[list[Line]] | None:
    """Group lines into rows where nearly each line is one row with its own name; ``None`` for a wrapped table.

    A line without a name goes on with the row above.
    """
    filled = [line for line in lines if any(v < len(line.cells) and line.cells[v] for v in values)]
    named = [line for line in filled if name < len(line.cells) and line.cells[name]]
    if not filled or len(named) < _PLAIN * len(filled):
        return None
    rows: list[list[Line]] = []
    for line in lines:
        if rows and not (name < len(line.cells) and line.cells[name]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def column(lines: Sequence[Line], index: int) -> Cell:
    """Join one column over the lines of a row."""
    return Cell.of(piece for line in lines if index < len(line.cells) for piece in line.cells[index].pieces)


def group_rows(lines: Sequence[Line], anchor: int, values: Sequence[int]) -> list[list[Line]]:
    """Group printed lines into rows.

    Args:
        lines: All lines of the table without headers.
        anchor: The column that every row fills exactly once (number or rate).
        values: The columns of wrapped words that end a sentence where the row ends.

    """
    anchors = [i for i, line in enumerate(lines) if anchor < len(line.cells) and line.cells[anchor]]
    if not anchors:
        return [list(lines)] if lines else []
    groups: list[tuple[int, int]] = []  # first and last anchor of each row
    for at in anchors:
        if groups and _same_row(lines, groups[-1], at, anchor, values):
            groups[-1] = (groups[-1][0], at)
        else:
            groups.append((at, at))
    starts = [0]
    for (_, last), (first, _) in pairwise(groups):
        starts.append(_boundary(lines, starts[-1], last, first, values))
    ends = [*starts[1:], len(lines)]
    return [list(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _closed(lines: Sequence[Line], begin: int, end: int, value: int) -> bool:
    text = column(lines[begin:end], value).text.rstrip()
    return not text or text[-1] in _CLOSED


def _same_row(lines: Sequence[Line], row: tuple[int, int], at: int, anchor: int, values: Sequence[int]) -> bool:
    last = row[1]
    if at != last + 1 or lines[at].after_header:
        return False
    if lines[at].cells[anchor].folded == lines[last].cells[anchor].folded and lines[at].cells[anchor].folded.isdigit():
        return True  # the same row number twice: a row printed twice over
    open_now = [bool(column([lines[last]], v)) and not _closed(lines, last, last + 1, v) for v in values]
    return all(open_now)


def _boundary(lines: Sequence[Line], start: int, last: int, first: int, values: Sequence[int]) -> int:
    # the last printed character of each value cell, as far as the lines go
    last_words = {value: column(lines[start : last + 1], value).text[-1:] for value in values}
    for end in range(last + 1, first + 1):
        if end > last + 1:
            cells = lines[end - 1].cells
            last_words |= {v: cells[v].text[-1] for v in values if v < len(cells) and cells[v]}
        if all(not char or char in _CLOSED for char in last_words.values()):
            return end
    return first


@dataclass(frozen=True, slots=True)
class Label:
    """The heading that a row stands under; ``printed`` is empty where none was printed on the row itself."""

    words: str
    printed: Cell


def fill_down(printed: Sequence[Cell]) -> list[Label]:
    """Give each row the last heading printed at or above it; rows above the first heading get the first."""
    current = next((cell.text for cell in printed if cell), "")
    labels: list[Label] = []
    for cell in printed:
        current = cell.text if cell else current
        labels.append(Label(current, cell))
    return labels


def fill_centred(printed: Sequence[Cell]) -> tuple[list[Label], list[Cell]]:
    """Give each row its heading where headings stand in the vertical middle of the rows they span.

    A heading ``d`` rows below the first row not yet covered spans ``2 d + 1`` rows, or ``2 d + 2`` where the middle
    falls between two rows and the heading is printed on both (the second time often damaged).

    Returns:
        A label for each row, and the damaged second printings, which name nothing.

    """
    if printed and printed[0]:
        return fill_down(printed), []
    words = [""] * len(printed)
    damaged: list[Cell] = []
    start, at = 0, 0
    while at < len(printed):
        if not printed[at]:
            at += 1
            continue
        length = 2 * (at - start) + 1
        again = at + 1 < len(printed) and bool(printed[at + 1])
        if again and (length > 1 or not _PLAIN_LABEL.match(printed[at + 1].folded)):
            damaged.append(printed[at + 1])
            length += 1
        for row in range(start, min(start + length, len(printed))):
            words[row] = printed[at].text
        start += length
        at = max(at + 1, start)
    for row in range(1, len(words)):
        words[row] = words[row] or words[row - 1]
    return [Label(word, cell) for word, cell in zip(words, printed, strict=True)], damaged
