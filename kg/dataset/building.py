"""Sources → a new build of the dataset, served by one rename when everything stands.

The id is known before anything is read, so the same input does nothing. Documents are read one by one,
through any executor, and written as they arrive; a document that cannot be read is reported and the rest goes
on. Whatever ends the build early (an error, a full disk, a kill) leaves the build that was served. What
readers, mapping, audit and vectors do is handed in: here only the folder, the order of steps and the bytes
matter.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_file
from kg.dataset.inputs import Skipped, check_sources
from kg.dataset.layout import build_folder, current_id, last_id, read_manifest
from kg.dataset.lock import writer_lock
from kg.dataset.manifest import DocumentEntry, Recipe, input_digest
from kg.dataset.mapping import Mapper, map_quads, ontology_version
from kg.dataset.plan import Plan, plan_build
from kg.dataset.publish import is_whole, publish, put_in_place, sweep, work_folder
from kg.dataset.reading_jobs import Reader, read_original
from kg.dataset.steps import Audit, Derive, Progress, Report, Step, Tools, entry_of, judge, make_build
from kg.dataset.store import ensure_store
from kg.errors import DatasetError, DocumentError, NoDatasetError, PerformanceGraphError
from kg.graph.iris import check_base_iri
from kg.graph.vocabulary import DEFAULT_BASE_IRI

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
        problems: Lines of ``documents.csv`` that could not be used.
        skipped: Files and folders that were met in the sources and not taken.
        left: Base names of the documents that were served before and are not any more.
        removed: Ids of old builds that were removed.
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
    map_graph: Mapper = map_quads,
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
        strict: A refused document or an unusable line of ``documents.csv`` ends the build; nothing is served.
        keep: How many builds stay, the served one among them.
        workers: Processes that read documents.
        executor: Reads documents instead of own processes; left running.
        base_iri: Where the IRIs begin.
        model_digest: Digest of the embedding model that ``derive`` uses.
        neighbours: How many neighbours per indicator ``derive`` puts into the graph.
        software: Version of the software, part of the id; the installed one by default.
        with_store: Make ``store/`` at once, so that the first query need not.
        read: Reads one document.
        map_graph: Maps records to quads.
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
        audit,
        derive,
        progress or _silent,
        report or _silent,
        workers,
        executor,
        with_store,
    )
    with writer_lock(directory):
        sweep(directory)
        tools.progress(Step.COLLECT, 0, len(paths))
        plan = plan_build(directory, paths, add=add, yes=yes)
        for problem in plan.inputs.problems:
            tools.report(str(problem.params().get("document", "")), problem)
        recipe = Recipe(
            software=_software_version() if software is None else software,
            ontology=ontology_version(),
            model=model_digest,
            base_iri=base_iri,
            neighbours=neighbours,
            corrections=_corrections_digest(directory),
        )
        return _build(directory, plan, recipe, tools, strict=strict, keep=keep)


def _build(directory: Path, plan: Plan, recipe: Recipe, tools: Tools, *, strict: bool, keep: int) -> BuildResult:
    documents = [entry_of(document) for document in plan.inputs.documents]
    build_id = input_digest(recipe, documents)[:16]
    unchanged = False
    if is_whole(directory, build_id):
        manifest = read_manifest(directory, build_id)
        for name, error in manifest.refused:
            if isinstance(error, DocumentError):
                tools.report(name, error)
        judge(manifest, plan, strict=strict)
        unchanged = _served(directory) == build_id
        if tools.with_store:
            ensure_store(build_folder(directory, build_id), manifest.files["graph.nq"].sha256, thorough=True)
    else:
        work = work_folder(directory, build_id)
        try:
            manifest = make_build(directory, work, plan, recipe, tools, strict=strict)
            put_in_place(directory, work, build_id)
        finally:
            shutil.rmtree(work.path, ignore_errors=True)
    tools.progress(Step.PUBLISH, 0, 1)
    removed = () if unchanged else publish(directory, build_id, keep)
    tools.progress(Step.DONE, 1, 1)
    return BuildResult(
        build_id,
        unchanged,
        manifest.documents,
        manifest.refused,
        plan.inputs.problems,
        plan.inputs.skipped,
        plan.left,
        removed,
        manifest.counts,
    )


def _served(directory: Path) -> str | None:
    try:
        return current_id(directory)
    except DatasetError:
        return None


def _corrections_digest(directory: Path) -> str | None:
    path = directory / "corrections.csv"
    return digest_file(path)[0] if path.is_file() else None


def _software_version() -> str:
    try:
        return metadata.version("jixiao-kg")
    except metadata.PackageNotFoundError:
        return "0"


def _silent(*_: object) -> None:
    """Stand in for a callback that nobody handed in."""
