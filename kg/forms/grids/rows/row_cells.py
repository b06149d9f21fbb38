"""One row of an indicator table: from the cells under its headings to ``IndicatorCells``, if they stand there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.by_place import places_differ
from kg.forms.grids.columns.values import COMPARATOR, TEMPLATE, VALUE_PARTS, is_another, value_of
from kg.forms.grids.indicator_cells import IndicatorCells
from kg.forms.grids.rows.running import runs_together
from kg.forms.grids.rows.standing import lost_a_cell, slid, stands
from kg.forms.labels import without_prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.columns.header import Half, IndicatorHeader
    from kg.forms.grids.view import GridView

_POINTS = ("weight", "scored")
# in the place of a name: 本项目不适用此指标
_NOT_ASKED = re.compile(r"^(?:本|该|此)?(?:项目|单位|部门)?(?:不适用|不涉及|无)(?:于?[此该本])?(?:[项类个])?指标$")


def read_row(
    view: GridView, row: int, half: Half, first: Cell, second: Cell, header: IndicatorHeader, *, whole: bool
) -> IndicatorCells | Cell | None:
    """Read one row of one half; a template's words alone are returned as a cell, an empty row is ``None``."""
    columns = half.columns
    name = view.cell(row, columns["name"])
    around: list[Cell] = []
    printed: dict[str, Cell | None] = {}
    for key, parts in VALUE_PARTS.items():
        printed[key], beside = value_of(view, row, columns, key, parts)
        around += beside
    if columns.get("annual") == columns["name"]:
        # parted once it is told how many they are
        printed["annual"] = Cell()
    period, value, actual = printed["period"], printed["annual"], printed["actual"]
    values = [cell for cell in (value, actual, period) if cell]
    stated = {key: _own(view, row, columns, key) for key in ("weight", "scored", "rate", "reason") if key in columns}
    _, bare = without_prefix(name)
    if name and (not bare or TEMPLATE.match(bare.folded) or _NOT_ASKED.match(bare.folded)):
        if all(TEMPLATE.match(cell.folded) for cell in values):
            return name
    elif not name and not values:
        return None
    number = view.cell(row, columns["number"]).text if "number" in columns else None
    labels = [view.begun(row, column) for column in half.notes]
    cells = IndicatorCells(
        row=row, level1=first, level2=second,
        number=number or None, name=name, period=period, value=value, actual=actual,
        weight=stated.get("weight", Cell()), scored=stated.get("scored", Cell()), rate=stated.get("rate", Cell()),
        reason=stated.get("reason"), project=view.at(row, columns["project"]) if "project" in columns else None,
        unit=view.at(row, columns["unit"]) if "unit" in columns else None,
        goal=view.cell(row, columns["goal"]) if "goal" in columns else Cell(),
        amount=view.at(row, columns["amount"]) if "amount" in columns else None,
        spent=view.at(row, columns["spent"]) if "spent" in columns else None,
        initial=view.at(row, columns["initial"]) if "initial" in columns else None,
        labels=tuple(cell for cell in (*labels, *around) if cell),
    )  # fmt: skip
    if half.adjusted is not None:
        changed = view.begun(row, half.adjusted)
        if is_another(changed, value, view.cell(row, columns["annual"])):
            cells = replace(cells, adjusted=changed)
    if (half.period or whole) and cells.period is None:
        cells = replace(cells, period=cells.value, value=None)
    moved = lost_a_cell(view, row, half, header) or slid(cells, columns) or runs_together(view, row, columns, header)
    # a sign in a column that nobody knows: the target beside it is not whole
    moved = moved or ("comparator" not in columns and any(COMPARATOR.match(cell.folded) for cell in labels if cell))
    moved = moved or (bool(half.alike) and places_differ(view, row, columns["annual"], half.alike))
    levelled = "level1" in columns or "level2" in columns
    if moved or not stands(cells, levelled=levelled, card=not value_columns(header)):
        return replace(cells, outside=tuple(cell.cell for cell in view.new(row)))
    return cells


def is_part(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row is a part of the indicator above it: its name and values go on, and other cells begin in it."""
    name, values = view.at(row, columns["name"]), [columns[key] for key in VALUE_PARTS if key in columns]
    goes_on = name is not None and bool(name.cell) and name.row < row and bool(values)
    return goes_on and not any(view.begins(row, column) for column in values)


def value_columns(header: IndicatorHeader) -> list[int]:
    """Return the columns of the values of the first half."""
    return [header.columns[key] for key in VALUE_PARTS if key in header.columns]


def _own(view: GridView, row: int, columns: Mapping[str, int], key: str) -> Cell:
    """Return what a column says of the indicator of a row: points merged over several rows belong to none of them.

    In text that keeps empty cells, points that the next indicator lacks may have been merged over both.
    """
    cell, name = view.at(row, columns[key]), view.at(row, columns["name"])
    shared = cell is not None and cell.rowspan > (name.rowspan if name is not None else 1)
    # points for each of several reasons beside one indicator
    below = range(row + 1, row + name.rowspan if name is not None else row)
    shared = shared or any(view.begun(part, columns[key]) and is_part(view, part, columns) for part in below)
    if view.flat and not view.grid.covered and view.begun(row + 1, columns["name"]):
        values, points = (
            [view.begun(row + 1, columns[one]) for one in keys if one in columns] for keys in (VALUE_PARTS, _POINTS)
        )
        shared = shared or (not any(points) and any(cell and not TEMPLATE.match(cell.folded) for cell in values))
    return Cell() if shared and key != "reason" else view.begun(row, columns[key])
