"""Arrays that are written piece by piece: the bytes are those of ``numpy.save``, the array is never in memory.

A full disk is an error of the system with its number, as it is for any other file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray


class ArrayWriter:
    """Writes a one-dimensional ``.npy`` file; a context manager, the file is whole when it is left.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with ArrayWriter(Path(folder) / "a.npy", np.int32) as writer:
    ...         writer.add([1, 2])
    ...         writer.add([3])
    ...     np.load(Path(folder) / "a.npy")
    array([1, 2, 3], dtype=int32)

    Args:
        path: The file.
        dtype: What the numbers become.

    """

    def __init__(self, path: Path, dtype: DTypeLike) -> None:
        self._dtype = np.dtype(dtype)
        self._length = 0
        self._file = path.open("wb")
        self._header()
        self._start = self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._file:
            if kind is None:
                self._file.seek(0)
                self._header()
                assert self._file.tell() == self._start, "numpy keeps room for a longer length"

    def __len__(self) -> int:
        return self._length

    def add(self, numbers: Any) -> None:  # noqa: ANN401 - whatever numpy takes for an array
        """Append numbers."""
        array: NDArray[Any] = np.ascontiguousarray(numbers, dtype=self._dtype)
        self._length += len(array)
        # not numpy's own writing, which says of a full disk only that the file became too short
        self._file.write(array.data.cast("B"))

    def _header(self) -> None:
        described = {"descr": self._dtype.str, "fortran_order": False, "shape": (self._length,)}
        np.lib.format.write_array_header_1_0(self._file, described)
