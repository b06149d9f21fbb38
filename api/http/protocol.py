"""The wire as uvicorn speaks it, and more: slow heads end, raw Chinese in an address is understood, faults are said.

h11 waits for a request's head for ever, and refuses bytes above ASCII in an address, which ``curl`` sends as they are
typed. Here a head has its seconds, and such bytes of the first line are escaped before h11 sees them. A head that is
too slow, too large or no HTTP never reaches the application, so its problem is written here; what the client still
sends is heard out, as it would lose the answer if the connection closed on it.
"""

from __future__ import annotations

import asyncio
import json
import re
from http import HTTPStatus
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.http.problems import MEDIA_TYPE, RequestProblem, body_of
from api.http.settings import QUERY_CHARACTERS

HEAD_SECONDS: Final = 10.0
HEARD_OUT_SECONDS: Final = 5.0
HEAD_BYTES: Final = 64 << 10
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")


def escape_first_line(data: bytes) -> bytes:
    r"""Escape the bytes above ASCII in the first line of a request.

    >>> escape_first_line("GET /甲 HTTP/1.1\r\nX-A: 甲".encode())[:24]
    b'GET /%E7%94%B2 HTTP/1.1\r'

    """
    line, end, rest = data.partition(b"\n")
    return _NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + end + rest


class PatientProtocol(H11Protocol):
    """HTTP/1.1 of uvicorn with a limit on the time of a head, raw UTF-8 in addresses, and problems for wrong heads."""

    head_seconds: float = HEAD_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _first_line = True
    _closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take bytes; those of a first line are made ASCII, those behind a refusal are dropped."""
        if self._closing is not None:
            return
        if self.conn.their_state is h11.IDLE:
            if self._first_line:
                self._first_line = b"\n" not in data
                data = escape_first_line(data)
            self._wait_for_head()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._first_line = True
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        if self._closing is not None:
            self._closing.cancel()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            return
        if not self.conn.trailing_data[0]:  # nothing was asked
            self.transport.close()
        else:
            self._refuse(RequestProblem(408, "head-slow", {"seconds": f"{self.head_seconds:g}"}))

    def send_400_response(self, msg: str) -> None:
        """Answer a head that h11 does not take, in a sentence instead of the server's own English words."""
        if len(self.conn.trailing_data[0]) > HEAD_BYTES:
            self._refuse(RequestProblem(431, "head-large", {"most": HEAD_BYTES, "characters": QUERY_CHARACTERS}))
        else:
            self._refuse(RequestProblem(400, "head-wrong"))

    def _refuse(self, problem: RequestProblem) -> None:
        """Write a problem and end our side; the connection closes when the client has, or a little later."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = json.dumps(body_of(problem, "zh", None, ""), ensure_ascii=False).encode()
            headers = {
                "Content-Type": MEDIA_TYPE,
                "Content-Language": "zh-CN",
                "Content-Length": str(len(body)),
                "Cache-Control": "no-store",
                "Connection": "close",
            }
            head = f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\n"
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            self.transport.write(f"{head}{lines}\r\n".encode() + body)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._closing = asyncio.get_running_loop().call_later(HEARD_OUT_SECONDS, self.transport.close)
