"""Forms drawn in plain text → tables with merged cells, and the same tables as DOCX, XLSX and HTML bytes.

A table is drawn row by row, cells parted by ``|``. ``<`` joins a place to the cell on its left, ``^`` to the one above;
a blank place is an empty cell. ``⏎`` is a line that the author broke, ``⇣`` before words sets them one below the other.
A row may begin with a mark: ``*`` it holds an indicator, ``?`` it holds one whose cells are shifted (right or reported,
never silently wrong). ``!`` before a cell's words says that nobody can read a figure in them. A line ``@ …`` says what
the columns of the marked rows below hold; see ``expecting.read_off``.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from kg.readers.blocks import FileBlocks, Format, Part, Table, TableCell
from kg.readers.composing import compose
from kg.text import TextLayer

MARKS = "*?"
_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?%")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.(\d+))?")
# openpyxl stamps the hour of writing otherwise
_WRITTEN = datetime(2024, 3, 1)


@dataclass(frozen=True)
class DrawnRow:
    """One marked row: the words its places hold (those of the covering cell), and the column line above it."""

    row: int
    mark: str
    columns: str
    words: tuple[str, ...]
    doubted: tuple[bool, ...]


@dataclass(frozen=True)
class Drawn:
    """A table and its marked rows."""

    table: Table
    rows: tuple[DrawnRow, ...] = field(default=())


def draw(text: str, *, sheet: str | None = None) -> Drawn:
    """Draw a table; fails where a row is not as wide as the first or a merged cell is no rectangle."""
    owners: list[list[tuple[int, int]]] = []
    words: dict[tuple[int, int], str] = {}
    doubted: set[tuple[int, int]] = set()
    marked: list[tuple[int, str, str]] = []
    columns = ""
    for line in filter(str.strip, text.strip("\n").split("\n")):
        line = line.strip()
        if line.startswith("@"):
            columns = line[1:].strip()
            continue
        if line[0] in MARKS:
            marked.append((len(owners) + 1, line[0], columns))
            line = line[1:]
        row = len(owners) + 1
        places: list[tuple[int, int]] = []
        for column, cell in enumerate(map(str.strip, line.split("|")), start=1):
            if cell == "<":
                places.append(places[-1])
            elif cell == "^":
                places.append(owners[-1][column - 1])
            else:
                places.append((row, column))
                if cell.startswith("!"):
                    doubted.add((row, column))
                words[row, column] = _words(cell.removeprefix("!"))
        assert not owners or len(places) == len(owners[0]), f"{len(places)} places for {len(owners[0])}: {line}"
        owners.append(places)
    return Drawn(
        Table(tuple(_cells(owners, words)), sheet),
        tuple(
            DrawnRow(
                row,
                mark,
                spec,
                tuple(words[place] for place in owners[row - 1]),
                tuple(place in doubted for place in owners[row - 1]),
            )
            for row, mark, spec in marked
        ),
    )


def _words(cell: str) -> str:
    if cell.startswith("⇣"):
        return "\n".join(cell[1:])
    return cell.replace("⏎", "\n")


def _cells(owners: list[list[tuple[int, int]]], words: dict[tuple[int, int], str]) -> list[TableCell]:
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, places in enumerate(owners, start=1):
        for column, owner in enumerate(places, start=1):
            covered.setdefault(owner, []).append((row, column))
    cells = []
    for (row, column), places in sorted(covered.items()):
        height = max(at for at, _ in places) - row + 1
        width = max(at for _, at in places) - column + 1
        assert len(places) == height * width, f"no rectangle: {words[row, column]}"
        parts = (Part(words[row, column]),) if words[row, column] else ()
        cells.append(TableCell(row, column, parts, height, width))
    return cells


def layer_of(slug: str, blocks: tuple[Part | Table, ...], found: Format = "docx") -> TextLayer:
    """Compose the text layer as a reader of ``found`` would have it composed."""
    digest = hashlib.sha256(slug.encode()).hexdigest()
    return compose(FileBlocks(found, blocks), f"{slug}.{found}", digest)


def as_docx(blocks: tuple[Part | Table, ...]) -> bytes:
    """Write paragraphs and tables as Word does, with ``gridSpan`` and ``vMerge``."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block.text if isinstance(block, Part) else "")
        if isinstance(block, Table):
            # python-docx looks for every merged cell anew: minutes for a few dozen forms
            document.element.body[-1].addprevious(parse_xml(_word_table(block)))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(table: Table) -> str:
    rows, columns = extent(table)
    owners = {(row, cell.column): cell for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)}
    lines = []
    for row in range(1, rows + 1):
        cells = []
        for column in range(1, columns + 1):
            cell = owners.get((row, column))
            if cell is None:
                continue
            merge = f'<w:vMerge w:val="{"restart" if cell.row == row else "continue"}"/>' if cell.rowspan > 1 else ""
            words = [f"<w:t xml:space='preserve'>{html.escape(line)}</w:t>" for line in cell.text.split("\n")]
            run = f"<w:r>{'<w:br/>'.join(words)}</w:r>" if cell.row == row else ""
            cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.colspan}"/>{merge}</w:tcPr><w:p>{run}</w:p></w:tc>')
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "<w:gridCol/>" * columns
    return (
        '<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def as_xlsx(blocks: tuple[Part | Table, ...]) -> bytes:
    """Write blocks below each other, a sheet for each name; figures are numbers with a format, as people type them."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = _WRITTEN
    book.remove(book.active)
    sheet, top, name = None, 0, "Sheet1"
    for at, block in enumerate(blocks):
        later = next((other for other in blocks[at:] if isinstance(other, Table)), None)
        wanted = (later.sheet if later else None) or name
        if sheet is None or wanted != name:
            name, sheet, top = wanted, book.create_sheet(wanted), 0
        if isinstance(block, Part):
            top += 1
            sheet.cell(top, 1).value = block.text
            continue
        for cell in block.cells:
            if cell.parts:
                place = sheet.cell(cell.row + top, cell.column)
                place.value, place.number_format = _typed(cell.text)
                if isinstance(place.value, str):
                    # =120场 is no formula
                    place.data_type = "s"
            if cell.rowspan * cell.colspan > 1:
                first = f"{get_column_letter(cell.column)}{cell.row + top}"
                last = f"{get_column_letter(cell.column + cell.colspan - 1)}{cell.row + top + cell.rowspan - 1}"
                sheet.merge_cells(f"{first}:{last}")
        top += extent(block)[0] + 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(words: str) -> tuple[str | float, str]:
    percent, number = _PERCENT.fullmatch(words), _NUMBER.fullmatch(words)
    decimals = (percent and percent[2]) or (number and number[1]) or ""
    places = "." + "0" * len(decimals) if decimals else ""
    if percent:
        return float(words[:-1]) / 100, f"0{places}%"
    if number:
        return float(words), f"0{places}"
    return words, "@"


def as_html(blocks: tuple[Part | Table, ...]) -> bytes:
    """Write paragraphs and tables as a portal's editor does, with ``rowspan`` and ``colspan``."""
    body = []
    for block in blocks:
        if isinstance(block, Part):
            body.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows: list[list[str]] = [[] for _ in range(extent(block)[0])]
        for cell in block.cells:
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
                cell.colspan > 1
            )
            lines = "<br>".join(html.escape(line) for line in cell.text.split("\n"))
            rows[cell.row - 1].append(f"<td{spans}><p>{lines or '&nbsp;'}</p></td>")
        body.append("<table border=1>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>")
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(body)}</body></html>".encode()


def as_tabs(blocks: tuple[Part | Table, ...]) -> bytes:
    """Write text with tabs, as a table is pasted: what a merged cell covered is empty."""
    lines = []
    for block in blocks:
        if isinstance(block, Part):
            lines += [block.text, ""]
            continue
        rows, columns = extent(block)
        places = [[""] * columns for _ in range(rows)]
        for cell in block.cells:
            places[cell.row - 1][cell.column - 1] = cell.text.replace("\n", "")
        lines += ["\t".join(row) for row in places] + [""]
    return "\n".join(lines).encode()


def extent(table: Table) -> tuple[int, int]:
    """Return the numbers of rows and columns."""
    return (
        max(cell.row + cell.rowspan - 1 for cell in table.cells),
        max(cell.column + cell.colspan - 1 for cell in table.cells),
    )
