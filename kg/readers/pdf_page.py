"""One page of a PDF: its characters and rules, counted while pdfminer draws them (``pdf_drawing``).

Characters are taken where they are drawn, with the baseline they stand on; bold type made by printing twice is one
character. Those that nobody sees are set apart: drawn invisibly, in the colour of their ground, cut off, or covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve1

from kg.readers.pdf_clipping import Clip, outside
from kg.readers.pdf_cmaps import GAP
from kg.readers.pdf_content import Char
from kg.readers.pdf_fonts import UNREADABLE, readable
from kg.readers.pdf_paint import lightness, paint_of
from kg.readers.pdf_painting import PaintingDevice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

    from kg.readers.counting import Counting
    from kg.readers.pdf_paint import Paint

# a lighter rule is not seen
_WHITE_RULE = 0.98
# the ways of drawing text that fill its characters, and those that draw their outlines
_FILLED = (0, 2, 4, 6)
_STROKED = (1, 2, 5, 6)
# from here on the characters cut off what follows
_CUTTING = 4
# of the size of a character: nearer than the width of the narrowest letter
_SAME_PLACE = 0.12
# and in points
_FURTHEST = 4.0
# of the size of a character: how high one stands over its line at least
_HEIGHT = 0.6
# smaller type is a dot on paper, in points
_SMALLEST = 1.0
# characters of a watermark: at least this size, and lighter than this (0 black, 1 white)
_WATERMARK_SIZE = 30.0
_WATERMARK_LIGHT = 0.7


def _turn(matrix: tuple[float, ...]) -> int | None:
    """Return by how many degrees text is turned, ``None`` for text that lies aslant (slanted letters are upright)."""
    a, b, _, d = matrix[:4]
    if abs(b) <= 0.02 * abs(a):
        return 180 if a < 0 and d < 0 else 0
    if abs(a) <= 0.02 * abs(b):
        return 90 if b > 0 else 270
    return None


def _has_words(chars: Sequence[Char]) -> bool:
    return any(not char.text.isspace() for char in chars)


def _place(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.x0 * 8), round(char.base * 8)


class PageDevice(PaintingDevice):
    """Takes what pdfminer draws of one page; raises ``FileLimitError`` as soon as it is too much."""

    def __init__(
        self, manager: PDFResourceManager, number: int, counting: Counting, layers_off: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(manager, number, counting, layers_off)
        self._printed: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
        self._count = 0
        self._smallest = _SMALLEST
        # of the words being drawn: nobody can see them, or only on a ground of another colour
        self._unseen = False
        self._ink: Paint | None = None
        self._own = False
        # of each character: where it was cut off; and the numbers of those of which nothing is left
        self._clips: list[Clip | None] = []
        self._beyond: set[int] = set()

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the page's size and units, and the part of it that is shown."""
        super().begin_page(page, ctm)
        unit = resolve1(page.attrs.get("UserUnit"))
        self._smallest = _SMALLEST / max(unit, 1) if isinstance(unit, int | float) else _SMALLEST

    def end_page(self, page: PDFPage) -> None:
        """Take the characters that nobody sees from the others."""
        content, covered = self.content, self.surface.covered
        cut: set[int] = set()
        again: set[int] = set()
        if self._beyond:
            # programs that mix colours beforehand draw the same words once for each part of them
            seen = {_place(char) for at, char in enumerate(content.chars) if at not in self._beyond}
            again = {at for at in self._beyond if _place(content.chars[at]) in seen}
            cut, cut_off = outside(content.chars, self._clips, self._beyond - again)
            content.cut_off += cut_off
        if not (covered or cut or again):
            return
        chars, content.chars = content.chars, []
        for at, char in enumerate(chars):
            if at in again:
                continue
            (content.cut if at in cut else content.invisible if at in covered else content.chars).append(char)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Remember whether the words can be seen at all, and in which colour they might not be."""
        mode, blend = textstate.render, self.blend
        self._unseen = any(self.layers) or not (
            (mode in _FILLED and not blend.fills_nothing) or (mode in _STROKED and not blend.strokes_nothing)
        )
        self._ink = None
        # characters drawn by instructions of their own may have any colour and size
        self._own = own = isinstance(textstate.font, PDFType3Font)
        if mode in _FILLED and mode not in _STROKED and not (blend.odd or own) and blend.certain:
            paint = paint_of(graphicstate.ncolor, ncs.name, ncs.ncomponents)
            if paint is not None and self.surface.may_lie_on(paint):
                self._ink = paint
        chars, invisible = self.content.chars, self.content.invisible
        begin, begin_unseen = len(chars), len(invisible)
        super().render_string(textstate, seq, ncs, graphicstate)
        unseen = invisible[begin_unseen:]
        if self._ink is not None and _has_words(unseen) and _has_words(chars[begin:]):
            # they end where their ground does: half of a figure would be another figure
            self.content.cut_off += "".join(
                char.text for char in sorted([*chars[begin:], *unseen], key=lambda one: one.x0)
            )
            del invisible[begin_unseen:]
            chars += unseen
            self._clips += [self.clip] * len(unseen)
        if mode >= _CUTTING and self.clip is not None:
            self.clip = self.clip._replace(exact=False)
        elif mode >= _CUTTING:
            self.clip = Clip(0, 0, self.content.width, self.content.height, exact=False)

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
            self._take(item, rise, upright_font=not font.is_vertical(), gap=cid == GAP)
        return item.adv

    def _take(self, item: LTChar, rise: float, *, upright_font: bool, gap: bool) -> None:
        content, text = self.content, item._text
        height = content.height
        top, bottom = height - item.y1, height - item.y0
        turn = _turn(item.matrix)
        size = bottom - top if turn in (0, 180) and upright_font else item.x1 - item.x0
        beyond = self._is_beyond(item)
        if not beyond and (turn is None or (size >= _WATERMARK_SIZE and self._is_light(item))):
            content.watermark += text
            return
        if turn is None:
            return
        _, _, across, up, left_end, low_end = item.matrix
        base = height - low_end - rise * up if upright_font else bottom
        if turn in (90, 270):
            base = left_end + rise * across
        seen = not self._unseen and (size >= self._smallest or self._own)
        if seen and self._ink is not None:
            boxes = [(item.x0, top, item.x1, bottom)]
            if turn == 0:
                # a font may tell wrongly how far it reaches down
                boxes.append((item.x0, base - _HEIGHT * size, item.x1, base))
            seen = any(self.surface.ground(box) != self._ink for box in boxes)
        if seen and not text.isspace():
            key = "\0" + text if beyond else text
            if self._printed_already(key, item.x0, base if turn == 0 else bottom, size):
                return
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        if self.clip is not None:
            x, y = min(max(x, self.clip.x0), self.clip.x1), min(max(y, self.clip.y0), self.clip.y1)
        char = Char(text, item.x0, item.x1, top, bottom, base, size, turn, x, height - y)
        if not seen:
            (content.cut if beyond else content.invisible).append(char)
            return
        if beyond:
            self._beyond.add(len(content.chars))
        content.chars.append(char)
        self._clips.append(self.clip)
        content.unreadable += UNREADABLE in text and not gap

    def _is_beyond(self, item: LTChar) -> bool:
        """Say whether a character lies outside of the page, or of where drawing is cut off."""
        left, high, right, low = self._shown
        height = self.content.height
        if not (left <= (item.x0 + item.x1) / 2 <= right and high <= height - (item.y0 + item.y1) / 2 <= low):
            return True
        clip = self.clip
        if clip is None or self._own:
            return False
        x, y = item.matrix[4:]
        if clip.x0 < x < clip.x1 and clip.y0 < y < clip.y1:
            return False
        return item.x1 <= clip.x0 or item.x0 >= clip.x1 or item.y1 <= clip.y0 or item.y0 >= clip.y1

    def _is_light(self, item: LTChar) -> bool:
        """Say whether large type is as light as a watermark, and on no dark ground."""
        state, height = item.graphicstate, self.content.height
        if lightness(paint_of(state.ncolor, state.ncs.name, state.ncs.ncomponents)) < _WATERMARK_LIGHT:
            return False
        ground = self.surface.ground((item.x0, height - item.y1, item.x1, height - item.y0))
        return ground is None or lightness(ground) >= _WATERMARK_LIGHT

    def _printed_already(self, text: str, x: float, y: float, size: float) -> bool:
        """Say whether the same character stands nearly here: bold type is often made by printing twice."""
        near, printed = min(_SAME_PLACE * size, _FURTHEST), self._printed
        columns = range(int(x - near) >> 2, (int(x + near) >> 2) + 1)
        rows = range(int(y - near) >> 2, (int(y + near) >> 2) + 1)
        places = [(text, column, row) for column in columns for row in rows]
        for place in places:
            for x0, y0 in printed.get(place, ()):
                if abs(x - x0) <= near and abs(y - y0) <= near:
                    return True
        printed.setdefault((text, int(x) >> 2, int(y) >> 2), []).append((x, y))
        return False

    def hidden(self, chars: Sequence[Char]) -> None:
        """Forget where characters were printed that a box has hidden."""
        for char in chars:
            at = char.x0, char.base if char.turn == 0 else char.bottom
            printed = self._printed.get((char.text, int(at[0]) >> 2, int(at[1]) >> 2), [])
            if at in printed:
                printed.remove(at)
