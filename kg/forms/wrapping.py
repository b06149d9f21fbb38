"""Wrapped cells in page-layout text: which lines belong together, told by how full they are.

A cell of a printed table breaks a line only when the next character no longer fits its column. So every line of a
cell but the last is nearly as wide as the column, whatever the width is; the last may be short. And where two
neighbouring columns hold the same words (实施周期指标值 and 年度指标值 mostly do), the words of both columns are
two equal halves. From these two facts rows are found by the cheapest way to cut the text, not by line numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kg.text import Cell, Piece, fold, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A line may stay this many half-width columns short of its column: one full-width character that did not fit,
# and punctuation that must not begin a line takes its neighbour along.
SLACK = 3
_UNIT = re.compile(
    r"[（(《“‘「【〈，。、；：！？）)》”’」】〉≥≤＞＜>≧≦]*(?:[0-9A-Za-z.,%％·+\-–—~～/:]+|.)[）)》”’」】〉，。、；：！？％%]*"
)
TERMINAL = "。！？；.!?"

# Costs of a cut, in units of "one odd thing"; tuned on nothing finer than their order.
_ROW = 0.5  # each row: prefer fewer
_SAME_LINE = 3.0  # a blank inside a cell
_EXTRA_LINE = (0.3, 0.1, 0.1)  # each further line of a name, period value, annual value
_UNFULL = 4.0  # a line broken although the next character would have fitted, at most
_UNEQUAL = 8.0  # period and annual value differ
_ONE_VALUE = 12.0  # only one value was printed
_NO_VALUE = 16.0  # no value was printed
_LONGEST = 24  # pieces in one value cell
_LONGEST_NAME = 10  # pieces in one name cell


def is_full(line: Piece, following: Piece, column: int) -> bool:
    """Whether a line had to be broken before ``following`` in a column of this width (half-width columns)."""
    return width(line.text.strip()) + width(first_unit(following.text)) > column - SLACK


def first_unit(text: str) -> str:
    """Return the words a line break cannot part from the beginning of a line.

    >>> first_unit("（2022—2025年）》为主线"), first_unit("，围绕"), first_unit("≥95%。")
    ('（2022—2025', '，围', '≥95%。')

    """
    found = _UNIT.match(text.strip())
    return found[0] if found else ""


def unfullness(line: Piece, following: Piece, column: int) -> float:
    """Return how far a broken line is from being full, 0 (full) to 1 (empty)."""
    if column <= 0 or is_full(line, following, column):
        return 0.0
    return (column - width(line.text.strip())) / column


def leading_cell(lines: Sequence[Piece], column: int) -> int:
    """Return how many lines from the first on make one cell of a column of this width."""
    count = 1
    while count < len(lines) and is_full(lines[count - 1], lines[count], column):
        # a full line that ends a sentence ends the cell, unless the next line is of this column as well
        ends = lines[count - 1].text.rstrip()[-1:] in TERMINAL
        if ends and width(lines[count].text.strip()) < column - SLACK and not _more(lines, count, column):
            break
        count += 1
    return count


def _more(lines: Sequence[Piece], count: int, column: int) -> bool:
    return any(width(line.text.strip()) >= column - SLACK for line in lines[count : count + 2])


def trailing_cell(lines: Sequence[Piece], column: int) -> int:
    """Return how many lines up to the last one make one cell of a column of this width."""
    count = 1
    while count < len(lines) and is_full(lines[-count - 1], lines[-count], column):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A name and its two values, cut from a run of pieces; ``cost`` tells how odd the cut is."""

    name: Cell
    period: Cell
    annual: Cell
    cost: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    name_end: int
    period_end: int
    end: int
    cost: float
    kind: str


def cut_rows(runs: Sequence[Sequence[Piece]]) -> list[list[ValueRow]]:
    """Cut runs of pieces (words between headings, in reading order) into rows of name, period and annual value.

    The widths of the three columns are learned from the rows found so far and the cut is repeated until it
    stands still. Every piece is used exactly once.
    """
    columns = (0, 0, 0)
    cuts: list[list[_Cut]] = []
    for _ in range(4):
        cuts = [_cheapest(run, columns) for run in runs]
        learned = _learn(runs, cuts)
        if learned == columns:
            break
        columns = learned
    return [[_row(run, cut) for cut in found] for run, found in zip(runs, cuts, strict=True)]


def _row(run: Sequence[Piece], cut: _Cut) -> ValueRow:
    name = Cell.of(run[cut.start : cut.name_end])
    period = Cell.of(run[cut.name_end : cut.period_end])
    annual = Cell.of(run[cut.period_end : cut.end])
    return ValueRow(name, period, annual, cut.cost, cut.kind == "one")


def _learn(runs: Sequence[Sequence[Piece]], cuts: Sequence[Sequence[_Cut]]) -> tuple[int, int, int]:
    widest = [0, 0, 0]
    for run, found in zip(runs, cuts, strict=True):
        for cut in found:
            if cut.kind != "equal":
                continue
            bounds = (cut.start, cut.name_end, cut.period_end, cut.end)
            for column in range(3):
                pieces = run[bounds[column] : bounds[column + 1]]
                if len(pieces) > 1:
                    widest[column] = max(widest[column], *(width(piece.text) for piece in pieces))
    return (widest[0], widest[1], widest[2])


def _cell_cost(pieces: Sequence[Piece], column: int, which: int) -> float:
    cost = 0.0
    for piece, following in pairwise(pieces):
        if piece.line == following.line:
            cost += _SAME_LINE
        else:
            cost += _EXTRA_LINE[which] + _UNFULL * unfullness(piece, following, column)
    if column and any(width(piece.text) > column + SLACK for piece in pieces):
        cost += 1.0
    return cost


class _Run:
    """A run of pieces with what the search for its cheapest cut asks again and again."""

    def __init__(self, pieces: Sequence[Piece], columns: tuple[int, int, int]) -> None:
        self.pieces = pieces
        self.columns = columns
        folded = [fold(piece.text) for piece in pieces]
        self._joined = "".join(folded)
        self._ends = [0, *accumulate(len(text) for text in folded)]
        self._at_offset = {offset: index for index, offset in enumerate(self._ends)}
        self._costs: dict[tuple[int, int, int], float] = {}

    def cost(self, begin: int, end: int, column: int) -> float:
        """Return what it costs to see these pieces as one cell of a column (0 name, 1 period, 2 annual)."""
        key = (begin, end, column)
        if key not in self._costs:
            self._costs[key] = _cell_cost(self.pieces[begin:end], self.columns[column], column)
        return self._costs[key]

    def equal_half(self, begin: int, end: int) -> int | None:
        """Return where the second of two equal halves begins, if these pieces are two equal halves."""
        low, high = self._ends[begin], self._ends[end]
        middle = (low + high) // 2
        if (high - low) % 2 or self._joined[low:middle] != self._joined[middle:high]:
            return None
        return self._at_offset.get(middle)


def _cheapest(pieces: Sequence[Piece], columns: tuple[int, int, int]) -> list[_Cut]:
    run, count = _Run(pieces, columns), len(pieces)
    best: list[tuple[float, _Cut | None]] = [(0.0, None)] * (count + 1)
    for start in range(count - 1, -1, -1):
        choice: tuple[float, _Cut | None] = (float("inf"), None)
        for name_end in range(start + 1, min(start + _LONGEST_NAME, count) + 1):
            name_cost = _ROW + run.cost(start, name_end, 0)
            if name_cost >= choice[0]:
                continue
            for end in range(name_end, min(name_end + 2 * _LONGEST, count) + 1):
                spent = name_cost + best[end][0]
                # no cut is worth a look that cannot become the cheapest any more
                for cut in _value_cuts(run, start, name_end, end, choice[0] - spent):
                    if spent + cut.cost < choice[0]:
                        choice = (spent + cut.cost, replace(cut, cost=name_cost + cut.cost))
        best[start] = choice
    cuts: list[_Cut] = []
    at = 0
    while at < count:
        chosen = best[at][1]
        assert chosen is not None  # a row without values always fits
        cuts.append(chosen)
        at = chosen.end
    return cuts


def _value_cuts(run: _Run, start: int, name_end: int, end: int, budget: float) -> Iterator[_Cut]:
    """Give the ways to see pieces ``name_end`` to ``end`` as a period and an annual value, cheaper than ``budget``."""
    if end == name_end:
        yield _Cut(start, name_end, end, end, _NO_VALUE, "none")
        return
    half = run.equal_half(name_end, end)
    if half is not None:
        cost = run.cost(name_end, half, 1) + run.cost(half, end, 2)
        yield _Cut(start, name_end, half, end, cost, "equal")
        return
    if end - name_end > _LONGEST:
        return
    if budget > _ONE_VALUE:
        yield _Cut(start, name_end, name_end, end, _ONE_VALUE + run.cost(name_end, end, 2), "one")
    if budget > _UNEQUAL:
        for half in range(name_end + 1, end):
            cost = _UNEQUAL + run.cost(name_end, half, 1) + run.cost(half, end, 2)
            yield _Cut(start, name_end, half, end, cost, "unequal")
