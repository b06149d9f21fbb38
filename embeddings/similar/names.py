"""What may stand in a ``SERVICE kg:similar`` block, as a table: each ``kgs:`` property and what its object must be.

Imported before every query to see whether it asks for similarity at all, so it imports nothing of the search.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from kg.graph.vocabulary import KG, KGS

if TYPE_CHECKING:
    from kg.sparql import CheckedQuery

SERVICE: Final = KG.similar
FUNCTION: Final = KG.similarity
AMONG: Final = KGS.among
DEFAULT_LIMIT: Final = 10
MOST: Final = 1_000
"""``kgs:limit`` goes up to here: each hit becomes a row of the query, and a longer list is no neighbourhood."""


class Takes(Enum):
    """What the object of a property must be."""

    WORDS = "words"
    INDICATOR = "indicator"
    COUNT = "count"
    NUMBER = "number"
    VARIABLE = "variable"


PROPERTIES: Final = {
    KGS.text: Takes.WORDS,
    KGS.like: Takes.INDICATOR,
    KGS.limit: Takes.COUNT,
    KGS.minScore: Takes.NUMBER,
    KGS.score: Takes.VARIABLE,
    KGS.rank: Takes.VARIABLE,
    KGS.dense: Takes.VARIABLE,
    KGS.lexical: Takes.VARIABLE,
    KGS.why: Takes.VARIABLE,
    KGS.comparable: Takes.VARIABLE,
}


def calls_similarity(query: CheckedQuery) -> bool:
    """Tell whether a query names the function ``kg:similarity``, so that only such a query pays for it.

    >>> from kg.sparql import check_query
    >>> query = "PREFIX kg: <https://w3id.org/jixiao/ontology/> ASK { ?i a kg:Indicator FILTER(%s) }"
    >>> [calls_similarity(check_query(query % text, graphs=())) for text in ("kg:similarity(?i, '讲座') > 0", "true")]
    [True, False]

    """
    return any(token.value == FUNCTION and token.is_name() for token in query.tokens)
