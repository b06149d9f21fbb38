"""项目支出绩效目标表, 项目支出绩效自评表 and the same tables of a whole department: from cells to records.

One file may hold many projects, as blocks one below the other or as rows of one long table with a column 项目名称. A
figure of money needs a unit that the form prints; without one it is a finding, no amount.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.categories import is_heading
from kg.cells import Cell
from kg.forms.assembly import Draft
from kg.forms.grids.columns.unknown_headings import find_guesses
from kg.forms.grids.found import Block, ListedProject, MoneyRow
from kg.forms.grids.furniture import lines_of_form
from kg.forms.grids.naming.form_names import (
    department_of_form,
    departments_of_list,
    without_code,
    without_project_code,
)
from kg.forms.grids.naming.periods import year_of_periods
from kg.forms.grids.naming.years import year_of_pages
from kg.forms.grids.records.forms_of_file import is_nameless, is_sample, other_years
from kg.forms.grids.records.indicators import take_indicator
from kg.forms.grids.records.list_money import ListMoney
from kg.forms.grids.records.money import PROJECT_FORMS, MoneyMaker
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.totals import points_of
from kg.forms.labels import is_money
from kg.forms.ledger import unread_words
from kg.identity import canonical_department
from kg.records import (
    Form,
    Project,
    ProjectReference,
    Reading,
    Severity,
    Unit,
    UnitKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.cells import GridCell
    from kg.forms.grids.found import FoundForm
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.forms.grids.rows.table import IndicatorTable
    from kg.forms.grids.view import GridView
    from kg.text import TextLayer

_FIRST_WORDS = 80

_SUBTOTAL = "小计"
_SEVERAL = 2
_FIRST_NAMES = 5


@dataclass
class _Open:
    """The project that rows are being read for, and the cell it began with."""

    reference: ProjectReference | None = None
    begun_by: GridCell | None = None
    words: str = ""
    unit: Cell = field(default_factory=Cell)
    money: dict[str, str] = field(default_factory=dict)


def assemble_projects(layer: TextLayer, found: FoundForm, form: Form) -> Reading | None:
    """Turn what was found into a reading; ``None`` where no indicator stands in it."""
    if not any(table.rows or table.templates for block in found.blocks for _, table in block.tables):
        return None
    maker = _Maker(layer, found, form)
    for block in found.blocks:
        maker.block(block)
    return maker.reading()


class _Maker:
    def __init__(self, layer: TextLayer, found: FoundForm, form: Form) -> None:
        self._draft = Draft(layer)
        self._found = found
        self._form = form
        self._labels: list[Cell] = list(found.labels)
        self._money = MoneyMaker(self._draft, found, form, self._labels)
        self._goal = Cell()
        self._templates: list[Cell] = []
        listed = departments_of_list(found)
        self._department = department_of_form(layer, found) if len(listed) < _SEVERAL else None
        if len(listed) >= _SEVERAL:
            names = "、".join(cell.text for cell in listed[:_FIRST_NAMES])
            self._draft.find(
                "several-departments", Severity.CHECK, listed[:_FIRST_NAMES], count=str(len(listed)), names=names
            )
        self._list_money = ListMoney(self._draft, self._department.name if self._department else None, self._labels)
        self._units: set[str] = set()
        # the caption above the table that is being read
        self._caption_unit: str | None = None

    # one block

    def block(self, block: Block) -> None:
        draft = self._draft
        if self._is_of_another_department(block) and not block.name:
            # a second department's own form: its figures must not stand under the first one's name
            return
        if is_sample(block):
            draft.find("sample-form", Severity.CHECK, (block.name or block.title,), name=block.name.text or block.sheet)
            return
        if is_nameless(block, self._found, self._form):
            title = block.title or self._found.title
            draft.find("nameless-project", Severity.CHECK, (title,), title=title.text[:_FIRST_WORDS])
            block = replace(block, unnamed=True, score=None)
        self._labels.extend((block.superior, block.upper, block.unit, block.reporter, block.year, *block.period_goal))
        for listed in block.listed:
            self._listed(listed)
        scope_is_project = bool(block.name) or self._form in PROJECT_FORMS
        goal, outcome = (Cell.of(p for cell in cells for p in cell.pieces) for cells in (block.goal, block.outcome))
        amounts = self._money.amounts(block)
        reference: ProjectReference | None = None
        if scope_is_project and block.name:
            self._labels.append(block.name)
            name = without_project_code(block.name)
            project = Project(
                ordinal=len(draft.projects) + 1,
                name=name.text,
                unit=self._unit(block.unit or block.reporter),
                goal=goal.text,
                amounts=tuple(amounts),
                source=draft.layer.source(name),
                goal_source=draft.layer.source(goal) if goal else None,
                outcome=outcome.text,
                outcome_source=draft.layer.source(outcome) if outcome else None,
            )
            draft.projects.append(project)
            reference = ProjectReference(project.ordinal, project.name)
        else:
            draft.amounts.extend(amounts)
            self._labels.append(outcome)
            if goal and not self._goal:
                self._goal = goal
            else:
                self._labels.append(goal)
        nobody = block.unnamed and not block.name
        for row in () if nobody else block.money_rows:
            self._money.execution(row, block, reference)
        self._caption_unit = block.caption_unit or self._found.money_unit
        for view, table in block.tables:
            self._table(view, replace(table, totals=[]) if nobody else table, reference)
        if block.score is not None:
            self._money.stated_score(*block.score, reference)

    def _is_of_another_department(self, block: Block) -> bool:
        cell = without_code(block.superior)
        own = self._department
        if own is None or not cell or own.name in (name := canonical_department(cell.text).name) or name in own.name:
            return False
        self._draft.find("another-department", Severity.CHECK, (cell,), name=name, department=own.name)
        return True

    def _unit(self, printed: Cell) -> str | None:
        bare = without_code(printed)
        if not bare or self._department is None:
            return None
        department = self._department.name
        name = canonical_department(bare.text).name
        if name not in self._units:
            self._units.add(name)
            kind = UnitKind.OWN if name == department else UnitKind.SUBORDINATE
            self._draft.units.append(Unit(name, department, kind, self._draft.layer.source(bare)))
        return name

    def _listed(self, listed: ListedProject) -> None:
        """Read a project of a list, unless its own form stands in the file: there the list only says it again."""
        own = [block for block in self._found.blocks if block.name.folded == listed.name.folded]
        if own:
            self._said_again(listed, own)
            return
        draft = self._draft
        draft.projects.append(
            Project(
                ordinal=len(draft.projects) + 1,
                name=listed.name.text,
                unit=self._unit(listed.unit),
                goal="",
                amounts=tuple(self._money.amounts(Block(money_rows=[listed.money]))),
                source=draft.layer.source(listed.name),
            )
        )
        reference = ProjectReference(len(draft.projects), listed.name.text)
        self._labels.extend((listed.unit, *listed.rest))
        self._money.execution(listed.money, Block(), reference)
        if listed.score:
            self._money.score(listed.name, Cell(), listed.score, reference, total=True)

    def _said_again(self, listed: ListedProject, own: list[Block]) -> None:
        """Take the words of a list as known where the form of the same project prints the same figures."""
        printed = {figure.folded for block in own for row in block.money_rows for figure in row.figures.values()}
        printed |= {cell.folded for block in own for cell in _total_scores(block)}
        said = [figure for figure in (*listed.money.figures.values(), listed.score) if figure]
        if len(own) == 1 and all(figure.folded in printed for figure in said):
            self._labels.extend((listed.name, listed.unit, *said, *listed.rest))

    # indicator tables

    def _table(self, view: GridView, table: IndicatorTable, reference: ProjectReference | None) -> None:
        self._labels.extend(table.headings)
        self._templates.extend(table.templates)
        self._labels.extend(table.templates)
        self._labels.extend(unit.cell for unit in table.units.values())
        find_guesses(self._draft, table.header.guesses)
        self._list_money.table(view, table, self._caption_unit)
        open_ = _Open(reference)
        for cells in table.rows:
            if cells.project is not None or "project" in table.header.columns:
                self._long(cells, table, open_, flat=view.flat)
            take_indicator(self._draft, cells, open_.reference, self._labels)
        columns = table.header.columns
        for row in table.totals:
            name = view.filled(row)[0].cell
            at = points_of(view, row, columns)
            if name.folded.rstrip(":") == _SUBTOTAL and len(table.totals) > 1:
                # 小计 above 总分 is the sum of some rows
                continue
            if any(is_points(cell) for cell in at):
                self._money.score(name, at[0], at[1], reference, total=True)
            self._labels.append(name)

    def _long(self, cells: IndicatorCells, table: IndicatorTable, open_: _Open, *, flat: bool) -> None:
        """Begin a project of a long table where the cell of its name begins or changes."""
        draft = self._draft
        named = cells.project
        if cells.unit is not None and not cells.outside:
            self._labels.append(cells.unit.cell)
        if named is None or not named.cell:
            return
        if cells.outside and (is_heading(named.cell.text) or is_money(named.cell.text)):
            # a row that lost cells: what stands in this column names no project, and whose row it is cannot be told
            open_.reference, open_.begun_by, open_.words = None, None, ""
            return
        money, money_unit = self._list_money.of(cells)
        own_unit = cells.unit.cell.folded if cells.unit is not None else ""
        # 办公经费 of one unit is not that of the next
        same = named.cell.folded == open_.words and own_unit in ("", open_.unit.folded)
        if open_.begun_by is named or (named.rowspan == 1 and same):
            # printed again on each row of the project
            again = {kind: cell.folded for kind, cell in money.items()} == open_.money
            self._labels.extend((named.cell, *(money.values() if again else ())))
            return
        if self._department is not None and canonical_department(named.cell.text).name == self._department.name:
            # 单位名称（项目名称） holds the department itself for what is of no project
            open_.reference, open_.begun_by, open_.words = None, named, named.cell.folded
            self._labels.append(named.cell)
            return
        name = without_project_code(named.cell)
        amounts = []
        total = money.get("adjusted_budget") or money.get("initial_budget")
        if total is not None:
            if money_unit is None and not total.folded.endswith("元"):
                draft.find("money-unit-missing", Severity.CHECK, (total,), label=name.text, words=total.text)
            else:
                amount = draft.amount("total", name.text, total, money_unit or "元")
                amounts = [amount] if amount else []
        above = [row for row in table.units if row < cells.row]
        unit_cell = cells.unit.cell if cells.unit is not None else table.units[max(above)].cell if above else Cell()
        # in text the places that a merged cell covered are empty
        unit_cell = open_.unit = unit_cell or (open_.unit if flat else Cell())
        unit_name = self._unit(unit_cell)
        project = Project(
            ordinal=len(draft.projects) + 1,
            name=name.text,
            unit=unit_name,
            goal=cells.goal.text,
            amounts=tuple(amounts),
            source=draft.layer.source(name),
            goal_source=draft.layer.source(cells.goal) if cells.goal else None,
        )
        draft.projects.append(project)
        self._labels.append(named.cell)
        open_.reference = ProjectReference(project.ordinal, project.name)
        if "final_account" in money or len(money) > 1:
            self._money.execution(MoneyRow(name, "total", None, money_unit, money), Block(), open_.reference)
        open_.begun_by, open_.words = named, named.cell.folded
        open_.money = {kind: cell.folded for kind, cell in money.items()}

    # the end

    def reading(self) -> Reading:
        self._list_money.settle()
        draft, layer = self._draft, self._draft.layer
        if self._templates:
            draft.find("empty-template", Severity.INFO, self._templates[:3], count=str(len(self._templates)))
        title = self._found.title
        if self._department is None:
            draft.find("no-department", Severity.CHECK, (title,), title=title.text[:_FIRST_WORDS])
        taken = (
            draft.projects, draft.amounts, draft.indicators, draft.executions, draft.scores, draft.units,
            draft.findings, self._department,
        )  # fmt: skip
        labels = [title, self._goal, *self._labels, *draft.labels]
        for cell in unread_words(lines_of_form(layer, title), taken, labels):
            if any(char.isalnum() for char in cell.folded):
                draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
        fiscal_year = (
            draft.stated_year(self._found.title_says, self._found.year, self._found.document)
            or year_of_pages(layer, self._found.pages)
            or year_of_periods(layer, self._found.periods)
        )
        if fiscal_year is not None:
            told = {finding.params.get("other", "") for finding in draft.findings if finding.rule == "years-differ"}
            stated = str(fiscal_year.value)
            for year, cells in other_years(self._found, {stated, *told}):
                draft.find("years-differ", Severity.CHECK, cells, stored=stated, other=year)
        return draft.reading(self._form, title, self._department, goal=self._goal, fiscal_year=fiscal_year)


def _total_scores(block: Block) -> Iterator[Cell]:
    for view, table in block.tables:
        for row in table.totals:
            yield points_of(view, row, table.header.columns)[1]
