"""Self-scores (自评得分): the score table against itself and against the text of the same report.

In: a self-evaluation's score rows and statements. Out: observations where printed totals, weights or the text's
own figures differ. Scores are compared as printed; nothing says which of two figures is the right one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.figures import THEN, as_given, difference, in_places, places_of, same_figure, terms, unit_in_last_place
from kg.audit.rule import Observation, Rule
from kg.folding import fold
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records import Reading, Score, Statement

_FULL = Decimal(100)
_FEWEST_ROWS = 3


def _rows(reading: Reading) -> list[Score]:
    # the points of budget execution stand in the tables of one project each: audit/points adds those up
    money = {execution.label for execution in reading.executions}
    return [row for row in reading.scores if not row.is_total and row.project is None and row.name not in money]


def _total(reading: Reading) -> Score | None:
    totals = [row for row in reading.scores if row.is_total and row.project is None]
    return totals[0] if len(totals) == 1 else None


def _about(rows: Sequence[Score]) -> tuple[str, ...]:
    return tuple(f"score/{row.ordinal}" for row in rows)


def _added(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def score_sum(reading: Reading) -> Iterator[Observation]:
    """Check that the rows of the score table add up to its printed total, for 分值 and 得分."""
    rows, total = _rows(reading), _total(reading)
    if total is None or len(rows) < _FEWEST_ROWS:
        return
    for column, label in (("full", "分值"), ("score", "得分")):
        stated: Decimal | None = getattr(total, column)
        found: list[Decimal | None] = [getattr(row, column) for row in rows]
        values = [value for value in found if value is not None]
        if stated is None or len(values) != len(rows):
            continue
        computed = _added(values)
        decimals = max(places_of(value) for value in (*values, stated))
        # points with decimals may have been rounded for print; whole points and weights are what they are
        exact = column == "full" or not decimals
        tolerance = Decimal(0) if exact else unit_in_last_place(decimals)
        if abs(computed - stated) <= tolerance:
            continue
        yield Observation(
            {"column": label, "stated": as_given(stated), "computed": as_given(computed), "count": str(len(rows))},
            [row.source for row in (*rows, total)],
            _about([*rows, total]),
            f"{terms([as_given(value) for value in values])} = {as_given(computed)}{THEN}"
            f"{difference(computed, stated)}",
            stated,
            computed - tolerance,
            computed + tolerance,
        )


def weight_sum(reading: Reading) -> Iterator[Observation]:
    """Check that the full scores add up to 100 where the table prints no total of its own for them."""
    rows, total = _rows(reading), _total(reading)
    weights = [row.full for row in rows if row.full is not None]
    if len(rows) < _FEWEST_ROWS or len(weights) != len(rows) or (total is not None and total.full is not None):
        return
    computed = _added(weights)
    if computed == _FULL:
        return
    yield Observation(
        {"computed": as_given(computed), "count": str(len(rows))},
        [row.source for row in rows],
        _about(rows),
        f"{terms([as_given(value) for value in weights])} = {as_given(computed)}{THEN}{difference(computed, _FULL)}",
        computed,
        _FULL,
        _FULL,
    )


def score_above_full(reading: Reading) -> Iterator[Observation]:
    """Find rows whose score is above their full score."""
    for row in _rows(reading):
        if row.full is not None and row.score is not None and row.score > row.full:
            yield Observation(
                {"name": row.name, "stated": as_given(row.score), "full": as_given(row.full)},
                [row.source],
                _about([row]),
                difference(row.score, row.full),
                row.score,
                Decimal(0),
                row.full,
            )


def _stated(reading: Reading, subject: str) -> list[Statement]:
    return [statement for statement in reading.statements if statement.subject == subject]


def text_total(reading: Reading) -> Iterator[Observation]:
    """Compare the self-score that the text states, and the parts it gives, with the table's total."""
    stated, total = _stated(reading, "self_score"), _total(reading)
    parts = _stated(reading, "self_score_part")
    if not stated or total is None or total.score is None:
        return
    # a text with several self-scores may give those of its projects, too
    if any(same_figure(statement.value, total.score) for statement in stated):
        return
    statement = stated[0]
    calculations = [difference(statement.value, total.score)]
    sources = [total.source, *(one.source for one in stated)]
    if len(parts) > 1 and same_figure(_added([part.value for part in parts]), statement.value):
        calculations.insert(0, f"{terms([as_given(part.value) for part in parts])} = {as_given(statement.value)}")
        sources += [part.source for part in parts]
    yield Observation(
        {"stated": as_given(statement.value), "computed": as_given(total.score)},
        sources,
        _about([total]),
        THEN.join(calculations),
        statement.value,
        total.score,
        total.score,
        None if len({one.value for one in stated}) == 1 else Severity.CHECK,
    )


def text_parts(reading: Reading) -> Iterator[Observation]:
    """Compare the parts of the self-score that the text states with the rows under the same heading."""
    calculations: list[str] = []
    differing: list[tuple[Statement, Decimal, list[Score]]] = []
    stated = _stated(reading, "self_score_part")
    for part in stated:
        if sum(fold(one.label) == fold(part.label) for one in stated) > 1:
            continue
        rows = [row for row in _rows(reading) if row.level1 and fold(row.level1) == fold(part.label)]
        values = [row.score for row in rows if row.score is not None]
        if not rows or len(values) != len(rows):
            continue
        decimals = max([2, *(places_of(value) for value in values)])
        computed = in_places(_added(values), decimals)
        if same_figure(part.value, computed) or part.value == computed:
            continue
        differing.append((part, computed, rows))
        calculations.append(f"{part.label}：{difference(computed, part.value)}")
    if not differing:
        return
    yield Observation(
        {
            "parts": "；".join(part.label for part, _, _ in differing),
            "stated": "；".join(as_given(part.value) for part, _, _ in differing),
            "computed": "；".join(as_given(computed) for _, computed, _ in differing),
        },
        [source for part, _, rows in differing for source in (part.source, *(row.source for row in rows))],
        _about([row for _, _, rows in differing for row in rows]),
        THEN.join(calculations),
    )


RULES = (
    Rule("score-sum", Severity.ERROR, "自评指标得分表: 合计 sums its rows", score_sum),
    Rule("weight-sum", Severity.CHECK, "自评指标得分表: full scores are shares of 100", weight_sum),
    Rule("score-above-full", Severity.CHECK, "自评指标得分表: 得分 lies within 分值", score_above_full),
    Rule("self-score-differs", Severity.ERROR, "自评报告: one self-score, in text and table", text_total),
    Rule("self-score-part-differs", Severity.ERROR, "自评报告: the parts, in text and table", text_parts),
)
