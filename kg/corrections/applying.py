"""Lines of ``corrections.csv`` → a reading that has taken them in, and the reasons of those it has not.

In: a reading and the lines about its document. Out: the corrected reading, with the corrections it has taken in
(sorted, so that the order of lines never shows) and its findings made again from the corrected figures. A line whose
``was`` is not what is read now changes nothing and is a finding; a line that fits no record, or contradicts another,
is a problem of the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kg.audit import DOCUMENT_RULES, document_findings
from kg.corrections.fields import DOCUMENT, FIELDS, is_unsure, records_of
from kg.corrections.mending import mended
from kg.corrections.parsing import UnfitError
from kg.corrections.refinding import Key, reader_findings
from kg.corrections.table import TABLE_NAME
from kg.errors import CorrectionError
from kg.records import Correction, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.corrections.table import Line
    from kg.records import Reading, Source

MISMATCH: Final = "correction-mismatch"
_AUDITED = frozenset(rule.id for rule in DOCUMENT_RULES)


@dataclass(frozen=True, slots=True)
class Applied:
    """A reading after its corrections, and the problems of lines that could not be used."""

    reading: Reading
    problems: tuple[CorrectionError, ...] = ()


def apply(reading: Reading, lines: Iterable[Line]) -> Applied:
    """Take the corrections of one document into its reading.

    Args:
        reading: As its form was read, without corrections.
        lines: Lines about this document, in any order.

    """
    by_field: dict[Key, list[Line]] = defaultdict(list)
    problems: list[CorrectionError] = []
    for line in lines:
        records = records_of(reading, line.kind)
        if line.ordinal not in records:
            expected = f"1–{len(records)}" if records else ""
            reason = "correction-no-record" if records else "correction-no-records"
            problems.append(_problem(line, "ordinal", reason, expected))
        else:
            by_field[line.kind, line.ordinal, line.field].append(line)
    changes: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    taken: list[Correction] = []
    missed: list[Finding] = []
    for key in sorted(by_field):
        kind, ordinal, field = key
        agreed = sorted(by_field[key], key=_in_table)
        if len({line.becomes for line in agreed}) > 1:
            problems.extend(_contradictions(agreed))
            continue
        record = records_of(reading, kind)[ordinal]
        fitting = [one for one in agreed if FIELDS[kind][field].alike(one.was, _shown(record, key))]
        if not fitting:
            missed.append(_mismatch(record, agreed[0], _shown(record, key)))
            continue
        try:
            changes[kind][ordinal][field] = _value(reading, record, fitting[0])
        except UnfitError as error:
            problems.extend(_problem(one, "becomes", error.reason, error.expected) for one in agreed)
            continue
        taken.append(_correction(fitting[0], _shown(record, key)))
    problems.sort(key=lambda problem: (problem.line, problem.column))
    if not taken and not missed:
        return Applied(reading, tuple(problems))
    corrected = mended(reading, changes) if taken else reading
    return Applied(_closed(corrected, taken, missed), tuple(problems))


def _closed(reading: Reading, taken: Sequence[Correction], missed: Sequence[Finding]) -> Reading:
    """Add what was corrected, and find again what the figures, as they are now, say against each other."""
    done = {(one.kind, one.ordinal, one.field) for one in taken}
    own = reader_findings(reading, (one for one in reading.findings if one.rule not in _AUDITED), done)
    reading = replace(reading, findings=(), corrections=tuple(taken))
    return replace(reading, findings=(*own, *document_findings(reading), *missed))


def _value(reading: Reading, record: Any, line: Line) -> Any:  # noqa: ANN401
    field = FIELDS[line.kind][line.field]
    value = field.parsed(line.becomes, reading)
    if line.becomes == field.shown(record) and not is_unsure(record, line.field):
        raise UnfitError("correction-same")
    return value


def _mismatch(record: Any, line: Line, now: str) -> Finding:  # noqa: ANN401
    source: Source = FIELDS[line.kind][line.field].source(record) or record.source
    params = {"field": line.field, "was": line.was, "becomes": line.becomes, "found": now}
    about = DOCUMENT if line.kind == DOCUMENT else f"{line.kind}/{line.ordinal}"
    return Finding(MISMATCH, Severity.CHECK, params, None, (source,), (about,))


def _contradictions(lines: Sequence[Line]) -> Iterable[CorrectionError]:
    for line in lines:
        others = (f"{other.line}: {other.becomes}" for other in lines if other.becomes != line.becomes)
        yield _problem(line, "becomes", "correction-contradiction", "; ".join(others))


def _problem(line: Line, column: str, reason: str, expected: str = "") -> CorrectionError:
    return CorrectionError(TABLE_NAME, line.line, column, str(getattr(line, column)), reason, expected)


def _correction(line: Line, was: str) -> Correction:
    return Correction(line.kind, line.ordinal, line.field, was, line.becomes, line.reason, line.by, line.date)


def _shown(record: Any, key: Key) -> str:  # noqa: ANN401
    return FIELDS[key[0]][key[2]].shown(record)


def _in_table(line: Line) -> tuple[str, ...]:
    """Order lines that say the same by what they say, not by where they stand."""
    return (line.was, line.reason, line.by, line.date or "", line.document)
