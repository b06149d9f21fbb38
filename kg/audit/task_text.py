"""What a task says in words against indicators and against itself (任务文字、指标、届次).

In: a declaration's tasks and indicators. Out: observations. A task speaks of an indicator only where its own name,
without general words, stands in the indicator's name, and only one number of the task counts the same kind of
thing under a like label. Nothing is reported of tasks whose name cell is merged over a group.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.audit.attainment import sole_promise
from kg.audit.figures import plain
from kg.audit.matching import likeness, yearly
from kg.audit.rule import Observation, Rule
from kg.folding import fold
from kg.quantities import read_value
from kg.quantities.numerals import chinese_value
from kg.quantities.value import Component, Dimension, Role
from kg.records import Severity
from kg.tasks import is_repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading, Source, Task

_SHORTEST_LIKENESS = 2


def task_indicator_differ(reading: Reading) -> Iterator[Observation]:
    """Find a task whose text gives another number than the indicator of its name."""
    own = [indicator for indicator in reading.indicators if indicator.project is None]
    for task in reading.tasks:
        if task.group is not None:
            continue
        for indicator in own:
            target = indicator.annual_target or indicator.period_target
            promised = sole_promise(target) if target is not None else None
            if promised is None or target is None or not is_repeated(task.name, indicator.name):
                continue
            if promised.dimension is Dimension.NONE or promised not in yearly(target):
                continue
            said = _said(task, indicator, promised)
            if said is None or said[0].value == promised.value:
                continue
            number, source = said
            yield Observation(
                {
                    "task": task.name,
                    "name": indicator.name,
                    "said": f"{number.printed}{number.measure_unit}{number.label}",
                    "words": target.raw,
                },
                [task.source, source, indicator.source, target.source],
                (f"task/{task.ordinal}", f"indicator/{indicator.ordinal}"),
                f"{plain(number.value)} ≠ {plain(promised.value)}",
                promised.value,
                number.value,
                number.value,
            )


def _said(task: Task, indicator: Indicator, promised: Component) -> tuple[Component, Source] | None:
    """Return the only number of the task's text that counts what the indicator promises, with its place."""
    found: list[tuple[Component, Source]] = []
    for words, source in ((task.content, task.content_source), (task.outcome, task.outcome_source)):
        if not words or source is None:
            continue
        value = read_value(words)
        numbers = [
            one
            for one in value.components
            if one.role is Role.PROMISE and one.dimension is promised.dimension and one.per is None
        ]
        found += [(one, source) for one in numbers]
    if len(found) != 1 or found[0][0].approximate or promised.approximate:
        return None
    alike = likeness(found[0][0].label, indicator.name) >= _SHORTEST_LIKENESS
    return found[0] if alike else None


_ORDINAL = r"第(?P<{0}>[〇零一二三四五六七八九十百\d]+)(?P<{0}_body>届[^，。；、：,;]{{0,6}}?(?:{1}))"
_ELECTED = re.compile(
    r"选举(?:产生)?[^，。；,;]{0,12}?" + _ORDINAL.format("elected", "委员会|理事会|常务委员会|监事会")
)
_CONVENED = re.compile(
    r"(?:召开|举办|举行)[^，。；,;]{0,24}?" + _ORDINAL.format("convened", "代表大会|会员大会|全体会议")
)


def sessions_differ(reading: Reading) -> Iterator[Observation]:
    """Find a task that elects the Nth committee at the Mth congress (选举第八届, 召开第九届)."""
    for task in reading.tasks:
        texts = ((task.content, task.content_source), (task.outcome, task.outcome_source))
        elected = [(m, source) for words, source in texts for m in _ELECTED.finditer(fold(words))]
        convened = [(m, source) for words, source in texts for m in _CONVENED.finditer(fold(words))]
        if len(elected) != 1 or len(convened) != 1:
            continue
        (committee, place), (congress, other_place) = elected[0], convened[0]
        first, second = _number(committee["elected"]), _number(congress["convened"])
        if first is None or second is None or first == second:
            continue
        yield Observation(
            {
                "task": task.name,
                "elected": f"第{committee['elected']}{committee['elected_body']}",
                "convened": f"第{congress['convened']}{congress['convened_body']}",
            },
            [task.source, place, other_place],
            (f"task/{task.ordinal}",),
            f"{first} ≠ {second}",
        )


def _number(printed: str) -> int | None:
    if printed.isascii() and printed.isdigit():
        return int(printed)
    value = chinese_value(printed)
    return None if value is None else int(value)


RULES = (
    Rule(
        "task-indicator-differ",
        Severity.CHECK,
        "申报表: 主要实施内容 and the indicator of the same name promise the same number",
        task_indicator_differ,
    ),
    Rule(
        "session-differs",
        Severity.CHECK,
        "申报表: a congress elects the committee of its own session (届)",
        sessions_differ,
    ),
)
