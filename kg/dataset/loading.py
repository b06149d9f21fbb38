"""N-Quads → a new Oxigraph directory, block by block, in a thread beside the one that makes the lines.

Oxigraph lets other threads run while it loads, so mapping and loading take little longer than the slower of the two.
Blocks and not the whole file: its loader holds a million quads for each processor, nearly a gigabyte, and a block at a
time costs it no more work. Many blocks leave overlapping tables behind, so the end is one compaction.
"""

from __future__ import annotations

import errno
import os
import threading
from queue import Queue
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

# What a library says of a disk without the number of the error.
_SAID = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class StoreLoading:
    r"""An Oxigraph directory in the making.

    A context manager: leaving it by an error ends the thread and leaves a directory that is no store.

    Args:
        target: The directory, which is not there yet.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, StoreLoading(Path(folder) / "store") as loading:
        ...     loading.add(b'<http://h/s> <http://h/p> "o" <http://h/g> .\n')
        ...     loading.finish()

    """

    def __init__(self, target: Path) -> None:
        self._target = target
        # one block waits while one is loaded: what is being mapped must not run away
        self._blocks: Queue[bytes | None] = Queue(1)
        self._failure: list[BaseException] = []
        self._given_up = False
        self._thread = threading.Thread(target=self._load, name="loading", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._given_up = True
        self._end()

    def add(self, lines: bytes) -> None:
        """Load some whole lines; raises what loading earlier ones ended with."""
        self._raise()
        self._blocks.put(lines)

    def finish(self) -> None:
        """Wait until all is loaded and in order on the disk; raises what loading ended with."""
        self._end()
        self._raise()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._blocks.put(None)
            self._thread.join()

    def _raise(self) -> None:
        if self._failure:
            raise self._failure[0]

    def _load(self) -> None:
        blocks = iter(self._blocks.get, None)
        try:
            from pyoxigraph import RdfFormat, Store

            store = Store(str(self._target))
            for block in blocks:
                store.bulk_load(input=block, format=RdfFormat.N_QUADS)
            if not self._given_up:
                store.optimize()
                store.flush()
            del store  # closes it
        except Exception as error:
            self._failure.append(disk_error(error, self._target))
            for _ in blocks:  # whoever gives a block is told at the next one
                pass


def disk_error(error: Exception, path: Path) -> Exception:
    """Give an error of the disk its number back, of which Oxigraph keeps the words only."""
    if not isinstance(error, OSError) or error.errno is not None:
        return error
    number = next((number for number in _SAID if os.strerror(number) in str(error)), None)
    return error if number is None else OSError(number, os.strerror(number), str(path))
