"""Whether words of an element are seen: what its styles and those around it make of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.readers.css_values import BLACK, CLEAR, WHITE, WIDE, Colour, Values
from kg.readers.html_kinds import CELLS, INLINE, TABLE_PARTS, WHOLE

APART = frozenset({"absolute", "fixed"})
"""Positions that take a box out of the flow."""
_FAR = -900.0
# what gives a box a size of its own
_ROOMS = ("padding-top", "padding-bottom", "min-height", "min-width", "grows")
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
        drawn: Seen by a shadow, an outline, or a picture in the letters, whatever their colour.
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
    drawn: bool = False
    color: Colour | None = BLACK
    ground: Colour | None = WHITE
    seen: bool = field(init=False)
    reads: bool = field(init=False)

    def __post_init__(self) -> None:
        seen = self.visible and not (self.tiny or self.away or self.faded)
        seen = seen and (self.drawn or not alike(self.color, self.ground))
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
    animated = values.get("animated") is True
    if animated:
        # how an animation ends is not known
        visible = visible or outer.visible
    tiny = {"zero": True, "absolute": False, "initial": False}.get(values.get("size", ""), outer.tiny)
    display, apart = values.get("display", ""), values.get("position") in APART
    away = _inherited(values, "indent", outer.away and tag != "table", initial=False)
    if tag in INLINE and not display.startswith(("block", "inline-")):
        away = outer.away
    ways = ["faded", "filtered"]
    if tag not in INLINE or display.startswith(("block", "inline-", "flex", "grid")):
        ways += ["shrunk", "skipped"]
    ground = values.get("ground", CLEAR)
    if animated or values.get("image") is True or values.get("inset") is True:
        ground = None
    elif ground in WIDE or (ground is not None and ground[3] <= _ALIKE):
        ground = outer.ground if ground_known and not _may_stand_over(values) else None
    elif ground is not None and ground[3] < 1:
        ground = None
    return Sight(
        visible=visible or tag in WHOLE,
        tiny=tiny,
        away=away,
        faded=outer.faded or (tag not in WHOLE and not animated and any(values.get(way) is True for way in ways)),
        struck=values.get("struck") is True or (outer.struck and not apart and not display.startswith("inline-")),
        symbol=_inherited(values, "symbol", outer.symbol, initial=False),
        lines=_inherited(values, "pre", outer.lines, initial=False),
        drawn=outer.drawn or values.get("drawn") is True,
        color=_inherited(values, "color", outer.color, initial=BLACK),
        ground=ground,
    )


def _inherited(values: Values, name: str, outer: Any, *, initial: Any) -> Any:  # noqa: ANN401
    found = values.get(name, "inherit")
    if isinstance(found, str) and found in WIDE:
        return initial if found == "initial" else outer
    return found


def _may_stand_over(values: Values) -> bool:
    """Say whether a box may lie over another that is not around it, such as a picture behind a heading."""
    return values.get("moved") is True or values.get("position", "static") in {*APART, "relative", "sticky"}


def out_of_sight(tag: str, values: Values) -> bool:
    """Say whether a box is moved out of the page, or cut down to nothing, as words for those who hear a page are."""
    if values.get("animated") is True:
        return False
    cut = values.get("overflow") is True
    width, height = values.get("width"), values.get("height")
    if values.get("position") in APART and (
        values.get("clipped") is True
        or (cut and width is not None and width <= 1 and height is not None and height <= 1)
    ):
        return True
    if _is_far(values):
        return True
    display = values.get("display", "")
    if not cut or any(values.get(room) is True for room in _ROOMS) or tag in TABLE_PARTS or tag in CELLS:
        return False
    if tag in INLINE and not display.startswith(("block", "inline-", "flex", "grid")):
        return False
    return any(values.get(name) == 0 for name in ("height", "max-height", "width", "max-width"))


def _is_far(values: Values) -> bool:
    """Say whether a box is moved left or up out of the page; to the right and down one can scroll.

    A wide box in the middle of a page (``left: 50%; margin-left: -960px``) is not, nor one whose padding comes back.
    """
    placed = values.get("position") in {*APART, "relative"}
    if placed and (values.get("top") or 0) <= _FAR:
        return True
    across = ["margin-left", "left", "width"] if placed else ["margin-left", "width"]
    lengths = [values.get(name, 0) for name in across]
    if None in lengths or values.get("padding-left") is True:
        return False
    return bool(sum(lengths) <= _FAR)
