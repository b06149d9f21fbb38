"""Where builds stand in a dataset folder, which of them is served, and opening it.

``DIR/CURRENT`` names the served build; ``DIR/builds/<id>`` never changes once it is named there, so a reader
opens a build and keeps it. Opening is cheap: the manifest must be whole and every file present with its size;
digests of contents are ``verify``'s work. ``DIR/HISTORY`` keeps the order in which builds were served (file
times are no order: they do not survive a copy). Nothing here writes a build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_bytes, digest_file, replace_file
from kg.dataset.folder import BuildFolder, as_read_name, record_name
from kg.dataset.manifest import (
    FORMAT_VERSION,
    DocumentEntry,
    Manifest,
    ManifestError,
    format_version_of,
    load_manifest,
)
from kg.dataset.stored_readings import StoredReadings
from kg.errors import DamagedBuildError, FormatVersionError, NoDatasetError

if TYPE_CHECKING:
    from kg.records import Reading

_BUILD_ID = re.compile(r"[0-9a-f]{16}")
WORK_PREFIX = ".tmp-"


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build that was found whole: its dataset, its folder and its manifest."""

    directory: Path
    folder: BuildFolder
    manifest: Manifest

    @property
    def id(self) -> str:
        """The build's id."""
        return self.manifest.id

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents, refused ones included, by digest."""
        return self.manifest.documents

    def readings(self) -> StoredReadings:
        """Return the readings of all documents that were read, by digest."""
        return StoredReadings(self.folder, [document.id for document in self.manifest.readable], self.intact_bytes)

    def uncorrected(self, document_id: str) -> Reading:
        """Return what was read from a document, without corrections; raises ``DamagedBuildError``."""
        from kg import record_json

        return record_json.loads(self.uncorrected_records(document_id))

    def uncorrected_records(self, document_id: str) -> str:
        """Return the records of a document as its form gave them; raises ``DamagedBuildError``."""
        name = as_read_name(document_id)
        found = name if name in self.manifest.files else record_name(document_id)
        return self.intact_bytes(found).decode("utf-8")

    def intact_bytes(self, name: str) -> bytes:
        """Return the bytes of a file of the build if they have its digest; raises ``DamagedBuildError``."""
        data = (self.folder.path / name).read_bytes()
        self._compare(name, digest_bytes(data))
        return data

    def intact(self, name: str) -> Path:
        """Return the path of a file of the build if its bytes have its digest; raises ``DamagedBuildError``."""
        path = self.folder.path / name
        self._compare(name, digest_file(path)[0])
        return path

    def damaged(self, name: str, detail: str) -> DamagedBuildError:
        """Return the error that a file of the build (or ``store``) is not what it should be."""
        path = (self.folder.path / name).relative_to(self.directory)
        return DamagedBuildError(str(self.directory), path.as_posix(), detail)

    def _compare(self, name: str, found: str) -> None:
        wanted = self.manifest.files[name].sha256
        if found != wanted:
            raise self.damaged(name, f"SHA-256 {found[:16]} ≠ {wanted[:16]}")

    def text(self, digest: str) -> str:
        """Return the text layer a document's spans point into; ``KeyError`` for no such document."""
        if not any(document.digest == digest for document in self.manifest.readable):
            raise KeyError(digest)
        return self.folder.text(digest).read_bytes().decode("utf-8")

    def original(self, digest: str) -> Path:
        """Return the file with a document's bytes; raises ``KeyError`` for no such document."""
        for document in self.documents:
            if document.digest == digest:
                return self.folder.source(digest) / document.original
        raise KeyError(digest)


def builds_folder(directory: Path) -> Path:
    """Return ``DIR/builds``."""
    return directory / "builds"


def build_folder(directory: Path, build_id: str) -> BuildFolder:
    """Return the folder of a build, whether it is there or not."""
    return BuildFolder(builds_folder(directory) / build_id)


def current_id(directory: Path) -> str | None:
    """Return the id that ``CURRENT`` names, ``None`` where nothing is served.

    Raises:
        DamagedBuildError: ``CURRENT`` holds something else.

    """
    try:
        found = (directory / "CURRENT").read_bytes().decode("utf-8", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not _BUILD_ID.fullmatch(found):
        raise DamagedBuildError(str(directory), "CURRENT", repr(found[:40]))
    return found


def last_id(directory: Path) -> str | None:
    """Return the id of the served build; where ``CURRENT`` is lost or damaged, of the build that was served last.

    Raises:
        DamagedBuildError: ``CURRENT`` is damaged and there is no build either.

    """
    present = present_builds(directory)
    try:
        served = current_id(directory)
    except DamagedBuildError:
        if not present:
            raise
        served = None
    return served if served in present or not present else present[-1]


def serve(directory: Path, build_id: str) -> None:
    """Make a finished build the served one, at once for every reader that opens from now on."""
    earlier = [known for known in history(directory) if known != build_id]
    replace_file(directory / "HISTORY", "".join(f"{known}\n" for known in (*earlier, build_id)).encode())
    replace_file(directory / "CURRENT", f"{build_id}\n".encode())


def history(directory: Path) -> list[str]:
    """Return the ids of builds in the order in which they were served, oldest first."""
    try:
        lines = (directory / "HISTORY").read_bytes().decode("utf-8", "replace").split()
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [line for line in lines if _BUILD_ID.fullmatch(line)]


def present_builds(directory: Path) -> list[str]:
    """Return the ids of all builds in the folder, oldest served first; never served ones come before."""
    folder = builds_folder(directory)
    present = {p.name for p in folder.iterdir() if _BUILD_ID.fullmatch(p.name)} if folder.is_dir() else set()
    served = [known for known in history(directory) if known in present]
    return sorted(present - set(served)) + served


def open_build(directory: Path, build_id: str | None = None) -> Build:
    """Open the served build of a dataset folder, or another one that is still there.

    Raises:
        NoDatasetError: Nothing is served here, or there is no such build.
        FormatVersionError: The build was made for another format version.
        DamagedBuildError: ``CURRENT`` is lost, the manifest is not whole, or a file is missing or of another size.

    """
    while True:
        wanted = build_id or current_id(directory)
        if wanted is None and present_builds(directory) and current_id(directory) is None:
            raise DamagedBuildError(str(directory), "CURRENT", "✗")
        if wanted is None or not _BUILD_ID.fullmatch(wanted):
            raise NoDatasetError(str(directory))
        try:
            return _open(directory, wanted)
        except DamagedBuildError:
            # A writer may have served another build and removed this one between the two looks.
            if build_id is not None or current_id(directory) == wanted:
                raise


def read_manifest(directory: Path, build_id: str) -> Manifest:
    """Read and check the manifest of a build; errors as in ``open_build``."""
    folder = build_folder(directory, build_id)
    name = folder.manifest.relative_to(directory).as_posix()
    try:
        data = folder.manifest.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DamagedBuildError(str(directory), name, "✗") from error
    found = format_version_of(data)
    if found is not None and found != FORMAT_VERSION:
        raise FormatVersionError(str(directory), found, FORMAT_VERSION)
    try:
        manifest = load_manifest(data)
    except ManifestError as error:
        raise DamagedBuildError(str(directory), name, str(error)) from error
    if manifest.id != build_id:
        raise DamagedBuildError(str(directory), name, f"{manifest.id} ≠ {build_id}")
    for path in manifest.files:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise DamagedBuildError(str(directory), name, path)
    return manifest


def _open(directory: Path, build_id: str) -> Build:
    manifest = read_manifest(directory, build_id)
    folder = build_folder(directory, build_id)
    for path, entry in manifest.files.items():
        place = folder.path / path
        size = place.stat().st_size if place.is_file() else None
        if size != entry.size:
            found = "✗" if size is None else f"{size} ≠ {entry.size} B"
            raise DamagedBuildError(str(directory), place.relative_to(directory).as_posix(), found)
    return Build(directory, folder, manifest)
