"""Indicators told one after the other in the cell beside their level.

``产出指标 | 巡查频次8次；宣传资料数量3个；合格率≥86%`` beside 年度绩效总目标: a target stands at the end of each,
behind a sign or behind a name that ends in a measure (数量, 次数, 率). Other words are left there, and cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.categories import is_kind, is_level1
from kg.forms.grids.layouts.long_table import long_table
from kg.forms.grids.words.other_time import says_other_time

if TYPE_CHECKING:
    from kg.cells import Cell, GridCell
    from kg.forms.grids.rows.table import LaidOut
    from kg.forms.grids.view import GridView

_TARGETS = re.compile(r"目标|指标")
_RESULTS = re.compile(r"完成|实际|执行|自评|实现情况")
_PART = re.compile(r"\s*(?:[(（]?\d{1,2}[)）.、．](?!\d)|[①-⑳])?\s*(?P<item>[^；;。\n]*[^；;。\n\s])")
_SIGN = r"(?:[≥≤＝=＞＜><]|大于等于|小于等于|不少于|不低于|不超过)"
NUMBER = r"\d[\d,.]*\s*[万亿千百]?[^\d，,、；;：:≥≤＝=＞＜><]{0,6}"
# a template's own placeholder may stand behind the name: 立面改造（≥**平方米）
SIGNED = re.compile(
    rf"(?P<name>[^，,：:≥≤＝=＞＜><]{{2,40}}?(?:[（(][≥≤]\*\*[^（）()]*[）)])?)\s*(?P<value>{_SIGN}\s*{NUMBER})"
)
_MEASURED = re.compile(
    r"(?P<name>[^，,：:\d≥≤＝=＞＜><]{2,40}(?:数量|次数|个数|人数|频次|人次|场次|数|率|度|时长|面积|里程|金额|比例))"
    rf"\s*(?P<value>{NUMBER})"
)
_LEAST_ITEMS = 2


def told_table(view: GridView, row: int) -> LaidOut | None:
    """Read the rows of items that begin in a row, ``None`` where none does."""
    rows: list[dict[str, Cell]] = []
    labels: list[Cell] = []
    end = row
    while end in view.rows and (found := _level_and_items(view, end)) is not None:
        label, level, items = found
        if rows and _role(level) not in rows[0]:
            break
        rows += [{_role(level): level.cell, **item} for item in items]
        labels.append(label)
        end += 1
    return long_table(view, rows, labels, end) if len(rows) >= _LEAST_ITEMS else None


def _level_and_items(view: GridView, row: int) -> tuple[Cell, GridCell, list[dict[str, Cell]]] | None:
    """Return the label of targets, the level and the items of a row, ``None`` where it has nothing but these."""
    cells = view.filled(row)
    if len(cells) != 3 or cells[1].row != row or cells[2].row != row:
        return None
    label, level, told = cells
    says = _TARGETS.search(label.cell.folded) and not _RESULTS.search(label.cell.folded)
    if not says or says_other_time(label.cell.folded, "", periods=True) or not _role(level):
        return None
    items = _items(told.cell)
    return (label.cell, level, items) if items else None


def _role(level: GridCell) -> str:
    words = level.cell.text
    return "level1" if is_level1(words) else "level2" if is_kind(words) else ""


def _items(told: Cell) -> list[dict[str, Cell]]:
    parted = told.cutter()
    found = []
    for part in _PART.finditer(told.text):
        item = SIGNED.fullmatch(part["item"]) or _MEASURED.fullmatch(part["item"])
        if item is not None and not says_other_time(item["name"], "", periods=False):
            at = part.start("item")
            name, value = (parted(at + item.start(key), at + item.end(key)) for key in ("name", "value"))
            found.append({"name": name, "annual": value})
    return found
