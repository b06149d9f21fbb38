"""What a file is, is told by its content; what is not read says how to convert it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

import kg.readers
from kg.decoding import decode
from kg.errors import DamagedFileError, DocumentError, FileLimitError, FormatNotReadError, NotTextError
from kg.messages import error_text, word
from kg.readers.html_source import decoded
from kg.readers.limits import Limits
from kg.readers.opening_files import open_layer
from kg.readers.sniffing import format_of
from tests.kg.readers.grids import saved
from tests.kg.readers.office_files import WORD_TYPE, docx_of, package, paragraph, xlsx_of, zipped

_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def _ole(*streams: str) -> bytes:
    """Write as much of an OLE file as tells what it is: the header and the entries of its directory."""
    entries = b"".join((name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk before\n%PDF-1.4\n1 0 obj", "pdf"),
        ("说明：%PDF-1.4 是什么".encode(), "text"),
        (docx_of(paragraph("一")), "docx"),
        (package(_MACRO, "word/document.xml", {"word/document.xml": "<a/>"}), "docx"),
        (package(WORD_TYPE, "Word/Other.xml", {"Word/Other.xml": "<a/>"}), "docx"),
        (saved(Workbook()), "xlsx"),
        (xlsx_of("<sheetData/>"), "xlsx"),
        (b"<!DOCTYPE html><p>1", "html"),
        ("\ufeff\n<!-- a --><HTML>".encode(), "html"),
        ("<html><p>一".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd"><html xmlns="x">', "html"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', "html"),
        (b"<table border=1><tr>", "html"),
        (b"<meta charset=gbk>", "html"),
        ("部门名称\t<p>一</p>".encode(), "text"),
        ("<i>→ 2π</i> 指标".encode(), "text"),
        ("预算绩效目标".encode("gb18030"), "text"),
        (b"", "text"),
    ],
)
def test_the_content_says_the_format(data: bytes, found: str):
    """Neither a name nor words that look like a header decide."""
    assert format_of(data, "名.doc") == found


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (_ole("1Table", "WordDocument"), "a.doc", r"\.doc\).*--convert-to docx"),
        (_ole("Workbook"), "a.xls", r"Excel 97.*--convert-to xlsx"),
        (_ole("Book"), "a.xls", r"Excel 5.*--convert-to xlsx"),
        (_ole("WordDocument", "WpsCustomData"), "a.wps", r"WPS \(\.wps\).*--convert-to docx"),
        (_ole("Workbook", "ETExtData"), "a.et", r"WPS \(\.et\).*--convert-to xlsx"),
        (_ole("PowerPoint Document"), "a.ppt", r"\.ppt\).*--convert-to pdf"),
        (_ole("Contents"), "a.et", r"WPS \(\.et\)"),
        (_ole("Contents"), "a.x", "OLE"),
        (package(_SLIDES, "ppt/p.xml", {"ppt/p.xml": "<a/>"}), "a.pptx", r"\.pptx\).*--convert-to pdf"),
        (package(_BINARY, "xl/workbook.bin", {"xl/workbook.bin": b"1"}), "a.xlsb", r"\.xlsb\).*--convert-to xlsx"),
        (package(WORD_TYPE, "w.xml", {"w.xml": "<a/>"}, office=_STRICT), "a.docx", "Strict Open XML.*DOCX"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt", r"\.odt\).*DOCX"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.ods", r"\.ods\).*XLSX"),
        (zipped({"mimetype": "application/epub+zip"}), "a.epub", "EPUB"),
        (zipped({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "a.ofd", "OFD.*export it as PDF"),
        (zipped({"表.txt": "一"}), "a.zip", "ZIP.*unpack it"),
        (zipped({"x": "一"}), "a.wps", r"WPS \(\.wps\)"),
        (b"{\\rtf1\\ansi}", "a.doc", "RTF.*--convert-to docx"),
        (b"Rar!\x1a\x07\x00", "a.rar", "RAR.*unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "7z.*unpack it"),
        (b"\x1f\x8b\x08", "a.gz", "GZIP.*unpack it"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "PNG.*text recognition"),
        (b"\xff\xd8\xff\xe0", "a.jpg", "JPEG.*text recognition"),
        (b"II*\x00", "a.tif", "TIFF.*text recognition"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "a.bmp", "BMP"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "WebP"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>1</text></svg>', "a.svg", "SVG.*as PDF"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a.xls",
            "SpreadsheetML.*XLSX",
        ),
        (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "a.doc", "Wordproc.*DOCX"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; x", "a.mht", "MHTML.*browser"),
    ],
)
def test_what_is_not_read_says_how_to_convert_it(data: bytes, name: str, words: str):
    """The sentence names the kind of file and the way out, in both languages."""
    with pytest.raises(FormatNotReadError, match=words) as refused:
        open_layer(data, name)
    assert "请" in error_text(refused.value, "zh")


def test_a_password_is_named():
    """An encrypted Office file is an OLE file whose stream says so."""
    with pytest.raises(DamagedFileError, match="protected by a password; remove it and save again"):
        open_layer(_ole("EncryptedPackage", "EncryptionInfo"), "a.xlsx")


def test_words_of_a_stream_name_inside_a_text_do_not_count():
    """Only the directory of an OLE file names its streams."""
    data = _ole("Workbook") + b"x" + "WordDocument\0".encode("utf-16-le")

    with pytest.raises(FormatNotReadError, match="Excel"):
        format_of(data, "a.xls")


@pytest.mark.parametrize(
    ("data", "name", "remarks"),
    [
        (b"<html><p>1</p>", "报表.xls", (("other-format", {"suffix": ".xls", "found": "HTML"}),)),
        (docx_of(paragraph("一")), "表.WPS", (("other-format", {"suffix": ".wps", "found": "DOCX"}),)),
        (docx_of(paragraph("一")), "表.docx", ()),
        (docx_of(paragraph("一")), "表", ()),
        (docx_of(paragraph("一")), "2024.12", ()),
        (b"<html><p>1</p>", "a.htm", ()),
    ],
)
def test_a_name_that_says_another_format_is_told(data: bytes, name: str, remarks: tuple[object, ...]):
    """The file is read as what it is, and a person learns that its name is wrong."""
    assert open_layer(data, name).structure.remarks == remarks


def test_text_keeps_its_own_words():
    """A text file is not composed: its text layer is its text."""
    words = "部门名称\t市科协\n\n  数量指标  12场\n"

    layer = open_layer(words.encode("gb18030"), "a.txt")

    assert layer.text == words
    assert layer.structure is None


def test_a_file_too_large_is_not_looked_at():
    """The size is held before the first byte is judged."""
    with pytest.raises(FileLimitError, match="size is 11 B, the limit is 10 B"):
        open_layer(b"\xff" * 11, "a.txt", Limits(file_bytes=10))


def test_progress_is_told():
    """The process around sees that a reader goes on."""
    ticks: list[int] = []
    for data in (docx_of(paragraph("一") * 2000), xlsx_of('<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'),
                 b"<html><p>1</p>", b"1"):  # fmt: skip
        before = len(ticks)
        open_layer(data, "a", tick=lambda: ticks.append(1))
        assert len(ticks) > before


def test_every_reason_has_its_words():
    """Each reason that a reader can give is a key of the catalogue, so that no sentence fails when it is needed."""
    folder = Path(kg.readers.__file__).parent
    given = {
        reason
        for path in folder.glob("*.py")
        for reason in re.findall(r'"((?:limit|damage|convert|unreadable)-[a-z-]+|unpack)"', path.read_text("utf-8"))
    }

    assert len(given) > 20
    assert all(word(reason, "zh") and word(reason, "en") for reason in sorted(given))


@pytest.mark.parametrize("read", [decode, decoded])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_none_is_named_where_it_stands(read, mark):
    """A byte order mark counts among the bytes of the file."""
    with pytest.raises(NotTextError) as caught:
        read(mark + "绩效".encode() + b"\xff\xff", "a.txt")

    assert (caught.value.offset, caught.value.found) == (len(mark) + 6, "0xFF")


def test_bytes_of_no_kind_are_a_sentence():
    """Whatever bytes come, the answer is words or an error of this project."""
    with pytest.raises(NotTextError):
        open_layer(b"\x00\x01\x02\xff", "a.bin")
    for start in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"<?xml", b"<html"):
        with pytest.raises(DocumentError):
            open_layer(start + b"\xff\xfe\x00\x80" * 50, "a.bin")
