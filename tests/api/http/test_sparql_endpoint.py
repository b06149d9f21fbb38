"""``/sparql``: the SPARQL 1.1 Protocol as the W3C describes it, read only, with limits that are seen when they bite."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urlencode

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

SELECT = "SELECT ?s ?name { ?s <https://w3id.org/jixiao/ontology/name> ?name } ORDER BY ?s ?name LIMIT 3"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/jixiao/ontology/Department> ; ?p ?o }"
DESCRIBE = "DESCRIBE ?s { ?s a <https://w3id.org/jixiao/ontology/Department> }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def _three_ways(client, query, **parameters):
    """Ask one query by GET, as a form, and directly."""
    fields = {"query": query, **parameters}
    return (
        client.get("/sparql", params=fields),
        client.post("/sparql", content=urlencode(fields), headers={"content-type": FORM}),
        client.post("/sparql", params=parameters, content=query.encode(), headers={"content-type": DIRECT}),
    )


@pytest.mark.parametrize("query", [SELECT, ASK, CONSTRUCT, DESCRIBE, 'SELECT ("%25 +&; 部门" AS ?名) {}'])
def test_three_ways_to_ask_give_one_answer(client, query):
    """GET, form and direct POST are one operation, whatever characters a query holds."""
    answers = _three_ways(client, query)

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert all(answer.headers["x-build"] and answer.headers["x-kg-rows"] for answer in answers)


def test_a_query_is_decoded_once(client):
    """What looks like an escape inside a literal reaches the engine as it was written."""
    answer = client.get("/sparql", params={"query": 'SELECT ("%25 + 1" AS ?x) {}', "format": "csv"})

    assert answer.text == "x\r\n%25 + 1\r\n"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/turtle, text/csv;q=0.2", "text/csv; charset=utf-8"),
        (ASK, "application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (DESCRIBE, "text/csv, application/ld+json;q=0.1", "application/ld+json"),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_the_format_is_what_was_asked(client, query, accept, media_type):
    """Accept with weights decides; the answer says what it is."""
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept} if accept else {"accept": "*/*"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]


def test_each_format_can_be_read_by_its_reader(client):
    """JSON, XML, CSV, TSV hold the same rows; Turtle, N-Triples and JSON-LD the same triples."""

    def body(query, format_name):
        return client.get("/sparql", params={"query": query, "format": format_name}).text

    rows = [row["name"]["value"] for row in json.loads(body(SELECT, "json"))["results"]["bindings"]]
    xml = ElementTree.fromstring(body(SELECT, "xml"))
    assert [node.text for node in xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == rows
    assert [line.split(",")[1] for line in body(SELECT, "csv").splitlines()[1:]] == rows
    assert [line.split("\t")[1] for line in body(SELECT, "tsv").splitlines()[1:]] == [f'"{row}"' for row in rows]
    graphs = [
        set(parse(body(CONSTRUCT, name).encode(), format=parser))
        for name, parser in (
            ("turtle", RdfFormat.TURTLE),
            ("ntriples", RdfFormat.N_TRIPLES),
            ("jsonld", RdfFormat.JSON_LD),
        )
    ]
    assert graphs[0] == graphs[1] == graphs[2]
    assert len(graphs[0]) > 10


@pytest.mark.parametrize(
    ("query", "parameters", "accept", "possible"),
    [
        (SELECT, {}, "image/png", "text/csv"),
        (SELECT, {}, "text/turtle", "text/csv"),
        (CONSTRUCT, {}, "text/csv", "text/turtle"),
        (SELECT, {"format": "turtle"}, "*/*", "csv"),
        (SELECT, {"format": "docx"}, "*/*", "csv"),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_can(client, query, parameters, accept, possible):
    """406 lists the formats of this kind of query."""
    answer = client.get("/sparql", params={"query": query, **parameters}, headers={"accept": accept})

    assert answer.status_code == 406
    assert possible in answer.json()["possible"]


@pytest.mark.parametrize(
    ("method", "address", "content_type", "body", "status"),
    [
        ("GET", f"/sparql?query={quote(ASK)}&query={quote(ASK)}", None, b"", 400),
        ("GET", "/sparql?query=", None, b"", 400),
        ("GET", "/sparql?query=%FF%FE", None, b"", 400),
        ("GET", "/sparql?" + "x=1&" * 300, None, b"", 400),
        ("GET", f"/sparql?query={quote(ASK)}&timeout=soon", None, b"", 400),
        ("GET", f"/sparql?query={quote(ASK)}&timeout=0", None, b"", 400),
        ("POST", "/sparql", FORM, b"", 400),
        ("POST", "/sparql", FORM, urlencode([("query", ASK), ("query", ASK)]).encode(), 400),
        ("POST", "/sparql?query=" + quote(ASK), FORM, urlencode([("query", ASK)]).encode(), 400),
        ("POST", "/sparql", FORM, b"query=%C3%28", 400),
        ("POST", "/sparql", DIRECT, b"\xff\xfe", 400),
        ("POST", "/sparql", None, ASK.encode(), 415),
        ("POST", "/sparql", "text/plain", ASK.encode(), 415),
        ("POST", "/sparql", f"{DIRECT}; charset=utf-16", ASK.encode("utf-16"), 415),
        ("POST", "/sparql", "multipart/form-data; boundary=x", b"--x--", 415),
        ("POST", "/sparql", "application/sparql-update", b"DROP ALL", 403),
        ("POST", "/sparql", FORM, b"update=DROP+ALL", 403),
        ("GET", "/sparql?update=DROP+ALL", None, b"", 403),
        ("GET", f"/sparql?query={quote('INSERT DATA { <a:a> <a:a> <a:a> }')}", None, b"", 400),
        ("GET", f"/sparql?query={quote('SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }')}", None, b"", 400),
        ("GET", f"/sparql?query={quote('SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }')}", None, b"", 400),
        ("PUT", "/sparql", FORM, b"", 405),
        ("DELETE", "/sparql", None, b"", 405),
    ],
)
def test_bad_requests_are_refused_as_the_protocol_says(client, method, address, content_type, body, status):
    """Everything the protocol calls wrong is a 4xx problem with a sentence, and nothing is ever written."""
    headers = {"content-type": content_type} if content_type else {}
    answer = client.request(method, address, content=body, headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_syntax_error_says_line_and_column(client):
    """The place of an error is in the problem, for editors as well as for eyes."""
    problem = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}).json()

    assert (problem["status"], problem["line"], problem["column"]) == (400, 2, 15)
    assert "第 2 行" in problem["detail"]


def test_graphs_named_by_the_request_are_the_dataset(client, served):
    """default-graph-uri and named-graph-uri choose graphs of the build, in each way of asking."""
    registry = f"{served.base_iri}graph/registry"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    for answer in _three_ways(client, count, **{"default-graph-uri": registry, "format": "csv"}):
        expected = client.get(
            "/sparql", params={"query": count.replace("{", f"FROM <{registry}> {{", 1), "format": "csv"}
        )
        assert answer.text == expected.text != "n\r\n0\r\n"
    for answer in _three_ways(client, named, **{"named-graph-uri": registry, "format": "csv"}):
        assert answer.text == f"g\r\n{registry}\r\n"


@pytest.mark.parametrize("graph", ["http://localhost:8000/graph/nowhere", "file:///etc/passwd", "http://example.org/"])
def test_graphs_of_nobody_are_refused(client, graph):
    """A request cannot name a graph that the build does not have."""
    answer = client.get("/sparql", params={"query": ASK, "default-graph-uri": graph})

    assert answer.status_code == 400
    assert graph in answer.json()["detail"]


def test_similarity_works_inside_a_query(client):
    """`SERVICE kg:similar` finds over HTTP what the search finds."""
    query = (
        "PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX kgs: <https://w3id.org/jixiao/search/> "
        'SELECT ?i { SERVICE kg:similar { ?i kgs:text "科普讲座" ; kgs:limit 3 ; kgs:rank ?r } } ORDER BY ?r'
    )
    rows = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1:]
    hits = client.get("/api/search", params={"q": "科普讲座", "limit": 3}).json()["hits"]

    assert rows == [hit["indicator"] for hit in hits]


def test_without_a_query_the_service_describes_itself(client):
    """GET without a query gives a service description, or a page with a form to a browser."""
    description = rdflib.Graph().parse(data=client.get("/sparql").text, format="turtle")
    page = client.get("/sparql", headers={"accept": "text/html"})

    assert len(description) > 5
    assert "<textarea" in page.text
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 400


def test_the_page_shows_results_and_errors(client):
    """A browser gets rows with links to pages, and an error beside the query it typed."""
    html = {"accept": "text/html"}
    found = client.get("/sparql", params={"query": SELECT}, headers=html).text
    wrong = client.get("/sparql", params={"query": "SELECT <script>alert(1)</script>"}, headers=html)

    assert 'href="/page/' in found
    assert wrong.status_code == 400
    assert "<script>" not in wrong.text
    assert 'role="alert"' in wrong.text


def test_head_is_get_without_the_body(client):
    """HEAD has the headers of GET and no body."""
    got = client.get("/sparql", params={"query": SELECT})
    head = client.head("/sparql", params={"query": SELECT})

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_a_search_in_a_query_that_found_nothing_is_said(client):
    """A header gives line and cause, the page a sentence."""
    query = "PREFIX kgs: <https://w3id.org/jixiao/search/>\nSELECT * { ?i kgs:text '讲座' }"
    answer = client.get("/sparql", params={"query": query})
    page = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"}).text

    assert answer.headers["X-KG-Without-Hits"] == "line=2;why=outside"
    assert "第 2 行写在 SERVICE kg:similar 之外的 kgs: 属性什么也对不上" in page


def test_a_name_that_the_vocabulary_does_not_have_is_said(client):
    """It is no error and matches nothing: a header names it, and the page with those that look like it."""
    query = "PREFIX kg: <https://w3id.org/jixiao/ontology/> SELECT * { ?i kg:nam ?n ; a kg:Indicator }"
    answer = client.get("/sparql", params={"query": query})
    page = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"}).text

    assert answer.headers["X-KG-Unknown-Names"] == "kg:nam"
    assert "词汇表里没有 kg:nam，相近的有：name" in page
    assert "X-KG-Unknown-Names" not in client.get("/sparql", params={"query": query.replace("nam ", "name ")}).headers


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_is_not_here_is_answered_with_those_that_are(client, served, name):
    """The parameter is named, not a FROM that nobody wrote, and the graphs that there are; an empty one is none."""
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
    refused = client.get("/sparql", params={**query, name: "http://example.org/g"})
    problem = refused.json()

    assert refused.status_code == 400
    assert f"{name} <http://example.org/g>" in problem["detail"]
    assert "FROM" not in problem["detail"]
    assert "line" not in problem
    assert f"{served.base_iri}graph/registry" in problem["detail"]
    shared = {graph for graph in served.graphs if "/document/" not in graph}
    assert shared < set(problem["graphs"]) <= {*served.graphs, "…"}
    for graph in shared:
        assert client.get("/sparql", params={**query, name: graph}).status_code == 200
    assert client.get("/sparql", params={**query, name: ""}).text == client.get("/sparql", params=query).text
