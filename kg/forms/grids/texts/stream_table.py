"""A table of a text that gives the cells of a page in the order in which they were drawn: its blocks and its rows.

In: headings that are known, and the lines down to the table's end. Out: rows. The words are parted at the levels
(``stream_levels``), and below each level its rows are cut (``stream_rows``). What can be cut in two ways, or in none,
is kept as a row with fewer places covered than the headings have, so that it is cited and never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.categories import is_level1
from kg.cells import Cell, Grid, GridCell
from kg.folding import fold
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.texts.stream_cells import REMARKS
from kg.forms.grids.texts.stream_headings import MOST_WRAPS, Headings, cell_of, wrapped
from kg.forms.grids.texts.stream_levels import LevelWords, ends_as_a_level
from kg.forms.grids.texts.stream_rows import certain_rows
from kg.forms.grids.words.labels import field_of
from kg.forms.wrapping import SLACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.forms.grids.texts.stream_cells import Drawn

_SATISFACTION = "满意度"
_FILLER = re.compile(r"[.…]+|指标\d{1,2}:?")
_LIKE_A_LEVEL = re.compile(r"\S{0,8}(?:指标|目标|效益|影响|情况|满意度|成本|质量|数量|时效|管理|执行|产出|效果)")


@dataclass(frozen=True, slots=True)
class _Block:
    """The words below one level, and the cells of the levels that hold for them; ``sure`` while these are certain."""

    levels: dict[int, Cell]
    words: list[Drawn]
    sure: bool
    known: bool = True
    room: int = 0


@dataclass
class _Row:
    """Cells by column; ``clear`` where there is one way only to cut the row."""

    cells: dict[int, Cell]
    clear: bool
    page: int | None


@dataclass
class StreamTable:
    """A table in the making.

    Attributes:
        headings: Its headings.
        widths: The widest line that is known of each column from the names on.
        rows: Its rows.
        beside: The words of a column before the levels, merged over all rows.
        above: A label of several lines above the headings that says whose targets they are: 长期绩效 | 指标.

    """

    headings: Headings
    widths: list[int]
    rows: list[_Row] = field(default_factory=list)
    beside: Cell = field(default_factory=Cell)
    above: Cell = field(default_factory=Cell)


def stream_table(
    headings: Headings, lines: Sequence[Sequence[Drawn]], before: StreamTable | None
) -> StreamTable | None:
    """Cut the lines below headings into rows; ``None`` where they begin with headings that nobody knows.

    Widths of columns are learned from rows that are certain, and then it is done again.
    """
    lines = _without_furniture(headings, lines)
    body = [word for line in lines for word in line if not (word.alone and _FILLER.fullmatch(fold(word.piece.text)))]
    found = LevelWords.of(headings, lines)
    again = before is not None and before.headings.words == headings.words
    held = before.rows[-1].cells if again and before is not None and before.rows else {}
    goal: list[Drawn] = []
    if headings.levels and not again:
        first = next((at for at in range(len(body)) if found.read(body, at, {}) is not None), None)
        # 2022年 | 2023年 are headings of a second row
        if first is None or not all(headings.beside and word.alone for word in body[:first]):
            return None
        goal, body = body[:first], body[first:]
    table = StreamTable(headings, [0] * len(headings.roles))
    blocks = list(_blocks(found, body, {column: held[column] for column in headings.levels if column in held}))
    if any(_is_out_of_order(headings, block) for block in blocks):
        # levels in the middle of their rows, as lines sorted by height give them: whose rows stand above is open
        blocks = [replace(block, sure=False) for block in blocks]
    for usual in (False, True, True):
        table.rows = [row for block in blocks for row in _rows(table, block, usual=usual)]
        # 财务管理 in a column of names that is as narrow may be the beginning of one
        narrow = table.widths[0] - SLACK
        blocks = [replace(block, sure=block.sure and (not block.room or block.room <= narrow)) for block in blocks]
    top, middle = _standing(table, blocks)
    if top > middle:
        blocks = [replace(block, sure=False) for block in blocks]
        table.rows = [row for block in blocks for row in _rows(table, block, usual=True)]
    if not middle:
        _doubt_remarks(table)
    table.beside = cell_of(goal)
    # the row above a page's end may go on below it
    parted = [(before.rows[-1], table.rows[0])] if before and before.rows and table.rows else []
    for above, below in (*parted, *pairwise(table.rows)):
        if above.page != below.page and not (below.clear and _begins(below, headings.name)):
            above.clear = below.clear = False
    return table


def _begins(row: _Row, name: int) -> bool:
    """Whether the first row of a page ends none from the page before: a level above it, or a name of one line."""
    cells = {column: cell for column, cell in row.cells.items() if cell}
    levels = any(cell.pieces[0].page == row.page for column, cell in cells.items() if column < name)
    return levels or len(_lines(cells[name])) == 1


def _without_furniture(headings: Headings, lines: Sequence[Sequence[Drawn]]) -> Sequence[Sequence[Drawn]]:
    """Leave out 绩效指标, merged beside the whole table and drawn before its rows, and the numbers of columns."""
    body = [word for line in lines[:MOST_WRAPS] for word in line]
    label = wrapped(body, lambda text: field_of(text) == "known" and not role_of(text))
    if label:
        last = body[label - 1]
        lines = [[word for word in line if word.piece.start > last.piece.start] for line in lines]
        lines = [line for line in lines if line]
    numbers = [str(number) for number in range(1, 2 * len(headings.cells))]
    if (
        lines
        and len(lines[0]) >= len(headings.cells)
        and [word.piece.text for word in lines[0]] == numbers[: len(lines[0])]
    ):
        lines = lines[1:]
    return lines


def _is_out_of_order(headings: Headings, block: _Block) -> bool:
    """Whether a block has its second level without the first, or below another's."""
    if block.sure or not headings.levels:
        return False
    upper, lower = (block.levels.get(column) for column in (headings.levels[0], headings.levels[-1]))
    return not upper or (is_level1(upper.text) and bool(lower))


def _standing(table: StreamTable, blocks: Sequence[_Block]) -> tuple[int, int]:
    """Count signs that words stand at the top of their cells, and that they stand in the middle.

    At the top a cell shares its first line with the one before it however many lines it has; nothing tells where it
    ends: names begin on the line of their level and go on below. Where words stand in the middle, a cell of several
    lines behind one of a single line begins on a line of its own.
    """
    top = middle = 0
    for block in blocks:
        lower = block.levels.get(table.headings.name - 1)
        if not block.sure or not block.words or lower is None:
            continue
        if block.words[0].first:
            middle += len(lower.pieces) == 1
        else:
            top += block.words[0].last
    return top, middle


def _doubt_remarks(table: StreamTable) -> None:
    """Doubt rows whose remark may go on in the lines of the next name, as it does at the top of its cell.

    A row that begins with a cell of one line and has one of several shows that they stand in the middle.
    """
    for row in table.rows:
        cells = [cell for column, cell in sorted(row.cells.items()) if row.clear and column >= table.headings.name]
        if any(len(_lines(one)) == 1 < len(_lines(other)) for one, other in pairwise(cells)):
            return
    for above, below in pairwise(table.rows):
        last = max(above.cells)
        shares = last >= table.headings.name and len(_lines(above.cells[last])) == 1
        remark = table.headings.roles[last - table.headings.name] in REMARKS if shares else False
        if remark and len(_lines(below.cells[table.headings.name])) > 1 and not _levels_between(table, above, below):
            above.clear = below.clear = False


def _levels_between(table: StreamTable, above: _Row, below: _Row) -> bool:
    lower = table.headings.name - 1
    return above.cells.get(lower) is not below.cells.get(lower)


def _lines(cell: Cell) -> set[int]:
    return {piece.line for piece in cell.pieces}


def _blocks(found: LevelWords, body: Sequence[Drawn], held: dict[int, Cell]) -> Iterator[_Block]:
    """Part the words at levels, which may be wrapped; what stands before the first goes on with those held."""
    block = _Block(held, [], sure=len(held) == len(found.columns))
    at, begun, doubt = 0, False, False
    while at < len(body):
        levels = found.read(body, at, block.levels)
        again = begun and levels is not None and not block.words and not levels.upper
        if again and found.least <= (cells := _cells_on_line(body, at)) <= found.most:
            # 服务对象满意度 below a level that has no row yet may be its name
            block = replace(block, sure=block.sure and cells == found.least)
            levels = None
        if levels is None:
            block.words.append(body[at])
            at += 1
            continue
        if block.words:
            yield block
        # 满意度 above 群众满意度 is a first level of a framework
        above = block.levels.get(found.columns[-1], Cell()).text
        doubt = not levels.upper and (doubt or (again and _SATISFACTION in above))
        block = _Block(levels.cells, [], levels.sure and not doubt, levels.known, levels.room)
        at, begun = levels.end, True
    if block.words:
        yield block


def _cells_on_line(body: Sequence[Drawn], at: int) -> int:
    """Return how many words stand on the line that begins with a word."""
    return next((end - at for end in range(at + 1, len(body)) if body[end].first), len(body) - at)


def _rows(table: StreamTable, block: _Block, *, usual: bool) -> Iterator[_Row]:
    drawn, name = block.words, table.headings.name
    rows = certain_rows(drawn, table.headings.roles, table.widths, usual=usual) if block.sure else {}
    if not block.known and 0 not in rows:
        # 设备完好指标 may be a name
        rows = {}
    doubt = next((at for at, word in enumerate(drawn) if word.alone and ends_as_a_level(word.piece.text)), len(drawn))
    # 进度指标 may be the second level of what stands below, or the beginning of a name
    rows = {at: row for at, row in rows.items() if row[-1][1] <= doubt}
    at = 0
    while at < len(drawn):
        row = rows.get(at)
        end = row[-1][1] if row else next((start for start in range(at + 1, len(drawn)) if start in rows), len(drawn))
        cells = {column: cell for column, cell in block.levels.items() if cell}
        if row is None:
            if any(word.first and _LIKE_A_LEVEL.fullmatch(word.piece.text) for word in drawn[at:end]):
                # a level that nobody knows may hold for all that is below
                rows, end = {}, len(drawn)
            cells[name] = cell_of(drawn[at:end])
        for column, (begin, until) in enumerate(row or ()):
            if until > begin:
                cells[name + column] = cell_of(drawn[begin:until])
                table.widths[column] = max(table.widths[column], *(word.wide for word in drawn[begin:until]))
        yield _Row(cells, row is not None, drawn[at].piece.page)
        at = end


def grids(table: StreamTable) -> Iterator[Grid]:
    """Give rows that are certain as tables, each other one as a table of its own."""
    for clear, run in groupby(table.rows, key=lambda row: row.clear):
        for rows in [list(run)] if clear else ([row] for row in run):
            yield _grid(table, rows, clear=clear)


def _grid(table: StreamTable, rows: Sequence[_Row], *, clear: bool) -> Grid:
    headings, count = table.headings, len(table.headings.cells)
    label = [GridCell(table.above, 1, 1, colspan=count)] if table.above else []
    cells = [*label, *(replace(cell, row=cell.row + len(label)) for cell in headings.head)]
    body = max(cell.row for cell in cells) + 1
    for number, row in enumerate(rows, start=body):
        cells += [GridCell(cell, number, column + 1) for column, cell in sorted(row.cells.items())]
    if table.beside:
        cells.append(GridCell(table.beside, body, 1, rowspan=len(rows)))
    covered = (*([count] * (body - 1)), *([count if clear else count - 1] * len(rows)))
    line = min(cell.cell.pieces[0].line for cell in headings.head)
    return Grid(tuple(cells), len(covered), count, None, line, covered, flat=True)
