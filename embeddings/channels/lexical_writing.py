"""Write a lexical index of any size: the same bytes as ``LexicalIndex.build(…).save(…)``, in bounded memory.

In: texts, read once. A batch of rows at a time is counted and put aside in an unnamed file; when all lengths are known
the batches are weighed; then the terms are gone through in parts, each part gathered from all batches, whose rows
follow each other. What stays in memory is one batch, one part (at least all rows of its commonest term, some fifty
bytes each), and a few numbers for each batch and part.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.channels.arrays import ArrayWriter
from embeddings.channels.lexical import ARRAYS, NAME_ONLY, SETTINGS, settings_text
from embeddings.channels.postings import Field, Postings, average_length, batches, count, impacts_of, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

BATCH_ROWS = 10_000
"""Rows counted at a time; a row has about a hundred terms."""
PART_POSTINGS = 1_000_000
"""About how many pairs of term and row are gathered at a time; a term is never parted."""
# Every so many postings of a batch, its term is noted, to see where the parts should end.
_STEP = 1_024
_KINDS: tuple[np.dtype[Any], ...] = (np.dtype("<i8"), np.dtype("<i4"), np.dtype("<f4"))


class _Gathered(NamedTuple):
    keys: NDArray[np.int64]
    rows: NDArray[np.int32]
    impacts: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Run:
    """The weighed postings of one batch in a file, by term and row: where its three arrays begin, and how long."""

    descriptor: int
    starts: tuple[int, int, int]
    length: int

    def array(self, which: int, first: int, last: int) -> NDArray[Any]:
        """Read a piece of the keys (0), rows (1) or impacts (2)."""
        kind = _KINDS[which]
        data = os.pread(self.descriptor, (last - first) * kind.itemsize, self.starts[which] + first * kind.itemsize)
        return np.frombuffer(data, kind)


def write_lexical(
    folder: Path,
    rows: Iterable[Sequence[str]],
    fields: Sequence[Field] = NAME_ONLY,
    *,
    batch_rows: int = BATCH_ROWS,
    part_postings: int = PART_POSTINGS,
) -> tuple[str, ...]:
    """Index rows in the order given and write the index.

    Args:
        folder: An existing folder.
        rows: For each row one text per field; read once, never kept.
        fields: What the texts are and how much they count.
        batch_rows: Rows counted at a time.
        part_postings: Postings gathered at a time; both change memory, not the bytes.

    Returns:
        The names of the files written.

    """
    with TemporaryFile(dir=folder) as counted, TemporaryFile(dir=folder) as weighed:
        row_count, totals = _count_all(counted, rows, len(fields), batch_rows)
        averages = [average_length(total, row_count) for total in totals]
        counted.seek(0)
        runs, seen = _weigh_all(counted, weighed, fields, averages, row_count, batch_rows)
        weighed.flush()
        _write_arrays(folder, runs, _bounds(seen, part_postings))
    (folder / SETTINGS).write_text(settings_text(fields, averages, row_count), encoding="utf-8")
    return (SETTINGS, *(f"{name}.npy" for name in ARRAYS))


def _count_all(
    file: IO[bytes], rows: Iterable[Sequence[str]], fields: int, batch_rows: int
) -> tuple[int, tuple[int, ...]]:
    """Put the counts of each batch and field into a file; returns how many rows there are, and characters by field."""
    row_count = 0
    totals = [0] * fields
    for batch in batches(rows, batch_rows):
        for position in range(fields):
            postings, lengths = count([letters(texts[position]) for texts in batch], 0)
            totals[position] += int(lengths.sum())
            # how often a term stands in a text, and where: small numbers
            narrow = (postings.keys, postings.rows.astype(np.int32), postings.frequencies.astype(np.int32), lengths)
            for array in narrow:
                np.lib.format.write_array(_Plain(file), array)
        row_count += len(batch)
    return row_count, tuple(totals)


class _Plain:
    """A file as numpy sees any stream: what it writes goes through ``write``, whose errors say what was wrong."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)


def _weigh_all(
    counted: IO[bytes],
    weighed: IO[bytes],
    fields: Sequence[Field],
    averages: Sequence[float],
    row_count: int,
    batch_rows: int,
) -> tuple[list[_Run], NDArray[np.int64]]:
    """Turn counts into impacts, batch by batch; returns where they stand, and every so-manyth term that was met."""
    runs: list[_Run] = []
    seen: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for first_row in range(0, row_count, batch_rows):
        weighted = []
        for field, average in zip(fields, averages, strict=True):
            keys, rows, frequencies, lengths = (np.lib.format.read_array(counted) for _ in range(4))
            postings = Postings(keys, rows.astype(np.int64), frequencies.astype(np.float64))
            weighted.append(weigh(field, average, lengths, postings))
        impacts = impacts_of(weighted)
        starts = []
        columns = (impacts.keys, impacts.rows + first_row, impacts.frequencies)
        for column, kind in zip(columns, _KINDS, strict=True):
            starts.append(weighed.tell())
            weighed.write(column.astype(kind).tobytes())
        runs.append(_Run(weighed.fileno(), (starts[0], starts[1], starts[2]), len(impacts.keys)))
        seen.append(impacts.keys[::_STEP].copy())
    return runs, np.sort(np.concatenate(seen))


def _bounds(seen: NDArray[np.int64], part_postings: int) -> NDArray[np.int64]:
    """Return the terms at which parts begin, after the first."""
    every = max(part_postings // _STEP, 1)
    return np.unique(seen[every::every])


def _write_arrays(folder: Path, runs: Sequence[_Run], bounds: NDArray[np.int64]) -> None:
    files = (ArrayWriter(folder / f"{name}.npy", kind) for name, kind in ARRAYS.items())
    with next(files) as keys, next(files) as starts, next(files) as rows, next(files) as impacts:
        for part in _parts(runs, bounds):
            first = np.flatnonzero(np.diff(part.keys, prepend=-1))
            keys.add(part.keys[first])
            starts.add(first + len(rows))
            rows.add(part.rows)
            impacts.add(part.impacts)
        starts.add([len(rows)])


def _parts(runs: Sequence[_Run], bounds: NDArray[np.int64]) -> Iterator[_Gathered]:
    """Gather the postings part by part: terms from one bound to the next, from all batches, by term and row."""
    ends = [
        [0, *np.searchsorted(run.array(0, 0, run.length), bounds).tolist(), run.length]  # from the file once each
        for run in runs
    ]
    for part in range(len(bounds) + 1):
        pieces = [
            [run.array(which, end[part], end[part + 1]) for run, end in zip(runs, ends, strict=True)]
            for which in range(len(_KINDS))
        ]
        keys, rows, impacts = (
            np.concatenate([np.empty(0, kind), *piece]) for piece, kind in zip(pieces, _KINDS, strict=True)
        )
        order = np.argsort(keys, kind="stable")  # rows of a later batch come later
        yield _Gathered(keys[order], rows[order], impacts[order])
