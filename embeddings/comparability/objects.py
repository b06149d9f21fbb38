"""Whether objects (对象) are the same, of a few hits with reasons, or of very many entries yes or no.

In: the table, the model with its weights (``embeddings.comparability.deciding``), a question, and how near the meaning
of entries is. Out: the four figures that decide, or the decision. This is the one place that decides: search, facets,
comparison, neighbours and SPARQL all ask here. Of very many it is known only about how near they are; where that leaves
it open, it is looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.channels.encoder import StaticEncoder
from embeddings.comparability.deciding import Alike, both_sides, read_weights
from embeddings.comparability.landmarks import FILE, read_landmarks
from embeddings.comparability.matching_words import compared, compared_in_words, landmarks_shared
from embeddings.comparability.wordings import Wordings
from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from numpy.typing import NDArray

    from embeddings.channels.encoder import Encoder
    from embeddings.comparability.deciding import Weights
    from embeddings.index.catalogue import Catalogue
    from embeddings.query.questions import Question

_ROUNDED = 2  # millionths that rounding may add


class Objects:
    """The objects of one table's entries; may be used from several threads.

    Args:
        catalogue: The table.
        encoder: The model that its vectors were made with.

    Attributes:
        weights: Of the model.

    Raises:
        ModelError: The weights beside the model, or its landmarks, are none.

    """

    def __init__(self, catalogue: Catalogue, encoder: Encoder) -> None:
        static = encoder if isinstance(encoder, StaticEncoder) else None
        self.weights: Weights = read_weights(static.folder if static else None)
        self._wordings: Wordings | None = None
        if static is not None and not self.weights.whole_only:
            landmarks = read_landmarks(static.folder, static.dimension)
            if landmarks is None and self.weights.by_landmarks:
                raise ModelError(str(static.folder), f"{FILE}: -")
            self._wordings = Wordings(catalogue, static, landmarks)

    def alike(self, question: Question, names: Sequence[str], whole: NDArray[np.float64]) -> Alike:
        """Return how alike each of some names is to a question; figures that weigh nothing for who asks are 0.

        Args:
            question: What is asked.
            names: Of indicators.
            whole: How near their whole texts are, float64 of shape (n,), 0 to 1.

        """
        if self._wordings is None:
            return _by_the_whole(whole)
        side, nothing = self.weights.side(question.manner), np.zeros(len(whole))
        rest, unmatched = nothing, nothing
        if side.rest or side.unmatched:
            both = both_sides(question.manner)
            rest, unmatched = compared(self._wordings.encoder, question.text, names, both=both)
        landmarks = nothing
        if side.landmarks and self._wordings.landmarks is not None:
            known = self._wordings.landmarks
            landmarks = landmarks_shared(self._wordings.encoder, known, question.vector, names)
        return Alike(whole, rest, unmatched, landmarks)

    def alike_in_words(
        self, question: Question, names: Sequence[str], whole: NDArray[np.float64]
    ) -> tuple[Alike, Sequence[str]]:
        """Return what :meth:`alike` does, and of each name the word hardest to match, ``""`` where each has a like.

        It is a word of the question or, between names, of either; see :attr:`Alike.unmatched`.
        """
        if self._wordings is None:
            return _by_the_whole(whole), [""] * len(names)
        both = both_sides(question.manner)
        *_, words = compared_in_words(self._wordings.encoder, question.text, names, both=both)
        return self.alike(question, names, whole), words

    def same(
        self,
        question: Question,
        entries: NDArray[np.int64],
        whole: NDArray[np.float64],
        off: float = 0.0,
        exactly: Callable[[NDArray[np.int64]], NDArray[np.float64]] | None = None,
    ) -> NDArray[np.bool_]:
        """Say of each of ``entries`` whether its object is that of a question.

        Args:
            question: What is asked.
            entries: In any order.
            whole: About how near their whole texts are, float64 of shape (n,), 0 to 1.
            off: By how much that may be off.
            exactly: Tells how near the whole texts of some entries are; needed where ``whole`` is off.

        """
        manner = question.manner
        about = self._alike_enough(question, entries, whole, off)
        if exactly is None or not off:
            return self.weights.same_object(about, manner)
        margin = self.weights.parts(about, manner).margin
        open_by = self.weights.open_by(manner, off) + _ROUNDED
        found = (margin > open_by) & (whole - off > self.weights.least_whole)
        again = np.flatnonzero((margin >= -open_by) & (whole + off >= self.weights.least_whole) & ~found)
        exact = Alike(exactly(entries[again]), *(figure[again] for figure in about[1:]))
        found[again] = self.weights.same_object(exact, manner)
        return found

    def _alike_enough(
        self, question: Question, entries: NDArray[np.int64], whole: NDArray[np.float64], off: float
    ) -> Alike:
        """Return how alike names are; what is not looked at, as even the best of it would not do, is 0."""
        if self._wordings is None:
            return _by_the_whole(whole)
        text, manner = question.text, question.manner
        side, nothing, best = self.weights.side(manner), np.zeros(len(entries)), np.ones(len(entries))
        unmatched = nothing
        if side.unmatched:
            unmatched = self._wordings.unmatched(text, entries, both=both_sides(manner))
        at_best = Alike(whole + off, best, unmatched, best)
        left = np.flatnonzero(self.weights.parts(at_best, manner).margin >= -_ROUNDED)
        rest, landmarks = nothing.copy(), nothing.copy()
        if side.rest:
            rest[left] = self._wordings.rest(text, entries[left])
        if side.landmarks:
            landmarks[left] = self._wordings.landmarks_shared(question.vector, entries[left])
        return Alike(whole, rest, unmatched, landmarks)

    def prepare(self, stop: Event) -> None:
        """Look up the words of all entries, or as many as there is time for until ``stop`` is set."""
        if self._wordings is not None:
            self._wordings.prepare(stop)


def _by_the_whole(whole: NDArray[np.float64]) -> Alike:
    nothing = np.zeros(len(whole))
    return Alike(whole, nothing, nothing, nothing)
