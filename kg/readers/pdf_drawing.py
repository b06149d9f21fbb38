"""pdfminer's interpreter of a page's instructions, which also follows where drawing is cut off and how it mixes.

A sheet's cell cuts off words that are too long for it; where they are cut off tells which cell they belong to. Words
may be transparent, or stand in a layer that is switched off; pdfminer passes over both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from kg.readers.pdf_paint import Blend

if TYPE_CHECKING:
    from pdfminer.pdfinterp import PDFStackT
    from pdfminer.utils import Matrix

    from kg.readers.pdf_clipping import Clip
    from kg.readers.pdf_page import PageDevice

_USUAL_MODES = ("Normal", "Compatible")


class PageInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, which also tells its device where drawing is cut off and how it mixes."""

    device: PageDevice

    def init_state(self, ctm: Matrix) -> None:
        """Begin a page or a drawing inside, which has the colours of what is around it."""
        super().init_state(ctm)
        if self.device.around is not None:
            self.graphicstate = self.device.around.copy()
            self.device.around = None
        self._states: list[tuple[Clip | None, Blend]] = []
        self._marks: list[bool] = []

    def do_q(self) -> None:
        """Save the state."""
        super().do_q()
        self._states.append((self.device.clip, self.device.blend))

    def do_Q(self) -> None:
        """Restore the state."""
        super().do_Q()
        if self._states:
            self.device.clip, self.device.blend = self._states.pop()

    def do_gs(self, name: PDFStackT) -> None:
        """Set how what is painted mixes with what lies below."""
        said = self._resource("ExtGState", name)
        if not isinstance(said, dict):
            return
        blend = self.device.blend
        fill, stroke = resolve1(said.get("ca")), resolve1(said.get("CA"))
        if isinstance(fill, int | float):
            blend = blend._replace(fill=float(fill))
        if isinstance(stroke, int | float):
            blend = blend._replace(stroke=float(stroke))
        mode, mask = resolve1(said.get("BM")), resolve1(said.get("SMask"))
        overprint = resolve1(said.get("op", said.get("OP")))
        unusual = {
            "BM": None if mode is None else getattr(mode, "name", "") not in _USUAL_MODES,
            "SMask": None if mask is None else getattr(mask, "name", "") != "None",
            "op": None if overprint is None else overprint is not False,
        }
        odd = {key for key in unusual if unusual[key] or (unusual[key] is None and key in blend.odd)}
        self.device.blend = blend._replace(odd=frozenset(odd))

    def do_cs(self, name: PDFStackT) -> None:
        """Set the kind of colours; the colour is its first then, which is black or unknown."""
        super().do_cs(name)
        self.graphicstate.ncolor = 0

    def do_F(self) -> None:
        """Fill a path, as old programs say it."""
        self.do_f()

    def do_sh(self, name: object) -> None:
        """Paint a run of colours."""
        self.device.paint_everything()

    def do_W(self) -> None:
        """Cut off what follows at the path."""
        self.device.cutting = True

    def do_W_a(self) -> None:
        """Cut off what follows at the path."""
        self.device.cutting = True

    def do_n(self) -> None:
        """End a path; with ``W`` before it, it cuts off."""
        self.device.end_path(self.curpath)
        super().do_n()

    def do_BMC(self, tag: PDFStackT) -> None:
        """Begin a marked part."""
        self._marks.append(False)
        super().do_BMC(tag)

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:
        """Begin a marked part, which may be one of a layer."""
        is_layer = isinstance(tag, PSLiteral) and tag.name == "OC"
        self._marks.append(is_layer)
        if is_layer:
            self.device.layers.append(self._is_off(self._resource("Properties", props, resolved=False)))
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:
        """End a marked part."""
        if self._marks and self._marks.pop():
            self.device.layers.pop()
        super().do_EMC()

    def do_EI(self, obj: PDFStackT) -> None:
        """Draw a picture that stands among the instructions."""
        clip = self.device.clip
        super().do_EI(obj)
        self.device.clip = clip

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        """Draw what is inside; what it cuts off and mixes ends with it."""
        device = self.device
        clip, blend, depth = device.clip, device.blend, len(device.layers)
        inside = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", "")))
        if isinstance(inside, PDFStream):
            if "OC" in inside.attrs:
                device.layers.append(self._is_off(inside.attrs["OC"]))
            if "Group" in inside.attrs:
                # a group is mixed as a whole
                device.blend = Blend(hidden=blend.fills_nothing, certain=blend.covers)
            device.around = self.graphicstate
        super().do_Do(xobjid_arg)
        device.around = None
        device.clip, device.blend = clip, blend
        del device.layers[depth:]
        device.set_ctm(self.ctm)

    def _resource(self, kind: str, name: object, *, resolved: bool = True) -> object:
        listed = resolve1(self.resources.get(kind)) if self.resources else None
        found = listed.get(getattr(name, "name", "")) if isinstance(listed, dict) else None
        return resolve1(found) if resolved else found

    def _is_off(self, layer: object) -> bool:
        return isinstance(layer, PDFObjRef) and layer.objid in self.device.layers_off
