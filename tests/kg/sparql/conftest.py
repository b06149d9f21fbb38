"""A small store as the dataset folder has it: named graphs only, opened by worker processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.sparql import QueryPool

BASE = "http://localhost:8000/"
KG = "https://w3id.org/jixiao/ontology/"
XSD = "http://www.w3.org/2001/XMLSchema#"
INDICATORS = 400


def small_store(path: Path) -> None:
    store = Store(str(path))
    department = [NamedNode(f"{BASE}id/department/科协{number}") for number in range(4)]
    quads = []
    for number in range(INDICATORS):
        graph = NamedNode(f"{BASE}graph/document/{number % 2}")
        indicator = NamedNode(f"{BASE}id/indicator/{number}")
        value = Literal(f"{number}.5", datatype=NamedNode(XSD + "decimal"))
        quads += [
            Quad(indicator, NamedNode(KG + "name"), Literal(f"科普活动{number}"), graph),
            Quad(indicator, NamedNode(KG + "value"), value, graph),
            Quad(indicator, NamedNode(KG + "department"), department[number % 4], graph),
        ]
    registry = NamedNode(f"{BASE}graph/registry")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads += [Quad(node, label, Literal("科协", language="zh"), registry) for node in department]
    store.bulk_extend(quads)
    store.flush()


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sparql") / "store"
    small_store(path)
    return path


@pytest.fixture(scope="session")
def pool(store_path: Path) -> Iterator[QueryPool]:
    with QueryPool(store_path, workers=2, memory_bytes=1 << 27) as opened:
        yield opened
