"""What a page of a PDF shows, as it is taken from pdfminer: characters, rules, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.readers.blocks import Box


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
    """A straight line along an axis: ``at`` is its place across, ``begin`` and ``end`` its ends; in points."""

    at: float
    begin: float
    end: float
    thickness: float = 0.0


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
        invisible: Characters that nobody sees, which are not among ``chars``: drawn invisibly, transparent, covered, in
            the colour of their ground, or in a layer that is switched off.
        cut: Characters outside of the page or of where drawing is cut off; nor are these among ``chars``.
        cut_off: Words of which people see a part, and that are among ``chars``.
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
    cut: list[Char] = field(default_factory=list)
    cut_off: str = ""
    unreadable: int = 0
    watermark: str = ""
