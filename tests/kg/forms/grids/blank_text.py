"""Random forms as plain text with columns set apart by blanks, wrapped, set to any edge, and damaged on purpose."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from kg.folding import width

HEADINGS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "annual": "年度指标值", "actual": "实际完成值",
    "weight": "分值", "scored": "得分", "reason": "偏差原因分析及改进措施",
}  # fmt: skip
LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("效益指标", "社会效益指标"),
    ("效益指标", "生态效益指标"), ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip
CHARS = "科普讲座展览培训活动社区校园企业道路养护古树巡查补贴发放"
LEFT, MIDDLE, RIGHT = range(3)


@dataclass
class BlankForm:
    """A form: its rows by role, and the lines of each, as ``(display column, words)`` of every cell."""

    roles: list[str]
    rows: list[dict[str, str]]
    head: list[str]
    lines: list[list[tuple[int, str]]] = field(default_factory=list)

    def text(self) -> str:
        """Return the page."""
        return "\n".join([*self.head, *map(line_of, self.lines)]) + "\n"


def line_of(cells: list[tuple[int, str]]) -> str:
    """Set the cells of a line, each at its place or right behind the one before it."""
    line = ""
    for place, words in cells:
        line += " " * (place - width(line)) + words
    return line


def wrapped(words: str, room: int) -> list[str]:
    """Break words where the next character does not fit."""
    lines = [""]
    for char in words:
        if width(lines[-1] + char) > room:
            lines.append("")
        lines[-1] += char
    return lines


def blank_form(seed: int, *, middle: bool = False, merged: bool = False) -> BlankForm:
    """Draw a form.

    Args:
        seed: Of everything that is drawn.
        middle: Wrapped cells stand in the middle of their row, as in many tables, instead of at its top.
        merged: Headings of levels are printed once for all of their rows.

    """
    chance = random.Random(seed)
    assessed = chance.random() < 0.6
    roles = ["level1", "level2", "name", "annual", *(["actual"] if assessed else [])]
    roles += [role for role in ("weight", "scored") if assessed and chance.random() < 0.5]
    roles += ["reason"] if chance.random() < 0.3 else []
    levels = sorted(chance.choice(LEVELS) for _ in range(chance.randint(2, 9)))
    rows = [_row(chance, roles, level) for level in levels]
    rooms = [_room(chance, role, rows) for role in roles]
    edge = chance.choice((LEFT, LEFT, MIDDLE, RIGHT))
    gap = chance.choice((2, 3, 4))
    starts = [sum(rooms[:at]) + gap * at for at in range(len(rooms))]
    form = BlankForm(
        roles, rows, ["          2023年度项目支出绩效自评表", "项目名称    古树养护", "主管部门    白鹿区林业局"]
    )
    form.lines.append(_set([HEADINGS[role] for role in roles], starts, rooms, edge))
    before: dict[str, str] = {}
    for row in rows:
        printed = {
            role: "" if merged and "level" in role and before.get(role) == row[role] else row[role] for role in roles
        }
        before = row
        pieces = [wrapped(printed[role], room) for role, room in zip(roles, rooms, strict=True)]
        deep = max(map(len, pieces))
        for at in range(deep):
            tops = [(deep - len(cell)) // 2 if middle else 0 for cell in pieces]
            here = [cell[at - top] if 0 <= at - top < len(cell) else "" for cell, top in zip(pieces, tops, strict=True)]
            form.lines.append(_set(here, starts, rooms, edge))
    return form


def _row(chance: random.Random, roles: list[str], level: tuple[str, str]) -> dict[str, str]:
    figure = chance.randint(2, 9999)
    unit = chance.choice(("株", "场", "人次", "%", "公里"))
    values = {
        "level1": level[0], "level2": level[1],
        "name": "".join(chance.choices(CHARS, k=chance.randint(4, 18))) + chance.choice(("数量", "比例", "率")),
        "annual": chance.choice((f"≥{figure}{unit}", f"{figure}{unit}", "12月20日前", "明显提高")),
        "actual": chance.choice((f"{figure + 1}{unit}", "12月10日", "有所提高")),
        "weight": str(chance.randint(2, 20)), "scored": str(chance.randint(1, 20)),
        "reason": chance.choice(("", "无", "受天气影响，部分活动没有按期开展")),
    }  # fmt: skip
    return {role: values[role] for role in roles}


def _room(chance: random.Random, role: str, rows: list[dict[str, str]]) -> int:
    least = width(HEADINGS[role])
    longest = max(width(row[role]) for row in rows)
    if role in ("level1", "annual", "actual", "weight", "scored") or longest <= least:
        return max(least, longest)
    return chance.randint(least, max(least, longest))


def _set(words: list[str], starts: list[int], rooms: list[int], edge: int) -> list[tuple[int, str]]:
    cells = []
    for one, start, room in zip(words, starts, rooms, strict=True):
        if one:
            free = room - width(one)
            cells.append((start + (0, free // 2, free)[edge], one))
    return cells


def damaged(form: BlankForm, seed: int) -> BlankForm:
    """Move a cell by some blanks, or drop one; what stands behind it moves as well, or not.

    Only lines that begin a row are damaged: a further line of a wrapped cell that is lost, or moved below another full
    cell, leaves a page that a sound table prints as well.
    """
    chance = random.Random(seed)
    levels = {level for level, _ in LEVELS}
    at = chance.choice([at for at, line in enumerate(form.lines) if line[0][1] in levels])
    cells = list(form.lines[at])
    whole = {words for row in form.rows for words in row.values()}
    place = chance.randrange(len(cells))
    by = chance.choice((-9, -6, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20))
    column, words = cells[place]
    kind = chance.choice(("move", "push", "drop", "pull") if words in whole else ("move", "push"))
    if kind == "move":
        least = cells[place - 1][0] + width(cells[place - 1][1]) + 1 if place else 0
        cells[place] = (max(column + by, least), words)
    elif kind == "push":
        cells[place:] = [(one + abs(by), said) for one, said in cells[place:]]
    elif kind == "drop":
        del cells[place]
    else:
        gap = (cells[place + 1][0] - column) if place + 1 < len(cells) else 0
        cells[place:] = [(one - gap, said) for one, said in cells[place + 1 :]]
    lines = [*form.lines[:at], cells, *form.lines[at + 1 :]]
    return BlankForm(form.roles, form.rows, form.head, [line for line in lines if line])
