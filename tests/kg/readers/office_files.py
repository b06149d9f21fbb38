"""Office files written part by part, as no library would write them."""

from __future__ import annotations

import zipfile
from io import BytesIO

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Pack members into a ZIP file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def package(content_type: str, part: str, members: dict[str, str | bytes], *, office: str = _OFFICE) -> bytes:
    """Pack an Office package whose document is `part`."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{part}"/></Relationships>',
            **members,
        }
    )


def docx_of(body: str, *, before: str = "", members: dict[str, str | bytes] | None = None) -> bytes:
    """Write a DOCX file with this body; `before` stands before the root element."""
    document = f"{before}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return package(WORD_TYPE, "word/document.xml", {"word/document.xml": document, **(members or {})})


def paragraph(text: str) -> str:
    """Write one paragraph of WordprocessingML."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def xlsx_of(
    *sheets: str,
    states: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    shared: str = "",
    workbook: str = "",
    before: str = "",
    drawings: tuple[str, ...] = (),
) -> bytes:
    """Write a workbook of sheets, each given as what stands in `worksheet`; style n has the n-th of `formats`.

    The first sheets have the `drawings`, each given as what stands in `wsDr`.
    """
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="表{number}" sheetId="{number}" r:id="rId{number}"'
        f' state="{states[number - 1] if number <= len(states) else "visible"}"/>'
        for number in range(1, len(sheets) + 1)
    )
    targets = [(f"rId{n}", "worksheet", name.removeprefix("xl/")) for n, name in enumerate(names, start=1)]
    targets += [("rId90", "styles", "styles.xml"), ("rId91", "sharedStrings", "/xl/sharedStrings.xml")]
    related = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns:r="{_OFFICE}">{workbook}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{related}</Relationships>',
        "xl/styles.xml": f"<styleSheet><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
    }
    members |= {name: f"{before}<worksheet>{sheet}</worksheet>" for name, sheet in zip(names, sheets, strict=True)}
    for number, drawing in enumerate(drawings, start=1):
        link = f'<Relationship Id="rId1" Type="{_OFFICE}/drawing" Target="../drawings/drawing{number}.xml"/>'
        listed = f'<Relationships xmlns="{_RELATIONSHIPS}">{link}</Relationships>'
        members[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = listed
        members[f"xl/drawings/drawing{number}.xml"] = f"<wsDr>{drawing}</wsDr>"
    return package(SHEET_TYPE, "xl/workbook.xml", members)
