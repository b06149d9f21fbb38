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
from kg.cells import Cell, Grid, GridCell, Piece
from kg.cells import words as words_of
from kg.folding import fold
from kg.forms.grids.columns import indicator_header
from kg.forms.grids.headings import LEVELS, TARGETS, role_of
from kg.forms.grids.labels import field_of, money_column, money_row
from kg.forms.grids.stream_fields import fields_table
from kg.forms.grids.stream_rows import Drawn, certain_rows
from kg.forms.grids.titles import is_year_line, title_form
from kg.forms.grids.view import GridView
from kg.forms.grids.wordings import by_wording
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text import TextLayer

_HEADINGS = by_wording("columns")
_BEGINS = frozenset({*LEVELS, "name", *TARGETS, "actual"})
_POINTED = frozenset({"weight", "scored"})
_LEAST_COLUMNS = 3
_MOST_WRAPS = 6
_HEADS_PROSE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]")
_LIKE_A_LEVEL = re.compile(r"\S{0,8}(?:指标|目标|效益|影响|情况|满意度|成本|质量|数量|时效|管理|执行|产出|效果)")
_GAPS = ("  ", "\u3000 ", " \u3000", "\u3000\u3000")


@dataclass
class _Row:
    """A row in the making: words by column; ``clear`` where there is one way only to cut it."""

    cells: dict[int, list[Piece]]
    clear: bool
    page: int | None


@dataclass
class _Table:
    """A table in the making: its headings, what they hold from the names on, its rows."""

    heads: list[list[Piece]]
    levels: list[int]
    columns: list[int]
    roles: list[str]
    widths: list[int]
    rows: list[_Row] = field(default_factory=list)


@dataclass
class _Block:
    """The words below one level, and the words of the levels that hold for them."""

    levels: dict[int, list[Piece]]
    words: list[Drawn]
    sure: bool


def stream_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is certain in most of its rows."""
    lines, _ = without_page_numbers(layer)
    if any("\t" in line.text for line in lines):
        return None
    parted = [
        [Drawn(piece, not at, at + 1 == len(found)) for at, piece in enumerate(found)] for found in map(words_of, lines)
    ]
    blocks: list[Piece | Grid | _Table] = []
    tables: list[_Table] = []
    at = 0
    while at < len(lines):
        headed = _headings(parted, at)
        if headed is not None:
            table, at = headed
            end = next(
                (below for below in range(at, len(lines)) if _ends(parted[below]) or _headings(parted, below)),
                len(lines),
            )
            body = [word for found in parted[at:end] for word in found]
            again = tables and [_text(head) for head in tables[-1].heads] == [_text(head) for head in table.heads]
            if table.levels and not again and (not body or _levels(table, body, 0, {}) is None):
                # headings that nobody knows below those that are known
                return None
            if any(gap in line.text.strip() for line in lines[at:end] for gap in _GAPS):
                return None
            _cut(table, body, tables[-1] if tables else None)
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


def _headings(parted: Sequence[Sequence[Drawn]], at: int) -> tuple[_Table, int] | None:
    """Return the table that begins in a line, and the line below its headings, where all of these are known."""
    if not any(role_of(word.piece.text) in _BEGINS for word in parted[at]):
        return None
    words = [word for found in parted[at : at + 2 * _MOST_WRAPS] for word in found]
    beside = _wrapped(words, lambda text: field_of(text) == "known" and not role_of(text))
    ends = _known_heads(words[beside:])
    if len(ends) < _LEAST_COLUMNS:
        return None
    words = words[beside:]
    heads = _in_columns([_pieces(words[begin:end]) for begin, end in pairwise([0, *ends])])
    cells = tuple(GridCell(Cell.of(head), 1, column) for column, head in enumerate(heads, start=1))
    header = indicator_header(GridView(Grid(cells, 1, len(cells))), 1)
    if header is None or len(header.halves) > 1 or header.halves[0].again or header.guesses:
        return None
    stated = {column - 1: role for role, column in header.columns.items()}
    roles = [stated.get(column) or "note" for column in range(len(heads))]
    name = roles.index("name")
    levels = [column for column, role in enumerate(roles) if role in LEVELS]
    if levels != list(range(name)) or roles.count("name") > 1 or not (levels or _POINTED & set(roles)):
        return None
    columns = list(range(name, len(heads)))
    line = words[ends[-1] - 1].piece.line
    below = next((number for number in range(at, len(parted)) if parted[number][0].piece.line > line), len(parted))
    return _Table(heads, levels, columns, roles[name:], [0] * len(columns)), below


def _in_columns(heads: list[list[Piece]]) -> list[list[Piece]]:
    """Put headings of two rows in the order of their columns: what is merged over levels and over a value is drawn first.

    绩效指标 | 年度指标值 | 实际完成值 | 得分 above 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位.
    """
    roles = [role_of(_text(head)) for head in heads]
    lower = next((at for at, role in enumerate(roles) if role in LEVELS), 0)
    if not lower or "name" not in roles[lower:] or roles[0] not in TARGETS:
        return heads
    names = roles.index("name", lower) + 1
    parts = heads[names:]
    return [*heads[lower:names], *(parts or heads[:1]), *heads[1:lower]]


def _known_heads(words: Sequence[Drawn]) -> list[int]:
    """Return where known headings end, one after another up to the end of a line: of the most words, in the fewest parts."""
    best: dict[int, list[int]] = {0: []}
    for begin in range(len(words)):
        for count in range(1, _MOST_WRAPS + 1) if begin in best else ():
            end = begin + count
            if end > len(words) or (count > 1 and not (words[end - 2].last and words[end - 1].first)):
                break
            fewer = end not in best or len(best[begin]) + 1 < len(best[end])
            if fewer and _is_heading([word.piece.text for word in words[begin:end]]):
                best[end] = [*best[begin], end]
    whole = [end for end in best if end and words[end - 1].last]
    return best[max(whole)] if whole else []


def _is_heading(lines: Sequence[str]) -> bool:
    """Whether lines are one known heading, and not two: 得分 above 偏差原因分析."""
    if not role_of("".join(lines)):
        return False
    parts = (("".join(lines[:at]), "".join(lines[at:])) for at in range(1, len(lines)))
    return not any(fold(above) in _HEADINGS and role_of(below) for above, below in parts)


def _wrapped(words: Sequence[Drawn], known) -> int:
    """Return of how many words, each on a line of its own where there are several, known ones are put together."""
    best = 0
    for count in range(1, min(_MOST_WRAPS, len(words)) + 1):
        if count > 1 and not (words[count - 2].last and words[count - 1].first):
            break
        if known("".join(word.piece.text for word in words[:count])):
            best = count
    return best


def _ends(found: Sequence[Drawn]) -> bool:
    words, whole = found[0].piece.text, "".join(word.piece.text for word in found)
    if _HEADS_PROSE.match(words):
        return True
    if fold(words).rstrip(":") in TOTALS or is_personal(whole) or title_form(whole) is not None or is_year_line(whole):
        return True
    return bool(field_of(words)) and not money_row(words) and not money_column(words)


def _cut(table: _Table, body: Sequence[Drawn], before: _Table | None) -> None:
    """Cut the words below the headings into rows; widths of columns are learned from certain ones, and it is done again."""
    parts = list(_parted(table, body, before))
    if not all(part.sure for part in parts):
        # levels in the middle of their rows, as lines sorted by height give them: whose rows stand above them is open
        parts = [replace(part, sure=False) for part in parts]
    for usual in (False, True, True):
        table.rows = [row for part in parts for row in _rows(table, part, usual=usual)]
    if before and before.rows and table.rows and not table.rows[0].clear:
        # a row may be cut by the page
        before.rows[-1].clear = False
    for above, below in pairwise(table.rows):
        if above.page != below.page and not below.clear:
            above.clear = False


def _parted(table: _Table, body: Sequence[Drawn], before: _Table | None) -> Iterator[_Block]:
    """Part the words at headings of levels, which may be wrapped; what stands before the first goes on with the last."""
    held = dict(before.rows[-1].cells) if before and before.rows else {}
    levels = {column: words for column, words in held.items() if column in table.levels}
    block = _Block(levels, [], sure=len(levels) == len(table.levels))
    at = 0
    while at < len(body):
        found = _levels(table, body, at, levels)
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
    table: _Table, body: Sequence[Drawn], at: int, held: dict[int, list[Piece]]
) -> tuple[dict[int, list[Piece]], int, bool] | None:
    """Read the headings of levels that begin at a word: what holds from there on, and whether it is certain."""
    if not table.levels or not body[at].first:
        return None
    if len(table.levels) == 1:
        count = _wrapped(body[at:], lambda text: is_level1(text) or is_level2(text))
        return ({table.levels[0]: _pieces(body[at : at + count])}, at + count, True) if count else None
    upper, lower = table.levels
    first = _wrapped(body[at:], is_level1)
    second = _wrapped(body[at + first :], is_level2)
    if first and not second and is_level2(_text(_pieces(body[at : at + first]))):
        # 成本指标 may be a level of its own, or one below 产出指标
        first, second = 0, first
    if not first and not second:
        return None
    levels = {upper: _pieces(body[at : at + first])} if first else {upper: held.get(upper, [])}
    end = at + first + second
    if second:
        levels[lower] = _pieces(body[at + first : end])
    words = {column: _text(pieces) for column, pieces in levels.items()}
    parent = level1_of(words.get(lower, ""))
    sure = bool(words[upper] and words.get(lower)) and without_code(words[upper]).startswith(without_code(parent))
    return levels, end, sure


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _pieces(words: Sequence[Drawn]) -> list[Piece]:
    return [word.piece for word in words]


def _rows(table: _Table, block: _Block, *, usual: bool) -> Iterator[_Row]:
    words = block.words
    rows = certain_rows(words, table.roles, table.widths, usual=usual) if block.sure else {}
    at = 0
    while at < len(words):
        row = rows.get(at)
        end = row[-1][1] if row else next((start for start in range(at + 1, len(words)) if start in rows), len(words))
        if row is None and any(word.first and _LIKE_A_LEVEL.fullmatch(word.piece.text) for word in words[at:end]):
            # a level that nobody knows may hold for all that is below
            rows, end = {}, len(words)
        cells = {column: pieces for column, pieces in block.levels.items() if pieces}
        if row is None:
            cells[table.columns[0]] = _pieces(words[at:end])
        for place, (begin, until) in enumerate(row or ()):
            if until > begin:
                cells[table.columns[place]] = _pieces(words[begin:until])
                table.widths[place] = max(table.widths[place], *(word.wide for word in words[begin:until]))
        yield _Row(cells, row is not None, words[at].piece.page)
        at = end


def _grids(table: _Table) -> Iterator[Grid]:
    """Give rows that are certain as tables, each other one as a table of its own."""
    for clear, run in groupby(table.rows, key=lambda row: row.clear):
        for rows in [list(run)] if clear else ([row] for row in run):
            yield _grid(table, rows, clear=clear)


def _grid(table: _Table, rows: Sequence[_Row], *, clear: bool) -> Grid:
    count = len(table.heads)
    cells = [GridCell(Cell.of(head), 1, column) for column, head in enumerate(table.heads, start=1)]
    for number, row in enumerate(rows, start=2):
        cells.extend(GridCell(Cell.of(words), number, column + 1) for column, words in sorted(row.cells.items()))
    covered = (count, *([count if clear else count - 1] * len(rows)))
    return Grid(tuple(cells), len(rows) + 1, count, None, table.heads[0][0].line, covered, flat=True)
