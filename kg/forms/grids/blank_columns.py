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
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.categories import level1_of
from kg.forms.grids.columns import indicator_header
from kg.forms.grids.headings import LEVELS, role_of
from kg.forms.grids.labels import field_of, is_label
from kg.forms.grids.titles import is_year_line, title_form
from kg.forms.grids.view import GridView
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers
from kg.forms.wrapping import first_unit
from kg.text import Cell, Grid, GridCell, Piece, fold, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.forms.grids.columns import IndicatorHeader
    from kg.text import TextLayer

_WORDS = re.compile(r"[^ \u00a0\u3000]+(?:[ \u00a0][^ \u00a0\u3000]+)*")
_CAPTION = re.compile(r"^[(（\[]?(?:金额|计量)?单位[:：]?(?:人民币)?(?:亿元|万元|元)[)）\]]?$")
_LEAST_COLUMNS = 3
_PAIR = 2
# cells that may go on on the next line; a figure never does
_OF_WORDS = frozenset({*LEVELS, "name", "reason", "note"})
_REMARKS = frozenset({"reason", "note"})
_POINTS = frozenset({"scored", "weight"})
_BARE_POINTS = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_JITTER = 1


@dataclass(frozen=True, slots=True)
class _Words:
    """Words between gaps, from one display column to before another."""

    piece: Piece
    start: int
    end: int

    def at(self, edge: int) -> int:
        """Return twice the place of the left edge (0), the middle (1) or the right edge (2)."""
        return (2 * self.start, self.start + self.end, 2 * self.end)[edge]


@dataclass
class _Row:
    """A line of a table: words by column; ``clear`` while each stands below its own heading."""

    cells: dict[int, list[_Words]]
    clear: bool = True


@dataclass
class _Table:
    """A table in the making: where its headings stand, which edge the cells of each column share, its rows."""

    heads: list[_Words]
    roles: list[str]
    header: IndicatorHeader
    lines: list[list[_Words]] = field(default_factory=list)


def blank_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is clear in most of its rows."""
    lines, _ = without_page_numbers(layer)
    if any("\t" in line.text for line in lines):
        return None
    blocks: list[Piece | Grid | _Table] = []
    table: _Table | None = None
    value: list[_Words] = []
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


def _parts(line: Piece) -> list[_Words]:
    found = []
    for match in _WORDS.finditer(line.text):
        start = width(line.text[: match.start()])
        piece = line.cut(*match.span())
        found.append(_Words(piece, start, start + width(piece.text)))
    return found


def _table(parts: Sequence[_Words]) -> _Table | None:
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
    return _Table(list(parts), roles, header)


def _ends_a_heading(parts: Sequence[_Words], table: _Table) -> bool:
    """Whether a line holds nothing but the end of a heading above it (偏差原因及改进措 | 施), which tells its role."""
    if len(parts) != 1 or any(char.isdigit() for char in parts[0].piece.text):
        return False
    for at, head in enumerate(table.heads):
        whole = role_of(head.piece.text + parts[0].piece.text)
        if head.start == parts[0].start and whole and table.roles[at] in ("", whole):
            table.roles[at] = whole
            return True
    return False


def _ends(parts: Sequence[_Words]) -> bool:
    words = parts[0].piece.text
    whole = "".join(part.piece.text for part in parts)
    if fold(words).rstrip(":") in TOTALS:
        return True
    return is_personal(whole) or is_label(words) or title_form(whole) is not None or is_year_line(whole)


def _stands_alone(line: Piece) -> bool:
    words = line.text.strip()
    return bool(_CAPTION.match(words)) or is_personal(words) or title_form(words) is not None or is_year_line(words)


def _label_of_two(parts: Sequence[_Words], below: Sequence[_Words]) -> Grid | None:
    """Join a label that is wrapped beside its value, where only both of its lines together are one."""
    if len(parts) != _PAIR or len(below) != 1 or below[0].start != parts[0].start or is_label(parts[0].piece.text):
        return None
    label = Cell.of([parts[0].piece, below[0].piece])
    return _pair_of(label, Cell.of([parts[1].piece])) if is_label(label.text) else None


def _label_and_value(words: Sequence[_Words]) -> Grid:
    """Join a value that is wrapped beside its label."""
    return _pair_of(Cell.of([words[0].piece]), Cell.of([word.piece for word in words[1:]]))


def _pair_of(label: Cell, value: Cell) -> Grid:
    cells = (GridCell(label, 1, 1), GridCell(value, 1, 2))
    return Grid(cells, 1, _PAIR, line=label.pieces[0].line, flat=True)


def _with_grids(blocks: Sequence[Piece | Grid | _Table]) -> tuple[Piece | Grid, ...] | None:
    tables = [_rows(block) for block in blocks if isinstance(block, _Table)]
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
        if isinstance(block, _Table):
            found.extend(_grids(block, next(following)))
        else:
            found.append(block)
    return tuple(found)


def _rows(table: _Table) -> list[_Row]:
    """Cut the lines of a table into rows, each clear or not."""
    marks = _marks(table)
    placed = [_placed(parts, marks) for parts in table.lines]
    widest = [
        max((word.end - word.start for line in placed if line for at, word in line.items() if at == column), default=0)
        for column in range(len(marks))
    ]
    wordy = {at for at, role in enumerate(table.roles) if role in _OF_WORDS}
    name = table.header.columns["name"] - 1
    rows: list[_Row] = []
    pending = doubtful = False  # whether the line before goes on with a row, or is no row
    for parts, line in zip(table.lines, placed, strict=True):
        if line is not None and _is_whole(line, table):
            row = _Row({at: [word] for at, word in line.items()}, clear=not doubtful)
            if pending and _may_begin(rows[-1], row, widest):
                rows[-1].clear = row.clear = False
            rows.append(row)
            pending = doubtful = False
        elif rows and not doubtful and line is not None and set(line) <= wordy and _goes_on(rows[-1], line, widest):
            for at, word in line.items():
                rows[-1].cells[at].append(word)
            pending = True
        else:
            if rows:
                rows[-1].clear = False
            rows.append(_Row({name: list(parts)}, clear=False))
            pending, doubtful = False, True
    _doubt_levels(table, rows)
    return rows


def _doubt_levels(table: _Table, rows: Sequence[_Row]) -> None:
    """Mark the rows whose missing levels may have been lost instead of merged with those of the row above."""
    levels = sorted(at for at, role in enumerate(table.roles) if role in LEVELS)
    held: dict[int, str] = {}
    repeated = set()
    for row in rows:
        printed = {at: "".join(word.piece.text for word in row.cells[at]) for at in levels if at in row.cells}
        repeated |= {at for at, words in printed.items() if held.get(at) == words}
        held.update(printed)
    held = {}
    for row in rows:
        printed = {at: "".join(word.piece.text for word in row.cells[at]) for at in levels if at in row.cells}
        lacking = [at for at in levels if at not in printed]
        held = {**held, **printed}
        # a merged table prints no level twice, and begins each level with those below it
        begins = [at in printed for at in levels]
        parent = {level1_of(words) for at, words in printed.items() if at != levels[0]} - {""}
        strange = lacking and parent and not any(word.startswith(held.get(levels[0], "")) for word in parent)
        if lacking and (repeated & set(lacking) or len(held) < len(levels) or begins != sorted(begins) or strange):
            row.clear = False
        if not row.clear:
            held = {}


def _is_whole(line: dict[int, _Words], table: _Table) -> bool:
    """Whether a line has a cell below every heading but levels, merged with the row above, and a remark behind points.

    Behind points, since elsewhere a remark that moved into the place of a lost target could not be told from it.
    """
    last = len(table.heads) - 1
    for at in range(len(table.heads)):
        if at in line or table.roles[at] in LEVELS:
            continue
        behind_points = at == last and table.roles[at - 1] in _POINTS and at - 1 in line
        if table.roles[at] not in _REMARKS or not behind_points or not _BARE_POINTS.match(line[at - 1].piece.text):
            return False
    return True


def _marks(table: _Table) -> list[tuple[int, int] | None]:
    """Return for each column the edge that its words share, and its place; ``None`` where they share none clearly."""
    whole = list(_aligned(table))
    marks: list[tuple[int, int] | None] = []
    for column, head in enumerate(table.heads):
        words = [head, *(line[column] for line in whole if column in line)]
        edges = [_shared([word.at(edge) for word in words]) for edge in range(3)]
        count, edge = max((count, -edge) for edge, (count, _) in enumerate(edges))
        marks.append((-edge, edges[-edge][1]) if count > 1 and 2 * count > len(words) else None)
    bands = []
    for column, mark in enumerate(marks):
        own = [table.heads[column], *(line[column] for line in whole if column in line and _on(line[column], mark))]
        bands.append((min(word.start for word in own), max(word.end for word in own)))
    parted = all(left[1] < right[0] for left, right in pairwise(bands))
    return marks if parted else [None] * len(marks)


def _aligned(table: _Table) -> Iterator[dict[int, _Words]]:
    """Give the lines that may be whole rows, word by column.

    In one that lacks cells each word must share an edge with its heading.
    """
    for line in table.lines:
        if len(line) == len(table.heads):
            yield dict(enumerate(line))
            continue
        found: dict[int, _Words] = {}
        for word in line:
            at = [column for column, head in enumerate(table.heads) if _shares_an_edge(word, head)]
            if len(at) != 1 or at[0] in found:
                break
            found[at[0]] = word
        else:
            if _is_whole(found, table):
                yield found


def _shares_an_edge(word: _Words, head: _Words) -> bool:
    return any(abs(word.at(edge) - head.at(edge)) <= 2 * _JITTER for edge in range(3))


def _shared(places: Sequence[int]) -> tuple[int, int]:
    """Return how many places agree with the one that most agree with, and that place."""
    near = [(sum(abs(other - place) <= 2 * _JITTER for other in places), -place) for place in places]
    count, place = max(near)
    return count, -place


def _on(word: _Words, mark: tuple[int, int] | None) -> bool:
    return mark is not None and abs(word.at(mark[0]) - mark[1]) <= 2 * _JITTER


def _placed(parts: Sequence[_Words], marks: Sequence[tuple[int, int] | None]) -> dict[int, _Words] | None:
    """Give each word its column, ``None`` where one stands below no heading, below two, or two below one."""
    found: dict[int, _Words] = {}
    for word in parts:
        columns = [column for column, mark in enumerate(marks) if _on(word, mark)]
        if len(columns) != 1 or columns[0] in found:
            return None
        found[columns[0]] = word
    return found


def _goes_on(row: _Row, line: dict[int, _Words], widest: Sequence[int]) -> bool:
    """Whether a line only goes on with cells that had to be broken right above it; it cannot be a row short of one."""
    if 0 in line or len(widest) - len(line) < 2:
        return False
    last = max(words[-1].piece.line for words in row.cells.values())
    return all(
        at in row.cells and row.cells[at][-1].piece.line == last and _broken(row.cells[at][-1], word, widest[at])
        for at, word in line.items()
    )


def _may_begin(row: _Row, following: _Row, widest: Sequence[int]) -> bool:
    """Whether what was joined to a row at last may as well be the beginning of the row below it."""
    last = max(words[-1].piece.line for words in row.cells.values())
    return any(
        at in following.cells and _broken(words[-1], following.cells[at][0], widest[at])
        for at, words in row.cells.items()
        if words[-1].piece.line == last
    )


def _broken(above: _Words, below: _Words, widest: int) -> bool:
    """Whether a line of a cell is so full that what stands below could not go on beside it."""
    return above.end - above.start + width(first_unit(below.piece.text)) > widest


def _grids(table: _Table, rows: Sequence[_Row]) -> Iterator[Grid]:
    """Give rows that are clear as tables, each other one as a table of its own: no heading of it goes on below."""
    for clear, run in groupby(rows, key=lambda row: row.clear):
        if clear:
            yield _grid(table, list(run))
        else:
            yield from (_grid(table, [row]) for row in run)


def _grid(table: _Table, rows: Sequence[_Row]) -> Grid:
    count = len(table.heads)
    cells = [GridCell(Cell.of([word.piece]), 1, at) for at, word in enumerate(table.heads, start=1)]
    for number, row in enumerate(rows, start=2):
        cells.extend(
            GridCell(Cell.of([word.piece for word in words]), number, at + 1) for at, words in sorted(row.cells.items())
        )
    covered = (count, *(count if row.clear else count - 1 for row in rows))
    return Grid(tuple(cells), len(rows) + 1, count, None, table.heads[0].piece.line, covered, flat=True)
