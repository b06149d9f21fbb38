"""部门整体支出绩效自评报告: prose sections, score and execution tables, targets with actual values and rates.

The report's tables are recognised by their headings (also wrapped or damaged ones) and stitched where a header is
printed again on the next page; sections of the prose by their numbered titles. What the scan damaged stays as
printed and becomes a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.forms.assembly import Draft, department_of, stated_year
from kg.forms.labels import SELF_EVALUATION_TITLES
from kg.forms.self_evaluation_tables import KINDS, READERS
from kg.forms.statements import read_statements
from kg.forms.table_rows import Line, Table, TableKind, blocks, recognise
from kg.identity import canonical_department
from kg.records import (
    Department,
    Duty,
    Form,
    Project,
    ProjectReference,
    Reading,
    Severity,
    Task,
    Unit,
    UnitKind,
)
from kg.text import Cell, Piece, TextLayer, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.．、]\s*(?!\d))")
_ITEM = re.compile(r"^\s*(?:-\s*)?[(（](?P<number>\d+)[)）]\s*")
_LIST_MARK = re.compile(r"^\s*-\s+")
_YEAR_IN_TITLE = re.compile(r"\s*20\d\d\s*年")
_INNER = re.compile(r"内设机构\s*\d*\s*个?[,，、]?\s*(?:分别)?[设为是](?:有)?[:：]?\s*(?P<names>[^。;；(（]+)")
_SUBORDINATE = re.compile(r"下属(?:单位|事业单位)[^。;；:：]{0,6}[:：]\s*(?P<names>[^。;；]+)")
_NAME_IN_LIST = re.compile(r"[^、,，（）()\s]+(?:\s*[(（][^)）]*[)）])?")
_GOAL_LABEL = re.compile(r"(?:项目)?年度绩效目标\s*[:：]\s*")
_PROJECT_TITLE = re.compile(r"^\s*\d+[.．、]\s*(?P<name>.+项目)\s*$")


@dataclass
class _Section:
    title: str
    lines: list[Piece] = field(default_factory=list)


@dataclass
class _OpenTable:
    """A table whose parts may be spread over pages."""

    kind: TableKind
    columns: dict[str, int]
    lines: list[Line]
    project: int | None


def read_self_evaluation(layer: TextLayer) -> Reading | None:
    """Read the report, or return ``None`` where the text is not this form."""
    printed = list(layer.printed_lines())
    head = next(
        (line for line in printed[:6] if any(title in fold(line.text) for title in SELF_EVALUATION_TITLES)), None
    )
    if head is None:
        return None
    title = Cell.of([head])
    year = _YEAR_IN_TITLE.search(title.text)
    named = title.part(0, year.start() if year else len(title.text))
    draft = Draft(layer)
    department = department_of(layer, named)
    sections: list[_Section] = [_Section("")]
    tables: list[_OpenTable] = []
    goes_on = False
    for block in blocks(layer.lines):
        if isinstance(block, Table):
            _add_table(draft, tables, block, goes_on=goes_on)
            goes_on = True
            continue
        goes_on = False
        if _SECTION.match(block.text):
            sections.append(_Section(fold(block.text)))
            _key_project(draft, sections, block)
        sections[-1].lines.append(block)
    goal = _prose(draft, sections, department)
    _records(draft, tables)
    return draft.reading(Form.SELF_EVALUATION, title, department, goal=goal, fiscal_year=stated_year(layer, title))


def _add_table(draft: Draft, tables: list[_OpenTable], block: Table, *, goes_on: bool) -> None:
    """Open a table, or go on with the last one where only a page break stands between."""
    found = recognise(block, KINDS)
    if found is None:
        words = Cell.of(piece for line in block.lines for cell in line.cells for piece in cell.pieces)
        draft.find("unread-words", Severity.CHECK, (words,), words=words.text[:80])
        return
    kind, columns, header = found
    lines = [Line(li.number, li.cells, after_header=i == 0) for i, li in enumerate(block.lines[header:])]
    if goes_on and tables and tables[-1].kind is kind:
        tables[-1].lines.extend(lines)
    else:
        ordinal = draft.projects[-1].ordinal if draft.projects else None
        tables.append(_OpenTable(kind, columns, lines, ordinal))


def _key_project(draft: Draft, sections: list[_Section], line: Piece) -> None:
    """Open a key project (重点项目) where its numbered title stands."""
    inside = any("重点项目支出" in section.title for section in sections)
    match = _PROJECT_TITLE.match(line.text)
    if not inside or not match:
        return
    name = Cell.of([line.cut(match.start("name"), match.end("name"))])
    ordinal = len(draft.projects) + 1
    number = line.text.split(".")[0].strip()
    draft.projects.append(Project(ordinal, name.text, None, "", (), draft.layer.source(name), printed_number=number))


def _key_project_goal(lines: list[Piece]) -> Cell:
    """Return the goal (项目年度绩效目标) among the lines below a key project's title."""
    goal: list[Piece] = []
    inside = False
    for line in lines:
        label = _GOAL_LABEL.search(line.text)
        if label:
            inside = True
            goal.append(line.cut(label.end()))
        elif inside:
            goal.append(line.strip())
    return Cell.of(goal)


def _prose(draft: Draft, sections: list[_Section], department: Department) -> Cell:
    """Read what the running text holds; returns the overall goal (履职总体目标)."""
    goal = Cell()
    key = 0
    for section in sections:
        body = section.lines[1:]
        if section.title.endswith("主要职责"):
            _duties(draft, body)
        elif section.title.endswith("总体目标") and not goal:
            goal = Cell.of(line.strip() for line in body)
        elif section.title.endswith("重点工作任务绩效目标"):
            _tasks(draft, body)
        if _PROJECT_TITLE.match(section.lines[0].text if section.lines else "") and key < len(draft.projects):
            project = draft.projects[key]
            if fold(section.title).endswith(fold(project.name)):
                words = _key_project_goal(body)
                if words:
                    draft.projects[key] = replace(project, goal=words.text, goal_source=draft.layer.source(words))
                key += 1
        for line in body:
            _units(draft, Cell.of([line]), department)
    read_statements(draft, (Cell.of([line]) for section in sections for line in section.lines))
    return goal


def _items(lines: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Give the ``(1) …`` items among lines, each with the lines that continue it."""
    number, pieces = "", list[Piece]()
    for line in lines:
        match = _ITEM.match(line.text)
        if match:
            if number:
                yield number, pieces
            number, pieces = match["number"], [line.cut(match.end())]
        elif number:
            mark = _LIST_MARK.match(line.text)
            pieces.append(line.cut(mark.end() if mark else 0).strip())
    if number:
        yield number, pieces


def _duties(draft: Draft, lines: list[Piece]) -> None:
    for number, pieces in _items(lines):
        words = Cell.of(pieces)
        if words:
            draft.duties.append(Duty(len(draft.duties) + 1, number, words.text, draft.layer.source(words)))


def _tasks(draft: Draft, lines: list[Piece]) -> None:
    for number, pieces in _items(lines):
        name, content = Cell.of(pieces[:1]), Cell.of(pieces[1:])
        draft.tasks.append(
            Task(
                ordinal=len(draft.tasks) + 1,
                group=None,
                name=name.text,
                content=content.text,
                outcome="",
                amount=None,
                source=draft.layer.source(name),
                printed_number=number,
                content_source=draft.layer.source(content) if content else None,
            )
        )


def _units(draft: Draft, paragraph: Cell, department: Department) -> None:
    for pattern, kind in ((_INNER, UnitKind.INNER), (_SUBORDINATE, UnitKind.SUBORDINATE)):
        for match in pattern.finditer(paragraph.text):
            for name in _NAME_IN_LIST.finditer(match["names"]):
                offset = match.start("names")
                words = paragraph.part(offset + name.start(), offset + name.end())
                canonical = canonical_department(words.text).name
                draft.units.append(Unit(canonical, department.name, kind, draft.layer.source(words)))


def _records(draft: Draft, tables: list[_OpenTable]) -> None:
    for table in tables:
        read = READERS[table.kind.name]
        project = next((p for p in draft.projects if p.ordinal == table.project), None)
        reference = ProjectReference(project.ordinal, project.name) if project else None
        read(draft, table.columns, table.lines, reference)
