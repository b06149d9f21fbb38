"""Files made to hurt: small ones that ask for everything, damaged ones, and random damage to good ones.

Made of strings, ``zlib`` and ``struct`` only, because the usual writers refuse to write such things. Each is a name
and bytes; what a reader must do with all of them is to end soon with records or one sentence.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence

from kg.sample import sample_files

MIB = 1 << 20
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _repeated(unit: bytes, times: int) -> bytes:
    """Deflate ``unit * times`` without ever having it: flushed blocks may be put one after the other."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def archive(members: Sequence[tuple[str, bytes, int, int]]) -> bytes:
    """Write a ZIP file; members are name, deflated bytes, size and checksum as they are to be claimed."""
    body, directory = bytearray(), bytearray()
    for name, packed, size, checksum in members:
        raw = name.encode()
        facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(packed), size & 0xFFFFFFFF, len(raw), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\3\4" + facts + raw + packed
    count = len(members) & 0xFFFF
    return (
        bytes(body + directory) + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    )


def _member(name: str, text: str) -> tuple[str, bytes, int, int]:
    data = text.encode()
    return name, _deflated(data), len(data), zlib.crc32(data)


def _package(main: str, kind: str, *members: tuple[str, bytes, int, int]) -> bytes:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{main}"/>'
    start = [_member(name, text) for name, text in _PARTS.items()]
    return archive([*start, _member("_rels/.rels", _RELATIONS.format(relation)), *members])


def _docx(*document: tuple[str, bytes, int, int]) -> bytes:
    return _package("word/document.xml", "officeDocument", *document)


def _xlsx(rows: str) -> bytes:
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    return _package(
        "xl/workbook.xml",
        "officeDocument",
        _member("xl/workbook.xml", book),
        _member("xl/_rels/workbook.xml.rels", _RELATIONS.format(relation)),
        _member("xl/worksheets/sheet1.xml", sheet),
    )


def zip_bomb() -> bytes:
    """A DOCX of 4 MiB whose document claims little and inflates to 4 GiB."""
    head, tail = f'<w:document xmlns:w="{_WORDS}"><w:body>'.encode(), b"</w:body></w:document>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH) + _repeated(b" " * MIB, 4096)
    return _docx(("word/document.xml", packed, len(head) + len(tail), 0))


def empty_paragraphs() -> bytes:
    """A DOCX of about 100 KB with 8 million empty paragraphs."""
    head, unit, tail = f'<w:document xmlns:w="{_WORDS}"><w:body>'.encode(), b"<w:p/>" * 8000, b"</w:body></w:document>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += block + _repeated(unit, 999)[:-2] + _deflated(tail)
    whole = zlib.crc32(head)
    for _ in range(1000):
        whole = zlib.crc32(unit, whole)
    size = len(head) + 1000 * len(unit) + len(tail)
    return _docx(("word/document.xml", packed, size, zlib.crc32(tail, whole)))


def laughing_entities() -> bytes:
    """A DOCX whose document defines entities of entities: ten lines that stand for a billion words."""
    entities = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    words = f'<w:document xmlns:w="{_WORDS}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    return _docx(_member("word/document.xml", f"<!DOCTYPE d [{entities}]>{words}"))


def archive_in_archive() -> bytes:
    """An archive whose one member is an archive again, several times."""
    inner = b"x"
    for _ in range(6):
        inner = archive([("word/document.xml", _deflated(inner), len(inner), zlib.crc32(inner))])
    return inner


def many_members() -> bytes:
    """An archive of 60,000 empty members."""
    return archive([(f"word/{number}.xml", b"\3\0", 0, 0) for number in range(60_000)])


def last_cell() -> bytes:
    """An XLSX of 2 KB with one cell in the last place of a sheet: 17 billion places before it."""
    return _xlsx('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>指标</t></is></c></row>')


def many_cells() -> bytes:
    """An XLSX with 600,000 cells."""
    row = "".join(f'<c r="{chr(65 + n)}{{0}}"><v>1</v></c>' for n in range(20))
    return _xlsx("".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 30_001)))


def pdf(objects: Sequence[bytes]) -> bytes:
    """Write a PDF of these objects; the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer


def _page(content: bytes, filters: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> >> >>" % box,
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def stream_bomb() -> bytes:
    """A PDF of 2 KB whose page, deflated twice, is 400 MiB of blanks."""
    once = b"\x78\xda" + _repeated(b" " * MIB, 400) + b"\0\0\0\0"
    return _page(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")


def many_lines() -> bytes:
    """A PDF page with 60,000 line segments."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 590, n % 840) for n in range(60_000))
    return _page(zlib.compress(lines), b"/Filter /FlateDecode")


def many_characters() -> bytes:
    """A PDF page with a million characters."""
    return _page(
        zlib.compress(b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 50_000 + b"ET"), b"/Filter /FlateDecode"
    )


def tall_page() -> bytes:
    """A PDF page of 350,000 km with one box over all of it."""
    return _page(b"0 0 900000000 900000000 re f", box=b"0 0 1000000000 1000000000")


def white_on_nothing() -> bytes:
    """A PDF page with 9,000 boxes beside 70,000 white digits."""
    boxes = b"".join(b"500 %d 5 5 re f\n" % (700 + n % 10) for n in range(9_000))
    words = b"0.001 0 Td (%s) Tj " % (b"1234567" * 20)
    return _page(zlib.compress(boxes + b"1 g BT /F 5 Tf 20 705 Td " + words * 500 + b"ET"), b"/Filter /FlateDecode")


def page_circle() -> bytes:
    """A PDF whose page tree is its own child."""
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"])


def table_circle() -> bytes:
    """A PDF whose cross-reference table names itself as the one before."""
    whole = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])
    at = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def deep_html() -> bytes:
    """A page of 200,000 elements, each in the one before."""
    return b"<html><body>" + b"<div>" * 200_000 + "指标".encode() + b"</div>" * 200_000


def styled_html() -> bytes:
    """Style rules that match everything, tried on very many elements."""
    return b"<html><style>" + b".a{display:none}" * 9_000 + b"</style><p>" + b"<i class=a>1</i>" * 100_000 + b"</html>"


def wide_html() -> bytes:
    """A page whose table has a thousand cells that each span 65,000 rows and 1,000 columns."""
    return b"<html><table>" + b'<tr><td rowspan="65000" colspan="1000">1</td></tr>' * 1000 + b"</table></html>"


def long_line() -> bytes:
    """A declaration whose one line has three million characters."""
    return ("部门整体预算绩效目标申报表\n" + "一级指标 二级指标 " * 300_000).encode()


def many_packed() -> bytes:
    """A project table with 100,000 packed indicators, none of them whole."""
    return ("项目支出绩效目标表\n" + "1、1-产出指标；11-数量指标；甲；实施周期指标值:；" * 100_000).encode()


def many_tabs() -> bytes:
    """A declaration that is a table of a million empty cells."""
    return ("部门整体预算绩效目标申报表\n" + ("绩效指标" + "\t" * 100 + "\n") * 10_000).encode()


def nonsense() -> bytes:
    """Bytes that follow no rule."""
    return random.Random(0).randbytes(200_000)


# file name → how to make it; a name ends as the file claims to be
FILES: dict[str, Callable[[], bytes]] = {
    "zip-bomb.docx": zip_bomb,
    "empty-paragraphs.docx": empty_paragraphs,
    "laughing-entities.docx": laughing_entities,
    "archive-in-archive.docx": archive_in_archive,
    "many-members.docx": many_members,
    "last-cell.xlsx": last_cell,
    "many-cells.xlsx": many_cells,
    "stream-bomb.pdf": stream_bomb,
    "many-lines.pdf": many_lines,
    "many-characters.pdf": many_characters,
    "tall-page.pdf": tall_page,
    "white-on-nothing.pdf": white_on_nothing,
    "page-circle.pdf": page_circle,
    "table-circle.pdf": table_circle,
    "deep.html": deep_html,
    "styled.html": styled_html,
    "wide.html": wide_html,
    "long-line.txt": long_line,
    "many-packed.txt": many_packed,
    "many-tabs.txt": many_tabs,
    "nonsense.txt": nonsense,
    "nonsense.pdf": lambda: b"%PDF-1.7\n" + nonsense(),
    "nonsense.docx": lambda: b"PK\3\4" + nonsense(),
}


def damaged(seed: int, good: Sequence[tuple[str, bytes]] = ()) -> Iterator[tuple[str, bytes]]:
    """Give files without end: good ones (those of the sample besides) cut, changed, mixed and repeated at random.

    >>> [name for name, _ in zip(damaged(1), range(2))] == [name for name, _ in zip(damaged(1), range(2))]
    True

    """
    chance = random.Random(seed)
    files = [*((path.name, path.read_bytes()) for path in sample_files()), *good]
    while True:
        name, data = chance.choice(files)
        for _ in range(chance.randint(1, 4)):
            data = chance.choice(_DAMAGES)(data, chance)
        yield name, data[: 4 * MIB]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _change(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _retype(data: bytes, chance: random.Random) -> bytes:
    """Change, drop and swap characters; what is no text stays as it is."""
    try:
        characters = list(data.decode())
    except UnicodeDecodeError:
        return data
    for _ in range(chance.randint(1, 60)):
        if len(characters) > 1:
            at, other = chance.randrange(len(characters)), chance.randrange(len(characters))
            characters[at] = chance.choice((characters[other], "", chance.choice("\n\t 　；。：、,0９%（)")))
    return "".join(characters).encode()


def _repeat(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    end = min(begin + chance.randint(0, 500), len(data))
    return data[:end] + data[begin:end] * chance.randint(1, 200) + data[end:]


def _shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _drop(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    return data[:begin] + data[begin + chance.randint(0, 2000) :]


def _wrap_tabs(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b" ", b"\t" * chance.randint(1, 3)) if chance.random() < 0.5 else data.replace(b"\t", b" ")


_DAMAGES = (_cut, _change, _retype, _retype, _retype, _repeat, _shuffle_lines, _drop, _wrap_tabs)
