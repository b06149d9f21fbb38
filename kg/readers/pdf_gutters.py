"""Words of a page → zones of columns: where white stripes run down between words over many lines.

A table without rules shows its columns by the white between them. A *gutter* is a stripe that no character of a zone
covers; a zone begins with the lines that part into most columns, as a heading does, and grows until words cross one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.parted_labels import is_label
from kg.readers.pdf_lines import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.readers.pdf_content import Char

# all lengths in sizes of the type
# characters whose baselines are nearer stand on one line
_ONE_LINE = 0.12
# gaps inside words: between two Chinese characters, at a Latin one, and over a space that is printed
_WITHIN = 0.12
_AT_LATIN = 0.3
_OVER_SPACE = 1.1
# white that parts columns at least in the lines that begin a zone
_CLEAR = 0.6
# a gutter keeps this width over its whole zone
_NARROWEST = 0.12
# lines of one row that are wrapped or centred stand within this
_ROW_HEIGHT = 2.2
_MOST_SLICES = 4
# a zone does not go on below so much white
_FURTHEST = 9.0
# words of one row in other type stand within this
_ABOUT = 0.6
_FEWEST_COLUMNS = 3
# a line with so many words of the field's vocabulary is a heading
_HEADING_LABELS = 2
# a page of more is a drawing; what is tried is bounded
_MOST_LINES = 400
_MOST_BEGINNINGS = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn on from each other: words or a part of them."""

    x0: float
    x1: float
    chars: tuple[Char, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The words on one baseline; ``size`` is that of its largest type."""

    base: float
    size: float
    runs: tuple[Run, ...]


@dataclass(slots=True)
class Zone:
    """Neighbouring slices with gutters that none of their words cross; ``first`` and ``last`` number them."""

    first: int
    last: int
    gutters: list[tuple[float, float]]

    def column(self, run: Run) -> int:
        """Return the column that a run of the zone stands in."""
        return sum(right <= (run.x0 + run.x1) / 2 for _, right in self.gutters)


def slices_of(chars: Iterable[Char]) -> list[Slice]:
    """Set upright characters into slices, from top to bottom."""
    slices: list[Slice] = []
    line: list[Char] = []
    for char in sorted((char for char in chars if not char.turn), key=lambda char: char.base):
        if line and char.base - line[0].base > _ONE_LINE * max(char.size, line[0].size):
            slices.extend(_slice(line))
            line = []
        line.append(char)
    slices.extend(_slice(line))
    return slices


def _slice(line: list[Char]) -> Iterator[Slice]:
    words = [char for char in line if not char.text.isspace()]
    if words:
        yield Slice(line[0].base, max(char.size for char in words), tuple(_runs(line)))


def _runs(line: list[Char]) -> Iterator[Run]:
    run: list[Char] = []
    spaces: list[Char] = []
    for char in sorted(line, key=lambda char: char.x0):
        if char.text.isspace():
            spaces.append(char)
            continue
        if run:
            latin = is_latin(run[-1].text[-1]) or is_latin(char.text[0])
            most = _OVER_SPACE if spaces else _AT_LATIN if latin else _WITHIN
            if char.x0 - run[-1].x1 > most * char.size:
                yield Run(run[0].x0, max(char.x1 for char in run), tuple(run))
                run = []
            else:
                run += spaces
        run.append(char)
        spaces = []
    yield Run(run[0].x0, max(char.x1 for char in run), tuple(run))


def zones_of(slices: Sequence[Slice]) -> list[Zone]:
    """Return zones of at least three columns, the largest first; they may overlap."""
    found: dict[tuple[int, int], Zone] = {}
    if len(slices) > _MOST_LINES:
        return []
    for first, last in _beginnings(slices)[:_MOST_BEGINNINGS]:
        heads = _covered(slices[first : last + 1], _CLEAR)
        end = _grown(slices, range(first, last + 1), heads, below=True)
        begin = _grown(slices, range(first, end + 1), heads, below=False)
        # what stands around the rows, a sum or who signed, may lie in the columns by chance
        full = [at for at in range(begin, end + 1) if _is_row(slices, at, heads)] or [first]
        heading = sum(is_label("".join(char.text for char in run.chars)) for run in slices[first].runs)
        for top in {begin, full[0], first if heading >= _HEADING_LABELS else begin}:
            for foot in range(end, max(full[-1], top) - 1, -1):
                if (top, foot) not in found and foot > top:
                    found[top, foot] = Zone(top, foot, _gutters(slices[top : foot + 1]))
    return sorted(found.values(), key=lambda zone: zone.first - zone.last)


def _is_row(slices: Sequence[Slice], at: int, heads: Sequence[tuple[float, float]]) -> bool:
    """Say whether words at the height of a slice are a row of the table: in most columns, or beside a label above.

    In other type, those of one row may stand a little higher or lower.
    """
    near = range(max(at - _MOST_SLICES, 0), min(at + _MOST_SLICES + 1, len(slices)))
    heights = (slices[other] for other in near if abs(slices[other].base - slices[at].base) < _ABOUT * slices[at].size)
    runs = [run for slice_ in heights for run in slice_.runs]
    return len(runs) > len(heads) / 2 or all(run.x0 > heads[0][1] for run in runs)


def _gutters(slices: Sequence[Slice]) -> list[tuple[float, float]]:
    return [(before[1], after[0]) for before, after in pairwise(_covered(slices, _NARROWEST))]


def _beginnings(slices: Sequence[Slice]) -> list[tuple[int, int]]:
    """Return stretches of slices that may be a row with words in each column, those with most columns first."""
    found: list[tuple[int, int, int]] = []
    for first, slice_ in enumerate(slices):
        best = 0
        for last in range(first, min(first + _MOST_SLICES, len(slices))):
            if slices[last].base - slice_.base > _ROW_HEIGHT * slice_.size:
                break
            count = len(_covered(slices[first : last + 1], _CLEAR))
            if count > best and count >= _FEWEST_COLUMNS:
                found.append((-count, first, last))
                best = count
    return [(first, last) for _, first, last in sorted(found)]


def _covered(slices: Sequence[Slice], narrowest: float) -> list[tuple[float, float]]:
    """Return the stretches that words of slices cover, those with less white between them as one."""
    size = min((slice_.size for slice_ in slices), default=0.0)
    return _joined(((run.x0, run.x1) for slice_ in slices for run in slice_.runs), narrowest * size)


def _joined(stretches: Iterable[tuple[float, float]], narrowest: float) -> list[tuple[float, float]]:
    covered: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if covered and left - covered[-1][1] < narrowest:
            covered[-1] = covered[-1][0], max(covered[-1][1], right)
        else:
            covered.append((left, right))
    return covered


def _grown(slices: Sequence[Slice], own: range, heads: Sequence[tuple[float, float]], *, below: bool) -> int:
    """Return the furthest slice that can be reached before words join two of the columns of the beginning."""
    covered = list(heads)
    size = min(slices[number].size for number in own)
    for number in own:
        covered = _joined([*covered, *((run.x0, run.x1) for run in slices[number].runs)], _NARROWEST * size)
    step = 1 if below else -1
    reached = own[-1] if below else own[0]
    while 0 <= reached + step < len(slices):
        after = slices[reached + step]
        if abs(after.base - slices[reached].base) > _FURTHEST * size:
            break
        wider = _joined([*covered, *((run.x0, run.x1) for run in after.runs)], _NARROWEST * size)
        if any(sum(left <= head[0] and head[1] <= right for head in heads) > 1 for left, right in wider):
            break
        covered = wider
        reached += step
    return reached
