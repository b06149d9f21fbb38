"""Headings of a table in a text that gives cells in the order in which they were drawn: all known, or no table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell
from kg.folding import fold
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import LEVELS, TARGETS, role_of
from kg.forms.grids.view import GridView
from kg.forms.grids.words.labels import field_of
from kg.forms.grids.words.wordings import by_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.forms.grids.texts.stream_rows import Drawn

MOST_WRAPS = 6
"""A heading, a level or a label is wrapped over so many lines at most."""
_HEADINGS = by_wording("columns")
_BEGINS = frozenset({*LEVELS, "name", *TARGETS, "actual"})
_POINTED = frozenset({"weight", "scored"})
_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table in the order of its columns.

    Attributes:
        cells: The words of each.
        levels: The columns of levels, from 0 on.
        roles: What the columns from the names on hold; ``note`` for one that holds nothing that is read.
        below: The line below them.

    """

    cells: tuple[Cell, ...]
    levels: tuple[int, ...]
    roles: tuple[str, ...]
    below: int

    @property
    def words(self) -> list[str]:
        """Their folded words."""
        return [cell.folded for cell in self.cells]


def headings_at(lines: Sequence[Sequence[Drawn]], at: int) -> Headings | None:
    """Return the headings that begin in a line, ``None`` where there are none, or one that nobody knows.

    Levels must stand before the names; without levels there must be points, so that rows end in figures.
    """
    if not any(role_of(word.piece.text) in _BEGINS for word in lines[at]):
        return None
    words = [word for line in lines[at : at + 2 * MOST_WRAPS] for word in line]
    # 绩效指标 beside the whole table
    words = words[wrapped(words, lambda text: field_of(text) == "known" and not role_of(text)) :]
    ends = _known(words)
    if len(ends) < _LEAST_COLUMNS:
        return None
    cells = _in_columns([cell_of(words[begin:end]) for begin, end in pairwise([0, *ends])])
    grid = Grid(tuple(GridCell(cell, 1, column) for column, cell in enumerate(cells, start=1)), 1, len(cells))
    header = indicator_header(GridView(grid), 1)
    if header is None or len(header.halves) > 1 or header.halves[0].again or header.guesses:
        return None
    stated = {column - 1: role for role, column in header.columns.items()}
    roles = [stated.get(column) or "note" for column in range(len(cells))]
    name = roles.index("name")
    levels = tuple(column for column, role in enumerate(roles) if role in LEVELS)
    if levels != tuple(range(name)) or roles.count("name") > 1 or not (levels or _POINTED & set(roles)):
        return None
    last = words[ends[-1] - 1].piece.line
    below = next((number for number in range(at, len(lines)) if lines[number][0].piece.line > last), len(lines))
    return Headings(tuple(cells), levels, tuple(roles[name:]), below)


def wrapped(words: Sequence[Drawn], is_known: Callable[[str], bool]) -> int:
    """Return how many words from the first on make known ones, the most; several stand on lines of their own."""
    best = 0
    text = ""
    for count, word in enumerate(words[:MOST_WRAPS], start=1):
        if count > 1 and not (words[count - 2].last and word.first):
            break
        text += word.piece.text
        best = count if is_known(text) else best
    return best


def cell_of(words: Sequence[Drawn]) -> Cell:
    """Return words as one cell."""
    return Cell.of([word.piece for word in words])


def _known(words: Sequence[Drawn]) -> list[int]:
    """Return where headings end, one after another to the end of a line: of the most words, in the fewest parts."""
    best: dict[int, list[int]] = {0: []}
    for begin in range(len(words)):
        for count in range(1, MOST_WRAPS + 1) if begin in best else ():
            end = begin + count
            if end > len(words) or (count > 1 and not (words[end - 2].last and words[end - 1].first)):
                break
            fewer = end not in best or len(best[begin]) + 1 < len(best[end])
            if fewer and _is_one([word.piece.text for word in words[begin:end]]):
                best[end] = [*best[begin], end]
    whole = [end for end in best if end and words[end - 1].last]
    return best[max(whole)] if whole else []


def _is_one(lines: Sequence[str]) -> bool:
    """Whether lines are one known heading, and not two: 得分 above 偏差原因分析."""
    if not role_of("".join(lines)):
        return False
    parts = (("".join(lines[:at]), "".join(lines[at:])) for at in range(1, len(lines)))
    return not any(fold(above) in _HEADINGS and role_of(below) for above, below in parts)


def _in_columns(cells: list[Cell]) -> list[Cell]:
    """Put headings of two rows in the order of their columns; those merged over others are drawn before them.

    绩效指标 | 年度指标值 | 实际完成值 | 得分 above 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位.
    """
    roles = [role_of(cell.text) for cell in cells]
    lower = next((at for at, role in enumerate(roles) if role in LEVELS), 0)
    if not lower or "name" not in roles[lower:] or roles[0] not in TARGETS:
        return cells
    names = roles.index("name", lower) + 1
    parts = cells[names:]
    return [*cells[lower:names], *(parts or cells[:1]), *cells[1:lower]]
