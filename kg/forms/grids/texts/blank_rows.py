"""Lines below headings that only blanks set apart, as rows: which words stand in which column, and which are unsure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2, level1_of
from kg.cells import Piece
from kg.folding import width
from kg.forms.grids.columns.headings import LEVELS
from kg.forms.wrapping import first_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.forms.grids.columns.header import IndicatorHeader

# cells that may go on on the next line; a figure never does
_OF_WORDS = frozenset({*LEVELS, "name", "reason", "note"})
_REMARKS = frozenset({"reason", "note"})
_POINTS = frozenset({"scored", "weight"})
_BARE_POINTS = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_JITTER = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Words between gaps, from one display column to before another."""

    piece: Piece
    start: int
    end: int

    def at(self, edge: int) -> int:
        """Return twice the place of the left edge (0), the middle (1) or the right edge (2)."""
        return (2 * self.start, self.start + self.end, 2 * self.end)[edge]


@dataclass
class Row:
    """A line of a table: words by column; ``clear`` while each stands below its own heading."""

    cells: dict[int, list[Words]]
    clear: bool = True


@dataclass
class BlankTable:
    """A table in the making: where its headings stand, which edge the cells of each column share, its rows."""

    heads: list[Words]
    roles: list[str]
    header: IndicatorHeader
    lines: list[list[Words]] = field(default_factory=list)


def rows_of(table: BlankTable) -> list[Row]:
    """Cut the lines of a table into rows, each clear or not."""
    marks = _marks(table)
    placed = [_placed(parts, marks) for parts in table.lines]
    widest = [
        max((word.end - word.start for line in placed if line for at, word in line.items() if at == column), default=0)
        for column in range(len(marks))
    ]
    wordy = {at for at, role in enumerate(table.roles) if role in _OF_WORDS}
    levels = {at for at, role in enumerate(table.roles) if role in LEVELS}
    name = table.header.columns["name"] - 1
    rows: list[Row] = []
    pending = doubtful = False  # whether the line before goes on with a row, or is no row
    for parts, line in zip(table.lines, placed, strict=True):
        if line is not None and _is_whole(line, table):
            row = Row({at: [word] for at, word in line.items()}, clear=not doubtful)
            if pending and _may_begin(rows[-1], row, widest):
                rows[-1].clear = row.clear = False
            rows.append(row)
            pending = doubtful = False
        elif rows and line is not None and set(line) <= levels and _begins_headings(rows[-1], line):
            # 时效指标 and nothing below it: not the rest of 质量指标 above
            rows.append(Row({name: list(parts)}, clear=False))
            pending, doubtful = False, True
        elif rows and not doubtful and line is not None and set(line) <= wordy and _goes_on(rows[-1], line, widest):
            for at, word in line.items():
                rows[-1].cells[at].append(word)
            pending = True
        else:
            if rows:
                rows[-1].clear = False
            rows.append(Row({name: list(parts)}, clear=False))
            pending, doubtful = False, True
    _doubt_levels(table, rows)
    return rows


def _begins_headings(row: Row, line: dict[int, Words]) -> bool:
    """Whether a line holds headings of its own below whole ones: no rest, as 效益指标 below 社会."""
    for at, word in line.items():
        above = "".join(one.piece.text for one in row.cells.get(at, ()))
        rest = above and (not _is_level(above) or _is_level(above + word.piece.text))
        if rest or not _is_level(word.piece.text):
            return False
    return True


def _is_level(words: str) -> bool:
    return is_level1(words) or is_level2(words)


def _doubt_levels(table: BlankTable, rows: Sequence[Row]) -> None:
    """Mark the rows whose missing levels may have been lost instead of merged with those of the row above."""
    levels = sorted(at for at, role in enumerate(table.roles) if role in LEVELS)
    held: dict[int, str] = {}
    repeated = set()
    for row in rows:
        printed = {at: "".join(word.piece.text for word in row.cells[at]) for at in levels if at in row.cells}
        repeated |= {at for at, words in printed.items() if held.get(at) == words}
        held.update(printed)
    held = {}
    for row in rows:
        printed = {at: "".join(word.piece.text for word in row.cells[at]) for at in levels if at in row.cells}
        lacking = [at for at in levels if at not in printed]
        held = {**held, **printed}
        # a merged table prints no level twice, and begins each level with those below it
        begins = [at in printed for at in levels]
        parent = {level1_of(words) for at, words in printed.items() if at != levels[0]} - {""}
        strange = lacking and parent and not any(word.startswith(held.get(levels[0], "")) for word in parent)
        if lacking and (repeated & set(lacking) or len(held) < len(levels) or begins != sorted(begins) or strange):
            row.clear = False
        if not row.clear:
            held = {}


def _is_whole(line: dict[int, Words], table: BlankTable) -> bool:
    """Whether a line has a cell below every heading but levels, merged with the row above, and a remark behind points.

    Behind points, since elsewhere a remark that moved into the place of a lost target could not be told from it.
    """
    last = len(table.heads) - 1
    for at in range(len(table.heads)):
        if at in line or table.roles[at] in LEVELS:
            continue
        behind_points = at == last and table.roles[at - 1] in _POINTS and at - 1 in line
        if table.roles[at] not in _REMARKS or not behind_points or not _BARE_POINTS.match(line[at - 1].piece.text):
            return False
    return True


def _marks(table: BlankTable) -> list[tuple[int, int] | None]:
    """Return for each column the edge that its words share, and its place; ``None`` where they share none clearly."""
    whole = list(_aligned(table))
    marks: list[tuple[int, int] | None] = []
    for column, head in enumerate(table.heads):
        words = [head, *(line[column] for line in whole if column in line)]
        edges = [_shared([word.at(edge) for word in words]) for edge in range(3)]
        count, edge = max((count, -edge) for edge, (count, _) in enumerate(edges))
        marks.append((-edge, edges[-edge][1]) if count > 1 and 2 * count > len(words) else None)
    bands = []
    for column, mark in enumerate(marks):
        own = [table.heads[column], *(line[column] for line in whole if column in line and _on(line[column], mark))]
        bands.append((min(word.start for word in own), max(word.end for word in own)))
    parted = all(left[1] < right[0] for left, right in pairwise(bands))
    return marks if parted else [None] * len(marks)


def _aligned(table: BlankTable) -> Iterator[dict[int, Words]]:
    """Give the lines that may be whole rows, word by column.

    In one that lacks cells each word must share an edge with its heading.
    """
    for line in table.lines:
        if len(line) == len(table.heads):
            yield dict(enumerate(line))
            continue
        found: dict[int, Words] = {}
        for word in line:
            at = [column for column, head in enumerate(table.heads) if _shares_an_edge(word, head)]
            if len(at) != 1 or at[0] in found:
                break
            found[at[0]] = word
        else:
            if _is_whole(found, table):
                yield found


def _shares_an_edge(word: Words, head: Words) -> bool:
    return any(abs(word.at(edge) - head.at(edge)) <= 2 * _JITTER for edge in range(3))


def _shared(places: Sequence[int]) -> tuple[int, int]:
    """Return how many places agree with the one that most agree with, and that place."""
    near = [(sum(abs(other - place) <= 2 * _JITTER for other in places), -place) for place in places]
    count, place = max(near)
    return count, -place


def _on(word: Words, mark: tuple[int, int] | None) -> bool:
    return mark is not None and abs(word.at(mark[0]) - mark[1]) <= 2 * _JITTER


def _placed(parts: Sequence[Words], marks: Sequence[tuple[int, int] | None]) -> dict[int, Words] | None:
    """Give each word its column, ``None`` where one stands below no heading, below two, or two below one."""
    found: dict[int, Words] = {}
    for word in parts:
        columns = [column for column, mark in enumerate(marks) if _on(word, mark)]
        if len(columns) != 1 or columns[0] in found:
            return None
        found[columns[0]] = word
    return found


def _goes_on(row: Row, line: dict[int, Words], widest: Sequence[int]) -> bool:
    """Whether a line only goes on with cells that had to be broken right above it; it cannot be a row short of one."""
    if 0 in line or len(widest) - len(line) < 2:
        return False
    last = max(words[-1].piece.line for words in row.cells.values())
    return all(
        at in row.cells and row.cells[at][-1].piece.line == last and _broken(row.cells[at][-1], word, widest[at])
        for at, word in line.items()
    )


def _may_begin(row: Row, following: Row, widest: Sequence[int]) -> bool:
    """Whether what was joined to a row at last may as well be the beginning of the row below it."""
    last = max(words[-1].piece.line for words in row.cells.values())
    return any(
        at in following.cells and _broken(words[-1], following.cells[at][0], widest[at])
        for at, words in row.cells.items()
        if words[-1].piece.line == last
    )


def _broken(above: Words, below: Words, widest: int) -> bool:
    """Whether a line of a cell is so full that what stands below could not go on beside it."""
    return above.end - above.start + width(first_unit(below.piece.text)) > widest
