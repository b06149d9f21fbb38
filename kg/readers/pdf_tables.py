"""Rules → tables: the grid that rules draw, with merged cells where a rule is missing, and the words in each cell.

The places of all rules that touch each other make a grid; neighbouring places that no rule parts are one cell. Word and
WPS draw each side of each cell on its own, LibreOffice one rule along the table: both give the same grid.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.pdf_content import Rule
from kg.readers.pdf_lines import TextLine
from kg.readers.pdf_words import Places, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.blocks import Box
    from kg.readers.counting import Counting
    from kg.readers.pdf_content import Char, PageContent

# rules nearer than this are one: borders of neighbouring cells, double lines
SNAP = 3.0
# a shorter rule parts nothing
_SHORTEST = 6.0
# a cell's side counts as drawn when this much of it is
_DRAWN = 0.6
# a rule that sticks out further makes a column without an outer border
_OVERHANG = 12.0
# so many columns on so many lines inside one border
_FRAMED_COLUMNS = 3
_FRAMED_LINES = 3
# more groups of rules on a page are a drawing
MOST_TABLES = 100


# the horizontal and the vertical rules of a table
Group = tuple[list["Rule"], list["Rule"]]


@dataclass(slots=True)
class PageCell:
    """A cell of a table on one page; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[TextLine] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words without white space, for comparison."""
        return "".join("".join(line.text for line in self.lines).split())


@dataclass(slots=True)
class PageTable:
    """The part of a table on one page.

    Attributes:
        page: From 1.
        xs: Edges of the columns, in points.
        ys: Edges of the rows.
        cells: By row, then column.
        open_top: No rule is drawn along its upper edge.
        open_bottom: No rule is drawn along its lower edge.

    """

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[PageCell]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.ys[-1]


def _near(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Part rules into groups at nearly the same place, in order."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _snapped(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules along one line: nearly the same place, and touching ends (dots and dashes too)."""
    joined: list[Rule] = []
    for group in _near(rules):
        run: list[Rule] = []
        end = 0.0
        for rule in sorted(group, key=lambda rule: rule.begin):
            if run and rule.begin - end > SNAP:
                joined.append(Rule(_middle(run), run[0].begin, end))
                run = []
            end = max(end, rule.end) if run else rule.end
            run.append(rule)
        joined.append(Rule(_middle(run), run[0].begin, end))
    return [rule for rule in joined if rule.end - rule.begin >= _SHORTEST]


def _middle(rules: Sequence[Rule]) -> float:
    return sum(rule.at for rule in rules) / len(rules)


def aligned(rules: Iterable[Rule]) -> list[Rule]:
    """Move the rules of one table to common places; another table near it has its own."""
    return [rule._replace(at=at) for group in _near(rules) for at in [_middle(group)] for rule in group]


def groups_of(content: PageContent) -> tuple[list[Group], list[Rule]]:
    """Part the rules of a page into those that touch each other, and horizontal ones that touch no vertical one."""
    across, down = _snapped(content.across), _snapped(content.down)
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    heights = [rule.at for rule in across]
    for number, rule in enumerate(down, start=len(across)):
        for at in range(bisect_left(heights, rule.begin - SNAP), bisect_right(heights, rule.end + SNAP)):
            if across[at].begin - SNAP <= rule.at <= across[at].end + SNAP:
                parent[root(at)] = root(number)
    groups: dict[int, Group] = defaultdict(lambda: ([], []))
    for number in range(len(parent)):
        one = groups[root(number)]
        (one[0].append(across[number]) if number < len(across) else one[1].append(down[number - len(across)]))
    lone = [rule for along, upright in groups.values() if not upright for rule in along]
    return [group for group in groups.values() if group[0] and group[1]], lone


def _edges(rules: list[Rule], crossing: list[Rule], overhang: float) -> list[float]:
    """Return the places of rules, and the far ends of those that cross them where they stick out."""
    places = sorted({rule.at for rule in rules})
    first, last = min(rule.begin for rule in crossing), max(rule.end for rule in crossing)
    if places[0] - first > overhang:
        places.insert(0, first)
    if last - places[-1] > overhang:
        places.append(last)
    return places


def drawn_over(rules: Sequence[Rule], places: Sequence[float], edges: Sequence[float]) -> list[list[bool]]:
    """Say for each of ``places`` which stretches between ``edges`` have a rule."""
    drawn = [[False] * (len(edges) - 1) for _ in places]
    index = {place: at for at, place in enumerate(places)}
    for rule in rules:
        row = drawn[index[rule.at]]
        for at in range(max(bisect_right(edges, rule.begin) - 1, 0), min(bisect_left(edges, rule.end), len(edges) - 1)):
            covered = min(rule.end, edges[at + 1]) - max(rule.begin, edges[at])
            row[at] = row[at] or covered >= _DRAWN * (edges[at + 1] - edges[at])
    return drawn


def rectangles(across: list[list[bool]], down: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """Return the cells of a grid as row, column, rows, columns, each a rectangle of places without a rule between.

    Args:
        across: For each edge between rows, whether a rule is drawn over each column.
        down: For each edge between columns, whether one is drawn along each row.

    """
    rows, columns = len(across) - 1, len(down) - 1
    runs: list[list[tuple[int, int]]] = []
    for row in range(rows):
        cuts = [0, *(at for at in range(1, columns) if down[at][row]), columns]
        runs.append(list(pairwise(cuts)))
    cells: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for row in range(rows + 1):
        now = runs[row] if row < rows else []
        kept = {run for run in now if run in growing and not any(across[row][run[0] : run[1]])}
        for run in [run for run in growing if run not in kept]:
            begin = growing.pop(run)
            cells.append((begin, run[0], row - begin, run[1] - run[0]))
        for run in now:
            growing.setdefault(run, row)
    return sorted(cells)


def _table(across: list[Rule], down: list[Rule], page: int, counting: Counting) -> PageTable | None:
    across, down = aligned(across), aligned(down)
    xs, ys = _edges(down, across, _OVERHANG), _edges(across, down, _SHORTEST)
    if len(xs) < 2 or len(ys) < 2:
        return None
    counting.area((len(xs) - 1) * (len(ys) - 1))
    drawn = drawn_over(across, ys, xs)
    cells = [
        PageCell(row, column, high, wide, (xs[column], ys[row], xs[column + wide], ys[row + high]))
        for row, column, high, wide in rectangles(drawn, drawn_over(down, xs, ys))
    ]
    return PageTable(page, xs, ys, cells, not any(drawn[0]), not any(drawn[-1]))


def tables_of(groups: Sequence[Group], content: PageContent, counting: Counting) -> tuple[list[PageTable], list[Char]]:
    """Find the ruled tables of a page.

    Args:
        groups: The rules that touch each other.
        content: What is drawn on the page.
        counting: Raises ``FileLimitError`` for a grid beyond the limits.

    Returns:
        The tables with at least one word in them, from top to bottom, and the characters outside of them. A table
        inside a cell is part of the words of that cell.

    """
    if len(groups) > MOST_TABLES:
        return [], content.chars
    found = [table for group in groups if (table := _table(*group, content.number, counting)) is not None]
    found.sort(key=lambda table: (table.xs[-1] - table.xs[0]) * (table.bottom - table.top), reverse=True)
    outer: list[PageTable] = []
    for table in found:
        middle = (table.xs[0] + table.xs[-1]) / 2, (table.top + table.bottom) / 2
        around = next((other for other in outer if Places(other).cell(*middle) is not None), None)
        if around is not None and len(around.cells) == 1 < len(table.cells):
            # a border around the page is no table
            outer.remove(around)
        elif around is not None:
            continue
        outer.append(table)
    outside = fill(outer, content)
    frames = [table for table in outer if _is_frame(table)]
    if frames:
        outer = [table for table in outer if table not in frames]
        outside = fill(outer, content)
    tables = [table for table in outer if any(cell.lines for cell in table.cells)]
    return sorted(tables, key=lambda table: (table.top, table.xs[0])), outside


def _is_frame(table: PageTable) -> bool:
    """Say whether a border stands around words in columns that no rule parts: it tells nothing of them."""
    if len(table.xs) > 2:
        return False
    lines = (line for cell in table.cells for line in cell.lines)
    return sum(len(line.segments) >= _FRAMED_COLUMNS for line in lines) >= _FRAMED_LINES
