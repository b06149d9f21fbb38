"""Figures that a query sets bounds to (条件): 不少于12场, 90%以上, 10-20场, 50万元以内.

In: a person's words. Out: for each bound the unit and the ends, read by the grammar that reads the documents. They
are recognised always and filter only when asked to (``typed``): 不少于12场科普讲座 is as a rule the wording of a
drafter's own target, and hiding everybody who promises 8 would lose the comparison that the search is for. A plain
figure (一年定12场够不够) is never a condition. Values are in base units; a target passes where its range and the
condition's overlap.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.filters import Filters, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue
    from kg.quantities.value import Component

# Reading costs an import; without a number and a word or sign that bounds it there is nothing to read.
_NUMBER = re.compile(r"[\d〇一二两三四五六七八九十百千万]")
_BOUND = re.compile(r"[<>=≤≥~～—–-]|[不超至最达到内上下高低少多]")


@dataclass(frozen=True, slots=True)
class Condition:
    """One bound in a query.

    Attributes:
        text: The words that set it, as typed.
        measure_unit: Counter (场, 人次, %, 元).
        minimum: Least value in base units; ``None`` for none.
        maximum: Largest value.

    """

    text: str
    measure_unit: str
    minimum: Decimal | None
    maximum: Decimal | None

    @property
    def filters(self) -> Filters:
        """The filters that say the same."""
        return Filters(measure_unit=self.measure_unit, minimum=self.minimum, maximum=self.maximum)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; decimals as strings, as everywhere."""
        return {
            "text": self.text,
            "measure_unit": self.measure_unit,
            "min": None if self.minimum is None else format(self.minimum, "f"),
            "max": None if self.maximum is None else format(self.maximum, "f"),
        }


def conditions_in(query: str) -> tuple[Condition, ...]:
    """Return the bounds that a query states, in its order.

    >>> [(c.measure_unit, str(c.minimum), str(c.maximum)) for c in conditions_in("不少于12场讲座，经费50万元以内")]
    [('场', '12', 'None'), ('元', 'None', '500000')]
    >>> conditions_in("一年定12场够不够")
    ()

    """
    plain = unicodedata.normalize("NFKC", query)
    if not _NUMBER.search(plain) or not _BOUND.search(plain):
        return ()
    from kg.quantities.reading import read_value
    from kg.quantities.value import Role

    found = []
    for component in read_value(plain).components:
        low, high = _ends(component)
        bounded = low is not None or high is not None
        if bounded and component.measure_unit and component.role in (Role.PROMISE, Role.TOTAL):
            found.append(Condition(_words(plain, component), component.measure_unit, low, high))
    return tuple(found)


def passing(conditions: Iterable[Condition], catalogue: Catalogue, rows: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Return those of ``rows`` (all for ``None``) whose targets meet every condition, ascending.

    Raises:
        UnknownNameError: A unit that no document uses.

    """
    kept = np.arange(catalogue.rows) if rows is None else rows
    for condition in conditions:
        own = resolve(condition.filters, catalogue)
        if own is not None:
            kept = np.intersect1d(kept, own, assume_unique=True)
    return kept


def _ends(component: Component) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the largest value; an exact figure bounds nothing."""
    from kg.quantities.value import Comparator

    if component.comparator is Comparator.BETWEEN:
        return component.value, component.upper
    if component.comparator in (Comparator.GE, Comparator.GT):
        return component.value, None
    if component.comparator in (Comparator.LE, Comparator.LT):
        return None, component.value
    return None, None


_BEFORE = re.compile(
    r"(?:不少于|不低于|不得少于|不得低于|不小于|不超过|不高于|不多于|不大于|控制在|至少|最少|最多|至多|超过|高于|低于|少于|多于|大于|小于"
    r"|达到|达|[<>=≤≥]+)\s*$"
)
_AFTER = re.compile(r"^\s*(?:及|或)?(?:以上|以下|以内|之内|以外|内)")


def _words(plain: str, component: Component) -> str:
    """Return the number with its unit and the word that bounds it."""
    before = _BEFORE.search(plain[: component.start])
    after = _AFTER.search(plain[component.end :])
    start = before.start() if before else component.start
    end = component.end + (after.end() if after else 0)
    return plain[start:end].strip()
