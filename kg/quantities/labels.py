"""What a number counts, in the printed words of its clause (标签).

The words before the number win when they end in a measure noun (人数, 满意度); else the noun behind the counter;
else the words before; else what the clause before named.  Nothing is taken from the indicator's name, nothing is
reworded; which words of a clause name something is told by ``noun_phrases``.
"""

from __future__ import annotations

import re

from kg.quantities.folding import Folded
from kg.quantities.noun_phrases import (
    FRONT_VERBS,
    LIGHT_VERBS,
    MEASURE_NOUNS,
    NOT_NOUNS,
    has_words,
    names_measure,
    noun_behind,
    trimmed,
)
from kg.quantities.rule import Rule
from kg.quantities.scanning import Scan
from kg.quantities.value import Comparator, Dimension

#: A clause without a number names the next one only when it is short enough for a noun phrase.
MAX_INHERITED = 24
MAX_MEASURE = 60


def labels(folded: Folded, scanned: Scan) -> list[tuple[str, str]]:
    """Give for each number its label and the noun printed behind its counter, both as printed.

    Returns:
        As many pairs as ``scanned.found``; ``""`` where the words name nothing.

    """
    text = scanned.text
    numbered = {item.clause for item in scanned.found}
    result: list[tuple[str, str]] = []
    previous: tuple[int, str] = (-1, "")
    described = 0
    spans = _neighbours(scanned)
    leading = _leading_style(text, scanned, spans)
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        before, behind = spans[index]
        for passed in range(described, item.clause):
            # A clause without a number may name what the next one counts.
            other = scanned.clauses[passed]
            if other.sentence == clause.sentence and passed not in numbered:
                span = trimmed(text, other.start, other.end)
                longest = MAX_MEASURE if names_measure(text[span[0] : span[1]]) else MAX_INHERITED
                if 0 < span[1] - span[0] <= longest:
                    previous = (clause.sentence, folded.words(*span))
        described = item.clause
        noun = folded.words(*behind) if behind[1] > behind[0] else ""
        words_before = folded.words(*before) if before[1] > before[0] else ""
        if words_before and (item.clause in leading or names_measure(words_before)):
            label = words_before
        elif noun:
            label = _described(text, folded, scanned, index, spans) or noun
        elif words_before:
            label = words_before
        elif previous[0] == clause.sentence:
            label = previous[1]
        else:
            label = ""
        if label:
            previous = (clause.sentence, label)
        result.append((label, noun))
    return _distributed(folded, scanned, result)


def label_rules() -> tuple[Rule, ...]:
    """Every list of words that labels are found with; each row is one list."""
    return (
        Rule(
            "label/measure-nouns",
            MEASURE_NOUNS,
            "before wins",
            "线下参与人数不少于200人",
            "quantity >=200人",
            "6a",
            label="线下参与人数",
        ),
        Rule("label/behind", NOT_NOUNS, "no noun", "创作1个整体品牌", "quantity =1个", "6b", label="整体品牌"),
        Rule("label/not-behind", NOT_NOUNS, "no noun", "100%完成", "quantity =100%", "6b", label=""),
        Rule(
            "label/before",
            FRONT_VERBS,
            "dropped in front",
            "举办项目路演活动2场",
            "quantity =2场",
            "6c",
            label="项目路演活动",
        ),
        Rule(
            "label/inherited",
            "",
            "clause before",
            "科普讲座每月1场，全年12场",
            "quantity =1场 every month | =12场 every year",
            "6d",
            label="科普讲座",
        ),
        Rule("label/verbs-alone", LIGHT_VERBS, "no label", "举办5场", "quantity =5场", "6e", label=""),
        Rule(
            "label/shared-out",
            "分别",
            "list",
            "成果和需求分别约5000项和约500项",
            "quantity =~5000项 | =~500项",
            "6",
            label="需求",
        ),
        Rule(
            "label/described",
            "的",
            "noun behind the measure",
            "拍摄时长2分钟的微视频",
            "quantity =2分钟",
            "6, extended",
            label="拍摄时长",
        ),
    )


_Spans = tuple[tuple[int, int], tuple[int, int]]


def _neighbours(scanned: Scan) -> list[_Spans]:
    """Give for each number the words before it and the noun behind its counter, within its clause."""
    text, found = scanned.text, scanned.found
    result: list[_Spans] = []
    for index, item in enumerate(found):
        clause = scanned.clauses[item.clause]
        low, high = clause.start, clause.end
        if index and found[index - 1].clause == item.clause:
            low = max(low, found[index - 1].tail)
        if index + 1 < len(found) and found[index + 1].clause == item.clause:
            high = min(high, found[index + 1].lead)
        # What follows a time limit is the act: 24小时内响应.
        limit = (
            item.dimension is Dimension.DURATION
            and item.comparator is Comparator.LE
            and text[item.tail : item.tail + 1] != "的"
        )
        result.append((trimmed(text, low, item.lead), (high, high) if limit else noun_behind(text, item.tail, high)))
    return result


def _leading_style(text: str, scanned: Scan, spans: list[_Spans]) -> set[int]:
    """Find clauses whose nouns stand before their numbers throughout: 项目路演2场专利拍卖会1场."""
    groups: dict[int, list[int]] = {}
    for index, item in enumerate(scanned.found):
        groups.setdefault(item.clause, []).append(index)
    result = set()
    for clause, members in groups.items():
        head, tail = spans[members[0]][0], spans[members[-1]][1]
        if len(members) > 1 and head[1] > head[0] and tail[1] <= tail[0]:
            result.add(clause)
    return result


def _described(text: str, folded: Folded, scanned: Scan, index: int, spans: list[_Spans]) -> str:
    """Find the noun behind a measure: 37部时长2分钟的微视频 counts 微视频."""
    if index + 1 >= len(scanned.found) or scanned.found[index + 1].clause != scanned.found[index].clause:
        return ""
    following = scanned.found[index + 1]
    between = text[scanned.found[index].tail : following.lead]
    if not names_measure(between) or not text.startswith("的", following.tail):
        return ""
    behind = spans[index + 1][1]
    return folded.words(*behind) if behind[1] > behind[0] else ""


def _distributed(folded: Folded, scanned: Scan, named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Share out a list: 成果和需求数量分别约5000项和约500项 counts 成果, then 需求数量."""
    text = scanned.text
    if "分别" not in text:
        return named
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        place = text.find("分别", clause.start, item.start)
        if place < 0 or (index and scanned.found[index - 1].clause == item.clause):
            continue
        start, _ = trimmed(text, clause.start, place)
        edges = [start] + [start + match.end() for match in re.finditer("[、和与及]", text[start:place])]
        run = index
        while run < len(scanned.found) and (
            run == index
            or not has_words(text[scanned.found[run - 1].tail : scanned.found[run].lead].strip("、和与及，"))
        ):
            run += 1
        if len(edges) < 2 or run - index != len(edges):
            continue
        for offset, begin in enumerate(edges):
            stop = edges[offset + 1] - 1 if offset + 1 < len(edges) else place
            named[index + offset] = (folded.words(begin, stop), named[index + offset][1])
    return named
