"""The graph as a network."""

from __future__ import annotations

from decimal import Decimal

import networkx
import pytest

from kg.dataset.lines import write_sorted
from kg.graph.iris import Iris, department_iri
from kg.graph.mapping import graph_quads
from kg.graph.network import department_ties, network, shared_indicators
from kg.graph.quads import line
from kg.graph.store_view import read_quads
from tests.kg.graph.readings import CITY, DISTRICT, declaration, three

BASE = "http://h/"


@pytest.fixture(scope="module")
def graph():
    return network(graph_quads([*three(), declaration("b.txt", DISTRICT)], BASE))


def test_things_are_nodes_with_kind_label_and_figures(graph):
    """A target carries its first number, exact, with comparator, unit and dimension."""
    iris = Iris(declaration().document.id, BASE)
    target = graph.nodes[iris.target(1, "annual")]

    assert target["kind"] == "Target"
    assert (target["comparator"], target["value"], target["printedValue"]) == ("ge", Decimal(80), "80.0")
    assert (target["measureUnit"], target["dimension"]) == ("场", "event_count")
    assert graph.nodes[department_iri(CITY, BASE)]["level"] == "city"


def test_relations_are_edges_with_the_names_of_properties(graph):
    """An indicator leads to its department, its targets and its document."""
    iris = Iris(declaration().document.id, BASE)
    indicator = iris.numbered("indicator", 1)
    out = {(name, end) for _, end, name in graph.out_edges(indicator, keys=True)}

    assert ("department", department_iri(CITY, BASE)) in out
    assert ("target", iris.target(1, "annual")) in out
    assert ("document", iris.document) in out


def test_readings_and_file_give_the_same_network(graph, tmp_path):
    """Whoever has only graph.nq sees the same."""
    path = tmp_path / "graph.nq"
    readings = [*three(), declaration("b.txt", DISTRICT)]
    write_sorted((line(quad) for quad in graph_quads(readings, BASE)), path)
    read = network(read_quads(path))

    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert set(read.edges(keys=True)) == set(graph.edges(keys=True))


def test_indicators_that_departments_share(graph):
    """City and district promise the same three things."""
    shared = shared_indicators(graph)

    assert {one.name for one in shared} == {"科普活动场次", "线上传播量", "工作质量"}
    assert all(one.departments == tuple(sorted(one.departments)) for one in shared)
    assert {len(one.departments) for one in shared} == {2}


def test_departments_are_tied_by_what_they_share(graph):
    """The weight of a tie is the number of shared names."""
    ties = department_ties(graph)
    city, district = department_iri(CITY, BASE), department_iri(DISTRICT, BASE)

    assert ties.edges[city, district]["weight"] == 3
    assert list(networkx.connected_components(ties)) == [{city, district}]
