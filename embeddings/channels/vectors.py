"""Find rows by the direction of their vectors: exact inner product over half-precision vectors.

In: float32 of shape (n, d), rows of length 1 (or zero: the text said nothing). Out: rows with their cosine.
Flat on purpose: exact, filters before scoring, and within a small factor of memory bandwidth up to a
million rows; half precision halves the bytes at no loss of recall. faiss scans; what is returned is then
scored again by one fixed routine, because blocked arithmetic may give equal vectors unequal last bits, and
equal texts must score equal. The file is memory-mapped; faiss accepts a flipped byte silently, so digests
are the caller's work.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.channels.ranking import NOTHING, ChannelRanking, best, sorted_rows
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FILE = "vectors.faiss"
# Up to so many candidates, reading their rows is cheaper than a filtered scan.
_GATHER_LIMIT = 1_024
# Rows scored at a time: bounds memory.
_BLOCK = 4_096
_FRACTION_BITS = 23 - 10
# widening an int16 copies its sign into the three bits above the exponent
_NO_COPIED_SIGN = np.int32(0x8FFF_E000 - (1 << 32))
_BIAS = np.float32(2.0 ** (127 - 15))
# faiss may round the query to half precision as well: an inner product of unit vectors is then off by up to 2**-11,
# so two rows may change places only when they differ by less than twice that.
_MARGIN = 2 * 2**-11 + 1e-5
# How many more rows than asked for are fetched, one try after another, until the last is clearly worse than needed.
_SLACKS = (32, 1_024)


class VectorIndex:
    """Exact cosine search.

    >>> index = VectorIndex.build(2, [np.eye(2, dtype=np.float32)])
    >>> index.search(np.array([1, 0], dtype=np.float32), top_k=2)
    ChannelRanking(rows=array([0, 1]), scores=array([1., 0.]))

    """

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss types the C++ signatures only
        import faiss

        self._index = index
        size = index.codes.size()
        codes = faiss.rev_swig_ptr(index.codes.data(), size) if size else np.empty(0, np.uint8)
        self._halves: NDArray[np.float16] = codes.view(np.float16).reshape(index.ntotal, index.d)

    @classmethod
    def build(cls, dimension: int, batches: Iterable[NDArray[np.float32]]) -> VectorIndex:
        """Index vectors in the order given; the first has row number 0.

        Args:
            dimension: Numbers per vector.
            batches: float32 arrays of shape (any, dimension), read once.

        """
        import faiss

        half = faiss.ScalarQuantizer.QT_fp16
        index = faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT)
        for batch in batches:
            index.add(np.ascontiguousarray(batch, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """Open a saved index without reading it into memory.

        Raises:
            DamagedBuildError: The file is missing, cut short or no such index.

        """
        import faiss

        path = folder / FILE
        if not path.is_file():
            raise DamagedBuildError.within(folder, FILE, "missing")
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise DamagedBuildError.within(folder, FILE, str(error).rsplit("Error: ", 1)[-1]) from error
        halves = 2 * index.ntotal * index.d
        if not isinstance(index, faiss.IndexScalarQuantizer) or index.codes.size() != halves:
            raise DamagedBuildError.within(folder, FILE, "no half-precision flat index")
        return cls(index)

    def save(self, folder: Path) -> tuple[str, ...]:
        """Write the index into an existing folder and return the names of its files (for their digests)."""
        import faiss

        faiss.write_index(self._index, str(folder / FILE))
        return (FILE,)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return int(self._index.d)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the stored vectors of ``rows``: float32 of shape (n, d), rounded to half precision."""
        return self._halves[np.asarray(rows, dtype=np.int64)].astype(np.float32)

    def search(
        self, query: NDArray[np.float32], top_k: int, candidates: NDArray[np.int64] | None = None
    ) -> ChannelRanking:
        """Return the rows closest to ``query``.

        Args:
            query: float32 of shape (d,), of length 1; a zero vector finds nothing.
            top_k: At most so many rows.
            candidates: Row numbers that may be returned; None for all. Any order, each counted once.

        Returns:
            Rows with their cosine (-1 to 1), best first, equal scores by row number. Rows with equal vectors always
            have equal scores.

        """
        query = np.ascontiguousarray(query, dtype=np.float32).reshape(self.dimension)
        if candidates is not None:
            candidates = sorted_rows(candidates)
        allowed = len(self) if candidates is None else len(candidates)
        if top_k <= 0 or not allowed or not query.any():
            return NOTHING
        if candidates is not None and allowed <= max(_GATHER_LIMIT, top_k):
            rows = candidates
        else:
            rows = self._scan(query, min(top_k, allowed), candidates)
        return best(rows, self.scores(query, rows), top_k)

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosine of each of ``rows`` (any order, repeats allowed), exactly as :meth:`search` gives it."""
        query = np.ascontiguousarray(query, dtype=np.float32).reshape(self.dimension)
        return cosines(self._halves, query, np.asarray(rows, dtype=np.int64))

    def _scan(self, query: NDArray[np.float32], top_k: int, candidates: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """Return rows that surely hold the best ``top_k``, those equal to the last of them included."""
        faiss = scanner()
        parameters = None
        if candidates is not None:
            flags = np.zeros(len(self), bool)
            flags[candidates] = True
            bitmap = np.packbits(flags, bitorder="little")  # must outlive the search
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bitmap))
        for slack in _SLACKS:
            wanted = min(top_k + slack, len(self))
            values, found = self._index.search(query[None, :], wanted, params=parameters)
            values, found = values[0][found[0] >= 0], found[0][found[0] >= 0]
            last = float(values[min(top_k, len(values)) - 1]) - _MARGIN
            if len(values) < wanted or wanted == len(self) or values[-1] < last:
                return np.asarray(found, dtype=np.int64)
        # Thousands of rows are as good as the last one (the same name in many documents): take them all.
        _, _, found = self._index.range_search(query[None, :], last, params=parameters)
        return np.asarray(found, dtype=np.int64)


def cosines(halves: NDArray[np.float16], query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the cosine of each of ``rows`` of stored vectors, float64 of shape (n,): the one routine that scores.

    >>> cosines(np.eye(2, dtype=np.float16), np.array([1, 0], np.float32), np.array([1, 0]))
    array([0., 1.])

    """
    found = np.empty(len(rows), np.float64)
    for start in range(0, len(rows), _BLOCK):
        block = widened(halves[rows[start : start + _BLOCK]])
        found[start : start + _BLOCK] = (block * query).sum(axis=1, dtype=np.float32)
    return np.clip(found, -1.0, 1.0)


def widened(halves: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return finite half-precision numbers as float32, exactly, in a fifth of the time that ``astype`` takes.

    A half's sign, exponent and fraction are moved to the places of a float32; its exponent then counts from another
    bias, which one multiplication by a power of two puts right, of numbers below the least normal one, too.

    >>> widened(np.array([1.5, -0.1, 6e-8, -0.0], np.float16)) == np.array([1.5, -0.1, 6e-8, -0.0], np.float16)
    array([ True,  True,  True,  True])

    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= _FRACTION_BITS
    bits &= _NO_COPIED_SIGN
    numbers = bits.view(np.float32)
    numbers *= _BIAS
    return numbers


def scanner() -> Any:  # noqa: ANN401 - its declared types know the C++ signatures only
    """Return faiss, ready to look for one query in the thread that asks.

    It shares out queries among its threads, never rows: all but one would only wait, at full speed.
    """
    faiss: Any = importlib.import_module("faiss")
    faiss.omp_set_num_threads(1)
    return faiss


def write_vectors(folder: Path, dimension: int, batches: Iterable[NDArray[np.float32]]) -> tuple[str, ...]:
    """Write an index of any size: the bytes of ``VectorIndex.build(…).save(…)``, one batch in memory at a time.

    Args:
        folder: An existing folder.
        dimension: Numbers per vector.
        batches: float32 arrays of shape (any, dimension), read once.

    Returns:
        The names of the files written.

    Raises:
        DamagedBuildError: What was written is no index; this version of faiss has another format.

    """
    index: Any = VectorIndex.build(dimension, ())._index
    path = folder / FILE
    with path.open("wb") as file:
        # the header comes last: a file that was broken off is no index
        file.seek(len(_before_codes(index)))
        for batch in batches:
            file.write(index.sa_encode(np.ascontiguousarray(batch, dtype=np.float32)).tobytes())
            index.ntotal += len(batch)
        file.seek(0)
        file.write(_before_codes(index))
    VectorIndex.load(folder)
    return (FILE,)


def _before_codes(index: Any) -> bytes:  # noqa: ANN401
    """Return what faiss writes before the codes of an index that holds none: their number is the last it writes."""
    import faiss

    codes = np.array(index.ntotal * index.code_size, "<u8").tobytes()
    return faiss.serialize_index(index).tobytes()[: -len(codes)] + codes
