"""What of a reading can be put right: for each kind of record its fields, how they are written and what fits.

In: nothing but records. Out: a table ``FIELDS``: kind → field → how the field reads as words (what ``was`` is compared
with), what words may take its place, and where its printed words stand. How a whole record changes with its fields
stands in ``kg.corrections.mending``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.forms.labels import MONEY, UNITS_OF_MONEY
from kg.graph.iris import numbered_amounts
from kg.graph.taxonomy import AMOUNTS, FUNDS
from kg.quantities.value import Kind
from kg.records import RATES, VALUES, ProjectReference

if TYPE_CHECKING:
    from kg.records import Amount, Execution, Reading, Source, Target

DOCUMENT: Final = "document"
_FIGURE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_PERCENTAGE = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?%?")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-9][0-9]")
_MONTH = re.compile(r"1[0-2]|[1-9]")
_PROJECT = re.compile(r"([1-9][0-9]{0,8})(?:\s+(.+))?")


class UnfitError(ValueError):
    """Words that cannot stand in a field; ``reason`` is a word of the catalogue, ``expected`` what would fit."""

    def __init__(self, reason: str, expected: str = "") -> None:
        super().__init__(reason, expected)
        self.reason = reason
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record.

    Attributes:
        shown: What it reads now, as words; ``""`` for nothing.
        parsed: What words mean for it; raises ``UnfitError``.
        source: Where its printed words stand, ``None`` where they have no place of their own.
        alike: Whether ``was`` names what is read now.

    """

    shown: Callable[[Any], str]
    parsed: Callable[[str, Reading], Any]
    source: Callable[[Any], Source | None]
    alike: Callable[[str, str], bool]


def same_words(was: str, now: str) -> bool:
    """Whether two words are the same but for white space (a wrap, a spreadsheet) and composed characters.

    >>> same_words("≥ 3场", "≥3场"), same_words("3场", "4场")
    (True, False)

    """
    return _bare(was) == _bare(now)


def same_figure(was: str, now: str) -> bool:
    """Whether two figures are the same: a spreadsheet writes 97.5 for 97.50 and 1200 for 1,200.00.

    >>> same_figure("1200", "1,200.00"), same_figure("", ""), same_figure("95%", "95")
    (True, True, False)

    """
    try:
        return Decimal(was.replace(",", "")) == Decimal(now.replace(",", ""))
    except ArithmeticError:
        return same_words(was, now)


def same_percentage(was: str, now: str) -> bool:
    """Whether two percentages have the same face value.

    >>> same_percentage("100%", "100.00%"), same_percentage("98", "97%")
    (True, False)

    """
    return same_figure(was.removesuffix("%"), now.removesuffix("%"))


def _bare(words: str) -> str:
    return "".join(unicodedata.normalize("NFC", words).split())


def _same_project(was: str, now: str) -> bool:
    ordinal, _, name = now.partition(" ")
    return same_words(was, now) or was == ordinal or same_words(was, name)


def _words(words: str, _: Reading) -> str:
    if not words:
        raise UnfitError("correction-empty")
    return words


def _any_words(words: str, _: Reading) -> str:
    return words


def _words_or_none(words: str, _: Reading) -> str | None:
    return words or None


def _figure(words: str, _: Reading) -> Decimal | None:
    if words and not _FIGURE.fullmatch(words):
        raise UnfitError("correction-figure", "12.5")
    return Decimal(words) if words else None


def _percentage(words: str, _: Reading) -> tuple[Decimal, str] | None:
    if words and not _PERCENTAGE.fullmatch(words):
        raise UnfitError("correction-figure", "98.50%")
    return (Decimal(words.rstrip("%")), words) if words else None


def _year(words: str, _: Reading) -> int | None:
    if words and not _YEAR.fullmatch(words):
        raise UnfitError("correction-one-of", "1950–2099")
    return int(words) if words else None


def _month(words: str, _: Reading) -> int | None:
    if words and not _MONTH.fullmatch(words):
        raise UnfitError("correction-one-of", "1–12")
    return int(words) if words else None


def _money(words: str, _: Reading) -> str:
    found = MONEY.match(words)
    if found is None or found["unit"]:
        raise UnfitError("correction-figure", "1,200.00")
    return words


def _one_of(names: Mapping[str, object], *, or_none: bool = False) -> Callable[[str, Reading], str | None]:
    def parsed(words: str, _: Reading) -> str | None:
        if words not in names and not (or_none and not words):
            raise UnfitError("correction-one-of", ", ".join(names))
        return words or None

    return parsed


def _project(words: str, reading: Reading) -> ProjectReference | None:
    """Take an ordinal, an ordinal with a name, or a name that one project of the document has."""
    if not words:
        return None
    numbered = _PROJECT.fullmatch(words)
    by_name = [project for project in reading.projects if same_words(project.name, words)]
    if numbered is not None and not by_name:
        by_name = [project for project in reading.projects if project.ordinal == int(numbered[1])]
        if numbered[2] is not None:
            by_name = [project for project in by_name if same_words(project.name, numbered[2])]
    if len(by_name) != 1:
        raise UnfitError("correction-project", f"1–{len(reading.projects)}" if reading.projects else "")
    return ProjectReference(by_name[0].ordinal, by_name[0].name)


def _field(
    shown: Callable[[Any], object],
    parsed: Callable[[str, Reading], Any] = _words,
    source: Callable[[Any], Source | None] | None = None,
    alike: Callable[[str, str], bool] = same_words,
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

    return _field(shown, _any_words, source)


def _rate(name: str) -> Field:
    def shown(record: Execution) -> str:
        return record.rates[name].printed if name in record.rates else ""

    return _field(shown, _percentage, alike=same_percentage)


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
        _year,
        lambda one: one.fiscal_year.source if one.fiscal_year else None,
    ),
    "overall_goal": _field(lambda one: one.overall_goal, _any_words, _own("goal_source")),
}
_PROJECT_FIELDS = {
    "name": _field(lambda one: one.name),
    "unit": _field(lambda one: one.unit, _words_or_none),
    "goal": _field(lambda one: one.goal, _any_words, _own("goal_source")),
    "outcome": _field(lambda one: one.outcome, _any_words, _own("outcome_source")),
}
_TASK = {
    "name": _field(lambda one: one.name, _any_words),
    "group": _field(lambda one: one.group, _words_or_none),
    "content": _field(lambda one: one.content, _any_words, _own("content_source")),
    "outcome": _field(lambda one: one.outcome, _any_words, _own("outcome_source")),
}
_INDICATOR = {
    "name": _field(lambda one: one.name),
    "level1": _field(lambda one: one.level1, _any_words),
    "level2": _field(lambda one: one.level2, _any_words),
    "project": _field(
        lambda one: f"{one.project.ordinal} {one.project.name}" if one.project else None, _project, alike=_same_project
    ),
    **{name: _value(name) for name in VALUES},
    "completion_rate": _field(
        lambda one: one.completion_rate.printed if one.completion_rate else None,
        _percentage,
        lambda one: one.completion_rate.source if one.completion_rate else None,
        same_percentage,
    ),
    "weight": _field(lambda one: one.weight, _figure, alike=same_figure),
    "scored": _field(lambda one: one.scored, _figure, alike=same_figure),
    "deviation_reason": _field(lambda one: one.deviation_reason, _words_or_none),
}
_AMOUNT = {
    "printed": _field(lambda one: one.printed, _money, alike=same_figure),
    "printed_unit": _field(lambda one: one.printed_unit, _one_of(UNITS_OF_MONEY)),
    "kind": _field(lambda one: one.kind, _one_of(AMOUNTS)),
    "fund_source": _field(lambda one: one.fund_source, _one_of(FUNDS, or_none=True)),
}
_SCORE = {
    "level1": _field(lambda one: one.level1, _any_words),
    "level2": _field(lambda one: one.level2, _any_words),
    "name": _field(lambda one: one.name),
    "full": _field(lambda one: one.full, _figure, alike=same_figure),
    "score": _field(lambda one: one.score, _figure, alike=same_figure),
}
_EXECUTION = {
    "label": _field(lambda one: one.label),
    "through_month": _field(lambda one: one.through_month, _month),
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
