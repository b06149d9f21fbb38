"""Which documents can be compared with each other: those of one department and one year (同部门同年度).

In: readings, perhaps more than fit into memory. Out: one group after the other. Where the readings can be asked for
again by their place, a group knows places only and loads what a rule asks for; what decides is said by the documents
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kg.identity import canonical_department
from kg.records import Basis

if TYPE_CHECKING:
    from kg.records import Document, Form, Reading


@runtime_checkable
class Documented(Protocol):
    """Readings that can say their documents without being loaded (``kg.dataset.StoredReadings``)."""

    def documents(self) -> Iterable[Document]:
        """Give the document of each reading, in their order."""


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one department and year, by form and in the order of their ids; readings are not held."""

    _readings: Sequence[Reading]
    _places: dict[Form, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _alone: dict[Form, Reading] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self._places.values()))

    def add(self, document: Document, place: int) -> None:
        """Add a document, whose reading stands at ``place``."""
        self._places[document.form][document.id] = place

    def of(self, form: Form) -> Iterator[Reading]:
        """Load the readings of a form, one at a time."""
        return (self._readings[place] for _, place in sorted(self._places.get(form, {}).items()))

    def only(self, form: Form) -> Reading | None:
        """Return the reading of the only document of a form, ``None`` where there is none or several."""
        if len(self._places.get(form, {})) != 1:
            return None
        if form not in self._alone:  # several rules ask for it
            (self._alone[form],) = self.of(form)
        return self._alone[form]


def comparable_groups(readings: Iterable[Reading]) -> Iterator[Group]:
    """Yield the documents of each department and year that has several, by department and year.

    Args:
        readings: In any order; a sequence is looked at twice, anything else is kept. A document that comes twice
            counts once. A year that was only inferred is not enough to compare anything.

    """
    at_hand = readings if isinstance(readings, Sequence) else tuple(readings)
    documents = at_hand.documents() if isinstance(at_hand, Documented) else (one.document for one in at_hand)
    groups: dict[tuple[str, int], Group] = {}
    seen: set[str] = set()
    for place, document in enumerate(documents):
        year = document.fiscal_year
        if year is None or year.basis is Basis.INFERRED or document.id in seen:
            continue
        seen.add(document.id)
        key = canonical_department(document.department).name, year.value
        groups.setdefault(key, Group(at_hand)).add(document, place)
    for key in sorted(groups):
        group = groups.pop(key)
        if len(group) > 1:
            yield group
