"""What a hit must be besides being about the query (筛选): level, department, year, category, unit, figures.

In: words as people type them. Out: the rows of the table that may be found, before anything is scored. All filters
hold together; those about a figure (计量单位, 最小值, 最大值) must hold for one and the same number of the target.
A name that the dataset does not have is an error with the nearest names it has, never an empty answer; a name that it
has may well leave nothing. Ranges count when they overlap. Values are in base units (50万 is 500000) and never
converted between units.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np

from embeddings.analysis.unit_families import units_alike
from kg.errors import OptionError, UnknownNameError
from kg.folding import fold
from kg.quantities.value import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue

Number = str | int | float | Decimal


@dataclass(frozen=True, slots=True)
class Filters:
    """Conjunctive filters; ``None`` filters nothing.

    Attributes:
        level: ``national province city district township unknown``, or 国家级 省级 市级 区级 县级 乡镇级.
        department: Exact canonical name, an alias, or the IRI.
        year: Fiscal year (预算年度).
        category: Code (``output/quantity``, ``output``), official words (数量指标), or a heading as printed.
        unit: The organisation that spends (资金使用单位): exact name, alias, or IRI.
        measure_unit: Counter (场, 人次, %, 元).
        minimum: Least value in base units; ``50万`` and ``50万元`` are understood.
        maximum: Largest value.

    """

    level: str | None = None
    department: str | None = None
    year: int | str | None = None
    category: str | None = None
    unit: str | None = None
    measure_unit: str | None = None
    minimum: Number | None = None
    maximum: Number | None = None

    @property
    def bounds_figures(self) -> bool:
        """Whether a filter is about the number of a target."""
        return any(bound is not None for bound in (self.measure_unit, self.minimum, self.maximum))

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any]) -> Filters:
        """Make filters of the contract's names (``min`` and ``max`` for the last two).

        Raises:
            OptionError: A name that is no filter.

        >>> Filters.from_mapping({"level": "district", "min": "50万"}).minimum
        '50万'

        """
        for key in given:
            if key not in FILTERS:
                raise OptionError("filters", key, " ".join(FILTERS))
        return cls(**{FILTERS[key]: value for key, value in given.items()})


FILTERS = {{"minimum": "min", "maximum": "max"}.get(field.name, field.name): field.name for field in fields(Filters)}
"""The contract's name of each filter, which every door has, and its attribute."""
NO_FILTERS = Filters()

_LEVEL_WORDS = {
    "national": "国家级 国家 中央 中央级",
    "province": "省级 省 自治区级 省本级",
    "city": "市级 市 地市级 市本级",
    "district": "区级 区 县级 县 区县级 县区级 区本级",
    "township": "乡镇级 乡级 镇级 街道 镇街级 乡镇",
    "unknown": "未知",
}
_YEARS = (1900, 2200)
_NEAREST = 3
_NEAR_ENOUGH = 0.3
_SCALES = re.compile(r"^[十百千万亿]+(?=.)")
_NUMBER_START = re.compile(r"^[<>=≥≤＞＜不至超达近约]")


def resolve(filters: Filters, catalogue: Catalogue) -> NDArray[np.int64] | None:
    """Return the rows that pass, ascending; ``None`` where nothing is filtered.

    Raises:
        OptionError: No level, no year or no number, or bounds the wrong way round.
        UnknownNameError: A name that the dataset does not have.

    """
    if filters == NO_FILTERS:
        return None
    met: list[NDArray[np.bool_]] = []
    if filters.level is not None:
        level = _level(filters.level)
        met.append(_among([one.level == level for one in catalogue.departments], catalogue.column("department")))
    if filters.department is not None:
        met.append(_among(_departments(filters.department, catalogue), catalogue.column("department")))
    if filters.year is not None:
        met.append(catalogue.column("year") == _year(filters.year))
    if filters.category is not None:
        met.append(_among(categories_meant(filters.category, catalogue), catalogue.column("category")))
    if filters.unit is not None:
        # The last of the flags is for -1: no unit.
        met.append(_among([*_units(filters.unit, catalogue), False], catalogue.column("unit")))
    if filters.bounds_figures:
        met.append(_figures(filters, catalogue))
    return np.flatnonzero(np.logical_and.reduce(met) if len(met) > 1 else met[0])


def read_number(option: str, given: Number) -> tuple[Decimal, str | None]:
    """Read a bound: its value in base units, and its unit where one is given.

    Raises:
        OptionError: It is no single number.

    >>> read_number("--min", "50万"), read_number("--min", "1.2万人次")
    ((Decimal('500000'), None), (Decimal('12000'), '人次'))

    """
    text = unicodedata.normalize("NFKC", str(given)).strip()
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        from kg.quantities.reading import read_value

        components = () if _NUMBER_START.match(text) else read_value(text).components
        if len(components) != 1 or components[0].upper is not None or components[0].label:
            raise OptionError(option, str(given), "100, 0.5, 50万, 1.2亿") from None
        return components[0].value, components[0].measure_unit or None
    if not value.is_finite():
        raise OptionError(option, str(given), "100, 0.5, 50万, 1.2亿")
    return value, None


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known names that hold ``name``, the shortest first, or that look like it.

    >>> nearest("甲市科协", ["甲市科学技术协会", "乙厂"])
    ('甲市科学技术协会',)
    >>> nearest("白云", ["广州市白云区科学技术协会", "白云区", "乙厂"])
    ('白云区', '广州市白云区科学技术协会')

    """
    names = sorted(set(known))
    holding = sorted((one for one in names if name and name in one), key=len)
    alike = difflib.get_close_matches(name, names, _NEAREST, _NEAR_ENOUGH)
    return tuple(dict.fromkeys((*holding, *alike)))[:_NEAREST]


def _level(given: str) -> str:
    folded = fold(given).lower()
    for level, words in _LEVEL_WORDS.items():
        if folded == level or folded in words.split():
            return level
    raise OptionError(
        "--level", given, ", ".join(f"{level} {words.split()[0]}" for level, words in _LEVEL_WORDS.items())
    )


def _year(given: int | str) -> int:
    text = fold(str(given)).removesuffix("年度").removesuffix("年")
    if not (text.isascii() and text.isdigit()) or not _YEARS[0] <= int(text) <= _YEARS[1]:
        raise OptionError("--year", str(given), "2022, 2023 …")
    return int(text)


def _departments(given: str, catalogue: Catalogue) -> list[bool]:
    from kg.graph.iris import department_iri

    names = [(one.name, one.aliases) for one in catalogue.departments]
    return _named("--department", given, names, lambda place: department_iri(names[place][0], catalogue.base_iri))


def _units(given: str, catalogue: Catalogue) -> list[bool]:
    from kg.graph.iris import unit_iri

    units = catalogue.units
    names = [(one.name, one.aliases) for one in units]
    return _named(
        "--unit",
        given,
        names,
        lambda place: unit_iri(units[place].department, units[place].name, catalogue.base_iri),
    )


def _named(
    option: str, given: str, names: list[tuple[str, tuple[str, ...]]], iri_of: Callable[[int], str]
) -> list[bool]:
    """Say which of the names is meant: by canonical name, else by alias, or by IRI."""
    if given.startswith(("http://", "https://")):
        asked = unquote(given)
        found = [unquote(iri_of(place)) == asked for place in range(len(names))]
    else:
        asked = fold(given)
        found = [fold(name) == asked for name, _ in names]
        if not any(found):
            found = [asked in map(fold, aliases) for _, aliases in names]
    if not any(found):
        asked = unquote(given).rpartition("/")[2]
        raise UnknownNameError(option, given, nearest(asked, (n for name, also in names for n in (name, *also))))
    return found


def categories_meant(given: str, catalogue: Catalogue) -> list[bool]:
    """Say of each category of the table whether it is meant: by code or its beginning, official or printed words.

    Raises:
        UnknownNameError: No category has such a name.

    """
    from kg.categories import LEVEL1, LEVEL2, without_code

    # 产出指标 / 数量指标 as facets and pages print it: the lower heading tells
    *_, given_heading = given.rstrip("。 ").split("/") if " / " in given or not given.isascii() else [given]
    asked, bare = fold(given).lower(), without_code(given_heading.strip())
    codes = {heading.code: heading.label for heading in LEVEL1}
    codes |= {f"{parent}/{heading.code}": heading.label for parent, heading in LEVEL2}
    meant = {code for code in codes if code == asked}
    meant |= {heading.code for heading in LEVEL1 if bare in heading.wordings}
    meant |= {f"{parent}/{heading.code}" for parent, heading in LEVEL2 if bare in heading.wordings}
    own = catalogue.categories
    found = [
        asked == one.code
        or any(one.code == code or one.code.startswith(f"{code}/") for code in meant)
        or any(bare == without_code(words) for words in (*one.printed, one.level1, one.level2) if words)
        for one in own
    ]
    if not any(found) and not meant:
        words = [*codes, *codes.values(), *(words for one in own for words in (one.code, *one.printed) if words)]
        raise UnknownNameError("--category", given, nearest(given, words))
    return found


def _figures(filters: Filters, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Say which rows have one component of the asked unit within the bounds."""
    fits = fitting(filters, catalogue)
    starts = catalogue.column("component_starts")
    owners = np.searchsorted(starts, np.flatnonzero(fits), side="right") - 1
    passed = np.zeros(catalogue.rows, bool)
    passed[owners] = True
    return passed


def fitting(filters: Filters, catalogue: Catalogue, places: slice = slice(None)) -> NDArray[np.bool_]:
    """Say which components, of all targets or at some places, have the asked unit and are within the bounds."""
    bounds = []
    units = {None if filters.measure_unit is None else _measure_unit(filters.measure_unit, catalogue)}
    for option, given in (("--min", filters.minimum), ("--max", filters.maximum)):
        value, unit = (None, None) if given is None else read_number(option, given)
        bounds.append(value)
        units.add(unit if unit is None else _measure_unit(unit, catalogue))
    units.discard(None)
    if len(units) > 1:
        raise OptionError("--measure-unit", " ".join(sorted(filter(None, units))), sorted(filter(None, units))[0])
    low, high = bounds
    if low is not None and high is not None and low > high:
        raise OptionError("--max", str(filters.maximum), f"≥ {filters.minimum}")
    fits = np.ones(len(catalogue.column("component_unit")[places]), bool)
    if units:
        (asked,) = units
        wanted = [unit == asked or asked in unit.split("/") for unit in catalogue.measure_units]
        fits &= _among(wanted, catalogue.column("component_unit")[places])
    if low is not None:
        fits &= catalogue.column("component_high")[places] >= float(low)
    if high is not None:
        fits &= catalogue.column("component_low")[places] <= float(high)
    return fits


def numbers_met(row: int, hit: Mapping[str, Any], every: Sequence[Filters], catalogue: Catalogue) -> list[list[int]]:
    """Return where in a row's target the numbers stand that one of some filters about figures lets through."""
    first, behind = catalogue.column("component_starts")[row : row + 2].tolist()
    stored = [one for one in hit["target"]["components"] if one["role"] != Role.CONTEXT.value] if hit["target"] else []
    fits = np.zeros(behind - first, bool)
    for filters in every:
        with suppress(UnknownNameError):  # a unit of the words that no target has
            fits |= fitting(filters, catalogue, slice(first, behind))
    return [[one["start"], one["end"]] for one, fit in zip(stored, fits.tolist(), strict=True) if fit]


def units_left_out(filters: Filters, catalogue: Catalogue) -> list[str]:
    """Return the units of the table that count the same as the one that is filtered by, and do not pass.

    Raises:
        UnknownNameError: The unit is none.

    """
    if filters.measure_unit is None:
        return []
    alike = units_alike(_measure_unit(filters.measure_unit, catalogue))
    return [unit for unit in alike if unit in catalogue.measure_units]


def _measure_unit(given: str, catalogue: Catalogue) -> str:
    """Return the spelling under which a counter is kept."""
    from kg.quantities.units import unit_of

    asked = fold(given)
    for word in (asked, _SCALES.sub("", asked)):
        if word and word in catalogue.measure_units:
            return word
        unit = unit_of(word)
        if unit is not None:
            return "/".join(getattr(unit_of(part), "folded", part) for part in word.split("/"))
    raise UnknownNameError("--measure-unit", given, nearest(given, filter(None, catalogue.measure_units)))


def _among(flags: list[bool], numbers: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Say of each number whether the flag at that place is set; one place is compared in a tenth of the time."""
    table = np.array(flags or [False], dtype=bool)
    found: NDArray[np.bool_] = numbers == flags.index(True) if sum(flags) == 1 else table[numbers]
    return found
