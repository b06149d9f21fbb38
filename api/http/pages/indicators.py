"""The page of an indicator (绩效指标): promised, reached, for what money, and the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.pages.budgets import budget_of
from api.http.pages.findings import findings_about
from api.http.pages.labels import category_label, number
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.owners import department_text, document_text, project_text, unit_text, year_text
from api.http.pages.places import place_of, source_link
from api.http.pages.tables import table
from api.http.pages.values import components_table, value_text
from api.http.words import phrase
from embeddings.index.hits import department_budget, project_budget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.http.pages.model import Links, Table
    from api.http.served import Served
    from kg.records import Indicator, Reading, Source, Target

_COLUMNS = ("ordinal", "indicator", "project", "target", "actual", "place")


def indicator_page(served: Served, reading: Reading, indicator: Indicator, iri: str, links: Links) -> ThingPage:
    """Return the page of one indicator."""
    language = links.language
    project = next((p for p in reading.projects if indicator.project and p.ordinal == indicator.project.ordinal), None)
    values: tuple[tuple[str, Target | None], ...] = (
        (phrase("annual-target", language), indicator.annual_target),
        (phrase("period-target", language), indicator.period_target),
        (phrase("actual", language), indicator.actual),
    )
    rate = indicator.completion_rate
    category = indicator.category
    official = category_label(category.code, language)
    printed = " / ".join(words for words in category.printed if words)
    facts = known_facts(
        *(fact(label, value_text(value, language)) for label, value in values),
        fact(phrase("completion-rate", language), rate.printed if rate else None),
        fact(phrase("weight", language), number(indicator.weight)),
        fact(phrase("scored", language), number(indicator.scored)),
        fact(phrase("deviation", language), indicator.deviation_reason),
        fact(phrase("budget", language), budget_of(project_budget(project), links)),
        fact(phrase("department-budget", language), budget_of(department_budget(reading), links, named=True)),
        fact(phrase("department", language), department_text(reading, served, links)),
        fact(phrase("unit", language), unit_text(reading, project, served, links)),
        fact(phrase("project", language), project_text(reading, indicator.project, links)),
        fact(phrase("category", language), Text(official, note=printed if printed != official else "")),
        fact(phrase("fiscal-year", language), year_text(reading, language)),
        fact(phrase("document", language), document_text(reading, links)),
    )
    about = findings_about(served, iri, links)
    numbers = components_table(values, language)
    cited: list[tuple[str, Source | None]] = [(label, value.source if value else None) for label, value in values]
    cited.append((phrase("name", language), indicator.source))
    places = (place_of(label, source, served, links) for label, source in cited)
    slug = iri.rpartition("/")[2]
    ways = (
        Text(phrase("find-comparable", language), links.to("/", q=indicator.name[:200])),
        Text(phrase("compare-side-by-side", language), links.to("/compare", q=slug)),
    )
    return ThingPage(
        phrase("kind-indicator", language),
        indicator.name,
        iri,
        facts=facts,
        tables=tuple(table for table in (numbers, about) if table),
        places=tuple(place for place in places if place),
        links=ways,
    )


def indicators_table(
    reading: Reading, indicators: Iterable[Indicator], links: Links, *, of_project: bool = False
) -> Table | None:
    """Return indicators of one document, each with a link to its page; ``of_project`` they all are of one project."""
    corrected = {one.ordinal for one in reading.corrections if one.kind == "indicator"}
    rows = []
    for indicator in indicators:
        slug = f"{reading.document.id}-{indicator.ordinal}"
        target = indicator.annual_target or indicator.period_target
        values = (target.source if target else None, indicator.actual.source if indicator.actual else None)
        rows.append(
            (
                Text(str(indicator.ordinal)),
                Text(
                    indicator.name,
                    links.to(path_of("indicator", slug)),
                    phrase("kind-correction", links.language) if indicator.ordinal in corrected else "",
                ),
                None if of_project else project_text(reading, indicator.project, links),
                Text(target.raw if target else ""),
                Text(indicator.actual.raw if indicator.actual else ""),
                source_link(indicator.source, links, within=True, also=values),
            )
        )
    return table("indicators", _COLUMNS, rows, links.language)
