"""The pages: ``/`` (search), ``/compare``, ``/findings``, ``/about``, ``/page/{kind}/{slug}``, and their two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from api.http.pages.comparing import compare_page
from api.http.pages.facets import said_wrong
from api.http.pages.finding_list import finding_list
from api.http.pages.rendering import STATIC, links_of, render, static_file
from api.http.pages.searching import search_page
from api.http.pages.things import thing_page
from api.http.problems import RequestProblem, readable_address
from api.http.routes.things import check_kind, no_thing, slug_in

if TYPE_CHECKING:
    from api.http.source import BuildSource

_TYPES = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "N-Triples": "application/n-triples"}


def pages_router(source: BuildSource) -> APIRouter:
    """Return the routes of the pages; they are no part of the OpenAPI document."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(readable_address)])

    @router.get("/", response_class=HTMLResponse)
    def entrance(request: Request) -> Response:
        links = links_of(request)
        with source.lease() as served:
            page = search_page(served, dict(request.query_params), links)
            error = said_wrong(page.error, links.language) if page.error else None
            status = 400 if page.error else 200
            return render("search.html", request, served.build_id, status=status, page=page, error=error)

    @router.get("/compare", response_class=HTMLResponse)
    def compare(request: Request) -> Response:
        links = links_of(request)
        with source.lease() as served:
            page = compare_page(served, dict(request.query_params), links)
            error = said_wrong(page.error, links.language) if page.error else None
            status = 400 if page.error else 200
            return render("compare.html", request, served.build_id, status=status, page=page, error=error)

    @router.get("/findings", response_class=HTMLResponse)
    def findings(request: Request) -> Response:
        with source.lease() as served:
            page = finding_list(served, dict(request.query_params), links_of(request))
            status = 400 if page.error else 200
            return render("findings.html", request, served.build_id, status=status, page=page)

    @router.get("/about", response_class=HTMLResponse)
    def about(request: Request) -> Response:
        with source.lease() as served:
            return render("about.html", request, served.build_id, counts=served.counts)

    @router.get("/page/{kind}/{slug:path}", response_class=HTMLResponse)
    def thing(request: Request, kind: str, slug: str) -> Response:
        check_kind(kind)
        own = slug_in(request, slug)
        with source.lease() as served:
            page = thing_page(served, kind, own, links_of(request), request.query_params.get("mark", ""))
            if page is None:
                raise no_thing(kind, own)
            data_links = [{"type": _TYPES[one.text], "href": one.href} for one in page.data]
            return render("thing.html", request, served.build_id, page=page, data_links=data_links)

    @router.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in STATIC:
            raise RequestProblem(404, "not-found", {"path": f"/static/{name}"})
        return Response(static_file(name), media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})

    return router
