"""What goes on below a page break: a whole row, or only the merged labels beside it.

Evidence for a row that goes on: lines that were full, a name that is blank below. Against it: a figure that stands in
both rows, a cell that had room left, words where the row above had none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from kg.readers.line_joins import continues, may_follow, next_item, starts_item
from kg.readers.parted_labels import DECIDED, full_by_chance, is_label, odds, parted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.readers.long_tables import LongCell
    from kg.readers.parted_labels import Column
    from kg.readers.pdf_lines import Frame, TextLine

# a cell that is cut by the page has no room for more lines than this: Word keeps two lines together
_ROOM = 2.2
# how much likelier one row without words in a column that always has some is than two, as a logarithm
_RARE = log(3)
# an entry of a list that counts on
_NEXT_ITEM = log(15)
# a line of so many sizes of the type is full by chance only once in as many
_WIDE = 12
_LONG = 3
_SENTENCE = tuple("。！!；;")
# a value with its unit, and what begins another; 2023年 may be the beginning of a date
_BOUND = r"(?:[≥≤＞＜><＝=]|不[少低高大小]于|不超过|[大小高低]于)+"
_FIGURE = re.compile(rf"(?:{_BOUND})?\d[\d,.]*(?:[%％]|[^\d\W年月第]{{1,4}})")
_BEGUN = re.compile(rf"(?:{_BOUND})?\d")


@dataclass(frozen=True, slots=True)
class Pair:
    """A cell that ends the page and the one below it on the next page.

    Attributes:
        above: The upper one.
        below: The lower one.
        frame: Where their lines may begin and end.
        again: Both have the same words and stand among labels that span rows.

    """

    above: LongCell
    below: LongCell
    frame: Frame
    again: bool = False

    @property
    def merged(self) -> bool:
        """Whether either part spans rows: then it is a label beside them."""
        return self.above.rowspan > 1 or self.below.rowspan > 1

    @property
    def last(self) -> TextLine:
        """The last line above."""
        return self.above.lines[-1]

    @property
    def goes_on(self) -> bool:
        """Whether the last line above was full; both must have words."""
        after, *more = self.below.lines
        # a line that cannot be parted, with others below: it may be the beginning of something longer that was moved
        moved = bool(more) and after.head >= after.x1 - after.x0 - 0.1
        return moved or continues(self.last, after, self.frame)

    @property
    def cut(self) -> bool:
        """Whether the words above reach down to the end of the page."""
        lines = self.above.parts[-1].lines
        if not lines or any(line.turned for line in lines):
            return False
        size = lines[-1].size
        pitch = lines[-1].bottom - lines[-2].bottom if len(lines) > 1 else 1.6 * size
        return self.above.parts[-1].box[3] - lines[-1].bottom <= _ROOM * min(max(pitch, size), 3 * size)

    @property
    def wide(self) -> bool:
        """Whether its lines are long."""
        return self.frame.right - self.frame.left >= _WIDE * self.last.size


def row_goes_on(
    pairs: Sequence[Pair], columns: Sequence[Column], whole: Collection[str], *, same_columns: bool, is_open: bool
) -> bool:
    """Say whether the row at the end of the page goes on in the first row of the next.

    Args:
        pairs: The cells above and below the break that have the same columns, from left to right.
        columns: What the other cells of each column are like.
        whole: Words of the file that no page parts, folded.
        same_columns: No other cells stand at the break.
        is_open: No rule is drawn on either side of the break.

    """
    labels = [pair for pair in pairs if pair.merged]
    plain = [pair for pair in pairs if not pair.merged] or labels
    if not same_columns:
        return False
    if is_open:
        return True
    for pair in labels:
        above, below = pair.above.words, pair.below.words
        if pair not in plain and above and below and above != below and not (pair.cut and pair.goes_on):
            return False
    if not any(pair.below.words for pair in plain) and any(pair.above.words for pair in plain):
        # all lines of the row stand above, and its foot below
        return all(pair.below.words in ("", pair.above.words) for pair in pairs)
    both = [pair for pair in plain if pair.above.words and pair.below.words]
    if not both or any(pair.below.words and not pair.above.words for pair in plain):
        return False
    for pair in both:
        ended = not pair.goes_on
        if pair.above.words == pair.below.words or not pair.cut:
            return False
        if ended and not may_follow(pair.last, pair.below.lines[0]):
            return False
        figures = _FIGURE.fullmatch(pair.above.words) and _BEGUN.match(pair.below.words)
        if figures and not starts_item(pair.below.words):
            return False
    if len(both) < len([pair for pair in plain if pair.above.words]):
        # some cells were finished above; the first of them names the row, unless its own name goes on
        name = next(pair for pair in plain if pair.above.words)
        return not name.below.words or name.goes_on
    full = [pair for pair in both if pair.goes_on and not pair.last.text.rstrip().endswith(_SENTENCE)]
    listed = [pair for pair in both if not pair.goes_on and next_item(pair.above.lines, pair.below.lines[0])]
    if full and all(pair.goes_on or pair in listed for pair in both):
        if len(both) == 1:
            return both[0].wide or _one_label(both[0], pairs, columns, whole)
        running = [pair for pair in both if pair.goes_on]
        chances = (full_by_chance(one.above, one.below, one.frame, columns[pairs.index(one)]) for one in running)
        return len(full) + len(listed) > 1 and sum(chances) + len(listed) * _NEXT_ITEM >= DECIDED
    return len(plain) == 1 and both[0].wide and len(both[0].above.parts[-1].lines) >= _LONG


def _one_label(pair: Pair, pairs: Sequence[Pair], columns: Sequence[Column], whole: Collection[str]) -> bool:
    """Say whether a row without other words is one label that the page parts: two such rows are rare."""
    told = parted(pair.above.words, pair.below.words, whole) if pair.cut else False
    if told is not None or any(one.above.words or one.below.words for one in pairs if one is not pair):
        return bool(told)
    blank = sum(not column.blank for one, column in zip(pairs, columns, strict=True) if one is not pair)
    column = columns[pairs.index(pair)]
    return odds(pair.above, pair.below, pair.frame, column, beside=False) + blank * _RARE >= DECIDED


def label_joins(pairs: Sequence[Pair], columns: Sequence[Column], whole: Collection[str]) -> list[Pair]:
    """Return the merged labels that go on beside a new row.

    Labels stand in an order: what goes on beside one that ended is another label. Where words stand on both sides of
    the break and could be one label or two, the labels to the right may say it.

    Args:
        pairs: The cells above and below the break that have the same columns, from left to right.
        columns: What the other cells of each column are like.
        whole: Words of the file that no page parts, folded.

    """
    joins: list[Pair] = []
    held: list[Pair] = []
    doubt = 0.0
    leading = True
    for pair, column in zip(pairs, columns, strict=True):
        above, below = pair.above.words, pair.below.words
        if above and below and above != below and (pair.merged or (leading and column.merged)):
            told = parted(above, below, whole) if pair.cut else False
            if told is None and pair.goes_on:
                doubt += odds(pair.above, pair.below, pair.frame, column, beside=bool(joins))
                held.append(pair)
                continue
            if not told:
                if pair.merged:
                    # labels to the right belong to this new one
                    break
                leading = False
                continue
        elif not pair.merged:
            # perhaps a label whose only rows stand on both sides of the break
            blank = bool(above) and not below and len(pairs) > len(joins) + len(held) + 1
            blank = blank and (not column.blank or (bool(joins) and is_label(above)))
            leading = leading and (blank or pair.again)
            if not leading:
                continue
        elif not _repeated_or_blank(pair, column, leading=leading):
            break
        if held and above == below:
            held.append(pair)
            continue
        # what goes on for certain goes on beside labels that do
        joins += [*held, pair]
        held, doubt = [], 0.0
    if doubt >= DECIDED:
        joins += held
    return joins


def _repeated_or_blank(pair: Pair, column: Column, *, leading: bool) -> bool:
    """Say whether a merged label goes on that has no words on one side of the break, or the same on both."""
    above, below = pair.above.words, pair.below.words
    spans = pair.above.rowspan, pair.below.rowspan
    if above == below:
        return bool(above) or min(spans) > 1 or (leading and not column.blank)
    return not below or spans[0] > 1 or (leading and not column.blank)
