"""Indicators that pass some filters, without a search (指标清单): a table to read down, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from api.doubts import doubt_words
from api.http.pages.budgets import budget_text
from api.http.pages.hits import department_link, hit_link, hit_place, is_corrected, value_words
from api.http.pages.model import Text
from api.http.pages.tables import table
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.http.pages.model import Links, Table
    from api.http.served import Served

PAGE_ROWS: Final = 50
_DIGITS: Final = 9
_COLUMNS: Final = ("indicator", "target", "actual", "department", "year", "budget", "place")


def listed(served: Served, asked: Mapping[str, str], offset: int, links: Links) -> tuple[Table | None, str]:
    """Return a page of the indicators that pass the filters, and the address of the next page (``""`` for none).

    Raises:
        RequestError: A filter is no value of its kind, or names nobody.

    """
    found = served.listed(limit=PAGE_ROWS, offset=offset, **asked)
    total, after = found["total"], offset + PAGE_ROWS
    rows = [_row(hit, served.base_iri, links) for hit in found["hits"]]
    count = phrase("range-of", links.language, first=offset + 1, last=offset + len(rows), total=total)
    shown = table(
        "indicators",
        _COLUMNS,
        rows,
        links.language,
        count=count if total > len(rows) else "",
        labels={"budget": phrase("budget", links.language)},
    )
    return shown, links.with_query("/", {**asked, "offset": after}) if after < total else ""


def offset_in(given: Mapping[str, str]) -> int:
    """Return how many rows an address passes over; 0 for what is no number of rows.

    >>> offset_in({"offset": "50"}), offset_in({"offset": "-1"}), offset_in({})
    (50, 0, 0)

    """
    words = given.get("offset", "")
    return int(words) if words.isascii() and words.isdigit() and len(words) <= _DIGITS else 0


def _row(hit: Mapping[str, Any], base_iri: str, links: Links) -> tuple[Text | str | None, ...]:
    language = links.language
    year = hit["fiscal_year"]
    return (
        replace(
            hit_link(hit, links),
            note=" · ".join(filter(None, (hit["project"], doubt_words(hit, language, in_cell=True)))),
        ),
        Text(
            value_words(hit["target"], language),
            note=phrase("kind-correction", language) if is_corrected(hit) else "",
        ),
        Text(value_words(hit["actual"], language)),
        department_link(hit, base_iri, links),
        Text(phrase("not-stated", language) if year is None else str(year)),
        replace(budget_text(hit["budget_amounts"], links), text=hit["budget_yuan"] or ""),
        hit_place(hit, links, in_cell=True),
    )
