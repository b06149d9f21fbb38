"""How printed words are compared (折叠): without white space and width, never stored; and how wide they print.

A module of its own because a search needs it and must not pay for the records.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WHITE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def fold(text: str) -> str:
    """Fold a label for recognition: NFKC, no white space, brackets half width. Never stored, only compared.

    >>> fold("预算金额（万 元）")
    '预算金额(万元)'

    """
    return _WHITE.sub("", unicodedata.normalize("NFKC", text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Fold text and say for each folded character at which offset of ``text`` it was printed.

    >>> fold_with_places("元 （")
    ('元(', [0, 2])

    """
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for part in fold(char):
            folded.append(part)
            places.append(at)
    return "".join(folded), places


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def width(text: str) -> int:
    """Return the display width in half-width columns: 2 for a Chinese character, 1 for a Latin letter or digit."""
    return sum(map(_columns, text))
