"""部门整体预算绩效目标申报表 as tab-separated text: one line a row, one cell a column.

Columns are found by their headings. The first column holds the section (merged downwards), so a row after a page break
may come with one cell fewer, and trailing empty cells may be missing. Cells can be shifted under the wrong heading; a
second-level heading outside its column, or a name column that is empty, tells so. Such rows are read by what their
words are and always reported.
"""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2
from kg.cells import Cell, Piece, cells_of
from kg.flat_tables import heading_spans
from kg.forms.declaration import DeclarationCells, IndicatorRow, assemble, place_shifted
from kg.forms.grids.found import TaskRow
from kg.forms.labels import (
    BUDGET,
    BUDGET_AMOUNTS,
    BUDGET_HEADERS,
    GOAL,
    INDICATOR_COLUMNS,
    INDICATORS,
    NOTES,
    SECTION_OF,
    TASK_COLUMNS,
    TASKS,
    TOTALS,
    header_columns,
    is_money,
    one_unit,
    unit_of_money,
)
from kg.forms.opening import open_declaration
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.records import Reading

_CLOSED = "。！？；.!?;"


def read_declaration_table(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form in tab-separated rows."""
    opening = open_declaration(layer)
    rows = [] if opening is None else [cells_of(line) for line in opening.lines if "\t" in line.text]
    if opening is None or not any(_section(row[0]) for row in rows) or _is_of_another_form(rows):
        return None
    found = DeclarationCells(opening)
    reader = _Rows(found)
    for at, line in enumerate(opening.lines):
        if at in opening.closes:
            reader.close()
        reader.take(line)
    reader.flush()
    return assemble(layer, found)


def _is_of_another_form(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether headings of indicators stand beside or above some that this form does not have: 运算符号, 度量单位."""
    for row, below in zip_longest(rows, rows[1:], fillvalue=()):
        words = [cell.folded for cell in row]
        columns = header_columns([cell.text for cell in row], INDICATOR_COLUMNS)
        if columns is None:
            continue
        others = [folded for at, folded in enumerate(words) if folded and at not in columns.values()]
        if any(SECTION_OF.get(folded.rstrip(":")) != INDICATORS and folded not in NOTES for folded in others):
            return True
        if heading_spans([words, [cell.folded for cell in below]]):
            return True
    return False


def _section(label: Cell) -> str:
    return SECTION_OF.get(label.folded.rstrip(":"), "")


class _Rows:
    """Takes printed lines one at a time: joins those that are one row, knows the section and its columns."""

    def __init__(self, found: DeclarationCells) -> None:
        self._found = found
        self._section = ""
        self._size = 0
        self._columns: Mapping[str, int] = {}
        self._waiting: list[Cell] = []
        self._number = 0

    def close(self) -> None:
        """End the section: a line that names a person stood here."""
        self.flush()
        self._section = ""

    def take(self, line: Piece) -> None:
        """Take the next line; a cell that holds a line break goes on in it."""
        cells = list(cells_of(line))
        if self._goes_on(cells):
            self._waiting = [*self._waiting[:-1], self._waiting[-1] + cells[0], *cells[1:]]
            return
        self.flush()
        self._waiting, self._number = cells, line.line

    def _goes_on(self, cells: list[Cell]) -> bool:
        waiting = self._waiting
        size = max(self._size, 2)
        if not waiting or len(waiting) >= size or not cells[0]:
            return False
        if _section(cells[0]) or is_heading(cells[0].text):
            return False
        return len(waiting) + len(cells) - 1 <= size

    def flush(self) -> None:
        """Read the row that was waiting for its end."""
        cells, self._waiting = self._waiting, []
        if not cells:
            return
        section = _section(cells[0])
        if section:
            if section != self._section:
                self._section, self._columns = section, {}
            self._size = max(self._size, len(cells))
            self._found.labels.append(cells[0])
        if self._section == GOAL:
            body = cells[1:] if section or not cells[0] else cells
            for cell in body:
                self._found.goal += cell
        elif self._section == BUDGET:
            _budget(self._found, cells)
        elif self._section == TASKS:
            self._task(cells)
        elif self._section == INDICATORS:
            self._indicator(cells, named=bool(section))

    def _header(self, cells: Sequence[Cell]) -> bool:
        kinds = TASK_COLUMNS if self._section == TASKS else INDICATOR_COLUMNS
        header = header_columns([cell.text for cell in cells], kinds)
        if header is None:
            return False
        self._columns, self._size = header, max(self._size, len(cells))
        self._found.labels.extend(cells)
        if self._section == TASKS:
            self._found.task_unit = unit_of_money(cells[header["amount"]].text) or self._found.task_unit
        return True

    def _cell(self, cells: Sequence[Cell], name: str, shift: int = 0) -> Cell:
        index = self._columns[name] + shift
        return cells[index] if 0 <= index < len(cells) else Cell()

    def _task(self, cells: Sequence[Cell]) -> None:
        if self._header(cells) or not self._columns:
            return
        # after a page break the merged section column is not printed again
        last = self._cell(cells, "amount", -1)
        here = self._cell(cells, "amount")
        short = len(cells) == self._size - 1 and bool(last) and is_money(last.text) and not is_money(here.text)
        name, content, amount, outcome = (
            self._cell(cells, column, -1 if short else 0) for column in ("name", "content", "amount", "outcome")
        )
        tasks = self._found.tasks
        if not any((name, content, amount, outcome)) or name.folded in TOTALS:
            return
        if tasks and not name and not amount and _open(tasks[-1]):
            before = tasks[-1]
            tasks[-1] = TaskRow(before.name, before.content + content, before.amount, before.outcome + outcome)
            return
        tasks.append(TaskRow(name, content, amount, outcome))

    def _indicator(self, cells: Sequence[Cell], *, named: bool) -> None:
        if self._header(cells) or not self._columns:
            return
        known = set(self._columns.values())
        unsectioned = len(cells) == self._size - 1 or (not named and is_heading(cells[0].text))
        for shift in (0, -1) if unsectioned else (0,):
            row = self._row(cells, shift)
            outside = [c for i, c in enumerate(cells) if c and i - shift not in known and not (named and i == 0)]
            if row is not None and not (shift == 0 and outside and outside[0] is cells[0]):
                self._found.indicators.append(row)
                return
        if self._continues(cells):
            return
        body = [c for c in (cells[1:] if named else cells) if c]
        if all(is_level1(c.text) or is_level2(c.text) for c in body):
            for cell in body:
                levels = (cell, Cell()) if is_level1(cell.text) else (Cell(), cell)
                self._found.indicators.append(IndicatorRow(*levels, Cell(), Cell(), Cell(), row=self._number))
            return
        shifted = place_shifted(body, self._number)
        if shifted is not None:
            self._found.indicators.append(shifted)

    def _row(self, cells: Sequence[Cell], shift: int) -> IndicatorRow | None:
        """Return the row where its cells stand under their headings."""
        level1, level2, name, annual = (
            self._cell(cells, column, shift) for column in ("level1", "level2", "name", "annual")
        )
        period = self._cell(cells, "period", shift) if "period" in self._columns else None
        stands = (
            bool(name)
            and not is_level1(name.text)
            and not is_level2(name.text)
            and (not level1 or is_heading(level1.text))
            and (not level2 or is_heading(level2.text))
        )
        return IndicatorRow(level1, level2, name, period, annual, row=self._number) if stands else None

    def _continues(self, cells: Sequence[Cell]) -> bool:
        """Join a row of values only to the row before: its cells were parted by a page break."""
        rows = self._found.indicators
        filled = [cell for cell in cells if cell]
        period = self._cell(cells, "period") if "period" in self._columns else Cell()
        annual = self._cell(cells, "annual")
        if not rows or not rows[-1].name or not annual or filled != [cell for cell in (period, annual) if cell]:
            return False
        before = rows[-1]
        joined = before.period + period if before.period is not None else None
        rows[-1] = IndicatorRow(
            before.level1, before.level2, before.name, joined, before.annual + annual,
            row=before.row, shifted=before.shifted, unsure=before.unsure,
        )  # fmt: skip
        return True


def _open(row: TaskRow) -> bool:
    return any(cell and cell.text[-1] not in _CLOSED for cell in (row.content, row.outcome))


def _budget(found: DeclarationCells, cells: Sequence[Cell]) -> None:
    for label, figure in pairwise(cells):
        if label.folded in BUDGET_AMOUNTS:
            found.budget.append((label, figure))
            if not figure:
                found.labels.append(label)
    for cell in cells:
        if cell.folded in BUDGET_HEADERS:
            found.labels.append(cell)
            found.budget_unit = one_unit(found.budget_unit, unit_of_money(cell.text))
