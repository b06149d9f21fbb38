"""Readings of a build as a sequence: each is loaded from its file when it is asked for, and none is kept.

Whoever goes through them needs one document's memory at a time, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from kg.dataset.folder import record_name

if TYPE_CHECKING:
    from kg.dataset.folder import BuildFolder
    from kg.records import Document, Reading


class StoredReadings(Sequence["Reading"]):
    """The readings of a build, each loaded from its file when it is asked for and never kept.

    Order: by document digest. Going through all of them costs one document's memory at a time. ``read`` gives the
    bytes of a file of the build and refuses damaged ones; a build in the making has no digests to compare with yet.
    """

    def __init__(
        self, folder: BuildFolder, document_ids: Sequence[str], read: Callable[[str], bytes] | None = None
    ) -> None:
        self._folder = folder
        self._ids = tuple(document_ids)
        self._read = read

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> StoredReadings: ...
    def __getitem__(self, index: int | slice) -> Reading | StoredReadings:
        """Load one reading, or make a view of some."""
        if isinstance(index, slice):
            return StoredReadings(self._folder, self._ids[index], self._read)
        from kg import record_json  # opening a build for a search needs no record

        return record_json.loads(self._text(self._ids[index]))

    def __iter__(self) -> Iterator[Reading]:
        for place in range(len(self)):
            yield self[place]

    def documents(self) -> Iterator[Document]:
        """Give the document of each reading, without its other records."""
        from kg import record_json

        for document_id in self._ids:
            yield record_json.document_of(self._text(document_id))

    def _text(self, document_id: str) -> str:
        name = record_name(document_id)
        data = (self._folder.path / name).read_bytes() if self._read is None else self._read(name)
        return data.decode("utf-8")


class ToldReadings(StoredReadings):
    """As ``StoredReadings``; each document that is looked at counts, up to their number.

    Args:
        folder: The build in the making.
        document_ids: Of the documents that were read.
        told: Called with how many were looked at and how many there are; at once with none.

    """

    def __init__(self, folder: BuildFolder, document_ids: Sequence[str], *, told: Callable[[int, int], None]) -> None:
        super().__init__(folder, document_ids)
        self._told = told
        self._looked = 0
        told(0, len(self))

    def _text(self, document_id: str) -> str:
        if self._looked < len(self):
            self._looked += 1
            self._told(self._looked, len(self))
        return super()._text(document_id)
