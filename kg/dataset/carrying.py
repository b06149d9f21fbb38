"""Graphs of documents that need not be mapped again: the served build has the same ones.

The graph of a document is decided by its records, the places in it that findings over several documents cite, the
base IRI, and the code that maps. Their digest is the key of the document; a build keeps all keys in
``graph-keys.tsv``. Where the served build has the key of a document, and its keys and graph are as its manifest says,
the lines of that document are taken from its graph.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_bytes, digest_file
from kg.dataset.folder import GRAPH
from kg.errors import DatasetError
from kg.graph.across import Across
from kg.graph.quads import graph_iri

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.dataset.folder import BuildFolder
    from kg.dataset.layout import Build
    from kg.dataset.mapping import GraphInput

KEYS = "graph-keys.tsv"


@dataclass(frozen=True, slots=True)
class Carried:
    """What is taken over.

    Attributes:
        documents: Ids of the documents.
        graphs: The names of their graphs.
        graph: The file that holds them, ``None`` where there are none.

    """

    documents: frozenset[str] = frozenset()
    graphs: frozenset[str] = frozenset()
    graph: Path | None = None


def graph_keys(folder: BuildFolder, given: GraphInput, mapping: str) -> dict[str, str]:
    """Return the key of each document that was read, by id.

    Args:
        folder: The build in the making, with its records.
        given: What is mapped.
        mapping: Digest of what maps; ``""`` gives no keys.

    """
    if not mapping:
        return {}
    across, common = Across(given.findings), (mapping, given.manifest.recipe.base_iri)
    keys = {}
    for document in given.manifest.readable:
        records, _ = digest_file(folder.record(document.id))
        facts = (*common, records, across.places(document.id))
        keys[document.id] = digest_bytes(repr(facts).encode())
    return keys


def write_keys(folder: BuildFolder, keys: Mapping[str, str]) -> None:
    """Write down the keys of a build; none leave no file."""
    if keys:
        rows = "".join(f"{document}\t{key}\n" for document, key in sorted(keys.items()))
        (folder.path / KEYS).write_text(rows, encoding="ascii", newline="\n")


def carried_from(served: Build | None, keys: Mapping[str, str], base_iri: str) -> Carried:
    """Return what a build with these keys takes over from the served one: nothing, unless that is intact."""
    if served is None or KEYS not in served.manifest.files:
        return Carried()
    with suppress(DatasetError, OSError, ValueError):
        rows = served.intact_bytes(KEYS).decode("ascii").splitlines()
        known = {document: key for document, _, key in (row.partition("\t") for row in rows)}
        documents = frozenset(document for document, key in keys.items() if known.get(document) == key)
        if documents:
            graphs = frozenset(graph_iri(base_iri, "document", document) for document in documents)
            return Carried(documents, graphs, served.intact(GRAPH))
    return Carried()
