"""Reading, mapping and loading a synthetic input of 10,000 indicators, and whether time and memory grow linearly."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.synthetic import write_documents
from benchmarks.timing import answer_of, table

SIZES = (2_500, 5_000, 10_000)
# each size runs in a process of its own, so that peak memory is that size's
_STAGES = """
import json, resource, sys, tempfile, time, unicodedata
from pathlib import Path
from kg.dataset.mapping import map_quads
from kg.graph.documents import document_quads
from kg.graph.quads import line
from kg.reading import read_bytes
from pyoxigraph import RdfFormat, Store

folder = Path(sys.argv[1])
files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
def timed(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result
base, _ = timed(lambda: [unicodedata.normalize("NFKC", data.decode()) for _, data in files])
reading, readings = timed(lambda: [read_bytes(data, name) for name, data in files])
indicators = sum(len(r.indicators) for r in readings)
graph = Path(tempfile.mkdtemp()) / "graph.nq"
def map_all():
    count = 0
    with graph.open("w", encoding="utf-8") as out:
        for r in readings:
            for quad in document_quads(r, "http://localhost:8000/"):
                print(line(quad), file=out)
                count += 1
    return count
mapping, quads = timed(map_all)
loading, _ = timed(lambda: Store(str(graph.parent / "store")).bulk_load(path=str(graph), format=RdfFormat.N_QUADS))
baseline = None
if len(sys.argv) > 2:
    import rdflib
    baseline, _ = timed(lambda: rdflib.Dataset().parse(str(graph), format="nquads"))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"documents": len(files), "indicators": indicators, "quads": quads, "nfkc": base, "reading": reading,
                  "mapping": mapping, "loading": loading, "rdflib": baseline, "peak": peak}))
"""


def run() -> list[str]:
    """Time the three stages at three sizes, and rdflib's parser on the largest graph."""
    results = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_documents(Path(folder), size)
            with_rdflib = ["rdflib"] if size == SIZES[0] else []
            results.append(answer_of(_STAGES, folder, *with_rdflib))
    rows = [
        (
            f"{r['indicators']:,}",
            r["documents"],
            f"{r['quads']:,}",
            *(f"{r['indicators'] / r[stage]:,.0f}" for stage in ("reading", "mapping", "loading")),
            f"{r['reading'] / r['nfkc']:.0f}",
            f"{r['peak']:.0f}",
        )
        for r in results
    ]
    first, last = results[0], results[-1]
    growth = last["indicators"] / first["indicators"]
    total = [sum(r[stage] for stage in ("reading", "mapping", "loading")) for r in (first, last)]
    header = (
        "indicators", "documents", "quads", "read /s", "mapped /s", "loaded /s", "reading × NFKC pass", "peak MB",
    )  # fmt: skip
    return [
        "## Reading, mapping, loading",
        "",
        "Indicators per second on one core, all readings held in memory on purpose (a build streams them).",
        "",
        *table(header, rows),
        "",
        f"{growth:.1f} × the input takes {total[1] / total[0]:.1f} × the time and "
        f"{last['peak'] / first['peak']:.1f} × the memory. rdflib parses the N-Quads of {first['indicators']:,} "
        f"indicators in {first['rdflib']:.1f} s, {first['rdflib'] / first['loading']:.0f} × Oxigraph's bulk load of "
        "the same file. The limit for reading is one pass over the text; the quantity grammar takes most of the way.",
    ]
