"""Target and result cells → quads (指标值): the printed words, then one component for each number.

In: a ``Target`` of the records and the IRI it gets. Out: statements. A figure is stated exactly, with its
printed form beside it, since engines print ``80.0`` as ``80``. Only ``kg:attainment`` is rounded (6 digits):
it is computed, and engines keep 18 digits at most.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.graph.concepts import concept, unit_concept
from kg.graph.vocabulary import KG

if TYPE_CHECKING:
    from kg.graph.iris import Iris
    from kg.graph.statements import Statements
    from kg.quantities.value import Component
    from kg.records import CompletionRate, Target

ATTAINMENT_STEP = Decimal("0.000001")
_DECEMBER = 12
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-./])(1[0-2]|0?[1-9])(?:月|[-./])(3[01]|[12]\d|0?[1-9])日?(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})年(1[0-2]|0?[1-9])月(?:份|底|末|内|前)?(?![\d初上中])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年度?(?:底|末|年底|年末|内)")


def deadline_date(printed: str) -> date | None:
    """Return the last day that a printed time limit allows, ``None`` where it names no certain day.

    >>> deadline_date("2022年底"), deadline_date("2024年2月底前"), deadline_date("本年内")
    (datetime.date(2022, 12, 31), datetime.date(2024, 2, 29), None)

    """
    folded = fold(printed)
    if match := _DAY.search(folded):
        year, month, day = (int(part) for part in match.groups())
        return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None
    if match := _MONTH.search(folded):
        year, month = (int(part) for part in match.groups())
        return date(year, month, calendar.monthrange(year, month)[1])
    if match := _YEAR.search(folded):
        return date(int(match.group(1)), _DECEMBER, 31)
    return None


def value_statements(to: Statements, iris: Iris, node: str, value: Target) -> None:
    """State one value cell: words, kind, components, what is left over, deadline."""
    to.words(node, KG.rawText, value.raw, also_empty=True)
    to.individual(node, KG.kind, value.kind.value)
    to.words(node, KG.residue, value.residue)
    if value.deadline is not None:
        to.words(node, KG.deadlineText, value.deadline)
        to.day(node, KG.deadlineDate, deadline_date(value.deadline))
    for position, component in enumerate(value.components, start=1):
        own = iris.component(node, position)
        to.say(node, KG.component, own)
        _component_statements(to, iris, node, own, position, component)


def rate_statements(to: Statements, node: str, rate: CompletionRate) -> None:
    """State the printed completion rate of a result and what target and actual give."""
    to.figure(node, KG.printedRate, rate.value)
    to.words(node, KG.printedRateText, rate.printed)
    if rate.computed is not None:
        to.figure(node, KG.attainment, rate.computed.quantize(ATTAINMENT_STEP))


def _component_statements(
    to: Statements, iris: Iris, value: str, node: str, position: int, component: Component
) -> None:
    to.describe(node, "Component", f"{component.label}{component.printed}{component.measure_unit}")
    to.number(node, KG.position, position)
    to.words(node, KG.componentLabel, component.label)
    to.individual(node, KG.comparator, component.comparator.value)
    to.figure(node, KG.value, component.value)
    to.figure(node, KG.upperValue, component.upper)
    to.words(node, KG.printedValue, component.printed)
    if component.measure_unit:
        to.say(node, KG.measureUnit, unit_concept(component.measure_unit))
    to.say(node, KG.dimension, concept("dimension", component.dimension.value))
    to.truth(node, KG.approximate, component.approximate)
    to.words(node, KG.per, component.per)
    to.individual(node, KG.every, component.every.value if component.every else None)
    to.words(node, KG.baseline, component.baseline)
    to.words(node, KG.formula, component.formula)
    to.individual(node, KG.role, component.role.value)
    if component.part_of is not None:
        to.say(node, KG.partOf, iris.component(value, component.part_of))
    for assumed in component.assumed:
        to.individual(node, KG.assumed, assumed.value)
