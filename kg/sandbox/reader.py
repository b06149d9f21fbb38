"""Reading files from any thread and any process: each file in a reading process that nobody else uses meanwhile.

A reader is a small value (limits, and what to read with) that travels to other processes. The reading processes stand
behind it, one set in each process that reads: started at the first file, kept for the next, ended at exit; a forked
child starts its own. When a parent is killed, the system ends its reading processes.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Collection, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import FileLimitError, ReadingEndedError, no_file
from kg.file_names import shown_name
from kg.readers.limits import MIB, Limits
from kg.sandbox.process import ENTRY, ReadingProcess
from kg.sandbox.settings import limits_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Reading
    from kg.sandbox.outcome import ReadOutcome


@dataclass(frozen=True, slots=True)
class SandboxedReader:
    """Reads each file in a reading process; may be shared by threads and sent to other processes.

    Attributes:
        limits: What one file may ask for; None for the limits in force (``kg.sandbox.settings``).
        entry: What the processes read with.

    Examples:
        >>> from kg.sample import sample_files
        >>> SandboxedReader().read_file(sample_files()[0]).form
        'declaration'

    """

    limits: Limits | None = None
    entry: str = ENTRY

    def __call__(self, data: bytes, name: str, metadata: Mapping[str, str]) -> tuple[Reading, str]:
        """Read a file's bytes; returns records and text layer."""
        from kg import record_json

        outcome = self.read(data, (name,), metadata)
        return record_json.loads(outcome.records), outcome.text

    def read(self, data: bytes, names: Sequence[str], metadata: Mapping[str, str]) -> ReadOutcome:
        """Read a file's bytes.

        Args:
            data: The file as it is.
            names: Its base names; it is cited by the first.
            metadata: What ``documents.csv`` says of it.

        Raises:
            DocumentError: The file cannot be read, or its reading was ended.
            OptionError: A limit is set to what is none.

        """
        with self._processes().one() as process:
            return process.read(data, names, metadata)

    def read_file(
        self,
        path: str | Path,
        names: Sequence[str] | None = None,
        metadata: Mapping[str, str] | None = None,
        *,
        digest: str | None = None,
    ) -> ReadOutcome:
        """Read a file.

        Args:
            path: Where it is.
            names: Its base names; that of ``path`` by default.
            metadata: What ``documents.csv`` says of it.
            digest: SHA-256 that its bytes must have.

        Raises:
            NotFoundError, NotAFileError: There is no file.
            DocumentError, OptionError: As ``read``.

        """
        path = Path(path)
        if not path.is_file():
            raise no_file(str(path), there=path.exists())
        names = (shown_name(path.name),) if names is None else names
        return self.read(_bytes_of(path, names[0], self._limits().file_bytes, digest), names, metadata or {})

    def held(self) -> Mapping[str, str]:
        """Return who holds the reading processes to each measure (``kg.sandbox.restrictions``), by starting one."""
        with self._processes().one() as process:
            return process.held()

    def rest(self, keep: int = 0) -> None:
        """End all idle processes but so many; the next file starts them again."""
        self._processes().rest(keep)

    def interrupt(self, threads: Collection[int]) -> None:
        """End the processes that these threads (by ``threading.get_ident``) are waiting for."""
        self._processes().interrupt(threads)

    def _limits(self) -> Limits:
        return limits_in_force() if self.limits is None else self.limits

    def _processes(self) -> _Processes:
        return _processes_of(self._limits(), self.entry)

    def __reduce__(self) -> tuple[Any, ...]:
        # what is in force here holds there, too
        return SandboxedReader, (self._limits(), self.entry)


def enforced() -> Mapping[str, str]:
    """Return who holds a reading process to each measure here: ``system``, ``interpreter`` or ``nobody``.

    Raises:
        ReadingEndedError: No reading process can be started.

    """
    return SandboxedReader().held()


def _bytes_of(path: Path, name: str, most: int, digest: str | None) -> bytes:
    with path.open("rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        data = _at_most(file.fileno(), most + 1)
        after = os.fstat(file.fileno())
    if len(data) > most:
        found = max(before.st_size, len(data))
        raise FileLimitError(name, "limit-file-size", f"{found / MIB:,.1f} MiB", f"{most / MIB:,.0f} MiB")
    if digest is not None:
        import hashlib

        if hashlib.sha256(data).hexdigest() != digest:
            raise ReadingEndedError(name, "reading-changed", f"SHA-256 {digest[:16]}…")
    if (before.st_size, before.st_mtime_ns) != (len(data), after.st_mtime_ns):
        raise ReadingEndedError(name, "reading-changed", f"{before.st_size:,} → {after.st_size:,} B")
    return data


def _at_most(descriptor: int, count: int) -> bytes:
    parts: list[bytes] = []
    while count and (part := os.read(descriptor, min(count, 1 << 20))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


class _Processes:
    """The reading processes of one kind in this process: as many as there are files being read at once."""

    def __init__(self, limits: Limits, entry: str) -> None:
        self._limits = limits
        self._entry = entry
        self._lock = threading.Lock()
        self._idle: list[ReadingProcess] = []
        self._busy: dict[ReadingProcess, int] = {}

    @contextmanager
    def one(self) -> Iterator[ReadingProcess]:
        """Lend a process that nobody else uses."""
        with self._lock:
            process = self._idle.pop() if self._idle else ReadingProcess(self._limits, entry=self._entry)
            self._busy[process] = threading.get_ident()
        try:
            yield process
        finally:
            with self._lock:
                self._busy.pop(process, None)
                self._idle.append(process)

    def rest(self, keep: int) -> None:
        with self._lock:
            surplus, self._idle = self._idle[keep:], self._idle[:keep]
        for process in surplus:
            process.close()

    def interrupt(self, threads: Collection[int]) -> None:
        with self._lock:
            for process, thread in self._busy.items():
                if thread in threads:
                    process.kill()

    def forget(self) -> None:
        """Start anew in a forked child, where locks may be held by threads that are not there."""
        processes = [*self._idle, *self._busy]
        self._lock, self._idle, self._busy = threading.Lock(), [], {}
        for process in processes:
            process.forget()


_all: dict[tuple[Limits, str], _Processes] = {}


def _processes_of(limits: Limits, entry: str) -> _Processes:
    # setdefault is atomic: no lock that a fork could copy while it is held
    return _all.get((limits, entry)) or _all.setdefault((limits, entry), _Processes(limits, entry))


def _end_all() -> None:
    for processes in list(_all.values()):
        processes.rest(0)


def _forget_all() -> None:
    for processes in list(_all.values()):
        processes.forget()


atexit.register(_end_all)
os.register_at_fork(after_in_child=_forget_all)
