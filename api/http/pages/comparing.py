"""The comparison page (横向比较): what departments promise for the same thing, side by side, like with like only.

In: words or an indicator, filters, and the answer of ``Workspace.compare``. Out: a table for each kind of figure with
its n and median, and what must be known about it. Figures that are shown and not counted say why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from api.comparisons import group_words, standing_words, units_words
from api.doubts import doubt_words
from api.http.pages.budgets import budget_text
from api.http.pages.facets import FacetValue, chosen_filters, filters_in, nearest_filters
from api.http.pages.hits import department_link, hit_link, inferred_mark, is_corrected, place_link
from api.http.pages.labels import number
from api.http.pages.model import Table, Text
from api.http.pages.tables import table
from api.http.settings import QUERY_CHARACTERS
from api.http.words import phrase
from kg.errors import EmptyQueryError, OptionError, PerformanceGraphError, RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.http.pages.model import Links
    from api.http.served import Served

_COLUMNS: Final = (
    "department", "indicator", "value", "standing", "printed-value", "actual-words", "attainment", "year", "budget",
    "per-result", "place",
)  # fmt: skip
_SIGNS: Final = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "between": ""}


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that can be compared: their table, and n, least, median and largest in words."""

    table: Table
    summary: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything on the comparison page."""

    query: str
    asked: Mapping[str, str]
    chosen: tuple[FacetValue, ...] = ()
    own: Text | None = None
    groups: tuple[Group, ...] = ()
    remarks: tuple[str, ...] = ()
    offers: tuple[Text, ...] = ()
    answer: str = ""
    search: str = ""
    error: PerformanceGraphError | None = None


def compare_page(served: Served, given: Mapping[str, str], links: Links) -> ComparePage:
    """Return the comparison for what an address asks; a wrong filter is shown, not raised."""
    query, asked = given.get("q", "").strip(), filters_in(given)
    chosen = chosen_filters("/compare", query, asked, links)
    if not query:
        return ComparePage("", asked, chosen)
    try:
        if len(query) > QUERY_CHARACTERS:
            raise OptionError("q", f"{query[:20]}…", f"≤ {QUERY_CHARACTERS}")
        answer = served.compare(query, limit=None, **asked)
    except (RequestError, EmptyQueryError) as error:
        offers = nearest_filters("/compare", error, query, asked, links)
        return ComparePage(query, asked, chosen, offers=offers, error=error)
    return _shown(answer, asked, chosen, served, links)


def _shown(
    answer: Mapping[str, Any], asked: Mapping[str, str], chosen: tuple[FacetValue, ...], served: Served, links: Links
) -> ComparePage:
    language = links.language
    found = answer["answer"] == "found"
    # that nothing is comparable is said before anything else
    notes = [note for note in answer["remarks"] if found or note["key"] != "none-comparable"]
    remarks = [phrase(f"compare-{note['key']}", language, count=note["count"]) for note in notes]
    if answer["units_left_out"]:
        remarks.append(units_words(asked["measure_unit"], answer["units_left_out"], language))
    if answer["related"]:
        remarks.append(phrase("compare-related", language, count=answer["related"]))
    own = _own(answer["indicator"], served, links)
    query = answer["query"]
    words = own.text if own else query
    return ComparePage(
        query,
        asked,
        chosen,
        own,
        tuple(_group(place, group, served.base_iri, links) for place, group in enumerate(answer["groups"], start=1)),
        tuple(remarks),
        answer="" if found else phrase("compare-nothing", language),
        search=links.with_query("/", {"q": words[:QUERY_CHARACTERS], **asked}),
    )


def _own(iri: str | None, served: Served, links: Links) -> Text | None:
    """Return the indicator that was asked about, ``None`` where words were."""
    href = links.thing(iri, served.base_iri) if iri else None
    if iri is None or href is None:
        return None
    document, _, ordinal = iri.rpartition("/")[2].rpartition("-")
    reading = served.reading(document)
    name = next((one.name for one in reading.indicators if str(one.ordinal) == ordinal), iri) if reading else iri
    return Text(name, href)


def _group(place: int, group: Mapping[str, Any], base_iri: str, links: Links) -> Group:
    language = links.language
    kind = group_words(group, language)
    rows = [_row(row, base_iri, links) for row in group["rows"]]
    unit = phrase("in-unit", language, unit=group["measure_unit"]) if group["measure_unit"] else ""
    labels = {"value": phrase("column-value", language) + unit, "budget": phrase("budget", language)}
    found = table(f"group-{place}", _COLUMNS, rows, language, heading=kind, count=str(group["n"]), labels=labels)
    if found is None:  # a group without rows is none
        raise ValueError(group)
    counts = {name: group[name] for name in ("n", "n_departments", "n_documents")}
    values = {name: _measured(group[name], group["measure_unit"]) for name in ("minimum", "median", "maximum")}
    key = "compare-summary" if group["n"] else "compare-summary-none"
    return Group(found, phrase(key, language, **counts, **values))


def _row(row: Mapping[str, Any], base_iri: str, links: Links) -> tuple[Text | str | None, ...]:
    language = links.language
    about = phrase("about-figure", language) if row["approximate"] else ""
    value = _SIGNS[row["comparator"]] + about + _figure(row["value"])
    if row["upper"]:
        value += "–" + _figure(row["upper"])
    actual, attainment = row["actual"], row["attainment"]
    standing = ("，" if language == "zh" else ", ").join(standing_words(row, language))
    return (
        department_link(row, base_iri, links),
        replace(
            hit_link(row, links),
            note=" · ".join(filter(None, (row["project"], doubt_words(row, language, in_cell=True)))),
        ),
        Text(value),
        Text(standing),
        Text(row["excerpt"], note=phrase("kind-correction", language) if is_corrected(row) else ""),
        Text((actual and actual["excerpt"]) or ""),
        Text(f"{Decimal(attainment) * 100:.2f}%" if attainment else ""),
        Text(f"{row['fiscal_year'] or phrase('not-stated', language)}{inferred_mark(row, language)}"),
        replace(budget_text(row["budget_amounts"], links), text=row["budget_yuan"] or ""),
        row["yuan_per_result"],
        place_link([row["source"]], row["document_id"], links, in_cell=True),
    )


def _measured(value: str | None, unit: str) -> str:
    """Write a figure with its unit.

    >>> _measured("95", "%"), _measured("12", "场次"), _measured(None, "场次")
    ('95%', '12 场次', '')

    """
    return "" if value is None else _figure(value) + (unit if unit in ("", "%") else f" {unit}")


def _figure(value: str | None) -> str:
    return "" if value is None else number(Decimal(value))
