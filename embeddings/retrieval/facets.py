"""How many (分面计数): indicators by level, department, year, category, spending unit and unit of measure.

In: the table with some filters, or a search. Out: for each facet its values with counts, the largest first; equal
counts stand by value. Of a search all comparable rows that pass are counted, however many the answer shows. The
promise is that choosing a value leaves as many as its count says. Hence a facet that is filtered by counts as if it
were not, so that one can change one's mind; a category counts what stands below it too, and a unit of measure (场) the
pairs it is in (场/次), by those numbers only that the other filters leave. Everything is added up over columns; only
what may be comparable is looked at by name (``Index.comparable``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from embeddings.query.asked import Asked
from embeddings.query.filters import fitting, resolve
from kg.messages import code_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue
    from embeddings.query.filters import Filters
    from embeddings.query.questions import Question
    from embeddings.retrieval.search import Index

FACETS: Final = ("level", "department", "year", "category", "unit", "measure_unit")
"""Names of the facets, which are those of the filters."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value as a filter takes it, its words for people, and how many indicators have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The values of each facet, and of how many indicators (with all filters)."""

    counts: Mapping[str, tuple[FacetValue, ...]]
    total: int

    def to_json(self) -> dict[str, Any]:
        """Return ``{"total": …, "level": [{"value", "label", "count"}, …], …}``."""
        return {"total": self.total, **{name: [asdict(one) for one in self.counts[name]] for name in FACETS}}


def counts_of_search(
    index: Index, query: str, filters: Filters, *, typed: bool = False, question: Question | None = None
) -> FacetCounts:
    """Count every comparable row that a search may show; raises as the search does.

    Args:
        index: Of the build.
        query: A person's words.
        filters: What rows must be.
        typed: Whether bounds in the words filter too.
        question: The query made ready, where it was before.

    """
    catalogue = index.catalogue
    asked = Asked.of(query, filters, typed=typed)
    passed = {
        own: _flags(asked.rows(catalogue, index.lexical, resolve(own, catalogue)), catalogue)
        for own in _variants(filters)
    }
    rows = np.flatnonzero(np.logical_or.reduce([*passed.values()]))
    rows = rows[index.comparable(index.question(query) if question is None else question, rows)]
    comparable = np.zeros(catalogue.rows, bool)
    comparable[rows[asked.held(catalogue, rows)]] = True
    return _counts(catalogue, filters, passed, comparable)


def counts_of_rows(catalogue: Catalogue, filters: Filters) -> FacetCounts:
    """Count all rows of the table that pass."""
    passed = {own: _flags(resolve(own, catalogue), catalogue) for own in _variants(filters)}
    return _counts(catalogue, filters, passed, np.ones(catalogue.rows, bool))


def _variants(filters: Filters) -> dict[Filters, None]:
    """Give the filters, and the filters without each facet's own."""
    return dict.fromkeys([filters, *(replace(filters, **{name: None}) for name in FACETS)])


def _flags(rows: NDArray[np.int64] | None, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Mark some rows of the table, all for ``None``."""
    if rows is None:
        return np.ones(catalogue.rows, bool)
    found = np.zeros(catalogue.rows, bool)
    found[rows] = True
    return found


def _counts(
    catalogue: Catalogue, filters: Filters, passed: Mapping[Filters, NDArray[np.bool_]], counted: NDArray[np.bool_]
) -> FacetCounts:
    counters = {
        "level": _levels,
        "department": _departments,
        "year": _years,
        "category": _categories,
        "unit": _units,
        "measure_unit": _measure_units,
    }
    counts = {}
    for name in FACETS:
        others = replace(filters, **{name: None})
        rows = np.flatnonzero(passed[others] & counted)
        counts[name] = _ordered(counters[name](catalogue, rows, others))
    return FacetCounts(counts, int(np.count_nonzero(passed[filters] & counted)))


_Found = Counter[tuple[str, str]]  # (value, label) -> count


def _tally(catalogue: Catalogue, column: str, rows: NDArray[np.int64], size: int) -> list[int]:
    """Count the numbers of a column from 0 to ``size``; -1 (none) is left out."""
    numbers = catalogue.column(column)[rows]
    counts: list[int] = np.bincount(numbers[numbers >= 0], minlength=size).tolist()
    return counts


def _levels(catalogue: Catalogue, rows: NDArray[np.int64], _: Filters) -> _Found:
    found: _Found = Counter()
    counts, words = _tally(catalogue, "department", rows, len(catalogue.departments)), code_labels("level")
    for department, count in zip(catalogue.departments, counts, strict=True):
        if department.name:
            found[department.level, words[department.level]["zh"]] += count
    return found


def _departments(catalogue: Catalogue, rows: NDArray[np.int64], _: Filters) -> _Found:
    names = (department.name for department in catalogue.departments)
    return _named(names, _tally(catalogue, "department", rows, len(catalogue.departments)))


def _units(catalogue: Catalogue, rows: NDArray[np.int64], _: Filters) -> _Found:
    names = (unit.name for unit in catalogue.units)
    return _named(names, _tally(catalogue, "unit", rows, len(catalogue.units)))


def _named(names: Iterable[str], counts: Iterable[int]) -> _Found:
    found: _Found = Counter()
    for name, count in zip(names, counts, strict=True):
        found[name, name] += count
    return found


def _years(catalogue: Catalogue, rows: NDArray[np.int64], _: Filters) -> _Found:
    years, counts = np.unique(catalogue.column("year")[rows], return_counts=True)
    pairs = zip(years.tolist(), counts.tolist(), strict=True)
    return Counter({(str(year), f"{year}年"): count for year, count in pairs if year})


def _categories(catalogue: Catalogue, rows: NDArray[np.int64], _: Filters) -> _Found:
    from kg.graph.taxonomy import category_path

    counts = _tally(catalogue, "category", rows, len(catalogue.categories))
    per_code: Counter[str] = Counter()
    for category, count in zip(catalogue.categories, counts, strict=True):
        per_code[category.code] += count
    found: _Found = Counter()
    for code in per_code:
        below = sum(count for other, count in per_code.items() if other == code or other.startswith(f"{code}/"))
        found[code, category_path(code, "zh")] = below
    return found


def _measure_units(catalogue: Catalogue, rows: NDArray[np.int64], filters: Filters) -> _Found:
    """Count rows by the units of those of their numbers that the other filters leave."""
    units = catalogue.column("component_unit")
    owners, components = catalogue.components_of(rows)
    kept = fitting(filters, catalogue)[components]
    names = catalogue.measure_units
    # each unit of a row once
    pairs = np.stack(np.divmod(np.unique(owners[kept] * len(names) + units[components[kept]]), len(names)))
    alone = np.bincount(pairs[1], minlength=len(names)).tolist()
    found: _Found = Counter()
    for number, name in enumerate(names):
        also = [other for other, words in enumerate(names) if other != number and name in words.split("/")]
        both = len(np.unique(pairs[0][np.isin(pairs[1], [number, *also])])) if also else alone[number]
        found[name, name] = both
    return found


def _ordered(found: _Found) -> tuple[FacetValue, ...]:
    kept = [FacetValue(value, label, count) for (value, label), count in found.items() if count and value]
    return tuple(sorted(kept, key=lambda one: (-one.count, one.value)))
