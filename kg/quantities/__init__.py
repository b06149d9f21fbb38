"""The quantity grammar (指标值的读法): text to ``Value`` and back, a small library by itself.

``read_value`` never fails and never rounds; what it cannot read reliably stays words.  Its knowledge stands in
tables (``rules()`` lists every row with an example and its source).  It knows nothing of files, forms or graphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.quantities.folding import fold
    from kg.quantities.reading import read_value
    from kg.quantities.rendering import brief, render_value
    from kg.quantities.rule import Rule
    from kg.quantities.units import Unit, unit_of
    from kg.quantities.value import Assumed, Comparator, Component, Dimension, Every, Kind, Role, Value

__all__ = [
    "Assumed",
    "Comparator",
    "Component",
    "Dimension",
    "Every",
    "Kind",
    "Role",
    "Rule",
    "Unit",
    "Value",
    "brief",
    "fold",
    "read_value",
    "render_value",
    "rules",
    "unit_of",
]

__getattr__ = lazy(
    __name__,
    {
        "folding": ("fold",),
        "reading": ("read_value",),
        "rendering": (
            "brief",
            "render_value",
        ),
        "rule": ("Rule",),
        "units": (
            "Unit",
            "unit_of",
        ),
        "value": (
            "Assumed",
            "Comparator",
            "Component",
            "Dimension",
            "Every",
            "Kind",
            "Role",
            "Value",
        ),
    },
)


def rules() -> tuple[Rule, ...]:
    """Give every row of every table of the grammar, in a fixed order.

    Examples:
        >>> [rule.meaning for rule in rules() if rule.id == "unit/人次"]
        [<Dimension.PERSON_TIMES: 'person_times'>]

    """
    from kg.quantities.clause_words import clause_rules
    from kg.quantities.dimensions import dimension_rules
    from kg.quantities.each import each_rules
    from kg.quantities.labels import label_rules
    from kg.quantities.not_quantities import not_quantity_rules
    from kg.quantities.units import unit_rules
    from kg.quantities.words import word_rules

    return (
        *word_rules(),
        *unit_rules(),
        *not_quantity_rules(),
        *clause_rules(),
        *each_rules(),
        *label_rules(),
        *dimension_rules(),
    )
