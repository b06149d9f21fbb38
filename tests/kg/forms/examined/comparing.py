"""Compare what was read with what a form prints: every difference by itself, and which of them are silent.

A difference is *silent* where something is stored that the form does not print there, or a row is left out, and no
finding cites the row. What is missing in a row is a difference, never silent: nothing wrong is stored.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.errors import DocumentError
from kg.reading import read_bytes
from tests.kg.forms.examined.writing import written
from tests.kg.forms.variants.comparing import LEFT_OUT, WARNINGS
from tests.kg.forms.variants.differences import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Amount, Indicator, Reading, Target
    from tests.kg.forms.examined.notation import ExpectedAmount, ExpectedRow
    from tests.kg.forms.examined.setting import ExaminedForm

_SIGNS = {"≥": "ge", "═": "eq", ">=": "ge", "≤": "le", "<=": "le", "=": "eq", ">": "gt", "<": "lt"}
# what a printed kind of money may be stored as: places call one figure by several names
_KINDS = {
    "cumulative_expenditure": {"cumulative_expenditure", "final_account"},
    "initial_budget": {"initial_budget", "total"},
    "adjusted_budget": {"adjusted_budget", "total", "cumulative_budget"},
    "total": {"total", "initial_budget", "adjusted_budget", "project_expenditure"},
}
# less than a name that contains the other, or a target and its project, pairs no rows
_PAIRED = 3
# shorter targets stand in many rows
_TELLING = 3


def differences(form: ExaminedForm) -> tuple[Difference, ...]:
    """Read a form's file and compare."""
    return compared(form, written(form))


def compared(form: ExaminedForm, data: bytes) -> tuple[Difference, ...]:
    """Read a file that prints a form and compare."""
    try:
        reading = read_bytes(data, form.file_name)
    except DocumentError as error:
        return () if form.may_refuse else (Difference("document", "refused", "read", str(error)),)
    return (*_rows(form, reading), *_projects(form, reading), *_document(form, reading))


def plain(words: str | None) -> str:
    """Return words without white space and full-width forms.

    >>> plain("≧ ９０％")
    '≥90%'

    """
    folded = unicodedata.normalize("NFKC", words or "").replace("≧", "≥").replace("≦", "≤")
    return re.sub(r"\s+", "", folded)


def _rows(form: ExaminedForm, reading: Reading) -> Iterator[Difference]:
    expected, got = form.page.rows, reading.indicators
    pairs = _paired(expected, got)
    for at, row in enumerate(expected):
        name = f"{at + 1} {row.name[0]}"
        if at in pairs:
            yield from _row(name, row, got[pairs[at]], reading)
        else:
            target = row.target[0] if len(plain(row.target[0])) > _TELLING else ""
            cited = _quoted(reading, row.name[0]) or _quoted(reading, target)
            yield Difference(name, "row", "an indicator", "cited" if cited else "lost", silent=not cited)
    for at, indicator in enumerate(got):
        if at not in pairs.values():
            yield Difference(
                indicator.name, "extra", "no indicator", indicator.name, silent=not _cited(reading, indicator)
            )


def _paired(expected: list[ExpectedRow], got: tuple[Indicator, ...]) -> dict[int, int]:
    """Pair each expected row with the read one most like it, the nearest in order where several are."""
    likeness = sorted(
        (
            (_likeness(row, indicator), -abs(at - to), -at, -to)
            for at, row in enumerate(expected)
            for to, indicator in enumerate(got)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for points, _, at, to in likeness:
        if points >= _PAIRED and -at not in pairs and -to not in taken:
            pairs[-at] = -to
            taken.add(-to)
    return pairs


def _likeness(row: ExpectedRow, got: Indicator) -> int:
    name = plain(got.name)
    points = 4 if name in map(plain, row.name) else 0
    if not points and name and (plain(row.name[0]) in name or name in plain(row.name[0])):
        points = 2
    points += 2 * (bool(row.target[0]) and _target_is_right(row, got))
    return points + (bool(row.project) and plain(row.project) == plain(got.project.name if got.project else ""))


def _value(words: str | None) -> str:
    return plain(words).rstrip("。")


def _raw(value: Target | None) -> str:
    return _value(value.raw if value else "")


def _target_is_right(row: ExpectedRow, got: Indicator) -> bool:
    right = set(map(_value, row.target))
    annual, period = _raw(got.annual_target), _raw(got.period_target)
    if row.period:
        return annual in right and period == _value(row.period)
    if right == {""}:
        # — is kept as printed
        return not (annual or period).strip("—-/")
    return annual in right


def _row(name: str, row: ExpectedRow, got: Indicator, reading: Reading) -> Iterator[Difference]:
    silent = not _cited(reading, got)
    if plain(got.name) not in map(plain, row.name):
        yield Difference(name, "name", row.name[0], got.name, silent=silent)
    if not _target_is_right(row, got):
        stored = f"{_raw(got.annual_target)} {_raw(got.period_target)}".strip()
        yield Difference(name, "target", f"{row.target[0]} {row.period}", stored, silent=silent and bool(stored))
    elif row.figure and _number(row.figure) is not None and not _sign_is_kept(row, got):
        yield Difference(name, "sign", row.sign, str(got.annual_target or got.period_target), silent=silent)
    actual = _raw(got.actual)
    if actual not in map(_value, row.actual):
        yield Difference(name, "actual", row.actual[0], actual, silent=silent and bool(actual))
    for field, printed, stored_points in (("weight", row.weight, got.weight), ("score", row.score, got.scored)):
        if _number(printed.rstrip("分").rstrip("%")) != stored_points:
            wrong = silent and stored_points is not None
            yield Difference(name, field, printed, str(stored_points), silent=wrong)
    levels = (("level1", row.level1, got.level1), ("level2", row.level2, got.level2))
    for at, (field, level, stored_level) in enumerate(levels):
        if _heading(level) not in (_heading(stored_level), *map(_heading, got.category.printed[at : at + 1])):
            yield Difference(name, field, level, stored_level, silent=silent and bool(stored_level))
    project = got.project.name if got.project else ""
    if plain(row.project) != plain(project):
        yield Difference(name, "project", row.project, project, silent=silent and bool(project))


def _sign_is_kept(row: ExpectedRow, got: Indicator) -> bool:
    target = got.annual_target or got.period_target
    if target is None:
        return False
    if not target.components:
        # ≥10级 and ≤12月 are kept in words
        return plain(target.raw).startswith(plain(row.sign))
    return not row.sign or str(target.components[0].comparator) == _SIGNS[plain(row.sign)]


def _heading(words: str) -> str:
    return re.sub(r"^(?:[\d.、\-]+|[一二三四五六]、)|\([^)]*\)", "", plain(words)).replace("指标", "")


def _number(words: str) -> Decimal | None:
    try:
        return Decimal(plain(words).replace(",", ""))
    except InvalidOperation:
        return None


def _cited(reading: Reading, got: Indicator) -> bool:
    """Whether a finding that doubts rows names this one, or cites its line or its row of the table."""
    lines = {(span.page, span.line) for span in got.source.spans}
    return any(
        f"indicator/{got.ordinal}" in finding.about
        or any(lines & {(span.page, span.line) for span in source.spans} for source in finding.sources)
        for finding in reading.findings
        if finding.rule in WARNINGS or finding.rule == LEFT_OUT
    )


def _quoted(reading: Reading, words: str) -> bool:
    wanted = plain(words)
    return bool(wanted) and any(
        wanted in plain(quoted)
        for finding in reading.findings
        for quoted in (*finding.params.values(), *(source.text for source in finding.sources))
    )


def _projects(form: ExaminedForm, reading: Reading) -> Iterator[Difference]:
    page = form.page
    wanted = dict.fromkeys(one.project for one in (*page.rows, *page.amounts) if one.project)
    got = [plain(project.name) for project in reading.projects]
    for name in wanted:
        if plain(name) not in got:
            yield Difference("document", "project", name, " · ".join(got))
    for project in reading.projects:
        if plain(project.name) not in map(plain, wanted):
            yield Difference("document", "project", "no project", project.name, silent=not form.may_refuse)
    for expected in page.amounts:
        if not any(
            amount.yuan == expected.yuan and amount.kind in _KINDS[expected.kind]
            for amount in _money(reading, expected)
        ):
            yield Difference("document", expected.kind, f"{expected.project} {expected.yuan}", "no such amount")
    yield from _other_totals(form, reading)


def _other_totals(form: ExaminedForm, reading: Reading) -> Iterator[Difference]:
    """Report totals of a document or a project that are none of the amounts which the form states for it."""
    owners = [("", reading.amounts), *((plain(project.name), project.amounts) for project in reading.projects)]
    for owner, amounts in owners:
        stated = {one.yuan for one in form.page.amounts if plain(one.project) == owner}
        for amount in amounts:
            if stated and amount.kind == "total" and amount.yuan not in stated:
                yield Difference("document", "other total", f"{owner} {stated}", str(amount.yuan), silent=True)


def _money(reading: Reading, expected: ExpectedAmount) -> Iterator[Amount]:
    """Give the document's amounts and, for one of a project, that project's."""
    yield from reading.amounts
    for project in reading.projects:
        if plain(project.name) == plain(expected.project):
            yield from project.amounts
    for execution in reading.executions:
        if execution.project is None or plain(execution.project.name) == plain(expected.project):
            yield from execution.amounts


def _document(form: ExaminedForm, reading: Reading) -> Iterator[Difference]:
    department = reading.document.department
    if form.department and plain(department) not in _names(form.department, reading):
        silent = bool(department) and not _quoted(reading, form.department)
        yield Difference("document", "department", form.department, department, silent=silent)
    year = reading.document.fiscal_year.value if reading.document.fiscal_year else None
    if year != form.year:
        yield Difference("document", "year", str(form.year), str(year), silent=year is not None)
    for words in form.quoted:
        if not _quoted(reading, words):
            yield Difference("document", "finding", words, "no finding", silent=True)


def _names(printed: str, reading: Reading) -> set[str]:
    """Return every name of the department that is printed."""
    names = {plain(printed)}
    for department in reading.departments:
        every = {plain(department.name), *map(plain, department.aliases)}
        if names & every:
            names |= every
    return names
