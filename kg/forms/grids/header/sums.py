"""Sums among labels with their figures, and the parts that stand below or beside them.

其中：财政拨款 is a part of the sum before it: below 上年结转 it is last year's, below 执行数 it is what was spent,
below 总投资 it is of all years. So each column of labels keeps what its last sum was, and so does the row; a figure
is of the form's own kind only where neither says otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.forms.grids.words.labels import money_row
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.labels import UNKNOWN_UNIT, is_money
from kg.forms.labels import unit_of_money as unit_in

if TYPE_CHECKING:
    from kg.forms.grids.view import GridView

_WHOLE_PERIOD = re.compile(r"中期|实施期|项目期|长期|全周期|总投资")
_ANNUAL = re.compile(r"年度|本年|当年|本次")


class _Other(Enum):
    """What below a sum of another time or kind is of that too."""

    NOTHING = 0
    # 其他资金 below 上年结转 is the form's own, 其中：财政拨款 is not
    PARTS = 1
    ALL = 2


@dataclass(slots=True)
class _Column:
    """What the labels of a column have said so far.

    ``whole_period``: its last sum is of all years; ``other``: of another time or kind; ``paired``: what kind of budget
    or execution it was (预算数, 执行数); ``parts``: its parts have begun (其中).
    """

    whole_period: bool = False
    other: _Other = _Other.NOTHING
    paired: str = ""
    parts: bool = False


class Sums:
    """What the sums of a table are; ``unit`` is that of the row which is being read.

    >>> sums = Sums()
    >>> for row, (label, kind) in enumerate([("上年结转", "total"), ("其中:其他", "other_funds"), ("合计", "total")]):
    ...     assert sums.take(row, 1, label, kind, "") is None
    ...     print(label, repr(sums.kind(row, 1, label, kind)))
    上年结转 ''
    其中:其他 ''
    合计 'total'

    """

    def __init__(self) -> None:
        self.unit: str | None = None
        # the words at the left of the row
        self.section = ""
        self._columns: defaultdict[int, _Column] = defaultdict(_Column)
        # the row in which a sum of another time or kind, or what was spent, has its parts beside it
        self._row = 0
        self._beside_other_time = False

    def begin_table(self) -> None:
        """Forget what the table before said."""
        self._columns.clear()
        self._row = 0

    def begin_row(self, view: GridView, row: int, caption: str | None, own: str) -> None:
        """Take what a row says of all its figures: their unit, and whether they are of another time.

        Args:
            view: The table.
            row: Its row.
            caption: The unit that the last caption says.
            own: Words that name the form's year.

        """
        filled = view.filled(row)
        self.unit = _unit_of_row(view, row, self.unit, caption)
        self.section = view.words(row, 1) or self.section
        left = view.at(row, 1)
        # 上年项目资金 beside several rows
        labelled = len(filled) > 1 and money_row(filled[1].cell.text) is not None
        merged = left is not None and (left.rowspan > 1 or labelled)
        self._beside_other_time = merged and says_other_time(view.words(row, 1), own)

    def pair(self, row: int, column: int, kind: str) -> None:
        """Take a label of budget or execution beside its figure."""
        self._columns[column].paired = kind
        if kind == "final_account":
            # 其中：财政拨款 beside 执行数 is what was spent of it
            self._row = row

    def unknown(self, row: int, column: int) -> None:
        """Take a sum of no kind that is kept (已支出资金): what stands below or beside it is a part of that."""
        self._columns[column].other = _Other.ALL
        self._row = row

    def take(self, row: int, column: int, label: str, kind: str, own: str) -> str | None:
        """Take a folded label of money; returns budget or execution where it is a part of one (其中 below 执行数)."""
        said = self._columns[column]
        if _WHOLE_PERIOD.search(label):
            said.whole_period = True
            self._row = row
        else:
            # 本年度资金 below 总投资
            said.whole_period = said.whole_period and not _ANNUAL.search(label)
            self._row = 0 if kind == "total" else self._row
        if says_other_time(label, own):
            said.other = _Other.ALL if kind == "total" else _Other.PARTS
        elif kind == "total":
            said.other = _Other.NOTHING
        said.parts = said.parts or "其中" in label
        return said.paired if said.parts and said.paired else None

    def kind(self, row: int, column: int, label: str, kind: str) -> str:
        """Return the kind of a figure whose label was taken, ``""`` where it is not the form's own."""
        said = self._columns[column]
        part = said.other is _Other.ALL or (said.other is _Other.PARTS and "其中" in label)
        beside = self._row == row and kind != "total"
        return "" if said.whole_period or part or beside or self._beside_other_time else kind


def _unit_of_row(view: GridView, row: int, before: str | None, caption: str | None) -> str | None:
    """Return the unit of the figures in a row whose labels say none, ``UNKNOWN_UNIT`` where it cannot be told."""
    filled = view.filled(row)
    said = [unit for cell in filled if (unit := unit_in(cell.cell.text))]
    if not said:
        # 资金（万元） at the left says the unit of what stands beside it
        return before if view.flat and not view.cell(row, 1) else None
    unit = said[0] if len(set(said)) == 1 else UNKNOWN_UNIT
    # 资金总额（元） | 150 | 财政拨款（万元） | 120 | 其他资金 | 30: whose unit the last has is not told
    paired = [unit_in(label.cell.text) for label, figure in pairwise(filled) if is_money(figure.cell.text)]
    later = bool(paired) and paired[0] is None and len([one for one in paired if one]) == len(said)
    # a later label says 元, or one below a caption of 万元: which of them the others have is not told
    return UNKNOWN_UNIT if any(paired) and (later or caption not in (None, unit)) else unit
