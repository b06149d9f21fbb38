"""Walking over the blocks of a file: each row is a title, a label with its value, money, a goal, a task or indicators.

In: paragraphs and grids in reading order. Out: cells with their meaning (``cells``), nothing computed. A new title, a
second 项目名称 or a new sheet begins the next project, so that nothing of one runs into another.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, Piece
from kg.forms.grids.columns.graded import graded_header
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.columns.side_by_side import parted
from kg.forms.grids.columns.terms import term
from kg.forms.grids.found import MoneyCell
from kg.forms.grids.header.belonging import Belonging
from kg.forms.grids.header.money_words import is_heading, total_in_line
from kg.forms.grids.header.tasks import TaskBlocks
from kg.forms.grids.layouts.across import across_table
from kg.forms.grids.layouts.bracketed import bracketed_table
from kg.forms.grids.layouts.outline import outline_table
from kg.forms.grids.layouts.told import told_table
from kg.forms.grids.layouts.wide import wide_table
from kg.forms.grids.naming.subtitles import year_among
from kg.forms.grids.naming.years import is_page_title
from kg.forms.grids.rows.table import IndicatorTable, LaidOut, goes_on, read_table
from kg.forms.grids.view import GridView
from kg.forms.grids.words.labels import field_of, is_label
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.grids.words.totals import is_score_label, points_of
from kg.forms.labels import SECTION_OF, TOTALS, is_personal
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.forms.grids.found import FoundForm

_UNIT_LINE = re.compile(r"^[(\[]?(?:金额|计量)?单位:?(?:人民币)?[:]?(?:亿元|万元|元)[)\]]?$")
_UNIT_AT_END = re.compile(r"单位:?(?:人民币)?:?(亿元|万元|元)[)\]]?$")
# 附件2 or 表6 on a line of its own
_NUMBERED = re.compile(r"^(?:附件|附表|附|公开表|表)[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})*:?$")
# 当年预算情况（万元） on a line of its own
_SECTION_WITH_UNIT = re.compile(r"^[^\d()。;:]{0,8}(?:预算|资金|收支|经费)[^\d()。;:]{0,8}\((?:单位:)?(?:万元|元)\)$")
# words up to a gap of several spaces
_BETWEEN_GAPS = re.compile(r"\S+(?: \S+)*")
_LEAST_PARTS = 2
_NOTHING = Cell()


def walk(blocks: Iterable[Piece | Grid | LaidOut]) -> FoundForm:
    """Walk over a file and return what was found."""
    walker = _Walker()
    for block in blocks:
        if isinstance(block, Grid):
            walker.grid(block)
        elif isinstance(block, LaidOut):
            walker.laid_out(block)
        else:
            walker.paragraph(block)
    found = walker.found
    found.blocks = [block for block in found.blocks if block.begun() or block.named()]
    return found


class _Walker(TaskBlocks):
    def __init__(self) -> None:
        super().__init__()
        self._sheet: str | None = None
        # the table that the last grid ended with, which the next one may go on with
        self._open: tuple[GridView, IndicatorTable] | None = None
        self._belonging = Belonging()
        # 长期绩效指标 on the line before a table, and where that table's words begin
        self._term_line = _NOTHING
        self._last_begin: int | None = None
        self._last_term_line = _NOTHING

    def paragraph(self, line: Piece) -> None:
        """Take a line between tables."""
        cell = Cell.of([line])
        self._belonging.line(line.text)
        if not _UNIT_LINE.match(cell.folded):
            self._term_line = cell if term(cell.folded) else _NOTHING
        if self._alone(cell):
            if title_form(line.text) is not None:
                self.keep_captions()
            return
        if is_personal(line.text):
            # 填报日期：…　　单位：万元
            if stated := _UNIT_AT_END.search(cell.folded):
                self.say_unit(stated[1])
            self.found.labels.append(cell)
        elif is_heading(line.text):
            self._stated = (line.text, None)
        elif self._stated[0] and (total := total_in_line(cell)) is not None:
            self._stated = (self._stated[0], MoneyCell(*total, "total", None, None))
        elif not self.take_fields(cell):
            self._row_without_rules(cell)

    def _row_without_rules(self, line: Cell) -> None:
        """Take a line as a row of labels and values that only wide gaps part, if it begins with a label."""
        parts = [line.part(*match.span()) for match in _BETWEEN_GAPS.finditer(line.text)]
        if len(parts) < _LEAST_PARTS or not is_label(parts[0].text):
            return
        cells = tuple(GridCell(part, 1, column) for column, part in enumerate(parts, start=1))
        self.begin_table()
        self.foreign = not self._belonging.beside or bool(self.block.tables)
        self.read_pairs(GridView(Grid(cells, 1, len(cells))), 1)
        self.foreign = False

    def laid_out(self, table: LaidOut) -> None:
        """Take a table of another shape that was laid out anew."""
        self.block.tables.append((table.view, table.table))
        self.found.labels.extend(table.labels)

    def grid(self, grid: Grid) -> None:
        """Take a table; two forms side by side are taken one after the other."""
        for part in parted(grid):
            self._grid(part)

    def _grid(self, grid: Grid) -> None:
        view = GridView(grid)
        if grid.sheet is not None and grid.sheet != self._sheet:
            self._begin_sheet(grid.sheet)
        begin = min((cell.cell.pieces[0].start for cell in grid.cells if cell.cell), default=None)
        if begin is not None and begin == self._last_begin:
            # the same headings again: another part of a text's table, which a row that is cited parts
            self._term_line = self._last_term_line
        row = first = self._go_on(view)
        self.begin_table()
        self._belonging.table(view, row)
        while row in view.rows:
            self._belongs(view, row, begins=row == first)
            row = self._row(view, row)
        self._last_begin, self._last_term_line, self._term_line = begin, self._term_line, _NOTHING
        self._end_part()
        self._said_since_table = False

    def _begin_sheet(self, name: str) -> None:
        """Begin the next project, without the unit that the sheet before says."""
        if self.block.begun():
            self.next_block()
        if self._sheet is not None:
            self.forget_captions()
        self._sheet = self.block.sheet = name

    def _belongs(self, view: GridView, row: int, *, begins: bool) -> None:
        """Find out whether the money from a row on is the form's, and the captions with it."""
        foreign = not self._belonging.owns(view, row, indicators=bool(self.block.tables))
        if not begins and foreign != self.foreign:
            self._end_part()
        self.foreign, self.listed = foreign, self._belonging.listed

    def _end_part(self) -> None:
        if self.foreign:
            self.drop_captions()
        else:
            self.keep_captions()
        self.foreign = self.listed = False

    def _go_on(self, view: GridView) -> int:
        """Read the rows that belong to the table at the end of the grid before, parted by a page or by a mistake."""
        before, self._open = self._open, None
        if before is None or not goes_on(view, *before):
            return view.first
        table = read_table(view, before[1].header, view.first, before[1].last)
        self.block.tables.append((view, table))
        self._sections(view, view.first, table.end)
        self._open = (view, table) if table.end not in view.rows else None
        return max(table.end, view.first)

    def _row(self, view: GridView, row: int) -> int:
        new = view.new(row)
        if not new:
            return row + 1
        if len(new) == 1 and self._alone(new[0].cell):
            return row + 1
        if len(new) == _LEAST_PARTS and is_year_line(new[0].cell.text) and self._alone(new[1].cell):
            self._alone(new[0].cell)
            return row + 1
        if year := year_among(new):
            self.take_year(year)
        laid_out = (
            wide_table(view, row)
            or outline_table(view, row)
            or bracketed_table(view, row)
            or told_table(view, row)
            or across_table(view, row, self._fiscal_year())
        )
        if laid_out is not None:
            self.laid_out(laid_out)
            return laid_out.end
        library = self.found.form is Form.INDICATOR_LIBRARY
        header = indicator_header(view, row, self._fiscal_year(), library=library) or graded_header(view, row)
        if header is not None:
            if self._term_line and row == view.first and not header.term:
                header = replace(header, term=term(self._term_line.folded), labels=(*header.labels, self._term_line))
            table = read_table(view, header)
            self.block.tables.append((view, table))
            self.found.labels.extend(header.labels)
            self._sections(view, row, table.end)
            self._open = (view, table) if table.end not in view.rows else None
            return max(table.end, row + 1)
        if self._is_closing_total(view, row):
            return row + 1
        self.take_task_sums(view, row)
        for read in (self.read_tasks, self.read_list, self.read_money_table, self.read_money_below, self.read_goals):
            after = read(view, row)
            if after is not None:
                return after
        self.read_pairs(view, row)
        return row + 1

    def _is_closing_total(self, view: GridView, row: int) -> bool:
        """Take the total that remarks part from the table of indicators above it."""
        if not self.block.tables or self.block.tables[-1][0] is not view:
            return False
        table = self.block.tables[-1][1]
        first = view.new(row)[0].cell
        if table.totals or not (is_score_label(first.folded) or first.folded in TOTALS):
            return False
        if not is_points(points_of(view, row, table.header.columns)[1]):
            return False
        table.totals.append(row)
        return True

    def _fiscal_year(self) -> str:
        named = set(re.findall(r"20\d\d(?=年)", self.found.title.folded + self.found.year.folded))
        return named.pop() if len(named) == 1 else ""

    def _alone(self, words: Cell) -> bool:
        """Take a line, or a row of one cell, that is a title, a year, a caption of units, or the latter two."""
        if self.take_title(words):
            self._open = None
            return True
        if is_page_title(words.text) and not self.block.tables:
            self.found.pages.append(words)
        if self.take_organisation(words):
            return True
        first, rest = _first_words(words)
        # （2022年度）        单位：元
        if rest and is_year_line(first.text):
            self.take_year(first)
            if not self._alone(rest):
                self.take_fields(rest)
            return True
        if is_year_line(words.text):
            self.take_year(words)
            return True
        if _NUMBERED.match(words.folded):
            self.found.labels.append(words)
            return True
        if _UNIT_LINE.match(words.folded) or _SECTION_WITH_UNIT.match(words.folded):
            self.say_unit(unit_in(words.text))
            self.found.labels.append(words)
            return True
        return False

    def _sections(self, view: GridView, first: int, end: int) -> None:
        """Take the labels that stand beside a table over its whole height (绩效指标)."""
        for row in range(first, min(end, view.grid.rows + 1)):
            for cell in view.new(row):
                words = cell.cell.folded
                if (field_of(cell.cell.text) == "known" and not role_of(cell.cell.text)) or words in SECTION_OF:
                    self.found.labels.append(cell.cell)


def _first_words(cell: Cell) -> tuple[Cell, Cell]:
    """Part a line at its first wide gap; the second is empty where there is none."""
    gap = re.search(r"\s{2,}|\u3000|(?<=[)）年度])\s(?=[(（]?(?:金额)?单位|[\u4e00-\u9fff]{2,8}[:：])", cell.text)
    return (cell.part(0, gap.start()), cell.part(gap.end(), len(cell.text))) if gap and gap.start() else (cell, Cell())
