"""Two channels, one score, and the rows that have the best of it: what ranks, without any words for people.

Two channels score every entry: the cosine of the vectors (meaning) and BM25 (wording). Their convex mix, and what the
parsed measures say, is the score, counted in millionths so that the printed parts add up to the printed score.
Hard: the ranking must be the one that scoring everything would give, whatever the rows or the limit. So candidates
come from both channels, and more are fetched until nothing left out could still get in (the threshold algorithm of
Fagin, Lotem and Naor 2001). Equal texts score equal; ties stand by document id and ordinal. Nothing is learnt from
queries, and nothing is remembered of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from embeddings.channels.dense import DenseChannel
from embeddings.channels.lexical import LexicalIndex
from embeddings.channels.ranking import MILLION
from embeddings.index.catalogue import LEXICAL, VECTORS, Catalogue
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.channels.range_search import RangeIndex
    from embeddings.query.questions import Question

DENSE_WEIGHT = 0.6
"""Share of the dense channel in the score; the lexical channel has the rest (docs/quality.md)."""
CLASH = -100_000
"""Millionths taken off where the query asks for one measure and the indicator has another."""
UNKNOWN = -50_000
"""Millionths taken off where the query asks for a measure and the indicator tells none."""
EXHAUSTIVE = 20_000
"""Up to so many entries all are scored; above, candidates come from the channels."""

_CANDIDATES = 256
_ROUNDS = 4
_ROUNDING = 2  # each channel's millionths may be rounded up by one
_FEW = 4_096  # so many entries are scored sooner than faiss looks through all


class Scores(NamedTuple):
    """Scores in millionths, int64 of shape (n,); ``total`` is the sum of the others."""

    dense: NDArray[np.int64]
    lexical: NDArray[np.int64]
    measure: NDArray[np.int64]
    total: NDArray[np.int64]


class Ranking(NamedTuple):
    """Rows of the table, best first, and their scores in millionths."""

    rows: NDArray[np.int64]
    scores: NDArray[np.int64]

    def cut(self, begin: int, end: int | None = None) -> Ranking:
        """Return the rows from one place up to another."""
        return Ranking(self.rows[begin:end], self.scores[begin:end])

    def only(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Ranking:
        """Return the rows at some places (ascending numbers, or a flag for each)."""
        return Ranking(self.rows[places], self.scores[places])


class Fusion:
    """The table and both channels of one build, opened without being read; scores entries and ranks rows.

    Args:
        folder: The folder of the build.

    Raises:
        DamagedBuildError: A file is missing or does not fit the others.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue(folder / VECTORS)
        settings = self.catalogue.settings
        try:
            self._floor = float(settings["floor"])
            self._dense = DenseChannel(folder / VECTORS, self.catalogue.entries, settings["dimension"])
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedBuildError.within(folder, VECTORS, str(error)) from error

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The lexical channel; its rows are entries."""
        index = LexicalIndex.load(self.folder / LEXICAL)
        if len(index) != self.catalogue.entries:
            raise DamagedBuildError.within(self.folder / LEXICAL, "settings.json", f"{len(index)} rows")
        return index

    def rank(self, question: Question, limit: int, rows: NDArray[np.int64] | None = None) -> Ranking:
        """Return the best ``limit`` rows; of ``rows`` (ascending) where given. Rows without any evidence are left out.

        The answer is exactly the head of what scoring every row would give: rows that stand higher by the same amount
        for what the query prefers keep their order, so the head of all is among the heads of such groups and of all.
        """
        ranking = self._rank(question, limit, rows)
        if not question.preferred:
            return ranking
        every = np.arange(self.catalogue.rows) if rows is None else rows
        added = question.preferred.added(self.catalogue, every)
        heads = [ranking]
        heads += [self._rank(question, limit, every[added == amount]) for amount in np.unique(added[added > 0])]
        joined, first = np.unique(np.concatenate([head.rows for head in heads]), return_index=True)
        totals = np.concatenate([head.scores for head in heads])[first]
        totals += question.preferred.added(self.catalogue, joined)
        order = np.lexsort((joined, -totals))[:limit]
        return Ranking(joined[order], totals[order])

    def scores(self, question: Question, entries: NDArray[np.int64]) -> Scores:
        """Score entries exactly; any order."""
        dense = np.rint(DENSE_WEIGHT * MILLION * self.dense_scores(question, entries)).astype(np.int64)
        lexical = np.rint((1.0 - DENSE_WEIGHT) * MILLION * self.lexical.scores(question.text, entries)).astype(np.int64)
        measure = np.zeros(len(entries), np.int64)
        if question.asked is not None:
            bits = self.measured(question)[entries]
            measure[bits == 0] = UNKNOWN
            measure[(bits != 0) & ((bits & question.bits) == 0)] = CLASH
        return Scores(dense, lexical, measure, dense + lexical + measure)

    def measured(self, question: Question) -> NDArray[np.int32]:
        """Return the measures of each entry, as bits, that a question looks at.

        A person who asks for 人数 also means what is promised in 人次; between two indicators their values decide.
        """
        return self.catalogue.column("counted" if question.manner == "name" else "measures")

    def row_scores(self, question: Question, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the score of each of ``rows`` as a search prints it."""
        entries = self.catalogue.column("entry")[rows].astype(np.int64)
        distinct, places = np.unique(entries, return_inverse=True)
        totals = self.scores(question, distinct).total[places] + question.preferred.added(self.catalogue, rows)
        found: NDArray[np.float64] = totals / MILLION
        return found

    def dense_scores(self, question: Question, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how near the meaning of each entry is, 0 to 1."""
        return above_floor(self._dense.scores(question.vector, entries), self._floor)

    def nearest(
        self, question: Question, least: float, entries: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], float]:
        """Return those of ``entries`` whose meaning is at least so near, with how near it is, not to the last digit.

        Args:
            question: Made ready.
            least: Above 0, up to 1.
            entries: Of which they are, ascending.

        Returns:
            Entries in any order, all that reach ``least`` and maybe some that nearly do; how near each is; by how much
            that may be off, 0 where it is exact.

        """
        if not question.vector.any():
            return np.empty(0, np.int64), np.empty(0), 0.0
        if self.catalogue.entries <= EXHAUSTIVE or len(entries) <= _FEW:
            dense = self.dense_scores(question, entries)
            return entries[dense >= least], dense[dense >= least], 0.0
        cosine = self._floor + least * (1.0 - self._floor)
        found, cosines = self._ranges.within(question.vector, cosine, entries)
        return found, above_floor(cosines, self._floor), self._ranges.off / (1.0 - self._floor)

    @cached_property
    def _ranges(self) -> RangeIndex:
        from embeddings.channels.range_search import RangeIndex

        return RangeIndex.load(self.folder / VECTORS)

    def _rank(self, question: Question, limit: int, rows: NDArray[np.int64] | None) -> Ranking:
        entries = None
        allowed = np.zeros(self.catalogue.rows, bool) if rows is not None else None
        if rows is not None and allowed is not None:
            allowed[rows] = True
            present = np.zeros(self.catalogue.entries, bool)
            present[self.catalogue.column("entry")[rows]] = True
            entries = np.flatnonzero(present)
        found, scores = self._best_entries(question, limit, entries)
        picked: list[NDArray[np.int64]] = []
        count = 0
        for entry in found.tolist():
            own = self.catalogue.entry_rows(entry)
            own = own if allowed is None else own[allowed[own]]
            picked.append(own[:limit].astype(np.int64))
            count += len(picked[-1])
        if not count:
            return Ranking(np.empty(0, np.int64), np.empty(0, np.int64))
        joined = np.concatenate(picked)
        totals = np.repeat(scores, [len(own) for own in picked])
        order = np.lexsort((joined, -totals))[:limit]
        return Ranking(joined[order], totals[order])

    def _best_entries(
        self, question: Question, limit: int, entries: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the best ``limit`` entries and all that score as the last of them, in any order, and their scores."""
        total = self.catalogue.entries if entries is None else len(entries)
        if total > EXHAUSTIVE:
            found = self._by_channels(question, limit, entries, rounds=1)
            if found is None and question.asked is not None:
                # The channels know nothing of measures: what they like best may all have the wrong one. Within a group
                # of one deduction their order is the order of the scores.
                groups = self._by_measure(question, entries)
                parts = [self._best_entries(replace(question, asked=None), limit, group) for group in groups]
                together = np.concatenate([own for own, _ in parts])
                return _head(together, self.scores(question, together).total, limit)
            found = found or self._by_channels(question, limit, entries, rounds=_ROUNDS)
            if found is not None:
                return found
        candidates = np.arange(total) if entries is None else entries
        scores = self.scores(question, candidates)
        with_evidence = scores.dense + scores.lexical > 0
        return _head(candidates[with_evidence], scores.total[with_evidence], limit)

    def _by_channels(
        self, question: Question, limit: int, entries: NDArray[np.int64] | None, rounds: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """Look for the best among what the channels like best; ``None`` where something left out could be better."""
        wanted = max(_CANDIDATES, 2 * limit)
        for _ in range(rounds):
            dense = self._dense.search(question.vector, wanted, entries)
            lexical = self.lexical.search(question.text, wanted, entries)
            candidates = np.union1d(dense.rows, lexical.rows)
            scores = self.scores(question, candidates)
            # What is in neither list has at most the last score of each; a list cut short by nothing has no rest.
            rest_dense = float(above_floor(dense.scores[-1:], self._floor)[0]) if len(dense.rows) == wanted else 0.0
            rest_lexical = float(lexical.scores[-1]) if len(lexical.rows) == wanted else 0.0
            bound = MILLION * (DENSE_WEIGHT * rest_dense + (1.0 - DENSE_WEIGHT) * rest_lexical) + _ROUNDING
            with_evidence = scores.dense + scores.lexical > 0
            kept = scores.total[with_evidence]
            if len(kept) >= limit and np.partition(kept, len(kept) - limit)[len(kept) - limit] > bound:
                return _head(candidates[with_evidence], kept, limit)
            wanted *= 4
        return None

    def _by_measure(self, question: Question, entries: NDArray[np.int64] | None) -> list[NDArray[np.int64]]:
        """Part entries by what is taken off for their measure; groups without an entry are left out."""
        rows = np.arange(self.catalogue.entries) if entries is None else entries
        bits = self.measured(question)[rows]
        fits = (bits & question.bits) != 0
        groups = (rows[fits], rows[bits == 0], rows[~fits & (bits != 0)])
        return [group for group in groups if len(group)]


def above_floor(cosines: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """Count cosines from what a model gives to texts that have nothing to do with each other: 0 to 1."""
    found: NDArray[np.float64] = np.maximum(cosines - floor, 0.0) / (1.0 - floor)
    return found


def _head(
    entries: NDArray[np.int64], scores: NDArray[np.int64], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if len(entries) <= limit:
        return entries, scores
    last = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    kept = scores >= last
    return entries[kept], scores[kept]
