r"""Fields of a DOCX file whose result Word draws and does not write: drop-down lists of forms, equations (``EQ``).

Word writes ① as ``EQ \o\ac(○,1)``, and the choice of a list beside the beginning of the field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.docx_styles import attribute, tag_of, value_of
from kg.readers.marks import power

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_CIRCLED = re.compile(r"\\o(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,;]\s*(\d{1,2})\s*\)")
_FRACTION = re.compile(r"\\f\s*\(([^(),;\\]*)[,;]([^(),;\\]*)\)")
_RAISED = re.compile(r"\\s\\up\s*\d*\s*\(([^()\\]*)\)")
# switches, parentheses, and what parts the arguments
_AROUND = re.compile(r"\\[a-z]+\s*\d*|[(),;\s]")
_MOST_CIRCLED = 20


class Field:
    """One open field: its code so far, whether the code is still being read, and how many words stood before it."""

    def __init__(self, begin: Element, words: int) -> None:
        self.in_code = True
        self.code: list[str] = []
        self.words = words
        self._begin = begin

    def drawn(self, before: Sequence[str]) -> str:
        """Return the words that Word draws for the field, nothing for one whose result is written."""
        code = "".join(self.code).strip()
        kind, _, rest = code.partition(" ")
        if kind.upper() == "EQ":
            return equation(rest.strip(), before)
        return self._choice() if kind.upper() == "FORMDROPDOWN" else ""

    def _choice(self) -> str:
        """Return the entry of a drop-down list that is chosen, else the one it begins with."""
        for choices in self._begin.iter("{*}ddList"):
            entries = [attribute(child, "val") or "" for child in choices if tag_of(child) == "listEntry"]
            chosen = value_of(choices, "result") or value_of(choices, "default") or "0"
            if chosen.isdecimal() and int(chosen) < len(entries):
                return entries[int(chosen)]
        return ""


def equation(code: str, before: Sequence[str] = ()) -> str:
    r"""Return the words of an ``EQ`` field; one with figures that is not understood stays as its code.

    Args:
        code: What follows ``EQ``.
        before: The words before it, whose last digit may be raised to a power.

    >>> equation(r"\o\ac(○,6)"), equation(r"\f(1,2)"), equation(r"\s\up5(4)", ["1.5×10"]), equation(r"\r(3,8)")
    ('⑥', '1/2', '^4', '{EQ \\r(3,8)}')

    """
    circled = _CIRCLED.fullmatch(code)
    if circled and 1 <= int(circled[1]) <= _MOST_CIRCLED:
        return chr(0x2460 + int(circled[1]) - 1)
    if fraction := _FRACTION.fullmatch(code):
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    if raised := _RAISED.fullmatch(code):
        return power(before) + raised[1].strip()
    words = _AROUND.sub("", code)
    return "{EQ " + code + "}" if any(char.isdigit() for char in words) else words
