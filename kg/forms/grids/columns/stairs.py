"""Staircases: unit, project and each level on a line of its own, above the indicators that they hold for.

A label without name and value may also stand in the middle of its rows, as text shows a cell merged over them. There
the rows begin with an indicator; a staircase begins with its labels, and has all of a column on lines of their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.headings import MONEY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.cells import GridCell
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.forms.grids.view import GridView

_LEVELS = ("level1", "level2")
_VALUES = ("period", "annual", "actual")
_OF_PROJECT = ("goal", *MONEY)


def is_label_row(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row holds a heading and neither name nor value."""
    begun = [view.at(row, columns[level]) for level in _LEVELS if level in columns]
    labels = [cell for cell in begun if cell is not None and cell.cell and cell.row == row]
    held = [view.at(row, columns[key]) for key in ("name", *_VALUES) if key in columns]
    # a label may be merged over the whole row
    return bool(labels) and not any(cell is not None and cell.cell and cell not in labels for cell in held)


def steps_of(view: GridView, body: Sequence[int], columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return the levels whose labels all stand on lines of their own, above the first indicator; mostly none."""
    alone = {row for row in body if is_label_row(view, row, columns)}
    named = [row for row in body if row not in alone]
    if not alone or not named or body[0] not in alone:
        return ()
    found = []
    for level in _LEVELS:
        rows = {row for row in body if level in columns and view.begun(row, columns[level])}
        if rows and rows <= alone and min(rows) < named[0]:
            found.append(level)
    return tuple(found)


def unsure_levels(view: GridView, body: Sequence[int], columns: Mapping[str, int], steps: Sequence[str]) -> set[str]:
    """Return the levels of a staircase in which a label may stand above its rows or in their middle; mostly none.

    Below the line of a level 1 stands an indicator first, and a label of level 2 behind it.
    """
    if not steps or "level2" not in columns:
        return set()
    unlabelled = labelled = False
    for row in body:
        if "level1" in columns and view.begun(row, columns["level1"]):
            unlabelled = labelled = False
        if view.begun(row, columns["level2"]):
            if unlabelled:
                return {"level1", "level2"}
            labelled = True
        elif not labelled and not is_label_row(view, row, columns):
            unlabelled = True
    return set()


def fill_steps(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], levels: Sequence[str]
) -> dict[str, list[Cell]]:
    """Return for each row of a staircase the labels that were last printed above it; a new level 1 ends a level 2."""
    holding = dict.fromkeys(levels, Cell())
    found: dict[str, list[Cell]] = {level: [] for level in levels}
    for row in body:
        for level in levels:
            label = view.begun(row, columns[level])
            if label:
                holding[level] = label
                if level == "level1" and "level2" in holding:
                    holding["level2"] = Cell()
        for level in levels:
            found[level].append(holding[level])
    return found


def with_projects(
    view: GridView, rows: list[IndicatorCells], columns: Mapping[str, int], alone: dict[int, GridCell]
) -> list[IndicatorCells]:
    """Give the rows below the line of a project its cells; ``alone`` keeps the lines of units.

    Args:
        view: The grid.
        rows: All rows of the table.
        columns: Columns by role.
        alone: Lines that hold a name in the column of projects and no indicator, by row.

    """
    if not alone or not rows or any(one.project is not None and one.project.cell for one in rows):
        return rows
    if min(alone) > rows[0].row:
        return rows
    projects = _project_lines(view, rows, columns, alone)
    found = []
    for one in rows:
        above = max(row for row in alone if row < one.row)
        if above not in projects:
            found.append(one)
            continue
        initial, amount, spent = (view.at(above, columns[key]) if key in columns else None for key in MONEY)
        goal = view.cell(above, columns["goal"]) if "goal" in columns else Cell()
        found.append(replace(one, project=alone[above], goal=goal, initial=initial, amount=amount, spent=spent))
    for row in projects:
        del alone[row]
    return found


def _project_lines(
    view: GridView, rows: list[IndicatorCells], columns: Mapping[str, int], alone: Mapping[int, GridCell]
) -> list[int]:
    """Return the lines that are projects: those with a goal or money where any has, else the last before indicators."""
    stated = [key for key in _OF_PROJECT if key in columns]
    full = [row for row in alone if any(view.begun(row, columns[key]) for key in stated)]
    if full:
        return full
    return sorted({max(row for row in alone if row < one.row) for one in rows})
