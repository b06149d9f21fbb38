"""Files that people name on the command line, read as text in whatever encoding their desks save."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.errors import EmptyDocumentError, no_file

_STANDARD_INPUT = "-"


def text_of(name: str) -> str:
    """Return the text of a file, ``-`` for standard input: UTF-8, UTF-16 with a mark, or GB18030.

    Raises:
        NotFoundError, NotAFileError: There is no such file.
        EmptyDocumentError, NotTextError: It holds no text.

    """
    from kg.decoding import decode

    if name == _STANDARD_INPUT:
        return _decoded_input()
    path = Path(name)
    if not path.is_file():
        raise no_file(name, there=path.exists())
    return decode(path.read_bytes(), path.name)


def _decoded_input() -> str:
    """Return standard input, which the interpreter would hand over with the bytes it cannot read as half characters."""
    from kg.decoding import decode

    if sys.stdin is None:  # closed before we began
        raise EmptyDocumentError(_STANDARD_INPUT)
    binary = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read() if binary is None else decode(binary.read(), _STANDARD_INPUT)
