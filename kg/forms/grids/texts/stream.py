"""Plain text that gives a page in the order in which its cells were drawn (文本流): its tables, where they are certain.

In: the lines of a text without tabs whose words are parted by single blanks, as programs take them out of a PDF. Out:
paragraphs and grids, or nothing. A table begins with headings that are all known; below each second-level heading its
rows are cut (``stream_rows``), and what can be cut in two ways, or in none, is kept as a row with fewer places covered
than the headings have, so that it is cited and never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2, level1_of, without_code
from kg.cells import Cell, Grid, GridCell, words
from kg.folding import fold
from kg.forms.grids.texts.stream_fields import fields_table
from kg.forms.grids.texts.stream_headings import MOST_WRAPS, Headings, cell_of, headings_at, wrapped
from kg.forms.grids.texts.stream_rows import Drawn, certain_rows
from kg.forms.grids.words.labels import field_of, money_column, money_row
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import Piece
    from kg.text import TextLayer

_HEADS_PROSE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)")
_LIKE_A_LEVEL = re.compile(r"\S{0,8}(?:指标|目标|效益|影响|情况|满意度|成本|质量|数量|时效|管理|执行|产出|效果)")
# columns set apart by blanks: lines as they stand on the page
_GAPS = ("  ", "\u3000 ", " \u3000", "\u3000\u3000")


@dataclass(frozen=True, slots=True)
class _Block:
    """The words below one level, and the cells of the levels that hold for them; ``sure`` while these are certain."""

    levels: dict[int, Cell]
    words: list[Drawn]
    sure: bool


@dataclass
class _Row:
    """Cells by column; ``clear`` where there is one way only to cut the row."""

    cells: dict[int, Cell]
    clear: bool
    page: int | None


@dataclass
class _Table:
    """A table in the making: its headings, the widest line that is known of each column from the names on, its rows."""

    headings: Headings
    widths: list[int]
    rows: list[_Row] = field(default_factory=list)


def stream_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is certain in most rows."""
    lines, _ = without_page_numbers(layer)
    if any("\t" in line.text for line in lines):
        return None
    drawn = [_drawn(line) for line in lines]
    blocks: list[Piece | Grid | _Table] = []
    tables: list[_Table] = []
    at = 0
    while at < len(lines):
        headings = headings_at(drawn, at)
        if headings is not None:
            end = next((below for below in range(headings.below, len(lines)) if _ends(drawn, below)), len(lines))
            table = _table(headings, drawn[headings.below : end], tables[-1] if tables else None)
            if table is None or any(gap in line.text.strip() for line in lines[at:end] for gap in _GAPS):
                return None
            blocks.append(table)
            tables.append(table)
            at = end
        elif (block := fields_table(lines, at)) is not None:
            grid, at = block
            blocks.append(grid)
        else:
            blocks.append(lines[at])
            at += 1
    rows = [row for table in tables for row in table.rows]
    if 2 * sum(row.clear for row in rows) <= len(rows):
        return None
    return tuple(part for block in blocks for part in (_grids(block) if isinstance(block, _Table) else (block,)))


def _drawn(line: Piece) -> list[Drawn]:
    found = words(line)
    return [Drawn(piece, not at, at + 1 == len(found)) for at, piece in enumerate(found)]


def _ends(drawn: Sequence[Sequence[Drawn]], at: int) -> bool:
    """Whether a table ends above a line."""
    first, whole = drawn[at][0].piece.text, "".join(word.piece.text for word in drawn[at])
    if fold(first).rstrip(":") in TOTALS or is_personal(whole) or title_form(whole) is not None or is_year_line(whole):
        return True
    if _HEADS_PROSE.match(first) or (field_of(first) and not money_row(first) and not money_column(first)):
        return True
    return headings_at(drawn, at) is not None


def _table(headings: Headings, lines: Sequence[Sequence[Drawn]], before: _Table | None) -> _Table | None:
    """Cut the lines below headings into rows; ``None`` where they begin with headings that nobody knows.

    Widths of columns are learned from rows that are certain, and then it is done again.
    """
    body = [word for line in lines for word in line]
    again = before is not None and before.headings.words == headings.words
    held = before.rows[-1].cells if again and before is not None and before.rows else {}
    if headings.levels and not again and (not body or _levels(headings, body, 0, {}) is None):
        return None
    table = _Table(headings, [0] * len(headings.roles))
    blocks = list(_blocks(headings, body, {column: held[column] for column in headings.levels if column in held}))
    if not all(block.sure for block in blocks):
        # levels in the middle of their rows, as lines sorted by height give them: whose rows stand above is open
        blocks = [replace(block, sure=False) for block in blocks]
    for usual in (False, True, True):
        table.rows = [row for block in blocks for row in _rows(table, block, usual=usual)]
    # the row above a page's end may go on below it
    parted = [(before.rows[-1], table.rows[0])] if before and before.rows and table.rows else []
    for above, below in (*parted, *pairwise(table.rows)):
        if above.page != below.page and not below.clear:
            above.clear = False
    return table


def _blocks(headings: Headings, body: Sequence[Drawn], held: dict[int, Cell]) -> Iterator[_Block]:
    """Part the words at levels, which may be wrapped; what stands before the first goes on with those held."""
    block = _Block(held, [], sure=len(held) == len(headings.levels))
    at = 0
    while at < len(body):
        found = _levels(headings, body, at, block.levels)
        if found is None:
            block.words.append(body[at])
            at += 1
            continue
        if block.words:
            yield block
        levels, at, sure = found
        block = _Block(levels, [], sure)
    if block.words:
        yield block


def _levels(
    headings: Headings, body: Sequence[Drawn], at: int, held: dict[int, Cell]
) -> tuple[dict[int, Cell], int, bool] | None:
    """Read the levels that begin at a word: those that hold from there on, where they end, whether they are certain."""
    if not headings.levels or not body[at].first:
        return None
    here = body[at : at + 2 * MOST_WRAPS]
    if len(headings.levels) == 1:
        count = wrapped(here, lambda text: is_level1(text) or is_level2(text))
        return ({headings.levels[0]: cell_of(here[:count])}, at + count, True) if count else None
    upper, lower = headings.levels
    first = wrapped(here, is_level1)
    second = wrapped(here[first:], is_level2)
    if first and not second and is_level2(cell_of(here[:first]).text):
        # 成本指标 may be a level of its own, or one below 产出指标
        first, second = 0, first
    if not first and not second:
        return None
    above = cell_of(here[:first]) if first else held.get(upper, Cell())
    below = cell_of(here[first : first + second])
    official = without_code(level1_of(below.text))
    sure = bool(above and below) and without_code(above.text).startswith(official)
    return {upper: above, lower: below}, at + first + second, sure


def _rows(table: _Table, block: _Block, *, usual: bool) -> Iterator[_Row]:
    drawn, name = block.words, len(table.headings.levels)
    rows = certain_rows(drawn, table.headings.roles, table.widths, usual=usual) if block.sure else {}
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


def _grids(table: _Table) -> Iterator[Grid]:
    """Give rows that are certain as tables, each other one as a table of its own."""
    for clear, run in groupby(table.rows, key=lambda row: row.clear):
        for rows in [list(run)] if clear else ([row] for row in run):
            yield _grid(table.headings, rows, clear=clear)


def _grid(headings: Headings, rows: Sequence[_Row], *, clear: bool) -> Grid:
    count = len(headings.cells)
    cells = [GridCell(cell, 1, column) for column, cell in enumerate(headings.cells, start=1)]
    for number, row in enumerate(rows, start=2):
        cells += [GridCell(cell, number, column + 1) for column, cell in sorted(row.cells.items())]
    covered = (count, *([count if clear else count - 1] * len(rows)))
    return Grid(tuple(cells), len(rows) + 1, count, None, headings.cells[0].pieces[0].line, covered, flat=True)
