"""分值, 得分 and 执行率: cells of points and percentages, as figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.forms.budget_tables import PERCENT, figure
from kg.forms.labels import PARTED
from kg.records import Severity

if TYPE_CHECKING:
    from kg.cells import Cell
    from kg.forms.assembly import Draft

# 0.9667 or 1.1 in a column of rates may be a fraction of one or of a hundred
_LEAST_BARE = 2
_NO_POINTS = frozenset({"无", "略", "不适用"})


def is_points(cell: Cell) -> bool:
    """Whether a cell is a number of points: ``10``, ``9.5分``, ``30%``; 20 above 10 in one cell is none."""
    return not PARTED.search(cell.text) and bool(re.fullmatch(r"\d{1,4}(?:\.\d+)?(?:分|%)?", cell.folded))


def is_percentage(cell: Cell) -> bool:
    """Whether a cell of rates is surely a percentage: ``96.67%``, ``96.67``, ``0``; not ``0.9667``."""
    if PARTED.search(cell.text) or not PERCENT.match(cell.folded):
        return False
    return "%" in cell.folded or not 0 < abs(Decimal(cell.folded)) < _LEAST_BARE


def points(draft: Draft, cell: Cell, name: Cell) -> Decimal | None:
    """Return the points of the indicator ``name``; a cell with other words in it is a finding."""
    if is_points(cell):
        return figure(draft, cell.part(0, len(cell.text.rstrip("%％ "))), name)
    if any(char.isalnum() for char in cell.folded) and cell.folded not in _NO_POINTS:
        draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name.text)
    return None
