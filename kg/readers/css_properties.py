"""What properties of a style sheet (CSS) mean for whether words are seen: plain values under short names.

Only these are kept. Words: ``display``, ``visibility``, ``position``. Truth: ``struck`` (a line
through), ``raised``, ``pre`` (lines of the source are kept), ``symbol`` (the font Symbol), ``faded``, ``filtered``,
``shrunk`` and ``skipped`` (four ways to show nothing), ``clipped``, ``overflow`` (cut off), ``indent`` (moved out of
sight), ``marked`` (a list with signs of its own); ``padding-top``, ``padding-bottom``, ``min-height``, ``min-width``
and ``grows`` (a box of no size has one all the same); ``image`` and ``inset`` (a picture, a shadow as the ground),
``drawn`` (letters are seen whatever their colour), ``moved`` (they may stand over another box) and ``animated``.
Besides ``size`` of letters, ``color`` and ``ground`` as red, green, blue and opacity, None where it is not told,
lengths in pixels, and ``content``. A value that is not understood is left out, as a browser does; one that only a
browser can work out (``var()``, ``calc()``) hides nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.readers.css_values import CLEAR, WIDE, Attribute, Colour, colour_of, length_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# nodes of tinycss2 have no types
Nodes = list[Any]

RELEVANT = re.compile(
    r"display|visib|decoration|vertical-align|font|color|background|opacity|content|position|clip|indent|white-space"
    r"|overflow|mso-hide|transform|text-fill|list-style|animation|shadow|stroke|width|height|left|top|margin|padding|flex",
    re.IGNORECASE,
)
"""No rule without one of these words can hide, strike out, raise or add anything, or show what another hides."""

_RELATIVE = frozenset({"em", "ex", "ch"})
_FAR = 900.0
# lower than this is how a browser aligns letters, not a power
_RAISED = 2.5
_NO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def values_of(name: str, value: Nodes) -> Iterable[tuple[str, Any]]:
    """Give the short names and values of one property, none for one that is not read."""
    words = [one.lower_value for one in value if one.type == "ident"]
    if len(words) == 1 and words[0] in WIDE:
        for one in _SHORT.get(name, ()):
            yield one, words[0]
        return
    if name == "mso-hide" and "all" in words:
        yield "display", "none"
    reader = _READERS.get(name)
    if reader is not None:
        yield from reader(name, value, words)


def _word(name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if words or any(one.type == "function" for one in value):
        yield name, " ".join(words)


def _struck(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "struck", "line-through" in words


def _aligned(_name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    up = "super" in words
    for one in value:
        if one.type == "percentage":
            up = one.value >= 20
        elif one.type == "dimension":
            up = length_of(one) >= _RAISED
    yield "raised", up


def _sized(_name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    """The size is the first number of ``font`` that is no weight (which is 100 to 900, with no unit)."""
    for one in value:
        if one.type in ("dimension", "percentage") or (one.type == "number" and one.value == 0):
            relative = one.type == "percentage" or getattr(one, "lower_unit", "") in _RELATIVE
            yield "size", "zero" if one.value == 0 else "relative" if relative else "absolute"
            return
        if one.type == "function":
            yield "size", "absolute"
            return
    if {"larger", "smaller"} & set(words):
        yield "size", "relative"
    elif words:
        yield "size", "absolute"


def _font(name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield from _sized(name, value, words)
    if any(one.type == "dimension" for one in value):
        at = max(index for index, one in enumerate(value) if one.type == "dimension")
        yield from _family(name, value[at + 1 :], words)


def _family(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    first = next((one for one in value if one.type in ("ident", "string")), None)
    yield "symbol", first is not None and first.value.lower() == "symbol"


def _coloured(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "color", next((colour_of(one) for one in value if one.type != "whitespace"), None)


def _ground(name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    """The colour, and whether a picture or gradient lies over it."""
    ground: Colour | None = CLEAR
    image = False
    for one in value:
        if one.type == "url":
            image = True
        elif one.type in ("hash", "function") or (one.type == "ident" and one.lower_value not in _OF_GROUNDS):
            found = colour_of(one)
            ground = found if ground is CLEAR else ground
            image = image or (found is None and one.type == "function")
    yield "ground", ground
    if name == "background":
        yield "image", image


def _image(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "image", "none" not in words


def _inset(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "inset", "inset" in words


def _drawn(name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if "text" in words if name.endswith("clip") else "none" not in words:
        yield "drawn", True


def _moved(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if any(one.type in ("dimension", "percentage") and one.value < 0 for one in value):
        yield "moved", True


def _animated(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if words:
        yield "animated", words != ["none"]


def _faded(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    for one in value:
        if one.type in ("number", "percentage", "function"):
            yield "faded", one.type != "function" and one.value <= 0


def _shrunk(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if any(one.type == "function" and one.lower_name.startswith("translate") for one in value):
        yield "moved", True
    yield (
        "shrunk",
        any(
            one.type == "function"
            and one.lower_name.startswith("scale")
            and any(size.type == "number" and size.value == 0 for size in one.arguments)
            for one in value
        ),
    )


def _filtered(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield (
        "filtered",
        any(
            one.type == "function" and one.lower_name == "opacity" and [size.value for size in one.arguments[:1]] == [0]
            for one in value
            if one.type == "function" and all(hasattr(size, "value") for size in one.arguments[:1])
        ),
    )


def _skipped(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "skipped", "hidden" in words


def _marked(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "marked", any(one.type == "string" and one.value.strip() for one in value)


def _clip(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    """``rect(0 0 0 0)``, ``rect(1px, 1px, 1px, 1px)``, ``inset(50%)``: nothing is left."""
    hidden = False
    for one in value:
        if one.type == "function" and one.lower_name in ("rect", "inset", "circle"):
            edges = [edge for edge in one.arguments if edge.type in ("number", "dimension", "percentage")]
            sizes = [edge.value for edge in edges]
            if one.lower_name == "rect":
                hidden = len(sizes) == 4 and max(sizes) <= 1
            elif one.lower_name == "inset":
                hidden = bool(edges) and all(e.type == "percentage" and e.value >= 50 for e in edges)
            else:
                hidden = bool(edges) and sizes[0] == 0
    yield "clipped", hidden


def _cut(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield "overflow", bool({"hidden", "clip"} & set(words))


def _measured(name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    lengths = [one for one in value if one.type in ("number", "dimension")]
    if lengths:
        yield name, length_of(lengths[0])
    elif words or any(one.type in ("percentage", "function") for one in value):
        yield name, None


def _roomy(name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    """Whether a length is there; what a browser has to work out is."""
    room = any(one.type == "function" or getattr(one, "value", 0) for one in value if one.type in _LENGTHS)
    for one in _ROOMS.get(name, (name,)):
        yield one, room


def _pulled(name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    yield from _measured(name, value, words)
    yield from _moved(name, value, words)


def _indented(_name: str, value: Nodes, _words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    for one in value:
        if one.type in ("number", "dimension"):
            yield "indent", abs(length_of(one)) >= _FAR
        elif one.type == "percentage":
            yield "indent", abs(one.value) >= 100


def _spaced(_name: str, _value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if words:
        yield "pre", words[0] in ("pre", "pre-wrap", "pre-line", "break-spaces")


def _content(_name: str, value: Nodes, words: Sequence[str]) -> Iterable[tuple[str, Any]]:
    if words in (["none"], ["normal"]):
        yield "content", ()
        return
    pieces: list[str | Attribute | None] = []
    for one in value:
        if one.type == "literal" and one.value == "/":
            break  # words for those who do not see
        if one.type == "string":
            pieces.append(None if _PRIVATE.search(one.value) else one.value.translate(_NO_WIDTH))
        elif one.type == "function" and one.lower_name == "attr":
            name = next((argument.lower_value for argument in one.arguments if argument.type == "ident"), "")
            pieces.append(Attribute(name))
        elif one.type == "ident" and one.lower_value in _QUOTES:
            pieces.append(_QUOTES[one.lower_value])
        elif one.type not in ("whitespace", "comment"):
            pieces.append(None)
    yield "content", tuple(pieces)


_LENGTHS = frozenset({"number", "dimension", "percentage", "function"})
_ROOMS = {
    **dict.fromkeys(("padding", "padding-block"), ("padding-top", "padding-bottom")),
    **dict.fromkeys(("flex", "flex-grow"), ("grows",)),
}
# words of ``background`` that are no colours
_OF_GROUNDS = frozenset({
    "none", "repeat", "repeat-x", "repeat-y", "no-repeat", "space", "round", "scroll", "fixed", "local", "left",
    "right", "top", "bottom", "center", "auto", "cover", "contain", "border-box", "padding-box", "content-box", "text",
})  # fmt: skip
_QUOTES = {"open-quote": "“", "close-quote": "”", "no-open-quote": "", "no-close-quote": ""}


# by property: its short names
_SHORT: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("display", "visibility", "position", "color", "content", "overflow")},
    "background": ("ground", "image"), "background-image": ("image",), "background-color": ("ground",),
    "opacity": ("faded",), "vertical-align": ("raised",),
    "text-decoration": ("struck",), "text-decoration-line": ("struck",), "font": ("size", "symbol"),
    "font-size": ("size",), "font-family": ("symbol",), "text-indent": ("indent",), "white-space": ("pre",),
    "clip": ("clipped",), "clip-path": ("clipped",),
}  # fmt: skip
_READERS: dict[str, Callable[[str, Nodes, Sequence[str]], Iterable[tuple[str, Any]]]] = {
    **dict.fromkeys(("display", "visibility", "position"), _word),
    **dict.fromkeys(("text-decoration", "text-decoration-line"), _struck),
    **dict.fromkeys(("background", "background-color"), _ground),
    **dict.fromkeys(("clip", "clip-path", "-webkit-clip-path"), _clip),
    **dict.fromkeys(("overflow", "overflow-x", "overflow-y"), _cut),
    **dict.fromkeys(("left", "right", "top", "bottom", "width", "height", "max-width", "max-height"), _measured),
    **dict.fromkeys(("padding-top", "padding-bottom", "padding-left", "min-height", "min-width", *_ROOMS), _roomy),
    **dict.fromkeys(("margin", "margin-top"), _moved),
    **dict.fromkeys(("animation", "animation-name", "-webkit-animation", "-webkit-animation-name"), _animated),
    **dict.fromkeys(("text-shadow", "-webkit-text-stroke", "-webkit-background-clip", "background-clip"), _drawn),
    "margin-left": _pulled,
    "box-shadow": _inset,
    **dict.fromkeys(("list-style", "list-style-type"), _marked),
    "background-image": _image,
    "-webkit-text-fill-color": _coloured,
    "content-visibility": _skipped,
    "filter": _filtered,
    "transform": _shrunk,
    "vertical-align": _aligned,
    "font-size": _sized,
    "font": _font,
    "font-family": _family,
    "color": _coloured,
    "opacity": _faded,
    "text-indent": _indented,
    "white-space": _spaced,
    "content": _content,
}
PROPERTIES = frozenset({*_READERS, "mso-hide"})
"""The properties that are read."""
