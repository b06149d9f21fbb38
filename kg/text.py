r"""Bytes → text layer → pieces: the places that every record points back to.

A text layer (文本层) is the decoded text of a file with lines ended by ``\n``; offsets are Unicode code points.
A ``Piece`` is a slice of one line, a ``Cell`` the pieces of one table cell or one wrapped sentence in reading
order. Joining pieces adds nothing and drops nothing but outer white space, so a cell's words can always be found again.
Pages of page-layout text are told by form feeds or by runs of at least four line ends.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kg.errors import EmptyDocumentError, NotTextError
from kg.flat_tables import heading_spans
from kg.folding import fold
from kg.records import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP (DOCX, XLSX …)"),
    (b"\xd0\xcf\x11\xe0", "OLE (DOC, XLS, WPS)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
)
# at least three blank lines, which may hold white space, or a form feed
_PAGE_BREAK = re.compile(r"\n(?:[^\S\n\f]*\n){3,}|\f")
# | 甲 | 乙 |, and the line of dashes below headings
_STROKES = re.compile(r"^\s*[|｜].*[|｜].*[|｜]\s*$")
_RULE = re.compile(r"^\s*:?-*:?\s*$")
# white space and the marks that take no room (zero-width spaces, byte order marks, soft hyphens)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line: its words, where it starts in the text layer, its line and page (both from 1)."""

    text: str
    start: int
    line: int
    page: int | None

    @property
    def end(self) -> int:
        """Offset after the last code point."""
        return self.start + len(self.text)

    def cut(self, begin: int, end: int | None = None) -> Piece:
        """Return the part from ``begin`` to ``end`` (offsets within the piece)."""
        return Piece(self.text[begin:end], self.start + begin, self.line, self.page)

    def strip(self) -> Piece:
        """Return the piece without outer white space."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, len(self.text.rstrip()) if self.text.strip() else left)


@dataclass(frozen=True, slots=True)
class Cell:
    """The pieces of one cell in reading order; no pieces means empty."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Cell:
        """Make a cell of pieces, dropping blank ones and the outer white space of the whole."""
        kept = [piece for piece in pieces if piece.text.strip()]
        if kept:
            first = kept[0]
            kept[0] = first.cut(len(first.text) - len(first.text.lstrip()))
            kept[-1] = kept[-1].cut(0, len(kept[-1].text.rstrip()))
        return cls(tuple(kept))

    @property
    def text(self) -> str:
        """The words as printed, wraps joined with nothing."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def folded(self) -> str:
        """The words for comparison: see ``fold``."""
        return fold(self.text)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __add__(self, other: Cell) -> Cell:
        return Cell.of((*self.pieces, *other.pieces))

    def part(self, begin: int, end: int) -> Cell:
        """Return the words from ``begin`` to ``end`` of ``text`` as a cell."""
        return self.cutter()(begin, end)

    def cutter(self) -> Callable[[int, int], Cell]:
        """Return ``part`` for many parts of a long cell: each costs only what it holds."""
        pieces = self.pieces
        offsets = [0, *accumulate(len(piece.text) for piece in pieces)]

        def cut(begin: int, end: int) -> Cell:
            parts: list[Piece] = []
            for at in range(max(bisect_right(offsets, begin) - 1, 0), len(pieces)):
                if offsets[at] >= end:
                    break
                parts.append(pieces[at].cut(max(begin - offsets[at], 0), min(end - offsets[at], len(pieces[at].text))))
            return Cell.of(parts)

        return cut


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with its words; merged empty cells are there, single ones need not be.

    ``row`` and ``column`` (from 1) are those of its upper left place.
    """

    cell: Cell
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表格) with merged cells.

    Attributes:
        cells: By row, then column.
        rows: The last row, ``columns`` the last column.
        sheet: Name of the sheet, where there is one.
        line: The line of the text layer that its first row is.
        covered: How many places cells cover, row by row from 1; empty where the format leaves empty cells out.
        flat: It is text, where the places that a merged cell covered are empty cells.
        breaks: Offsets at which a line within a cell begins, where people ended the one before.

    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    sheet: str | None = None
    line: int = 1
    covered: tuple[int, ...] = ()
    flat: bool = False
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where the words from ``start`` to ``end`` are printed: sheet, row and column from 1, box in points.

    ``page`` is given where it is not that of the line: a paragraph may go on on the next page.
    """

    start: int
    end: int
    sheet: str | None
    row: int | None
    column: int | None
    box: tuple[float, float, float, float] | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """What the reader of a format knew beyond the words: tables, pages, places.

    Attributes:
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        blocks: Paragraph lines and grids in reading order.
        line_pages: The page of each line.
        pages: Number of pages, where the format has them.
        places: Of all words in cells and boxes, by offset.
        ocr: The words were recognised from a picture.
        remarks: ``(rule, parameters)`` of what a person should know.

    """

    format: str
    blocks: tuple[Piece | Grid, ...]
    line_pages: tuple[int | None, ...] = ()
    pages: int | None = None
    places: tuple[CellPlace, ...] = ()
    ocr: bool = False
    remarks: tuple[tuple[str, dict[str, str]], ...] = ()


def decode(data: bytes, name: str) -> str:
    r"""Decode a file's bytes (UTF-8, UTF-16 with a mark, GB18030) and end every line with ``\n``.

    Raises:
        EmptyDocumentError: There is no character but white space.
        NotTextError: The bytes are another kind of file, or no text in these encodings.

    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(name, 0, kind)
    text = _decoded(data, name)
    control = _CONTROL.search(text)
    if control is not None:
        at = len(text[: control.start()].encode("utf-8"))
        raise NotTextError(name, at, f"0x{ord(control[0]):02X}")
    if not text.strip():
        raise EmptyDocumentError(name)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x1a", "")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = len(mark) + error.start
                raise NotTextError(name, place, f"0x{data[place]:02X}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise NotTextError(name, first.start, f"0x{data[first.start]:02X}") from first


def _no_tick() -> None:
    """Tell nobody."""


class TextLayer:
    """The text of one document, its lines and pages, and how to cite them.

    Attributes:
        name: Base name of the file.
        id: First 16 hex digits of the SHA-256 of the file's bytes.
        digest: The whole SHA-256.
        text: The decoded text; every span is a slice of it.
        structure: Tables and places of a file that is no plain text.
        tick: Called by the forms now and then, so that the process around sees progress.

    """

    def __init__(self, name: str, digest: str, text: str, structure: Structure | None = None) -> None:
        self.name = name
        self.digest = digest
        self.id = digest[:16]
        self.text = text
        self.structure = structure
        self.tick: Callable[[], None] = _no_tick

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> TextLayer:
        """Decode a file; see ``decode`` for what it may raise."""
        return cls(name, hashlib.sha256(data).hexdigest(), decode(data, name))

    @cached_property
    def text_digest(self) -> str:
        """SHA-256 of the text layer in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def _page_starts(self) -> tuple[int, ...]:
        first = len(self.text) - len(self.text.lstrip())
        last = len(self.text.rstrip())
        gaps = (gap for gap in _PAGE_BREAK.finditer(self.text) if first < gap.start() and gap.end() < last)
        return (0, *(gap.end() for gap in gaps))

    @property
    def pages(self) -> int | None:
        """Number of pages, or ``None`` where no page break can be seen."""
        if self.structure is not None:
            return self.structure.pages
        return len(self._page_starts) if len(self._page_starts) > 1 else None

    @cached_property
    def blocks(self) -> tuple[Piece | Grid, ...]:
        """Lines that are not blank and tables, in reading order; in plain text a table is a run of lines with tabs."""
        if self.structure is not None:
            return self.structure.blocks
        return tuple(_blocks_of_text(self.lines))

    @cached_property
    def lines(self) -> tuple[Piece, ...]:
        """All lines, blank ones included, as pieces with their indentation."""
        lines: list[Piece] = []
        offset, page = 0, 0
        if self.structure is not None:
            pages = self.structure.line_pages
            for number, text in enumerate(self.text.split("\n"), start=1):
                lines.append(Piece(text, offset, number, pages[number - 1] if number <= len(pages) else None))
                offset += len(text) + 1
            return tuple(lines)
        for number, text in enumerate(self.text.replace("\f", "\n").split("\n"), start=1):
            while page < len(self._page_starts) and self._page_starts[page] <= offset:
                page += 1
            lines.append(Piece(text, offset, number, page if self.pages else None))
            offset += len(text) + 1
        return tuple(lines)

    def printed_lines(self) -> Iterator[Piece]:
        """Give the lines that are not blank."""
        return (line for line in self.lines if line.text.strip())

    def source(self, cell: Cell, *, row: int | None = None, column: int | None = None) -> Source:
        """Cite the words of a cell; the cell must not be empty."""
        first = cell.pieces[0]
        spans = tuple(Span(p.start, p.end, p.page, p.line, p.text) for p in cell.pieces)
        if self.structure is None:
            return Source(self.name, self.id, first.page, first.line, None, row, column, cell.text, spans)
        place = self._place(first.start)
        spans = tuple(replace(span, page=self._place(span.start).page or span.page) for span in spans)
        box = None if place.box is None else ",".join(f"{side:.1f}" for side in place.box)
        return Source(
            self.name, self.id, spans[0].page, first.line, place.sheet, place.row, place.column, cell.text, spans,
            box=box, ocr=self.structure.ocr,
        )  # fmt: skip

    def _place(self, offset: int) -> CellPlace:
        structure = self.structure
        at = bisect_right(self._place_starts, offset) - 1
        if structure is None or at < 0 or structure.places[at].end <= offset:
            return CellPlace(offset, offset, None, None, None)
        return structure.places[at]

    @cached_property
    def _place_starts(self) -> tuple[int, ...]:
        return () if self.structure is None else tuple(place.start for place in self.structure.places)


def cells_of(line: Piece) -> tuple[Cell, ...]:
    """Split a line at its tabs; empty cells stay as empty cells."""
    cells: list[Cell] = []
    begin = 0
    for part in line.text.split("\t"):
        cells.append(Cell.of([line.cut(begin, begin + len(part))]))
        begin += len(part) + 1
    return tuple(cells)


def _blocks_of_text(lines: Iterable[Piece]) -> Iterator[Piece | Grid]:
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


def words(line: Piece) -> list[Piece]:
    """Split a line at white space.

    >>> [piece.text for piece in words(Piece("基本支出 28,028.68", 0, 1, None))]
    ['基本支出', '28,028.68']

    """
    return [line.cut(m.start(), m.end()) for m in re.finditer(r"\S+", line.text)]
