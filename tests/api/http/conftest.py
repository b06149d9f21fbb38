"""The service over the shipped sample: in process, and on a real socket where the wire matters."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http import DatasetSource, Limits, create_app
from api.http.protocol import PatientProtocol

WAIT_SECONDS = 30.0


@pytest.fixture(scope="session")
def source(sample_dataset: Path) -> Iterator[DatasetSource]:
    """The sample, opened once for all tests of the service."""
    opened = DatasetSource(sample_dataset, query_workers=2)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def served(source):
    """The build that is served."""
    with source.lease() as lent:
        yield lent


@pytest.fixture(scope="session")
def app(source) -> FastAPI:
    """The service with its usual limits."""
    return create_app(source)


@pytest.fixture(scope="session")
def client(app) -> TestClient:
    """A client in the same process; redirects are shown, not followed."""
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def limited(source) -> Callable[..., TestClient]:
    """Make a client of a service with other limits."""
    return lambda **limits: TestClient(create_app(source, Limits(**limits)), follow_redirects=False)


@contextlib.contextmanager
def listening(app: FastAPI, protocol: type[PatientProtocol] = PatientProtocol) -> Iterator[int]:
    """Serve on a free port of this machine as ``kg serve`` does; gives the port."""
    server = uvicorn.Server(uvicorn.Config(app, http=protocol, ws="none", lifespan="off", log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as sock:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield sock.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(WAIT_SECONDS)


def wait_until(happened: Callable[[], object]) -> None:
    """Wait until something is so; fails when it is not for long."""
    end = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def converse(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send bytes as they are and return all that comes back before the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT_SECONDS) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server may have had enough
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


@pytest.fixture
def wire() -> tuple[Callable[..., contextlib.AbstractContextManager[int]], Callable[..., bytes], Callable[..., None]]:
    """How tests reach the wire: serve an app, talk to a port, wait."""
    return listening, converse, wait_until
