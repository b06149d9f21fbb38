"""Which number of a result answers which number of its target (指标值与实现值的逐项对应).

In: two value cells of one indicator. Out: pairs of components. Hard because compound cells list up to twenty
promises and results may leave some out or change their order. Two ways are trusted: the same number of numbers of
the same kinds in the same order, unless labels say otherwise; or labels that are one word, or one inside the
other, and point at each other only. What is not certain is left unpaired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.quantities.value import Component, Dimension, Every, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records import Target

# Counters that offices exchange freely between target and result.
_FAMILIES: dict[Dimension, str] = {
    Dimension.ITEM_COUNT: "count",
    Dimension.EVENT_COUNT: "count",
    Dimension.PERSON_COUNT: "people",
    Dimension.PERSON_TIMES: "people",
}
_SHORTEST_LABEL = 2
_REPEATED = (Every.QUARTER, Every.MONTH, Every.WEEK, Every.DAY)


@dataclass(frozen=True, slots=True)
class Pair:
    """A promised number and the reached number that answers it."""

    promised: Component
    reached: Component


def promises(value: Target) -> list[Component]:
    """Return the promised numbers of a value, in the order of its words."""
    return [component for component in value.components if component.role is Role.PROMISE]


def yearly(value: Target) -> list[Component]:
    """Return the promised numbers that stand for the whole year, not for each month, session or station."""
    return [one for one in promises(value) if one.every not in _REPEATED and one.per is None]


def pairs(target: Target, actual: Target) -> tuple[Pair, ...]:
    """Pair the promised numbers of a target with those of a result; see the module for what is trusted."""
    promised, reached = promises(target), promises(actual)
    if not promised or not reached:
        return ()
    if len(promised) == len(reached) == 1:
        return (Pair(promised[0], reached[0]),)
    if _in_order(promised, reached):
        return tuple(Pair(one, other) for one, other in zip(promised, reached, strict=True))
    return _by_label(promised, reached)


def likeness(one: str, other: str) -> int:
    """Return the length of the longest run of characters that two labels share, after folding.

    >>> likeness("需求数量", "技术需求项目")
    2

    """
    one, other = fold(one), fold(other)
    best = 0
    for start in range(len(one)):
        while one[start : start + best + 1] in other and start + best < len(one):
            best += 1
    return best


def _family(component: Component) -> str:
    return _FAMILIES.get(component.dimension, component.dimension.value)


def _in_order(promised: Sequence[Component], reached: Sequence[Component]) -> bool:
    families = [_family(one) for one in promised]
    if families != [_family(other) for other in reached]:
        return False
    for at, (one, other) in enumerate(zip(promised, reached, strict=True)):
        if one.label == other.label:
            continue
        own = likeness(one.label, other.label)
        for elsewhere, rival in enumerate(reached):
            alike = elsewhere != at and families[elsewhere] == families[at]
            if alike and likeness(one.label, rival.label) > own:
                return False
    return True


def _by_label(promised: Sequence[Component], reached: Sequence[Component]) -> tuple[Pair, ...]:
    found: list[Pair] = []
    for one in promised:
        mine = [other for other in reached if _named_alike(one, other)]
        exact = [other for other in mine if fold(other.label) == fold(one.label)]
        chosen = exact or mine
        if len(chosen) != 1:
            continue
        back = [rival for rival in promised if _named_alike(rival, chosen[0])]
        exact_back = [rival for rival in back if fold(rival.label) == fold(chosen[0].label)]
        if (exact_back or back) == [one]:
            found.append(Pair(one, chosen[0]))
    return tuple(found)


def _named_alike(one: Component, other: Component) -> bool:
    if one.dimension is not other.dimension:
        return False
    first, second = fold(one.label), fold(other.label)
    if min(len(first), len(second)) < _SHORTEST_LABEL:
        return False
    return first in second or second in first
