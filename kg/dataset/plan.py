"""Which documents the next build has: the sources named, the served build's own, or both.

The sources are the whole input, so what is not named leaves; losing more than half needs a yes. A served
build of an older format version, or one with damaged derived files, still gives its documents: their bytes
are found by digest in any build that has them whole. Nothing is written here.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.dataset.durable import copy_file, digest_file
from kg.dataset.folder import original_name
from kg.dataset.inputs import InputDocument, Inputs, collect
from kg.dataset.layout import build_folder, last_id, present_builds
from kg.dataset.recovery import documents_of
from kg.errors import DamagedBuildError, NoDatasetError, NoDocumentsError, ShrinkError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kg.dataset.manifest import DocumentEntry

_SHOWN = 5


class SourceChangedError(OSError):
    """A source file is not any more what it was when the documents of the build were decided; ``path`` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.ESTALE, "changed while it was being read", str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next build is made of, and the names of the documents that leave with it."""

    inputs: Inputs
    left: tuple[str, ...]


def plan_build(
    directory: Path, sources: Sequence[Path], *, add: bool, yes: bool, changing: Collection[Path] = ()
) -> Plan:
    """Decide the documents of the next build.

    Args:
        directory: The dataset folder.
        sources: Files and folders; none means the documents of the served build.
        add: Keep the served documents beside them.
        yes: Agree to losing more than half of the served documents.
        changing: Files that are not taken, because they never stand still.

    Raises:
        NotFoundError: A source is not there.
        NoDocumentsError: The sources hold no document.
        NoDatasetError: There are no sources, and nothing is served that could be rebuilt.
        ShrinkError: More than half of the served documents would leave, and ``yes`` was not said.
        DamagedBuildError: Documents must be kept, and what lists or holds them is damaged.

    """
    served = served_documents(directory, needed=add or not sources)
    if not sources:
        if not served:
            raise NoDatasetError(str(directory))
        return Plan(Inputs(tuple(_stored(directory, entry) for entry in served)), ())
    inputs = collect(sources, dataset=directory, changing=changing)
    if not inputs.documents and not (add and served):
        raise NoDocumentsError(tuple(skipped.name for skipped in inputs.skipped[:_SHOWN]))
    if add:
        kept = [_stored(directory, entry) for entry in served]
        return Plan(Inputs(_merged(kept, inputs.documents), inputs.problems, inputs.skipped), ())
    left = _leaving(served, inputs.documents)
    if len(left) * 2 > len(served) and not yes:
        raise ShrinkError(len(left), len(served))
    return Plan(inputs, tuple(sorted(entry.names[0] for entry in left)))


def served_documents(directory: Path, *, needed: bool) -> tuple[DocumentEntry, ...]:
    """Return the documents of the served build, whatever its format version, also where its manifest is damaged.

    Where they cannot be told, that is an error if they are ``needed``, and none otherwise.
    """
    try:
        last = last_id(directory)
        return () if last is None else documents_of(directory, last)
    except DamagedBuildError:
        if needed:
            raise
        return ()


def take_original(directory: Path, document: InputDocument, target: Path) -> None:
    """Copy the bytes of a document to the new file ``target``, exactly those with its digest.

    Raises:
        DamagedBuildError: They were stored, and no build here has them whole any more.
        SourceChangedError: A source file was changed, or removed, while the build was running.

    """
    candidates = [document.path]
    stored = directory in document.path.parents
    if stored:
        candidates += [path for path in _copies(directory, document.digest) if path != document.path]
    for path in candidates:
        if path.is_file():
            if copy_file(path, target) == document.digest:
                return
            target.unlink()
    if stored:
        name = document.path.relative_to(directory).as_posix()
        found = digest_file(document.path)[0][:16] if document.path.is_file() else "✗"
        raise DamagedBuildError(str(directory), name, f"SHA-256 {found} ≠ {document.digest[:16]}")
    raise SourceChangedError(document.path)


def _stored(directory: Path, entry: DocumentEntry) -> InputDocument:
    path = next(_copies(directory, entry.digest), None)
    if path is None:
        name = f"builds/{last_id(directory)}/{original_name(entry.digest, entry.original or 'original')}"
        raise DamagedBuildError(str(directory), name, "✗")
    return InputDocument(entry.digest, entry.names, entry.metadata, path)


def _copies(directory: Path, digest: str) -> Iterator[Path]:
    """Yield where a document's bytes may stand, the served build first, then the others from the newest."""
    served = last_id(directory)
    others = [known for known in reversed(present_builds(directory)) if known != served]
    for build_id in ([served] if served else []) + others:
        yield from sorted(build_folder(directory, build_id).source(digest).glob("original*"))


def _merged(kept: Sequence[InputDocument], new: Sequence[InputDocument]) -> tuple[InputDocument, ...]:
    """Put new documents beside the kept ones; one that was there already gains names and newer metadata."""
    merged = {document.digest: document for document in kept}
    for document in new:
        known = merged.get(document.digest)
        if known is not None:
            names = tuple(sorted({*known.names, *document.names}))
            metadata = dict(sorted({**known.metadata, **document.metadata}.items()))
            document = InputDocument(document.digest, names, metadata, document.path)
        merged[document.digest] = document
    return tuple(merged[digest] for digest in sorted(merged))


def _leaving(served: Sequence[DocumentEntry], new: Sequence[InputDocument]) -> list[DocumentEntry]:
    """Return what leaves: neither its bytes nor any of its names comes again (a new edition replaces)."""
    digests = {document.digest for document in new}
    names = {name for document in new for name in document.names}
    return [entry for entry in served if entry.digest not in digests and names.isdisjoint(entry.names)]
