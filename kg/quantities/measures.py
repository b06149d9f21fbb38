"""The unit behind a number (数字后的单位): counters, joined counters, 元/人/天, 次/月.

Goes in: folded text and the place where a number ends.  Comes out: the printed unit, folded, with what it counts,
the alternative that is joined to it (台（套）), the thing or period after a slash, and where it all ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.quantities import words
from kg.quantities.rule import longest_first
from kg.quantities.units import UNITS, unit_pattern
from kg.quantities.value import Dimension, Every

_UNIT = re.compile(unit_pattern())
_PERIOD = re.compile("|".join(longest_first([*words.SLASH_PERIODS])))
#: Things after a slash that are no counters, and other short nouns where the clause ends: 元/人, 元/课题.
_THING = re.compile("[人户村校镇街站点班组企生亩床辆单]|[一-龥]{1,3}(?=$|[，；。（）/·])")
#: Between a number and its unit: 10（含）场, 5（五）场.
_ASIDE = re.compile("（(?:含|[一二三四五六七八九十百千万零]+)）")
#: Behind a counter: the rest of a compound that the table does not have (榜次, 户公里), which is no such counter.
_COMPOUND = re.compile(
    "次(?!级|序|数|日|生灾害|品|要|第|元|之)"
    "|(?:公里|千米|米|亩|公顷|天|吨|公斤|千克|斤)(?=$|[，；。、（）]|以[上下内]|左右|及以)"
)
#: 人·天 is no 人.
_WITH_DOT = re.compile("·[天日次月年]")
_DAYS = ("·天", "·日")
_ENDS = re.compile("$|[，；。、（）]|以[上下内]|左右")
_COUNTERS = {Dimension.ITEM_COUNT, Dimension.EVENT_COUNT, Dimension.PERSON_COUNT}


@dataclass(slots=True)
class Measure:
    """A printed unit; ``end`` is where it ends in the folded text."""

    unit: str
    dimension: Dimension
    end: int
    every: Every | None = None
    per: str | None = None


def measure_after(text: str, place: int) -> Measure | None:
    """Read the unit that begins at a place of folded text.

    Examples:
        >>> measure_after("10幅（条）", 2).unit, measure_after("350元/人/天", 3).per
        ('幅/条', '人')
        >>> measure_after("5 ", 1) is None
        True

    """
    aside = _ASIDE.match(text, place)
    place = aside.end() if aside else place
    match = _unit_at(text, place)
    if match is not None:
        if _WITH_DOT.match(text, match.end()):
            return None
        measure = _first(match, match.end())
        _joined(text, measure)
    elif text[place : place + 1] == "（" and (match := _unit_at(text, place + 1)):
        measure = _first(match, match.end())
        measure = _after_slashes(text, measure)
        if text[measure.end : measure.end + 1] != "）":
            return None
        measure.end += 1
    else:
        return None
    return _after_slashes(text, measure)


def _unit_at(text: str, place: int) -> re.Match[str] | None:
    """Match the unit at a place; none where it only begins a compound that is not known."""
    match = _UNIT.match(text, place)
    return None if match is None or _COMPOUND.match(text, match.end()) else match


def _first(match: re.Match[str], end: int) -> Measure:
    unit = UNITS[match[0].replace("（", "(").replace("）", ")")]
    return Measure(unit.folded, unit.dimension, end)


def _joined(text: str, measure: Measure) -> None:
    """Join the counter in brackets: 台（套）."""
    other = _unit_at(text, measure.end + 1) if text[measure.end : measure.end + 1] == "（" else None
    if other is not None and text[other.end() : other.end() + 1] == "）":
        measure.unit = _either(measure.unit, UNITS[other[0]].folded)
        measure.end = other.end() + 1


def _after_slashes(text: str, before: Measure) -> Measure:
    """Read what stands after up to two slashes; after the first a dot will do, and brackets: 元/人·天, 元/（人.月）."""
    measure = replace(before)
    signs = "/"
    is_open = False
    for _ in range(2):
        sign, place = text[measure.end : measure.end + 1], measure.end + 1
        if sign not in signs or not sign:
            break
        if signs == "/" and text[place : place + 1] == "（":
            is_open, place = True, place + 1
        period = _PERIOD.match(text, place)
        unit = _unit_at(text, place)
        if unit is not None and unit[0].endswith(_DAYS):
            unit = None  # 元/人·天 is per person, every day
        match = period or unit or (_THING.match(text, place) if sign != "." and not is_open else None)
        # 100元/户.年底前完成: the dot ended the words
        if match is None or (sign == "." and not _ENDS.match(text, match.end())):
            break
        other = UNITS.get(match[0])
        if period is not None:
            measure.every = words.SLASH_PERIODS[period[0]]
        elif other is not None and measure.per is None and _same_family(measure.dimension, other.dimension):
            measure.unit = _either(measure.unit, other.folded)
        else:
            measure.per = match[0] if measure.per is None else f"{measure.per}/{match[0]}"
        measure.end = match.end()
        signs = "/·."
    if is_open:
        if text[measure.end : measure.end + 1] != "）":
            return before
        measure.end += 1
    return measure


def _either(first: str, second: str) -> str:
    if first == second:
        return first
    return "人次" if (first, second) == ("人", "次") else f"{first}/{second}"


def _same_family(first: Dimension, second: Dimension) -> bool:
    return first is second and first in _COUNTERS
