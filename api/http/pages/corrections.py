"""What people put right (更正), as a line on the page of a thing: what was read, what it is now, why, by whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.pages.model import Text, fact
from api.http.words import phrase
from kg.corrections.concerning import concerning
from kg.corrections.saying import correction_text

if TYPE_CHECKING:
    from api.http.pages.model import Fact, Links
    from kg.records import Reading


def corrections_fact(reading: Reading, kind: str, ordinal: int, links: Links) -> Fact | None:
    """Return the corrections that concern a thing, each with its own page; ``None`` where there are none."""
    doc = reading.document.id
    said = (
        Text(
            correction_text(one, links.language),
            links.to(path_of("correction", f"{doc}-{one.kind}-{one.ordinal}-{one.field}")),
        )
        for one in concerning(reading, kind, ordinal)
    )
    return fact(phrase("kind-correction", links.language), *said)
