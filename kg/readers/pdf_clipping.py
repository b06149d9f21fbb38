"""Where drawing is cut off, and words there: a word cut off at its end is read whole and told, one outside is not read.

A sheet's cell cuts off words that are too long for it. Half of a figure would be another figure, so words that go on
from seen ones are kept; words of which nothing is seen are not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.readers.pdf_lines import turned_back

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.readers.blocks import Box
    from kg.readers.pdf_content import Char

# characters of one line, and the lines of one paragraph, in sizes of the type
_SAME_LINE = 0.3
_GAP = (-0.5, 1.0)
_NEXT_LINE = 2.0


class Clip(NamedTuple):
    """A box that drawing is cut off at, in points from the lower left corner.

    ``exact`` says that all of it is drawn on; otherwise the place is smaller.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    exact: bool

    @classmethod
    def of(cls, box: Box, outer: Clip | None, *, exact: bool) -> Clip:
        """Cut off at ``box`` what is cut off at ``outer`` already."""
        if outer is None:
            return cls(*box, exact)
        x0, y0 = max(box[0], outer.x0), max(box[1], outer.y0)
        return cls(x0, y0, max(x0, min(box[2], outer.x1)), max(y0, min(box[3], outer.y1)), exact and outer.exact)


def outside(chars: Sequence[Char], clips: Sequence[Clip | None], beyond: Collection[int]) -> tuple[set[int], str]:
    """Tell the characters that nobody sees from those that only end words.

    Args:
        chars: In the order drawn.
        clips: What each is cut off at.
        beyond: The numbers of those of which nothing is seen.

    Returns:
        The numbers of those that are no part of words that are seen, and the words that are seen in part.

    """
    unseen: set[int] = set()
    cut_off = ""
    for begin, end in _runs(chars, clips):
        hidden = [at for at in range(begin, end) if at in beyond]
        if len(hidden) == end - begin:
            unseen.update(hidden)
        elif any(not chars[at].text.isspace() for at in hidden):
            cut_off += "".join(char.text for char in chars[begin:end])
    return unseen, cut_off


def _runs(chars: Sequence[Char], clips: Sequence[Clip | None]) -> Iterator[tuple[int, int]]:
    begin = 0
    for at, (before, char) in enumerate(pairwise(chars), start=1):
        if clips[at] != clips[at - 1] or not _goes_on(before, char, paragraph=clips[at] is not None):
            yield begin, at
            begin = at
    if chars:
        yield begin, len(chars)


def _goes_on(before: Char, char: Char, *, paragraph: bool) -> bool:
    if before.turn != char.turn:
        return False
    if char.turn:
        before, char = turned_back(before), turned_back(char)
    size = max(before.size, char.size)
    down, gap = char.base - before.base, char.x0 - before.x1
    if abs(down) <= _SAME_LINE * size:
        return _GAP[0] * size <= gap <= _GAP[1] * size
    return paragraph and 0 < down <= _NEXT_LINE * size and gap < 0
