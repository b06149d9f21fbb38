"""Linked data: ``/id/`` leads to a page or to data, ``/data/`` gives the data, ``/graph`` whole graphs (GSP, read)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, unquote_to_bytes, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.http.addresses import last_segment, path_of, slug_of, thing_iri
from api.http.gate import BUILD_HEADER
from api.http.negotiation import Offer, choose
from api.http.pages.labels import named
from api.http.problems import RequestProblem, not_acceptable
from api.http.routes.sparql import GRAPH_OFFERS, media_type_of
from kg.graph.vocabulary import KINDS
from kg.sparql.results import GRAPH_MEDIA_TYPES

if TYPE_CHECKING:
    from api.http.served import Served
    from api.http.settings import Limits
    from api.http.source import BuildSource
    from api.http.turnstile import Turnstile
    from kg.sparql import QueryResult

_PAGE: Final = Offer("page", ("text/html", "application/xhtml+xml"))
_ENDINGS: Final = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples"}
_ENDING_OF: Final = {format_name: ending for ending, format_name in _ENDINGS.items()}
# what belongs to a thing and has no meaning without it comes along: values, numbers, money, places
_DATA: Final = """CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  <{iri}> (kg:target|kg:result|kg:component|kg:amount|kg:source)* ?node . ?node ?property ?value
}}"""
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SEE_OTHER: Final[dict[int | str, dict[str, Any]]] = {303: {"description": "To the page or the data"}}
_RDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "RDF",
        "content": {GRAPH_MEDIA_TYPES[name]: {"schema": {"type": "string"}} for name in _ENDINGS.values()},
    }
}


def things_router(source: BuildSource, limits: Limits, turnstile: Turnstile) -> APIRouter:
    """Return the routes of linked data."""
    router = APIRouter(tags=["linked data"])

    @router.get(
        "/id/{kind}/{slug:path}",
        response_class=Response,
        status_code=303,
        responses=_SEE_OTHER,
        summary="A thing by its IRI",
    )
    def thing(request: Request, kind: str, slug: str) -> Response:
        """Lead to the page of a thing or to data about it, as ``Accept`` asks."""
        check_kind(kind)
        own = slug_in(request, slug)
        found = choose(request.headers.get("accept"), (_PAGE, *GRAPH_OFFERS))
        if found is None:
            raise not_acceptable(offer.media_types[0] for offer in (_PAGE, *GRAPH_OFFERS))
        with source.lease() as served:
            _existing(served, kind, own)
            build = served.build_id
        is_page = found.offer is _PAGE
        path = path_of(kind, own) if is_page else path_of(kind, own, "data", f".{_ENDING_OF[found.offer.name]}")
        language = request.query_params.get("lang")
        if is_page and language in ("zh", "en"):
            path += "?" + urlencode({"lang": language})
        root = request.scope.get("root_path", "").rstrip("/")
        return RedirectResponse(root + path, 303, {"Vary": "Accept", BUILD_HEADER: build})

    @router.get("/data/{kind}/{file:path}", response_class=Response, responses=_RDF, summary="Data about a thing")
    def data(request: Request, kind: str, file: str) -> Response:
        """Give what the graph says of a thing and of what belongs to it; ``file`` is slug and ``.ttl .jsonld .nt``."""
        check_kind(kind)
        slug, _, ending = slug_in(request, file).rpartition(".")
        if ending not in _ENDINGS or not slug:
            parts = {"ending": f".{ending}", "possible": " ".join(f".{name}" for name in _ENDINGS)}
            raise RequestProblem(404, "no-data-format", parts)
        with source.lease() as served:
            _existing(served, kind, slug)
            iri = thing_iri(served.base_iri, kind, slug)
            result = served.described(_DATA.format(iri=iri), _ENDINGS[ending], limits.graph_triples)
            return Response(_whole(result), media_type=result.media_type, headers={BUILD_HEADER: served.build_id})

    @router.get("/graph", response_class=Response, responses=_RDF, summary="A whole graph (Graph Store Protocol)")
    async def graph(request: Request) -> Response:
        """Give a named graph (``?graph=IRI``) or all together (``?default``)."""
        asked = [(name, value) for name, value in request.query_params.multi_items() if name in ("graph", "default")]
        if len(asked) != 1 or (asked[0][0] == "default") == bool(asked[0][1]):
            raise RequestProblem(400, "graph-asked")
        return await turnstile.run(_graph, request, source, limits, asked[0][1] or None)

    @router.get("/graph/{name:path}", response_class=Response, responses=_RDF, summary="A graph by its IRI")
    async def direct(request: Request, name: str) -> Response:
        """Give the named graph whose IRI this is."""
        return await turnstile.run(_graph, request, source, limits, name, True)

    return router


def _graph(request: Request, source: BuildSource, limits: Limits, name: str | None, is_path: bool = False) -> Response:
    """Give the graph of an IRI, or of the path of one; ``None`` for all graphs together."""
    choice = choose(request.headers.get("accept"), GRAPH_OFFERS)
    if choice is None:
        raise not_acceptable(offer.media_types[0] for offer in GRAPH_OFFERS)
    with source.lease() as served:
        iri = f"{served.base_iri}graph/{name}" if is_path else name
        if iri is not None and iri not in served.graphs:
            raise RequestProblem(404, "no-graph", {"graph": f"<{iri}>"})
        checked = served.queries.check(_GRAPH, default_graphs=() if iri is None else (iri,))
        result = served.queries.run(
            checked,
            format=choice.offer.name,
            timeout_seconds=limits.query_seconds,
            max_rows=limits.graph_triples,
            max_bytes=limits.query_bytes * 4,
        )
        headers = {BUILD_HEADER: served.build_id, "Vary": "Accept"}
        return Response(_whole(result), media_type=media_type_of(result, choice), headers=headers)


def _whole(result: QueryResult) -> bytes:
    """Return a graph, which is whole; a cut one would be a wrong one."""
    if result.truncated:
        raise RequestProblem(413, "graph-large", {"most": result.row_count}, members={"limit": result.row_count})
    return result.body


def check_kind(kind: str) -> None:
    """Raise a problem for a kind that no IRI has."""
    if kind not in KINDS:
        possible = ", ".join(KINDS)
        raise RequestProblem(404, "no-kind", {"kind": kind, "possible": possible}, members={"possible": list(KINDS)})


def slug_in(request: Request, decoded: str) -> str:
    """Return the slug of a request's path, from the bytes as they came where the server has them.

    A name may hold a slash, escaped; the router sees it decoded. A slash that came as such parts segments, and no thing
    has more than one.
    """
    raw = request.scope.get("raw_path")
    segment = last_segment(raw.partition(b"?")[0]) if raw else decoded.encode()
    try:
        slug = slug_of(segment)
    except UnicodeDecodeError as error:
        raise RequestProblem(400, "not-utf8", {"offset": error.start}) from error
    if decoded.count("/") != unquote_to_bytes(segment).count(b"/"):
        raise RequestProblem(404, "not-found", {"path": request.url.path})
    return slug


def _existing(served: Served, kind: str, slug: str) -> None:
    if not served.has(thing_iri(served.base_iri, kind, slug)):
        raise no_thing(kind, slug)


def no_thing(kind: str, slug: str) -> RequestProblem:
    """Return the problem of a thing that the build does not have."""
    return RequestProblem(404, "no-thing", {"kind": partial(named, "kind", kind), "name": unquote(slug)})
