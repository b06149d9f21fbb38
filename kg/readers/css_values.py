"""Values of styles (CSS) as they are kept: colours and lengths as numbers, whatever notation a page has.

A colour that a browser alone can work out is not known (None); a length is in pixels of a common screen, which is
enough to tell what is far away or small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# red, green, blue and opacity, each from 0 to 1
Colour = tuple[float, float, float, float]
# by the short names of ``css_properties``
Values = dict[str, Any]

BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)
CLEAR: Colour = (0.0, 0.0, 0.0, 0.0)
WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
"""Words that every property takes."""

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0, "cm": 37.8,
           "mm": 3.78, "q": 0.945, "vw": 13.66, "vh": 7.68}  # fmt: skip
_SYSTEM = {
    **dict.fromkeys(("window", "canvas", "field"), WHITE),
    **dict.fromkeys(("windowtext", "canvastext", "fieldtext"), BLACK),
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute as content: ``attr(data-title)``."""

    name: str


def colour(text: str) -> Colour | None:
    """Return the colour that an attribute names, None for none."""
    import tinycss2

    node = tinycss2.parse_one_component_value(text.strip(), skip_comments=True)
    return None if node.type == "error" else colour_of(node)


def colour_of(node: Any) -> Colour | None:  # noqa: ANN401
    """Return the colour that a node of tinycss2 names, None for none."""
    from tinycss2.color3 import parse_color

    if node.type == "ident" and node.lower_value in _SYSTEM:
        return _SYSTEM[node.lower_value]
    found = parse_color(node)
    if found is None or isinstance(found, str):
        return None
    return (found.red, found.green, found.blue, found.alpha)


def length_of(node: Any) -> float:  # noqa: ANN401
    """Return the length of a node of tinycss2 in pixels."""
    unit = _PIXELS.get(getattr(node, "lower_unit", "px"), 1.0)
    return float(node.value) * unit
