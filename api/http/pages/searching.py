"""The search page (检索): the form, facets with counts, what is comparable and, apart from it, what is only related.

In: what the address asks and the answer to it. Out: plain values for the template. Facets of a search
count all that is comparable (see ``embeddings.retrieval.facets``), without a query all indicators. What the words bound
or put in curved quotes filters nothing by itself; beside the hits stand the ways to the same search with it. Filters
without a query list what passes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from api.comparisons import units_words
from api.http.pages.facets import Facet, FacetValue, chosen_filters, facets_of, filters_in, nearest_filters
from api.http.pages.hits import ShownHit, shown_hit
from api.http.pages.labels import number
from api.http.pages.listing import listed, offset_in
from api.http.pages.model import Table, Text
from api.http.pages.organisations import documents_table
from api.http.settings import MOST_HITS, QUERY_CHARACTERS
from api.http.words import phrase
from api.nothing import is_filtered
from kg.errors import EmptyQueryError, OptionError, PerformanceGraphError, RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.http.pages.model import Links
    from api.http.served import Served
    from kg.messages import Language

PAGE_HITS: Final = 20
_FIGURES: Final = ("measure_unit", "min", "max")
_MOST_DEPARTMENTS: Final = 5
_QUOTES: Final = re.compile("[“”]([^“”]+)[“”]")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything on the search page."""

    query: str
    asked: Mapping[str, str]
    chosen: tuple[FacetValue, ...] = ()
    facets: tuple[Facet, ...] = ()
    counted: str = ""
    comparable: tuple[ShownHit, ...] = ()
    related: tuple[ShownHit, ...] = ()
    answer: str = ""
    advice: str = ""
    offers: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    more: str = ""
    compare: str = ""
    clear: str = ""
    error: PerformanceGraphError | None = None
    table: Table | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def search_page(served: Served, given: Mapping[str, str], links: Links) -> SearchPage:
    """Return the search page for what an address asks; a wrong filter is shown, not raised."""
    query = given.get("q", "").strip()
    asked = filters_in(given)
    try:
        if len(query) > QUERY_CHARACTERS:
            raise OptionError("q", f"{query[:20]}…", f"≤ {QUERY_CHARACTERS}")
        return _found(served, query, asked, given, links) if query else _entrance(served, asked, given, links)
    except (RequestError, EmptyQueryError) as error:
        chosen = chosen_filters("/", query, asked, links)
        offers = nearest_filters("/", error, query, asked, links)
        return SearchPage(query, asked, chosen, offers=offers, error=error, clear=_clear(query, asked, links))


def _entrance(served: Served, asked: Mapping[str, str], given: Mapping[str, str], links: Links) -> SearchPage:
    """Return the page without a query: the documents, or the indicators that pass the filters chosen so far."""
    language = links.language
    pool = served.pool(dict(asked)).to_json()
    if asked:
        rows, more = listed(served, asked, offset_in(given), links)
    else:
        rows, more = documents_table(served, links), ""
    return SearchPage(
        "",
        asked,
        chosen_filters("/", "", asked, links),
        facets_of(pool, "", asked, links),
        phrase("counted-pool" if pool["total"] else "counted-none", language, total=pool["total"]),
        advice=phrase("advice-empty", language) if asked and rows is None else "",
        more=more,
        clear=_clear("", asked, links),
        table=rows,
        counts={} if asked else served.counts,
    )


def _found(served: Served, query: str, asked: Mapping[str, str], given: Mapping[str, str], links: Links) -> SearchPage:
    language = links.language
    wide = given.get("more") == "1"
    answer = served.search(query, limit=MOST_HITS, facets=True, typed=False, **asked)
    # what may be compared goes before what may not, each in the order of the search
    ordered = sorted(answer["hits"], key=lambda hit: not hit["comparable"])
    asked_measures, shown = answer["understood"]["measures"], ordered[: MOST_HITS if wide else PAGE_HITS]
    hits = [shown_hit(hit, asked_measures, served.base_iri, links) for hit in shown]
    key = "found" if answer["answer"] == "found" else "none" if hits else "none-at-all"
    more = links.with_query("/", {"q": query, **asked, "more": "1"}) if len(ordered) > len(hits) else ""
    found = answer["facets"]["total"]
    return SearchPage(
        query,
        asked,
        chosen_filters("/", query, asked, links),
        facets_of(answer["facets"], query, asked, links),
        phrase("counted-hits", language),
        tuple(hit for hit in hits if hit.comparable),
        tuple(hit for hit in hits if not hit.comparable),
        phrase(f"answer-{key}", language, count=found),
        "" if key == "found" else phrase("advice-filtered" if asked else "advice-none", language),
        _offers(answer["understood"], query, asked, links),
        _notes(answer, asked, language),
        more,
        compare=links.with_query("/compare", {"q": query, **asked}) if key == "found" else "",
        clear=_clear(query, asked, links),
    )


def _clear(query: str, asked: Mapping[str, str], links: Links) -> str:
    """Return the same page without filters, ``""`` where there is at most one: that one has its own way out."""
    return links.with_query("/", {"q": query}) if len(asked) > 1 else ""


def _offers(understood: Mapping[str, Any], query: str, asked: Mapping[str, str], links: Links) -> tuple[Text, ...]:
    """Return the ways to the same search with a bound or a department as filter, or with a name required."""
    offers = []
    for one in () if "min" in asked or "max" in asked else understood["conditions"]:
        bound = {name: one[name] for name in _FIGURES if one[name] is not None}
        # a filter has the bound in it, 超过12场 has not: what is offered says so
        key = "only-bound-and-itself" if one["exclusive"] else "only-bound"
        figure = number(Decimal(one["max"] if one["min"] is None else one["min"])) + (one["measure_unit"] or "")
        words = phrase(key, links.language, text=one["text"], figure=figure)
        offers.append(Text(words, links.with_query("/", {"q": query, **asked, **bound})))
    for name in () if "department" in asked else understood["departments"][:_MOST_DEPARTMENTS]:
        words = phrase("only-department", links.language, name=name)
        offers.append(Text(words, links.with_query("/", {"q": query, **asked, "department": name})))
    for name in understood["quoted_names"]:
        required = _QUOTES.sub(lambda match: f"「{match[1]}」" if match[1].strip() == name else match[0], query)  # noqa: B023
        words = phrase("only-name", links.language, text=name)
        offers.append(Text(words, links.with_query("/", {"q": required, **asked})))
    return tuple(offers)


def _notes(answer: Mapping[str, Any], asked: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """Say what filters otherwise than the words do, and which quoted words nobody has."""
    understood = answer["understood"]
    chosen = {name: asked.get(name) for name in _FIGURES}
    others = [one for one in understood["conditions"] if {name: one[name] for name in _FIGURES} != chosen]
    notes = []
    if others and ("min" in asked or "max" in asked):
        notes.append(phrase("bounds-overruled", language, bounds="、".join(one["text"] for one in others)))
    if understood["phrases"] and not answer["hits"] and not is_filtered(answer, asked):
        notes.append(phrase("none-holding", language, phrases="、".join(understood["phrases"])))
    if understood["units_left_out"]:
        notes.append(units_words(asked["measure_unit"], understood["units_left_out"], language))
    if "year" in asked:
        notes.append(phrase("undated-left-out", language))
    return tuple(notes)
