"""部门整体支出绩效自评报告: prose sections, score and execution tables, targets with actual values and rates.

The report's tables are recognised by their headings (also wrapped or damaged ones) and stitched where a header is
printed again on the next page or not; sections of the prose by their numbered titles. What the scan damaged stays as
printed and becomes a finding, and so does every word of a table that no record takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, Piece
from kg.folding import fold, fold_with_places
from kg.forms.assembly import Draft, department_of, stated_year
from kg.forms.budget_tables import read_executions, read_scores
from kg.forms.grids.view import GridView
from kg.forms.labels import SELF_EVALUATION_TITLE, is_personal, unit_of_money
from kg.forms.ledger import unread_words
from kg.forms.opening import department_line, without_page_numbers
from kg.forms.report_prose import Section, key_project_title, read_prose, section_title
from kg.forms.table_kinds import KINDS
from kg.forms.table_rows import FoundTable, Line, Table, blocks, headings_of, recognise
from kg.forms.target_tables import read_targets
from kg.records import Form, Project, ProjectReference, Reading, Severity
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YEAR_IN_TITLE = re.compile(r"\s*(?:20|２０)\d\d\s*年\s*度?")
_TITLE_LINES = 8
_LONGEST_TITLE = 60
_LONGEST_NAME = 30
_PROGRAMME = re.compile(r"(?:项目|经费|资金|专项|补助|补贴|工程|任务)$")
_LONGEST_CAPTION = 40
_FIRST_WORDS = 80
_KEY_PROJECTS = "重点项目支出"
_CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))")


def read_self_evaluation(layer: TextLayer) -> Reading | None:
    """Read the report, or return ``None`` where the text is not this form."""
    head = _title(list(layer.printed_lines()))
    if head is None:
        return None
    title, named = head
    draft = Draft(layer)
    department = department_of(layer, named)
    report = _Report(draft)
    _, numbers = without_page_numbers(layer)
    left_out = {cell.pieces[0].line for cell in numbers} | {line.line for line in layer.lines if _names_person(line)}
    for block in _blocks(layer, left_out):
        if isinstance(block, Table):
            report.table(block)
        else:
            report.paragraph(block)
    goal = read_prose(draft, report.sections, department)
    for table in report.tables:
        _records(draft, table)
    lines = [line for line in layer.printed_lines() if _in_table(line, layer) and line.line not in left_out]
    taken = (draft.indicators, draft.scores, draft.executions, draft.amounts, draft.findings, draft.statements, title)
    for cell in unread_words(lines, taken, draft.labels):
        draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
    return draft.reading(Form.SELF_EVALUATION, title, department, goal=goal, fiscal_year=stated_year(layer, title))


def _title(lines: list[Piece]) -> tuple[Cell, Cell] | None:
    """Return the title among the first lines (it may wrap once) and the department's name in or before it."""
    for at in range(min(len(lines), _TITLE_LINES)):
        for size in (1, 2):
            title = Cell.of(lines[at : at + size])
            folded, places = fold_with_places(title.text)
            match = SELF_EVALUATION_TITLE.search(folded)
            if match is None:
                continue
            if len(folded) > _LONGEST_TITLE:
                return None
            named = title.part(0, places[match.start()])
            year = _YEAR_IN_TITLE.search(named.text)
            if year and named.text[: year.start()].strip():
                named = named.part(0, year.start())
            elif year:
                named = named.part(year.end(), len(named.text))
            if _PROGRAMME.search(named.folded):
                # the report of a project, whose department stands elsewhere
                named = Cell()
            above = [Cell.of([before]) for before in reversed(lines[:at])]
            offices = (cell for cell in above if len(cell.text) <= _LONGEST_NAME and not _PROGRAMME.search(cell.folded))
            named = named or next(offices, Cell())
            if named:
                return title, named
            stated = (department_line(lines, place) for place in range(min(len(lines), _TITLE_LINES)))
            return next(((title, found[1]) for found in stated if found and found[1]), None)
    return None


def _blocks(layer: TextLayer, left_out: set[int]) -> Iterator[Piece | Table]:
    """Give the lines and tables of the report; in a file with tables of its own each row is one line of cells."""
    if layer.structure is None:
        yield from blocks(line for line in layer.lines if line.line not in left_out)
        return
    for start, block in enumerate(layer.blocks):
        if isinstance(block, Grid):
            yield from _table_blocks(block, start)
        elif block.line not in left_out:
            yield block


def _in_table(line: Piece, layer: TextLayer) -> bool:
    # a line of one cell in a sheet is prose
    return "\t" in (line.text if layer.structure is None else line.text.strip())


def _table_blocks(grid: Grid, start: int) -> Iterator[Piece | Table]:
    """Give a grid as one table; a sheet holds the lines between its tables as rows of one cell."""
    view = GridView(grid)
    columns = range(1, grid.columns + 1)
    pending: list[Line] = []
    for row in view.rows:
        cells = tuple(view.begun(row, column) for column in columns)
        alone = grid.sheet is not None and cells[0] and not any(cells[1:])
        if any(cells) and not alone:
            pending.append(Line(row, _unspanned(cells)))
            continue
        if pending and (alone or grid.sheet is not None):
            yield Table(tuple(pending), start)
            pending = []
        if alone:
            yield from cells[0].pieces
    if pending:
        yield Table(tuple(pending), start)


def _unspanned(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Keep a cell merged over columns in the first of them only."""
    return tuple(cell if not at or cell is not cells[at - 1] else Cell() for at, cell in enumerate(cells))


def _names_person(line: Piece) -> bool:
    return any(is_personal(cell) for cell in line.text.split("\t"))


class _Report:
    """Takes the blocks of a report one at a time into its sections and tables."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._goes_on = False
        self._key_projects = False
        self._project: int | None = None
        self._captions: list[str] = []
        self.sections: list[Section] = [Section("")]
        self.tables: list[FoundTable] = []

    def paragraph(self, line: Piece) -> None:
        """Take a line of prose; a numbered title opens a section, that of a key project a project."""
        self._goes_on = False
        self._captions = [*self._captions[-1:], line.text]
        if section_title(line):
            folded = fold(line.text)
            self.sections.append(Section(folded))
            if _CHAPTER.match(folded):
                self._project, self._key_projects = None, _KEY_PROJECTS in folded
            self._key_project(line)
        self.sections[-1].lines.append(line)

    def _key_project(self, line: Piece) -> None:
        """Open a key project (重点项目) where its numbered title stands."""
        match = key_project_title(line) if self._key_projects else None
        if match is None:
            return
        projects = self._draft.projects
        name = Cell.of([line.cut(match.start("name"), match.end("name"))])
        self._project = len(projects) + 1
        source = self._draft.layer.source(name)
        projects.append(Project(self._project, name.text, None, "", (), source, printed_number=match["number"]))
        self.sections[-1].project = self._project

    def table(self, block: Table) -> None:
        """Open a table, or go on with the last one where only a page break stands between."""
        found = recognise(block, KINDS)
        last = self.tables[-1] if self.tables else None
        goes_on, self._goes_on = self._goes_on, True
        if found is None:
            if goes_on and last is not None and max(len(line.cells) for line in block.lines) == last.size:
                last.lines.extend(_body(block.lines))
            # else the words stay unread, and are reported
            return
        kind, columns, header = found
        heads, lines = block.lines[:header], _body(block.lines[header:])
        self._draft.labels.extend(cell for line in heads for cell in line.cells)
        if goes_on and last is not None and last.kind is kind:
            last.lines.extend(lines)
            return
        texts = headings_of(heads)
        units = {name: unit for name, index in columns.items() if (unit := unit_of_money(texts[index]))}
        stated = [unit for text in self._captions if len(text) <= _LONGEST_CAPTION and (unit := unit_of_money(text))]
        size = max(len(line.cells) for line in block.lines)
        table = FoundTable(kind, columns, lines, size, stated[-1] if stated else None, units, self._project)
        self.tables.append(table)


def _body(lines: Sequence[Line]) -> list[Line]:
    return [Line(line.number, line.cells, after_header=at == 0) for at, line in enumerate(lines)]


def _records(draft: Draft, table: FoundTable) -> None:
    if table.kind.name in ("adjustment", "progress"):
        read_executions(draft, table)
    elif table.kind.name == "scores":
        read_scores(draft, table)
    else:
        project = next((p for p in draft.projects if p.ordinal == table.project), None)
        read_targets(draft, table, ProjectReference(project.ordinal, project.name) if project else None)
