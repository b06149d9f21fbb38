"""Words of columns → rows: which lines of each column belong together, from where they stand.

Programs set the words of all cells of a row at its top, its middle or its foot. So one column gives the places of the
rows, and the lines of every other column must part into groups that stand exactly there; labels may stand beside
several rows (``pdf_row_labels``). What fits in no way, or in two, is not told by the page: then there is no table.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.parted_labels import is_label
from kg.readers.pdf_columns import SAME_STEP, Group, Rows, anchor_of, holds, width_of
from kg.readers.pdf_row_labels import label_ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.pdf_columns import Column, Stand

# words of one row stand at one height within this, in sizes of the type; other type has other heights
_SAME_HEIGHT: dict[Stand, float] = {"middle": 0.28, "top": 0.4, "foot": 0.4}
# cells may be parted by any distance up to this
_LEADING = 1.75
_FEWEST_ROWS = 3
_STANDS: tuple[Stand, ...] = ("middle", "top", "foot")
_HEADING_LABELS = 2


def rows_of(columns: Sequence[Column]) -> Rows | None:
    """Part the lines of columns into rows, ``None`` if they do not tell how.

    Of several ways the one that leaves fewest places blank is taken, if there is only one such.

    Args:
        columns: The lines of each column, from left to right and top to bottom; none is empty.

    """
    found = [
        rows
        for at, reference in enumerate(columns)
        for blocks in _blocks(reference)
        for stand in _STANDS
        for rows in _fitted(columns, at, blocks, stand)
    ]
    fewest = min((rows.blanks for rows in found), default=0)
    best = [rows for rows in found if rows.blanks == fewest]
    return best[0] if best and all(rows.told and rows.shape() == best[0].shape() for rows in best) else None


def _blocks(lines: Column) -> Iterator[list[Column]]:
    """Part the lines of a column by each distance that may part cells; each line by itself first."""
    if len(lines) < _FEWEST_ROWS:
        return
    size = sorted(line.size for line in lines)[len(lines) // 2]
    steps = sorted({after.base - before.base for before, after in pairwise(lines)})
    cuts = [0.0]
    cuts += [
        (low + high) / 2 for low, high in pairwise(steps) if high - low > SAME_STEP * size and low <= _LEADING * size
    ]
    for cut in cuts:
        ends = [at for at, (line, after) in enumerate(pairwise(lines), start=1) if after.base - line.base > cut]
        if len(ends) + 1 >= _FEWEST_ROWS:
            yield [lines[begin:end] for begin, end in pairwise([0, *ends, len(lines)])]


def _fitted(columns: Sequence[Column], at: int, blocks: list[Column], stand: Stand) -> list[Rows]:
    """Part all columns by the rows that one of them has; there may be several ways for labels."""
    anchors = [anchor_of(block, stand) for block in blocks]
    near = _SAME_HEIGHT[stand] * blocks[0][0].size
    plain: list[list[Group] | None] = []
    for number, lines in enumerate(columns):
        parted = _parted(lines, anchors, near, stand)
        if number == at:
            parted = [Group(tuple(block), row) for row, block in enumerate(blocks)]
        if (parted is None and (number > at or stand != "middle")) or (parted is not None and _torn(parted)):
            return []
        plain.append(parted)
    # labels stand left of the first column that has words in each row
    names = next(number for number, column in enumerate(plain) if column is not None and len(column) == len(anchors))
    body = [column for column in plain[names:] if column is not None]
    if len(body) < len(plain) - names or len(body) < 2:
        return []
    steps = _steps(len(anchors), [column for column in plain if column is not None])
    if steps is None or _doubtful(body, len(anchors)):
        return []
    headings = _headings(body, len(anchors))
    blanks = sum(len(anchors) - len(column) for column in body)
    ways = label_ways(columns[:names], plain[:names], steps, headings, stand)
    return [Rows([*way.columns, *body], blanks, steps, way.told) for way in ways]


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


def _torn(groups: Sequence[Group]) -> bool:
    """Say whether lines were joined that nothing holds together."""
    width = width_of([line for group in groups for line in group.lines])
    gaps = (after.lines[0].base - before.lines[-1].base for before, after in pairwise(groups))
    least = min(gaps, default=float("inf"))
    return any(not holds(line, after, width, least) for group in groups for line, after in pairwise(group.lines))


def _steps(count: int, plain: Sequence[Sequence[Group]]) -> list[float] | None:
    """Return where rows begin and end, as baselines, ``None`` if the words of one reach into the next."""
    tops, feet = [float("inf")] * count, [float("-inf")] * count
    for group in (group for column in plain for group in column):
        tops[group.row] = min(tops[group.row], group.lines[0].base)
        feet[group.row] = max(feet[group.row], group.lines[-1].base)
    between = list(zip(feet, tops[1:], strict=False))
    if any(foot >= top for foot, top in between):
        return None
    inner = [(foot + top) / 2 for foot, top in between]
    return [tops[0] - (inner[0] - feet[0]), *inner, feet[-1] + (tops[-1] - inner[-1])]


def _headings(body: Sequence[Sequence[Group]], count: int) -> list[int]:
    """Return the rows that head others: the first if it has words without figures in each column, or any of labels."""
    found = []
    for row in range(count):
        texts = ["".join(line.text for line in group.lines) for column in body for group in column if group.row == row]
        words = not any(char.isdigit() for text in texts for char in text)
        if words and (sum(map(is_label, texts)) >= _HEADING_LABELS or (not row and len(texts) == len(body))):
            found.append(row)
    return found


def _doubtful(body: Sequence[Sequence[Group]], count: int) -> bool:
    """Say whether a row may be no row but what goes on from the one above: it has fewer words and nothing new."""
    widths = [width_of([line for group in column for line in group.lines]) for column in body]
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
