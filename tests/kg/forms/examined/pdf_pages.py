"""A form as a PDF: set by reportlab's own tables, or rules and words one by one as odd writers leave them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from kg.readers.blocks import Part, Table, TableCell
from tests.kg.forms.variants.writing import extent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

Rules = Literal["all", "rows", "boxed rows", "below", "above", "blocks", "frame", "none"]

_FONT = "STSong-Light"
_WIDTH, _HEIGHT = 595, 842
_MARGIN = 36
_ROW = 24


@cache
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def as_pdf_pages(
    blocks: list[Part | Table],
    *,
    rules: Rules = "all",
    widths: tuple[float, ...] = (),
    repeat: int = 0,
    size: float = 8,
    lost: tuple[tuple[int, int], ...] = (),
) -> bytes:
    """Set the blocks on A4; ``repeat`` rows stand on every page, below the places ``lost`` (row, column) is no rule.

    ``rules`` are those around all cells; between rows alone, with a border, without one above the first row or below
    the last; below the rows in which a label of the first column ends; the border alone; or none.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as SetTable

    _register()
    body = ParagraphStyle("body", fontName=_FONT, fontSize=size, leading=size * 1.35, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=14, leading=22, alignment=1)
    story: list[Any] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Part):
            story.append(Paragraph(html.escape(block.text), body if at else head))
            continue
        rows, columns = extent(block)
        places: list[list[Any]] = [[""] * columns for _ in range(rows)]
        for cell in block.cells:
            if cell.parts:
                lines = cell.text.split("\n")
                places[cell.row - 1][cell.column - 1] = [Paragraph(html.escape(line), body) for line in lines]
        shares = widths or (1.0,) * columns
        points = [(_WIDTH - 2 * _MARGIN) * share / sum(shares) for share in shares]
        style = _style(block, rules, lost)
        story += [SetTable(places, colWidths=points, style=style, repeatRows=repeat), Spacer(1, 8)]
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=40, bottomMargin=40, invariant=1
    )
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return stream.getvalue()


def _style(table: Table, rules: Rules, lost: tuple[tuple[int, int], ...]) -> list[tuple[Any, ...]]:
    from reportlab.lib import colors

    whole = ((0, 0), (-1, -1))
    style: list[tuple[Any, ...]] = [
        ("VALIGN", *whole, "MIDDLE"),
        ("LEFTPADDING", *whole, 2),
        ("RIGHTPADDING", *whole, 2),
    ]
    style += [(what, *place, 0.5, colors.black) for what, *place in _ruled(table, rules)]
    for cell in table.cells:
        first = (cell.column - 1, cell.row - 1)
        style.append(("SPAN", first, (first[0] + cell.colspan - 1, first[1] + cell.rowspan - 1)))
    # a white rule over the black one, as scanners and converters lose them
    return style + [
        ("LINEBELOW", (column - 1, row - 1), (column - 1, row - 1), 1, colors.white) for row, column in lost
    ]


def _ruled(table: Table, rules: Rules) -> Iterator[tuple[Any, ...]]:
    """Give reportlab's names of rules and the first and last place that each stands at."""
    whole = ((0, 0), (-1, -1))
    if rules == "all":
        yield "GRID", *whole
    if rules in ("boxed rows", "frame"):
        yield "BOX", *whole
    if rules in ("rows", "blocks"):
        yield "LINEABOVE", (0, 0), (-1, 0)
    for cell in table.cells:
        top, foot = cell.row - 1, cell.row + cell.rowspan - 2
        left, right = cell.column - 1, cell.column + cell.colspan - 2
        if rules in ("rows", "boxed rows", "below"):
            yield "LINEBELOW", (left, foot), (right, foot)
        elif rules == "above":
            yield "LINEABOVE", (left, top), (right, top)
        elif rules == "blocks" and not left:
            yield "LINEBELOW", (0, foot), (-1, foot)


def _foot(canvas: Canvas, document: Any) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawCentredString(_WIDTH / 2, 20, f"— {document.page} —")


@dataclass(frozen=True)
class Hand:
    """How a page is set by hand.

    Attributes:
        widths: Of the columns in points.
        rules: Boxes, filled slips, or lines without the table's outer verticals.
        bold: Every word is set twice, a third of a point apart.
        turned: The page is stored lying and shown upright.
        late: How far right the words of a cell (row, column) begin.

    """

    widths: tuple[int, ...] = (80, 100, 120, 100, 100)
    rules: Literal["boxes", "slips", "open"] = "boxes"
    bold: bool = False
    turned: bool = False
    late: tuple[tuple[tuple[int, int], int], ...] = ()


def as_hand_set(blocks: list[Part | Table], hand: Hand) -> bytes:
    """Set a title, a line below it and the first table on one page, each further table on a page of its own."""
    from reportlab.pdfgen.canvas import Canvas

    _register()
    stream = BytesIO()
    # reportlab stores a turned page with its sides exchanged
    canvas = Canvas(stream, pagesize=(_HEIGHT, _WIDTH) if hand.turned else (_WIDTH, _HEIGHT), invariant=1)
    across, down = (0, 0)
    if hand.turned:
        canvas.setPageRotation(90)
        canvas.translate(_WIDTH, 0)
        canvas.rotate(90)
        across, down = 100, 230
    tables = [block for block in blocks if isinstance(block, Table)]
    lines = [block.text for block in blocks if isinstance(block, Part)]
    for words, x, y, size in zip(lines, (200, 250), (790, 770), (14, 10), strict=True):
        _words(canvas, x + across, y - down, words, size, bold=hand.bold)
    for at, table in enumerate(tables):
        if at:
            canvas.showPage()
        _set_table(canvas, table, 40, (800 if at else 750) - down, hand)
        if len(tables) > 1:
            _words(canvas, 290, 20, f"第 {at + 1} 页 共 {len(tables)} 页", 9)
    canvas.save()
    return stream.getvalue()


def _set_table(canvas: Canvas, table: Table, left: float, top: float, hand: Hand) -> None:
    late = dict(hand.late)
    for cell in table.cells:
        x = left + sum(hand.widths[: cell.column - 1])
        width = sum(hand.widths[cell.column - 1 : cell.column - 1 + cell.colspan])
        height = _ROW * cell.rowspan
        y = top - _ROW * (cell.row - 1) - height
        _rules(canvas, cell, (x, y, width, height), hand.rules)
        shift = late.get((cell.row, cell.column), 3)
        _words(canvas, x + shift, y + height / 2 - 3.4, cell.text, 9, bold=hand.bold)


def _rules(canvas: Canvas, cell: TableCell, box: tuple[float, float, float, float], rules: str) -> None:
    x, y, width, height = box
    if rules == "boxes":
        canvas.rect(x, y, width, height)
    elif rules == "slips":
        for slip in ((x, y, width, 0.5), (x, y + height, width, 0.5), (x, y, 0.5, height), (x + width, y, 0.5, height)):
            canvas.rect(*slip, stroke=0, fill=1)
    else:
        canvas.line(x, y, x + width, y)
        canvas.line(x, y + height, x + width, y + height)
        if cell.column > 1:
            canvas.line(x, y, x, y + height)


def _words(canvas: Canvas, x: float, y: float, words: str, size: float, *, bold: bool = False) -> None:
    canvas.setFont(_FONT, size)
    for shift in (0, 0.3) if bold else (0,):
        canvas.drawString(x + shift, y, words)
