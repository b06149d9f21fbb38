"""Queries → questions that can be ranked: words, vector, measures, who asks, and what is said besides the topic.

In: queries as typed, and the table, the characters and the model they are asked of. Out: one ``Question`` each. A query
that names a department is asked twice where it is decided what is comparable, with the name and without it: no
indicator is about the office that promises it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from embeddings.analysis.pieces import ANY_PIECE
from embeddings.channels.encoder import StaticEncoder
from embeddings.index.catalogue import measure_bits, measures_in
from embeddings.index.organisations import without_names
from embeddings.index.texts import squeezed
from embeddings.query.preferences import NOTHING, Preferred, preferred
from embeddings.query.understanding import is_heading, understand
from kg.folding import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from embeddings.channels.encoder import Encoder
    from embeddings.channels.lexical import LexicalIndex
    from embeddings.index.catalogue import Catalogue
    from embeddings.query.understanding import Understood

Manner = Literal["spoken", "words", "name", "nothing"]
"""Who asks: a question with its frame or a figure, bare words, an indicator by its name, or words without an object."""

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_WORDS = (re.compile(r"[^\W_]{2,}"), re.compile(r"[^\W\d_]{2,}"))  # PM2, PM


@dataclass(frozen=True, slots=True)
class Question:
    """A query made ready: its words, its vector, the measures it accepts.

    Attributes:
        text: Without white space; ``""`` for one without a letter.
        vector: float32 of shape (d,), of length 1, or zero.
        asked: Names of measures, ``None`` for any.
        preferred: What it says besides, which adds to the scores of rows that have it.
        manner: Who asks, which decides how alike a comparable object must be (``embeddings.comparability.deciding``).
        bare: The same without the departments that it names: what is comparable with that is comparable, too.
        pieces: What is counted where items are asked for, as bits (``embeddings.analysis.pieces``).

    """

    text: str
    vector: NDArray[np.float32]
    asked: frozenset[str] | None
    preferred: Preferred = NOTHING
    manner: Manner = "words"
    bare: Question | None = None
    pieces: int = ANY_PIECE

    @property
    def ways(self) -> tuple[Question, ...]:
        """The ways in which something may be comparable with it."""
        return (self,) if self.bare is None else (self, self.bare)

    @property
    def bits(self) -> int:
        """The measures it accepts, as bits of the table; 0 for any."""
        return 0 if self.asked is None else measure_bits(self.asked, self.pieces)


def made_ready(queries: Sequence[str], catalogue: Catalogue, lexical: LexicalIndex, encoder: Encoder) -> list[Question]:
    """Make queries ready; a query without a letter has a zero vector.

    Args:
        queries: As typed; all are encoded together.
        catalogue: The table whose departments count as named.
        lexical: Says which letters the rows have.
        encoder: The model that the vectors were made with.

    """
    understood = [understand(query) for query in queries]
    vectors = _encoded([one.said for one in understood], catalogue, encoder)
    asked = []
    for query, one, vector in zip(queries, understood, vectors, strict=True):
        if not one.said:
            asked.append(Question("", vector, None))
            continue
        also = preferred(query, one.counters, catalogue)
        manner = _manner(one, lexical, encoder)
        question = Question(one.text, vector, one.asked, also, manner, pieces=one.pieces)
        said, text = (without_names(words, catalogue.departments, also.departments) for words in (one.said, one.text))
        if text != one.text:
            (without,) = _encoded([said], catalogue, encoder)
            question = replace(question, bare=replace(question, text=text, vector=without))
        asked.append(question)
    return asked


def question_like(catalogue: Catalogue, encoder: Encoder, row: int) -> Question:
    """Return what to ask for the like of a row's indicator: its name as the words, and the measures of its target.

    These are known better than from a name. It is the question of a comparison by indicator.
    """
    asked, pieces = measures_in(int(catalogue.column("counted")[int(catalogue.column("entry")[row])]))
    text = squeezed(catalogue.hit(row)["name"])
    vector = encoder.encode([simplified(text)])[0]
    return Question(text, vector, asked or None, manner="name", pieces=pieces)


def _encoded(texts: Sequence[str], catalogue: Catalogue, encoder: Encoder) -> NDArray[np.float32]:
    """Encode texts; an empty one is zero."""
    vectors = np.zeros((len(texts), catalogue.settings["dimension"]), np.float32)
    said = [place for place, text in enumerate(texts) if text]
    if said:
        vectors[said] = encoder.encode([texts[place] for place in said])
    return vectors


def _manner(one: Understood, lexical: LexicalIndex, encoder: Encoder) -> Manner:
    if one.heading or _is_unheard(one.text, lexical, encoder):
        return "nothing"
    return "spoken" if one.spoken else "words"


def _is_unheard(text: str, lexical: LexicalIndex, encoder: Encoder) -> bool:
    """Whether words are letters of another script, none of which the model knows and no row has (asdf 指标 qwer)."""
    clauses = unicodedata.normalize("NFKC", text).casefold().split(",")
    said = ",".join(clause for clause in clauses if not is_heading(clause))
    if _HAN.search(said) or not isinstance(encoder, StaticEncoder):
        return False
    words = {word for pattern in _WORDS for word in pattern.findall(said) if not word.isdigit()}
    return not any(encoder.tokens(word) == [word] or len(lexical.holding(word)) for word in words)
