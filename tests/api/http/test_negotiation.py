"""Content negotiation after RFC 9110: weights, specificity, exclusion, and no header that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.negotiation import Offer, choose

JSON = Offer("json", ("application/sparql-results+json", "application/json"))
CSV = Offer("csv", ("text/csv",))
TURTLE = Offer("turtle", ("text/turtle",))
OFFERS = (JSON, CSV, TURTLE)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/*", "csv"),
        ("application/json", "json"),
        ("text/csv;q=0.5, text/turtle", "turtle"),
        ("text/csv;q=0.5, text/turtle;q=0.4", "csv"),
        ("text/csv;q=0, */*", "json"),
        ("application/*;q=0, */*;q=0.1", "csv"),
        ("text/*;q=0.9, text/csv;q=0.1, text/turtle;q=0.2", "turtle"),
        ("text/csv; charset=utf-8", "csv"),
        ("text/csv;q=0.3;level=1, text/turtle;q=0.2", "csv"),
        ("image/png, text/csv;q=0.001", "csv"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=2", "json"),  # no range at all: as if nothing were said
        (",,;;", "json"),
    ],
    ids=str,
)
def test_takes_what_the_client_prefers(header, expected):
    """Each header gets the offer that the standard says, or none."""
    found = choose(header, OFFERS)

    assert (found and found.offer.name) == expected


def test_answers_under_the_name_that_was_asked():
    """Who asks for application/json is answered with it, not with a name unknown to them."""
    found = choose("application/json", OFFERS)

    assert found.media_type == "application/json"


@given(st.text())
def test_no_header_breaks_it(header):
    """Whatever a client sends, negotiation ends with an offer or with none."""
    found = choose(header, OFFERS)

    assert found is None or found.offer in OFFERS


@given(st.permutations(["text/csv;q=0.2", "text/turtle;q=0.7", "application/json;q=0.5", "*/*;q=0.1"]))
def test_order_of_the_header_does_not_matter(parts):
    """Weights decide, never the order in which a client lists."""
    assert choose(", ".join(parts), OFFERS).offer.name == "turtle"
