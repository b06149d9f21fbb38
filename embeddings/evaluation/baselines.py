"""Latent semantic analysis (LSA) as a channel to compare with: what the documents alone teach about meaning.

In: the indexed texts. Out: scores of all rows for a query. Terms are the lexical index's (characters and
pairs), weighted tf-idf, reduced to 256 numbers by a truncated singular value decomposition, as many as the
shipped model has. Used by evaluation only: it must be made anew for every collection and knows no word that
the collection lacks.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.channels.ranking import ChannelRanking, best

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SIZE = 256


class LatentIndex:
    """Rows in the space of their strongest common directions.

    >>> index = LatentIndex(["科普讲座场次", "科普讲座人次", "资金支出进度", "资金拨付率"], size=2)
    >>> index.search("讲座", top_k=1).rows.tolist()
    [0]

    """

    def __init__(self, texts: Sequence[str], size: int = SIZE) -> None:
        svds = importlib.import_module("scipy.sparse.linalg").svds

        self._terms: dict[str, int] = {}
        for text in texts:
            for term in _terms(text):
                self._terms.setdefault(term, len(self._terms))
        counts = self._count(texts)
        occurring = np.asarray((counts > 0).sum(axis=0)).ravel()
        self._rarity = np.log((1 + len(texts)) / (1 + occurring)) + 1.0
        weighted = self._weigh(counts)
        size = min(size, min(weighted.shape) - 1)
        start = np.random.default_rng(0).standard_normal(min(weighted.shape))
        _, _, directions = svds(weighted, k=size, v0=start)
        self._directions: NDArray[np.float64] = np.ascontiguousarray(directions.T)
        self._rows = _unit(weighted @ self._directions)

    def scores(self, query: str) -> NDArray[np.float64]:
        """Return the cosine of ``query`` with every row, float64 of shape (n,)."""
        projected = _unit(self._weigh(self._count([query])) @ self._directions)
        return np.asarray(self._rows @ projected[0], np.float64)

    def search(self, query: str, top_k: int) -> ChannelRanking:
        """Return the best rows, equal scores by row number."""
        scores = self.scores(query)
        return best(np.arange(len(scores)), scores, top_k)

    def _count(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - scipy ships no types
        csr_array = importlib.import_module("scipy.sparse").csr_array

        rows, columns = [], []
        for row, text in enumerate(texts):
            known = [self._terms[term] for term in _terms(text) if term in self._terms]
            rows += [row] * len(known)
            columns += known
        ones = np.ones(len(rows))
        counted = csr_array((ones, (rows, columns)), shape=(len(texts), len(self._terms)))
        counted.sum_duplicates()
        return counted

    def _weigh(self, counts: Any) -> Any:  # noqa: ANN401
        weighted = counts.copy()
        weighted.data = 1.0 + np.log(weighted.data)
        weighted = weighted.multiply(self._rarity[None, :]).tocsr()
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1.0
        return weighted.multiply(1.0 / lengths[:, None]).tocsr()


def _terms(text: str) -> list[str]:
    folded = letters(text)
    return [*folded, *(folded[start : start + 2] for start in range(len(folded) - 1))]


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: NDArray[np.float64] = np.zeros_like(vectors)
    np.divide(vectors, lengths, out=units, where=lengths > 1e-12)
    return units
