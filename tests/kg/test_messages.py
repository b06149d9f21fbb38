"""Sentences for people: what the software says of an error, in the reader's language."""

from __future__ import annotations

import re

import pytest

from kg.errors import QuerySyntaxError
from kg.messages import error_text
from kg.sparql import check_query

_ENGLISH = re.compile(r"\b(?!IRI\b)[a-z]{3,}\b")


@pytest.mark.parametrize(
    "query",
    [
        "SELEC ?s { ?s ?p ?o }",
        "SELECT * { ?s ?p 'open }",
        "SELECT * { ?s ?p ?o ＝ }",
        "SELECT * { ?s \\ ?o }",
        "SELECT * { ?s kg:NAME ?o }",
        "SELECT * { ?s x:NAME ?o }",
        "SELECT * FROM ?g { }",
        "PREFIX <http://e/> SELECT * { }",
        "PREFIX a: b SELECT * { }",
        "PREFIX",
        "SELECT * { ?s <NAME> ?o }",
        "SELECT * { " + "(" * 2000,
        "{ }",
        "",
        "SELECT * { ?s ?p \\uD800 }",
    ],
)
def test_a_syntax_error_is_said_in_chinese(query):
    """Every detail of our own has its Chinese sentence; only what was typed stays as typed."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(query, graphs=())

    said = error_text(caught.value, "zh")

    assert re.search(r"[\u4e00-\u9fa5]", said.partition("列：")[2]), said
    assert not _ENGLISH.search(re.sub(r"<[^>]*>|PREFIX \w+|“[^”]*”", "", said.partition("列：")[2])), said
    assert caught.value.detail in error_text(caught.value, "en")


def test_the_details_of_the_engine_are_said_in_chinese():
    """What the engine says of a query as a whole has its Chinese sentence as well."""
    for detail in ("Duplicated variable name in SELECT", "SELECT * is not authorized with GROUP BY"):
        assert error_text(QuerySyntaxError(1, 1, detail)).partition("列：")[2] != detail
