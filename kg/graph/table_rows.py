"""What each flat table takes from a reading: one function a table, plain cells in the order of its columns.

In: a reading and the base IRI. Out: rows. The columns' names and headings stand in ``kg.graph.tables``, in the same
order. Figures come as numbers and as printed; of a value with several promised numbers none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.citing import source_place
from kg.graph.iris import Iris, numbered_amounts
from kg.identity import canonical_department
from kg.measures import measure_of
from kg.messages import finding_text, rule_label
from kg.quantities.value import Role
from kg.records import RATES, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.messages import Language
    from kg.records import Indicator, Reading, Source, Target

Cell = str | int | bool | Decimal | None

# How many cells ``_values`` gives for each of the three values.
_VALUE_CELLS = 10
# Of these so many stand before the first number's, and one behind.
_OF_THE_VALUE = 3
_NOWHERE: tuple[Cell, ...] = (None,) * 5


def documents(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """One row: the document."""
    one = reading.document
    year = one.fiscal_year
    yield (
        *_of(reading),
        Iris(one.id, base_iri).document,
        one.title,
        one.form.value,
        canonical_department(one.department).name,
        year.value if year else None,
        year.basis.value if year else None,
        year.evidence if year else None,
        one.pages,
        one.overall_goal,
        one.digest,
        *(one.metadata.get(key) for key in ("publisher", "url", "licence")),
    )


def organisations(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Departments and units that the document names."""
    for department in reading.departments:
        other = "、".join(department.aliases)
        level = department.level.value
        cells = ("department", department.name, None, level, department.code, other)
        yield (*_of(reading), *cells, *_at(department.source))
    for unit in reading.units:
        belongs = (unit.kind.value, unit.name, unit.department, None, None, None)
        yield (*_of(reading), *belongs, *_at(unit.source))


def projects(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Projects with their total."""
    iris = Iris(reading.document.id, base_iri)
    for one in reading.projects:
        total = next((amount for amount in one.amounts if amount.kind == "total"), None)
        yield (
            *_of(reading),
            iris.numbered("project", one.ordinal),
            one.ordinal,
            one.printed_number,
            one.name,
            one.unit,
            one.goal,
            total.yuan if total else None,
            total.printed if total else None,
            total.printed_unit if total else None,
            source_place(total.source) if total else None,
            *_at(one.source),
        )


def tasks(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Tasks of the year with their funds."""
    iris = Iris(reading.document.id, base_iri)
    for one in reading.tasks:
        yield (
            *_of(reading),
            iris.numbered("task", one.ordinal),
            one.ordinal,
            one.printed_number,
            one.group,
            one.name,
            one.content,
            one.outcome,
            one.amount.yuan if one.amount else None,
            one.amount.printed if one.amount else None,
            one.amount.printed_unit if one.amount else None,
            source_place(one.amount.source) if one.amount else None,
            *_at(one.source),
        )


def indicators(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Indicators with targets and results; of a value with several promised numbers none."""
    iris = Iris(reading.document.id, base_iri)
    department = canonical_department(reading.document.department).name
    year = reading.document.fiscal_year
    for one in reading.indicators:
        rate = one.completion_rate
        yield (
            *_of(reading),
            iris.numbered("indicator", one.ordinal),
            department,
            year.value if year else None,
            year.basis.value if year else None,
            one.project.name if one.project else None,
            one.ordinal,
            one.printed_number,
            one.level1,
            one.level2,
            one.category.code,
            one.name,
            measure_of(one.name, one.annual_target or one.period_target),
            *_values(one),
            rate.value if rate else None,
            rate.printed if rate else None,
            rate.computed if rate else None,
            one.weight,
            one.scored,
            one.deviation_reason,
            *_at(one.source),
        )


def components(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Every number of every value."""
    iris = Iris(reading.document.id, base_iri)
    for one in reading.indicators:
        for field in VALUES:
            value: Target | None = getattr(one, field)
            for position, part in enumerate(value.components if value else (), start=1):
                yield (
                    *_of(reading),
                    iris.numbered("indicator", one.ordinal),
                    one.name,
                    field,
                    position,
                    part.label,
                    part.comparator.value,
                    part.value,
                    part.upper,
                    part.printed,
                    part.measure_unit,
                    part.dimension.value,
                    part.approximate,
                    part.per,
                    part.every.value if part.every else None,
                    part.role.value,
                    part.part_of,
                    part.baseline,
                    part.formula,
                    "、".join(assumed.value for assumed in part.assumed),
                    *_at(value.source if value is not None and value.source else one.source),
                )


def amounts(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Every amount with what has it."""
    iris = Iris(reading.document.id, base_iri)
    for number, owner, ordinal, amount in numbered_amounts(reading):
        yield (
            *_of(reading),
            iris.amount(number),
            number,
            owner,
            ordinal or None,
            amount.label,
            amount.kind,
            amount.fund_source,
            amount.yuan,
            amount.printed,
            amount.printed_unit,
            *_at(amount.source),
        )


def scores(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Rows of score tables."""
    for one in reading.scores:
        cells = (one.ordinal, one.level1, one.level2, one.name, one.full, one.score, one.is_total)
        yield (*_of(reading), *cells, *_at(one.source))


def executions(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Printed rates of budget adjustment and progress tables; the amounts stand in their own table."""
    for one in reading.executions:
        rates = [one.rates.get(key) for key in RATES]
        numbers = [rate.value if rate else None for rate in rates]
        printed = [rate.printed if rate else None for rate in rates]
        paired = [cell for pair in zip(numbers, printed, strict=True) for cell in pair]
        yield (*_of(reading), one.ordinal, one.table, one.label, one.through_month, *paired, *_at(one.source))


def findings(reading: Reading, base_iri: str, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Findings, said in one language."""
    for one in reading.findings:
        yield (
            *_of(reading),
            one.rule,
            rule_label(one.rule, language),
            one.severity.value,
            finding_text(one.rule, one.params, language),
            one.arithmetic,
            one.stated,
            one.lower,
            one.upper,
            "、".join(one.about),
            *(_at(one.sources[0]) if one.sources else _NOWHERE),
        )


def corrections(reading: Reading, base_iri: str) -> Iterator[tuple[Cell, ...]]:
    """Fields that people put right; the other tables hold what they became."""
    iris = Iris(reading.document.id, base_iri)
    for one in reading.corrections:
        cells = (one.kind, one.ordinal, one.field, one.was, one.becomes, one.reason, one.by, one.date)
        yield (*_of(reading), iris.correction(one.kind, one.ordinal, one.field), *cells)


def _of(reading: Reading) -> tuple[Cell, ...]:
    return reading.document.id, reading.document.name


def _at(source: Source) -> tuple[Cell, ...]:
    return source.page, source.line, source.sheet, source.row, source.column


def _values(indicator: Indicator) -> Iterator[Cell]:
    for field in VALUES:
        value: Target | None = getattr(indicator, field)
        if value is None:
            yield from (None,) * _VALUE_CELLS
            continue
        yield value.raw
        yield value.kind.value
        yield len(value.components)
        promised = [part for part in value.components if part.role is Role.PROMISE]
        first = promised[0] if len(promised) == 1 else None
        # 21 videos, 150 posts: none of them is the number of the value
        if first is None:
            yield from (None,) * (_VALUE_CELLS - _OF_THE_VALUE - 1)
        else:
            yield first.comparator.value
            yield first.value
            yield first.upper
            yield first.printed
            yield first.measure_unit
            yield first.dimension.value
        yield source_place(value.source) if value.source else None
