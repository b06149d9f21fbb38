"""Run queries in worker processes that may be killed: at the deadline, or when they ask for too much memory.

In go queries, out come results or errors of ``kg.errors``, whatever a query does: a query cannot be stopped
from a thread, and running out of memory ends a process, so each query runs in a process that it has to itself.
A worker that was killed is replaced at once. The pool may be used from several threads; who finds no free
worker waits until the own deadline.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from kg.errors import (
    QueryRefusedError,
    QueryTimeoutError,
    QueryWorkerError,
)
from kg.sparql.functions import STANDARD_FUNCTIONS, FunctionSource
from kg.sparql.guard import CheckedQuery, check_query
from kg.sparql.problems import problem
from kg.sparql.process import Worker
from kg.sparql.results import media_type
from kg.sparql.values import Value, read_rows
from kg.sparql.words import KNOWN_PREFIXES

DEFAULT_MEMORY_BYTES: Final = 1 << 30
DEFAULT_TIMEOUT_SECONDS: Final = 30.0
_START_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query found.

    Attributes:
        form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
        media_type: Of ``body``.
        body: The result in the format asked for.
        variables: The columns of a SELECT; subject, predicate, object for a graph; none for ASK.
        row_count: Rows or triples in ``body``; 1 for ASK.
        truncated: Whether a cap left rows or triples out.
        milliseconds: Time in the worker, evaluation and writing.
        misspelt: Names of ours that the vocabulary does not have, each with those that look like it.
        without_hits: As in ``CheckedQuery``.

    """

    form: str
    media_type: str
    body: bytes = field(repr=False)
    variables: tuple[str, ...]
    row_count: int
    truncated: bool
    milliseconds: float
    misspelt: tuple[tuple[str, tuple[str, ...]], ...] = ()
    without_hits: tuple[tuple[int, str], ...] = ()

    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """Return the rows as plain values; only for the formats ``json`` and ``table``."""
        return read_rows(self.body)


class QueryPool:
    """Workers over one store directory, which nobody may write while the pool is open.

    Args:
        store_path: Directory of an Oxigraph store.
        workers: How many processes, and so how many queries at a time.
        memory_bytes: Address space that a worker may use above what it has with its store open.
        functions: Factories of functions and aggregates, built in every worker.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> from pyoxigraph import NamedNode, Quad, Store
        >>> graph = NamedNode("http://localhost:8000/graph/build")
        >>> with TemporaryDirectory() as folder:
        ...     store = Store(folder)
        ...     store.add(Quad(graph, NamedNode("http://example.org/p"), graph, graph))
        ...     del store
        ...     with QueryPool(folder, workers=1) as pool:
        ...         pool.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows()
        ((1,),)

    """

    def __init__(
        self,
        store_path: str | Path,
        *,
        workers: int = 2,
        memory_bytes: int = DEFAULT_MEMORY_BYTES,
        functions: Sequence[FunctionSource] = STANDARD_FUNCTIONS,
    ) -> None:
        self._start: dict[str, Any] = {
            "store": str(Path(store_path).absolute()),
            "memory_bytes": memory_bytes,
            "functions": [[source.factory, list(source.arguments)] for source in functions],
        }
        self._graphs = _StoreGraphs(self)
        self._changed = threading.Condition()
        self._closed = False
        self._idle: list[Worker] = []
        for _ in range(workers):
            self._idle.append(Worker(self._start))

    @property
    def graphs(self) -> Collection[str]:
        """The named graphs that a query's FROM may name."""
        return self._graphs

    def check(
        self,
        text: str,
        *,
        services: Collection[str] = (),
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> CheckedQuery:
        """Check a query against the graphs of this pool, as ``check_query`` does."""
        return check_query(
            text,
            graphs=self._graphs,
            services=services,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )

    def query(
        self,
        query: str | CheckedQuery,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
        format: str = "json",
        max_rows: int | None = None,
        max_bytes: int | None = None,
    ) -> QueryResult:
        """Run a query.

        Args:
            query: Text, which is checked first, or a query that was checked and whose services are answered.
            timeout_seconds: From now to the answer, waiting for a free worker included.
            format: ``table json xml csv tsv`` for SELECT and ASK, ``turtle ntriples jsonld table json`` for
                CONSTRUCT and DESCRIBE; ``table`` gives the body of ``json``.
            max_rows: Most rows or triples; a result that has more says ``truncated``.
            max_bytes: Most bytes of rows (of N-Triples, for a graph), likewise.

        Raises:
            QuerySyntaxError: With line and column of the query's text.
            QueryRefusedError: For SERVICE, LOAD, updates and graphs that are not the build's.
            OptionError, ResultFormatError: When the format is unknown or does not fit the query's form.
            QueryTimeoutError: When there is no answer at the deadline; the worker is gone then.
            QueryTooLargeError: When the worker ran out of memory; it is gone as well.
            QueryFunctionError: When a function of ours failed inside the query.
            QueryWorkerError: When a worker ended for any other reason, or the store cannot be read.

        """
        deadline = time.monotonic() + timeout_seconds
        checked = query if isinstance(query, CheckedQuery) else self.check(query)
        media = media_type(checked.form, format)
        for block in checked.service_blocks:
            raise QueryRefusedError(f"SERVICE <{block.iri}>", block.line, block.column, "service")
        request = {
            "do": "query",
            "pieces": checked.engine_pieces(),
            "dataset": _dataset(checked),
            "format": format,
            "max_rows": max_rows,
            "max_bytes": max_bytes,
            "prefixes": {**KNOWN_PREFIXES, **checked.prefixes},
            "seconds": timeout_seconds,
        }
        try:
            header, body = self._ask(request, deadline)
        except TimeoutError:
            raise QueryTimeoutError(timeout_seconds) from None
        if header["status"] != "ok":
            raise problem(header, checked)
        return QueryResult(
            checked.form,
            media,
            body,
            tuple(header["variables"]),
            header["rows"],
            header["truncated"],
            header["milliseconds"],
        )

    def list_graphs(self) -> frozenset[str]:
        """Ask the store for its named graphs."""
        try:
            _, body = self._ask({"do": "graphs"}, time.monotonic() + _START_SECONDS)
        except TimeoutError:
            raise QueryTimeoutError(_START_SECONDS) from None
        return frozenset(json.loads(body))

    def close(self) -> None:
        """End all workers, those with a running query as soon as it has ended; later queries are errors."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for worker in idle:
            worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], deadline: float) -> tuple[dict[str, Any], bytes]:
        worker = self._take(deadline)
        healthy = False
        try:
            header, body = worker.ask(request, deadline)
            healthy = not header.get("retire", False)
        finally:
            self._give_back(worker, healthy=healthy)
        return header, body

    def _take(self, deadline: float) -> Worker:
        with self._changed:
            while not self._idle:
                if self._closed:
                    raise QueryWorkerError("the pool is closed")
                if not self._changed.wait(max(deadline - time.monotonic(), 0.0)):
                    raise TimeoutError
            if self._closed:
                raise QueryWorkerError("the pool is closed")
            worker = self._idle.pop()
        if worker.is_alive():
            return worker
        worker.kill()
        return Worker(self._start)

    def _give_back(self, worker: Worker, *, healthy: bool) -> None:
        if not healthy:
            worker.kill()
            worker = Worker(self._start)
        with self._changed:
            if not self._closed:
                self._idle.append(worker)
                self._changed.notify()
                return
        worker.kill()


class _StoreGraphs(Collection[str]):
    """The named graphs of a pool's store, asked for when first looked at: most queries have no FROM."""

    def __init__(self, pool: QueryPool) -> None:
        self._pool = pool
        self._names: frozenset[str] | None = None

    def _all(self) -> frozenset[str]:
        if self._names is None:
            self._names = self._pool.list_graphs()
        return self._names

    def __contains__(self, name: object) -> bool:
        return name in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all()))

    def __len__(self) -> int:
        return len(self._all())


def _dataset(checked: CheckedQuery) -> dict[str, Sequence[str]] | None:
    """Return the graphs for the engine; None for all of them together, which is the union of the store."""
    if not checked.uses_from:
        return None
    default = [] if checked.default_graph is None else [checked.default_graph]
    return {"default": default, "named": checked.named_graphs}
