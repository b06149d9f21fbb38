"""Find the numbers of a folded value with what is printed directly beside them, and its clauses.

One pass over the text takes titles, dates, ordinals and the like out of sight and finds every other number;
around each of them the comparator, the approximation, the unit and the period are read outwards from the
digits.  What a number counts and what role it plays is decided later, from the words of its clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.quantities import not_quantities, words
from kg.quantities.beside import Found, read_distant, read_lead, read_sign, read_tail
from kg.quantities.clauses import Clause, clauses_of
from kg.quantities.measures import Measure, measure_after
from kg.quantities.numerals import (
    ARABIC,
    CHINESE,
    CHINESE_PERCENT,
    COUNTED,
    SCALE,
    arabic_value,
    chinese_percent,
    chinese_value,
    scaled,
    tenths,
)
from kg.quantities.rule import Rule
from kg.quantities.units import unit_pattern
from kg.quantities.value import Comparator, Dimension


@dataclass(slots=True)
class Scan:
    """What stands where in a folded value."""

    text: str
    found: list[Found]
    clauses: list[Clause]
    dates: list[tuple[int, int]]
    hidden: list[tuple[int, int]]


def _joined(rules: tuple[Rule, ...]) -> str:
    return "|".join(rule.pattern for rule in rules)


_CN_NUMBER = rf"{CHINESE}(?=[余多]?(?:[至到\-~]{CHINESE})?(?:{COUNTED}))"
_TOKEN = re.compile(
    # Every alternative begins with one of these, so that most places are passed quickly.
    r"(?=[0-9《〔（①-⑩A-Za-z×*〇零半一二三四五六七八九十百两数几上成第每排位名进居列目任指阶标附类方步子课连近前过满未今为"
    r"统同唯逐某另之万哪专划单归合国省县])"
    rf"(?:(?P<mark>{_joined(not_quantities.LIST_MARKS)})|(?P<date>{_joined(not_quantities.DATES)})"
    rf"|(?P<hidden>{_joined(not_quantities.NOT_QUANTITIES)})|{CHINESE_PERCENT}"
    rf"|(?P<half>(?<![上下大一多])半(?=小时|天|年|个月|个小时))|(?P<arabic>(?<![0-9.])(?:{ARABIC})(?!\.?[0-9]))|"
    rf"(?P<chinese>{_CN_NUMBER}))"
    r"|(?P<long>[0-9][0-9.,]*)"
)
_INSIDE = re.compile(
    rf"(?P<fuzz>[余多+](?![0-9]))?(?P<scale>{SCALE})?(?P<fuzz2>[余多](?!媒体|功能|元|样|层次|方|维|"
    rf"渠道|领域|部门|种))?"
)
_MANY = re.compile(
    rf"/(?P<many>[0-9]{{0,3}}[十百千万]+(?:人口|人|名|户|例|活产)?|(?:{unit_pattern()})(?=$|[，；。、（）]))"
)
_RANGE = re.compile(
    rf"(?:（含）)?(?P<to>[-~至到]|--|或(?=[0-9]))(?P<minus>(?<=[~至到])-)?(?P<second>{ARABIC}|{CHINESE})(?![0-9.]*-[0-9])|"
    rf"±(?P<tolerance>{ARABIC})"
)
_LAST_SCALE = re.compile(rf"{SCALE}$")


def scan(text: str) -> Scan:
    """Find numbers, clauses, dates and what is no quantity in folded text."""
    found: list[Found] = []
    dates: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    marks: list[tuple[int, int]] = []
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        kind = token.lastgroup
        if kind == "arabic" and token.end() < len(text) and _goes_on(text, token, marks):
            kind = "mark"
        if kind == "mark":
            marks.append(token.span())
        elif kind == "date":
            dates.append(token.span())
        elif kind in {"hidden", "long"}:
            hidden.append(token.span())
        else:
            number = _number(text, token, found[-1].tail if found else 0)
            if number is not None:
                found.append(number)
                position = max(position, number.tail)
    clauses = clauses_of(text, [(item.start, item.tail) for item in found], dates + hidden, marks)
    _attach(text, found, clauses)
    return Scan(text, found, clauses, dates, hidden + marks)


def _goes_on(text: str, token: re.Match[str], marks: list[tuple[int, int]]) -> bool:
    """Tell whether a number is the next mark of a list whose lines nothing parts: 1、培训12场2、讲座15场."""
    if not marks or text[token.end()] not in "、）" or text[token.end() + 1 : token.end() + 2].isdigit():
        return False
    last = text[slice(*marks[-1])].rstrip(".、）")
    return last.isdigit() and token[0] == str(int(last) + 1)


def _number(text: str, token: re.Match[str], floor: int) -> Found | None:
    """Read one number with its scale, unit and tail; ``None`` where it is no number that can be relied on."""
    start, end = token.span()
    value, percent = _literal(token)
    if value is None:
        return None
    if text[start - 1 : start].isascii() and text[start - 1 : start].isalpha() and measure_after(text, end) is None:
        return None
    inside = _INSIDE.match(text, end)
    fuzzy = scaled = False
    if inside is not None and not percent:
        value, fuzzy, scaled, end = _scaled(value, inside, token)
    scaled = scaled or any(character in "百千万亿" for character in token[0])
    item = Found(start, end, end, start, end, value, scaled=scaled)
    unit = Measure("%", Dimension.RATIO, end) if percent else measure_after(text, end)
    reach = _RANGE.match(text, unit.end if unit else end)
    if reach is not None:
        unit = _ranged(text, item, reach, unit)
    if unit is not None:
        item.unit, item.dimension, item.every, item.per = unit.unit, unit.dimension, unit.every, unit.per
        item.end = item.tail = max(item.end, unit.end)
    elif (many := _MANY.match(text, item.end)) is not None:
        # 16/10万 and 28.40/株 are rates that no other figure compares with.
        item.every = words.SLASH_PERIODS.get(many["many"])
        item.per = None if item.every else many["many"]
        item.dimension, item.end, item.tail = Dimension.NONE, many.end(), many.end()
    if fuzzy:
        item.approximate, item.weak = True, Comparator.GT
    read_tail(text, item)
    read_sign(text, item, floor)
    return item


def _literal(token: re.Match[str]) -> tuple[Decimal | None, bool]:
    if token["of_hundred"] is not None:
        return chinese_percent(token["of_hundred"]), True
    if token["of_ten"] is not None:
        return tenths(token["of_ten"]), True
    if token["half"] is not None:
        return Decimal("0.5"), False
    if token["arabic"] is not None:
        return arabic_value(token["arabic"]), False
    return chinese_value(token["chinese"]), False


def _scaled(value: Decimal, inside: re.Match[str], token: re.Match[str]) -> tuple[Decimal, bool, bool, int]:
    """Apply 余 and a scale word behind it: 10余万."""
    fuzzy = bool(inside["fuzz"] or inside["fuzz2"])
    if inside["scale"] is None:
        return value, fuzzy, False, inside.end() if fuzzy else token.end()
    return scaled(value, inside["scale"]), fuzzy, True, inside.end()


def _ranged(text: str, item: Found, reach: re.Match[str], unit: Measure | None) -> Measure | None:
    """Make the number a range where a second one follows; give the unit that holds for both."""
    printed = reach["tolerance"] or reach["second"]
    second = arabic_value(printed) if printed[0].isascii() else chinese_value(printed)
    after = measure_after(text, reach.end())
    if second is None:
        return unit
    if reach["tolerance"]:
        low, high = item.value - second, item.value + second
    else:
        low, high = item.value, -second if reach["minus"] else second
        if reach["to"] == "或" and (high != low + 1 or unit is not None or after is None):
            # 0或1起 is a range; 10或20人 is one of two
            return unit
        if reach["to"] != "-" and _is_negative(text, item.start):
            # -2%~0
            low, item.start, item.lead = -low, item.start - 1, item.start - 1
        if unit is None and not item.scaled:
            scale = _LAST_SCALE.search(printed)
            # 3-5万 means 3万 to 5万; 500-1万 does not.
            if scale is not None and scaled(low, scale[0]) <= high:
                low = scaled(low, scale[0])
    if not low < high or (not printed[0].isascii() and after is None):
        return unit
    if unit is not None and after is not None and unit.dimension is not after.dimension:
        return unit
    item.value, item.upper, item.comparator = low, high, Comparator.BETWEEN
    item.number_end = item.end = item.tail = reach.end()
    return after or unit


def _is_negative(text: str, start: int) -> bool:
    """Whether a minus sign stands before a number, with nothing but a comparator or 控制在 before it."""
    return text[start - 1 : start] == "-" and (start == 1 or text[start - 2] in "≥≤<>=，；。：（在为")


def _attach(text: str, found: list[Found], clauses: list[Clause]) -> None:
    """Give each number its clause and peel off the words before it."""
    reversed_text = text[::-1]
    index = floor = 0
    for item in found:
        while index < len(clauses) - 1 and clauses[index].end <= item.start:
            index += 1
        item.clause = index
        low = max(floor, clauses[index].start if clauses else 0)
        read_lead(item, reversed_text, low)
        if item.comparator is None:
            read_distant(text, item, low, clauses[index].end)
        floor = item.tail
