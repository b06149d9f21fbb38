"""Why a search has nothing comparable (没有可比的), in a sentence: silence must not be taken for an answer.

In: SEARCH whose ``answer`` is ``none``, and the filters it was asked with. Out: one sentence in both languages, as
``message`` of SEARCH. Hard because an empty list has several causes, and only one of them is that nothing is like it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.phrases import Phrases
from embeddings.analysis.folding import letters
from kg.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_said: Final = Phrases("phrases.json").say


def is_filtered(answer: Mapping[str, Any], filters: Mapping[str, Any]) -> bool:
    """Whether filters, or bounds in the words, left something out: quoted words alone are not why nothing is there."""
    return any(value is not None for value in filters.values()) or bool(answer["understood"]["applied"])


def message_of(answer: Mapping[str, Any], filters: Mapping[str, Any]) -> dict[str, str] | None:
    """Return why nothing is comparable, ``None`` where something is.

    >>> answer = {"query": "？？", "answer": "none", "hits": [], "understood": {"phrases": [], "applied": False}}
    >>> message_of(answer, {})["zh"]
    '没有可比的指标：检索词里没有可检索的字词'
    >>> message_of({**answer, "query": "科普"}, {"level": "city"})["zh"]
    '没有可比的指标：筛选条件之下没有相近的'

    """
    if answer["answer"] != "none":
        return None
    understood = answer["understood"]
    if answer["hits"]:
        key = "only-near"
    elif not letters(answer["query"]):
        key = "no-words"
    elif is_filtered(answer, filters):
        key = "filtered-phrase" if understood["phrases"] else "filtered"
    elif understood["phrases"]:
        key = "no-phrase"
    else:
        key = "at-all"
    words = "、".join(understood["phrases"])
    return {language: _said(f"nothing-{key}", language, phrases=words) for language in LANGUAGES}
