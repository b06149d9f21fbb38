"""Budgets (预算) beside what they pay for: the sum, what it is made of in words, and a link to where that is printed.

In: amounts as records or as AMOUNT of an answer. Out: words for a card, a cell or a fact. A department's budget may be
a sum of several printed amounts; its link marks all of them, and its note names them, as 部门预算 alone does not say
which of a form's figures it is.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from api.http.pages.labels import amount_label, money
from api.http.pages.model import Text
from api.http.pages.places import marked_href
from kg.record_json import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.http.pages.model import Links
    from kg.records import Amount


def budget_text(amounts: Sequence[Mapping[str, Any]], links: Links, *, named: bool = False) -> Text:
    """Return a budget in words, with the place of its amounts; ``named`` says which amounts these are."""
    if not amounts:
        return Text("")
    sources = [amount["source"] for amount in amounts]
    pairs = [(span["start"], span["end"]) for source in sources for span in source["spans"]]
    href = marked_href(sources[0]["document_id"], sources[0]["line"], pairs, links)
    labels = (amount_label(amount["kind"], amount["fund_source"], links.language) for amount in amounts)
    yuan = sum((Decimal(amount["yuan"]) for amount in amounts), Decimal(0))
    return Text(money(yuan, links.language), href, " + ".join(labels) if named else "")


def budget_of(amounts: Sequence[Amount], links: Links, *, named: bool = False) -> Text:
    """Return the same of records."""
    return budget_text(to_json(tuple(amounts)), links, named=named)
