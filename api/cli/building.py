"""``kg read``, ``kg build``, ``kg verify``: one file read, a dataset made, a dataset checked against its sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from api.cli.output import remark, write_csv, write_json, write_table
from api.cli.words import phrase
from kg.errors import DocumentError
from kg.messages import error_text

if TYPE_CHECKING:
    import argparse

    from kg.dataset import BuildResult
    from kg.dataset.steps import Report
    from kg.messages import Language


def read(arguments: argparse.Namespace) -> int:
    """Print what one file says, exactly as a build would store it."""
    from kg.reading import read_document
    from kg.record_json import dumps

    sys.stdout.write(dumps(read_document(arguments.file)))
    return 0


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
    for skipped in result.skipped:
        remark(phrase("skipped", language, path=skipped.name, reason=phrase(f"skipped-{skipped.reason}", language)))
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
        indicators=counts["indicators"],
        projects=counts["projects"],
        quads=counts["quads"],
        refused=len(result.refused),
    )
    print(summary)
    errors = counts["findings_error"] if arguments.strict else 0
    if errors:
        remark(phrase("strict-findings", language, count=errors))
    return 1 if errors else 0


def _built(arguments: argparse.Namespace, report: Report) -> BuildResult:
    from api.building import build as build_dataset

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
        progress=_Progress(arguments.lang) if sys.stderr.isatty() else None,
        report=report,
    )


class _Progress:
    """One line on a terminal, written over: the step and how far it is."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, step: str, done: int, of: int) -> None:
        words = phrase(f"step-{step}", self._language)
        count = f" {done}/{of}" if of > 1 else ""
        end = "\r\x1b[K" if str(step) == "done" else ""
        sys.stderr.write(f"\r\x1b[K{words}{count}{end}")
        sys.stderr.flush()


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
