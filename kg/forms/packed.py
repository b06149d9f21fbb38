"""Packed indicator strings: ``1、1-产出指标；11-数量指标；NAME；实施周期指标值:V；年度指标值:V。2、…``.

The string is wrapped anywhere, even inside a number, and NAME and V may contain ``；`` and ``。``. So the lines are
joined with nothing, and an item begins only where a number stands before two headings. Numbers mostly follow one
another; a jump is kept as printed. The ``。`` that ends an item is no part of its value; one printed before
``；年度指标值`` is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVEL1 = r"(?:\d\s*[-－]\s*[^；;：:、]{2,12}|(?:成本|产出|效益|效果|满意度)指标)"
_LEVEL2 = r"(?:\d{2}\s*[-－]\s*[^；;：:]{2,20}|[^；;：:、。\d]{2,14}?(?:指标|效益|影响|满意度))"
_BEGIN = re.compile(r"^\s*1\s*、\s*(?:\d\s*[-－]\s*)?(?:成本|产|效益|效果|满意)")
_ITEM = re.compile(rf"(?<!\d)(?P<number>\d+)\s*、\s*(?P<level1>{_LEVEL1})\s*[；;]\s*(?P<level2>{_LEVEL2})\s*[；;]")
_PERIOD = re.compile(r"[；;]\s*实施周期(?:指标|目标)值\s*[:：]")
_ANNUAL = re.compile(r"[；;]\s*(?:本?年度|当年)(?:指标|目标)值\s*[:：]")


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One indicator of a packed string; a value column that the item lacks is an empty cell.

    ``words`` is the whole item as printed.
    """

    number: str
    level1: Cell
    level2: Cell
    name: Cell
    period: Cell
    annual: Cell
    words: Cell


def begins_packed(line: str) -> bool:
    """Whether a line begins a packed string.

    >>> begins_packed("1、1-产出指标；11-数量指标；投资控制率；实施周期指标"), begins_packed("1、2-3家企业")
    (True, False)

    """
    return bool(_BEGIN.match(line))


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an item begins: at ``place`` after ``glued`` digits that belong to the value before."""

    match: re.Match[str]
    number: int
    glued: int


def split_packed(packed: Cell) -> tuple[list[PackedItem], list[Cell]]:
    """Split a packed string into its items.

    Returns:
        The items in order, and the stretches that could not be read as one (each a place for a finding).

    """
    text, part = packed.text, packed.cutter()
    starts: list[_Start] = []
    end = len(text)
    for match in _ITEM.finditer(text):
        last = starts[-1].number if starts else 0
        start = _start(match, last + 1, text)
        if start.number == 1 and last:
            # numbers begin anew: another project's string, whose name and amounts were not read
            end = match.start()
            break
        starts.append(start)
    unread: list[Cell] = []
    first = starts[0].match.start() if starts else end
    if text[:first].strip():
        unread.append(part(0, first))
    if text[end:].strip():
        unread.append(part(end, len(text)))
    items: list[PackedItem] = []
    for position, start in enumerate(starts):
        stop = starts[position + 1].match.start() if position + 1 < len(starts) else end
        if start.glued and items:
            # give the glued digits back to the value before
            tail = part(start.match.start(), start.match.start() + start.glued)
            items[-1] = replace(items[-1], annual=items[-1].annual + tail, words=items[-1].words + tail)
        item = _item(text, part, start, stop)
        if item is None:
            unread.append(part(start.match.start() + start.glued, stop))
        else:
            items.append(item)
    return items, unread


def _start(match: re.Match[str], expected: int, text: str) -> _Start:
    number, wanted = match["number"], str(expected)
    before = text[match.start() - 1 : match.start()]
    if number != wanted and number.endswith(wanted) and before != "。" and expected > 1:
        # digits of a value glued to the item number: ``指标值:1002、1-产出``; only the tail is the number
        return _Start(match, expected, len(number) - len(wanted))
    return _Start(match, int(number[-9:]), 0)


def _item(text: str, part: Callable[[int, int], Cell], start: _Start, end: int) -> PackedItem | None:
    match = start.match
    period = _PERIOD.search(text, match.end() - 1, end)
    annual = _ANNUAL.search(text, period.end() if period else match.end() - 1, end)
    first = period or annual
    if first is None:
        return None
    name = part(match.end(), first.start())
    if not name:
        return None
    tail = end
    stripped = text[match.start() : tail].rstrip()
    if stripped.endswith("。"):
        tail = match.start() + len(stripped) - 1
    empty = Cell()
    return PackedItem(
        number=str(start.number),
        level1=part(*match.span("level1")),
        level2=part(*match.span("level2")),
        name=name,
        period=part(period.end(), annual.start() if annual else tail) if period else empty,
        annual=part(annual.end(), tail) if annual else empty,
        words=part(match.start() + start.glued, end),
    )
