"""Rows that stand twice (重复): indicators of one name in one place of a form, projects of one name and total.

In: indicators and projects of any form. Out: observations. Forms print things in blocks, so what is alike by its name
may be another thing: another heading, period, unit or total tells it apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.audit.rule import Observation, Rule
from kg.audit.targets import bare, value_of
from kg.folding import fold
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading


def duplicate_indicators(reading: Reading) -> Iterator[Observation]:
    """Find indicators of one name below one heading of one project (or of the department).

    One of the whole period and one of the year are two: forms print both, in a block each.
    """
    groups: dict[tuple[int | None, str, str, bool], list[Indicator]] = defaultdict(list)
    for indicator in reading.indicators:
        project = indicator.project.ordinal if indicator.project else None
        whole = indicator.annual_target is None and indicator.period_target is not None
        groups[project, fold(indicator.level2), bare(indicator.name), whole].append(indicator)
    for alike in groups.values():
        if len(alike) < 2:
            continue
        values = [value_of(indicator) for indicator in alike]
        words = list(dict.fromkeys(value.raw for value in values if value is not None))
        same = len({bare(raw) for raw in words}) < 2
        yield Observation(
            {"name": alike[0].name, "count": str(len(alike)), "words": "；".join(words)},
            [source for indicator, value in zip(alike, values, strict=True)
             for source in (indicator.source, value.source if value else None)],
            tuple(f"indicator/{indicator.ordinal}" for indicator in alike),
            severity=Severity.INFO if same else Severity.CHECK,
        )  # fmt: skip


def duplicate_projects(reading: Reading) -> Iterator[Observation]:
    """Find projects of one unit with one name and one total; another total makes another project."""
    groups = defaultdict(list)
    for project in reading.projects:
        total = next((amount for amount in project.amounts if amount.kind == "total"), None)
        if total is not None:
            groups[project.unit, fold(project.name), total.yuan].append((project, total))
    for alike in groups.values():
        if len(alike) > 1:
            yield Observation(
                {"name": alike[0][0].name, "count": str(len(alike)), "stated": alike[0][1].printed},
                [source for project, total in alike for source in (project.source, total.source)],
                tuple(f"project/{project.ordinal}" for project, _ in alike),
            )


RULES = (
    Rule("duplicate-indicator", Severity.CHECK, "指标表: one indicator, one row", duplicate_indicators),
    Rule("duplicate-project", Severity.CHECK, "项目表: one project, one row", duplicate_projects),
)
