"""Similarity inside SPARQL beside the search alone, the function, candidates chosen by a pattern, and neighbours."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from api.building import build
from api.workspace import Workspace
from benchmarks.synthetic import write_documents
from benchmarks.timing import seconds, table
from embeddings.retrieval.search import Index
from embeddings.similar.neighbours import neighbour_quads
from kg.dataset import open_build

SIZES = (270, 5_000)
"""As many indicators as the published documents have that the tests read, and more."""
TEXT = "社区科普讲座场次"
NEIGHBOURS = 10
_RUNS = 41
_HEAD = "PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX kgs: <https://w3id.org/jixiao/search/> "
_ASKED = f'?i kgs:text "{TEXT}" ; kgs:limit 20 ; kgs:score ?s ; kgs:rank ?r ; kgs:comparable ?c'
_REASONED = f"{_ASKED} ; kgs:dense ?d1 ; kgs:lexical ?l ; kgs:why ?w"
_RANKED = f'?i kgs:text "{TEXT}" ; kgs:limit 1000 ; kgs:score ?s ; kgs:rank ?r'
_JOINED = "?i kg:name ?n ; kg:department ?d"
_AMONG = "?i kg:department ?d . ?d kg:level kg:district"


def run() -> list[str]:
    """Time the same search through each door, each in turn with the part of it that is not ours to save."""
    lines = ["## Similarity inside SPARQL", ""]
    for size in SIZES:
        lines += _of_size(size)
    return [
        *lines,
        "Limit: the search itself and one round trip to the engine. Aim: SERVICE kg:similar ≤ 2 ms above the search; "
        "it may be below, since a search also reads and marks what it shows.",
    ]


def _of_size(size: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        sources, dataset = Path(folder) / "sources", Path(folder) / "dataset"
        write_documents(sources, size)
        build(dataset, [sources])
        with Workspace(dataset) as workspace:

            def ask(pattern: str, beside: Callable[[], object] | None = None) -> Times:
                def query() -> object:
                    return workspace.sparql(f"{_HEAD} SELECT * {{ {pattern} }}")

                return _beside(query, beside)

            def search(limit: int) -> Callable[[], object]:
                return lambda: workspace.search(TEXT, limit=limit)

            def among() -> object:
                workspace.sparql(f"{_HEAD} SELECT DISTINCT ?i {{ {_AMONG} }}", format="tsv")
                return workspace.search(TEXT, limit=20)

            def pattern() -> object:
                return workspace.sparql(f"{_HEAD} SELECT * {{ ?i a kg:Indicator FILTER(STRLEN(STR(?i)) < 3) }}")

            def service(inside: str, joined: str = "") -> str:
                return f"SERVICE kg:similar {{ {inside} }} {joined}"

            hits = workspace.search(TEXT, limit=20)["hits"]
            inline = " ".join(f"(<{hit['indicator']}> {hit['score']:.6f})" for hit in hits)
            many = _ASKED.replace("20", "1000")
            within = f"{_ASKED} GRAPH kgs:among {{ {_AMONG} }}"
            scored = f"?i a kg:Indicator FILTER(kg:similarity(?i, '{TEXT}') > 0.6)"
            rows = [
                ("the search, 20 hits", _beside(search(20), None)),
                ("an engine query: VALUES of the 20 hits", ask(f"VALUES (?i ?s) {{ {inline} }}")),
                ("SERVICE kg:similar, 20 hits", ask(service(_ASKED), search(20))),
                ("… with the reasons", ask(service(_REASONED), search(20))),
                ("… joined with name and department", ask(service(_ASKED, _JOINED), search(20))),
                ("… kgs:among the districts", ask(service(within), among)),
                ("… 1,000 hits", ask(service(many), search(1000))),
                ("… 1,000 hits, rank and score only", ask(service(_RANKED), search(1000))),
                ("kg:similarity of every indicator", ask(scored, pattern)),
            ]
        index = Index(open_build(dataset).folder.path)
        neighbours = seconds(lambda: sum(1 for _ in neighbour_quads(index, NEIGHBOURS)))
        counts = index.catalogue.rows, index.catalogue.entries
    shown = [
        (
            name,
            f"{times.least * 1000:.1f}",
            f"{times.median * 1000:.1f}",
            "" if times.above is None else f"{times.above * 1000:+.1f}",
        )
        for name, times in rows
    ]
    each = neighbours / counts[1] * 1000
    return [
        f"{counts[0]:,} synthetic indicators, {counts[1]:,} different texts; {_RUNS} runs, workers started.",
        "",
        *table(("what", "least ms", "median ms", "above what it contains, median ms"), shown),
        "",
        f"`kg build --neighbours {NEIGHBOURS}` takes {neighbours:.1f} s more, {each:.1f} ms a text.",
        "",
    ]


class Times(NamedTuple):
    """Of an action, in seconds; ``above`` is the median of how much it takes above a part of it."""

    least: float
    median: float
    above: float | None


def _beside(action: Callable[[], object], part: Callable[[], object] | None) -> Times:
    """Time an action, and how much that is above a part of it, run in turn with it."""
    pairs = [(seconds(action), 0.0 if part is None else seconds(part)) for _ in range(_RUNS)]
    whole = [taken for taken, _ in pairs]
    above = None if part is None else statistics.median(taken - of_it for taken, of_it in pairs)
    return Times(min(whole), statistics.median(whole), above)
