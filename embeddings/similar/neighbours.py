"""The nearest comparable indicators of every indicator, as a graph of the build: similarity for any SPARQL engine.

In goes the index of a build in the making, out come quads ``?near kgs:like ?indicator``: what the service answers to
``?near kgs:like <indicator>`` and finds comparable, the best K of it. Hard is the number of pairs: a block of
vectors is multiplied with all others at once, which leaves for each the few that could be comparable at all (a
bound with a margin, so none is lost); only these are scored, by the search's own routine. Their order and scores
do not stand in the graph, since a triple cannot carry them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from embeddings.channels.vectors import VectorIndex
from embeddings.index.catalogue import VECTORS
from embeddings.index.rows import IndicatorRows
from embeddings.index.texts import squeezed
from embeddings.query.questions import question_like
from embeddings.retrieval.fusion import above_floor
from kg.folding import simplified
from kg.graph.quads import Quad, graph_iri
from kg.graph.vocabulary import KGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from embeddings.retrieval.search import Index

_BLOCK: Final = 256  # entries whose candidates are looked for at a time
_COLUMNS: Final = 16_384  # against so many others: 16 MB of cosines
_MARGIN: Final = 1e-4  # more than blocked float32 products can differ from the search's routine


def neighbour_quads(index: Index, count: int) -> Iterator[Quad]:
    """Give the neighbours of every indicator, in the graph ``graph/neighbours/{model}``.

    Args:
        index: The search index of the build.
        count: At most so many neighbours of each (K).

    Yields:
        ``near kgs:like indicator``, at most ``count`` for each indicator, none for one without a comparable one.

    """
    catalogue = index.catalogue
    rows = IndicatorRows(catalogue)
    graph = graph_iri(catalogue.base_iri, "neighbours", index.model)
    pairs = _Pairs(index)
    for entry, candidates in pairs.candidates():
        own = catalogue.entry_rows(entry).tolist()
        documents = [rows.document(row) for row in own]
        spare = max(documents.count(document) for document in set(documents))
        near = pairs.nearest(entry, candidates, count + spare)
        for row, document in zip(own, documents, strict=True):
            kept = [other for other, its in near if its != entry or rows.document(other) != document]
            for other in kept[:count]:
                yield Quad(rows.iri(other), KGS.like, rows.iri(row), graph)


class _Pairs:
    """Pairs of entries: first those that may be comparable, then exactly which are, best first."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._objects = index.objects
        self._catalogue = index.catalogue
        self._vectors = VectorIndex.load(index.folder / VECTORS)
        self._floor = float(self._catalogue.settings["floor"])
        first_rows = self._catalogue.column("entry_rows")[self._catalogue.column("entry_starts")[:-1]]
        self._first_rows: list[int] = first_rows.tolist()
        self._names = [squeezed(self._catalogue.hit(row)["name"]) for row in self._first_rows]

    def candidates(self) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Give each entry with those that may be comparable with it, ascending."""
        total = self._catalogue.entries
        measures = self._catalogue.column("counted")
        least_cosine = self._floor + (1.0 - self._floor) * self._objects.weights.least_near("name") - _MARGIN
        for start in range(0, total, _BLOCK):
            entries = np.arange(start, min(start + _BLOCK, total))
            vectors, bits = self._encoded(self._names[start : start + _BLOCK]), measures[entries, None]
            owners, found = [], []
            for first in range(0, total, _COLUMNS):
                others = np.arange(first, min(first + _COLUMNS, total))
                may = vectors @ self._vectors.vectors(others).T >= least_cosine
                may &= (bits == 0) | ((bits & measures[others]) != 0)
                owner, place = np.nonzero(may)
                owners.append(owner)
                found.append(place + first)
            owner, other = np.concatenate(owners), np.concatenate(found)
            order = np.argsort(owner, kind="stable")
            ends = np.searchsorted(owner[order], np.arange(len(entries) + 1))
            for number, entry in enumerate(entries.tolist()):
                yield entry, other[order[ends[number] : ends[number + 1]]]

    def nearest(self, entry: int, candidates: NDArray[np.int64], count: int) -> list[tuple[int, int]]:
        """Return the best comparable rows of the candidates with their entries, ``count`` of them and equals."""
        question = question_like(self._catalogue, self._index.encoder, self._first_rows[entry])
        scores = self._index.scores(question, candidates)
        whole = above_floor(self._vectors.scores(question.vector, candidates), self._floor)
        same = self._objects.same(question, candidates, whole).tolist()
        totals, measure = scores.total.tolist(), scores.measure.tolist()
        evidence = (scores.dense + scores.lexical > 0).tolist()
        found: list[tuple[int, int, int]] = []
        last = 0
        for place in np.argsort(-scores.total, kind="stable").tolist():
            if len(found) >= count and totals[place] < last:
                break
            if measure[place] or not evidence[place] or not same[place]:
                continue
            last, its = totals[place], int(candidates[place])
            found += [(-last, row, its) for row in self._catalogue.entry_rows(its)[:count].tolist()]
        return [(row, its) for _, row, its in sorted(found)[:count]]

    def _encoded(self, names: list[str]) -> NDArray[np.float32]:
        return self._index.encoder.encode([simplified(name) for name in names])
