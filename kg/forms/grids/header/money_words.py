"""Label and figure of money in one cell (年度资金总额：88.00, 财政拨款3200万元) or on a line of prose.

A line counts only where it states its unit, and goes to a project only below a numbered heading that is its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.header.department_totals import is_side
from kg.forms.grids.words.labels import money_row
from kg.forms.labels import BUDGET_AMOUNTS

if TYPE_CHECKING:
    from kg.cells import Cell

_IN_CELL = re.compile(
    r"^(?P<label>(?:其中\s*[:：]\s*)?[\u4e00-\u9fff（）()]{2,14})\s*[:：]?\s*(?P<figure>\d[\d,]*(?:\.\d+)?\s*(?:亿元?|万元?|元)?)$"
)
_LINE = re.compile(
    r"^\s*(?:\d{1,2}[.．、]|[(（][\d一二三四五六七八九十]{1,3}[)）])?\s*(?P<label>[\u4e00-\u9fff]{2,14})\s*[:：]\s*"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元))\s*[。;；]?\s*$"
)
_HEADING = re.compile(
    r"^(?:[(（][\d一二三四五六七八九十]{1,3}[)）]|[\d一二三四五六七八九十]{1,3}[、.．])(?P<name>[^。;；:：]{2,50})$"
)


def money_in_cell(cell: Cell, unit: str | None) -> tuple[Cell, Cell] | None:
    """Part a cell into a label that is known and its figure, where the figure or the row says the unit of money."""
    found = _IN_CELL.match(cell.text)
    if found is None or not (unit or found["figure"].endswith("元")):
        return None
    # 预算数2024, 其他资金1: a number behind a word is no money by itself
    if found.end("label") == found.start("figure") and not re.search(r"\.\d|元$", found["figure"]):
        return None
    label, figure = cell.part(*found.span("label")), cell.part(*found.span("figure"))
    known = money_row(label.text) is not None or label.folded in BUDGET_AMOUNTS or is_side(label.folded)
    return (label, figure) if known else None


def total_in_line(line: Cell) -> tuple[Cell, Cell] | None:
    """Part a line of its own that states a total with its unit into label and figure."""
    found = _LINE.match(line.text)
    if found is None:
        return None
    label = line.part(*found.span("label"))
    return (label, line.part(*found.span("figure"))) if money_row(label.text) == ("total", None) else None


def is_heading_of(heading: str, name: str) -> bool:
    """Whether a numbered heading names a project and nothing else.

    >>> is_heading_of("（一）长城遗址巡护项目", "长城遗址巡护"), is_heading_of("（一）项目情况", "长城遗址巡护")
    (True, False)

    """
    found = _HEADING.match(heading.strip())
    return found is not None and _plain(found["name"]) == _plain(name)


def is_heading(line: str) -> bool:
    """Whether a line is a numbered heading."""
    return bool(_HEADING.match(line.strip()))


def _plain(name: str) -> str:
    return "".join(name.split()).removesuffix("项目")
