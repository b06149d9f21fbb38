"""Which terms stand in which rows, how often, and what that counts: the arithmetic of the lexical channel.

A term is a character or a pair of neighbours, as a number: a code point needs 21 bits, so a pair is
``(first << 21) | second`` and a single character has ``first = 0``. All here is arrays; texts come in folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

SATURATION = 1.2
"""BM25's *k1*: how soon a second occurrence stops counting."""
SHIFT = np.int64(21)


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of text of a row.

    Attributes:
        name: For people and for the settings file.
        weight: How much an occurrence here counts; the first field normally has 1.
        length_share: BM25's *b*: 0 ignores the length of the text, 1 divides by it.

    """

    name: str
    weight: float = 1.0
    length_share: float = 0.5


class Postings(NamedTuple):
    """Terms, rows and how often (or how much): three arrays of one length, by term and then row where sorted."""

    keys: NDArray[np.int64]
    rows: NDArray[np.int64]
    frequencies: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[Postings]) -> Postings:
        """Join postings of several batches."""
        empty = cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))
        columns = zip(empty, *parts, strict=True)
        return cls(*(np.concatenate(column) for column in columns))


def batches(rows: Iterable[Sequence[str]], size: int) -> Iterator[list[Sequence[str]]]:
    """Give rows ``size`` at a time."""
    batch: list[Sequence[str]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def count(folded: Sequence[str], first_row: int) -> tuple[Postings, NDArray[np.int64]]:
    """Count the terms of folded texts; returns sorted postings and the length of each text."""
    lengths = np.fromiter((len(text) for text in folded), np.int64, len(folded))
    codes = np.frombuffer("".join(folded).encode("utf-32-le"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(folded), dtype=np.int64), lengths)
    inside = owner[:-1] == owner[1:]
    keys = np.concatenate([codes, ((codes[:-1] << SHIFT) | codes[1:])[inside]])
    rows = np.concatenate([owner, owner[:-1][inside]])
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    places = np.flatnonzero(_begins(keys, rows))
    frequencies = np.diff(places, append=len(keys)).astype(np.float64)
    return Postings(keys[places], rows[places] + first_row, frequencies), lengths


def weigh(field: Field, average: float, lengths: NDArray[np.int64], postings: Postings) -> Postings:
    """Turn counts into weighted frequencies, shortened by the length of the text; ``lengths`` by row."""
    shortened = 1.0 - field.length_share + field.length_share * lengths / average
    return postings._replace(frequencies=field.weight * postings.frequencies / shortened[postings.rows])


def average_length(total: int, rows: int) -> float:
    """Return the mean length that a field's texts are measured against, at least 1."""
    return max(total / rows if rows else 0.0, 1.0)


def impacts_of(weighted: Sequence[Postings]) -> Postings:
    """Add the fields up: for each term and row once what the row gets for the term, 0 to 1; sorted."""
    keys, rows, frequencies = Postings.joined(weighted)
    order = np.lexsort((rows, keys))
    keys, rows, frequencies = keys[order], rows[order], frequencies[order]
    places = np.flatnonzero(_begins(keys, rows))
    summed = np.add.reduceat(frequencies, places) if len(places) else frequencies
    return Postings(keys[places], rows[places], summed / (SATURATION + summed))


def _begins(keys: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    begins = np.ones(len(keys), bool)
    begins[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    return begins
