"""Grids with merged cells, and PDFs typeset from them the way office programs break tables over pages.

``typeset`` is a small typesetter of its own: it can break a table after any line, which reportlab's tables cannot
where cells are merged. Rows are parted between lines, merged labels printed once, headings repeated.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

WORDS = "完成科普活动场次组织开展学术交流会议邀请院士专家参加人数达到覆盖街道社区学校群众满意度投入资金年度内按时推进"
LABELS = ("产出指标", "效益指标", "满意度指标", "数量指标", "质量指标", "时效指标", "社会效益", "成本指标")
_CLOSING = "，。；：、）％%"


@dataclass(frozen=True)
class Cell:
    """A cell as an author has it: places from 1, lines of the text ended by ``\\n``."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Style:
    """How a grid is typeset; lengths in points."""

    page: tuple[float, float] = (595.0, 842.0)
    left: float = 60.0
    top: float = 72.0
    foot: float = 72.0
    size: float = 10.5
    leading: float = 14.0
    pad: float = 5.4
    font: str = SONG
    part_rows: bool = True
    repeat_rows: int = 0
    labels: str = "once"  # "once": printed where a merged cell begins, "again": on each page
    rules: str = "lines"  # "lines", "boxes" (thin filled rectangles), "cells" (a stroked box each), "rows" alone
    open_breaks: bool = False  # no rule where a cell is parted
    keep_words: bool = False  # numbers are never parted
    title: str = ""
    title_again: bool = False
    head: str = ""
    number: str = ""  # such as "第 {page} 页"
    after: str = ""


def text(rnd: random.Random, length: int) -> str:
    """Write something like an indicator of about so many characters; never a number alone."""
    words = rnd.choice(WORDS)
    while len(words) < length:
        words += f"{rnd.randint(1, 99999)}{rnd.choice('场人项')}" if rnd.random() < 0.1 else rnd.choice(WORDS)
    return words


def random_grid(rnd: random.Random, rows: int, columns: int, merges: int) -> list[Cell]:
    """Make a grid with merged rectangles and a few empty cells."""
    taken: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for _ in range(merges):
        high, wide = rnd.randint(1, min(3, rows)), rnd.randint(1, min(3, columns))
        row, column = rnd.randint(1, rows - high + 1), rnd.randint(1, columns - wide + 1)
        places = [(row + i, column + j) for i in range(high) for j in range(wide)]
        if not any(place in taken for place in places):
            taken |= dict.fromkeys(places, (row, column, high, wide))
    cells = []
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            box = taken.get((row, column), (row, column, 1, 1))
            if box[:2] == (row, column):
                words = "" if rnd.random() < 0.1 else text(rnd, rnd.choice([2, 4, 9, 20]))
                cells.append(Cell(row, column, words, *box[2:]))
    return cells


def form(rnd: random.Random, rows: int, *, blanks: bool = True) -> list[Cell]:
    """Make a table of indicators: heading, two columns of merged labels, name, target, list of duties, amount."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "主要内容", "金额")
    cells = [Cell(1, at, words) for at, words in enumerate(heads, start=1)]
    outer = _groups(rnd, 2, rows + 1, 9)
    inner = [part for begin, end in outer for part in _groups(rnd, begin, end, 4)]
    for column, groups in ((1, outer), (2, inner)):
        label = ""
        for begin, end in groups:
            label = rnd.choice([other for other in LABELS if other != label])
            cells.append(Cell(begin, column, label, end - begin + 1))
    for row in range(2, rows + 2):
        duties = [f"{at}.{text(rnd, rnd.choice([4, 12, 30]))}{rnd.choice(['；', '。', ''])}" for at in range(1, 4)]
        cells.append(Cell(row, 3, text(rnd, rnd.choice([5, 9, 14]))))
        cells.append(Cell(row, 4, rnd.choice(["≥", "", "不少于"]) + f"{rnd.randint(1, 9999)}{rnd.choice('场人%')}"))
        cells.append(Cell(row, 5, "\n".join(duties[: rnd.randint(1, 3)])))
        cells.append(Cell(row, 6, "" if blanks and rnd.random() < 0.15 else f"{rnd.random() * 10000:,.2f}"))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _groups(rnd: random.Random, first: int, last: int, most: int) -> list[tuple[int, int]]:
    groups = []
    while first <= last:
        end = min(first + rnd.randint(1, most) - 1, last)
        groups.append((first, end))
        first = end + 1
    return groups


@cache
def _width(char: str, font: str, size: float) -> float:
    return pdfmetrics.stringWidth(char, font, size)


def wrapped(words: str, width: float, style: Style) -> list[str]:
    """Break words into lines that fit; no line begins with a closing mark unless nothing else is possible."""
    lines = []
    for paragraph in words.split("\n"):
        tokens = _tokens(paragraph, keep=style.keep_words)
        line, room = "", width
        for token in tokens:
            needed = sum(_width(char, style.font, style.size) for char in token)
            if needed > room and line:
                lines.append(line)
                line, room = "", width
            line += token
            room -= needed
        lines.append(line)
    return lines if words else []


def _tokens(paragraph: str, *, keep: bool) -> list[str]:
    if not keep:
        return list(paragraph)
    tokens: list[str] = []
    for latin, group in groupby(paragraph, key=lambda char: char.isascii()):
        for char in ["".join(group)] if latin else list(group):
            if tokens and char in _CLOSING:
                tokens[-1] += char
            else:
                tokens.append(char)
    return tokens


@dataclass
class _Flow:
    """A cell while it is typeset: the lines left, and whether its part on this page is the first."""

    cell: Cell
    lines: list[str]
    left: list[str] = field(default_factory=list)
    begun: bool = False


class _Setter:
    def __init__(self, cells: list[Cell], widths: list[float], style: Style) -> None:
        self.style, self.widths = style, widths
        self.xs = [style.left]
        for width in widths:
            self.xs.append(self.xs[-1] + width)
        self.flows = [_Flow(cell, self._lines(cell)) for cell in cells]
        for flow in self.flows:
            flow.left = list(flow.lines)
        self.rows = max(cell.row + cell.rowspan - 1 for cell in cells)
        self.heights = self._heights()
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=style.page, pageCompression=0)
        self.page = 0
        self.done: dict[int, float] = dict.fromkeys(range(1, self.rows + 1), 0.0)

    def _lines(self, cell: Cell) -> list[str]:
        width = sum(self.widths[cell.column - 1 : cell.column - 1 + cell.colspan]) - 2 * self.style.pad
        return wrapped(cell.text, width, self.style)

    def _needed(self, flow: _Flow) -> float:
        return len(flow.lines) * self.style.leading + 2 * self.style.pad

    def _heights(self) -> dict[int, float]:
        heights = dict.fromkeys(range(1, self.rows + 1), self.style.leading + 2 * self.style.pad)
        for flow in sorted(self.flows, key=lambda flow: flow.cell.rowspan):
            cell = flow.cell
            last = cell.row + cell.rowspan - 1
            given = sum(heights[row] for row in range(cell.row, last))
            heights[last] = max(heights[last], self._needed(flow) - given)
        return heights

    def set(self) -> bytes:
        """Typeset the table."""
        row = self._begin_page()
        parts: list[tuple[int, float, float]] = []
        for row in range(1, self.rows + 1):
            left = self.heights[row]
            while left > 0.01:
                room = self.y - self.style.foot
                if left <= room:
                    parts.append((row, self.y, self.y - left))
                    self.y -= left
                    break
                lines = int((room - 2 * self.style.pad) // self.style.leading)
                rest = left - lines * self.style.leading
                # a row higher than a page is parted whatever the style says
                if (
                    (self.style.part_rows or not parts)
                    and lines >= 1
                    and rest >= self.style.leading + 2 * self.style.pad - 0.01
                ):
                    part = lines * self.style.leading + 2 * self.style.pad
                    parts.append((row, self.y, self.y - part))
                    left -= lines * self.style.leading
                self._draw(parts, last=False)
                parts = []
                self._begin_page()
        self._draw(parts, last=True)
        if self.style.after:
            self.canvas.setFont(self.style.font, self.style.size)
            self.canvas.drawString(self.style.left, self.y - 20, self.style.after)
        self._end_page()
        self.canvas.save()
        return self.buffer.getvalue()

    def _begin_page(self) -> None:
        if self.page:
            self._end_page()
        self.page += 1
        style, canvas = self.style, self.canvas
        self.y = style.page[1] - style.top
        if style.head:
            canvas.setFont(style.font, 9)
            canvas.drawString(style.left, style.page[1] - 40, style.head)
        if style.title and (self.page == 1 or style.title_again):
            canvas.setFont(style.font, 16)
            canvas.drawCentredString(style.page[0] / 2, self.y - 14, style.title)
            self.y -= 30
        if self.page > 1 and style.repeat_rows:
            parts = []
            for row in range(1, style.repeat_rows + 1):
                parts.append((row, self.y, self.y - self.heights[row]))
                self.y -= self.heights[row]
            flows = [_Flow(f.cell, f.lines, list(f.lines)) for f in self.flows if f.cell.row <= style.repeat_rows]
            self._draw_flows(flows, parts, last=True)

    def _end_page(self) -> None:
        if self.style.number:
            self.canvas.setFont(self.style.font, 9)
            self.canvas.drawCentredString(self.style.page[0] / 2, 36, self.style.number.format(page=self.page))
        self.canvas.showPage()

    def _draw(self, parts: list[tuple[int, float, float]], *, last: bool) -> None:
        self._draw_flows(self.flows, parts, last=last)

    def _draw_flows(self, flows: list[_Flow], parts: list[tuple[int, float, float]], *, last: bool) -> None:
        style, canvas = self.style, self.canvas
        for flow in flows:
            cell = flow.cell
            own = [part for part in parts if cell.row <= part[0] < cell.row + cell.rowspan]
            if not own:
                continue
            top, bottom = own[0][1], own[-1][2]
            x0, x1 = self.xs[cell.column - 1], self.xs[cell.column - 1 + cell.colspan]
            fit = max(int((top - bottom - 2 * style.pad + 0.01) // style.leading), 0)
            canvas.setFont(style.font, style.size)
            if flow.begun and not flow.left and style.labels == "again" and cell.rowspan > 1:
                flow.left = list(flow.lines)
            y = top - style.pad - style.size
            for line in flow.left[:fit]:
                canvas.drawString(x0 + style.pad, y, line)
                y -= style.leading
            flow.left = flow.left[fit:]
            open_top = style.open_breaks and flow.begun
            open_bottom = style.open_breaks and bool(flow.left) and not last
            flow.begun = True
            self._rules(x0, bottom, x1, top, open_top=open_top, open_bottom=open_bottom)

    def _rules(self, x0: float, y0: float, x1: float, y1: float, *, open_top: bool, open_bottom: bool) -> None:
        canvas = self.canvas
        sides = [] if self.style.rules == "rows" else [(x0, y0, x0, y1), (x1, y0, x1, y1)]
        if not open_bottom:
            sides.append((x0, y0, x1, y0))
        if not open_top:
            sides.append((x0, y1, x1, y1))
        canvas.setLineWidth(0.5)
        if self.style.rules == "cells" and len(sides) == 4:
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
            return
        for a, b, c, d in sides:
            if self.style.rules == "boxes":
                canvas.rect(a - 0.24, b - 0.24, c - a + 0.48, d - b + 0.48, stroke=0, fill=1)
            else:
                canvas.line(a, b, c, d)


def typeset(cells: list[Cell], widths: list[float], style: Style | None = None) -> bytes:
    """Return a PDF of a grid; ``widths`` of its columns are in points."""
    return _Setter(cells, widths, style or Style()).set()


def page_heights(cells: list[Cell], widths: list[float], style: Style, step: float) -> list[Style]:
    """Return the style with pages of many lengths, from a few rows up to the whole table."""
    whole = sum(_Setter(cells, widths, style).heights.values()) + style.top + style.foot + 60
    heights = []
    height = 330.0
    while height < whole:
        heights.append(height)
        height += step
    return [replace(style, page=(style.page[0], height)) for height in [*heights, whole]]
