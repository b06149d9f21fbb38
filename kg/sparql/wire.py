"""The frames between the pool and its workers: lengths of a JSON header and of a body, then both.

JSON and bytes only: what a worker sends is parsed, never executed, even if a query had taken the worker over.
"""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket

_LENGTHS: Final = struct.Struct(">IQ")


def send_frame(channel: socket.socket, header: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one message; raises ``OSError`` when the other side is gone."""
    encoded = json.dumps(header).encode()
    channel.sendall(_LENGTHS.pack(len(encoded), len(body)) + encoded)
    if body:
        channel.sendall(body)


def receive_frame(receive: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message with a function that returns exactly so many bytes; raises what that raises."""
    header_length, body_length = _LENGTHS.unpack(receive(_LENGTHS.size))
    header: dict[str, Any] = json.loads(receive(header_length))
    return header, receive(body_length) if body_length else b""


def receive_exactly(channel: socket.socket, count: int, deadline: float | None = None) -> bytes:
    """Read so many bytes.

    Args:
        channel: The socket.
        count: How many bytes.
        deadline: Moment of ``time.monotonic`` at which to give up, None for never.

    Raises:
        EOFError: When the other side is gone.
        TimeoutError: At the deadline.

    """
    buffer = bytearray(count)
    view = memoryview(buffer)
    at = 0
    while at < count:
        if deadline is not None:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError
            channel.settimeout(remaining)
        read = channel.recv_into(view[at:])
        if read == 0:
            raise EOFError
        at += read
    return bytes(buffer)
