"""Rows of tables in a text of a web page whose cells end in an upright stroke: ``讲座场次 | ≥12场 | 13场 | |``.

Programs that take the text out of web pages write a stroke behind each cell and fill a row up with strokes for the
places it lacks. A cell that a merged one covers, and mostly an empty one, leaves nothing but such a stroke at the end.
A cell of several paragraphs goes on over several lines; then only a table whose rows all have the same number of
strokes can be parted into rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.headings import LEVELS, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import Piece

_STROKE = "|"
# a row that lacks cells ends in more than one stroke
_FILLED_UP = re.compile(r"\|\s*\|+\s*$")
_ENDS = re.compile(r"\|\s*$")
_BEGINS = re.compile(r"\s*\|")
# the line of dashes below headings
_RULE = re.compile(r"^[\s|:]*-{3,}[\s|:-]*$")
_LEAST_ROWS = 3
_LEAST_PLACES = 2
# a row has no more lines and strokes than this, whatever its cells hold
_MOST_LINES = 60
_MOST_STROKES = 60
# What it costs that rows go on over lines, that another width begins, with such a row, or that a line is no row.
_JOINED = 0.2
# a row that goes on over lines has cells on lines of their own
_MOST_ON_A_LINE = 2
_WIDTH = 1.0
_JOINED_WIDTH = 10.0
_LEFT_OUT = 30.0
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class BarredRow:
    """A row: its cells in order up to the last with words, the lines that it stands on, and how many places it has."""

    cells: tuple[Cell, ...]
    lines: range
    whole: int

    @property
    def places(self) -> tuple[Cell, ...]:
        """All its places, empty ones behind the last words too."""
        return (*self.cells, *[Cell()] * (self.whole - len(self.cells)))


def is_barred(lines: Sequence[Piece]) -> bool:
    """Whether a text has tables whose rows end in strokes and may lack cells; others have all their places."""
    barred = [line.text for line in lines if _STROKE in line.text]
    if len(barred) < _LEAST_ROWS or 2 * sum(bool(_ENDS.search(text)) for text in barred) < len(barred):
        return False
    if any(map(_RULE.match, barred)):
        return False
    begun = sum(bool(_BEGINS.match(text)) for text in barred)
    return 2 * begun <= len(barred) or not _is_even(barred)


def barred_rows(lines: Sequence[Piece]) -> list[Piece | BarredRow]:
    r"""Part a text into rows of tables and lines between them.

    >>> from kg.text import TextLayer
    >>> text = "讲座表\n指标 | 目标 | 结果 |\n场次 |\n12场 |\n13场 |\n人次 | 300人次 | |\n报名人数 | 80人 | |\n"
    >>> lines = list(TextLayer.from_bytes(text.encode(), "a.txt").printed_lines())
    >>> [[cell.text for cell in row.cells] for row in barred_rows(lines)[1:]]
    [['指标', '目标', '结果'], ['场次', '12场', '13场'], ['人次', '300人次'], ['报名人数', '80人']]

    """
    return [lines[part] if isinstance(part, int) else _row(lines, part) for part in _parted(lines)]


def _is_even(rows: Sequence[str]) -> bool:
    """Whether rows that begin with a stroke have as many places as the headings of indicators above them."""
    for above, below in pairwise(rows):
        heads = [role_of(part) for part in above.split(_STROKE)]
        if {*LEVELS, "name"} <= set(heads) and above.count(_STROKE) != below.count(_STROKE):
            return False
    return not any("||" in row for row in rows)


def _parted(lines: Sequence[Piece]) -> Iterator[int | range]:
    """Give lines that are none of a table, and the lines of each row, so that rows keep their width.

    From the end back, ``rows[at][whole]`` is what the lines from one on cost where a row of so many strokes begins
    there, and ``least[at]`` what they cost at least.
    """
    count = len(lines)
    least = [0.0] * (count + 1)
    rows: list[dict[int, float]] = [{} for _ in range(count + 1)]
    ends: list[dict[int, int]] = [{} for _ in range(count + 1)]
    for at in range(count - 1, -1, -1):
        for end, whole in _rows_from(lines, at):
            ends[at][whole] = end
            rows[at][whole] = _JOINED * (end > at + 1) + min(rows[end].get(whole, _NEVER), least[end])
        alone = least[at + 1] + (_LEFT_OUT if _STROKE in lines[at].text else 0)
        least[at] = min(alone, *(_begun(ends[at][whole] - at) + cost for whole, cost in rows[at].items()), _NEVER)
    at = whole = 0
    while at < count:
        if rows[at].get(whole, _NEVER) > least[at]:
            costs = {one: _begun(ends[at][one] - at) + cost for one, cost in rows[at].items()}
            whole = next((one for one, cost in costs.items() if cost == least[at]), 0)
        yield range(at, ends[at][whole]) if whole else at
        at = ends[at][whole] if whole else at + 1


def _begun(lines: int) -> float:
    return _WIDTH if lines == 1 else _JOINED_WIDTH


def _rows_from(lines: Sequence[Piece], at: int) -> Iterator[tuple[int, int]]:
    """Give the line below each row that may begin in a line, and how many strokes that row has."""
    strokes, filled, alone = 0, False, 0
    if _STROKE not in lines[at].text or _bare(lines, at):
        return
    for number in range(at, min(at + _MOST_LINES, len(lines))):
        text = lines[number].text
        if number > at and strokes > 1 and role_of(text.split(_STROKE)[0]) == LEVELS[0]:
            # the headings of another table: 绩效目标 | … | above 一级指标 | 二级指标 | …
            return
        here = text.count(_STROKE)
        strokes += here
        alone += here < _LEAST_PLACES
        if strokes > _MOST_STROKES:
            return
        joined = number > at
        if strokes >= _LEAST_PLACES and _ENDS.search(text) and not (joined and 2 * alone < number - at):
            yield number + 1, strokes
        if here > _MOST_ON_A_LINE and _ENDS.search(text):
            return
        filled = filled or bool(_FILLED_UP.search(text))
        if filled and not _bare(lines, number + 1):
            return


def _bare(lines: Sequence[Piece], number: int) -> bool:
    """Whether a line holds strokes alone, for more places that the row above it lacks."""
    return number < len(lines) and lines[number].text.strip(" |") == "" and _STROKE in lines[number].text


def _row(lines: Sequence[Piece], row: range) -> BarredRow:
    cells = list(_cells(lines, row))
    whole = len(cells)
    # places that the row lacks, or empty cells
    while cells and not cells[-1]:
        cells.pop()
    return BarredRow(tuple(cells), row, whole)


def _cells(lines: Sequence[Piece], row: range) -> Iterator[Cell]:
    """Give the cells of a row, each of which ends in a stroke."""
    pieces: list[Piece] = []
    for number in row:
        line = lines[number]
        ends = [-1, *(place for place, char in enumerate(line.text) if char == _STROKE)]
        for begin, end in pairwise(ends):
            yield Cell.of([*pieces, line.cut(begin + 1, end)])
            pieces = []
        pieces.append(line.cut(ends[-1] + 1))
