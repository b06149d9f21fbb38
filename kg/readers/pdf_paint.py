"""Colours and transparency of what a PDF page paints: which are white, which are the same, which nobody can tell.

A colour is told only where its numbers are its look: grey, red-green-blue, and the four inks. Patterns, spot colours
and tables of colours may be anything, so they are no colour here, and what is drawn on them counts as seen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdftypes import resolve1

if TYPE_CHECKING:
    from pdfminer.pdftypes import PDFStream

# red, green and blue, or the four inks
Paint = tuple[float, ...]

WHITE: Paint = (1.0, 1.0, 1.0)
_PLAIN = {"DeviceGray": 1, "CalGray": 1, "G": 1, "DeviceRGB": 3, "CalRGB": 3, "RGB": 3, "DeviceCMYK": 4, "CMYK": 4}
_INKS = 4
# nobody tells a colour so light from white paper
_AS_WHITE = 0.99
# nor sees what is painted so thinly
_NOTHING = 0.01


class Blend(NamedTuple):
    """How what is painted mixes with what lies below.

    Attributes:
        fill: How opaque it is, 0 to 1.
        stroke: Idem, for lines.
        odd: What else changes how it mixes: a mode, a mask, printing over.
        hidden: The drawing around it is fully transparent, or in a layer that is switched off.
        certain: The drawing around it covers what lies below, and is no part of a layer.

    """

    fill: float = 1.0
    stroke: float = 1.0
    odd: frozenset[str] = frozenset()
    hidden: bool = False
    certain: bool = True

    @property
    def covers(self) -> bool:
        """A shape filled so hides all below it."""
        return self.certain and not self.odd and self.fill >= 1 and not self.hidden

    @property
    def fills_nothing(self) -> bool:
        """What is filled so cannot be seen."""
        return self.hidden or self.fill <= _NOTHING

    @property
    def strokes_nothing(self) -> bool:
        """A line drawn so cannot be seen."""
        return self.hidden or self.stroke <= _NOTHING


@lru_cache(maxsize=1024)
def paint_of(colour: object, space: str, components: int) -> Paint | None:
    """Return a colour as numbers that can be compared, ``None`` where they do not tell how it looks.

    >>> paint_of(1, "DeviceGray", 1), paint_of((0, 0, 0, 0), "DeviceCMYK", 4), paint_of(1.0, "Separation", 1)
    ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), None)

    """
    found = colour if isinstance(colour, tuple) else (colour,)
    parts = tuple(float(part) for part in found if isinstance(part, int | float))
    expected = components if space == "ICCBased" else _PLAIN.get(space)
    if len(parts) != len(found) or len(parts) != expected or expected not in (1, 3, 4):
        return None
    paint = parts * 3 if len(parts) == 1 else parts
    return WHITE if lightness(paint) >= _AS_WHITE else paint


def lightness(paint: Paint | None) -> float:
    """Return how light a colour is, 0 black to 1 white; one that is not known counts as black.

    >>> lightness((0.9, 0.9, 0.7)), lightness(None)
    (0.7, 0.0)

    """
    if paint is None:
        return 0.0
    return 1 - max(paint) if len(paint) == _INKS else min(paint)


def is_opaque(image: PDFStream) -> bool:
    """Say whether a picture hides all below it: it has no mask, and is of no kind that may hold one."""
    if any(resolve1(image.get(key)) for key in ("SMask", "Mask", "ImageMask", "IM", "SMaskInData")):
        return False
    return all(getattr(kind, "name", "") != "JPXDecode" for kind, _ in image.get_filters())
