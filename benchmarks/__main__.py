"""Run every benchmark in one process tree and write ``benchmarks/results.md``: ``python -m benchmarks [NAME …]``.

All figures of a table come from one run on one machine; what counts are the ratios to the named baseline. Each part
says what its limit is and how far we are from it.
"""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    building,
    coverage,
    pipeline,
    process,
    queries,
    reading_formats,
    retrieval,
    serving,
    similarity,
)

PARTS = {
    "queries": queries.run,
    "similarity": similarity.run,
    "retrieval": retrieval.run,
    "serving": serving.run,
    "process": process.run,
    "pipeline": pipeline.run,
    "building": building.run,
    "coverage": coverage.run,
    "reading_formats": reading_formats.run,
}
RESULTS = Path(__file__).with_name("results.md")
SECTIONS = Path(__file__).with_name("results")


def main(names: list[str]) -> None:
    """Run the named parts (all by default); each is kept by itself and ``results.md`` is made of all that are there."""
    SECTIONS.mkdir(exist_ok=True)
    for name in names or list(PARTS):
        print(f"{name} …", flush=True)
        (SECTIONS / f"{name}.md").write_text("\n".join(PARTS[name]()) + "\n", encoding="utf-8")
    opening = [
        "# Benchmarks",
        "",
        "Written by `python -m benchmarks`. Read the ratios within one table; absolute times are the machine's.",
        "",
        f"Machine: {platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        f"pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}, numpy {version('numpy')}.",
    ]
    written = [path.read_text("utf-8") for path in (SECTIONS / f"{name}.md" for name in PARTS) if path.exists()]
    text = "\n".join(["\n".join(opening) + "\n", *written])
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Run benchmarks; all by default.")
    options.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    asked = options.parse_args().parts
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        options.error(f"no such part: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    main(asked)
