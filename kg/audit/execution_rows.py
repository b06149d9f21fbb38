"""Rows of budget adjustment and progress tables (预算调整表的行): do they add up, does their numbering jump.

In: a self-evaluation's execution rows. Out: observations. 其中 rows are parts of a row and never added; a
numbering (1)(2)… with a gap is taken to be incomplete and is not added either.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.audit.rule import Observation, Rule
from kg.audit.sums import TOTAL_LABELS, SumCheck
from kg.folding import fold
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records import Execution, Reading

_TOP_ROW = re.compile(r"^[一二三四五六七八九十]+、")
_SUB_ROW = re.compile(r"^(?:\((\d+)\)|(\d+)[.、])")


def execution_sums(reading: Reading) -> Iterator[Observation]:
    """Check the rows of a budget adjustment table: 一、二、… to 合计, (1)(2)… to the row above them."""
    rows = [row for row in reading.executions if row.table == "adjustmentTable"]
    tops = [row for row in rows if _TOP_ROW.match(fold(row.label))]
    totals = [row for row in rows if fold(row.label) in TOTAL_LABELS]
    numbered = "".join(fold(row.label).partition("、")[0] for row in tops)
    if len(tops) > 1 and len(totals) == 1 and "一二三四五六七八九十".startswith(numbered):
        yield from _rows_to_total(tops, totals[0])
    for top, parts in _parts(rows):
        yield from _rows_to_total(parts, top)


def _parts(rows: Sequence[Execution]) -> Iterator[tuple[Execution, list[Execution]]]:
    """Give each 一、 row with the (1)(2)… rows right below it, where these are numbered without a gap."""
    top: Execution | None = None
    parts: list[Execution] = []
    for row in (*rows, None):
        number = _SUB_ROW.match(fold(row.label)) if row else None
        if row is not None and number and top is not None and int(number[1] or number[2]) == len(parts) + 1:
            parts.append(row)
            continue
        if top is not None and len(parts) > 1:
            yield top, parts
        top = row if row is not None and _TOP_ROW.match(fold(row.label)) else None
        parts = []


def _rows_to_total(rows: Sequence[Execution], total: Execution) -> Iterator[Observation]:
    for amount in total.amounts:
        addends = [a for row in rows for a in row.amounts if a.kind == amount.kind]
        check = SumCheck(tuple(addends), amount)
        if len(addends) == len(rows) and not check.holds:
            severity = Severity.ERROR if check.sum > check.total.yuan else Severity.CHECK
            yield check.observation(tuple(f"execution/{row.ordinal}" for row in (*rows, total)), severity)


def number_gaps(reading: Reading) -> Iterator[Observation]:
    """Find jumps in the printed row numbers (序号) of an execution table."""
    for table in ("adjustmentTable", "progressTable"):
        rows = [row for row in reading.executions if row.table == table]
        for row, following in pairwise(rows):
            numbers = [one.printed_number or "" for one in (row, following)]
            if not all(number.isascii() and number.isdigit() for number in numbers):
                continue
            first, second = (int(number) for number in numbers)
            if second > first + 1:
                yield Observation(
                    {"label": following.label, "before": str(first), "after": str(second)},
                    [row.source, following.source],
                    (f"execution/{row.ordinal}", f"execution/{following.ordinal}"),
                )


RULES = (
    Rule("execution-sum", Severity.ERROR, "自评报告 预算调整表: numbered rows against 合计", execution_sums),
    Rule("row-number-gap", Severity.INFO, "自评报告: printed row numbers should not jump", number_gaps),
)
