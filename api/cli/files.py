"""Files that people name on the command line, read as text in whatever encoding their desks save."""

from __future__ import annotations

from pathlib import Path

from kg.errors import no_file


def text_of(name: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a mark, or GB18030.

    Raises:
        NotFoundError, NotAFileError: There is no such file.
        EmptyDocumentError, NotTextError: It holds no text.

    """
    from kg.decoding import decode

    path = Path(name)
    if not path.is_file():
        raise no_file(name, there=path.exists())
    return decode(path.read_bytes(), path.name)
