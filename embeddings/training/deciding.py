"""Learn the weights of ``embeddings.deciding``: when two names that the model never saw have the same object.

In: the model, and texts by two authors that it was not trained on (``calibration/``), so that near names are as near as
they will be in service. Out: ``deciding.json`` beside the model. Pairs of phrasings of one indicator are the same, its
near misses and other names are not; pairs of unlike measures are left out where the measure tells, since it decides
before. Two logistic regressions with weights of at least 0, found by descent over all pairs: one where words of both
names must have a like, one where only those of the first must; no chance but the draw of pairs, which the seed fixes.
How much each manner of asking needs is no matter of these texts: it stands in
:data:`LEAST`, chosen on judged data (docs/quality.md).
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from embeddings.deciding import FILE, MANNERS, Side, Weights, both_sides
from embeddings.encoder import StaticEncoder
from embeddings.fusion import above_floor
from embeddings.indexing import cosine_floor
from embeddings.queries import understand
from embeddings.training.data import LEXICON, HeldOut, data_digest
from embeddings.training.texts import read_texts
from embeddings.wordings import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.deciding import Manner
    from embeddings.training.texts import Group

CALIBRATION = Path(__file__).parent / "calibration"
SEED = 0
LEAST_WHOLE = 0.3
"""Of 6,000 pairs that mean the same few are less near, and of the others nearly all."""
LEAST: dict[Manner, float] = {"spoken": -3.1, "words": -2.38, "name": 1.1}
"""Log odds, among the pairs drawn here, that each manner of asking needs."""

_OTHERS = 2  # of phrasings of an indicator among each other, and of names of other indicators
_STEPS = 20_000
_RATE = 0.5


class Pair(NamedTuple):
    """Two names; ``kind`` is ``same``, that of a near miss, or ``other``."""

    one: str
    other: str
    kind: str


def make_weights(model: Path, texts: Path = CALIBRATION) -> Weights:
    """Learn and write the weights of a model; returns them."""
    encoder = StaticEncoder(model)
    held_out = HeldOut((LEXICON / "held_out.txt").read_text(encoding="utf-8").split())
    groups, _ = read_texts(texts, held_out)
    pairs = [pair for pair in draw(groups) if _one_measure(pair)]
    same = np.array([pair.kind == "same" for pair in pairs])
    sides: dict[bool, Side] = {}
    least: dict[Manner, float] = {}
    for both in (False, True):
        figures = figures_of(encoder, pairs, both=both)
        near = figures[:, 0] >= LEAST_WHOLE
        *fitted, base = fit(figures[near], same[near])
        sides[both] = Side(*(round(weight, 3) for weight in fitted))
        least |= {manner: round(LEAST[manner] - base, 3) for manner in MANNERS if both_sides(manner) == both}
    weights = Weights(sides[False], sides[True], LEAST_WHOLE, least)
    learned = {"pairs": int(near.sum()), "same": int(same[near].sum()), "texts": data_digest(texts), "seed": SEED}
    (model / FILE).write_text(
        json.dumps(asdict(weights) | {"learned_from": learned}, indent=1) + "\n", encoding="utf-8"
    )
    return weights


def draw(groups: Sequence[Group]) -> Iterator[Pair]:
    """Draw pairs of every group; the same seed gives the same pairs."""
    chance = random.Random(SEED)
    everything = [name for group in groups for name in group.names]
    for group in groups:
        first, *others = group.names
        yield from (Pair(first, other, "same") for other in others)
        pairs = list(combinations(others, 2))
        yield from (Pair(one, other, "same") for one, other in chance.sample(pairs, min(_OTHERS, len(pairs))))
        for kind, near in group.near:
            yield Pair(first, near, kind)
            yield Pair(chance.choice(others or [first]), near, kind)
        for name in chance.sample(everything, _OTHERS):
            if name not in group.names:
                yield Pair(first, name, "other")


def figures_of(encoder: StaticEncoder, pairs: Sequence[Pair], *, both: bool) -> NDArray[np.float64]:
    """Return whole, rest and unmatched of each pair, as a search has them: float64 of shape (n, 3).

    Args:
        encoder: The model.
        pairs: Of which the first is asked for.
        both: Whether words of both must have a like, as between names.

    """
    asked = [understand(pair.one) for pair in pairs]
    said = encoder.encode([one.said for one in asked])
    named = encoder.encode([pair.other for pair in pairs])
    whole = above_floor((said * named).sum(axis=1).astype(np.float64), cosine_floor(encoder))
    words = [compared(encoder, one.text, [pair.other], both=both) for one, pair in zip(asked, pairs, strict=True)]
    return np.column_stack([whole, [rest[0] for rest, _ in words], [unmatched[0] for _, unmatched in words]])


def fit(figures: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Fit a logistic regression; weights are at least 0, and that of ``unmatched`` is taken off.

    Returns:
        Weights of whole, rest and unmatched, and the constant.

    """
    signs = np.array([1.0, 1.0, -1.0])
    centre, spread = figures.mean(axis=0), figures.std(axis=0)
    scaled = signs * (figures - centre) / spread
    weights, base = np.zeros(3), 0.0
    for _ in range(_STEPS):
        wrong = 1.0 / (1.0 + np.exp(-(scaled @ weights + base))) - same
        steps = _RATE * (scaled.T @ wrong) / len(same), _RATE * wrong.mean()
        weights, base = np.maximum(weights - steps[0], 0.0), base - steps[1]
        if max(np.abs(steps[0]).max(), abs(steps[1])) < 1e-9:
            break
    raw = weights / spread
    whole, rest, unmatched = raw.tolist()
    return whole, rest, unmatched, float(base - (signs * raw * centre).sum())


def _one_measure(pair: Pair) -> bool:
    one, other = (understand(name).asked for name in (pair.one, pair.other))
    return one is None or other is None or bool(one & other)
