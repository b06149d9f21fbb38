"""What the graph of a build is mapped from, and the mapping of this package.

The graph is a function of the manifest's recipe and documents, the readings and the findings; ``verify`` maps
again and compares. Readings come as a sequence that loads one document at a time, so a big graph streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.dataset.manifest import Manifest
from kg.graph.quads import Quad
from kg.records import Finding, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class GraphInput:
    """Everything that a mapper may use.

    Attributes:
        manifest: Recipe, documents and id; its counts and files are not final and must not be used.
        readings: All readings by digest.
        findings: What the audit over all documents found.
        carried: Ids of documents whose own graph need not be given: an earlier build has it.

    """

    manifest: Manifest
    readings: Sequence[Reading]
    findings: Sequence[Finding]
    carried: frozenset[str] = frozenset()


Mapper = Callable[[GraphInput], Iterable[Quad]]


def map_quads(given: GraphInput) -> Iterator[Quad]:
    """Map a whole build with ``kg.graph``: the default ``Mapper``.

    A finding over several documents is a finding of the first one it speaks of; the places it cites in others
    are described in the graphs of those. Quads may come twice; the file has each once.
    """
    from kg.graph.across import Across
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
    yield from graph_quads(given.readings, base_iri, facts, Across(given.findings), given.carried)
