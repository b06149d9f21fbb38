"""Turn what a worker reports of a failed query into the error that the caller gets.

In go the worker's report, which knows the engine's pieces only, and the query; out comes an error with line and
column of the text as written. What the engine says only of the query as a whole stands at its first word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.errors import QueryError, QueryFunctionError, QuerySyntaxError, QueryWorkerError
from kg.graph.vocabulary import FUNCTIONS
from kg.sparql.guard import CheckedQuery
from kg.sparql.tokens import Kind, Positions, Token

_UNFIT: Final = (
    "its parts do not fit: a variable is set twice (BIND, AS), a row of VALUES has another length,"
    " or a blank node is used in two groups"
)


def problem(header: Mapping[str, Any], checked: CheckedQuery) -> QueryError:
    """Return the error for a report whose status is not ``ok``."""
    detail = str(header["detail"])
    if header["status"] == "function":
        return QueryFunctionError(str(header["function"]), detail)
    if header["status"] == "engine":
        for token in checked.tokens:
            if "function" in detail and f"<{token.value}>" in detail:
                known = " ".join(f"kg:{name}" for name in sorted(FUNCTIONS - {"similar"}))  # a service
                detail = f"there is no function <{token.value}>; ours are {known}, SPARQL's own have no prefix"
                return QuerySyntaxError(token.line, token.column, detail)
        return QueryWorkerError(detail)
    if header["piece"] is not None:
        token = checked.tokens[header["piece"]]
        written = checked.text[token.start : token.end]
        return QuerySyntaxError(token.line, token.column, f"'{written}' cannot stand here{_hint(token)}")
    if not detail and _is_unfinished(checked):
        return QuerySyntaxError(*Positions(checked.text).at(len(checked.text)), "the query is not finished")
    first = checked.tokens[0]
    return QuerySyntaxError(first.line, first.column, detail or _UNFIT)


def _hint(token: Token) -> str:
    """Say what else may be wrong where the engine stops: it judges some things only at the end of a group."""
    if token.is_mark("}", ")"):
        return ", or what it closes does not fit together"
    return ", a blank node belongs to one group" if token.kind is Kind.BLANK else ""


def _is_unfinished(checked: CheckedQuery) -> bool:
    opened = sum(token.is_mark("{", "(", "[") for token in checked.tokens)
    closed = sum(token.is_mark("}", ")", "]") for token in checked.tokens)
    return opened != closed or not checked.tokens[-1].is_mark("}", ")")
