"""Write a value's components in one normal form that reads back as the same components.

``不少于 8 支队伍`` and ``≥8支队伍`` both become ``队伍≥8支``.  The printed words stay in ``Value.raw``; this form is
for comparing, for pages and for messages.
"""

from __future__ import annotations

from decimal import Decimal

from kg.quantities.units import unit_of
from kg.quantities.value import Comparator, Component, Dimension, Every, Kind, Role, Value

_SIGNS = {
    Comparator.EQ: "=",
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.BETWEEN: "",
}
_EVERY = {
    Every.YEAR: ("每年", "per year"),
    Every.QUARTER: ("每季度", "per quarter"),
    Every.MONTH: ("每月", "per month"),
    Every.WEEK: ("每周", "per week"),
    Every.DAY: ("每天", "per day"),
}
_SCALES = ((8, "亿"), (4, "万"))
#: More decimals than this are clearer without a scale word.
_SCALED_DECIMALS = 4


def render_value(value: Value, lang: str = "zh") -> str:
    """Give a value's components in one normal form.

    Args:
        value: As read.
        lang: ``"zh"``, a form that ``read_value`` reads back to the same comparators, values and units, or
            ``"en"``, for pages in English (the counted words stay as printed).

    Returns:
        Components joined by ``；``; the words themselves where the value has none.

    Examples:
        >>> from kg.quantities import read_value
        >>> render_value(read_value("举办科普活动不少于8场，参与人数约1.2万人次"))
        '科普活动≥8场；参与人数约1.2万人次'
        >>> render_value(read_value("每月2次"), "en")
        '= 2 times (次) per month'

    """
    if not value.components:
        return "" if value.kind is Kind.MISSING else "".join(value.raw.split())
    if lang == "en":
        return "; ".join(_english(component) for component in value.components)
    return "；".join(_chinese(component) for component in value.components)


def plain_number(value: Decimal) -> str:
    """Give a decimal without an exponent.

    Examples:
        >>> plain_number(Decimal("1E+4")), plain_number(Decimal("95.0"))
        ('10000', '95.0')

    """
    return f"{value:f}"


def scaled_number(value: Decimal) -> str:
    """Give a number with 万 or 亿 where that is exact and short.

    Examples:
        >>> scaled_number(Decimal("14531")), scaled_number(Decimal("12849000000")), scaled_number(Decimal("9999"))
        ('1.4531万', '128.49亿', '9999')

    """
    whole, _, fraction = plain_number(value).partition(".")
    if fraction:
        return plain_number(value)
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    for places, word in _SCALES:
        head, tail = digits[:-places], digits[-places:].rstrip("0")
        if head and len(tail) <= _SCALED_DECIMALS:
            return f"{sign}{head}{'.' + tail if tail else ''}{word}"
    return whole


def brief(value: Value) -> str:
    """Give kind and components on one line for tables of examples (tests, documentation).

    Examples:
        >>> from kg.quantities import read_value
        >>> brief(read_value("每场培训约2天，共3场"))
        'quantity =~2天 per 场 | =3场'
        >>> brief(read_value("95", name="满意度"))
        'quantity =95[ratio]'

    """
    parts = []
    for component in value.components:
        if component.role is Role.CONTEXT:
            continue
        sign = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "="}.get(component.comparator, "")
        upper = f"..{plain_number(component.upper)}" if component.upper is not None else ""
        parts.append(
            sign
            + ("~" if component.approximate else "")
            + f"{plain_number(component.value)}{upper}{component.measure_unit}"
            + (f"[{component.dimension}]" if _told_by_words(component) else "")
            + (f" per {component.per}" if component.per else "")
            + (f" every {component.every}" if component.every else "")
        )
    return value.kind + (" " + " | ".join(parts) if parts else "")


def _told_by_words(component: Component) -> bool:
    """Tell whether the dimension is another than the unit's own."""
    unit = unit_of(component.measure_unit)
    return component.dimension is not (Dimension.NONE if unit is None else unit.dimension)


def _figure(component: Component) -> str:
    if component.upper is not None:
        return f"{plain_number(component.value)}~{plain_number(component.upper)}{component.measure_unit}"
    number = scaled_number(component.value)
    if component.approximate and component.comparator is Comparator.GT:
        return f"{number}余{component.measure_unit}"
    if component.approximate and component.comparator is Comparator.LT:
        return f"接近{number}{component.measure_unit}"
    if component.approximate:
        sign = "" if component.comparator is Comparator.EQ else _SIGNS[component.comparator]
        return f"{sign}约{number}{component.measure_unit}"
    return f"{_SIGNS[component.comparator]}{number}{component.measure_unit}"


def _chinese(component: Component) -> str:
    words = ["其中" if component.role is Role.PART else "", component.label]
    if component.role is Role.TOTAL:
        words.append("合计")
    if component.per == "各":
        words.append("各")
    elif component.per:
        words.append(f"每{component.per}")
    if component.every:
        words.append(_EVERY[component.every][0])
    words.append(_figure(component))
    return "".join(words)


def _english(component: Component) -> str:
    unit = unit_of(component.measure_unit)
    sign = _SIGNS[component.comparator]
    number = plain_number(component.value)
    if component.upper is not None:
        number = f"{number} to {plain_number(component.upper)}"
    if component.measure_unit == "%":
        number += "%"
    elif unit is not None:
        number += f" {unit.english} ({component.measure_unit})"
    elif component.measure_unit:
        number += f" {component.measure_unit}"
    words = [
        "of which" if component.role is Role.PART else "",
        component.label,
        "about" if component.approximate else "",
        sign,
        number,
        f"per {component.per}" if component.per else "",
        _EVERY[component.every][1] if component.every else "",
    ]
    return " ".join(word for word in words if word)
