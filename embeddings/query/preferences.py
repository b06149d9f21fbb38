"""What a query says besides its topic and its measure (偏好): a department, a counter, a direction, a category.

In: a query and the table. Out: millionths added to the score of each row that has what was said, by feature. None is a
filter: 黄埔的讲座不少于12场 finds other districts' talks, too, but the own ones, those counted in 场 and those that
promise a least number stand a little higher. They belong to rows and not to entries, for equal names may have
unlike targets; so the ranking (``embeddings.retrieval.fusion``) looks for the best of every group of equal additions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.analysis.folding import letters
from embeddings.index.organisations import mentioned
from embeddings.query.conditions import conditions_in
from embeddings.query.filters import categories_meant
from kg.quantities.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue

# Millionths for what was said; each less than what is taken off for another measure. A department that is named comes
# first among nearly equal names (黄埔区满意度: at .05 seven of the city stood before its own).
DEPARTMENT = 90_000
CATEGORY = 20_000
UNIT = 15_000
DIRECTION = 10_000

# how official words for a category end that are no plain words as well (质量, 成本, 服务对象 are)
_CATEGORY_ENDS = ("指标", "效益", "可持续影响")


@dataclass(frozen=True, slots=True)
class Preferred:
    """What a query says; numbers are those of the table's vocabularies.

    Attributes:
        departments: Named (see ``embeddings.index.organisations``).
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
            owners, components = catalogue.components_of(rows)
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
        counters: Words for units that it counts in (``embeddings.query.understanding``).
        catalogue: The table whose names count.

    """
    bounds = conditions_in(query)
    directions = {1 if bound.maximum is None else -1 if bound.minimum is None else 0 for bound in bounds}
    category = _category_in(letters(query))
    meant = categories_meant(category, catalogue) if category else []
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


def _category_in(text: str) -> str:
    """Return the longest official words for a category in folded text, ``""`` where there are none."""
    if not any(end in text for end in _CATEGORY_ENDS):
        return ""
    from kg.categories import LEVEL1, LEVEL2

    headings = (*LEVEL1, *(heading for _, heading in LEVEL2))
    wordings = (word for heading in headings for word in heading.wordings if word.endswith(_CATEGORY_ENDS))
    return max((word for word in wordings if word in text and word != "效益"), key=len, default="")


def _any(owners: NDArray[np.int64], fits: NDArray[np.bool_], rows: int) -> NDArray[np.bool_]:
    found = np.zeros(rows, bool)
    found[owners[fits]] = True
    return found
