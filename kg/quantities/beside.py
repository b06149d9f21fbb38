"""What stands directly beside a number (数字前后的词): comparator, 约, 全年, minus sign, 以上, 左右.

Words before the number are peeled off from it outwards, on the reversed text, the longest first; the outer word
wins where two of them limit the number.  A comparator that stands further off still holds: 高于“十三五”17.4%.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.quantities import words
from kg.quantities.rule import longest_first
from kg.quantities.value import Comparator, Dimension, Every

_SLASH_PERIOD = "|".join(longest_first([*words.SLASH_PERIODS]))
_TAIL_WORDS = {word: comparator for comparator, spellings in words.TAILS.items() for word in spellings}
_TAIL = re.compile(
    r"(?:（含[^（）]{0,6}）|含(?=以))?(?P<tail>"
    + "|".join(
        word + ("(?!容|部|外|设|蒙|涵|地|科|训|陆|河|环|业|需|在|控|生)" if word == "内" else "")
        for word in longest_first(list(_TAIL_WORDS))
    )
    + r")?(?:（含[^（）]{0,6}）)?(?P<about>左右|上下(?!级|游|联|班|学|水|午))?(?P<tail2>以上|以下|以内)?"
    + rf"(?:(?:/|每)(?P<slash>{_SLASH_PERIOD})|每(?P<each>人|户|生|亩|场|家)(?=[，；。）]|$))?"
)
_MIRROR = {"≤": Comparator.GE, "<": Comparator.GT, "≥": Comparator.LE, ">": Comparator.LT}
_MIRRORED = re.compile("[≤<≥>](?=[一-龥A-Za-z])")
#: How far behind its number 以上 may stand: 50名会员以上.
LATE_REACH = 12
_TAIL_LATE = re.compile(r"(?P<tail>以上|以下|以内|左右)(?=[，；。、）]|$)")
_CMP = {word: comparator for comparator, spellings in words.COMPARATORS.items() for word in spellings}
_LEAD_WORDS = {
    *_CMP,
    *words.REACHED,
    *words.APPROXIMATE_BEFORE,
    *words.SUMS,
    *words.PERIODS,
    *words.FILLERS,
    *words.NOT_LEADS,
}
#: Matched on the reversed text, so that words are peeled off from the number outwards.
_LEAD = re.compile("|".join(re.escape(word[::-1]) for word in longest_first(list(_LEAD_WORDS))))
_DISTANT = re.compile(
    "|".join(
        re.escape(word)
        for word in longest_first(
            [
                word
                for word in _CMP
                if word not in {"超", "=", "等于", "最高", "最低", "最大", "最长", "突破", "逾", "优于", "上限"}
            ]
        )
    )
)
_SIGNED = {Dimension.RATIO, Dimension.MONEY, Dimension.NONE}
#: Words after which a dash is a minus sign.
_BEFORE_MINUS = ("为", "达", "于", "率", "下降", "增长", "增幅", "增速", "降幅", "到", "至")


@dataclass(slots=True)
class Found:
    """One number with its printed neighbours; offsets are of the folded text.

    Attributes:
        start: Where the number begins.
        number_end: Where the number with its scale word ends.
        end: Where its unit ends.
        lead: Where the words that belong to it begin (comparator, 约, 共 ...).
        tail: Where the words behind it end (以上, 左右).
        clause: Index of its clause.

    """

    start: int
    number_end: int
    end: int
    lead: int
    tail: int
    value: Decimal
    upper: Decimal | None = None
    unit: str = ""
    dimension: Dimension | None = None
    comparator: Comparator | None = None
    reached: bool = False
    weak: Comparator | None = None
    approximate: bool = False
    every: Every | None = None
    per: str | None = None
    summed: str = ""
    scaled: bool = False
    clause: int = 0


def read_tail(text: str, item: Found) -> None:
    """Read 以上, 以内, 左右 behind the number, and 90%≤满意度 as a limit of what follows."""
    mirrored = _MIRRORED.match(text, item.end)
    if mirrored is not None and item.comparator is None:
        item.comparator = _MIRROR[mirrored[0]]
        item.tail = mirrored.end()
        return
    match = _TAIL.match(text, item.end)
    if match is None or match.end() == item.end:
        return
    printed = match["tail"] or match["tail2"]
    # "5个内" and the like are places; only time and rates have a bare 内.
    if printed == "内" and item.dimension not in {Dimension.DURATION, Dimension.RATIO, Dimension.MONEY}:
        return
    item.tail = match.end()
    if match["slash"]:
        item.every = words.SLASH_PERIODS[match["slash"]]
    item.per = item.per or match["each"]
    if printed and item.comparator is None:
        item.comparator = _TAIL_WORDS[printed]
    if match["about"]:
        item.approximate = True
        item.weak = item.weak or Comparator.EQ


def read_sign(text: str, item: Found, floor: int) -> None:
    """Take a minus sign to the number where counting down makes sense."""
    before = item.start - 1
    if before >= floor and text[before] == "±" and item.upper is None:
        item.value, item.upper, item.comparator = -item.value, item.value, Comparator.BETWEEN
        item.start = item.lead = before
        return
    if before < floor or text[before : before + 1] != "-":
        return
    if before > 0 and text[before - 1] not in "≥≤<>=，；。：（" and not text.endswith(_BEFORE_MINUS, 0, before):
        return
    if (item.dimension in _SIGNED or item.dimension is None) and item.upper is None:
        item.value, item.start, item.lead = -item.value, before, before


def read_lead(item: Found, reversed_text: str, low: int) -> None:
    """Peel off the words before the number, down to ``low``."""
    length = len(reversed_text)
    while item.lead > low:
        match = _LEAD.match(reversed_text, length - item.lead, length - low)
        if match is None:
            return
        word = match[0][::-1]
        if word in words.NOT_LEADS:
            return
        item.lead -= len(word)
        if word in _CMP:
            if item.comparator != Comparator.BETWEEN:
                item.comparator = _CMP[word]
        elif word in words.REACHED:
            item.reached = True
        elif word in words.APPROXIMATE_BEFORE:
            item.approximate, item.weak = True, words.APPROXIMATE_BEFORE[word]
        elif word in words.PERIODS:
            item.every = item.every or words.PERIODS[word]
        elif word in words.SUMS:
            item.summed = word
        if word in words.EACH_BEFORE:
            item.per = item.per or words.EACH_BEFORE[word]
        if word in {"¥", "人民币", "RMB"} and not item.unit:
            item.unit, item.dimension = "元", Dimension.MONEY


def read_distant(text: str, item: Found, low: int, clause_end: int) -> None:
    """Find a comparator that does not stand beside its number: 高于“十三五”17.4%, 50名会员以上."""
    last = None
    for match in _DISTANT.finditer(text, low, item.lead):
        last = match
    if last is not None:
        item.comparator = _CMP[last[0]]
        return
    late = _TAIL_LATE.search(text, item.tail, min(clause_end + 1, item.tail + LATE_REACH))
    if late is not None and not re.search("[0-9]", text[item.tail : late.start()]):
        if late["tail"] == "左右":
            item.approximate, item.weak = True, item.weak or Comparator.EQ
        else:
            item.comparator = _TAIL_WORDS[late["tail"]]
