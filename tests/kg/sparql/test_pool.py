"""Queries run where they can be stopped: the caller lives on, whatever a query does."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import (
    QueryFunctionError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    QueryWorkerError,
    ResultFormatError,
)
from kg.sparql import FunctionSource, QueryPool, check_query, tokenise

_KG = "PREFIX kg: <https://w3id.org/jixiao/ontology/>\n"
_COUNT = _KG + "SELECT (COUNT(*) AS ?n) { ?i kg:name ?name }"
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_GRAPH = "http://localhost:8000/graph/document/0"


def test_answers_over_all_graphs(pool):
    """Without FROM the default graph is all named graphs together."""
    result = pool.query(_COUNT)

    assert result.rows() == ((400,),)
    assert (result.form, result.variables, result.row_count, result.truncated) == ("SELECT", ("n",), 1, False)
    assert result.media_type == "application/sparql-results+json"
    assert result.milliseconds > 0


def test_answers_over_the_graph_of_from(pool):
    """With FROM the query sees that graph only, and GRAPH sees none."""
    from_one = _COUNT.replace("{", f"FROM <{_GRAPH}> {{", 1)
    from_named = from_one.replace("FROM", "FROM NAMED")
    inside = from_named.replace("{ ?i", "{ GRAPH ?g { ?i").replace("name }", "name } }")

    assert pool.query(from_one).rows() == ((200,),)
    assert pool.query(from_named).rows() == ((0,),)
    assert pool.query(inside).rows() == ((200,),)
    assert pool.query(inside.replace("FROM NAMED", "FROM")).rows() == ((0,),)


def test_graphs_named_beside_the_query_stand_for_from(pool):
    """The SPARQL Protocol's default-graph-uri and named-graph-uri override FROM, and are judged like it."""
    inside = _KG + "SELECT (COUNT(*) AS ?n) FROM <http://localhost:8000/graph/registry> { GRAPH ?g { ?i kg:name ?n } }"

    assert pool.query(pool.check(_COUNT, default_graphs=[_GRAPH])).rows() == ((200,),)
    assert pool.query(pool.check(inside.replace("?n }", "?m }"), named_graphs=[_GRAPH])).rows() == ((200,),)
    assert pool.query(pool.check(_COUNT, named_graphs=[_GRAPH])).rows() == ((0,),)
    with pytest.raises(QueryRefusedError) as caught:
        pool.check(_COUNT, default_graphs=["http://elsewhere/"])
    assert caught.value.reason == "from-foreign"


def test_knows_the_graphs_of_its_store(pool):
    """FROM may name the store's graphs and no others."""
    assert len(pool.graphs) == 3
    assert _GRAPH in pool.graphs
    with pytest.raises(QueryRefusedError) as caught:
        pool.query("SELECT * FROM <http://localhost:8000/graph/none> { ?s ?p ?o }")
    assert caught.value.reason == "from-unknown"


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv", "table"])
def test_a_row_cap_is_visible(pool, format_name):
    """A result cut short says so."""
    query = _KG + "SELECT ?name { ?i kg:name ?name }"

    cut = pool.query(query, format=format_name, max_rows=7)
    assert (cut.row_count, cut.truncated) == (7, True)
    whole = pool.query(query, format=format_name, max_rows=400)
    assert (whole.row_count, whole.truncated) == (400, False)


def test_forms_and_formats(pool):
    """ASK, CONSTRUCT and DESCRIBE come back as what they are; a format that does not fit is said."""
    assert pool.query(_KG + "ASK { ?i kg:name '科普活动7' }").rows() == ((True,),)
    turtle = pool.query(_KG + "CONSTRUCT WHERE { ?i kg:value ?v }", format="turtle", max_rows=3)
    assert turtle.body.decode().startswith("@prefix kg: <https://w3id.org/jixiao/ontology/> .")
    described = pool.query("DESCRIBE <http://localhost:8000/id/indicator/7>", format="ntriples")
    assert described.row_count == 3
    with pytest.raises(ResultFormatError):
        pool.query("DESCRIBE <http://localhost:8000/id/indicator/7>", format="csv")


def test_an_endless_query_is_stopped_and_the_next_is_right(store_path):
    """The deadline holds; the same pool answers at once afterwards."""
    with QueryPool(store_path, workers=1) as pool:
        assert pool.query(_COUNT).rows() == ((400,),)
        before = time.monotonic()
        with pytest.raises(QueryTimeoutError) as caught:
            pool.query(_ENDLESS, timeout_seconds=0.5)
        assert 0.5 <= time.monotonic() - before < 5
        assert caught.value.seconds == 0.5
        assert pool.query(_COUNT).rows() == ((400,),)


_LONG_STRING = 'BIND("科普科普科普科普" AS ?x0) ' + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30)
)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c ?f",
        f"SELECT (STRLEN(?x30) AS ?n) {{ {_LONG_STRING} }}",
        f"SELECT (GROUP_CONCAT(?x16) AS ?all) {{ ?a ?b ?c . ?d ?e ?f . {_LONG_STRING} }}",
        f"SELECT ?x14 {{ ?a ?b ?c . ?d ?e ?f . {_LONG_STRING} }}",
    ],
    ids=["order", "double", "concat", "rows"],
)
def test_a_query_that_eats_memory_dies_alone(pool, query):
    """It is said to be too large; we and the next query live."""
    with pytest.raises(QueryTooLargeError) as caught:
        pool.query(query, timeout_seconds=30)

    assert caught.value.limit_bytes == 1 << 27
    assert pool.query(_COUNT).rows() == ((400,),)


def test_two_threads_ask_at_once(pool):
    """Each gets its own answer, more callers than workers wait for their turn."""
    query = _KG + "SELECT ?name {{ <http://localhost:8000/id/indicator/{}> kg:name ?name }}"
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: pool.query(query.format(n)).rows(), range(80)))

    assert answers == [((f"科普活动{number}",),) for number in range(80)]


def test_waiting_for_a_worker_counts(store_path):
    """Who finds no free worker is told at the own deadline."""
    with QueryPool(store_path, workers=1) as pool, ThreadPoolExecutor(1) as threads:
        endless = threads.submit(pool.query, _ENDLESS, timeout_seconds=1.5)
        time.sleep(0.3)
        with pytest.raises(QueryTimeoutError):
            pool.query(_COUNT, timeout_seconds=0.2)
        with pytest.raises(QueryTimeoutError):
            endless.result()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * {\n ?s ?p }", 2, 8),
        ("# 中文注释\nSELECT ?x {\n ?x ?p '科普' FILTER ?x }", 3, 20),
        ("SELECT ?x {\r\n ?x ?p '科普😀' OPTIONAL ?x }", 2, 23),
        ("SELECT * {\n ?s ?p ?o", 2, 10),
        ("SELECT ?x\nWHERE { ?x ?p ?o }\nORDER LIMIT 5", 3, 7),
        ("SELECT (kg:median(DISTINCT ?v) AS ?m) { ?s ?p ?v }", 2, 19),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", 2, 1),
        ("SELECT ?s ?s { ?s ?p ?o }", 2, 1),
        ("SELECT * { { _:a ?p ?o } { _:a ?q ?r } }", 2, 28),
        ("SELECT (kg:nothing(?v) AS ?m) { ?s ?p ?v }", 2, 9),
        ("SELECT * { ?s ?p ?o } }", 2, 23),
        ("SELECT * { ?s ?p (1 2 }", 2, 23),
    ],
    ids=range(12),
)
def test_a_syntax_error_has_its_place(pool, text, line, column):
    """Line and column are those of the query as written, in characters, at the first thing that cannot stand."""
    prologue = _KG if line == 2 and "\n" not in text else ""
    with pytest.raises(QuerySyntaxError) as caught:
        pool.query(prologue + text)

    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.detail


@pytest.mark.parametrize(
    "text",
    [
        _KG + "SELECT ?d (COUNT(DISTINCT ?i) AS ?n) (CONCAT('科普', STR(?d)) AS ?x)\nWHERE { ?i kg:department ?d ;"
        " kg:value ?v .\n OPTIONAL { ?i kg:name ?名称 FILTER(?v < 3 && REGEX(?名称, '科')) } }\nGROUP BY ?d"
        " HAVING(COUNT(?i) > 1) ORDER BY DESC(?n) LIMIT 5",
        "CONSTRUCT { ?s ?p 1.5 } WHERE { { ?s ?p true } UNION { GRAPH ?g { ?s (^?p)* 'x'@zh , _:b } }"
        " VALUES (?s ?p) { (UNDEF <http://e/1>) } BIND(IF(BOUND(?s), NOW(), BNODE()) AS ?z) MINUS { ?s ?p ?o } }",
    ],
    ids=["select", "construct"],
)
def test_a_stray_bracket_is_found_wherever_it_stands(pool, text):
    """Put anywhere into a right query, it is what the error points at."""
    text = text.replace("(^?p)*", "(^<http://e/p>)*")
    for token in tokenise(text)[3 if text.startswith("PREFIX") else 0 :]:
        with pytest.raises(QuerySyntaxError) as caught:
            pool.query(text[: token.start] + "] " + text[token.start :])
        assert (caught.value.line, caught.value.column) == (token.line, token.column)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "unbound"),
        ("SELECT ?s ?s { ?s ?p ?o }", "Duplicated variable"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "GROUP BY"),
        ("SELECT * { { _:a ?p ?o } { _:a ?q ?r } }", "blank node"),
        ("SELECT * { ?s ?p ?o", "not finished"),
        ("SELECT * { ?s ?p }", "'}'"),
    ],
)
def test_a_syntax_error_says_what_is_wrong(pool, text, words):
    """What cannot be pinned to a place is said in words."""
    with pytest.raises(QuerySyntaxError) as caught:
        pool.query(text)

    assert words in caught.value.detail


def test_percentiles_inside_a_query(pool):
    """kg:median and its kin work per group, and do not pass over what is no number."""
    rows = pool.query(
        _KG + "SELECT ?d (kg:median(?v) AS ?m) (kg:p90(?v) AS ?high) { ?i kg:department ?d ; kg:value ?v }"
        " GROUP BY ?d ORDER BY ?d"
    ).rows()
    assert [(str(median), str(high)) for _, median, high in rows] == [
        (f"{198 + rest}.5", f"{356 + rest}.9") for rest in range(4)
    ]

    with pytest.raises(QueryFunctionError) as caught:
        pool.query(_KG + "SELECT (kg:median(?n) AS ?m) { ?i kg:name ?n }")
    assert caught.value.function.endswith("median")
    assert "科普活动" in caught.value.detail


def test_functions_of_others_are_built_in_the_worker(store_path, tmp_path, monkeypatch):
    """A factory is found by its place, with its arguments; a missing one is said."""
    (tmp_path / "shouting.py").write_text(
        "from kg.sparql.functions import Functions\n"
        "from pyoxigraph import Literal\n"
        "def functions(suffix):\n"
        "    return Functions(scalars={'http://e/shout': lambda term: Literal(term.value + suffix)})\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    sources = [FunctionSource("shouting:functions", ("！",))]

    with QueryPool(store_path, workers=1, functions=sources) as pool:
        assert pool.query("SELECT (<http://e/shout>('科普') AS ?x) { }").rows() == (("科普！",),)
        with pytest.raises(QueryFunctionError, match="TypeError"):
            pool.query("SELECT (<http://e/shout>(?none, 1, 2) AS ?x) (<http://e/shout>(1, 2) AS ?y) { }")


def test_an_unanswered_service_does_not_run(pool):
    """A block that a later stage should have answered is refused, not sent to the network."""
    similar = "https://w3id.org/jixiao/ontology/similar"
    checked = check_query(f"ASK {{ SERVICE <{similar}> {{ }} }}", graphs=(), services={similar})

    with pytest.raises(QueryRefusedError) as caught:
        pool.query(checked)
    assert similar in caught.value.what


def test_a_worker_cannot_reach_out(store_path):
    """Were the guard to let a service pass, the worker could not open a socket."""
    from kg.sparql.guard import CheckedQuery
    from kg.sparql.tokens import tokenise

    tokens = tokenise("ASK { SERVICE <http://127.0.0.1:54321/> { ?s ?p ?o } }")
    unchecked = CheckedQuery("", "ASK", tokens, {}, None, None, (), ())

    with QueryPool(store_path, workers=1) as pool, pytest.raises(QueryWorkerError) as caught:
        pool.query(unchecked)
    assert "Too many open files" in caught.value.detail


@pytest.fixture
def changed_store(tmp_path):
    """A store of more files than are opened with it, as one that was changed in place has."""
    store = Store(str(tmp_path / "store"))
    for part in range(8):
        nodes = [NamedNode(f"http://localhost/{part}/{number}") for number in range(50)]
        store.bulk_extend([Quad(node, NamedNode("http://localhost/p"), node, nodes[0]) for node in nodes])
        store.flush()
    del store
    assert len([*(tmp_path / "store").glob("*.sst")]) > 16
    return tmp_path / "store"


def test_a_store_of_many_files_answers_from_all_of_them(changed_store):
    """Files that were not opened with the store are opened when a query needs them; sockets are not."""
    from kg.sparql.guard import CheckedQuery
    from kg.sparql.tokens import tokenise

    with QueryPool(changed_store, workers=1) as pool:
        everywhere = pool.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert everywhere.rows() == ((400,),)
        assert pool.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p <http://localhost/7/3> }").rows() == ((1,),)
        tokens = tokenise("ASK { SERVICE <http://127.0.0.1:54321/> { ?s ?p ?o } }")
        with pytest.raises(QueryWorkerError, match=r"not permitted|Too many open files"):
            pool.query(CheckedQuery("", "ASK", tokens, {}, None, None, (), ()))


def test_a_missing_store_is_said(tmp_path):
    """No store, no answer, and the reason."""
    with QueryPool(tmp_path / "none", workers=1) as pool, pytest.raises(QueryWorkerError) as caught:
        pool.query("ASK { }")

    assert "none" in caught.value.detail


def test_a_worker_that_was_ended_is_replaced(store_path):
    """Somebody else ends an idle worker: nobody notices."""
    with QueryPool(store_path, workers=1) as pool:
        assert pool.query(_COUNT).rows() == ((400,),)
        os.kill(pool._idle[0]._process.pid, 9)
        pool._idle[0]._process.wait()

        assert pool.query(_COUNT).rows() == ((400,),)


def test_a_closed_pool_answers_nothing(store_path):
    """After closing there are no processes left."""
    pool = QueryPool(store_path, workers=2)
    processes = [worker._process for worker in pool._idle]
    pool.close()

    assert all(process.poll() is not None for process in processes)
    with pytest.raises(QueryWorkerError, match="closed"):
        pool.query("ASK { }")


def test_reading_leaves_the_store_as_it_was(store_path, pool):
    """A served store directory is never written."""
    before = {path.name: path.read_bytes() for path in store_path.iterdir()}
    with QueryPool(store_path, workers=1) as another:
        another.query(_COUNT)

    assert {path.name: path.read_bytes() for path in store_path.iterdir()} == before


def test_a_long_text_and_a_long_answer(tmp_path):
    """Megabytes go both ways."""
    store = Store(str(tmp_path / "store"))
    node = NamedNode("http://e/1")
    store.add(Quad(node, node, Literal("科" * 1_000_000), node))
    store.flush()
    del store
    with QueryPool(tmp_path / "store", workers=1) as pool:
        result = pool.query(f"SELECT ?o {{ ?s ?p ?o FILTER(STRLEN(?o) > STRLEN('{'普' * 500_000}')) }}")

    assert result.rows() == (("科" * 1_000_000,),)
