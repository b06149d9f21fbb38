"""Making and checking a dataset with everything wired together: readers, audit, graph, vectors, lexical index.

The only place that knows both the dataset folder (``kg.dataset``) and what is derived from it (``embeddings``).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.vocabulary import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from embeddings.channels.encoder import Encoder
    from embeddings.channels.model_files import StaticFiles
    from kg.dataset import Build, BuildFolder, BuildResult, Difference
    from kg.dataset.steps import Progress, Report
    from kg.graph.quads import Quad
    from kg.records import Finding, Reading


def build(
    directory: str | Path,
    sources: Sequence[str | Path] = (),
    *,
    add: bool = False,
    yes: bool = False,
    strict: bool = False,
    workers: int = 1,
    executor: Executor | None = None,
    model: str | None = None,
    allow_download: bool = False,
    base_iri: str | None = None,
    neighbours: int | None = None,
    keep: int = 3,
    progress: Progress | None = None,
    report: Report | None = None,
) -> BuildResult:
    """Build and serve a dataset from files; see ``kg.dataset.build_dataset`` for arguments and errors.

    Args:
        directory: The dataset folder.
        sources: Files and folders, together the whole input; none rebuilds from the stored originals.
        add: Keep the documents that are in the dataset.
        yes: Agree that more than half of them leave.
        strict: Serve nothing when a file is refused.
        workers: Processes that read files.
        executor: Reads files instead of own processes.
        model: Another sentence-transformers model, by folder or name; the shipped one by default.
        allow_download: Whether that model may be fetched from its hub.
        base_iri: Where the IRIs begin. Where documents of the dataset stay (``add``, or no sources) and nothing is
            given, what held for them holds on; so it is with ``neighbours``.
        neighbours: How many nearest comparable indicators of each stand in the graph.
        keep: How many builds stay.
        progress: Told of each step.
        report: Told of each refused file at once.

    """
    from embeddings.channels.encoder import load_encoder
    from embeddings.index.building import build_index
    from kg.dataset import build_dataset
    from kg.dataset.recovery import settings_of

    encoder = load_encoder(model, allow_download=allow_download)
    kept = settings_of(Path(directory)) if add or not sources else None
    if base_iri is None:
        base_iri = kept[0] if kept else DEFAULT_BASE_IRI
    if neighbours is None:
        neighbours = kept[1] if kept else 0

    def derive(folder: BuildFolder, readings: Sequence[Reading]) -> Iterable[Quad]:
        build_index(folder.path, readings, encoder, base_iri)
        return _neighbours(folder.path, encoder, neighbours) if neighbours else ()

    return build_dataset(
        directory,
        sources,
        add=add,
        yes=yes,
        strict=strict,
        keep=keep,
        workers=workers,
        executor=executor,
        base_iri=base_iri,
        model_digest=encoder.digest,
        neighbours=neighbours,
        audit=audit,
        derive=derive,
        progress=progress,
        report=report,
    )


def _neighbours(folder: Path, encoder: Encoder, count: int) -> Iterable[Quad]:
    from embeddings.retrieval.search import Index
    from embeddings.similar.neighbours import neighbour_quads

    return neighbour_quads(Index(folder, encoder), count)


def audit(readings: Iterable[Reading]) -> Sequence[Finding]:
    """Find what no single document shows (核查 across documents)."""
    from kg.audit import dataset_findings

    return [finding for _, finding in dataset_findings(readings)]


def audited(opened: Build) -> Iterator[Reading]:
    """Give each reading with what documents say against each other behind its own findings."""
    from kg.audit import dataset_findings

    across: dict[str, list[Finding]] = {}
    for document, finding in dataset_findings(opened.readings()):
        across.setdefault(document, []).append(finding)
    for reading in opened.readings():
        yield replace(reading, findings=(*reading.findings, *across.get(reading.document.id, ())))


def verify(directory: str | Path) -> tuple[str, list[Difference]]:
    """Check the served build against its sources; returns its id and every difference."""
    from kg.dataset import open_build, verify_build
    from kg.graph.check import check_shapes

    opened = open_build(Path(directory))
    return opened.id, verify_build(opened, audit=audit, checks=(check_shapes,))


def encoder_of(opened: Build, model: str | None, files: StaticFiles | None = None) -> Encoder:
    """Return the encoder that a build's vectors were made with; raises ``OtherModelError`` for any other.

    ``files`` are those of ``model`` where they were looked up before.
    """
    from embeddings.channels.encoder import load_encoder
    from kg.errors import OtherModelError

    encoder = load_encoder(model, files=files)
    digest = opened.manifest.recipe.model
    if encoder.digest != digest:
        now = f"{encoder.name} ({encoder.digest[:12]})"
        raise OtherModelError(now, f"{_model_name(opened)} ({digest[:12]})", str(opened.directory))
    return encoder


def settings(directory: str | Path) -> dict[str, str]:
    """Return base IRI and model name of the served build, for people; nothing where there is none or it is damaged."""
    from kg.dataset import open_build
    from kg.errors import DatasetError

    try:
        opened = open_build(Path(directory))
        return {"base_iri": opened.manifest.recipe.base_iri, "model": _model_name(opened)}
    except (DatasetError, OSError):
        return {}


def _model_name(opened: Build) -> str:
    from embeddings.index.catalogue import VECTORS, Catalogue

    return str(Catalogue(opened.folder.path / VECTORS).settings.get("model", "?"))
