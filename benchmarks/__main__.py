"""Run every benchmark in one process tree and write ``benchmarks/results.md``: ``python -m benchmarks [NAME …]``.

All figures of a table come from one run on one machine; what counts are the ratios to the named baseline. Each part
says what its limit is and how far we are from it.
"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks import pipeline, process, queries, similarity

PARTS = {"queries": queries.run, "similarity": similarity.run, "process": process.run, "pipeline": pipeline.run}
RESULTS = Path(__file__).with_name("results.md")


def main(names: list[str]) -> None:
    """Run the named parts (all by default) and write the results."""
    parts = [
        "# Benchmarks",
        "",
        "Written by `python -m benchmarks`. Ratios within one run are what to read; absolute times are the machine's.",
        "",
        f"Machine: {platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        f"pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}, numpy {version('numpy')}.",
    ]
    for name in names or list(PARTS):
        print(f"{name} …", flush=True)
        parts += ["", *PARTS[name]()]
    text = "\n".join(parts) + "\n"
    print(text)
    if not names:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
