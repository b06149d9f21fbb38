"""``/api/search``, ``/api/search/batch`` and ``/api/findings``: the JSON of the command line, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query, Request
from fastapi.responses import JSONResponse

from api.http import shapes
from api.http.gate import BUILD_HEADER
from api.http.problems import RequestProblem, body_of, of_error, readable_address
from api.http.settings import MOST_FINDINGS, MOST_HITS, MOST_QUERIES, QUERY_CHARACTERS
from api.http.words import message_language
from api.rules import asked_rule
from embeddings.query.filters import nearest
from kg.errors import RequestError, UnknownNameError
from kg.record_json import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.dependencies.models import Dependant

    from api.http.served import Served
    from api.http.source import BuildSource

_SHOWN = 80  # characters of a name that is quoted
Name = Annotated[str | None, Query(max_length=shapes.FILTER_CHARACTERS)]


async def filters_asked(
    level: Annotated[Name, Query(description="national province city district township unknown")] = None,
    department: Annotated[Name, Query(description="Exact name, alias or IRI")] = None,
    year: Annotated[shapes.Year, Query(description="Fiscal year")] = None,
    category: Annotated[Name, Query(description="Code such as output/quantity, or a heading")] = None,
    unit: Annotated[Name, Query(description="Spending unit: exact name, alias or IRI")] = None,
    measure_unit: Annotated[Name, Query(description="Unit of measure such as 场, 人次, %")] = None,
    min: Annotated[Name, Query(description="Value at least, in base units; 50万 is understood")] = None,
    max: Annotated[Name, Query(description="Value at most")] = None,
) -> dict[str, Any]:
    """Return the filters that a request gives."""
    given = locals()  # the parameters by their names
    return {name: value for name, value in given.items() if value not in (None, "")}


async def nothing_else(request: Request) -> None:
    """Refuse what a GET does not take: ``levle=district`` must not answer for all levels, nor two words for the last.

    Raises:
        RequestProblem: A parameter that is neither the route's nor ``lang``, or one that stands there twice.

    """
    if request.method != "GET":
        return
    known = sorted({*_parameters(request.scope["route"].dependant), "lang"})
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        members = {"option": name[:_SHOWN], "possible": known, "nearest": list(nearest(name, known))}
        if name not in known:
            parts = {"name": name[:_SHOWN], "possible": " ".join(known)}
            raise RequestProblem(400, "parameter-unknown", parts, members=members)
        if name in seen:
            raise RequestProblem(400, "parameter-twice", {"name": name}, members={"option": name})
        seen.add(name)


def _parameters(dependant: Dependant) -> Iterator[str]:
    """Give the names of the query parameters of a route and of all that it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _parameters(inner)


def search_router(source: BuildSource) -> APIRouter:
    """Return the routes of search and findings."""
    router = APIRouter(tags=["search"], dependencies=[Depends(readable_address), Depends(nothing_else)])

    @router.get("/api/search", response_model=shapes.Search, summary="Comparable targets")
    def search(
        q: Annotated[str, Query(min_length=1, max_length=QUERY_CHARACTERS, description="What to look for")],
        filters: Annotated[dict[str, Any], Depends(filters_asked)],
        limit: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        typed: Annotated[bool, Query(description="Whether bounds in the words (不少于12场) filter too")] = False,
        facets: Annotated[bool, Query(description="Whether to count all comparable indicators by facet")] = False,
    ) -> JSONResponse:
        """Find indicators that promise the same; the answer is that of ``kg search --json``."""
        with source.lease() as served:
            return _json(served.search(q, limit=limit, typed=typed, facets=facets, **filters), served)

    @router.post("/api/search/batch", response_model=shapes.Answers, summary="Many searches in one request")
    def batch(
        request: Request,
        queries: Annotated[list[shapes.Query], Body(min_length=1, max_length=MOST_QUERIES)],
    ) -> JSONResponse:
        """Answer up to 100 searches in their order; one that cannot be answered has a problem in its place.

        An empty query and an unknown name are such; a query of another shape than these refuses the whole.
        """
        language = message_language(request)
        with source.lease() as served:
            asked = [(one.q, one.options()) for one in queries]
            answers = [
                body_of(of_error(one), language, served.build_id, request.url.path)
                if isinstance(one, RequestError)
                else one
                for one in served.search_each(asked)
            ]
            return _json({"build": served.build_id, "answers": answers}, served)

    @router.get("/api/compare", summary="Departments side by side")
    def compare(
        q: Annotated[str, Query(min_length=1, max_length=QUERY_CHARACTERS, description="Words, or an indicator's IRI")],
        filters: Annotated[dict[str, Any], Depends(filters_asked)],
    ) -> JSONResponse:
        """Put comparable targets of departments beside each other; the answer is that of ``kg compare --json``."""
        with source.lease() as served:
            return _json(served.compare(q, **filters), served)

    @router.get("/api/findings", response_model=shapes.Findings, summary="Figures that do not agree")
    def findings(
        severity: Literal["error", "check", "info"] | None = None,
        rule: Annotated[Name, Query(description="Id of a rule, or its short name")] = None,
        document: Annotated[Name, Query(description="Id or base name of a document")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_FINDINGS)] = 100,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> JSONResponse:
        """List findings, the gravest first."""
        with source.lease() as served:
            asked = asked_rule(rule, (finding for _, finding in served.all_findings()), "rule") if rule else None
            if document and not served.has_document(document):
                names = [name for one in served.documents for name in one.names]
                raise UnknownNameError("document", document, nearest(document, names))
            found = [
                (iri, finding)
                for iri, finding in served.all_findings()
                if severity in (None, finding.severity.value)
                and asked in (None, finding.rule)
                and (not document or any(document in (s.document, s.document_id) for s in finding.sources))
            ]
            shown = [{"finding": iri, **to_json(finding)} for iri, finding in found[offset : offset + limit]]
            body = {"build": served.build_id, "total": len(found), "offset": offset, "findings": shown}
            return _json(body, served)

    return router


def _json(body: dict[str, Any], served: Served) -> JSONResponse:
    return JSONResponse(body, headers={BUILD_HEADER: served.build_id})
