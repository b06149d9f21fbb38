"""``kg search`` as a whole process, beside an empty interpreter and the import that it avoids."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from api.building import build
from benchmarks.timing import seconds, table
from kg.sample import sample_files

RUNS = 21


def run() -> list[str]:
    """Time whole processes on the sample dataset: 21 rounds in which each stands once, and one slow import."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = str(Path(folder) / "dataset")
        build(dataset, sample_files())
        start = ("-c", "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))")
        processes = {
            "python -c pass": ("-c", "pass"),
            "python -c 'import numpy'": ("-c", "import numpy"),
            "kg search TEXT --json": (*start, "search", "科普讲座", "--json", "--dataset", dataset),
            "kg search TEXT (table)": (*start, "search", "科普讲座", "--dataset", dataset),
            "kg sparql QUERY --json": (*start, "sparql", "ASK { ?s ?p ?o }", "--json", "--dataset", dataset),
        }
        taken: dict[str, list[float]] = {name: [] for name in processes}
        for _ in range(RUNS):  # in rounds, so that a slow spell of the machine meets all of them
            for name, arguments in processes.items():
                taken[name].append(_process(*arguments))
        slow = "python -c 'import sentence_transformers'"
        taken[slow] = [_process("-c", "import sentence_transformers")]
    empty = median(taken["python -c pass"])
    shown = [
        (name, f"{min(times):.3f}", f"{median(times):.3f}", f"{median(times) / empty:.1f}")
        for name, times in taken.items()
    ]
    return [
        "## Whole processes",
        "",
        *table(("process", "least s", "median s", "× empty interpreter"), shown),
        "",
        f"{RUNS} rounds. Limit: an interpreter with numpy. Aim for `kg search`: ≤ 0.4 s, without torch (a test "
        "holds that).",
    ]


def _process(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    # compiled modules are kept, as on a user's machine, whatever this one's settings say
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=environment))
