"""Records → the whole graph (知识图谱), one document at a time.

In: readings, in any order, and the facts of a build. Out: quads, graph by graph; sorted lines make the file.
Only names outlive a document (registry, units of measure, indicators), so a million indicators stream.
No rdflib: a document takes it ten times as long. No clock: the same readings give the same quads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.across import Across
from kg.graph.alignment import ExactNames
from kg.graph.documents import document_quads
from kg.graph.findings import correction_quads, findings_quads
from kg.graph.quads import Literal, Quad, entity_iri, graph_iri, string
from kg.graph.registry import registry_quads
from kg.graph.statements import Statements
from kg.graph.taxonomy import ontology_quads, taxonomy_quads
from kg.graph.vocabulary import (
    DCAT,
    KG,
    ONTOLOGY_IRI,
    ONTOLOGY_VERSION_IRI,
    OWL,
    RDF,
    VOID,
    XSD,
)
from kg.identity import RegistryBuilder

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.records import Reading

_BUILD_LABEL = "数据集 {}"


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What the manifest of a build says (构建信息); no time, no path.

    Attributes:
        build: Build id.
        format_version: Version of the dataset folder's format.
        software_version: Version of this software.
        model_digest: Digest of the model its vectors come from, ``None`` without vectors.
        input_digest: Digest over all input documents and what was said about them.
        documents: Number of documents.

    """

    build: str
    format_version: int
    software_version: str
    model_digest: str | None
    input_digest: str
    documents: int


def graph_quads(
    readings: Iterable[Reading],
    base_iri: str,
    facts: BuildFacts | None = None,
    across: Across | None = None,
    carried: Container[str] = (),
) -> Iterator[Quad]:
    """Give all quads of a dataset: each document's graph, findings and corrections as it passes, then what they share.

    Args:
        readings: All readings; may be a generator.
        base_iri: Where the dataset lives; ends in ``/``.
        facts: What the build graph says; ``None`` for no build graph.
        across: What was found over several documents.
        carried: Ids of documents whose own graph is not given; what all share is made of them, too.

    """
    registry, names, units = RegistryBuilder(), ExactNames(), set[str]()
    across = Across() if across is None else across
    for reading in readings:
        doc = reading.document.id
        registry.add(reading)
        names.add(reading)
        units.update(measure_units(reading))
        if doc not in carried:
            yield from document_quads(reading, base_iri, across.places(doc))
        yield from findings_quads(doc, (*reading.findings, *across.findings(doc)), base_iri)
        yield from correction_quads(doc, reading.corrections, base_iri)
    yield from registry_quads(registry.registry(), base_iri)
    yield from names.quads(base_iri)
    yield from taxonomy_quads(base_iri, units)
    yield from ontology_quads(base_iri)
    if facts is not None:
        yield from build_quads(facts, base_iri)


def measure_units(reading: Reading) -> set[str]:
    """Return the units of measure that a reading's values use; the taxonomy has a concept for each."""
    values = (
        value
        for indicator in reading.indicators
        for value in (indicator.period_target, indicator.annual_target, indicator.actual)
        if value is not None
    )
    return {component.measure_unit for value in values for component in value.components} - {""}


def build_quads(facts: BuildFacts, base_iri: str) -> list[Quad]:
    """Return the build graph: which software, model and input made this dataset."""
    to = Statements(graph_iri(base_iri, "build"))
    node = entity_iri(base_iri, "build", facts.build)
    to.describe(node, "Build", _BUILD_LABEL.format(facts.build), f"Dataset {facts.build}")
    to.say(node, RDF.type, DCAT.Dataset)
    to.say(node, RDF.type, VOID.Dataset)
    to.say(node, DCAT.version, string(facts.build))
    to.number(node, KG.formatVersion, facts.format_version)
    to.words(node, KG.softwareVersion, facts.software_version)
    to.words(node, KG.modelDigest, facts.model_digest)
    to.words(node, KG.inputDigest, facts.input_digest)
    to.say(node, OWL.versionIRI, ONTOLOGY_VERSION_IRI)
    to.number(node, VOID.documents, facts.documents)
    to.say(node, VOID.uriSpace, Literal(base_iri, XSD.string))
    to.say(node, VOID.sparqlEndpoint, f"{base_iri}sparql")
    to.say(node, VOID.vocabulary, ONTOLOGY_IRI)
    return to.quads
