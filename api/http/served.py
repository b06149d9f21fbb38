"""One build as the service needs it: a workspace that also gives its parts one at a time.

In: a dataset folder. Out: what ``Workspace`` gives, and single readings, text layers, queries with limits and graphs
named by the request, findings with their IRIs. May be used from several threads. Nothing is parsed here: records,
text and graph stand in the build.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from api.workspace import Workspace
from kg.errors import PerformanceGraphError
from kg.graph.iris import finding_slugs
from kg.graph.quads import entity_iri
from kg.graph.vocabulary import KG, RDFS
from kg.records import Severity
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from embeddings.retrieval.facets import FacetCounts
    from kg.cells import Piece
    from kg.dataset import DocumentEntry
    from kg.quantities.value import Component
    from kg.records import Finding, Reading
    from kg.sparql import QueryResult
    from kg.sparql.values import Value

_log = logging.getLogger("kg.http")
_READINGS_KEPT: Final = 16
_OWN_SECONDS: Final = 10.0
"""Time for the queries that pages ask."""
_PREFIXES: Final = f"PREFIX kg: <{KG}> PREFIX rdfs: <{RDFS}>\n"


class Served(Workspace):
    """A build that is served; see the module."""

    def __init__(self, path: Path, *, model: str | None = None, query_workers: int = 2) -> None:
        super().__init__(path, model=model, query_workers=query_workers)
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()
        self._findings_lock = threading.Lock()
        self._found: tuple[tuple[str, Finding], ...] | None = None
        self._closing = threading.Event()
        self._preparing: threading.Thread | None = None

    def close(self) -> None:
        """End all query workers and what is still being prepared."""
        self._closing.set()
        if self._preparing is not None:
            self._preparing.join()
        super().close()

    def warm(self) -> None:
        """Open everything that a first request would wait for; raises as the parts do.

        What counts of facets look at is made in a thread meanwhile: they are as exact without it, but slower.
        """
        _ = self.graphs
        self.has(self.base_iri)
        self.search("科普", limit=1)
        self._preparing = threading.Thread(target=self._prepare, name="kg-prepare", daemon=True)
        self._preparing.start()

    def _prepare(self) -> None:
        try:
            self._index.objects.prepare(self._closing)
        except (PerformanceGraphError, OSError):
            # removed meanwhile, or damaged: requests say which
            if self.stands:
                _log.warning("build %s cannot be prepared", self.build_id, exc_info=True)

    @property
    def base_iri(self) -> str:
        """Where the IRIs of this build begin."""
        return self._build.manifest.recipe.base_iri

    @property
    def stands(self) -> bool:
        """Whether the folder of this build is still there: old ones are removed after some builds."""
        return self._build.folder.path.is_dir()

    @property
    def model(self) -> str:
        """Name of the model that answers searches."""
        return self._index.model

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents that were read."""
        return self._build.manifest.readable

    def has_document(self, name: str) -> bool:
        """Say whether a document has this id or base name."""
        return any(name == one.id or name in one.names for one in self.documents)

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of records by kind."""
        return dict(self._build.manifest.counts)

    @cached_property
    def graphs(self) -> Collection[str]:
        """The named graphs of the build."""
        return frozenset(self.queries.graphs)

    def rows(self, query: str) -> tuple[tuple[Value, ...], ...]:
        """Return the rows of one of our own queries, which know ``kg:`` and ``rdfs:`` and wait for no visitor's."""
        return self.queries.own.query(_PREFIXES + query, timeout_seconds=_OWN_SECONDS).rows()

    def described(self, query: str, format: str, max_rows: int) -> QueryResult:
        """Return the triples of one of our own queries, likewise."""
        query = _PREFIXES + query
        return self.queries.own.query(query, format=format, timeout_seconds=_OWN_SECONDS, max_rows=max_rows)

    def has(self, iri: str) -> bool:
        """Whether the build says anything about an IRI (made by ``addresses``)."""
        return bool(self.rows(f"ASK {{ <{iri}> ?property ?value }}")[0][0])

    def reading(self, document_id: str) -> Reading | None:
        """Return what was read from a document, ``None`` for no such document."""
        if document_id not in self._known:
            return None
        with self._lock:
            if document_id in self._kept:
                self._kept.move_to_end(document_id)
                return self._kept[document_id]
        reading = self._build.readings()[self._known[document_id][0]]
        with self._lock:
            self._kept[document_id] = reading
            while len(self._kept) > _READINGS_KEPT:
                self._kept.popitem(last=False)
        return reading

    def lines(self, document_id: str) -> tuple[Piece, ...]:
        """Return the lines of a document's text layer; raises ``KeyError`` for no such document."""
        entry = self._known[document_id][1]
        return TextLayer(entry.names[0], entry.digest, self._build.text(entry.digest)).lines

    def all_findings(self) -> tuple[tuple[str, Finding], ...]:
        """Return every finding with its IRI, as the graph has them: the gravest first, then by document and place.

        Collected when first asked for, which reads all records once.
        """
        with self._findings_lock:
            if self._found is None:
                self._found = tuple(self._collect())
            return self._found

    def pool(self, filters: dict[str, Any]) -> FacetCounts:
        """Count the indicators that pass some filters, by the values that filters may have."""
        from embeddings.query.filters import Filters
        from embeddings.retrieval.facets import counts_of_rows

        return counts_of_rows(self._index.catalogue, Filters.from_mapping(filters))

    @cached_property
    def _known(self) -> dict[str, tuple[int, DocumentEntry]]:
        """By id each document that was read, and where it stands among them."""
        return {entry.id: (place, entry) for place, entry in enumerate(self.documents)}

    def _collect(self) -> list[tuple[str, Finding]]:
        from api.building import audited

        found: dict[str, Finding] = {}
        for reading in audited(self._build):
            slugs = finding_slugs(reading.document.id, reading.findings)
            for slug, finding in zip(slugs, reading.findings, strict=True):
                found.setdefault(entity_iri(self.base_iri, "finding", slug), finding)
        order = tuple(Severity)
        return sorted(found.items(), key=lambda entry: order.index(entry[1].severity))


def rendered(components: Sequence[Component], language: str) -> str:
    """Return numbers in normal form, ``""`` for none."""
    from kg.quantities.rendering import render_value
    from kg.quantities.value import Kind, Value

    return render_value(Value("", Kind.QUANTITY, tuple(components)), language) if components else ""
