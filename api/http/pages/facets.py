"""Filters on pages (筛选): those in force, each with the way out of it; facets with counts; what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.http.pages.labels import category_label, named
from api.http.pages.model import Text
from api.http.problems import of_error, parameter_of
from api.http.settings import QUERY_CHARACTERS
from api.http.words import phrase, phrases
from embeddings.query.filters import FILTERS
from embeddings.retrieval.facets import FACETS
from kg.errors import OptionError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.http.pages.model import Links
    from kg.errors import PerformanceGraphError
    from kg.messages import Language

_VALUES: Final = 12
_MOST_VALUES: Final = 200


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its word, how many, and where choosing it (or letting it go) leads."""

    text: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet, its largest values, those below a fold, and a sentence about any that are not listed."""

    label: str
    values: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    heading: str
    left: str


def filters_in(given: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that an address asks for, empty ones left out."""
    return {name: value.strip() for name in FILTERS if (value := given.get(name, "")).strip()}


def chosen_filters(path: str, query: str, asked: Mapping[str, str], links: Links) -> tuple[FacetValue, ...]:
    """Return the filters in force, each with the address of the page at ``path`` without it."""
    values = []
    for name, value in asked.items():
        rest = {other: own for other, own in asked.items() if other != name}
        colon = phrase("colon", links.language)
        label = phrase(f"facet-{name}", links.language) + colon + value_label(name, value, links.language)
        values.append(FacetValue(label, 0, links.with_query(path, {"q": query, **rest}), chosen=True))
    return tuple(values)


def facets_of(
    counts: Mapping[str, list[dict[str, object]]], query: str, asked: Mapping[str, str], links: Links
) -> tuple[Facet, ...]:
    """Return the facets, each value with the search that has it; chosen ones with the search without."""
    facets = []
    for name in FACETS:
        values = []
        for one in counts[name][:_MOST_VALUES]:
            value, count = str(one["value"]), int(str(one["count"]))
            is_chosen = asked.get(name) == value
            rest = {other: own for other, own in asked.items() if other != name}
            wanted = rest if is_chosen else {**rest, name: value}
            href = links.with_query("/", {"q": query, **wanted})
            values.append(FacetValue(value_label(name, value, links.language), count, href, is_chosen))
        if values:
            # what is chosen stands where it can be let go
            shown = [one for place, one in enumerate(values) if place < _VALUES or one.chosen]
            folded = [one for place, one in enumerate(values) if place >= _VALUES and not one.chosen]
            left = len(counts[name]) - len(values)
            facets.append(
                Facet(
                    phrase(f"facet-{name}", links.language),
                    tuple(shown),
                    tuple(folded),
                    phrase("facet-folded", links.language, count=len(folded)),
                    phrase("facet-left", links.language, count=left) if left else "",
                )
            )
    return tuple(facets)


def value_label(facet: str, value: str, language: Language) -> str:
    """Return the word for a value of a facet."""
    if facet == "level":
        return named("level", value, language)
    return category_label(value, language) if facet == "category" else value


def said_wrong(error: PerformanceGraphError, language: Language) -> str:
    """Say what does not fit, naming the field as the page does."""
    words = of_error(error).detail(language)
    name = _parameter(error)
    if name == "q" and isinstance(error, OptionError):
        return phrase("query-long", language, most=QUERY_CHARACTERS)
    # the sentence begins with the parameter's name; a person knows the field by its label
    known = f"facet-{name}" in phrases() and words.startswith(name)
    return phrase(f"facet-{name}", language) + words.removeprefix(name) if known else words


def nearest_filters(
    path: str, error: PerformanceGraphError, query: str, asked: Mapping[str, str], links: Links
) -> tuple[Text, ...]:
    """Return the names that were perhaps meant, each with the page at ``path`` that has it as filter."""
    name = _parameter(error)
    if not isinstance(error, UnknownNameError) or name not in FILTERS:
        return ()
    return tuple(Text(one, links.with_query(path, {"q": query, **asked, name: one})) for one in error.nearest)


def _parameter(error: PerformanceGraphError) -> str:
    option = error.option if isinstance(error, (OptionError, UnknownNameError)) else ""
    return parameter_of(option)
