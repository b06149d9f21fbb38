"""SPARQL by the served engine (Oxigraph in a worker process) against rdflib on the same graph of 100,000 triples."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from api.building import build
from benchmarks.synthetic import write_documents
from benchmarks.timing import median_seconds, table
from kg.dataset import open_build, store_of
from kg.sparql import QueryPool

PREFIXES = "PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = {
    "indicators of one department": "SELECT ?n ?raw WHERE { ?d kg:name ?dn . FILTER(STRENDS(?dn, '教育局')) "
    "?i kg:department ?d ; kg:name ?n ; kg:target ?t . ?t kg:period kg:annual ; kg:rawText ?raw }",
    "join to the project's amount": "SELECT ?n ?y WHERE { ?i kg:project ?p ; kg:name ?n . ?p kg:amount ?a . "
    "?a kg:yuan ?y . FILTER(?y > 10000000) }",
    "average by category": "SELECT ?c (AVG(?v) AS ?m) (COUNT(*) AS ?k) WHERE { ?i kg:category ?c ; kg:target ?t . "
    "?t kg:component ?k2 . ?k2 kg:value ?v } GROUP BY ?c",
    "regex with OPTIONAL": "SELECT ?n ?p WHERE { ?i kg:name ?n . FILTER(REGEX(?n, '满意度')) "
    "OPTIONAL { ?i kg:project ?p } }",
    "broader path": "SELECT (COUNT(*) AS ?k) WHERE { ?i kg:category/skos:broader* ?c }",
    "largest values": "SELECT ?n ?v WHERE { ?i kg:name ?n ; kg:target/kg:component/kg:value ?v } "
    "ORDER BY DESC(?v) LIMIT 20",
}
INDICATORS = 1_050  # about 100,000 triples
SLOWEST = 60

_RDFLIB = """
import sys, time, rdflib
graph = rdflib.Graph()
dataset = rdflib.Dataset()
dataset.parse(sys.argv[1], format="nquads")
for s, p, o, _ in dataset.quads((None, None, None, None)):
    graph.add((s, p, o))
for line in sys.stdin:
    start = time.perf_counter()
    count = len(list(graph.query(line)))
    print(count, time.perf_counter() - start, flush=True)
"""


def run() -> list[str]:
    """Time each query; rdflib is stopped after a minute."""
    with tempfile.TemporaryDirectory() as folder:
        sources, dataset = Path(folder) / "sources", Path(folder) / "dataset"
        write_documents(sources, INDICATORS)
        build(dataset, [sources])
        opened = open_build(dataset)
        with opened.folder.graph.open(encoding="utf-8") as lines:
            total = sum(1 for _ in lines)
        with QueryPool(store_of(opened), workers=1) as pool:
            rows = []
            for name, query in QUERIES.items():
                text = PREFIXES + query
                ours = median_seconds(lambda text=text: pool.query(text), 7)  # type: ignore[misc]
                count = pool.query(text).row_count
                theirs = _rdflib_seconds(opened.folder.graph, text, count)
                ratio = f"{theirs / ours:.0f}" if theirs else f"> {SLOWEST / ours:.0f}"
                shown = f"{theirs * 1000:.0f}" if theirs else f"> {SLOWEST * 1000} (stopped)"
                rows.append((name, count, f"{ours * 1000:.1f}", shown, ratio))
    return [
        "## SPARQL",
        "",
        f"The same graph of {total:,} triples (synthetic documents); Oxigraph in a worker process with the round "
        "trip and JSON writing, rdflib in memory without them.",
        "",
        *table(("query", "rows", "served ms", "rdflib ms", "rdflib / served"), rows),
    ]


def _rdflib_seconds(graph: Path, query: str, expected: int) -> float | None:
    """Return rdflib's time for one query, or ``None`` where it was stopped; its row count must be ours."""
    process = subprocess.Popen(
        [sys.executable, "-c", _RDFLIB, str(graph)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        answer, _ = process.communicate(query.replace("\n", " ") + "\n", timeout=SLOWEST + 60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    count, taken = answer.split()
    if int(count) != expected:
        raise ValueError(f"rdflib gives {count} rows, the served engine {expected}: {query}")
    return float(taken)
