"""Time things the same way everywhere: the median of several runs, in seconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def median_seconds(action: Callable[[], object], runs: int = 5) -> float:
    """Return the median wall time of ``runs`` calls."""
    return statistics.median(seconds(action) for _ in range(runs))


def seconds(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the wall time of one call, or what another clock says (``time.process_time``)."""
    start = clock()
    action()
    return clock() - start


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return [*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)]
