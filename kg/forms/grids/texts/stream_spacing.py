"""Blanks that word processors set between Chinese and Latin characters (中西文自动间距), which end no cell.

Their pages print 2024 年 and ≥4 套 with a gap, and programs that take the words out write it as a blank, like the one
between two cells. Where a text has such blanks in a year, a number and its unit, the parts of a date, and Latin letters
within Chinese words are one cell; a number and a unit are two in tables that have a column of units.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.quantities.units import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.cells import Piece
    from kg.forms.grids.texts.stream_cells import Drawn

_SPACED = re.compile(r"(?:^|[^\d])20\d\d 年|附[件表] \d")
_UNIT = re.compile(
    rf"(?:{unit_pattern()}|[万亿]?(?:{unit_pattern()}))(?:[(（][^()（）]{{1,3}}[)）])?(?:[/·][^\W\d_]{{1,4}})*"
    r"(?:以上|以下|以内|左右|[之以]?前|[底末初](?:之?前)?)*"
)
_IN_DATE = re.compile(r".*\d ?[年月]")
# 12公里, 2025年11月底前, 2024-06-30
_VALUE = re.compile(
    rf"\d[\d,.]*(?:%|{_UNIT.pattern})?|[\d.\-/:~至年月日]+(?:[底末初]|[上中下]旬)?(?:之?前)?",
)
_YEAR = re.compile(r"20\d\d ?年")
_NUMBERED = re.compile("(?:^指标|^目标|^任务|第)$")
_LATIN = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9.+\-]+")


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
            found.append(_joined(found.pop(), word))
        else:
            found.append(word)
    texts = [*(word.piece.text for word in found), ""]
    return [
        replace(
            word,
            may_join=at > 0 and _may_join(*texts[at - 1 : at + 2]),
        )
        for at, word in enumerate(found)
    ]


def _may_join(before: str, word: str, after: str) -> bool:
    """Whether a blank may stand within a cell: 同比 2022 年, 覆盖 12 个镇街; not 清淤长度 12 公里, which are two."""
    if before[-1].isdigit():
        return bool(_UNIT.match(fold(word))) and _is_chinese(word[0])
    counts = bool(after and _UNIT.match(fold(after)) and _is_chinese(after[0]))
    # a year may be a value, or what one is compared with
    no_value = _YEAR.fullmatch(word) or not _VALUE.fullmatch(fold(word))
    return _is_chinese(before[-1]) and word[0].isdigit() and bool(counts or no_value)


def _joined(word: Drawn, after: Drawn) -> Drawn:
    gap = " " * (after.piece.start - word.piece.end)
    piece = replace(word.piece, text=f"{word.piece.text}{gap}{after.piece.text}")
    return replace(word, piece=piece, last=after.last)


def _goes_on(word: str, after: str, *, units: bool) -> bool:
    if word[-1].isdigit() and (after[0] in "年月日" or (not units and _UNIT.fullmatch(fold(after)))):
        return True
    if (_IN_DATE.fullmatch(word) or _NUMBERED.search(word)) and after[0].isdigit():
        return True
    # PM2.5 平均浓度, 更换 LED 路灯
    latin = _LATIN.fullmatch(word.split(" ")[-1]), _LATIN.fullmatch(after)
    return bool(latin[0]) != bool(latin[1]) and (_is_chinese(after[0]) if latin[0] else _is_chinese(word[-1]))


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
