"""Printed figures (印出的数字): how exact they are, and how a calculation with them is written down.

In: decimals and the words they were printed with. Out: tolerances that follow from the printed places, and
arithmetic in digits such as ``49.64 + 46 = 95.64``. A printed figure stands for every value that rounds to
it; many offices cut off instead of rounding, so a quotient may be either.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from kg.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MINUS = "−"
#: Between two calculations of one finding.
THEN = "；"
_MOST_TERMS = 24
_FRACTION = re.compile(r"\.(\d+)")
# Digits kept of a quotient before it is rounded to printed places.
_PRECISION = 40


def places(printed: str) -> int:
    """Return how many decimal places were printed.

    >>> places("28,028.68"), places("45456"), places("-8.27%"), places("９５．５")
    (2, 0, 2, 1)

    """
    found = _FRACTION.search(fold(printed))
    return len(found[1]) if found else 0


def places_of(value: Decimal) -> int:
    """Return the decimal places a value was given with (``Decimal("48.00")``: 2)."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def unit_in_last_place(decimals: int) -> Decimal:
    """Return one unit of the last of so many decimal places: 2 → 0.01."""
    return Decimal(1).scaleb(-decimals)


def half_unit(decimals: int) -> Decimal:
    """Return how far a figure rounded to so many places can be from its value."""
    return unit_in_last_place(decimals) / 2


def same_figure(one: Decimal, other: Decimal) -> bool:
    """Whether two printed figures can be one value, the one printed with fewer places rounded or cut off.

    >>> same_figure(Decimal("97.8"), Decimal("97.79")), same_figure(Decimal("46"), Decimal("48.00"))
    (True, False)

    """
    if places_of(one) == places_of(other):
        return one == other
    coarse = min(places_of(one), places_of(other))
    return abs(one - other) < unit_in_last_place(coarse)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up (四舍五入)."""
    return in_places(value, decimals, ROUND_HALF_UP)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """Cut off after so many places (截尾)."""
    return in_places(value, decimals, ROUND_DOWN)


def in_places(value: Decimal, decimals: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Give a value so many decimal places, whatever its length: damaged pages print numbers of hundreds of digits.

    >>> len(str(in_places(Decimal("9" * 300), 2)))
    303

    """
    with localcontext(prec=max(value.adjusted() + decimals + 2, _PRECISION)):
        return value.quantize(unit_in_last_place(decimals), rounding)


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Divide with enough digits for any printed percentage."""
    with localcontext(prec=_PRECISION):
        return numerator / denominator


def quotient_range(
    numerator: Decimal, slack_above: Decimal, denominator: Decimal, slack_below: Decimal
) -> tuple[Decimal, Decimal]:
    """Return the smallest and largest quotient of two rounded figures; the denominator stays above zero."""
    tops = (numerator - slack_above, numerator + slack_above)
    bottoms = (denominator - slack_below, denominator + slack_below)
    with localcontext(prec=_PRECISION):
        values = [top / bottom for top in tops for bottom in bottoms]
    return min(values), max(values)


def admits(lower: Decimal, upper: Decimal, printed: Decimal) -> bool:
    """Whether some value between the two limits is printed like this, rounded or cut off."""
    decimals = places_of(printed)
    results = [way(limit, decimals) for way in (rounded, truncated) for limit in (lower, upper)]
    return min(results) <= printed <= max(results)


def plain(value: Decimal, decimals: int | None = None) -> str:
    """Write a value without exponent, with a typographic minus; places only where they are asked for.

    >>> plain(Decimal("-2.50")), plain(Decimal("2"), 2), plain(Decimal("1E+4"))
    ('−2.5', '2.00', '10000')

    """
    if decimals is None:
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = format(rounded(value, decimals), "f")
    return text.replace("-", MINUS)


def as_given(value: Decimal) -> str:
    """Write a value with the places it was given with.

    >>> as_given(Decimal("48.00"))
    '48.00'

    """
    return plain(value, places_of(value))


def difference(one: Decimal, other: Decimal, write: Callable[[Decimal], str] = as_given) -> str:
    """Write the larger less the smaller of two figures.

    >>> difference(Decimal("95.64"), Decimal("97.79")), difference(Decimal(3), Decimal("2.50"), plain)
    ('97.79 − 95.64 = 2.15', '3 − 2.5 = 0.5')

    """
    larger, smaller = max(one, other), min(one, other)
    return f"{write(larger)} {MINUS} {write(smaller)} = {write(larger - smaller)}"


def terms(printed: Sequence[str]) -> str:
    """Join addends; more than fit a line are shortened in the middle and counted.

    >>> terms(["49.64", "46"])
    '49.64 + 46'

    """
    if len(printed) <= _MOST_TERMS:
        return " + ".join(printed)
    return " + ".join([*printed[:10], "…", *printed[-10:]]) + f" [{len(printed)}]"
