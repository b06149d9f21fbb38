"""Which counters count the same thing (计数单位的族): 场 and 次 do, 人 and 人次 never.

In: a printed unit, and what it counts. Out: the name of its family, or the other units of it. A table; what it does not
join stays apart. A comparison sets a family side by side, a filter by unit keeps to the one that is printed and says
which others count the same.
"""

from __future__ import annotations

from kg.quantities.units import unit_of
from kg.quantities.value import Dimension

_D = Dimension
FAMILIES: tuple[tuple[Dimension, tuple[str, ...]], ...] = tuple(
    (dimension, tuple(units.split()))
    for dimension, units in (
        (_D.PERSON_COUNT, "人 名 位 个 个人 口"),
        (_D.PERSON_TIMES, "人次"),
        (_D.EVENT_COUNT, "场次 场 次 频次 期 回 遍 趟"),
        (_D.ITEM_COUNT, "个 项"),
        (_D.VIEW_COUNT, "次"),
        (_D.SCORE, "分"),
    )
)
"""Counters that count the same thing; the family has the first of them as its name."""
FAMILY_OF = {(dimension, unit): units[0] for dimension, units in FAMILIES for unit in units}


def units_alike(unit: str) -> tuple[str, ...]:
    """Return the other units that count what this one counts by itself, in a fixed order.

    >>> units_alike("场"), units_alike("人次"), units_alike("台")
    (('场次', '次', '频次', '期', '回', '遍', '趟'), (), ())

    """
    known = unit_of(unit)
    dimension = known.dimension if known is not None else None
    alike = (other for own, units in FAMILIES if own is dimension and unit in units for other in units)
    # 个 counts people where its words say so, things everywhere else
    return tuple(one for one in alike if one != unit and getattr(unit_of(one), "dimension", None) is dimension)
