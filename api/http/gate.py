"""The gate that every request passes (进出之门): bodies within their limits on the way in, headers on the way out.

Pure ASGI. A body is taken whole before anything else runs, within its bytes and seconds; one that is too large or
stalls ends with a problem and a closed connection. ``HEAD`` is answered as ``GET`` without the body. Every answer names
the build and carries the security headers; route, status and time are counted.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from api.http.problems import RequestProblem, respond

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.http.metrics import Metrics
    from api.http.settings import Limits
    from api.http.source import BuildSource

BUILD_HEADER: Final = "X-Build"
_HEARD_OUT: Final = 64  # times the largest body
SECURITY_HEADERS: Final = {
    # pages have a style sheet and an icon of their own, and no script at all
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class Gate:
    """See the module."""

    def __init__(self, app: ASGIApp, *, source: BuildSource, limits: Limits, metrics: Metrics) -> None:
        self._app = app
        self._source = source
        self._limits = limits
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method: str = scope["method"]
        leaving = _Leaving(send, self._source, without_body=method == "HEAD")
        if method == "HEAD":
            scope = {**scope, "method": "GET"}
        started = time.perf_counter()
        self._metrics.begin()
        try:
            try:
                received = await self._with_body(Headers(scope=scope), receive)
            except RequestProblem as problem:
                self._metrics.event(problem.key)
                if problem.key == "body-large" and "expect" not in Headers(scope=scope):  # who asks first, waits
                    await self._hear_out(receive)
                await respond(Request(scope), problem, self._source.build_id)(scope, receive, leaving)
            else:
                await self._app(scope, received, leaving)
        finally:
            self._metrics.end()
            route = getattr(scope.get("route"), "path_format", "")
            # unknown methods and paths are one each: clients choose neither the number nor the names of our series
            known = method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"
            self._metrics.observe(route or "none", known, leaving.status, time.perf_counter() - started)

    async def _with_body(self, headers: Headers, receive: Receive) -> Receive:
        """Take the body, if there is one, and return a ``receive`` that gives it in one piece."""
        length = headers.get("content-length")
        if length is None and "transfer-encoding" not in headers:
            return receive
        most = self._limits.body_bytes
        if length is not None and length.isascii() and length.isdigit() and int(length) > most:
            raise _too_large(most)
        body = bytearray()
        try:
            with anyio.fail_after(self._limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        break
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise _too_large(most)
                    if not message.get("more_body", False):
                        break
        except TimeoutError:
            seconds = f"{self._limits.body_seconds:g}"
            raise RequestProblem(408, "body-slow", {"seconds": seconds}, headers={"Connection": "close"}) from None
        given = False

        async def received() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        return received

    async def _hear_out(self, receive: Receive) -> None:
        """Take the rest of a body and drop it: most clients send all before they read, and a reset loses the answer."""
        left = _HEARD_OUT * self._limits.body_bytes
        with anyio.move_on_after(self._limits.body_seconds):
            while left > 0:
                message = await receive()
                if not message.get("more_body", False):
                    break
                left -= len(message["body"])


class _Leaving:
    """``send`` with our headers; keeps the status."""

    def __init__(self, send: Send, source: BuildSource, *, without_body: bool) -> None:
        self._send = send
        self._source = source
        self._without_body = without_body
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
            build = self._source.build_id
            if build is not None:
                headers.setdefault(BUILD_HEADER, build)
        elif message["type"] == "http.response.body" and self._without_body:
            message = {**message, "body": b""}
        await self._send(message)


def _too_large(most: int) -> RequestProblem:
    parts = {"most": most}
    return RequestProblem(413, "body-large", parts, members={"limit_bytes": most}, headers={"Connection": "close"})
