"""SPARQL over one build (查询): workers that start when first asked for, similarity in a query, one deadline for all.

In: queries of people, checked against the graphs of the build. Out: results, or errors of ``kg.errors``; a worker that
ends because the store is damaged says so. Queries that name ``kg:similarity`` have workers of their own, since these
open the index; so have the questions that pages ask, so that nobody's long query holds them up.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from embeddings.similar.names import SERVICE, calls_similarity, outside_blocks
from kg.dataset.store import damaged_files, store_of
from kg.errors import QueryTimeoutError, QueryWorkerError
from kg.sparql import STANDARD_FUNCTIONS, QueryPool
from kg.sparql.misspelt import misspelt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from embeddings.retrieval.search import Index
    from embeddings.similar.answering import SimilarService
    from kg.dataset import Build
    from kg.errors import DamagedBuildError
    from kg.sparql import CheckedQuery, FunctionSource, QueryResult


class Queries:
    """The queries of one build; may be used from several threads.

    Args:
        build: The build.
        index: Opens its search index; asked for where a query needs similarity.
        model: The model of the index, where that is not the shipped one.
        workers: How many queries may run at a time, of those with the function and of those without.

    """

    def __init__(self, build: Build, index: Callable[[], Index], *, model: str | None, workers: int) -> None:
        self._build = build
        self._index = index
        self._model = model
        self._workers = workers
        self._pools: dict[str, QueryPool] = {}
        self._opening = threading.Lock()

    def close(self) -> None:
        """End the workers; the next query starts new ones."""
        with self._opening:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.close()

    @property
    def graphs(self) -> Collection[str]:
        """The named graphs of the build."""
        return self._plain.graphs

    @property
    def own(self) -> QueryPool:
        """A worker for pages and links alone, so that long queries of visitors do not hold them up."""
        return self._pool("own", 1)

    def check(
        self, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> CheckedQuery:
        """Check a query on the graphs that a request names beside it; raises where it may not run."""
        try:
            return self._plain.check(
                query, services=(SERVICE,), default_graphs=default_graphs, named_graphs=named_graphs
            )
        except QueryWorkerError as error:
            raise self._of_store(error) from error

    def run(
        self,
        query: CheckedQuery,
        *,
        format: str = "json",
        timeout_seconds: float = 30.0,
        max_rows: int | None = None,
        max_bytes: int | None = None,
    ) -> QueryResult:
        """Answer what a checked query asks of the search, then run it, before one deadline.

        Raises as ``Workspace.sparql``.
        """
        names = misspelt(query)
        deadline = time.monotonic() + timeout_seconds
        pool = self._scoring if calls_similarity(query) else self._plain

        def run(asked: CheckedQuery, format: str, **caps: int | None) -> QueryResult:
            return pool.query(asked, timeout_seconds=deadline - time.monotonic(), format=format, **caps)

        try:
            if query.service_blocks:
                query = self._similar.answered(query, run)
            result = run(query, format, max_rows=max_rows, max_bytes=max_bytes)
            return replace(result, misspelt=names, without_hits=query.without_hits + outside_blocks(query))
        except QueryTimeoutError:
            raise QueryTimeoutError(timeout_seconds) from None
        except QueryWorkerError as error:
            raise self._of_store(error) from error

    def _of_store(self, error: QueryWorkerError) -> QueryWorkerError | DamagedBuildError:
        """Return the error itself, or that the store is damaged, where that is why the worker ended."""
        files = damaged_files(self._build.folder, self._build.manifest.graph_digest)
        return self._build.damaged(f"store/{files[0]}", "SHA-256") if files else error

    @cached_property
    def _similar(self) -> SimilarService:
        from embeddings.similar.answering import SimilarService

        return SimilarService(self._index())

    @property
    def _plain(self) -> QueryPool:
        return self._pool("plain", self._workers)

    @property
    def _scoring(self) -> QueryPool:
        """Workers that also know ``kg:similarity``: they open the index, so only queries that name it get them."""
        from embeddings.similar.scalar import similarity_source

        # a wrong model is said by opening the index here, not by a worker that dies of it
        return self._pool("scoring", self._workers, similarity_source(self._index().folder, self._model))

    def _pool(self, name: str, workers: int, *functions: FunctionSource) -> QueryPool:
        """Return the workers of this name, started when they are first asked for."""
        with self._opening:
            if name not in self._pools:
                self._pools[name] = QueryPool(
                    store_of(self._build),
                    workers=workers,
                    functions=(*STANDARD_FUNCTIONS, *functions),
                )
            return self._pools[name]
