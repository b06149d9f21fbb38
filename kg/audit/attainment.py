"""How much of a promise was reached (完成率), computed from target and actual, where that is certain.

In: the two value cells of one indicator. Out: a fraction (1 = reached), or ``None``. Hard because most pairs
cannot be divided: several numbers against several, another thing counted, 约 or 近 beside the number, a
limit from above. A printed rate is never consulted. Deliberately not done: no mean over several numbers, no
guess which number answers which.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.quantities.units import unit_of
from kg.quantities.value import Comparator, Component, Dimension, Every, Role

if TYPE_CHECKING:
    from kg.records import Reading, Target

_PLACES = Decimal("0.000001")
# A quotient as long as this comes of a damaged page and says nothing about a promise.
_MOST_DIGITS = 20
# An approximate figure within this share of its target does not tell whether the target was reached.
_APPROXIMATE_BAND = Decimal("0.2")
_AT_LEAST = (Comparator.GE, Comparator.GT)
# For a bare number of these the document does not say whether less or more is wanted (30天内, 100万元).
_WITHOUT_DIRECTION = (Dimension.DURATION, Dimension.MONEY, Dimension.DATE)


def computed_rate(target: Target, actual: Target, *, name: str = "") -> Decimal | None:
    """Return actual ÷ target as a fraction with six places (half to even), ``None`` where it is not certain.

    Certain means: one promised number stands against one, both of one dimension, repeated in the same period
    and per the same thing; the target is a lower limit or a bare number above zero; and neither a word such
    as 约, 余, 近 nor a limit in the actual (超过 90) leaves open whether the target was reached. Where less is
    better (投诉, 事故) there is no such fraction.

    Args:
        target: 年度目标值, as read.
        actual: 实际完成值, as read with ``actual=True``.
        name: The indicator's name, to tell where less is better.

    """
    promised = sole_promise(target)
    reached = sole_promise(actual)
    if promised is None or reached is None or less_is_better(name) or less_is_better(promised.label):
        return None
    return component_rate(promised, reached)


def changed_targets(reading: Reading) -> set[int]:
    """Return the indicators beside whose target the form prints a changed one: a result may answer either."""
    return {
        int(slug.rpartition("/")[2])
        for finding in reading.findings
        if finding.rule == "adjusted-target"
        for slug in finding.about
    }


def sole_promise(value: Target) -> Component | None:
    """Return the one promised number of a value, ``None`` where there is none or more than one.

    Parts of that number (其中 …) do not count; a total of several numbers makes it more than one.
    """
    numbers = [part for part in value.components if part.role in (Role.PROMISE, Role.TOTAL)]
    return numbers[0] if len(numbers) == 1 and numbers[0].role is Role.PROMISE else None


def component_rate(promised: Component, reached: Component) -> Decimal | None:
    """Return reached ÷ promised for two numbers that speak of the same thing; see ``computed_rate``."""
    if not _divisible(promised, reached):
        return None
    factors = _factors(promised, reached)
    if factors is None or reached.value < 0:
        return None
    with localcontext(prec=60):
        exact = (reached.value * factors[1]) / (promised.value * factors[0])
        if exact.adjusted() >= _MOST_DIGITS:
            return None
        rate = exact.quantize(_PLACES, ROUND_HALF_EVEN)
    return rate if _decided(promised, reached, rate) else None


def comparable_period(promised: Component, reached: Component) -> bool:
    """Whether two numbers repeat in the same period (全年 is the form's own year) and per the same thing."""
    year = (None, Every.YEAR)
    same = promised.every == reached.every or (promised.every in year and reached.every in year)
    return same and promised.per == reached.per and promised.baseline is None and reached.baseline is None


def exceeds(promised: Component, reached: Component) -> bool:
    """Whether a result lies above an upper limit (≤, 以内, 低于) of the same thing for certain."""
    limit = promised.comparator in (Comparator.LE, Comparator.LT) and not promised.approximate
    above = reached.comparator in (Comparator.EQ, *_AT_LEAST) and not reached.approximate
    factors = _factors(promised, reached)
    if not limit or not above or factors is None or promised.dimension is not reached.dimension:
        return False
    same = comparable_period(promised, reached)
    return same and reached.value * factors[1] > promised.value * factors[0]


def less_is_better(words: str) -> bool:
    """Whether a name speaks of what should be few (投诉、事故、成本)."""
    folded = fold(words)
    return any(word in folded for word in LESS_IS_BETTER)


def _divisible(promised: Component, reached: Component) -> bool:
    if promised.value <= 0 or promised.dimension is not reached.dimension:
        return False
    if promised.comparator not in (*_AT_LEAST, Comparator.EQ):
        # 近10000人 promises about 10000: an approximate word is no upper limit
        if not (promised.approximate and promised.comparator is Comparator.LT):
            return False
    elif promised.comparator is Comparator.EQ and promised.dimension in _WITHOUT_DIRECTION:
        return False
    limited = reached.comparator in (Comparator.BETWEEN, Comparator.LE) or (
        reached.comparator is Comparator.LT and not reached.approximate
    )
    return not limited and comparable_period(promised, reached)


def _factors(promised: Component, reached: Component) -> tuple[Decimal, Decimal] | None:
    """Return what one unit of each is in the base unit of their dimension; counters count one."""
    if promised.measure_unit == reached.measure_unit:
        return Decimal(1), Decimal(1)
    if promised.dimension is Dimension.NONE:
        return None
    units = unit_of(promised.measure_unit), unit_of(reached.measure_unit)
    factors = [unit.factor if unit else None for unit in units]
    if factors[0] is not None and factors[1] is not None:
        return factors[0], factors[1]
    counted = promised.dimension in COUNTS and factors == [None, None]
    return (Decimal(1), Decimal(1)) if counted else None


# Of these less is better, so that a small result is no shortfall.
LESS_IS_BETTER = (
    "投诉", "事故", "违规", "违纪", "违法", "差错", "故障", "死亡", "伤亡", "发病", "逾期", "超支", "流失",
    "下降", "降低", "减少", "中断", "返工", "压减", "压缩", "缩短", "闲置", "空置", "超标",
    "成本", "能耗", "消耗", "排放", "误差", "缺陷", "舆情",
)  # fmt: skip

COUNTS = (
    Dimension.ITEM_COUNT,
    Dimension.EVENT_COUNT,
    Dimension.PERSON_COUNT,
    Dimension.PERSON_TIMES,
    Dimension.VIEW_COUNT,
)
"""Dimensions of numbers that are counted, and so can be added up."""


def _decided(promised: Component, reached: Component, rate: Decimal) -> bool:
    # 2100余 against 2000 has certainly reached it
    more = reached.comparator is Comparator.GT and not promised.approximate and rate >= 1
    approximate = promised.approximate or (reached.approximate and not more)
    if approximate and abs(rate - 1) <= _APPROXIMATE_BAND:
        return False
    # "超过 90" against 100 may or may not have reached it
    return rate >= 1 or reached.comparator not in _AT_LEAST or reached.approximate
