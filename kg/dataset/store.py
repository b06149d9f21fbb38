"""``store/``: the Oxigraph directory that queries open read-only, made from ``graph.nq`` where missing.

A store holds a marker with the digest of the graph it was made from and of its own files; a store without the right
marker (half made, of another graph, with a file lost or cut) is never used. It is made beside its place and renamed,
so readers meet a whole one or none. Its bytes differ from load to load, which is why no manifest lists them.

The store of the next build may begin as a copy of the served one's. Tables (``*.sst``) never change once they are
written, so both builds share them; each change leaves small ones behind, so after some changes a store is loaded whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import copy_file, digest_file, link_file, sync_tree
from kg.dataset.folder import GRAPH, STORE_WORK_PREFIX
from kg.dataset.lines import blocks_of
from kg.dataset.loading import StoreLoading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.dataset.folder import BuildFolder
    from kg.dataset.layout import Build
    from kg.dataset.store_change import StoreChange

MARKER = "graph.sha256"
# What queries read; logs, locks and the like are made anew or never looked at.
_TABLE = ".sst"
_KINDS = (f"*{_TABLE}", "CURRENT", "MANIFEST-*", "OPTIONS-*")
# A change leaves overlapping tables of each kind of key: after four a join takes twice as long, after six three times.
_MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class _Marked:
    """What a marker says: SHA-256 and size by name of each file, and how often the store was changed since loading."""

    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    changes: int = 0


def store_of(build: Build) -> Path:
    """Return the store of a build, making it first where it is missing; it must only be opened read-only.

    Raises:
        DamagedBuildError: It is missing and the graph it is made from is damaged.
        OSError: It is missing and the folder cannot be written.

    """
    wanted = build.manifest.graph_digest
    if not has_store(build.folder, wanted):
        build.intact(GRAPH)
    return ensure_store(build.folder, wanted)


def has_store(folder: BuildFolder, graph_digest: str) -> bool:
    """Say whether the store stands, was made from the graph with this SHA-256, and no file is lost or cut."""
    listed = _marked(folder, graph_digest).files
    return bool(listed) and all(_size(folder.store / name) == size for name, (_, size) in listed.items())


def damaged_files(folder: BuildFolder, graph_digest: str) -> list[str]:
    """Return the files of a store of this graph that are not as they were made; none where there is no such store."""
    listed = _marked(folder, graph_digest).files
    return [
        name
        for name, entry in listed.items()
        if _size(folder.store / name) is None or digest_file(folder.store / name) != entry
    ]


def ensure_store(folder: BuildFolder, graph_digest: str, *, thorough: bool = False) -> Path:
    """Return ``store/``, made from ``graph.nq`` unless it stands already.

    Several processes may ask at once: the first to finish wins, the others throw theirs away. The bytes of a store
    that stands are looked at only where ``thorough``.
    """

    def stands() -> bool:
        return has_store(folder, graph_digest) and not (thorough and damaged_files(folder, graph_digest))

    if stands():
        return folder.store
    work = Path(tempfile.mkdtemp(prefix=f"{STORE_WORK_PREFIX}{os.getpid()}-", dir=folder.path))
    try:
        made = work / "store"
        load_store(folder.graph, made, graph_digest)
        sync_tree(made)
        if folder.store.exists() and not stands():
            folder.store.rename(work / "stale")
        try:
            made.rename(folder.store)
        except OSError:
            if not stands():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder.store


def load_store(graph: Path, target: Path, graph_digest: str) -> None:
    """Load N-Quads into a new Oxigraph directory and mark it; pushing it to the disk is the caller's."""
    with StoreLoading(target) as loading:
        for block in blocks_of(graph):
            loading.add(block)
        loading.finish()
    mark_store(target, graph_digest)


def may_be_changed(build: Build) -> bool:
    """Say whether the store of a build can become that of the next one: whole to the byte, not changed too often."""
    graph = build.manifest.graph_digest
    if not has_store(build.folder, graph) or _marked(build.folder, graph).changes >= _MOST_CHANGES:
        return False
    return not damaged_files(build.folder, graph)


def changed_store(build: Build, change: StoreChange, target: Path, graph_digest: str) -> None:
    """Make a new, marked Oxigraph directory of the store of a build, which stays as it is, and of a change.

    Raises:
        OSError: The disk is full; without a number where the store cannot be used, and ``target`` is to be removed.

    """
    marked = _marked(build.folder, build.manifest.graph_digest)
    target.mkdir()
    for name in marked.files:
        (link_file if name.endswith(_TABLE) else copy_file)(build.folder.store / name, target / name)
    change.apply(target)
    tables = {name: entry for name, entry in marked.files.items() if name.endswith(_TABLE)}
    mark_store(target, graph_digest, tables, marked.changes + 1)


def mark_store(
    store: Path, graph_digest: str, known: Mapping[str, tuple[str, int]] | None = None, changes: int = 0
) -> None:
    """Say in a finished store which graph it holds, and the digest of each file that queries read.

    Args:
        store: The directory.
        graph_digest: SHA-256 of the graph.
        known: SHA-256 and size of files that are as they were.
        changes: How often the store was changed since it was loaded whole.

    """
    lines = [f"{graph_digest} {changes}" if changes else graph_digest]
    for path in sorted(path for kind in _KINDS for path in store.glob(kind)):
        sha256, size = (known or {}).get(path.name) or digest_file(path)
        lines.append(f"{sha256} {size} {path.name}")
    (store / MARKER).write_text("\n".join(lines) + "\n", encoding="ascii")


def _marked(folder: BuildFolder, graph_digest: str) -> _Marked:
    """Return what the marker says; no files where it is of another graph."""
    try:
        first, *rest = (folder.store / MARKER).read_text(encoding="ascii").splitlines()
        graph, _, changes = first.partition(" ")
        if graph != graph_digest:
            return _Marked()
        parted = (line.split(" ", 2) for line in rest)
        return _Marked({name: (sha256, int(size)) for sha256, size, name in parted}, int(changes or 0))
    except (OSError, ValueError):
        return _Marked()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
