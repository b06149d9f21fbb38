"""A form as a Word file whose markup can be edited: what Word writes and no library does."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from tests.kg.forms.variants.writing import as_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.readers.blocks import Part, Table

_MARKUP = "word/document.xml"


def as_word_file(blocks: list[Part | Table], edit: Callable[[str], str]) -> bytes:
    """Write the blocks, each line of a cell a paragraph as the return key makes it, and edit the markup."""
    written = ZipFile(BytesIO(as_docx(tuple(blocks))))
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for item in written.infolist():
            data = written.read(item.filename)
            if item.filename == _MARKUP:
                data = edit(data.decode().replace("<w:br/>", "</w:r></w:p><w:p><w:r>")).encode()
            archive.writestr(item, data)
    return stream.getvalue()
