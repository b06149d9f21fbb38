"""What of a reading can be put right: for each kind of record its fields, how they are written and what fits.

In: nothing but records. Out: a table ``FIELDS``: kind → field → how the field reads as words (what ``was`` is compared
with), what words may take its place, and where its printed words stand. How a whole record changes with its fields
stands in ``kg.corrections.mending``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.corrections import parsing
from kg.forms.labels import UNITS_OF_MONEY
from kg.graph.iris import numbered_amounts
from kg.graph.taxonomy import AMOUNTS, FUNDS
from kg.quantities.value import Kind
from kg.records import RATES, VALUES

if TYPE_CHECKING:
    from kg.records import Amount, Execution, Reading, Source, Target

DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record.

    Attributes:
        shown: What it reads now, as words; ``""`` for nothing.
        parsed: What words mean for it; raises ``kg.corrections.parsing.UnfitError``.
        source: Where its printed words stand, ``None`` where they have no place of their own.
        alike: Whether ``was`` names what is read now.

    """

    shown: Callable[[Any], str]
    parsed: Callable[[str, Reading], Any]
    source: Callable[[Any], Source | None]
    alike: Callable[[str, str], bool]


def _field(
    shown: Callable[[Any], object],
    parsed: Callable[[str, Reading], Any] = parsing.words,
    source: Callable[[Any], Source | None] | None = None,
    alike: Callable[[str, str], bool] = parsing.same_words,
) -> Field:
    def words(record: Any) -> str:  # noqa: ANN401
        value = shown(record)
        if isinstance(value, Decimal):
            return format(value, "f")
        return "" if value is None else str(value)

    return Field(words, parsed, source or (lambda record: record.source), alike)


def _value(name: str) -> Field:
    def target(record: Any) -> Target | None:  # noqa: ANN401
        found: Target | None = getattr(record, name)
        return found

    def shown(record: Any) -> str:  # noqa: ANN401
        found = target(record)
        return found.raw if found else ""

    def source(record: Any) -> Source | None:  # noqa: ANN401
        found = target(record)
        return found.source if found else None

    return _field(shown, parsing.any_words, source)


def _rate(name: str) -> Field:
    def shown(record: Execution) -> str:
        return record.rates[name].printed if name in record.rates else ""

    return _field(shown, parsing.percentage, alike=parsing.same_percentage)


def _own(name: str) -> Callable[[Any], Source | None]:
    def source(record: Any) -> Source | None:  # noqa: ANN401
        found: Source | None = getattr(record, name)
        return found

    return source


_DOCUMENT = {
    "title": _field(lambda one: one.title),
    "department": _field(lambda one: one.department),
    "fiscal_year": _field(
        lambda one: one.fiscal_year.value if one.fiscal_year else None,
        parsing.year,
        lambda one: one.fiscal_year.source if one.fiscal_year else None,
    ),
    "overall_goal": _field(lambda one: one.overall_goal, parsing.any_words, _own("goal_source")),
}
_PROJECT_FIELDS = {
    "name": _field(lambda one: one.name),
    "unit": _field(lambda one: one.unit, parsing.words_or_none),
    "goal": _field(lambda one: one.goal, parsing.any_words, _own("goal_source")),
    "outcome": _field(lambda one: one.outcome, parsing.any_words, _own("outcome_source")),
}
_TASK = {
    "name": _field(lambda one: one.name, parsing.any_words),
    "group": _field(lambda one: one.group, parsing.words_or_none),
    "content": _field(lambda one: one.content, parsing.any_words, _own("content_source")),
    "outcome": _field(lambda one: one.outcome, parsing.any_words, _own("outcome_source")),
}
_INDICATOR = {
    "name": _field(lambda one: one.name),
    "level1": _field(lambda one: one.level1, parsing.any_words),
    "level2": _field(lambda one: one.level2, parsing.any_words),
    "project": _field(
        lambda one: f"{one.project.ordinal} {one.project.name}" if one.project else None,
        parsing.project,
        alike=parsing.same_project,
    ),
    **{name: _value(name) for name in VALUES},
    "completion_rate": _field(
        lambda one: one.completion_rate.printed if one.completion_rate else None,
        parsing.percentage,
        lambda one: one.completion_rate.source if one.completion_rate else None,
        parsing.same_percentage,
    ),
    "weight": _field(lambda one: one.weight, parsing.figure, alike=parsing.same_figure),
    "scored": _field(lambda one: one.scored, parsing.figure, alike=parsing.same_figure),
    "deviation_reason": _field(lambda one: one.deviation_reason, parsing.words_or_none),
}
_AMOUNT = {
    "printed": _field(lambda one: one.printed, parsing.money, alike=parsing.same_figure),
    "printed_unit": _field(lambda one: one.printed_unit, parsing.one_of(UNITS_OF_MONEY)),
    "kind": _field(lambda one: one.kind, parsing.one_of(AMOUNTS)),
    "fund_source": _field(lambda one: one.fund_source, parsing.one_of(FUNDS, or_none=True)),
}
_SCORE = {
    "level1": _field(lambda one: one.level1, parsing.any_words),
    "level2": _field(lambda one: one.level2, parsing.any_words),
    "name": _field(lambda one: one.name),
    "full": _field(lambda one: one.full, parsing.figure, alike=parsing.same_figure),
    "score": _field(lambda one: one.score, parsing.figure, alike=parsing.same_figure),
}
_EXECUTION = {
    "label": _field(lambda one: one.label),
    "through_month": _field(lambda one: one.through_month, parsing.month),
    **{name: _rate(name) for name in RATES},
}
FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    DOCUMENT: _DOCUMENT,
    "project": _PROJECT_FIELDS,
    "task": _TASK,
    "indicator": _INDICATOR,
    "amount": _AMOUNT,
    "score": _SCORE,
    "execution": _EXECUTION,
}
"""Kind → field; ``kg.records.Correction`` says what the kinds are."""


def records_of(reading: Reading, kind: str) -> Mapping[int, Any]:
    """Return the records of a kind by ordinal; amounts are numbered through the document, the document has 0."""
    if kind == DOCUMENT:
        return {0: reading.document}
    if kind == "amount":
        numbered: dict[int, Amount] = {entry.number: entry.amount for entry in numbered_amounts(reading)}
        return numbered
    records: Mapping[str, Sequence[Any]] = {
        "project": reading.projects,
        "task": reading.tasks,
        "indicator": reading.indicators,
        "score": reading.scores,
        "execution": reading.executions,
    }
    return {record.ordinal: record for record in records[kind]}


def is_unsure(record: Any, field: str) -> bool:  # noqa: ANN401
    """Whether a value was kept as words, so that a person may say that the words are right."""
    value: Target | None = getattr(record, field) if field in VALUES else None
    return value is not None and value.kind is Kind.UNREADABLE
