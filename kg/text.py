r"""Text layers: the places that every record points back to.

A text layer (文本层) is the decoded text of a file with lines ended by ``\n``; offsets are Unicode code points.
Pages of page-layout text are told by form feeds or by runs of at least four line ends.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, Piece
from kg.decoding import decode
from kg.plain_tables import blocks_of_text
from kg.records import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# at least three blank lines, which may hold white space, or a form feed
_PAGE_BREAK = re.compile(r"\n(?:[^\S\n\f]*\n){3,}|\f")


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
        return tuple(blocks_of_text(self.lines))

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
        spans = tuple(_placed(span, self._place(span.start), place) for span in spans)
        return Source(
            self.name, self.id, spans[0].page, first.line, place.sheet, place.row, place.column, cell.text, spans,
            box=_box(place), ocr=self.structure.ocr,
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


def _placed(span: Span, own: CellPlace, first: CellPlace) -> Span:
    """Give a span its page, and its cell where that is not the one of the first words."""
    page = own.page or span.page
    if (own.row, own.column, own.box) == (first.row, first.column, first.box):
        return replace(span, page=page)
    return replace(span, page=page, row=own.row, column=own.column, box=_box(own))


def _box(place: CellPlace) -> str | None:
    return None if place.box is None else ",".join(f"{side:.1f}" for side in place.box)
