"""Is a build what it says it is? Digests, places, words, records, graph: each against what it came from.

In: an opened build, and the same mapper (and audit) it was made with. Out: every difference, with its file.
Nothing is repaired, and nothing is believed because a manifest says it: words are looked up in the text
layer, the graph is mapped again from the records. SHACL shapes and vectors have their own checks, which are
handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.corrections.table import TABLE_NAME
from kg.dataset.difference import Difference
from kg.dataset.durable import digest_file
from kg.dataset.folder import GRAPH, as_read_name, original_name, record_name, text_name
from kg.dataset.mapping import Mapper, map_quads
from kg.dataset.verify_documents import verify_document
from kg.dataset.verify_graph import verify_lines, verify_mapping, verify_store
from kg.errors import DamagedBuildError

if TYPE_CHECKING:
    from kg.dataset.layout import Build
    from kg.dataset.manifest import DocumentEntry
    from kg.dataset.reading_jobs import Reader
    from kg.dataset.steps import Audit

# A further check of a whole build: SHACL shapes over the graph, an index over the vectors.
Check = Callable[["Build"], Iterable[Difference]]


def verify_build(
    build: Build,
    *,
    map_graph: Mapper = map_quads,
    audit: Audit | None = None,
    read: Reader | None = None,
    checks: Sequence[Check] = (),
) -> list[Difference]:
    """Check a build against itself.

    Args:
        build: As ``open_build`` gives it.
        map_graph: The mapper it was made with.
        audit: The audit over all documents it was made with.
        read: Where given, every original is read again and must give the stored records (slow).
        checks: Further checks, run last.

    Returns:
        All differences, in the order of the checks and then of the files; none for a sound build.

    """
    found = list(_files(build))
    broken = {difference.file for difference in found}
    for document in build.manifest.documents:
        found.extend(_original(build, document))
        if document.refusal is None:
            record, as_read = record_name(document.id), as_read_name(document.id)
            if broken.isdisjoint({record, text_name(document.digest), as_read, TABLE_NAME}):
                found.extend(verify_document(build, document, record, read))
    if GRAPH not in broken:
        found.extend(verify_lines(build))
    if not any(_spoils_mapping(difference) for difference in found):
        found.extend(verify_mapping(build, map_graph, audit))
    found.extend(verify_store(build))
    for check in checks:
        try:
            found.extend(check(build))
        except DamagedBuildError as error:  # what it needs is not there; that is said already, or here
            name = error.file.removeprefix(f"builds/{build.id}/")
            if name.partition("/")[0] not in {difference.file.partition("/")[0] for difference in found}:
                found.append(Difference("damaged", name, "", error.detail, ""))
    return found


def _files(build: Build) -> Iterator[Difference]:
    listed = build.manifest.files
    present = set(build.folder.listed_files())
    for path in sorted(present | set(listed)):
        if path not in present:
            yield Difference("missing", path, "", "✗", listed[path].sha256)
        elif path not in listed:
            yield Difference("unlisted", path, "", "", "✗")
        else:
            sha256, _ = digest_file(build.folder.path / path)
            if sha256 != listed[path].sha256:
                yield Difference("digest", path, "", sha256, listed[path].sha256)
    for document in build.manifest.documents:
        needed = [original_name(document.digest, document.original)]
        if document.refusal is None:
            needed += [text_name(document.digest), record_name(document.id)]
        for path in needed:
            if path not in listed:
                yield Difference("missing", path, "", "✗", document.names[0])
    if GRAPH not in listed:
        yield Difference("missing", GRAPH, "", "✗", "")


def _original(build: Build, document: DocumentEntry) -> Iterator[Difference]:
    path = original_name(document.digest, document.original)
    if path in build.manifest.files and build.manifest.files[path].sha256 != document.digest:
        yield Difference("document", path, "", build.manifest.files[path].sha256, document.digest)


def _spoils_mapping(difference: Difference) -> bool:
    """Say whether mapping again would only repeat it: records or graph are not those that were made."""
    made = difference.file == GRAPH or difference.file.startswith("records/")
    return made and difference.check in ("missing", "digest", "record")
