"""Between the IRIs of the graph and the row numbers of the search index.

In goes an opened table, out come rows for IRIs and IRIs for rows, each in about a microsecond. Rows stand by
document and ordinal, and a document's indicators are numbered from 1 without a gap as a rule; so a row is mostly
found where it must be, else by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue

_SHIFT: Final = 32
_MOST_DIGITS: Final = 9  # more indicators than any document has; ordinals are 32-bit numbers


class IndicatorRows:
    """The indicators of one index, by IRI and by row.

    Reads all it needs when made, so that it works in a process that can open no more files.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._prefix = f"{catalogue.base_iri}id/indicator/"
        self._prefix_length = len(self._prefix)
        self._documents: list[str] = [document for document, _ in catalogue.settings["documents"]]
        self._numbers = {document: number for number, document in enumerate(self._documents)}
        self._document_of = catalogue.column("document")
        self._ordinals = catalogue.column("ordinal")
        self._ordinal_at = self._ordinals.data  # gives single numbers in a third of an array's time
        self._starts: list[int] = np.searchsorted(self._document_of, np.arange(len(self._documents) + 1)).tolist()

    def row(self, iri: str) -> int | None:
        """Return the row of an indicator, None for any other IRI."""
        named = self._named(iri)
        if named is None:
            return None
        number, ordinal = named
        start, end = self._starts[number], self._starts[number + 1]
        row = start + ordinal - 1
        if row < end and self._ordinal_at[row] == ordinal:
            return row
        row = bisect_left(self._ordinal_at, ordinal, start, end)
        return row if row < end and self._ordinal_at[row] == ordinal else None

    def rows(self, iris: Iterable[str]) -> NDArray[np.int64]:
        """Return the rows of those IRIs that are indicators: ascending, each once."""
        named = [pair for pair in map(self._named, iris) if pair is not None]
        numbers, ordinals = np.array(named, np.int64).reshape(-1, 2).T
        asked = numbers << _SHIFT | ordinals
        present = self._document_of.astype(np.int64) << _SHIFT | self._ordinals
        return np.flatnonzero(np.isin(present, asked)).astype(np.int64)

    def _named(self, iri: str) -> tuple[int, int] | None:
        """Return document and ordinal that an IRI names, None where it is not written as an indicator's."""
        if not iri.startswith(self._prefix):
            return None
        document, _, written = iri[self._prefix_length :].rpartition("-")
        number = self._numbers.get(document)
        if number is None or len(written) > _MOST_DIGITS or not (written.isascii() and written.isdigit()):
            return None
        ordinal = int(written)
        return (number, ordinal) if ordinal and written[0] != "0" else None

    def iri(self, row: int) -> str:
        """Return the IRI of a row's indicator."""
        return f"{self._prefix}{self._documents[int(self._document_of[row])]}-{int(self._ordinals[row])}"

    def document(self, row: int) -> int:
        """Return the number of a row's document."""
        return int(self._document_of[row])
