"""SPARQL 1.1 queries over one build: checked on tokens, run by Oxigraph in processes that may be killed.

``check_query`` says what a query uses and refuses what reaches out; ``QueryPool`` runs it with a deadline and
a memory limit. Similarity inside queries is answered elsewhere, before the engine, on the tokens found here.
Names are looked up when first used: a worker process needs a part of this package only, and starts faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.sparql.functions import STANDARD_FUNCTIONS, FunctionSource
    from kg.sparql.guard import CheckedQuery, ServiceBlock, check_query
    from kg.sparql.pool import QueryPool, QueryResult
    from kg.sparql.results import FORMATS, media_type
    from kg.sparql.tokens import Kind, Token, tokenise
    from kg.sparql.values import Iri
    from kg.sparql.words import KNOWN_PREFIXES

__all__ = [
    "FORMATS",
    "KNOWN_PREFIXES",
    "STANDARD_FUNCTIONS",
    "CheckedQuery",
    "FunctionSource",
    "Iri",
    "Kind",
    "QueryPool",
    "QueryResult",
    "ServiceBlock",
    "Token",
    "check_query",
    "media_type",
    "tokenise",
]

__getattr__ = lazy(
    __name__,
    {
        "functions": ("STANDARD_FUNCTIONS", "FunctionSource"),
        "guard": ("CheckedQuery", "ServiceBlock", "check_query"),
        "pool": ("QueryPool", "QueryResult"),
        "results": ("FORMATS", "media_type"),
        "tokens": ("Kind", "Token", "tokenise"),
        "values": ("Iri",),
        "words": ("KNOWN_PREFIXES",),
    },
)
