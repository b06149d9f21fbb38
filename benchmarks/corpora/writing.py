"""One document as text, DOCX, XLSX and HTML; the same document gives the same bytes in every run.

The libraries stamp the hour of writing into their archives, so these are packed again with a fixed date.
"""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.corpora.documents import Setting
from benchmarks.corpora.drawing import extent
from kg.readers.blocks import Part, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.corpora.documents import Document
    from benchmarks.corpora.drawing import Block

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?%")
_NUMBER = re.compile(r"(?P<whole>0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(?P<places>\d+))?")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_PAGE_WIDTH = 8_600
_DAY = (2024, 3, 1, 0, 0, 0)


def as_text(document: Document, setting: Setting | None = None) -> bytes:
    """Write text as people take it out of PDF (page layout) or of tables (rows of tab-separated cells)."""
    if document.layout is not None:
        return document.layout(setting or Setting()).encode()
    return rows_of(document.blocks).encode()


def rows_of(blocks: Sequence[Block]) -> str:
    """Write paragraphs as lines and tables as tab-separated rows; a covered place is an empty cell."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Part):
            lines += [block.text, ""]
            continue
        height, width = extent(block)
        places = [[""] * width for _ in range(height)]
        for cell in block.cells:
            places[cell.row - 1][cell.column - 1] = cell.text.replace("\n", "")
        lines += ["\t".join(row) for row in places] + [""]
    return "\n".join(lines)


def as_html(document: Document) -> bytes:
    """Write a page as a portal's editor does, with ``rowspan`` and ``colspan``."""
    body: list[str] = []
    for block in document.blocks:
        if isinstance(block, Part):
            body.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows: list[list[str]] = [[] for _ in range(extent(block)[0])]
        for cell in block.cells:
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
                cell.colspan > 1
            )
            words = html.escape(cell.text).replace("\n", "<br>") or "&nbsp;"
            rows[cell.row - 1].append(f"<td{spans}><p>{words}</p></td>")
        body.append("<table>" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>")
    page = "\n".join(body)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{page}\n</body></html>\n'.encode()


def as_docx(document: Document) -> bytes:
    """Write a document as Word does, with ``gridSpan`` and ``vMerge``."""
    import docx
    from docx.oxml import parse_xml

    word = docx.Document()
    body = word.element.body
    for block in document.blocks:
        word.add_paragraph(block.text if isinstance(block, Part) else "")
        if isinstance(block, Table):
            # python-docx looks for every merged cell anew, which takes seconds a table
            body[-1].addprevious(parse_xml(_word_table(block)))
    stream = BytesIO()
    word.save(stream)
    return _stamped(stream)


def _word_table(table: Table) -> str:
    height, width = extent(table)
    widths = _widths(table, width)
    owners = {(row, cell.column): cell for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)}
    rows: list[str] = []
    for row in range(1, height + 1):
        cells: list[str] = []
        for column in range(1, width + 1):
            cell = owners.get((row, column))
            if cell is None:
                continue
            merge = f'<w:vMerge w:val="{"restart" if cell.row == row else "continue"}"/>' if cell.rowspan > 1 else ""
            lines = [f'<w:t xml:space="preserve">{html.escape(line)}</w:t>' for line in cell.text.split("\n")]
            run = f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if cell.row == row else ""
            wide = sum(widths[column - 1 : column - 1 + cell.colspan])
            shape = f'<w:tcW w:w="{wide}" w:type="dxa"/><w:gridSpan w:val="{cell.colspan}"/>{merge}'
            cells.append(f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p>{run}</w:p></w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return f'<w:tbl xmlns:w="{_WORD}">{style}<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _widths(table: Table, columns: int) -> list[int]:
    """Share the width of a page out to the columns by the root of their longest words, in twentieths of a point."""
    shares = [2.0] * columns
    for cell in table.cells:
        if cell.colspan == 1:
            shares[cell.column - 1] = max(shares[cell.column - 1], len(cell.text) ** 0.5)
    return [round(_PAGE_WIDTH * share / sum(shares)) for share in shares]


def as_xlsx(document: Document) -> bytes:
    """Write a workbook: a named table has its own sheet, figures are numbers with a format, as people type them."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    sheet, top, name = None, 0, ""
    for at, block in enumerate(document.blocks):
        later = next((other for other in document.blocks[at:] if isinstance(other, Table)), None)
        wanted = (later.sheet if later else None) or name or "Sheet1"
        if sheet is None or wanted != name:
            name, top = wanted, 0
            sheet = book.create_sheet(wanted)
        if isinstance(block, Part):
            top += 1
            sheet.cell(top, 1).value = block.text
            continue
        for cell in block.cells:
            first = sheet.cell(top + cell.row, cell.column)
            if cell.parts:
                first.value, first.number_format = _typed(cell.text)
                if isinstance(first.value, str):
                    first.data_type = "s"
            if cell.rowspan * cell.colspan > 1:
                corner = f"{get_column_letter(cell.column + cell.colspan - 1)}{top + cell.row + cell.rowspan - 1}"
                sheet.merge_cells(f"{first.coordinate}:{corner}")
        top += extent(block)[0] + 1
    stream = BytesIO()
    book.save(stream)
    return _stamped(stream)


def _typed(words: str) -> tuple[str | float, str]:
    """Return the value and number format that show these words.

    >>> _typed("95.5%"), _typed("1,200.00"), _typed("12场")
    ((0.955, '0.0%'), (1200.0, '#,##0.00'), ('12场', '@'))

    """
    percent, number = _PERCENT.fullmatch(words), _NUMBER.fullmatch(words)
    if percent:
        places = "." + "0" * len(percent[2]) if percent[2] else ""
        return round(float(words[:-1]) / 100, 8), f"0{places}%"
    if number:
        places = "." + "0" * len(number["places"]) if number["places"] else ""
        return float(words.replace(",", "")), ("#,##0" if "," in words else "0") + places
    return words, "@"


def _stamped(stream: BytesIO) -> bytes:
    """Pack an Office file again with one fixed date in place of the present."""
    out = BytesIO()
    with zipfile.ZipFile(stream) as written, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in written.infolist():
            data = written.read(member)
            if member.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>2024-03-01T00:00:00Z", data)
            packed.writestr(zipfile.ZipInfo(member.filename, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
