"""Plain text whose columns are set apart by blanks (空格对齐的文本): its lines as tables, where they say so clearly.

In: the lines of a text. Out: the same lines as paragraphs and grids, or nothing. A table begins with one line of known
headings; its columns stand where these stand, in display columns (a Chinese character is two wide). A row is a line
with a cell below every heading, each set to the left, the middle or the right of its column as all others are; only
levels, merged over rows, and a remark behind points may be left out: where another cell may be empty, one that moved
into its place could not be told. What is no such line is kept with fewer places covered than the headings have, so that
it is cited and never read, and so are the rows beside it. A
line of words that only goes on with full cells above it is joined to them unless it may begin the row below.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, Piece
from kg.folding import fold, width
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.texts.blank_goals import goals_table
from kg.forms.grids.texts.blank_money import money_table
from kg.forms.grids.texts.blank_rows import BlankTable, Row, Words, rows_of
from kg.forms.grids.view import GridView
from kg.forms.grids.words.labels import field_of, is_label
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text import TextLayer

_WORDS = re.compile(r"[^ \u00a0\u3000]+(?:[ \u00a0][^ \u00a0\u3000]+)*")
_CAPTION = re.compile(r"^[(（\[]?(?:金额|计量)?单位[:：]?(?:人民币)?(?:亿元|万元|元)[)）\]]?$")
_LEAST_COLUMNS = 3
_PAIR = 2


def blank_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is clear in most of its rows."""
    lines, _ = without_page_numbers(layer)
    if any("\t" in line.text for line in lines):
        return None
    blocks: list[Piece | Grid | BlankTable] = []
    table: BlankTable | None = None
    value: list[Words] = []
    labelled = False  # whether the line before is a label with its value
    parted = [_parts(line) for line in lines]
    at = 0
    while at < len(lines):
        line, parts = lines[at], parted[at]
        at += 1
        head = _table(parts)
        joined = _label_of_two(parts, parted[at]) if at < len(lines) else None
        if head is not None:
            table, labelled = head, False
            blocks.append(table)
        elif (block := money_table(parted, at - 1) or goals_table(parted, at - 1)) is not None:
            table, labelled, value = None, False, []
            grid, at = block
            blocks.append(grid)
        elif table is not None and not table.lines and _ends_a_heading(parts, table):
            blocks.insert(-1, line)
        elif table is not None and not _ends(parts):
            table.lines.append(parts)
        elif joined is not None:
            at += 1
            table, labelled, value = None, True, []
            blocks.append(joined)
        else:
            own = is_label(parts[0].piece.text)
            if labelled and not own and len(parts) <= _PAIR and not _stands_alone(line):
                if not value or len(parts) != 1 or parts[0].start != value[1].start:
                    # words below a value may go on with it: whose they are cannot be told
                    return None
                value.append(parts[0])
                blocks[-1] = _label_and_value(value)
                continue
            table, labelled = None, own
            # a label with one value, which words right below that value go on with
            value = list(parts) if own and len(parts) == _PAIR else []
            blocks.append(line)
    return _with_grids(blocks)


def _parts(line: Piece) -> list[Words]:
    found = []
    for match in _WORDS.finditer(line.text):
        start = width(line.text[: match.start()])
        piece = line.cut(*match.span())
        found.append(Words(piece, start, start + width(piece.text)))
    return found


def _table(parts: Sequence[Words]) -> BlankTable | None:
    if parts and field_of(parts[0].piece.text) == "known" and not role_of(parts[0].piece.text):
        # 绩效指标 beside the whole table
        parts = parts[1:]
    if len(parts) < _LEAST_COLUMNS:
        return None
    cells = tuple(GridCell(Cell.of([part.piece]), 1, at) for at, part in enumerate(parts, start=1))
    header = indicator_header(GridView(Grid(cells, 1, len(cells))), 1)
    if header is None:
        return None
    stated = {column: role for role, column in header.columns.items()}
    roles = [stated.get(at) or role_of(part.piece.text) for at, part in enumerate(parts, start=1)]
    return BlankTable(list(parts), roles, header)


def _ends_a_heading(parts: Sequence[Words], table: BlankTable) -> bool:
    """Whether a line holds nothing but the end of a heading above it (偏差原因及改进措 | 施), which tells its role."""
    if len(parts) != 1 or any(char.isdigit() for char in parts[0].piece.text):
        return False
    for at, head in enumerate(table.heads):
        whole = role_of(head.piece.text + parts[0].piece.text)
        if head.start == parts[0].start and whole and table.roles[at] in ("", whole):
            table.roles[at] = whole
            return True
    return False


def _ends(parts: Sequence[Words]) -> bool:
    words = parts[0].piece.text
    whole = "".join(part.piece.text for part in parts)
    if fold(words).rstrip(":") in TOTALS:
        return True
    return is_personal(whole) or is_label(words) or title_form(whole) is not None or is_year_line(whole)


def _stands_alone(line: Piece) -> bool:
    words = line.text.strip()
    return bool(_CAPTION.match(words)) or is_personal(words) or title_form(words) is not None or is_year_line(words)


def _label_of_two(parts: Sequence[Words], below: Sequence[Words]) -> Grid | None:
    """Join a label that is wrapped beside its value, where only both of its lines together are one."""
    if len(parts) != _PAIR or len(below) != 1 or below[0].start != parts[0].start or is_label(parts[0].piece.text):
        return None
    label = Cell.of([parts[0].piece, below[0].piece])
    return _pair_of(label, Cell.of([parts[1].piece])) if is_label(label.text) else None


def _label_and_value(words: Sequence[Words]) -> Grid:
    """Join a value that is wrapped beside its label."""
    return _pair_of(Cell.of([words[0].piece]), Cell.of([word.piece for word in words[1:]]))


def _pair_of(label: Cell, value: Cell) -> Grid:
    cells = (GridCell(label, 1, 1), GridCell(value, 1, 2))
    return Grid(cells, 1, _PAIR, line=label.pieces[0].line, flat=True)


def _with_grids(blocks: Sequence[Piece | Grid | BlankTable]) -> tuple[Piece | Grid, ...] | None:
    tables = [rows_of(block) for block in blocks if isinstance(block, BlankTable)]
    for before, after in pairwise(tables):
        if before and after and not after[0].clear:
            # parted by a page: the first line may be of the last row there
            before[-1].clear = False
    rows = [row for table in tables for row in table]
    if 2 * sum(row.clear for row in rows) <= len(rows):
        return None
    found: list[Piece | Grid] = []
    following = iter(tables)
    for block in blocks:
        if isinstance(block, BlankTable):
            found.extend(_grids(block, next(following)))
        else:
            found.append(block)
    return tuple(found)


def _grids(table: BlankTable, rows: Sequence[Row]) -> Iterator[Grid]:
    """Give rows that are clear as tables, each other one as a table of its own: no heading of it goes on below."""
    for clear, run in groupby(rows, key=lambda row: row.clear):
        if clear:
            yield _grid(table, list(run))
        else:
            yield from (_grid(table, [row]) for row in run)


def _grid(table: BlankTable, rows: Sequence[Row]) -> Grid:
    count = len(table.heads)
    cells = [GridCell(Cell.of([word.piece]), 1, at) for at, word in enumerate(table.heads, start=1)]
    for number, row in enumerate(rows, start=2):
        cells.extend(
            GridCell(Cell.of([word.piece for word in words]), number, at + 1) for at, words in sorted(row.cells.items())
        )
    covered = (count, *(count if row.clear else count - 1 for row in rows))
    return Grid(tuple(cells), len(rows) + 1, count, None, table.heads[0].piece.line, covered, flat=True)
