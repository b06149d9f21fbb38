"""What was reached of one promised number (实际完成值), beside the promise, from a stored answer.

In: HIT of the contract and one component of its target. Out: the number that answers it, with the words and place of
the result, and the fraction reached. Which number answers which, and when a fraction is certain, is decided by the
audit's own rules, so that a comparison never says more than a finding would. The printed rate is not consulted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from embeddings.comparison.figures import component_of
from kg.audit.attainment import component_rate, less_is_better
from kg.audit.matching import pairs
from kg.citing import words_around
from kg.quantities.value import Kind
from kg.records import Target

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.quantities.value import Component

Answers = dict[tuple[int, int], "Component"]


def answers(hit: dict[str, Any]) -> Answers:
    """Pair the numbers of target and result: place of the promised number → reached number."""
    if not hit["target"] or not hit["actual"]:
        return {}
    found = pairs(_value(hit["target"]), _value(hit["actual"]))
    return {(pair.promised.start, pair.promised.end): pair.reached for pair in found}


def reached(hit: dict[str, Any], promised: Component, results: Answers) -> tuple[dict[str, Any] | None, Decimal | None]:
    """Return what was reached and the fraction of the promise that it is.

    Args:
        hit: HIT of the contract.
        promised: One component of its target.
        results: What :func:`answers` gave for the hit.

    Returns:
        ``{"value", "measure_unit", "printed", "raw", "excerpt", "source"}``, the first three and ``excerpt``, the words
        around the number, ``None`` where no number answers for certain; or ``None`` where nothing was reported; and
        the fraction, ``None`` where it is not certain.

    """
    if not hit["actual"] or not hit["actual"]["raw"]:
        return None, None
    number = results.get((promised.start, promised.end))
    shown = {
        "value": None if number is None else format(number.value, "f"),
        "measure_unit": None if number is None else number.measure_unit,
        "printed": None if number is None else number.printed,
        "raw": hit["actual"]["raw"],
        "excerpt": None if number is None else words_around(hit["actual"]["raw"], number.start, number.end),
        "source": hit["actual"]["source"],
    }
    if number is None or less_is_better(hit["name"]) or less_is_better(promised.label):
        return shown, None
    return shown, component_rate(promised, number)


def _value(plain: dict[str, Any]) -> Target:
    components = tuple(component_of(one) for one in plain["components"])
    return Target(plain["raw"], Kind(plain["kind"]), components, plain["residue"], plain["deadline"], None)
