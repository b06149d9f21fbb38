"""The function ``kg:similarity(?i, "text")``: the score that a search for the text gives to one indicator.

Built inside a query worker, which afterwards can open no file: so the index, the model and everything that either
imports or maps on first use is opened here. A text is made ready once and remembered. Its first few indicators are
scored one by one; soon all are scored in one pass, and a call only looks its number up.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from embeddings.channels.encoder import load_encoder
from embeddings.index.rows import IndicatorRows
from embeddings.query.preferences import EVERYTHING
from embeddings.retrieval.search import Index
from embeddings.similar.names import FUNCTION
from kg.graph.vocabulary import XSD
from kg.sparql.functions import Functions, FunctionSource

if TYPE_CHECKING:
    from pyoxigraph import Literal

    from embeddings.query.questions import Question
    from kg.sparql.functions import Term

PASS_SHARE: Final = 400
"""One indicator scored alone takes as long as so many in a pass over all."""
_ARGUMENTS: Final = 2
_REMEMBERED: Final = 8  # texts; each may hold one number per indicator
_LANGUAGE_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def similarity_source(build_folder: Path, model: str | None = None) -> FunctionSource:
    """Return what a ``QueryPool`` needs to offer ``kg:similarity`` over the index of a build.

    Args:
        build_folder: The folder of the build.
        model: The model its vectors were made with, where that is not the shipped one.

    """
    return FunctionSource("embeddings.similar.scalar:similarity_functions", (str(build_folder), model or ""))


def similarity_functions(build_folder: str, model: str = "") -> Functions:
    """Open the index of a build and return the function over it.

    Raises:
        DamagedBuildError: A file of the index is missing or does not fit the others.
        ModelError: The model is not here, or not the one of the vectors.

    """
    similarity = Similarity(Index(Path(build_folder), load_encoder(model or None)))
    return Functions(scalars={FUNCTION: similarity.call})


class Similarity:
    """Scores single indicators; everything it needs is open once it is made.

    Args:
        index: The search index of a build.
        alone: How many indicators are scored one by one for a text before all are scored in one pass; by default so
            many that neither way could have been twice as fast.

    """

    def __init__(self, index: Index, alone: int | None = None) -> None:
        from pyoxigraph import Literal, NamedNode

        count = index.catalogue.rows
        self._index = index
        self._alone = count // PASS_SHARE if alone is None else alone
        self._rows = IndicatorRows(index.catalogue)
        self._remembered = lru_cache(_REMEMBERED)(self._made_ready)
        self._iri, self._literal, self._decimal = NamedNode, Literal, NamedNode(XSD.decimal)
        # Loads the model, the postings and all columns, and imports what scoring imports: a query may open nothing.
        row = np.arange(min(1, count))
        index.row_scores(index.question("科普讲座不少于3场，数量指标"), row)
        EVERYTHING.features(index.catalogue, row)

    def call(self, *arguments: Term) -> Literal | None:
        """Return the score as ``xsd:decimal``; None (unbound) for an IRI that is no indicator of this build.

        Raises:
            TypeError: These are not two, the first is no IRI, or the second no string.

        """
        if len(arguments) != _ARGUMENTS:
            raise TypeError(f'kg:similarity(?indicator, "text") needs two arguments, found {len(arguments)}')
        indicator, text = arguments
        if not isinstance(indicator, self._iri):
            raise TypeError(f"not an indicator: {indicator}")
        scores = self._remembered(text)
        row = self._rows.row(indicator.value)
        if row is None:
            return None
        return self._literal(f"{scores.of(row):.6f}", datatype=self._decimal)

    def _made_ready(self, text: Term) -> _TextScores:
        if not isinstance(text, self._literal) or text.datatype.value not in (XSD.string, _LANGUAGE_STRING):
            raise TypeError(f"not a text: {text}")
        return _TextScores(self._index, self._index.question(text.value), self._alone)


class _TextScores:
    """The scores of rows for one text, as far as they are known."""

    def __init__(self, index: Index, question: Question, alone: int) -> None:
        self._index = index
        self._question = question
        self._left_alone = alone
        self._single: dict[int, float] = {}
        self._all: memoryview | None = None

    def of(self, row: int) -> float:
        if self._all is None and row not in self._single:
            if len(self._single) < self._left_alone:
                self._single[row] = float(self._index.row_scores(self._question, np.array([row]))[0])
            else:
                everything = np.arange(self._index.catalogue.rows)
                self._all = self._index.row_scores(self._question, everything).data
        return self._single[row] if self._all is None else self._all[row]
