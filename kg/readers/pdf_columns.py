"""What columns of words without rules are made of: lines, the groups of lines that are cells, and rows of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.readers.parted_labels import parted

if TYPE_CHECKING:
    from kg.readers.pdf_content import Char

Stand = Literal["middle", "top", "foot"]

# all lengths in sizes of the type
# distances between lines that differ by less are the same
SAME_STEP = 0.04
# lines of one cell are not further apart
LEADING = 1.75
# a line is full if it has room for no more than this
FULL = 1.15
# words at the left of a column begin at one place within this; two cells keep at most this between their words
_PADDING = 0.2
_BETWEEN = 1.1
COMPARATORS = "≥≤＞＜><=＝≧≦"


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One line in a column: its baseline and edges in points, the size of its type, and its characters."""

    base: float
    x0: float
    x1: float
    size: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(char.text for char in self.chars)


Column = Sequence[ColumnLine]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one cell, and its rows: from ``row`` on, ``rows`` of them."""

    lines: tuple[ColumnLine, ...]
    row: int
    rows: int = 1

    @property
    def text(self) -> str:
        """Its words without white space."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass(slots=True)
class Rows:
    """How the lines of all columns part into rows.

    Attributes:
        groups: For each column its cells with words.
        blanks: How many places are without words, beside labels.
        steps: Where each row begins and ends, as baselines; one more than rows.
        told: That the page tells it: no label may as well be a part of another.

    """

    groups: list[list[Group]]
    blanks: int
    steps: list[float]
    told: bool

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.steps) - 1

    @property
    def gap(self) -> float:
        """The least distance from the last line of a row to the first of the next."""
        tops, feet = [float("inf")] * self.count, [float("-inf")] * self.count
        for group in (group for column in self.groups for group in column if group.rows == 1):
            tops[group.row] = min(tops[group.row], group.lines[0].base)
            feet[group.row] = max(feet[group.row], group.lines[-1].base)
        return min(top - foot for foot, top in zip(feet, tops[1:], strict=False))

    def shape(self) -> object:
        """Return what tells two results apart."""
        return [[(group.row, group.rows, len(group.lines)) for group in column] for column in self.groups]


def anchor_of(lines: Column, stand: Stand) -> float:
    """Return the baseline that tells where lines of one cell stand."""
    if stand == "top":
        return lines[0].base
    return lines[-1].base if stand == "foot" else (lines[0].base + lines[-1].base) / 2


def widths_of(columns: Sequence[Column]) -> list[float]:
    """Return how wide the lines of each column may be, in points: as the widest, or up to the words of the next.

    Where words of two neighbours each begin at one place, they stand at the left of their columns.
    """
    widths = []
    for at, lines in enumerate(columns):
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        after = columns[at + 1] if at + 1 < len(columns) else ()
        if after and _is_set_left(lines) and _is_set_left(after):
            right = max(right, min(line.x0 for line in after) - _BETWEEN * lines[0].size)
        widths.append(right - left)
    return widths


def _is_set_left(lines: Column) -> bool:
    left = min(line.x0 for line in lines)
    return len(lines) > 1 and all(line.x0 - left <= _PADDING * line.size for line in lines)


def holds(line: ColumnLine, after: ColumnLine, width: float, least: float) -> bool:
    """Say whether two lines may be of one cell: the upper one is full, or rows are further apart than they.

    Args:
        line: The upper line.
        after: The lower one.
        width: Of the column, in points.
        least: The least distance between lines of different rows.

    """
    step = after.base - line.base
    if step > LEADING * line.size:
        return False
    if step < least - SAME_STEP * line.size:
        return True
    told = parted(line.text, after.text, ())
    return width - (line.x1 - line.x0) <= FULL * line.size if told is None else told


def clash(line: ColumnLine, after: ColumnLine) -> bool:
    """Say whether two lines would run a figure into another: they may be one cell, but nothing says so."""
    return (line.text[-1].isdigit() and after.text[0].isdigit()) or after.text[0] in COMPARATORS


def neighbours_hold(groups: Sequence[Group], width: float) -> bool:
    """Say whether words of neighbouring rows may be one label that spans them."""
    return any(
        after.row == before.row + before.rows
        and (holds(before.lines[-1], after.lines[0], width, 0.0) or bool(parted(before.text, after.text, ())))
        for before, after in pairwise(groups)
    )
