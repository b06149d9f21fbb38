"""The paths of one build, finished or in the making: which file of its folder holds what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STORE_WORK_PREFIX = ".store-"
# Derived or self-describing: what the manifest does not list.
_UNLISTED = frozenset({"manifest.json", "store"})


@dataclass(frozen=True, slots=True)
class BuildFolder:
    """The folder of a build; its files need not be there."""

    path: Path

    @property
    def manifest(self) -> Path:
        """``manifest.json``."""
        return self.path / "manifest.json"

    @property
    def graph(self) -> Path:
        """``graph.nq``: sorted N-Quads, the truth."""
        return self.path / "graph.nq"

    @property
    def records(self) -> Path:
        """``records/``, one JSON file per document read."""
        return self.path / "records"

    @property
    def uncorrected(self) -> Path:
        """``uncorrected/``, the readings of documents that people corrected, as their forms gave them."""
        return self.path / "uncorrected"

    @property
    def sources(self) -> Path:
        """``sources/``, one folder per document."""
        return self.path / "sources"

    @property
    def vectors(self) -> Path:
        """``vectors/``: opaque here."""
        return self.path / "vectors"

    @property
    def lexical(self) -> Path:
        """``lexical/``: opaque here."""
        return self.path / "lexical"

    @property
    def store(self) -> Path:
        """``store/``: Oxigraph, derived from ``graph``."""
        return self.path / "store"

    def record(self, document_id: str) -> Path:
        """Return where the records of a document stand."""
        return self.records / f"{document_id}.json"

    def as_read(self, document_id: str) -> Path:
        """Return where the reading of a document stands as it was before people corrected it."""
        return self.uncorrected / f"{document_id}.json"

    def source(self, digest: str) -> Path:
        """Return the folder of a document's bytes and text layer."""
        return self.sources / digest

    def text(self, digest: str) -> Path:
        """Return where the text layer of a document stands."""
        return self.sources / digest / "text.txt"

    def listed_files(self) -> list[str]:
        """Return the paths of all files that a manifest lists, relative, with slashes, sorted."""
        found: list[str] = []
        for entry in self.path.iterdir():
            if entry.name in _UNLISTED or entry.name.startswith(STORE_WORK_PREFIX):
                continue
            below = entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else [entry]
            found.extend(path.relative_to(self.path).as_posix() for path in below if not path.is_dir())
        return sorted(found)
