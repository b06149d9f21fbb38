"""Blanks that word processors set between Chinese and Latin characters (中西文自动间距), which end no cell.

Their pages print 2024 年 and ≥4 套 with a gap, and programs that take the words out write it as a blank, like the one
between two cells. Where a text has such blanks in a year, a number and its unit, the parts of a date, and Latin letters
within Chinese words are one cell; a number and a unit are two in tables that have a column of units.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.forms.grids.texts.stream_rows import Drawn
from kg.quantities.units import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.cells import Piece

_SPACED = re.compile(r"(?:^|[^\d])20\d\d 年|附[件表] \d")
_UNIT = re.compile(
    rf"(?:{unit_pattern()}|[万亿]?(?:{unit_pattern()}))(?:[(（][^()（）]{{1,3}}[)）])?(?:[/·][^\W\d_]{{1,4}})*"
    r"(?:以上|以下|以内|左右|[之以]?前|[底末初](?:之?前)?)*"
)
_DATE = re.compile(r"(?:年|月)(?:度|底|末|初|份|上旬|中旬|下旬)?(?:之?前|以前)?|日(?:之?前|以前)?")
_LATIN = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9.+\-]+")
_IN_DATE = re.compile(r".*\d ?[年月]")


def is_spaced(lines: Iterable[Piece]) -> bool:
    """Whether a text has blanks between the scripts, as its years show."""
    return any(_SPACED.search(line.text) for line in lines)


def without_spacing(line: Sequence[Drawn], *, units: bool) -> list[Drawn]:
    """Join the words of a line that such blanks part.

    Args:
        line: The words, as blanks part them.
        units: Whether the table has a column of units, so that these are cells of their own.

    """
    found: list[Drawn] = []
    for word in line:
        if found and _goes_on(found[-1].piece.text, word.piece.text, units=units):
            before = found.pop()
            gap = word.piece.start - before.piece.end
            joined = before.piece.text + " " * gap + word.piece.text
            word = Drawn(
                before.piece.__class__(joined, before.piece.start, before.piece.line, before.piece.page),
                before.first,
                word.last,
            )
        found.append(word)
    return found


def _goes_on(word: str, after: str, *, units: bool) -> bool:
    if word[-1].isdigit() and (_DATE.fullmatch(after) or (not units and _UNIT.fullmatch(fold(after)))):
        return True
    if _IN_DATE.fullmatch(word) and after[0].isdigit():
        return True
    # PM2.5 平均浓度, 更换 LED 路灯
    latin = _LATIN.fullmatch(word.split(" ")[-1]), _LATIN.fullmatch(after)
    return bool(latin[0]) != bool(latin[1]) and (_is_chinese(after[0]) if latin[0] else _is_chinese(word[-1]))


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
