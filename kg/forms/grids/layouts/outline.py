"""Tables in which projects, both levels and names stand below each other in one column, set in like an outline.

项目 | 指标值 | 绩效金额, below it the unit, the project with its money, 产出指标, 数量指标, and names with targets.
What a line is, its own words say: a known heading is a level, what has a target is a name. How far it is set in is
not asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2
from kg.forms.grids.columns.headings import MONEY, role_of
from kg.forms.grids.layouts.long_table import long_table
from kg.forms.labels import TOTALS, is_personal

if TYPE_CHECKING:
    from kg.cells import Cell
    from kg.forms.grids.rows.table import LaidOut
    from kg.forms.grids.view import GridView

_HEADINGS = frozenset({"项目", "项目名称", "项目/指标", "项目及指标", "项目(指标)", "指标", "绩效指标", "名称"})
_MONEY = frozenset({"绩效金额", *MONEY})
# 年度目标：完成绿化 names no project
_FIELD = re.compile(r"[:：]")
_NOTE = re.compile(r"^(?:填[表报]|说明|备注|注:)")
_LEAST_LEVELS = 2
_LEAST_INDICATORS = 2


def outline_table(view: GridView, row: int) -> LaidOut | None:
    """Read the outline whose headings begin in a row, ``None`` where none does.

    At least two headings of levels stand alone in their rows, the first of them a first level, and every target is that
    of a line below a level of each kind. A line that is no level and has no target is of the next project, whose first
    level follows: where it does not, it may as well be a name or the rest of one, and nothing is read.
    """
    new = view.new(row)
    roles = {role_of(cell.cell.text): cell.column for cell in new}
    first = new[0] if new else None
    if first is None or first.cell.folded not in _HEADINGS or "annual" not in roles:
        return None
    money = next((cell.column for cell in new if cell.cell.folded in _MONEY or role_of(cell.cell.text) in MONEY), 0)
    rows: list[dict[str, Cell]] = []
    labels = [cell.cell for cell in new]
    levels: dict[str, Cell] = {}
    lines: list[tuple[Cell, Cell | None]] = []  # since the last level: units, then the project
    headings, at = 0, row + 1
    while at in view.rows and not _ends(view, at):
        words, target = view.begun(at, first.column), view.begun(at, roles["annual"])
        level = "" if target else _level(view, at, first.column, roles["annual"])
        if target:
            if not words or not _told(levels):
                return None
            of_project = _project(lines) if lines else {}
            labels += [line for line, _ in lines[:-1]]
            lines = []
            rows.append({**of_project, **levels, "name": words, "annual": target})
        elif level:
            # 服务对象满意度 below 满意度指标 opens with the first level
            levels = {"level1": words} if level == "level1" else {**levels, "level2": words}
            labels.append(words)
            headings += 1
        elif words and not _FIELD.search(words.text):
            # those of the project above are not the next one's
            levels = {}
            lines.append((words, view.begun(at, money) if money else None))
        at += 1
    return long_table(view, rows, labels, at) if headings >= _LEAST_LEVELS and len(rows) >= _LEAST_INDICATORS else None


def _told(levels: dict[str, Cell]) -> bool:
    """Whether names stand below a first level and one of the second; 满意度指标 has none."""
    return "level1" in levels and ("level2" in levels or _has_no_kinds(levels["level1"]))


def _has_no_kinds(heading: Cell) -> bool:
    return "满意" in heading.folded


def _level(view: GridView, row: int, column: int, target: int) -> str:
    """Return which level a line is a heading of: 成本指标 is of the first where one of the second follows."""
    words = view.begun(row, column).text
    if is_level1(words) and is_level2(words):
        below = is_level2(view.begun(row + 1, column).text) and not view.begun(row + 1, target)
        return "level1" if below or _has_no_kinds(view.begun(row, column)) else "level2"
    return "level1" if is_level1(words) else "level2" if is_level2(words) else ""


def _project(lines: list[tuple[Cell, Cell | None]]) -> dict[str, Cell]:
    """Return the project's cells of the lines above its levels: the last names it."""
    name, amount = lines[-1]
    return {"project": name} | ({"amount": amount} if amount else {})


def _ends(view: GridView, row: int) -> bool:
    new = view.new(row)
    return bool(new) and (
        new[0].cell.folded in TOTALS or is_personal(new[0].cell.text) or bool(_NOTE.match(new[0].cell.folded))
    )
