"""Compare what a form says above its indicators: department, year, projects, tasks and money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.folding import fold
from tests.kg.forms.variants.differences import Difference
from tests.kg.forms.variants.expecting import UNITS, ExpectedProject, Form, money_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Project, Reading

_MONEY_WARNINGS = frozenset({"unreadable-amount", "uncertain-amount-columns", "money-unit-missing", "unread-words"})


def compare_document(form: Form, reading: Reading) -> Iterator[Difference]:
    """Give the differences outside the rows of indicators."""
    document = reading.document
    if form.foreign:
        for amount in (*reading.amounts, *(amount for project in reading.projects for amount in project.amounts)):
            yield Difference(
                "document", "amount", "none of a foreign table", f"{amount.label} {amount.printed}", silent=True
            )
        if "*.projects" not in form.allow:
            for project in reading.projects:
                yield Difference("document", "project", "none of a foreign table", project.name)
        return
    if form.department and "*.department" not in form.allow and fold(document.department) != fold(form.department):
        yield Difference("document", "department", form.department, document.department)
    year = document.fiscal_year.value if document.fiscal_year else None
    if form.year is not None and year != form.year and "*.year" not in form.allow:
        yield Difference("document", "year", str(form.year), str(year))
    if "*.projects" not in form.allow:
        if len(reading.projects) != len(form.projects):
            got = " · ".join(project.name for project in reading.projects)
            yield Difference("document", "projects", " · ".join(p.name for p in form.projects), got)
        for at, (expected, project) in enumerate(zip(form.projects, reading.projects, strict=False), start=1):
            yield from _project(form, reading, at, expected, project)
    if form.tasks and [fold(task.name) for task in reading.tasks] != [fold(task) for task in form.tasks]:
        got = " · ".join(task.name for task in reading.tasks)
        yield Difference("document", "tasks", " · ".join(form.tasks), got)
    if not form.projects and form.said:
        printed = {Decimal(words.replace(",", "")) * UNITS[form.said] for words in form.money.split()}
        for amount in (*reading.amounts, *(task.amount for task in reading.tasks if task.amount)):
            if amount.yuan not in printed:
                silent = not _money_warned(reading, amount.source.line)
                got = f"{amount.label} {amount.printed} {amount.printed_unit}"
                yield Difference("document", "amount", form.money or "no amount", got, silent=silent)


def _project(
    form: Form, reading: Reading, at: int, expected: ExpectedProject, project: Project
) -> Iterator[Difference]:
    row = f"project {at}"
    for what, wanted, got in (
        ("name", expected.name, project.name),
        ("unit", expected.unit, project.unit),
        ("goal", expected.goal, project.goal),
        ("outcome", expected.outcome, project.outcome),
    ):
        if wanted is None:
            continue
        also = (*((wanted,) if isinstance(wanted, str) else wanted), *form.allow.get(f"project{at}.{what}", ()))
        if fold(got or "") not in {fold(words or "") for words in also}:
            yield Difference(row, what, also[0] or "", got or "")
    allowed = set(money_of(expected))
    for amount in project.amounts:
        if amount.yuan not in allowed:
            silent = not _money_warned(reading, amount.source.line)
            got = f"{amount.label} {amount.printed} {amount.printed_unit}"
            yield Difference(row, "amount", f"{expected.said}: {expected.budget} {expected.money}", got, silent=silent)
    if expected.budget is not None and expected.said is not None:
        budgets = expected.budget if isinstance(expected.budget, tuple) else (expected.budget,)
        total = next((amount.yuan for amount in project.amounts if amount.kind == "total"), None)
        wanted_yuan = {Decimal(words.replace(",", "")) * UNITS[expected.said] for words in budgets}
        if total not in wanted_yuan:
            yield Difference(
                row, "budget", f"{expected.budget} {expected.said}", f"{total} 元", silent=total is not None
            )


def _money_warned(reading: Reading, line: int | None) -> bool:
    return any(
        finding.rule in _MONEY_WARNINGS and any(source.line == line for source in finding.sources)
        for finding in reading.findings
    )
