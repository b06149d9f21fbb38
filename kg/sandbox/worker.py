"""The process that reads files: restricted once, then one file after the other until it is ended from outside.

What may go wrong is not mended here: out of memory, past its time or crashed, it dies or says so and is replaced, and
``kg.sandbox.process`` tells the user. Standard output and error lead nowhere that matters; the answer has a channel of
its own.
"""

from __future__ import annotations

import faulthandler
import gc
import io
import os
import resource
import sys
import time
import traceback
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from kg.errors import DamagedFileError, DocumentError
from kg.readers.limits import Limits
from kg.sandbox.outcome import ReadOutcome, pack, pack_error
from kg.sandbox.restrictions import allow_processor, restrict
from kg.sandbox.wire import ANSWER, READY, TICK, encode, read_frame, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    Job = Callable[[bytes, Sequence[str], Mapping[str, str], Limits, Callable[[], None]], ReadOutcome]

_TICK_SECONDS: Final = 0.25
_TRACE_CHARACTERS: Final = 8_000
_TICK: Final = encode(TICK, {})
# made while there is memory
_NO_MEMORY: Final = encode(ANSWER, {"status": "memory", "resident": 0})


def serve(channel: int, lifeline: int) -> None:
    """Read files until the other side closes the channel.

    Args:
        channel: Descriptor of a stream socket on which requests come and answers go.
        lifeline: Reading end of a pipe that closes with the parent.

    """
    try:
        _, start, _ = read_frame(channel)
        limits = Limits(**start["limits"])
        module_name, _, function = start["entry"].partition(":")
        module = import_module(module_name)
        job: Job = getattr(module, function)
        getattr(module, "prepare", _nothing)()
        statistics = _open_statistics()
        _silence()
        gc.freeze()
        held = restrict(limits.memory_bytes, lifeline)
        write_all(channel, encode(READY, {"held": held, "resident": _resident(statistics)}))
        while True:
            _, request, data = read_frame(channel)
            write_all(channel, _TICK)  # the request has arrived whole
            allow_processor(limits.processor_seconds(len(data)))
            header, body = _answer(job, request, data, limits, _Ticker(channel))
            header["resident"] = _resident(statistics)
            write_all(channel, encode(ANSWER, header, len(body)))
            write_all(channel, body)
    except (EOFError, BrokenPipeError, ConnectionError):
        return
    except MemoryError:
        write_all(channel, _NO_MEMORY)


def _answer(
    job: Job, request: Mapping[str, Any], data: bytes, limits: Limits, tick: Callable[[], None]
) -> tuple[dict[str, Any], bytes]:
    name = request["names"][0]
    try:
        outcome = job(data, request["names"], request["metadata"], limits, tick)
        header, body = pack(outcome)
    except DocumentError as error:
        return pack_error(error), b""
    except (MemoryError, BrokenPipeError):
        raise
    except BaseException as error:  # also SystemExit: whatever a reader does, the file is at fault and the next is read
        return pack_error(_damaged(name, error)), b""
    if len(body) > limits.answer_bytes:
        return {"status": "too-long"}, b""
    return header, body


def _damaged(name: str, error: BaseException) -> DamagedFileError:
    """Say of an error that no reader foresaw what and where it was; the trace stays in the notes."""
    place = f"{_where(error.__traceback__)}: {type(error).__qualname__}"
    damaged = DamagedFileError(name, PurePath(name).suffix[1:].upper() or "?", place, "reader-failed")
    damaged.add_note("".join(traceback.format_exception(error, limit=-20))[-_TRACE_CHARACTERS:])
    return damaged


def _where(trace: TracebackType | None) -> str:
    """Return the module in which an error was raised; what was forbidden was raised by whoever tried it."""
    module = "?"
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", module))
        module = module if name == restrict.__module__ else name
        trace = trace.tb_next
    return module


class _Ticker:
    """Tells the other side that reading goes on, a few times a second however often it is called."""

    def __init__(self, channel: int) -> None:
        self._channel = channel
        self._next = 0.0

    def __call__(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _TICK_SECONDS
            write_all(self._channel, _TICK)


def _silence() -> None:
    """Let nothing that a library prints reach a stream; standard error keeps last words, and never blocks."""
    sys.stdout = sys.stderr = io.TextIOWrapper(_Nowhere(), encoding="utf-8", errors="replace")
    os.set_blocking(2, False)
    faulthandler.enable(file=2)


class _Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        return len(data)


def _open_statistics() -> int | None:
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _resident(statistics: int | None) -> int:
    """Return the bytes of memory in use; where the system does not tell, the most that were ever used."""
    if statistics is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    return int(os.pread(statistics, 64, 0).split()[1]) * resource.getpagesize()


def _nothing() -> None:
    """Stand in for the preparation of a job that has none."""
