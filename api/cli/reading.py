"""``kg read``: what one file says, as records; with a table of corrections taken in, or as a ledger of its numbers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import remark, write_csv, write_json
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.citing import place_words
from kg.errors import OptionError, no_file
from kg.messages import error_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from kg.ledger import Entry, Summary
    from kg.messages import Language
    from kg.records import Document
    from kg.sandbox.outcome import ReadOutcome

_COLUMNS = ("place", "number", "number-kind", "state", "record", "around")


def read(arguments: argparse.Namespace) -> int:
    """Print what one file says, exactly as a build would store it."""
    from kg.sandbox.reader import SandboxedReader

    as_ledger = arguments.ledger or arguments.unclaimed
    if not as_ledger and arguments.format == "csv":
        raise OptionError("--format", "csv", "--ledger --format csv")
    outcome = SandboxedReader().read_file(arguments.file)
    if arguments.corrections is not None:
        outcome = _corrected(outcome, arguments)
    if as_ledger:
        return _ledger(outcome, arguments)
    sys.stdout.write(outcome.records)
    return 0


def _ledger(outcome: ReadOutcome, arguments: argparse.Namespace) -> int:
    """Print every number with the record that claims it, and how many there are."""
    from kg import record_json
    from kg.ledger import State, ledger, summary

    language: Language = arguments.lang
    reading = record_json.loads(outcome.records)
    entries = ledger(reading, outcome.text)
    counts = summary(entries)
    shown = [one for one in entries if one.state is State.UNCLAIMED] if arguments.unclaimed else entries
    header = tuple(phrase(f"column-{name}", language) for name in _COLUMNS)
    if arguments.format == "json":
        write_json(_plain(reading.document, counts, shown))
    elif arguments.format == "csv":
        write_csv(header, (_row(one, reading.document, language) for one in shown))
    elif shown:
        write_table(header, (_row(one, reading.document, language) for one in shown), figures=(1,), whole=(0, 4))
    remark(_said(counts, language))
    return 0


def _row(entry: Entry, document: Document, language: Language) -> tuple[str, ...]:
    return (
        place_words(document.name, entry.sheet, None, None, entry.page, entry.line),
        entry.number.text,
        phrase(f"number-{entry.number.kind.value}", language),
        phrase(f"number-{entry.state.value}", language),
        entry.claim.name if entry.claim else "",
        f"{entry.before}【{entry.number.text}】{entry.after}".replace("\t", " ").strip(),
    )


def _said(counts: Summary, language: Language) -> str:
    """Say how many numbers there are, and where they went."""

    def listed(of: Mapping[str, int], prefix: str) -> str:
        return phrase("comma", language).join(
            f"{phrase(f'{prefix}-{name}', language)} {count}" for name, count in of.items()
        )

    coverage = counts.coverage
    return phrase(
        "ledger-summary",
        language,
        numbers=counts.numbers,
        states=listed(counts.states, "number"),
        records=listed(counts.records, "record") or "0",
        figures=counts.figures,
        claimed=counts.figures_claimed,
        share="–" if coverage is None else f"{coverage:.1%}",
    )


def _plain(document: Document, counts: Summary, entries: Sequence[Entry]) -> dict[str, object]:
    return {
        "document": {"name": document.name, "id": document.id, "digest": document.digest, "form": document.form.value},
        "summary": {
            "numbers": counts.numbers,
            "states": dict(counts.states),
            "kinds": dict(counts.kinds),
            "records": dict(counts.records),
            "figures": counts.figures,
            "figures_claimed": counts.figures_claimed,
            "coverage": counts.coverage,
        },
        "numbers": [
            {
                "start": one.number.start,
                "end": one.number.end,
                "text": one.number.text,
                "kind": one.number.kind.value,
                "state": one.state.value,
                "record": one.claim
                and {"kind": one.claim.kind, "ordinal": one.claim.ordinal, "field": one.claim.field},
                "page": one.page,
                "line": one.line,
                "sheet": one.sheet,
                "row": one.row,
                "before": one.before,
                "after": one.after,
            }
            for one in entries
        ],
    }


def _corrected(outcome: ReadOutcome, arguments: argparse.Namespace) -> ReadOutcome:
    """Take in the lines of a table that are about this file; what cannot be used of the table is said."""
    from kg import record_json
    from kg.dataset.mending import corrections_from, mend
    from kg.errors import CorrectionError

    path = Path(arguments.corrections)
    if not path.is_file():
        raise no_file(str(path), there=path.exists())
    document = record_json.loads(outcome.records).document
    table = corrections_from(path.read_bytes()).table
    mended = mend(outcome, table.about(document.digest), document.names)
    for problem in (*table.problems, *mended.problems):
        # in a build the table is called corrections.csv; here it has its own name
        named = CorrectionError(path.name, *problem.args[1:]) if isinstance(problem, CorrectionError) else problem
        remark(error_text(named, arguments.lang))
    return mended.outcome
