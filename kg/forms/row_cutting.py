"""Rows of name, period value and annual value in page-layout text, found as the cheapest way to cut it.

Three columns stand one after another without a mark between them. Two facts tell them apart: a cell breaks its line
only where the column is full, and the two values of a row are mostly the same words, so that they are two equal
halves. What a cut costs is counted in whole numbers, so that sums over ranges are exact and ties break the same way
everywhere. The best row from a place on does not depend on what stands before it, which makes the search linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece
from kg.folding import fold, width
from kg.forms.wrapping import SLACK, first_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

# Costs of a cut, in thousandths of "one odd thing"; tuned on nothing finer than their order.
_ROW = 500  # each row: prefer fewer
_SAME_LINE = 3_000  # a blank inside a cell
_EXTRA_LINE = (300, 100, 100)  # each further line of a name, period value, annual value
_UNFULL = 4_000  # a line broken although the next character would have fitted, at most
_TOO_WIDE = 1_000  # a cell wider than its column
_UNEQUAL = 8_000  # period and annual value differ
_UNEQUAL_ON_A_LINE = 2_000  # they differ and stand side by side at the end of one line
_ONE_VALUE = 12_000  # only one value was printed
_NO_VALUE = 16_000  # no value was printed
_LONGEST = 24  # pieces in one value cell
_LONGEST_NAME = 10  # pieces in one name cell
_NEVER = 1 << 60


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A name and its two values, cut from a run of pieces; ``unsure`` where only one value was printed."""

    name: Cell
    period: Cell
    annual: Cell
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Values:
    """The cheapest two value cells from a place on: where they part and end, their cost with all that follows."""

    cost: int
    half: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    name_end: int
    half: int
    end: int
    kind: str


def cut_rows(runs: Sequence[Sequence[Piece]]) -> list[list[ValueRow]]:
    """Cut runs of pieces (words between headings, in reading order) into rows of name, period and annual value.

    The widths of the three columns are learned from the rows found so far and the cut is repeated until it
    stands still. Every piece is used exactly once.
    """
    measured = [_Run(run) for run in runs]
    columns = (0, 0, 0)
    cuts: list[list[_Cut]] = []
    for _ in range(4):
        cuts = [_cheapest(run, columns) for run in measured]
        learned = _learn(measured, cuts)
        if learned == columns:
            break
        columns = learned
    return [[_row(run.pieces, cut) for cut in found] for run, found in zip(measured, cuts, strict=True)]


def _row(run: Sequence[Piece], cut: _Cut) -> ValueRow:
    return ValueRow(
        Cell.of(run[cut.start : cut.name_end]),
        Cell.of(run[cut.name_end : cut.half]),
        Cell.of(run[cut.half : cut.end]),
        cut.kind == "one",
    )


def _learn(runs: Sequence[_Run], cuts: Sequence[Sequence[_Cut]]) -> tuple[int, int, int]:
    widest = [0, 0, 0]
    for run, found in zip(runs, cuts, strict=True):
        for cut in found:
            if cut.kind != "equal":
                continue
            for column, (begin, end) in enumerate(pairwise((cut.start, cut.name_end, cut.half, cut.end))):
                if end - begin > 1:
                    widest[column] = max(widest[column], *run.widths[begin:end])
    return (widest[0], widest[1], widest[2])


class _Run:
    """A run of pieces with what the search asks of it: widths, first units, folded words."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.widths = [width(piece.text) for piece in pieces]
        self.bare_widths = [width(piece.text.strip()) for piece in pieces]
        self.unit_widths = [width(first_unit(piece.text)) for piece in pieces]
        folded = [fold(piece.text) for piece in pieces]
        self._joined = "".join(folded)
        self._ends = [0, *accumulate(len(text) for text in folded)]
        self._at_offset = {offset: index for index, offset in enumerate(self._ends)}

    def ends_line(self, begin: int, end: int) -> bool:
        """Whether pieces ``begin`` to ``end`` are the last of one line."""
        lines = [piece.line for piece in self.pieces[begin : end + 1]]
        return lines[0] == lines[1] and (len(lines) == 2 or lines[2] != lines[1])

    def equal_half(self, begin: int, end: int) -> int | None:
        """Return where the second of two equal halves begins, if these pieces are two equal halves."""
        low, high = self._ends[begin], self._ends[end]
        middle = (low + high) // 2
        if (high - low) % 2 or self._joined[low:middle] != self._joined[middle:high]:
            return None
        return self._at_offset.get(middle)


class _Costs:
    """What it costs to see pieces as one cell of one column (0 name, 1 period, 2 annual), for any range at once."""

    def __init__(self, run: _Run, column: int, which: int) -> None:
        # _breaks[i]: cost of all joints before piece i with the piece before it; _wide[i]: too wide pieces before i
        self._breaks = [0, *accumulate(_joint(run, at, column, which) for at in range(len(run.pieces)))]
        too_wide = (column > 0 and piece > column + SLACK for piece in run.widths)
        self._wide = [0, *accumulate(int(wide) for wide in too_wide)]

    def cell(self, begin: int, end: int) -> int:
        """Return the cost of pieces ``begin`` to ``end`` (at least one) as one cell."""
        cost = self._breaks[end] - self._breaks[begin + 1]
        return cost + _TOO_WIDE if self._wide[end] > self._wide[begin] else cost


def _joint(run: _Run, at: int, column: int, which: int) -> int:
    if at == 0:
        return 0
    if run.pieces[at - 1].line == run.pieces[at].line:
        return _SAME_LINE
    left = column - run.bare_widths[at - 1]
    if column <= 0 or left < run.unit_widths[at] + SLACK:
        return _EXTRA_LINE[which]
    return _EXTRA_LINE[which] + _UNFULL * left // column


def _cheapest(run: _Run, columns: tuple[int, int, int]) -> list[_Cut]:
    count = len(run.pieces)
    name, period, annual = (_Costs(run, column, which) for which, column in enumerate(columns))
    best = [0] * (count + 1)
    values: list[_Values] = [_Values(_NEVER, count, count, "none")] * (count + 1)
    ends = [0] * count
    values[count] = _Values(_NO_VALUE, count, count, "none")
    for start in range(count - 1, -1, -1):
        cheapest = _NEVER
        for name_end in range(start + 1, min(start + _LONGEST_NAME, count) + 1):
            spent = _ROW + name.cell(start, name_end)
            if spent >= cheapest:
                break  # a longer name is never cheaper
            if spent + values[name_end].cost < cheapest:
                cheapest, ends[start] = spent + values[name_end].cost, name_end
        best[start] = cheapest
        values[start] = _values_from(run, start, best, period, annual)
    cuts: list[_Cut] = []
    at = 0
    while at < count:
        found = values[ends[at]]
        cuts.append(_Cut(at, ends[at], found.half, found.end, found.kind))
        at = found.end
    return cuts


def _values_from(run: _Run, begin: int, best: Sequence[int], period: _Costs, annual: _Costs) -> _Values:
    """Return the cheapest way to see two value cells from ``begin`` on and rows after them."""
    choice = _Values(_NO_VALUE + best[begin], begin, begin, "none")
    count = len(run.pieces)
    for end in range(begin + 1, min(begin + 2 * _LONGEST, count) + 1):
        after = best[end]
        half = run.equal_half(begin, end)
        if half is not None:
            cost = after + period.cell(begin, half) + annual.cell(half, end)
            if cost < choice.cost:
                choice = _Values(cost, half, end, "equal")
            continue
        if end - begin > _LONGEST:
            continue
        if after + _ONE_VALUE < choice.cost:
            cost = after + _ONE_VALUE + annual.cell(begin, end)
            if cost < choice.cost:
                choice = _Values(cost, begin, end, "one")
        if end == begin + 2 and run.ends_line(begin, end):
            cost = after + _UNEQUAL_ON_A_LINE
            if cost < choice.cost:
                choice = _Values(cost, begin + 1, end, "unequal")
        elif after + _UNEQUAL < choice.cost:
            choice = _unequal(begin, end, after, choice, period, annual)
    return choice


def _unequal(begin: int, end: int, after: int, choice: _Values, period: _Costs, annual: _Costs) -> _Values:
    for half in range(begin + 1, end):
        spent = after + _UNEQUAL + period.cell(begin, half)
        if spent >= choice.cost:
            break  # a longer period value is never cheaper
        cost = spent + annual.cell(half, end)
        if cost < choice.cost:
            choice = _Values(cost, half, end, "unequal")
    return choice
