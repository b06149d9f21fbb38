"""Which corrections a reader of one record should see: its own, and those of what is shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.corrections.fields import DOCUMENT
from kg.graph.iris import numbered_amounts

if TYPE_CHECKING:
    from kg.records import Correction, Reading


def concerning(reading: Reading, kind: str, ordinal: int) -> tuple[Correction, ...]:
    """Return the corrections that concern a record.

    A document has all of its own, an amount only its own; another record has its own, those of its amounts, and those
    of its document's facts; an indicator also those of its project. Nothing is looked up where nothing was corrected.

    Args:
        reading: The document's, corrections taken in.
        kind: Of the record.
        ordinal: Of the record; 0 for the document.

    """
    if not reading.corrections or kind == DOCUMENT:
        return reading.corrections
    if kind == "amount":
        return tuple(one for one in reading.corrections if (one.kind, one.ordinal) == (kind, ordinal))
    things = {(kind, ordinal), (DOCUMENT, 0)}
    if kind == "indicator":
        projects = (one.project for one in reading.indicators if one.ordinal == ordinal)
        things |= {("project", project.ordinal) for project in projects if project is not None}
    things |= {
        ("amount", entry.number) for entry in numbered_amounts(reading) if (entry.owner, entry.ordinal) in things
    }
    return tuple(one for one in reading.corrections if (one.kind, one.ordinal) in things)
