"""A dataset opened for reading: search, SPARQL, graph, network and export over the build that is served.

``open_dataset`` is the door for notebooks and for every command. Parts are opened when first used, so a search pays
for no SPARQL worker and a query for no vectors.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from kg.dataset.layout import open_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    import networkx
    import rdflib

    from embeddings.evaluation import Evaluation
    from embeddings.search import Index
    from kg.records import Finding, Reading
    from kg.sparql import QueryPool, QueryResult

MEMORY_BYTES = 1 << 30


def open_dataset(path: str | Path = "dataset", *, model: str | None = None) -> Workspace:
    """Open the served build of a dataset folder.

    Args:
        path: The dataset folder.
        model: The sentence-transformers model it was built with, where that was not the shipped one.

    Raises:
        NoDatasetError: No build is served there.
        FormatVersionError: It was made by software with another format.
        DamagedBuildError: A file is missing or cut.

    """
    return Workspace(Path(path), model=model)


class Workspace:
    """One build, opened for reading; use it as a context manager or call ``close``."""

    def __init__(self, path: Path, *, model: str | None = None, query_workers: int = 1) -> None:
        self._build = open_build(path)
        self._model = model
        self._query_workers = query_workers
        self._pool: QueryPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the query workers; the workspace can be used again."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    @property
    def build_id(self) -> str:
        """Which build answers."""
        return self._build.id

    def search(self, text: str, *, limit: int = 10, **filters: Any) -> dict[str, Any]:  # noqa: ANN401
        """Find comparable targets; returns SEARCH.

        Args:
            text: What to look for, in any words.
            limit: At most so many hits.
            filters: ``level``, ``department``, ``year``, ``category``, ``unit``, ``measure_unit``, ``min``,
                ``max``; all must hold.

        Raises:
            OptionError: The text is empty or a filter is no value of its kind.
            UnknownNameError: A filter names nobody.
            ModelError: The model at hand is not the one the vectors were made with.

        """
        from embeddings.filters import Filters

        return self._index.search(text, limit=limit, filters=Filters.from_mapping(filters)).to_json()

    def sparql(
        self,
        query: str,
        *,
        format: str = "json",
        timeout_seconds: float = 30.0,
        max_rows: int | None = None,
    ) -> QueryResult:
        """Run one SPARQL 1.1 query over all graphs of the build.

        Raises:
            QuerySyntaxError: With line and column.
            QueryRefusedError: It would reach out or write.
            QueryTimeoutError: It did not end in time.
            QueryTooLargeError: It asked for more memory than a worker may have.

        """
        return self._queries.query(query, timeout_seconds=timeout_seconds, format=format, max_rows=max_rows)

    def graph(self) -> rdflib.Dataset:
        """Return the whole build as an rdflib dataset of named graphs (in memory: for small builds and notebooks)."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(str(self._build.folder.graph), format="nquads")
        return dataset

    def network(self) -> networkx.MultiDiGraph[str]:
        """Return departments, units, projects, tasks, indicators, targets and amounts as a networkx graph."""
        from kg.graph.network import network

        return network(self._build.readings(), self._build.manifest.recipe.base_iri)

    def readings(self) -> Iterator[Reading]:
        """Give what was read from each document, one at a time."""
        return iter(self._build.readings())

    def findings(self) -> Iterator[Finding]:
        """Give every finding: of each document, then over all documents."""
        from api.building import audit

        for reading in self._build.readings():
            yield from reading.findings
        yield from audit(self._build.readings())

    def export(self, format: str, target: str | Path | BinaryIO) -> None:
        """Write the build as ``nquads trig turtle jsonld graphml records csv xlsx`` to a path or binary stream."""
        from kg.graph.export import export

        output = Path(target) if isinstance(target, str) else target
        base_iri = self._build.manifest.recipe.base_iri
        export(format, self._build.readings(), self._build.folder.graph, output, base_iri)

    def evaluate(self, judgements: str | Path) -> Evaluation:
        """Measure the search on judged queries (JUDGEMENTS, JSON lines)."""
        from embeddings.evaluation import evaluate

        return evaluate(self._index, Path(judgements))

    @cached_property
    def _index(self) -> Index:
        from api.building import encoder_of
        from embeddings.search import Index

        return Index.open(self._build.folder.path, encoder_of(self._build, self._model), build=self._build.id)

    @property
    def _queries(self) -> QueryPool:
        from kg.dataset.store import store_of
        from kg.sparql import QueryPool

        if self._pool is None:
            self._pool = QueryPool(store_of(self._build), workers=self._query_workers, memory_bytes=MEMORY_BYTES)
        return self._pool
