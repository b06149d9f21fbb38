"""The ledger (数字台账): every number a document prints, with the record that claims it, or with none.

Numbers are found in the text without the readers' help, so that what these overlook shows. ``ledger`` lists them,
``summary`` counts them, ``coverage_by_form`` says which share of the figures records hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.ledger.entries import Entry, State, Summary, coverage_by_form, ledger, summary
    from kg.ledger.printed import NumberKind, numbers

__all__ = [
    "Entry",
    "NumberKind",
    "State",
    "Summary",
    "coverage_by_form",
    "ledger",
    "numbers",
    "summary",
]

__getattr__ = lazy(
    __name__,
    {
        "entries": ("Entry", "State", "Summary", "coverage_by_form", "ledger", "summary"),
        "printed": ("NumberKind", "numbers"),
    },
)
