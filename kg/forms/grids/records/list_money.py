"""Money beside the indicators of a list: that of each project, and that on the department's own line.

A figure is a project's where its cell belongs to that project alone and all its columns say one unit; the department's
where its own line stands by itself, without lines of other units of which it might be but one. All else is cited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.forms.grids.naming.form_names import without_code
from kg.forms.labels import UNKNOWN_UNIT, is_money
from kg.identity import canonical_department

if TYPE_CHECKING:
    from kg.cells import Cell
    from kg.forms.assembly import Draft
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.forms.grids.rows.table import IndicatorTable
    from kg.forms.grids.view import GridView
    from kg.records import Amount

_ROLES = {"initial_budget": "initial", "adjusted_budget": "amount", "final_account": "spent"}
# a part of the department, under nearly its name
_PART = re.compile(r"本级|机关|本部|局属|下属")


class ListMoney:
    """Tells whose the money of a list is; ``labels`` takes the words that become no record."""

    def __init__(self, draft: Draft, department: str | None, labels: list[Cell]) -> None:
        self._draft = draft
        self._department = department
        self._labels = labels
        self._own: list[tuple[Amount, Cell]] = []
        self._others = False
        self._units: dict[str, str | None] = {}
        self._shared: set[int] = set()

    def table(self, view: GridView, table: IndicatorTable, caption: str | None) -> None:
        """Begin a table; ``caption`` is the unit of money that stands above it."""
        self._units = {kind: table.header.money_units.get(role, caption) for kind, role in _ROLES.items()}
        owners: dict[int, set[str]] = defaultdict(set)
        for cells in table.rows:
            for cell in (cells.initial, cells.amount, cells.spent):
                if cell is not None and cell.cell:
                    owners[id(cell)].add(cells.project.cell.folded if cells.project is not None else "")
        self._shared = {cell for cell, names in owners.items() if len(names) > 1}
        self._own_lines(view, table)

    def of(self, cells: IndicatorCells) -> tuple[dict[str, Cell], str | None]:
        """Return the money of a row's project by kind, and its unit; nothing where units differ or cells are shared."""
        printed = (cells.initial, cells.amount, cells.spent)
        if any(id(cell) in self._shared for cell in printed if cell is not None):
            return {}, None
        money = cells.money()
        units = {self._units[kind] for kind in money}
        if len(units) > 1 or UNKNOWN_UNIT in units:
            return {}, None
        return money, next(iter(units), None)

    def _own_lines(self, view: GridView, table: IndicatorTable) -> None:
        column, unit = table.header.columns.get("amount"), self._units["adjusted_budget"]
        for row, line in table.units.items():
            bare = without_code(line.cell)
            own = self._department is not None and canonical_department(bare.text).name == self._department
            if not own or _PART.search(bare.text):
                self._others = True
                continue
            figure = view.begun(row, column) if column is not None else None
            if figure and is_money(figure.text) and unit != UNKNOWN_UNIT and (unit or figure.folded.endswith("元")):
                amount = self._draft.amount("total", line.cell.text, figure, unit or "元")
                if amount is not None:
                    self._own.append((amount, figure))

    def settle(self) -> None:
        """Take the department's total, once all tables are read."""
        stated = {one.yuan for one in self._draft.amounts if one.kind == "total"}
        if self._others or len(stated | {amount.yuan for amount, _ in self._own}) != 1:
            return
        if not stated:
            self._draft.amounts.append(self._own[0][0])
        self._labels.extend(figure for _, figure in self._own)
