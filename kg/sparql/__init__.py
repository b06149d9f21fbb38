"""SPARQL 1.1 queries over one build: checked on tokens, run by Oxigraph in processes that may be killed.

``check_query`` says what a query uses and refuses what reaches out; ``QueryPool`` runs it with a deadline and
a memory limit. Similarity inside queries is answered elsewhere, before the engine, on the tokens found here.
Names are looked up when first used: a worker process needs a part of this package only, and starts faster.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.sparql.functions import STANDARD_FUNCTIONS, Functions, FunctionSource
    from kg.sparql.guard import CheckedQuery, ServiceBlock, check_query
    from kg.sparql.pool import QueryPool, QueryResult
    from kg.sparql.results import FORMATS, media_type
    from kg.sparql.tokens import Kind, Token, tokenise
    from kg.sparql.values import Iri, Value
    from kg.sparql.words import KNOWN_PREFIXES

__all__ = [
    "FORMATS",
    "KNOWN_PREFIXES",
    "STANDARD_FUNCTIONS",
    "CheckedQuery",
    "FunctionSource",
    "Functions",
    "Iri",
    "Kind",
    "QueryPool",
    "QueryResult",
    "ServiceBlock",
    "Token",
    "Value",
    "check_query",
    "media_type",
    "tokenise",
]

_HOMES = {
    "functions": ("STANDARD_FUNCTIONS", "FunctionSource", "Functions"),
    "guard": ("CheckedQuery", "ServiceBlock", "check_query"),
    "pool": ("QueryPool", "QueryResult"),
    "results": ("FORMATS", "media_type"),
    "tokens": ("Kind", "Token", "tokenise"),
    "values": ("Iri", "Value"),
    "words": ("KNOWN_PREFIXES",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
