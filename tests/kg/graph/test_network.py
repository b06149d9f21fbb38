"""The graph as a network."""

from __future__ import annotations

from decimal import Decimal

import networkx
import pytest

from kg.dataset.lines import write_sorted
from kg.graph.iris import Iris, department_iri
from kg.graph.mapping import graph_quads
from kg.graph.network import network
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


def test_measures_of_networkx_run_over_it(graph):
    """What leads to a department is what networkx finds, the departments it guides and their indicators among it."""
    iris = Iris(declaration("b.txt", DISTRICT).document.id, BASE)
    below = networkx.ancestors(graph, department_iri(CITY, BASE))

    assert {department_iri(DISTRICT, BASE), iris.numbered("indicator", 1)} <= below
