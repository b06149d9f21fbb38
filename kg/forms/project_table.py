"""项目支出绩效目标表 (含转移支付项目) as page-layout text: units, projects, amounts, goals, packed indicator strings.

A project begins with its indented, wrapped name, which ends where the amounts stand; then come its goal and one
packed string with all its indicators. A unit has a name and amounts only. Amount columns that are empty leave no
trace in such text, so amounts are given to the columns from the left and more than two are reported as uncertain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.cells import Cell, Piece, words
from kg.folding import fold
from kg.forms.assembly import Draft, department_of, stated_year, year_of_names
from kg.forms.labels import PROJECT_COLUMNS, PROJECT_TABLE_TITLE, TOTALS, is_money, is_personal, unit_of_money
from kg.forms.ledger import unread_words
from kg.forms.opening import department_line, find_title, without_page_numbers
from kg.forms.packed import PackedItem, begins_packed, split_packed
from kg.forms.task_layout import header_at
from kg.identity import canonical_department
from kg.records import Amount, Department, Form, Project, ProjectReference, Reading, Severity, Unit, UnitKind
from kg.text import TextLayer

_HEADER = re.compile(
    r"项目名称(?:\(资金使用单位\))?总计(?:\((?P<unit>亿元|万元|元)\))?财政拨款财政专户拨款其他资金(?:年度)?绩效目标绩效指标"
)
_PACKED_TRACE = re.compile(r"指标值[:：]|指标；")
_UNIT_LINE = re.compile(r"^\(?(?:金额)?单位:(?:人民币)?(?:亿元|万元|元)\)?$")
_MOST_NAME_LINES = 8
_NOTHING = Cell()
_FIRST_WORDS = 80


@dataclass
class _Block:
    """One row of the table: its name, amounts, and the lines that follow up to the next row's name."""

    name: Cell
    indent: int
    amounts: list[Cell]
    body: list[Piece] = field(default_factory=list)


@dataclass
class _Table:
    """The table's own lines, what is known beside them, the unit of its figures, and whether its headings were met."""

    title: Cell
    named: Cell
    unit: str | None = None
    headed: bool = False
    lines: list[Piece] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)


def read_project_table(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form."""
    table = _open(layer)
    if table is None:
        return None
    draft = Draft(layer)
    department = department_of(layer, table.named)
    unit: str | None = None
    names: list[Cell] = []
    for block in _blocks(table.lines):
        amounts = _amounts(draft, block, table.unit)
        if block.name.folded in TOTALS:
            draft.amounts.extend(amounts)
            table.labels.append(block.name)
        elif not block.body and not block.indent:
            unit = add_unit(draft, block.name, department)
            draft.amounts.extend(amounts)
        else:
            names.append(block.name)
            _project(draft, table, block, unit, amounts)
    if not draft.indicators and not table.headed:
        # figures in columns that this form does not have
        return None
    if not draft.indicators and not draft.amounts and not any(project.amounts for project in draft.projects):
        # the title alone is that of many other forms
        return None
    records = (draft.units, draft.projects, draft.indicators, draft.amounts, draft.findings, department)
    for cell in unread_words(list(layer.printed_lines()), records, [table.title, *table.labels, *draft.labels]):
        draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
    year = stated_year(layer, table.title) or year_of_names(layer, names)
    return draft.reading(Form.PROJECT_TABLE, table.title, department, fiscal_year=year)


def _open(layer: TextLayer) -> _Table | None:
    """Find title, department and unit of money; drop headings, wherever they are printed (again), and page numbers."""
    lines, numbers = without_page_numbers(layer)
    at = next((i for i in range(len(lines)) if find_title(lines, i, PROJECT_TABLE_TITLE)), None)
    head = next((i for i in range(at or 0, len(lines)) if (found := department_line(lines, i)) and found[1]), None)
    named = department_line(lines, head) if head is not None else None
    if at is None or head is None or named is None:
        return None
    title = Cell.of(lines[at : at + find_title(lines, at, PROJECT_TABLE_TITLE)])
    table = _Table(title, named[1], labels=numbers)
    captions = [title.text, *(line.text for line in lines[at:head]), named[2].text]
    table.unit = next((unit for text in captions if (unit := unit_of_money(text))), table.unit)
    place = at
    while place < len(lines):
        place += _own_line(table, lines, place)
    return table


def _own_line(table: _Table, lines: list[Piece], at: int) -> int:
    """Take the line at a place into the table or its labels; returns how many lines were taken."""
    line = lines[at]
    known = 0
    again = department_line(lines, at)
    count, end, match = header_at(lines, at, _HEADER)
    if find_title(lines, at, PROJECT_TABLE_TITLE):
        known = find_title(lines, at, PROJECT_TABLE_TITLE)
    elif again and again[1].folded == table.named.folded:
        known = again[0]
    elif match and not lines[at + count - 1].text[end:].strip():
        known = count
        table.headed = True
        table.unit = match["unit"] or table.unit
    elif is_personal(line.text) or _UNIT_LINE.match(fold(line.text)):
        known = 1
        table.unit = table.unit or unit_of_money(line.text)
    if known:
        table.labels.append(Cell.of(lines[at : at + known]))
    else:
        table.lines.append(line)
    return known or 1


def _trailing_amounts(line: Piece) -> tuple[Piece, list[Piece]]:
    """Part a line into the words before its amounts and the amounts at its end.

    Figures without decimals count only where two stand together or the line holds nothing else.
    """
    parts = words(line)
    count = 0
    while count < len(parts) and is_money(parts[-1 - count].text):
        count += 1
    if count == 1 and len(parts) > 1 and not is_money(parts[-1].text, layout=True):
        count = 0
    if not count:
        return line, []
    return line.cut(0, parts[-count].start - line.start), parts[-count:]


def _blocks(lines: list[Piece]) -> list[_Block]:
    """Cut the table into its rows: each amount line closes a name, which reaches back to where it can begin."""
    blocks: list[_Block] = []
    pending: list[Piece] = []
    for line in lines:
        before, amounts = _trailing_amounts(line)
        named = [*pending, before] if before.text.strip() else pending
        count = _name_lines(named) if amounts else 0
        if not count:
            pending.append(line)
            continue
        name = named[len(named) - count :]
        if blocks:
            blocks[-1].body = named[: len(named) - count]
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


def _amounts(draft: Draft, block: _Block, money_unit: str | None) -> tuple[Amount, ...]:
    printed = block.amounts
    if 2 < len(printed) < len(PROJECT_COLUMNS):
        draft.find("uncertain-amount-columns", Severity.CHECK, printed, name=block.name.text)
    found = [
        draft.amount(kind, block.name.text, cell, money_unit, fund)
        for cell, (_, kind, fund) in zip(printed, PROJECT_COLUMNS, strict=False)
    ]
    return tuple(amount for amount in found if amount is not None)


def add_unit(draft: Draft, printed: Cell, department: Department) -> str:
    """Append the unit that the next projects belong to; returns its name."""
    name = canonical_department(printed.text).name
    kind = UnitKind.OWN if name == department.name else UnitKind.SUBORDINATE
    draft.units.append(Unit(name, department.name, kind, draft.layer.source(printed)))
    return name


def _project(draft: Draft, table: _Table, block: _Block, unit: str | None, amounts: tuple[Amount, ...]) -> None:
    start = next((i for i, line in enumerate(block.body) if begins_packed(line.text)), len(block.body))
    # an indented line below the indicators begins a project whose amounts are not printed: it is not read
    stop = next((i for i in range(start, len(block.body)) if block.body[i].text[:2].isspace()), len(block.body))
    goal = Cell.of(line.strip() for line in block.body[:start])
    packed = Cell.of(line.strip() for line in block.body[start:stop])
    rest = Cell.of(line.strip() for line in block.body[stop:])
    table.labels.extend(add_project(draft, block.name, unit, amounts, goal, packed, rest))


def add_project(
    draft: Draft,
    name: Cell,
    unit: str | None,
    amounts: tuple[Amount, ...],
    goal: Cell,
    packed: Cell,
    rest: Cell = _NOTHING,
) -> list[Cell]:
    """Append one project with the indicators of its packed string; returns the words of its items."""
    project = Project(
        ordinal=len(draft.projects) + 1,
        name=name.text,
        unit=unit,
        goal=goal.text,
        amounts=amounts,
        source=draft.layer.source(name),
        goal_source=draft.layer.source(goal) if goal else None,
    )
    draft.projects.append(project)
    reference = ProjectReference(project.ordinal, project.name)
    items, unread = split_packed(packed)
    for item in items:
        _indicator(draft, item, reference)
    about = (f"project/{project.ordinal}",)
    for cell in (*unread, rest):
        if cell:
            draft.find("unread-words", Severity.CHECK, (cell,), about=about, words=cell.text[:_FIRST_WORDS])
    return [item.words for item in items]


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
