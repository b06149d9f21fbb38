"""The whole budget of a department, which forms print under many labels and often twice: as income and as expenditure.

Of several totals one amount is kept where all say the same; where they differ none is, and their words are a finding.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.forms.labels import MONEY, TOTALS, UNITS_OF_MONEY, unit_of_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Cell
    from kg.forms.grids.found import MoneyCell

# 收入（万元）, 本年支出合计 in the budget block of a department's form
_SIDE = re.compile(
    r"^(?:其中:)?(?:部门|年度|本年|全年|本年度)?(?:预算)?(?:收入|支出)(?:预算)?(?:合计|总计|总额)?(?:\((?:亿元|万元|元)\))?$"
)
_BUDGET = re.compile(r"预算|资金|经费|收入|支出")
# 其中：基本支出, 2、资金结构：（1）基本支出
_MARKS = re.compile(
    r"^(?:其中\s*[:：]|[1-9一二三四五六]\s*[、.．]|[(（][1-9一二三四五六][)）]|[\u4e00-\u9fff]{2,6}[:：](?=[(（]\d))+\s*"
)


def is_side(label: str) -> bool:
    """Whether a folded label names all income or all expenditure.

    >>> is_side("收入(万元)"), is_side("本年支出合计"), is_side("基本支出")
    (True, True, False)

    """
    return bool(_SIDE.match(label))


def is_of_budget(label: str, section: str) -> bool:
    """Whether a folded label of a total speaks of money: a bare 合计 only where the words at the left do."""
    return label.rstrip(":") not in TOTALS or bool(_BUDGET.search(section))


def without_marks(label: Cell) -> Cell:
    """Cut 其中 and numbering off a label."""
    found = _MARKS.match(label.text)
    return label.part(found.end(), len(label.text)) if found else label


def one_total(money: Sequence[MoneyCell], caption: str | None) -> list[MoneyCell]:
    """Keep money as it is, but one total alone where all totals say the same, and no total where they differ."""
    totals = [one for one in money if one.kind == "total"]
    if len(totals) < 2:
        return list(money)
    agree = len({_yuan(one, caption) for one in totals}) == 1
    return [one for one in money if one.kind != "total" or (agree and one is totals[0])]


def _yuan(money: MoneyCell, caption: str | None) -> Decimal | None:
    found = MONEY.match(money.figure.folded)
    if found is None:
        return None
    unit = found["unit"] or money.unit or unit_of_money(money.label.text) or caption or "元"
    if unit not in UNITS_OF_MONEY:
        return None
    return Decimal(found["figure"].replace(",", "").replace("−", "-")) * UNITS_OF_MONEY[unit]
