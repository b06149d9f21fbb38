"""pdfminer's interpreter of a page's instructions, which also follows where drawing is cut off.

A sheet's cell cuts off words that are too long for it; where they are cut off tells which cell they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt

if TYPE_CHECKING:
    from pdfminer.pdfinterp import PDFStackT
    from pdfminer.utils import Matrix

    from kg.readers.blocks import Box
    from kg.readers.pdf_page import PageDevice


class PageInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, which also follows the box that drawing is cut off at."""

    device: PageDevice

    def init_state(self, ctm: Matrix) -> None:
        """Begin a page or a drawing inside."""
        super().init_state(ctm)
        self._clips: list[Box | None] = []
        self._clipping = False

    def do_q(self) -> None:
        """Save the state."""
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:
        """Restore the state."""
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:
        """Cut off what follows at the path."""
        self._clipping = True

    def do_W_a(self) -> None:
        """Cut off what follows at the path."""
        self._clipping = True

    def do_n(self) -> None:
        """End a path; with ``W`` before it, it cuts off."""
        points = [apply_matrix_pt(self.ctm, part[-2:]) for part in self.curpath if self._clipping and len(part) > 2]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            outer = self.device.clip
            if outer is not None:
                low, high = (
                    (max(box[0], outer[0]), max(box[1], outer[1])),
                    (min(box[2], outer[2]), min(box[3], outer[3])),
                )
                box = (*low, max(low[0], high[0]), max(low[1], high[1]))
            self.device.clip = box
        self._clipping = False
        super().do_n()

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        """Draw what is inside; what it cuts off ends with it."""
        clip = self.device.clip
        super().do_Do(xobjid_arg)
        self.device.clip = clip
