"""``graph.nq`` of a build in the making, and ``store/``: mapped from the records, or taken over from the served build.

The bytes of the graph are those that mapping everything gives. What documents share is always mapped anew.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.dataset.carrying import Carried, carried_from, graph_keys, write_keys
from kg.dataset.lines import Lent, Written, write_sorted
from kg.dataset.loading import StoreLoading
from kg.dataset.store import changed_store, load_store, mark_store, may_be_changed
from kg.dataset.store_change import SHARE, StoreChange
from kg.graph.quads import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

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
        if self.storing is None:
            return write_sorted(lines, work.graph, lent=_lent(carried))
        if self.served is not None and _is_near(self.served, given, carried) and may_be_changed(self.served):
            return self._with_changed_store(work, lines, carried, self.served, self.storing)
        with StoreLoading(work.store) as loading:
            written = write_sorted(lines, work.graph, also=loading.add, lent=_lent(carried))
            self.storing()
            loading.finish()
            mark_store(work.store, written.sha256)
        return written

    def _with_changed_store(
        self, work: BuildFolder, lines: Iterable[str], carried: Carried, served: Build, storing: Callable[[], None]
    ) -> Written:
        """Write the graph, and make the store from the served one where that turns out to be less work."""
        with StoreChange(work.path) as change:
            written = write_sorted(lines, work.graph, lent=_lent(carried, change.note))
            storing()
            if not (change.is_small(written.lines) and _is_changed(served, change, work.store, written.sha256)):
                load_store(work.graph, work.store, written.sha256)
        return written


def _is_changed(served: Build, change: StoreChange, target: Path, graph_digest: str) -> bool:
    """Make the store of the served one; say whether the engine could go on from it."""
    try:
        changed_store(served, change, target, graph_digest)
    except OSError as error:
        if error.errno is not None:  # the disk, as it would be for a whole load
            raise
        shutil.rmtree(target)
        return False
    return True


def _lent(carried: Carried, changed: Callable[[bytes, bytes], None] | None = None) -> Lent | None:
    return None if carried.graph is None else Lent(carried.graph, carried.graphs, changed)


def _is_near(served: Build, given: GraphInput, carried: Carried) -> bool:
    """Say whether few documents came, left or changed: the store is otherwise loaded beside the mapping."""
    before, now, same = len(served.manifest.readable), len(given.manifest.readable), len(carried.documents)
    return same > 0 and (before + now - 2 * same) * SHARE <= now
