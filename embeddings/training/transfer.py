"""Ask whether a model understands another hand: find an unseen author's indicators by that author's other words.

In: a way to encode and one author's groups, none of whose lines were trained on. The plain names are the
rows to find, every other phrasing is a query with one right row. Out: recall@10 and nDCG@10 of the dense
channel, the lexical one and their mix, and how often a phrasing is closer to its own name than to a near
miss. Authors write about similar things, so a held-out author's name may have been written by others too:
that is the use we expect, not a leak to hide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.channels.lexical import LexicalIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from embeddings.training.texts import Group

DENSE_WEIGHT = 0.7
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Transfer:
    """How well one author's phrasings find that author's names.

    Attributes:
        rows: Distinct names to find.
        queries: Other phrasings.
        quality: For each channel (``lexical``, ``dense``, ``mixed``) recall@10 and nDCG@10.
        near_kept_apart: Share of (phrasing, own name, near miss) in which the own name is closer.

    """

    rows: int
    queries: int
    quality: dict[str, tuple[float, float]]
    near_kept_apart: float


def transfer(encode: Callable[[Sequence[str]], NDArray[np.float32]], groups: Sequence[Group]) -> Transfer:
    """Measure one held-out author's groups.

    Args:
        encode: Texts to float32 of shape (n, d), rows of length 1.
        groups: The author's groups, at least one with two phrasings.

    """
    names = list({letters(group.names[0]): group.names[0] for group in groups}.values())
    rows = {letters(name): row for row, name in enumerate(names)}
    queries = [(name, rows[letters(group.names[0])]) for group in groups for name in group.names[1:]]
    texts = [text for text, _ in queries]
    right = np.array([row for _, row in queries])
    dense = (encode(texts) @ encode(names).T).astype(np.float64)
    index = LexicalIndex.build([name] for name in names)
    lexical = np.stack([index.scores(text, np.arange(len(names))) for text in texts])
    mixed = DENSE_WEIGHT * dense + (1.0 - DENSE_WEIGHT) * lexical
    channels = {"lexical": lexical, "dense": dense, "mixed": mixed}
    quality = {channel: _quality(scores, right) for channel, scores in channels.items()}
    return Transfer(len(names), len(queries), quality, _kept_apart(encode, groups))


def _quality(scores: NDArray[np.float64], right: NDArray[np.int64]) -> tuple[float, float]:
    own = scores[np.arange(len(right)), right][:, None]
    earlier = (scores == own) & (np.arange(scores.shape[1]) < right[:, None])
    rank = ((scores > own) | earlier).sum(axis=1)
    found = rank < _DEPTH
    return float(found.mean()), float((found / np.log2(rank + 2)).mean())


def _kept_apart(encode: Callable[[Sequence[str]], NDArray[np.float32]], groups: Sequence[Group]) -> float:
    triples = [
        (phrasing, group.names[0], miss) for group in groups for phrasing in group.names[1:] for _, miss in group.near
    ]
    if not triples:
        return 0.0
    phrasing, name, miss = (encode(column) for column in zip(*triples, strict=True))
    return float(((phrasing * name).sum(axis=1) > (phrasing * miss).sum(axis=1)).mean())
