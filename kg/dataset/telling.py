"""Readings of a build in the making that tell how far somebody has gone through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dataset.layout import StoredReadings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.dataset.layout import BuildFolder


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
