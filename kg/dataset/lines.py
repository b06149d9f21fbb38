r"""N-Quads lines in any order → one sorted file without repetition, in bounded memory.

Sorting by code points equals sorting the UTF-8 bytes, whatever the locale. A million indicators are tens of
millions of lines, so runs are sorted in memory and merged from disk. Lines end at ``\n`` only: a literal may
hold other line separators (U+2028) that must not split it.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RUN_LINES = 400_000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: number of lines and SHA-256 (hex) of the bytes."""

    lines: int
    sha256: str


def write_sorted(lines: Iterable[str], target: Path, *, run_lines: int = RUN_LINES) -> Written:
    """Write ``lines`` (without their newline) sorted and each once to the new file ``target``.

    Args:
        lines: N-Quads lines in any order.
        target: The file; runs are kept in unnamed files of its folder meanwhile.
        run_lines: How many lines are held in memory at a time.

    """
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        held: set[bytes] = set()
        for line in lines:
            held.add(line.encode("utf-8") + b"\n")
            if len(held) >= run_lines:
                run = stack.enter_context(tempfile.TemporaryFile(dir=target.parent))
                run.writelines(sorted(held))
                run.seek(0)
                runs.append(run)
                held.clear()
        digest = hashlib.sha256()
        count = 0
        with target.open("xb") as out:
            for row in _each_once(heapq.merge(*runs, sorted(held))):
                out.write(row)
                digest.update(row)
                count += 1
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


def _each_once(rows: Iterable[bytes]) -> Iterator[bytes]:
    before = None
    for row in rows:
        if row != before:
            yield row
        before = row
