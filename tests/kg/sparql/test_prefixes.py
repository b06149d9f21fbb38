"""The prefixes that a message names are those that the graph is written with."""

from __future__ import annotations

import pytest

from kg.errors import QuerySyntaxError
from kg.graph.vocabulary import PREFIXES
from kg.sparql import KNOWN_PREFIXES
from kg.sparql.guard import check_query


def test_known_prefixes_are_those_of_the_graph():
    """Each prefix of the vocabulary is known, and names the same."""
    assert {prefix: KNOWN_PREFIXES.get(prefix) for prefix in PREFIXES} == PREFIXES


@pytest.mark.parametrize("prefix", ["schema", "kgtunit", "kg"])
def test_a_missing_declaration_is_named(prefix: str):
    """What the sentence says to put before the query is what the graph uses."""
    with pytest.raises(QuerySyntaxError, match=f"PREFIX {prefix}: <{PREFIXES[prefix]}>"):
        check_query(f"SELECT * {{ ?s {prefix}:name ?o }}", graphs=())
