"""The frames between a reading process and who started it: kind, two lengths, a JSON header, a body.

JSON and bytes only: what comes out of a process that read a hostile file is parsed, never executed. A ``TICK`` is a
frame with nothing in it: "still at it".
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from typing import Any, Final

HEAD: Final = struct.Struct(">cIQ")
START: Final = b"s"
"""To the process, once: what it reads with and its limits."""
READY: Final = b"r"
"""From the process, once: what it is held to."""
REQUEST: Final = b"q"
TICK: Final = b"t"
ANSWER: Final = b"a"


def encode(kind: bytes, header: Mapping[str, Any], body_length: int = 0) -> bytes:
    """Return a frame up to its body.

    >>> encode(TICK, {})[:1], len(encode(TICK, {}))
    (b't', 15)

    """
    encoded = json.dumps(header).encode()
    return HEAD.pack(kind, len(encoded), body_length) + encoded


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes to a blocking descriptor; raises ``BrokenPipeError`` when nobody reads."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_exactly(descriptor: int, count: int) -> bytes:
    """Read so many bytes from a blocking descriptor; raises ``EOFError`` when the other side is gone."""
    parts: list[bytes] = []
    while count:
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(descriptor: int) -> tuple[bytes, dict[str, Any], bytes]:
    """Read one frame of the trusted side: kind, header, body."""
    kind, header_length, body_length = HEAD.unpack(read_exactly(descriptor, HEAD.size))
    header: dict[str, Any] = json.loads(read_exactly(descriptor, header_length))
    return kind, header, read_exactly(descriptor, body_length)
