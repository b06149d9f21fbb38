"""What a report's text says of its own indicators (正文对指标的说法) against the table: how many, how many missed.

In: a self-evaluation's statements and indicators. Out: observations. The text may mean only some of the rows; where
one heading has as many rows as the text says, the observation names it.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.completion import Answered, answered, division, in_words
from kg.audit.figures import THEN, difference, plain
from kg.audit.rule import Observation, Rule
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading

_HUNDRED = Decimal(100)


def _own(reading: Reading) -> list[Indicator]:
    """Return the department's own indicators, not those of its key projects."""
    return [indicator for indicator in reading.indicators if indicator.project is None]


def indicator_count(reading: Reading) -> Iterator[Observation]:
    """Compare the number of indicators that the text states with the rows of the table."""
    rows = _own(reading)
    for statement in reading.statements:
        if statement.subject != "indicator_count" or not rows or statement.value == len(rows):
            continue
        by_level = Counter(row.level1 for row in rows)
        alike = [level for level, count in by_level.items() if level and count == statement.value]
        yield Observation(
            {
                "stated": plain(statement.value),
                "computed": str(len(rows)),
                "levels": "；".join(f"{level} {by_level[level]}" for level in sorted(by_level) if level),
                "alike": "、".join(sorted(alike)) or "—",
            },
            [statement.source, *(row.source for row in rows)],
            ("document",),
            difference(statement.value, Decimal(len(rows)), plain),
            statement.value,
            Decimal(len(rows)),
            Decimal(len(rows)),
        )


def all_but(reading: Reading) -> Iterator[Observation]:
    """Compare "除 N 个指标外均完成" with the rows that have a number below its target."""
    stated = [statement for statement in reading.statements if statement.subject == "all_but"]
    if len(stated) != 1:
        return
    missed = [row for row in answered(reading) if row.missed and row.indicator.project is None]
    if len(missed) <= stated[0].value:
        return
    plainly = [row for row in missed if _plainly(row)]
    figures = [(pair, rate) for row in missed for pair, rate in row.missed]
    yield Observation(
        {
            "stated": plain(stated[0].value),
            "computed": str(len(missed)),
            "names": "、".join(row.indicator.name for row in missed),
            "parts": "；".join(in_words(pair) for pair, _ in figures),
        },
        [stated[0].source, *(source for row in missed for source in row.sources)],
        tuple(slug for row in missed for slug in row.about),
        THEN.join(division(pair, rate) for pair, rate in figures),
        stated[0].value,
        Decimal(len(missed)),
        Decimal(len(missed)),
        # a row with several numbers may count as reached by its mean
        Severity.ERROR if len(plainly) > stated[0].value else Severity.CHECK,
    )


def _plainly(row: Answered) -> bool:
    return (row.printed is not None and row.printed < _HUNDRED) or len(row.pairs) == 1


RULES = (
    Rule("indicator-count", Severity.CHECK, "自评报告: number of indicators in text and table", indicator_count),
    Rule("all-but", Severity.CHECK, "自评报告: indicators said to be reached, against their rows", all_but),
)
