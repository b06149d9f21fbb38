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
        self._taken = 0
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(
        self, work: Callable[_Parameters, _Result], *args: _Parameters.args, **_: _Parameters.kwargs
    ) -> _Result:
        """Run ``work`` in a thread; raises 503 where no place is free."""
        # Counted here and not by the limiter: that takes its token only after giving the loop away, and a second call
        # that looked in between would wait instead of being sent away.
        if self._taken >= self._places:
            self._metrics.event("busy")
            raise RequestProblem(503, "busy", {"most": self._places}, headers={"Retry-After": "2"})
        if self._limiter is None:
            # made here, since it belongs to the loop that serves; queries must not take the threads of searches
            self._limiter = anyio.CapacityLimiter(self._places)
        self._taken += 1
        try:
            return await anyio.to_thread.run_sync(work, *args, limiter=self._limiter)
        finally:
            self._taken -= 1
