"""The steps of a build inside its working folder: read, audit, derive, map and load, seal.

Everything is written as it arrives and looked at again from the disk, so that memory holds one document at a
time. The manifest comes last: a folder without one is no build. Neither the order in which documents finish nor
which of them were read before ever shows.
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corrections.table import TABLE_NAME
from kg.dataset.durable import digest_bytes, digest_file, sync_tree
from kg.dataset.folder import BuildFolder
from kg.dataset.graph_making import GraphMaking
from kg.dataset.inputs import InputDocument
from kg.dataset.kept import JOURNAL, Journal, Kept, is_lasting, key_of
from kg.dataset.layout import Build, open_build
from kg.dataset.manifest import DocumentEntry, FileEntry, Manifest, Recipe, Refusal, dump_manifest
from kg.dataset.mapping import GraphInput, Mapper
from kg.dataset.mending import Corrections, in_order, mend, unknown_documents
from kg.dataset.plan import Plan, take_original
from kg.dataset.reading_jobs import Reader, ReadJob, read_all
from kg.dataset.stored_readings import ToldReadings
from kg.errors import DatasetError, DocumentError, NothingReadableError
from kg.graph.quads import Quad
from kg.records import Finding, Reading, Severity
from kg.sandbox.outcome import KINDS, ReadOutcome

if TYPE_CHECKING:
    from concurrent.futures import Executor

# All readings (by digest, loaded one at a time) → findings that no single document shows.
Audit = Callable[[Sequence[Reading]], Sequence[Finding]]
# The build in the making and its readings → writes ``vectors/`` and ``lexical/``; may give quads for graphs
# of its own.
Derive = Callable[[BuildFolder, Sequence[Reading]], Iterable[Quad] | None]
_SUFFIX_LIMIT = 10


class Step(StrEnum):
    """What a build is doing, in this order."""

    COLLECT = "collect"
    READ = "read"
    AUDIT = "audit"
    DERIVE = "derive"
    MAP = "map"
    STORE = "store"
    SEAL = "seal"
    PUBLISH = "publish"
    DONE = "done"


# (step, how many are done, of how many): called when a step begins (0 done) and, where it goes through documents,
# after each.
Progress = Callable[[Step, int, int], None]
# (base name, why): called as soon as a file is refused or a line of a table that people wrote cannot be used.
Report = Callable[[str, DocumentError], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """The parts that are handed in."""

    read: Reader
    map_graph: Mapper
    mapping: str
    audit: Audit | None
    derive: Derive | None
    progress: Progress
    report: Report
    workers: int
    executor: Executor | None
    with_store: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What making a build gave: its manifest, unusable corrections, and how many documents were read for it."""

    manifest: Manifest
    problems: tuple[DocumentError, ...]
    read: int


def make_build(
    directory: Path,
    work: BuildFolder,
    plan: Plan,
    recipe: Recipe,
    corrections: Corrections,
    tools: Tools,
    *,
    strict: bool,
) -> Made:
    """Do all steps in the working folder; the manifest is written last."""
    served = _served(directory)
    with Journal(work) as journal:
        kept = Kept(directory, served, recipe.reading)
        reading = _Reading(directory, work, corrections, kept, journal, recipe.reading)
        documents, counts = reading.run(plan.inputs.documents, tools)
    manifest = Manifest(recipe, documents, counts, {})
    if not manifest.readable:
        raise NothingReadableError(len(documents))
    problems = reading.problems(manifest)
    told(problems, tools)
    judge(manifest, (*plan.inputs.problems, *problems), plan, strict=strict)

    def readings(step: Step) -> ToldReadings:
        ids = [document.id for document in manifest.readable]
        return ToldReadings(work, ids, told=lambda done, of: tools.progress(step, done, of))

    findings = tuple(tools.audit(readings(Step.AUDIT))) if tools.audit else ()
    counts.update(Counter(f"findings_{finding.severity}" for finding in findings))
    counts["findings"] += len(findings)
    derived = tools.derive(work, readings(Step.DERIVE)) if tools.derive else None
    graphs: set[str] = set()
    given = GraphInput(manifest, readings(Step.MAP), findings)
    storing = (lambda: tools.progress(Step.STORE, 0, 1)) if tools.with_store else None
    making = GraphMaking(tools.map_graph, tools.mapping, served, storing)
    written = making.run(work, given, _noted(derived or (), graphs))
    counts["quads"] = written.lines
    if corrections.data is not None:
        (work.path / TABLE_NAME).write_bytes(corrections.data)
    files = {path: FileEntry(*digest_file(work.path / path)) for path in _sealed(work, tools)}
    manifest = replace(manifest, counts=_complete(counts), files=files, derived_graphs=tuple(sorted(graphs)))
    work.manifest.write_bytes(dump_manifest(manifest))
    sync_tree(work.path)
    (work.path / JOURNAL).unlink()
    return Made(manifest, problems, reading.count)


def _served(directory: Path) -> Build | None:
    """Open the served build, of which much may be taken over; ``None`` where it is not whole."""
    with suppress(DatasetError, OSError):
        return open_build(directory)
    return None


def _sealed(work: BuildFolder, tools: Tools) -> Iterator[str]:
    paths = [path for path in work.listed_files() if path != JOURNAL]
    for done, path in enumerate(paths):
        tools.progress(Step.SEAL, done, len(paths))
        yield path


class _Reading:
    """The reading step: every document read, or taken as it was read before, and then corrected."""

    def __init__(
        self,
        directory: Path,
        work: BuildFolder,
        corrections: Corrections,
        kept: Kept,
        journal: Journal,
        reading: str,
    ) -> None:
        self._directory = directory
        self._work = work
        self._corrections = corrections
        self._kept = kept
        self._journal = journal
        self._digest = reading
        self._problems: list[DocumentError] = []
        self._counts: Counter[str] = Counter()
        self._departments: set[str] = set()
        self._units: set[tuple[str, str]] = set()
        self.count = 0

    def run(self, inputs: Sequence[InputDocument], tools: Tools) -> tuple[tuple[DocumentEntry, ...], Counter[str]]:
        """Read all documents; return their entries by digest, and the counts."""
        work = self._work
        work.records.mkdir()
        work.sources.mkdir()
        given = {document.digest: document for document in inputs}
        entries = {document.digest: entry_of(document) for document in inputs}
        tools.progress(Step.READ, 0, len(inputs))
        for done, (job, outcome) in enumerate(self._outcomes(inputs, entries, tools), 1):
            document, entry = given[job.digest], entries[job.digest]
            key = key_of(document, self._digest)
            if isinstance(outcome, DocumentError):
                entries[job.digest] = replace(entry, refusal=Refusal.of(outcome))
                self._journal.refused(key, outcome)
                tools.report(job.names[0], outcome)
            else:
                entries[job.digest] = replace(entry, form=self._write(job, outcome, key))
            self._kept.drop(document)
            tools.progress(Step.READ, done, len(inputs))
        refused = sum(entry.refusal is not None for entry in entries.values())
        names = {"departments": len(self._departments), "units": len(self._units)}
        self._counts.update(documents=len(entries), refused=refused, **names)
        return tuple(entries[digest] for digest in sorted(entries)), self._counts

    def problems(self, manifest: Manifest) -> tuple[DocumentError, ...]:
        """Return what of the corrections could not be used, in the order of their lines."""
        table = self._corrections.table
        read = {document.digest: document.names[0] for document in manifest.readable}
        return in_order([*table.problems, *unknown_documents(table, read), *self._problems])

    def _outcomes(
        self, inputs: Sequence[InputDocument], entries: Mapping[str, DocumentEntry], tools: Tools
    ) -> Iterator[tuple[ReadJob, ReadOutcome | DocumentError]]:
        again: list[InputDocument] = []
        for document in inputs:
            outcome = self._kept.outcome(document)
            if outcome is None:
                again.append(document)
            else:
                yield self._job(document, entries[document.digest]), outcome
        jobs: Iterable[ReadJob] = (self._job(document, entries[document.digest]) for document in again)
        once_more: list[ReadJob] = []
        for job, outcome in read_all(jobs, tools.read, workers=tools.workers, executor=tools.executor):
            if isinstance(outcome, DocumentError) and not is_lasting(outcome):
                # its process was ended by something else than the file
                once_more.append(job)
                continue
            self.count += 1
            yield job, outcome
        for job, outcome in read_all(once_more, tools.read, workers=tools.workers, executor=tools.executor):
            self.count += 1
            yield job, outcome

    def _job(self, document: InputDocument, entry: DocumentEntry) -> ReadJob:
        target = self._work.source(document.digest) / entry.original
        target.parent.mkdir()
        take_original(self._directory, document, target)
        return ReadJob(str(target), document.digest, document.names, document.metadata)

    def _write(self, job: ReadJob, outcome: ReadOutcome, key: str) -> str:
        """Write what a document gave, corrected where people corrected it; return its form."""
        work, document_id = self._work, job.digest[:16]
        mended = mend(outcome, self._corrections.table.about(job.digest), job.names)
        as_read, outcome = outcome.records.encode("utf-8"), mended.outcome
        text, place = outcome.text.encode("utf-8"), work.record(document_id)
        work.text(job.digest).write_bytes(text)
        place.write_bytes(outcome.records.encode("utf-8"))
        if mended.uncorrected is not None:
            work.uncorrected.mkdir(exist_ok=True)
            place = work.as_read(document_id)
            place.write_bytes(as_read)
        names = [path.relative_to(work.path).as_posix() for path in (place, work.text(job.digest))]
        self._journal.read(key, names[0], digest_bytes(as_read), names[1], digest_bytes(text))
        self._problems.extend(mended.problems)
        self._counts.update(outcome.counts)
        self._counts["corrections"] += mended.count
        self._departments |= outcome.departments
        self._units |= outcome.units
        return outcome.form


def _noted(derived: Iterable[Quad], graphs: set[str]) -> Iterator[Quad]:
    """Give derived quads, and collect the names of the graphs that they stand in."""
    for quad in derived:
        graphs.add(quad.graph)
        yield quad


def told(problems: Iterable[DocumentError], tools: Tools) -> None:
    """Report problems of a table that people wrote."""
    for problem in problems:
        tools.report(str(problem.params().get("document", "")), problem)


def judge(manifest: Manifest, of_tables: Sequence[DocumentError], plan: Plan, *, strict: bool) -> None:
    """Under ``strict`` raise the first problem of documents and tables, with the others as its notes."""
    problems = [*(error for _, error in manifest.refused), *of_tables]
    unreadable = [skipped.name for skipped in plan.inputs.skipped if skipped.reason in ("unreadable", "changing")]
    if strict and unreadable:
        raise OSError(errno.EIO, "cannot be read", unreadable[0])
    if strict and problems:
        first, *others = problems
        for other in others:
            first.add_note(str(other))
        raise first


def entry_of(document: InputDocument) -> DocumentEntry:
    """Describe a document that was not read yet; its stored file keeps the suffix of its first name."""
    suffix = Path(document.names[0]).suffix.lower()
    plain = suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _SUFFIX_LIMIT
    return DocumentEntry(document.digest, document.names, document.metadata, f"original{suffix if plain else ''}")


def _complete(counts: Mapping[str, int]) -> dict[str, int]:
    names = (*KINDS, *(f"findings_{severity}" for severity in Severity))
    return {**dict.fromkeys(names, 0), **counts}
