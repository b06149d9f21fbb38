"""What may stand in one cell of a text that gives the cells of a page in the order in which they were drawn.

In: words, and the role of a column. Out: whether they may be a cell of it, alone; which of them are (``stream_rows``)
depends on what stands beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Piece
from kg.folding import fold, width
from kg.forms.grids.columns.values import COMPARATOR
from kg.forms.wrapping import SLACK, first_unit
from kg.quantities.units import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

REMARKS = frozenset({"reason", "note"})
VALUES = frozenset({"period", "annual", "actual"})
# in the place of a sign
QUALITIES = frozenset({"定性", "定量"})
_WIDEST_NAME = 80
_POINTS = re.compile(r"\d{1,4}(?:\.\d+)?(?:分|%)?")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|[^\W\d年月]{0,3})")
_WHOLE_FIGURE = re.compile(
    r"[≥≤<>=≧≦]{0,2}-?\d[\d,]*(?:\.\d+)?(?:%|[^\W\d_]{1,4}(?:/[^\W\d_]{1,4}){0,2})(?:以上|以下|以内)?"
)
# a value: ≥95%, 312元, 8月23日
_NO_REMARK = re.compile(
    rf"(?:{_WHOLE_FIGURE.pattern}|(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日|[底末初]|上旬|中旬|下旬)?前?)"
)
_MEASURE_UNIT = re.compile(
    rf"[^\W\d]{{1,2}}|%|‰|[-—–―/\\]+|[万亿千百]?(?:{unit_pattern()})(?:[(（/·].{{1,6}})?|.{{0,2}}百分[比点]|无单位"
)
# 合格率（%） is the end of a name
_UNIT_ENDS = re.compile(rf"\((?:%|‰|[万亿千百]?(?:{unit_pattern()}))\)$")
_DASH = re.compile("[-—–―/]{1,2}")
_ASKS = re.compile(r"(?:[于约达到为至过高低超≥≤<>=:;,、(]|不少|不多)$")
_POINTED = frozenset({"weight", "scored"})
# in a column of their own, and never a name or a value
_LONGEST_LEVEL = "社会公众或服务对象满意度指标"
_DIRECTIONS = frozenset({"正向", "反向", "逆向", "负向", "正向指标", "反向指标", "逆向指标", "负向指标"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words between blanks, and whether they begin and end their line.

    ``may_join`` says that the blank before them may stand within a cell: 同比 2022年.
    """

    piece: Piece
    first: bool
    last: bool
    may_join: bool = False

    @property
    def alone(self) -> bool:
        """Whether nothing else stands on their line."""
        return self.first and self.last

    @property
    def wide(self) -> int:
        """Their display columns."""
        return width(self.piece.text)


def may_hold(words: Sequence[Drawn], role: str, widest: int) -> bool:
    """Whether words may be one cell of a column.

    Args:
        words: One after the other, as they were drawn.
        role: What the column holds.
        widest: The widest line known of the column, in display columns; 0 where none is.

    """
    text = "".join(word.piece.text for word in words)
    one = len(words) == 1
    if role in _POINTED:
        return one and bool(_POINTS.fullmatch(fold(text)))
    if role == "comparator":
        return one and (fold(text) in QUALITIES or bool(COMPARATOR.match(fold(text))))
    if role == "measure_unit":
        return one and bool(_MEASURE_UNIT.fullmatch(fold(text)))
    if role == "rate":
        return one and any(char.isdigit() for char in text)
    if role in REMARKS and (not any(char.isalpha() for char in text) or _NO_REMARK.fullmatch(fold(text))):
        return False
    if role in REMARKS and (fold(text).endswith("指标") or _LONGEST_LEVEL.startswith(fold(text))):
        # a level that is wrapped
        return False
    if role in VALUES | {"name"} and fold(text) in _DIRECTIONS:
        return False
    if role == "name" and (not is_name(text) or words[0].wide > _WIDEST_NAME):
        return False
    if role == "name" and any(_UNIT_ENDS.search(fold(line)) for line in lines_of(words)[:-1]):
        return False
    if role in VALUES and (fold(text) in QUALITIES or not (any(char.isalnum() for char in text) or _is_dash(words))):
        return False
    lines = lines_of(words)
    column = max(widest, *map(width, lines))
    return all(width(above) + width(first_unit(below)) > column - SLACK for above, below in pairwise(lines))


def lines_of(words: Sequence[Drawn]) -> list[str]:
    """Return the words of one cell by line."""
    lines: list[str] = []
    for word in words:
        if word.first or not lines:
            lines.append(word.piece.text)
        else:
            lines[-1] += f" {word.piece.text}"
    return lines


def _is_dash(words: Sequence[Drawn]) -> bool:
    return len(words) == 1 and bool(_DASH.fullmatch(words[0].piece.text))


def holds_odd_figure(words: Sequence[Drawn]) -> bool:
    """Whether a value has a figure below words that ask for none: 全年完成 above 100%, but not 不少于 above it."""
    return any(
        _WHOLE_FIGURE.fullmatch(fold(below))
        and not _ASKS.search(fold(above))
        # 不少于10 above 0场: a number that is wrapped
        and not above[-1].isdigit()
        for above, below in pairwise(lines_of(words))
    )


def text_of(words: Sequence[Drawn]) -> str:
    """Return the words of a cell, folded, without what parts them."""
    return fold("".join(word.piece.text for word in words))


def may_stand(word: Drawn, role: str) -> bool:
    """Whether one word may be a whole cell of a column.

    >>> may_stand(Drawn(Piece("≥95%", 0, 1, None), first=False, last=True), "name")
    False

    """
    return may_hold([word], role, 0)


def is_figure(text: str) -> bool:
    """Whether words are a figure with its sign or unit, or a time, and nothing else: no bare number.

    >>> is_figure("≥80次"), is_figure("152个"), is_figure("9月底前"), is_figure("96.5")
    (True, True, True, False)

    """
    return bool(_WHOLE_FIGURE.fullmatch(fold(text)))


@cache
def is_name(text: str) -> bool:
    """Whether words may name an indicator: no sign and no figure begins them."""
    folded = fold(text)
    figure = COMPARATOR.match(folded) or _FIGURE.fullmatch(folded) or _NO_REMARK.fullmatch(folded)
    letters = sum(char.isalpha() for char in folded)
    return (
        letters > 1 + (folded[0] in "年月日")
        and folded not in ("指标", "目标")
        and not figure
        and folded not in QUALITIES
    )
