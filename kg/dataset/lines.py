r"""N-Quads lines in any order → one sorted file without repetition, in bounded memory.

Sorting by code points equals sorting the UTF-8 bytes, whatever the locale. A million indicators are nearly a hundred
million lines, so runs are sorted in memory, kept in one unnamed file and merged block by block: what the interpreter
does is proportional to the blocks, the lines are compared by its sort. Lines end at ``\n`` only: a literal may hold
other line separators (U+2028) that must not split it.

An earlier sorted file may lend the lines of some graphs: it is one more run, with a filter, and costs one pass over it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from bisect import bisect_right
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
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


@dataclass(frozen=True, slots=True)
class Lent:
    """Lines that an earlier sorted file gives to a new one.

    Attributes:
        file: The earlier file.
        graphs: IRIs of the graphs whose lines stay; all others leave, unless they come anew. Of one length each, as
            those of documents are.
        changed: Given the lines that only the earlier file has and those that only the new one has, block by block.

    """

    file: Path
    graphs: frozenset[str]
    changed: Callable[[bytes, bytes], None] | None = None


def write_sorted(
    lines: Iterable[str],
    target: Path,
    *,
    run_lines: int = RUN_LINES,
    also: Callable[[bytes], None] | None = None,
    lent: Lent | None = None,
) -> Written:
    """Write ``lines`` (without their newline) sorted and each once to the new file ``target``.

    Args:
        lines: N-Quads lines in any order; without control characters, as N-Quads are.
        target: The file; runs are kept in an unnamed file of its folder meanwhile.
        run_lines: How many lines are held in memory at a time.
        also: Given all lines as they come, in blocks of whole lines; a line may come in several blocks.
        lent: Further lines, from an earlier file.

    """
    digest = hashlib.sha256()
    count = 0
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile(dir=target.parent))
        lending = None if lent is None else _Lending(lent, stack, also)
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
        block = max(_MERGED_BYTES // (len(runs) + 2), _LEAST_BLOCK)
        waiting = [_Run(file.fileno(), start, end, block) for start, end in runs]
        earlier = None if lending is None else lending.run(block)
        with target.open("xb") as out:
            for fresh, former in _merged(waiting, held, earlier):
                rows = fresh if lending is None else lending.merged(fresh, former)
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


def blocks_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks of whole lines."""
    with path.open("rb") as file:
        while block := b"".join(islice(file, RUN_LINES)):
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


class _Lending:
    """The lines of an earlier file, parted into those that stay and those that leave."""

    def __init__(self, lent: Lent, stack: ExitStack, also: Callable[[bytes], None] | None) -> None:
        self._file = stack.enter_context(lent.file.open("rb"))
        self._ends = frozenset(f"<{graph}> .".encode() for graph in lent.graphs)
        # no IRI holds a bracket: what ends like this is all of the graph
        self._length = max(map(len, self._ends), default=0)
        self._changed = lent.changed
        self._also = also

    def run(self, block: int) -> _Run:
        """Return the whole file as a run."""
        return _Run(self._file.fileno(), 0, os.fstat(self._file.fileno()).st_size, block)

    def merged(self, fresh: list[bytes], former: list[bytes]) -> list[bytes]:
        """Return sorted what is new of some sorted lines and what stays of others."""
        at, ends = -self._length, self._ends
        stay = [row for row in former if row[at:] in ends]
        if self._also is not None and stay:
            self._also(_joined(stay))
        if self._changed is not None:
            left = [row for row in former if row[at:] not in ends] if len(stay) < len(former) else []
            known, new = set(left), set(fresh)
            gone, come = [row for row in left if row not in new], [row for row in fresh if row not in known]
            if gone or come:
                self._changed(_joined(gone), _joined(come))
        return _distinct(fresh + stay) if fresh else stay


def _merged(runs: list[_Run], last: list[bytes], former: _Run | None) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield sorted runs together, in blocks, and apart from them the rows of an earlier file that stand between.

    The last run is in memory already.
    """
    at = 0
    read = runs if former is None else [*runs, former]
    while True:
        # up to here every run is in memory: whatever is still to be read comes after
        bound = min((run.rows[-1] for run in read if not run.is_read), default=None)
        end = len(last) if bound is None else bisect_right(last, bound, at)
        rows, at = last[at:end], end
        for run in runs:
            rows.extend(run.take(bound))
        before = former.take(bound) if former is not None else []
        if rows or before:
            yield _distinct(rows) if runs else rows, before
        if bound is None:
            return


def _distinct(rows: list[bytes]) -> list[bytes]:
    """Sort rows that are a few sorted runs one after the other, each row once; the list given is used up."""
    rows.sort()  # joins the runs it meets: no row is compared with all others
    return list(dict.fromkeys(rows))


def _joined(rows: list[bytes]) -> bytes:
    return b"\n".join((*rows, b""))
