"""What is written can be read back by others, whole or cut."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.query import Result

from kg.errors import OptionError, ResultFormatError
from kg.sparql import FORMATS, KNOWN_PREFIXES, Iri, media_type
from kg.sparql.results import XSD, Caps, write_boolean, write_solutions, write_triples
from kg.sparql.values import read_rows

_NONE = Caps()
_ROWS = [
    (NamedNode("http://e/科协"), Literal('逗号, "引号"\n换行\t制表'), None),
    (BlankNode("b0"), Literal("科普", language="zh"), Literal("80.0", datatype=NamedNode(XSD + "decimal"))),
    (Literal("5", datatype=NamedNode(XSD + "integer")), Literal("<a> & 'b'"), Literal("")),
]
_READERS = {"json": "json", "xml": "xml", "csv": "csv", "tsv": "tsv"}
_GRAPH_READERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}


def _read(body, format_name):
    return Result.parse(io.BytesIO(body), format=_READERS[format_name])


@pytest.mark.parametrize("format_name", ["json", "xml", "tsv"])
def test_solutions_read_back(format_name):
    """Terms keep their kind, language, datatype and words."""
    written = write_solutions(["a", "b", "c"], _ROWS, format_name, _NONE)

    result = _read(written.body, format_name)
    assert [str(variable) for variable in result.vars] == ["a", "b", "c"]
    first, second, third = [[row.get(rdflib.Variable(name)) for name in "abc"] for row in result.bindings]
    assert first == [rdflib.URIRef("http://e/科协"), rdflib.Literal('逗号, "引号"\n换行\t制表'), None]
    assert isinstance(second[0], rdflib.BNode)
    assert second[1] == rdflib.Literal("科普", lang="zh")
    assert second[2] == rdflib.Literal(Decimal("80.0"))
    assert third == [rdflib.Literal(5), rdflib.Literal("<a> & 'b'"), rdflib.Literal("")]


def test_csv_reads_back():
    """CSV has the words only, quoted where they hold commas, quotes or line ends, as RFC 4180 says."""
    written = write_solutions(["a", "b", "c"], _ROWS, "csv", _NONE)

    assert written.body.startswith(b"a,b,c\r\n")
    rows = [[row.get(rdflib.Variable(name)) for name in "abc"] for row in _read(written.body, "csv").bindings]
    assert str(rows[0][1]) == '逗号, "引号"\n换行\t制表'
    assert str(rows[2][0]) == "5"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_words_read_back(words):
    """Whatever a cell held, JSON, XML and TSV give it back."""
    for format_name in ("json", "xml", "tsv"):
        written = write_solutions(["x"], [(Literal(words),)], format_name, _NONE)
        (row,) = _read(written.body, format_name).bindings
        assert str(row[rdflib.Variable("x")]) == words


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("caps", [Caps(rows=1), Caps(byte_count=120)], ids=["rows", "bytes"])
def test_a_cut_result_is_whole_and_says_so(format_name, caps):
    """Fewer rows, valid to the last byte, and marked."""
    rows = [(Literal(f"{number}" * 50),) for number in range(9)]
    written = write_solutions(["x"], rows, format_name, caps)

    assert written.truncated
    assert written.row_count in (1, 2)
    assert len(_read(written.body, format_name).bindings) == written.row_count


@pytest.mark.parametrize("rows", [3, 4, None])
def test_a_whole_result_is_not_marked(rows):
    """A cap that nothing exceeds changes nothing."""
    written = write_solutions(["a", "b", "c"], iter(_ROWS), "json", Caps(rows=rows))

    assert (written.row_count, written.truncated) == (3, False)


@pytest.mark.parametrize("format_name", ["json", "xml"])
@pytest.mark.parametrize("answer", [True, False])
def test_ask_reads_back(format_name, answer):
    """Yes and no."""
    assert _read(write_boolean(answer, format_name).body, format_name).askAnswer is answer


_TRIPLES = [
    Triple(NamedNode("http://e/2"), NamedNode(KNOWN_PREFIXES["kg"] + "name"), Literal("科普")),
    Triple(NamedNode("http://e/1"), NamedNode(KNOWN_PREFIXES["kg"] + "name"), Literal("科普", language="zh")),
    Triple(NamedNode("http://e/1"), NamedNode("http://e/p"), Literal("1.50", datatype=NamedNode(XSD + "decimal"))),
]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD
@pytest.mark.parametrize("format_name", _GRAPH_READERS)
def test_graphs_read_back(format_name):
    """Each triple once, whatever the order and repetitions of the engine; equal bytes for equal graphs."""
    written = write_triples([*_TRIPLES, _TRIPLES[0]], format_name, _NONE, KNOWN_PREFIXES)
    graph = rdflib.Graph().parse(written.body, format=_GRAPH_READERS[format_name])

    assert (written.row_count, len(graph)) == (3, 3)
    assert written.body == write_triples(_TRIPLES[::-1], format_name, _NONE, KNOWN_PREFIXES).body
    assert (rdflib.URIRef("http://e/1"), rdflib.URIRef("http://e/p"), rdflib.Literal(Decimal("1.50"))) in graph


def test_turtle_declares_the_prefixes_it_uses():
    """A reader sees kg:name, and no declaration that is not used."""
    text = write_triples(_TRIPLES, "turtle", _NONE, KNOWN_PREFIXES).body.decode()

    assert "kg:name" in text
    assert "@prefix kgs:" not in text


@pytest.mark.parametrize("caps", [Caps(rows=2), Caps(byte_count=170)], ids=["rows", "bytes"])
def test_a_cut_graph_says_so(caps):
    """A cap leaves triples out, visibly."""
    written = write_triples(_TRIPLES, "ntriples", caps, {})

    assert (written.row_count, written.truncated) == (2, True)


def test_rows_as_plain_values():
    """A table gets numbers as numbers, exact ones as Decimal, and knows IRIs from words."""
    terms = [
        NamedNode("http://e/1"),
        Literal("80.0", datatype=NamedNode(XSD + "decimal")),
        Literal("12", datatype=NamedNode(XSD + "integer")),
        Literal("true", datatype=NamedNode(XSD + "boolean")),
        Literal("1.5e0", datatype=NamedNode(XSD + "double")),
        Literal("2022-01-01", datatype=NamedNode(XSD + "date")),
        Literal("科普", language="zh"),
        Literal("许多", datatype=NamedNode(XSD + "integer")),
        BlankNode("b"),
        None,
    ]
    written = write_solutions([f"v{number}" for number in range(len(terms))], [terms], "table", _NONE)

    (row,) = read_rows(written.body)
    assert row == ("http://e/1", Decimal("80.0"), 12, True, 1.5, "2022-01-01", "科普", "许多", "_:b", None)
    assert isinstance(row[0], Iri)
    assert isinstance(row[1], Decimal)


def test_a_graph_as_a_table():
    """The columns are subject, predicate and object."""
    written = write_triples(_TRIPLES, "table", _NONE, {})

    assert read_rows(written.body)[0] == ("http://e/1", "http://e/p", Decimal("1.50"))


@pytest.mark.parametrize(
    ("form", "format_name"), [("SELECT", "turtle"), ("ASK", "jsonld"), ("CONSTRUCT", "csv"), ("DESCRIBE", "xml")]
)
def test_a_format_that_does_not_fit_is_an_error(form, format_name):
    """The error names the formats that would fit, and each of them does."""
    with pytest.raises(ResultFormatError) as caught:
        media_type(form, format_name)

    assert caught.value.possible
    assert all(media_type(form, possible) for possible in caught.value.possible)


def test_an_unknown_format_is_an_error():
    """With the names of those that there are."""
    with pytest.raises(OptionError) as caught:
        media_type("SELECT", "parquet")

    assert all(name in caught.value.expected for name in FORMATS)
