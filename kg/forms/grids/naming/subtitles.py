"""The line below a title: whose form it is, for which year, in which unit of money, with labels or without.

``某县某局 2022年 单位：万元`` as a line, ``部门：某局 | 2024年 | 单位：元`` as a row, ``部门：某局 2024年`` in a cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.naming.document_titles import is_organisation
from kg.forms.grids.words.titles import is_year_line
from kg.forms.labels import unit_of_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import GridCell

# behind an organisation's name: a year, a unit of money
_BEHIND = re.compile(
    r"\s*[(（]?20\d\d\s*年\s*度?[)）]?(?=\s|$)|\s+[(（]?20\d\d|\s*[(（](?:金额)?单位\s*[:：]|\s+(?:金额)?单位\s*[:：]|\s*金额单位\s*[:：]"
)
# 301某市某局
_CODE = re.compile(r"\d{3,8}(?=[\u4e00-\u9fff])")
# 某市某局本级
_OWN_OFFICE = re.compile(r"(?:本级|机关|本部)$")
_UNIT = re.compile(r"^[(\[]?(?:金额|计量)?单位:?(?:人民币)?:?(?:亿元|万元|元)[)\]]?$")
_LABEL_AND_VALUE = re.compile(r"^[^:：]{2,14}[:：].")


def organisation_line(line: Cell) -> tuple[Cell, list[Cell], str | None] | None:
    """Part a line of a name, a year and a unit of money, without labels; a name alone says too little.

    Returns:
        The name, the year's words (none or one), the unit; ``None`` for another line.

    """
    parts = [line.part(*match.span()) for match in re.finditer(r"\S+", line.text)]
    years = [part for part in parts if is_year_line(part.text)]
    units = [part for part in parts if _UNIT.match(part.folded)]
    bare = [part.part(code.end(), len(part.text)) if (code := _CODE.match(part.text)) else part for part in parts]
    names = [part for part in bare if is_organisation(_OWN_OFFICE.sub("", part.folded))]
    if len(names) != 1 or len(years) > 1 or len(units) > 1 or len(parts) < 2:
        return None
    if len(parts) != len(names) + len(years) + len(units):
        return None
    return names[0], years, unit_of_money(units[0].text) if units else None


def year_among(cells: Sequence[GridCell]) -> Cell:
    """Return the one cell of a row that holds a year (2024年) where all others are labels with their values in one."""
    years = [cell.cell for cell in cells if is_year_line(cell.cell.text) and "年" in cell.cell.text]
    others = [cell.cell for cell in cells if not is_year_line(cell.cell.text)]
    labelled = all(_LABEL_AND_VALUE.match(cell.text) for cell in others)
    return years[0] if len(years) == 1 and others and labelled and len(others) + 1 == len(cells) else Cell()


def parted_name(value: Cell) -> tuple[Cell, Cell]:
    """Part an organisation's name from a year or a unit of money printed behind it; the second is empty without one."""
    found = _BEHIND.search(value.text, 1)
    if found is None:
        return value, Cell()
    return value.part(0, found.start()), value.part(found.start(), len(value.text))
