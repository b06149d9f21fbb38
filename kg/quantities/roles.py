"""What part a number plays in its value (角色): a promise, a part of another, their total, or mere context.

In: the numbers found, with their clauses.  Out: a role for each.  Hard because only words tell it: 其中 begins the
parts of the number before and ends with its clause or bracket, 依托新建立的10家工作站 does not promise 10, and 合计
sums up other numbers of the value only where there are some.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from kg.quantities import words
from kg.quantities.beside import Found
from kg.quantities.clause_words import BEFORE, CONTEXTS, PLANNED, REACHED, YEAR_IN_BRACKETS
from kg.quantities.clauses import Clause
from kg.quantities.noun_phrases import LIGHT_VERBS
from kg.quantities.scanning import Scan
from kg.quantities.value import Component, Dimension, Role

_PART = re.compile("其中")
_CONTEXT = [re.compile(rule.pattern) for rule in CONTEXTS]
_BEFORE = [re.compile(rule.pattern) for rule in BEFORE]
_PLANNED, _REACHED = [re.compile(PLANNED.pattern)], [re.compile(REACHED.pattern)]
_YEAR_IN_BRACKETS = [re.compile(YEAR_IN_BRACKETS.pattern)]
_DOING = re.compile(f"(?:{LIGHT_VERBS}|出具|了)")
_CHANGE = re.compile("[高升加长短低降少缩至到为][至到为]|[增降减升][至到为]?$|至|到")
_COUNTING = {Dimension.ITEM_COUNT, Dimension.EVENT_COUNT, Dimension.PERSON_COUNT, Dimension.PERSON_TIMES}


def roles_of(scanned: Scan, *, actual: bool = False) -> list[tuple[Role, int | None]]:
    """Find parts (其中, up to the end of its clause or bracket) and context, also that of a time before.

    Args:
        scanned: The value, its numbers found.
        actual: Whether it is a result, where what was planned is context; else what was reached is.

    Returns:
        For each number its role and, of a part, which number is the whole, from 1.

    """
    text = scanned.text
    result: list[tuple[Role, int | None]] = []
    part_depth = part_clause = -1
    whole: int | None = None
    wholes: dict[Dimension | None, int] = {}
    last: int | None = None
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        first = index == 0 or scanned.found[index - 1].clause != item.clause
        if _PART.search(text, clause.start if first else scanned.found[index - 1].tail, item.start):
            part_clause, part_depth = item.clause, clause.depth
            # The nearest number of the same kind is the whole, else the nearest number.
            whole = wholes.get(item.dimension, last)
        if part_clause == item.clause or (part_depth > 0 and clause.depth >= part_depth):
            result.append((Role.PART, whole))
            continue
        part_depth = -1
        wholes[item.dimension] = last = index + 1
        context = _is_context(text, scanned, item, clause, first=first) or _is_attribute(scanned, index, item, clause)
        planned_and_reached = (_PLANNED, _REACHED) if actual else (_REACHED, _PLANNED)
        context = context or _is_of_before(scanned, index) or _is_of_year(scanned, index)
        if context or _is_other_side(scanned, index, *planned_and_reached):
            result.append((Role.CONTEXT, None))
        else:
            result.append((Role.PROMISE, None))
    return result


def totals_marked(components: tuple[Component, ...], scanned: Scan) -> tuple[Component, ...]:
    """Mark a 合计 that sums other numbers of the same value."""
    if not any(item.summed in words.TOTALS for item in scanned.found):
        return components
    result = list(components)
    sums: dict[str, Decimal] = {}
    counts = Counter(component.measure_unit for component in components)
    for component in components:
        sums[component.measure_unit] = sums.get(component.measure_unit, Decimal(0)) + component.value
    earlier: dict[str, set[str]] = {}
    for index, (item, component) in enumerate(zip(scanned.found, components, strict=True)):
        unit = component.measure_unit
        labels_before = earlier.setdefault(unit, set())
        sums_up = counts[unit] > 1 and sums[unit] == 2 * component.value
        if item.summed in words.TOTALS and component.role is Role.PROMISE and (labels_before or sums_up):
            # A total of different things is called after none of them.
            label = "" if component.label in labels_before and len(labels_before) > 1 else component.label
            result[index] = replace(component, role=Role.TOTAL, label=label)
        labels_before.add(component.label)
    return tuple(result)


def _is_context(text: str, scanned: Scan, item: Found, clause: Clause, *, first: bool) -> bool:
    if _is_starting_point(text, scanned, item):
        return True
    if item.comparator is not None or item.reached or item.approximate or item.dimension not in _COUNTING:
        return False
    if not first:
        return False
    head = text[clause.start : item.start]
    if not any(pattern.search(head) for pattern in _CONTEXT):
        return False
    # 在三个区打造50个特色村 promises 50; 依托新建立的10家工作站 does not promise 10.
    return head.endswith("的") or _DOING.search(head) is None


def _is_starting_point(text: str, scanned: Scan, item: Found) -> bool:
    """Tell whether the number is where a change begins: 从80%提升到90%."""
    if text[item.lead - 1 : item.lead] not in {"从", "由", "自"}:
        return False
    end = scanned.clauses[item.clause].end
    later = next((other for other in scanned.found if item.start < other.start < end), None)
    return later is not None and _CHANGE.search(text, item.tail, later.start) is not None


def _is_of_before(scanned: Scan, index: int) -> bool:
    """Tell whether a number says what was before, beside another of its kind: 比上年10期增加2期, 12期（上年10期）."""
    return _is_plain(scanned, index, _BEFORE) and any(not _told(scanned, at, _BEFORE) for at in _alike(scanned, index))


def _is_other_side(scanned: Scan, index: int, own: list[re.Pattern[str]], opposite: list[re.Pattern[str]]) -> bool:
    """Tell whether a number is the plan beside a result, or a result beside the plan: 计划10场，实际8场."""
    if not _is_plain(scanned, index, own):
        return False
    depth = scanned.clauses[scanned.found[index].clause].depth
    return any(
        _told(scanned, at, opposite)
        or (at < index and scanned.clauses[scanned.found[at].clause].depth < depth and not _told(scanned, at, own))
        for at in _alike(scanned, index)
    )


def _is_of_year(scanned: Scan, index: int) -> bool:
    """Tell whether a number stands alone with its year in brackets: 500人（2023年480人）, but not one for each year."""
    depth = scanned.clauses[scanned.found[index].clause].depth
    alike = _alike(scanned, index)
    outside = [at for at in alike if at < index and scanned.clauses[scanned.found[at].clause].depth < depth]
    return len(outside) == len(alike) > 0 and _is_plain(scanned, index, _YEAR_IN_BRACKETS)


def _is_plain(scanned: Scan, index: int, patterns: list[re.Pattern[str]]) -> bool:
    item = scanned.found[index]
    return item.comparator is None and not item.reached and _told(scanned, index, patterns)


def _alike(scanned: Scan, index: int) -> list[int]:
    """Return the other numbers that count the same kind of thing."""
    dimension = scanned.found[index].dimension
    return [at for at, other in enumerate(scanned.found) if at != index and other.dimension is dimension]


def _told(scanned: Scan, index: int, patterns: list[re.Pattern[str]]) -> bool:
    item = scanned.found[index]
    start = scanned.clauses[item.clause].start
    if index and scanned.found[index - 1].clause == item.clause:
        start = max(start, scanned.found[index - 1].tail)
    words_before = scanned.text[start : item.start].lstrip("(（,，;；。 ")
    return any(pattern.search(words_before) for pattern in patterns)


def _is_attribute(scanned: Scan, index: int, item: Found, clause: Clause) -> bool:
    """Tell whether a limit only describes what the next number counts: 500万元以上项目10个."""
    if item.lead > clause.start or index + 1 >= len(scanned.found):
        return False
    following = scanned.found[index + 1]
    between = scanned.text[item.tail : following.lead]
    return (
        scanned.text[item.end : item.tail] in {"以上", "以下", "及以上", "及以下"}
        and following.clause == item.clause
        and len(between) > 1
        and between[0].isalpha()
    )
