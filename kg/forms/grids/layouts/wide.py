"""Wide tables: a project on each row and its indicators side by side, below the levels that stand above the columns.

Two shapes are in use. Pairs: 三级指标 | 指标值 again and again below 产出指标, 效益指标 (a table of some provinces'
budgets). Stacked: a row of names above a row of targets, marked 指标名称 and 指标值. Both are laid out anew as a long
table of one indicator a row; the cells stay those that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2
from kg.cells import Cell, GridCell
from kg.forms.grids.columns.headings import LEVELS, TARGETS, role_of
from kg.forms.grids.layouts.long_table import OF_INDICATOR, OF_PROJECT, long_table
from kg.forms.grids.words.labels import money_column
from kg.forms.labels import TOTALS, is_personal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.forms.grids.rows.table import LaidOut
    from kg.forms.grids.view import GridView

_DEEPEST_HEADER = 4
_LEAST_PAIRS = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the indicators of a project stand: name and target in these columns, so many rows below each other."""

    name: int
    value: int
    below: int
    levels: tuple[Cell, Cell]


@dataclass
class _Headings:
    first: int
    body: int
    columns: dict[str, int]
    places: list[_Place]
    marks: int = 0  # the column of 指标名称 and 指标值, where they are stacked
    labels: list[Cell] = field(default_factory=list)


def wide_table(view: GridView, row: int) -> LaidOut | None:
    """Read the wide table whose headings begin in a row, ``None`` where none does."""
    if not any(role_of(cell.cell.text) == "project" for cell in view.new(row)):
        return None
    found = _pairs(view, row) or _stacked(view, row)
    if found is None:
        return None
    found.columns = _project_columns(view, found)
    found.labels = [cell.cell for at in range(row, found.body) for cell in view.new(at)]
    return _laid_out(view, found)


def _project_columns(view: GridView, found: _Headings) -> dict[str, int]:
    """Return the columns of project, unit, money, goal and number by their lowest headings that say one."""
    columns: dict[str, int] = {}
    first = min(place.name for place in found.places)
    for column in range(1, first):
        roles = [_role(view.words(at, column)) for at in range(found.body - 1, found.first - 1, -1)]
        role = next((role for role in roles if role in (*OF_PROJECT, "number")), "")
        if role:
            columns.setdefault(role, column)
    return columns


def _role(heading: str) -> str:
    return "amount" if money_column(heading) in ("initial_budget", "adjusted_budget") else role_of(heading)


def _pairs(view: GridView, first: int) -> _Headings | None:
    """Find a row of 三级指标 | 指标值 pairs below the levels."""
    for row in range(first, min(first + _DEEPEST_HEADER, view.grid.rows + 1)):
        cells = [cell for cell in view.new(row) if cell.row == row]
        roles = [(cell.column, role_of(cell.cell.text)) for cell in cells]
        names = [at for at, (_, role) in enumerate(roles) if role == "name"]
        paired = [at for at in names if at + 1 < len(roles) and roles[at + 1][1] in TARGETS]
        if len(paired) < _LEAST_PAIRS or len(paired) != len(names):
            continue
        places = [
            _Place(name, roles[at + 1][0], 0, levels)
            for at in paired
            if any(levels := _levels_above(view, name := roles[at][0], first, row))
        ]
        return _Headings(first, row + 1, {}, places) if len(places) == len(paired) else None
    return None


def _stacked(view: GridView, first: int) -> _Headings | None:
    """Find levels above columns, and below them rows that are marked 指标名称 and 指标值 by turns."""
    for row in range(first + 1, min(first + _DEEPEST_HEADER, view.grid.rows)):
        marks = [
            cell.column
            for cell in view.new(row)
            if role_of(cell.cell.text) == "name" and role_of(view.words(row + 1, cell.column)) in TARGETS
        ]
        # below 一级指标 the marks are headings of a table on its side
        if len(marks) != 1 or any(role_of(view.words(at, marks[0])) in LEVELS for at in range(first, row)):
            continue
        places = [
            _Place(column, column, 1, levels)
            for column in range(marks[0] + 1, view.grid.columns + 1)
            if any(levels := _levels_above(view, column, first, row))
        ]
        return _Headings(first, row, {}, places, marks[0]) if len(places) >= _LEAST_PAIRS else None
    return None


def _levels_above(view: GridView, column: int, first: int, row: int) -> tuple[Cell, Cell]:
    """Return the two levels printed above a column; an only one is the first where it can be."""
    above: list[Cell] = []
    for at in range(first, row):
        cell = view.cell(at, column)
        if cell and cell not in above and (is_level1(cell.text) or is_level2(cell.text)):
            above.append(cell)
    if len(above) > 1:
        return above[0], above[1]
    if above and is_level1(above[0].text):
        return above[0], Cell()
    return Cell(), above[0] if above else Cell()


def _laid_out(view: GridView, found: _Headings) -> LaidOut:
    """Lay the table out as a long one and read it."""
    rows: list[dict[str, Cell]] = []
    row = found.body
    holding: GridCell | None = None
    while row in view.rows and not _ends(view, row, found):
        own = view.at(row, found.columns["project"])
        # in text the places that a merged cell covered are empty
        project = own if own is not None and own.cell else holding
        begins, holding = project is not holding, project
        placed = [
            dict(zip(OF_INDICATOR, (*place.levels, name, value), strict=True))
            for place, name, value in _placed(view, row, found)
        ]
        if begins and project is not None and placed:
            of_project = ((role, view.at(row, found.columns[role])) for role in OF_PROJECT if role in found.columns)
            placed[0] |= {role: cell.cell for role, cell in of_project if cell is not None}
        rows += placed
        number = view.begun(row, found.columns["number"]) if "number" in found.columns else Cell()
        found.labels.extend(cell for cell in (number, *_marks(view, row, found)) if cell)
        row += 1 + (found.places[0].below if placed else 0)
    return long_table(view, rows, found.labels, row, found.columns)


def _placed(view: GridView, row: int, found: _Headings) -> Iterator[tuple[_Place, Cell, Cell]]:
    """Give name and target of each indicator of a row, those of merged cells once."""
    for place in found.places:
        name, value = view.begun(row, place.name), view.begun(row + place.below, place.value)
        if name or value:
            yield place, name, value


def _marks(view: GridView, row: int, found: _Headings) -> list[Cell]:
    return [view.begun(row, found.marks), view.begun(row + 1, found.marks)] if found.marks else []


def _ends(view: GridView, row: int, found: _Headings) -> bool:
    """Whether the table ended: a total, who filled in the form, or one cell over the whole width."""
    new = view.new(row)
    if not new:
        return False
    first = new[0]
    words = first.cell.folded.rstrip(":")
    return words in TOTALS or is_personal(first.cell.text) or (len(new) == 1 and first.colspan >= view.grid.columns)
