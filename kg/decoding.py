"""Bytes of a plain text file → its text, in the encodings that departments use; other kinds of files are named."""

from __future__ import annotations

import codecs
import re

from kg.errors import EmptyDocumentError, NotTextError

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP (DOCX, XLSX …)"),
    (b"\xd0\xcf\x11\xe0", "OLE (DOC, XLS, WPS)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
)
# other than line ends and tabs
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")


def decode(data: bytes, name: str) -> str:
    r"""Decode a file's bytes (UTF-8, UTF-16 with a mark, GB18030) and end every line with ``\n``.

    Raises:
        EmptyDocumentError: There is no character but white space.
        NotTextError: The bytes are another kind of file, or no text in these encodings.

    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(name, 0, kind)
    text = _decoded(data, name)
    control = _CONTROL.search(text)
    if control is not None:
        at = len(text[: control.start()].encode("utf-8"))
        raise NotTextError(name, at, f"0x{ord(control[0]):02X}")
    if not text.strip():
        raise EmptyDocumentError(name)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x1a", "")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = len(mark) + error.start
                raise NotTextError(name, place, f"0x{data[place]:02X}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise NotTextError(name, first.start, f"0x{data[first.start]:02X}") from first
