"""Targets that do not fit their own name, unit or period (指标值与名称、计量单位、周期).

In: indicators of any form. Out: observations. The printed unit decides what is counted; a unit in the name (（项）)
or a measure word (时间, 率, 浏览量) that says otherwise is reported. Headings such as 数量指标 are no units and
are never used: ratios stand under 数量, events under 社会效益. 个 in a name fits every count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.audit.attainment import COUNTS, sole_promise
from kg.audit.completion import in_print
from kg.audit.figures import plain
from kg.audit.matching import Pair, pairs, promises
from kg.audit.rule import Observation, Rule
from kg.folding import fold
from kg.quantities.units import unit_of
from kg.quantities.value import Assumed, Comparator, Component, Dimension, Every, Role
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading, Target

_D = Dimension
_THINGS = frozenset({_D.ITEM_COUNT, _D.EVENT_COUNT})
_PEOPLE = frozenset({_D.PERSON_COUNT, _D.PERSON_TIMES})
_AMOUNTS = frozenset(COUNTS)
_NAME_UNIT = re.compile(r"\(([^()]{1,6})\)[。.;；]?$")
_ANY_COUNTER = ("个",)
# Counters that are also places: 驻村帮扶（村） names no unit.
_PLACE_WORDS = ("村", "镇", "街道", "路", "站", "点", "处", "所", "院", "版", "部", "本", "对")
_MUCH_IS_GOOD = re.compile(
    "(?<![不未非])(?:满意|认可|知晓|合格|完成|达标|覆盖|及时|准时|到位|支付|执行|好评|优良|优秀|通过|准确|公开|办结|落实|普及|完好|正常|就业|"
    r"入学|出勤|到课|签约|验收)[率度](?:\(%\))?$"
)
# 抽查覆盖率 is low by nature, and of 逾期支付率 little is good
_LITTLE_IS_MEANT = re.compile("抽[查检样]|献血|逾期|超期|延期|延迟|待就业|差错|双随机")
_CHANGES = re.compile("提[高升]|增[长加幅]|上升|下降|降低|减少|高于|低于|多于|比|较|同上年|超|偏差|每[低高少多提]|扣")
_AT_LEAST = (Comparator.GE, Comparator.GT, Comparator.EQ)
_CAN_BE_NEGATIVE = ("增", "变化", "变动", "差", "净", "收益", "利润", "盈", "结余", "提升", "提高")


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """Words at the end of a name that say what is measured, and dimensions that cannot be it.

    ``unless`` are endings that only look alike; ``of`` is ``name`` or ``label`` (the words of one number); ``per`` says
    that so much of one thing for so much of another (人/亿元) is no clash.
    """

    endings: tuple[str, ...]
    impossible: frozenset[Dimension]
    unless: tuple[str, ...] = ()
    of: str = "name"
    per: bool = False


MEASURE_WORDS = (
    MeasureWord(("时间", "时长"), _AMOUNTS | {_D.RATIO, _D.MONEY, _D.AREA}),
    MeasureWord(
        ("率", "比例", "占比", "比重"),
        _AMOUNTS | {_D.MONEY, _D.AREA, _D.DURATION, _D.LENGTH, _D.MASS},
        unless=("效率", "频率", "功率", "速率", "心率", "分辨率", "利率", "汇率", "密度比例"),
        per=True,
    ),
    MeasureWord(("金额", "资金额"), _AMOUNTS | {_D.DURATION, _D.AREA}),
    MeasureWord(("浏览量", "播放量", "点击量", "阅读量", "访问量", "下载量"), frozenset({_D.PERSON_COUNT}), of="label"),
)


def value_of(indicator: Indicator) -> Target | None:
    """Return the value that the name speaks of: the annual one, else the whole-period one."""
    annual = indicator.annual_target
    return annual if annual is not None and annual.components else indicator.period_target or annual


def _counted(value: Target) -> list[Component]:
    return [one for one in value.components if one.role in (Role.PROMISE, Role.TOTAL)]


def _about(indicator: Indicator) -> tuple[str, ...]:
    return (f"indicator/{indicator.ordinal}",)


def name_unit_clash(reading: Reading) -> Iterator[Observation]:
    """Find a unit in brackets behind the name that none of the value's numbers counts."""
    for indicator in reading.indicators:
        value = value_of(indicator)
        bracket = _NAME_UNIT.search(fold(indicator.name))
        unit = unit_of(bracket[1]) if bracket else None
        if value is None or unit is None or bracket is None or bracket[1] in _PLACE_WORDS:
            continue
        numbers = _counted(value)
        dimensions = {one.dimension for one in numbers}
        if not numbers or _D.NONE in dimensions or unit.dimension in dimensions:
            continue
        if unit.dimension in _PEOPLE and dimensions & _PEOPLE:
            continue
        if bracket[1] in _ANY_COUNTER and dimensions & _AMOUNTS:
            continue
        yield Observation(
            {
                "name": indicator.name,
                "named": bracket[1],
                "words": value.raw,
                "found": "、".join(dict.fromkeys(one.measure_unit for one in numbers)),
            },
            [indicator.source, value.source],
            _about(indicator),
        )


def name_measure_clash(reading: Reading) -> Iterator[Observation]:
    """Find a measure word whose value is printed in a unit that cannot measure it."""
    for indicator in reading.indicators:
        value = value_of(indicator)
        if value is None:
            continue
        numbers = _counted(value)
        name = re.sub(r"\([^()]*\)$", "", fold(indicator.name))
        for row in MEASURE_WORDS:
            if row.of == "label":
                found = [(one.label, [one]) for one in numbers if _ends(fold(one.label), row)]
            else:
                found = [(name, numbers)] if _ends(name, row) else []
            for words, ones in found:
                if ones and all(one.dimension in row.impossible and not (row.per and one.per) for one in ones):
                    yield Observation(
                        {
                            "name": indicator.name,
                            "measure": words,
                            "words": value.raw if row.of == "name" else in_print(ones[0]),
                            "found": "、".join(dict.fromkeys(one.measure_unit for one in ones)),
                        },
                        [indicator.source, value.source],
                        _about(indicator),
                    )


def _ends(words: str, row: MeasureWord) -> bool:
    return words.endswith(row.endings) and not words.endswith(row.unless)


def vacuous_target(reading: Reading) -> Iterator[Observation]:
    """Find a promise of at least zero, which every result keeps, unless the thing can be negative."""
    for indicator in reading.indicators:
        if any(word in indicator.name for word in _CAN_BE_NEGATIVE):
            continue
        value = value_of(indicator)
        for one in promises(value) if value else ():
            if one.comparator is Comparator.GE and one.value == 0 and value is not None:
                yield Observation(
                    {"name": indicator.name, "words": value.raw},
                    [indicator.source, value.source],
                    _about(indicator),
                    f"x ≥ {plain(one.value)}",
                    one.value,
                )
                break


def fraction_as_share(reading: Reading) -> Iterator[Observation]:
    """Find a share of which much is good (合格率, 满意度) that promises 1 % at most: 0.95 beside % may be 95 %."""
    for indicator in reading.indicators:
        value = value_of(indicator)
        name = fold(indicator.name)
        if value is None or not _MUCH_IS_GOOD.search(name) or _LITTLE_IS_MEANT.search(name):
            continue
        promised = promises(value)
        if _CHANGES.search(value.raw) or any(one.value > 1 for one in promised if one.measure_unit == "%"):
            continue
        for one in promised:
            if one.measure_unit == "%" and one.value > 0 and one.comparator in _AT_LEAST and not one.baseline:
                yield Observation(
                    {"name": indicator.name, "words": value.raw, "percent": plain(one.value * 100)},
                    [indicator.source, value.source],
                    _about(indicator),
                    f"{plain(one.value)} × 100 = {plain(one.value * 100)}",
                    one.value,
                )
                break


def unit_drift(reading: Reading) -> Iterator[Observation]:
    """Find a number whose target and result count different kinds of things (人 and 人次, 人次 and 次)."""
    for indicator in reading.indicators:
        target, actual = indicator.annual_target or indicator.period_target, indicator.actual
        if target is None or actual is None:
            continue
        drifted = [pair for pair in _same_thing(target, actual) if _drifts(pair)]
        if drifted:
            yield Observation(
                {
                    "name": indicator.name,
                    "parts": "；".join(
                        f"{pair.promised.label} {in_print(pair.promised)} → {in_print(pair.reached)}".strip()
                        for pair in drifted
                    ),
                },
                [target.source, actual.source],
                _about(indicator),
            )


def _same_thing(target: Target, actual: Target) -> list[Pair]:
    """Pair the only number with the only number, else numbers with the very same label."""
    if len(promises(target)) == len(promises(actual)) == 1:
        return list(pairs(target, actual))
    found = []
    for one in promises(target):
        alike = [other for other in promises(actual) if fold(other.label) == fold(one.label)]
        rivals = [other for other in promises(target) if fold(other.label) == fold(one.label)]
        if fold(one.label) and len(alike) == len(rivals) == 1:
            found.append(Pair(one, alike[0]))
    return found


def _drifts(pair: Pair) -> bool:
    dimensions = {pair.promised.dimension, pair.reached.dimension}
    printed = not any(Assumed.DIMENSION in one.assumed for one in (pair.promised, pair.reached))
    return len(dimensions) == 2 and _D.NONE not in dimensions and dimensions != _THINGS and printed


_YEARLY = (None, Every.YEAR)


def period_annual_differ(reading: Reading) -> Iterator[Observation]:
    """Find a whole-period and an annual value that cannot be stages of one promise."""
    for indicator in reading.indicators:
        period, annual = indicator.period_target, indicator.annual_target
        if period is None or annual is None or bare(period.raw) == bare(annual.raw):
            continue
        whole, year = sole_promise(period), sole_promise(annual)
        if whole is None or year is None:
            continue
        both = {whole.dimension, year.dimension}
        # a share of the work (完成 50%) may well be the year's stage of a count
        other_thing = both <= _AMOUNTS and (
            (len(both) == 2 and both not in (_THINGS, _PEOPLE)) or whole.per != year.per
        )
        adds_up = whole.dimension in _AMOUNTS and whole.every in _YEARLY and year.every in _YEARLY
        more = adds_up and len(both) == 1 and not other_thing and year.per is None and year.value > whole.value
        if (
            other_thing
            or _is_share_of(whole, year)
            or _is_share_of(year, whole)
            or (more and not (whole.approximate or year.approximate))
        ):
            yield Observation(
                {"name": indicator.name, "period": period.raw, "annual": annual.raw},
                [indicator.source, period.source, annual.source],
                _about(indicator),
                f"{plain(year.value)} > {plain(whole.value)}" if more else None,
            )


def _is_share_of(share: Component, percent: Component) -> bool:
    """Say whether 0.9 stands against 90%: a sheet's figure without its percent format, or another promise."""
    both = share.dimension is percent.dimension is _D.RATIO
    return both and not share.measure_unit and share.value <= 1 < percent.value and percent.measure_unit == "%"


def bare(words: str) -> str:
    """Fold a value for comparison, without the full stop at its end.

    >>> bare("90%以上。") == bare("90%以上")
    True

    """
    return fold(words).rstrip("。.;；")


RULES = (
    Rule("name-unit-clash", Severity.CHECK, "指标名称（单位）: the value counts in the unit named", name_unit_clash),
    Rule("name-measure-clash", Severity.CHECK, "指标名称: a 时间 is no share, a 率 no count", name_measure_clash),
    Rule("vacuous-target", Severity.CHECK, "指标值: a target of at least 0 cannot be missed", vacuous_target),
    Rule(
        "fraction-as-share",
        Severity.CHECK,
        "指标值: a 合格率 or 满意度 of 1 % at most is hardly meant; 0.95 in a sheet is 95 %",
        fraction_as_share,
    ),
    Rule("unit-drift", Severity.CHECK, "自评表: target and result count the same thing", unit_drift),
    Rule(
        "period-annual-differ",
        Severity.CHECK,
        "申报表: 实施周期指标值 and 年度指标值 are stages of one promise; a year is no more than the whole",
        period_annual_differ,
    ),
)
