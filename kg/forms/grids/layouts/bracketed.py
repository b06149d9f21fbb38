"""Tables with all indicators of a project in one cell, below levels in brackets.

``【产出指标-数量指标】指标1：机柜数量（≥77台）`` under 绩效目标: the levels, the name, the target in the last
brackets. A project whose items cannot all be told apart so is not read.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.forms.grids.columns.headings import MONEY, role_of
from kg.forms.grids.layouts.long_table import long_table
from kg.quantities.units import UNITS

if TYPE_CHECKING:
    from kg.cells import Cell
    from kg.forms.grids.rows.table import LaidOut
    from kg.forms.grids.view import GridView

_SECTION = re.compile(r"【(?P<level1>[^【】\-－—]{2,12})\s*[-－—]+\s*(?P<level2>[^【】]{2,20})】")
_BRACKETS = re.compile(r"【[^【】]*】")
_ITEM = re.compile(r"指标\s*\d{1,2}\s*[:：.、]")
_GOAL = re.compile(r"【(?:总体|年度|项目|绩效|年度总体|总体绩效)?目标】")
# the target in the last brackets; within them one more pair
_PARTED = re.compile(
    r"(?P<name>.*\S)\s*[（(](?P<value>[^（）()]+(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]\s*[。；;，,]?\s*$"
)
# a name with this in it is more than one, or has its target before the last brackets
_SEVERAL = re.compile(r"[；;]|[（(][^（）()]*\d[^（）()]*[）)]")
_RESULTS = re.compile(r"完成|实际|执行|自评|实现")
_MONEY = re.compile(r"^(?:本?年度?|当年)?预算(?:安排|数|金额|资金)?(?:\([^()]*\))?$")
_LEAST_SECTIONS = 2
_LEAST_HEADINGS = 2
# the first project with indicators stands so near below the headings
_SEEN_ROWS = 40


def bracketed_table(view: GridView, row: int) -> LaidOut | None:
    """Read the table whose headings begin in a row, ``None`` where none does."""
    new = view.new(row)
    named = next((cell for cell in new if _names_projects(cell.cell)), None)
    if named is None or len(new) < _LEAST_HEADINGS:
        return None
    below = range(row + 1, view.grid.rows + 1)
    others = [cell.column for cell in new if cell is not named and not _RESULTS.search(cell.cell.folded)]
    near = below[:_SEEN_ROWS]
    packed = next((column for column in others if any(_is_packed(view.begun(at, column)) for at in near)), None)
    if packed is None:
        return None
    money = next((cell.column for cell in new if role_of(cell.cell.text) in MONEY or _MONEY.match(cell.cell.folded)), 0)
    rows: list[dict[str, Cell]] = []
    labels = [cell.cell for cell in new]
    for at in below:
        words, name = view.begun(at, packed), view.begun(at, named.column)
        items, marks = _items(words) if name and _is_packed(words) else ([], [])
        if items:
            labels += marks
            amount = view.begun(at, money) if money else None
            of_project = {"project": name, "goal": _goal(words)} | ({"amount": amount} if amount else {})
            items[0] |= {role: cell for role, cell in of_project.items() if cell}
        rows += items
    return long_table(view, rows, labels, view.grid.rows + 1) if rows else None


def _names_projects(heading: Cell) -> bool:
    words = heading.folded
    return role_of(heading.text) == "project" or ("名称" in words and "项目" in words)


def _is_packed(cell: Cell) -> bool:
    return len(_SECTION.findall(cell.text)) >= _LEAST_SECTIONS


def _items(words: Cell) -> tuple[list[dict[str, Cell]], list[Cell]]:
    """Return levels, name and target of each item, and the marks before them; nothing where one is told in no way."""
    found: list[dict[str, Cell]] = []
    labels: list[Cell] = []
    part = words.cutter()
    marks = [*_BRACKETS.finditer(words.text)]
    ends = [*(mark.start() for mark in marks[1:]), len(words.text)]
    for mark, end in zip(marks, ends, strict=True):
        section = _SECTION.fullmatch(mark[0])
        if section is None:
            labels += [part(*mark.span())] if _GOAL.fullmatch(mark[0]) else []
            continue
        labels.append(part(*mark.span()))
        levels = {
            level: part(mark.start() + section.start(level), mark.start() + section.end(level))
            for level in ("level1", "level2")
        }
        starts = [item.start() for item in _ITEM.finditer(words.text, mark.end(), end)] or [mark.end()]
        for begin, stop in pairwise([*starts, end]):
            item = _ITEM.match(words.text, begin)
            labels += [part(*item.span())] if item else []
            begin = item.end() if item else begin
            parted = _PARTED.match(words.text[begin:stop])
            if parted is None or _SEVERAL.search(parted["name"]) or fold(parted["value"]) in UNITS:
                return [], []
            name, target = (part(begin + parted.start(key), begin + parted.end(key)) for key in ("name", "value"))
            found.append({**levels, "name": name, "annual": target})
    return found, labels


def _goal(words: Cell) -> Cell | None:
    """Return what stands behind 【总体目标】."""
    goal = _GOAL.search(words.text)
    following = None if goal is None else _BRACKETS.search(words.text, goal.end())
    return None if goal is None else words.part(goal.end(), following.start() if following else len(words.text))
