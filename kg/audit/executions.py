"""Budget adjustment and progress tables (预算调整、执行进度): rates and sums recomputed from their own rows.

In: a self-evaluation's execution rows and the figures of its text. Out: observations where a printed rate is
neither the rounded nor the cut-off quotient of its row. Hard because the amounts are rounded themselves, and
because offices compute rates in their own ways: where most rows of a table do not follow the formula known
here, the formula is taken to be another one and nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from kg.audit.figures import (
    MINUS,
    THEN,
    admits,
    as_given,
    difference,
    half_unit,
    places,
    places_of,
    plain,
    quotient,
    quotient_range,
    rounded,
    same_figure,
    terms,
    truncated,
)
from kg.audit.rule import Observation, Rule
from kg.folding import fold
from kg.records import Form, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records import Amount, Execution, Reading, Statement

_HUNDRED = Decimal(100)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Formula:
    """A rate of these tables: 100 × (``top`` − ``less``) ÷ ``bottom``, by year share where ``annualised``."""

    rate: str
    label: str
    table: str
    top: str
    bottom: str
    less: str | None = None
    annualised: bool = False


FORMULAS = (
    Formula("adjustment_rate", "预算调整率", "adjustmentTable", "adjusted_budget", "initial_budget", "initial_budget"),
    Formula("control_rate", "预算控制率", "adjustmentTable", "final_account", "adjusted_budget"),
    Formula("execution_rate", "预算执行率", "adjustmentTable", "final_account", "adjusted_budget"),
    Formula("progress", "支出进度", "progressTable", "cumulative_expenditure", "cumulative_budget"),
    Formula(
        "execution_rate",
        "支出执行率",
        "progressTable",
        "cumulative_expenditure",
        "cumulative_budget",
        annualised=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A printed rate beside what its row gives: the quotient of the printed amounts and its limits."""

    row: Execution
    printed: Decimal
    value: Decimal
    lower: Decimal
    upper: Decimal
    calculation: str
    amounts: tuple[Amount, ...]

    @property
    def agrees(self) -> bool:
        """Whether the printed rate is the rounded or the cut-off quotient."""
        return admits(self.lower, self.upper, self.printed)

    def only(self, rounding: bool) -> bool:
        """Whether it agrees only when rounded (else: only when cut off), whatever the amounts' rounding."""
        decimals = places_of(self.printed)
        right, wrong = (rounded, truncated) if rounding else (truncated, rounded)
        return right(self.value, decimals) == self.printed and all(
            wrong(limit, decimals) != self.printed for limit in (self.lower, self.value, self.upper)
        )


def recomputed(row: Execution, formula: Formula) -> Recomputed | None:
    """Recompute one rate of a row, ``None`` where the rate or an amount is missing or below it stands no base."""
    printed = row.rates.get(formula.rate)
    by_kind = {amount.kind: amount for amount in row.amounts}
    needed = [kind for kind in (formula.top, formula.less, formula.bottom) if kind is not None]
    if printed is None or any(kind not in by_kind for kind in needed):
        return None
    bottom = by_kind[formula.bottom]
    if bottom.yuan <= 0 or (formula.annualised and not row.through_month):
        return None
    top = _figure(by_kind[formula.top])
    slack = half_unit(places(by_kind[formula.top].printed))
    words = by_kind[formula.top].printed
    if formula.less is not None:
        less = by_kind[formula.less]
        top -= _figure(less)
        slack += half_unit(places(less.printed))
        words = f"({words} {MINUS} {less.printed})"
    share = Decimal(row.through_month or _MONTHS) / _MONTHS if formula.annualised else Decimal(1)
    base, base_slack = _figure(bottom), half_unit(places(bottom.printed))
    if base <= base_slack:
        return None
    low, high = (_HUNDRED * limit / share for limit in quotient_range(top, slack, base, base_slack))
    value = _HUNDRED * quotient(top, base) / share
    months = f" ÷ ({row.through_month} ÷ {_MONTHS})" if formula.annualised else ""
    calculation = f"{words} ÷ {bottom.printed}{months} = {plain(value, places_of(printed.value) + 2)}%"
    amounts = tuple(by_kind[kind] for kind in dict.fromkeys(needed))
    return Recomputed(row, printed.value, value, low, high, calculation, amounts)


def _figure(amount: Amount) -> Decimal:
    return Decimal(fold(amount.printed).replace(",", "").replace(MINUS, "-"))


def _column(reading: Reading, formula: Formula) -> list[Recomputed]:
    """Recompute one rate in all rows of its table; empty where the table follows another formula.

    项目支出绩效自评表 defines its 执行率 as 全年执行数 by 全年预算数: there a row needs no others that agree. A rate of
    another base, 年初预算数, is no contradiction.
    """
    rows = [row for row in reading.executions if row.table == formula.table]
    found = [one for one in (recomputed(row, formula) for row in rows) if one is not None]
    if reading.document.form is Form.PROJECT_SELF_EVALUATION and formula.rate == "execution_rate":
        return [one for one in found if one.agrees or not _of_initial(one.row, formula)]
    agreeing = sum(one.agrees for one in found)
    return found if agreeing >= 2 and agreeing * 2 >= len(found) else []


def _of_initial(row: Execution, formula: Formula) -> bool:
    of_initial = recomputed(row, replace(formula, bottom="initial_budget"))
    return of_initial is not None and of_initial.agrees


def _about(rows: Sequence[Execution]) -> tuple[str, ...]:
    return tuple(f"execution/{row.ordinal}" for row in rows)


def rates(reading: Reading) -> Iterator[Observation]:
    """Recompute every printed rate of the execution tables and the 预算完成率 of the text."""
    for formula in FORMULAS:
        for one in _column(reading, formula):
            if one.agrees:
                continue
            decimals = places_of(one.printed)
            yield Observation(
                {
                    "label": one.row.label,
                    "rate": formula.label,
                    "stated": plain(one.printed, decimals),
                    "computed": plain(one.value, decimals),
                },
                [one.row.source, *(amount.source for amount in one.amounts)],
                _about([one.row]),
                one.calculation,
                one.printed,
                one.lower,
                one.upper,
            )
    yield from _rate_in_text(reading)


def _rate_in_text(reading: Reading) -> Iterator[Observation]:
    stated = _sole(reading, "budget_completion_rate")
    text = [a for a in reading.amounts if a.fund_source == "fiscal_appropriation"]
    tops = [a for a in text if a.kind == "final_account"]
    bottoms = [a for a in text if a.kind == "adjusted_budget"]
    if stated is None or len(tops) != 1 or len(bottoms) != 1 or bottoms[0].yuan <= 0:
        return
    if tops[0].printed_unit != bottoms[0].printed_unit:
        return
    top, bottom = _figure(tops[0]), _figure(bottoms[0])
    slacks = [half_unit(places(amount.printed)) for amount in (tops[0], bottoms[0])]
    low, high = (_HUNDRED * limit for limit in quotient_range(top, slacks[0], bottom, slacks[1]))
    if admits(low, high, stated.value):
        return
    decimals = places_of(stated.value)
    value = _HUNDRED * quotient(top, bottom)
    yield Observation(
        {
            "label": tops[0].label,
            "rate": stated.label,
            "stated": plain(stated.value, decimals),
            "computed": plain(value, decimals),
        },
        [stated.source, tops[0].source, bottoms[0].source],
        ("document",),
        f"{tops[0].printed} ÷ {bottoms[0].printed} = {plain(value, decimals + 2)}%",
        stated.value,
        low,
        high,
    )


def _sole(reading: Reading, subject: str) -> Statement | None:
    """Return the only statement about a subject; two are not known to speak of the same thing."""
    found = [statement for statement in reading.statements if statement.subject == subject]
    return found[0] if len(found) == 1 else None


def mixed_rounding(reading: Reading) -> Iterator[Observation]:
    """Find columns in which some rates agree only when rounded and others only when cut off: one observation."""
    for formula in FORMULAS:
        column = _column(reading, formula)
        up = [one for one in column if one.only(rounding=True)]
        down = [one for one in column if one.only(rounding=False)]
        if not up or not down:
            continue
        shown = sorted([*up, *down], key=lambda one: one.row.ordinal)
        yield Observation(
            {
                "rate": formula.label,
                "rounded": str(len(up)),
                "truncated": str(len(down)),
                "count": str(len(column)),
            },
            [source for one in shown for source in (one.row.source, *(a.source for a in one.amounts))],
            _about([one.row for one in shown]),
            THEN.join(f"{one.calculation} → {as_given(one.printed)}%" for one in shown),
        )


def mean_rate(reading: Reading) -> Iterator[Observation]:
    """Check the 平均执行率 of the text against the mean of the progress table's rows."""
    stated = _sole(reading, "mean_execution_rate")
    rows = [row for row in reading.executions if row.table == "progressTable" and "execution_rate" in row.rates]
    if stated is None or len(rows) < 2:
        return
    values = [row.rates["execution_rate"].value for row in rows]
    decimals = max(places_of(stated.value), 2)
    mean = quotient(sum(values, Decimal(0)), Decimal(len(values)))
    if admits(mean, mean, stated.value) or same_figure(stated.value, rounded(mean, decimals)):
        return
    shown = rounded(mean, decimals)
    missing = [month for month in range(1, _MONTHS + 1) if month not in {row.through_month for row in rows}]
    yield Observation(
        {
            "stated": as_given(stated.value),
            "computed": plain(shown, decimals),
            "count": str(len(rows)),
            "missing": "、".join(str(month) for month in missing) or "—",
        },
        [stated.source, *(row.source for row in rows)],
        _about(rows),
        f"({terms([as_given(value) for value in values])}) ÷ {len(values)} = "
        f"{plain(shown, decimals)}{THEN}{difference(shown, stated.value, partial(plain, decimals=decimals))}",
        stated.value,
        mean,
        mean,
    )


RULES = (
    Rule("rate-recomputed", Severity.CHECK, "自评报告 表1、表2: each rate is a quotient of its own row", rates),
    Rule(
        "mixed-rounding",
        Severity.CHECK,
        "自评报告: one column should round (四舍五入) or cut off, not both",
        mixed_rounding,
    ),
    Rule(
        "mean-execution-rate",
        Severity.CHECK,
        "自评报告: 年度平均执行率 of the text against the monthly table, which may lack months",
        mean_rate,
    ),
)
