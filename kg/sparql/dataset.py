"""Which graphs a query names: FROM, FROM NAMED, or what the request says beside the query.

In go a query's tokens and the build's graphs, out come the one default graph and the named ones. With the union
of all graphs switched on the engine ignores FROM, so a query that has one runs without, on these. A graph of
another site is refused as well as an unknown one of ours; only the reason differs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.errors import GraphParameterRefusedError, GraphRefusedError, QuerySyntaxError
from kg.sparql.iris import site
from kg.sparql.tokens import Token

_DOCUMENTS = "/graph/document/"


@dataclass(frozen=True, slots=True)
class Clause:
    """One FROM or FROM NAMED, and where it stands; or a ``parameter`` of the request that says the same."""

    iri: str
    is_named: bool
    line: int
    column: int
    parameter: str = ""


def read_dataset(tokens: Sequence[Token]) -> list[Clause]:
    """Return the FROM and FROM NAMED of a query; raises ``QuerySyntaxError`` where one has no IRI."""
    clauses: list[Clause] = []
    for index, token in enumerate(tokens):
        if not token.is_word("FROM"):
            continue
        rest = tokens[index + 1 : index + 3]
        is_named = bool(rest) and rest[0].is_word("NAMED")
        target = rest[1:2] if is_named else rest[:1]
        if not target or not target[0].is_name():
            raise QuerySyntaxError(token.line, token.column, "FROM needs the IRI of a graph")
        clauses.append(Clause(target[0].value, is_named, token.line, token.column))
    return clauses


def allowed_dataset(clauses: Sequence[Clause], graphs: Collection[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the default graph and the named ones, all of them among ``graphs``.

    Raises:
        GraphRefusedError: For a graph that is not the build's, and for a second default graph: the union of
            graphs is not deduplicated by the engine, so a shared triple would count twice.

    """
    default: str | None = None
    named: dict[str, None] = {}
    for clause in clauses:
        if clause.iri not in graphs:
            is_ours = site(clause.iri) in {site(graph) for graph in graphs}
            reason = "from-unknown" if is_ours else "from-foreign"
            raise _refused(clause, reason, graphs)
        if clause.is_named:
            named[clause.iri] = None
        elif default is not None:
            raise _refused(clause, "from-many", graphs)
        else:
            default = clause.iri
    return default, tuple(named)


def _refused(clause: Clause, reason: str, graphs: Collection[str]) -> GraphRefusedError:
    """Return why a graph is refused, with the graphs that may be asked for: those of all documents as one."""
    what = clause.parameter or ("FROM NAMED" if clause.is_named else "FROM")
    if reason != "from-many":
        what += f" <{clause.iri}>"
    shared = sorted(graph for graph in graphs if _DOCUMENTS not in graph)
    documents = sorted(graph for graph in graphs if _DOCUMENTS in graph)
    shown = (*shared, *documents[:1], *(["…"] if documents[1:] else ()))
    error = GraphParameterRefusedError if clause.parameter else GraphRefusedError
    return error(what, clause.line, clause.column, reason, shown)
