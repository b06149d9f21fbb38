"""Sources → a new build of the dataset, served by one rename when everything stands.

The id is known before anything is read, so the same input does nothing. Documents are read one by one,
through any executor, and written as they arrive; one that was read before by the same code is not read again; one
that cannot be read is reported and the rest goes on. Whatever ends the build early (an error, a full disk, a kill)
leaves the build that was served. What readers, mapping, audit and vectors do is handed in: here only the folder, the
order of steps and the bytes matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.inputs import Skipped, check_sources
from kg.dataset.kept import set_aside
from kg.dataset.layout import Build, build_folder, current_id, last_id, read_manifest
from kg.dataset.lock import writer_lock
from kg.dataset.manifest import DocumentEntry, Recipe, input_digest
from kg.dataset.mapping import Mapper, map_quads
from kg.dataset.mapping_code import mapping_digest
from kg.dataset.mending import Corrections, corrections_of, stored_problems
from kg.dataset.plan import Plan, SourceChangedError, plan_build
from kg.dataset.publish import is_whole, publish, put_in_place, sweep, work_folder
from kg.dataset.reading_code import reading_digest
from kg.dataset.reading_jobs import Reader, read_original
from kg.dataset.steps import Audit, Derive, Made, Progress, Report, Step, Tools, entry_of, judge, make_build, told
from kg.dataset.store import ensure_store
from kg.errors import DatasetError, DocumentError, NoDatasetError, PerformanceGraphError
from kg.graph.iris import check_base_iri
from kg.graph.vocabulary import DEFAULT_BASE_IRI, ONTOLOGY_VERSION_IRI

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build came to.

    Attributes:
        id: The build that is served now.
        unchanged: The served build was of the same input already; nothing was written.
        documents: All its documents by digest, refused ones included.
        refused: Base name and reason of each document that could not be read.
        problems: Lines of ``documents.csv`` and ``corrections.csv`` that could not be used.
        skipped: Files and folders that were met in the sources and not taken.
        left: Base names of the documents that were served before and are not any more.
        removed: Ids of old builds that were removed.
        read: How many documents were read for it; the others had been read before.
        counts: Numbers of records by kind, of findings by severity, and of quads.

    """

    id: str
    unchanged: bool
    documents: tuple[DocumentEntry, ...]
    refused: tuple[tuple[str, PerformanceGraphError], ...]
    problems: tuple[DocumentError, ...]
    skipped: tuple[Skipped, ...]
    left: tuple[str, ...]
    removed: tuple[str, ...]
    read: int
    counts: Mapping[str, int]


def build_dataset(
    directory: str | Path,
    sources: Sequence[str | Path] = (),
    *,
    add: bool = False,
    yes: bool = False,
    strict: bool = False,
    keep: int = 3,
    workers: int = 1,
    executor: Executor | None = None,
    base_iri: str = DEFAULT_BASE_IRI,
    model_digest: str = "",
    neighbours: int = 0,
    software: str | None = None,
    with_store: bool = True,
    read: Reader = read_original,
    reading: str | None = None,
    map_graph: Mapper = map_quads,
    mapping: str | None = None,
    audit: Audit | None = None,
    derive: Derive | None = None,
    progress: Progress | None = None,
    report: Report | None = None,
) -> BuildResult:
    """Build the dataset in ``directory`` from ``sources`` and serve it.

    Args:
        directory: The dataset folder; made where it is missing.
        sources: Files and folders, together the whole input; none means the documents of the served build,
            also of one with another format version (the upgrade path) or with damaged derived files.
        add: Keep the served documents beside the sources.
        yes: Agree to losing more than half of the served documents.
        strict: A refused document or an unusable line of ``documents.csv`` or ``corrections.csv`` ends the build;
            nothing is served.
        keep: How many builds stay, the served one among them.
        workers: Processes that read documents.
        executor: Reads documents instead of own processes; left running.
        base_iri: Where the IRIs begin.
        model_digest: Digest of the embedding model that ``derive`` uses.
        neighbours: How many neighbours per indicator ``derive`` puts into the graph.
        software: Version of the software, part of the id; the installed one by default.
        with_store: Make ``store/`` at once, so that the first query need not.
        read: Reads one document.
        reading: Digest of all that decides what ``read`` gives, part of the id: code and limits of the package's own
            reader by default, ``""`` for another one, whose readings are then never taken over.
        map_graph: Maps records to quads.
        mapping: Digest of all that decides what ``map_graph`` gives for a document: the code of the package's own
            mapping by default, ``""`` for another one, whose graphs are then never carried over.
        audit: Finds what no single document shows.
        derive: Writes ``vectors/`` and ``lexical/``.
        progress: Told of each step.
        report: Told of each problem as it is met.

    Raises:
        NotFoundError: A source is not there.
        OptionError: No IRI can begin with ``base_iri``.
        NoDatasetError: No sources, and nothing is served.
        DatasetLockedError: Another process is writing.
        ShrinkError: More than half of the documents would leave.
        NoDocumentsError, NothingReadableError: There is no document, or none could be read.
        DamagedBuildError: Stored bytes that are needed are lost.
        DocumentError: The first problem, under ``strict``; the others are its notes.
        OSError: The disk is full, or a file cannot be read or written.

    """
    directory, paths = Path(directory), [Path(source) for source in sources]
    check_base_iri(base_iri)
    check_sources(paths)
    if not paths and last_id(directory) is None:
        raise NoDatasetError(str(directory))
    directory.mkdir(parents=True, exist_ok=True)
    tools = Tools(
        read,
        map_graph,
        mapping_digest(map_graph) if mapping is None else mapping,
        audit,
        derive,
        progress or _silent,
        _once(report or _silent),
        workers,
        executor,
        with_store,
    )
    with writer_lock(directory):
        sweep(directory)
        corrections = corrections_of(directory)
        recipe = Recipe(
            software=_software_version() if software is None else software,
            ontology=ONTOLOGY_VERSION_IRI,
            model=model_digest,
            base_iri=base_iri,
            neighbours=neighbours,
            corrections=corrections.digest,
            reading=reading_digest(read) if reading is None else reading,
        )
        changed: set[Path] = set()
        changing: set[Path] = set()
        while True:
            tools.progress(Step.COLLECT, 0, len(paths))
            plan = plan_build(directory, paths, add=add, yes=yes, changing=changing)
            told(plan.inputs.problems, tools)
            try:
                return _build(directory, plan, recipe, corrections, tools, strict=strict, keep=keep)
            except SourceChangedError as change:
                # what was read is kept, so to begin again costs little; a file that never stands still stays out
                (changing if change.path in changed else changed).add(change.path)


def _build(
    directory: Path, plan: Plan, recipe: Recipe, corrections: Corrections, tools: Tools, *, strict: bool, keep: int
) -> BuildResult:
    documents = [entry_of(document) for document in plan.inputs.documents]
    build_id = input_digest(recipe, documents)[:16]
    unchanged = False
    read = 0
    if is_whole(directory, build_id):
        manifest = read_manifest(directory, build_id)
        for name, error in manifest.refused:
            if isinstance(error, DocumentError):
                tools.report(name, error)
        problems = stored_problems(Build(directory, build_folder(directory, build_id), manifest), corrections)
        told(problems, tools)
        judge(manifest, (*plan.inputs.problems, *problems), plan, strict=strict)
        with suppress(DatasetError):
            unchanged = current_id(directory) == build_id
        if tools.with_store:
            ensure_store(build_folder(directory, build_id), manifest.graph_digest, thorough=True)
    else:
        made = _made(directory, build_id, plan, recipe, corrections, tools, strict=strict)
        manifest, problems, read = made.manifest, made.problems, made.read
    tools.progress(Step.PUBLISH, 0, 1)
    removed = () if unchanged else publish(directory, build_id, keep)
    sweep(directory, readings=True)
    tools.progress(Step.DONE, 1, 1)
    return BuildResult(
        build_id,
        unchanged,
        manifest.documents,
        manifest.refused,
        (*plan.inputs.problems, *problems),
        plan.inputs.skipped,
        plan.left,
        removed,
        read,
        manifest.counts,
    )


def _made(
    directory: Path, build_id: str, plan: Plan, recipe: Recipe, corrections: Corrections, tools: Tools, *, strict: bool
) -> Made:
    """Make a build and put it in place; whatever ends it, what was read stays for the next one."""
    work = work_folder(directory, build_id)
    try:
        made = make_build(directory, work, plan, recipe, corrections, tools, strict=strict)
        put_in_place(directory, work, build_id)
    except BaseException:
        if work.path.exists():
            set_aside(work)
        raise
    return made


def _software_version() -> str:
    try:
        return metadata.version("jixiao-kg")
    except metadata.PackageNotFoundError:
        return "0"


def _once(report: Report) -> Report:
    """Let each problem be reported once, however often a build begins again."""
    told: set[tuple[str, str]] = set()

    def first(name: str, error: DocumentError) -> None:
        if (name, str(error)) not in told:
            told.add((name, str(error)))
            report(name, error)

    return first


def _silent(*_: object) -> None:
    """Stand in for a callback that nobody handed in."""
