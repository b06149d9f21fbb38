"""Reads quads back from ``graph.nq`` or a store: pyoxigraph terms → the neutral quads that mapping makes.

In: a file of N-Quads or a pattern over a store. Out: ``Quad``s. Nothing is kept, so a file of any size passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.quads import Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyoxigraph


def read_quads(graph: Path) -> Iterator[Quad]:
    """Give the quads of an N-Quads file in its order; raises ``SyntaxError`` for lines that are none."""
    import pyoxigraph

    for quad in pyoxigraph.parse(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS):
        yield neutral(quad)


def find_quads(
    store: pyoxigraph.Store, subject: str | None, predicate: str | None, thing: str | None, graph: str
) -> Iterator[Quad]:
    """Give the quads of one graph of a store that match; ``None`` matches anything, ``thing`` is an IRI."""
    import pyoxigraph

    def node(term: str | None) -> pyoxigraph.NamedNode | None:
        return None if term is None else pyoxigraph.NamedNode(term)

    for quad in store.quads_for_pattern(node(subject), node(predicate), node(thing), node(graph)):
        yield neutral(quad)


def neutral(quad: pyoxigraph.Quad) -> Quad:
    """Turn a pyoxigraph quad into a neutral one; raises ``ValueError`` for a blank node."""
    import pyoxigraph

    subject, predicate, thing, graph = quad
    for term in (subject, graph):
        if not isinstance(term, pyoxigraph.NamedNode):
            raise ValueError(f"not an IRI: {term}")  # noqa: TRY004  (the graph is wrong, not the caller)
    if isinstance(thing, pyoxigraph.NamedNode):
        return Quad(subject.value, predicate.value, thing.value, graph.value)
    if isinstance(thing, pyoxigraph.Literal):
        language = thing.language or ""
        literal = Literal(thing.value, "" if language else thing.datatype.value, language)
        return Quad(subject.value, predicate.value, literal, graph.value)
    raise ValueError(f"not an IRI or a literal: {thing}")
