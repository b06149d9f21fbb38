"""Limits: what is too large, too slow or too much ends, with a sentence, and nobody else notices."""

from __future__ import annotations

import http.client
import json
import re
import threading

import pytest
from starlette.testclient import TestClient

from api.http import Limits, create_app
from api.http.protocol import PatientProtocol

EVERYTHING = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?l != ?i) }"


def test_a_result_that_is_cut_says_so(limited):
    """A row cap leaves whole rows and a header that names the number."""
    answer = limited(query_rows=5).get("/sparql", params={"query": EVERYTHING, "format": "csv"})

    assert answer.headers["x-kg-truncated"] == "rows=5"
    assert len(answer.text.splitlines()) == 6


def test_a_result_that_is_whole_does_not(limited):
    """Exactly as many rows as the cap are all rows."""
    answer = limited(query_rows=5).get("/sparql", params={"query": f"{EVERYTHING} LIMIT 5"})

    assert "x-kg-truncated" not in answer.headers
    assert answer.headers["x-kg-rows"] == "5"


def test_bytes_are_capped_as_well(limited):
    """A few enormous rows do not get through where a row cap would let them."""
    answer = limited(query_bytes=2000).get("/sparql", params={"query": EVERYTHING, "format": "csv"})

    assert len(answer.content) < 2100
    assert "x-kg-truncated" in answer.headers


def test_an_endless_query_ends_and_the_next_is_answered(limited):
    """A query is stopped at its time, with 504 and the time in a header; the service goes on."""
    client = limited()
    answer = client.get("/sparql", params={"query": ENDLESS, "timeout": "0.5"})

    assert answer.status_code == 504
    assert answer.headers["x-kg-timeout"] == "0.5"
    assert "0.5" in answer.json()["detail"]
    assert "--" not in answer.json()["detail"]
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_request_cannot_ask_for_more_time(limited):
    """`timeout` lowers the limit of the service and never raises it."""
    answer = limited(query_seconds=0.3).get("/sparql", params={"query": ENDLESS, "timeout": "600"})

    assert answer.headers["x-kg-timeout"] == "0.3"


def test_more_queries_than_fit_are_sent_away(source):
    """When all places are taken, the next query is refused at once with 503; searches and pages still work."""
    client = TestClient(create_app(source, Limits(queries_at_once=1)))

    def occupy():
        while client.get("/sparql", params={"query": ENDLESS, "timeout": "4"}).status_code == 503:
            pass

    with client:  # one loop for all requests: places belong to the loop that serves
        running = threading.Thread(target=occupy)
        running.start()
        answers = []
        while running.is_alive() and not (answers and answers[-1].status_code == 503):
            answers.append(client.get("/sparql", params={"query": "ASK {}"}))
        search = client.get("/api/search", params={"q": "科普"})
        graph = client.get("/graph?default")
        page = client.get("/page/department/广州市科学技术协会")
        running.join()

    assert answers[-1].status_code == 503
    assert answers[-1].headers["retry-after"]
    assert search.status_code == 200
    assert graph.status_code == 503
    assert page.status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "in chunks"])
def test_a_body_that_is_too_large_is_refused(limited, chunked):
    """More than the limit is 413, whether a length was announced or not."""
    body = b"x" * 2000
    content = iter([body[:500], body[500:]]) if chunked else body
    headers = {"content-type": "application/sparql-query"}
    answer = limited(body_bytes=1000).post("/sparql", content=content, headers=headers)

    assert answer.status_code == 413
    assert answer.json()["limit_bytes"] == 1000
    assert answer.headers["connection"] == "close"


def test_a_body_of_exactly_the_limit_is_taken(limited):
    """The limit itself is allowed."""
    query = b"ASK {}" + b" " * 94
    headers = {"content-type": "application/sparql-query"}

    assert limited(body_bytes=100).post("/sparql", content=query, headers=headers).status_code == 200


def test_a_stalled_body_ends(source, wire):
    """A client that promises bytes and sends none gets 408, and the connection is closed."""
    serve, converse, _ = wire
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
    )
    with serve(create_app(source, Limits(body_seconds=0.3))) as port:
        answer = converse(port, head)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer


def test_a_dripping_body_ends(source, wire):
    """Bytes that come one by one do not keep a request alive: the whole body has its time."""
    serve, converse, _ = wire
    head = b"POST /api/search/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serve(create_app(source, Limits(body_seconds=0.4))) as port:
        answer = converse(port, head, *[b"1\r\n[\r\n"] * 4, pause=0.15)

    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_slow_head_ends(source, wire):
    """A client that never finishes its headers is told so and cut off; one that says nothing is cut off."""
    serve, converse, _ = wire

    class Hurried(PatientProtocol):
        head_seconds = 0.3

    with serve(create_app(source), Hurried) as port:
        answer = converse(port, b"GET / HTTP/1.1\r\nX-Slow: ")
        assert converse(port) == b""

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "标头在 0.3 秒内没有收全".encode() in answer


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (b"GET /api/search?q=" + b"%E7%A7%91" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"431", "最多 2000 个字符"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + b"a" * 3_000_000, b"431", "超过 65536 字节"),
        (b"hello\r\n\r\n", b"400", "这不是 HTTP 请求"),
    ],
    ids=["a query of 100,000 characters", "a large header", "no request"],
)
def test_what_never_becomes_a_request_is_a_problem_too(source, wire, request_, status, words):
    """What ends before the application sees it is a sentence as well, and the client still gets to read it."""
    serve, converse, _ = wire
    with serve(create_app(source)) as port:
        answer = converse(port, request_)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 " + status + b" ")
    assert words in json.loads(body)["detail"]


def test_who_sends_far_too_much_gets_to_read_why(source, wire):
    """A client that sends its whole body before it reads is not cut off while it still sends."""
    serve, _, _ = wire
    with serve(create_app(source)) as port:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        client.request("POST", "/api/search/batch", b" " * 12_000_000, {"content-type": "application/json"})
        answer = client.getresponse()

        assert answer.status == 413
        assert json.load(answer)["detail"] == "请求内容超过 1048576 字节"
        client.close()


def test_a_graph_is_whole_or_refused(limited):
    """A graph larger than the limit is not cut: it would be a wrong one."""
    answer = limited(graph_triples=10).get("/graph?default")

    assert answer.status_code == 413
    assert answer.json()["limit"] == 10


ADDRESSES = [
    "/",
    "/api/search?q=x",
    "/api/search",
    "/sparql",
    "/nowhere",
    "/page/unit/x",
    "/static/style.css",
    "/metrics",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_safe_and_names_the_build(client, source, address):
    """Security headers and the build stand on every answer, right or wrong."""
    answer = client.get(address, headers={"accept": "text/html"})

    assert answer.headers["x-build"] == source.build_id
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_error_of_ours_tells_nothing_of_the_machine(source):
    """A fault inside is 500 with a sentence, safe headers and no trace."""
    app = create_app(source)

    @app.get("/fault")
    def fault():
        raise ZeroDivisionError("/secret/path")

    answer = TestClient(app, raise_server_exceptions=False).get("/fault")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_metrics_count_routes_and_never_words(source):
    """Prometheus can read the numbers; what people looked for is in none of them."""
    client = TestClient(create_app(source))
    for address in ("/api/search?q=秘密的词", "/page/department/某部门", "/no/such/路径", "/sparql?query=x"):
        client.get(address)
    client.request("BREW", "/")
    text = client.get("/metrics").text
    sample = re.compile(r'[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)+\})? [0-9.e+-]+')

    assert all(sample.fullmatch(line) for line in text.splitlines() if not line.startswith("#"))
    assert 'kg_http_requests_total{route="/api/search",method="GET",status="200"} 1' in text
    assert 'route="/page/{kind}/{slug}",method="GET",status="404"' in text
    assert 'method="other"' in text
    assert not any(words in text for words in ("秘密", "某部门", "路径"))
