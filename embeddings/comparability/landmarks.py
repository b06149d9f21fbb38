"""Whether two texts lie near the same known indicators (已知指标), however near they are to each other.

In: centres of the authored groups that the model learned from (``landmarks.npy`` beside it), and vectors of texts. Out:
a figure from 0 to 1 for each pair. Cosines alone mislead where many indicators lie close together: 公务用车油耗 is
not far from 车辆行驶安全指标, but each has nearer ones of its own. So every text is described by how it lies among
the landmarks, ``exp(20 cos)`` to each, and descriptions are compared by their cosine; of the text that asks only the
nearest landmarks count, so that thousands of others are compared in no time.

Figures must not depend on what is computed beside them. Vectors and landmarks are therefore whole numbers here: their
products are exact in single precision, in whatever order a library adds them up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILE = "landmarks.npy"
"""Where they stand, in the folder of a model."""

_SHARPNESS = 20.0
_NEAREST = 32  # landmarks of the text that asks
_LEAST = -8.0  # of the logarithm: what shares less shares nothing
_FINE = 1_000  # steps of a vector's numbers; products stay far below 2**24, where single precision is exact
_STEPS = 7  # of a landmark's numbers, to either side: half a byte each
_BATCH = 64  # texts at a time: what they have with all landmarks stays in a processor's cache


class Lying(NamedTuple):
    """How a text that asks lies among the landmarks.

    Attributes:
        nearest: The landmarks nearest to it, int64 of shape (m,).
        near: How near they are, times the sharpness: float32 of shape (m,).
        crowd: Logarithm of what its description has in length, squared.

    """

    nearest: NDArray[np.int64]
    near: NDArray[np.float32]
    crowd: float


class Landmarks:
    """The landmarks of one model.

    Args:
        packed: Two numbers a byte, each 0 to 14 for -7 to 7: uint8 of shape (k, d / 2).

    >>> marks = Landmarks(packed(np.eye(2, dtype=np.float32)))
    >>> vectors = np.array([[1, 0], [0, 1]], np.float32)
    >>> marks.shared(marks.lying(vectors[0]), vectors, marks.crowds(vectors)).tolist()
    [1.0, 0.0]

    """

    def __init__(self, packed: NDArray[np.uint8]) -> None:
        pairs = np.array([(byte >> 4, byte & 15) for byte in range(256)], np.float32) - _STEPS
        self._numbers = pairs.take(packed, axis=0).reshape(len(packed), -1)
        lengths = np.sqrt(np.einsum("ij,ij->i", self._numbers, self._numbers))
        self._scale = (_SHARPNESS / _FINE / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)

    def lying(self, vector: NDArray[np.float32]) -> Lying:
        """Describe a text that asks, by its vector: float32 of shape (d,), of length 1."""
        near = self._near(vector[None, :])[0]
        nearest = np.argsort(-near, kind="stable")[:_NEAREST]
        return Lying(nearest, near[nearest], float(_log_sum(2 * near[None, nearest])[0]))

    def crowds(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how crowded it is where texts lie, float32 of shape (n,); takes some forty microseconds for each."""
        found = np.empty(len(vectors), np.float32)
        for start in range(0, len(vectors), _BATCH):
            found[start : start + _BATCH] = _log_sum(2 * self._near(vectors[start : start + _BATCH]))
        return found

    def shared(self, asked: Lying, vectors: NDArray[np.float32], crowds: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how much texts lie as the one that asks does.

        Args:
            asked: What :meth:`lying` gave.
            vectors: float32 of shape (n, d), rows of length 1.
            crowds: What :meth:`crowds` gave for them.

        Returns:
            float64 of shape (n,), 0 to 1.

        """
        found = np.empty(len(vectors))
        for start in range(0, len(vectors), _BATCH):
            stop = start + _BATCH
            both = self._near(vectors[start:stop], asked.nearest) + asked.near
            found[start:stop] = _log_sum(both) - 0.5 * (asked.crowd + crowds[start:stop].astype(np.float64))
        shared: NDArray[np.float64] = 1.0 - np.clip(found, _LEAST, 0.0) / _LEAST
        return shared

    def _near(
        self, vectors: NDArray[np.float32], marks: NDArray[np.int64] | slice = slice(None)
    ) -> NDArray[np.float32]:
        """Return how near vectors are to landmarks, times the sharpness: float32 of shape (n, landmarks)."""
        near: NDArray[np.float32] = np.rint(_FINE * vectors) @ self._numbers[marks].T
        near *= self._scale[marks]
        return near


def read_landmarks(folder: Path | None, dimension: int) -> Landmarks | None:
    """Return the landmarks that stand in the folder of a model, ``None`` where none do.

    Args:
        folder: Of the model, or ``None`` for a model without one.
        dimension: Of its vectors.

    Raises:
        ModelError: The file is none of ours.

    """
    if folder is None or not (folder / FILE).is_file():
        return None
    try:
        packed = np.load(folder / FILE, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(str(folder), f"{FILE}: {error}") from error
    if packed.dtype != np.uint8 or packed.ndim != 2 or not len(packed) or 2 * packed.shape[1] != dimension:
        raise ModelError(str(folder), f"{FILE}: {packed.dtype} {packed.shape}, {dimension}")
    return Landmarks(packed)


def packed(vectors: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pack vectors, float32 of shape (k, d) with d even, as a file has them: uint8 of shape (k, d / 2)."""
    step = float(np.quantile(np.abs(vectors), 0.997)) / _STEPS  # few are larger, and are cut
    numbers = (np.clip(np.rint(vectors / step), -_STEPS, _STEPS) + _STEPS).astype(np.uint8)
    halves: NDArray[np.uint8] = numbers[:, 0::2] << 4 | numbers[:, 1::2]
    return halves


def _log_sum(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the logarithm of the sum of exponentials of each row, float64 of shape (n,); ``values`` are used up."""
    most = values.max(axis=1)
    values -= most[:, None]
    np.exp(values, out=values)
    sums: NDArray[np.float64] = np.log(values.sum(axis=1).astype(np.float64)) + most
    return sums
