"""Say how good a ranking is, against what people judged relevant.

In: judgements (JSON lines: a query and the indicators that answer it, grade 2 or 1) and a ranking for each
query. Out: recall@k, nDCG@k and MRR per query and on average, the judged names that no indicator has, and
an interval for the difference of two rankings. Two traps are held here: the same name stands in many
documents, so a relevant row is credited once and its repeats fill a rank for nothing; and few queries
mislead, so differences come with a paired bootstrap interval. Queries that nothing answers are counted
apart: right is to answer none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.analysis.folding import fold_name, letters
from kg.errors import EmptyDocumentError, MetadataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DEPTH = 10
"""The default k of recall@k and nDCG@k."""
GRADES = (1, 2)
_ROUNDS = 10_000  # resamples of the queries, with replacement


@dataclass(frozen=True, slots=True)
class Relevant:
    """One row that answers a query; ``document`` is a prefix of a file name or id, None stands for any."""

    name: str
    grade: int
    document: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged query; without ``relevant`` rows nothing answers it."""

    id: str
    query: str
    relevant: tuple[Relevant, ...]
    filters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """One ranked row as far as judging looks at it; ``documents`` are all names and ids of its document."""

    name: str
    documents: tuple[str, ...] = ()
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Metrics of one query, each from 0 to 1.

    Attributes:
        recall: Share of the relevant rows among the first k.
        recall_strict: The same over rows of grade 2 only; equal to ``recall`` when there are none.
        ndcg: Discounted gain (2^grade - 1) of the first k over that of the best order.
        reciprocal_rank: 1 / rank of the first relevant row in the whole ranking, 0 without.

    """

    id: str
    recall: float
    recall_strict: float
    ndcg: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a set of judgements says about a ranking.

    Attributes:
        depth: The k.
        queries: One for each judgement that has relevant rows, in their order.
        rightly_none: How many of the queries that nothing answers got no answer.
        unanswerable: How many such queries there are.

    """

    depth: int
    queries: tuple[Quality, ...]
    rightly_none: int
    unanswerable: int

    def mean(self, metric: str) -> float:
        """Average one metric of :class:`Quality` over the queries; 0 when there are none."""
        return float(np.mean(self.values(metric))) if self.queries else 0.0

    def values(self, metric: str) -> list[float]:
        """Return one metric of every query, in order."""
        return [getattr(quality, metric) for quality in self.queries]


@dataclass(frozen=True, slots=True)
class Interval:
    """Mean of paired differences with a 95 % interval, and how many queries rose, stayed and fell."""

    mean: float
    low: float
    high: float
    wins: int
    ties: int
    losses: int


def read_judgements(text: str, document: str = "judgements") -> list[Judgement]:
    """Read judgements in JSON lines; absent keys are null or empty.

    Args:
        text: The file's text.
        document: The file's name, for the error.

    Raises:
        MetadataError: A line is no judgement; it carries the line number (from 1) and what was expected.
        EmptyDocumentError: There is no line at all.

    >>> read_judgements('{"query": "讲座", "relevant": [{"name": "讲座场次", "grade": 2}]}')[0].query
    '讲座'

    """
    found = []
    for number, line in enumerate(text.split("\n"), start=1):  # words may hold what ends lines elsewhere
        if not line.strip():
            continue
        try:
            found.append(_judgement(json.loads(line), number))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            expected = '{"id", "query", "relevant": [{"name", "grade": 1|2}]}'
            raise MetadataError(document, number, _wrong(error), line[:60], expected) from error
    if not found:
        raise EmptyDocumentError(document)
    return found


def _wrong(error: Exception) -> str:
    """Return the key or place of a line that is wrong, in words of no language."""
    if isinstance(error, json.JSONDecodeError):
        return f"JSON, {error.pos + 1}"
    return str(error.args[0]) if isinstance(error, KeyError | ValueError) else "JSON"


def unknown_names(judgements: Iterable[Judgement], names: Iterable[str]) -> list[str]:
    """Return judged names that no indicator has, sorted; names are compared folded."""
    known = {fold_name(name) for name in names}
    judged = {row.name for judgement in judgements for row in judgement.relevant}
    return sorted(name for name in judged if fold_name(name) not in known)


def judge(
    judgements: Sequence[Judgement],
    ranking: Callable[[Judgement], Sequence[Answer]],
    depth: int = DEPTH,
) -> Report:
    """Judge the ranking that ``ranking`` gives for each judgement.

    >>> judgements = [Judgement("1", "讲座", (Relevant("讲座场次（场）", 2),), {})]
    >>> judge(judgements, lambda _: [Answer("满意度"), Answer("讲座场次")]).queries[0].reciprocal_rank
    0.5

    """
    qualities = []
    rightly_none = unanswerable = 0
    for judgement in judgements:
        answers = ranking(judgement)
        if judgement.relevant:
            qualities.append(_quality(judgement, answers, depth))
        else:
            unanswerable += 1
            rightly_none += not answers
    return Report(depth, tuple(qualities), rightly_none, unanswerable)


def paired_difference(better: Sequence[float], worse: Sequence[float]) -> Interval:
    """Return the mean of ``better - worse`` over the same queries with its bootstrap interval.

    Args:
        better: One value per query.
        worse: The other ranking's values, in the same order.

    Raises:
        ValueError: The two have different lengths or no values.

    >>> interval = paired_difference([.9, .8, .7], [.5, .8, .6])
    >>> interval.wins, interval.ties, interval.losses
    (2, 1, 0)

    """
    difference = np.asarray(better, np.float64) - np.asarray(worse, np.float64)
    if not len(difference):
        raise ValueError("no queries to compare")
    drawn = np.random.default_rng(0).integers(0, len(difference), (_ROUNDS, len(difference)))
    low, high = np.quantile(difference[drawn].mean(axis=1), [0.025, 0.975])
    wins, losses = int((difference > 1e-9).sum()), int((difference < -1e-9).sum())
    ties = len(difference) - wins - losses
    return Interval(float(difference.mean()), float(low), float(high), wins, ties, losses)


def _judgement(item: Mapping[str, Any], number: int) -> Judgement:
    relevant = tuple(_relevant(row) for row in item.get("relevant") or ())
    query = str(item["query"])
    if not query.strip():
        raise ValueError("query")
    return Judgement(str(item.get("id") or number), query, relevant, dict(item.get("filters") or {}))


def _relevant(row: Mapping[str, object]) -> Relevant:
    grade = row["grade"]
    if grade not in GRADES or not isinstance(grade, int):
        raise ValueError(f"grade {grade!r}")
    document, project = row.get("document"), row.get("project")
    return Relevant(str(row["name"]), grade, str(document) if document else None, str(project) if project else None)


def _matches(row: Relevant, answer: Answer) -> bool:
    if row.document is not None and not any(name.startswith(row.document) for name in answer.documents):
        return False
    if row.project is not None and letters(row.project) != letters(answer.project or ""):
        return False
    return fold_name(row.name) == fold_name(answer.name)


def _quality(judgement: Judgement, answers: Sequence[Answer], depth: int) -> Quality:
    # Rows that name a document are credited first, so that a general row does not take their place.
    left = sorted(judgement.relevant, key=lambda row: (row.document is None, row.project is None, -row.grade))
    grades = []
    for answer in answers:
        matched = next((row for row in left if _matches(row, answer)), None)
        if matched is not None:
            left.remove(matched)
        grades.append(matched.grade if matched is not None else 0)
    best = sorted((row.grade for row in judgement.relevant), reverse=True)
    first = next((rank for rank, grade in enumerate(grades, start=1) if grade), 0)
    full = max(best)
    strict = sum(grade == full for grade in grades[:depth]) / sum(grade == full for grade in best)
    return Quality(
        id=judgement.id,
        recall=sum(grade > 0 for grade in grades[:depth]) / len(best),
        recall_strict=strict,
        ndcg=_gain(grades[:depth]) / _gain(best[:depth]),
        reciprocal_rank=1.0 / first if first else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    gains = np.exp2(np.asarray(grades, np.float64)) - 1.0
    return float((gains / np.log2(np.arange(2, len(grades) + 2))).sum())
