"""What reading one file gave, in a form that travels between processes: plain text and counts, or an error's parts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import errors
from kg.errors import DocumentError

if TYPE_CHECKING:
    from kg.records import Reading

KINDS = (
    "projects",
    "tasks",
    "indicators",
    "amounts",
    "scores",
    "executions",
    "duties",
    "statements",
    "findings",
)


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What one document gave: records (JSON text), text layer, form, counts by kind, organisations."""

    records: str
    text: str
    form: str
    counts: Mapping[str, int]
    departments: frozenset[str]
    units: frozenset[tuple[str, str]]


def outcome_of(reading: Reading, text: str, names: Sequence[str]) -> ReadOutcome:
    """Write down a reading.

    Args:
        reading: As a form gave it.
        text: The text layer that its spans point into.
        names: All base names of the file; the reading knows one.

    """
    from dataclasses import replace

    from kg import record_json
    from kg.records import Severity

    reading = replace(reading, document=replace(reading.document, names=tuple(names)))
    counts = Counter({kind: len(getattr(reading, kind)) for kind in KINDS})
    owned = [amount for project in reading.projects for amount in project.amounts]
    owned += [amount for row in reading.executions for amount in row.amounts]
    owned += [task.amount for task in reading.tasks if task.amount is not None]
    seen = set(owned)
    counts["amounts"] = len(owned) + sum(amount not in seen for amount in reading.amounts)
    counts.update({f"findings_{severity}": 0 for severity in Severity})
    counts.update(f"findings_{finding.severity}" for finding in reading.findings)
    return ReadOutcome(
        record_json.dumps(reading),
        text,
        reading.document.form.value,
        dict(counts),
        frozenset(department.name for department in reading.departments),
        frozenset((unit.department, unit.name) for unit in reading.units),
    )


def stored_outcome(records: str, text: str) -> ReadOutcome:
    """Return the outcome whose records and text layer were written down before; raises ``ValueError`` or ``KeyError``.

    Counted from plain JSON: making the records again would take as long as reading some files.
    """
    from kg.records import Severity

    plain = json.loads(records)
    try:
        counts = Counter({kind: len(plain[kind]) for kind in KINDS})
        counts["amounts"] = _amounts(plain)
        counts.update({f"findings_{severity}": 0 for severity in Severity})
        counts.update(f"findings_{finding['severity']}" for finding in plain["findings"])
        return ReadOutcome(
            records,
            text,
            plain["document"]["form"],
            dict(counts),
            frozenset(department["name"] for department in plain["departments"]),
            frozenset((unit["department"], unit["name"]) for unit in plain["units"]),
        )
    except TypeError as error:
        raise ValueError(*error.args) from error


def _amounts(plain: Mapping[str, Any]) -> int:
    """Count all amounts of some records, as ``kg export`` numbers them: those of projects, tasks and rows too."""
    owned = [amount for one in (*plain["projects"], *plain["executions"]) for amount in one["amounts"]]
    owned += [task["amount"] for task in plain["tasks"] if task["amount"] is not None]
    seen = {json.dumps(amount, sort_keys=True) for amount in owned}
    return len(owned) + sum(json.dumps(amount, sort_keys=True) not in seen for amount in plain["amounts"])


def pack(outcome: ReadOutcome) -> tuple[dict[str, Any], bytes]:
    """Return header and body of the answer that carries an outcome."""
    records = outcome.records.encode("utf-8")
    header = {
        "status": "read",
        "records_bytes": len(records),
        "form": outcome.form,
        "counts": dict(outcome.counts),
        "departments": sorted(outcome.departments),
        "units": sorted(outcome.units),
    }
    return header, records + outcome.text.encode("utf-8")


def unpack(header: Mapping[str, Any], body: bytes) -> ReadOutcome:
    """Read back what ``pack`` wrote; raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else.

    >>> outcome = ReadOutcome("{}", "表", "form", {"tasks": 1}, frozenset({"甲"}), frozenset({("甲", "乙")}))
    >>> unpack(*pack(outcome)) == outcome
    True

    """
    at = int(header["records_bytes"])
    return ReadOutcome(
        body[:at].decode("utf-8"),
        body[at:].decode("utf-8"),
        str(header["form"]),
        {str(kind): int(count) for kind, count in header["counts"].items()},
        frozenset(str(name) for name in header["departments"]),
        frozenset((str(department), str(unit)) for department, unit in header["units"]),
    )


def pack_error(error: DocumentError) -> dict[str, Any]:
    """Return the header of the answer that carries a refusal: class, parts, and notes for whoever debugs."""
    notes = [str(note) for note in getattr(error, "__notes__", ())]
    return {"status": "refused", "error": type(error).__name__, "parts": list(error.args), "notes": notes}


def unpack_error(header: Mapping[str, Any]) -> DocumentError:
    """Make the error again; raises ``ValueError``, ``KeyError`` or ``TypeError`` for what is no error of ours.

    >>> str(unpack_error(pack_error(errors.EmptyDocumentError("a.txt"))))
    'a.txt: the file holds no text'

    """
    kind = getattr(errors, str(header["error"]), None)
    if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
        raise TypeError(header["error"])
    error = kind(*(tuple(part) if isinstance(part, list) else part for part in header["parts"]))
    str(error)  # parts that no sentence can be made of are noticed here
    for note in header["notes"]:
        error.add_note(str(note))
    return error
