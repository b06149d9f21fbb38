"""The steps of a build inside its working folder: read, audit, derive, map, load, seal.

Everything is written as it arrives and looked at again from the disk, so that memory holds one document at a
time. The manifest comes last: a folder without one is no build. The order in which documents finish never
shows.
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import copy_file, digest_file, sync_tree
from kg.dataset.inputs import InputDocument
from kg.dataset.layout import BuildFolder, StoredReadings
from kg.dataset.lines import write_sorted
from kg.dataset.manifest import DocumentEntry, FileEntry, Manifest, Recipe, Refusal, dump_manifest
from kg.dataset.mapping import GraphInput, Mapper
from kg.dataset.plan import Plan, take_original
from kg.dataset.reading_jobs import KINDS, Reader, ReadJob, read_all
from kg.dataset.store import load_store
from kg.errors import DocumentError, NothingReadableError
from kg.graph.quads import Quad, line
from kg.records import Finding, Reading, Severity

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


# (step, how many are done, of how many): called when a step begins (0 done) and, for reading, after each
# document.
Progress = Callable[[Step, int, int], None]
# (base name, why): called as soon as a file is refused or a line of ``documents.csv`` cannot be used.
Report = Callable[[str, DocumentError], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """The parts that are handed in."""

    read: Reader
    map_graph: Mapper
    audit: Audit | None
    derive: Derive | None
    progress: Progress
    report: Report
    workers: int
    executor: Executor | None
    with_store: bool


def make_build(
    directory: Path, work: BuildFolder, plan: Plan, recipe: Recipe, tools: Tools, *, strict: bool
) -> Manifest:
    """Do all steps in the working folder; return the manifest that was written last."""
    documents, counts = _read(directory, work, plan.inputs.documents, tools)
    manifest = Manifest(recipe, documents, counts, {})
    if not manifest.readable:
        raise NothingReadableError(len(documents))
    judge(manifest, plan, strict=strict)
    readings = StoredReadings(work, [document.id for document in manifest.readable])
    tools.progress(Step.AUDIT, 0, 1)
    findings = tuple(tools.audit(readings)) if tools.audit else ()
    counts.update(Counter(f"findings_{finding.severity}" for finding in findings))
    counts["findings"] += len(findings)
    tools.progress(Step.DERIVE, 0, 1)
    derived = tools.derive(work, readings) if tools.derive else None
    tools.progress(Step.MAP, 0, len(readings))
    graphs: set[str] = set()
    quads = tools.map_graph(GraphInput(manifest, readings, findings))
    lines = (line(quad) for quad in _together(quads, derived or (), graphs))
    written = write_sorted(lines, work.graph)
    counts["quads"] = written.lines
    if recipe.corrections is not None:
        copy_file(directory / "corrections.csv", work.path / "corrections.csv")
    if tools.with_store:
        tools.progress(Step.STORE, 0, written.lines)
        load_store(work.graph, work.store, written.sha256)
    tools.progress(Step.SEAL, 0, 1)
    files = {path: FileEntry(*digest_file(work.path / path)) for path in work.listed_files()}
    manifest = replace(manifest, counts=_complete(counts), files=files, derived_graphs=tuple(sorted(graphs)))
    work.manifest.write_bytes(dump_manifest(manifest))
    sync_tree(work.path)
    return manifest


def _read(
    directory: Path, work: BuildFolder, inputs: Sequence[InputDocument], tools: Tools
) -> tuple[tuple[DocumentEntry, ...], Counter[str]]:
    work.records.mkdir()
    work.sources.mkdir()
    entries = {document.digest: entry_of(document) for document in inputs}

    def jobs() -> Iterator[ReadJob]:
        for document in inputs:
            target = work.source(document.digest) / entries[document.digest].original
            target.parent.mkdir()
            take_original(directory, document, target)
            yield ReadJob(str(target), document.digest, document.names, document.metadata)

    counts: Counter[str] = Counter()
    departments: set[str] = set()
    units: set[tuple[str, str]] = set()
    tools.progress(Step.READ, 0, len(inputs))
    outcomes = read_all(jobs(), tools.read, workers=tools.workers, executor=tools.executor)
    for done, (job, outcome) in enumerate(outcomes, 1):
        entry = entries[job.digest]
        if isinstance(outcome, DocumentError):
            entries[job.digest] = replace(entry, refusal=Refusal.of(outcome))
            tools.report(job.names[0], outcome)
        else:
            work.text(job.digest).write_bytes(outcome.text.encode("utf-8"))
            work.record(entry.id).write_bytes(outcome.records.encode("utf-8"))
            entries[job.digest] = replace(entry, form=outcome.form)
            counts.update(outcome.counts)
            departments |= outcome.departments
            units |= outcome.units
        tools.progress(Step.READ, done, len(inputs))
    refused = sum(entry.refusal is not None for entry in entries.values())
    counts.update(documents=len(entries), refused=refused, departments=len(departments), units=len(units))
    return tuple(entries[digest] for digest in sorted(entries)), counts


def _together(mapped: Iterable[Quad], derived: Iterable[Quad], graphs: set[str]) -> Iterator[Quad]:
    """Give both, and collect the names of the graphs that the derived ones stand in."""
    yield from mapped
    for quad in derived:
        graphs.add(quad.graph)
        yield quad


def judge(manifest: Manifest, plan: Plan, *, strict: bool) -> None:
    """Under ``strict`` raise the first problem, with the others as its notes."""
    problems = [*(error for _, error in manifest.refused), *plan.inputs.problems]
    unreadable = [skipped.name for skipped in plan.inputs.skipped if skipped.reason == "unreadable"]
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
