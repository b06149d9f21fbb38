"""All vectors that are about so near a query or nearer, where a search gives the best so many.

In: the file of half-precision vectors and a least cosine. Out: every row that reaches it, with its cosine to within
:data:`OFF`; exact cosines cost a microsecond each, and most who ask need none. faiss looks for all that reach a bound
twenty times as slowly as for the best, so a sample tells how many there will be: few are searched for, and more where
the last of them is still near enough; for many, one pass over all is shorter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.channels.vectors import VectorIndex, scanner

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OFF = 2**-11 + 2e-5
"""faiss may round the query to half precision; the products of unit vectors are then off by 2**-11."""

_SAMPLE = 1_024
_FEW = 1 / 8  # of the rows: what faiss's lists of the best are good for
_BLOCK = 1_024  # rows that fit a processor's own cache
# Half precision by its bits: moved under the sign and the three upper bits of a longer exponent, a number is
# 2**-112 of itself in single precision.
_MOVED, _KEPT, _SCALE = 13, np.int32(-0x70000001), np.float32(2.0**112)


class RangeIndex(VectorIndex):
    """Vectors of one index; see the module.

    Attributes:
        off: :data:`OFF`.

    >>> index = RangeIndex.build(2, [np.eye(2, dtype=np.float32)])
    >>> index.within(np.array([1, 0], dtype=np.float32), 0.5, np.arange(2))
    (array([0]), array([1.]))

    """

    off = OFF

    @classmethod
    def load(cls, folder: Path) -> RangeIndex:
        """Open a saved index; see :meth:`VectorIndex.load`."""
        return cls(super().load(folder)._index)

    def within(
        self, query: NDArray[np.float32], least: float, rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return those of ``rows`` whose cosine is at least ``least``, in any order, and about their cosines.

        Args:
            query: float32 of shape (d,), of length 1.
            least: Above -1, up to 1.
            rows: int64, ascending, each once.

        Returns:
            Rows that reach it, and some that are up to twice :data:`OFF` below; their cosines, off by at most that.

        """
        least -= OFF
        sample = self._pass(query, rows[:: len(rows) // _SAMPLE + 1])
        if len(sample) < len(rows):
            wanted = int(1.2 * ((sample >= least).mean() + 1 / _SAMPLE) * len(rows))
            while wanted < _FEW * len(rows):
                found, cosines = self._best(query, rows, wanted)
                near = cosines >= least
                if not near.all():
                    return found[near], cosines[near]
                wanted *= 2
            sample = self._pass(query, rows)
        return rows[sample >= least], sample[sample >= least]

    def _best(
        self, query: NDArray[np.float32], rows: NDArray[np.int64], wanted: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return about the best so many of ``rows``, by faiss's reckoning."""
        faiss = scanner()
        parameters = None
        if len(rows) < len(self):
            flags = np.zeros(len(self), bool)
            flags[rows] = True
            bitmap = np.packbits(flags, bitorder="little")  # must outlive the search
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bitmap))
        (values,), (found,) = self._index.search(query[None, :], wanted, params=parameters)
        return found.astype(np.int64), values.astype(np.float64)

    def _pass(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosine of each of ``rows``, up to the last digits of single precision."""
        numbers, scaled = self._halves.view(np.int16), query * _SCALE
        found = np.empty(len(rows))
        for start in range(0, len(rows), _BLOCK):
            block = numbers[rows[start : start + _BLOCK]].astype(np.int32)
            block <<= _MOVED
            block &= _KEPT
            found[start : start + _BLOCK] = block.view(np.float32) @ scaled
        return found
