"""Numbers about the service in the text format of Prometheus: requests by route, method and status, and their time.

Labels are the templates of routes, never a path or a query: what people look for is nobody's metric.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import Final

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counters of one service; may be used from several threads.

    >>> metrics = Metrics()
    >>> metrics.observe("/api/search", "GET", 200, 0.02)
    >>> [line for line in metrics.text("0f").splitlines() if line.startswith("kg_http_requests_total")]
    ['kg_http_requests_total{route="/api/search",method="GET",status="200"} 1']

    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._events: defaultdict[str, int] = defaultdict(int)
        self._in_flight = 0

    def begin(self) -> None:
        """Count a request that has begun."""
        with self._lock:
            self._in_flight += 1

    def end(self) -> None:
        """Count a request that has ended."""
        with self._lock:
            self._in_flight -= 1

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        place = next((at for at, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
        with self._lock:
            self._requests[route, method, status] += 1
            self._buckets[route][place] += 1
            self._seconds[route] += seconds

    def event(self, name: str) -> None:
        """Count something that happened: a limit that was met, a build that was opened."""
        with self._lock:
            self._events[name] += 1

    def text(self, build: str) -> str:
        """Return all numbers; ``build`` is the id of the served build, ``""`` for none."""
        with self._lock:
            lines = [
                "# HELP kg_build_info The build that is served.",
                "# TYPE kg_build_info gauge",
                f'kg_build_info{{build="{build}"}} 1',
                "# HELP kg_http_requests_in_flight Requests being answered.",
                "# TYPE kg_http_requests_in_flight gauge",
                f"kg_http_requests_in_flight {self._in_flight}",
                "# HELP kg_http_requests_total Requests answered.",
                "# TYPE kg_http_requests_total counter",
            ]
            for (route, method, status), count in sorted(self._requests.items()):
                labels = f'route="{_escaped(route)}",method="{_escaped(method)}",status="{status}"'
                lines.append(f"kg_http_requests_total{{{labels}}} {count}")
            lines += [
                "# HELP kg_http_request_seconds Time to answer.",
                "# TYPE kg_http_request_seconds histogram",
            ]
            for route, counts in sorted(self._buckets.items()):
                label = f'route="{_escaped(route)}"'
                total = 0
                for bound, count in zip((*BUCKETS, float("inf")), counts, strict=True):
                    total += count
                    shown = "+Inf" if bound == float("inf") else f"{bound:g}"
                    lines.append(f'kg_http_request_seconds_bucket{{{label},le="{shown}"}} {total}')
                lines.append(f"kg_http_request_seconds_sum{{{label}}} {self._seconds[route]:.6f}")
                lines.append(f"kg_http_request_seconds_count{{{label}}} {total}")
            lines += [
                "# HELP kg_events_total Limits that were met, builds that were opened.",
                "# TYPE kg_events_total counter",
            ]
            lines += [f'kg_events_total{{event="{name}"}} {count}' for name, count in sorted(self._events.items())]
        return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
