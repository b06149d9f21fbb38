"""The wire as uvicorn speaks it, with two additions: a slow head ends, and raw Chinese in an address is understood.

h11 waits for a request's head for ever, and refuses bytes above ASCII in an address, which ``curl`` sends as they are
typed. Here a head has its seconds, and such bytes of the first line are escaped before h11 sees them.
"""

from __future__ import annotations

import asyncio
import re
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")


def escape_first_line(data: bytes) -> bytes:
    r"""Escape the bytes above ASCII in the first line of a request.

    >>> escape_first_line("GET /甲 HTTP/1.1\r\nX-A: 甲".encode())[:24]
    b'GET /%E7%94%B2 HTTP/1.1\r'

    """
    line, end, rest = data.partition(b"\n")
    return _NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + end + rest


class PatientProtocol(H11Protocol):
    """HTTP/1.1 of uvicorn with a limit on the time of a head, and raw UTF-8 in addresses."""

    head_seconds: float = HEAD_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _first_line = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take bytes; those of a first line are made ASCII."""
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
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()
