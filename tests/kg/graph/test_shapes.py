"""The shapes accept what mapping makes and refuse what it must never make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph.mapping import BuildFacts, graph_quads
from kg.graph.quads import Literal, decimal, integer, string, zh
from kg.graph.shapes import validate
from kg.graph.vocabulary import KG, RDFS, XSD
from tests.kg.graph.readings import declaration, project_table, self_evaluation, three

BASE = "http://h/"


@pytest.fixture(scope="module")
def quads():
    return list(graph_quads([declaration(), self_evaluation()], BASE))


def test_everything_that_mapping_makes_holds():
    """All graphs of three forms together conform."""
    facts = BuildFacts("b" * 16, 1, "0.1.0", "d" * 64, "c" * 64, 3)

    assert validate(graph_quads(three(), BASE, facts)).violations == ()


def replaced(quads, predicate, thing):
    """The quads with the first object of a predicate exchanged, or dropped for None."""
    at = next(place for place, quad in enumerate(quads) if quad.predicate == predicate)
    new = [] if thing is None else [quads[at]._replace(object=thing)]
    return [*quads[:at], *new, *quads[at + 1 :]], quads[at].subject


@pytest.mark.parametrize(
    ("predicate", "thing"),
    [
        (KG.fiscalYear, string("2024")),
        (KG.fiscalYearBasis, KG.annual),
        (KG.digest, string("abc")),
        (KG.rawText, None),
        (KG.value, Literal("80", XSD.integer)),
        (KG.comparator, string("ge")),
        (KG.comparator, KG.between),
        (KG.measureUnit, string("场")),
        (KG.yuan, integer(10)),
        (KG.printedScale, "https://w3id.org/jixiao/taxonomy/unit/PERCENT"),
        (KG.start, integer(1_000_000)),
        (KG.department, f"{BASE}id/department/乙"),
        (KG.ordinal, integer(0)),
        (KG.throughMonth, integer(13)),
        (KG.level, KG.annual),
        (KG.severity, KG.ge),
        (KG.alignmentScore, decimal(__import__("decimal").Decimal(2))),
        (RDFS.label, Literal("label", "", "en")),
        (RDFS.label, None),
    ],
    ids=lambda part: str(part).rpartition("/")[2][:40],
)
def test_what_must_not_be_is_refused(quads, predicate, thing):
    """Each shape is there for a mistake that it finds, at the node where it was made."""
    wrong, node = replaced(quads, predicate, thing)

    assert node in {violation.node for violation in validate(wrong).violations}


def test_a_property_of_another_class_is_refused(quads):
    """Shapes are closed: a score has no target."""
    score = next(quad for quad in quads if quad.predicate == KG.selfScore)
    stray = score._replace(predicate=KG.weight)

    (violation,) = validate([*quads, stray]).violations
    assert (violation.node, violation.path) == (score.subject, KG.weight)


def test_a_second_chinese_label_is_refused(quads):
    """Exactly one Chinese label, so that a list shows a thing once."""
    label = next(quad for quad in quads if quad.predicate == RDFS.label)
    more = label._replace(object=zh("又一个"))

    assert label.subject in {violation.node for violation in validate([*quads, more]).violations}


def test_project_scope_needs_its_project():
    """An indicator that says it is a project's says which."""
    reading = project_table()
    scoped = list(graph_quads([replace(reading, findings=())], BASE))
    wrong, node = replaced(scoped, KG.scope, KG.departmentScope)

    assert node in {violation.node for violation in validate(wrong).violations}
