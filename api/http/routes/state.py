"""How the service is: ``/healthz`` (it runs), ``/readyz`` (it can answer), ``/metrics`` (Prometheus)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio.to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse

from api.http.gate import BUILD_HEADER
from api.http.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from api.http.metrics import Metrics
    from api.http.source import BuildSource


def state_router(source: BuildSource, metrics: Metrics) -> APIRouter:
    """Return the routes for those who run the service; none of them waits for a search or query."""
    router = APIRouter(tags=["state"])

    @router.get("/healthz", summary="Whether the process runs")
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok", "build": source.build_id}, headers={"Cache-Control": "no-store"})

    @router.get("/readyz", summary="Whether a build answers", responses={503: {"description": "No build is open"}})
    async def readyz() -> JSONResponse:
        def state() -> dict[str, Any]:
            with source.lease() as served:
                return {"status": "ready", "build": served.build_id, "model": served.model, "counts": served.counts}

        body = await anyio.to_thread.run_sync(state)
        return JSONResponse(body, headers={"Cache-Control": "no-store", BUILD_HEADER: body["build"]})

    @router.get("/metrics", response_class=PlainTextResponse, summary="Numbers for Prometheus")
    async def numbers() -> PlainTextResponse:
        return PlainTextResponse(metrics.text(source.build_id or ""), media_type=CONTENT_TYPE)

    return router
