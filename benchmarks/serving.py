"""``/api/search`` under load: the real server over a made index of 100,000 indicators, driven by one other process."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.retrieval import QUERIES, made_readings
from benchmarks.timing import seconds, table

if TYPE_CHECKING:
    from kg.dataset import BuildFolder
    from kg.graph.quads import Quad

INDICATORS = 100_000
CONNECTIONS = (1, 4, 16)
ROUNDS = 7
SECONDS = 4.0
_START = ("-c", "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))")
_TICKS = os.sysconf("SC_CLK_TCK")


def run() -> list[str]:
    """Ask with and without facets over 1, 4 and 16 connections, in rounds in which each stands once."""
    with tempfile.TemporaryDirectory() as name:
        dataset = Path(name) / "dataset"
        _make(dataset)
        alone = {facets: _alone(dataset, facets=facets) for facets in (False, True)}
        taken: dict[tuple[bool, int], list[dict[str, float]]] = {}
        with _served(dataset) as (process, address), _client() as client:
            cases = list(product((False, True), CONNECTIONS))
            for facets, connections in cases:  # every query once before anything counts
                _round(client, process.pid, address, facets, connections, SECONDS / 2)
            _at_rest(process.pid)
            for _ in range(ROUNDS):
                for facets, connections in cases:
                    found = _round(client, process.pid, address, facets, connections, SECONDS)
                    taken.setdefault((facets, connections), []).append(found)
    rows = [_row(facets, connections, rounds) for (facets, connections), rounds in taken.items()]
    requests = sum(one["requests"] for rounds in taken.values() for one in rounds)
    others = [one["others"] for rounds in taken.values() for one in rounds]
    return [
        "## Search over HTTP",
        "",
        f"`kg serve` over {INDICATORS:,} made indicators, all of different texts; {len(QUERIES)} queries in turn, 10 "
        f"hits each. One client process with keep-alive connections on the same {os.cpu_count()} cores; {ROUNDS} "
        f"rounds of {SECONDS:.0f} s for each line, all lines in each round, {requests:,.0f} requests in all. The "
        f"machine is shared: other processes took {min(others):.0%} to {max(others):.0%} of it (median "
        f"{median(others):.0%}), so "
        "each cell is best / median of the rounds.",
        "",
        *table(
            (
                "facets", "connections", "requests/s", "p50 ms", "p99 ms", "errors", "server CPU ms a request",
                "client's share of CPU time",
            ),
            rows,
        ),
        "",
        "The same searches in one process without a server, least CPU ms of a query, mean over the queries: "
        f"{alone[False]:.1f} plain, {alone[True]:.1f} with facets; the aim is that facets, which count all that is "
        "comparable, add at most 50. Limit: one interpreter holds one lock, so more connections wait for each other; "
        "only more processes would not.",
    ]  # fmt: skip


def _make(dataset: Path) -> None:
    """Build a dataset whose graph is the shipped sample's and whose index is that of made indicators."""
    from api.building import audit
    from embeddings.channels.encoder import load_encoder
    from embeddings.index.building import build_index
    from kg.dataset import build_dataset
    from kg.sample import sample_files

    encoder = load_encoder()

    def derive(folder: BuildFolder, _: object) -> Sequence[Quad]:
        build_index(folder.path, made_readings(INDICATORS), encoder)
        return ()

    build_dataset(dataset, list(sample_files()), model_digest=encoder.digest, audit=audit, derive=derive)


def _alone(dataset: Path, *, facets: bool) -> float:
    """Return the mean over the queries of the least processor time (ms) that a search takes without a server."""
    from api.workspace import Workspace

    with Workspace(dataset) as workspace:
        times = []
        for query in QUERIES:
            asked = partial(workspace.search, query, facets=facets)
            asked()
            times.append(min(seconds(asked, time.process_time) for _ in range(5)))
    return sum(times) / len(times) * 1e3


@contextmanager
def _served(dataset: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start the server; give its process and address once it has nothing left to prepare."""
    command = [sys.executable, *_START, "serve", "--port", "0", "--dataset", str(dataset)]
    with tempfile.NamedTemporaryFile() as remarks, subprocess.Popen(command, stderr=remarks) as process:
        try:
            while not (address := re.search(r"http://[^ ]*:\d+/", Path(remarks.name).read_text("utf-8"))):
                if process.poll() is not None:
                    raise RuntimeError(Path(remarks.name).read_text("utf-8"))
                time.sleep(0.1)
            _at_rest(process.pid)
            yield process, address[0]
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def _client() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.driving"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()


def _round(
    client: subprocess.Popen[str], server: int, address: str, facets: bool, connections: int, length: float
) -> dict[str, float]:
    """Drive the server for some seconds and return what came of it."""
    paths = [f"/api/search?{urlencode({'q': query, 'facets': str(facets).lower()})}" for query in QUERIES]
    asked = {"address": address, "paths": paths, "connections": connections, "seconds": length}
    cpu, machine = _cpu_of(server), _machine()
    if client.stdin is None or client.stdout is None:
        raise RuntimeError("the client has no pipes")
    client.stdin.write(json.dumps(asked) + "\n")
    client.stdin.flush()
    found = json.loads(client.stdout.readline())
    cpu, machine = _cpu_of(server) - cpu, _machine() - machine
    times = sorted(found["times"])
    return {
        "requests": len(times),
        "rate": len(times) / found["seconds"],
        "p50": times[len(times) // 2] * 1e3,
        "p99": times[int(len(times) * 0.99)] * 1e3,
        "errors": found["errors"],
        "cpu": cpu / len(times) * 1e3,
        "client": found["cpu"] / (cpu + found["cpu"]),
        "others": max(machine - cpu - found["cpu"], 0.0) / (found["seconds"] * (os.cpu_count() or 1)),
    }


def _row(facets: bool, connections: int, rounds: list[dict[str, float]]) -> tuple[object, ...]:
    def shown(name: str, digits: str, best: Callable[[list[float]], float] = min) -> str:
        values = [one[name] for one in rounds]
        return f"{best(values):{digits}} / {median(values):{digits}}"

    return (
        "with" if facets else "without",
        connections,
        shown("rate", ".0f", max),
        shown("p50", ".0f"),
        shown("p99", ".0f"),
        f"{sum(one['errors'] for one in rounds):.0f}",
        shown("cpu", ".1f"),
        shown("client", ".0%"),
    )


def _at_rest(process: int) -> None:
    """Wait until a process has nothing left to prepare."""
    while True:
        before = _cpu_of(process)
        time.sleep(1.0)
        if _cpu_of(process) - before < 0.02:
            return


def _cpu_of(process: int) -> float:
    """Return the processor seconds that a process has taken, all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _machine() -> float:
    """Return the processor seconds that all processes have taken together."""
    user, nice, system = (int(word) for word in Path("/proc/stat").read_text().split()[1:4])
    return (user + nice + system) / _TICKS
