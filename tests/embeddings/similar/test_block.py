"""A block says what it means, or where and why it cannot."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.similar.block import read_block
from embeddings.similar.names import DEFAULT_LIMIT, MOST, PROPERTIES, SERVICE
from embeddings.similar.problems import SimilarBlockError, SimilarPropertyError
from kg.errors import PerformanceGraphError, QueryRefusedError, RequestError
from kg.messages import error_text, word
from kg.sparql import check_query

HEAD = (
    "PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX kgs: <https://w3id.org/jixiao/search/>\nSELECT * WHERE {\n"
)


def checked(inside, head=HEAD):
    return check_query(f"{head}SERVICE kg:similar {{{inside}}}\n}}", graphs=(), services={SERVICE})


def read(inside, head=HEAD):
    query = checked(inside, head)
    return read_block(query, query.service_blocks[0])


def test_a_full_block():
    """Every property of the vocabulary is understood, in one block."""
    block = read(
        ' ?i kgs:text "科普" ; kgs:limit 20 ; kgs:minScore 0.4 ; kgs:score ?s ; kgs:rank ?r ; kgs:dense ?d ;'
        " kgs:lexical ?l ; kgs:why ?w ; kgs:comparable ?c . GRAPH kgs:among { ?i kg:department ?dep } "
    )

    assert (block.subject, block.text, block.like, block.limit, block.least) == ("i", "科普", None, 20, Decimal("0.4"))
    assert list(block.outputs.values()) == ["s", "r", "d", "l", "w", "c"]
    assert [token.value for token in block.among or ()][0::2] == ["i", "dep"]


@pytest.mark.parametrize(
    "inside",
    [
        '?i kgs:text "科普"',
        "?i kgs:text '''科普''' .",
        '?i kgs:text "科普"@zh ; ; kgs:limit 10 ;',
        '?i kgs:text "科普"^^<http://www.w3.org/2001/XMLSchema#string> .',
        '?i kgs:limit +0010 . ?i kgs:text "\\u79D1普" . ',
        '$i <https://w3id.org/jixiao/search/text> "科普"',
        'GRAPH kgs:among { ?i ?p ?o } . ?i kgs:text "科普"',
        '?i kgs:text "科普" GRAPH kgs:among { { ?i ?p ?o } UNION { ?i ?o ?p } }',
    ],
)
def test_one_meaning_in_many_writings(inside):
    """Order, ends of statements, quotes, prefixes and escapes do not matter."""
    block = read(inside)

    assert (block.subject, block.text, block.limit) == ("i", "科普", DEFAULT_LIMIT)


def test_prefixes_and_base_of_the_query_hold_inside():
    """A relative IRI is resolved against BASE, and another prefix for the same names is as good."""
    head = (
        "BASE <http://localhost:8000/> PREFIX kg: <https://w3id.org/jixiao/ontology/>"
        " PREFIX s: <https://w3id.org/jixiao/search/> SELECT * {\n"
    )

    assert read("?i s:like <id/indicator/x-1>", head).like == "http://localhost:8000/id/indicator/x-1"


REFUSED = [
    ("", "similar-nothing", "SERVICE kg:similar"),
    ("?i kgs:limit 5", "similar-nothing", "SERVICE kg:similar"),
    ("GRAPH kgs:among { ?i ?p ?o }", "similar-nothing", "SERVICE kg:similar"),
    ("?i kgs:text ?words", "similar-unbound", "?words"),
    ("?i kgs:like ?other", "similar-unbound", "?other"),
    ('?i kgs:text "a" ; kgs:limit ?n', "similar-unbound", "?n"),
    ("?i kgs:text <urn:x>", "similar-words", "<urn:x>"),
    ("?i kgs:text 5", "similar-words", "5"),
    ('?i kgs:text "5"^^<urn:x>', "similar-words", "<urn:x>"),
    ('?i kgs:text " "', "similar-empty", '" "'),
    ('?i kgs:like "a"', "similar-indicator", '"a"'),
    ('?i kgs:text "a" ; kgs:like <urn:x>', "similar-both", "<urn:x>"),
    ('?i kgs:text "a" ; kgs:limit 0', "similar-count", "0"),
    ('?i kgs:text "a" ; kgs:limit -1', "similar-count", "-1"),
    ('?i kgs:text "a" ; kgs:limit 1.5', "similar-count", "1.5"),
    ('?i kgs:text "a" ; kgs:limit 1001', "similar-count", "1001"),
    ('?i kgs:text "a" ; kgs:limit "5"', "similar-count", '"5"'),
    ('?i kgs:text "a" ; kgs:minScore "high"', "similar-number", '"high"'),
    ('?i kgs:text "a" ; kgs:comparable true', "similar-variable", "true"),
    ('?i kgs:text "a" ; kgs:score ?s ; kgs:dense ?s', "similar-variable-twice", "?s"),
    ('?i kgs:text "a" ; kgs:score ?i', "similar-variable-twice", "?i"),
    ('?i kgs:text "a" ; kgs:text "b"', "similar-once", "kgs:text"),
    ('?i kgs:text "a", "b"', "similar-once", ","),
    ('?i kgs:text "a" GRAPH kgs:among { ?i ?p ?o } GRAPH kgs:among { ?i ?p ?o }', "similar-once", "GRAPH"),
    ('?i kgs:text "a" . ?j kgs:limit 5', "similar-subject", "?j"),
    ('?i kgs:text "a" GRAPH kgs:among { ?j ?p ?o }', "similar-among", "GRAPH"),
    ('?i kgs:text "a" GRAPH <urn:g> { ?i ?p ?o }', "similar-content", "GRAPH"),
    ('?i kgs:text "a" FILTER(?s > 0)', "similar-content", "FILTER"),
    ('?i kgs:text "a" ?j', "similar-content", "?j"),
    ('<urn:x> kgs:text "a"', "similar-content", "<urn:x>"),
    ("?i kgs:text", "similar-cut", "}"),
    ("?i", "similar-cut", "}"),
]


@pytest.mark.parametrize(("inside", "reason", "what"), REFUSED)
def test_what_cannot_be_answered_is_said_where_it_stands(inside, reason, what):
    """The reason, the words as written, and their line and column."""
    text = f"{HEAD}SERVICE kg:similar {{{inside}}}\n}}"
    with pytest.raises(SimilarBlockError) as raised:
        read(inside)

    assert (raised.value.reason, raised.value.what, raised.value.line) == (reason, what, 3)
    line = text.splitlines()[2]
    written = "SERVICE" if what.startswith("SERVICE") else what
    assert line[raised.value.column - 1 :].startswith(written)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("kgs:txt", ("kgs:text",)),
        ("kg:text", ("kgs:text",)),
        ("kgs:minscore", ("kgs:minScore", "kgs:score")),
        ("a", ()),
    ],
)
def test_an_unknown_property_is_said_with_the_nearest(name, nearest):
    """A misspelt property would otherwise be silently ignored."""
    with pytest.raises(SimilarPropertyError) as raised:
        read(f'?i {name} "a"')

    assert (raised.value.what, raised.value.nearest[: len(nearest)]) == (name, nearest)
    assert raised.value.line == 3


@pytest.mark.parametrize(
    "error",
    [
        *(SimilarBlockError("?i", 1, 2, reason) for reason in dict.fromkeys(reason for _, reason, _ in REFUSED)),
        SimilarBlockError("<urn:x>", 1, 2, "similar-not-here"),
        SimilarPropertyError("kgs:txt", 1, 2, ("kgs:text",)),
        SimilarPropertyError("kgs:zz", 1, 2, ()),
    ],
)
def test_every_problem_has_its_sentence_in_both_languages(error):
    """The catalogue says each, and it is the caller's fault (exit code 2)."""
    assert isinstance(error, RequestError)
    chinese, english = error_text(error, "zh"), error_text(error, "en")

    assert "第 1 行第 2 列" in chinese
    assert "line 1, column 2" in english
    assert chinese != english


def test_the_sentence_names_the_limit_that_holds():
    """``kgs:limit`` goes to 1,000, and the catalogue says so."""
    assert str(MOST) in word("similar-count", "zh")
    assert str(MOST) in word("similar-count", "en")


def test_every_kind_of_object_has_a_sentence():
    """Whatever a property takes, a wrong object can be said."""
    for takes in set(PROPERTIES.values()):
        assert word(f"similar-{takes.value}", "zh")


def test_a_service_inside_the_block_is_refused():
    """Nothing in the block can reach out, neither directly nor from ``kgs:among``."""
    with pytest.raises(QueryRefusedError):
        checked('?i kgs:text "a" GRAPH kgs:among { ?i ?p ?o . SERVICE <http://example.org/> { ?i ?p ?o } }')


_PIECES = st.sampled_from(
    ["?i", "?j", "kgs:text", '"a"', ";", ".", ",", "kgs:limit", "5", "kgs:score", "?s", "GRAPH", "kgs:among", "{", "}"]
)


@given(st.lists(_PIECES, max_size=14))
def test_no_block_breaks_the_reader(pieces):
    """Any tokens give a block or an error of ours, never an exception of Python's."""
    try:
        block = read(" ".join(pieces))
    except PerformanceGraphError:
        return
    assert block.text == "a"
    assert block.subject in ("i", "j")
