"""Tables under headings of the service's phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.pages.model import Table, Text
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.messages import Language


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Text, ...]],
    language: Language,
    figures: Iterable[int] = (),
) -> Table | None:
    """Return a table, ``None`` where there are no rows.

    Args:
        caption: Key of the phrase above it.
        columns: Keys of the headings, without ``column-``.
        rows: The cells.
        language: Of the headings.
        figures: Columns set to the right.

    """
    found = tuple(rows)
    if not found:
        return None
    header = tuple(phrase(f"column-{name}", language) for name in columns)
    return Table(phrase(caption, language), header, found, frozenset(figures))
