"""Whether words of an element are seen: what its styles and those around it make of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.readers.css_values import BLACK, CLEAR, WHITE, WIDE, Colour, Values
from kg.readers.html_kinds import CELLS, INLINE, TABLE_PARTS, WHOLE

APART = frozenset({"absolute", "fixed"})
"""Positions that take a box out of the flow."""
_FAR = -900.0
# nearer than this nobody tells two colours apart
_ALIKE = 0.03


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides whether words are seen; a colour is None where it is not known.

    Attributes:
        visible: Not ``visibility: hidden``.
        tiny: Letters of no size.
        away: Moved out of the box (``text-indent``).
        faded: Wholly transparent.
        struck: A line through it.
        symbol: In the font Symbol.
        lines: Lines of the source are lines.
        color: Of the letters.
        ground: Behind them.
        seen: The words are seen, struck out or not.
        reads: They are seen and hold.

    """

    visible: bool = True
    tiny: bool = False
    away: bool = False
    faded: bool = False
    struck: bool = False
    symbol: bool = False
    lines: bool = False
    color: Colour | None = BLACK
    ground: Colour | None = WHITE
    seen: bool = field(init=False)
    reads: bool = field(init=False)

    def __post_init__(self) -> None:
        seen = self.visible and not (self.tiny or self.away or self.faded) and not alike(self.color, self.ground)
        object.__setattr__(self, "seen", seen)
        object.__setattr__(self, "reads", seen and not self.struck)


def alike(letters: Colour | None, ground: Colour | None) -> bool:
    """Say whether letters of a colour are certainly not seen.

    >>> alike((1.0, 1.0, 1.0, 1.0), (1.0, 1.0, 0.99, 1.0)), alike((1.0, 1.0, 1.0, 1.0), None)
    (True, False)

    """
    if letters is None:
        return False
    if letters[3] <= _ALIKE:
        return True
    return (
        ground is not None
        and letters[3] == 1
        and max(abs(a - b) for a, b in zip(letters, ground, strict=True)) <= _ALIKE
    )


def sight(tag: str, outer: Sight, values: Values, *, ground_known: bool = True) -> Sight:
    """Return how words of an element are seen.

    Args:
        tag: Its name, ``""`` for what is added by ``::before``.
        outer: How words around it are seen.
        values: What is declared for it.
        ground_known: Nothing else paints behind it, as columns of a table do.

    """
    visible = {"visible": True, "initial": True, "hidden": False, "collapse": False}.get(
        values.get("visibility", ""), outer.visible
    )
    tiny = {"zero": True, "absolute": False, "initial": False}.get(values.get("size", ""), outer.tiny)
    display, apart = values.get("display", ""), values.get("position") in APART
    away = _inherited(values, "indent", outer.away and tag != "table", initial=False)
    if tag in INLINE and not display.startswith(("block", "inline-")):
        away = outer.away
    ways = ["faded", "filtered"]
    if tag not in INLINE or display.startswith(("block", "inline-", "flex", "grid")):
        ways += ["shrunk", "skipped"]
    ground = values.get("ground", CLEAR)
    if ground in WIDE or (ground is not None and ground[3] <= _ALIKE):
        ground = outer.ground if ground_known and not apart else None
    elif ground is not None and ground[3] < 1:
        ground = None
    return Sight(
        visible=visible or tag in WHOLE,
        tiny=tiny,
        away=away,
        faded=outer.faded or (tag not in WHOLE and any(values.get(way) is True for way in ways)),
        struck=values.get("struck") is True or (outer.struck and not apart and not display.startswith("inline-")),
        symbol=_inherited(values, "symbol", outer.symbol, initial=False),
        lines=_inherited(values, "pre", outer.lines, initial=False),
        color=_inherited(values, "color", outer.color, initial=BLACK),
        ground=ground,
    )


def _inherited(values: Values, name: str, outer: Any, *, initial: Any) -> Any:  # noqa: ANN401
    found = values.get(name, "inherit")
    if isinstance(found, str) and found in WIDE:
        return initial if found == "initial" else outer
    return found


def out_of_sight(tag: str, values: Values) -> bool:
    """Say whether a box is moved out of the page, or cut down to nothing, as words for those who hear a page are."""
    cut = values.get("overflow") is True
    width, height = values.get("width"), values.get("height")
    if values.get("position") in APART and (
        values.get("clipped") is True
        or (cut and width is not None and width <= 1 and height is not None and height <= 1)
    ):
        return True
    sides = ["margin-left"] + ["left", "right", "top", "bottom"] * (values.get("position") in {*APART, "relative"})
    if any((values.get(side) or 0) <= _FAR for side in sides):
        return True
    display = values.get("display", "")
    if not cut or values.get("padded") or tag in TABLE_PARTS or tag in CELLS:
        return False
    if tag in INLINE and not display.startswith(("block", "inline-", "flex", "grid")):
        return False
    return any(values.get(name) == 0 for name in ("height", "max-height", "width", "max-width"))
