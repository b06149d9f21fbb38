"""The dense channel of an opened index: exact cosines, without importing faiss where that takes longer than the search.

In: the file that ``embeddings.channels.vectors`` wrote. Out: cosines of rows. The half-precision numbers are the last
bytes of that file, so they are mapped directly; up to some ten thousand rows all of them are scored in less time than
faiss needs to load. Above that faiss scans. Scores come from the same fixed routine in both cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.channels.ranking import NOTHING, ChannelRanking, best
from embeddings.channels.vectors import FILE, VectorIndex, cosines
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SCAN_ALL = 20_000
"""Up to so many rows numpy scores all of them; above, faiss looks for the best."""


class DenseChannel:
    """Vectors of one index, opened without being read.

    Args:
        folder: Where ``write_vectors`` wrote.
        rows: How many vectors there must be.
        dimension: Numbers per vector.

    Raises:
        DamagedBuildError: The file is missing or has another size.

    """

    def __init__(self, folder: Path, rows: int, dimension: int) -> None:
        self._folder = folder
        self._rows = rows
        self._large: VectorIndex | None = None
        path, size = folder / FILE, 2 * rows * dimension
        try:
            held = path.stat().st_size
            with path.open("rb") as file:
                file.seek(max(held - size - 8, 0))
                counted = int.from_bytes(file.read(8), "little")
        except OSError as error:
            raise DamagedBuildError.within(folder, FILE, str(error)) from error
        if counted != size or held < size + 8:
            raise DamagedBuildError.within(folder, FILE, f"{counted} ≠ {size} B")
        self._halves: NDArray[np.float16] = np.zeros((0, dimension), np.float16)
        if rows:
            mapped = np.memmap(path, "<f2", "r", offset=held - size, shape=(rows, dimension))
            self._halves = np.asarray(mapped)

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosine of each of ``rows``, float64 of shape (n,), -1 to 1."""
        return cosines(self._halves, query, rows)

    def search(self, query: NDArray[np.float32], top_k: int, rows: NDArray[np.int64] | None = None) -> ChannelRanking:
        """Return the best rows (of ``rows``, ascending, where given), equal scores by row number."""
        if not query.any():
            return NOTHING
        if self._rows > SCAN_ALL:
            if self._large is None:
                self._large = VectorIndex.load(self._folder)
            return self._large.search(query, top_k, rows)
        candidates = np.arange(self._rows) if rows is None else rows
        return best(candidates, self.scores(query, candidates), top_k)
