"""项目支出绩效目标表 with packed indicator strings, as a table: one row a project, its indicators in one cell.

The rows of units and of 合计 have neither goal nor indicators. Each amount stands under its own heading, so that none
has to be told from the order of figures, as in page-layout text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid
from kg.forms.assembly import Draft, department_of, stated_year, year_of_names
from kg.forms.grids.view import GridView
from kg.forms.grids.words.labels import field_of
from kg.forms.grids.words.titles import title_form
from kg.forms.labels import TOTALS, is_personal, unit_of_money
from kg.forms.ledger import unread_words
from kg.forms.packed import begins_packed
from kg.forms.project_table import add_project, add_unit
from kg.records import Form, Reading, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.records import Amount
    from kg.text import TextLayer

_NAME = re.compile(r"项目名称(?:\((?:资金使用单位|使用单位|单位)\))?")
_COLUMNS = {
    "total": (re.compile(r"(?:总计|合计|金额|预算金额|资金总额)(?:\((?:亿元|万元|元)\))?"), None),
    "fiscal_appropriation": (re.compile(r"财政拨款(?:\((?:亿元|万元|元)\))?"), "fiscal_appropriation"),
    "special_account": (re.compile(r"财政专户(?:拨款|管理资金)(?:\((?:亿元|万元|元)\))?"), "special_account"),
    "other_funds": (re.compile(r"其他资金(?:\((?:亿元|万元|元)\))?"), "other_funds"),
}
_GOAL = re.compile(r"(?:年度|项目)?绩效目标")
_PACKED = re.compile(r"(?:年度)?绩效指标")
_DEPARTMENT = re.compile(r"^(?P<label>[^:：]{2,10}[:：])\s*(?P<name>[^:：]+?)(?:\s{2,}.*|\s+\S{2,6}[:：].*)?$")
_FIRST_WORDS = 80


def read_packed_table(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the tables are not of this form."""
    grids = [GridView(block) for block in layer.blocks if isinstance(block, Grid)]
    found = [(view, row, columns) for view in grids for row in view.rows if (columns := _columns(view, row))]
    if not found or not any(_has_packed(view, row, columns) for view, row, columns in found):
        return None
    title, department, captions = _around(layer)
    if not title or not department:
        return None
    draft = Draft(layer)
    named = department_of(layer, department)
    labels: list[Cell] = [*captions]
    captioned = next((one for cell in captions if (one := unit_of_money(cell.text))), None)
    names: list[Cell] = []
    unit: str | None = None
    for view, row, columns in found:
        headings = [cell.cell for cell in view.filled(row)]
        labels.extend(headings)
        money = next((one for cell in headings if (one := unit_of_money(cell.text))), captioned)
        for at in range(row + 1, view.grid.rows + 1):
            if _columns(view, at):
                break
            name, goal, packed = (view.begun(at, columns[key]) for key in ("name", "goal", "packed"))
            if not name:
                continue
            amounts = _amounts(draft, view, at, columns, name, money)
            if name.folded in TOTALS:
                draft.amounts.extend(amounts)
                labels.append(name)
            elif not goal and not packed:
                unit = add_unit(draft, name, named)
                draft.amounts.extend(amounts)
            else:
                names.append(name)
                labels.extend(add_project(draft, name, unit, amounts, goal, packed))
    taken = (draft.units, draft.projects, draft.indicators, draft.amounts, draft.findings, named)
    for cell in unread_words(list(layer.printed_lines()), taken, [title, *labels, *draft.labels]):
        if any(char.isalnum() for char in cell.folded):
            draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
    year = stated_year(layer, title) or year_of_names(layer, names)
    return draft.reading(Form.PROJECT_TABLE, title, named, fiscal_year=year)


def _columns(view: GridView, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in view.new(row):
        words = cell.cell.folded
        kind = next((kind for kind, (pattern, _) in _COLUMNS.items() if pattern.fullmatch(words)), "")
        if _NAME.fullmatch(words):
            kind = "name"
        elif _GOAL.fullmatch(words):
            kind = "goal"
        elif _PACKED.fullmatch(words):
            kind = "packed"
        if kind:
            found.setdefault(kind, cell.column)
    return found if {"name", "goal", "packed"} <= set(found) else {}


def _has_packed(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    return any(begins_packed(view.cell(at, columns["packed"]).text) for at in range(row + 1, view.grid.rows + 1))


def _amounts(
    draft: Draft, view: GridView, row: int, columns: Mapping[str, int], name: Cell, unit: str | None
) -> tuple[Amount, ...]:
    found = [
        draft.amount(kind, name.text, view.begun(row, columns[kind]), unit, fund)
        for kind, (_, fund) in _COLUMNS.items()
        if kind in columns
    ]
    return tuple(amount for amount in found if amount is not None)


def _around(layer: TextLayer) -> tuple[Cell, Cell, list[Cell]]:
    """Return title, department and all captions, in lines between tables or in rows of one or two cells above them."""
    title, department = Cell(), Cell()
    captions: list[Cell] = []
    for cells in _lines(layer):
        line = Cell.of(piece for cell in cells for piece in cell.pieces)
        if title_form(line.text):
            title = title or line
            captions.append(line)
        elif is_personal(line.text) or unit_of_money(line.text) or line.folded.isdigit():
            captions.append(line)
        match = _DEPARTMENT.match(line.text)
        if (
            match
            and field_of(match["label"]) in ("superior", "unit")
            and unit_of_money(match[0][: match.end("name")]) is None
        ):
            department = department or line.part(*match.span("name"))
            captions.append(line)
        elif len(cells) > 1 and field_of(cells[0].text) in ("superior", "unit"):
            department = department or cells[1]
            captions.extend(cells)
    return title, department, captions


def _lines(layer: TextLayer) -> list[Sequence[Cell]]:
    lines: list[Sequence[Cell]] = []
    for block in layer.blocks:
        if isinstance(block, Grid):
            view = GridView(block)
            for row in view.rows:
                if _columns(view, row):
                    break
                cells = [cell.cell for cell in view.new(row)]
                if cells and len(cells) <= 4:
                    lines.append(cells)
        else:
            lines.append([Cell.of([block])])
    return lines
