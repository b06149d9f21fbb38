"""One reading process as its owner sees it: started when needed, asked, and ended whatever it does.

Whatever happens in there becomes an outcome or a ``DocumentError`` here, within the time that the limits allow. A
process that died, was ended, grew, or has read many files is replaced at the next file. One owner at a time: what
serves several threads is ``kg.sandbox.reader``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.errors import DocumentError, ReadingEndedError
from kg.readers.limits import DEFAULT_LIMITS, MIB, Limits
from kg.sandbox.outcome import ReadOutcome, unpack, unpack_error
from kg.sandbox.running import GoneEarlyError, RunningProcess, limit_shown

ENTRY: Final = "kg.sandbox.job:read_job"
"""What a process reads with, ``module:function``; only tests name another."""

_MOST_FILES: Final = 200
_MOST_GROWTH: Final = 256 * MIB
_SHOWN: Final = 500


class ReadingProcess:
    """Reads files one after the other in a process that may do little else.

    Args:
        limits: What one file may ask for.
        entry: What the process reads with.

    Examples:
        >>> process = ReadingProcess()
        >>> process.read(b"", ("a.txt",), {})
        Traceback (most recent call last):
        kg.errors.EmptyDocumentError: a.txt: the file holds no text
        >>> process.close()

    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, *, entry: str = ENTRY) -> None:
        self._limits = limits
        self._entry = entry
        self._worker: RunningProcess | None = None
        self._files = 0

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return None if self._worker is None else self._worker.pid

    def read(self, data: bytes, names: Sequence[str], metadata: Mapping[str, str]) -> ReadOutcome:
        """Read one file.

        Args:
            data: The file as it is.
            names: Its base names; it is cited by the first.
            metadata: What ``documents.csv`` says of it.

        Raises:
            DocumentError: What the reader says, or ``ReadingEndedError`` when the process did not answer.

        """
        fresh = self._worker is None
        healthy = False
        try:
            worker = self._started(names[0])
            try:
                header, body = worker.ask(data, names, metadata)
            except GoneEarlyError:
                if fresh:
                    raise worker.obituary(names[0]) from None
                # it had died while it had nothing to do: that is not this file's fault
                self.close()
                worker = self._started(names[0])
                header, body = worker.ask(data, names, metadata)
            self._files += 1
            grown = int(header["resident"]) - worker.resident > _MOST_GROWTH
            answer = _understood(header, body, names[0], self._limits)
            healthy = header["status"] != "memory" and not grown and self._files < _MOST_FILES
        except (EOFError, ConnectionError):
            raise worker.obituary(names[0]) from None
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as mistake:
            garbled = ReadingEndedError(names[0], "reading-garbled", _entry_name(self._entry))
            garbled.add_note(f"{type(mistake).__name__}: {mistake}"[:_SHOWN])
            raise garbled from None
        finally:
            if not healthy:
                self.close()
        if isinstance(answer, DocumentError):
            raise answer
        return answer

    def held(self) -> Mapping[str, str]:
        """Start the process where there is none; returns who holds it to each measure.

        Raises:
            ReadingEndedError: It does not start.

        """
        return self._started(_entry_name(self._entry)).held

    def kill(self) -> None:
        """End the process from another thread; its owner sees it die."""
        worker = self._worker
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """End the process; the next file starts another."""
        worker, self._worker, self._files = self._worker, None, 0
        if worker is not None:
            worker.close()

    def forget(self) -> None:
        """Drop the process without ending it: after a fork it is the parent's."""
        worker, self._worker, self._files = self._worker, None, 0
        if worker is not None:
            worker.forget()

    def _started(self, name: str) -> RunningProcess:
        worker = self._worker
        if worker is not None and not worker.is_alive():
            self.close()
            worker = None
        if worker is None:
            try:
                worker = RunningProcess(self._limits, self._entry)
            except OSError as error:  # the machine has no process or descriptor left
                raise ReadingEndedError(name, "reading-not-started", error.strerror or str(error)) from None
            self._worker = worker
            if not worker.wait_until_ready():
                words = worker.last_words()
                self.close()
                raise ReadingEndedError(name, "reading-not-started", words or "?")
        return worker


def _understood(header: Mapping[str, Any], body: bytes, name: str, limits: Limits) -> ReadOutcome | DocumentError:
    status = header["status"]
    if status == "read":
        return unpack(header, body)
    if status == "refused":
        return unpack_error(header)
    if status == "memory":
        return ReadingEndedError(name, "reading-memory", limit_shown(limits, "memory_bytes"))
    if status == "too-long":
        return ReadingEndedError(name, "reading-answer", limit_shown(limits, "answer_bytes"))
    raise ValueError(status)


def _entry_name(entry: str) -> str:
    return entry.partition(":")[0]
