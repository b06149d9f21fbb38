"""Who a printed organisation name (部门名称, 单位名称) means, and all organisations of many documents.

In: names as printed, readings one at a time in any order. Out: one canonical name each (it becomes the IRI slug)
with the other spellings, and a registry in which every organisation stands once. Hard because one body is printed
with notes, second names and wraps. Not done: two canonical names are never merged on the strength of an alias; that
two names are one body is for a person to say. What place a name tells stands in ``kg.places``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.places import division_code, folded, guiding_department, level_of
from kg.records import Level, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Reading

__all__ = [
    "CanonicalName",
    "RegisteredDepartment",
    "RegisteredUnit",
    "Registry",
    "RegistryBuilder",
    "canonical_department",
    "division_code",
    "guiding_department",
    "level_of",
    "merge_departments",
    "organisation_of_project",
    "unit_name",
]


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """One organisation name: ``name`` identifies, ``aliases`` are the other spellings met, sorted."""

    name: str
    aliases: tuple[str, ...]


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
    name = folded(printed)
    aliases: set[str] = set()
    while (bracket := _TRAILING_BRACKET.search(name)) and bracket.start() > 0:
        second = bracket.group(1)
        if second and second not in _NOTES:
            aliases.add(second)
        name = name[: bracket.start()]
    aliases.add(" ".join(printed.split()))
    return CanonicalName(name, tuple(sorted(aliases - {name, ""})))


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
        if reading.document.department:
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
