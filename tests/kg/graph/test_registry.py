"""The registry graph: what documents share about organisations."""

from __future__ import annotations

from kg.graph.iris import department_iri, unit_iri
from kg.graph.registry import registry_quads
from kg.graph.vocabulary import KG, RDFS
from kg.identity import merge_departments
from tests.kg.graph.readings import CITY, DISTRICT, declaration, project_table, self_evaluation

BASE = "http://h/"


def test_departments_with_level_spellings_and_guide():
    """A district's department: its level, its spellings, the city's department that guides it."""
    readings = [declaration(), declaration("b.txt", f"{DISTRICT}(部门)"), self_evaluation()]
    quads = registry_quads(merge_departments(readings), BASE)
    said = {(quad.subject, quad.predicate, getattr(quad.object, "text", quad.object)) for quad in quads}
    district, city = department_iri(DISTRICT, BASE), department_iri(CITY, BASE)

    assert (district, KG.level, KG.district) in said
    assert (district, KG.guidedBy, city) in said
    assert (district, KG.alias, f"{DISTRICT}(部门)") in said
    assert (city, KG.alias, f"{CITY}（部门）") in said
    assert {quad.graph for quad in quads} == {f"{BASE}graph/registry"}


def test_units_belong_to_their_department():
    """The own unit is told from the department by its label and its IRI."""
    quads = registry_quads(merge_departments([project_table()]), BASE)
    own = unit_iri(CITY, CITY, BASE)
    said = {(quad.predicate, getattr(quad.object, "text", quad.object)) for quad in quads if quad.subject == own}

    assert (RDFS.label, f"{CITY}（本级）") in said
    assert (KG.name, CITY) in said
    assert (KG.unitOf, department_iri(CITY, BASE)) in said
    assert (KG.unitKind, KG.ownUnit) in said
