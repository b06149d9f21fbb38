"""Search: a person's words → indicators that promise the same, best first, each with the reasons for its place.

Two channels score every entry: the cosine of the vectors (meaning) and BM25 (wording). Their convex mix, and what the
parsed measures say, is the score, counted in millionths so that the printed parts add up to the printed score.
Hard: the answer must be the one that scoring everything would give, whatever the filter or limit. So candidates come
from both channels, and more are fetched until nothing left out could still get in (the threshold algorithm of Fagin,
Lotem and Naor 2001). Filters are applied before, never after. Equal texts score equal; ties stand by document id and
ordinal. Nothing is learnt from queries, and nothing is remembered of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from embeddings.asked import Asked
from embeddings.catalogue import LEXICAL, VECTORS, Catalogue, measure_bits
from embeddings.comparable import THRESHOLD, nearness, object_of
from embeddings.dense import DenseChannel
from embeddings.encoder import load_encoder
from embeddings.filters import NO_FILTERS, Filters, resolve
from embeddings.highlights import highlights
from embeddings.lexical import LexicalIndex
from embeddings.organisations import mentioned
from embeddings.queries import understand
from embeddings.texts import squeezed
from kg.errors import DamagedBuildError, EmptyQueryError, ModelError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.encoder import Encoder

DENSE_WEIGHT = 0.6
"""Share of the dense channel in the score; the lexical channel has the rest (docs/quality.md)."""
CLASH = -100_000
"""Millionths taken off where the query asks for one measure and the indicator has another."""
UNKNOWN = -50_000
"""Millionths taken off where the query asks for a measure and the indicator tells none."""
NAMED = 50_000
"""Millionths added for the indicators of a department that the query names."""
MILLION = 1_000_000
EXHAUSTIVE = 20_000
"""Up to so many entries all are scored; above, candidates come from the channels."""

_CANDIDATES = 256
_ROUNDS = 4
_ROUNDING = 2  # each channel's millionths may be rounded up by one


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


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search answers: SEARCH of the contract.

    Attributes:
        query: As asked.
        build: The id of the build that answers.
        model: The name of the model that the vectors were made with.
        hits: HIT of the contract, best first.
        understood: What was read from the words: ``measures`` (names, ``None`` for any), ``departments`` named,
            ``phrases`` that must stand in a hit, ``quoted_names`` that need not, ``conditions`` on figures, and
            whether these were ``applied``.

    """

    query: str
    build: str
    model: str
    hits: tuple[dict[str, Any], ...]
    understood: dict[str, Any]

    @property
    def answer(self) -> Literal["found", "none"]:
        """``found`` when a hit is comparable."""
        return "found" if any(hit["comparable"] for hit in self.hits) else "none"

    def to_json(self) -> dict[str, Any]:
        """Return SEARCH as plain JSON values."""
        return {
            "query": self.query,
            "build": self.build,
            "model": self.model,
            "answer": self.answer,
            "hits": list(self.hits),
            "understood": self.understood,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A query made ready: its words, its vector, the measures it accepts.

    Attributes:
        text: Without white space; ``""`` for one without a letter.
        vector: float32 of shape (d,), of length 1, or zero.
        asked: Names of measures, ``None`` for any.
        departments: Numbers of the departments that it names (see ``embeddings.organisations``).

    """

    text: str
    vector: NDArray[np.float32]
    asked: frozenset[str] | None
    departments: tuple[int, ...] = ()


class Index:
    """The search index of one build, opened without being read.

    Args:
        folder: The folder of the build.
        encoder: The model for queries; by default the one that the index names.
        build: The id of the build; by default the folder's name.

    Raises:
        DamagedBuildError: A file is missing or does not fit the others.
        ModelError: The encoder is not the model that the vectors were made with (found at the first search).

    """

    def __init__(self, folder: Path, encoder: Encoder | None = None, build: str | None = None) -> None:
        self.folder = folder
        self.build = folder.name if build is None else build
        self.catalogue = Catalogue(folder / VECTORS)
        self._given = encoder
        settings = self.catalogue.settings
        try:
            self.model: str = settings["model"]
            self._model_digest: str = settings["model_digest"]
            self._floor = float(settings["floor"])
            self._dense = DenseChannel(folder / VECTORS, self.catalogue.entries, settings["dimension"])
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedBuildError(str(folder), VECTORS, str(error)) from error

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None, build: str | None = None) -> Index:
        """Open the index of a build; the same as calling the class."""
        return cls(folder, encoder, build)

    @cached_property
    def encoder(self) -> Encoder:
        """The model for queries.

        Raises:
            ModelError: It is not here, or another one than the vectors were made with.

        """
        encoder = load_encoder(self.model) if self._given is None else self._given
        if encoder.digest != self._model_digest:
            raise ModelError(encoder.name, f"{encoder.digest[:16]} ≠ {self._model_digest[:16]} ({self.model})")
        return encoder

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The lexical channel; its rows are entries."""
        index = LexicalIndex.load(self.folder / LEXICAL)
        if len(index) != self.catalogue.entries:
            raise DamagedBuildError(str(self.folder / LEXICAL), "settings.json", f"{len(index)} rows")
        return index

    def search(
        self, query: str, *, limit: int = 10, filters: Filters = NO_FILTERS, typed: bool = False
    ) -> SearchAnswer:
        """Find the indicators that promise what ``query`` is about.

        Args:
            query: A person's words. Punctuation and digits alone find nothing. Words in quotes must stand in a hit.
            limit: At most so many hits; cuts the answer and never changes its order.
            filters: What hits must be, all of them together.
            typed: Whether bounds in the words (不少于12场) filter too; a least or largest value among the filters goes
                before them.

        Raises:
            OptionError: The query is empty, the limit is below 1, or a filter is no year, level or number.
            UnknownNameError: A filter names something that no document has.

        """
        return self.search_many([query], limit=limit, filters=filters, typed=typed)[0]

    def search_many(
        self, queries: Sequence[str], *, limit: int = 10, filters: Filters = NO_FILTERS, typed: bool = False
    ) -> list[SearchAnswer]:
        """Answer several queries as :meth:`search` answers each; they are encoded together."""
        if any(not query.strip() for query in queries):
            raise EmptyQueryError
        if isinstance(limit, bool) or limit < 1:
            raise OptionError("--limit", str(limit), "1, 2, 3 …")
        rows = resolve(filters, self.catalogue)
        answers = []
        for query, question in zip(queries, self.questions(queries), strict=True):
            asked = Asked.of(query, filters, typed=typed)
            own = asked.rows(self.catalogue, self.lexical, rows)
            hits = tuple(self.hits(question, self._rank_held(question, limit, own, asked), asked.quoted.phrases))
            understood = {
                "measures": None if question.asked is None else sorted(question.asked),
                "departments": [self.catalogue.departments[place].name for place in question.departments],
                **asked.to_json(),
            }
            answers.append(SearchAnswer(query, self.build, self.model, hits, understood))
        return answers

    def question(self, query: str) -> Question:
        """Make a query ready."""
        return self.questions([query])[0]

    def questions(self, queries: Sequence[str]) -> list[Question]:
        """Make queries ready; a query without a letter has a zero vector."""
        understood = [understand(query) for query in queries]
        vectors = np.zeros((len(queries), self.catalogue.settings["dimension"]), np.float32)
        said = [place for place, one in enumerate(understood) if one.said]
        if said:
            vectors[said] = self.encoder.encode([understood[place].said for place in said])
        return [
            Question(one.text, vector, one.asked, mentioned(query, self.catalogue.departments))
            if one.said
            else Question("", vector, None)
            for query, one, vector in zip(queries, understood, vectors, strict=True)
        ]

    def rank(self, question: Question, limit: int, rows: NDArray[np.int64] | None = None) -> Ranking:
        """Return the best ``limit`` rows; of ``rows`` (ascending) where given. Rows without any evidence are left out.

        The answer is exactly the head of what scoring every row would give: rows of a department that the query
        names stand higher by the same amount, so the head of all is among the heads of those rows and of all.
        """
        ranking = self._rank(question, limit, rows)
        if not question.departments:
            return ranking
        own = np.flatnonzero(self._named(question, np.arange(self.catalogue.rows)))
        own = own if rows is None else np.intersect1d(own, rows)
        named = self._rank(question, limit, own)
        joined, first = np.unique(np.concatenate([ranking.rows, named.rows]), return_index=True)
        totals = np.concatenate([ranking.scores, named.scores])[first] + NAMED * self._named(question, joined)
        order = np.lexsort((joined, -totals))[:limit]
        return Ranking(joined[order], totals[order])

    def _rank_held(self, question: Question, limit: int, rows: NDArray[np.int64] | None, asked: Asked) -> Ranking:
        """Return the best ``limit`` of the rows that hold what the query quotes, looking as deep as that needs."""
        wanted = limit
        while True:
            ranking = self.rank(question, wanted, rows)
            kept = np.flatnonzero(asked.held(self.catalogue, ranking.rows))[:limit]
            if len(kept) == limit or len(ranking.rows) < wanted:
                return Ranking(ranking.rows[kept], ranking.scores[kept])
            wanted *= 4

    def _named(self, question: Question, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return 1 for each row of a department that the query names, else 0."""
        return np.isin(self.catalogue.column("department")[rows], question.departments).astype(np.int64)

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

    def scores(self, question: Question, entries: NDArray[np.int64]) -> Scores:
        """Score entries exactly; any order."""
        cosines = self._dense.scores(question.vector, entries)
        dense = np.rint(DENSE_WEIGHT * MILLION * self._above_floor(cosines)).astype(np.int64)
        lexical = np.rint((1.0 - DENSE_WEIGHT) * MILLION * self.lexical.scores(question.text, entries)).astype(np.int64)
        measure = np.zeros(len(entries), np.int64)
        if question.asked is not None:
            bits = self.catalogue.column("measures")[entries]
            measure[bits == 0] = UNKNOWN
            measure[(bits != 0) & ((bits & measure_bits(question.asked)) == 0)] = CLASH
        return Scores(dense, lexical, measure, dense + lexical + measure)

    def row_scores(self, question: Question, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the score of each of ``rows`` as :meth:`search` prints it."""
        entries = self.catalogue.column("entry")[rows].astype(np.int64)
        distinct, places = np.unique(entries, return_inverse=True)
        totals = self.scores(question, distinct).total[places] + NAMED * self._named(question, rows)
        found: NDArray[np.float64] = totals / MILLION
        return found

    def hits(self, question: Question, ranking: Ranking, phrases: Sequence[str] = ()) -> Iterable[dict[str, Any]]:
        """Give HIT of the contract for each ranked row; ``phrases`` are marked as wholes."""
        if not len(ranking.rows):
            return
        entries = self.catalogue.column("entry")[ranking.rows].astype(np.int64)
        scores = self.scores(question, entries)
        shown = [self.catalogue.hit(row) for row in ranking.rows.tolist()]
        named = self._named(question, ranking.rows)
        near = self._nearness(question, entries, [hit["name"] for hit in shown])
        for place, hit in enumerate(shown):
            measured = int(scores.measure[place])
            features = {} if question.asked is None else {"measure": measured / MILLION}
            if question.departments:
                features["department"] = NAMED * int(named[place]) / MILLION
            lexical = int(scores.lexical[place])
            name, target, project = hit["name"], hit["target"]["raw"] if hit["target"] else "", hit["project"]
            yield {
                "rank": place + 1,
                "score": (int(scores.total[place]) + NAMED * int(named[place])) / MILLION,
                "comparable": measured == 0 and bool(near[place] >= THRESHOLD),
                **{key: hit.pop(key) for key in ("indicator", "name", "department", "level")},
                **hit,
                "highlights": {
                    key: highlights(question.text, text, phrases)
                    for key, text in (("name", name), ("target", target), ("project", project))
                    if text
                },
                "why": {
                    "dense": int(scores.dense[place]) / MILLION,
                    "lexical": lexical / MILLION,
                    "features": features,
                    "terms": self._terms(question, int(entries[place]), lexical),
                },
            }

    def comparable(self, question: Question, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each of ``rows`` whether it is comparable, as :meth:`hits` says it."""
        column = self.catalogue.column("entry")
        distinct, first, places = np.unique(column[rows], return_index=True, return_inverse=True)
        entries = distinct.astype(np.int64)
        scores = self.scores(question, entries)
        found = (scores.measure == 0) & (scores.dense + scores.lexical > 0)
        # Only what would be near enough if its object were the same (rounding included) is read and encoded.
        dense = self._above_floor(self._dense.scores(question.vector, entries[found])).tolist()
        found[found] = [nearness(one, 1.001) >= THRESHOLD for one in dense]
        names = list(self.catalogue.names(rows[first[found]].tolist()))
        found[found] = self._nearness(question, entries[found], names) >= THRESHOLD
        return np.asarray(found[places], bool)

    def _above_floor(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.maximum(cosines - self._floor, 0.0) / (1.0 - self._floor)
        return found

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
                groups = self._by_measure(question.asked, entries)
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
            rest_dense = float(self._above_floor(dense.scores[-1:])[0]) if len(dense.rows) == wanted else 0.0
            rest_lexical = float(lexical.scores[-1]) if len(lexical.rows) == wanted else 0.0
            bound = MILLION * (DENSE_WEIGHT * rest_dense + (1.0 - DENSE_WEIGHT) * rest_lexical) + _ROUNDING
            with_evidence = scores.dense + scores.lexical > 0
            kept = scores.total[with_evidence]
            if len(kept) >= limit and np.partition(kept, len(kept) - limit)[len(kept) - limit] > bound:
                return _head(candidates[with_evidence], kept, limit)
            wanted *= 4
        return None

    def _by_measure(self, asked: frozenset[str], entries: NDArray[np.int64] | None) -> list[NDArray[np.int64]]:
        """Part entries by what is taken off for their measure; groups without an entry are left out."""
        rows = np.arange(self.catalogue.entries) if entries is None else entries
        bits = self.catalogue.column("measures")[rows]
        fits = (bits & measure_bits(asked)) != 0
        groups = (rows[fits], rows[bits == 0], rows[~fits & (bits != 0)])
        return [group for group in groups if len(group)]

    def _nearness(self, question: Question, entries: NDArray[np.int64], names: list[str]) -> NDArray[np.float64]:
        """Return how near the objects of the query and of each hit are, 0 to 1 (see ``embeddings.comparable``)."""
        texts = [object_of(question.text), *(object_of(squeezed(name)) for name in names)]
        vectors = self.encoder.encode(texts)
        objects = self._above_floor((vectors[1:] * vectors[0]).sum(axis=1).astype(np.float64))
        dense = self._above_floor(self._dense.scores(question.vector, entries))
        return np.array([nearness(*pair) for pair in zip(dense.tolist(), objects.tolist(), strict=True)])

    def _terms(self, question: Question, entry: int, lexical: int) -> list[dict[str, Any]]:
        """Share the lexical score out among its terms, in millionths that add up to it, largest first."""
        terms = self.lexical.explain(question.text, entry)
        whole = sum(term.score for term in terms)
        if not lexical or not whole:
            return []
        exact = [lexical * term.score / whole for term in terms]
        shares = [int(share) for share in exact]
        by_rest = sorted(range(len(terms)), key=lambda place: (shares[place] - exact[place], place))
        for place in by_rest[: lexical - sum(shares)]:
            shares[place] += 1
        return [
            {"term": term.text, "contribution": share / MILLION}
            for term, share in zip(terms, shares, strict=True)
            if share
        ]


def _head(
    entries: NDArray[np.int64], scores: NDArray[np.int64], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if len(entries) <= limit:
        return entries, scores
    last = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    kept = scores >= last
    return entries[kept], scores[kept]
