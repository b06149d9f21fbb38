"""Sums that a form's own layout promises (合计关系): projects to units, units to 合计, budget bands.

In: a reading. Out: observations where addends and total differ by more than rounding can explain. Hard
because many lists are selections, not partitions (tasks of a year, 其中 rows) and because forms differ in
whether 财政专项资金 is part of 项目支出. A sum with two possible readings is reported if neither holds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.figures import MINUS, THEN, half_unit, places, plain, terms
from kg.audit.rule import Observation, Rule
from kg.folding import fold
from kg.identity import canonical_department
from kg.records import Form, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records import Amount, Reading

TOTAL_LABELS = ("合计", "总计")
# 元 in one unit of the printed figure
SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class SumCheck:
    """Addends against a printed total, all in the total's printed unit."""

    addends: tuple[Amount, ...]
    total: Amount

    @property
    def sum(self) -> Decimal:
        """What the addends give, in 元."""
        return sum((amount.yuan for amount in self.addends), Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        """What rounding can explain, in 元: half a unit of the last printed place for each figure."""
        slacks = (
            half_unit(places(amount.printed)) * SCALES[amount.printed_unit] for amount in (*self.addends, self.total)
        )
        return sum(slacks, Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether the difference is within rounding."""
        return abs(self.sum - self.total.yuan) <= self.tolerance

    def observation(self, about: tuple[str, ...], severity: Severity | None = None) -> Observation:
        """Say what differs, with every figure and its place."""
        scale = SCALES[self.total.printed_unit]
        decimals = max(places(amount.printed) for amount in (*self.addends, self.total))
        computed = self.sum / scale
        stated = self.total.yuan / scale
        written = [
            amount.printed if amount.printed_unit == self.total.printed_unit else plain(amount.yuan / scale)
            for amount in self.addends
        ]
        result = plain(computed, decimals)
        difference = plain(abs(stated - computed), decimals)
        larger, smaller = (self.total.printed, result) if stated > computed else (result, self.total.printed)
        return Observation(
            params={
                "label": self.total.label,
                "stated": self.total.printed,
                "computed": result,
                "difference": difference,
                "measure_unit": self.total.printed_unit,
                "count": str(len(self.addends)),
            },
            sources=[amount.source for amount in (*self.addends, self.total)],
            about=about,
            arithmetic=f"{terms(written)} = {result}{THEN}{larger} {MINUS} {smaller} = {difference}",
            stated=self.total.yuan,
            lower=self.sum - self.tolerance,
            upper=self.sum + self.tolerance,
            severity=severity,
        )


def _is_total(amount: Amount) -> bool:
    return fold(amount.label) in TOTAL_LABELS


def _unit_totals(reading: Reading) -> dict[tuple[str, str], Amount]:
    """Return the amounts of the unit rows by (canonical unit, kind), but for units printed twice."""
    found: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for amount in reading.amounts:
        if not _is_total(amount):
            found[canonical_department(amount.label).name, amount.kind].append(amount)
    return {key: amounts[0] for key, amounts in found.items() if len(amounts) == 1}


def _without_doubt(reading: Reading) -> bool:
    return reading.document.form is Form.PROJECT_TABLE and not any(
        finding.rule in ("unreadable-amount", "uncertain-amount-columns") for finding in reading.findings
    )


def project_sums(reading: Reading) -> Iterator[Observation]:
    """Check that the projects of each unit add up to the unit's row, column by column."""
    if not _without_doubt(reading):
        return
    for (unit, kind), total in sorted(_unit_totals(reading).items()):
        projects = [project for project in reading.projects if project.unit == unit]
        addends = [amount for project in projects for amount in project.amounts if amount.kind == kind]
        if kind == "total" and len(addends) != len(projects):
            continue
        check = SumCheck(tuple(addends), total)
        if addends and not check.holds:
            yield check.observation(tuple(f"project/{project.ordinal}" for project in projects))


def unit_sums(reading: Reading) -> Iterator[Observation]:
    """Check that the units' rows (or, without units, the projects) add up to 合计, column by column."""
    if not _without_doubt(reading):
        return
    units = [unit.name for unit in reading.units]
    totals = _unit_totals(reading)
    for total in reading.amounts:
        if not _is_total(total):
            continue
        if units:
            addends = [totals[unit, total.kind] for unit in units if (unit, total.kind) in totals]
            complete = len(addends) == len(set(units)) == len(units) or total.kind != "total"
        else:
            addends = [a for project in reading.projects for a in project.amounts if a.kind == total.kind]
            complete = len(addends) == len(reading.projects) or total.kind != "total"
        check = SumCheck(tuple(addends), total)
        if addends and complete and not check.holds:
            yield check.observation(("document",))


def fund_sums(reading: Reading) -> Iterator[Observation]:
    """Check 总计 = 财政拨款 + 财政专户拨款 + 其他资金 where a row prints all four."""
    if not _without_doubt(reading):
        return
    for project in reading.projects:
        by_kind = {amount.kind: amount for amount in project.amounts}
        parts = [by_kind.get(kind) for kind in ("fiscal_appropriation", "special_account", "other_funds")]
        total = by_kind.get("total")
        addends = tuple(amount for amount in parts if amount is not None)
        if total is not None and len(addends) == len(parts):
            check = SumCheck(addends, total)
            if not check.holds:
                yield check.observation((f"project/{project.ordinal}",))


# 预算整体情况: spending, by source, by level; the second way counts 财政专项资金 as part of 项目支出
_SPENDING = (
    ("basic_expenditure", "project_expenditure", "fiscal_special_fund", "other_development_expenditure"),
    ("basic_expenditure", "project_expenditure", "other_development_expenditure"),
    ("basic_expenditure", "project_expenditure"),
)
_BY_SOURCE = ("fiscal_appropriation", "other_funds")
_BY_LEVEL = ("own_level_use", "transfer_to_lower_level")


def declared_amounts(reading: Reading) -> dict[str, Amount]:
    """Return the budget amounts of a declaration by kind; empty where a kind was printed twice."""
    if reading.document.form is not Form.DECLARATION:
        return {}
    amounts = {amount.kind: amount for amount in reading.amounts}
    return amounts if len(amounts) == len(reading.amounts) else {}


def budget_sums(reading: Reading) -> Iterator[Observation]:
    """Check that spending equals funding, and funding by source equals use by level (预算整体情况)."""
    amounts = declared_amounts(reading)
    if not {*_SPENDING[0], *_BY_SOURCE} <= amounts.keys():
        return
    funding = [amounts[kind] for kind in _BY_SOURCE]
    for ways, kinds in (("spending", _SPENDING), ("level", (_BY_LEVEL,))):
        if not set(kinds[0]) <= amounts.keys():
            continue
        checks = [SumCheck(tuple(amounts[kind] for kind in way), _added(funding)) for way in kinds]
        if not any(check.holds for check in checks):
            seen = checks[0].observation(("document",))
            sources = [amounts[kind].source for kind in (*kinds[0], *_BY_SOURCE)]
            yield Observation(
                {**seen.params, "ways": ways},
                sources,
                seen.about,
                f"{terms([a.printed for a in funding])} = {seen.params['stated']}{THEN}{seen.arithmetic}",
                seen.stated,
                seen.lower,
                seen.upper,
            )


def _added(amounts: Sequence[Amount]) -> Amount:
    yuan = sum((amount.yuan for amount in amounts), Decimal(0))
    first = amounts[0]
    decimals = max(places(amount.printed) for amount in amounts)
    label = "＋".join(amount.label for amount in amounts)
    return replace(first, yuan=yuan, printed=plain(yuan / SCALES[first.printed_unit], decimals), label=label)


def task_sums(reading: Reading) -> Iterator[Observation]:
    """Check that the tasks, which are a selection, do not need more money than the whole budget."""
    amounts = declared_amounts(reading)
    if not set(_BY_SOURCE) <= amounts.keys():
        return
    addends = tuple(task.amount for task in reading.tasks if task.amount is not None)
    check = SumCheck(addends, _added([amounts[kind] for kind in _BY_SOURCE]))
    if addends and check.sum > check.total.yuan + check.tolerance:
        yield check.observation(tuple(f"task/{task.ordinal}" for task in reading.tasks if task.amount))


def functional_sum(reading: Reading) -> Iterator[Observation]:
    """Check that expenditure by function (支出功能分类) adds up to the printed 决算数 of the running text."""
    addends = tuple(amount for amount in reading.amounts if amount.kind == "functional_expenditure")
    totals = [a for a in reading.amounts if a.kind == "final_account" and a.fund_source is None]
    if len(addends) < 2 or len(totals) != 1:
        return
    check = SumCheck(addends, totals[0])
    above = check.sum - check.total.yuan
    # an addend that is as much as the list is above its total may be part of another one (其中)
    nested = any(abs(above - amount.yuan) <= check.tolerance for amount in addends)
    if not check.holds and not nested:
        # a list that falls short may name only some functions
        yield check.observation(("document",), Severity.ERROR if above > 0 else Severity.CHECK)


RULES = (
    Rule("project-sum", Severity.ERROR, "项目支出绩效目标表: a unit's row sums its projects", project_sums),
    Rule("unit-sum", Severity.ERROR, "项目支出绩效目标表: 合计 sums the units", unit_sums),
    Rule("fund-sum", Severity.ERROR, "项目支出绩效目标表: 总计 sums the funding columns", fund_sums),
    Rule(
        "budget-sum",
        Severity.CHECK,
        "申报表 预算整体情况: spending, funding and use by level are three views of one budget; offices "
        "differ in whether 财政专项资金 is part of 项目支出, so either way is accepted",
        budget_sums,
    ),
    Rule("task-sum", Severity.CHECK, "申报表: 年度重点工作任务 are a selection of the budget", task_sums),
    Rule("functional-sum", Severity.ERROR, "自评报告: 支出 by function against 支出决算数", functional_sum),
)
