"""Text of a web page whose cells end in upright strokes (``barred_rows``): its tables, where they are certain.

In: the lines of a text. Out: paragraphs and grids, or nothing. A cell that a merged one covers is not there, and mostly
an empty one is not either, so which column a cell stands in is told by what it says: levels are known words, points are
numbers. A row that fits the headings in one way only is read; any other is kept with fewer places covered than the
headings have, so that it is cited and never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise, takewhile
from typing import TYPE_CHECKING

from kg.categories import is_kind, is_level1
from kg.cells import Cell, Grid, GridCell
from kg.forms.grids.columns.headings import LEVELS, role_of
from kg.forms.grids.columns.terms import term
from kg.forms.grids.texts.barred_places import Levels, fitted, roles_of
from kg.forms.grids.texts.barred_rows import BarredRow, barred_rows, is_barred
from kg.forms.grids.words.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.words.titles import title_form
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cells import Piece
    from kg.text import TextLayer

_FIGURES = frozenset({"initial_budget", "adjusted_budget", "final_account"})
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|[-—–―/]+")
_GOALS = frozenset({"goal", "period_goal", "outcome"})
_UNIT = re.compile(r"[(\[]?(?:金额|计量)?单位:(?:人民币)?(?:亿元|万元|元)[)\]]?$")
# headings of lists, which are no values
_HEADING = re.compile(r"(?:类别|预算|金额|用途|方向|类型)$")
_PAIR = 2
_MOST_CAPTIONS = 1


@dataclass
class _Table:
    """Headings and rows: the cells of each by column, and whether they fit in one way only.

    ``beside`` are labels beside the whole table that say whose targets they are: 长期绩效指标.
    """

    headings: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    rows: list[tuple[dict[int, Cell], bool]] = field(default_factory=list)


def has_barred_rows(layer: TextLayer) -> bool:
    """Whether a text has rows whose cells end in strokes, so that missing ones leave no place."""
    return is_barred(list(layer.printed_lines()))


def barred_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is certain in most rows."""
    lines, _ = without_page_numbers(layer)
    if not is_barred(lines):
        return None
    # a line of strokes alone is an empty row
    parts = [part for part in barred_rows(lines) if isinstance(part, BarredRow) or part.text.strip(" |")]
    blocks: list[Piece | Grid | _Table] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if not isinstance(part, BarredRow):
            blocks.append(part)
            at += 1
            continue
        found, taken = (
            _indicators(_run(parts, at))
            or _money(row.cells for row in _run(parts, at))
            or _goals([row.cells for row in islice(_run(parts, at), _PAIR)])
            or _alone(part.cells)
        )
        blocks += found
        at += taken
    tables = [block for block in blocks if isinstance(block, _Table)]
    clear = [fits for table in tables for _, fits in table.rows]
    if 2 * sum(clear) <= len(clear):
        return None
    return tuple(part for block in blocks for part in (_grids(block) if isinstance(block, _Table) else (block,)))


def _run(parts: Sequence[Piece | BarredRow], at: int) -> Iterator[BarredRow]:
    """Give the rows that follow each other without a line between them."""
    for number in range(at, len(parts)):
        part = parts[number]
        if not isinstance(part, BarredRow):
            return
        yield part


def _indicators(rows: Iterator[BarredRow]) -> tuple[list[Piece | _Table], int] | None:
    """Read the indicators below the headings in the first of some rows, ``None`` where it has none.

    Below headings that may mean several things the rows are lines.
    """
    head = next(rows)
    headings, margin = _headings(head.cells), _margin(head.cells)
    if roles_of(headings) is None:
        return None
    own = list(takewhile(lambda row: not _ends(row.cells) or _is_again(row, headings), rows))
    # without strokes for the places that they lack, rows print those that are empty
    fewer = [row.whole < head.whole for row in own if len(row.cells) < len(head.cells)]
    exact = 2 * sum(fewer) > len(fewer)
    printed = [row.places if exact else row.cells for row in own]
    body = [_without_label(cells[min(margin, _margin(cells)) :], len(headings)) for cells in printed]
    below = [cells for row, cells in zip(own, body, strict=True) if not _is_again(row, headings)]
    roles = roles_of(headings, below)
    if roles is None or not below:
        return [piece for row in (head, *own) for cell in row.cells for piece in cell.pieces], 1 + len(own)
    table = _Table(headings, tuple(cell for cell in head.cells if cell and cell not in headings and term(cell.folded)))
    levels = Levels(roles, exact=exact)
    # headings of two rows, or a column that no heading names
    unknown = any(len(cells) > len(roles) for cells in body)
    for row, cells in zip(own, body, strict=True):
        if _is_again(row, headings):
            table.rows.append((dict(enumerate(headings)), True))
            continue
        places = None if unknown else fitted(cells, roles, exact=exact)
        held = levels.held_by(cells, places)
        if not any(cells) or (places is not None and all(roles[at] in LEVELS for at in places)):
            # an empty row of a template
            continue
        clear = places is not None and held is not None
        words = places if places is not None and clear else _in_name(cells, roles)
        table.rows.append((({} if unknown else held or {}) | words, clear))
    _leave_out_shared(table, roles)
    return [table], 1 + len(own)


def _without_label(cells: Sequence[Cell], count: int) -> Sequence[Cell]:
    """Leave out 绩效指标 beside the whole table, which the first of its rows begins with."""
    beside = len(cells) > count and bool(cells[0]) and field_of(cells[0].text) == "known"
    return cells[1:] if beside and not is_level1(cells[0].text) else cells


def _is_again(row: BarredRow, headings: Sequence[Cell]) -> bool:
    return [cell.folded for cell in _headings(row.cells)] == [cell.folded for cell in headings]


def _leave_out_shared(table: _Table, roles: Sequence[str]) -> None:
    """Leave out points above a row that has none: they may stand in a cell merged over both."""
    for (above, _), (below, clear) in pairwise(table.rows):
        for at, role in enumerate(roles):
            if role in ("weight", "scored") and (not clear or at not in below):
                above.pop(at, None)


def _headings(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the headings of a row, without a label beside the whole table: 绩效指标 | 一级指标 | …."""
    filled = [cell for cell in cells if cell]
    roles = [role_of(cell.text) for cell in filled]
    level = roles.index(LEVELS[0]) if LEVELS[0] in roles else 0
    return tuple(filled[0 if any(roles[:level]) else level :])


def _margin(cells: Sequence[Cell]) -> int:
    """Return how many places are empty left of a row: a column without words, or strokes before each row."""
    return next((at for at, cell in enumerate(cells) if cell), len(cells))


def _in_name(cells: Sequence[Cell], roles: Sequence[str]) -> dict[int, Cell]:
    """Put all words of a row that is cited in the place of its name."""
    whole = Cell()
    for cell in cells:
        whole += cell
    return {roles.index("name"): whole}


def _ends(cells: Sequence[Cell]) -> bool:
    """Whether a table of indicators ends above a row."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return False
    first = filled[0]
    if first.folded.rstrip(":") in TOTALS or is_personal(first.text) or title_form(first.text) is not None:
        return True
    if any(_UNIT.match(cell.folded) for cell in filled):
        return True
    labelled = all(field_of(cell.text) for cell in filled[::_PAIR]) or bool(money_column(filled[-1].text))
    levelled = any(is_level1(cell.text) or is_kind(cell.text) for cell in filled[:_PAIR])
    return (labelled and not levelled) or roles_of(_headings(cells)) is not None


def _grids(table: _Table) -> list[Piece | Grid]:
    """Give rows that are certain as tables, each other one as a table of its own, with the label beside above it."""
    count = len(table.headings)
    found: list[Piece | Grid] = []
    for clear, run in groupby(table.rows, key=lambda row: row[1]):
        for rows in [list(run)] if clear else ([row] for row in run):
            cells = [GridCell(cell, 1, column) for column, cell in enumerate(table.headings, start=1)]
            for number, (places, _) in enumerate(rows, start=2):
                cells += [GridCell(cell, number, column + 1) for column, cell in sorted(places.items()) if cell]
            covered = (count, *([count if clear else count - 1] * len(rows)))
            line = table.headings[0].pieces[0].line
            found += [piece for cell in table.beside for piece in cell.pieces]
            found.append(Grid(tuple(cells), len(rows) + 1, count, None, line, covered, flat=True))
    return found


def _money(rows: Iterator[Sequence[Cell]]) -> tuple[list[Grid], int] | None:
    """Read 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数; a row with fewer figures than headings is cited."""
    filled = [cell for cell in next(rows) if cell]
    heads = [cell for cell in filled if money_column(cell.text)]
    captions = filled[: len(filled) - len(heads)]
    if len({money_column(cell.text) for cell in heads} & _FIGURES) < _PAIR or len(captions) > _MOST_CAPTIONS:
        return None
    if filled[len(captions) :] != heads:
        return None
    count = len(heads) + _PAIR
    cells = [GridCell(cell, 1, 1) for cell in captions] + [
        GridCell(cell, 1, at) for at, cell in enumerate(heads, start=3)
    ]
    covered = [count]
    for label, *figures in rows:
        if money_row(label.text) is None:
            break
        whole = len(figures) == len(heads) and all(not one or _FIGURE.fullmatch(one.folded) for one in figures)
        covered.append(count if whole else count - 1)
        cells.append(GridCell(label, len(covered), _PAIR))
        cells += [GridCell(one, len(covered), at) for at, one in enumerate(figures, start=3) if one]
    if len(covered) == 1:
        return None
    width, line = max(count, *(cell.column for cell in cells)), filled[0].pieces[0].line
    return [Grid(tuple(cells), len(covered), width, None, line, tuple(covered), flat=True)], len(covered)


def _goals(rows: Sequence[Sequence[Cell]]) -> tuple[list[Grid], int] | None:
    """Read 年度总体目标 | 预期目标 | 实际完成情况 above the words of the two."""
    filled = [[cell for cell in row if cell] for row in rows[:_PAIR]]
    if len(filled) < _PAIR or len(filled[1]) != _PAIR or len(filled[0]) not in (_PAIR, _PAIR + 1):
        return None
    *left, one, other = filled[0]
    if {field_of(head.text) for head in (one, other)} - _GOALS or any(field_of(cell.text) for cell in filled[1]):
        return None
    cells = [GridCell(cell, 1, 1) for cell in left]
    cells += [GridCell(cell, 1, at) for at, cell in enumerate((one, other), start=2)]
    cells += [GridCell(cell, 2, at) for at, cell in enumerate(filled[1], start=2)]
    return [Grid(tuple(cells), 2, _PAIR + 1, line=one.pieces[0].line, flat=True)], _PAIR


def _alone(row: Sequence[Cell]) -> tuple[list[Piece | Grid], int]:
    """Give a row as a table of its own, so that nothing is told by what stands above it.

    Headings of another table, and cells without a label among them, are lines.
    """
    filled = [cell for cell in row if cell]
    labels = sum(is_label(cell.text) for cell in filled)
    heads = sum(bool(_HEADING.search(cell.folded)) for cell in filled[1:])
    if len(filled) < _PAIR or not labels or heads > 1 or 2 * labels > len(filled) + 1:
        return [piece for cell in filled for piece in cell.pieces], 1
    cells = tuple(GridCell(cell, 1, column) for column, cell in enumerate(row, start=1) if cell)
    return [Grid(cells, 1, len(row), line=filled[0].pieces[0].line, flat=True)], 1
