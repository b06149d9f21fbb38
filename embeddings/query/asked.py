"""What a query says besides its topic (问句中的条件): bounds on figures and quoted words, and the rows these leave.

In: a query as typed, and the filters beside it. Out: what was read from the words, which of it holds, and the rows of
the table that pass. Search and facets both go through here, so they count and rank the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from embeddings.query.conditions import Condition, conditions_in, passing
from embeddings.query.phrases import Quoted, candidates, held, quoted_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.channels.lexical import LexicalIndex
    from embeddings.index.catalogue import Catalogue
    from embeddings.query.filters import Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words of a query ask of hits.

    Attributes:
        conditions: Bounds on figures, in the order of the words.
        quoted: Quoted words.
        applied: Whether the bounds filter.

    """

    conditions: tuple[Condition, ...]
    quoted: Quoted
    applied: bool

    @classmethod
    def of(cls, query: str, filters: Filters, *, typed: bool) -> Asked:
        """Read a query; its bounds hold where ``typed`` and no filter bounds the values already."""
        conditions = conditions_in(query)
        given = filters.minimum is not None or filters.maximum is not None
        return cls(conditions, quoted_in(query), typed and bool(conditions) and not given)

    def rows(
        self, catalogue: Catalogue, lexical: LexicalIndex, rows: NDArray[np.int64] | None
    ) -> NDArray[np.int64] | None:
        """Return those of ``rows`` that the words may allow, ascending; ``None`` is all, as in ``filters.resolve``.

        Bounds are exact; whether a row has the quoted words in one piece is for :meth:`held` to say.
        """
        if self.applied:
            rows = passing(self.conditions, catalogue, rows)
        if self.quoted.phrases:
            rows = candidates(self.quoted.phrases, catalogue, lexical, rows)
        return rows

    def figure_filters(self, filters: Filters) -> list[Filters]:
        """Return every filter about figures: that beside the words, and the bounds of the words where they hold."""
        bounds = self.conditions if self.applied else ()
        own = [filters, *(alike.filters for bound in bounds for alike in bound.alike)]
        return [one for one in own if one.bounds_figures]

    def held(self, catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each of ``rows`` whether it has the quoted words; all have where none are."""
        return held(self.quoted.phrases, catalogue, rows)

    def to_json(self) -> dict[str, Any]:
        """Return what was read as plain JSON values."""
        return {
            "phrases": list(self.quoted.phrases),
            "quoted_names": list(self.quoted.names),
            "conditions": [condition.to_json() for condition in self.conditions],
            "applied": self.applied,
        }
