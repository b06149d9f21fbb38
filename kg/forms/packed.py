"""Packed indicator strings: ``1、1-产出指标；11-数量指标；NAME；实施周期指标值:V；年度指标值:V。2、…``.

The string is wrapped anywhere, even inside a number, and NAME and V may contain ``；`` and ``。``. So the lines are
joined with nothing, and an item begins only where the next consecutive number stands before two coded headings.
The ``。`` that ends an item is no part of its value; one printed before ``；年度指标值`` is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text import Cell, fold

_BEGIN = re.compile(r"^\s*1\s*、\s*\d\s*-")
_ITEM = re.compile(
    r"(?P<number>\d+)\s*、\s*(?P<level1>\d\s*-[^；;：:、]{2,12})[；;]\s*(?P<level2>\d{2}\s*-[^；;：:]{2,20})[；;]"
)
_PERIOD = re.compile(r"[；;]\s*实施周期指标值\s*[:：]")
_ANNUAL = re.compile(r"[；;]\s*年度指标值\s*[:：]")


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One indicator of a packed string; a value column that the item lacks is an empty cell."""

    number: str
    level1: Cell
    level2: Cell
    name: Cell
    period: Cell
    annual: Cell


def begins_packed(line: str) -> bool:
    """Whether a line begins a packed string.

    >>> begins_packed("1、1-产出指标；11-数量指标；投资控制率；实施周期指标")
    True

    """
    return bool(_BEGIN.match(line))


def split_packed(packed: Cell) -> tuple[list[PackedItem], list[Cell]]:
    """Split a packed string into its items.

    Returns:
        The items in order, and the stretches that could not be read as one (each a place for a finding).

    """
    text = packed.text
    starts: list[re.Match[str]] = []
    for match in _ITEM.finditer(text):
        if match["number"] == str(len(starts) + 1):
            starts.append(match)
        elif match["number"].endswith(str(len(starts) + 1)) and text[match.start() - 1 : match.start()] != "。":
            # digits of a value glued to the item number: ``指标值:1002、1-产出``; only the tail is the number
            starts.append(match)
    items: list[PackedItem] = []
    unread: list[Cell] = []
    if starts and text[: starts[0].start()].strip():
        unread.append(packed.part(0, starts[0].start()))
    if not starts and text.strip():
        unread.append(packed)
    for position, match in enumerate(starts):
        end = starts[position + 1].start() if position + 1 < len(starts) else len(text)
        number = str(position + 1)
        glued = len(match["number"]) - len(number)
        if position and glued:
            # give the glued digits back to the value before
            items[-1] = _with_tail(items[-1], packed.part(match.start(), match.start() + glued))
        item = _item(packed, match, number, end)
        if item is None:
            unread.append(packed.part(match.start(), end))
        else:
            items.append(item)
    return items, unread


def _with_tail(item: PackedItem, tail: Cell) -> PackedItem:
    return PackedItem(item.number, item.level1, item.level2, item.name, item.period, item.annual + tail)


def _item(packed: Cell, match: re.Match[str], number: str, end: int) -> PackedItem | None:
    text = packed.text
    period = _PERIOD.search(text, match.end(), end)
    annual = _ANNUAL.search(text, period.end() if period else match.end(), end)
    first = period or annual
    if first is None:
        return None
    name = packed.part(match.end(), first.start())
    if not name:
        return None
    tail = end
    stripped = text[:tail].rstrip()
    if stripped.endswith("。"):
        tail = len(stripped) - 1
    empty = Cell()
    return PackedItem(
        number=number,
        level1=packed.part(*match.span("level1")),
        level2=packed.part(*match.span("level2")),
        name=name,
        period=packed.part(period.end(), annual.start() if annual else tail) if period else empty,
        annual=packed.part(annual.end(), tail) if annual else empty,
    )


def same_but_full_stop(one: str, other: str) -> bool:
    """Whether two values differ only by a final ``。``, which readings ignore.

    >>> same_but_full_stop("90%以上。", "90%以上")
    True

    """
    return one != other and fold(one).rstrip("。.") == fold(other).rstrip("。.")
