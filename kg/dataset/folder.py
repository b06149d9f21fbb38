"""The paths of one build, finished or in the making: which file of its folder holds what.

A *name* is a path below the folder with slashes, as the manifest lists it and differences tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STORE_WORK_PREFIX = ".store-"
GRAPH = "graph.nq"
# Derived or self-describing: what the manifest does not list.
_UNLISTED = frozenset({"manifest.json", "store"})


def record_name(document_id: str) -> str:
    """Return the name of the records of a document."""
    return f"records/{document_id}.json"


def as_read_name(document_id: str) -> str:
    """Return the name of the reading of a document as it was before people corrected it."""
    return f"uncorrected/{document_id}.json"


def original_name(digest: str, file: str) -> str:
    """Return the name of a document's bytes; ``file`` is ``original`` with the suffix they came with."""
    return f"sources/{digest}/{file}"


def text_name(digest: str) -> str:
    """Return the name of the text layer of a document.

    >>> text_name("0f")
    'sources/0f/text.txt'

    """
    return f"sources/{digest}/text.txt"


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
        return self.path / GRAPH

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
    def store(self) -> Path:
        """``store/``: Oxigraph, derived from ``graph``."""
        return self.path / "store"

    def record(self, document_id: str) -> Path:
        """Return where the records of a document stand."""
        return self.path / record_name(document_id)

    def as_read(self, document_id: str) -> Path:
        """Return where the reading of a document stands as it was before people corrected it."""
        return self.path / as_read_name(document_id)

    def source(self, digest: str) -> Path:
        """Return the folder of a document's bytes and text layer."""
        return self.sources / digest

    def text(self, digest: str) -> Path:
        """Return where the text layer of a document stands."""
        return self.path / text_name(digest)

    def listed_files(self) -> list[str]:
        """Return the paths of all files that a manifest lists, relative, with slashes, sorted."""
        found: list[str] = []
        for entry in self.path.iterdir():
            if entry.name in _UNLISTED or entry.name.startswith(STORE_WORK_PREFIX):
                continue
            below = entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else [entry]
            found.extend(path.relative_to(self.path).as_posix() for path in below if not path.is_dir())
        return sorted(found)
