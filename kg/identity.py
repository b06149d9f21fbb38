"""Who a printed organisation name (部门名称, 单位名称) means: canonical name, level, division code, registry.

In: names as printed in any number of documents. Out: one canonical name each (it becomes the IRI slug), the
level and the GB/T 2260 code that the name itself tells, and a registry that unites all spellings.
Hard because one body is printed with notes, second names and wraps; and because 广州市黄埔区… contains 市.
Not done: no guess from outside the name. A bare 白云区 has no code (Guiyang has one too), and two canonical
names are never merged on the strength of an alias.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.records import Level, UnitKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.records import Reading


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """One organisation name: ``name`` identifies, ``aliases`` are the other spellings met, sorted."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place at the head of a name (``黄埔区``) and the level it stands for."""

    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class RegisteredDepartment:
    """部门 over all documents; ``guided_by`` is the city's department for a district's, if known."""

    name: str
    aliases: tuple[str, ...]
    level: Level
    code: str | None
    guided_by: str | None


@dataclass(frozen=True, slots=True)
class RegisteredUnit:
    """单位 over all documents; the department's own unit (本级) carries the department's name."""

    name: str
    aliases: tuple[str, ...]
    department: str
    kind: UnitKind

    @property
    def slug(self) -> str:
        """The IRI slug ``{department}~{unit}``, not yet escaped."""
        return f"{self.department}~{self.name}"


@dataclass(frozen=True, slots=True)
class Registry:
    """All organisations of a dataset, sorted by name."""

    departments: tuple[RegisteredDepartment, ...] = ()
    units: tuple[RegisteredUnit, ...] = ()


# Bracketed words behind a name that say which sheet it is, not what the body is also called.
_NOTES = frozenset({"部门", "本级", "汇总", "公章", "盖章"})

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
_TRAILING_BRACKET = re.compile(r"\(([^()]*)\)$")
# A department that occurs with two levels takes the first of these: the narrowest that was told.
_NARROWEST_FIRST = (
    Level.TOWNSHIP,
    Level.DISTRICT,
    Level.CITY,
    Level.PROVINCE,
    Level.NATIONAL,
    Level.UNKNOWN,
)
_KINDS_FIRST = (UnitKind.OWN, UnitKind.SUBORDINATE, UnitKind.INNER)


def canonical_department(printed: str) -> CanonicalName:
    """Return the name that identifies an organisation, and its other spellings.

    NFKC, no white space, without trailing notes such as （部门）; a bracketed second name becomes an alias,
    and so does the printed form where it differs. Works for units too, and is idempotent.

    >>> canonical_department("甲市乙区科学技术协会（甲开发区科学技术协会）(部门)").name
    '甲市乙区科学技术协会'
    >>> canonical_department("甲市科学技术协会").aliases
    ()

    """
    name = _folded(printed)
    aliases: set[str] = set()
    while (bracket := _TRAILING_BRACKET.search(name)) and bracket.start() > 0:
        second = bracket.group(1)
        if second and second not in _NOTES:
            aliases.add(second)
        name = name[: bracket.start()]
    aliases.add(" ".join(printed.split()))
    return CanonicalName(name, tuple(sorted(aliases - {name, ""})))


def places(name: str) -> tuple[tuple[Place, ...], str]:
    """Split a name into the places at its head, outermost first, and the rest.

    >>> [place.name for place in places("甲东市乙区科学技术协会")[0]], places("甲东市乙区科学技术协会")[1]
    (['甲东市', '乙区'], '科学技术协会')

    """
    rest = _folded(name)
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
    folded = _folded(name)
    if folded.startswith(_NATIONAL_PREFIXES):
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


def unit_name(printed: str, department: str, kind: UnitKind | None) -> str:
    """Return the canonical name of a unit; the own unit (本级) has its department's, whatever is printed."""
    return department if kind is UnitKind.OWN else canonical_department(printed).name


def organisation_of_project(reading: Reading, unit: str) -> tuple[str, str]:
    """Return the canonical department and unit of a project's unit (资金使用单位) as printed.

    A unit that the reading does not list belongs to the document's department.
    """
    name = canonical_department(unit).name
    for listed in reading.units:
        if canonical_department(listed.name).name == name:
            department = canonical_department(listed.department).name
            return department, unit_name(listed.name, department, listed.kind)
    return canonical_department(reading.document.department).name, name


def merge_departments(readings: Iterable[Reading]) -> Registry:
    """Unite departments and units over documents by canonical name, whatever their order."""
    builder = RegistryBuilder()
    for reading in readings:
        builder.add(reading)
    return builder.registry()


class RegistryBuilder:
    """Takes in readings one at a time and keeps names only, so that a million indicators need no memory."""

    def __init__(self) -> None:
        self._aliases: dict[str, set[str]] = {}
        self._levels: dict[str, set[Level]] = {}
        self._codes: dict[str, set[str]] = {}
        self._unit_aliases: dict[tuple[str, str], set[str]] = {}
        self._unit_kinds: dict[tuple[str, str], set[UnitKind]] = {}

    def add(self, reading: Reading) -> None:
        """Take in the organisations of one reading."""
        self._department(reading.document.department)
        for department in reading.departments:
            name = self._department(department.name)
            self._aliases[name].update(department.aliases)
            self._levels[name].add(department.level)
            if department.code is not None:
                self._codes[name].add(department.code)
        for unit in reading.units:
            department_name = self._department(unit.department)
            self._unit(unit.name, department_name, unit.kind)
        for project in reading.projects:
            if project.unit is not None:
                self._unit(project.unit, organisation_of_project(reading, project.unit)[0], None)

    def _department(self, printed: str) -> str:
        canonical = canonical_department(printed)
        self._aliases.setdefault(canonical.name, set()).update(canonical.aliases)
        self._levels.setdefault(canonical.name, set()).add(level_of(canonical.name))
        self._codes.setdefault(canonical.name, set())
        return canonical.name

    def _unit(self, printed: str, department: str, kind: UnitKind | None) -> None:
        canonical = canonical_department(printed)
        name = unit_name(printed, department, kind)
        key = (department, name)
        self._unit_aliases.setdefault(key, set()).update({*canonical.aliases, canonical.name} - {name})
        self._unit_kinds.setdefault(key, set())
        if name == department:
            kind = UnitKind.OWN
        if kind is not None:
            self._unit_kinds[key].add(kind)

    def registry(self) -> Registry:
        """Return the organisations of all readings taken in, whatever their order."""
        departments = tuple(
            RegisteredDepartment(
                name=name,
                aliases=tuple(sorted(self._aliases[name] - {name})),
                level=next(level for level in _NARROWEST_FIRST if level in self._levels[name]),
                code=division_code(name) or min(self._codes[name], default=None),
                guided_by=guiding_department(name, self._aliases),
            )
            for name in sorted(self._aliases)
        )
        units = tuple(
            RegisteredUnit(
                name=name,
                aliases=tuple(sorted(self._unit_aliases[department, name] - {name})),
                department=department,
                kind=next(
                    (kind for kind in _KINDS_FIRST if kind in self._unit_kinds[department, name]),
                    UnitKind.SUBORDINATE,
                ),
            )
            for department, name in sorted(self._unit_aliases)
        )
        return Registry(departments, units)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


@cache
def _divisions() -> tuple[tuple[str, str, str | None], ...]:
    rows = json.loads(files("kg").joinpath("divisions.json").read_text(encoding="utf-8"))
    return tuple((row["code"], row["name"], row["parent"]) for row in rows)
