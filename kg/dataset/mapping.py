"""What the graph of a build is mapped from, and the mapping of this package.

The graph is a function of the manifest's recipe and documents, the readings and the findings; ``verify`` maps
again and compares. Readings come as a sequence that loads one document at a time, so a big graph streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.dataset.manifest import Manifest
from kg.graph.quads import Quad
from kg.records import Finding, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.records import Source


@dataclass(frozen=True, slots=True)
class GraphInput:
    """Everything that a mapper may use.

    Attributes:
        manifest: Recipe, documents and id; its counts and files are not final and must not be used.
        readings: All readings by digest.
        findings: What the audit over all documents found.

    """

    manifest: Manifest
    readings: Sequence[Reading]
    findings: Sequence[Finding]


Mapper = Callable[[GraphInput], Iterable[Quad]]


def map_quads(given: GraphInput) -> Iterator[Quad]:
    """Map a whole build with ``kg.graph``: the default ``Mapper``.

    A finding over several documents is a finding of the first one it speaks of; the places it cites in others
    are described in the graphs of those. Quads may come twice; the file has each once.
    """
    from kg.graph.documents import document_quads
    from kg.graph.mapping import BuildFacts, graph_quads

    manifest = given.manifest
    base_iri = manifest.recipe.base_iri
    facts = BuildFacts(
        build=manifest.id,
        format_version=manifest.format_version,
        software_version=manifest.recipe.software,
        model_digest=manifest.recipe.model or None,
        input_digest=manifest.input_digest,
        documents=len(given.readings),
    )
    found: dict[str, list[Finding]] = {}
    cited: dict[str, list[Source]] = {}
    for finding in given.findings:
        home = finding.sources[0].document_id
        found.setdefault(home, []).append(finding)
        for source in finding.sources:
            if source.document_id != home:
                cited.setdefault(source.document_id, []).append(source)
    places: dict[str, int] = {}
    yield from graph_quads(_with_findings(given.readings, found, cited, places), base_iri, facts)
    for document_id, place in places.items():
        yield from document_quads(given.readings[place], base_iri, cited[document_id])


def ontology_version() -> str:
    """Return the version IRI of the ontology that ``map_quads`` uses."""
    from kg.graph.vocabulary import ONTOLOGY_VERSION_IRI

    return ONTOLOGY_VERSION_IRI


def _with_findings(
    readings: Iterable[Reading],
    found: Mapping[str, Sequence[Finding]],
    cited: Mapping[str, Sequence[Source]],
    places: dict[str, int],
) -> Iterator[Reading]:
    """Give the readings with what was found over several documents, and note where those stand that are cited."""
    for place, reading in enumerate(readings):
        if reading.document.id in cited:
            places[reading.document.id] = place
        more = found.get(reading.document.id)
        yield replace(reading, findings=(*reading.findings, *more)) if more else reading
