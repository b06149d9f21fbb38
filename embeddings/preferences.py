"""What a query says besides its topic and its measure (偏好): a department, a counter, a direction, a category.

In: a query and the table. Out: millionths added to the score of each row that has what was said, by feature. None is a
filter: 黄埔的讲座不少于12场 finds other districts' talks, too, but the own ones, those counted in 场 and those that
promise a least number stand a little higher. They belong to rows and not to entries, for equal names may have
unlike targets; so the ranking (``embeddings.fusion``) looks for the best of every group of equal additions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.conditions import conditions_in
from embeddings.filters import categories_meant
from embeddings.folding import fold
from embeddings.organisations import mentioned
from kg.quantities.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue

DEPARTMENT = 50_000
CATEGORY = 30_000
UNIT = 20_000
DIRECTION = 10_000
"""Millionths for what was said; together less than what another measure costs is worth."""

_CATEGORY = re.compile(
    "(?:产出|数量|质量|时效|成本|经济成本|社会成本|生态环境成本|效益|经济效益|社会效益|生态效益|环境效益|可持续影响"
    "|可持续发展|满意度|服务对象满意度)指标|(?:经济|社会|生态|环境)效益|可持续影响"
)


@dataclass(frozen=True, slots=True)
class Preferred:
    """What a query says; numbers are those of the table's vocabularies.

    Attributes:
        departments: Named (see ``embeddings.organisations``).
        measure_units: Counters of figures or questions for one (12场, 几场).
        direction: 1 for at least, -1 for at most, 0 for neither or both.
        categories: Official words for a category (时效指标, 社会效益).

    """

    departments: tuple[int, ...] = ()
    measure_units: tuple[int, ...] = ()
    direction: int = 0
    categories: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.departments or self.measure_units or self.direction or self.categories)

    def features(self, catalogue: Catalogue, rows: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """Return millionths for each of ``rows``, int64 of shape (n,), by what the query says; nothing where nothing.

        Args:
            catalogue: The table.
            rows: In any order.

        """
        found = {}
        if self.departments:
            found["department"] = DEPARTMENT * np.isin(catalogue.column("department")[rows], self.departments)
        if self.categories:
            found["category"] = CATEGORY * np.isin(catalogue.column("category")[rows], self.categories)
        if self.measure_units or self.direction:
            owners, components = _components(catalogue, rows)
            fits = np.ones(len(components), bool)
            if self.measure_units:
                fits = np.isin(catalogue.column("component_unit")[components], self.measure_units)
                found["unit"] = UNIT * _any(owners, fits, len(rows))
            if self.direction:
                fits = fits & (catalogue.column("component_direction")[components] == self.direction)
                found["direction"] = DIRECTION * _any(owners, fits, len(rows))
        return {name: millionths.astype(np.int64) for name, millionths in found.items()}

    def added(self, catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what is added to the score of each of ``rows``, millionths, int64 of shape (n,)."""
        return sum(self.features(catalogue, rows).values(), np.zeros(len(rows), np.int64))


NOTHING = Preferred()
EVERYTHING = Preferred((0,), (0,), 1, (0,))
"""Looks at every column."""


def preferred(query: str, counters: Iterable[str], catalogue: Catalogue) -> Preferred:
    """Read what a query says besides its topic.

    Args:
        query: As typed.
        counters: Words for units that it counts in (``embeddings.queries``).
        catalogue: The table whose names count.

    """
    bounds = conditions_in(query)
    directions = {1 if bound.maximum is None else -1 if bound.minimum is None else 0 for bound in bounds}
    said = _CATEGORY.search(fold(query))
    meant = categories_meant(said[0], catalogue) if said else []
    folded = {UNITS[word].folded for word in counters} | {bound.measure_unit for bound in bounds}
    units = [
        number
        for number, unit in enumerate(catalogue.measure_units)
        if unit and not folded.isdisjoint((unit, *unit.split("/")))
    ]
    return Preferred(
        mentioned(query, catalogue.departments),
        tuple(units),
        directions.pop() if len(directions) == 1 else 0,
        tuple(number for number, this in enumerate(meant) if this),
    )


def _components(catalogue: Catalogue, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the components of rows, and the place of the row that each belongs to."""
    starts = catalogue.column("component_starts")
    first = starts[rows]
    counts = starts[rows + 1] - first
    owners = np.repeat(np.arange(len(rows)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) - before[owners] + first[owners]


def _any(owners: NDArray[np.int64], fits: NDArray[np.bool_], rows: int) -> NDArray[np.bool_]:
    found = np.zeros(rows, bool)
    found[owners[fits]] = True
    return found
