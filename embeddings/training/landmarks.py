"""Make the landmarks of a model (``comparability.landmarks``): where the indicators lie that it learned from.

In: the model and the authored groups. Out: ``landmarks.npy`` beside the model. The mean of a group's phrasings is where
its indicator lies; as several authors wrote about the same things, and a model's directory must stay small, these are
put together to fewer centres (spherical k-means). The seed fixes the first of them; another processor may differ in the
last digits.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.channels.encoder import StaticEncoder
from embeddings.comparability.landmarks import FILE, packed
from embeddings.query.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.training.texts import Group

COUNT = 3_584
"""Landmarks; more told no better (RESULTS.md), and half a megabyte is what the directory has room for."""
SEED = 0

_ROUNDS = 20


def make_landmarks(model: Path, groups: Sequence[Group]) -> NDArray[np.float32]:
    """Make and write the landmarks of a model; returns them, float32 of shape (k, d), k at most :data:`COUNT`."""
    faiss: Any = importlib.import_module("faiss")  # its declared types know the C++ signatures only
    means = _means(StaticEncoder(model), groups)
    clusters = faiss.Kmeans(
        means.shape[1],
        min(COUNT, len(means)),
        niter=_ROUNDS,
        spherical=True,
        seed=SEED,
        min_points_per_centroid=1,
        max_points_per_centroid=len(means),
    )
    clusters.train(means)
    centres: NDArray[np.float32] = clusters.centroids
    np.save(model / FILE, packed(centres))
    return centres


def _means(encoder: StaticEncoder, groups: Sequence[Group]) -> NDArray[np.float32]:
    """Return where each group lies, float32 of shape (n, d), rows of length 1."""
    said = encoder.encode([understand(name).said for group in groups for name in group.names])
    starts = np.cumsum([0, *(len(group.names) for group in groups[:-1])])
    sums = np.add.reduceat(said, starts, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means: NDArray[np.float32] = sums[lengths[:, 0] > 0] / lengths[lengths[:, 0] > 0]
    return means
