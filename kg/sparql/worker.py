"""The process that runs queries: one store opened for reading, one request after the other, strict limits.

What may go wrong is not mended here: out of memory it dies, past the deadline the pool kills it (or, were the
pool gone, the alarm does), and the pool tells the user. Once ready it can open no more files or sockets (with a store
of many files no more than those, and the system refuses sockets), so that a query could not reach the network even
if the guard let it pass. It never sees the user's text, only the guard's pieces.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.sandbox.system_calls import filter_calls
from kg.sparql.functions import Failure, Functions, FunctionSource, watched
from kg.sparql.results import TRIPLE_VARIABLES, Caps, Written, write_boolean, write_solutions, write_triples
from kg.sparql.wire import receive_exactly, receive_frame, send_frame

_ENGINE_ERROR: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
_SENTENCE: Final = re.compile(r"(?:^|, |of |expected )([A-Z]\w+ [^,\[]*[a-z][^,\[]*)")
_MARKER: Final = " " * 64 + "\x01"
"""Never SPARQL; the blanks keep it beyond any keyword that the engine tries at an earlier place."""
ALARM_GRACE_SECONDS: Final = 5.0
_OPENED_AT_ONCE: Final = 16
"""So many of a store's files RocksDB opens with it (``kInitialLoadLimit``); the others when a query needs them."""
_GROWTH_TO_RETIRE: Final = 0.25

Reply = tuple[dict[str, Any], bytes]


def serve(descriptor: int) -> None:
    """Answer requests on this socket until the other side closes it."""
    channel = socket.socket(fileno=descriptor)
    try:
        start, _ = receive_frame(lambda count: receive_exactly(channel, count))
        engine = _open(start)
        while True:
            request, _ = receive_frame(lambda count: receive_exactly(channel, count))
            header, body = engine.answer(request)
            send_frame(channel, header, body)
    except (EOFError, ConnectionError):
        return


@dataclass(frozen=True, slots=True)
class _Engine:
    store: Store
    functions: tuple[Functions, ...]
    statistics: int
    base_bytes: int
    memory_bytes: int

    def answer(self, request: Mapping[str, Any]) -> Reply:
        if request["do"] == "graphs":
            names = sorted(str(graph.value) for graph in self.store.named_graphs())
            return {"status": "ok"}, json.dumps(names).encode()
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + ALARM_GRACE_SECONDS)
        started = time.perf_counter()
        header, body = self._run(request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        header["milliseconds"] = (time.perf_counter() - started) * 1000
        header["retire"] = _address_space(self.statistics) - self.base_bytes > self.memory_bytes * _GROWTH_TO_RETIRE
        return header, body

    def _run(self, request: Mapping[str, Any]) -> Reply:
        failures: list[Failure] = []
        functions = watched(self.functions, failures)
        try:
            result = self._query(request, "".join(request["pieces"]), functions)
            variables, written = _write(result, request)
        except SyntaxError as error:
            return self._syntax_problem(request, functions, str(error)), b""
        except (RuntimeError, ValueError, OSError) as error:
            return {"status": "engine", "detail": str(error)}, b""
        if failures:
            return {"status": "function", "function": failures[0].function, "detail": failures[0].detail}, b""
        header = {
            "status": "ok",
            "variables": variables,
            "rows": written.row_count,
            "truncated": written.truncated,
        }
        return header, written.body

    def _query(
        self, request: Mapping[str, Any], text: str, functions: Functions
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        dataset = request["dataset"]
        return self.store.query(
            text,
            use_default_graph_as_union=dataset is None,
            default_graph=None if dataset is None else [NamedNode(iri) for iri in dataset["default"]],
            named_graphs=None if dataset is None else [NamedNode(iri) for iri in dataset["named"]],
            custom_functions={NamedNode(iri): call for iri, call in functions.scalars.items()},
            custom_aggregate_functions={NamedNode(iri): make for iri, make in functions.aggregates.items()},
        )

    def _syntax_problem(self, request: Mapping[str, Any], functions: Functions, message: str) -> dict[str, Any]:
        """Say at which piece the query stops being SPARQL, or what the engine says about the whole of it.

        The place that the engine names is not the one: after a failed keyword it stands behind as many
        characters as the keyword has. But it does tell whether it came as far as a marker at the end; so the
        first pieces that no longer let it do so are looked for, by halving. It
        takes ``CONCAT(`` for one thing, hence the parenthesis tried before the marker.
        """
        pieces = request["pieces"]
        good, bad = 0, len(pieces) + 1
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._reaches_end(request, pieces[:middle], functions):
                good = middle
            else:
                bad = middle
        if bad <= len(pieces):
            return {"status": "syntax", "piece": bad - 1, "detail": ""}
        parsed = _ENGINE_ERROR.match(message)
        sentence = _SENTENCE.search(parsed.group(3) if parsed else message)
        return {"status": "syntax", "piece": None, "detail": sentence.group(1) if sentence else ""}

    def _reaches_end(self, request: Mapping[str, Any], pieces: Sequence[str], functions: Functions) -> bool:
        text = "".join(pieces)
        return any(self._reaches_marker(request, text + call + _MARKER, functions) for call in ("", "("))

    def _reaches_marker(self, request: Mapping[str, Any], text: str, functions: Functions) -> bool:
        try:
            self._query(request, text, functions)
        except SyntaxError as error:
            parsed = _ENGINE_ERROR.match(str(error))
            return parsed is not None and int(parsed.group(2)) >= len(text)
        return True


def _write(
    result: QuerySolutions | QueryBoolean | QueryTriples, request: Mapping[str, Any]
) -> tuple[list[str], Written]:
    format_name = request["format"]
    caps = Caps(request["max_rows"], request["max_bytes"])
    if isinstance(result, QueryBoolean):
        return [], write_boolean(bool(result), format_name)
    if isinstance(result, QuerySolutions):
        variables = [variable.value for variable in result.variables]
        return variables, write_solutions(variables, result, format_name, caps)
    return list(TRIPLE_VARIABLES), write_triples(result, format_name, caps, request["prefixes"])


def _open(start: Mapping[str, Any]) -> _Engine:
    """Open the store, build the functions, then close every door behind them."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _limit(resource.RLIMIT_CORE, 0)
    store = Store.read_only(start["store"])
    functions = tuple(FunctionSource(factory, tuple(arguments)).build() for factory, arguments in start["functions"])
    statistics = os.open("/proc/self/statm", os.O_RDONLY)
    base = _address_space(statistics)
    _limit(resource.RLIMIT_AS, base + start["memory_bytes"])
    files = sum(1 for _ in Path(start["store"]).glob("*.sst"))
    if files <= _OPENED_AT_ONCE:
        _limit(resource.RLIMIT_NOFILE, _first_free_descriptor())
    else:
        _limit(resource.RLIMIT_NOFILE, _first_free_descriptor() + files)
        filter_calls()
    return _Engine(store, functions, statistics, base, start["memory_bytes"])


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _address_space(statistics: int) -> int:
    """Return the bytes of address space in use, by an open ``/proc/self/statm``."""
    return int(os.pread(statistics, 32, 0).split()[0]) * resource.getpagesize()


def _first_free_descriptor() -> int:
    """Return the number that the next opened file would get; a limit of it lets none be opened."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor
