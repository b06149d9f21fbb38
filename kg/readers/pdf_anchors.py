"""Words of columns → rows: which lines of each column belong together, from where they stand.

Programs set the words of all cells of a row at its top, its middle or its foot. So one column gives the places of the
rows, and the lines of every other column must part into groups that stand exactly there; labels may stand beside
several rows (``pdf_row_labels``). What fits in no way, or in two, is not told by the page: then there is no table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.parted_labels import is_heading_of_notes, is_heading_of_values, is_label
from kg.readers.pdf_columns import SAME_STEP, Group, Rows, anchor_of, clash, holds, widths_of
from kg.readers.pdf_row_labels import contradict, label_ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.pdf_columns import Column, Stand

# words of one row stand at one height within this, in sizes of the type; other type has other heights
_SAME_HEIGHT: dict[Stand, float] = {"middle": 0.28, "top": 0.4, "foot": 0.4}
# cells may be parted by any distance up to this
_LEADING = 1.75
_STANDS: tuple[Stand, ...] = ("middle", "top", "foot")
# a row with so many words of the field's vocabulary is a heading
_HEADING_LABELS = 2
_HEADING_LINES = 4
_FIGURE = re.compile(r"\D{0,3}\d[\d.,]*\D{0,4}")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rules over the whole width, moved down to where the baseline of a line in their place would be.

    Attributes:
        inner: Those between lines, from top to bottom.
        above: The one right above the first line.
        below: The one right below the last.

    """

    inner: tuple[float, ...] = ()
    above: float | None = None
    below: float | None = None

    def rows(self, steps: Sequence[float]) -> list[int]:
        """Return the rows that one stands above."""
        return [row for row, step in enumerate(steps) if step in self.inner]


NOT_RULED = Ruled()


@dataclass(slots=True)
class Work:
    """How many more lines may be tried on a page, each with each reference: a page of figures must not take minutes."""

    lines: int = 150_000


def rows_of(
    columns: Sequence[Column], fewest: int, work: Work, ruled: Ruled = NOT_RULED, *, labelled: bool = True
) -> Rows | None:
    """Part the lines of columns into rows, ``None`` if they do not tell how.

    Of several ways the one that leaves fewest places blank is taken, if there is only one such.

    Args:
        columns: The lines of each column, from left to right and top to bottom; none is empty.
        fewest: A table has at least so many rows.
        work: What may still be tried; without enough of it nothing is.
        ruled: Where rules stand around several rows.
        labelled: Without it the columns left of the first one with words in each row are left out, and reasons that
            fit no rows.

    """
    widths, references = widths_of(columns), list(_references(columns, fewest))
    work.lines -= len(references) * sum(map(len, columns))
    if work.lines < 0:
        return None
    found = [
        rows
        for at, blocks, stand in references
        for rows in _fitted(columns, widths, at, blocks, stand, ruled, labelled=labelled)
    ]
    least = min((rows.blanks for rows in found), default=0)
    best = [rows for rows in found if rows.blanks == least]
    return best[0] if best and all(rows.told and rows.shape() == best[0].shape() for rows in best) else None


def _references(columns: Sequence[Column], fewest: int) -> Iterator[tuple[int, list[Column], Stand]]:
    """Give the columns parted into cells that may tell the places of the rows, each set of places once."""
    seen: dict[tuple[Stand, int], list[list[float]]] = defaultdict(list)
    for at, lines in enumerate(columns):
        for blocks in _blocks(lines, fewest):
            for stand in _STANDS:
                anchors = [anchor_of(block, stand) for block in blocks]
                near = SAME_STEP * blocks[0][0].size
                alike = (
                    all(abs(a - b) <= near for a, b in zip(anchors, other, strict=True))
                    for other in seen[stand, len(anchors)]
                )
                if not any(alike):
                    seen[stand, len(anchors)].append(anchors)
                    yield at, blocks, stand


def _blocks(lines: Column, fewest: int) -> Iterator[list[Column]]:
    """Part the lines of a column by each distance that may part cells; each line by itself first."""
    if len(lines) < fewest:
        return
    size = sorted(line.size for line in lines)[len(lines) // 2]
    steps = sorted({after.base - before.base for before, after in pairwise(lines)})
    cuts = [0.0]
    cuts += [
        (low + high) / 2 for low, high in pairwise(steps) if high - low > SAME_STEP * size and low <= _LEADING * size
    ]
    for cut in cuts:
        ends = [at for at, (line, after) in enumerate(pairwise(lines), start=1) if after.base - line.base > cut]
        if len(ends) + 1 >= fewest:
            yield [lines[begin:end] for begin, end in pairwise([0, *ends, len(lines)])]


def _fitted(
    columns: Sequence[Column],
    widths: Sequence[float],
    at: int,
    blocks: list[Column],
    stand: Stand,
    ruled: Ruled,
    *,
    labelled: bool,
) -> list[Rows]:
    """Part all columns by the rows that one of them has; there may be several ways for labels."""
    anchors = [anchor_of(block, stand) for block in blocks]
    near = _SAME_HEIGHT[stand] * blocks[0][0].size
    plain: list[list[Group] | None] = []
    for number, lines in enumerate(columns):
        parted = _parted(lines, anchors, near, stand)
        if number == at:
            parted = [Group(tuple(block), row) for row, block in enumerate(blocks)]
        if parted is not None and _torn(parted, widths[number]):
            parted = None
        # only labels in the middle of their rows stand where none of them does
        if parted is None and stand != "middle":
            return []
        plain.append(parted)
    # labels stand left of the first column that has words in each row
    full = [number for number, column in enumerate(plain) if column is not None and len(column) == len(anchors)]
    if not full:
        return []
    names = full[0]
    kept = [number for number in range(names, len(plain)) if plain[number] is not None]
    lost = set(range(names, len(plain))).difference(kept)
    if len(kept) < 2 or (lost and (labelled or not all(_tells_why(columns[number]) for number in lost))):
        return []
    body = [column for column in plain[names:] if column is not None]
    steps = _steps(len(anchors), [column for column in (plain if labelled else body) if column is not None], ruled)
    if steps is None or _doubtful(body, [widths[number] for number in kept], len(anchors)):
        return []
    headings = _headings(body, len(anchors))
    blanks = sum(len(anchors) - len(column) for column in body)
    merged = any(_may_be_merged(column, body, headings, stand) for column in body)
    if not labelled:
        return [Rows(body, blanks, steps, not merged)] if not any(map(_holds_more, columns[:names])) else []
    ways = label_ways(columns[:names], widths, plain[:names], steps, headings, stand, ruled.rows(steps))
    return [
        Rows([*way.columns, *body], blanks, steps, way.told and not merged)
        for way in ways
        if not way.columns or not contradict(way.columns[-1], body[0])
    ]


def _tells_why(lines: Column) -> bool:
    """Say whether a column holds reasons or notes by its heading, which may be wrapped."""
    return any(map(is_heading_of_notes, _wrapped(lines[:_HEADING_LINES])))


def _holds_more(lines: Column) -> bool:
    """Say whether a column is none of labels: some of its lines head names or values, as in two halves side by side."""
    return any(map(is_heading_of_values, _wrapped(lines)))


def _wrapped(lines: Column) -> Iterator[str]:
    """Give the words of each line, alone and with the next ones."""
    for first in range(len(lines)):
        for last in range(first + 1, min(first + _HEADING_LINES, len(lines)) + 1):
            yield "".join(line.text for line in lines[first:last])


def _parted(lines: Column, anchors: Sequence[float], near: float, stand: Stand) -> list[Group] | None:
    """Part the lines of a column into cells that stand where the rows do; a row may be blank."""
    groups: list[Group] = []
    first = 0
    for row, anchor in enumerate(anchors):
        if first == len(lines):
            break
        begin = lines[first].base
        if begin > anchor + near:
            continue
        if stand == "top":
            below = anchors[row + 1] - near if row + 1 < len(anchors) else float("inf")
            last = first
            while last + 1 < len(lines) and lines[last + 1].base < below:
                last += 1
        else:
            end = anchor if stand == "foot" else 2 * anchor - begin
            last = min(range(first, len(lines)), key=lambda number: abs(lines[number].base - end))
        if abs(anchor_of(lines[first : last + 1], stand) - anchor) > near:
            return None
        groups.append(Group(tuple(lines[first : last + 1]), row))
        first = last + 1
    return groups if first == len(lines) else None


def _torn(groups: Sequence[Group], width: float) -> bool:
    """Say whether lines were joined that nothing holds together."""
    gaps = (after.lines[0].base - before.lines[-1].base for before, after in pairwise(groups))
    least = min(gaps, default=float("inf"))
    return any(
        clash(line, after) or not holds(line, after, width, least)
        for group in groups
        for line, after in pairwise(group.lines)
    )


def _steps(count: int, plain: Sequence[Sequence[Group]], ruled: Ruled) -> list[float] | None:
    """Return where rows begin and end, as baselines, ``None`` if words of one reach into the next or over a rule."""
    tops, feet = [float("inf")] * count, [float("-inf")] * count
    for group in (group for column in plain for group in column):
        tops[group.row] = min(tops[group.row], group.lines[0].base)
        feet[group.row] = max(feet[group.row], group.lines[-1].base)
    between = list(zip(feet, tops[1:], strict=False))
    if any(foot >= top for foot, top in between):
        return None
    inner = [(foot + top) / 2 for foot, top in between]
    for rule in ruled.inner:
        row = bisect_right(tops, rule) - 1
        if not 0 <= row < count - 1 or rule <= feet[row]:
            return None
        inner[row] = rule
    first, last = tops[0] - (inner[0] - feet[0]), feet[-1] + (tops[-1] - inner[-1])
    return [first if ruled.above is None else ruled.above, *inner, last if ruled.below is None else ruled.below]


def _may_be_merged(
    column: Sequence[Group], body: Sequence[Sequence[Group]], headings: Sequence[int], stand: Stand
) -> bool:
    """Say whether a figure may be that of several rows: it stands where a merged cell's would, beside blanks."""
    own = {group.row for group in column} | set(headings)
    filled = Counter(group.row for other in body for group in other)
    blank = {row for row, count in filled.items() if row not in own and 2 * count >= len(body)}
    near = {"middle": (-1, 1), "top": (1,), "foot": (-1,)}[stand]
    return any(_FIGURE.fullmatch(group.text) and all(group.row + step in blank for step in near) for group in column)


def _headings(body: Sequence[Sequence[Group]], count: int) -> list[int]:
    """Return the rows that head others: the first if it has words without figures in each column, or any of labels."""
    found = []
    for row in range(count):
        texts = ["".join(line.text for line in group.lines) for column in body for group in column if group.row == row]
        words = not any(char.isdigit() for text in texts for char in text)
        if words and (sum(map(is_label, texts)) >= _HEADING_LABELS or (not row and len(texts) == len(body))):
            found.append(row)
    return found


def _doubtful(body: Sequence[Sequence[Group]], widths: Sequence[float], count: int) -> bool:
    """Say whether a row may be no row but what goes on from the one above: it has fewer words and nothing new."""
    filled = [{group.row: group for group in column} for column in body]
    for row in range(1, count):
        pairs = [(column.get(row - 1), column.get(row), width) for column, width in zip(filled, widths, strict=True)]
        fewer = any(above is not None and below is None for above, below, _ in pairs)
        if fewer and all(
            above is not None and holds(above.lines[-1], below.lines[0], width, 0.0)
            for above, below, width in pairs
            if below is not None
        ):
            return True
    return False
