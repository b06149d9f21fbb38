"""Values and money on pages: the printed words first, then what they were read as, number by number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.pages.labels import amount_label, dimension_label, named, number
from api.http.pages.model import Text
from api.http.pages.places import source_link
from api.http.pages.tables import table
from api.http.served import rendered
from api.http.words import phrase
from kg.graph.iris import numbered_amounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.http.pages.model import Links, Table
    from kg.messages import Language
    from kg.quantities.value import Component
    from kg.records import Amount, Correction, Reading, Target

_COMPONENT_COLUMNS = ("value-of", "counted", "comparator", "value", "measure-unit", "dimension", "notes")
_AMOUNT_COLUMNS = ("amount-kind", "printed", "yuan", "place")


def value_text(value: Target | None, language: Language) -> Text | None:
    """Return a value as printed, its reading as a note where that says more; ``None`` where the form has no cell."""
    if value is None:
        return None
    if not value.raw:
        return Text(named("kind", value.kind.value, language))
    # a plain figure is read as itself: "=12场" says no more than "12场"
    reading = rendered(value.components, language).removeprefix("=").lstrip()
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
    return table("components", _COMPONENT_COLUMNS, rows, language)


def amounts_table(amounts: Iterable[Amount], reading: Reading, links: Links) -> Table | None:
    """Return amounts of a document, as printed and in 元; one that a person put right leads to what is printed."""
    language = links.language
    corrected = _corrected_amounts(reading, links)
    rows = []
    for amount in amounts:
        label = amount_label(amount.kind, amount.fund_source, language)
        rows.append(
            (
                Text(label, note=amount.label if amount.label != label else ""),
                replace(corrected.get(amount, Text("")), text=f"{amount.printed} {amount.printed_unit}"),
                format(amount.yuan, "f"),
                source_link(amount.source, links, within=True),
            )
        )
    return table("amounts", _AMOUNT_COLUMNS, rows, language)


def _corrected_amounts(reading: Reading, links: Links) -> dict[Amount, Text]:
    """Return what is said beside an amount that a person put right, and where it leads."""
    if not any(one.kind == "amount" for one in reading.corrections):
        return {}
    numbered = {entry.number: entry.amount for entry in numbered_amounts(reading)}
    said, colon = phrase("kind-correction", links.language), phrase("colon", links.language)
    return {
        numbered[one.ordinal]: Text(
            "",
            links.to(path_of("correction", correction_slug(reading, one))),
            f"{said}{colon}{one.was} → {one.becomes}",
        )
        for one in reading.corrections
        if one.kind == "amount"
    }


def correction_slug(reading: Reading, one: Correction) -> str:
    """Return how a correction is named in addresses."""
    return f"{reading.document.id}-{one.kind}-{one.ordinal}-{one.field}"


def _printed(component: Component, value: str, language: Language) -> str:
    """Return the figure as printed where that is another writing of it (``5.3万``)."""
    plain = component.printed.replace(",", "") == value.replace(",", "")
    return "" if plain or not component.printed else phrase("printed-as", language, words=component.printed)


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
        Text(value, note=_printed(component, value, language)),
        Text(component.measure_unit),
        Text(dimension_label(component.dimension, language)),
        Text("；".join(note for note in notes if note)),
    )
