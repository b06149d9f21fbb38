"""Facets count what is there, and a search's facets count its comparable hits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from embeddings.facets import DEPTH, FACETS, counts_of_rows, counts_of_search
from embeddings.filters import Filters, resolve


def _values(hit, facet):
    if facet == "measure_unit":
        return {c["measure_unit"] for c in hit["target"]["components"] if c["measure_unit"]} if hit["target"] else set()
    value = {
        "level": hit["level"],
        "department": hit["department"],
        "year": hit["fiscal_year"],
        "category": hit["category"]["code"],
    }[facet]
    return {str(value)} if value is not None else set()


@pytest.mark.parametrize("filters", [Filters(), Filters(measure_unit="场"), Filters(category="output")])
def test_counts_of_rows_equal_reading_every_row(index, filters):
    """The same as looking at each indicator that passes."""
    rows = resolve(filters, index.catalogue)
    hits = [index.catalogue.hit(row) for row in (range(index.catalogue.rows) if rows is None else rows.tolist())]
    counted = counts_of_rows(index.catalogue, rows)

    assert counted.total == len(hits)
    for facet in FACETS:
        assert dict(counted.counts[facet]) == Counter(value for hit in hits for value in _values(hit, facet))


@pytest.mark.parametrize("filters", [Filters(), Filters(measure_unit="场"), Filters(measure_unit="场", level="city")])
def test_facets_of_a_search_count_comparable_hits(index, filters):
    """Each facet counts the comparable hits of the search without its own filter."""
    query = "科普讲座"
    found = index.search(query, limit=DEPTH, filters=filters)
    counted = counts_of_search(index, query, filters, found.hits)

    assert counted.total == sum(hit["comparable"] for hit in found.hits)
    for facet in FACETS:
        others = replace(filters, **{facet: None})
        hits = [hit for hit in index.search(query, limit=DEPTH, filters=others).hits if hit["comparable"]]
        assert dict(counted.counts[facet]) == Counter(value for hit in hits for value in _values(hit, facet))


def test_values_stand_by_count_then_by_value(index):
    """The largest count comes first; equal counts stand in the order of their values."""
    for values in counts_of_rows(index.catalogue, None).counts.values():
        assert list(values) == sorted(values, key=lambda entry: (-entry[1], entry[0]))
