"""ZIP containers: nothing is unpacked that is not small, whole and plain; what is refused has its sentence."""

from __future__ import annotations

import random
import struct
import time
import zipfile
from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from kg.errors import DamagedFileError, DocumentError, FileLimitError
from kg.messages import Language, error_text
from kg.readers.limits import DEFAULT_LIMITS, Limits
from kg.readers.opening_files import open_layer
from kg.readers.zip_guard import Archive
from tests.kg.readers.grids import saved
from tests.kg.readers.office_files import docx_of, paragraph, xlsx_of, zipped


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("部门整体预算绩效目标申报表")
    document.add_table(2, 3).cell(1, 1).text = "年度指标值"
    return saved(document)


def _xlsx() -> bytes:
    book = Workbook()
    book.active.append(["数量指标", 12, "场次"])
    return saved(book)


def _answer(data: bytes, language: Language) -> str:
    """Return the words of a file or the sentence why it has none."""
    try:
        return open_layer(data, "表.docx").text
    except DocumentError as error:
        return error_text(error, language)


@pytest.mark.parametrize("data", [_docx(), _xlsx()], ids=["docx", "xlsx"])
def test_a_file_cut_off_anywhere_is_a_sentence(data: bytes):
    """A file that was not copied to its end is never read in part, and no library's error comes through."""
    for length in {*range(4, 64), *range(64, len(data), len(data) // 60), *range(len(data) - 40, len(data))}:
        with pytest.raises(DamagedFileError, match="the end of the file is missing"):
            open_layer(data[:length], "表.docx")


@pytest.mark.parametrize("data", [_docx(), _xlsx()], ids=["docx", "xlsx"])
def test_changed_bytes_end_in_words_or_in_a_sentence(data: bytes):
    """A damaged disk gives no other error than one with a sentence."""
    chance = random.Random(20241231)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        assert _answer(bytes(changed), "zh")


def test_changed_xml_ends_in_words_or_in_a_sentence():
    """Parts whose packing is whole and whose words are damaged."""
    chance = random.Random(7)
    body = f"<w:tbl><w:tr><w:tc>{paragraph('一')}</w:tc></w:tr></w:tbl>{paragraph('二')}"
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    for data in (docx_of(body), xlsx_of(sheet, shared="<si><t>一</t></si>")):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for _ in range(150):
            name = chance.choice(sorted(members))
            changed = bytearray(members[name])
            changed[chance.randrange(len(changed))] = chance.choice(b'<>/"0A9 =x')
            assert _answer(zipped({**members, name: bytes(changed)}), "en")


def test_the_size_is_held_before_and_while_unpacking():
    """A member that says it is small and is not ends at what it said."""
    data = zipped({"a.xml": b"<a>" + b" " * 1000 + b"</a>"})

    with pytest.raises(FileLimitError, match="unpacked size"):
        Archive(data, "a.docx", Limits(inflated_bytes=1000))
    lying = data.replace(struct.pack("<L", 1007), struct.pack("<L", 100))
    with pytest.raises(DamagedFileError):
        Archive(lying, "a.docx", DEFAULT_LIMITS).xml("a.xml")


def test_reading_a_member_again_counts_again():
    """The count goes on over all that is read, not over what the directory says."""
    archive = Archive(zipped({"a.xml": b"<a>" + b" " * 600 + b"</a>"}), "a.docx", Limits(inflated_bytes=1000))

    assert len(archive.xml("a.xml")) == 607
    with pytest.raises(FileLimitError, match="unpacked size"):
        archive.xml("a.xml")


def test_too_many_members_are_refused():
    """A package of thousands of files is no document."""
    with pytest.raises(FileLimitError, match="number of files"):
        Archive(zipped({f"{n}.xml": "" for n in range(11)}), "a.docx", Limits(members=10))


def test_two_members_of_one_name_are_refused():
    """Two programs would read two documents in such a file."""
    data = zipped({"a.xml": "<a/>", "b.xml": "<b/>"}).replace(b"b.xml", b"a.xml")

    with pytest.raises(DamagedFileError):
        Archive(data, "a.docx", DEFAULT_LIMITS)


def test_archives_inside_are_refused_but_for_embedded_ones():
    """A workbook behind a chart is common and stays closed; any other archive inside is no part of a document."""
    inner = zipped({"a": "b"})

    assert open_layer(docx_of(paragraph("一"), members={"word/embeddings/Sheet1.xlsx": inner}), "a.docx").text == "一\n"
    with pytest.raises(DamagedFileError, match="an archive inside an archive"):
        open_layer(docx_of(paragraph("一"), members={"word/x.zip": inner}), "a.docx")


def test_encrypted_members_ask_for_the_password_to_be_removed():
    """Nothing is guessed; the sentence says what to do."""
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1

    with pytest.raises(DamagedFileError, match="protected by a password; remove it"):
        open_layer(bytes(data), "a.docx")


def test_other_ways_of_packing_are_refused():
    """Methods other than deflate unpack without a bound on the piece in hand, and no office program uses them."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "<a/>" * 100)

    with pytest.raises(DamagedFileError):
        Archive(stream.getvalue(), "a.docx", DEFAULT_LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_are_refused_in_every_encoding(encoding: str):
    """A DTD written in UTF-16 is a DTD."""
    for declared in ('[<!ENTITY b "c">]', 'SYSTEM "file:///x"'):
        words = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a {declared}><a/>'.encode(encoding)
        with pytest.raises(DamagedFileError, match="declares a DTD"):
            Archive(zipped({"a.xml": words}), "a.docx", DEFAULT_LIMITS).xml("a.xml")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-7", "nonsense"])
def test_an_encoding_no_office_program_writes_is_a_sentence(encoding: str):
    """Parts are UTF-8 or UTF-16."""
    with pytest.raises(DamagedFileError, match="no well-formed XML"):
        Archive(zipped({"a.xml": f'<?xml version="1.0" encoding="{encoding}"?><a/>'}), "a", DEFAULT_LIMITS).xml("a.xml")


def test_a_tag_of_megabytes_is_refused():
    """A parser looks at an unfinished tag again with each piece that it is fed."""
    words = f"<a b='{random.Random(1).randbytes(3 << 20).hex()}'/>"

    with pytest.raises(DamagedFileError, match="no well-formed XML"):
        Archive(zipped({"a.xml": words}), "a.docx", DEFAULT_LIMITS).xml("a.xml")


def _laughs() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY e0 "ha">{entities}]>'


_BOMBS = {
    "zip bomb": lambda: docx_of(paragraph(" " * 40_000_000)),
    "repeated words": lambda: docx_of(paragraph("绩" * 2_000_000)),
    "8 million paragraphs": lambda: docx_of("<w:p/>" * 8_000_000),
    "billion laughs": lambda: docx_of(paragraph("&e9;"), before=_laughs()),
    "outside entity": lambda: docx_of(paragraph("&e;"), before='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///x">]>'),
    "deep elements": lambda: docx_of("<w:sdt><w:sdtContent>" * 100_000),
    "deep tables": lambda: docx_of("<w:tbl><w:tr><w:tc>" * 100_000),
    "last cell": lambda: xlsx_of(
        '<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "million styled cells": lambda: xlsx_of("<sheetData>" + '<row><c s="1"/></row>' * 2_100_000 + "</sheetData>"),
    "merged sheet": lambda: xlsx_of(
        '<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFC1048575"/></mergeCells>'
    ),
    "wide spans": lambda: b"<html><table>" + b"<tr><td rowspan=65534 colspan=1000>1" * 20_000,
    "deep page": lambda: b"<html>" + b"<table><tr><td>" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("bomb", _BOMBS)
def test_bombs_end_soon_and_with_a_sentence(bomb: str):
    """Files that would take all memory or time are refused within ten seconds."""
    data = _BOMBS[bomb]()

    began = time.monotonic()
    with pytest.raises(DocumentError) as refused:
        open_layer(data, "弹.docx")
    assert time.monotonic() - began < 10
    assert "弹.docx" in error_text(refused.value, "zh")
