"""The taxonomy graph and the IRIs of its concepts."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.categories import LEVEL1, LEVEL2
from kg.graph.concepts import SCHEMES, category_concept, mapped_category_concept, unit_concept
from kg.graph.quads import Literal, line
from kg.graph.taxonomy import AMOUNTS, DIMENSIONS, FUNDS, ontology_quads, taxonomy_quads
from kg.graph.vocabulary import KG, KGT, RDF, SKOS
from kg.messages import rules
from kg.quantities.units import UNITS
from kg.quantities.value import Dimension

BASE = "http://h/"


@pytest.fixture(scope="module")
def quads():
    return taxonomy_quads(BASE, {"幅/条", "朵云"})


def concepts(quads):
    return {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == SKOS.Concept}


def test_every_code_of_a_form_has_a_concept_in_each_version(quads):
    """Whatever headings a form pairs, its category is a concept that exists, and so is the current one."""
    known = concepts(quads)
    firsts = [*(heading.code for heading in LEVEL1), "other"]
    seconds = [*(heading.code for _, heading in LEVEL2), "other"]
    for scheme in SCHEMES:
        for first in firsts:
            for second in seconds:
                assert category_concept(f"{first}/{second}", scheme) in known
                assert mapped_category_concept(f"{first}/{second}", scheme) in known


def test_versions_are_matched_exactly_where_nothing_changed(quads):
    """数量指标 of 2015 is 数量指标 of 2021; 成本 moved, so it is only close."""
    said = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    old, new = (f"{KGT}category/{scheme}/output/quantity" for scheme in SCHEMES)

    assert (old, SKOS.exactMatch, new) in said
    assert (new, SKOS.exactMatch, old) in said
    cost, moved = f"{KGT}category/2015/output/cost", f"{KGT}category/2021/cost"
    assert (cost, SKOS.closeMatch, moved) in said
    assert (cost, SKOS.broader, f"{KGT}category/2015/output") in said


def test_every_unit_dimension_and_rule_is_there(quads):
    """The taxonomy is made of the tables that figures are read with."""
    known = concepts(quads)

    assert {unit_concept(unit.folded) for unit in UNITS.values()} <= known
    assert {f"{KGT}dimension/{dimension}" for dimension in Dimension} <= known
    assert {f"{KGT}rule/{rule}" for rule in rules()} <= known
    assert {f"{KGT}amount/{kind}" for kind in AMOUNTS} <= known
    assert {f"{KGT}fund/{kind}" for kind in FUNDS} <= known
    assert set(DIMENSIONS) == set(Dimension)


def test_units_beyond_the_table_get_a_concept(quads):
    """Joined units count what their first does; an unknown word is a unit without a dimension."""
    dimension = {quad.subject: quad.object for quad in quads if quad.predicate == KG.dimension}

    assert dimension[unit_concept("幅/条")] == f"{KGT}dimension/item_count"
    assert unit_concept("朵云") in concepts(quads)
    assert unit_concept("朵云") not in dimension


def test_signs_have_readable_names():
    """Percent and the scales of money have the names that people type."""
    assert unit_concept("%") == f"{KGT}unit/PERCENT"
    assert unit_concept("万元") == f"{KGT}unit/WAN_YUAN"
    assert unit_concept("人次") == f"{KGT}unit/人次"


def test_every_concept_has_one_notation_in_its_scheme_and_labels_in_two_languages(quads):
    """A concept can be cited by its notation and shown in Chinese and English."""
    known = concepts(quads)
    notations = Counter(quad.subject for quad in quads if quad.predicate == SKOS.notation)
    labels = Counter(
        (quad.subject, quad.object.language)
        for quad in quads
        if quad.predicate == SKOS.prefLabel and isinstance(quad.object, Literal)
    )

    assert set(notations) == known
    assert set(notations.values()) == {1}
    assert set(labels.values()) == {1}
    assert {(node, language) for node in known for language in ("zh", "en")} <= set(labels)


def test_kinds_of_amounts_are_those_of_the_fixed_vocabulary(shared):
    """Researchers type these names."""
    text = (shared / "VOCABULARY.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("`kgt:amount/`: `"))

    assert set(AMOUNTS) == set(row.split("`")[3].split())


def test_ontology_graph_is_the_file():
    """The ontology's triples stand in their own graph, the same each time."""
    quads = ontology_quads(BASE)

    assert {quad.graph for quad in quads} == {f"{BASE}graph/ontology"}
    assert [line(quad) for quad in quads] == [line(quad) for quad in ontology_quads(BASE)]
    assert any(quad.subject == KG.Indicator for quad in quads)
