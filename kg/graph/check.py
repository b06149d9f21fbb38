"""Does the graph of a build keep its promises (图谱校验): shapes hold, and nothing points into the void.

In: a build with its store. Out: differences for ``kg verify``. Every document's graph is checked together with
what it shares with others (its organisations, its findings); then the registry, the taxonomy and the alignment.
That lines are sorted, that no triple stands in two graphs and that there is no blank node is checked on the lines
themselves, in ``kg.dataset.verify``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.quads import entity_iri, graph_iri
from kg.graph.shapes import Violation, validate
from kg.graph.store_view import find_quads
from kg.graph.vocabulary import KG, KGT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph

    from kg.dataset import Build, Difference
    from kg.graph.quads import Quad

_ORGANISATIONS = frozenset({KG.department, KG.unit, KG.mentions})
_SHARED_GRAPHS = (("registry",), ("taxonomy", "build", "corrections"), ("alignment",))


def check_shapes(build: Build) -> Iterator[Difference]:
    """Check the graph of a build; a check for ``kg.dataset.verify_build(checks=…)``."""
    from pyoxigraph import Store

    from kg.dataset import Difference, store_of
    from kg.dataset.folder import GRAPH

    try:
        store = Store.read_only(str(store_of(build)))
    except RuntimeError as error:  # so the engine says that its files are corrupt
        raise build.damaged("store", str(error)) from error
    base_iri = build.manifest.recipe.base_iri
    documents = [document.id for document in build.documents if document.refusal is None]
    for graph, violation in shapes_hold(store, documents, base_iri):
        where = f"{violation.node} {violation.path}".rstrip()
        yield Difference("shapes", GRAPH, f"{graph} {where}", violation.value, violation.message)


def shapes_hold(store: pyoxigraph.Store, documents: Iterable[str], base_iri: str) -> Iterator[tuple[str, Violation]]:
    """Give every violation with the graph it was found in: each document's, then the shared ones.

    Args:
        store: The whole graph.
        documents: Ids of the documents to check; all of a build, or a sample.
        base_iri: Where the dataset lives.

    """
    known = _Known(store, base_iri)
    for doc in documents:
        name = graph_iri(base_iri, "document", doc)
        own = list(find_quads(store, None, None, None, name))
        findings = _findings(store, doc, base_iri)
        for violation in validate([*own, *findings, *_organisations(store, own, base_iri)]).violations:
            yield name, violation
        for violation in known.dangling([*own, *findings]):
            yield name, violation
    for names in _SHARED_GRAPHS:
        quads = [quad for graph in names for quad in find_quads(store, None, None, None, graph_iri(base_iri, graph))]
        for violation in (*validate(quads).violations, *known.dangling(quads)):
            yield graph_iri(base_iri, names[0]), violation


class _Known:
    """Knows whether anything is said about a node; looks each one up once."""

    def __init__(self, store: pyoxigraph.Store, base_iri: str) -> None:
        self._store = store
        self._inside = (f"{base_iri}id/", KGT)
        self._answers: dict[str, bool] = {}

    def dangling(self, quads: Iterable[Quad]) -> list[Violation]:
        """Return a violation for each quad that points to a thing about which the dataset says nothing."""
        return sorted(
            Violation(quad.subject, quad.predicate, quad.object, "∅")
            for quad in quads
            if isinstance(quad.object, str) and not self._has(quad.object)
        )

    def _has(self, node: str) -> bool:
        if not node.startswith(self._inside):
            return True
        if node not in self._answers:
            from pyoxigraph import NamedNode

            found = next(iter(self._store.quads_for_pattern(NamedNode(node), None, None, None)), None)
            self._answers[node] = found is not None
        return self._answers[node]


def _findings(store: pyoxigraph.Store, doc: str, base_iri: str) -> list[Quad]:
    graph = graph_iri(base_iri, "findings")
    document = entity_iri(base_iri, "document", doc)
    nodes = [quad.subject for quad in find_quads(store, None, KG.document, document, graph)]
    cited = [quad for node in nodes for quad in find_quads(store, node, None, None, graph)]
    # Places in other documents are checked with those: here only that they are somewhere.
    own = f"{base_iri}id/span/{doc}-"
    return [quad for quad in cited if quad.predicate != KG.source or str(quad.object).startswith(own)]


def _organisations(store: pyoxigraph.Store, quads: Iterable[Quad], base_iri: str) -> list[Quad]:
    """Return what the registry says about the organisations that quads point to, and their departments."""
    graph = graph_iri(base_iri, "registry")
    wanted = {quad.object for quad in quads if quad.predicate in _ORGANISATIONS and isinstance(quad.object, str)}
    found: list[Quad] = []
    seen: set[str] = set()
    while wanted:
        node = wanted.pop()
        seen.add(node)
        about = list(find_quads(store, node, None, None, graph))
        found += about
        nearer = {
            quad.object for quad in about if quad.predicate in (KG.unitOf, KG.guidedBy) and isinstance(quad.object, str)
        }
        wanted |= nearer - seen
    return found
