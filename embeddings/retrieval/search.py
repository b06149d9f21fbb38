"""Search: a person's words → indicators that promise the same, best first, each with the reasons for its place.

``embeddings.query.questions`` makes a query ready, ``embeddings.retrieval.fusion`` ranks; here what was found is said:
each hit with what people see of it, its score in parts that add up, the words it shares with the query, and whether it
is comparable. Filters are applied before, never after.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from embeddings.channels.encoder import StaticEncoder, load_encoder
from embeddings.channels.ranking import MILLION
from embeddings.comparability.objects import Objects
from embeddings.index.catalogue import VECTORS
from embeddings.query.asked import Asked
from embeddings.query.filters import NO_FILTERS, Filters, numbers_met, resolve, units_left_out
from embeddings.query.questions import Question, made_ready
from embeddings.retrieval.explaining import decision, shared_out, told
from embeddings.retrieval.fusion import Fusion
from embeddings.retrieval.highlights import highlights
from kg.errors import DamagedBuildError, EmptyQueryError, ModelError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.channels.encoder import Encoder
    from embeddings.comparability.deciding import Parts
    from embeddings.retrieval.fusion import Ranking

    _Decided = tuple[Parts, NDArray[np.bool_], Sequence[str]]


LOOKED_AT = 10
"""So many rows are looked at for something comparable: a smaller limit cuts what is shown and never the answer."""


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
            whether these were ``applied``; ``units_left_out``, which count the same as the unit that is filtered by.
        comparable: Whether one of the rows looked at is; these are :data:`LOOKED_AT` or more, however few are shown.

    """

    query: str
    build: str
    model: str
    hits: tuple[dict[str, Any], ...]
    understood: dict[str, Any]
    comparable: bool

    @property
    def answer(self) -> Literal["found", "none"]:
        """``found`` when something is comparable."""
        return "found" if self.comparable else "none"

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


class Index(Fusion):
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
        super().__init__(folder)
        self.build = folder.name if build is None else build
        self._given = encoder
        try:
            self.model: str = self.catalogue.settings["model"]
            self._model_digest: str = self.catalogue.settings["model_digest"]
        except (KeyError, TypeError) as error:
            raise DamagedBuildError.within(folder, VECTORS, str(error)) from error

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
    def objects(self) -> Objects:
        """What decides whether the object of an entry is that of a query."""
        return Objects(self.catalogue, self.encoder)

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
        return self.answer(query, self.question(query), limit=limit, filters=filters, typed=typed)

    def answer(
        self, query: str, question: Question, *, limit: int = 10, filters: Filters = NO_FILTERS, typed: bool = False
    ) -> SearchAnswer:
        """Answer a query that was made ready; as :meth:`search` does."""
        if not query.strip():
            raise EmptyQueryError
        if isinstance(limit, bool) or limit < 1:
            raise OptionError("--limit", str(limit), "1, 2, 3 …")
        rows = resolve(filters, self.catalogue)
        asked = Asked.of(query, filters, typed=typed)
        ranking = self.rank_asked(question, asked, max(limit, LOOKED_AT), rows)
        hits = tuple(self.hits(question, ranking.cut(0, limit), asked.quoted.phrases))
        figured = asked.figure_filters(filters)
        for row, hit in zip(ranking.rows.tolist(), hits, strict=False) if figured else ():
            hit["highlights"]["figures"] = numbers_met(row, hit, figured, self.catalogue)
        below = self.reasons(question, ranking.cut(limit), terms=False)
        comparable = any(hit["comparable"] for hit in hits) or any(reason["comparable"] for reason in below)
        understood = {
            "measures": None if question.asked is None else sorted(question.asked),
            "departments": [self.catalogue.departments[place].name for place in question.preferred.departments],
            "units_left_out": units_left_out(filters, self.catalogue),
            **asked.to_json(),
        }
        return SearchAnswer(query, self.build, self.model, hits, understood, comparable)

    def question(self, query: str) -> Question:
        """Make a query ready."""
        return self.questions([query])[0]

    def questions(self, queries: Sequence[str]) -> list[Question]:
        """Make queries ready, encoded together; a query without a letter has a zero vector."""
        return made_ready(queries, self.catalogue, self.lexical, self.encoder)

    def rank_asked(
        self, question: Question, asked: Asked, limit: int, rows: NDArray[np.int64] | None = None
    ) -> Ranking:
        """Return the best ``limit`` rows that have what the words ask for besides the topic; of ``rows`` where given.

        Looks as deep as the quoted words need.
        """
        rows, wanted = asked.rows(self.catalogue, self.lexical, rows), limit
        while True:
            ranking = self.rank(question, wanted, rows)
            kept = np.flatnonzero(asked.held(self.catalogue, ranking.rows))[:limit]
            if len(kept) == limit or len(ranking.rows) < wanted:
                return ranking.only(kept)
            wanted *= 4

    def hits(self, question: Question, ranking: Ranking, phrases: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
        """Give HIT of the contract for each ranked row; ``phrases`` are marked as wholes."""
        shown = list(self.catalogue.hits(ranking.rows.tolist()))
        known = self.encoder.knows if isinstance(self.encoder, StaticEncoder) else None
        for hit, reasons in zip(shown, self.reasons(question, ranking, [hit["name"] for hit in shown]), strict=True):
            name, target, project = hit["name"], hit["target"]["raw"] if hit["target"] else "", hit["project"]
            yield {
                **{key: reasons[key] for key in ("rank", "score", "comparable")},
                **{key: hit.pop(key) for key in ("indicator", "name", "department", "level")},
                **hit,
                "highlights": {
                    key: highlights(question.text, text, phrases, known)
                    for key, text in (("name", name), ("target", target), ("project", project))
                    if text
                },
                "why": reasons["why"],
            }

    def reasons(
        self, question: Question, ranking: Ranking, names: list[str] | None = None, *, terms: bool = True
    ) -> Iterator[dict[str, Any]]:
        """Give of HIT what the query decides: ``rank``, ``score``, ``comparable`` and ``why``.

        Args:
            question: What was ranked for.
            ranking: Its rows.
            names: Of the rows; read where not given.
            terms: Whether words are looked up: those shared, and the one without a like.

        """
        if not len(ranking.rows):
            return
        entries = self.catalogue.column("entry")[ranking.rows].astype(np.int64)
        scores = self.scores(question, entries)
        said = question.preferred.features(self.catalogue, ranking.rows)
        names = list(self.catalogue.names(ranking.rows.tolist())) if names is None else names
        decided = [self._decided(one, entries, names, terms=terms) for one in question.ways]
        parts, same, words = decided[0] if len(decided) == 1 else _nearer(*decided)
        explained = self.lexical.explanations(question.text, entries) if terms else [[] for _ in names]
        bits = self.measured(question)[entries]
        for place, own in enumerate(explained):
            measured, lexical = int(scores.measure[place]), int(scores.lexical[place])
            features = {} if question.asked is None else {"measure": measured / MILLION}
            features |= {name: int(millionths[place]) / MILLION for name, millionths in said.items()}
            yield {
                "rank": place + 1,
                "score": (int(scores.total[place]) + sum(int(one[place]) for one in said.values())) / MILLION,
                "comparable": measured == 0 and bool(same[place]),
                "why": {
                    "dense": int(scores.dense[place]) / MILLION,
                    "lexical": lexical / MILLION,
                    "features": features,
                    "terms": shared_out(own, lexical),
                    "comparable": {
                        **decision(question.asked, measured, parts, place, same_object=bool(same[place])),
                        **told(question.manner, int(bits[place]), question.pieces, words[place]),
                    },
                },
            }

    def _decided(self, question: Question, entries: NDArray[np.int64], names: list[str], *, terms: bool) -> _Decided:
        """Return what decides of each entry, whether its object is the same, and its word without a like."""
        near, objects = self.dense_scores(question, entries), self.objects
        if terms:
            alike, words = objects.alike_in_words(question, names, near)
        else:
            alike, words = objects.alike(question, names, near), [""] * len(names)
        weights = objects.weights
        return weights.parts(alike, question.manner), weights.same_object(alike, question.manner), words

    def comparable(self, question: Question, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each of ``rows`` whether it is comparable, as :meth:`hits` says it."""
        entry_of = self.catalogue.column("entry")
        present = np.zeros(self.catalogue.entries, bool)
        present[entry_of[rows]] = True
        if question.asked is not None:
            present &= (self.measured(question) & question.bits) != 0
        least = self.objects.weights.least_near(question.manner)
        comparable = np.zeros(self.catalogue.entries, bool)
        for one in question.ways:
            entries, dense, off = self.nearest(one, least, np.flatnonzero(present))
            exactly = partial(self.dense_scores, one)
            found = self.objects.same(one, entries, dense, off, exactly)
            comparable[entries[found]] = True
        answer: NDArray[np.bool_] = comparable[entry_of[rows]]
        return answer


def _nearer(one: _Decided, other: _Decided) -> _Decided:
    """Take of each entry what says that it is nearer: the same object, else the larger margin."""
    first = (one[1] > other[1]) | ((one[1] == other[1]) & (one[0].margin >= other[0].margin))
    parts = type(one[0])(*(np.where(first, this, that) for this, that in zip(one[0], other[0], strict=True)))
    words = [this if chosen else that for chosen, this, that in zip(first.tolist(), one[2], other[2], strict=True)]
    return parts, np.where(first, one[1], other[1]), words
