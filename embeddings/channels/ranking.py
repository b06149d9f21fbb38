"""Order scored rows, the same way in every channel.

A channel (dense, lexical, latent) gives scores for row numbers; here they become a ranking: best first, equal
scores by row number. Row numbers belong to the caller (position in the build's list of embedded indicators).
Nothing is normalised or mixed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


MILLION = 1_000_000
"""Parts of a score are whole millionths, so that they add up to it exactly."""


class ChannelRanking(NamedTuple):
    """Rows with their scores in one channel, best first, equal scores by row number.

    What both channels together rank is ``embeddings.retrieval.fusion.Ranking``.

    Attributes:
        rows: int64 of shape (n,).
        scores: float64 of shape (n,), never increasing.

    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]


NOTHING = ChannelRanking(np.empty(0, np.int64), np.empty(0, np.float64))


def sorted_rows(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return row numbers sorted and each once; costs next to nothing when they already are.

    >>> sorted_rows(np.array([4, 2, 4])).tolist()
    [2, 4]

    """
    rows = np.asarray(rows, dtype=np.int64)
    return rows if bool(np.all(rows[1:] > rows[:-1])) else np.unique(rows)


def best(rows: NDArray[np.int64], scores: NDArray[np.float64], top_k: int) -> ChannelRanking:
    """Return the ``top_k`` best of ``rows``; among equal scores the smaller row number comes first.

    >>> best(np.array([4, 2, 9]), np.array([.5, .5, .7]), 2).rows.tolist()
    [9, 2]

    """
    if top_k <= 0 or not len(rows):
        return NOTHING
    if len(rows) > top_k:
        threshold = np.partition(scores, len(scores) - top_k)[len(scores) - top_k]
        kept = np.flatnonzero(scores >= threshold)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:top_k]
    return ChannelRanking(rows[order].astype(np.int64), scores[order].astype(np.float64))
