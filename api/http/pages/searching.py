"""The search page (检索): the form, facets with counts, hits with value, budget, result, place and reasons.

In: what the address asks and the answer to it. Out: plain values for the template. Facets of a search
count all that is comparable (see ``embeddings.facets``), without a query all indicators. What the words bound or put
in curved quotes filters nothing by itself; beside the hits stand the ways to the same search with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from api.http.addresses import page_path, path_of
from api.http.pages.labels import category_label, money, named
from api.http.pages.model import Table, Text
from api.http.pages.organisations import documents_table
from api.http.settings import MOST_HITS, QUERY_CHARACTERS
from api.http.words import phrase
from embeddings.facets import FACETS
from embeddings.highlights import pieces
from kg.errors import EmptyQueryError, OptionError, PerformanceGraphError, RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.http.pages.model import Links
    from api.http.served import Served
    from kg.messages import Language

FILTERS: Final = ("level", "department", "year", "category", "unit", "measure_unit", "min", "max")
PAGE_HITS: Final = 20
_MOST_VALUES: Final = 12
_MOST_TERMS: Final = 6
_FIGURES: Final = ("measure_unit", "min", "max")
_QUOTES: Final = re.compile("[“”]([^“”]+)[“”]")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its word, how many, and where choosing it (or letting it go) leads."""

    text: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet and its values."""

    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit, ready to be set."""

    rank: int
    name: Text
    name_pieces: Sequence[tuple[str, bool]]
    comparable: bool
    target: str
    target_pieces: Sequence[tuple[str, bool]]
    actual: str
    budget: str
    department_budget: str
    about: tuple[Text, ...]
    place: Text
    why: str
    score: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything on the search page."""

    query: str
    asked: Mapping[str, str]
    chosen: tuple[FacetValue, ...] = ()
    facets: tuple[Facet, ...] = ()
    counted: str = ""
    hits: tuple[ShownHit, ...] = ()
    answer: str = ""
    offers: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    more: str = ""
    error: PerformanceGraphError | None = None
    documents: Table | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def search_page(served: Served, given: Mapping[str, str], links: Links) -> SearchPage:
    """Return the search page for what an address asks; a wrong filter is shown, not raised."""
    query = given.get("q", "").strip()
    asked = {name: value.strip() for name in FILTERS if (value := given.get(name, "")).strip()}
    try:
        if len(query) > QUERY_CHARACTERS:
            raise OptionError("q", f"{query[:20]}…", f"≤ {QUERY_CHARACTERS}")
        return _found(served, query, asked, given, links) if query else _entrance(served, asked, links)
    except (RequestError, EmptyQueryError) as error:
        return SearchPage(query, asked, _chosen(query, asked, links), error=error)


def _entrance(served: Served, asked: Mapping[str, str], links: Links) -> SearchPage:
    pool = served.pool(dict(asked)).to_json()
    counted = phrase("counted-pool", links.language, total=pool["total"])
    return SearchPage(
        "",
        asked,
        _chosen("", asked, links),
        _facets(pool, "", asked, links),
        counted,
        documents=documents_table(served, links),
        counts=served.counts,
    )


def _found(served: Served, query: str, asked: Mapping[str, str], given: Mapping[str, str], links: Links) -> SearchPage:
    language = links.language
    wide = given.get("more") == "1"
    answer = served.search(query, limit=MOST_HITS, facets=True, typed=False, **asked)
    shown = answer["hits"][: MOST_HITS if wide else PAGE_HITS]
    key = "found" if answer["answer"] == "found" else "none" if answer["hits"] else "none-at-all"
    more = ""
    if len(answer["hits"]) > len(shown):
        more = links.with_query("/", {"q": query, **asked, "more": "1"})
    return SearchPage(
        query,
        asked,
        _chosen(query, asked, links),
        _facets(answer["facets"], query, asked, links),
        phrase("counted-hits", language),
        tuple(_hit(hit, query, served, links) for hit in shown),
        phrase(f"answer-{key}", language, count=answer["facets"]["total"]),
        _offers(answer["understood"], query, asked, links),
        _notes(answer, asked, language),
        more,
    )


def _offers(understood: Mapping[str, Any], query: str, asked: Mapping[str, str], links: Links) -> tuple[Text, ...]:
    """Return the ways to the same search with a bound as filter (none where values are), or with a name required."""
    offers = []
    for one in () if "min" in asked or "max" in asked else understood["conditions"]:
        bound = {name: one[name] for name in _FIGURES if one[name] is not None}
        words = phrase("only-bound", links.language, text=one["text"])
        offers.append(Text(words, links.with_query("/", {"q": query, **asked, **bound})))
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
    if understood["phrases"] and not answer["hits"]:
        notes.append(phrase("none-holding", language, phrases="、".join(understood["phrases"])))
    return tuple(notes)


def _chosen(query: str, asked: Mapping[str, str], links: Links) -> tuple[FacetValue, ...]:
    """Return the filters in force, each with the address without it."""
    values = []
    for name, value in asked.items():
        rest = {other: own for other, own in asked.items() if other != name}
        colon = phrase("colon", links.language)
        label = phrase(f"facet-{name}", links.language) + colon + _value_label(name, value, links.language)
        values.append(FacetValue(label, 0, links.with_query("/", {"q": query, **rest}), chosen=True))
    return tuple(values)


def _facets(counts: Mapping[str, Any], query: str, asked: Mapping[str, str], links: Links) -> tuple[Facet, ...]:
    facets = []
    for name in FACETS:
        values = []
        for one in counts[name][:_MOST_VALUES]:
            value, count = one["value"], one["count"]
            is_chosen = asked.get(name) == value
            rest = {other: own for other, own in asked.items() if other != name}
            wanted = rest if is_chosen else {**rest, name: value}
            href = links.with_query("/", {"q": query, **wanted})
            values.append(FacetValue(_value_label(name, value, links.language), count, href, is_chosen))
        if values:
            facets.append(Facet(phrase(f"facet-{name}", links.language), tuple(values)))
    return tuple(facets)


def _value_label(facet: str, value: str, language: Language) -> str:
    if facet == "level":
        return named("level", value, language)
    return category_label(value, language) if facet == "category" else value


def _hit(hit: Mapping[str, Any], query: str, served: Served, links: Links) -> ShownHit:
    language = links.language
    slug = hit["indicator"].rpartition("/")[2]
    source = hit["source"]
    line = source["line"]
    where = hit["document"] + (f" {phrase('line', language, line=line)}" if line else "")
    place = links.to(path_of("document", hit["document_id"]), fragment=f"L{line}" if line else "")
    department = page_path(f"{served.base_iri}id/department/{hit['department']}", served.base_iri)
    year = hit["fiscal_year"]
    about = [
        Text(hit["department"], links.to(department) if department else None),
        Text(named("level", hit["level"], language)),
        Text(phrase("year-of", language, year=year) if year is not None else phrase("no-year", language)),
        Text(category_label(hit["category"]["code"], language)),
        Text(hit["unit"] or ""),
        Text(hit["project"] or ""),
    ]
    target, actual = hit["target"], hit["actual"]
    said = (target["raw"] or named("kind", target["kind"], language)) if target else ""
    return ShownHit(
        hit["rank"],
        Text(hit["name"], links.to(path_of("indicator", slug))),
        pieces(hit["name"], hit["highlights"].get("name", ())),
        hit["comparable"],
        said,
        pieces(said, hit["highlights"].get("target", ())),
        (actual["raw"] or named("kind", actual["kind"], language)) if actual else "",
        money(hit["budget_yuan"], language),
        money(hit["department_budget_yuan"], language),
        tuple(text for text in about if text.text),
        Text(where, place),
        why_words(hit["why"], query, language),
        f"{hit['score']:.3f}",
    )


def why_words(why: Mapping[str, Any], query: str, language: Language) -> str:
    """Return why a hit stands where it stands, in words; the numbers add up to the score.

    >>> why = {"dense": 0.4, "lexical": 0.2, "features": {"measure": -0.06}, "terms": [{"term": "讲座"}]}
    >>> why_words(why, "讲座", "zh")
    '含义相近 0.400 ＋ 用词相同 0.200（讲座） － 计量方式不同 0.060'

    """
    terms = "、".join(shared_words(query, [term["term"] for term in why["terms"]])[:_MOST_TERMS])
    parts = [phrase("why-dense", language, value=f"{why['dense']:.3f}")]
    key = "why-lexical" if terms else "why-no-words"
    parts.append("＋ " + phrase(key, language, value=f"{why['lexical']:.3f}", terms=terms))
    for name, value in why["features"].items():
        state = "same" if value == 0 else "clash" if value <= -0.05 else "unknown"
        sign = "＋" if value >= 0 else "－"
        parts.append(f"{sign} " + phrase(f"why-{name}-{state}", language, value=f"{abs(value):.3f}"))
    return " ".join(parts)


def shared_words(query: str, terms: Sequence[str]) -> list[str]:
    """Return the runs of the query that terms cover, the longest first, then terms that are not in it as such.

    The index knows pairs of characters; people read words.

    >>> shared_words("科普讲座办了几场", ["普讲", "科普", "讲", "场", "场次"])
    ['科普讲', '场', '场次']

    """
    text = "".join(query.split())
    covered = [False] * len(text)
    elsewhere = []
    for term in terms:
        at = text.find(term)
        if at < 0:
            elsewhere.append(term)
        while at >= 0:
            covered[at : at + len(term)] = [True] * len(term)
            at = text.find(term, at + 1)
    runs = "".join(char if is_covered else " " for char, is_covered in zip(text, covered, strict=True)).split()
    return list(dict.fromkeys([*sorted(runs, key=len, reverse=True), *elsewhere]))
