"""What else promises the same as an indicator does: its like (``kgs:like``), ranked.

In goes a row of the index, out comes its question (``embeddings.query.questions``) with what ranks best for it. Left
out are the indicator itself and its repetitions in the same document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.query.questions import Question, question_like

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue
    from embeddings.retrieval.fusion import Ranking
    from embeddings.retrieval.search import Index


def repetitions(catalogue: Catalogue, row: int) -> NDArray[np.int64]:
    """Return the rows of the same document with the same text and measures, this one among them; ascending."""
    same = catalogue.entry_rows(int(catalogue.column("entry")[row]))
    document = catalogue.column("document")
    found: NDArray[np.int64] = same[document[same] == document[row]].astype(np.int64)
    return found


def rank_like(index: Index, row: int, limit: int, rows: NDArray[np.int64] | None = None) -> tuple[Question, Ranking]:
    """Return the question and the best ``limit`` rows (of ``rows`` where given), repetitions left out."""
    question, left_out = question_like(index.catalogue, index.encoder, row), repetitions(index.catalogue, row)
    ranking = index.rank(question, limit + len(left_out), rows)
    kept = np.flatnonzero(~np.isin(ranking.rows, left_out))[:limit]
    return question, ranking.only(kept)
