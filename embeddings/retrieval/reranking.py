"""Read the best hits again with a cross-encoder (重排), where a person has one: slower, and sees both texts at once.

In: the hits of a search and any sentence-transformers cross-encoder, by folder or by name in the local cache. Out: the
same hits in a new order, with what the model gave as one more feature, so that the printed parts still add up. Only the
order changes: what is comparable is decided by object and measure as before. None is shipped, nothing is downloaded.
Equal texts get equal scores, since each distinct text is read once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.channels.ranking import MILLION
from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DEPTH = 50
"""So many of the best hits are read again."""
WEIGHT = 0.5
"""What a pair that the model is sure of adds to the score."""


class Reranker:
    """A cross-encoder: how well two texts fit, 0 to 1.

    Args:
        name: A folder, or the name of a model in the local cache.

    Raises:
        ModelError: It is not here, is no cross-encoder with one score, or needs foreign code.

    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder
        from torch.nn import Sigmoid

        try:
            self._model: Any = CrossEncoder(
                name, device="cpu", local_files_only=True, trust_remote_code=False, activation_fn=Sigmoid()
            )
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelError(name, next(iter(str(error).strip().splitlines()), repr(error))) from error
        if self._model.num_labels != 1:
            raise ModelError(name, f"{self._model.num_labels} scores for a pair, expected 1")
        self.name = Path(name).name if Path(name).is_dir() else name

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return how well each text fits the query, float64 of shape (n,), 0 to 1; equal texts score equal."""
        distinct = sorted(set(texts))
        if not distinct:
            return np.zeros(0)
        found = self._model.predict([(query, text) for text in distinct], show_progress_bar=False)
        of = dict(zip(distinct, np.asarray(found, np.float64).reshape(len(distinct)).tolist(), strict=True))
        return np.array([of[text] for text in texts])


def reranked(query: str, hits: Sequence[dict[str, Any]], reranker: Reranker) -> tuple[dict[str, Any], ...]:
    """Return hits (HIT of the contract, best first) in the order that they have with the reranker's part.

    The first :data:`DEPTH` are read again; what follows them keeps its order and stands after them.
    """
    head, rest = list(hits[:DEPTH]), hits[DEPTH:]
    given = np.rint(WEIGHT * MILLION * reranker.scores(query, [_text(hit) for hit in head])).astype(np.int64).tolist()
    totals = [round(hit["score"] * MILLION) + extra for hit, extra in zip(head, given, strict=True)]
    order = sorted(range(len(head)), key=lambda place: (-totals[place], place))
    found = []
    for place in order:
        hit = head[place]
        features = {**hit["why"]["features"], "reranker": given[place] / MILLION}
        found.append({**hit, "score": totals[place] / MILLION, "why": {**hit["why"], "features": features}})
    return tuple({**hit, "rank": rank} for rank, hit in enumerate([*found, *rest], start=1))


def _text(hit: dict[str, Any]) -> str:
    """Return what is read of a hit: its name and its target as printed."""
    return "，".join(filter(None, (hit["name"], hit["target"]["raw"] if hit["target"] else "")))
