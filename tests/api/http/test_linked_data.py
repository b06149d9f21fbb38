"""Linked data: an IRI leads to a page or to data, the data is the graph's, and graphs come whole."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

DEPARTMENT = "广州市科学技术协会"


def _iris(served):
    rows = served.rows("SELECT DISTINCT ?s { ?s a ?class }")
    return sorted({str(row[0]) for row in rows if str(row[0]).startswith(f"{served.base_iri}id/")})


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/page/department/{name}"),
        ("*/*", "/page/department/{name}"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page/department/{name}"),
        ("text/turtle", "/data/department/{name}.ttl"),
        ("application/ld+json", "/data/department/{name}.jsonld"),
        ("application/n-triples", "/data/department/{name}.nt"),
        ("text/html;q=0.3, text/turtle;q=0.4", "/data/department/{name}.ttl"),
    ],
)
def test_a_thing_leads_where_the_client_wants(client, accept, location):
    """303 by Accept, to the page or to data."""
    answer = client.get(f"/id/department/{DEPARTMENT}", headers={"accept": accept})

    assert answer.status_code == 303
    assert answer.headers["location"] == location.format(name=quote(DEPARTMENT))
    assert answer.headers["vary"] == "Accept"


def test_the_language_of_a_link_is_kept(client):
    """Who follows an IRI in English lands on the English page."""
    assert client.get(f"/id/department/{DEPARTMENT}?lang=en").headers["location"].endswith("?lang=en")


def test_raw_and_escaped_chinese_are_one_address(source, wire):
    """`curl` sends Chinese as typed, browsers escape it; both find the thing."""
    from api.http import create_app

    serve, converse, _ = wire
    with serve(create_app(source)) as port:
        for name in (DEPARTMENT, quote(DEPARTMENT), quote(DEPARTMENT).lower()):
            request = f"GET /id/department/{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            assert converse(port, request.encode()).startswith(b"HTTP/1.1 303 ")
        # the body of a request is never touched, whatever its bytes
        body = '[{"q": "科普讲座"}]'.encode()
        head = (
            f"POST /api/search/batch?词=甲 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        )
        answer = converse(port, head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        assert "科普讲座".encode() in answer


@pytest.mark.parametrize(
    "address",
    [
        "/id/department/没有这个部门",
        "/id/planet/earth",
        "/page/indicator/0000000000000000-1",
        "/page/indicator/x",
        "/page/document/..%2F..%2Fetc",
        "/data/department/没有.ttl",
        f"/data/department/{DEPARTMENT}.exe",
        f"/data/department/{DEPARTMENT}",
        "/id/department/%3E%20%7D",
        "/id/department",
        "/id/",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(client, address):
    """An unknown name, kind or ending is 404 with a sentence."""
    answer = client.get(address, headers={"accept": "application/json, text/html;q=0.5"})

    assert answer.status_code in (404, 406)
    assert answer.json()["detail"]


def test_bytes_that_are_no_text_are_refused(client):
    """A path that is not UTF-8 is 400."""
    assert client.get("/id/department/%FF%FE").status_code == 400


def test_everything_that_has_an_iri_has_a_page_and_data(client, served):
    """Of each kind, things of the sample have a page that names their IRI, and data that is about them."""
    seen = {}
    for iri in _iris(served):
        seen.setdefault(iri.removeprefix(served.base_iri).split("/")[1], []).append(iri)

    assert {"document", "department", "unit", "project", "task", "indicator", "target", "span", "finding"} <= set(seen)
    for kind, iris in seen.items():
        for iri in iris[:2]:
            path = quote(iri.removeprefix(served.base_iri))
            page = client.get(client.get(f"/{path}", headers={"accept": "text/html"}).headers["location"])
            data = client.get(client.get(f"/{path}", headers={"accept": "application/n-triples"}).headers["location"])
            assert page.status_code == 200, kind
            assert iri in page.text, kind
            graph = rdflib.Graph().parse(data=data.text, format="nt")
            assert (rdflib.URIRef(iri), rdflib.RDF.type, None) in graph, kind


def test_data_holds_what_belongs_to_the_thing(client, served):
    """An indicator's data has its value, its numbers and its places, in all three formats the same."""
    iri = client.get("/api/search", params={"q": "科普讲座", "limit": 1}).json()["hits"][0]["indicator"]
    path = iri.removeprefix(served.base_iri).replace("id/", "/data/")
    graphs = [
        set(parse(client.get(path + ending).content, format=parser))
        for ending, parser in ((".ttl", RdfFormat.TURTLE), (".nt", RdfFormat.N_TRIPLES), (".jsonld", RdfFormat.JSON_LD))
    ]
    said = {triple.predicate.value.rpartition("/")[2] for triple in graphs[0]}

    assert graphs[0] == graphs[1] == graphs[2]
    assert {"name", "target", "rawText", "value", "measureUnit", "exact", "start", "end"} <= said


def test_the_graph_store_gives_each_graph_whole(client, served):
    """`?graph=IRI`, the graph's own address and `?default` give exactly the triples of the build."""
    counts = dict(served.rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))
    accept = {"accept": "application/n-triples"}

    assert set(counts) == set(served.graphs)
    for graph, count in counts.items():
        by_query = client.get("/graph", params={"graph": graph}, headers=accept)
        direct = client.get("/" + graph.removeprefix(served.base_iri), headers=accept)
        assert len(by_query.text.splitlines()) == count
        assert direct.text == by_query.text
    assert len(client.get("/graph?default", headers=accept).text.splitlines()) == sum(counts.values())


@pytest.mark.parametrize(
    ("method", "address", "accept", "status"),
    [
        ("GET", "/graph", "*/*", 400),
        ("GET", "/graph?default&graph=x", "*/*", 400),
        ("GET", "/graph?graph=", "*/*", 400),
        ("GET", "/graph?graph=http://localhost:8000/graph/no", "*/*", 404),
        ("GET", "/graph/no", "*/*", 404),
        ("GET", "/graph?default", "image/png", 406),
        ("PUT", "/graph?default", "*/*", 405),
        ("POST", "/graph?default", "*/*", 405),
        ("DELETE", "/graph?default", "*/*", 405),
        ("PATCH", "/graph?default", "*/*", 405),
    ],
)
def test_the_graph_store_is_read_only_and_exact(client, method, address, accept, status):
    """What is asked wrongly, or would write, is refused with a sentence."""
    answer = client.request(method, address, headers={"accept": accept})

    assert answer.status_code == status
    assert answer.json()["detail"]
