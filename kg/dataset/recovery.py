"""What a build is made of, told by its other files where its manifest is lost or damaged.

The originals and the records stand beside the manifest and name every document that was read: digest, names and
metadata. Of a refused document only the bytes are left, so it keeps the name of its stored file. Nothing is
written here; the next build makes everything else again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.dataset.layout import build_folder, last_id
from kg.dataset.manifest import (
    FORMAT_VERSION,
    DocumentEntry,
    ManifestError,
    format_version_of,
    load_manifest,
    stored_documents,
    stored_settings,
)
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from pathlib import Path

    from kg.dataset.folder import BuildFolder

_DIGEST = re.compile(r"[0-9a-f]{64}")


def documents_of(directory: Path, build_id: str) -> tuple[DocumentEntry, ...]:
    """Return the documents of a build by digest, from its manifest or, where that is damaged, from its files.

    Raises:
        DamagedBuildError: The manifest is damaged, and no original is there either.

    """
    folder = build_folder(directory, build_id)
    try:
        data = folder.manifest.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        data = b""
    try:
        if format_version_of(data) in (None, FORMAT_VERSION):
            load_manifest(data)
        return stored_documents(data)
    except ManifestError as error:
        found = _met(folder, data)
        if not found:
            name = folder.manifest.relative_to(directory).as_posix()
            raise DamagedBuildError(str(directory), name, str(error) if data else "✗") from error
        return found


def settings_of(directory: Path) -> tuple[str, int] | None:
    """Return base IRI and K of the build that is served, or was served last; ``None`` where nothing says them."""
    try:
        last = last_id(directory)
        return None if last is None else stored_settings(build_folder(directory, last).manifest.read_bytes())
    except (DamagedBuildError, OSError):
        return None


def _met(folder: BuildFolder, data: bytes) -> tuple[DocumentEntry, ...]:
    try:
        listed = {document.digest: document for document in stored_documents(data)}
    except ManifestError:
        listed = {}
    entries = []
    for source in sorted(folder.sources.glob("*")):
        originals = sorted(source.glob("original*"))
        if originals and _DIGEST.fullmatch(source.name):
            named = _of_records(folder, source.name) or listed.get(source.name)
            entries.append(named or DocumentEntry(source.name, (originals[0].name,), {}, originals[0].name))
    return tuple(entries)


def _of_records(folder: BuildFolder, digest: str) -> DocumentEntry | None:
    from kg import record_json

    try:
        facts = record_json.loads(folder.record(digest[:16]).read_bytes().decode("utf-8")).document
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
        return None
    if facts.digest != digest or not facts.names:
        return None
    return DocumentEntry(digest, facts.names, dict(facts.metadata), "")
