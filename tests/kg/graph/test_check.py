"""The graph of a store is checked document by document."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from kg.dataset import build_dataset, open_build
from kg.dataset.lines import write_sorted
from kg.dataset.mapping import map_quads
from kg.graph.check import check_shapes, shapes_hold
from kg.graph.iris import Iris
from kg.graph.mapping import BuildFacts, graph_quads
from kg.graph.quads import line
from kg.graph.vocabulary import KG
from tests.kg.graph.readings import declaration, three

BASE = "http://h/"
FACTS = BuildFacts("b" * 16, 1, "0.1.0", None, "c" * 64, 3)


def loaded(quads):
    store = Store()
    store.bulk_load("\n".join(line(quad) for quad in quads).encode(), format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def quads():
    return list(graph_quads(three(), BASE, FACTS))


def test_a_sound_graph_has_no_violation(quads):
    """Documents and shared graphs conform, and everything pointed to exists."""
    assert list(shapes_hold(loaded(quads), [one.document.id for one in three()], BASE)) == []


def test_a_broken_value_is_found_in_its_document(quads):
    """The violation names the graph, the node and the property."""
    broken = next(quad for quad in quads if quad.predicate == KG.yuan)
    store = loaded([quad for quad in quads if quad != broken])

    found = list(shapes_hold(store, [one.document.id for one in three()], BASE))

    assert [(graph, one.node, one.path) for graph, one in found] == [(broken.graph, broken.subject, KG.yuan)]


def test_a_thing_nothing_is_said_about_is_found(quads):
    """A concept that the taxonomy lacks is an error of whoever points to it."""
    target = next(quad for quad in quads if quad.predicate == KG.measureUnit)
    store = loaded([quad for quad in quads if quad.subject != target.object])
    doc = target.graph.rpartition("/")[2]

    found = list(shapes_hold(store, [doc], BASE))

    assert (target.graph, target.subject, target.object) in {(g, one.node, one.value) for g, one in found}


def test_only_the_documents_asked_for_are_checked(quads):
    """A sample of documents can be checked alone."""
    documents = [one.document.id for one in three()]
    broken = next(quad for quad in quads if quad.graph == Iris(documents[1], BASE).graph)
    store = loaded([quad for quad in quads if quad != broken])

    assert list(shapes_hold(store, documents[:1], BASE)) == []


def test_sorted_lines_bring_equal_triples_together(quads, tmp_path):
    """In the sorted file two graphs' statements of one triple are neighbours, so one pass finds them."""
    twice = quads[0]._replace(graph=f"{BASE}graph/zzz")
    write_sorted((line(quad) for quad in [*quads, twice]), tmp_path / "graph.nq")

    lines = (tmp_path / "graph.nq").read_text(encoding="utf-8").split("\n")
    at = lines.index(line(twice))
    assert lines[at - 1] == line(quads[0])


def test_a_build_of_real_documents_holds(corpus, tmp_path):
    """The graph made from real pages conforms, and nothing in it points into the void."""
    pages = sorted(path for path in corpus.glob("*.txt") if path.name.startswith(("002", "003", "004")))
    build_dataset(tmp_path / "dataset", pages)

    assert list(check_shapes(open_build(tmp_path / "dataset"))) == []


def test_a_damaged_build_says_where(tmp_path):
    """A violation becomes a difference for kg verify, with graph and node."""
    # The document's digest is that of its name, so the file holds its name.
    (tmp_path / "a.txt").write_text("a.txt", encoding="utf-8")

    def without_levels(given):
        return (quad for quad in map_quads(given) if quad.predicate != KG.level)

    def read(data, name, metadata):
        return declaration(name), data.decode()

    build_dataset(tmp_path / "dataset", [tmp_path / "a.txt"], read=read, map_graph=without_levels)

    differences = list(check_shapes(open_build(tmp_path / "dataset")))
    assert {(one.check, one.file) for one in differences} == {("shapes", "graph.nq")}
    assert {one.where.split(" ")[0].rpartition("/graph/")[2] for one in differences} == {
        f"document/{declaration('a.txt').document.id}",
        "registry",
    }
    assert all(KG.level in one.where for one in differences)
