"""Which graphs a query names: FROM, FROM NAMED, or what the request says beside the query.

In go a query's tokens and the build's graphs, out come the one default graph and the named ones. With the union
of all graphs switched on the engine ignores FROM, so a query that has one runs without, on these. A graph of
another site is refused as well as an unknown one of ours; only the reason differs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.sparql.iris import site
from kg.sparql.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """One FROM or FROM NAMED, and where it stands."""

    iri: str
    is_named: bool
    line: int
    column: int


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
        QueryRefusedError: For a graph that is not the build's, and for a second default graph: the union of
            graphs is not deduplicated by the engine, so a shared triple would count twice.

    """
    default: str | None = None
    named: dict[str, None] = {}
    for clause in clauses:
        if clause.iri not in graphs:
            is_ours = site(clause.iri) in {site(graph) for graph in graphs}
            reason = "from-unknown" if is_ours else "from-foreign"
            raise QueryRefusedError(f"FROM <{clause.iri}>", clause.line, clause.column, reason)
        if clause.is_named:
            named[clause.iri] = None
        elif default is not None:
            raise QueryRefusedError("FROM", clause.line, clause.column, "from-many")
        else:
            default = clause.iri
    return default, tuple(named)
