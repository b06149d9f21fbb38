"""Small readings written by hand: each function makes one record with as few words as a test needs."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

from kg.audit import document_findings
from kg.categories import categorise
from kg.quantities import read_value
from kg.records import (
    Amount,
    Basis,
    CompletionRate,
    Document,
    Execution,
    FiscalYear,
    Form,
    Indicator,
    Project,
    ProjectReference,
    Rate,
    Reading,
    Score,
    Source,
    Span,
    Statement,
    Target,
    Task,
    Unit,
    UnitKind,
)

DEPARTMENT = "甲市科学技术协会"


def source(text, start=0, doc="d" * 16):
    return Source(
        f"{doc[0]}.txt", doc, None, 1, None, None, None, text, (Span(start, start + len(text), None, 1, text),)
    )


def target(words, *, name="", actual=False):
    value = read_value(words, name=name, actual=actual)
    cell = source(words) if words else None
    return Target(value.raw, value.kind, value.components, value.residue, value.deadline, cell)


def indicator(name, period=None, annual=None, actual=None, rate=None, *, project=None, level2="数量指标"):
    """Make an indicator; ``rate`` is the printed rate such as "100.00%"."""
    printed = None
    if rate is not None:
        printed = CompletionRate(rate, Decimal(rate.rstrip("%")), None, source(rate))
    level1 = "效益指标" if "效益" in level2 else "产出指标"
    return Indicator(
        0, None, name, level1, level2, categorise(level1, level2), project,
        None if period is None else target(period, name=name),
        None if annual is None else target(annual, name=name),
        None if actual is None else target(actual, name=name, actual=True),
        printed, None, None, source(name),
    )  # fmt: skip


def pointed(name, annual, actual, points, scored):
    """Make an indicator of a 自评表 with 分值 and 得分."""
    made = indicator(name, None, annual, actual)
    return replace(made, weight=Decimal(points), scored=Decimal(scored))


def amount(kind, printed, label="", fund=None, unit="万元"):
    scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    yuan = Decimal(printed.replace(",", "")) * scale
    return Amount(kind, yuan, printed, unit, fund, label or kind, source(printed, start=len(label) + 7))


def project(name, printed, unit=DEPARTMENT, **funds):
    amounts = (amount("total", printed, name), *(amount(kind, figure, name) for kind, figure in funds.items()))
    return Project(0, name, unit, "", amounts, source(name))


def unit(name):
    return Unit(name, DEPARTMENT, UnitKind.SUBORDINATE, source(name))


def task(name, content="", outcome="", printed=None, group=None):
    return Task(
        0, group, name, content, outcome, None if printed is None else amount("task_funds", printed, name),
        source(name), None, source(content) if content else None, source(outcome) if outcome else None,
    )  # fmt: skip


def score(level1, full, points, *, total=False, name="指标"):
    full, points = (None if one is None else Decimal(one) for one in (full, points))
    return Score(0, level1, "", name, full, points, total, source(f"{level1}{name}{points}"))


def statement(subject, value, label="", unit="%"):
    return Statement(1, subject, label, Decimal(value), unit, source(f"{label}{value}{unit}"))


def adjustment(label, initial, adjusted, final, adjustment_rate=None, control_rate=None, number=None):
    kinds = (("initial_budget", initial), ("adjusted_budget", adjusted), ("final_account", final))
    rates = {"adjustment_rate": adjustment_rate, "control_rate": control_rate}
    return Execution(
        0, "adjustmentTable", label, None, tuple(amount(k, v, label) for k, v in kinds),
        {key: Rate(Decimal(value), value) for key, value in rates.items() if value is not None},
        source(label), number,
    )  # fmt: skip


def progress(month, budget, spent, share=None, execution=None):
    rates = {"progress": share, "execution_rate": execution}
    return Execution(
        0, "progressTable", f"1-{month}月", month,
        (amount("cumulative_budget", budget), amount("cumulative_expenditure", spent)),
        {key: Rate(Decimal(value), value) for key, value in rates.items() if value is not None},
        source(f"1-{month}月"), None,
    )  # fmt: skip


def moved(record, doc):
    """Return a record as if it had been read from another document."""
    if isinstance(record, tuple):
        return tuple(moved(one, doc) for one in record)
    if isinstance(record, Source):
        return replace(record, document=f"{doc}.txt", document_id=doc * 16)
    if not is_dataclass(record):
        return record
    return replace(record, **{field.name: moved(getattr(record, field.name), doc) for field in fields(record)})


def reading(form=Form.SELF_EVALUATION, *, year=None, basis=Basis.GIVEN, doc="d", department=DEPARTMENT, **records):
    """Make a reading; records of one kind are numbered from 1 as the readers do."""
    fiscal_year = None if year is None else FiscalYear(year, basis, "", None)
    document = Document(
        f"{doc}.txt", (f"{doc}.txt",), doc * 16, doc * 64, doc * 64, form, "题名", department, None, "",
        fiscal_year, source("题名", doc=doc * 16),
    )  # fmt: skip
    numbered = {
        kind: tuple(
            replace(one, ordinal=at) if hasattr(one, "ordinal") else one for at, one in enumerate(made, start=1)
        )
        for kind, made in records.items()
    }
    return Reading(document, **{kind: moved(made, doc) for kind, made in numbered.items()})


def declaration(budget=(), **records):
    """Make a declaration; ``budget`` is eight figures in the order of the form."""
    kinds = (
        "basic_expenditure", "project_expenditure", "fiscal_special_fund", "other_development_expenditure",
        "fiscal_appropriation", "other_funds", "own_level_use", "transfer_to_lower_level",
    )  # fmt: skip
    amounts = [amount(kind, figure) for kind, figure in zip(kinds, budget, strict=False)]
    return reading(Form.DECLARATION, amounts=amounts, **records)


def of_project(ordinal):
    return ProjectReference(ordinal, f"项目{ordinal}")


def found(made, rule):
    """Return the findings of one rule."""
    return [finding for finding in document_findings(made) if finding.rule == rule]


def rules_found(made):
    return {finding.rule for finding in document_findings(made)}
