"""Indicator tables whose standards are grades: 绩效标准 over 优, 良, 中 and 差, in Hebei's and Hainan's forms.

Each grade has a column with what earns it. Where a column beside them holds the target, they are no figures of ours;
where none does, 优 says what is promised, and a finding says so. Such tables often have one level alone, below 指标类型
or 绩效指标分类.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.columns.header import Half, IndicatorHeader
from kg.forms.grids.columns.headings import LEVELS, MOST_HEADER_ROWS, NAMES_ALONE, TARGETS, role_of
from kg.forms.grids.columns.unknown_headings import Guess

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_STANDARD = re.compile(r"(?:绩效)?(?:指标)?(?:评价|绩效|评分)标准")
# best first
_GRADES = (
    frozenset({"优", "优秀", "好"}),
    frozenset({"良", "良好", "较好"}),
    frozenset({"中", "中等", "一般", "合格"}),
    frozenset({"差", "较差", "不合格"}),
)
_LEAST_GRADES = 3
_POINTS = re.compile(r"\(.*\)$")
_KINDS = frozenset({"绩效指标分类", "绩效指标类型", "绩效指标类别", "指标分类"})
# what such a table may hold besides names, targets and levels
_OTHERS = frozenset({"actual", "weight", "scored", "rate", "reason", "measure_unit", "comparator", "project", "unit"})


def graded_header(view: GridView, row: int) -> IndicatorHeader | None:
    """Find the headings of a table with grades that begin in a row, or return ``None``.

    It needs names, and either a target right of them or the grades in their order, 优 first.
    """
    heads = view.new(row)
    standard = next((head for head in heads if _STANDARD.fullmatch(head.cell.folded)), None)
    grades = _grades(view, row, standard)
    if standard is None or not (grades or standard.colspan >= _LEAST_GRADES):
        return None
    last = max((grade.column for grade in grades), default=standard.column + standard.colspan - 1)
    plain = [head for head in heads if not standard.column <= head.column <= last]
    columns = _columns(plain)
    if "name" not in columns or not (grades or set(LEVELS) & set(columns)):
        return None
    guesses: tuple[Guess, ...] = ()
    stated = _stated(plain, columns["name"])
    if stated is not None:
        columns["annual"] = stated
        guesses = (Guess("note", standard.cell),)
    elif grades:
        columns["annual"] = grades[0].column
        guesses = (Guess("grade", grades[0].cell), *(Guess("note", grade.cell) for grade in grades[1:]))
    else:
        return None
    if any(head.rowspan > MOST_HEADER_ROWS for head in plain):
        return None
    body = 1 + max(row, *(grade.row for grade in grades), *(head.row + head.rowspan - 1 for head in (standard, *plain)))
    notes = [at for at in range(standard.column, last + 1) if at != columns["annual"]]
    # what else stands beside them is cited as unread
    notes += [head.column for head in plain if head.column not in columns.values() and _is_remark(head)]
    labels = (*heads, *grades)
    return IndicatorHeader(
        row, body, (Half(columns, tuple(sorted(notes))),), tuple(label.cell for label in labels),
        tuple(head.cell.folded for head in heads), covered=view.covered(row), guesses=guesses,
    )  # fmt: skip


def _is_remark(head: GridCell) -> bool:
    return role_of(head.cell.text) in ("note", "number") or head.cell.folded.endswith("依据")


def _grades(view: GridView, row: int, standard: GridCell | None) -> list[GridCell]:
    """Return the headings of the grades, which stand below their common one, or nothing."""
    if standard is None:
        return []
    below = [cell for cell in view.new(row + standard.rowspan) if cell.column >= standard.column]
    found: list[GridCell] = []
    for cell, words in zip(below, _GRADES, strict=False):
        if _POINTS.sub("", cell.cell.folded) not in words or (found and cell.column != found[-1].column + 1):
            break
        found.append(cell)
    return found if len(found) >= _LEAST_GRADES and found[0].column == standard.column else []


def _columns(heads: Iterable[GridCell]) -> dict[str, int]:
    columns: dict[str, int] = {}
    kinds: list[int] = []
    for head in heads:
        role = role_of(head.cell.text)
        if role in LEVELS or head.cell.folded in _KINDS:
            kinds.append(head.column)
        elif role == "name" or head.cell.folded in NAMES_ALONE:
            columns.setdefault("name", head.column)
        elif role in _OTHERS:
            columns.setdefault(role, head.column)
    return columns | dict(zip(LEVELS, kinds, strict=False))


def _stated(heads: Iterable[GridCell], name: int) -> int | None:
    """Return the column of targets: one of values, or 绩效目标 right of the names."""
    roles = [(head.column, role_of(head.cell.text)) for head in heads]
    values = [at for at, role in roles if role in TARGETS] or [at for at, role in roles if role == "goal" and at > name]
    return values[0] if len(values) == 1 else None
