"""Corrections in a build: ``DIR/corrections.csv`` is taken into the readings after they were read.

The reading as its form gave it is kept beside the corrected one (``uncorrected/<doc>.json``, only where they differ),
so that ``verify`` can make the one from the other again, and the next build need not read the document a second time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corrections.table import TABLE_NAME, Table, parse_table
from kg.dataset.durable import digest_bytes
from kg.errors import CorrectionError, DocumentError
from kg.sandbox.outcome import ReadOutcome, outcome_of

if TYPE_CHECKING:
    from kg.corrections.table import Line
    from kg.dataset.layout import Build

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Corrections:
    """The table of corrections as one build sees it: its bytes, ``None`` without one, and what they say."""

    data: bytes | None = None
    table: Table = field(default_factory=Table)

    @property
    def digest(self) -> str | None:
        """SHA-256 of the bytes."""
        return None if self.data is None else digest_bytes(self.data)


@dataclass(frozen=True, slots=True)
class Mended:
    """What one document gave after its corrections: the outcome, how it was read, problems of the table."""

    outcome: ReadOutcome
    uncorrected: str | None
    problems: tuple[DocumentError, ...] = ()
    count: int = 0


def corrections_of(directory: Path) -> Corrections:
    """Read ``corrections.csv`` of a dataset folder, or of a build.

    Raises:
        OSError: Something of that name is there and cannot be read: people's corrections are never passed over.

    """
    path = directory / TABLE_NAME
    return corrections_from(path.read_bytes()) if os.path.lexists(path) else Corrections()


def corrections_from(data: bytes) -> Corrections:
    """Read a table of corrections from its bytes."""
    return Corrections(data, parse_table(data))


def mend(outcome: ReadOutcome, lines: tuple[Line, ...], names: tuple[str, ...]) -> Mended:
    """Take the lines about a document into what was read from it; nothing is done where there are none."""
    if not lines:
        return Mended(outcome, None)
    from kg import record_json
    from kg.corrections.applying import apply

    read = record_json.loads(outcome.records)
    applied = apply(read, lines)
    if applied.reading is read:
        return Mended(outcome, None, applied.problems)
    count = len(applied.reading.corrections)
    return Mended(outcome_of(applied.reading, outcome.text, names), outcome.records, applied.problems, count)


def unknown_documents(table: Table, read: Mapping[str, str]) -> list[DocumentError]:
    """Return a problem for each line whose document was not read; ``read`` has digests and names of those that were."""
    near = ", ".join(f"{digest[:16]} ({name})" for digest, name in sorted(read.items())[:_SHOWN])
    return [
        CorrectionError(TABLE_NAME, line.line, "document", line.document, "correction-unknown-document", near)
        for line in table.lines
        if not any(line.is_about(digest) for digest in read)
    ]


def in_order(problems: Iterable[DocumentError]) -> tuple[DocumentError, ...]:
    """Sort problems of a table by its lines."""
    return tuple(sorted(problems, key=lambda problem: (getattr(problem, "line", 0), str(problem))))


def stored_problems(build: Build, corrections: Corrections) -> tuple[DocumentError, ...]:
    """Return what of the corrections a finished build could not use, by applying them again."""
    from kg.corrections.applying import apply

    found: list[DocumentError] = list(corrections.table.problems)
    read = {document.digest: document.names[0] for document in build.manifest.readable}
    found += unknown_documents(corrections.table, read)
    for digest in sorted(read):
        lines = corrections.table.about(digest)
        if lines:
            found += apply(build.uncorrected(digest[:16]), lines).problems
    return in_order(found)
