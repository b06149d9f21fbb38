"""Find rows by the characters they share with a query: BM25 over single characters and pairs of neighbours.

In: texts in one or several fields (name, target text, project), each field with a weight. Out: an exact
score from 0 to 1 for every row that shares something with the query, and the share of each term in it.
Chinese has no spaces and a word list would not know the offices' words; one- and two-character terms need
none, and did better than words on our judgements. Fields are joined in the BM25F way (Robertson, Zaragoza,
Taylor 2004): weighted term frequencies, each shortened by its own field's length, saturate together. What a
term gives to a row is computed when building, so a search only adds. No per-row Python object: postings are
sorted arrays that are memory-mapped. No stemming, no synonyms: that is the dense channel's work. Rows
cannot be added later; build again.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.channels.postings import (
    SATURATION,
    SHIFT,
    Field,
    Postings,
    average_length,
    batches,
    count,
    impacts_of,
    weigh,
)
from embeddings.channels.ranking import NOTHING, ChannelRanking, best, sorted_rows
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class Term(NamedTuple):
    """What one term of the query gives to a row; the shares of all terms add up to the row's score."""

    text: str
    score: float


NAME_ONLY = (Field("name"),)
FORMAT_VERSION = 1

ARRAYS: Final = {"keys": "<i8", "starts": "<i8", "rows": "<i4", "impacts": "<f4"}
"""The files of an index, each one array, and its numbers."""
SETTINGS: Final = "settings.json"
# Above this share of all rows, adding up all rows is cheaper than looking each one up.
_DENSE_CANDIDATES = 0.05


class LexicalIndex:
    """Exact BM25F over character 1- and 2-grams.

    >>> index = LexicalIndex.build([["举办科普讲座场次"], ["资金支出进度"], ["科普讲座满意度"]])
    >>> index.search("科普讲座", top_k=5).rows.tolist()
    [2, 0]

    """

    def __init__(
        self,
        fields: Sequence[Field],
        averages: Sequence[float],
        row_count: int,
        arrays: Sequence[NDArray[np.generic]],
    ) -> None:
        self.fields = tuple(fields)
        self.averages = tuple(averages)
        self.row_count = row_count
        keys, starts, rows, impacts = arrays
        self._keys = keys
        self._starts = starts
        self._rows = rows
        self._impacts = impacts
        self._asked: tuple[str, tuple[list[tuple[int, float]], float]] | None = None

    @classmethod
    def build(
        cls, rows: Iterable[Sequence[str]], fields: Sequence[Field] = NAME_ONLY, batch_size: int = 20_000
    ) -> LexicalIndex:
        """Index rows in the order given, in memory; the first has row number 0 (for many, see ``lexical_writing``).

        Args:
            rows: For each row one text per field; read once, in batches, never kept.
            fields: What the texts are and how much they count.
            batch_size: Rows folded at a time; changes memory, not the result.

        """
        parts: list[list[Postings]] = [[] for _ in fields]
        lengths: list[list[NDArray[np.int64]]] = [[] for _ in fields]
        row_count = 0
        for batch in batches(rows, batch_size):
            for position in range(len(fields)):
                postings, length = count([letters(texts[position]) for texts in batch], row_count)
                parts[position].append(postings)
                lengths[position].append(length)
            row_count += len(batch)
        averages = []
        weighted = []
        for field, postings_of, lengths_of in zip(fields, parts, lengths, strict=True):
            length = np.concatenate([np.empty(0, np.int64), *lengths_of])
            averages.append(average_length(int(length.sum()), row_count))
            weighted.append(weigh(field, averages[-1], length, Postings.joined(postings_of)))
        impacts = impacts_of(weighted)
        starts = np.flatnonzero(np.diff(impacts.keys, prepend=-1))
        columns = (impacts.keys[starts], np.append(starts, len(impacts.keys)), impacts.rows, impacts.frequencies)
        arrays = [column.astype(kind) for column, kind in zip(columns, ARRAYS.values(), strict=True)]
        return cls(fields, averages, row_count, arrays)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open a saved index; the arrays stay on disk and are read as needed.

        Raises:
            DamagedBuildError: A file is missing or does not fit the others.

        """
        name = SETTINGS
        try:
            settings = json.loads((folder / name).read_text(encoding="utf-8"))
            fields = [Field(**field) for field in settings["fields"]]
            arrays = []
            for array_name in ARRAYS:
                name = f"{array_name}.npy"
                mapped = np.load(folder / name, mmap_mode="r", allow_pickle=False)
                arrays.append(np.asarray(mapped))  # a plain view: cheaper to slice than a memmap
            keys, starts, rows, impacts = arrays
            fits = len(starts) == len(keys) + 1 and len(rows) == len(impacts) == int(starts[-1])
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise DamagedBuildError.within(folder, name, str(error)) from error
        if settings["version"] != FORMAT_VERSION or not fits:
            raise DamagedBuildError.within(folder, name, "arrays do not fit")
        return cls(fields, settings["averages"], settings["rows"], arrays)

    def save(self, folder: Path) -> tuple[str, ...]:
        """Write the index into an existing folder and return the names of its files (for their digests)."""
        text = settings_text(self.fields, self.averages, self.row_count)
        (folder / SETTINGS).write_text(text, encoding="utf-8")
        for array_name in ARRAYS:
            np.save(folder / f"{array_name}.npy", getattr(self, f"_{array_name}"), allow_pickle=False)
        return (SETTINGS, *(f"{array_name}.npy" for array_name in ARRAYS))

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.row_count

    def search(self, query: str, top_k: int, candidates: NDArray[np.int64] | None = None) -> ChannelRanking:
        """Return the best rows that share at least one term with ``query``.

        Args:
            query: Any text.
            top_k: At most so many rows.
            candidates: Row numbers that may be returned; None for all. Any order, each counted once.

        Returns:
            Rows with scores above 0 and at most 1 (1: as good as a row whose first field is the query), best first,
            equal scores by row number. Rows with equal texts always have equal scores.

        """
        if candidates is None:
            scores = self._all_scores(query)
            # of signs, which costs a quarter of what it does of the numbers
            rows = np.flatnonzero(scores > 0)
            return best(rows, scores[rows], top_k)
        rows = sorted_rows(candidates)
        scores = self.scores(query, rows)
        kept = np.flatnonzero(scores > 0)
        return best(rows[kept], scores[kept], top_k) if len(kept) else NOTHING

    def scores(self, query: str, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the score of each of ``rows`` (any order, repeats allowed), exactly as :meth:`search` gives it."""
        rows = np.asarray(rows, dtype=np.int64)
        if len(rows) > _DENSE_CANDIDATES * self.row_count:
            return self._all_scores(query)[rows]
        total = np.zeros(len(rows), np.float64)
        terms, attainable = self._query(query)
        for position, weight in terms:
            held, impacts = self._impacts_of(position, rows)
            total[held] += weight * impacts
        return _share(total, attainable)

    def explanations(self, query: str, rows: NDArray[np.int64]) -> list[list[Term]]:
        """Return what each term of ``query`` gives to each of ``rows``, largest first; shares add up to its score."""
        terms, attainable = self._query(query)
        found: list[list[tuple[str, float]]] = [[] for _ in range(len(rows))]
        for position, weight in terms:
            text = _key_text(int(self._keys[position]))
            held, impacts = self._impacts_of(position, rows)
            for place, score in zip(held.tolist(), (weight * impacts).tolist(), strict=True):
                found[place].append((text, score))
        explained = []
        for own in found:
            divisor = max(attainable, sum(score for _, score in own))
            shares = (Term(text, score / divisor) for text, score in own)
            explained.append(sorted(shares, key=lambda term: (-term.score, term.text)))
        return explained

    def holding(self, text: str) -> NDArray[np.int64]:
        """Return the rows, ascending, that have every pair of neighbours of ``text`` (its character, where it is one).

        A row that has ``text`` in one piece is among them; none has it for a text without a character.
        """
        keys, _, _ = count([letters(text)], 0)[0]
        wanted = keys[keys >> SHIFT > 0] if len(keys) > 1 else keys
        found: NDArray[np.int64] | None = None
        for key in wanted.tolist():
            position = int(np.searchsorted(self._keys, key))
            if position == len(self._keys) or int(self._keys[position]) != key:
                return np.empty(0, np.int64)
            rows = self._postings(position)[0].astype(np.int64)
            found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
        return np.empty(0, np.int64) if found is None else found

    def _all_scores(self, query: str) -> NDArray[np.float64]:
        total = np.zeros(self.row_count, np.float64)
        terms, attainable = self._query(query)
        for position, weight in terms:
            postings, impacts = self._postings(position)
            total[postings] += weight * impacts.astype(np.float64)
        return _share(total, attainable)

    def _postings(self, position: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        start, end = int(self._starts[position]), int(self._starts[position + 1])
        return self._rows[start:end], self._impacts[start:end]  # type: ignore[return-value]

    def _impacts_of(self, position: int, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return which of ``rows`` hold a term, by their place, and its impact on them."""
        postings, impacts = self._postings(position)
        places = np.searchsorted(postings, rows)
        places[places == len(postings)] = 0
        held = np.flatnonzero(postings[places] == rows)
        return held, impacts[places[held]].astype(np.float64)

    def _query(self, query: str) -> tuple[list[tuple[int, float]], float]:
        # every hit of a search is explained with the same query
        asked = self._asked
        if asked is None or asked[0] != query:
            asked = self._asked = (query, self._weighed(query))
        return asked[1]

    def _weighed(self, query: str) -> tuple[list[tuple[int, float]], float]:
        """Return the known terms as (position, weight) in key order, and the score of the query as a row of its own.

        The order is fixed so that equal rows get equal sums to the last bit. Terms that no row has count towards
        what is attainable: a query that is mostly unknown cannot be answered well by these rows.
        """
        counted, length = count([letters(query)], 0)
        field = self.fields[0]
        own = weigh(field, self.averages[0], length, counted)
        terms = []
        attainable = 0.0
        for key, repeats, frequency in zip(
            own.keys.tolist(), counted.frequencies.tolist(), own.frequencies.tolist(), strict=True
        ):
            position = int(np.searchsorted(self._keys, key))
            known = position < len(self._keys) and int(self._keys[position]) == key
            document_count = int(self._starts[position + 1] - self._starts[position]) if known else 0
            rarity = float(np.log1p((self.row_count - document_count + 0.5) / (document_count + 0.5)))
            weight = rarity * repeats
            attainable += weight * frequency / (SATURATION + frequency)
            if known:
                terms.append((position, weight))
        return terms, attainable


def settings_text(fields: Sequence[Field], averages: Sequence[float], row_count: int) -> str:
    """Return what the settings file of an index says."""
    settings = {
        "version": FORMAT_VERSION,
        "fields": [asdict(field) for field in fields],
        "averages": list(averages),
        "rows": row_count,
    }
    return json.dumps(settings, indent=1, ensure_ascii=False) + "\n"


def _share(total: NDArray[np.float64], attainable: float) -> NDArray[np.float64]:
    """Turn sums into shares of what is attainable, in place."""
    if attainable:
        total /= attainable
        np.minimum(total, 1.0, out=total)
    return total


def _key_text(key: int) -> str:
    first, second = key >> 21, key & 0x1FFFFF
    return (chr(first) if first else "") + chr(second)
