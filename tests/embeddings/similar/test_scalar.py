"""``kg:similarity`` gives one indicator the score that the search gives it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from embeddings.index.rows import IndicatorRows
from embeddings.retrieval.search import Index
from embeddings.similar.scalar import Similarity, similarity_functions
from kg.errors import ModelError, QueryFunctionError, QuerySyntaxError

BASE = "http://localhost:8000/"


@pytest.mark.parametrize(
    "text", ["科普讲座场次", "参加科普活动的人数", "黄埔的科普讲坛", "讲座不少于3场，数量指标", "。！", ""]
)
def test_scores_are_those_of_the_service(ask, workspace, text):
    """Every hit of the search has its score, to the last digit; what the search leaves out has no evidence."""
    scored = dict(ask(f'SELECT ?i ?s {{ ?i a kg:Indicator BIND(kg:similarity(?i, "{text}") AS ?s) }}'))
    hits = workspace.search(text, limit=1000)["hits"] if text else []

    assert len(scored) == 51
    for hit in hits:
        assert scored.pop(hit["indicator"]) == Decimal(f"{hit['score']:.6f}")
    assert all(score <= Decimal("0.06") for score in scored.values())


def test_a_text_may_be_a_variable(ask):
    """Unlike the service, the function has its arguments' values."""
    rows = ask(
        'SELECT ?t (MAX(?s) AS ?best) { VALUES ?t { "科普讲座场次" "科普讲座场次"@zh "专利" } ?i a kg:Indicator'
        " BIND(kg:similarity(?i, ?t) AS ?s) } GROUP BY ?t ORDER BY ?t"
    )

    assert len(rows) == 3
    assert all(best > 0.4 for _, best in rows)


def test_it_works_beside_the_service_and_inside_among(ask, workspace):
    """One query may use all of it; candidates may be chosen by the function."""
    rows = ask(
        'SELECT ?i ?s { SERVICE kg:similar { ?i kgs:text "科普讲座场次" ; kgs:limit 9 ; kgs:score ?s .'
        ' GRAPH kgs:among { ?i a kg:Indicator FILTER(kg:similarity(?i, "科普讲座场次") > 0.3) } }'
        ' FILTER(?s = kg:similarity(?i, "科普讲座场次")) }'
    )

    hits = workspace.search("科普讲座场次", limit=9)["hits"]
    assert {row[0] for row in rows} == {hit["indicator"] for hit in hits if hit["score"] > 0.3}


def test_what_is_no_indicator_is_unbound(ask):
    """Departments and strangers have no score; nothing is made up."""
    rows = ask('SELECT ?s { VALUES ?x { <urn:x> kg:Indicator } BIND(kg:similarity(?x, "科普") AS ?s) }')
    assert rows == ((None,), (None,))


@pytest.mark.parametrize("call", ['kg:similarity("科普", "科普")', "kg:similarity(?i, 5)", "kg:similarity(?i)"])
def test_a_wrong_call_is_an_error_not_silence(ask, call):
    """The engine would give unbound for any exception; the reader is told."""
    with pytest.raises(QueryFunctionError) as raised:
        ask(f"SELECT ?s {{ ?i a kg:Indicator BIND({call} AS ?s) }} LIMIT 1")

    assert raised.value.function.endswith("/similarity")


def test_an_unknown_function_stays_an_error(ask):
    """Only the function's own name brings the scoring workers in."""
    with pytest.raises(QuerySyntaxError):
        ask('SELECT ?s { ?i a kg:Indicator BIND(kg:similar(?i, "科普") AS ?s) }')


@pytest.mark.parametrize("alone", [0, 1, 20, 1000])
def test_single_scores_equal_the_pass_over_all(index, alone):
    """One by one, in one pass, or first the one and then the other: the numbers are the same."""
    similarity, text = Similarity(index, alone), Literal("科普活动参加人次")
    question = index.question(text.value)
    rows = IndicatorRows(index.catalogue)
    scores = [similarity.call(NamedNode(rows.iri(row)), text).value for row in range(index.catalogue.rows)]

    assert scores == [f"{score:.6f}" for score in index.row_scores(question, np.arange(index.catalogue.rows))]


def test_a_model_that_is_not_the_index_own_is_refused(index, tmp_path):
    """Vectors of another model are never compared."""
    import shutil

    from embeddings.channels.model_files import SHIPPED_MODEL

    other = tmp_path / "other"
    shutil.copytree(SHIPPED_MODEL, other)
    with (other / "modules.json").open("a", encoding="utf-8") as file:
        file.write("\n")

    with pytest.raises(ModelError):
        similarity_functions(str(index.folder), str(other))


@given(st.data())
def test_rows_are_found_by_their_iri_only(index: Index, data):
    """Each indicator's IRI leads to its row, and no other writing of it does."""
    rows = IndicatorRows(index.catalogue)
    row = data.draw(st.integers(0, index.catalogue.rows - 1))
    iri = rows.iri(row)
    document, _, ordinal = iri.rpartition("-")

    assert rows.row(iri) == row
    for lead in ("0", "+", " ", "-", "٣"):
        assert rows.row(f"{document}-{lead}{ordinal}") is None
    for other in (f"{iri} ", f"{document}-0", f"{document}-99999", document, f"{BASE}id/document/{document[-16:]}", ""):
        assert rows.row(other) is None
    assert rows.rows([iri, "urn:x", iri]).tolist() == [row]


def test_rows_are_found_where_ordinals_have_gaps():
    """A document whose numbers skip some is searched by halving."""

    class Gaps:
        base_iri = BASE
        settings: ClassVar = {"documents": [["aa", []], ["bb", []]]}
        columns: ClassVar = {"document": np.array([0, 0, 0, 1]), "ordinal": np.array([2, 5, 9, 1])}
        column = columns.get

    rows = IndicatorRows(Gaps)  # type: ignore[arg-type]
    found = [rows.row(f"{BASE}id/indicator/aa-{ordinal}") for ordinal in (1, 2, 3, 5, 9, 10)]
    assert found == [None, 0, None, 1, 2, None]
    assert rows.row(f"{BASE}id/indicator/bb-1") == 3
    asked = [f"{BASE}id/indicator/{slug}" for slug in ("bb-1", "aa-9", "aa-1", "cc-2", "aa-2", "aa-9", "aa-9999999999")]
    assert rows.rows(asked).tolist() == [0, 2, 3]
    assert rows.rows([]).tolist() == []
