"""Paths and pictures of one page as pdfminer draws them: rules, what lies below the words and what hides them.

Rules are thin boxes, strokes and frames, whatever a program draws its borders with.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, apply_matrix_rect, mult_matrix

from kg.readers.pdf_clipping import Clip
from kg.readers.pdf_content import PageContent, Rule
from kg.readers.pdf_paint import Blend, is_opaque, lightness, paint_of
from kg.readers.pdf_paths import THICKEST_RULE, Shape, around, frame, is_hollow, shapes_of, thin_boxes
from kg.readers.pdf_surface import Area, Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import PDFStream
    from pdfminer.utils import Matrix, PathSegment, Rect

    from kg.readers.blocks import Box
    from kg.readers.counting import Counting
    from kg.readers.pdf_content import Char
    from kg.readers.pdf_paint import Paint

# a lighter rule is not seen
_WHITE_RULE = 0.98


class PaintingDevice(PDFLayoutAnalyzer):
    """Takes the paths and pictures of one page; raises ``FileLimitError`` as soon as they are too many.

    Its interpreter (``pdf_drawing``) sets what it draws with.

    Attributes:
        clip: Where drawing is cut off.
        cutting: The path that is being drawn cuts off what follows.
        blend: How what is painted mixes with what lies below.
        layers: The layers that drawing is part of, and whether each is switched off.
        layers_off: The numbers of the objects of layers that are switched off.
        around: The colours of what is around the drawing that begins.
        page_matrix: From places in the file to places on the page.
        surface: What was painted.
        content: What was drawn.

    """

    def __init__(
        self, manager: PDFResourceManager, number: int, counting: Counting, layers_off: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(manager, pageno=number)
        self._counting = counting
        self._objects = 0
        self.clip: Clip | None = None
        self.cutting = False
        self.blend = Blend()
        self.layers: list[bool] = []
        self.layers_off = layers_off
        self.around: PDFGraphicState | None = None
        self.page_matrix = MATRIX_IDENTITY
        self.content = PageContent(number, 0, 0)
        self.surface = Surface(self.content.chars, 0)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the page's size and the part of it that is shown."""
        self.page_matrix = ctm
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.content.width, self.content.height = abs(x1 - x0), abs(y1 - y0)
        self.surface = Surface(self.content.chars, self.content.height)
        left, low, right, high = apply_matrix_rect(ctm, page.cropbox)
        self._shown = (left, self.content.height - high, right, self.content.height - low)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Count a drawing inside a drawing: a few of them can call each other a billion times."""
        self._objects += 1
        self._hold()
        if all(isinstance(number, int | float) for number in (*bbox, *matrix)) and len(bbox) == 4 and len(matrix) == 6:
            whole = mult_matrix(matrix, self.ctm)
            x0, y0, x1, y1 = bbox
            corners = [apply_matrix_pt(whole, at) for at in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
            if x0 != x1 and y0 != y1:
                self._cut_off([Shape(corners, [], [])])

    def end_figure(self, name: str) -> None:
        """Drawings inside are part of the page."""

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where an image lies, and what it hides."""
        self._objects += 1
        self._hold()
        corners = [apply_matrix_pt(self.ctm, at) for at in ((0, 0), (1, 0), (1, 1), (0, 1))]
        shape = Shape(corners, [], [])
        x0, y0, x1, y1 = shape.box
        self.content.pictures.append((x0, self.content.height - y1, x1, self.content.height - y0))
        if not (self.blend.fills_nothing or any(self.layers)):
            self._paint(shape.box, None, covers=self._covers(shape) and is_opaque(stream))

    def _hold(self) -> None:
        self._counting.hold("limit-page-objects", self._objects, self._counting.limits.page_objects)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Take the rules among the strokes and boxes of one path, and what it covers."""
        self._objects += 1 + len(path) // 6
        self._hold()
        shapes = shapes_of(path, self.ctm)
        thickness = float(gstate.linewidth or 0) * hypot(self.ctm[0], self.ctm[1]) if stroke else 0.0
        fills = paint_of(gstate.ncolor, gstate.ncs.name, gstate.ncs.ncomponents)
        strokes = paint_of(gstate.scolor, gstate.scs.name, gstate.scs.ncomponents)
        nothing = any(self.layers) or (self.blend.strokes_nothing if stroke else self.blend.fills_nothing)
        light = lightness(strokes if stroke else fills) >= _WHITE_RULE
        if not (nothing or light) and thickness <= 2 * THICKEST_RULE:
            self._rules(shapes, thickness, stroke=stroke)
        if not any(self.layers):
            if fill and not self.blend.fills_nothing:
                self._fill(shapes, fills, evenodd=evenodd)
            if stroke and not self.blend.strokes_nothing:
                self._stroke(shapes, thickness)
        self.end_path(path)

    def end_path(self, path: Sequence[PathSegment]) -> None:
        """Let a path cut off what follows, if it was said to."""
        if self.cutting:
            self._cut_off(shapes_of(path, self.ctm))
        self.cutting = False

    def paint_everything(self) -> None:
        """Paint all that is not cut off, in colours that are not known."""
        if not (self.blend.fills_nothing or any(self.layers)):
            self._paint((0, 0, self.content.width, self.content.height), None, covers=False)

    def _cut_off(self, shapes: Sequence[Shape]) -> None:
        if shapes:
            box = around([point for shape in shapes for point in (*shape.points, *shape.bends)])
            self.clip = Clip.of(box, self.clip, exact=len(shapes) == 1 and shapes[0].is_rectangle)

    def _rules(self, shapes: Sequence[Shape], thickness: float, *, stroke: bool) -> None:
        content = self.content
        for x0, y0, x1, y1 in thin_boxes(shapes, stroke=stroke):
            if x1 - x0 >= y1 - y0:
                content.across.append(Rule(content.height - (y0 + y1) / 2, x0, x1, thickness + y1 - y0))
            if y1 - y0 >= x1 - x0:
                content.down.append(Rule((x0 + x1) / 2, content.height - y1, content.height - y0))
        if not stroke:
            content.curves += sum(len(shape.points) != 5 and not shape.is_thin for shape in shapes)

    def _fill(self, shapes: Sequence[Shape], paint: Paint | None, *, evenodd: bool) -> None:
        if is_hollow(shapes, evenodd=evenodd) and (sides := frame(*sorted(shape.box for shape in shapes))):
            for x0, y0, x1, y1 in sides:
                self._paint((x0 - 1, y0 - 1, x1 + 1, y1 + 1), None, covers=False)
            return
        for shape in shapes:
            covers = len(shapes) == 1 and paint is not None and self._covers(shape)
            self._paint(shape.whole_box, paint if covers else None, covers=covers)

    def _stroke(self, shapes: Sequence[Shape], thickness: float) -> None:
        half = thickness / 2
        for shape in shapes:
            boxes = [shape.whole_box] if shape.bends else [around(side) for side in shape.straight]
            for x0, y0, x1, y1 in boxes:
                self._paint((x0 - half, y0 - half, x1 + half, y1 + half), None, covers=False)

    def _covers(self, shape: Shape) -> bool:
        """Say whether all of a shape's box is painted and hides what lies below."""
        clip = self.clip
        return self.blend.covers and not self.layers and shape.is_rectangle and (clip is None or clip.exact)

    def _paint(self, box: Box, paint: Paint | None, *, covers: bool) -> None:
        """Tell what lies below the words that follow, and take away those that a box hides."""
        height = self.content.height
        x0, y0, x1, y1 = Clip.of(box, Clip(0, 0, self.content.width, height, exact=True), exact=True)[:4]
        if self.clip is not None:
            x0, y0, x1, y1 = Clip.of((x0, y0, x1, y1), self.clip, exact=True)[:4]
        if x1 <= x0 or y1 <= y0:
            return
        self.surface.paint(Area(x0, height - y1, x1, height - y0, paint))
        if covers and min(x1 - x0, y1 - y0) > THICKEST_RULE:
            self.hidden(self.surface.cover((x0, height - y1, x1, height - y0)))

    def hidden(self, chars: Sequence[Char]) -> None:
        """Learn which characters a box has hidden."""
