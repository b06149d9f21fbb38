"""Which place a name belongs to (行政区划): the level and the GB/T 2260 code that a name itself tells.

In: the name of an organisation. Out: the places at its head, the level (行政级次), the code where it is certain, the
city's department that guides a district's. Hard because 广州市黄埔区… contains 市, 社区 is no 区, and bodies of the
nation have committees in places. Not done: no guess from outside the name. A bare 白云区 has no code: Guiyang has
one too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.records import Level

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Place:
    """A place at the head of a name (``黄埔区``) and the level it stands for."""

    name: str
    level: Level


# Bodies whose name begins with the nation and whose committee belongs to the place named behind it.
_LEADING_BODIES = (
    "中国共产党",
    "中共",
    "中国共产主义青年团",
    "共青团",
    "中国人民政治协商会议",
    "中国国民党革命委员会",
    "中国民主同盟",
    "中国民主建国会",
    "中国民主促进会",
    "中国农工民主党",
    "中国致公党",
    "九三学社",
    "台湾民主自治同盟",
    "中国国际贸易促进委员会",
)
_NATIONAL_PREFIXES = ("中国", "中华", "中央", "中共中央", "全国", "国家")
# Cities that are provinces by rank.
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})

# (level, the words that make a place of that level at the head of what remains of the name), outermost first.
# A city inside a city is a county-level city (县级市): district.
_PLACES: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (Level.PROVINCE, r"\w{2,3}?省|\w{2,5}?自治区|\w{2}特别行政区"),
        (Level.CITY, r"\w{2,4}?市(?!场)|\w{2,9}?自治州"),
        (
            Level.DISTRICT,
            r"\w{1,9}?自治[县旗]|\w{1,3}?(?<![社园地校景片辖库])(?<!开发|功能|保税|示范|实验|试验|合作|旅游)区(?![域块])"
            r"|\w{1,3}?县(?!域)|\w{2,3}?旗|\w{2,3}?市(?!场)",
        ),
        (
            Level.TOWNSHIP,
            r"\w{2,4}?街道|\w{2,4}?(?<![城乡村])镇|\w{2,4}?(?<![城老家故])乡(?!村)",
        ),
    )
)
# A name that leaves its place out (市科协): the level word alone.
_BARE: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.PROVINCE, re.compile(r"省(?!级)")),
    (Level.CITY, re.compile(r"市(?![场民政值])")),
    (Level.DISTRICT, re.compile(r"[区县](?![域块])")),
)


def places(name: str) -> tuple[tuple[Place, ...], str]:
    """Split a name into the places at its head, outermost first, and the rest.

    >>> [place.name for place in places("甲东市乙区科学技术协会")[0]], places("甲东市乙区科学技术协会")[1]
    (['甲东市', '乙区'], '科学技术协会')

    """
    rest = folded(name)
    for body in _LEADING_BODIES:
        if rest.startswith(body):
            rest = rest.removeprefix(body)
            break
    found: list[Place] = []
    for level, pattern in _PLACES:
        match = pattern.match(rest)
        if match is None:
            continue
        place = match.group()
        found.append(Place(place, Level.PROVINCE if place in _MUNICIPALITIES else level))
        rest = rest[match.end() :]
    return tuple(found), rest


def level_of(name: str) -> Level:
    """Return the administrative level (行政级次) that a name tells: that of the last place at its head.

    >>> [level_of(name).value for name in ("甲东市科学技术协会", "甲东市乙区科学技术协会", "科学馆")]
    ['city', 'district', 'unknown']

    """
    found, rest = places(name)
    if found:
        return found[-1].level
    whole = folded(name)
    if whole.startswith(_NATIONAL_PREFIXES):
        return Level.NATIONAL
    for level, pattern in _BARE:
        if pattern.match(rest):
            return level
    return Level.UNKNOWN


def division_code(name: str) -> str | None:
    """Return the six-digit GB/T 2260 code of a name's place, or ``None`` where it is not certain.

    Every place in the name must be in ``divisions.json`` below the one before it; a district needs its city.

    >>> division_code("广州市科学技术协会"), division_code("白云区科学技术协会")
    ('440100', None)

    """
    found, _ = places(name)
    code: str | None = None
    for place in found:
        rows = [(own, parent) for own, own_name, parent in _divisions() if own_name == place.name]
        if code is None:
            # A district alone is not certain: several cities have a 白云区.
            rows = [row for row in rows if place.level in (Level.PROVINCE, Level.CITY)]
        else:
            rows = [row for row in rows if row[1] == code]
        if len(rows) != 1:
            return None
        code = rows[0][0]
    return code


def guiding_department(name: str, known: Collection[str]) -> str | None:
    """Return the city's department of the same kind for a district's (业务指导), if ``known`` holds it.

    CITY + DISTRICT + X is guided by CITY + X: same X, letter by letter.

    >>> guiding_department("甲东市乙区科学技术协会", {"甲东市科学技术协会"})
    '甲东市科学技术协会'

    """
    found, rest = places(name)
    outer = "".join(place.name for place in found[:-1])
    if not found or found[-1].level is not Level.DISTRICT or not outer or not rest:
        return None
    guide = name.removesuffix(found[-1].name + rest) + rest
    return guide if guide in known and level_of(guide) is Level.CITY else None


def folded(name: str) -> str:
    """Fold a name for identity: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@cache
def _divisions() -> tuple[tuple[str, str, str | None], ...]:
    rows = json.loads(files("kg").joinpath("divisions.json").read_text(encoding="utf-8"))
    return tuple((row["code"], row["name"], row["parent"]) for row in rows)
