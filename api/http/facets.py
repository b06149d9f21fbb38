"""How many (分面计数): indicators by level, department, year, category and unit of measure.

In: the rows of the table that pass some filters, or the hits of a search. Out: for each facet its values with counts,
the largest first; equal counts stand by value. An indicator counts once for each unit of measure of its target.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue

FACETS: Final = ("level", "department", "year", "category", "measure_unit")


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Values and counts of each facet, and of how many indicators."""

    counts: Mapping[str, tuple[tuple[str, int], ...]]
    total: int


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
