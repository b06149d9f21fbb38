"""``kg build``, ``kg verify``: a dataset made, a dataset checked against its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.output import remark, write_csv, write_json
from api.cli.progress import shown_progress
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.errors import DocumentError
from kg.messages import error_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from kg.dataset import BuildResult, Skipped
    from kg.dataset.steps import Report
    from kg.messages import Language

_MOST_SKIPPED = 20


def build(arguments: argparse.Namespace) -> int:
    """Build the dataset, say what was read and what was refused, and serve it."""
    from api.building import settings

    language: Language = arguments.lang
    before = settings(arguments.dataset)
    told: list[DocumentError] = []

    def report(_: str, error: DocumentError) -> None:
        told.append(error)
        remark(error_text(error, language))

    try:
        result = _built(arguments, report)
    except DocumentError as error:
        if not arguments.strict or not any(error is one or error.args == one.args for one in told):
            raise
        remark(phrase("strict-refused", language, count=len(told)))
        return 1
    _tell_skipped(result.skipped, language)
    for name in result.left:
        remark(phrase("left", language, name=name))
    for name, now in settings(arguments.dataset).items():
        if before and before[name] != now and getattr(arguments, name) is None:
            remark(phrase(f"changed-{name}", language, before=before[name], now=now))
    key = "unchanged" if result.unchanged else "built"
    counts = result.counts
    read_count = len(result.documents) - len(result.refused)
    summary = phrase(
        key,
        language,
        id=result.id,
        documents=read_count,
        read=result.read,
        indicators=counts["indicators"],
        projects=counts["projects"],
        quads=counts["quads"],
        refused=len(result.refused),
    )
    print(summary)
    if counts["corrections"]:
        remark(phrase("corrected-count", language, count=counts["corrections"]))
    errors = counts["findings_error"] if arguments.strict else 0
    if errors:
        remark(phrase("strict-findings", language, count=errors))
    return 1 if errors else 0


def _tell_skipped(skipped: Iterable[Skipped], language: Language) -> None:
    """Name what was not taken; of very many with one reason only the first, and how many more there are."""
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.reason, []).append(one.name)
    for key, names in by_reason.items():
        reason = phrase(f"skipped-{key}", language)
        for name in names[:_MOST_SKIPPED]:
            remark(phrase("skipped", language, path=name, reason=reason))
        if len(names) > _MOST_SKIPPED:
            remark(phrase("skipped-more", language, count=len(names) - _MOST_SKIPPED, reason=reason))


def _built(arguments: argparse.Namespace, report: Report) -> BuildResult:
    from api.building import build as build_dataset

    with shown_progress(arguments.lang) as progress:
        return build_dataset(
            arguments.dataset,
            arguments.sources,
            add=arguments.add,
            yes=arguments.yes,
            workers=arguments.workers,
            model=arguments.model,
            allow_download=arguments.download,
            base_iri=arguments.base_iri,
            neighbours=arguments.neighbours,
            strict=arguments.strict,
            keep=arguments.keep,
            progress=progress,
            report=report,
        )


def verify(arguments: argparse.Namespace) -> int:
    """Check every span, digest, shape and triple of the served build; 1 where a difference was found."""
    from api.building import verify as verify_dataset

    language: Language = arguments.lang
    build_id, differences = verify_dataset(arguments.dataset)
    header = tuple(phrase(f"column-{name}", language) for name in ("file", "where", "expected", "found"))
    rows = [(d.file, d.where, d.expected, d.found) for d in differences]
    if arguments.format == "json":
        plain = [dict(zip(("file", "where", "expected", "found"), row, strict=True)) for row in rows]
        write_json({"build": build_id, "differences": plain})
    elif arguments.format == "csv":
        write_csv(header, rows)
    elif rows:
        write_table(header, rows)
    key = "differs" if rows else "verified"
    remark(phrase(key, language, id=build_id, count=len(rows)))
    return 1 if rows else 0
