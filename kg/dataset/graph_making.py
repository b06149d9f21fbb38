"""``graph.nq`` of a build in the making, and ``store/``: mapped from the records, or taken over from the served build.

The bytes of the graph are those that mapping everything gives. What documents share is always mapped anew.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.dataset.carrying import carried_from, graph_keys, write_keys
from kg.dataset.lines import Lent, Written, write_sorted
from kg.dataset.loading import StoreLoading
from kg.dataset.store import mark_store
from kg.graph.quads import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.dataset.folder import BuildFolder
    from kg.dataset.layout import Build
    from kg.dataset.mapping import GraphInput, Mapper
    from kg.graph.quads import Quad


@dataclass(frozen=True, slots=True)
class GraphMaking:
    """How a graph is made.

    Attributes:
        map_graph: Maps records to quads.
        mapping: Digest of what decides its graphs of documents; ``""`` carries nothing over.
        served: The build that is served.
        storing: Called when only the store is left to do; ``None`` for no store.

    """

    map_graph: Mapper
    mapping: str
    served: Build | None
    storing: Callable[[], None] | None

    def run(self, work: BuildFolder, given: GraphInput, derived: Iterable[Quad]) -> Written:
        """Write the graph of ``given`` and ``derived``, its keys, and the store where one is wanted."""
        keys = graph_keys(work, given, self.mapping)
        carried = carried_from(self.served, keys, given.manifest.recipe.base_iri)
        write_keys(work, keys)
        quads = self.map_graph(replace(given, carried=carried.documents))
        lines = (line(quad) for quad in chain(quads, derived))
        lent = None if carried.graph is None else Lent(carried.graph, carried.graphs)
        with ExitStack() as stack:
            loading = None if self.storing is None else stack.enter_context(StoreLoading(work.store))
            written = write_sorted(lines, work.graph, also=None if loading is None else loading.add, lent=lent)
            if loading is not None and self.storing is not None:
                self.storing()
                loading.finish()
                mark_store(work.store, written.sha256)
        return written
