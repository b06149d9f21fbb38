"""SOURCE arguments → the documents of a build: digests, base names, and what ``documents.csv`` says of them.

Folders are walked; everything not taken is reported with the reason. Equal bytes are one document with all
its names. The result does not depend on the order of arguments, the order of a folder's entries, or the
locale: names that are not UTF-8 on disk (archives made on Chinese desks) are read as GB18030, and all are put
in NFC.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_bytes, digest_file
from kg.dataset.metadata import TABLE_NAME, Table, parse_table, unknown_file
from kg.errors import DocumentError, MetadataError, NotFoundError
from kg.file_names import shown_name
from kg.readers.sniffing import HEAD, begins_like_document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# Taken from folders whatever they hold: the reader refuses what it does not read with a sentence why, which says more
# than silence. Other names are taken where the content is a document's (page.aspx, 附件1, 表.dat).
DOCUMENT_SUFFIXES = frozenset(
    {".txt", ".text", ".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".html", ".htm"}
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was met and not taken.

    ``reason`` is ``hidden`` (its name begins with ``.`` or ``~$``), ``suffix`` (no kind of document by its
    name, nor by its content),
    ``table`` (``documents.csv``), ``special`` (no regular file), ``unreadable`` (the system would not read
    it), ``changing`` (it was changed again and again while it was read) or ``dataset`` (the dataset folder itself).
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class InputDocument:
    """A document to build in: digest, all base names (sorted), metadata, and where its bytes are."""

    digest: str
    names: tuple[str, ...]
    metadata: Mapping[str, str]
    path: Path


@dataclass(frozen=True, slots=True)
class Inputs:
    """All documents by digest; ``problems`` of the metadata tables; ``skipped`` by name."""

    documents: tuple[InputDocument, ...]
    problems: tuple[DocumentError, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass
class _Met:
    """What a walk has met so far."""

    files: dict[str, Path] = field(default_factory=dict)  # real path → path as met
    tables: dict[str, Path] = field(default_factory=dict)
    skipped: set[tuple[str, str]] = field(default_factory=set)


def check_sources(sources: Iterable[Path]) -> None:
    """Raise ``NotFoundError`` for the first source that is not there."""
    for source in sources:
        if not source.exists():
            raise NotFoundError(str(source))


def collect(
    sources: Sequence[Path],
    *,
    dataset: Path | None = None,
    changing: Collection[Path] = (),
) -> Inputs:
    """Find and digest the documents that ``sources`` (files and folders) hold.

    A file named by itself is taken whatever its suffix; in folders those of :data:`DOCUMENT_SUFFIXES` are, and what
    begins like a document. ``documents.csv`` is used where it is named, where it lies in a walked folder, or beside a
    named file. Files in ``changing`` are not taken.

    Raises:
        NotFoundError: A source is not there.

    """
    check_sources(sources)
    met = _Met()
    for source in sources:
        if source.is_dir():
            _walk(source, source, met, dataset)
        elif source.name == TABLE_NAME:
            met.tables[os.path.realpath(source)] = source
        elif source.is_file():
            met.files.setdefault(os.path.realpath(source), source)
            beside = source.parent / TABLE_NAME
            if beside.is_file():
                met.tables[os.path.realpath(beside)] = beside
        else:
            met.skipped.add((shown_name(source.name), "special"))
    by_digest: dict[str, list[Path]] = {}
    digest_of: dict[str, str] = {}
    for real, path in sorted(met.files.items()):
        if path in changing:
            met.skipped.add((shown_name(path.name), "changing"))
            continue
        try:
            digest_of[real] = digest_file(path)[0]
        except OSError:
            met.skipped.add((shown_name(path.name), "unreadable"))
            continue
        by_digest.setdefault(digest_of[real], []).append(path)
    metadata, problems = _described(met, digest_of)
    documents = [
        InputDocument(
            digest,
            tuple(sorted({shown_name(path.name) for path in paths})),
            dict(sorted(metadata.get(digest, {}).items())),
            min(paths, key=lambda path: (shown_name(path.name), os.fsencode(path))),
        )
        for digest, paths in sorted(by_digest.items())
    ]
    skipped = tuple(Skipped(name, reason) for name, reason in sorted(met.skipped))
    return Inputs(tuple(documents), tuple(problems), skipped)


def _walk(top: Path, folder: Path, met: _Met, dataset: Path | None) -> None:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        met.skipped.add((shown_name(folder.name), "unreadable"))
        return
    for entry in entries:
        shown = "/".join(shown_name(part) for part in entry.relative_to(top).parts)
        if entry.name.startswith((".", "~$")):
            met.skipped.add((shown, "hidden"))
        elif entry.is_dir():
            if entry.is_symlink():
                met.skipped.add((shown, "special"))  # a linked folder may lead in circles
            elif dataset is not None and dataset.exists() and entry.samefile(dataset):
                met.skipped.add((shown, "dataset"))
            else:
                _walk(top, entry, met, dataset)
        elif not entry.is_file():
            met.skipped.add((shown, "special"))
        elif entry.name == TABLE_NAME:
            met.tables[os.path.realpath(entry)] = entry
            met.skipped.add((shown, "table"))
        elif (reason := _left_out(entry)) is not None:
            met.skipped.add((shown, reason))
        else:
            met.files.setdefault(os.path.realpath(entry), entry)


def _left_out(entry: Path) -> str | None:
    """Return why a file in a folder is not taken, ``None`` where it is."""
    if entry.suffix.lower() in DOCUMENT_SUFFIXES:
        return None
    try:
        with entry.open("rb") as file:
            return None if begins_like_document(file.read(HEAD)) else "suffix"
    except OSError:
        return "unreadable"


def _described(met: _Met, digest_of: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], list[DocumentError]]:
    """Bring the rows of all tables to the documents they name; two different values for one are a problem."""
    metadata: dict[str, dict[str, str]] = {}
    problems: list[DocumentError] = []
    for path, table in _parsed(met.tables.values()):
        problems.extend(table.problems)
        names = _names_below(path.parent, met.files)
        for row in table.rows:
            digests = sorted({digest_of[real] for real in names.get(row.file, ()) if real in digest_of})
            if not digests and not (path.parent / row.file).is_file():
                problems.append(unknown_file(row, names))
            for digest in digests:
                known = metadata.setdefault(digest, {})
                for column, value in row.values.items():
                    if known.setdefault(column, value) != value:
                        problems.append(MetadataError(TABLE_NAME, row.line, column, value, known[column]))
    return metadata, problems


def _parsed(paths: Iterable[Path]) -> Iterator[tuple[Path, Table]]:
    # By content, so that the winner of a contradiction does not depend on where the tables lie.
    read = [(path, path.read_bytes()) for path in paths]
    for path, data in sorted(read, key=lambda pair: (digest_bytes(pair[1]), os.fsencode(pair[0]))):
        yield path, parse_table(data)


def _names_below(folder: Path, files: Mapping[str, Path]) -> dict[str, list[str]]:
    """Map every base name and every relative path below ``folder`` to the real paths that have it."""
    names: dict[str, list[str]] = {}
    base = os.path.realpath(folder)
    for real, path in files.items():
        beside = os.path.realpath(path.parent)
        if os.path.commonpath([base, beside]) != base:
            continue
        relative = "/".join(shown_name(part) for part in (Path(beside) / path.name).relative_to(base).parts)
        for name in {relative, shown_name(path.name)}:
            names.setdefault(name, []).append(real)
    return names
