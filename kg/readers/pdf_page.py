"""One page of a PDF: its characters and rules, counted while pdfminer draws them (``pdf_drawing``).

Characters are taken where they are drawn, with the baseline they stand on; bold type made by printing twice is one
character. Rules are thin boxes, strokes and frames, whatever a program draws its borders with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from kg.readers.pdf_cmaps import GAP
from kg.readers.pdf_fonts import UNREADABLE, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import PDFStream
    from pdfminer.utils import Matrix, PathSegment, Point, Rect

    from kg.readers.blocks import Box
    from kg.readers.counting import Counting

# a border is at most this thick, in points; a thicker bar is shading
_THICKEST_RULE = 3.0
_INVISIBLE = (3, 7)
# of the size of a character: nearer than the width of the narrowest letter
_SAME_PLACE = 0.12
# characters of a watermark: at least this size, and lighter than this (0 black, 1 white)
_WATERMARK_SIZE = 30.0
_WATERMARK_LIGHT = 0.7


class Char(NamedTuple):
    """One character in points from the page's upper left corner.

    ``turn`` is 0, 90 (upwards), 180 or 270; ``x`` and ``y`` are its middle, or where that is cut off, the nearest place
    that is not: a sheet's cell cuts off words that are too long for it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    turn: int
    x: float
    y: float


class Rule(NamedTuple):
    """A straight line along an axis: ``at`` is its place across, ``begin`` and ``end`` its ends."""

    at: float
    begin: float
    end: float


@dataclass(slots=True)
class PageContent:
    """What is drawn on a page.

    Attributes:
        number: From 1.
        width: In points, as the page is shown.
        height: Idem.
        chars: In the order drawn.
        across: Horizontal rules.
        down: Vertical rules.
        pictures: Boxes of images.
        curves: Shapes that are no rules.
        invisible: Characters drawn invisibly, which are not among ``chars``.
        unreadable: Characters of fonts that do not say what they print.
        watermark: Words left out because they lie aslant or large and light behind the text.

    """

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    curves: int = 0
    invisible: list[Char] = field(default_factory=list)
    unreadable: int = 0
    watermark: str = ""


def _lightness(colour: object) -> float:
    """Return how light a colour is, 0 black to 1 white; a pattern or a spot colour counts as black."""
    found = colour if isinstance(colour, tuple | list) else (colour,)
    parts = [float(part) for part in found if isinstance(part, int | float)]
    if len(parts) != len(found) or len(parts) not in (1, 3, 4):
        return 0.0
    return 1 - max(parts) if len(parts) == 4 else min(parts)


def _turn(matrix: tuple[float, ...]) -> int | None:
    """Return by how many degrees text is turned, ``None`` for text that lies aslant (slanted letters are upright)."""
    a, b, _, d = matrix[:4]
    if abs(b) <= 0.02 * abs(a):
        return 180 if a < 0 and d < 0 else 0
    if abs(a) <= 0.02 * abs(b):
        return 90 if b > 0 else 270
    return None


class PageDevice(PDFLayoutAnalyzer):
    """Takes what pdfminer draws of one page; raises ``FileLimitError`` as soon as it is too much."""

    def __init__(self, manager: PDFResourceManager, number: int, counting: Counting) -> None:
        super().__init__(manager, pageno=number)
        self._counting = counting
        self._objects = 0
        self._render = 0
        self._printed: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
        self._count = 0
        self.clip: Box | None = None
        self.content = PageContent(number, 0, 0)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the page's size and the part of it that is shown."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.content.width, self.content.height = abs(x1 - x0), abs(y1 - y0)
        left, low, right, high = apply_matrix_rect(ctm, page.cropbox)
        self._shown = (left, self.content.height - high, right, self.content.height - low)

    def end_page(self, page: PDFPage) -> None:
        """Nothing is analysed here."""

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Count a drawing inside a drawing: a few of them can call each other a billion times."""
        self._objects += 1
        self._hold()

    def end_figure(self, name: str) -> None:
        """Drawings inside are part of the page."""

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where an image lies."""
        self._objects += 1
        self._hold()
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        self.content.pictures.append((x0, self.content.height - y1, x1, self.content.height - y0))

    def _hold(self) -> None:
        self._counting.hold("limit-page-objects", self._objects, self._counting.limits.page_objects)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Remember whether the words are drawn invisibly."""
        self._render = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Take one character."""
        self._count += 1
        self._counting.hold("limit-page-characters", self._count, self._counting.limits.page_characters)
        try:
            text = readable(font.to_unichr(cid), str(font.fontname))
        except (PDFUnicodeNotDefined, ValueError):
            # no character, or one of a map that lacks it
            text = UNREADABLE
        item = LTChar(
            matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate
        )
        if text:
            self._take(item, graphicstate, rise, upright_font=not font.is_vertical(), gap=cid == GAP)
        return item.adv

    def _take(
        self, item: LTChar, graphicstate: PDFGraphicState, rise: float, *, upright_font: bool, gap: bool
    ) -> None:
        content, text = self.content, item._text
        height = content.height
        top, bottom = height - item.y1, height - item.y0
        left, high, right, low = self._shown
        if not (left <= (item.x0 + item.x1) / 2 <= right and high <= (top + bottom) / 2 <= low):
            return
        turn = _turn(item.matrix)
        size = bottom - top if turn in (0, 180) and upright_font else item.x1 - item.x0
        if turn is None or (size >= _WATERMARK_SIZE and _lightness(graphicstate.ncolor) >= _WATERMARK_LIGHT):
            content.watermark += text
            return
        _, _, across, up, left_end, low_end = item.matrix
        base = height - low_end - rise * up if upright_font else bottom
        if turn in (90, 270):
            base = left_end + rise * across
        seen = self._render not in _INVISIBLE
        if seen and not text.isspace() and self._printed_already(text, item.x0, base if turn == 0 else bottom, size):
            return
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        if self.clip is not None:
            x, y = min(max(x, self.clip[0]), self.clip[2]), min(max(y, self.clip[1]), self.clip[3])
        char = Char(text, item.x0, item.x1, top, bottom, base, size, turn, x, height - y)
        (content.chars if seen else content.invisible).append(char)
        content.unreadable += UNREADABLE in text and not gap

    def _printed_already(self, text: str, x: float, y: float, size: float) -> bool:
        """Say whether the same character stands nearly here: bold type is often made by printing twice."""
        near, printed = _SAME_PLACE * size, self._printed
        columns = {int(x - near) >> 2, int(x + near) >> 2}
        rows = {int(y - near) >> 2, int(y + near) >> 2}
        places = [(text, column, row) for column in columns for row in rows]
        for place in places:
            for x0, y0 in printed.get(place, ()):
                if abs(x - x0) <= near and abs(y - y0) <= near:
                    return True
        printed.setdefault((text, int(x) >> 2, int(y) >> 2), []).append((x, y))
        return False

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Take the rules among the strokes and boxes of one path."""
        self._objects += 1 + len(path) // 6
        self._hold()
        if _lightness(gstate.scolor if stroke else gstate.ncolor) >= 0.98:
            return
        thickness = float(gstate.linewidth or 0) * hypot(self.ctm[0], self.ctm[1]) if stroke else 0.0
        if thickness > 2 * _THICKEST_RULE:
            return
        filled: list[Box] = []
        for points, straight in self._shapes(path):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST_RULE:
                self._rule(box)
            elif stroke:
                for (x0, y0), (x1, y1) in straight:
                    if min(abs(x1 - x0), abs(y1 - y0)) <= 1:
                        self._rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            else:
                filled.append(box)
                self.content.curves += len(points) != 5
        if len(filled) == 2:
            self._frame(*sorted(filled))

    def _shapes(self, path: Sequence[PathSegment]) -> list[tuple[list[Point], list[tuple[Point, Point]]]]:
        """Cut a path into shapes: the points of each and its straight strokes."""
        shapes: list[tuple[list[Point], list[tuple[Point, Point]]]] = []
        for command, *numbers in path:
            place = [float(str(number)) for number in numbers[-2:]]
            if command == "m" and place:
                shapes.append(([apply_matrix_pt(self.ctm, (place[0], place[1]))], []))
            elif shapes:
                points, straight = shapes[-1]
                point = apply_matrix_pt(self.ctm, (place[0], place[1])) if place else points[0]
                if command in "lh":
                    straight.append((points[-1], point))
                points.append(point)
        return [shape for shape in shapes if len(shape[0]) > 1]

    def _rule(self, box: Box) -> None:
        x0, y0, x1, y1 = box
        height = self.content.height
        if x1 - x0 >= y1 - y0:
            self.content.across.append(Rule(height - (y0 + y1) / 2, x0, x1))
        if y1 - y0 >= x1 - x0:
            self.content.down.append(Rule((x0 + x1) / 2, height - y1, height - y0))

    def _frame(self, outer: Box, inner: Box) -> None:
        """Take a border drawn as the area between two boxes, as browsers do."""
        sides = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
        if max(sides) > _THICKEST_RULE or inner[2] > outer[2] or inner[3] > outer[3] or inner[1] < outer[1]:
            return
        x0, y0, x1, y1 = outer
        for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self._rule(side)
