"""Measure search against judgements (``kg evaluate``): each channel, two baselines, and the fusion that is served.

In: an opened index and judged queries. Out: recall@k, nDCG@k and MRR of every method on the same queries, paired
bootstrap intervals of the fusion's lead, and how often a query that nothing answers got ``none``. Names are graded as
the contract says: a ranking over distinct names, since the same name in several documents is credited once; where
judged rows name a document or project, rows are told apart by these. Baselines see names only, as published
comparisons do, and are made anew from the index. Nothing is tuned here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.analysis.folding import fold_name
from embeddings.channels.lexical import LexicalIndex
from embeddings.evaluation.judging import (
    DEPTH,
    GRADES,
    Answer,
    Interval,
    Judgement,
    Report,
    judge,
    paired_difference,
    read_judgements,
    unknown_names,
)
from embeddings.query.filters import Filters, resolve
from kg.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.query.questions import Question
    from embeddings.retrieval.search import Index

METRICS = ("recall", "ndcg", "reciprocal_rank")
SERVED = "fusion"
"""The method that ``Index.search`` uses."""
_LEAST_LATENT = 3  # with fewer names there are no common directions to find


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What judgements say about an index.

    Attributes:
        reports: By method: ``bm25``, ``lsa+bm25`` (baselines over names), ``lexical``, ``dense``, ``fusion``.
        intervals: By the method that the fusion is compared with, for nDCG@k.
        unknown: Judged names that no indicator has.
        answered: For each judgement whether the answer was ``found``.

    """

    judgements: tuple[Judgement, ...]
    reports: dict[str, Report]
    intervals: dict[str, Interval]
    unknown: tuple[str, ...]
    answered: tuple[bool, ...]

    @property
    def found(self) -> tuple[int, int]:
        """How many queries with a comparable row (grade 2) were answered, and how many such queries there are."""
        pairs = zip(self.judgements, self.answered, strict=True)
        right = [answered for one, answered in pairs if _comparable(one)]
        return sum(right), len(right)

    @property
    def none(self) -> tuple[int, int]:
        """How many queries without a comparable row got ``none``, and how many such queries there are."""
        pairs = zip(self.judgements, self.answered, strict=True)
        right = [not answered for one, answered in pairs if not _comparable(one)]
        return sum(right), len(right)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values: means, intervals, and every query under the served method."""
        served = self.reports[SERVED]
        texts = {judgement.id: judgement.query for judgement in self.judgements}
        return {
            "depth": served.depth,
            "queries": len(served.queries),
            "unanswerable": served.unanswerable,
            "found": list(self.found),
            "found_rightly": _share(self.found),
            "none": list(self.none),
            "none_rightly": _share(self.none),
            "methods": {
                name: {metric: round(report.mean(metric), 4) for metric in (*METRICS, "recall_strict")}
                for name, report in self.reports.items()
            },
            "ndcg_lead": {
                name: {
                    "mean": round(one.mean, 4),
                    "low": round(one.low, 4),
                    "high": round(one.high, 4),
                    "wins": one.wins,
                    "ties": one.ties,
                    "losses": one.losses,
                }
                for name, one in self.intervals.items()
            },
            "unknown_names": list(self.unknown),
            "listing": [
                {
                    "id": one.id,
                    "query": texts[one.id],
                    **{metric: round(getattr(one, metric), 4) for metric in METRICS},
                }
                for one in served.queries
            ],
        }


def _share(counts: tuple[int, int]) -> float | None:
    """Return ``right / of``, ``None`` of nothing."""
    right, of = counts
    return round(right / of, 4) if of else None


def _comparable(judgement: Judgement) -> bool:
    return any(row.grade == max(GRADES) for row in judgement.relevant)


def evaluate(index: Index, judgements: Path, depth: int = DEPTH) -> Evaluation:
    """Judge every method on the queries of a file.

    Args:
        index: An opened index.
        judgements: JSON lines as the contract says.
        depth: The k of recall@k and nDCG@k.

    Raises:
        MetadataError: A line is no judgement.
        EmptyDocumentError, NotTextError: The file holds nothing, or no text.
        RequestError: A judgement has an empty query or a filter that does not fit.

    """
    judged = tuple(read_judgements(decode(judgements.read_bytes(), judgements.name), judgements.name))
    rows = _Rows(index)
    methods = _methods(index, rows)
    reports = {
        name: judge(judged, lambda judgement, scored=scored: rows.ranked(judgement, scored), depth)  # type: ignore[misc]
        for name, scored in methods.items()
    }
    served = reports[SERVED].values("ndcg")
    intervals = (
        {name: paired_difference(served, reports[name].values("ndcg")) for name in methods if name != SERVED}
        if served
        else {}
    )
    answered = tuple(
        index.search(one.query, filters=Filters.from_mapping(one.filters)).answer == "found" for one in judged
    )
    return Evaluation(judged, reports, intervals, tuple(unknown_names(judged, rows.names)), answered)


class _Rows:
    """The rows of an index as judging looks at them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.names: list[str] = []
        self.answers: list[Answer] = []
        for row in range(index.catalogue.rows):
            hit, document = index.catalogue.hit(row), index.catalogue.document(row)
            self.names.append(hit["name"])
            self.answers.append(Answer(hit["name"], (*document.names, document.id), hit["project"]))
        self.entry = index.catalogue.column("entry").astype(np.int64)

    def ranked(self, judgement: Judgement, scored: Callable[[Question], NDArray[np.float64]]) -> list[Answer]:
        """Return the distinct names (or rows, where judgements tell them apart) that pass the filters, best first."""
        question = self.index.question(judgement.query)
        scores = scored(question)
        allowed = resolve(Filters.from_mapping(judgement.filters), self.index.catalogue)
        rows = np.arange(len(scores)) if allowed is None else allowed
        rows = rows[scores[rows] > 0]
        order = rows[np.lexsort((rows, -scores[rows]))]
        by_row = any(row.document or row.project for row in judgement.relevant)
        seen: set[object] = set()
        found = []
        for row in order.tolist():
            answer = self.answers[row]
            name = fold_name(answer.name)
            key: object = (name, answer.documents, answer.project) if by_row else name
            if key not in seen:
                seen.add(key)
                found.append(answer)
        return found


def _methods(index: Index, rows: _Rows) -> dict[str, Callable[[Question], NDArray[np.float64]]]:
    from embeddings.evaluation.baselines import LatentIndex

    everything = np.arange(index.catalogue.entries)
    named = LexicalIndex.build([name] for name in rows.names)
    every_row = np.arange(len(rows.names))
    latent = LatentIndex(rows.names) if len(set(rows.names)) >= _LEAST_LATENT else None

    def bm25(question: Question) -> NDArray[np.float64]:
        return named.scores(question.text, every_row)

    def lsa(question: Question) -> NDArray[np.float64]:
        if latent is None:
            return bm25(question)
        return 0.5 * np.maximum(latent.scores(question.text), 0.0) + 0.5 * bm25(question)

    def channel(part: str) -> Callable[[Question], NDArray[np.float64]]:
        def scored(question: Question) -> NDArray[np.float64]:
            scores = index.scores(question, everything)
            if part == "total":  # a row without evidence is no answer, whatever is taken off it
                evident = scores.dense + scores.lexical > 0
                total = np.where(evident, scores.total - scores.total.min(initial=0) + 1, 0)
                return total[rows.entry].astype(np.float64)
            return np.asarray(getattr(scores, part)[rows.entry], np.float64)

        return scored

    return {
        "bm25": bm25,
        "lsa+bm25": lsa,
        "lexical": channel("lexical"),
        "dense": channel("dense"),
        SERVED: channel("total"),
    }
