"""Readings that need not be made again: those of the served build, and of builds that ended before they were served.

A reading is taken over where everything that decides it is the same: the bytes, the names, what ``documents.csv`` says,
and what reads (``kg.dataset.reading_code``); and where its own bytes have the digest that was written down. A build in
the making writes one line for each finished document into ``readings.jsonl`` of its working folder, after the files
that the line speaks of; lines and files that a kill left half written do not have their digests and are passed over.
"""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from kg.dataset.durable import digest_bytes
from kg.dataset.folder import BuildFolder, text_name
from kg.dataset.layout import WORK_PREFIX, builds_folder
from kg.dataset.manifest import Refusal
from kg.errors import DatasetError, DocumentError, ReadingEndedError
from kg.sandbox.outcome import ReadOutcome, stored_outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.dataset.inputs import InputDocument
    from kg.dataset.layout import Build

JOURNAL = "readings.jsonl"
_NEEDED = frozenset({JOURNAL, "sources", "records", "uncorrected"})
# Ends of a reading that its file brought about, whatever else the machine does meanwhile.
_LASTING_ENDS = frozenset({"reading-cpu", "reading-memory", "reading-stalled", "reading-answer"})
_UNREADABLE = (DatasetError, OSError, ValueError, KeyError, TypeError, AttributeError)


def is_lasting(error: DocumentError) -> bool:
    """Say whether a file would be refused again by the same code under the same limits.

    >>> is_lasting(ReadingEndedError("a.pdf", "reading-killed", "SIGKILL"))
    False

    """
    return not isinstance(error, ReadingEndedError) or error.reason in _LASTING_ENDS


def key_of(document: InputDocument, reading: str) -> str:
    """Return the digest of all that decides the reading of a document."""
    facts = [document.digest, document.names, sorted(document.metadata.items()), reading]
    return digest_bytes(json.dumps(facts, ensure_ascii=False).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class _Note:
    """One line of a journal: which files hold a reading, with their digests; or the refusal."""

    folder: BuildFolder
    record: str
    record_digest: str
    text: str
    text_digest: str
    refusal: Refusal | None

    def outcome(self) -> ReadOutcome | DocumentError:
        """Return the outcome; raises ``ValueError`` where a file does not have its digest, ``OSError``."""
        if self.refusal is not None:
            return _error(self.refusal)
        record, text = self._bytes(self.record, self.record_digest), self._bytes(self.text, self.text_digest)
        return stored_outcome(record.decode("utf-8"), text.decode("utf-8"))

    def _bytes(self, name: str, digest: str) -> bytes:
        data = (self.folder.path / name).read_bytes()
        if digest_bytes(data) != digest:
            raise ValueError(name)
        return data

    def drop(self) -> None:
        """Remove the files: the reading stands in another folder now."""
        for name in filter(None, (self.record, self.text)):
            (self.folder.path / name).unlink(missing_ok=True)


class Journal:
    """Writes down what was read in a build that is being made; a context manager."""

    def __init__(self, work: BuildFolder) -> None:
        self._path = work.path / JOURNAL
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._file = self._stack.enter_context(self._path.open("ab"))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, key: str, record: str, record_digest: str, text: str, text_digest: str) -> None:
        """Note where the reading of a document stands, as its form gave it; the files are written already."""
        self._line({"key": key, "record": [record, record_digest], "text": [text, text_digest]})

    def refused(self, key: str, error: DocumentError) -> None:
        """Note why a document was refused, unless another time might bring another answer."""
        if is_lasting(error):
            refusal = Refusal.of(error)
            self._line({"key": key, "refused": [refusal.key, list(refusal.params)]})

    def _line(self, facts: dict[str, Any]) -> None:
        data = json.dumps(facts, ensure_ascii=False).encode("utf-8")
        self._file.write(b"%s %s\n" % (digest_bytes(data)[:16].encode(), data))
        self._file.flush()


class Kept:
    """What need not be read again, by document.

    Args:
        directory: The dataset folder; the caller holds its writer's lock.
        served: The served build, where it can be opened.
        reading: Digest of what reads; ``""`` takes nothing over.

    """

    def __init__(self, directory: Path, served: Build | None, reading: str) -> None:
        self._reading = reading
        self._build: Build | None = None
        self._notes: dict[str, _Note] = {}
        if reading:
            if served is not None and served.manifest.recipe.reading == reading:
                self._build = served
            for path in leftovers(directory):
                self._notes.update(_notes(BuildFolder(path)))
        documents = self._build.documents if self._build else ()
        self._served = {document.digest: document for document in documents}

    def outcome(self, document: InputDocument) -> ReadOutcome | DocumentError | None:
        """Return what a document gave before, ``None`` where it must be read."""
        note = self._notes.get(key_of(document, self._reading))
        if note is not None:
            with suppress(*_UNREADABLE):
                return note.outcome()
        with suppress(*_UNREADABLE):
            return self._of_served(document)
        return None

    def drop(self, document: InputDocument) -> None:
        """Let go of what an earlier build left of a document; it stands in the new one now."""
        note = self._notes.pop(key_of(document, self._reading), None)
        if note is not None:
            note.drop()

    def _of_served(self, document: InputDocument) -> ReadOutcome | DocumentError | None:
        build, entry = self._build, self._served.get(document.digest)
        if build is None or entry is None:
            return None
        if (entry.names, dict(entry.metadata)) != (document.names, dict(document.metadata)):
            return None
        if entry.refusal is not None:
            error = _error(entry.refusal)
            return error if is_lasting(error) else None
        records = build.uncorrected_records(entry.id)
        return stored_outcome(records, build.intact_bytes(text_name(entry.digest)).decode("utf-8"))


def leftovers(directory: Path) -> list[Path]:
    """Return the working folders of earlier builds that wrote down what they read."""
    return sorted(path.parent for path in builds_folder(directory).glob(f"{WORK_PREFIX}*/{JOURNAL}"))


def set_aside(work: BuildFolder) -> None:
    """Keep of a build that ended early what was read, and nothing else; the originals are where they came from."""
    if not (work.path / JOURNAL).is_file():
        shutil.rmtree(work.path, ignore_errors=True)
        return
    for entry in work.path.iterdir():
        if entry.name in _NEEDED:
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()
    for original in work.sources.glob("*/original*"):
        original.unlink()


def _notes(folder: BuildFolder) -> Iterator[tuple[str, _Note]]:
    with (folder.path / JOURNAL).open("rb") as file:
        for line in file:
            digest, _, data = line.rstrip(b"\n").partition(b" ")
            if digest_bytes(data)[:16].encode() != digest:
                continue  # cut off by a kill, or damaged
            facts = json.loads(data)
            if "refused" in facts:
                key, params = facts["refused"]
                yield facts["key"], _Note(folder, "", "", "", "", Refusal(key, tuple(params)))
            else:
                (record, record_digest), (text, text_digest) = facts["record"], facts["text"]
                yield facts["key"], _Note(folder, record, record_digest, text, text_digest, None)


def _error(refusal: Refusal) -> DocumentError:
    error = refusal.error()
    if not isinstance(error, DocumentError):
        raise TypeError(refusal.key)
    return error
