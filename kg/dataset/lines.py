r"""N-Quads lines in any order → one sorted file without repetition, in bounded memory.

Sorting by code points equals sorting the UTF-8 bytes, whatever the locale. A million indicators are nearly a hundred
million lines, so runs are sorted in memory, kept in one unnamed file and merged block by block: what the interpreter
does is proportional to the blocks, the lines are compared by its sort. Lines end at ``\n`` only: a literal may hold
other line separators (U+2028) that must not split it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

RUN_LINES = 200_000
"""How many lines are held in memory at a time: about 60 MiB."""
_MERGED_BYTES = 32 << 20
_LEAST_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: number of lines and SHA-256 (hex) of the bytes."""

    lines: int
    sha256: str


def write_sorted(
    lines: Iterable[str],
    target: Path,
    *,
    run_lines: int = RUN_LINES,
    also: Callable[[bytes], None] | None = None,
) -> Written:
    """Write ``lines`` (without their newline) sorted and each once to the new file ``target``.

    Args:
        lines: N-Quads lines in any order; without control characters, as N-Quads are.
        target: The file; runs are kept in an unnamed file of its folder meanwhile.
        run_lines: How many lines are held in memory at a time.
        also: Given all lines as they come, in blocks of whole lines; a line may come in several blocks.

    """
    digest = hashlib.sha256()
    count = 0
    with tempfile.TemporaryFile(dir=target.parent) as file:
        runs: list[tuple[int, int]] = []
        held: list[bytes] = []
        for held in _runs(lines, run_lines):
            data = _joined(held)
            if also is not None:
                also(data)
            if len(held) >= run_lines:
                runs.append((file.tell(), file.tell() + len(data)))
                file.write(data)
                held = []
        file.flush()
        block = max(_MERGED_BYTES // (len(runs) + 1), _LEAST_BLOCK)
        waiting = [_Run(file.fileno(), start, end, block) for start, end in runs]
        with target.open("xb") as out:
            for rows in _merged(waiting, held):
                data = _joined(rows)
                out.write(data)
                digest.update(data)
                count += len(rows)
    return Written(count, digest.hexdigest())


def graph_of(line: bytes) -> bytes:
    r"""Return the graph of an N-Quads line as ``kg.graph.quads.line`` writes it, without its brackets.

    >>> graph_of(b'<s> <p> "a <b> c" <http://h/graph/registry> .\n')
    b'http://h/graph/registry'

    """
    return line.rpartition(b" <")[2].rstrip(b"> .\n")


def triple_of(line: bytes) -> bytes:
    r"""Return what stands before the graph of an N-Quads line.

    >>> triple_of(b'<s> <p> "a <b> c" <g> .\n')
    b'<s> <p> "a <b> c"'

    """
    return line.rpartition(b" <")[0]


def blocks_of(path: Path, run_lines: int = RUN_LINES) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks of whole lines."""
    from itertools import islice

    with path.open("rb") as file:
        while block := b"".join(islice(file, run_lines)):
            yield block


def _runs(lines: Iterable[str], run_lines: int) -> Iterator[list[bytes]]:
    held: set[bytes] = set()
    for line in lines:
        held.add(line.encode("utf-8"))
        if len(held) >= run_lines:
            yield sorted(held)
            held = set()
    if held:
        yield sorted(held)


class _Run:
    """A sorted run in a file, read block by block."""

    def __init__(self, descriptor: int, start: int, end: int, block: int) -> None:
        self._descriptor = descriptor
        self._at = start
        self._end = end
        self._block = block
        self._cut = b""
        self.rows: list[bytes] = []
        self.fill()

    @property
    def is_read(self) -> bool:
        """Whether all of it stands in ``rows``, or did."""
        return self._at >= self._end and not self._cut

    def fill(self) -> None:
        """Read on where nothing is left."""
        while not self.rows and self._at < self._end:
            data = os.pread(self._descriptor, min(self._block, self._end - self._at), self._at)
            if not data:
                raise EOFError
            self._at += len(data)
            self.rows = (self._cut + data).split(b"\n")
            self._cut = self.rows.pop()

    def take(self, bound: bytes | None) -> list[bytes]:
        """Return what stands there up to and with ``bound``, and read on."""
        end = len(self.rows) if bound is None else bisect_right(self.rows, bound)
        taken, self.rows = self.rows[:end], self.rows[end:]
        self.fill()
        return taken


def _merged(runs: list[_Run], last: list[bytes]) -> Iterator[list[bytes]]:
    """Yield sorted runs together, in blocks; the last run is in memory already."""
    at = 0
    while True:
        # up to here every run is in memory: whatever is still to be read comes after
        bound = min((run.rows[-1] for run in runs if not run.is_read), default=None)
        end = len(last) if bound is None else bisect_right(last, bound, at)
        rows, at = last[at:end], end
        for run in runs:
            rows.extend(run.take(bound))
        if rows:
            yield sorted(set(rows)) if runs else rows
        if bound is None:
            return


def _joined(rows: list[bytes]) -> bytes:
    return b"\n".join((*rows, b""))
