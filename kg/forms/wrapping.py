"""Wrapped cells in page-layout text: which lines belong together, told by how full they are.

A cell of a printed table breaks a line only when the next character no longer fits its column. So every line of a
cell but the last is nearly as wide as the column, whatever the width is; the last may be short. ``row_cutting``
finds whole rows with this; here are the two questions themselves, and cells that begin or end a run of lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.folding import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Piece

# A line may stay this many half-width columns short of its column: one full-width character that did not fit,
# and punctuation that must not begin a line takes its neighbour along.
SLACK = 3
_UNIT = re.compile(
    r"[（(《“‘「【〈，。、；：！？）)》”’」】〉≥≤＞＜>≧≦]*(?:[0-9A-Za-z.,%％·+\-–—~～/:]+|.)[）)》”’」】〉，。、；：！？％%]*"
)
TERMINAL = "。！？；.!?"


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


def leading_cell(lines: Sequence[Piece], column: int) -> int:
    """Return how many lines from the first on make one cell of a column of this width."""
    count = 1
    while count < len(lines) and is_full(lines[count - 1], lines[count], column):
        # a full line that ends a sentence ends the cell, unless the next line is of this column as well
        ends = lines[count - 1].text.rstrip()[-1:] in TERMINAL
        if ends and width(lines[count].text.strip()) < column - SLACK:
            break
        count += 1
    return count


def trailing_cell(lines: Sequence[Piece], column: int) -> int:
    """Return how many lines up to the last one make one cell of a column of this width."""
    count = 1
    while count < len(lines) and is_full(lines[-count - 1], lines[-count], column):
        count += 1
    return count
