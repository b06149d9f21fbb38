"""The registry graph (组织登记图): departments and units of all documents, each stated once.

In: a ``Registry``. Out: quads. Documents only point here, so that what they share is said in one graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.iris import department_iri, unit_iri
from kg.graph.quads import Quad, graph_iri
from kg.graph.statements import Statements
from kg.graph.vocabulary import KG

if TYPE_CHECKING:
    from kg.identity import Registry

_OWN_UNIT_LABEL = "{}（本级）"


def registry_quads(registry: Registry, base_iri: str) -> list[Quad]:
    """Return the registry graph: departments and units with level, code, spellings and who guides whom."""
    to = Statements(graph_iri(base_iri, "registry"))
    for department in registry.departments:
        node = department_iri(department.name, base_iri)
        to.describe(node, "Department", department.name)
        to.words(node, KG.name, department.name)
        for alias in department.aliases:
            to.words(node, KG.alias, alias)
        to.individual(node, KG.level, department.level.value)
        to.words(node, KG.divisionCode, department.code)
        if department.guided_by is not None:
            to.say(node, KG.guidedBy, department_iri(department.guided_by, base_iri))
    for unit in registry.units:
        node = unit_iri(unit.department, unit.name, base_iri)
        own = unit.name == unit.department
        to.describe(node, "Unit", _OWN_UNIT_LABEL.format(unit.name) if own else unit.name)
        to.words(node, KG.name, unit.name)
        for alias in unit.aliases:
            to.words(node, KG.alias, alias)
        to.say(node, KG.unitOf, department_iri(unit.department, base_iri))
        to.individual(node, KG.unitKind, unit.kind.value)
    return to.quads
