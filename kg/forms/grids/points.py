"""分值 and 得分: cells of points, as figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.budget_tables import figure
from kg.records import Severity

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.cells import Cell
    from kg.forms.assembly import Draft

_NO_POINTS = frozenset({"无", "略", "不适用"})


def is_points(cell: Cell) -> bool:
    """Whether a cell is a number of points: ``10``, ``9.5分``, ``30%``."""
    return bool(re.fullmatch(r"\d{1,4}(?:\.\d+)?(?:分|%)?", cell.folded))


def points(draft: Draft, cell: Cell, name: Cell) -> Decimal | None:
    """Return the points of the indicator ``name``; a cell with other words in it is a finding."""
    if is_points(cell):
        return figure(draft, cell.part(0, len(cell.text.rstrip("%％ "))), name)
    if any(char.isalnum() for char in cell.folded) and cell.folded not in _NO_POINTS:
        draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name.text)
    return None
