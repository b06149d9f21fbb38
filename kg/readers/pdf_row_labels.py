"""Labels beside rows (合并单元格的栏目名) → the rows that they span, from where they stand.

A merged label stands in the middle of its rows, or at their foot or top; one that is not merged stands at the first of
its rows, with blanks below. Where rows have one line each, these look alike: every reading is given, and those
are left out that put an official heading below another one (质量指标 below 效益指标).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.categories import LEVEL1, level1_of, without_code
from kg.readers.parted_labels import is_label, parted
from kg.readers.pdf_columns import LEADING, Group, holds, neighbours_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.readers.pdf_columns import Column, ColumnLine, Stand

_LONGEST_LABEL = 12
# of the lowest row: how far a label may stand from the middle of its rows
_OFF_MIDDLE = 0.3
_MOST_WAYS = 4
_FIRST_LEVEL = {wording: heading.label for heading in LEVEL1 for wording in heading.wordings}
# 成本指标 stands below 产出指标 in the older classification, beside it in the newer
_COST = {"产出指标", "成本指标"}

_Part = tuple[int, int]
# how a table sets labels, if they show it: merged over their rows, or at the first of them
_Style = Literal["merged", "first", "either"]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to give labels their rows.

    Attributes:
        columns: The labels of each column.
        told: That no label may as well be a part of another.
        style: How the labels are set; it is the same for all.
        around: The rows beside each label of the last column.

    """

    columns: tuple[list[Group], ...]
    told: bool
    style: _Style
    around: list[_Part]


def label_ways(
    columns: Sequence[Column],
    widths: Sequence[float],
    plain: Sequence[list[Group] | None],
    steps: Sequence[float],
    headings: Sequence[int],
    stand: Stand,
    ruled: Sequence[int] = (),
) -> list[Way]:
    """Return the ways to give the labels of some columns their rows.

    Args:
        columns: The lines of each column of labels, from left to right.
        widths: How wide they may be, in points.
        plain: The same as words of single rows, where they stand as such.
        steps: Where each row begins and ends, as baselines.
        headings: Rows that head others: no label spans one and what is below it.
        stand: Where words stand in their rows.
        ruled: Rows that a rule over the whole width stands above: no label spans it.

    """
    ways = [Way((), True, "either", list(pairwise([0, *ruled, len(steps) - 1])))]
    for lines, width, single in zip(columns, widths, plain, strict=False):
        longer = []
        for way in ways:
            parts = _without(headings, way.around, lines, steps)
            for column, told, style in _column_ways(lines, width, single, parts, steps, stand):
                both = _both(way.style, style)
                if both and not (way.columns and contradict(way.columns[-1], column)):
                    longer.append(Way((*way.columns, column), way.told and told, both, _parts(column, parts)))
        ways = longer[:_MOST_WAYS]
        if len(longer) > _MOST_WAYS:
            ways = [replace(way, told=False) for way in ways]
    return ways


def _both(one: _Style, other: _Style) -> _Style | None:
    if one == "either" or one == other:
        return other
    return one if other == "either" else None


def _without(headings: Sequence[int], around: Sequence[_Part], lines: Column, steps: Sequence[float]) -> list[_Part]:
    """Part rows at those headings that the column has a word in: a label may stand beside a heading too."""
    cuts = {edge for part in around for edge in part}
    for row in headings:
        if any(steps[row] <= line.base < steps[row + 1] for line in lines):
            cuts |= {row, row + 1}
    return list(pairwise(sorted(cuts)))


def _column_ways(
    lines: Column,
    width: float,
    plain: list[Group] | None,
    around: Sequence[_Part],
    steps: Sequence[float],
    stand: Stand,
) -> list[tuple[list[Group], bool, _Style]]:
    """Return the ways for one column; its labels part the rows beside each label to the left, or leave them blank."""
    ways: list[tuple[list[Group], bool, _Style]] = [([], True, "either")]
    first = 0
    for begin, end in around:
        last = first
        while last < len(lines) and lines[last].base < steps[end]:
            last += 1
        if last > first:
            single = None if plain is None else [group for group in plain if begin <= group.row < end]
            beside = _beside(lines[first:last], width, single, steps, (begin, end), stand)
            longer = [
                ([*groups, *more], sure and not neighbours_hold(more, width), both)
                for groups, sure, before in ways
                for more, style in beside
                if (both := _both(before, style))
            ]
            # what is left out could be the right one
            all_kept = max(len(longer), len(beside)) <= _MOST_WAYS
            ways = [(groups, sure and all_kept, style) for groups, sure, style in longer[:_MOST_WAYS]]
        first = last
    return ways if first == len(lines) else []


def _beside(
    lines: Column, width: float, single: list[Group] | None, steps: Sequence[float], part: _Part, stand: Stand
) -> list[tuple[list[Group], _Style]]:
    """Return the ways to give labels their rows among a part of the rows."""
    begin, end = part
    merged = []
    if stand == "middle":
        merged = _spans(lines, width, steps[begin : end + 1], begin)
    elif stand == "foot" and single and single[-1].row == end - 1:
        begins = [begin, *(group.row + 1 for group in single[:-1])]
        merged = [[Group(group.lines, row, group.row - row + 1) for row, group in zip(begins, single, strict=True)]]
    if not single or single[0].row != begin:
        return [(way, "merged") for way in merged]
    ends = [*(group.row for group in single[1:]), end]
    same = [(group.row, below - group.row) for group, below in zip(single, ends, strict=True)]
    alike = [way for way in merged if same == [(group.row, group.rows) for group in way]]
    others: list[tuple[list[Group], _Style]] = [(way, "merged") for way in merged if way not in alike]
    return [*others, (alike[0], "either") if alike else (single, "first")]


def _parts(column: Sequence[Group], around: Sequence[_Part]) -> list[_Part]:
    """Return the rows beside each label of a column, those that were left blank by themselves."""
    cuts = {edge for part in around for edge in part} | {group.row for group in column}
    cuts |= {group.row + group.rows for group in column if group.rows > 1}
    return list(pairwise(sorted(cuts)))


def contradict(left: Sequence[Group], right: Sequence[Group]) -> bool:
    """Say whether an official heading of the second level stands beside another one of the first than its own."""
    for group in right:
        beside = [label for label in left if label.row <= group.row]
        first = _FIRST_LEVEL.get(without_code(beside[-1].text), "") if beside else ""
        own = level1_of(group.text)
        if first and own and first != own and not ("成本" in group.text and {first, own} <= _COST):
            return True
    return False


def _one_label(line: ColumnLine, after: ColumnLine, width: float, least: float) -> bool:
    return parted(line.text, after.text, ()) is not False and holds(line, after, width, least)


def _is_rest(label: Sequence[ColumnLine], after: ColumnLine) -> bool:
    """Say whether a line is the rest of a label and no label by itself: 标 below 服务对象满意度指."""
    near = after.base - label[-1].base <= LEADING * after.size
    return near and not is_label(after.text) and bool(parted("".join(line.text for line in label), after.text, ()))


def _spans(lines: Column, width: float, steps: Sequence[float], first_row: int) -> list[list[Group]]:
    """Return ways in which labels stand in the middle of their rows and leave none out."""
    count = len(steps) - 1
    least = min(after - before for before, after in pairwise(steps))
    near = _OFF_MIDDLE * least
    known: dict[tuple[int, int], list[list[Group]]] = {}

    def ways(line: int, row: int) -> list[list[Group]]:
        """Return ways to part the lines and rows from here on."""
        if line == len(lines) or row == count:
            return [[]] if line == len(lines) and row == count else []
        if (line, row) in known:
            return known[line, row]
        found: list[list[Group]] = []
        apart = False
        for last in range(line, min(line + _LONGEST_LABEL, len(lines))):
            if last > line:
                if lines[last].base - lines[last - 1].base > LEADING * lines[last].size:
                    break
                apart = apart or not _one_label(lines[last - 1], lines[last], width, least)
            # 年度 is a label, and the first line of 年度绩效指标 as well
            if apart and not is_label("".join(one.text for one in lines[line : last + 1])):
                continue
            if last + 1 < len(lines) and _is_rest(lines[line : last + 1], lines[last + 1]):
                continue
            middle = (lines[line].base + lines[last].base) / 2
            for end in range(row + 1, count + 1):
                off = (steps[row] + steps[end]) / 2 - middle
                if off > near:
                    break
                if off >= -near and lines[line].base > steps[row] and lines[last].base < steps[end]:
                    group = Group(tuple(lines[line : last + 1]), first_row + row, end - row)
                    found += [[group, *rest] for rest in ways(last + 1, end)]
        known[line, row] = found[: _MOST_WAYS + 1]
        return known[line, row]

    return ways(0, 0)
