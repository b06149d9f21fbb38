"""Comparison (横向比较): what departments promise for the same thing, side by side, like with like.

In: a person's words, or an indicator by IRI. Out: groups of comparable figures with value, result, money and source.
Candidates are the search's: everything that scores enough to be comparable, so nothing is scanned, and where the limit
cuts the list the answer says so. Hard because a table with a median is believed: only hits that are comparable enter,
the merely related are counted beside it, a project's budget is divided by a result only where the project promises no
other count, and a department's budget never. Not done: no price of a result is guessed, no department is ranked.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from embeddings.analysis.measures import object_of
from embeddings.channels.ranking import MILLION
from embeddings.comparison.figures import FIGURE_ROLES, SATISFACTION, Figure, chosen, component_of, figures_of
from embeddings.comparison.peers import Group, Peer, Standing, grouped
from embeddings.comparison.reached import answers, reached
from embeddings.index.catalogue import MEASURE_BITS
from embeddings.index.rows import IndicatorRows
from embeddings.index.texts import squeezed
from embeddings.query.filters import NO_FILTERS, Filters, numbers_met, resolve, units_left_out
from embeddings.query.questions import Question, question_like
from embeddings.retrieval.fusion import DENSE_WEIGHT, Ranking
from kg.audit.attainment import COUNTS
from kg.errors import EmptyQueryError, OptionError, UnknownNameError
from kg.quantities.value import Comparator, Component

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.retrieval.search import Index

DEFAULT_LIMIT = 200
"""So many candidates are looked at, comparable and related ones together."""

_INDICATOR = re.compile(r"^[0-9a-f]{16}-[0-9]+$|^[a-z][a-z0-9+.-]*://\S+$", re.IGNORECASE)
_LEVELS = (Comparator.EQ, Comparator.GE, Comparator.GT)
_FEN = Decimal("0.01")
_PRECISION = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about the answer: a key of the edge's phrases, and how many rows or indicators it concerns."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison answers.

    As JSON: ``{"query", "build", "model", "answer": "found"|"none", "indicator": IRI|null, "groups": [GROUP],
    "related": int, "units_left_out": [str], "remarks": [{"key", "count"}]}``.

    GROUP: ``{"measure", "dimension", "measure_unit", "per", "every", "baseline", "limit": "level"|"at_most",
    "change": bool, "n", "n_indicators", "n_departments", "n_documents", "minimum", "median", "maximum",
    "rows": [ROW]}``; ``change``: its shares say by how much something grew or fell; statistics are decimals as
    strings in ``measure_unit``, null where no row counts. All ``n`` count only rows that are ``counted``: figures,
    indicators, departments, documents.

    ROW: of HIT ``indicator name department level unit project document document_id fiscal_year fiscal_year_basis
    budget_yuan budget_amounts rank score corrections findings``; of the component ``label comparator value upper
    printed approximate assumed`` with ``printed_unit``, ``raw`` (the whole value as printed), ``excerpt`` (the printed
    words around the number), ``source`` of these words; ``standing``
    (``counted|own|several|repeats|repeats-undated|repeats-own``; ``several``: its value has more figures in the
    group, and nothing tells which is meant) and ``repeats`` (IRI); ``several`` where its value has more figures of the
    measure; ``actual`` ``{"value", "measure_unit", "printed", "raw", "excerpt", "source"}|null``;
    ``attainment`` (a fraction); ``yuan_per_result`` or ``no_yuan_per_result``, the reason as a key.

    Attributes:
        query: As asked.
        build: The id of the build that answers.
        model: The name of the model that the vectors were made with.
        indicator: IRI of the indicator the comparison is for, ``None`` for words.
        groups: Like with like.
        related: How many candidates were near but not comparable.
        units_left_out: Units that count the same as the one that is filtered by, and do not pass.
        remarks: What to know about it.

    """

    query: str
    build: str
    model: str
    indicator: str | None
    groups: tuple[Group, ...]
    related: int
    units_left_out: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def answer(self) -> Literal["found", "none"]:
        """``found`` when a figure is comparable; of several in one value none may count."""
        return "found" if any(map(_is_peer, (peer for group in self.groups for peer in group.peers))) else "none"

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return {
            "query": self.query,
            "build": self.build,
            "model": self.model,
            "answer": self.answer,
            "indicator": self.indicator,
            "groups": [group.to_json() for group in self.groups],
            "related": self.related,
            "units_left_out": list(self.units_left_out),
            "remarks": [{"key": remark.key, "count": remark.count} for remark in self.remarks],
        }


def compare(index: Index, query: str, *, limit: int = DEFAULT_LIMIT, filters: Filters = NO_FILTERS) -> Comparison:
    """Put comparable promises side by side.

    Args:
        index: Of the build.
        query: A person's words; or the IRI or slug of an indicator, which is then shown and not counted.
        limit: So many of the nearest candidates are looked at.
        filters: What peers must be; the indicator asked for need not. Bounds and a unit hold for the figures compared.

    Raises:
        OptionError: The query is empty, the limit is below 1, or a filter is no year, level or number.
        UnknownNameError: A filter names something that no document has, or no indicator has this IRI.

    """
    if not query.strip():
        raise EmptyQueryError
    if isinstance(limit, bool) or limit < 1:
        raise OptionError("--limit", str(limit), "1, 2, 3 …")
    own = _own_row(index, query.strip())
    # who names a department asks what it is compared with
    question = index.question(query).ways[-1] if own is None else question_like(index.catalogue, index.encoder, own)
    ranking, cut = _candidates(index, question, limit, resolve(filters, index.catalogue), own)
    work = _Work(index, question, own, filters)
    peers = [peer for row, hit in _hits(index, question, ranking, own) for peer in work.peers(row, hit)]
    if cut:
        work.notes["cut"] = limit
    groups = grouped(peers)
    return Comparison(
        query=query,
        build=index.build,
        model=index.model,
        indicator=None if own is None else index.catalogue.hit(own)["indicator"],
        groups=groups,
        related=work.related,
        units_left_out=tuple(units_left_out(filters, index.catalogue)),
        remarks=_remarks(groups, work),
    )


@dataclass(slots=True)
class _Work:
    """Turns hits into peers and keeps count of what did not become one."""

    index: Index
    question: Question
    own: int | None
    filters: Filters
    related: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def peers(self, row: int, hit: dict[str, Any]) -> Iterator[Peer]:
        """Give the figures of a hit; none for one that is only related."""
        is_own = row == self.own
        if not hit["comparable"] and not is_own:
            self.related += 1
            return
        figures = chosen(self._figures(row, hit), squeezed(hit["name"]), self._nearness)
        figures = self._within(row, hit, figures)
        if not figures:
            self.notes["own-without-figure" if is_own else "without-figure"] += 1
        results = answers(hit)
        for figure in figures:
            actual, attainment = reached(hit, figure.component, results)
            yuan, reason = self._yuan_per_result(row, hit, figure)
            standing: Standing = "own" if is_own else "several" if figure.crowded else "counted"
            yield Peer(hit, figure, actual, attainment, yuan, reason, standing)

    def _figures(self, row: int, hit: dict[str, Any]) -> list[Figure]:
        entry = int(self.index.catalogue.column("entry")[row])
        bits = int(self.index.catalogue.column("measures")[entry])
        opinion = bool(bits & MEASURE_BITS[SATISFACTION])
        raw = hit["target"]["raw"] if hit["target"] else ""
        return figures_of(_promised(hit), self.question.asked, opinion=opinion, raw=raw, name=hit["name"])

    def _within(self, row: int, hit: dict[str, Any], figures: list[Figure]) -> list[Figure]:
        """Return the figures that are within the bounds; all of the indicator asked for."""
        if not self.filters.bounds_figures or row == self.own or not figures:
            return figures
        within = {start for start, _ in numbers_met(row, hit, [self.filters], self.index.catalogue)}
        return [figure for figure in figures if figure.component.start in within]

    def _nearness(self, texts: Sequence[str]) -> list[float]:
        """Return how near the question's object those of texts are, 0 to 1."""
        vectors = self.index.encoder.encode([object_of(text) for text in (self.question.text, *texts)])
        floor = float(self.index.catalogue.settings["floor"])
        cosines = (vectors[1:] * vectors[0]).sum(axis=1).astype(np.float64)
        return [max(cosine - floor, 0.0) / (1.0 - floor) for cosine in cosines.tolist()]

    def _yuan_per_result(self, row: int, hit: dict[str, Any], figure: Figure) -> tuple[Decimal | None, str | None]:
        """Divide a project's budget by its result, or say why that would say nothing."""
        component, alike = figure.component, figure.alike
        if hit["project"] is None:
            return None, "no-project"
        if hit["budget_yuan"] is None:
            return None, "no-budget"
        if component.dimension not in COUNTS or component.value <= 0:
            return None, "not-a-count"
        if component.comparator not in _LEVELS or alike.per or alike.every or alike.baseline:
            return None, "not-one-result"
        if not self._sole_count(row, hit):
            return None, "several-counts"
        with localcontext(prec=max(_PRECISION, 2 * len(hit["budget_yuan"]))):
            return (Decimal(hit["budget_yuan"]) / figure.value).quantize(_FEN, ROUND_HALF_EVEN), None

    def _sole_count(self, row: int, hit: dict[str, Any]) -> bool:
        """Whether a project promises one count only; its indicators stand together in the document."""
        catalogue = self.index.catalogue
        documents = catalogue.column("document")
        count = 0
        for place, step in ((row, 1), (row - 1, -1)):
            while 0 <= place < catalogue.rows and documents[place] == documents[row]:
                neighbour = hit if place == row else catalogue.hit(place)
                if neighbour["project"] != hit["project"]:
                    break
                count += sum(one.dimension in COUNTS and one.value > 0 for one in _promised(neighbour))
                if count > 1:
                    return False
                place += step
        return count == 1


def _own_row(index: Index, query: str) -> int | None:
    """Return the row of the indicator that is named, ``None`` where the query is words."""
    if not _INDICATOR.match(query):
        return None
    iri = query if "://" in query else f"{index.catalogue.base_iri}id/indicator/{query}"
    row = IndicatorRows(index.catalogue).row(iri)
    if row is None:
        raise UnknownNameError("TEXT|IRI", query, ())
    return row


def _candidates(
    index: Index, question: Question, limit: int, rows: NDArray[np.int64] | None, own: int | None
) -> tuple[Ranking, bool]:
    """Return the nearest rows that may be comparable, and whether there are more of them than the limit."""
    ranking = index.rank(question, limit + 2, rows)
    # What scores less cannot be comparable, whatever else the texts have in common.
    kept = ranking.scores >= int(DENSE_WEIGHT * MILLION * index.objects.weights.least_near(question.manner))
    if own is not None:
        kept &= ranking.rows != own
    found = ranking.only(kept)
    return found.cut(0, limit), len(found.rows) > limit


def _hits(index: Index, question: Question, ranking: Ranking, own: int | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give each row with its hit; the own indicator first, with rank 0."""
    if own is not None:
        alone = Ranking(np.array([own], np.int64), np.zeros(1, np.int64))
        yield from ((own, {**hit, "rank": 0}) for hit in index.hits(question, alone))
    for row, hit in zip(ranking.rows.tolist(), index.hits(question, ranking), strict=True):
        # an official library's example is nobody's promise
        if hit["department"]:
            yield row, hit


def _promised(hit: dict[str, Any]) -> list[Component]:
    components = map(component_of, hit["target"]["components"]) if hit["target"] else ()
    return [component for component in components if component.role in FIGURE_ROLES]


def _remarks(groups: Sequence[Group], work: _Work) -> tuple[Remark, ...]:
    """Say what a reader must know, the weightiest first; nothing that concerns nobody."""
    peers = [peer for group in groups for peer in group.peers]
    counted = [peer for peer in peers if peer.standing == "counted"]
    notes = Counter(work.notes)
    notes["none-comparable"] = not any(map(_is_peer, peers))
    notes["one-department"] = len({peer.hit["department"] for peer in counted}) == 1
    notes["several"] = len({peer.hit["indicator"] for peer in peers if peer.standing == "several"})
    notes["repeats"] = sum(peer.standing.startswith("repeats") for peer in peers)
    notes["assumed"] = sum(peer.figure.assumed for peer in peers)
    notes["undated"] = sum(peer.hit["fiscal_year"] is None for peer in peers)
    notes["yuan-per-result"] = sum(peer.yuan_per_result is not None for peer in peers)
    if notes["yuan-per-result"]:
        notes.update(Counter(peer.no_yuan for peer in peers if peer.no_yuan in _TOLD))
    return tuple(Remark(key, int(notes[key])) for key in REMARKS if notes[key])


def _is_peer(peer: Peer) -> bool:
    return peer.standing in ("counted", "several")


# Why a quotient is missing although project and budget are there: worth telling beside others that have one.
_TOLD = ("several-counts", "not-one-result")
REMARKS = (
    "none-comparable", "own-without-figure", "cut", "one-department", "repeats", "several", "without-figure",
    "undated", "assumed", "yuan-per-result", *_TOLD,
)  # fmt: skip
"""Every remark there is, in the order in which they are told."""
