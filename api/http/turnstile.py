"""The turnstile (闸口) before queries of visitors: so many at a time run or wait, and the rest are sent away at once.

Threads are few and shared with searches and pages; a query may hold its thread for its whole time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import anyio
import anyio.to_thread

from api.http.problems import RequestProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.http.metrics import Metrics

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class Turnstile:
    """Lets ``places`` calls run at a time, each in a thread.

    Args:
        places: How many.
        metrics: Where those sent away are counted.

    """

    def __init__(self, places: int, metrics: Metrics) -> None:
        self._places = places
        self._metrics = metrics
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(
        self, work: Callable[_Parameters, _Result], *args: _Parameters.args, **_: _Parameters.kwargs
    ) -> _Result:
        """Run ``work`` in a thread; raises 503 where no place is free."""
        if self._limiter is None:
            # made here, since it belongs to the loop that serves
            self._limiter = anyio.CapacityLimiter(self._places)
        if self._limiter.available_tokens < 1:
            self._metrics.event("busy")
            raise RequestProblem(503, "busy", {"most": self._places}, headers={"Retry-After": "2"})
        return await anyio.to_thread.run_sync(work, *args, limiter=self._limiter)
