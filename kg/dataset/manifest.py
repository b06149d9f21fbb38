"""The manifest of a build: what went in, what came out, and the digest of every file; and the build id.

The id is decided by the input alone, before anything is read: no clock, file time or absolute path. A
manifest also carries a digest of itself, so that a damaged one is noticed when it is opened. ``documents``
with ``digest``, ``names`` and ``metadata`` keep their meaning in every format version: rebuilding an older
dataset needs no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import errors
from kg.dataset.durable import digest_bytes
from kg.dataset.folder import GRAPH
from kg.graph.vocabulary import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import PerformanceGraphError

FORMAT_VERSION = 2
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """Text that is no whole manifest of this format version; the message says what is wrong, in signs."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the bytes of a build besides its documents.

    Attributes:
        software: Version of this software.
        ontology: Version IRI or number of the ontology used (follows from ``software``; not part of the id).
        model: Digest of the embedding model, ``""`` without one.
        base_iri: Where all IRIs begin; ends in ``/``.
        neighbours: How many nearest neighbours per indicator stand in the graph (K).
        corrections: SHA-256 of ``corrections.csv``, ``None`` without one.
        reading: Digest of what reads files and of its limits (``kg.dataset.reading_code``), ``""`` for another reader.

    """

    software: str
    ontology: str = ""
    model: str = ""
    base_iri: str = DEFAULT_BASE_IRI
    neighbours: int = 0
    corrections: str | None = None
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was not read: an error's catalogue key and parts, so that any language can say it."""

    key: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, error: PerformanceGraphError) -> Refusal:
        """Keep an error's key and parts."""
        return cls(error.key, tuple(error.params().values()))

    def error(self) -> PerformanceGraphError:
        """Make the error again.

        >>> str(Refusal.of(errors.EmptyDocumentError("a.txt")).error())
        'a.txt: the file holds no text'

        """
        parts = (tuple(part) if isinstance(part, list) else part for part in self.params)
        return _error_kinds()[self.key](*parts)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of a build.

    Attributes:
        digest: SHA-256 of its bytes.
        names: Base names of all files with these bytes, sorted.
        metadata: What ``documents.csv`` says of it.
        original: File name of the stored bytes in ``sources/<digest>/``.
        form: The form it was read as; ``None`` for a refused one.
        refusal: Why it was refused; ``None`` for one that was read.

    """

    digest: str
    names: tuple[str, ...]
    metadata: Mapping[str, str]
    original: str
    form: str | None = None
    refusal: Refusal | None = None

    @property
    def id(self) -> str:
        """First 16 hex digits of the digest."""
        return self.digest[:16]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """SHA-256 (hex) and size in bytes of one file of a build."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a build says about itself; ``files`` by path below the build, without ``store/``."""

    recipe: Recipe
    documents: tuple[DocumentEntry, ...]
    counts: Mapping[str, int]
    files: Mapping[str, FileEntry]
    derived_graphs: tuple[str, ...] = ()
    format_version: int = FORMAT_VERSION

    @property
    def input_digest(self) -> str:
        """SHA-256 over all that decides the build; its first 16 hex digits are the id."""
        return input_digest(self.recipe, self.documents, self.format_version)

    @property
    def id(self) -> str:
        """The build's id."""
        return self.input_digest[:16]

    @property
    def graph_digest(self) -> str:
        """SHA-256 of ``graph.nq``."""
        return self.files[GRAPH].sha256

    @property
    def readable(self) -> tuple[DocumentEntry, ...]:
        """The documents that were read, in the order of their digests."""
        return tuple(document for document in self.documents if document.refusal is None)

    @property
    def refused(self) -> tuple[tuple[str, PerformanceGraphError], ...]:
        """Name and reason of every refused document."""
        return tuple((d.names[0], d.refusal.error()) for d in self.documents if d.refusal is not None)


def input_digest(recipe: Recipe, documents: Iterable[DocumentEntry], format_version: int = FORMAT_VERSION) -> str:
    """Digest what decides a build: format, software, model, base IRI, K, corrections, sorted documents.

    What reads files is part of the software's version here, as a local version (``0.1.0+1f3c…``): a rule that was
    mended must not find its old readings under its id.
    """
    software = f"{recipe.software}+{recipe.reading[:12]}" if recipe.reading else recipe.software
    listed = sorted([d.digest, sorted(d.names), sorted(d.metadata.items())] for d in documents)
    facts = [
        format_version,
        software,
        recipe.model,
        recipe.base_iri,
        recipe.neighbours,
        listed,
        recipe.corrections,
    ]
    return digest_bytes(_canonical(facts))


def dump_manifest(manifest: Manifest) -> bytes:
    """Write a manifest as JSON (UTF-8, one final newline)."""
    plain: dict[str, Any] = {
        "format_version": manifest.format_version,
        "id": manifest.id,
        "input_digest": manifest.input_digest,
        "software": manifest.recipe.software,
        "ontology": manifest.recipe.ontology,
        "model": manifest.recipe.model,
        "base_iri": manifest.recipe.base_iri,
        "neighbours": manifest.recipe.neighbours,
        "corrections": manifest.recipe.corrections,
        "reading": manifest.recipe.reading,
        "documents": [
            {
                "id": d.id,
                "digest": d.digest,
                "names": list(d.names),
                "metadata": dict(sorted(d.metadata.items())),
                "original": d.original,
                "form": d.form,
                "refused": d.refusal and {"error": d.refusal.key, "parts": list(d.refusal.params)},
            }
            for d in manifest.documents
        ],
        "counts": dict(sorted(manifest.counts.items())),
        "derived_graphs": list(manifest.derived_graphs),
        "files": {path: {"sha256": entry.sha256, "size": entry.size} for path, entry in sorted(manifest.files.items())},
    }
    plain["manifest_digest"] = digest_bytes(_canonical(plain))
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def load_manifest(data: bytes) -> Manifest:
    """Read what ``dump_manifest`` wrote.

    Raises:
        ManifestError: It is cut off, changed, or of another format version.

    """
    plain = _object(data)
    claimed = plain.pop("manifest_digest", None)
    actual = digest_bytes(_canonical(plain))
    if claimed != actual:
        raise ManifestError(f"SHA-256 {str(claimed)[:16]} ≠ {actual[:16]}")
    try:
        manifest = _from_plain(plain)
    except (KeyError, TypeError, AttributeError) as error:
        raise ManifestError(str(error)) from error
    if plain["id"] != manifest.id:
        raise ManifestError(f"{plain['id']} ≠ {manifest.id}")
    return manifest


def format_version_of(data: bytes) -> int | None:
    """Return the format version a manifest states, whatever else it holds; ``None`` where it states none."""
    try:
        version = _object(data).get("format_version")
    except ManifestError:
        return None
    return version if isinstance(version, int) else None


def stored_documents(data: bytes) -> tuple[DocumentEntry, ...]:
    """Read digests, names and metadata from a manifest of any format version: what a rebuild needs.

    Raises:
        ManifestError: Even that cannot be read.

    """
    try:
        return tuple(sorted(_stored(_object(data)["documents"]), key=lambda document: document.digest))
    except (KeyError, TypeError, AttributeError) as error:
        raise ManifestError(str(error)) from error


def stored_settings(data: bytes) -> tuple[str, int] | None:
    """Read base IRI and K from a manifest of any format version; ``None`` where it does not say them."""
    try:
        plain = _object(data)
    except ManifestError:
        return None
    base_iri, neighbours = plain.get("base_iri"), plain.get("neighbours")
    return (base_iri, neighbours) if isinstance(base_iri, str) and isinstance(neighbours, int) else None


def _stored(documents: Any) -> Iterator[DocumentEntry]:  # noqa: ANN401
    for plain in documents:
        names = tuple(sorted(str(name) for name in plain["names"]))
        if not _DIGEST.fullmatch(plain["digest"]) or not names:
            raise ManifestError(str(plain["digest"])[:64])
        metadata = {str(key): str(value) for key, value in sorted(plain.get("metadata", {}).items())}
        yield DocumentEntry(plain["digest"], names, metadata, str(plain.get("original", "")))


def _from_plain(plain: Mapping[str, Any]) -> Manifest:
    recipe = Recipe(
        plain["software"],
        plain["ontology"],
        plain["model"],
        plain["base_iri"],
        plain["neighbours"],
        plain["corrections"],
        plain["reading"],
    )
    documents = tuple(
        DocumentEntry(
            d["digest"],
            tuple(d["names"]),
            d["metadata"],
            d["original"],
            d["form"],
            d["refused"] and Refusal(d["refused"]["error"], tuple(d["refused"]["parts"])),
        )
        for d in plain["documents"]
    )
    files = {path: FileEntry(entry["sha256"], entry["size"]) for path, entry in plain["files"].items()}
    return Manifest(recipe, documents, plain["counts"], files, tuple(plain["derived_graphs"]), plain["format_version"])


def _object(data: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(data)
    except ValueError as error:
        raise ManifestError(str(error)) from error
    if not isinstance(plain, dict):
        raise ManifestError(type(plain).__name__)
    return plain


def _canonical(plain: Any) -> bytes:  # noqa: ANN401
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _error_kinds() -> dict[str, type[PerformanceGraphError]]:
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    return {kind.key: kind for kind in kinds if issubclass(kind, errors.PerformanceGraphError)}
