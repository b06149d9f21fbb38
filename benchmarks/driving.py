"""The client of the load test: ``python -m benchmarks.driving``, a process of its own, told what to do line by line.

Each connection is a thread that asks, waits for the whole answer and asks again, so as many requests are under way as
there are connections. Answers are read and counted, not parsed. The client says how much processor time it took itself:
on a machine with few cores that is taken from the server, and a figure without it would flatter nobody.
"""

from __future__ import annotations

import http.client
import json
import resource
import sys
import threading
import time
from urllib.parse import urlsplit


def drive(address: str, paths: list[str], connections: int, seconds: float) -> dict[str, object]:
    """Ask for ``paths`` in turn over keep-alive connections.

    Args:
        address: Of the server, ``http://host:port/``.
        paths: Asked for in this order, each connection beginning elsewhere.
        connections: How many requests are under way at a time.
        seconds: How long requests are begun.

    Returns:
        ``times`` (seconds of each answered request), ``bytes``, ``errors``, ``seconds`` and ``cpu`` of the client.

    """
    host = urlsplit(address).netloc
    times: list[list[float]] = [[] for _ in range(connections)]
    sizes, errors = [0] * connections, [0] * connections
    start = threading.Barrier(connections + 1)
    until = [0.0]

    def ask(own: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.connect()
        place = own * len(paths) // connections
        start.wait()
        while time.perf_counter() < until[0]:
            begun = time.perf_counter()
            try:
                connection.request("GET", paths[place % len(paths)])
                answer = connection.getresponse()
                size = len(answer.read())
            except (OSError, http.client.HTTPException):
                errors[own] += 1
                connection.close()
            else:
                times[own].append(time.perf_counter() - begun)
                sizes[own] += size
                errors[own] += answer.status != 200
            place += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(own,)) for own in range(connections)]
    for thread in threads:
        thread.start()
    until[0] = time.perf_counter() + seconds
    before, begun = _cpu(), time.perf_counter()
    start.wait()
    for thread in threads:
        thread.join()
    return {
        "times": [taken for own in times for taken in own],
        "bytes": sum(sizes),
        "errors": sum(errors),
        "seconds": time.perf_counter() - begun,
        "cpu": _cpu() - before,
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(drive(**json.loads(line))), flush=True)
