"""部门整体预算绩效目标申报表 as tab-separated text: one line a row, one cell a column.

The first column holds the section (merged downwards), so a row after a page break may come with one cell fewer.
Cells can be shifted under the wrong heading; a second-level heading outside its column, or a name column that is
empty, tells so. Such rows are read by what their words are and always reported.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2
from kg.forms.declaration import DeclarationCells, IndicatorRow, TaskRow, assemble, place_shifted
from kg.forms.labels import (
    BUDGET,
    BUDGET_AMOUNTS,
    DECLARATION_SECTIONS,
    DECLARATION_TITLE,
    DEPARTMENT,
    GOAL,
    INDICATOR_HEADER,
    INDICATORS,
    PERSONAL,
    TASKS,
)
from kg.forms.table_rows import cells_of
from kg.text import Cell, TextLayer, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records import Reading


def read_declaration_table(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form in tab-separated rows."""
    lines = list(layer.printed_lines())
    title = next((Cell.of([line]) for line in lines if fold(line.text) == DECLARATION_TITLE), None)
    rows = [(line.line, cells_of(line)) for line in lines if "\t" in line.text]
    head = next((cells for _, cells in rows if cells[0].folded == DEPARTMENT and cells[1]), None)
    if title is None or head is None:
        return None
    found = DeclarationCells(title, head[1])
    section, columns, before_header = "", 0, False
    for number, cells in rows:
        label = cells[0].folded
        if PERSONAL.match(label):
            break
        if label in DECLARATION_SECTIONS:
            section, columns = label, len(cells)
            before_header = section in (TASKS, INDICATORS)
        if section == GOAL and cells[0].folded == GOAL:
            found.goal = next((cell for cell in cells[1:] if cell), Cell())
        elif section == BUDGET:
            _budget(found, cells)
        elif before_header:
            before_header = False
        elif section == TASKS:
            _task(found, cells)
        elif section == INDICATORS:
            _indicator(found, cells, columns, number)
    return assemble(layer, found)


def _budget(found: DeclarationCells, cells: Sequence[Cell]) -> None:
    for label, figure in pairwise(cells):
        if label.folded in BUDGET_AMOUNTS:
            found.budget.append((label, figure))


def _task(found: DeclarationCells, cells: Sequence[Cell]) -> None:
    body = [*cells[1:], *[Cell()] * 4][:4]
    if any(body):
        found.tasks.append(TaskRow(*body))


def _indicator(found: DeclarationCells, cells: Sequence[Cell], columns: int, number: int) -> None:
    # after a page break the merged section column is not printed again
    body = cells if len(cells) == columns - 1 else cells[1:]
    body = [*body, *[Cell()] * 5]
    extra, body = [cell for cell in body[5:] if cell], body[:5]
    if not any(body) and not extra:
        return
    if tuple(cell.folded for cell in body) == INDICATOR_HEADER:
        return
    level1, level2, name, period, annual = body
    stands = (
        bool(name)
        and not is_level1(name.text)
        and not is_level2(name.text)
        and (not level1 or is_level1(level1.text))
        and (not level2 or is_level2(level2.text))
        and not extra
    )
    if stands:
        found.indicators.append(IndicatorRow(level1, level2, name, period, annual, row=number))
        return
    if not any((name, period, annual, *extra)) and all(is_level1(c.text) or is_level2(c.text) for c in body if c):
        found.indicators.append(IndicatorRow(level1, level2, Cell(), Cell(), Cell(), row=number))
        return
    row = place_shifted([*body, *extra], number)
    if row is None:
        found.unread.extend(cell for cell in (*body, *extra) if cell)
    else:
        found.indicators.append(row)
