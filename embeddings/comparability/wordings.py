"""The words of a table's names, kept: the figures of ``matching_words`` for entries.

Hard because whoever counts asks for thousands of entries at once, and reading and cutting a name costs some ten
microseconds, finding out where it lies forty. So the words of an entry's name are kept once they were looked up, as
numbers. It is about the table and never about queries; a service has it made at the beginning
(:meth:`Wordings.prepare`), who asks once pays for what is asked. A name and an entry get the same figures: both go
through one routine.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.comparability.matching_words import NO_WORD, rest_of, side_by_side, unmatched_of, vectors_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from numpy.typing import NDArray

    from embeddings.channels.encoder import StaticEncoder
    from embeddings.comparability.landmarks import Landmarks
    from embeddings.index.catalogue import Catalogue

    _Figure = Callable[[StaticEncoder, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]

_KEPT = 24  # words of a name; longer ones are read again
_LONGER = np.uint8(255)
_BATCH = 256
_BLOCK = 512  # names at a time: their vectors stay in a processor's cache


class Wordings:
    """The words of one table's entries; may be used from several threads.

    Args:
        catalogue: The table.
        encoder: The model that its vectors were made with.
        landmarks: Of the model, if it has any.

    Attributes:
        encoder: The same.
        landmarks: The same.

    """

    def __init__(self, catalogue: Catalogue, encoder: StaticEncoder, landmarks: Landmarks | None) -> None:
        self._catalogue = catalogue
        self.encoder = encoder
        self.landmarks = landmarks
        # Numbers that nobody has written to take no memory: what is kept is what was asked for.
        self._words = np.zeros((catalogue.entries, _KEPT), np.int32)
        self._counts = np.zeros(catalogue.entries, np.uint8)  # of words
        self._known = np.zeros(catalogue.entries, bool)
        self._crowds = np.zeros(catalogue.entries, np.float32)  # 0 is not known: there is no such crowd

    def rest(self, text: str, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how alike what remains of a text and of the names of entries is, float64 of shape (n,)."""
        return self._of_entries(text, entries, rest_of)

    def unmatched(self, text: str, entries: NDArray[np.int64], *, both: bool) -> NDArray[np.float64]:
        """Return the weight of the weightiest word without a like, of a text or, where ``both``, of either: (n,)."""
        return self._of_entries(text, entries, partial(unmatched_of, both=both))

    def landmarks_shared(self, vector: NDArray[np.float32], entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how much the names of entries lie as a text does, by its vector: float64 of shape (n,).

        It is 0 without landmarks.
        """
        found = np.zeros(len(entries))
        if self.landmarks is None:
            return found
        asked = self.landmarks.lying(vector)
        for part, words, counts in self._read(entries):
            vectors, own = vectors_of(self.encoder, words, counts), entries[part]
            unknown = self._crowds[own] == 0
            self._crowds[own[unknown]] = self.landmarks.crowds(vectors[unknown])
            found[part] = self.landmarks.shared(asked, vectors, self._crowds[own])
        return found

    def _of_entries(self, text: str, entries: NDArray[np.int64], figure: _Figure) -> NDArray[np.float64]:
        (asked,) = self.encoder.words([letters(text)])
        found = np.zeros(len(entries))
        if len(asked):
            for part, words, counts in self._read(entries):
                found[part] = figure(self.encoder, asked, words, counts)
        return found

    def _read(self, entries: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Give places among ``entries``, the words of their names as :func:`side_by_side` has them, and how many."""
        self._make(entries[~self._known[entries]])
        counts = self._counts[entries]
        kept = np.flatnonzero(counts != _LONGER)
        for start in range(0, len(kept), _BLOCK):
            part = kept[start : start + _BLOCK]
            own = counts[part].astype(np.int64)
            words = self._words[entries[part], : max(int(own.max(initial=0)), 1)].astype(np.int64)
            words[np.arange(words.shape[1]) >= own[:, None]] = NO_WORD
            yield part, words, own
        longer = np.flatnonzero(counts == _LONGER)
        if len(longer):
            read = self.encoder.words([letters(name) for name in self._names(entries[longer])])
            yield longer, *side_by_side(read)

    def prepare(self, stop: Event) -> None:
        """Look up the words of all entries, or as many as there is time for until ``stop`` is set.

        Rests as long as it works, for it shares the interpreter with those who wait for answers.
        """
        for start in range(0, self._catalogue.entries, _BATCH):
            begun = time.perf_counter()
            entries = np.arange(start, min(start + _BATCH, self._catalogue.entries))
            self._make(entries[~self._known[entries]])
            if self.landmarks is not None:
                for part, words, counts in self._read(entries):
                    self._crowds[entries[part]] = self.landmarks.crowds(vectors_of(self.encoder, words, counts))
            if stop.wait(time.perf_counter() - begun):
                return

    def _make(self, entries: NDArray[np.int64]) -> None:
        for start in range(0, len(entries), _BATCH * 16):
            part = entries[start : start + _BATCH * 16]
            found = self.encoder.words([letters(name) for name in self._names(part)])
            for entry, words in zip(part.tolist(), found, strict=True):
                if len(words) > _KEPT:
                    self._counts[entry] = _LONGER
                else:
                    self._words[entry, : len(words)] = words
                    self._counts[entry] = len(words)
            self._known[part] = True  # last: another thread may be reading

    def _names(self, entries: NDArray[np.int64]) -> list[str]:
        """Return the name of each entry; all its rows have the same but for white space."""
        firsts = self._catalogue.column("entry_rows")[self._catalogue.column("entry_starts")[entries]]
        return list(self._catalogue.names(firsts.tolist()))
