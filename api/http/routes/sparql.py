"""``/sparql``: SPARQL 1.1 Protocol, query operation, with limits that are seen when they bite; and a plain page.

In: ``GET ?query=``, a form, or the query itself as ``application/sparql-query``. Out: the result in the format that
``Accept`` (or ``format=``) asks for. Updates are refused: a served build never changes. Rows and bytes that a cap left
out are told by ``X-KG-Truncated``, searches inside the query that found nothing by ``X-KG-Without-Hits``; a query that
was stopped ends with 504 and ``X-KG-Timeout``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Request, Response

from api.http.gate import BUILD_HEADER
from api.http.negotiation import Choice, Offer, choose
from api.http.pages.rendering import links_of, render
from api.http.pages.sparql import EXAMPLE, result_values
from api.http.problems import RequestProblem, not_acceptable, of_error
from api.http.words import page_language
from kg.errors import PerformanceGraphError
from kg.sparql.results import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.http.metrics import Metrics
    from api.http.settings import Limits
    from api.http.source import BuildSource
    from api.http.turnstile import Turnstile
    from kg.sparql import CheckedQuery, QueryResult

_LONGEST: Final = 1_000  # characters of a header
_PAGE: Final = Offer("page", ("text/html",))
_SOLUTIONS: Final = (
    Offer("json", ("application/sparql-results+json", "application/json")),
    Offer("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Offer("csv", ("text/csv",)),
    Offer("tsv", ("text/tab-separated-values",)),
)
GRAPH_OFFERS: Final = (
    Offer("turtle", ("text/turtle",)),
    Offer("ntriples", ("application/n-triples", "text/plain")),
    Offer("jsonld", ("application/ld+json", "application/json")),
)
_DESCRIPTION: Final = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{endpoint}> a sd:Service ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD .
"""
_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 200
_ESCAPE: Final = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query, its graphs, and what it wants to have said otherwise."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    timeout: float | None


def sparql_router(source: BuildSource, limits: Limits, metrics: Metrics, turnstile: Turnstile) -> APIRouter:
    """Return the SPARQL endpoint."""
    router = APIRouter(tags=["sparql"])

    async def sparql(request: Request) -> Response:
        fields = _fields(request.scope.get("query_string", b""))
        if request.method == "POST":
            fields += _posted(request.headers.get("content-type", ""), await request.body())
        if any(name == "update" for name, _ in fields):
            raise RequestProblem(403, "read-only")
        accept = request.headers.get("accept")
        if request.method == "GET" and not any(name == "query" for name, _ in fields):
            return _introduction(request, source, accept)
        asked = _asked(fields, limits)
        return await turnstile.run(_answer, request, source, limits, metrics, asked)

    for method, name in (("GET", "query"), ("POST", "post_query")):
        router.add_api_route(
            "/sparql",
            sparql,
            methods=[method],
            name=name,
            summary="SPARQL 1.1 Protocol: query",
            response_class=Response,
            openapi_extra=_documentation(method),
        )
    return router


def _answer(request: Request, source: BuildSource, limits: Limits, metrics: Metrics, asked: Asked) -> Response:
    accept = request.headers.get("accept")
    with source.lease() as served:
        try:
            checked = served.queries.check(
                asked.query, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs
            )
            choice = _choice(checked, asked, accept)
            is_page = choice.offer is _PAGE
            result = served.queries.run(
                checked,
                format="table" if is_page else choice.offer.name,
                timeout_seconds=min(asked.timeout or limits.query_seconds, limits.query_seconds),
                max_rows=limits.page_rows if is_page else limits.query_rows,
                max_bytes=limits.query_bytes,
            )
        except PerformanceGraphError as error:
            metrics.event(error.key)
            if not _wants_page(asked, accept):
                raise
            problem = of_error(error)
            values = result_values(asked.query, page_language(request), problem=problem)
            status, headers = problem.status, problem.headers
            return render("sparql.html", request, served.build_id, status=status, headers=headers, **values)
        headers = _headers(result, served.build_id)
        if result.truncated:
            metrics.event("truncated")
        if is_page:
            links = links_of(request)
            values = result_values(
                asked.query, links.language, result=result, base_iri=served.base_iri, root=links.root
            )
            return render("sparql.html", request, served.build_id, headers=headers, **values)
        return Response(result.body, media_type=media_type_of(result, choice), headers=headers)


def media_type_of(result: QueryResult, choice: Choice) -> str:
    """Return the name under which a result is sent: its own, or another one that the client asked for it by."""
    return result.media_type if choice.media_type in result.media_type else choice.media_type


def _headers(result: QueryResult, build: str) -> dict[str, str]:
    headers = {
        BUILD_HEADER: build,
        "Vary": "Accept",
        "X-KG-Rows": str(result.row_count),
        "Server-Timing": f"query;dur={result.milliseconds:.1f}",
    }
    if result.truncated:
        headers["X-KG-Truncated"] = f"rows={result.row_count}"
    if result.misspelt:
        headers["X-KG-Unknown-Names"] = quote(" ".join(name for name, _ in result.misspelt), safe=" :/<>#")[:_LONGEST]
    if result.without_hits:
        headers["X-KG-Without-Hits"] = ", ".join(f"line={line};why={why}" for line, why in result.without_hits)[
            :_LONGEST
        ]
    return headers


def _choice(checked: CheckedQuery, asked: Asked, accept: str | None) -> Choice:
    """Return the format of the answer; ``format`` goes before ``Accept``."""
    offers = _SOLUTIONS if checked.form in ("SELECT", "ASK") else GRAPH_OFFERS
    if asked.format is not None:
        for offer in offers:
            if asked.format in (offer.name, *offer.media_types):
                return Choice(offer, offer.media_types[0])
        raise not_acceptable(offer.name for offer in offers)
    found = choose(accept, (*offers, _PAGE))
    if found is None:
        raise not_acceptable(media_type for offer in offers for media_type in offer.media_types)
    return found


def _wants_page(asked: Asked, accept: str | None) -> bool:
    if asked.format is not None:
        return False
    found = choose(accept, (_SOLUTIONS[0], _PAGE))
    return found is not None and found.offer is _PAGE


def _introduction(request: Request, source: BuildSource, accept: str | None) -> Response:
    """Answer a request without a query: the page with a form, or the service description."""
    found = choose(accept, (Offer("turtle", ("text/turtle",)), _PAGE))
    if found is None:
        raise RequestProblem(400, "query-asked", {"count": 0})
    if found.offer is _PAGE:
        values = result_values(EXAMPLE, page_language(request))
        return render("sparql.html", request, source.build_id, headers={"Vary": "Accept"}, **values)
    endpoint = _ESCAPE.sub("", str(request.url.replace(query=""))).replace(">", "")
    return Response(_DESCRIPTION.format(endpoint=endpoint), media_type="text/turtle", headers={"Vary": "Accept"})


def _fields(query_string: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form or address; raises a problem where they are not UTF-8 or too many."""
    try:
        text = query_string.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestProblem(400, "not-utf8", {"offset": error.start}) from error
    except ValueError as error:
        raise RequestProblem(400, "parameters", {"problems": f"> {_MOST_FIELDS}"}) from error


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """Return the fields that a body holds."""
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    charset = rest.partition("charset=")[2].strip().strip('"').lower()
    if kind == _UPDATE:
        raise RequestProblem(403, "read-only")
    if kind not in (_FORM, _DIRECT) or charset not in ("", "utf-8", "utf8"):
        parts = {"found": content_type[:80], "expected": f"{_DIRECT} / {_FORM}; charset=utf-8"}
        raise RequestProblem(415, "media-type", parts, headers={"Accept-Post": f"{_DIRECT}, {_FORM}"})
    if kind == _FORM:
        return _fields(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise RequestProblem(400, "not-utf8", {"offset": error.start}) from error


def _asked(fields: Sequence[tuple[str, str]], limits: Limits) -> Asked:
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise RequestProblem(400, "query-asked", {"count": len(queries)})
    timeout: float | None = None
    for given in (value for name, value in fields if name == "timeout" and value):
        if not re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", given, re.ASCII) or not float(given):
            raise RequestProblem(400, "parameter", {"name": "timeout", "problem": f"0 < … ≤ {limits.query_seconds:g}"})
        timeout = float(given)
    return Asked(
        queries[0],
        # some clients send the fields of a form that nobody filled in
        tuple(value for name, value in fields if name == "default-graph-uri" and value),
        tuple(value for name, value in fields if name == "named-graph-uri" and value),
        next((value for name, value in fields if name == "format" and value), None),
        timeout,
    )


def _documentation(method: str) -> dict[str, Any]:
    """Return what the OpenAPI document says of the endpoint, which FastAPI cannot know."""
    text: dict[str, Any] = {"type": "string"}
    several = {"type": "array", "items": {"type": "string", "format": "iri"}}
    parameters = [
        {"name": "default-graph-uri", "in": "query", "schema": several},
        {"name": "named-graph-uri", "in": "query", "schema": several},
        {"name": "format", "in": "query", "schema": {**text, "enum": [name for name in FORMATS if name != "table"]}},
        {"name": "timeout", "in": "query", "schema": {"type": "number", "exclusiveMinimum": 0}},
    ]
    types = [media for offer in (*_SOLUTIONS, *GRAPH_OFFERS) for media in offer.media_types]
    content = {media: {"schema": text} for media in dict.fromkeys((*types, "text/html"))}
    answer: dict[str, Any] = {"responses": {"200": {"description": "The result", "content": content}}}
    if method == "GET":
        return {**answer, "parameters": [{"name": "query", "in": "query", "schema": text}, *parameters]}
    form = {"type": "object", "required": ["query"], "properties": {"query": text}}
    posted = {_DIRECT: {"schema": text}, _FORM: {"schema": form}}
    return {**answer, "parameters": parameters, "requestBody": {"required": True, "content": posted}}
