"""The graph as a network (网络视图): things as nodes, relations as edges, for networkx, Gephi and measures.

In: the quads of a dataset. Out: a ``networkx.MultiDiGraph``. Nodes are departments, units, documents,
projects, tasks, indicators, targets, results, amounts and comparable concepts, named by their IRIs; concepts of
the taxonomy and the first number of a value become attributes, since as nodes they would tie everything to
everything. Places in the text are left out: the network is for relations, the graph is for proof.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.graph.vocabulary import KG, KGT, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx

    from kg.graph.quads import Literal, Quad

KINDS = (
    "Document",
    "Department",
    "Unit",
    "Project",
    "Task",
    "Indicator",
    "Target",
    "Result",
    "Amount",
    "ComparableConcept",
)
EDGES = (
    "department",
    "unit",
    "unitOf",
    "guidedBy",
    "document",
    "project",
    "target",
    "result",
    "assesses",
    "amount",
    "comparableTo",
)
# Attributes of nodes, and those of a value's first component that are folded into the value.
_ATTRIBUTES = (
    "name",
    "ordinal",
    "level",
    "divisionCode",
    "fiscalYear",
    "form",
    "unitKind",
    "scope",
    "category",
    "measure",
    "rawText",
    "kind",
    "period",
    "attainment",
    "yuan",
    "printedValue",
    "printedScale",
    "amountKind",
)
_FIRST_NUMBER = ("comparator", "value", "upperValue", "measureUnit", "dimension", "approximate")
# An attribute ``kind`` says what a node is, so what kind of value a cell holds gets its own name.
_RENAMED = {"kind": "value_kind"}
_KIND_IRIS = {getattr(KG, kind): kind for kind in KINDS}
_EDGE_IRIS = {getattr(KG, edge): edge for edge in EDGES}
_ATTRIBUTE_IRIS = {getattr(KG, name): name for name in (*_ATTRIBUTES, *_FIRST_NUMBER)}


def network(quads: Iterable[Quad]) -> networkx.MultiDiGraph[str]:
    """Make the network of the quads of a dataset, in any order.

    Returns:
        Nodes by IRI, with ``kind``, ``label`` and attributes (``str``, ``int``, ``bool``, ``Decimal``); edges
        with the property's local name as key and as ``label``. Sorted: same input, same network.

    """
    import networkx

    gathered = _Gathered()
    for quad in quads:
        gathered.add(quad)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in sorted(gathered.kinds):
        attributes = gathered.attributes[node] | gathered.first_number(node)
        named = {_RENAMED.get(name, name): attributes[name] for name in sorted(attributes)}
        label = gathered.labels.get(node, "")
        graph.add_node(node, **{**named, "kind": gathered.kinds[node], "label": label})
    for start, name, end in sorted(gathered.edges):
        if start in gathered.kinds and end in gathered.kinds:
            graph.add_edge(start, end, key=name, label=name)
    return graph


class _Gathered:
    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.attributes: dict[str, dict[str, Any]] = defaultdict(dict)
        self.edges: set[tuple[str, str, str]] = set()
        self.components: dict[str, set[str]] = defaultdict(set)

    def add(self, quad: Quad) -> None:
        subject, predicate, thing, _ = quad
        if predicate == RDF.type:
            if isinstance(thing, str) and thing in _KIND_IRIS:
                self.kinds[subject] = _KIND_IRIS[thing]
        elif predicate == RDFS.label:
            if not isinstance(thing, str) and thing.language == "zh":
                self.labels[subject] = thing.text
        elif predicate == KG.component and isinstance(thing, str):
            self.components[subject].add(thing)
        elif predicate in _EDGE_IRIS and isinstance(thing, str):
            self.edges.add((subject, _EDGE_IRIS[predicate], thing))
        elif predicate in _ATTRIBUTE_IRIS:
            self.attributes[subject][_ATTRIBUTE_IRIS[predicate]] = _plain(thing)

    def first_number(self, node: str) -> dict[str, Any]:
        """Return the attributes of a value's first component."""
        if node not in self.components:
            return {}
        first = min(self.components[node], key=lambda iri: int(iri.rpartition("-")[2]))
        own = self.attributes[first]
        return {name: own[name] for name in (*_FIRST_NUMBER, "printedValue") if name in own}


def _plain(thing: str | Literal) -> str | int | bool | Decimal:
    if isinstance(thing, str):
        if thing.startswith(KGT):
            return thing.removeprefix(KGT).partition("/")[2]
        return thing.removeprefix(str(KG))
    if thing.datatype == XSD.integer:
        return int(thing.text)
    if thing.datatype == XSD.decimal:
        return Decimal(thing.text)
    if thing.datatype == XSD.boolean:
        return thing.text == "true"
    return thing.text
