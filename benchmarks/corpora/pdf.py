"""One document as PDF: paragraphs and ruled tables set on pages of any size, with merged cells over page breaks.

Rows are set one by one: reportlab's own tables cannot break a page inside a merged cell, and every published form has
one. A row that does not fit moves to the next page or, with ``split_rows``, goes on there; merged cells are closed by a
rule at the end of each page and their words go on below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from benchmarks.corpora.drawing import extent
from kg.readers.blocks import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from benchmarks.corpora.documents import Document
    from kg.readers.blocks import Table, TableCell

_FONT = "STSong-Light"
_CLOSING = "，。、；：！？）》”’】%％)"
_OPENING = "（《“‘【("
_A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class PdfSetting:
    """How a document is set on pages.

    Attributes:
        height: Of the page in points, ``None`` for A4.
        size: Of the type in points.
        columns: How the width is shared: by the words of each column, evenly, or the left columns wider.
        split_rows: A row may go on on the next page.
        repeat_head: The first row of a table is printed again on every page.
        words: Numbers and Latin words are kept on one line, as Word does.
        middle: Merged labels stand in the middle of their cell instead of at its top.

    """

    height: float | None = None
    size: float = 9
    columns: Literal["words", "even", "left"] = "words"
    split_rows: bool = False
    repeat_head: bool = False
    words: bool = True
    middle: bool = False
    margin: float = 36
    padding: float = 3

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.35


@cache
def _widths() -> dict[str, float]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    widths: dict[str, float] = pdfmetrics.getFont(_FONT).unicodeWidths
    return widths


def _width(text: str, size: float) -> float:
    widths = _widths()
    return size * 0.001 * sum(widths.get(char, 1000) for char in text)


def wrapped(text: str, width: float, size: float, *, words: bool) -> list[str]:
    """Break words at a width in points: no closing mark begins a line, no opening one ends it.

    >>> wrapped("科普讲座（12场）", 45, 9, words=True)
    ['科普讲座', '（12场）']

    """
    lines: list[str] = []
    for broken in text.split("\n"):
        line, used = "", 0.0
        for unit in _units(broken, words=words):
            whole = _width(unit, size)
            for piece in [unit] if whole <= width else unit:
                wide = whole if piece is unit else _width(piece, size)
                if line and used + wide > width:
                    lines.append(line)
                    line, used = "", 0.0
                line += piece
                used += wide
        lines.append(line)
    return lines if text else []


def _units(text: str, *, words: bool) -> list[str]:
    """Part words into what stays together on a line."""
    units: list[str] = []
    for char in text:
        before = units[-1][-1] if units else ""
        latin = (
            words and char.isascii() and char.isalnum() and before.isascii() and (before.isalnum() or before in ".,")
        )
        point = words and char in ".," and before.isascii() and before.isalnum()
        if units and (char in _CLOSING or before in _OPENING or latin or point):
            units[-1] += char
        else:
            units.append(char)
    return units


def as_pdf(document: Document, setting: PdfSetting | None = None) -> bytes:
    """Write a PDF; the same document and setting give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    setting = setting or PdfSetting()
    width, height = (_A4[1], _A4[0]) if document.landscape else _A4
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(width, setting.height or height), invariant=1)
    _widths()
    pages = _Pages(canvas, setting, width, setting.height or height)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Part):
            pages.paragraph(block.text, title=not at)
        else:
            _TableSetter(pages, block).set()
    pages.end()
    canvas.save()
    return stream.getvalue()


class _Pages:
    """Pages in the making; ``y`` counts down from the top of the page."""

    def __init__(self, canvas: Canvas, setting: PdfSetting, width: float, height: float) -> None:
        self.canvas, self.setting = canvas, setting
        self.left, self.right = setting.margin, width - setting.margin
        self.top, self.bottom = height - setting.margin, setting.margin
        self.y = self.top
        self._begun = False

    @property
    def room(self) -> float:
        return self.y - self.bottom

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.y, self._begun = self.top, False

    def end(self) -> None:
        if self._begun:
            self.canvas.showPage()

    def text(self, x: float, y: float, words: str, size: float) -> None:
        self.canvas.setFont(_FONT, size)
        self.canvas.drawString(x, y, words)
        self._begun = True

    def box(self, x0: float, x1: float, top: float, bottom: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(x0, bottom, x1 - x0, top - bottom)
        self._begun = True

    def paragraph(self, words: str, *, title: bool) -> None:
        """Set a paragraph; the title is centred and larger."""
        size = self.setting.size + (4 if title else 1)
        lines = wrapped(words, self.right - self.left, size, words=self.setting.words)
        for line in lines:
            if self.room < size * 1.6:
                self.turn()
            x = (self.left + self.right - _width(line, size)) / 2 if title else self.left
            self.text(x, self.y - size, line, size)
            self.y -= size * 1.6


@dataclass
class _Open:
    """A cell whose words are being set: its edges, the lines that are left, where its part on this page began."""

    cell: TableCell
    x0: float
    x1: float
    lines: list[str]
    top: float = 0
    parts: int = field(default=0)


class _TableSetter:
    """Sets one table row by row."""

    def __init__(self, pages: _Pages, table: Table) -> None:
        self.pages, self.setting = pages, pages.setting
        self.rows, columns = extent(table)
        self.edges = _edges(table, columns, pages, self.setting)
        self.by_row: dict[int, list[TableCell]] = {}
        for cell in table.cells:
            self.by_row.setdefault(cell.row, []).append(cell)
        self.open: list[_Open] = []
        first = self.by_row.get(1, [])
        self.head = first if self.setting.repeat_head and all(cell.rowspan == 1 for cell in first) else []

    def set(self) -> None:
        """Set all rows."""
        self.pages.y -= self.setting.padding
        if self.head and self.rows > 1 and self._head_height() + self._first_height() > self.pages.room:
            # a head that is repeated never stands alone at the end of a page
            self.pages.turn()
        for row in range(1, self.rows + 1):
            self._row(row)
        self.pages.y -= 2 * self.setting.padding

    def _opened(self, cell: TableCell) -> _Open:
        x0, x1 = self.edges[cell.column - 1], self.edges[cell.column + cell.colspan - 1]
        inner = x1 - x0 - 2 * self.setting.padding
        return _Open(cell, x0, x1, wrapped(cell.text, inner, self.setting.size, words=self.setting.words), self.pages.y)

    def _row(self, row: int) -> None:
        self.open += [self._opened(cell) for cell in self.by_row.get(row, [])]
        while True:
            needed = self._needed(row)
            if needed <= self.pages.room:
                break
            fits = int((self.pages.room - 2 * self.setting.padding) // self.setting.leading)
            # a row higher than any page is split whatever the setting says
            too_high = needed > self.pages.top - self.pages.bottom - self._head_height()
            fresh = [one for one in self.open if one.cell.row == row and not one.parts]
            if fits >= 1 and (self.setting.split_rows or too_high):
                self._break(self.pages.room)
            else:
                self.open = [one for one in self.open if one not in fresh]
                self._break(0)
                for one in fresh:
                    one.top = self.pages.y
                self.open += fresh
        self.pages.y -= needed
        ended = [one for one in self.open if one.cell.row + one.cell.rowspan - 1 == row]
        for one in ended:
            self._draw(one, self.pages.y)
        self.open = [one for one in self.open if one not in ended]

    def _needed(self, row: int) -> float:
        """Return how high the rest of a row must be for the cells that end in it; merged ones began above."""
        heights = [self.setting.leading + 2 * self.setting.padding]
        for one in self.open:
            if one.cell.row + one.cell.rowspan - 1 == row:
                whole = len(one.lines) * self.setting.leading + 2 * self.setting.padding
                heights.append(whole - (one.top - self.pages.y))
        return max(heights)

    def _first_height(self) -> float:
        """Return how high the row below the head is, but for what is merged over more rows."""
        lines = [len(self._opened(cell).lines) for cell in self.by_row.get(2, []) if cell.rowspan == 1]
        return (1 if self.setting.split_rows else max([1, *lines])) * self.setting.leading + 2 * self.setting.padding

    def _head_height(self) -> float:
        lines = [len(self._opened(cell).lines) for cell in self.head]
        return max(lines) * self.setting.leading + 2 * self.setting.padding if lines else 0

    def _break(self, room: float) -> None:
        """End the page ``room`` points below: close what is open, and print the head on the next page."""
        self.pages.y -= room
        for one in self.open:
            if one.top - self.pages.y > 0:
                self._draw(one, self.pages.y)
                one.parts += 1
        self.pages.turn()
        if self.head:
            height = self._head_height()
            for cell in self.head:
                self._draw(self._opened(cell), self.pages.y - height)
            self.pages.y -= height
        for one in self.open:
            one.top = self.pages.y

    def _draw(self, one: _Open, bottom: float) -> None:
        """Draw a cell down to ``bottom`` and take the lines that fit off it."""
        setting = self.setting
        self.pages.box(one.x0, one.x1, one.top, bottom)
        fits = int((one.top - bottom - 2 * setting.padding + 0.01) // setting.leading)
        lines, one.lines = one.lines[:fits], one.lines[fits:]
        y = one.top - setting.padding
        if setting.middle and one.cell.rowspan > 1:
            y -= (one.top - bottom - 2 * setting.padding - len(lines) * setting.leading) / 2
        for line in lines:
            self.pages.text(one.x0 + setting.padding, y - setting.size, line, setting.size)
            y -= setting.leading


def _edges(table: Table, columns: int, pages: _Pages, setting: PdfSetting) -> list[float]:
    shares = _shares(table, columns, setting)
    whole = pages.right - pages.left
    narrowest = 2 * setting.size + 2 * setting.padding + 1
    widths = [max(whole * share / sum(shares), narrowest) for share in shares]
    over = sum(widths) - whole
    spare = sum(width - narrowest for width in widths)
    widths = [width - over * (width - narrowest) / spare if spare else width for width in widths]
    edges = [pages.left]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _shares(table: Table, columns: int, setting: PdfSetting) -> Sequence[float]:
    if setting.columns == "even":
        return [1] * columns
    if setting.columns == "left":
        return [2 - at / columns for at in range(columns)]
    longest = [4.0] * columns
    for cell in table.cells:
        if cell.colspan == 1:
            # the square root, as a column of long words has more lines
            longest[cell.column - 1] = max(longest[cell.column - 1], 4 * len(cell.text) ** 0.5)
    return longest
