"""项目支出绩效目标表 (含转移支付项目) as page-layout text: units, projects, amounts, goals, packed indicator strings.

A project begins with its indented, wrapped name, which ends where the amounts stand; then come its goal and one
packed string with all its indicators. A unit has a name and amounts only. Amount columns that are empty leave no
trace in such text, so amounts are given to the columns from the left and more than two are reported as uncertain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.forms.assembly import Draft, department_of, year_of_names
from kg.forms.labels import (
    DEPARTMENT,
    MONEY_IN_LAYOUT,
    PERSONAL,
    PROJECT_COLUMNS,
    PROJECT_TABLE_TITLE,
    UNITS_OF_MONEY,
    starts_with_label,
)
from kg.forms.packed import PackedItem, begins_packed, split_packed
from kg.identity import canonical_department
from kg.records import Amount, Form, Project, ProjectReference, Reading, Severity, Unit, UnitKind
from kg.text import Cell, Piece, TextLayer, fold, words

TOTAL_ROW = "合计"
_HEADER_WORDS = "".join(
    ("项目名称(资金使用单位)", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
)
_PACKED_TRACE = re.compile(r"指标值[:：]|指标；")
_MOST_NAME_LINES = 8


@dataclass
class _Block:
    """One row of the table: its name, amounts, and the lines that follow up to the next row's name."""

    name: Cell
    indent: int
    amounts: list[Cell]
    body: list[Piece] = field(default_factory=list)


def read_project_table(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form."""
    lines = list(layer.printed_lines())
    title = next((Cell.of([li]) for li in lines if fold(li.text).startswith(PROJECT_TABLE_TITLE)), None)
    header = next((at for at in range(len(lines)) if starts_with_label(lines, at, DEPARTMENT)), None)
    if title is None or header is None:
        return None
    match = starts_with_label(lines, header, DEPARTMENT)
    assert match is not None
    named, money_unit = _header(match[1])
    draft = Draft(layer)
    department = department_of(layer, named)
    unit: str | None = None
    names: list[Cell] = []
    for block in _blocks(_without_headers(lines[header + match[0] :])):
        amounts = _amounts(draft, block, money_unit)
        if fold(block.name.text) == TOTAL_ROW:
            draft.amounts.extend(amounts)
        elif not block.body and not block.indent:
            unit = canonical_department(block.name.text).name
            own = unit == department.name
            kind = UnitKind.OWN if own else UnitKind.SUBORDINATE
            draft.units.append(Unit(unit, department.name, kind, layer.source(block.name)))
            draft.amounts.extend(amounts)
        else:
            names.append(block.name)
            _project(draft, block, unit, amounts)
    goal_years = year_of_names(layer, names)
    return draft.reading(Form.PROJECT_TABLE, title, department, fiscal_year=goal_years)


def _header(rest: Cell) -> tuple[Cell, str]:
    """Part ``：广州市… 单位：万元`` into the department's name and the unit of money."""
    text = rest.text
    found = re.search(r"\s*(?:金额)?单位\s*[:：]\s*(亿元|万元|元)", text)
    name = re.match(r"[\s:：]*", text)
    begin = name.end() if name else 0
    unit = found[1] if found else "万元"
    return rest.part(begin, found.start() if found else len(text)), unit if unit in UNITS_OF_MONEY else "万元"


def _without_headers(lines: list[Piece]) -> list[Piece]:
    """Drop the column headings, which may be wrapped and may return on every page."""
    kept: list[Piece] = []
    at = 0
    while at < len(lines):
        if PERSONAL.match(fold(lines[at].text)):
            break
        match = starts_with_label(lines, at, _HEADER_WORDS, most_lines=8)
        if match:
            at += match[0]
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _trailing_amounts(line: Piece) -> tuple[Piece, list[Piece]]:
    """Part a line into the words before its amounts and the amounts at its end."""
    parts = words(line)
    count = 0
    while count < len(parts) and MONEY_IN_LAYOUT.match(parts[-1 - count].text):
        count += 1
    if not count:
        return line, []
    first = parts[-count]
    return line.cut(0, first.start - line.start), parts[-count:]


def _blocks(lines: list[Piece]) -> list[_Block]:
    """Cut the table into its rows: each amount line closes a name, which reaches back to where it can begin."""
    blocks: list[_Block] = []
    pending: list[Piece] = []
    for line in lines:
        before, amounts = _trailing_amounts(line)
        if not amounts:
            pending.append(line)
            continue
        if before.text.strip():
            pending.append(before)
        count = _name_lines(pending)
        if not count:
            pending.append(line)
            continue
        name = pending[len(pending) - count :]
        if blocks:
            blocks[-1].body = pending[: len(pending) - count]
        indent = len(name[0].text) - len(name[0].text.lstrip())
        # each name line is stripped: the indentation is layout, not words
        blocks.append(_Block(Cell.of(p.strip() for p in name), indent, [Cell.of([a]) for a in amounts]))
        pending = []
    if blocks:
        blocks[-1].body = pending
    return blocks


def _name_lines(pending: list[Piece]) -> int:
    """Return how many of the last lines are the name that the amounts belong to."""
    count = 0
    for line in reversed(pending[-_MOST_NAME_LINES:]):
        text = line.text.rstrip()
        if text.endswith(("。", "；")) or _PACKED_TRACE.search(text):
            break
        count += 1
        if text[:1].isspace():  # the indentation marks a project's first line
            break
    return count


def _amounts(draft: Draft, block: _Block, money_unit: str) -> tuple[Amount, ...]:
    printed = block.amounts
    if 2 < len(printed) < len(PROJECT_COLUMNS):
        draft.find("uncertain-amount-columns", Severity.CHECK, printed, name=block.name.text)
    found = [
        draft.amount(kind, block.name.text, cell, money_unit, fund)
        for cell, (_, kind, fund) in zip(printed, PROJECT_COLUMNS, strict=False)
    ]
    return tuple(amount for amount in found if amount is not None)


def _project(draft: Draft, block: _Block, unit: str | None, amounts: tuple[Amount, ...]) -> None:
    start = next((i for i, line in enumerate(block.body) if begins_packed(line.text)), len(block.body))
    goal = Cell.of(line.strip() for line in block.body[:start])
    project = Project(
        ordinal=len(draft.projects) + 1,
        name=block.name.text,
        unit=unit,
        goal=goal.text,
        amounts=amounts,
        source=draft.layer.source(block.name),
        goal_source=draft.layer.source(goal) if goal else None,
    )
    draft.projects.append(project)
    packed = Cell.of(line.strip() for line in block.body[start:])
    reference = ProjectReference(project.ordinal, project.name)
    items, unread = split_packed(packed)
    for item in items:
        _indicator(draft, item, reference)
    for cell in unread:
        about = (f"project/{project.ordinal}",)
        draft.find("unread-words", Severity.CHECK, (cell,), about=about, words=cell.text)


def _indicator(draft: Draft, item: PackedItem, project: ProjectReference) -> None:
    draft.indicator(
        item.name,
        item.level1.text,
        item.level2.text,
        project=project,
        printed_number=item.number,
        period=item.period,
        annual=item.annual,
    )
