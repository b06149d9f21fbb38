"""Levels in a text that gives cells in the order in which they were drawn (分级指标): where they begin and end.

A level is drawn before the first of its rows, on lines of its own where it is merged over several. The field's words
are levels wherever they begin a line. Others are known by lines that hold a word for each heading, as 产出目标 does in
产出目标 数量 夜间开放天数 ≥300天, by standing in a table that begins with a bare word (产出), or by ending with 指标.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.categories import is_heading, is_level1, is_level2, level1_of, without_code
from kg.cells import Cell
from kg.folding import fold, width
from kg.forms.grids.texts.stream_cells import REMARKS, may_stand
from kg.forms.grids.texts.stream_headings import MOST_WRAPS, cell_of, wrapped
from kg.forms.grids.words.frameworks import is_first_level, is_second_level, stands_below
from kg.forms.wrapping import first_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.forms.grids.texts.stream_cells import Drawn
    from kg.forms.grids.texts.stream_headings import Headings

_PAIR = 2
# a result, and what a direction or a kind is called
_NO_LEVEL = re.compile("^该|预期|达成|完成|正向|[反逆负]向|定性|定量")


class Levels(NamedTuple):
    """The levels that hold from a word on.

    Attributes:
        cells: By column.
        end: The word below them.
        sure: Whether both are there, and the upper is the one of the lower.
        known: Whether the lower is a word of the field or of whole lines.
        upper: Whether a first level is printed here.
        room: So many display columns a line of names would have if the lower level were the beginning of a name, as
            财务管理 above 制度健全性; 0 where it cannot be.

    """

    cells: dict[int, Cell]
    end: int
    sure: bool
    known: bool
    upper: bool
    room: int


@dataclass(frozen=True, slots=True)
class LevelWords:
    """What stands in the columns of levels of one table.

    Attributes:
        columns: The columns of levels.
        uppers: Folded words of first levels that whole lines have, beside the field's.
        lowers: Those of second levels.
        bare: Whether 产出 and 数量 are levels without 指标 behind them.
        satisfaction: Whether a first level 满意度指标 stands among them.
        least: How many cells a row has at least, from its name on.
        most: How many at most; a remark may be empty.

    """

    columns: tuple[int, ...]
    uppers: frozenset[str]
    lowers: frozenset[str]
    bare: bool
    satisfaction: bool
    least: int
    most: int

    @classmethod
    def of(cls, headings: Headings, lines: Sequence[Sequence[Drawn]]) -> LevelWords:
        """Learn the words from the lines below the headings."""
        uppers, lowers = set(), set()
        for line in lines if len(headings.levels) == _PAIR else ():
            if len(line) == len(headings.cells) and _is_whole(line, headings):
                upper, lower = (line[column].piece.text for column in headings.levels)
                if is_first_level(upper) or is_level1(upper):
                    uppers.add(fold(upper))
                    lowers.add(fold(lower))
        first = [word for line in lines[:MOST_WRAPS] for word in line][:MOST_WRAPS]
        bare = bool(wrapped(first, is_first_level)) and not wrapped(first, is_level1)
        body = [word for line in lines for word in line]
        satisfaction = any(
            body[at].first and wrapped(body[at : at + MOST_WRAPS], lambda text: without_code(text) == "满意度指标")
            for at in range(len(body))
        )
        least = len(headings.roles) - (headings.roles[-1] in REMARKS)
        return cls(
            headings.levels, frozenset(uppers), frozenset(lowers), bare, satisfaction, least, len(headings.roles)
        )

    def read(self, body: Sequence[Drawn], at: int, held: dict[int, Cell]) -> Levels | None:
        """Read the levels that begin at a word, ``None`` where none does.

        Args:
            body: All words below the headings.
            at: The word.
            held: The levels that hold above it.

        """
        if not self.columns or not body[at].first:
            return None
        here = body[at : at + 2 * MOST_WRAPS]
        if len(self.columns) == 1:
            return self._one(here, at)
        upper, lower = self.columns
        first, second, known = self._counts(here)
        if not first and not second:
            return None
        above = cell_of(here[:first]) if first else held.get(upper, Cell())
        below = cell_of(here[first : first + second])
        return Levels(
            {upper: above, lower: below},
            at + first + second,
            sure=bool(above and below) and self._fits(below.text, above.text),
            known=known,
            upper=first > 0,
            room=_room(here[second - 1], here[second:]) if second == 1 and not first else 0,
        )

    def _one(self, here: Sequence[Drawn], at: int) -> Levels | None:
        count = wrapped(here, lambda text: self._is_upper(text) or self._is_lower(text))
        cells = {self.columns[0]: cell_of(here[:count])}
        return Levels(cells, at + count, sure=True, known=True, upper=False, room=0) if count else None

    def _counts(self, here: Sequence[Drawn]) -> tuple[int, int, bool]:
        """Return how many words are the first and the second level, and whether the second is a known word."""
        first = wrapped(here, self._is_upper)
        second = wrapped(here[first:], self._is_lower)
        if first and not second and self._is_lower(cell_of(here[:first]).text):
            # 成本指标 may be a level of its own, or one below 产出指标
            return 0, first, True
        if second:
            return first, second, True
        if first:
            return first, self._unknown(here[first:], cell_of(here[:first]).text), False
        count = self._unknown(here[:1])
        if count and (below := wrapped(here[count:], self._is_lower) or self._unknown(here[count:])):
            # 过程管理指标 above 计划管理指标
            return count, below, False
        # on a line of its own it may be a name
        return 0, 0 if here[0].last else count, False

    def _fits(self, below: str, above: str) -> bool:
        """Whether a second level may stand below a first one."""
        official = without_code(level1_of(below))
        # the forms of 2015 have no first level of satisfaction
        older = official == "满意度指标" and not self.satisfaction and without_code(above) == "效益指标"
        of_framework = not is_level1(above) and stands_below(below, above)
        return without_code(above).startswith(official) or older or of_framework

    def _unknown(self, here: Sequence[Drawn], upper: str = "") -> int:
        """Return how many words make a second level that only its end tells: 群众满意度 | 指标."""
        count = wrapped(here, ends_as_a_level)
        if count and self._is_upper(text := cell_of(here[:count]).text) and text != upper:
            # 满意度指标 below 满意度指标, but not below 效益指标, which has no row
            return 0
        # 明显改善 above 质量指标
        ends = [cell_of(here[begin:count]).text for begin in range(1, count)]
        known = any(self._is_upper(end) or self._is_lower(end) for end in ends)
        return 0 if known else count

    def _is_upper(self, text: str) -> bool:
        return is_level1(text) or fold(text) in self.uppers or (self.bare and is_first_level(text))

    def _is_lower(self, text: str) -> bool:
        return is_level2(text) or fold(text) in self.lowers or (self.bare and is_second_level(text))


def _room(word: Drawn, below: Sequence[Drawn]) -> int:
    if not word.last or fold(word.piece.text).endswith("指标") or not below:
        return 0
    return word.wide + width(first_unit(below[0].piece.text))


def _is_whole(line: Sequence[Drawn], headings: Headings) -> bool:
    """Whether a line holds a word for each heading, each as it may stand there."""
    name = headings.name
    return all(may_stand(word, "name") for word in line[:name]) and all(
        may_stand(word, role) for word, role in zip(line[name:], headings.roles, strict=True)
    )


def ends_as_a_level(text: str) -> bool:
    """Whether words may be a level that nobody knows by their end, and are no result or direction.

    >>> ends_as_a_level("进度指标"), ends_as_a_level("达成预期指标"), ends_as_a_level("培训人数")
    (True, False, False)

    """
    folded = fold(text)
    return folded.endswith("指标") and is_heading(text) and not _NO_LEVEL.search(folded)
