"""Rows of tab-separated tables whose cells are wrapped: which printed lines make one row.

Some pages print a table line by line as it looked: the lines of each cell one below the other, number, name and rate
in the vertical middle of their row, and the header again on every page. A row has one anchor (its number or its
rate); it ends where all its value cells have ended a sentence. Headings of merged cells stand in the middle, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text import Cell, Piece, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CLOSED = '。！？；!?;)）”"'
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


def cells_of(line: Piece) -> tuple[Cell, ...]:
    """Split a line at its tabs; empty cells stay as empty cells."""
    cells: list[Cell] = []
    begin = 0
    for part in line.text.split("\t"):
        cells.append(Cell.of([line.cut(begin, begin + len(part))]))
        begin += len(part) + 1
    return tuple(cells)


def blocks(lines: Sequence[Piece]) -> Iterator[Piece | Table]:
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

    A heading may be wrapped over lines and damaged; ``needed`` columns must be found.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    figures: int = 0


def recognise(table: Table, kinds: Sequence[TableKind]) -> tuple[TableKind, dict[str, int], int] | None:
    """Find what a table is by its header.

    Returns:
        The kind, the column number of each heading found, and how many lines the header takes; or ``None``.

    """
    for kind in kinds:
        for header in range(1, min(6, len(table.lines)) + 1):
            found = _columns(table.lines[:header], kind)
            if not all(column in found for column in kind.needed):
                continue
            while header < len(table.lines) and kind.figures and not _is_data(table.lines[header], kind):
                header += 1
                found = _columns(table.lines[:header], kind)
            return kind, found, header
    return None


def _columns(header: Sequence[Line], kind: TableKind) -> dict[str, int]:
    size = max(len(line.cells) for line in header)
    texts = ["".join(fold(line.cells[c].text) for line in header if c < len(line.cells)) for c in range(size)]
    found: dict[str, int] = {}
    for name, wordings in kind.columns.items():
        for index, text in enumerate(texts):
            if index not in found.values() and any(wording in text for wording in wordings):
                found[name] = index
                break
    return found


def _is_data(line: Line, kind: TableKind) -> bool:
    figures = sum(bool(re.match(r"^-?[\d,]+(\.\d+)?%?$", cell.folded)) for cell in line.cells)
    return figures >= kind.figures


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
    open_now = [bool(lines[last].cells[v]) and not _closed(lines, last, last + 1, v) for v in values]
    return all(open_now)


def _boundary(lines: Sequence[Line], start: int, last: int, first: int, values: Sequence[int]) -> int:
    for end in range(last + 1, first + 1):
        if all(_closed(lines, start, end, value) for value in values):
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
