"""What a file is, told by its content alone; a kind that is not read is refused with what to do instead.

A name says little: the export of many systems is HTML called ``.xls``, and WPS writes DOCX files called ``.wps``.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from kg.errors import DamagedFileError, FormatNotReadError
from kg.readers.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from kg.readers.blocks import Format
    from kg.readers.limits import Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"{\\rtf", "RTF", "convert-doc"),
    (b"Rar!\x1a\x07", "RAR", "unpack"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "unpack"),
    (b"\x1f\x8b", "GZIP", "unpack"),
    (b"BZh", "BZIP2", "unpack"),
    (b"\xfd7zXZ\x00", "XZ", "unpack"),
    (b"\x89PNG\r\n", "PNG", "convert-image"),
    (b"\xff\xd8\xff", "JPEG", "convert-image"),
    (b"GIF87a", "GIF", "convert-image"),
    (b"GIF89a", "GIF", "convert-image"),
    (b"II*\x00", "TIFF", "convert-image"),
    (b"MM\x00*", "TIFF", "convert-image"),
    (b"%!PS", "PostScript", "convert-pdf"),
)
# names of streams in an OLE file, the first that is there decides
_STREAMS = (
    ("EncryptedPackage", "", "damage-password"),
    ("WpsCustomData", "WPS (.wps)", "convert-doc"),
    ("ETExtData", "WPS (.et)", "convert-xls"),
    ("WordDocument", "Word 97–2003 (.doc)", "convert-doc"),
    ("Workbook", "Excel 97–2003 (.xls)", "convert-xls"),
    ("PowerPoint Document", "PowerPoint 97–2003 (.ppt)", "convert-slides"),
    ("Book", "Excel 5.0 (.xls)", "convert-xls"),
)
_BY_NAME = {"wps": ("WPS (.wps)", "convert-doc"), "et": ("WPS (.et)", "convert-xls")}
_BY_NAME_OF_OLE = {
    "doc": ("Word 97–2003 (.doc)", "convert-doc"),
    "xls": ("Excel 97–2003 (.xls)", "convert-xls"),
    "ppt": ("PowerPoint 97–2003 (.ppt)", "convert-slides"),
}
_PACKAGES = {"docx": "DOCX", "xlsx": "XLSX"}
_CONTENT_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "docx",
    "application/vnd.ms-word.document.macroenabled.main+xml": "docx",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": "xlsx",
    "application/vnd.ms-excel.template.macroenabled.main+xml": "xlsx",
}
_REFUSED_TYPES = (
    ("sheet.binary", "Excel (.xlsb)", "convert-xls"),
    ("presentation", "PowerPoint (.pptx)", "convert-slides"),
    ("slideshow", "PowerPoint (.ppsx)", "convert-slides"),
)
_MIME_TYPES = (
    ("opendocument.text", "OpenDocument (.odt)", "convert-doc"),
    ("opendocument.spreadsheet", "OpenDocument (.ods)", "convert-xls"),
    ("opendocument", "OpenDocument", "convert-pdf"),
    ("epub", "EPUB", "convert-pdf"),
)
# what stands near the beginning of the packages that Office, OpenDocument and OFD programs write
_OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"opendocument", b"OFD.xml")
_PDF_HEADER = re.compile(rb"%PDF-\d")
_SKIPPED = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(
    r"<(?:html|head|body|table|meta|title|style|script|link|base|div|center|form|h[1-6]|p|font|section|main)[\s/>]",
    re.IGNORECASE,
)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html[\s>\[]", re.IGNORECASE)
_XML_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)>?")
_XML_KINDS = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "SpreadsheetML (XML)", "convert-xls"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", "WordprocessingML (XML)", "convert-doc"),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", "Flat OPC (XML)", "convert-doc"),
    ("urn:oasis:names:tc:opendocument:xmlns:office", "OpenDocument (XML)", "convert-pdf"),
)
_MIME_HEADER = re.compile(rb"(?:\A|\n)MIME-Version:", re.IGNORECASE)
_RELATED = re.compile(rb"content-type:\s*multipart/(?:related|alternative|mixed)", re.IGNORECASE)
HEAD = 4096


def format_of(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Format:
    """Tell the format of a file by its content; what is nothing else is ``text``.

    >>> format_of("预算绩效目标".encode(), "a.pdf"), format_of(b"<!DOCTYPE html><p>1</p>", "a.xls")
    ('text', 'html')

    Raises:
        FormatNotReadError: A kind that is not read; the sentence says how to convert it.
        DamagedFileError: A package that is cut off, broken or protected by a password.
        FileLimitError: A package that holds too much.

    """
    if data.startswith(_ZIP):
        return _package(data, name, limits)
    if data.startswith(_OLE):
        raise _ole(data, name)
    header = _PDF_HEADER.search(data[: 1024 + 8])
    if header is not None and (header.start() == 0 or (header.start() < 1024 and b" obj" in data)):
        return "pdf"
    for magic, found, reason in _OTHER_KINDS:
        if data.startswith(magic):
            raise FormatNotReadError(name, found, reason)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise FormatNotReadError(name, "WebP", "convert-image")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise FormatNotReadError(name, "HEIC", "convert-image")
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        raise FormatNotReadError(name, "BMP", "convert-image")
    return _words(data, name)


def begins_like_document(head: bytes) -> bool:
    """Say whether a file whose name tells nothing is a document by its first bytes (``HEAD`` of them are enough).

    Kinds that are refused with a sentence count, plain text, pictures and other packages do not.

    >>> [begins_like_document(head) for head in (b"<!DOCTYPE html><p>1</p>", b"%PDF-1.7", b"# Notes", b"GIF89a")]
    [True, True, False, False]

    """
    if head.startswith(_ZIP):
        return any(part in head for part in _OFFICE_PARTS)
    if head.startswith((_OLE, b"{\\rtf")) or _PDF_HEADER.match(head):
        return True
    try:
        return _words(head, "") == "html"
    except FormatNotReadError as refused:
        return refused.reason != "convert-pdf"


def _words(data: bytes, name: str) -> Format:
    """Tell HTML from other text, by the first element."""
    if _MIME_HEADER.search(data[:HEAD]) and _RELATED.search(data[:HEAD]):
        raise FormatNotReadError(name, "MHTML", "convert-page")
    head = _head(data)
    first = _SKIPPED.match(head)
    at = first.end() if first else 0
    if _HTML_DOCTYPE.search(head[:at]) or _HTML.match(head, at):
        return "html"
    root = _XML_ROOT.match(head, at)
    if root is not None:
        if root[1].lower() == "html":
            return "html"
        if root[1].lower() == "svg":
            raise FormatNotReadError(name, "SVG", "convert-pdf")
        for namespace, found, reason in _XML_KINDS:
            if namespace in root[2]:
                raise FormatNotReadError(name, found, reason)
    return "text"


def _head(data: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2 : 2 * HEAD].decode(encoding, "replace")
    # markup is ASCII in every other encoding read here
    return data.removeprefix(codecs.BOM_UTF8)[:HEAD].decode("latin-1")


def _ole(data: bytes, name: str) -> FormatNotReadError | DamagedFileError:
    for stream, found, reason in _STREAMS:
        if _entry(data, stream):
            if reason == "damage-password":
                return DamagedFileError(name, "OOXML", stream, reason)
            return FormatNotReadError(name, found, reason)
    known = _BY_NAME | _BY_NAME_OF_OLE
    found, reason = known.get(_suffix(name), ("Office 97–2003 (OLE)", "convert-pdf"))
    return FormatNotReadError(name, found, reason)


def _entry(data: bytes, stream: str) -> bool:
    """Say whether the directory of an OLE file has a stream: its entries are 128 bytes, the name first."""
    words = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(words)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(words, at + 2)
    return False


def _package(data: bytes, name: str, limits: Limits) -> Format:
    from kg.readers.packages import main_part
    from kg.readers.zip_guard import Archive

    archive = Archive(data, name, limits, _PACKAGES.get(_suffix(name), "ZIP"))
    part = main_part(archive)
    if part is not None:
        content_type = part.content_type.lower()
        found = _CONTENT_TYPES.get(content_type)
        if found is not None and part.strict:
            raise FormatNotReadError(name, "Strict Open XML", "convert-doc" if found == "docx" else "convert-xls")
        if found == "docx":
            return "docx"
        if found == "xlsx":
            return "xlsx"
        for word, kind, reason in _REFUSED_TYPES:
            if word in content_type:
                raise FormatNotReadError(name, kind, reason)
    if "mimetype" in archive.names:
        mime = b"".join(archive.chunks("mimetype"))[:200].decode("latin-1")
        for word, kind, reason in _MIME_TYPES:
            if word in mime:
                raise FormatNotReadError(name, kind, reason)
    if any(member.lower() == "ofd.xml" for member in archive.names):
        raise FormatNotReadError(name, "OFD", "convert-ofd")
    found_name, reason = _BY_NAME.get(_suffix(name), ("ZIP", "unpack"))
    raise FormatNotReadError(name, found_name, reason)


def _suffix(name: str) -> str:
    return name.lower().rpartition(".")[2] if "." in name else ""
