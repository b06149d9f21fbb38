"""Points of a 自评表: 分值 and 得分 of indicators and of budget execution against the table's total and the results.

In: a self-evaluation table's indicators with points. Out: observations where points do not add up to the printed 总分,
a score is above its points, or full points stand over a result that falls short. Within one project; where a row or
its points could not be read, sums say nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.attainment import changed_targets, component_rate, less_is_better, sole_promise
from kg.audit.figures import THEN, as_given, difference, plain, terms
from kg.audit.rule import Observation, Rule
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading, Score

_FEWEST_ROWS = 3
_COLUMNS = (("weight", "full", "分值"), ("scored", "score", "得分"))
# of the points of 100, those that 财预〔2020〕10号 gives to budget execution
_OF_EXECUTION = Decimal(10)


def _of_project(reading: Reading) -> Iterator[tuple[list[Indicator], list[Score], Score]]:
    """Give the indicators, the execution scores and the only total of each project."""
    projects = {one.project.ordinal if one.project else 0 for one in reading.indicators}
    for ordinal in sorted(projects):
        rows = [one for one in reading.indicators if (one.project.ordinal if one.project else 0) == ordinal]
        scores = [one for one in reading.scores if (one.project.ordinal if one.project else 0) == ordinal]
        totals = [one for one in scores if one.is_total]
        if len(totals) == 1 and any(one.weight is not None for one in rows):
            yield rows, [one for one in scores if not one.is_total], totals[0]


def points_sum(reading: Reading) -> Iterator[Observation]:
    """Check that points and scores of the rows add up to the printed total of their table."""
    if any(finding.rule == "unread-row" for finding in reading.findings):
        return
    for rows, executions, total in _of_project(reading):
        beside = _beside(rows, executions, total)
        for of_indicator, of_score, label in _COLUMNS:
            stated: Decimal | None = getattr(total, of_score)
            values: list[Decimal | None] = [getattr(row, of_indicator) for row in rows]
            values += [getattr(row, of_score) for row in executions if getattr(row, of_score) is not None]
            known = [value for value in values if value is not None]
            if stated is None or len(known) != len(values) or len(known) < _FEWEST_ROWS:
                continue
            computed = sum(known, Decimal(0))
            printed = any(getattr(row, of_score) is not None for row in executions)
            if computed == stated or (not printed and Decimal(0) < stated - computed <= beside):
                continue
            yield Observation(
                {
                    "column": label,
                    "stated": as_given(stated),
                    "computed": as_given(computed),
                    "count": str(len(known)),
                },
                [*(row.source for row in rows), *(row.source for row in executions), total.source],
                (f"score/{total.ordinal}", *(f"indicator/{row.ordinal}" for row in rows)),
                f"{terms([as_given(value) for value in known])} = {as_given(computed)}{THEN}"
                f"{difference(computed, stated)}",
                stated,
                computed,
                computed,
            )


def _beside(rows: list[Indicator], executions: list[Score], total: Score) -> Decimal:
    """Return how many points budget execution may have that no column of the form says: ten, or none."""
    weights = [*(row.weight for row in rows), *(row.full for row in executions if row.full is not None)]
    known = sum((weight for weight in weights if weight is not None), Decimal(0))
    lacking = _OF_EXECUTION if total.full is None else total.full - known
    return _OF_EXECUTION if lacking == _OF_EXECUTION else Decimal(0)


def score_above_points(reading: Reading) -> Iterator[Observation]:
    """Find indicators whose 得分 is above their 分值."""
    for row in reading.indicators:
        if row.weight is not None and row.scored is not None and row.scored > row.weight:
            yield Observation(
                {"name": row.name, "stated": as_given(row.scored), "full": as_given(row.weight)},
                [row.source],
                (f"indicator/{row.ordinal}",),
                difference(row.scored, row.weight),
                row.scored,
                Decimal(0),
                row.weight,
            )


def full_points_short(reading: Reading) -> Iterator[Observation]:
    """Find full points over a result that falls short of its target, where one number stands against one."""
    changed = changed_targets(reading)
    for row in reading.indicators:
        if not row.weight or row.scored != row.weight or row.ordinal in changed:
            continue
        if row.annual_target is None or row.actual is None or less_is_better(row.name):
            continue
        promised, reached = sole_promise(row.annual_target), sole_promise(row.actual)
        rate = component_rate(promised, reached) if promised is not None and reached is not None else None
        if rate is None or rate >= 1 or promised is None or reached is None:
            continue
        yield Observation(
            {
                "name": row.name,
                "target": row.annual_target.raw,
                "actual": row.actual.raw,
                "full": as_given(row.weight),
            },
            [row.annual_target.source, row.actual.source],
            (f"indicator/{row.ordinal}",),
            f"{plain(reached.value)} ÷ {plain(promised.value)} = {plain(rate, 4)} < 1",
        )


RULES = (
    Rule(
        "points-sum", Severity.ERROR, "自评表: 总分 sums 分值 and 得分 of its rows and of budget execution", points_sum
    ),
    Rule("score-above-points", Severity.CHECK, "自评表: 得分 lies within 分值", score_above_points),
    Rule("full-points-short", Severity.CHECK, "自评表: 得分 follows what was reached", full_points_short),
)
