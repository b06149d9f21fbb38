"""Media queries (媒体查询): whether a rule holds on the screen that a person reads a page on.

The screen is a common one of an office, 1,366 by 768 pixels, light and with a mouse. What holds on paper or on a
telephone alone does not hold; a question that is not understood is answered no, as browsers do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 1366.0, 768.0
_SIZES = {"width": WIDTH, "device-width": WIDTH, "height": HEIGHT, "device-height": HEIGHT}
_IS = {
    "orientation": "landscape", "prefers-color-scheme": "light", "hover": "hover", "any-hover": "hover",
    "pointer": "fine", "any-pointer": "fine", "prefers-reduced-motion": "no-preference", "scripting": "enabled",
    "update": "fast", "display-mode": "browser", "prefers-contrast": "no-preference", "forced-colors": "none",
}  # fmt: skip
_UNITS = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "in": 96.0, "cm": 37.8, "mm": 3.78}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__,
}  # fmt: skip
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_RANGE = re.compile(r"^(?:([\d.]+[a-z]*)(<=?|>=?|=))?([a-z-]+)(?:(<=?|>=?|=|:)([\w.\- /]+))?$")
_DEEPEST = 20


def on_screen(tokens: list[Any]) -> bool:
    """Say whether one of the queries of a list holds; an empty list does.

    >>> from tinycss2 import parse_component_value_list as tokens
    >>> [on_screen(tokens(query)) for query in ("print", "screen and (min-width: 600px)", "(width < 600px)", "")]
    [False, True, False, True]

    """
    queries: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            queries.append([])
        elif token.type not in ("whitespace", "comment"):
            queries[-1].append(token)
    return queries == [[]] or any(bool(query) and _holds(query, 0) for query in queries)


def _holds(query: list[Any], depth: int) -> bool:
    """A type and features joined by ``and``, or features joined by ``or``; ``not`` turns the whole."""
    if depth > _DEEPEST:
        return False
    answers: list[bool] = []
    negated = any_of = False
    for token in query:
        word = token.lower_value if token.type == "ident" else ""
        if word == "not":
            negated = True
        elif word == "or":
            any_of = True
        elif word in ("and", "only"):
            continue
        elif word:
            answers.append(word in ("all", "screen"))
        elif token.type == "() block":
            answers.append(_feature(token.content, depth))
        else:
            answers.append(False)
    found = any(answers) if any_of else all(answers)
    return found != negated


def _feature(tokens: list[Any], depth: int) -> bool:
    inner = [token for token in tokens if token.type not in ("whitespace", "comment")]
    if any(token.type == "() block" for token in inner):
        return _holds(inner, depth + 1)
    found = _RANGE.match("".join(token.serialize() for token in inner).lower())
    if found is None:
        return False
    low, low_sign, name, sign, value = found.groups()
    if name in _IS:
        return value is None or value.strip() == _IS[name]
    bound, _, base = name.partition("-")
    if bound in ("min", "max") and base in _SIZES and sign == ":":
        name, sign = base, ">=" if bound == "min" else "<="
    if name in _SIZES:
        if sign is None and low is None:
            return True
        held = True
        if sign is not None:
            held = _COMPARED["=" if sign == ":" else sign](_SIZES[name], _pixels(value))
        if low is not None:
            held = held and _COMPARED[_TURNED[low_sign]](_SIZES[name], _pixels(low))
        return held
    return name in ("color", "min-color") or (name == "color-gamut" and value == "srgb")


def _pixels(value: str) -> float:
    """Return a length in pixels; what is none is longer than any screen, and less than any."""
    found = re.match(r"\s*(\d+\.?\d*|\.\d+)([a-z]*)\s*$", value)
    if found is None or (found[2] not in _UNITS and found[2]):
        return float("nan")
    return float(found[1]) * _UNITS.get(found[2], 1.0)
