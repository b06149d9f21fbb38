"""Plain text: decoded by ``kg.decoding``; its pages and tables are told by line ends, form feeds and tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.readers.limits import Limits


def layer(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> TextLayer:
    """Return the text layer of a text file: its own words at their own offsets, so nothing is composed.

    Args:
        data: The file; its size is all that it may ask for, and was held.
        name: Its base name.
        limits: Not asked further.
        tick: Called once.

    Raises:
        EmptyDocumentError: There is no character but white space.
        NotTextError: The bytes are no text in an encoding read here.

    """
    del limits
    found = TextLayer.from_bytes(data, name)
    tick()
    return found
