"""Marks of a list within one cell: ``①学校数②学生数``, ``1.学校数 2.学生数``, ``指标1：学校数 指标2：学生数``.

A list begins with its first mark at the cell's first word and counts on by one; anything else that looks like one is
unsure. ``3.2万人`` holds no mark: what a figure follows is a decimal point, unless a person ended the line before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from kg.cells import Cell

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FAMILIES = {
    "circled": re.compile(rf"(?P<number>[{_CIRCLED}])[、.．:：]?"),
    "word": re.compile(r"指标\s*(?P<number>\d{1,2})\s*[:：.、．]"),
    "bracket": re.compile(r"[（(](?P<number>\d{1,2})[)）][、.．]?"),
    # not behind a figure, a point or a comparator
    "figure": re.compile(r"(?<![\d.．,≥≤≧≦><＞＜=＝~～—–\-])(?P<number>\d{1,2})(?P<point>[.．]|[、)）])(?!\d{1,2}月)"),
}
# behind an item, before the next mark
_SEPARATORS = "；;，,、 \u3000"
_LEAST = 2
# so many lines begin with 1. 2. 3. 4. by no chance
_SURELY_COUNTED = 4


@dataclass(frozen=True, slots=True)
class MarkedList:
    """The items of a cell and the marks around them; ``sure`` is false where a list begins and does not count on."""

    family: str
    marks: tuple[Cell, ...] = ()
    items: tuple[Cell, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    start: int
    end: int
    # a figure behind its point: it may be a decimal
    weak: bool
    begins_line: bool


def marked_list(cell: Cell, breaks: Container[int]) -> MarkedList | None:
    """Find the list that a cell is, ``None`` where it is none.

    Args:
        cell: The cell.
        breaks: Offsets of the text layer at which a line begins that a person began.

    >>> from kg.cells import Cell, Piece
    >>> [item.text for item in marked_list(Cell((Piece("1.≥3.2万人2.≥25类", 0, 1, None),)), ()).items]
    ['≥3.2万人', '≥25类']

    """
    starts = line_starts(cell, breaks)
    for family, pattern in _FAMILIES.items():
        found = [_mark(match, cell.text, starts) for match in pattern.finditer(cell.text)]
        if not found or found[0].start or found[0].number != 1:
            continue
        marks = _counted(found, has_lines=len(starts) > 1)
        if marks is None:
            return MarkedList(family, sure=False)
        if len(marks) >= _LEAST:
            return _parted(cell, family, marks)
    return None


def _parted(cell: Cell, family: str, marks: list[_Mark]) -> MarkedList | None:
    """Part a cell at its marks; one of which nothing follows (1、2号楼) makes no list."""
    items: list[Cell] = []
    around: list[Cell] = []
    for mark, end in zip(marks, [*(mark.start for mark in marks[1:]), len(cell.text)], strict=True):
        words = cell.text[mark.end : end]
        last = mark.end + len(words.rstrip(_SEPARATORS))
        items.append(cell.part(mark.end, last))
        around += [cell.part(mark.start, mark.end), cell.part(last, end)]
    return MarkedList(family, tuple(one for one in around if one), tuple(items)) if all(items) else None


def line_starts(cell: Cell, breaks: Container[int]) -> list[int]:
    """Return where the lines of a cell begin, in its text."""
    starts, at = [0], 0
    for piece in cell.pieces:
        starts += [at + place for place in range(len(piece.text)) if at + place and piece.start + place in breaks]
        at += len(piece.text)
    return starts


def _mark(match: re.Match[str], text: str, starts: Container[int]) -> _Mark:
    printed = match["number"]
    number = _CIRCLED.index(printed) + 1 if printed in _CIRCLED else int(printed)
    point = match.groupdict().get("point")
    weak = point is not None and point in ".．" and text[match.end() : match.end() + 1].isdigit()
    return _Mark(number, match.start(), match.end(), weak, match.start() in starts)


def _counted(found: list[_Mark], *, has_lines: bool) -> list[_Mark] | None:
    """Return the marks 1 … n, fewer than two where there is no list, or ``None`` where it cannot be told."""
    if has_lines:
        lines = [mark for mark in found if mark.begins_line]
        if _counts_on(lines) and len(lines) >= _LEAST:
            sure = len(lines) >= _SURELY_COUNTED or any(not mark.weak for mark in lines)
            return lines if sure else None
    # without lines a point before a figure is a mark only at the beginning
    strong = [mark for mark in found if not mark.weak or not mark.start]
    if len(strong) < _LEAST:
        return strong
    return strong if _counts_on(strong) else None


def _counts_on(marks: list[_Mark]) -> bool:
    return [mark.number for mark in marks] == list(range(1, len(marks) + 1))
