"""The reading process itself: its start, its channel, its lifeline, its last words, its end.

Started with ``subprocess``: ``multiprocessing`` would import the caller's main script again (spawn, forkserver) or copy
a process that has threads (fork). The process gets the interpreter's own search path and an own session, so that an
interrupt at the terminal reaches the parent only, and nothing of the environment.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from kg.errors import ReadingEndedError
from kg.readers.limits import MIB, Limits
from kg.sandbox.patience import Patience, processor_seconds
from kg.sandbox.settings import setting_name
from kg.sandbox.wire import ANSWER, HEAD, READY, REQUEST, START, TICK, encode

_START: Final = "import sys; sys.path[:] = {path!r}; from kg.sandbox.worker import serve; serve({channel}, {lifeline})"
_START_SECONDS: Final = 60.0
_LAST_WORDS: Final = 1 << 16
_OUT_OF_MEMORY_WORDS: Final = ("memory allocation of", "bad_alloc", "MemoryError", "Cannot allocate memory")
# libraries that count processors start as many threads, each with memory of its own
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class GoneEarlyError(EOFError):
    """The process was gone before it had the request."""


class RunningProcess:
    """The process itself, its channel, its lifeline and its last words."""

    def __init__(self, limits: Limits, entry: str) -> None:
        ours, theirs = socket.socketpair()
        lifeline, self._lifeline = os.pipe()
        self._remarks, remarks = os.pipe()
        os.set_blocking(self._remarks, False)
        self._words = b""
        self._limits = limits
        self._allowed = limits.cpu_seconds
        self._ended_for: tuple[str, str] | None = None
        self.held: Mapping[str, str] = {}
        self.resident = 0
        # the folder of this package, in case it was found by way of the current folder
        path = [*(str(Path(entry).absolute()) for entry in sys.path if entry), str(Path(__file__).parents[2])]
        code = _START.format(path=path, channel=theirs.fileno(), lifeline=lifeline)
        try:
            self._process = subprocess.Popen(
                [sys.executable, *(["-B"] if sys.dont_write_bytecode else []), "-I", "-X", "utf8", "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=remarks,
                pass_fds=(theirs.fileno(), lifeline),
                cwd="/",
                env={**_ENVIRONMENT, **_library_path()},
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            os.close(self._lifeline)
            os.close(self._remarks)
            raise
        finally:
            theirs.close()
            os.close(lifeline)
            os.close(remarks)
        self._channel = ours
        self._start = encode(START, {"entry": entry, "limits": asdict(limits)})

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def wait_until_ready(self) -> bool:
        """Tell whether the process has started and is restricted."""
        patience = Patience(_START_SECONDS, _START_SECONDS, self._processor_seconds)
        try:
            self._send(self._start, patience)
            kind, header, _ = self._receive_frame(patience)
            self.held = {str(measure): str(holder) for measure, holder in header["held"].items()}
            self.resident = int(header["resident"])
        except (EOFError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return False
        return kind == READY

    def ask(self, data: bytes, names: Sequence[str], metadata: Mapping[str, str]) -> tuple[dict[str, Any], bytes]:
        """Hand over a file and wait for the answer.

        Raises:
            GoneEarlyError: The process was gone before it had the request.
            EOFError, ConnectionError: It went, or was ended at a limit; ``obituary`` tells why.
            ValueError: It sent what is no answer.

        """
        patience = Patience(self._limits.wall_seconds, self._limits.stall_seconds, self._processor_seconds)
        self._allowed = self._limits.processor_seconds(len(data))
        begun = False
        try:
            request = encode(REQUEST, {"names": list(names), "metadata": dict(metadata)}, len(data))
            self._send(request, patience)
            self._send(data, patience)
            while True:
                kind, header, body = self._receive_frame(patience)
                begun = True
                if kind == ANSWER:
                    return header, body
                if kind == READY:
                    raise ValueError(kind)
        except (EOFError, ConnectionError):
            if begun or self._ended_for is not None:
                raise
            raise GoneEarlyError from None
        except TimeoutError:
            if patience.is_over():
                self._end("reading-wall", "wall_seconds")
            else:
                self._end("reading-stalled", "stall_seconds")
            raise EOFError from None

    def _send(self, data: bytes, patience: Patience) -> None:
        view = memoryview(data)
        while view:
            self._channel.settimeout(patience.left())
            with suppress(TimeoutError):
                view = view[self._channel.send(view[: 1 << 20]) :]

    def _receive_frame(self, patience: Patience) -> tuple[bytes, dict[str, Any], bytes]:
        kind, header_length, body_length = HEAD.unpack(self._receive(HEAD.size, patience))
        if kind not in (READY, TICK, ANSWER):
            raise ValueError(kind)
        if header_length + body_length > self._limits.answer_bytes:
            self._end("reading-answer", "answer_bytes")
            raise EOFError
        header = json.loads(self._receive(header_length, patience))
        if not isinstance(header, dict):
            raise TypeError(header)
        return kind, header, bytes(self._receive(body_length, patience))

    def _receive(self, count: int, patience: Patience) -> bytearray:
        buffer = bytearray(count)
        view = memoryview(buffer)
        at = 0
        while at < count:
            self._channel.settimeout(patience.left())
            try:
                read = self._channel.recv_into(view[at:])
            except TimeoutError:
                continue
            if read == 0:
                raise EOFError
            at += read
            patience.heard()
        return buffer

    def _end(self, reason: str, limit: str) -> None:
        self._ended_for = (reason, limit_shown(self._limits, limit))
        self.kill()

    def obituary(self, name: str) -> ReadingEndedError:
        """Say what ended the process."""
        reason, allowed = self._ended_for or self._cause()
        error = ReadingEndedError(name, reason, allowed)
        words = self._all_words()
        if words:
            error.add_note(words)
        return error

    def _cause(self) -> tuple[str, str]:
        try:
            status = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:  # it only closed its channel
            return "reading-left", "EOF"
        if status == -signal.SIGXCPU:
            whole = self._allowed >= self._limits.cpu_seconds
            field = "cpu_seconds" if whole else "cpu_start_seconds"
            return "reading-cpu", f"{self._allowed} s · {setting_name(field)}"
        if any(words in self._all_words() for words in _OUT_OF_MEMORY_WORDS):
            return "reading-memory", limit_shown(self._limits, "memory_bytes")
        if status < 0:
            number = signal.Signals(-status) if -status in set(signal.Signals) else None
            name = number.name if number else str(-status)
            return "reading-killed" if number is signal.SIGKILL else "reading-crashed", name
        return "reading-left", str(status)

    def last_words(self) -> str:
        """Return the last line that it wrote to standard error."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1.0)
        return next((line.strip() for line in reversed(self._all_words().splitlines()) if line.strip()), "")

    def _all_words(self) -> str:
        with suppress(OSError):  # nothing there, or closed
            while part := os.read(self._remarks, _LAST_WORDS):
                self._words = (self._words + part)[-_LAST_WORDS:]
        return self._words.decode(errors="replace")

    def _processor_seconds(self) -> float:
        return processor_seconds(self._process.pid)

    def is_alive(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Have it ended, without waiting."""
        self._process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        # one that hangs in the system itself is left behind: it holds nothing of ours
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5.0)
        self._close_ends()

    def forget(self) -> None:
        """Close the ends that a fork copied."""
        self._process.returncode = 0  # not our child: never waited for, never warned of
        self._close_ends()

    def _close_ends(self) -> None:
        self._channel.close()
        for descriptor in (self._lifeline, self._remarks):
            with suppress(OSError):
                os.close(descriptor)


def limit_shown(limits: Limits, field: str) -> str:
    """Say a limit and the setting that changes it."""
    value: int = getattr(limits, field)
    shown = f"{value / MIB:,.0f} MiB" if field.endswith("_bytes") else f"{value} s"
    return f"{shown} · {setting_name(field)}"


def _library_path() -> dict[str, str]:
    """Keep where the interpreter's own libraries are; nothing else of the environment is handed on."""
    return {name: value for name, value in os.environ.items() if name == "LD_LIBRARY_PATH"}
