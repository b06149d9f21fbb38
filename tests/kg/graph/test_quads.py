"""Lines of N-Quads and the IRIs in them."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.quads import (
    Literal,
    Quad,
    boolean,
    decimal,
    en,
    entity_iri,
    escape_slug,
    graph_iri,
    integer,
    line,
    string,
    zh,
)
from kg.graph.store_view import neutral

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT)
def test_words_survive_writing_and_reading(text):
    """Whatever a document prints, an N-Quads parser reads the same words back."""
    quad = Quad("http://h/s", "http://h/p", string(text), "http://h/g")

    (read,) = pyoxigraph.parse(line(quad).encode(), format=pyoxigraph.RdfFormat.N_QUADS)

    assert neutral(read) == quad
    assert "\n" not in line(quad)


@pytest.mark.parametrize(
    "literal",
    [zh("标签"), en("label"), integer(-3), boolean(True), boolean(False), decimal(Decimal("0.50"))],
    ids=str,
)
def test_every_kind_of_literal_survives(literal):
    """Datatypes and languages are kept."""
    quad = Quad("http://h/s", "http://h/p", literal, "http://h/g")

    (read,) = pyoxigraph.parse(line(quad).encode(), format=pyoxigraph.RdfFormat.N_QUADS)

    assert neutral(read) == quad


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_decimals_are_canonical_and_exact(number):
    """One number has one lexical form, with its whole value."""
    text = decimal(number).text

    assert Decimal(text) == number
    assert text == decimal(number + Decimal("0.0000000")).text
    assert "E" not in text
    assert text == "0" or not text.startswith("-0") or "." in text


@given(TEXT)
def test_slugs_can_be_read_back(text):
    """Decoding an escaped slug gives it back, and what stands in the IRI is legal there."""
    escaped = escape_slug(text)

    assert unquote(escaped) == text
    assert not set(escaped) & set(' <>"{}|\\^`/~')
    pyoxigraph.NamedNode(f"http://h/{escaped}")


def test_chinese_stays_unescaped():
    """A department's IRI can be read by people."""
    assert entity_iri("http://h/", "department", "甲市科协") == "http://h/id/department/甲市科协"
    assert graph_iri("http://h/", "registry") == "http://h/graph/registry"


def test_the_halves_of_a_units_slug_cannot_run_together():
    """A tilde in a name is escaped, so two units never share an IRI."""
    assert entity_iri("http://h/", "unit", "a~b", "c") != entity_iri("http://h/", "unit", "a", "b~c")


def test_an_unknown_kind_is_refused():
    """Only the fixed kinds make IRIs."""
    with pytest.raises(KeyError):
        entity_iri("http://h/", "thing", "1")


def test_plain_literals_are_strings():
    """Printed words are xsd:string, which N-Quads writes without a datatype."""
    assert line(Quad("s:s", "p:p", Literal("80"), "g:g")) == '<s:s> <p:p> "80" <g:g> .'
