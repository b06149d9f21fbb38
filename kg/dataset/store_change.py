"""What a store loses and takes in when the graph of the next build comes from that of the served one.

Quads are removed one by one, which takes about as long as loading them anew, so this is for a small part of a store.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from kg.dataset.loading import disk_error

if TYPE_CHECKING:
    from pathlib import Path

SHARE = 5
"""A change of more than one line in so many is no small one: loading all of them is then as fast."""
_BLOCK = 32 << 20


class StoreChange:
    r"""Lines that left and lines that came, kept in unnamed files until they are applied; a context manager.

    Args:
        folder: Where the files are kept.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, StoreChange(Path(folder)) as change:
        ...     change.note(b"", b'<http://h/s> <http://h/p> "o" <http://h/g> .\n')
        ...     change.apply(Path(folder) / "store")
        ...     change.lines
        1

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.lines = 0

    def __enter__(self) -> Self:
        self._left = self._stack.enter_context(tempfile.TemporaryFile(dir=self._folder))
        self._came = self._stack.enter_context(tempfile.TemporaryFile(dir=self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def note(self, left: bytes, came: bytes) -> None:
        """Keep some whole lines of each."""
        self._left.write(left)
        self._came.write(came)
        self.lines += left.count(b"\n") + came.count(b"\n")

    def is_small(self, lines: int) -> bool:
        """Say whether this is worth doing for a graph of so many lines."""
        return self.lines * SHARE <= lines

    def apply(self, path: Path) -> None:
        """Change the store in a directory, which nobody else has open; graphs that are empty then leave it.

        Raises:
            OSError: The disk is full; without a number where the store itself cannot be used.

        """
        from pyoxigraph import RdfFormat, Store, parse

        try:
            store = Store(str(path))
            self._left.seek(0)
            touched = set()
            for quad in parse(input=self._left, format=RdfFormat.N_QUADS):
                store.remove(quad)
                touched.add(quad.graph_name)
            self._came.seek(0)
            while block := b"".join(self._came.readlines(_BLOCK)):
                store.bulk_load(input=block, format=RdfFormat.N_QUADS)
            for graph in touched:
                if next(store.quads_for_pattern(None, None, None, graph), None) is None:
                    store.remove_graph(graph)
            store.flush()
            del store  # closes it
        except OSError as error:
            raise disk_error(error, path) from error
