"""Find the numbers of a folded value with what is printed directly beside them, and its clauses.

One pass over the text takes titles, dates, ordinals and the like out of sight and finds every other number;
around each of them the comparator, the approximation, the unit and the period are read outwards from the
digits.  What a number counts and what role it plays is decided later, from the words of its clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.quantities import patterns, words
from kg.quantities.numerals import (
    ARABIC,
    CHINESE,
    CHINESE_PERCENT,
    COUNTED,
    SCALE,
    arabic_value,
    chinese_percent,
    chinese_value,
)
from kg.quantities.rules import Rule, longest_first
from kg.quantities.units import UNITS, unit_pattern
from kg.quantities.value import Comparator, Dimension, Every


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
    bare: bool = False
    clause: int = 0


@dataclass(slots=True)
class Clause:
    """A run of words between clause marks; ``depth`` counts open brackets, ``sentence`` full stops."""

    start: int
    end: int
    depth: int
    sentence: int
    closer: str = ""
    listed: bool = False


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


_UNIT = unit_pattern()
_CN_NUMBER = rf"{CHINESE}(?=[余多]?(?:[至到\-~]{CHINESE})?(?:{COUNTED}))"
_TOKEN = re.compile(
    # Every alternative begins with one of these, so that most places are passed quickly.
    r"(?=[0-9《〔（①-⑩A-Za-z×*〇零半一二三四五六七八九十百两数几上成第每排位名进居列目任指阶标附类方步子课连近前过满未今为"
    r"统同唯逐某另之万哪专划单归合国省县])"
    rf"(?:(?P<mark>{_joined(patterns.LIST_MARKS)})|(?P<date>{_joined(patterns.DATES)})"
    rf"|(?P<hidden>{_joined(patterns.NOT_QUANTITIES)})|{CHINESE_PERCENT}"
    rf"|(?P<half>(?<![上下大一多])半(?=小时|天|年|个月|个小时))|(?P<arabic>(?<![0-9.])(?:{ARABIC})(?!\.?[0-9]))|"
    rf"(?P<chinese>{_CN_NUMBER}))"
    r"|(?P<long>[0-9][0-9.,]*)"
)
_INSIDE = re.compile(rf"(?P<fuzz>[余多+](?![0-9]))?(?P<scale>{SCALE})?(?P<fuzz2>[余多](?!媒体|功能|元|样|层次|方|维|"
    rf"渠道|领域|部门|种))?")
_SLASH_PERIOD = "|".join(longest_first(list(words.SLASH_PERIODS)))


def _slash(number: int) -> str:
    sign = "[/·]" if number > 1 else "/"
    return (
        rf"{sign}(?P<slash{number}>{_SLASH_PERIOD}|{_UNIT}|[人户村校镇街站点班组企生亩床辆单]|"
        rf"(?:[一-龥]{{1,3}}(?=$|[，；。（）/·])))"
    )


_MANY = re.compile("/(?P<many>[0-9]{0,3}[十百千万]+(?:人口|人|名|户|例|活产)?)")
_UNIT_AFTER = re.compile(
    rf"(?:（含）)?(?:(?P<unit>{_UNIT})(?:（(?P<alternative>{_UNIT})）)?|（(?P<bracketed>{_UNIT})）)"
    rf"(?:{_slash(1)})?(?:{_slash(2)})?"
)
_RANGE = re.compile(rf"(?:（含）)?(?P<to>[-~至到]|--)(?P<second>{ARABIC}|{CHINESE})(?![0-9.]*-[0-9])|"
    rf"±(?P<tolerance>{ARABIC})")
_TAIL_WORDS = {word: comparator for comparator, spellings in words.TAILS.items() for word in spellings}
_TAIL = re.compile(
    r"(?:（含[^（）]{0,6}）|含(?=以))?(?P<tail>"
    + "|".join(word + ("(?!容|部|外|设|蒙|涵|地|科|训|陆|河|环|业|需|在|控|生)" if word == "内" else "")
               for word in longest_first(list(_TAIL_WORDS)))
    + r")?(?:（含[^（）]{0,6}）)?(?P<about>左右|上下(?!级|游|联|班|学|水|午))?(?P<tail2>以上|以下|以内)?"
    + rf"(?:/(?P<slash>{_SLASH_PERIOD}))?"
)
_MIRROR = {"≤": Comparator.GE, "<": Comparator.GT, "≥": Comparator.LE, ">": Comparator.LT}
_MIRRORED = re.compile("[≤<≥>](?=[一-龥A-Za-z])")
_TAIL_LATE = re.compile(r"(?P<tail>以上|以下|以内|左右)(?=[，；。、）]|$)")
_SEPARATOR = re.compile("[，；。：！？（）、]")
_SENTENCE = frozenset("。！？")

_CMP = {word: comparator for comparator, spellings in words.COMPARATORS.items() for word in spellings}
_LEAD_WORDS = {
    *_CMP, *words.REACHED, *words.APPROXIMATE_BEFORE, *words.SUMS, *words.PERIODS, *words.FILLERS,
    *words.NOT_LEADS,
}
#: Matched on the reversed text, so that words are peeled off from the number outwards.
_LEAD = re.compile("|".join(re.escape(word[::-1]) for word in longest_first(list(_LEAD_WORDS))))
_DISTANT = re.compile("|".join(re.escape(word) for word in longest_first(
    [word for word in _CMP if word not in {"超", "=", "等于", "最高", "最低", "最大", "最长", "突破", "逾", "优于",
    "上限"}])))
_SIGNED = {Dimension.RATIO, Dimension.MONEY, Dimension.NONE}


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
    clauses = _clauses(text, found, dates + hidden, marks)
    _attach(text, found, clauses)
    return Scan(text, found, clauses, dates, hidden + marks)


def _number(text: str, token: re.Match[str], floor: int) -> Found | None:
    """Read one number with its scale, unit and tail; ``None`` where it is no number that can be relied on."""
    start, end = token.span()
    value, percent = _literal(token)
    if value is None:
        return None
    if text[start - 1 : start].isascii() and text[start - 1 : start].isalpha() and not _UNIT_AFTER.match(text, end):
        return None
    inside = _INSIDE.match(text, end)
    fuzzy = scaled = False
    if inside is not None and not percent:
        value, fuzzy, scaled, end = _scaled(value, inside, token)
    scaled = scaled or any(character in "百千万亿" for character in token[0])
    item = Found(start, end, end, start, end, value, scaled=scaled)
    unit = None if percent else _UNIT_AFTER.match(text, end)
    reach = _RANGE.match(text, unit.end() if unit else end)
    if reach is not None and not percent:
        unit = _ranged(text, item, reach, unit)
    if percent:
        item.unit, item.dimension = "%", Dimension.RATIO
    elif unit is not None:
        _measured(item, unit)
    elif (many := _MANY.match(text, item.end)) is not None:
        # 16/10万 is a rate that no other figure compares with.
        item.per, item.dimension, item.end, item.tail = many["many"], Dimension.NONE, many.end(), many.end()
    if fuzzy:
        item.approximate, item.weak = True, Comparator.GT
    _tailed(text, item)
    return _signed(text, item, floor)


def _literal(token: re.Match[str]) -> tuple[Decimal | None, bool]:
    if token["of_hundred"] is not None:
        return chinese_percent(token["of_hundred"]), True
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
    factor = arabic_value("1" + inside["scale"])
    return value * factor, fuzzy, True, inside.end()


def _ranged(text: str, item: Found, reach: re.Match[str], unit: re.Match[str] | None) -> re.Match[str] | None:
    """Make the number a range where a second one follows; give the unit that holds for both."""
    printed = reach["tolerance"] or reach["second"]
    second = arabic_value(printed) if printed[0].isascii() else chinese_value(printed)
    after = _UNIT_AFTER.match(text, reach.end())
    if second is None:
        return unit
    if reach["tolerance"]:
        low, high = item.value - second, item.value + second
    else:
        low, high = item.value, second
        if unit is None and not item.scaled:
            power = _last_scale(printed)
            # 3-5万 means 3万 to 5万; 500-1万 does not.
            if power and low * power <= high:
                low *= power
    if not low < high or (not printed[0].isascii() and after is None):
        return unit
    if unit is not None and after is not None and _dimension(unit) != _dimension(after):
        return unit
    item.value, item.upper, item.comparator = low, high, Comparator.BETWEEN
    item.number_end = item.end = item.tail = reach.end()
    return after or unit


def _last_scale(printed: str) -> Decimal | None:
    scale = re.search(rf"{SCALE}$", printed)
    return arabic_value("1" + scale[0]) if scale else None


def _dimension(unit: re.Match[str]) -> Dimension:
    return UNITS[unit["unit"] or unit["bracketed"]].dimension


def _measured(item: Found, match: re.Match[str]) -> None:
    """Put the unit on the number: joined counters, 元/人, 次/月."""
    first = UNITS[(match["unit"] or match["bracketed"]).replace("（", "(").replace("）", ")")]
    item.unit, item.dimension, item.end = first.folded, first.dimension, max(item.end, match.end())
    item.tail = item.end
    if match["alternative"]:
        item.unit = _either(first.folded, UNITS[match["alternative"]].folded)
    for word in (match["slash1"], match["slash2"]):
        if word is None:
            continue
        other = UNITS.get(word)
        if word in words.SLASH_PERIODS:
            item.every = words.SLASH_PERIODS[word]
        elif other is not None and _same_family(first.dimension, other.dimension) and item.per is None:
            item.unit = _either(item.unit, other.folded)
        else:
            item.per = word if item.per is None else f"{item.per}/{word}"


def _either(first: str, second: str) -> str:
    return "人次" if (first, second) == ("人", "次") else f"{first}/{second}"


def _same_family(first: Dimension, second: Dimension) -> bool:
    counters = {Dimension.ITEM_COUNT, Dimension.EVENT_COUNT, Dimension.PERSON_COUNT}
    return first == second and first in counters


def _tailed(text: str, item: Found) -> None:
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
    if printed and item.comparator is None:
        item.comparator = _TAIL_WORDS[printed]
    if match["about"]:
        item.approximate = True
        item.weak = item.weak or Comparator.EQ


def _signed(text: str, item: Found, floor: int) -> Found:
    """Take a minus sign to the number where counting down makes sense."""
    before = item.start - 1
    if before < floor or text[before : before + 1] != "-":
        return item
    if before > 0 and text[before - 1] not in "≥≤<>=，；。：（" and not text[:before].endswith(("为", "达", "于",
    "率", "下降", "增长", "增幅", "增速", "降幅", "到", "至")):
        return item
    if (item.dimension in _SIGNED or item.dimension is None) and item.upper is None:
        item.value, item.start, item.lead = -item.value, before, before
    return item


def _clauses(text: str, found: list[Found], covered: list[tuple[int, int]], marks: list[tuple[int,
int]]) -> list[Clause]:
    """Split at clause marks that stand outside numbers, titles and dates; 、 ends one right after a number."""
    spans = sorted(covered + [(item.start, item.tail) for item in found])
    ends = {item.tail for item in found}
    cuts: list[tuple[int, int, str]] = [(start, end, "mark") for start, end in marks]
    marked = {place for start, end in marks for place in range(start, end)}
    index = 0
    for separator in _SEPARATOR.finditer(text):
        place = separator.start()
        while index < len(spans) and spans[index][1] <= place:
            index += 1
        if place in marked or (index < len(spans) and spans[index][0] <= place):
            continue
        if separator[0] == "、" and place not in ends:
            continue
        cuts.append((place, place + 1, separator[0]))
    clauses: list[Clause] = []
    start = depth = sentence = 0
    listed = False
    for cut_start, cut_end, sign in [*sorted(cuts), (len(text), len(text), "")]:
        if cut_start > start:
            clauses.append(Clause(start, cut_start, depth, sentence, sign, listed))
            listed = False
        start = cut_end
        if sign == "（":
            depth += 1
        elif sign == "）":
            depth = max(0, depth - 1)
        elif sign in _SENTENCE or sign == "；":
            sentence += 1
        elif sign == "mark":
            sentence += 1
            listed = True
    return clauses


def _attach(text: str, found: list[Found], clauses: list[Clause]) -> None:
    """Give each number its clause and peel off the words before it."""
    reversed_text = text[::-1]
    length = len(text)
    index = floor = 0
    for item in found:
        while index < len(clauses) - 1 and clauses[index].end <= item.start:
            index += 1
        item.clause = index
        low = max(floor, clauses[index].start if clauses else 0)
        _lead(item, reversed_text, length, low)
        if item.comparator is None:
            _distant(text, item, low, clauses[index].end)
        floor = item.tail


def _lead(item: Found, reversed_text: str, length: int, low: int) -> None:
    while item.lead > low:
        match = _LEAD.match(reversed_text, length - item.lead, length - low)
        if match is None:
            return
        word = match[0][::-1]
        if word in words.NOT_LEADS:
            return
        item.lead -= len(word)
        if word in _CMP:
            if item.comparator not in {None, Comparator.BETWEEN} and not item.bare:
                pass
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


def _distant(text: str, item: Found, low: int, clause_end: int) -> None:
    """Find a comparator that does not stand beside its number: 高于“十三五”17.4%, 50名会员以上."""
    last = None
    for match in _DISTANT.finditer(text, low, item.lead):
        last = match
    if last is not None:
        item.comparator = _CMP[last[0]]
        return
    late = _TAIL_LATE.search(text, item.tail, clause_end + 1)
    if late is not None and late.start() - item.tail <= 8 and not re.search("[0-9]", text[item.tail : late.start()]):
        if late["tail"] == "左右":
            item.approximate, item.weak = True, item.weak or Comparator.EQ
        else:
            item.comparator = _TAIL_WORDS[late["tail"]]
