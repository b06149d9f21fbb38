"""Departments that a query names (部门, 地名): ``黄埔的科普讲坛`` asks for a talk, and for Huangpu's first.

A department is meant when the query holds one of its names, or the last place at the head of its name, with or
without 省 市 区 县 (``黄埔``). Naming one is no filter: others answer, too; its own
indicators stand a little higher.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.index.catalogue import DepartmentName

_SUFFIXES = ("特别行政区", "自治区", "自治州", "自治县", "省", "市", "区", "县")
_SHORTEST = 2
# 白云山, 黄埔大道: a place's name at the head of another thing's; 黄埔路演 is none
_OF_ANOTHER = re.compile(r"山(?![区村])|湖|岛|大道|大桥|路(?![演线程])|机场|火车站|公园|景区|湿地|水库")


def names_of(department: str, aliases: Iterable[str] = ()) -> list[str]:
    """Return the words by which a query can mean a department, folded and sorted; an index keeps them.

    >>> names_of("广州市黄埔区科学技术协会")
    ['广州市黄埔区科学技术协会', '黄埔', '黄埔区']

    """
    from kg.places import places  # only an index being built needs it

    found = {fold(name) for name in (department, *aliases)}
    at_head, _ = places(department)
    if at_head:
        place = fold(at_head[-1].name)
        found.add(place)
        for suffix in _SUFFIXES:
            short = place.removesuffix(suffix)
            if short != place and len(short) >= _SHORTEST:
                found.add(short)
                break
    return sorted(found)


def mentioned(query: str, departments: Sequence[DepartmentName]) -> tuple[int, ...]:
    """Return the numbers of the departments that a query means, each by the longest of its words found in it.

    ``广州市黄埔区`` means the district and not the city, whose words only stand before or inside the district's;
    ``白云和黄埔`` means both.

    >>> from embeddings.index.catalogue import DepartmentName
    >>> words = (("广州", "广州市"), ("广州市白云区科协", "白云", "白云区"), ("黄埔", "黄埔区"))
    >>> known = [DepartmentName(one[0], (), "unknown", one) for one in words]
    >>> [mentioned(text, known) for text in ("广州市白云区科协和黄埔满意度", "广州市和黄埔区", "广州市黄埔区")]
    [(1, 2), (0, 2), (2,)]
    >>> mentioned("白云山游客", known), mentioned("白云区的山", known)
    ((), (1,))

    """
    text = fold(query)
    spans: dict[int, tuple[int, int]] = {}
    for number, department in enumerate(departments):
        found = [(start, word) for word in department.words if (start := _said_at(text, word)) >= 0]
        if found:
            start, word = max(found, key=lambda one: (len(one[1]), one[0]))
            spans[number] = (start, start + len(word))
    others = set(spans.values())
    return tuple(number for number, span in spans.items() if not any(_leads_to(span, other) for other in others))


def _said_at(text: str, word: str) -> int:
    """Return where a word of a department is last said, -1 where it is not, or begins another thing's name."""
    start = text.rfind(word)
    short = not word.endswith(_SUFFIXES)
    return -1 if start >= 0 and short and _OF_ANOTHER.match(text, start + len(word)) else start


def _leads_to(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether a span stands inside another one or directly before it, as a city does before its district."""
    inside = other[0] <= span[0] and span[1] <= other[1] and span != other
    return inside or span[1] == other[0]


def without_names(text: str, departments: Sequence[DepartmentName], numbers: Iterable[int]) -> str:
    """Cut the names of some departments out of a query; all stays where nothing else is said.

    >>> from embeddings.index.catalogue import DepartmentName
    >>> baiyun = DepartmentName("广州市白云区科学技术协会", (), "district", ("白云", "白云区"))
    >>> without_names("白云区科协的科普活动次数", [baiyun], [0]), without_names("白云区科协", [baiyun], [0])
    ('科普活动次数', '白云区科协')
    >>> without_names("白云区科协、白云区的科普活动次数", [baiyun], [0])
    '科普活动次数'

    """
    words = sorted(
        {word for number in numbers for word in departments[number].words}, key=lambda word: (-len(word), word)
    )
    if not words:
        return text
    name = f"(?:{'|'.join(map(re.escape, words))})"
    named = re.compile(f"{name}(?:科学技术协会|科协)?(?:[和与及跟、，,/]+(?={name})|的?)")
    left = named.sub("", text)
    return left if any(sign.isalpha() for sign in left) else text
