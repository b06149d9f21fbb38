"""Where a task's goal ends and the next task begins (任务之间的分界), in page-layout text that prints no mark there.

Between two amounts stand the goal of one task, the name of the next (unless it is merged with the row above) and its
content, one line below the other. In: these stretches of lines. Out: how many lines of each are the goal, and whether
that is the only way to see it. Three facts tell: all lines of a cell but its last are full; a row has a content; and
where all goals of a page end in a full stop, so does this one. Two tables may print the same characters (goals and
contents as wide as each other, a full line that ends a sentence within): then nothing on the page tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.folding import fold, width
from kg.forms.labels import TOTALS
from kg.forms.wrapping import SLACK, TERMINAL, is_full, leading_cell, trailing_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import Piece

_CLOSING = "”’」』）)》】"
# so many goals must end for certain before their full stops say anything, unless all contents end in one as well
_LEAST_ENDS = 2
_PASSES = 3
# goal, name and content, one of them on two lines
_FEW_LINES = 4
# no column of names is wider, in half-width columns
_WIDEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines between two amounts; ``on_line`` says that the last one holds the content, beside its amount."""

    lines: Sequence[Piece]
    on_line: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """How many lines are the goal of the task above, then the name; whether no other numbers would fit as well."""

    goal: int
    name: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the page tells of its columns: widths (half-width columns), goals that all end in a full stop.

    ``content`` is the width that two rows say, ``widest`` that of any line. Unless contents are ``wrapped`` their
    column may be wider than all of them.
    """

    name: int
    content: int
    widest: int
    goal: int
    wrapped: bool
    stops: bool


def part_goals(stretches: Sequence[Stretch], last: Sequence[Piece]) -> list[Parting]:
    """Part each stretch; widths are learned from the cells found so far, until nothing changes.

    Args:
        stretches: The lines before each amount since the one before it; in the first stands no goal.
        last: The goal of the last task.

    """
    goal = max((width(stretch.lines[0].text) for stretch in stretches[1:] if stretch.lines), default=0)
    goal = max(goal, width(last[0].text) if last else 0)
    guess = _up_to_stop if last and _stops(last[-1]) else _as_far_as_full
    goals = [0, *(guess(stretch, goal) for stretch in stretches[1:])]
    partings: list[Parting] = []
    for _ in range(_PASSES):
        columns = _columns(stretches, goals, last, goal)
        found = [_parted(stretch, columns, first=at == 0) for at, stretch in enumerate(stretches)]
        if found == partings:
            break
        partings, goals = found, [parting.goal for parting in found]
    if 2 * sum(parting.sure for parting in partings) <= len(partings):
        # widths that most rows do not fit were learned from cells that are none
        return [replace(parting, sure=False) for parting in partings]
    return partings


def _as_far_as_full(stretch: Stretch, wide: int) -> int:
    """Take lines for the goal as long as they are full; a row has a content, so the last line is never one of them."""
    if stretch.on_line or not stretch.lines:
        return max(len(stretch.lines) - 1, 0)
    return min(leading_cell(stretch.lines, wide), max(len(stretch.lines) - 1, 1))


def _up_to_stop(stretch: Stretch, wide: int) -> int:
    """Take these lines up to the last full stop that ends one of them, if any does."""
    most = _as_far_as_full(stretch, wide)
    ends = [] if stretch.on_line else [count for count in range(1, most + 1) if _stops(stretch.lines[count - 1])]
    return ends[-1] if ends else most


def _columns(stretches: Sequence[Stretch], goals: Sequence[int], last: Sequence[Piece], of_goals: int) -> _Columns:
    parted = list(zip(stretches, goals, strict=True))
    rests = [stretch.lines[goal:] for stretch, goal in parted]
    # as wide as two rows say: one row alone may be taken for a content that has a name in it
    wide = sorted((max((width(line.text) for line in rest), default=0) for rest in rests), reverse=True)
    content = wide[min(1, len(wide) - 1)]
    names = [rest[: len(rest) - trailing_cell(rest, content)] if rest else rest for rest in rests]
    ends = [
        _stops(stretch.lines[goal - 1])
        for stretch, goal in parted
        if goal and (stretch.on_line or _ends_here(stretch.lines, goal, of_goals))
    ]
    ends += [_stops(last[-1])] if last else []
    # the line above an amount is the last of a content for certain
    contents = [_stops(rest[-1]) for rest in rests if rest]
    # two lines without a name may be a name and a content, unless no name is as wide
    wrapped = any(
        len(rest) - max(len(lines), int(not _wider_than_names(rest))) > 1
        for rest, lines in zip(rests, names, strict=True)
    )
    return _Columns(
        name=max((width(line.text) for lines in names for line in lines), default=0),
        content=content,
        widest=wide[0],
        goal=of_goals,
        wrapped=wrapped,
        stops=all(ends) and (len(ends) >= _LEAST_ENDS or (bool(ends) and all(contents))),
    )


def _wider_than_names(lines: Sequence[Piece]) -> bool:
    return bool(lines) and width(lines[0].text.strip()) > _WIDEST_NAME


def _ends_here(lines: Sequence[Piece], count: int, column: int) -> bool:
    return count < len(lines) and not is_full(lines[count - 1], lines[count], column)


def _stops(line: Piece) -> bool:
    return line.text.rstrip().rstrip(_CLOSING)[-1:] in TERMINAL


def _parted(stretch: Stretch, columns: _Columns, *, first: bool) -> Parting:
    lines = stretch.lines
    if stretch.on_line:
        return Parting(0 if first else len(lines) - 1, 0)
    if not lines:
        return Parting(0, 0, sure=first)
    if fold(lines[-1].text) in TOTALS:
        return Parting(len(lines) - 1, 0)
    ways = list(_names(lines, 0, columns) if first else _ways(lines, columns))
    if len(ways) > 1 and columns.stops and not first:
        ways = [(goal, name) for goal, name in ways if _stops(lines[goal - 1])] or ways
    if len(ways) == 1 and (columns.wrapped or len(lines) <= _FEW_LINES):
        return Parting(*ways[0])
    goal = 0 if first else _up_to_stop(stretch, columns.goal)
    if ways and goal not in [one for one, _ in ways]:
        goal = ways[0][0]
    rest = lines[goal:]
    return Parting(goal, len(rest) - trailing_cell(rest, columns.content) if rest else 0, sure=False)


def _ways(lines: Sequence[Piece], columns: _Columns) -> Iterator[tuple[int, int]]:
    """Give all numbers of lines of goal and name that leave every cell broken only where it is full."""
    for goal in range(1, len(lines)):
        if width(lines[goal - 1].text.strip()) > columns.goal + SLACK:
            return
        yield from _names(lines, goal, columns)
        if not is_full(lines[goal - 1], lines[goal], columns.goal):
            return


def _names(lines: Sequence[Piece], goal: int, columns: _Columns) -> Iterator[tuple[int, int]]:
    for name in range(len(lines) - goal):
        end = goal + name
        if _is_name(lines[goal:end], columns) and _is_content(lines[end:], columns):
            yield goal, name


def _is_content(lines: Sequence[Piece], columns: _Columns) -> bool:
    own = max(width(line.text.strip()) for line in lines)
    return _is_cell(lines, max(own, columns.content) if columns.wrapped else own)


def _is_name(lines: Sequence[Piece], columns: _Columns) -> bool:
    """Whether lines may be a name, or none: no sentence, in a column of its own width, narrower than the contents'."""
    wide = [width(line.text.strip()) for line in lines]
    # how wide the column is need not show: a name longer than all others may be the one in doubt
    most = max(columns.name + SLACK, columns.widest - SLACK - 1)
    column = max(wide, default=0)
    return (
        column <= (most if columns.wrapped else _WIDEST_NAME)
        and _is_cell(lines, column)
        and not any(map(_stops, lines))
    )


def _is_cell(lines: Sequence[Piece], column: int) -> bool:
    fits = all(width(line.text.strip()) <= column + SLACK for line in lines)
    return fits and all(is_full(line, after, column) for line, after in pairwise(lines))
