"""Time things the same way everywhere, in this process or one of their own, and set them as a table."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """Return the median wall time of ``runs`` calls."""
    return statistics.median(seconds(action) for _ in range(runs))


def seconds(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the wall time of one call, or what another clock says (``time.process_time``)."""
    start = clock()
    action()
    return clock() - start


def answer_of(program: str, *arguments: str | Path) -> Any:  # noqa: ANN401 - what the program prints
    """Return the JSON that a Python program prints, run as a process of its own."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return [*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)]
