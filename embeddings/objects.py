"""Whether objects (对象) are the same, of a few hits with reasons, or of very many entries yes or no.

In: the table, the model with its weights (``embeddings.deciding``), and how near the meaning of entries is. Out: the
three figures that decide, or the decision. This is the one place that decides: search, facets, comparison, neighbours
and SPARQL all ask here. Of very many it is known only about how near they are; where that leaves it open, it is looked
up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.deciding import Alike, both_sides, read_weights
from embeddings.encoder import StaticEncoder
from embeddings.wordings import Wordings, compared, compared_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue
    from embeddings.deciding import Manner, Weights
    from embeddings.encoder import Encoder

_ROUNDED = 2  # millionths that rounding may add


class Objects:
    """The objects of one table's entries; may be used from several threads.

    Args:
        catalogue: The table.
        encoder: The model that its vectors were made with.

    Attributes:
        weights: Of the model.

    Raises:
        ModelError: The weights beside the model are none.

    """

    def __init__(self, catalogue: Catalogue, encoder: Encoder) -> None:
        static = encoder if isinstance(encoder, StaticEncoder) else None
        self.weights: Weights = read_weights(static.folder if static else None)
        self._wordings = None if static is None or self.weights.whole_only else Wordings(catalogue, static)

    def alike(self, text: str, manner: Manner, names: Sequence[str], whole: NDArray[np.float64]) -> Alike:
        """Return how alike each of some names is to a text.

        Args:
            text: Of a query.
            manner: Who asks.
            names: Of indicators.
            whole: How near their whole texts are, float64 of shape (n,), 0 to 1.

        """
        if self._wordings is None:
            return _by_the_whole(whole)
        return Alike(whole, *compared(self._wordings.encoder, text, names, both=both_sides(manner)))

    def alike_in_words(
        self, text: str, manner: Manner, names: Sequence[str], whole: NDArray[np.float64]
    ) -> tuple[Alike, Sequence[str]]:
        """Return what :meth:`alike` does, and of each name the word that :attr:`Alike.unmatched` is of, or ``""``."""
        if self._wordings is None:
            return _by_the_whole(whole), [""] * len(names)
        rest, unmatched, words = compared_in_words(self._wordings.encoder, text, names, both=both_sides(manner))
        return Alike(whole, rest, unmatched), words

    def same(
        self,
        text: str,
        manner: Manner,
        entries: NDArray[np.int64],
        whole: NDArray[np.float64],
        off: float = 0.0,
        exactly: Callable[[NDArray[np.int64]], NDArray[np.float64]] | None = None,
    ) -> NDArray[np.bool_]:
        """Say of each of ``entries`` whether its object is that of a query.

        Args:
            text: Of the query.
            manner: Who asks.
            entries: In any order.
            whole: About how near their whole texts are, float64 of shape (n,), 0 to 1.
            off: By how much that may be off.
            exactly: Tells how near the whole texts of some entries are; needed where ``whole`` is off.

        """
        about = self._alike_enough(text, manner, entries, whole, off)
        if exactly is None or not off:
            return self.weights.same_object(about, manner)
        margin = self.weights.parts(about, manner).margin
        open_by = self.weights.open_by(manner, off) + _ROUNDED
        found = (margin > open_by) & (whole - off > self.weights.least_whole)
        again = np.flatnonzero((margin >= -open_by) & (whole + off >= self.weights.least_whole) & ~found)
        exact = Alike(exactly(entries[again]), about.rest[again], about.unmatched[again])
        found[again] = self.weights.same_object(exact, manner)
        return found

    def _alike_enough(
        self, text: str, manner: Manner, entries: NDArray[np.int64], whole: NDArray[np.float64], off: float
    ) -> Alike:
        """Return how alike names are; where even an equal rest would not do, the rest is not looked at and 0."""
        if self._wordings is None:
            return _by_the_whole(whole)
        at_best = Alike(
            whole + off, np.ones(len(entries)), self._wordings.unmatched(text, entries, both=both_sides(manner))
        )
        rest = np.zeros(len(entries))
        left = np.flatnonzero(self.weights.parts(at_best, manner).margin >= -_ROUNDED)
        rest[left] = self._wordings.rest(text, entries[left])
        return Alike(whole, rest, at_best.unmatched)

    def prepare(self, stop: Event) -> None:
        """Look up the words of all entries, or as many as there is time for until ``stop`` is set."""
        if self._wordings is not None:
            self._wordings.prepare(stop)


def _by_the_whole(whole: NDArray[np.float64]) -> Alike:
    nothing = np.zeros(len(whole))
    return Alike(whole, nothing, nothing)
