"""Values and money on pages: the printed words first, then what they were read as, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.pages.labels import amount_label, dimension_label, money, named, number
from api.http.pages.model import Text
from api.http.pages.places import source_link
from api.http.pages.tables import table
from api.http.served import rendered
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.http.pages.model import Links, Table
    from kg.messages import Language
    from kg.quantities.value import Component
    from kg.records import Amount, Target

_COMPONENT_COLUMNS = ("value-of", "counted", "comparator", "value", "measure-unit", "dimension", "notes")
_AMOUNT_COLUMNS = ("amount-kind", "printed", "yuan", "place")


def value_text(value: Target | None, language: Language) -> Text | None:
    """Return a value as printed, its reading as a note where that says more; ``None`` where the form has no cell."""
    if value is None:
        return None
    if not value.raw:
        return Text(named("kind", value.kind.value, language))
    reading = rendered(value.components, language)
    same = "".join(reading.split()) == "".join(value.raw.split())
    return Text(value.raw, note="" if same or not reading else phrase("read-as", language, reading=reading))


def components_table(values: Iterable[tuple[str, Target | None]], language: Language) -> Table | None:
    """Return all numbers of some values, each value under its label."""
    rows = tuple(
        (Text(label), *_component(component, language))
        for label, value in values
        if value is not None
        for component in value.components
    )
    return table("components", _COMPONENT_COLUMNS, rows, language, (3,))


def amounts_table(amounts: Iterable[Amount], links: Links) -> Table | None:
    """Return amounts, as printed and in 元."""
    language = links.language
    rows = tuple(
        (
            Text(amount_label(amount.kind, amount.fund_source, language), note=amount.label),
            Text(f"{amount.printed} {amount.printed_unit}"),
            Text(money(amount.yuan, language)),
            source_link(amount.source, links),
        )
        for amount in amounts
    )
    return table("amounts", _AMOUNT_COLUMNS, rows, language, (1, 2))


def _component(component: Component, language: Language) -> tuple[Text, ...]:
    value = number(component.value)
    if component.upper is not None:
        value = f"{value} – {number(component.upper)}"
    notes = [
        named("role", component.role.value, language) if component.role != "promise" else "",
        phrase("approximate", language) if component.approximate else "",
        phrase("per", language, what=component.per) if component.per else "",
        named("every", component.every.value, language) if component.every else "",
        phrase("against", language, what=component.baseline) if component.baseline else "",
        component.formula or "",
        *(named("assumed", assumed.value, language) for assumed in component.assumed),
    ]
    return (
        Text(component.label),
        Text(named("comparator", component.comparator.value, language)),
        Text(value, note=component.printed if component.printed != value.replace(",", "") else ""),
        Text(component.measure_unit),
        Text(dimension_label(component.dimension, language)),
        Text("；".join(note for note in notes if note)),
    )
