"""Rows of a text that gives the cells of a page in the order in which they were drawn, told by who shares a line.

Programs that take the words out of a PDF write them row by row and cell by cell; an empty cell leaves nothing. Cells of
one line each that stand beside each other share a line of the text, as they stand at one height; a wrapped cell has its
lines for itself, and all of them but the last are full. So most rows can be cut in one way only. Where there are two
ways, or none, nothing is read.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.forms.grids.texts.stream_cells import REMARKS, VALUES, holds_odd_figure, may_hold, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.forms.grids.texts.stream_cells import Drawn

# a cell of more lines is taken for none; with more ways to cut a row it is not looked at
_MOST_LINES = 8
_MOST_WAYS = 200
# a target printed again as the result is no chance from so many characters on
_HALF = 5
_RESULT = re.compile(
    "(?:已|均|全部|全面|按时|按期|基本|有效|明显|显著|逐步|持续|有所|不断|进一步|稳步|大幅|较)*"
    "(?:完成|达成|达到|达标|实现|提升|提高|改善|增强|促进|保障|健全|完善|合格|合规|规范|及时|满意|良好|有效|明显|显著|长期|持续|稳定"
    "|年度|预期|目标|指标|计划)+"
)
Span = tuple[int, int]
CutRow = tuple[Span, ...]


def certain_rows(
    words: Sequence[Drawn], roles: Sequence[str], widths: Sequence[int], *, usual: bool
) -> dict[int, CutRow]:
    """Return the rows that are the same in every way to cut the words into whole rows, by where they begin.

    Args:
        words: All words of some rows, from the first name on.
        roles: What the columns hold, from the names on; a remark in the last one may be empty.
        widths: The widest line known of each column, 0 where none is.
        usual: Look only for what is usual: a figure below words of its own cell is none, unless these ask for one.

    Returns:
        For each row the words of its cells as ranges; an empty range for an empty cell.

    """
    count = len(words)
    cutting = _Cutting(words, roles, widths)
    found = [list(islice(cutting.rows_from(at), _MOST_WAYS)) for at in range(count)]
    if any(len(ways) == _MOST_WAYS for ways in found):
        return {}
    lacking = {
        (row[0][0], row[-1][1])
        for rows in found
        for row in rows
        if _lacks_result(row, roles) and not _is_no_reason(words, row, roles)
    }
    rows = [
        [row for row in rows if not _lacks_result(row, roles) and not (usual and _is_odd(words, row, roles))]
        for rows in found
    ]
    if usual:
        rows = [_without_split_halves(words, ways, roles) for ways in rows]
    before = [1] + [0] * count
    for at in range(count):
        for row in rows[at]:
            before[row[-1][1]] += before[at]
    # where nothing fits the words of the last row, what stands well above them is certain as well
    end = next(at for at in range(count, -1, -1) if before[at])
    after = [0] * end + [1]
    for at in range(end - 1, -1, -1):
        after[at] = sum(after[row[-1][1]] for row in rows[at] if row[-1][1] <= end)
    return {
        at: row
        for at in range(end)
        for row in rows[at]
        if row[-1][1] <= (end if end == count else end - 1)
        and before[at] * after[row[-1][1]] == after[0]
        and (at, row[-1][1]) not in lacking
    }


class _Cutting:
    """The ways to see a row from a word on; ends that lead nowhere are looked at once."""

    def __init__(self, words: Sequence[Drawn], roles: Sequence[str], widths: Sequence[int]) -> None:
        self._words = words
        self._roles = roles
        self._widths = widths
        self._open: dict[tuple[int, int, bool], bool] = {}

    def rows_from(self, start: int) -> Iterator[CutRow]:
        """Give each way to see a row from a word on; only the first may go on with the line of its level."""
        if not start or self._words[start].first:
            yield from self._rows(start, (), single=False)

    def _rows(self, at: int, cells: CutRow, *, single: bool) -> Iterator[CutRow]:
        column = len(cells)
        if column == len(self._roles):
            yield cells
            return
        for end, alone in self._steps(at, column, single=single, begun=bool(cells)):
            if not (self._may_lack(cells) if end == at else self._fits(cells)):
                continue
            if self._leads_on(end, column + 1, single=alone):
                yield from self._rows(end, (*cells, (at, end)), single=alone)

    def _leads_on(self, at: int, column: int, *, single: bool) -> bool:
        """Whether the columns from one on can be filled from a word on, whatever stands before."""
        if column == len(self._roles):
            return self._words[at - 1].last
        key = (at, column, single)
        if key not in self._open:
            steps = self._steps(at, column, single=single, begun=True)
            self._open[key] = any(self._leads_on(end, column + 1, single=alone) for end, alone in steps)
        return self._open[key]

    def _steps(self, at: int, column: int, *, single: bool, begun: bool) -> Iterator[tuple[int, bool]]:
        """Give where a cell may end, and whether the last one with words has one line; an empty one ends at once.

        Args:
            at: Its first word.
            column: Its column, from the names on.
            single: Whether the one before it has one line.
            begun: Whether there is one before it.

        """
        role, words = self._roles[column], self._words
        if begun and (role in ("comparator", "measure_unit", "actual") or role in REMARKS):
            yield at, single
        lines = 1
        for end in range(at + 1, min(at + _MOST_LINES, len(words)) + 1):
            word = words[end - 1]
            if end > at + 1:
                # further lines of a cell have no other words beside them
                goes_on = words[at].first and words[end - 2].last if word.first else word.may_join
                if not goes_on:
                    return
                lines += word.first
            beside = single and lines == 1
            if (begun and beside is words[at].first) or (lines > 1 and not word.last):
                # cells of one line share it with the one before, and others do not
                continue
            if may_hold(words[at:end], role, self._widths[column]):
                yield end, lines == 1

    def _may_lack(self, cells: CutRow) -> bool:
        """Whether the next cell may be empty: a remark at the end, a sign, the unit of what is no number, a result.

        A row without its result is never read, but it is another way to see the words of one that looks whole.
        """
        role = self._roles[len(cells)]
        if role == "measure_unit":
            return self._target_is_number(cells) is False
        return role in ("comparator", "actual") or (role in REMARKS and len(cells) + 1 == len(self._roles))

    def _fits(self, cells: CutRow) -> bool:
        """Whether a cell with words may come next: what is no number has no unit."""
        return self._roles[len(cells)] != "measure_unit" or self._target_is_number(cells) is not False

    def _target_is_number(self, cells: CutRow) -> bool | None:
        """Whether the target among the cells holds a digit; ``None`` where it is not among them."""
        if "annual" not in self._roles[: len(cells)]:
            return None
        begin, end = cells[self._roles.index("annual")]
        return any(char.isdigit() for word in self._words[begin:end] for char in word.piece.text)


def _lacks_result(row: CutRow, roles: Sequence[str]) -> bool:
    return any(begin == end for (begin, end), role in zip(row, roles, strict=True) if role == "actual")


def _is_no_reason(words: Sequence[Drawn], row: CutRow, roles: Sequence[str]) -> bool:
    """Whether what would be the reason of a row without a result is one: 显著提升, or the words of the target."""
    cells = {
        role: "".join(word.piece.text for word in words[begin:end])
        for (begin, end), role in zip(row, roles, strict=True)
    }
    reason = fold(cells.get("reason", ""))
    return bool(reason) and (reason == fold(cells.get("annual", "")) or bool(_RESULT.fullmatch(reason)))


def _without_split_halves(words: Sequence[Drawn], ways: Sequence[CutRow], roles: Sequence[str]) -> list[CutRow]:
    """Leave out the ways that cut through a target that is printed again as the result, as long as they are."""
    if not {"annual", "actual"} <= set(roles):
        return list(ways)
    annual, actual = roles.index("annual"), roles.index("actual")
    text = {row: [text_of(words[begin:end]) for begin, end in (row[annual], row[actual])] for row in ways}
    again = [row for row, (target, result) in text.items() if target == result and len(target) >= _HALF]
    ends = {row[-1][1] for row in again}
    return [row for row in ways if row in again or row[-1][1] not in ends]


def _is_odd(words: Sequence[Drawn], row: CutRow, roles: Sequence[str]) -> bool:
    return any(
        holds_odd_figure(words[begin:end]) for (begin, end), role in zip(row, roles, strict=True) if role in VALUES
    )
