"""Learn the weights of ``comparability.deciding``: when two names that the model never saw have the same object.

In: the model, and texts by two authors that it was not trained on (``calibration/``), so that near names are as near as
they will be in service. Out: ``deciding.json`` beside the model. Pairs of phrasings of one indicator are the same, its
near misses and other names are not; pairs of unlike measures are left out where the measure tells, since it decides
before. Two logistic regressions with weights of at least 0, found by descent over all pairs: for names by the whole and
their words, for a person's questions by the whole and the landmarks (:data:`WEIGHED`); no chance but the draw of pairs,
which the seed fixes.
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

from embeddings.analysis.folding import letters
from embeddings.channels.encoder import StaticEncoder
from embeddings.comparability.deciding import FIGURES, FILE, MANNERS, SIGNS, Side, Weights, both_sides
from embeddings.comparability.landmarks import read_landmarks
from embeddings.comparability.matching_words import compared
from embeddings.index.building import cosine_floor
from embeddings.index.catalogue import measure_bits
from embeddings.query.understanding import understand
from embeddings.retrieval.fusion import above_floor
from embeddings.training.data import data_digest, read_held_out
from embeddings.training.texts import read_texts
from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.comparability.landmarks import Landmarks
    from embeddings.query.questions import Manner
    from embeddings.training.texts import Group

CALIBRATION = Path(__file__).parent / "calibration"
SEED = 0
LEAST_WHOLE = 0.3
"""Of 6,000 pairs that mean the same few are less near, and of the others nearly all."""
LEAST: dict[Manner, float] = {"spoken": -3.3, "words": -2.98, "name": 0.86}
"""Log odds, among the pairs drawn here, that each manner of asking needs."""

WEIGHED: dict[bool, tuple[str, ...]] = {False: ("whole", "landmarks"), True: ("whole", "rest", "unmatched")}
"""The figures that decide, for a person's questions and between two names (RESULTS.md)."""

_OTHERS = 2  # of phrasings of an indicator among each other, and of names of other indicators
_STEPS = 20_000
_RATE = 0.5


class Pair(NamedTuple):
    """Two names; ``kind`` is ``same``, that of a near miss, or ``other``."""

    one: str
    other: str
    kind: str


def make_weights(model: Path) -> Weights:
    """Learn and write the weights of a model that has landmarks; returns them."""
    encoder = StaticEncoder(model)
    landmarks = read_landmarks(model, encoder.dimension)
    if landmarks is None:
        raise ModelError(str(model), "no landmarks")
    groups, _ = read_texts(CALIBRATION, read_held_out())
    pairs = [pair for pair in draw(groups) if _one_measure(pair)]
    same = np.array([pair.kind == "same" for pair in pairs])
    sides: dict[bool, Side] = {}
    least: dict[Manner, float] = {}
    for both in (False, True):
        figures = figures_of(encoder, landmarks, pairs, WEIGHED[both])
        near = figures[:, 0] >= LEAST_WHOLE
        fitted, base = fit(figures[near] * [SIGNS[figure] for figure in WEIGHED[both]], same[near])
        learned = dict(zip(WEIGHED[both], fitted.round(3).tolist(), strict=True))
        sides[both] = Side(**{figure: learned.get(figure, 0.0) for figure in FIGURES})
        least |= {manner: round(LEAST[manner] - base, 3) for manner in MANNERS if both_sides(manner) == both}
    weights = Weights(sides[False], sides[True], LEAST_WHOLE, least)
    learned = {"pairs": int(near.sum()), "same": int(same[near].sum()), "texts": data_digest(CALIBRATION), "seed": SEED}
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


def figures_of(
    encoder: StaticEncoder, landmarks: Landmarks, pairs: Sequence[Pair], wanted: Sequence[str]
) -> NDArray[np.float64]:
    """Return figures of each pair, as a search has them: float64 of shape (n, figures).

    Args:
        encoder: The model.
        landmarks: Of the model.
        pairs: Of which the first is asked for.
        wanted: Which of :data:`embeddings.comparability.deciding.FIGURES`.

    """
    asked = [understand(pair.one) for pair in pairs]
    said = encoder.encode([one.said for one in asked])
    named = encoder.encode([pair.other for pair in pairs])
    found = {"whole": above_floor((said * named).sum(axis=1).astype(np.float64), cosine_floor(encoder))}
    if "landmarks" in wanted:
        folded = encoder.encode([letters(pair.other) for pair in pairs])
        crowds, alone = landmarks.crowds(folded), np.arange(len(pairs))[:, None]
        shared = (
            landmarks.shared(landmarks.lying(vector), folded[place], crowds[place])
            for vector, place in zip(said, alone, strict=True)
        )
        found["landmarks"] = np.concatenate(list(shared))
    if "rest" in wanted:
        words = [compared(encoder, one.text, [pair.other]) for one, pair in zip(asked, pairs, strict=True)]
        found["rest"], found["unmatched"] = (np.array(figure)[:, 0] for figure in zip(*words, strict=True))
    return np.column_stack([found[figure] for figure in wanted])


def fit(figures: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Fit a logistic regression with weights of at least 0.

    Args:
        figures: float64 of shape (n, f), those that are taken off below 0.
        same: bool of shape (n,).

    Returns:
        Weights of shape (f,), and the constant.

    """
    centre, spread = figures.mean(axis=0), figures.std(axis=0)
    scaled = (figures - centre) / spread
    weights, base = np.zeros(figures.shape[1]), 0.0
    for _ in range(_STEPS):
        wrong = 1.0 / (1.0 + np.exp(-(scaled @ weights + base))) - same
        steps = _RATE * (scaled.T @ wrong) / len(same), _RATE * wrong.mean()
        weights, base = np.maximum(weights - steps[0], 0.0), base - steps[1]
        if max(np.abs(steps[0]).max(), abs(steps[1])) < 1e-9:
            break
    raw: NDArray[np.float64] = weights / spread
    return raw, float(base - (raw * centre).sum())


def _one_measure(pair: Pair) -> bool:
    one, other = (understand(name) for name in (pair.one, pair.other))
    if one.asked is None or other.asked is None:
        return True
    return bool(measure_bits(one.asked, one.pieces) & measure_bits(other.asked, other.pieces))
