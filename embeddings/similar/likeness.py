"""A question made of an indicator: what else promises the same as this one does?

In goes a row of the index, out comes what the search ranks by: the indicator's name as the words, and the measures
that its target has, which are known better than from a name. It is the question that a comparison by indicator asks.
Left out of the answer are the indicator itself and its repetitions in the same document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.catalogue import MEASURE_BITS
from embeddings.search import Question, Ranking
from embeddings.texts import squeezed
from kg.folding import simplified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue
    from embeddings.search import Index


def question_like(index: Index, row: int) -> Question:
    """Return what to ask for the like of a row's indicator."""
    catalogue = index.catalogue
    bits = int(catalogue.column("measures")[int(catalogue.column("entry")[row])])
    asked = frozenset(name for name, bit in MEASURE_BITS.items() if bits & bit)
    text = squeezed(catalogue.hit(row)["name"])
    return Question(text, index.encoder.encode([simplified(text)])[0], asked or None, manner="name")


def repetitions(catalogue: Catalogue, row: int) -> NDArray[np.int64]:
    """Return the rows of the same document with the same text and measures, this one among them; ascending."""
    same = catalogue.entry_rows(int(catalogue.column("entry")[row]))
    document = catalogue.column("document")
    found: NDArray[np.int64] = same[document[same] == document[row]].astype(np.int64)
    return found


def rank_like(index: Index, row: int, limit: int, rows: NDArray[np.int64] | None = None) -> tuple[Question, Ranking]:
    """Return the question and the best ``limit`` rows (of ``rows`` where given), repetitions left out."""
    question, left_out = question_like(index, row), repetitions(index.catalogue, row)
    ranking = index.rank(question, limit + len(left_out), rows)
    kept = np.flatnonzero(~np.isin(ranking.rows, left_out))[:limit]
    return question, Ranking(ranking.rows[kept], ranking.scores[kept])
