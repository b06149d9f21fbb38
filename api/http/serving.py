"""``kg serve``: the service on a port of this machine, until it is ended."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Final

from api.cli.output import remark
from api.http.words import phrase

if TYPE_CHECKING:
    import argparse

_LOOPBACK: Final = re.compile(r"(?<=^http://)(?:127\.0\.0\.1|\[::1\])(?=[:/])")
_KEEP_ALIVE_SECONDS: Final = 10
_SHUTDOWN_SECONDS: Final = 10
_CONNECTIONS: Final = 500


def serve(arguments: argparse.Namespace) -> int:
    """Serve the dataset; returns when the service was ended."""
    import uvicorn

    from api.http.app import create_app
    from api.http.metrics import Metrics
    from api.http.protocol import PatientProtocol
    from api.http.source import DatasetSource

    metrics = Metrics()
    source = DatasetSource(
        arguments.dataset,
        model=arguments.model,
        query_workers=arguments.query_workers,
        on_open=lambda _: metrics.event("build-opened"),
    )
    listening = _listen(arguments.host, arguments.port)
    try:
        source.open()
        config = uvicorn.Config(
            create_app(source, metrics=metrics),
            http=PatientProtocol,
            ws="none",
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
            limit_concurrency=_CONNECTIONS,
        )
        host, port = listening.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/"
        remark(phrase("serving", arguments.lang, address=address, build=source.build_id))
        with source.lease() as served:
            if _LOOPBACK.sub("localhost", served.base_iri) != _LOOPBACK.sub("localhost", address):
                remark(phrase("serving-elsewhere", arguments.lang, address=address, base=served.base_iri))
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()
        source.close()
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises ``OSError`` where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, reuse_port=False)
    except OSError as error:
        error.filename = f"{host}:{port}"
        raise
    # Connections take it over. asyncio sets it only where the protocol is named, and an answer in two parts then waits
    # some 40 ms for the other side's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
