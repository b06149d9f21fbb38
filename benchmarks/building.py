"""Builds at size: time and memory of a build, of the next one after ten files changed, of one after nothing did.

Every build is a process of its own, so that peak memory is that build's. ``BENCH_DOCUMENTS=300,1500,10000`` in the
environment names other sizes. Documents are text and HTML: they show what a build costs, not what a PDF does.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.corpora.generating import corpus
from benchmarks.timing import answer_of, table

SIZES = (300, 1_500)
CHANGED = 10
WORKERS = 2
ROUNDS = 3
FORMATS = ("text", "html")
_BUILD = """
import json, resource, sys, time
from api.building import build

directory, sources, workers = sys.argv[1:]
spent, now = {}, ["", 0.0]
def progress(step, done, of):
    if step != now[0]:
        moment = time.perf_counter()
        spent[now[0]] = spent.get(now[0], 0.0) + moment - now[1]
        now[:] = [str(step), moment]
begun = time.perf_counter()
result = build(directory, [sources], workers=int(workers), progress=progress)
taken = time.perf_counter() - begun
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"seconds": taken, "steps": spent, "peak": peaks[0], "reading_peak": peaks[1], "read": result.read,
                  "documents": len(result.documents), "refused": len(result.refused), "id": result.id,
                  "indicators": result.counts["indicators"], "quads": result.counts["quads"]}))
"""
_LOAD = """
import json, resource, sys, tempfile, time
from pathlib import Path
from kg.dataset.layout import open_build
from kg.dataset.lines import write_sorted
from kg.dataset.loading import StoreLoading
from kg.dataset.mapping import GraphInput, map_quads
from kg.graph.quads import line
from pyoxigraph import RdfFormat, Store

build, how = open_build(Path(sys.argv[1])), sys.argv[2]
with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:
    store, graph = Path(folder) / "store", Path(folder) / "graph.nq"
    lines = (line(quad) for quad in map_quads(GraphInput(build.manifest, build.readings(), ())))
    begun, worked = time.perf_counter(), time.process_time()
    if how == "bare":
        bare = Store(str(store))
        bare.bulk_load(path=str(build.folder.graph), format=RdfFormat.N_QUADS)
        bare.flush()
    elif how == "mapping":
        write_sorted(lines, graph)
    else:
        with StoreLoading(store) as loading:
            write_sorted(lines, graph, also=loading.add)
            loading.finish()
    taken, worked = time.perf_counter() - begun, time.process_time() - worked
print(json.dumps([taken, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def run() -> list[str]:
    """Build corpora of several sizes, each three times over: from nothing, after ten changes, after none."""
    asked = os.environ.get("BENCH_DOCUMENTS")
    sizes = tuple(int(size) for size in asked.split(",")) if asked else SIZES
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append(_size(Path(folder), size, loading=size == sizes[0]))
            print(json.dumps(found[-1]), flush=True)
    return _report(found)


def _size(folder: Path, documents: int, *, loading: bool) -> dict[str, Any]:
    sources, directory = folder / "sources", folder / "dataset"
    sources.mkdir()
    for name, data, _ in corpus(documents, FORMATS, seed=11):
        (sources / name).write_bytes(data)
    first = answer_of(_BUILD, directory, sources, str(WORKERS))
    sizes = _sizes(directory / "builds" / first["id"])
    changed = sorted(sources.iterdir())[:: max(documents // CHANGED, 1)][:CHANGED]
    for path in changed:
        path.write_bytes(path.read_bytes() + b"\n")
    second = answer_of(_BUILD, directory, sources, str(WORKERS))
    third = answer_of(_BUILD, directory, sources, str(WORKERS))
    turns = range(ROUNDS if loading else 0)
    rounds = [{how: answer_of(_LOAD, directory, how) for how in ("bare", "mapping", "both")} for _ in turns]
    return {"first": first, "second": second, "third": third, "sizes": sizes, "rounds": rounds}


def _sizes(build: Path) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for path in build.rglob("*"):
        if path.is_file():
            part = path.relative_to(build).parts[0]
            sizes[part] = sizes.get(part, 0) + path.stat().st_size
    return sizes


def _report(found: list[dict[str, Any]]) -> list[str]:
    header = (
        "documents", "indicators", "quads", "first build s", "documents /s", "peak MB", "reading process MB",
        "ten changed: read", "s", "nothing changed s",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for one in found:
        first, second, third = one["first"], one["second"], one["third"]
        rows.append(
            (
                f"{first['documents']:,}", f"{first['indicators']:,}", f"{first['quads']:,}",
                f"{first['seconds']:.0f}", f"{first['documents'] / first['seconds']:.1f}", f"{first['peak']:.0f}",
                f"{first['reading_peak']:.0f}", second["read"], f"{second['seconds']:.0f}", f"{third['seconds']:.1f}",
            )
        )  # fmt: skip
    steps = ("read", "audit", "derive", "map", "store", "seal")
    spent: list[tuple[object, ...]] = [
        (f"{one[which]['documents']:,}", build, *(f"{one[which]['steps'].get(step, 0.0):.1f}" for step in steps))
        for one in found
        for which, build in (("first", "first"), ("second", "ten changed"))
    ]
    parts = ("records", "sources", "graph.nq", "vectors", "lexical", "store", "manifest.json")
    bytes_each: list[tuple[object, ...]] = [
        (
            f"{one['first']['documents']:,}",
            *(f"{one['sizes'][part] / one['first']['indicators']:,.0f}" for part in parts),
        )
        for one in found
    ]
    small, large = found[0]["first"], found[-1]["first"]
    documents, seconds, peak = (large[name] / small[name] for name in ("documents", "seconds", "peak"))
    rounds = found[0]["rounds"]
    least = {how: [min(one[how][place] for one in rounds) for place in range(3)] for how in rounds[0]}
    loads: list[tuple[object, ...]] = [
        (words, *(f"{figure:.1f}" for figure in least[how][:2]),
         *(f"{least[how][place] / least['bare'][place]:.2f}" for place in (0, 1)), f"{least[how][2]:.0f}")
        for how, words in (
            ("bare", "bare bulk load of the same N-Quads"),
            ("mapping", "mapping and sorting alone"),
            ("both", "mapping, with loading and compaction beside it"),
        )
    ]  # fmt: skip
    return [
        "## Builds",
        "",
        f"Synthetic documents of all forms as text and HTML, {WORKERS} reading processes; each build is a process of "
        "its own.",
        "",
        *table(header, rows),
        "",
        f"{documents:.1f} × the documents take {seconds:.1f} × the time and {peak:.2f} × the memory. After {CHANGED} "
        f"changed files {CHANGED} are read and mapped; the index is made of all documents again.",
        "",
        "Seconds of each step:",
        "",
        *table(("documents", "build", *steps), spent),
        "",
        "Bytes per indicator:",
        "",
        *table(("documents", *parts), bytes_each),
        "",
        f"Loading {small['quads']:,} quads beside the mapping that makes them; {ROUNDS} rounds in which each stands "
        "once:",
        "",
        *table(("work", "least s", "least processor s", "s × bare", "processor s × bare", "peak MB"), loads),
        "",
        "The bare load does not compact. Limit: the slower of mapping and loading; aim: ≤ 1.5 × the seconds of the "
        "bare load. That takes two free cores: on busy ones the processor seconds decide.",
    ]
