"""Documents of one department and one year against each other (同部门同年度文件之间).

In: one group of documents (``kg.audit.groups``), however many; a few readings are held at a time. Out: findings, each
with the id of the document whose things it is about. Names are compared letter by letter and only where each stands
once in its document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kg.audit.attainment import COUNTS, comparable_period, sole_promise
from kg.audit.figures import MINUS, THEN, difference, half_unit, places, plain, terms
from kg.audit.groups import Group
from kg.audit.matching import yearly
from kg.audit.rule import Observation, finding_of
from kg.audit.sums import SCALES, TOTAL_LABELS, declared_amounts
from kg.audit.targets import bare
from kg.folding import fold
from kg.quantities.value import Component, Dimension
from kg.records import Form, Severity

if TYPE_CHECKING:
    from kg.records import Amount, Finding, Indicator, Reading

DatasetCheck = Callable[[Group], Iterator[tuple[str, Observation]]]


@dataclass(frozen=True, slots=True)
class DatasetRule:
    """A rule over the documents of one department and year; fields as of ``kg.audit.rule.Rule``."""

    id: str
    severity: Severity
    source: str
    check: DatasetCheck = field(compare=False)

    def findings(self, group: Group) -> Iterator[tuple[str, Finding]]:
        """Apply the rule to a group of comparable documents, by document id."""
        for document, seen in self.check(group):
            yield document, finding_of(self.id, self.severity, seen, home=document)


_MOST_PAIRED = 8


def declarations_differ(group: Group) -> Iterator[tuple[str, Observation]]:
    """Compare the budgets of the declarations of one department and year: each two, of very many each with the next."""
    declared = [(reading.document, declared_amounts(reading)) for reading in group.of(Form.DECLARATION)]
    pairs = combinations(declared, 2) if len(declared) <= _MOST_PAIRED else pairwise(declared)
    for (one, first), (other, second) in pairs:
        differing = [
            (first[kind], second[kind]) for kind in first if kind in second and first[kind].yuan != second[kind].yuan
        ]
        if differing:
            yield (
                one.id,
                Observation(
                    {
                        "one": one.name,
                        "other": other.name,
                        "parts": "；".join(f"{a.label} {a.printed} / {b.printed}" for a, b in differing),
                    },
                    [amount.source for pair in differing for amount in pair],
                    ("document",),
                    THEN.join(_minus(a, b) for a, b in differing),
                ),
            )


def _minus(one: Amount, other: Amount) -> str:
    larger, smaller = (one, other) if one.yuan > other.yuan else (other, one)
    scale = SCALES[larger.printed_unit]
    decimals = max(places(one.printed), places(other.printed))
    shown = smaller.printed if smaller.printed_unit == larger.printed_unit else plain(smaller.yuan / scale)
    return f"{larger.printed} {MINUS} {shown} = {plain((larger.yuan - smaller.yuan) / scale, decimals)}"


# 项目支出 alone or with what stands beside it under 事业发展性支出: any of these may be the table's total
_PROJECT_MONEY = (
    ("project_expenditure",),
    ("project_expenditure", "fiscal_special_fund"),
    ("project_expenditure", "other_development_expenditure"),
    ("project_expenditure", "fiscal_special_fund", "other_development_expenditure"),
)


def project_total_differs(group: Group) -> Iterator[tuple[str, Observation]]:
    """Compare a declaration's 项目支出 with the 合计 of the project table."""
    declaration, table = group.only(Form.DECLARATION), group.only(Form.PROJECT_TABLE)
    if declaration is None or table is None:
        return
    budget = declared_amounts(declaration)
    totals = [a for a in table.amounts if fold(a.label) in TOTAL_LABELS and a.kind == "total"]
    if "project_expenditure" not in budget or len(totals) != 1:
        return
    total = totals[0]
    ways = [[budget[kind] for kind in way] for way in _PROJECT_MONEY if set(way) <= budget.keys()]
    for way in ways:
        slack = sum((half_unit(places(a.printed)) * SCALES[a.printed_unit] for a in (*way, total)), Decimal(0))
        if abs(sum((a.yuan for a in way), Decimal(0)) - total.yuan) <= slack:
            return
    declared = budget["project_expenditure"]
    used = list({amount.kind: amount for way in ways for amount in way}.values())
    yield (
        declaration.document.id,
        Observation(
            {
                "stated": declared.printed,
                "computed": total.printed,
                "measure_unit": declared.printed_unit,
                "other": table.document.name,
            },
            [*(amount.source for amount in used), total.source],
            ("document",),
            f"{_minus(declared, total)}{THEN}{terms([a.printed for a in used])} ≠ {total.printed}",
            declared.yuan,
            total.yuan,
            total.yuan,
        ),
    )


_ADDS_UP = (*COUNTS, Dimension.MONEY)


def _promised(reading: Reading, *, own: bool) -> dict[str, tuple[Indicator, Component]]:
    """Return the one-number annual targets by name, for names that stand once in the document.

    ``own`` keeps the department's indicators, else those of projects.
    """
    found: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in reading.indicators:
        found[bare(indicator.name)].append(indicator)
    result: dict[str, tuple[Indicator, Component]] = {}
    for name, alike in found.items():
        target = alike[0].annual_target
        if len(alike) != 1 or target is None or (alike[0].project is None) is not own:
            continue
        number = sole_promise(target)
        if number is not None and number in yearly(target) and number.dimension is not Dimension.NONE:
            result[name] = (alike[0], number)
    return result


def _comparable(one: Component, other: Component) -> bool:
    exact = not one.approximate and not other.approximate
    same = one.dimension is other.dimension and one.measure_unit == other.measure_unit
    return exact and same and comparable_period(one, other)


def declared_target_changed(group: Group) -> Iterator[tuple[str, Observation]]:
    """Compare the targets of a self-evaluation with those declared for the same year."""
    declaration, evaluation = group.only(Form.DECLARATION), group.only(Form.SELF_EVALUATION)
    if declaration is None or evaluation is None:
        return
    declared = _promised(declaration, own=True)
    for name, (indicator, number) in _promised(evaluation, own=True).items():
        if name not in declared:
            continue
        before, promised = declared[name]
        if _comparable(promised, number) and promised.value != number.value:
            yield (
                evaluation.document.id,
                _values(indicator, number, before, promised, declaration.document.name),
            )


def project_above_department(group: Group) -> Iterator[tuple[str, Observation]]:
    """Find a project that promises more than its whole department under the same name."""
    declaration, table = group.only(Form.DECLARATION), group.only(Form.PROJECT_TABLE)
    if declaration is None or table is None:
        return
    declared = _promised(declaration, own=True)
    for name, (indicator, number) in _promised(table, own=False).items():
        if name not in declared or number.dimension not in _ADDS_UP:
            continue
        whole, promised = declared[name]
        if _comparable(promised, number) and number.value > promised.value:
            yield (
                table.document.id,
                _values(indicator, number, whole, promised, declaration.document.name),
            )


def _values(indicator: Indicator, number: Component, other: Indicator, declared: Component, name: str) -> Observation:
    one, before = indicator.annual_target, other.annual_target
    assert one is not None
    assert before is not None
    return Observation(
        {"name": indicator.name, "words": one.raw, "declared": before.raw, "other": name},
        [indicator.source, one.source, other.source, before.source],
        (f"indicator/{indicator.ordinal}",),
        difference(number.value, declared.value, plain),
        number.value,
        declared.value,
        declared.value,
    )


RULES = (
    DatasetRule(
        "declarations-differ",
        Severity.CHECK,
        "申报表: two declarations of one department and year, perhaps before and after a change",
        declarations_differ,
    ),
    DatasetRule(
        "project-total-differs",
        Severity.CHECK,
        "申报表 项目支出 and 项目表 合计 of one department and year, with or without 财政专项资金",
        project_total_differs,
    ),
    DatasetRule(
        "declared-target-changed",
        Severity.CHECK,
        "自评表 年度目标值 repeats the declared target of the same year",
        declared_target_changed,
    ),
    DatasetRule(
        "project-above-department",
        Severity.CHECK,
        "a project's share of a count lies within its department's",
        project_above_department,
    ),
)
