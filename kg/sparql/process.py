"""One worker process as the pool sees it: started, asked, and ended whatever it does.

Started with ``subprocess``: ``multiprocessing`` would import the caller's main script again (spawn, forkserver)
or copy a process that has threads (fork). The process gets the interpreter's own search path, and an own
session, so that an interrupt at the terminal reaches the pool only. What it writes to standard error is kept
to tell of what it died.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import IO, Any, Final

from kg.errors import QueryTooLargeError, QueryWorkerError
from kg.sparql.wire import receive_exactly, receive_frame, send_frame

_START: Final = "import sys; sys.path[:] = {path!r}; from kg.sparql.worker import serve; serve({descriptor})"
_OUT_OF_MEMORY_SIGNALS: Final = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL})
"""How a process without memory ends: the engine aborts, a stack cannot grow, the system kills."""
_OUT_OF_MEMORY_WORDS: Final = ("memory allocation of", "bad_alloc", "MemoryError", "Cannot allocate memory")


class Worker:
    """One process; ``ask`` is the only conversation, and whoever leaves it early has to ``kill``."""

    def __init__(self, start: dict[str, Any]) -> None:
        ours, theirs = socket.socketpair()
        self._channel = ours
        self._remarks: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        code = _START.format(path=[entry for entry in sys.path if entry], descriptor=theirs.fileno())
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._remarks,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._memory_bytes: int = start["memory_bytes"]
        send_frame(ours, start)

    def ask(self, request: dict[str, Any], deadline: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for the answer; raises ``TimeoutError`` at the deadline."""

        def receive(count: int) -> bytes:
            return receive_exactly(self._channel, count, deadline)

        try:
            self._channel.settimeout(max(deadline - time.monotonic(), 0.001))
            send_frame(self._channel, request)
            return receive_frame(receive)
        except (EOFError, ConnectionError):
            raise self._obituary() from None

    def _obituary(self) -> QueryTooLargeError | QueryWorkerError:
        """Say of what a process died that closed the channel by itself."""
        try:
            status = self._process.wait(timeout=5.0)
        except subprocess.TimeoutExpired:
            return QueryWorkerError("the worker closed its channel")
        self._remarks.seek(0)
        remarks = self._remarks.read(1 << 16).decode(errors="replace")
        if -status in _OUT_OF_MEMORY_SIGNALS or any(words in remarks for words in _OUT_OF_MEMORY_WORDS):
            return QueryTooLargeError(self._memory_bytes)
        last = next((line for line in reversed(remarks.splitlines()) if line.strip()), f"status {status}")
        return QueryWorkerError(last.strip())

    def is_alive(self) -> bool:
        """Tell whether the process has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._remarks.close()
