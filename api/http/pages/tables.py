"""Tables under headings of the service's phrases: which columns hold figures, which say what a row is about.

In: columns by name, and rows. Out: a table for the template. A column that is empty in every row is left out, so that
what a form does not print takes no room; money stands in one unit, its points below each other.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from api.http.pages.labels import money_column
from api.http.pages.model import Table, Text
from api.http.words import phrase
from kg.records import RATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.messages import Language

    Cell = Text | Decimal | str | None

_MONEY: Final = {
    "budget", "yuan", "per-result", "initial_budget", "adjusted_budget", "final_account", "cumulative_budget",
    "cumulative_expenditure",
}  # fmt: skip
_FIGURES: Final = {
    *_MONEY, *RATES, "ordinal", "year", "indicators", "full", "self", "value", "printed", "attainment",
}  # fmt: skip
_SHORT: Final = {"place", "severity", "unit-kind", "comparator", "measure-unit", "standing"}
_HEADS: Final = {
    "indicator", "project", "task", "score-row", "execution-row", "document", "department", "unit", "finding",
    "amount-kind", "value-of", "thing",
}  # fmt: skip


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    language: Language,
    *,
    heading: str = "",
    count: str = "",
    labels: Mapping[str, str] | None = None,
) -> Table | None:
    """Return a table, ``None`` where there are no rows.

    Args:
        caption: Key of the phrase above it; also its id.
        columns: Keys of the headings, without ``column-``.
        rows: The cells; in a column of money, amounts in 元 (``None`` for none).
        language: Of the headings.
        heading: What stands above it in the place of the phrase.
        count: What stands beside the heading in the place of the number of rows.
        labels: Headings of columns that no phrase names.

    >>> found = table("projects", ("project", "budget"), [(Text("甲"), "128000"), (Text("乙"), None)], "zh")
    >>> found.header, [row[1].text for row in found.rows], sorted(found.figures), found.head
    (('项目', '预算（万元）'), ['12.8', ''], [1], 0)

    """
    cells = [list(row) for row in rows]
    if not cells:
        return None
    labels = labels or {}
    header = {name: labels.get(name) or phrase(f"column-{name}", language) for name in columns}
    for place, name in enumerate(columns):
        if name in _MONEY:
            unit, amounts = money_column([_yuan(row[place]) for row in cells], language)
            header[name] += phrase("in-unit", language, unit=unit)
            for row, amount in zip(cells, amounts, strict=True):
                row[place] = replace(_text(row[place]), text=amount)
    texts = [[_text(cell) for cell in row] for row in cells]
    kept = [place for place in range(len(columns)) if any(row[place].text or row[place].note for row in texts)]
    names = [columns[place] for place in kept]
    return Table(
        heading or phrase(caption, language),
        tuple(header[name] for name in names),
        tuple(tuple(row[place] for place in kept) for row in texts),
        figures=frozenset(place for place, name in enumerate(names) if name in _FIGURES),
        short=frozenset(place for place, name in enumerate(names) if name in _SHORT),
        head=next((place for place, name in enumerate(names) if name in _HEADS), None),
        id=caption,
        count=count,
    )


def _text(cell: Cell) -> Text:
    return cell if isinstance(cell, Text) else Text("" if cell is None else str(cell))


def _yuan(cell: Cell) -> str | Decimal | None:
    return cell.text or None if isinstance(cell, Text) else cell
