"""Is the graph of a build what its records give? Its lines, the same mapped again, and the store made of it.

Files are compared line by line as they are sorted, so a graph of any size costs no memory.
"""

from __future__ import annotations

import heapq
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.difference import SHOWN, Difference
from kg.dataset.folder import GRAPH
from kg.dataset.lines import graph_of, triple_of, write_sorted
from kg.dataset.mapping import GraphInput, Mapper
from kg.dataset.store import damaged_files, has_store
from kg.graph.quads import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.dataset.layout import Build
    from kg.dataset.steps import Audit

_MOST_LINES = 20


def verify_lines(build: Build) -> Iterator[Difference]:
    """Check what must hold of the lines themselves: sorted, each triple once, no blank node."""
    before = b""
    with build.folder.graph.open("rb") as file:
        for number, row in enumerate(file, 1):
            if row <= before:
                yield Difference("order", GRAPH, str(number), _shown(row), "")
            elif triple_of(row) == triple_of(before):
                yield Difference("two-graphs", GRAPH, str(number), _shown(row), _shown(before))
            if row.startswith(b"_:") or b"> _:" in row.partition(b'"')[0]:
                yield Difference("blank-node", GRAPH, str(number), _shown(row), "<…>")
            before = row


def verify_mapping(build: Build, map_graph: Mapper, audit: Audit | None) -> Iterator[Difference]:
    """Map the records again and compare line by line, but for the graphs that vectors and people gave."""
    readings = build.readings()
    findings = tuple(audit(readings)) if audit else ()
    derived = {graph.encode() for graph in build.manifest.derived_graphs}
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / GRAPH
        quads = map_graph(GraphInput(build.manifest, readings, findings))
        write_sorted((line(quad) for quad in quads), again)
        with build.folder.graph.open("rb") as old, again.open("rb") as new:
            mapped = (row for row in old if not derived or graph_of(row) not in derived)
            yield from _compared(mapped, new)


def verify_store(build: Build) -> Iterator[Difference]:
    """Check a store that says it is of this graph; a missing one is made when it is needed."""
    if GRAPH not in build.manifest.files:
        return
    graph = build.manifest.graph_digest
    damaged = damaged_files(build.folder, graph)
    for name in damaged:
        yield Difference("store", f"store/{name}", "", "✗", "SHA-256")
    if damaged or not has_store(build.folder, graph):
        return
    from pyoxigraph import Store

    expected = build.manifest.counts.get("quads")
    try:
        found = len(Store.read_only(str(build.folder.store)))
    except (OSError, ValueError, RuntimeError) as error:
        yield Difference("store", "store", "", str(error)[:SHOWN], str(expected))
        return
    if found != expected:
        yield Difference("store", "store", "", str(found), str(expected))


def _compared(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Difference]:
    """Compare two sorted files; the first differing lines are shown, the rest counted."""
    more = 0
    for number, (row, side) in enumerate(_in_one_only(old, new)):
        if number >= _MOST_LINES:
            more += 1
        elif side == 0:
            yield Difference("graph-extra", GRAPH, "", _shown(row), "")
        else:
            yield Difference("graph-lacks", GRAPH, "", "", _shown(row))
    if more:
        yield Difference("graph-more", GRAPH, "", f"+{more}", "0")


def _in_one_only(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    waiting: tuple[bytes, int] | None = None
    for row, side in heapq.merge(((row, 0) for row in old), ((row, 1) for row in new)):
        if waiting is not None and waiting[0] == row:
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = (row, side)
    if waiting is not None:
        yield waiting


def _shown(row: bytes) -> str:
    return row.decode("utf-8", "replace").rstrip("\n")[:SHOWN]
