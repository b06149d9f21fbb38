"""Which record claims which words (归属): every place that a reading cites, with the record and the field it is for.

In: a reading and its text. Out: claims, each a stretch of the text with ``kind``, ``ordinal`` and ``field``. Most
fields have a source; a few figures of a table row (分值, 得分, printed rates, row numbers, reasons) are kept without a
place of their own and are looked up again in the lines of their row. A finding claims the words it cites, too, but
only where no record does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.graph.iris import numbered_amounts
from kg.records import RATES, VALUES

if TYPE_CHECKING:
    from kg.records import Reading, Source

FINDING = "finding"
_BEFORE_NAME = frozenset({"printed_number", "level1", "level2"})
_WRAPPED_LINES = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """Words from ``start`` to ``end`` that a field of a record holds."""

    start: int
    end: int
    kind: str
    ordinal: int
    field: str
    source: Source

    @property
    def name(self) -> str:
        """``kind/ordinal/field``."""
        return f"{self.kind}/{self.ordinal}/{self.field}"


def claims_of(reading: Reading, text: str) -> list[Claim]:
    """Return all claims of a reading, by place; ``text`` is the text layer that its spans point into."""
    own = [claim for kind, ordinal, field, source in _cited(reading) for claim in _claims(kind, ordinal, field, source)]
    beside = list(_Rows(text, own).claims(reading))
    return sorted([*own, *beside], key=lambda claim: (claim.start, claim.end, claim.name))


def _claims(kind: str, ordinal: int, field: str, source: Source | None) -> Iterator[Claim]:
    for span in source.spans if source is not None else ():
        yield Claim(span.start, span.end, kind, ordinal, field, source)  # type: ignore[arg-type]


def _cited(reading: Reading) -> Iterator[tuple[str, int, str, Source | None]]:
    document = reading.document
    yield "document", 0, "title", document.source
    yield "document", 0, "overall_goal", document.goal_source
    yield "document", 0, "fiscal_year", document.fiscal_year.source if document.fiscal_year else None
    for at, department in enumerate(reading.departments, 1):
        yield "department", at, "name", department.source
    for at, unit in enumerate(reading.units, 1):
        yield "unit", at, "name", unit.source
    for project in reading.projects:
        yield "project", project.ordinal, "name", project.source
        yield "project", project.ordinal, "goal", project.goal_source
        yield "project", project.ordinal, "outcome", project.outcome_source
    for task in reading.tasks:
        yield "task", task.ordinal, "name", task.source
        yield "task", task.ordinal, "content", task.content_source
        yield "task", task.ordinal, "outcome", task.outcome_source
    for one in reading.indicators:
        yield "indicator", one.ordinal, "name", one.source
        for field in (*VALUES, "completion_rate"):
            value = getattr(one, field)
            yield "indicator", one.ordinal, field, value.source if value is not None else None
    for entry in numbered_amounts(reading):
        yield "amount", entry.number, "printed", entry.amount.source
    for score in reading.scores:
        yield "score", score.ordinal, "row", score.source
    for row in reading.executions:
        yield "execution", row.ordinal, "label", row.source
    for duty in reading.duties:
        yield "duty", duty.ordinal, "text", duty.source
    for statement in reading.statements:
        yield "statement", statement.ordinal, "value", statement.source
    for at, finding in enumerate(reading.findings, 1):
        for source in finding.sources:
            if source.document_id == document.id:
                yield FINDING, at, finding.rule, source


class _Rows:
    """Looks up figures that a record keeps without a place, in the lines that its row takes."""

    def __init__(self, text: str, own: Iterable[Claim]) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._claims: dict[tuple[str, int], list[Claim]] = {}
        for claim in own:
            if claim.kind != FINDING:
                self._claims.setdefault((claim.kind, claim.ordinal), []).append(claim)
        # a byte for each character, so that a long document needs no search among thousands of places
        self._taken = bytearray(len(text))
        for claims in self._claims.values():
            for claim in claims:
                self._take(claim)

    def claims(self, reading: Reading) -> Iterator[Claim]:
        # what is printed is what was read, whatever a person made of it
        read = {(one.kind, one.ordinal, one.field): one.was for one in reading.corrections}
        for kind, ordinal, field, words in _without_place(reading):
            claim = self._found(kind, ordinal, field, read.get((kind, ordinal, field), words))
            if claim is not None:
                self._take(claim)
                yield claim

    def _take(self, claim: Claim) -> None:
        self._taken[claim.start : claim.end] = b"\1" * (claim.end - claim.start)

    def _found(self, kind: str, ordinal: int, field: str, words: str) -> Claim | None:
        known = self._claims.get((kind, ordinal))
        if not words or not known:
            return None
        first = bisect_right(self._starts, min(claim.start for claim in known)) - 1
        last = bisect_right(self._starts, max(claim.end for claim in known))
        begin, end = self._starts[first], self._starts[last] if last < len(self._starts) else len(self._text)
        places: list[tuple[int, int]] = []
        if field in _BEFORE_NAME:
            # the number and the headings of a packed row may be wrapped off the line of its name; the nearest are its
            above = self._starts[max(first - _WRAPPED_LINES, 0)]
            places = self._free(words, above, known[0].start)[::-1]
        places += self._free(words, begin, end)
        return Claim(*places[0], kind, ordinal, field, known[0].source) if places else None

    def _free(self, words: str, begin: int, end: int) -> list[tuple[int, int]]:
        """Return the places of words that no record has taken, by place."""
        found = (match.span() for match in _cell(words).finditer(self._text, begin, end))
        return [(start, stop) for start, stop in found if self._taken.find(1, start, stop) < 0]


def _cell(words: str) -> re.Pattern[str]:
    """Return a pattern of words that may be wrapped; a bare figure must have its place to itself."""
    wrapped = r"\s*".join(re.escape(char) for char in "".join(words.split()))
    bare = not any(char.isalpha() for char in words)
    return re.compile(rf"(?<![^\s；。：、|(（]){wrapped}(?=[\s、.)）分%|]|$)" if bare else wrapped)


def _without_place(reading: Reading) -> Iterator[tuple[str, int, str, str]]:
    for one in reading.indicators:
        yield "indicator", one.ordinal, "printed_number", one.printed_number or ""
        yield "indicator", one.ordinal, "level1", one.category.printed[0] if one.category.printed else ""
        yield "indicator", one.ordinal, "level2", one.category.printed[-1] if one.category.printed else ""
        yield "indicator", one.ordinal, "weight", _figure(one.weight)
        yield "indicator", one.ordinal, "scored", _figure(one.scored)
        yield "indicator", one.ordinal, "deviation_reason", one.deviation_reason or ""
    for row in reading.executions:
        yield "execution", row.ordinal, "printed_number", row.printed_number or ""
        for key in RATES:  # in the order of the columns: two of them may print the same figure
            yield "execution", row.ordinal, key, row.rates[key].printed if key in row.rates else ""
    for project in reading.projects:
        yield "project", project.ordinal, "printed_number", project.printed_number or ""
    for task in reading.tasks:
        yield "task", task.ordinal, "printed_number", task.printed_number or ""
        yield "task", task.ordinal, "group", task.group or ""
    for duty in reading.duties:
        yield "duty", duty.ordinal, "printed_number", duty.printed_number


def _figure(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
