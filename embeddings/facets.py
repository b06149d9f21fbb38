"""How many (分面计数): indicators by level, department, year, category and unit of measure.

In: the rows of the table that pass some filters, or a search. Out: for each facet its values with counts, the largest
first; equal counts stand by value. An indicator counts once for each unit of measure of its target. Of a search the
comparable hits among the best hundred are counted, since what is comparable is known of hits only; a facet that is
filtered by counts as if it were not, so that one can change one's mind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue
    from embeddings.filters import Filters
    from embeddings.search import Index

FACETS: Final = ("level", "department", "year", "category", "measure_unit")
DEPTH: Final = 100
"""So many of the best hits are looked at."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Values and counts of each facet, and of how many indicators."""

    counts: Mapping[str, tuple[tuple[str, int], ...]]
    total: int

    def to_json(self) -> dict[str, Any]:
        """Return ``{"total": …, "level": [{"value", "count"}, …], …}``."""
        counts = {
            facet: [{"value": value, "count": count} for value, count in values]
            for facet, values in self.counts.items()
        }
        return {"total": self.total, **counts}


def counts_of_search(
    index: Index, query: str, filters: Filters, hits: Iterable[Mapping[str, Any]], *, typed: bool = False
) -> FacetCounts:
    """Count what a search found; ``hits`` are its first :data:`DEPTH`. Raises as the search does."""
    found = counts_of_hits(hits)
    counts = dict(found.counts)
    for facet in FACETS:
        if getattr(filters, facet) is not None:
            others = replace(filters, **{facet: None})
            without = index.search(query, limit=DEPTH, filters=others, typed=typed)
            counts[facet] = counts_of_hits(without.hits).counts[facet]
    return FacetCounts(counts, found.total)


def counts_of_rows(catalogue: Catalogue, rows: NDArray[np.int64] | None) -> FacetCounts:
    """Count rows of the table; ``None`` for all of them."""
    chosen = np.arange(catalogue.rows) if rows is None else rows
    departments = np.bincount(catalogue.column("department")[chosen], minlength=len(catalogue.departments))
    categories = np.bincount(catalogue.column("category")[chosen], minlength=len(catalogue.categories))
    years, per_year = np.unique(catalogue.column("year")[chosen], return_counts=True)
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for department, count in zip(catalogue.departments, departments.tolist(), strict=True):
        found["department"][department.name] += count
        found["level"][department.level] += count
    for category, count in zip(catalogue.categories, categories.tolist(), strict=True):
        found["category"][category.code] += count
    for year, count in zip(years.tolist(), per_year.tolist(), strict=True):
        found["year"][str(year) if year else ""] += count
    starts, units = catalogue.column("component_starts"), catalogue.column("component_unit")
    owners = np.searchsorted(starts, np.arange(len(units)), side="right") - 1
    present = np.zeros(catalogue.rows, bool)
    present[chosen] = True
    pairs = np.unique(np.stack([owners[present[owners]], units[present[owners]]]), axis=1)
    for unit, count in enumerate(np.bincount(pairs[1], minlength=len(catalogue.measure_units)).tolist()):
        found["measure_unit"][catalogue.measure_units[unit]] += count
    return FacetCounts({facet: _ordered(counter) for facet, counter in found.items()}, len(chosen))


def counts_of_hits(hits: Iterable[Mapping[str, Any]]) -> FacetCounts:
    """Count hits that are comparable."""
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    total = 0
    for hit in hits:
        if not hit["comparable"]:
            continue
        total += 1
        found["level"][hit["level"]] += 1
        found["department"][hit["department"]] += 1
        found["category"][hit["category"]["code"]] += 1
        if hit["fiscal_year"] is not None:
            found["year"][str(hit["fiscal_year"])] += 1
        components = hit["target"]["components"] if hit["target"] else ()
        found["measure_unit"].update({component["measure_unit"] for component in components})
    return FacetCounts({facet: _ordered(counter) for facet, counter in found.items()}, total)


def _ordered(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    kept = [(value, count) for value, count in counter.items() if count and value]
    return tuple(sorted(kept, key=lambda entry: (-entry[1], entry[0])))
