"""What a form's reader found wrong with a field, after a person put the field right.

In: a corrected reading and which fields were corrected. Out: the reader's findings without those that are settled,
and with those that the new words bring: a cell that the grammar cannot read is a finding, whoever wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.forms.assembly import VALUE_COLUMNS
from kg.forms.trust import distrust
from kg.quantities.value import Kind
from kg.records import VALUES, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from kg.records import Indicator, Reading

Key = tuple[str, int, str]
_UNREADABLE: Final = "unreadable-value"
_MISSING: Final = "missing-value"
_OF_VALUES: Final = frozenset(
    {_UNREADABLE, _MISSING, "placeholder-value", "doubled-characters", "glued-figures", "suspect-comparator"}
)
# field of an indicator → rules of the reader that its correction settles
_OF_FIELDS: Final = {
    "name": ("damaged-name",),
    "level1": ("damaged-heading", "inferred-heading"),
    "level2": ("damaged-heading", "inferred-heading"),
    "completion_rate": ("two-rates",),
}


def reader_findings(reading: Reading, findings: Iterable[Finding], done: Set[Key]) -> tuple[Finding, ...]:
    """Return the findings of the form's reader as they are after the corrections.

    Args:
        reading: Corrections taken in.
        findings: What the reader found before.
        done: Which fields were corrected: kind, ordinal, field.

    """
    settled: set[tuple[str, str]] = set()
    cells: set[tuple[str, str]] = set()
    for kind, ordinal, field in done:
        if kind != "indicator":
            continue
        about = f"{kind}/{ordinal}"
        settled.update((about, rule) for rule in _OF_FIELDS.get(field, ()))
        # values are read with the indicator's name, so another name is another reading of all of them
        cells.update((about, VALUE_COLUMNS[one]) for one in VALUES if field in (one, "name"))
    kept = [one for one in findings if not _is_settled(one, settled, cells)]
    return (*kept, *(one for indicator in reading.indicators for one in _of_values(indicator, cells, done)))


def _is_settled(finding: Finding, settled: Set[tuple[str, str]], cells: Set[tuple[str, str]]) -> bool:
    if finding.rule in _OF_VALUES:
        return any((about, finding.params.get("column", "")) in cells for about in finding.about)
    return any((about, finding.rule) in settled for about in finding.about)


def _of_values(indicator: Indicator, cells: Set[tuple[str, str]], done: Set[Key]) -> Iterator[Finding]:
    about = f"indicator/{indicator.ordinal}"
    for field in VALUES:
        value, column = getattr(indicator, field), VALUE_COLUMNS[field]
        if (about, column) not in cells or value is None or value.kind not in (Kind.UNREADABLE, Kind.MISSING):
            continue
        vouched = ("indicator", indicator.ordinal, field) in done
        distrusted = "" if vouched else distrust(value.raw, name=indicator.name, actual=field == "actual")
        rule = distrusted or (_UNREADABLE if value.kind is Kind.UNREADABLE else _MISSING)
        params = {"name": indicator.name, "column": column, "words": value.raw}
        yield Finding(rule, Severity.CHECK, params, None, (value.source or indicator.source,), (about,))
