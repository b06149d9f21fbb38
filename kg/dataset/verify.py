"""Is a build what it says it is? Digests, places, words, records, graph: each against what it came from.

In: an opened build, and the same mapper (and audit) it was made with. Out: every difference, with its file.
Nothing is repaired, and nothing is believed because a manifest says it: words are looked up in the text
layer, the graph is mapped again from the records. SHACL shapes and vectors have their own checks, which are
handed in.
"""

from __future__ import annotations

import dataclasses
import heapq
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import record_json
from kg.corrections.applying import apply
from kg.dataset.durable import digest_bytes, digest_file
from kg.dataset.lines import graph_of, triple_of, write_sorted
from kg.dataset.mapping import GraphInput, Mapper, map_quads
from kg.dataset.mending import corrections_of
from kg.dataset.reading_jobs import Reader, ReadJob, ReadOutcome, read_one
from kg.dataset.store import damaged_files, has_store
from kg.errors import DamagedBuildError
from kg.graph.quads import line
from kg.records import Document, Source, Target
from kg.text import TextLayer

if TYPE_CHECKING:
    from kg.dataset.layout import Build
    from kg.dataset.manifest import DocumentEntry
    from kg.dataset.steps import Audit
    from kg.records import Reading


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in a build that is not as it should be.

    Attributes:
        check: Which check found it: ``missing``, ``unlisted``, ``digest``, ``document``, ``text``,
            ``record``, ``correction``, ``span``, ``place``, ``words``, ``reading``, ``order``,
            ``two-graphs``, ``blank-node``, ``graph-extra``, ``graph-lacks``, ``graph-more``, ``store``,
            ``damaged``, or one of the checks handed in.
        file: The file, relative to the build.
        where: The place within it (a record's path, a line), ``""`` for the whole.
        found: What stands there.
        expected: What should.

    """

    check: str
    file: str
    where: str
    found: str
    expected: str


# A further check of a whole build: SHACL shapes over the graph, an index over the vectors.
Check = Callable[["Build"], Iterable[Difference]]
_SHOWN = 200
_MOST_LINES = 20


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
            record = f"records/{document.id}.json"
            text = f"sources/{document.digest}/text.txt"
            if broken.isdisjoint({record, text, f"uncorrected/{document.id}.json", "corrections.csv"}):
                found.extend(_document(build, document, record, read))
    if "graph.nq" not in broken:
        found.extend(_lines(build))
    if not any(_spoils_mapping(difference) for difference in found):
        found.extend(_remapped(build, map_graph, audit))
    found.extend(_store(build))
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
        needed = [f"sources/{document.digest}/{document.original}"]
        if document.refusal is None:
            needed += [f"sources/{document.digest}/text.txt", f"records/{document.id}.json"]
        for path in needed:
            if path not in listed:
                yield Difference("missing", path, "", "✗", document.names[0])
    if "graph.nq" not in listed:
        yield Difference("missing", "graph.nq", "", "✗", "")


def _original(build: Build, document: DocumentEntry) -> Iterator[Difference]:
    path = f"sources/{document.digest}/{document.original}"
    if path in build.manifest.files and build.manifest.files[path].sha256 != document.digest:
        yield Difference("document", path, "", build.manifest.files[path].sha256, document.digest)


def _document(build: Build, document: DocumentEntry, record: str, read: Reader | None) -> Iterator[Difference]:
    stored = build.folder.record(document.id).read_bytes()
    try:
        reading = record_json.loads(stored.decode("utf-8"))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        yield Difference("record", record, "", f"{type(error).__name__}: {error}"[:_SHOWN], "READ")
        return
    if record_json.dumps(reading).encode("utf-8") != stored:
        yield Difference("record", record, "", digest_bytes(stored), "kg read")
    facts = reading.document
    as_read, plain = reading, stored
    if f"uncorrected/{document.id}.json" in build.manifest.files:
        try:
            plain = build.folder.as_read(document.id).read_bytes()
            as_read = record_json.loads(plain.decode("utf-8"))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
            yield Difference("record", f"uncorrected/{document.id}.json", "", str(error)[:_SHOWN], "READ")
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
        path = f"sources/{document.digest}/text.txt"
        yield Difference("text", path, "", digest_bytes(data), facts.text_digest)
    places = _Places(facts, data.decode("utf-8"))
    for where, source, raw in _cited(as_read, ""):
        for check, at, found, expected in places.check(source, raw):
            yield Difference(check, record, f"{where}{at}", str(found)[:_SHOWN], str(expected)[:_SHOWN])
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
        yield Difference("correction", record, "corrections", ", ".join(shown)[:_SHOWN], ", ".join(expected)[:_SHOWN])


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


def _lines(build: Build) -> Iterator[Difference]:
    """Check what must hold of the lines themselves: sorted, each triple once, no blank node."""
    before = b""
    with build.folder.graph.open("rb") as file:
        for number, row in enumerate(file, 1):
            if row <= before:
                yield Difference("order", "graph.nq", str(number), _shown(row), "")
            elif triple_of(row) == triple_of(before):
                yield Difference("two-graphs", "graph.nq", str(number), _shown(row), _shown(before))
            if row.startswith(b"_:") or b"> _:" in row.partition(b'"')[0]:
                yield Difference("blank-node", "graph.nq", str(number), _shown(row), "<…>")
            before = row


def _remapped(build: Build, map_graph: Mapper, audit: Audit | None) -> Iterator[Difference]:
    """Map the records again and compare line by line, but for the graphs that vectors and people gave."""
    readings = build.readings()
    findings = tuple(audit(readings)) if audit else ()
    derived = {graph.encode() for graph in build.manifest.derived_graphs}
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "graph.nq"
        quads = map_graph(GraphInput(build.manifest, readings, findings))
        write_sorted((line(quad) for quad in quads), again)
        with build.folder.graph.open("rb") as old, again.open("rb") as new:
            mapped = (row for row in old if not derived or graph_of(row) not in derived)
            yield from _compared(mapped, new)


def _compared(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Difference]:
    """Compare two sorted files; the first differing lines are shown, the rest counted."""
    more = 0
    for number, (row, side) in enumerate(_in_one_only(old, new)):
        if number >= _MOST_LINES:
            more += 1
        elif side == 0:
            yield Difference("graph-extra", "graph.nq", "", _shown(row), "")
        else:
            yield Difference("graph-lacks", "graph.nq", "", "", _shown(row))
    if more:
        yield Difference("graph-more", "graph.nq", "", f"+{more}", "0")


def _in_one_only(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    waiting: tuple[bytes, int] | None = None
    for row, side in heapq.merge(((row, 0) for row in old), ((row, 1) for row in new)):
        if waiting is not None and waiting[0] == row:
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = (row, side)
    if waiting is not None:
        yield waiting


def _store(build: Build) -> Iterator[Difference]:
    """Check a store that says it is of this graph; a missing one is made when it is needed."""
    if "graph.nq" not in build.manifest.files:
        return
    graph = build.manifest.files["graph.nq"].sha256
    damaged = damaged_files(build.folder, graph)
    for name in damaged:
        yield Difference("store", f"store/{name}", "", "✗", "SHA-256")
    if damaged or not has_store(build.folder, graph):
        return
    from pyoxigraph import Store

    expected = build.manifest.counts.get("quads")
    try:
        found = len(Store.read_only(str(build.folder.store)))
    except (OSError, ValueError, RuntimeError) as error:
        yield Difference("store", "store", "", str(error)[:_SHOWN], str(expected))
        return
    if found != expected:
        yield Difference("store", "store", "", str(found), str(expected))


def _spoils_mapping(difference: Difference) -> bool:
    """Say whether mapping again would only repeat it: records or graph are not those that were made."""
    made = difference.file == "graph.nq" or difference.file.startswith("records/")
    return made and difference.check in ("missing", "digest", "record")


def _shown(row: bytes) -> str:
    return row.decode("utf-8", "replace").rstrip("\n")[:_SHOWN]
