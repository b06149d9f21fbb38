"""Promise and result of one thing, over documents (指标对齐): one department, exactly one name.

In: readings. Out: the alignment graph. A declaration's indicator and a self-evaluation's that carry the same
name (folded: NFKC, no white space, no punctuation) in the same department, and in a project of the same name
or in none, are members of one comparable concept. Its slug is the first 12 hex digits of the SHA-256 of
department, project and name, so that any build mints the same. Names that merely look alike are not joined.
"""

from __future__ import annotations

import hashlib
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.graph.iris import Iris
from kg.graph.quads import Quad, decimal, entity_iri, graph_iri, string, zh
from kg.graph.statements import Statements
from kg.graph.vocabulary import DEFAULT_BASE_IRI, KG, RDF, SKOS
from kg.identity import canonical_department
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Indicator, Reading

METHOD = "exact-name"
_PROMISES = frozenset({Form.DECLARATION, Form.PROJECT_TABLE})
_RESULTS = frozenset({Form.SELF_EVALUATION, Form.PROJECT_SELF_EVALUATION})
_SCORE = decimal(Decimal(1))


def folded_name(name: str) -> str:
    """Fold a name for exact comparison: NFKC, only letters and digits of any script, lower case.

    >>> folded_name("开展 “科普活动”场次（场）")
    '开展科普活动场次场'

    """
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


def concept_slug(department: str, project: str, name: str) -> str:
    """Mint the slug of a comparable concept from department, project (``""`` for none) and indicator name."""
    parts = canonical_department(department).name, folded_name(project), folded_name(name)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def alignment_quads(readings: Iterable[Reading], base_iri: str = DEFAULT_BASE_IRI) -> list[Quad]:
    """Return the alignment graph; ``ExactNames`` does the same one reading at a time."""
    names = ExactNames()
    for reading in readings:
        names.add(reading)
    return names.quads(base_iri)


class ExactNames:
    """Collects the names of all indicators, about 0.4 kB for each, and says which meet."""

    def __init__(self) -> None:
        # slug of the concept -> (document, ordinal, promised) of each member
        self._members: dict[str, list[tuple[str, int, bool]]] = {}
        # slug -> the concept's label: the first of the printed names in their order
        self._names: dict[str, str] = {}

    def add(self, reading: Reading) -> None:
        """Take in the indicators of one reading."""
        form, doc = reading.document.form, reading.document.id
        if form not in _PROMISES | _RESULTS:
            return
        for indicator in reading.indicators:
            if not folded_name(indicator.name):
                continue
            slug = concept_slug(reading.document.department, _project(indicator), indicator.name)
            self._members.setdefault(slug, []).append((doc, indicator.ordinal, form in _PROMISES))
            self._names[slug] = min(self._names.get(slug, indicator.name), indicator.name)

    def quads(self, base_iri: str = DEFAULT_BASE_IRI) -> list[Quad]:
        """Return the alignment graph of what was taken in, whatever the order of the readings."""
        to = Statements(graph_iri(base_iri, "alignment"))
        for slug in sorted(self._members):
            members = sorted(set(self._members[slug]))
            if {promised for _, _, promised in members} == {True, False}:
                self._concept(to, base_iri, slug, members)
        return to.quads

    def _concept(self, to: Statements, base_iri: str, slug: str, members: list[tuple[str, int, bool]]) -> None:
        name = self._names[slug]
        concept = entity_iri(base_iri, "concept", slug)
        to.describe(concept, "ComparableConcept", name)
        to.say(concept, RDF.type, SKOS.Concept)
        to.say(concept, SKOS.prefLabel, zh(name))
        documents = [doc for doc, _, _ in members]
        for doc, ordinal, _ in members:
            # A name that one document gives twice does not say which of the two is meant.
            certain = documents.count(doc) == 1
            indicator = Iris(doc, base_iri).numbered("indicator", ordinal)
            node = entity_iri(base_iri, "alignment", f"{doc}-{ordinal}", slug)
            to.describe(node, "Alignment", name)
            to.say(node, KG.member, indicator)
            to.say(node, KG.concept, concept)
            to.say(node, KG.alignmentMethod, string(METHOD))
            to.say(node, KG.alignmentScore, _SCORE)
            to.individual(node, KG.alignmentState, "accepted" if certain else "proposed")
            if certain:
                to.say(indicator, KG.comparableTo, concept)


def _project(indicator: Indicator) -> str:
    return indicator.project.name if indicator.project else ""
