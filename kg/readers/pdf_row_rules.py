"""Tables with rules between their rows alone → the same tables as those with all rules.

Many a style draws a line below each row and none between columns: the rows are told then, and what parts the columns is
the white between words (``pdf_bands``, ``pdf_row_ruled``). Rules that stand around several rows tell none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.line_joins import starts_item
from kg.readers.parted_labels import parted
from kg.readers.pdf_bands import FEWEST_COLUMNS, band_of, parts_of, without_underlines
from kg.readers.pdf_columns import COMPARATORS, FULL
from kg.readers.pdf_row_ruled import RowRuledTable, set_columns
from kg.readers.pdf_tables import SNAP, aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.counting import Counting
    from kg.readers.pdf_bands import Band
    from kg.readers.pdf_content import Char, Rule
    from kg.readers.pdf_lines import TextLine

# rules of a table, and those of them that reach over its whole width
_FEWEST_RULES = 3
_FEWEST_WHOLE = 2
_FEWEST_ROWS = 2
# a shorter rule beyond those is the next row's up to this distance, in points
_HIGHEST_ROW = 80
# the share of the width that a rule between two merged cells has at least
_LONG = 0.4
# what ends a line of a cell without ending the cell
_ENDS = tuple("。；;！!，,、：:")


def stacks(across: Sequence[Rule], before: RowRuledTable | None) -> Iterator[tuple[list[Rule], float, float]]:
    """Give rules below each other that reach as far, with those between them and those that go on from there.

    A merged cell that goes on beyond the outermost rule leaves that of a row shorter. A single rule is enough where the
    table that ends the page before has the same sides.
    """
    rest = sorted(across)
    while rest:
        longest = max(rest, key=lambda rule: rule.end - rule.begin)
        left, right = longest.begin, longest.end
        inside = [rule for rule in rest if left - SNAP <= rule.begin and rule.end <= right + SNAP]
        whole = [rule for rule in inside if abs(rule.begin - left) <= SNAP and abs(rule.end - right) <= SNAP]
        first, last = whole[0].at, whole[-1].at
        # labels at the left and points at the right may both be merged over rows
        long = (right - left) * _LONG
        ends = [
            rule.at
            for rule in inside
            if abs(rule.begin - left) <= SNAP or abs(rule.end - right) <= SNAP or rule.end - rule.begin >= long
        ]
        for at in ends:
            last = at if last < at <= last + _HIGHEST_ROW else last
        for at in reversed(ends):
            first = at if first - _HIGHEST_ROW <= at < first else first
        own = [rule for rule in inside if first <= rule.at <= last]
        goes_on = before is not None and before.has_sides(left, right)
        if goes_on or (len(own) >= _FEWEST_RULES and len(whole) >= _FEWEST_WHOLE):
            yield own, left, right
        taken = {id(rule) for rule in own}
        rest = [rule for rule in rest if id(rule) not in taken]


def row_ruled(
    rules: Sequence[Rule],
    sides: tuple[float, float],
    chars: list[Char],
    page: int,
    counting: Counting,
    *,
    boxed: bool = False,
    goes_on: bool = False,
) -> tuple[list[RowRuledTable], list[Char]]:
    """Make tables of the rules between their rows.

    Args:
        rules: Those between rows, from top to bottom.
        sides: Their left and right edge.
        chars: The characters of the page.
        page: From 1.
        counting: Raises ``FileLimitError`` for a grid beyond the limits.
        boxed: They have a border, so that no row is beyond the rules.
        goes_on: A table with the same sides ends the page before, so that its last row may end here.

    Returns:
        The tables, none if the rules do not part rows of columns, and the characters outside of them.

    """
    rules = aligned(without_underlines(rules, sides[1] - sides[0], chars))
    ys = sorted({rule.at for rule in rules})
    if len(ys) < (1 if goes_on else _FEWEST_RULES):
        return [], chars
    left, right = sides[0] - SNAP, sides[1] + SNAP
    beside = [char for char in chars if left <= char.x <= right]
    inside: list[list[Char]] = [[] for _ in range(len(ys) + 1)]
    for char in beside:
        inside[bisect_right(ys, char.y)].append(char)
    between = [band_of(top, bottom, own) for (top, bottom), own in zip(pairwise(ys), inside[1:-1], strict=True)]
    parts = [between]
    if not boxed:
        parts = list(parts_of(between, (ys[0], ys[-1]), sides, (inside[0], inside[-1]), goes_on=goes_on))
    made = [_table(part, rules, sides, page, counting, rest=goes_on and part is parts[0]) for part in parts]
    tables = [table for table in made if table is not None]
    used = {id(char) for table in tables for band in table.bands for run in band.runs for char in run.chars}
    return tables, [char for char in chars if id(char) not in used] if used else chars


def _table(
    bands: list[Band], rules: Sequence[Rule], sides: tuple[float, float], page: int, counting: Counting, *, rest: bool
) -> RowRuledTable | None:
    """Make a table of rows, ``None`` if they show no columns, or rules stand around several rows or across words.

    The rest of a table from the page before may show fewer.
    """
    if not bands or (not rest and len(bands) < _FEWEST_ROWS):
        return None
    if not rest and max(band.columns for band in bands) < FEWEST_COLUMNS:
        return None
    ys = [bands[0].top, *(band.bottom for band in bands)]
    own = [rule for rule in rules if ys[0] <= rule.at <= ys[-1]]
    open_top, open_bottom = (all(abs(rule.at - y) > SNAP for rule in own) for y in (ys[0], ys[-1]))
    table = RowRuledTable(page, list(sides), ys, [], open_top, open_bottom, bands, own, sides)
    set_columns([table])
    counting.area((len(table.xs) - 1) * len(bands))
    return None if table.has_words_over_rules() or _has_rows_without_rules(table) else table


def _has_rows_without_rules(table: RowRuledTable) -> bool:
    """Say whether rules stand around several rows: two cells of a row begin anew at one height."""
    widths: dict[tuple[int, int], float] = defaultdict(float)
    for cell in table.cells:
        for line in cell.lines:
            place = cell.column, cell.colspan
            widths[place] = max(widths[place], line.x1 - line.x0)
    breaks: dict[int, list[list[tuple[float, float]]]] = defaultdict(list)
    for cell in table.cells:
        if cell.rowspan > 1:
            continue
        width = widths[cell.column, cell.colspan]
        own = [(above.bottom, below.top) for above, below in pairwise(cell.lines) if not _goes_on(above, below, width)]
        breaks[cell.row].append(own)
    return any(
        min(one[1], other[1]) > max(one[0], other[0])
        for cells in breaks.values()
        for at, own in enumerate(cells)
        for others in cells[at + 1 :]
        for one in own
        for other in others
    )


def _goes_on(above: TextLine, below: TextLine, width: float) -> bool:
    """Say whether two lines of a cell may be words that go on, or a list."""
    if below.text[:1] in COMPARATORS:
        return False
    full = width - (above.x1 - above.x0) <= max(FULL * above.size, below.head)
    listed = above.text.rstrip().endswith(_ENDS) or bool(starts_item(below.text))
    told = parted("".join(above.text.split()), "".join(below.text.split()), ())
    return full or listed if told is None else told
