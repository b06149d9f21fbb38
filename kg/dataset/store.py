"""``store/``: the Oxigraph directory that queries open read-only, made from ``graph.nq`` where missing.

A store holds a marker with the digest of the graph it was made from; a store without the right marker (half
made, or of another graph) is never used. It is made beside its place and renamed, so readers meet a whole one
or none. Its bytes differ from load to load, which is why no manifest lists them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import sync_tree
from kg.dataset.layout import STORE_WORK_PREFIX

if TYPE_CHECKING:
    from kg.dataset.layout import Build, BuildFolder

MARKER = "graph.sha256"


def store_of(build: Build) -> Path:
    """Return the store of a build, making it first where it is missing; it must only be opened read-only.

    Raises:
        OSError: It is missing and the folder cannot be written.

    """
    return ensure_store(build.folder, build.manifest.files["graph.nq"].sha256)


def has_store(folder: BuildFolder, graph_digest: str) -> bool:
    """Say whether the store stands and was made from the graph with this SHA-256."""
    try:
        return (folder.store / MARKER).read_text(encoding="ascii").strip() == graph_digest
    except (OSError, ValueError):
        return False


def ensure_store(folder: BuildFolder, graph_digest: str) -> Path:
    """Return ``store/``, made from ``graph.nq`` unless it stands already.

    Several processes may ask at once: the first to finish wins, the others throw theirs away.
    """
    if has_store(folder, graph_digest):
        return folder.store
    work = Path(tempfile.mkdtemp(prefix=f"{STORE_WORK_PREFIX}{os.getpid()}-", dir=folder.path))
    try:
        made = work / "store"
        load_store(folder.graph, made, graph_digest)
        sync_tree(made)
        if folder.store.exists() and not has_store(folder, graph_digest):
            folder.store.rename(work / "stale")
        try:
            made.rename(folder.store)
        except OSError:
            if not has_store(folder, graph_digest):
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder.store


def load_store(graph: Path, target: Path, graph_digest: str) -> None:
    """Load N-Quads into a new Oxigraph directory and mark it; pushing it to the disk is the caller's."""
    from pyoxigraph import RdfFormat, Store

    store = Store(str(target))
    store.bulk_load(path=str(graph), format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store  # closes it
    (target / MARKER).write_text(f"{graph_digest}\n", encoding="ascii")
