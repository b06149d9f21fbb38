"""``kg audit``: the findings of the served build, each with its figures, arithmetic and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.output import remark, write_csv, write_json
from api.cli.tables import write_table
from api.cli.words import phrase
from api.rules import asked_rule
from kg.citing import source_place
from kg.messages import finding_text, rule_label
from kg.record_json import to_json
from kg.records import Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kg.messages import Language
    from kg.records import Finding, Source

_SEVERITIES = tuple(Severity)  # the gravest first
_MOST_REFUSED = 5


def places(sources: Sequence[Source]) -> list[str]:
    """Return the places of a finding, one entry a document, neighbouring lines as ranges (``002.txt:152-178,181``)."""
    lines: dict[str, set[int]] = {}
    others: dict[str, None] = {}
    for source in sources:
        if source.sheet is not None or source.box is not None:
            others[source_place(source)] = None
            continue
        found = lines.setdefault(source.document, set())
        found.update(span.line for span in source.spans if span.line is not None)
    named = [f"{document}:{_ranges(sorted(found))}" if found else document for document, found in lines.items()]
    return [*named, *others]


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers as ranges.

    >>> _ranges([3, 4, 5, 9])
    '3-5,9'

    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)


def audit(arguments: argparse.Namespace) -> int:
    """List findings, the gravest first; under ``--strict`` an error finding ends with 1."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    with open_dataset(arguments.dataset) as workspace:
        rule = None if arguments.rule is None else asked_rule(arguments.rule, workspace.findings())
        found = [
            finding
            for finding in workspace.findings()
            if arguments.severity in (None, finding.severity.value) and rule in (None, finding.rule)
        ]
        build_id, refused = workspace.build_id, workspace.refused()
    found.sort(key=lambda finding: _SEVERITIES.index(finding.severity))
    header = tuple(phrase(f"column-{name}", language) for name in ("severity", "rule", "finding", "places"))
    if arguments.format == "json":
        write_json({"build": build_id, "findings": to_json(found)})
    elif arguments.format == "csv":
        write_csv((*header, "id"), ((*_row(f, language), f.rule) for f in found))
    else:
        write_table(header, (_row(f, language) for f in found))
    counts = {severity.value: sum(f.severity is severity for f in found) for severity in _SEVERITIES}
    remark(phrase("findings", language, count=len(found), **counts))
    if refused:
        shown = "、".join(name for name, _ in refused[:_MOST_REFUSED]) + ("…" if refused[_MOST_REFUSED:] else "")
        remark(phrase("audit-refused", language, count=len(refused), names=shown))
    return 1 if arguments.strict and counts["error"] else 0


def _row(finding: Finding, language: Language) -> tuple[str, str, str, str]:
    text = finding_text(finding.rule, finding.params, language)
    if finding.arithmetic:
        text += f"\n{finding.arithmetic}"
    severity = phrase(f"severity-{finding.severity.value}", language)
    return severity, rule_label(finding.rule, language), text, "\n".join(places(finding.sources))
