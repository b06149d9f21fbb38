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


_ONLY_IN_BLOCKS: Final = frozenset(PROPERTIES) - {KGS.like} | {AMONG}  # neighbours stand in the graph with kgs:like


def outside_blocks(query: CheckedQuery) -> tuple[tuple[int, str], ...]:
    """Tell the line of the first word of the service that stands outside of one, where it matches nothing.

    Not of CONSTRUCT and DESCRIBE: what a graph is made of may well be named so.

    Args:
        query: A query whose service blocks have been answered.

    >>> from kg.sparql import check_query
    >>> query = "PREFIX kgs: <https://w3id.org/jixiao/search/> %s { ?i kgs:text '讲座' }"
    >>> [outside_blocks(check_query(query % form, graphs=())) for form in ("SELECT *", "CONSTRUCT {} WHERE")]
    [((1, 'outside'),), ()]

    """
    if query.form not in ("SELECT", "ASK"):
        return ()
    return tuple(
        (token.line, "outside") for token in query.tokens if token.is_name() and token.value in _ONLY_IN_BLOCKS
    )[:1]


def calls_similarity(query: CheckedQuery) -> bool:
    """Tell whether a query names the function ``kg:similarity``, so that only such a query pays for it.

    >>> from kg.sparql import check_query
    >>> query = "PREFIX kg: <https://w3id.org/jixiao/ontology/> ASK { ?i a kg:Indicator FILTER(%s) }"
    >>> [calls_similarity(check_query(query % text, graphs=())) for text in ("kg:similarity(?i, '讲座') > 0", "true")]
    [True, False]

    """
    return any(token.value == FUNCTION and token.is_name() for token in query.tokens)
