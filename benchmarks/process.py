"""``kg search`` as a whole process, beside an empty interpreter and the import that it avoids."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from api.building import build
from benchmarks.timing import median_seconds, table
from kg.sample import sample_files


def run() -> list[str]:
    """Time whole processes on the sample dataset, 11 runs each (one of the slow import)."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = str(Path(folder) / "dataset")
        build(dataset, sample_files())

        def process(*arguments: str, runs: int = 11) -> float:
            command = [sys.executable, *arguments]
            return median_seconds(lambda: subprocess.run(command, check=True, capture_output=True), runs)

        empty = process("-c", "pass")
        start = "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))"
        rows = [
            ("python -c pass", empty),
            ("python -c 'import numpy'", process("-c", "import numpy")),
            ("kg search TEXT --json", process("-c", start, "search", "科普讲座", "--json", "--dataset", dataset)),
            ("kg search TEXT (table)", process("-c", start, "search", "科普讲座", "--dataset", dataset)),
            (
                "kg sparql QUERY --json",
                process("-c", start, "sparql", "ASK { ?s ?p ?o }", "--json", "--dataset", dataset),
            ),
            ("python -c 'import sentence_transformers'", process("-c", "import sentence_transformers", runs=1)),
        ]
    shown = [(name, f"{value:.3f}", f"{value / empty:.1f}") for name, value in rows]
    return [
        "## Whole processes",
        "",
        *table(("process", "median s", "× empty interpreter"), shown),
        "",
        "Limit: an interpreter with numpy. Aim for `kg search`: ≤ 0.4 s, without torch (a test holds the latter).",
    ]
