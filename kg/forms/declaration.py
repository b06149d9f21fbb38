"""部门整体预算绩效目标申报表: from the rows that a layout or a table gives to the records of the form.

Both readers of this form (``declaration_table``, ``declaration_layout``) only find cells; what a cell means
is decided here, once: which amounts, which merged group names, which headings, which rows are shifted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.categories import categorise, is_level1, is_level2, level1_of
from kg.cells import Cell, Piece
from kg.folding import fold
from kg.forms.assembly import Draft, department_of, year_of_goal
from kg.forms.grids.columns.unknown_headings import find_guesses
from kg.forms.grids.records.money import find_other_money
from kg.forms.grids.words.points import points
from kg.forms.labels import BUDGET_AMOUNTS, FUND_OF_AMOUNT
from kg.forms.ledger import unread_words
from kg.records import Form, Reading, Severity, Task

if TYPE_CHECKING:
    from kg.forms.grids.columns.unknown_headings import Guess
    from kg.forms.grids.found import MoneyCell, TaskRow
    from kg.forms.opening import Opening
    from kg.text import TextLayer

_FIRST_WORDS = 80


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of 绩效指标 as cells; the two headings are empty where merged with the row above.

    A row without a name is a heading printed without an indicator below it. ``period`` is ``None`` where the form
    has no such column; ``whole`` says that it stands in a table of the whole period, which has no value of the year.

    ``shifted`` says that the cells did not stand under their headings; ``unsure`` that period and annual value
    could not be told apart with certainty. ``printed_twice`` holds the second printing over a page break.
    """

    level1: Cell
    level2: Cell
    name: Cell
    period: Cell | None
    annual: Cell
    row: int | None = None
    shifted: bool = False
    unsure: bool = False
    printed_twice: Cell = field(default_factory=Cell)
    weight: Cell = field(default_factory=Cell)
    whole: bool = False


@dataclass
class DeclarationCells:
    """All cells of one form, in reading order; ``labels`` are known words that become no record.

    ``money`` is what stands in the budget under other labels: kind, label, figure and the stated unit, if any;
    ``other_money`` is of a source or a period that has no kind; ``guesses`` are columns that were told by their cells.
    """

    opening: Opening
    budget: list[tuple[Cell, Cell]] = field(default_factory=list)
    budget_unit: str | None = None
    goal: Cell = field(default_factory=Cell)
    tasks: list[TaskRow] = field(default_factory=list)
    task_unit: str | None = None
    indicators: list[IndicatorRow] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    money: list[tuple[str, Cell, Cell, str | None]] = field(default_factory=list)
    other_money: list[MoneyCell] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)


def assemble(layer: TextLayer, cells: DeclarationCells) -> Reading:
    """Turn the cells of the form into a reading; words that no cell took become findings."""
    draft = Draft(layer)
    opening = cells.opening
    for label, figure in cells.budget:
        kind = BUDGET_AMOUNTS[label.folded]
        unit = cells.budget_unit or opening.money_unit
        amount = draft.amount(kind, label.text, figure, unit, FUND_OF_AMOUNT.get(kind))
        if amount is not None:
            draft.amounts.append(amount)
    for kind, label, figure, stated in cells.money:
        amount = draft.amount(kind, label.text, figure, stated, FUND_OF_AMOUNT.get(kind))
        if amount is not None:
            draft.amounts.append(amount)
    _tasks(draft, cells.tasks, cells.task_unit or opening.money_unit)
    _indicators(draft, cells.indicators)
    find_guesses(draft, cells.guesses)
    find_other_money(draft, cells.other_money)
    department = department_of(layer, opening.department)
    taken = (draft.amounts, draft.tasks, draft.indicators, draft.findings, department)
    labels = [opening.title, cells.goal, *opening.labels, *cells.labels, *draft.labels, *_row_labels(cells)]
    lines: list[Piece] = list(layer.printed_lines())
    for cell in unread_words(lines, taken, labels):
        if any(char.isalnum() for char in cell.folded):
            draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
    goals = [cells.goal, *(cell for row in cells.tasks for cell in (row.content, row.outcome))]
    return draft.reading(
        Form.DECLARATION,
        opening.title,
        department,
        goal=cells.goal,
        fiscal_year=draft.stated_year(opening.title, opening.year) or year_of_goal(layer, goals),
    )


def _row_labels(cells: DeclarationCells) -> list[Cell]:
    """Return the printed labels of the rows: of amounts, merged groups, both levels of headings."""
    return [
        *(label for label, figure in cells.budget if figure),
        *(row.name for row in cells.tasks),
        *(cell for row in cells.indicators for cell in (row.level1, row.level2)),
    ]


def _tasks(draft: Draft, rows: list[TaskRow], unit: str | None) -> None:
    # a name cell over several rows is a group heading, and then every name of this form is one
    grouped = any(not row.name for row in rows)
    name = Cell()
    for row in rows:
        name = row.name or name
        amount = draft.amount("task_funds", name.text, row.amount, unit)
        # the printed row: its own name, or its content where the name is merged with the row above
        head = row.name or row.content or row.outcome or row.amount
        if not name:
            # the first rows have no name: it cannot be told from what follows it
            about = (f"task/{len(draft.tasks) + 1}",)
            draft.find("shifted-row", Severity.CHECK, (head,), about=about, name=head.text[:_FIRST_WORDS])
        if row.unsure:
            about = (f"task/{len(draft.tasks) + 1}",)
            words = (row.name, row.content, row.outcome)
            draft.find("uncertain-task-cells", Severity.CHECK, words, about=about, name=head.text[:_FIRST_WORDS])
        draft.tasks.append(
            Task(
                ordinal=len(draft.tasks) + 1,
                group=name.text if grouped else None,
                name=name.text,
                content=row.content.text,
                outcome=row.outcome.text,
                amount=amount,
                source=draft.layer.source(name or head),
                content_source=draft.layer.source(row.content) if row.content else None,
                outcome_source=draft.layer.source(row.outcome) if row.outcome else None,
            )
        )


def _indicators(draft: Draft, rows: list[IndicatorRow]) -> None:
    level1 = level2 = ""
    for row in rows:
        if row.level1:
            level1, level2 = row.level1.text, ""
        if row.level2:
            level2 = row.level2.text
        if not row.name:
            continue
        inferred = level1_of(level2)
        lost = bool(inferred) and categorise(level1, level2).level1 != inferred and not row.level1
        # a second-level heading of another first level without its own first level: the heading was lost
        if lost and fold(level2) != "成本指标":
            level1 = inferred
        annual = None if row.whole else row.annual
        indicator = draft.indicator(row.name, level1, level2, period=row.period, annual=annual, row=row.row)
        draft.indicators[-1] = replace(indicator, weight=points(draft, row.weight, row.name))
        about = (f"indicator/{indicator.ordinal}",)
        if row.shifted:
            cells = (row.level1, row.level2, row.name, row.period or Cell(), row.annual)
            draft.find("shifted-row", Severity.CHECK, cells, about=about, row=row.row, name=indicator.name)
        if lost:
            draft.find("inferred-heading", Severity.INFO, (row.level2 or row.name,), about=about,
                       name=indicator.name, level1=level1, level2=level2)  # fmt: skip
        if row.unsure:
            draft.find("uncertain-columns", Severity.CHECK, (row.period or Cell(), row.annual), about=about,
                       name=indicator.name)  # fmt: skip
        if row.printed_twice:
            draft.find("printed-twice", Severity.INFO, (row.name, row.printed_twice), about=about,
                       name=indicator.name)  # fmt: skip


def place_shifted(cells: list[Cell], row: int | None = None) -> IndicatorRow | None:
    """Read a row whose cells do not stand under their headings, by what the words are.

    Heading words go to their level; of the others, in order, the first is the name and two more are the two
    values; with one more it is kept where it can only be, the annual value, and marked unsure. Nothing is
    invented: what is not printed stays missing, and the row carries ``shifted``.

    Args:
        cells: The row's cells from the 一级指标 column on.
        row: Row number for the citation.

    """
    level1, level2 = Cell(), Cell()
    others: list[Cell] = []
    for cell in cells:
        if is_level1(cell.text):
            level1 = cell
        elif is_level2(cell.text):
            level2 = cell
        elif cell:
            others.append(cell)
    if not others:
        return None
    name, values = others[0], others[1:]
    period = values[0] if len(values) > 1 else Cell()
    annual = values[-1] if values else Cell()
    unsure = len(values) not in (0, 2) or (len(values) == 2 and period.folded != annual.folded)
    return IndicatorRow(level1, level2, name, period, annual, row=row, shifted=True, unsure=unsure)
