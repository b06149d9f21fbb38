"""The application (服务): the gate, the routes, and one way to say what went wrong.

``create_app`` takes what it needs, a source that lends builds, and loads nothing. Work that blocks runs in threads, and
queries in processes of their own; nothing of a request is remembered but the counts.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.http import shapes
from api.http.gate import SECURITY_HEADERS, Gate
from api.http.metrics import Metrics
from api.http.negotiation import Offer, choose
from api.http.pages.rendering import render
from api.http.problems import MEDIA_TYPE, RequestProblem, of_error, respond, title
from api.http.routes.pages import pages_router
from api.http.routes.search import search_router
from api.http.routes.sparql import sparql_router
from api.http.routes.state import state_router
from api.http.routes.things import things_router
from api.http.settings import Limits
from api.http.turnstile import Turnstile
from api.http.words import message_language, page_language, phrase, phrases
from kg.errors import PerformanceGraphError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.http.source import BuildSource
    from kg.messages import Language

TITLE = "绩效图谱 (jixiao-kg)"
_SUMMARY = "Comparable performance targets, every figure traced to its words"
# the router tells the methods of the first route of a path only
_MORE_METHODS = {"/sparql": ("GET", "POST")}
# what programs ask for: problems there are always problem+json; elsewhere a browser gets a page
_FOR_PROGRAMS = ("/api/", "/sparql", "/graph", "/data/", "/openapi.json", "/healthz", "/readyz", "/metrics")
_PROBLEM_OR_PAGE = (Offer("problem", (MEDIA_TYPE, "application/json")), Offer("page", ("text/html",)))


def create_app(source: BuildSource, limits: Limits | None = None, metrics: Metrics | None = None) -> FastAPI:
    """Return the service over a source of builds.

    Args:
        source: Lends builds; who opened it closes it.
        limits: What a request may cost.
        metrics: Where requests are counted.

    """
    limits = limits or Limits()
    metrics = metrics or Metrics()
    turnstile = Turnstile(limits.queries_at_once, metrics)

    app = FastAPI(
        title=TITLE,
        summary=_SUMMARY,
        version=_version(),
        docs_url=None,  # the stock pages load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        responses={"default": {"model": shapes.Problem, "description": "A problem (RFC 9457)"}},
    )
    app.add_middleware(Gate, source=source, limits=limits, metrics=metrics)
    for router in (
        search_router(source),
        sparql_router(source, limits, metrics, turnstile),
        things_router(source, limits, turnstile),
        state_router(source, metrics),
        pages_router(source),
    ):
        app.include_router(router)

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> dict[str, Any]:
        return openapi_document(app)

    _handle_problems(app, source)
    return app


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document: FastAPI's, with problems in the place of its own validation errors."""
    document = app.openapi()
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            problem = operation["responses"]["default"]
            problem["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return document


def _handle_problems(app: FastAPI, source: BuildSource) -> None:
    def say(request: Request, problem: RequestProblem) -> Response:
        if not request.url.path.startswith(_FOR_PROGRAMS):
            found = choose(request.headers.get("accept"), _PROBLEM_OR_PAGE)
            if found is not None and found.offer.name == "page":
                return _page(request, problem, source.build_id)
        response = respond(request, problem, source.build_id)
        response.headers.update(SECURITY_HEADERS)
        return response

    @app.exception_handler(RequestProblem)
    async def of_ours(request: Request, problem: RequestProblem) -> Response:
        return say(request, problem)

    @app.exception_handler(PerformanceGraphError)
    async def of_the_library(request: Request, error: PerformanceGraphError) -> Response:
        return say(request, of_error(error))

    @app.exception_handler(RequestValidationError)
    async def of_parameters(request: Request, error: RequestValidationError) -> Response:
        return say(request, _of_validation(error.errors(), message_language(request)))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        return say(request, _of_http(request, error))

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, _: Exception) -> Response:
        # the server logs it with its trace; the reader learns that it was ours
        return say(request, RequestProblem(500, "internal"))


def _page(request: Request, problem: RequestProblem, build: str | None) -> Response:
    language = page_language(request)
    return render(
        "problem.html",
        request,
        build,
        status=problem.status,
        headers=problem.headers,
        code=problem.status,
        title=title(problem.status, language),
        detail=problem.detail(language),
    )


def _of_http(request: Request, error: HTTPException) -> RequestProblem:
    path = request.url.path
    if error.status_code == 404:
        return RequestProblem(404, "not-found", {"path": path})
    if error.status_code == 405:
        methods = {*_MORE_METHODS.get(path, ()), *(error.headers or {}).get("Allow", "").split(", ")} - {""}
        allowed = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
        parts = {"path": path, "method": request.method, "allowed": allowed}
        return RequestProblem(405, "method", parts, headers={"Allow": allowed})
    return RequestProblem(error.status_code, "http", headers=error.headers)


def _of_validation(errors: Sequence[Mapping[str, Any]], language: Language) -> RequestProblem:
    """Say which parameters do not fit, and how."""
    found = []
    for error in errors:
        place = error["loc"][:1] if error["type"] == "json_invalid" else error["loc"][1:] or error["loc"][:1]
        name = ".".join(str(part) for part in place)
        key = f"invalid-{error['type']}"
        context = {name: str(value) for name, value in error.get("ctx", {}).items()}
        said = phrase(key if key in phrases() else "invalid-other", language, **context)
        found.append({"parameter": name, "problem": said})
    problems = "；".join(f"{one['parameter']} {one['problem']}" for one in found)
    return RequestProblem(400, "parameters", {"problems": problems}, members={"parameters": found})


def _version() -> str:
    try:
        return version("jixiao-kg")
    except PackageNotFoundError:
        return "0"
