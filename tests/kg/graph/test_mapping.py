"""The whole graph of some readings."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.iris import Iris, department_iri
from kg.graph.mapping import BuildFacts, build_quads, graph_quads, measure_units
from kg.graph.quads import Literal, line
from kg.graph.vocabulary import KG, KGT, RDF, RDFS, SUPERCLASSES
from tests.kg.graph.readings import CITY, DISTRICT, declaration, self_evaluation, three

BASE = "http://h/"
FACTS = BuildFacts("b" * 16, 1, "0.1.0", None, "c" * 64, 3)


@pytest.fixture(scope="module")
def quads():
    return list(graph_quads(three(), BASE, FACTS))


def test_a_triple_stands_in_exactly_one_graph(quads):
    """The union of all graphs counts every triple once."""
    graphs = Counter((quad.subject, quad.predicate, quad.object) for quad in set(quads))

    assert [triple for triple, count in graphs.items() if count > 1] == []


def test_nothing_is_said_twice(quads):
    """Shared places and organisations are described once."""
    assert [quad for quad, count in Counter(quads).items() if count > 1] == []


def test_everything_has_exactly_one_chinese_label(quads):
    """Whatever a reader meets has a Chinese name to show."""
    labels = Counter(
        quad.subject
        for quad in quads
        if quad.predicate == RDFS.label and isinstance(quad.object, Literal) and quad.object.language == "zh"
    )

    described = {quad.subject for quad in quads if quad.predicate == RDF.type}
    assert set(labels.values()) == {1}
    assert described == set(labels)


def test_leaf_class_and_superclass_are_both_asserted(quads):
    """A query for all documents or all values needs no inference."""
    kinds = {(quad.subject, quad.object) for quad in quads if quad.predicate == RDF.type}
    for leaf, above in SUPERCLASSES.items():
        for subject, kind in kinds:
            if kind == getattr(KG, leaf):
                assert (subject, getattr(KG, above)) in kinds


def test_nothing_points_into_the_void(quads):
    """Every thing and concept that is pointed to is described in some graph."""
    described = {quad.subject for quad in quads}

    pointed = {quad.object for quad in quads if isinstance(quad.object, str)}
    inside = {node for node in pointed if node.startswith((f"{BASE}id/", KGT))}
    assert inside - described == set()


def test_no_blank_nodes_and_no_spaces_in_iris(quads):
    """Every node is an IRI."""
    for quad in quads:
        for term in quad:
            if isinstance(term, str):
                assert term.startswith(("http://", "https://"))
                assert not set(term) & set(' <>"{}|\\^`')


def test_base_iri_is_used_everywhere(quads):
    """A dataset that lives elsewhere says so in every IRI of its own."""
    assert not any("localhost" in line(quad) for quad in quads)


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(shuffler: random.Random):
    """The same documents give the same lines."""
    readings = [*three(), declaration("b.txt", DISTRICT)]
    expected = sorted(line(quad) for quad in graph_quads(readings, BASE, FACTS))
    shuffler.shuffle(readings)

    assert sorted(line(quad) for quad in graph_quads(readings, BASE, FACTS)) == expected


def test_readings_may_stream():
    """A generator is enough: each document's quads come before the next document is read."""
    read = []

    def stream():
        for reading in three():
            read.append(reading.document.id)
            yield reading

    quads = graph_quads(stream(), BASE)
    first = next(quads)

    assert read == [declaration().document.id]
    assert first.graph == Iris(read[0], BASE).graph


def test_findings_cite_places_of_the_documents_graph(quads):
    """A finding stands in its graph and the place it cites in the document's."""
    doc = self_evaluation().document.id
    cited = {q.object for q in quads if q.graph == f"{BASE}graph/findings" and q.predicate == KG.source}

    described = {q.subject for q in quads if q.graph == Iris(doc, BASE).graph and q.predicate == KG.exact}
    assert cited
    assert cited <= described


def test_build_says_what_made_it_and_no_time():
    """Software, input and ontology are named; a model only where there is one."""
    said = {quad.predicate: quad.object for quad in build_quads(FACTS, BASE)}

    assert said[KG.formatVersion].text == "1"
    assert KG.modelDigest not in said
    assert not any("date" in quad.predicate.lower() for quad in build_quads(FACTS, BASE))


def test_departments_are_shared_between_documents(quads):
    """Two documents of one department, printed differently, point to one node."""
    departments = {quad.object for quad in quads if quad.predicate == KG.department}

    assert departments == {department_iri(CITY, BASE)}


def test_units_of_measure_that_are_used_are_known():
    """The taxonomy gets a concept for every unit a document uses, known or not."""
    assert measure_units(declaration()) >= {"场", "人次"}
