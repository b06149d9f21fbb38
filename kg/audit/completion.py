"""Printed completion rates (指标完成率) against the targets and results beside them, number by number.

In: a self-evaluation's indicators. Out: observations where a rate of 100 % or more stands over a number that falls
short, cannot be reproduced, or is cut to 100 % in some rows only. Hard because a rate may be a mean, a minimum or a
cap; it is reported only when none of these gives it. 约, 余 and 近 never make a number fall short.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.attainment import changed_targets, component_rate, exceeds, less_is_better
from kg.audit.figures import THEN, admits, as_given, half_unit, places_of, plain, quotient
from kg.audit.matching import Pair, likeness, pairs, promises, yearly
from kg.audit.rule import Observation, Rule
from kg.quantities.value import Component, Kind
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records import Indicator, Reading, Source, Target

_HUNDRED = Decimal(100)
_READABLE = (Kind.QUANTITY, Kind.MIXED)
_MOST_WORDED_PARTS = 4
_SHORTEST_LIKENESS = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """An indicator with its paired numbers and what each pair gives (``None`` where it cannot be divided)."""

    indicator: Indicator
    target: Target
    actual: Target
    pairs: tuple[Pair, ...]
    rates: tuple[Decimal | None, ...]

    @property
    def printed(self) -> Decimal | None:
        """The printed completion rate, face value of the percentage."""
        return self.indicator.completion_rate.value if self.indicator.completion_rate else None

    @property
    def missed(self) -> tuple[tuple[Pair, Decimal], ...]:
        """The pairs whose result falls short of the target."""
        found = zip(self.pairs, self.rates, strict=True)
        return tuple((pair, rate) for pair, rate in found if rate is not None and rate < 1)

    @property
    def complete(self) -> bool:
        """Whether every promised number has a result and every pair could be divided."""
        return len(self.pairs) == len(promises(self.target)) and None not in self.rates

    @property
    def about(self) -> tuple[str, ...]:
        """The slug of the indicator."""
        return (f"indicator/{self.indicator.ordinal}",)

    @property
    def sources(self) -> list[Source | None]:
        """The cells of target, result and rate."""
        rate = self.indicator.completion_rate
        return [self.target.source, self.actual.source, rate.source if rate else None]


def answered(reading: Reading) -> Iterator[Answered]:
    """Give the indicators whose target and result could be read, and whose target is no other since."""
    changed = changed_targets(reading)
    for indicator in reading.indicators:
        if indicator.ordinal in changed:
            continue
        target, actual = indicator.annual_target or indicator.period_target, indicator.actual
        if target is None or actual is None:
            continue
        if target.kind not in _READABLE or actual.kind not in _READABLE:
            continue
        found = pairs(target, actual)
        few = less_is_better(indicator.name)
        rates = tuple(
            None if few or less_is_better(pair.promised.label) else component_rate(pair.promised, pair.reached)
            for pair in found
        )
        yield Answered(indicator, target, actual, found, rates)


def division(pair: Pair, rate: Decimal) -> str:
    """Write a pair as a calculation: ``600 ÷ 2000 = 30.00%``."""
    return f"{plain(pair.reached.value)} ÷ {plain(pair.promised.value)} = {plain(rate * _HUNDRED, 2)}%"


def in_words(pair: Pair) -> str:
    """Write a pair with its printed words: ``大篷车开展活动 37次 / 40次``."""
    one, other = pair.promised, pair.reached
    return f"{one.label} {in_print(other)} / {in_print(one)}".strip()


def in_print(component: Component) -> str:
    """Write a number with its unit as printed, and 约 where the words say so in any way."""
    return f"{'约' if component.approximate else ''}{component.printed}{component.measure_unit}"


def rate_above_figures(reading: Reading) -> Iterator[Observation]:
    """Find a printed rate of at least 100 % over one number that falls short of one."""
    for row in answered(reading):
        if row.printed is None or row.printed < _HUNDRED or len(row.pairs) != 1 or not _sole(row):
            continue
        for pair, rate in row.missed:
            if _rounds_to(rate, row.printed):
                continue
            labels = pair.promised.label, pair.reached.label
            # the result may speak of another thing than the target
            sure = not all(labels) or likeness(*labels) >= _SHORTEST_LIKENESS
            yield _observation(row, [(pair, rate)], row.printed, None if sure else Severity.CHECK)


def rate_hides_part(reading: Reading) -> Iterator[Observation]:
    """Find a printed rate of at least 100 % over a list of numbers of which some fall short."""
    for row in answered(reading):
        if row.printed is None or row.printed < _HUNDRED or _sole(row):
            continue
        missed = [(pair, rate) for pair, rate in row.missed if not _rounds_to(rate, row.printed)]
        if missed:
            yield _observation(row, missed, row.printed)


def limit_exceeded(reading: Reading) -> Iterator[Observation]:
    """Find a printed rate of at least 100 % over a result above an upper limit."""
    for row in answered(reading):
        if row.printed is None or row.printed < _HUNDRED:
            continue
        over = [pair for pair in row.pairs if exceeds(pair.promised, pair.reached)]
        if over:
            yield Observation(
                {
                    "name": row.indicator.name,
                    "stated": as_given(row.printed),
                    "parts": "；".join(in_words(pair) for pair in over),
                },
                row.sources,
                row.about,
                THEN.join(f"{plain(pair.reached.value)} > {plain(pair.promised.value)}" for pair in over),
                row.printed,
            )


def _rounds_to(rate: Decimal, printed: Decimal) -> bool:
    """Whether 99.996 % is printed as 100.00%; 100% without a decimal says that nothing is missing."""
    return places_of(printed) > 0 and abs(_HUNDRED * rate - printed) <= half_unit(places_of(printed))


def _sole(row: Answered) -> bool:
    return len(promises(row.target)) == len(promises(row.actual)) == 1


def _observation(
    row: Answered, missed: Sequence[tuple[Pair, Decimal]], stated: Decimal, severity: Severity | None = None
) -> Observation:
    return Observation(
        {
            "name": row.indicator.name,
            "stated": as_given(stated),
            "count": str(len(missed)),
            "total": str(len(promises(row.target))),
            "parts": "；".join(in_words(pair) for pair, _ in missed),
        },
        row.sources,
        row.about,
        THEN.join(division(pair, rate) for pair, rate in missed),
        stated,
        severity=severity,
    )


def rate_not_reproduced(reading: Reading) -> Iterator[Observation]:
    """Find a printed rate that no usual way of computing it from the printed numbers gives."""
    for row in answered(reading):
        if row.printed is None or not row.pairs or not row.complete:
            continue
        rates = [_HUNDRED * rate for rate in row.rates if rate is not None]
        # a rate cut to 100 is no contradiction by itself, and a shortfall under it has its own rule
        if row.printed == _HUNDRED and (max(rates) >= _HUNDRED or row.missed):
            continue
        more = _MOST_WORDED_PARTS if Kind.MIXED in (row.target.kind, row.actual.kind) else 0
        if any(admits(way, way, row.printed) for way in _ways(rates, more)):
            continue
        decimals = places_of(row.printed)
        mean = quotient(sum(rates, Decimal(0)), Decimal(len(rates)))
        written = [f"{plain(p.reached.value)} ÷ {plain(p.promised.value)}" for p in row.pairs]
        calculation = f"({' + '.join(written)}) ÷ {len(rates)}" if len(rates) > 1 else written[0]
        yield Observation(
            {
                "name": row.indicator.name,
                "stated": plain(row.printed, decimals),
                "computed": plain(mean, decimals),
                "count": str(len(rates)),
            },
            row.sources,
            row.about,
            f"{calculation} = {plain(mean, decimals)}%",
            row.printed,
        )


def _ways(rates: Sequence[Decimal], worded: int) -> list[Decimal]:
    """Return what a rate over several numbers may be: mean, mean of rates cut at 100, smallest, largest.

    Up to ``worded`` promises without a number may have entered the mean, each as 100 or as 0.
    """
    capped = [min(rate, _HUNDRED) for rate in rates]
    means = [
        quotient(sum(values, _HUNDRED * full), Decimal(len(values) + full + empty))
        for values in (rates, capped)
        for full in range(worded + 1)
        for empty in range(worded + 1 - full)
    ]
    return [*means, min(rates), max(rates), min(capped)]


def uneven_capping(reading: Reading) -> Iterator[Observation]:
    """Find a table that prints some results above their target as 100 % and others above 100 %."""
    capped: list[Answered] = []
    above: list[Answered] = []
    for row in answered(reading):
        rate = row.rates[0] if _sole(row) and row.pairs else None
        if row.indicator.project is not None or row.printed is None or rate is None:
            continue
        if row.printed == _HUNDRED and not admits(_HUNDRED * rate, _HUNDRED * rate, row.printed) and rate > 1:
            capped.append(row)
        elif row.printed > _HUNDRED and admits(_HUNDRED * rate, _HUNDRED * rate, row.printed):
            above.append(row)
    if not capped or not above:
        return
    shown = sorted([*capped, *above], key=lambda row: row.indicator.ordinal)
    yield Observation(
        {
            "capped": str(len(capped)),
            "above": str(len(above)),
            "capped_names": "、".join(row.indicator.name for row in capped),
            "above_names": "、".join(row.indicator.name for row in above),
        },
        [source for row in shown for source in row.sources],
        tuple(slug for row in shown for slug in row.about),
        THEN.join(_printed_division(row) for row in shown),
    )


def _printed_division(row: Answered) -> str:
    rate, printed = row.rates[0], row.printed
    assert rate is not None
    assert printed is not None
    return f"{division(row.pairs[0], rate)} → {as_given(printed)}%"


def part_not_reported(reading: Reading) -> Iterator[Observation]:
    """Find a rate of at least 100 % where the result has fewer numbers than the target promises."""
    for row in answered(reading):
        promised = yearly(row.target)
        # whatever a number of the result does there, it may answer a promise
        reached = len(row.actual.components)
        if row.printed is None or row.printed < _HUNDRED or not 0 < reached < len(promised):
            continue
        yield Observation(
            {
                "name": row.indicator.name,
                "stated": as_given(row.printed),
                "promised": str(len(promised)),
                "reached": str(reached),
                "count": str(len(promised) - reached),
            },
            row.sources,
            row.about,
            f"{len(promised)} − {reached} = {len(promised) - reached}",
            row.printed,
        )


RULES = (
    Rule(
        "rate-above-figures",
        Severity.ERROR,
        "自评表: 完成率 is 实现值 ÷ 目标值; a number below its target gives less than 100 %",
        rate_above_figures,
    ),
    Rule(
        "limit-exceeded",
        Severity.CHECK,
        "自评表: a result above an upper limit (≤, 以内) does not reach it in full",
        limit_exceeded,
    ),
    Rule(
        "rate-hides-part",
        Severity.CHECK,
        "自评表: one rate over several numbers may hide those that fall short",
        rate_hides_part,
    ),
    Rule(
        "rate-not-reproduced",
        Severity.CHECK,
        "自评表: 完成率 should follow from 目标值 and 实现值 as ratio, mean, minimum or cap",
        rate_not_reproduced,
    ),
    Rule(
        "uneven-capping",
        Severity.CHECK,
        "自评表: results above target are either all printed above 100 % or all cut to it",
        uneven_capping,
    ),
    Rule(
        "part-not-reported",
        Severity.CHECK,
        "自评表: every number promised needs a result before the whole is 100 %",
        part_not_reported,
    ),
)
