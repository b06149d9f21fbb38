"""Corrections (更正): what a person says a reading should have been, beside what was read, never in its place.

``parse_table`` reads ``corrections.csv``, ``apply`` takes its lines into a reading, ``propose`` and ``append`` make a
new line. The printed words stay where the source has them; a corrected reading lists what was changed, why and by whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.corrections.applying import apply
    from kg.corrections.proposing import Proposal, propose
    from kg.corrections.table import COLUMNS, TABLE_NAME, Line, parse_table
    from kg.corrections.writing import append

__all__ = [
    "COLUMNS",
    "TABLE_NAME",
    "Line",
    "Proposal",
    "append",
    "apply",
    "parse_table",
    "propose",
]

__getattr__ = lazy(
    __name__,
    {
        "applying": ("apply",),
        "proposing": ("Proposal", "propose"),
        "table": ("COLUMNS", "TABLE_NAME", "Line", "parse_table"),
        "writing": ("append",),
    },
)
