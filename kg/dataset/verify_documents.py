"""Is what was read of a document what its file and text layer say? Records, places, words, corrections.

Words are looked up in the text layer by the offsets that records cite; where a reader is given, the original is read
again and must give the stored records.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg import record_json
from kg.corrections.applying import apply
from kg.dataset.difference import SHOWN, Difference
from kg.dataset.durable import digest_bytes
from kg.dataset.folder import as_read_name, text_name
from kg.dataset.mending import corrections_of
from kg.dataset.reading_jobs import Reader, ReadJob, read_one
from kg.records import Document, Source, Target
from kg.sandbox.outcome import ReadOutcome
from kg.text import TextLayer

if TYPE_CHECKING:
    from kg.dataset.layout import Build
    from kg.dataset.manifest import DocumentEntry
    from kg.records import Reading


def verify_document(build: Build, document: DocumentEntry, record: str, read: Reader | None) -> Iterator[Difference]:
    """Check the records of one document.

    Args:
        build: The build, of which the files of this document are there.
        document: Of which something was read.
        record: The file of its records.
        read: Reads the original again, where given.

    """
    stored = build.folder.record(document.id).read_bytes()
    try:
        reading = record_json.loads(stored.decode("utf-8"))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        yield Difference("record", record, "", f"{type(error).__name__}: {error}"[:SHOWN], "READ")
        return
    if record_json.dumps(reading).encode("utf-8") != stored:
        yield Difference("record", record, "", digest_bytes(stored), "kg read")
    facts = reading.document
    as_read, plain = reading, stored
    name = as_read_name(document.id)
    if name in build.manifest.files:
        try:
            plain = build.folder.as_read(document.id).read_bytes()
            as_read = record_json.loads(plain.decode("utf-8"))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
            yield Difference("record", name, "", str(error)[:SHOWN], "READ")
            return
    yield from _corrected(build, record, as_read, reading)
    for name, is_, should in (
        ("id", facts.id, document.id),
        ("digest", facts.digest, document.digest),
        ("names", facts.names, document.names),
        ("form", facts.form.value, document.form),
        ("metadata", dict(facts.metadata), dict(document.metadata)),
    ):
        if is_ != should:
            yield Difference("document", record, f"document/{name}", str(is_), str(should))
    data = build.folder.text(document.digest).read_bytes()
    if facts.text_digest != digest_bytes(data):
        yield Difference("text", text_name(document.digest), "", digest_bytes(data), facts.text_digest)
    places = _Places(facts, data.decode("utf-8"))
    for where, source, raw in _cited(as_read, ""):
        for check, at, found, expected in places.check(source, raw):
            yield Difference(check, record, f"{where}{at}", str(found)[:SHOWN], str(expected)[:SHOWN])
    if read is not None:
        original = build.folder.source(document.digest) / document.original
        job = ReadJob(str(original), document.digest, document.names, document.metadata)
        outcome = read_one(read, job)
        if not isinstance(outcome, ReadOutcome) or outcome.records.encode("utf-8") != plain:
            again = outcome.form if isinstance(outcome, ReadOutcome) else str(outcome)
            yield Difference("reading", record, "", digest_bytes(plain), again)


def _corrected(build: Build, record: str, as_read: Reading, reading: Reading) -> Iterator[Difference]:
    """Correct what was read again: it must give the records, whose words are then those of ``as_read``'s places."""
    lines = corrections_of(build.folder.path).table.about(reading.document.digest)
    again = apply(as_read, lines).reading if lines else as_read
    if again != reading or as_read.corrections:
        shown = [f"{one.kind}/{one.ordinal}/{one.field}" for one in reading.corrections]
        expected = [f"{one.kind}/{one.ordinal}/{one.field}" for one in again.corrections]
        yield Difference("correction", record, "corrections", ", ".join(shown)[:SHOWN], ", ".join(expected)[:SHOWN])


class _Places:
    """Looks up what a source cites in the text layer of its document."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.lines = TextLayer(document.name, document.digest, text).lines
        self.starts = [piece.start for piece in self.lines]

    def check(self, source: Source, raw: str | None) -> Iterator[tuple[str, str, object, object]]:
        """Yield (check, place, found, expected) for everything that does not hold."""
        if (source.document, source.document_id) != (self.document.name, self.document.id):
            yield (
                "document",
                "",
                (source.document, source.document_id),
                (self.document.name, self.document.id),
            )
        for number, span in enumerate(source.spans, 1):
            at = f"/spans/{number}"
            words = self.text[span.start : span.end] if 0 <= span.start < span.end else ""
            if words != span.text or not words:
                yield "span", at, span.text, words
            elif span.line is not None and source.sheet is None:
                piece = self.lines[bisect_right(self.starts, span.start) - 1]
                # the pages of other formats stand in the file, not in its text layer
                page = piece.page if self.document.format == "text" else self._page(span.page)
                if (span.page, span.line) != (page, piece.line):
                    yield "place", at, (span.page, span.line), (page, piece.line)
        joined = "".join(span.text for span in source.spans)
        if source.text != joined:
            yield "words", "/text", source.text, joined
        first = source.spans[0] if source.spans else None
        if first is None:
            yield "span", "/spans", "✗", source.text
        elif (source.page, source.line) != (first.page, first.line):
            yield "place", "", (source.page, source.line), (first.page, first.line)
        if raw is not None and raw != source.text:
            yield "words", "/raw", raw, source.text

    def _page(self, page: int | None) -> int | None:
        """Return a page as it can be: one of those that the document has."""
        pages = self.document.pages
        return page if page is None or (pages is not None and 1 <= page <= pages) else None


def _cited(record: Any, where: str) -> Iterator[tuple[str, Source, str | None]]:  # noqa: ANN401
    """Yield every source below a record with its path, and the raw words that must equal it (targets)."""
    if isinstance(record, Source):
        yield where, record, None
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if field.name == "source" and isinstance(record, Target) and value is not None:
                yield f"{where}/source", value, record.raw
            else:
                yield from _cited(value, f"{where}/{field.name}" if where else field.name)
    elif isinstance(record, tuple):
        for number, item in enumerate(record, 1):
            yield from _cited(item, f"{where}/{number}")
    elif isinstance(record, Mapping):
        for key, item in record.items():
            yield from _cited(item, f"{where}/{key}")
