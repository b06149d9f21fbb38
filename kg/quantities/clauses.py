"""Clauses of a value (分句): a number belongs to the words of its own clause.

Clause marks are ，；。：, list marks and brackets; 、 ends a clause only right after a number with its unit.  Marks
inside titles, dates and numbers are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEPARATOR = re.compile("[，；。：！？（）、]")
_SENTENCE = frozenset("。！？")


@dataclass(slots=True)
class Clause:
    """A run of words between clause marks; ``depth`` counts open brackets, ``sentence`` full stops."""

    start: int
    end: int
    depth: int
    sentence: int
    closer: str = ""
    listed: bool = False


def clauses_of(
    text: str, numbers: list[tuple[int, int]], covered: list[tuple[int, int]], marks: list[tuple[int, int]]
) -> list[Clause]:
    """Split at clause marks that stand outside numbers, titles and dates; 、 ends one right after a number."""
    spans = sorted(covered + numbers)
    ends = {end for _, end in numbers}
    cuts: list[tuple[int, int, str]] = [(start, end, "mark") for start, end in marks]
    marked = {place for start, end in marks for place in range(start, end)}
    index = 0
    for separator in _SEPARATOR.finditer(text):
        place = separator.start()
        while index < len(spans) and spans[index][1] <= place:
            index += 1
        if place in marked or (index < len(spans) and spans[index][0] <= place):
            continue
        if separator[0] == "、" and place not in ends:
            continue
        cuts.append((place, place + 1, separator[0]))
    clauses: list[Clause] = []
    start = depth = sentence = 0
    listed = False
    for cut_start, cut_end, sign in [*sorted(cuts), (len(text), len(text), "")]:
        if cut_start > start:
            clauses.append(Clause(start, cut_start, depth, sentence, sign, listed))
            listed = False
        start = cut_end
        if sign == "（":
            depth += 1
        elif sign == "）":
            depth = max(0, depth - 1)
        elif sign in _SENTENCE or sign == "；":
            sentence += 1
        elif sign == "mark":
            sentence += 1
            listed = True
    return clauses
