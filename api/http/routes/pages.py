"""The pages: ``/`` (search), ``/findings``, ``/page/{kind}/{slug}``, and the two files they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.http.pages.findings import findings_table
from api.http.pages.labels import named
from api.http.pages.rendering import STATIC, links_of, render, static_file
from api.http.pages.searching import FacetValue, search_page
from api.http.pages.things import thing_page
from api.http.problems import RequestProblem, of_error
from api.http.routes.things import check_kind, no_thing, slug_in
from api.http.words import phrase

if TYPE_CHECKING:
    from api.http.source import BuildSource

_PAGE_FINDINGS = 50
_TYPES = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "N-Triples": "application/n-triples"}


def pages_router(source: BuildSource) -> APIRouter:
    """Return the routes of the pages; they are no part of the OpenAPI document."""
    router = APIRouter(include_in_schema=False)

    @router.get("/", response_class=HTMLResponse)
    def entrance(request: Request) -> Response:
        links = links_of(request)
        with source.lease() as served:
            page = search_page(served, dict(request.query_params), links)
            error = of_error(page.error).detail(links.language) if page.error else None
            status = 400 if page.error else 200
            return render("search.html", request, served.build_id, status=status, page=page, error=error)

    @router.get("/findings", response_class=HTMLResponse)
    def findings(
        request: Request,
        severity: Literal["error", "check", "info"] | None = None,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> Response:
        links = links_of(request)
        with source.lease() as served:
            all_findings = served.all_findings()
            found = [entry for entry in all_findings if severity in (None, entry[1].severity.value)]
            chips = []
            for name in (None, "error", "check", "info"):
                count = sum(name in (None, finding.severity.value) for _, finding in all_findings)
                text = named("severity", name, links.language) if name else phrase("all-severities", links.language)
                chips.append(FacetValue(text, count, links.to("/findings", severity=name or ""), name == severity))
            after = offset + _PAGE_FINDINGS
            more = links.to("/findings", severity=severity or "", offset=after) if after < len(found) else ""
            table = findings_table(served, found[offset:after], links)
            return render(
                "findings.html", request, served.build_id, severities=chips, table=table, more=more, error=None
            )

    @router.get("/page/{kind}/{slug}", response_class=HTMLResponse)
    def thing(request: Request, kind: str, slug: str) -> Response:
        check_kind(kind)
        own = slug_in(request, slug)
        with source.lease() as served:
            page = thing_page(served, kind, own, links_of(request))
            if page is None:
                raise no_thing(request, kind, own)
            data_links = [{"type": _TYPES[one.text], "href": one.href} for one in page.data]
            return render("thing.html", request, served.build_id, page=page, data_links=data_links)

    @router.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in STATIC:
            raise RequestProblem(404, "not-found", {"path": f"/static/{name}"})
        return Response(static_file(name), media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})

    return router
