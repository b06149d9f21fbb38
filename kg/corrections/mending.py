"""Fields → records: a corrected field goes through the same reading as a printed one, and what hangs on it follows.

In: a reading and, for each record, the values its fields take. Out: the reading with those records. A value cell is
read again by the quantity grammar, a name or heading puts its indicator into another category, a figure or its unit
gives other 元, a project's new name stands with its indicators. Sources are never touched: they hold what is printed.
All fields of a record are taken at once, so no order can matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.audit.attainment import computed_rate
from kg.categories import categorise
from kg.corrections.fields import DOCUMENT
from kg.forms.assembly import read_target
from kg.forms.labels import UNITS_OF_MONEY
from kg.graph.iris import numbered_amounts
from kg.identity import canonical_department, division_code, level_of
from kg.records import (
    RATES,
    VALUES,
    Amount,
    Basis,
    CompletionRate,
    Execution,
    FiscalYear,
    Indicator,
    Project,
    ProjectReference,
    Rate,
    Reading,
    Task,
    UnitKind,
)

if TYPE_CHECKING:
    from kg.records import Target, Unit

# field → the value it takes (see ``kg.corrections.fields.Field.parsed``)
Values = Mapping[str, Any]
GIVEN_BY = "corrections.csv"


def mended(reading: Reading, changes: Mapping[str, Mapping[int, Values]]) -> Reading:
    """Return a reading with the values of ``changes``: kind → ordinal → field → value."""
    reading = _with_amounts(reading, changes.get("amount", {}))
    for kind, (name, mend) in _NUMBERED.items():
        values = changes.get(kind, {})
        if values:
            old = getattr(reading, name)
            new: Any = tuple(mend(one, values[one.ordinal]) if one.ordinal in values else one for one in old)
            reading = replace(reading, **{name: new})
    if changes.get("project"):
        reading = _named_projects(reading)
    for facts in changes.get(DOCUMENT, {}).values():
        reading = _document(reading, facts)
    return reading


def _indicator(one: Indicator, values: Values) -> Indicator:
    name = values.get("name", one.name)
    level1, level2 = values.get("level1", one.level1), values.get("level2", one.level2)
    moved = bool({"level1", "level2"} & set(values))
    category = categorise(level1, level2, one.category.printed) if moved else one.category
    cells: dict[str, Any] = {field: _value(one, field, values, name) for field in VALUES}
    rate = one.completion_rate
    if "completion_rate" in values:
        stated = values["completion_rate"]
        rate = stated and CompletionRate(stated[1], stated[0], None, rate.source if rate else one.source)
    if rate is not None:
        target, actual = cells["annual_target"], cells["actual"]
        computed = computed_rate(target, actual, name=name) if target is not None and actual is not None else None
        touched = bool({"name", "annual_target", "actual", "completion_rate"} & set(values))
        rate = replace(rate, computed=computed) if touched else rate
    return replace(
        one,
        name=name,
        level1=level1,
        level2=level2,
        category=category,
        completion_rate=rate,
        **cells,
        **_plain(values, "project", "weight", "scored", "deviation_reason"),
    )


def _value(one: Indicator, field: str, values: Values, name: str) -> Target | None:
    present: Target | None = getattr(one, field)
    actual = field == "actual"
    if field in values:
        # a cell that the form leaves empty has no words of its own: the row's stand for it
        source = present.source if present is not None and present.source is not None else one.source
        return read_target(values[field], source, name=name, actual=actual, vouched=True)
    if present is None or "name" not in values:
        return present
    return read_target(present.raw, present.source, name=name, actual=actual)


def _project(one: Project, values: Values) -> Project:
    return replace(one, **_plain(values, "name", "unit", "goal", "outcome"))


def _task(one: Task, values: Values) -> Task:
    return replace(one, **_plain(values, "name", "group", "content", "outcome"))


def _score(one: Any, values: Values) -> Any:  # noqa: ANN401
    return replace(one, **_plain(values, "level1", "level2", "name", "full", "score"))


def _execution(one: Execution, values: Values) -> Execution:
    stated = {key: Rate(*values[key]) if values[key] else None for key in RATES if key in values}
    rates = {key: rate for key, rate in {**one.rates, **stated}.items() if rate is not None}
    return replace(one, rates=rates, **_plain(values, "label", "through_month"))


def _amount(one: Amount, values: Values) -> Amount:
    changed = replace(one, **_plain(values, "printed", "printed_unit", "kind", "fund_source"))
    if not {"printed", "printed_unit"} & set(values):
        return changed
    figure = Decimal(changed.printed.replace(",", "").replace("−", "-"))
    return replace(changed, yuan=figure * UNITS_OF_MONEY[changed.printed_unit])


def _with_amounts(reading: Reading, values: Mapping[int, Values]) -> Reading:
    """Change amounts by their number in the document, wherever the records keep them."""
    if not values:
        return reading
    changed = {
        entry.amount: _amount(entry.amount, values[entry.number])
        for entry in numbered_amounts(reading)
        if entry.number in values
    }

    def all_of(amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
        return tuple(changed.get(amount, amount) for amount in amounts)

    return replace(
        reading,
        amounts=all_of(reading.amounts),
        projects=tuple(replace(one, amounts=all_of(one.amounts)) for one in reading.projects),
        tasks=tuple(
            one if one.amount is None else replace(one, amount=changed.get(one.amount, one.amount))
            for one in reading.tasks
        ),
        executions=tuple(replace(one, amounts=all_of(one.amounts)) for one in reading.executions),
    )


def _named_projects(reading: Reading) -> Reading:
    """Let what belongs to a project call it by its name."""
    names = {project.ordinal: project.name for project in reading.projects}

    def named(reference: ProjectReference | None) -> ProjectReference | None:
        return reference and replace(reference, name=names.get(reference.ordinal, reference.name))

    return replace(
        reading,
        indicators=tuple(replace(one, project=named(one.project)) for one in reading.indicators),
        executions=tuple(replace(one, project=named(one.project)) for one in reading.executions),
    )


def _document(reading: Reading, values: Values) -> Reading:
    document = replace(reading.document, **_plain(values, "title", "overall_goal"))
    if "fiscal_year" in values:
        year = values["fiscal_year"]
        given = None if year is None else FiscalYear(year, Basis.GIVEN, GIVEN_BY, None)
        document = replace(document, fiscal_year=given)
    reading = replace(reading, document=document)
    return _department(reading, values["department"]) if "department" in values else reading


def _department(reading: Reading, printed: str) -> Reading:
    """Give the document's department another name; its units, and what they spend, go with it."""
    canonical = canonical_department(printed)
    old, new = reading.document.department, canonical.name

    def unit(one: Unit) -> Unit:
        if one.department != old:
            return one
        name = new if one.name == old else one.name
        return replace(one, name=name, department=new, kind=UnitKind.OWN if name == new else one.kind)

    return replace(
        reading,
        document=replace(reading.document, department=new),
        departments=tuple(
            replace(one, name=new, aliases=canonical.aliases, level=level_of(new), code=division_code(new))
            if one.name == old
            else one
            for one in reading.departments
        ),
        units=tuple(unit(one) for one in reading.units),
        projects=tuple(replace(one, unit=new) if one.unit == old else one for one in reading.projects),
    )


def _plain(values: Values, *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


# kind → (its records in a reading, how one of them changes)
_NUMBERED: Mapping[str, tuple[str, Callable[[Any, Values], Any]]] = {
    "project": ("projects", _project),
    "task": ("tasks", _task),
    "indicator": ("indicators", _indicator),
    "score": ("scores", _score),
    "execution": ("executions", _execution),
}
