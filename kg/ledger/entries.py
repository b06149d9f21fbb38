"""Numbers and claims together: for each printed number the record that holds it, or the words around it.

In: a reading and its text layer. Out: entries in reading order, and how many there are of each. The most telling claim
wins: a record before a finding, the shortest source before a longer one (a target before a goal that repeats it).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.ledger.claims import FINDING, Claim, claims_of
from kg.ledger.printed import Number, NumberKind, numbers
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.records import Form, Reading

_AROUND = 14
# a row printed again stands this many lines from its first printing at most
_NEAR_LINES = 40
_REPEATED_RULE = "printed-twice"


class State(StrEnum):
    """Where a number went: into a record, into words a finding cites, a row printed again, a label, or nowhere."""

    CLAIMED = "claimed"
    FINDING = "finding"
    REPEATED = "repeated"
    LABEL = "label"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed number.

    Attributes:
        number: Its place, its characters, what it is.
        state: Where it went. A label is a year, list mark, code or page number that no record holds.
        claim: The field that holds it (of a repeated one: its first printing), ``None`` where none does.
        page: Where it stands, as far as the text tells.
        line: Of the text layer, from 1.
        sheet: The sheet, and ``row`` its row, where a record of the same line has them.
        before: Words before it in its line.
        after: Words behind it in its line.

    """

    number: Number
    state: State
    claim: Claim | None
    page: int | None
    line: int
    before: str
    after: str
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many numbers there are.

    Attributes:
        numbers: All.
        states: By state.
        kinds: By what they are.
        records: Those that records claim, by kind of record.
        figures: Those that are no year, mark, code, page number or rest of a wrapped figure.
        figures_claimed: Of these, how many a record holds, or held at their first printing.

    """

    numbers: int
    states: Mapping[str, int]
    kinds: Mapping[str, int]
    records: Mapping[str, int]
    figures: int
    figures_claimed: int

    @property
    def coverage(self) -> float | None:
        """Share of the figures that a record holds; ``None`` where there is no figure."""
        return self.figures_claimed / self.figures if self.figures else None


def ledger(reading: Reading, text: str) -> tuple[Entry, ...]:
    """Return every number of a text layer with the record that claims it.

    Args:
        reading: What was read from the document.
        text: The text layer that its spans point into.

    """
    layer = TextLayer(reading.document.name, reading.document.digest, text)
    claims = claims_of(reading, text)
    index, pages = _Index(claims), _pages(layer, claims)
    cells = {claim.source.line: (claim.source.sheet, claim.source.row) for claim in claims if claim.source.sheet}
    starts = [piece.start for piece in layer.lines]
    entries = []
    for number in numbers(layer):
        piece = layer.lines[bisect_right(starts, number.start) - 1]
        begin, end = number.start - piece.start, number.end - piece.start
        claim = index.best(number)
        before, after = piece.text[max(begin - _AROUND, 0) : begin], piece.text[end : end + _AROUND]
        place = (pages.get(piece.line), piece.line, before, after, *cells.get(piece.line, (None, None)))
        entries.append(Entry(number, _state(number, claim), claim, *place))
    return tuple(_with_repeated(_with_rests(entries), reading, layer))


def summary(entries: Iterable[Entry]) -> Summary:
    """Count the entries of one ledger, or of several."""
    entries = list(entries)
    claimed = [entry for entry in entries if entry.state is State.CLAIMED]
    figures = [entry for entry in entries if entry.number.kind is NumberKind.FIGURE]
    return Summary(
        len(entries),
        {state.value: count for state in State if (count := sum(entry.state is state for entry in entries))},
        {kind.value: count for kind in NumberKind if (count := sum(entry.number.kind is kind for entry in entries))},
        dict(sorted(Counter(entry.claim.kind for entry in claimed if entry.claim is not None).items())),
        len(figures),
        sum(entry.state in (State.CLAIMED, State.REPEATED) for entry in figures),
    )


def coverage_by_form(documents: Iterable[tuple[Reading, str]]) -> dict[Form, Summary]:
    """Return the summary of each form over documents, given as readings with their text layers."""
    entries: dict[Form, list[Entry]] = {}
    for reading, text in documents:
        entries.setdefault(reading.document.form, []).extend(ledger(reading, text))
    return {form: summary(entries[form]) for form in sorted(entries)}


class _Index:
    """Finds the claims that cover a stretch of text; claims come sorted by their starts."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._starts = [claim.start for claim in claims]
        self._longest = max((claim.end - claim.start for claim in claims), default=0)

    def best(self, number: Number) -> Claim | None:
        first = bisect_left(self._starts, number.end - self._longest)
        last = bisect_right(self._starts, number.start)
        covering = [claim for claim in self._claims[first:last] if claim.end >= number.end]
        return min(covering, key=_weight, default=None)


def _weight(claim: Claim) -> tuple[bool, int, str]:
    return claim.kind == FINDING, len(claim.source.text), claim.name


def _state(number: Number, claim: Claim | None) -> State:
    if claim is not None:
        return State.FINDING if claim.kind == FINDING else State.CLAIMED
    return State.UNCLAIMED if number.kind is NumberKind.FIGURE else State.LABEL


def _with_rests(entries: Sequence[Entry]) -> list[Entry]:
    """Name the second part of a figure that its cell wraps over two lines, so that it counts once."""
    told = list(entries[:1])
    for one, entry in pairwise(entries):
        told.append(replace(entry, number=replace(entry.number, kind=NumberKind.REST)) if _wraps(one, entry) else entry)
    return told


def _wraps(one: Entry, two: Entry) -> bool:
    if one.claim is None or two.claim is None or one.claim.source is not two.claim.source or one.line == two.line:
        return False
    if one.number.kind is not NumberKind.FIGURE or not one.number.text[-1:].isdecimal():
        return False
    for upper, lower in pairwise(one.claim.source.spans):
        if upper.start <= one.number.start < upper.end and lower.start <= two.number.start < lower.end:
            # 12 ⏎ 00, 12. ⏎ 5 and 12 ⏎ .5, not 12 ⏎ 5 with words between them
            between = upper.text[one.number.end - upper.start :] + lower.text[: two.number.start - lower.start]
            return between in ("", ".", ",") and two.number.text[:1].isdecimal()
    return False


def _with_repeated(entries: Sequence[Entry], reading: Reading, layer: TextLayer) -> Iterable[Entry]:
    """Give the numbers of a row that a page break prints again to its first printing."""
    told = {
        span.line
        for finding in reading.findings
        if finding.rule == _REPEATED_RULE
        for source in finding.sources
        for span in source.spans
        if span.line is not None
    }
    if not told:
        yield from entries
        return
    words = {piece.line: fold(piece.text) for piece in layer.lines}
    first = {(words[e.line], e.number.text): e for e in reversed(entries) if e.state is State.CLAIMED}
    for entry in entries:
        again = first.get((words[entry.line], entry.number.text)) if entry.claim is None else None
        near = again is not None and abs(again.line - entry.line) <= _NEAR_LINES
        if near and again is not None and any(abs(line - entry.line) <= _NEAR_LINES for line in told):
            yield replace(entry, state=State.REPEATED, claim=again.claim)
        else:
            yield entry


def _pages(layer: TextLayer, claims: Iterable[Claim]) -> Mapping[int, int]:
    """Return the page of each line: as the reading's places tell, else as page breaks in the text do."""
    known = {span.line: span.page for claim in claims for span in claim.source.spans}
    pages: dict[int, int] = {}
    for piece in layer.lines:
        page = known.get(piece.line) or piece.page or pages.get(piece.line - 1)
        if page is not None:
            pages[piece.line] = page
    return pages
