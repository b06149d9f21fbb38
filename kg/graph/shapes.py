"""Checks quads against ``shapes.ttl`` (形状约束) and says what does not fit, as plain values.

In: quads of a graph and of what it points to (a document's graph with its part of the registry). Out: a
report. pyshacl is exact and slow (about 20 s for a million triples), so it runs in tests and in ``kg verify``,
one document at a time; nothing is validated while building.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.graph.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

    from kg.graph.quads import Quad


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that does not fit: the node, the property (``""`` for the node itself), the value, why."""

    node: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ShapesReport:
    """What a validation found, sorted; ``holds`` when nothing."""

    violations: tuple[Violation, ...]

    @property
    def holds(self) -> bool:
        """Whether every shape holds."""
        return not self.violations


def validate(quads: Iterable[Quad]) -> ShapesReport:
    """Check quads against the shapes; which graph a quad stands in does not matter here.

    Things that a checked node points to by class (its department, its spans) must be among the quads.
    """
    import pyshacl
    import rdflib

    # In place: the graph is ours, and copying it costs as much as checking it.
    _, results, _ = pyshacl.validate(to_rdflib(quads), shacl_graph=_shapes(), inference="none", inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise TypeError(f"pyshacl could not check: {results!r}")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    violations = [
        Violation(
            *(
                str(results.value(result, sh[name]) or "")
                for name in ("focusNode", "resultPath", "value", "resultMessage")
            )
        )
        for result in results.subjects(rdflib.RDF.type, sh.ValidationResult)
    ]
    return ShapesReport(tuple(sorted(violations)))


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the triples of some quads as an rdflib graph, lexical forms kept as they are."""
    import rdflib

    graph = rdflib.Graph()
    for subject, predicate, thing, _ in quads:
        if isinstance(thing, str):
            node: rdflib.term.Node = rdflib.URIRef(thing)
        elif thing.language:
            node = rdflib.Literal(thing.text, lang=thing.language)
        else:
            datatype = rdflib.URIRef(thing.datatype or XSD.string)
            node = rdflib.Literal(thing.text, datatype=datatype, normalize=False)
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), node))
    return graph


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    text = files("kg.graph").joinpath("shapes.ttl").read_text(encoding="utf-8")
    return _flattened(rdflib.Graph().parse(data=text, format="turtle"))


def _flattened(shapes: rdflib.Graph) -> rdflib.Graph:
    """Give each property shape the target of its node shape: the same constraints, several times faster.

    pyshacl evaluates a nested property shape anew for every node, one with a target of its own for all at once.
    A closed shape allows the paths of its nested shapes, so they are added to what it ignores.
    """
    import rdflib
    from rdflib.collection import Collection

    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for node, kind in list(shapes.subject_objects(sh.targetClass)):
        ignored = shapes.value(node, sh.ignoredProperties)
        for nested in list(shapes.objects(node, sh.property)):
            path = shapes.value(nested, sh.path)
            if ignored is not None and path is not None:
                Collection(shapes, ignored).append(path)
            shapes.remove((node, sh.property, nested))
            shapes.add((nested, sh.targetClass, kind))
    return shapes
