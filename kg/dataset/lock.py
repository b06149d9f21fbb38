"""One writer for a dataset folder; a second one is told at once who holds it.

The lock is the kernel's (POSIX record lock on ``DIR/lock``), so it ends with its process and a stale file
never blocks. Record locks are per process and are not inherited by forked workers, which is why they are used
rather than ``flock``; a set of folders held in this process keeps two threads apart, since the kernel would
not.
"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DatasetLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_held: dict[str, str] = {}
_guard = threading.Lock()


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Hold the writer's lock of ``directory`` (which exists) for the length of a ``with`` block.

    Raises:
        DatasetLockedError: Another process, or another thread of this one, is writing; nothing waits.

    """
    path = directory / "lock"
    key = os.path.realpath(path)
    holder = _own_name()
    with _guard:
        if key in _held:
            # Opening and closing the file here would drop the record lock this process holds.
            raise DatasetLockedError(str(directory), _held[key])
        descriptor = _take(path, directory, holder)
        _held[key] = holder
    try:
        yield
    finally:
        with _guard:
            os.ftruncate(descriptor, 0)
            del _held[key]
            os.close(descriptor)


def _take(path: Path, directory: Path, holder: str) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if not isinstance(error, BlockingIOError | PermissionError):
            os.close(descriptor)
            raise
        other = os.pread(descriptor, 1000, 0).decode("utf-8", "replace").strip()
        os.close(descriptor)
        raise DatasetLockedError(str(directory), other or "pid ?") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{holder}\n".encode("utf-8", "replace"), 0)
    return descriptor


def _own_name() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv else ""
    return f"pid {os.getpid()}, {socket.gethostname()}, {command[:200]}".rstrip(", ")
