"""Random tables with merged cells, and the same table written as DOCX, XLSX and HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass
from io import BytesIO

from hypothesis import strategies as st

from kg.readers.blocks import Part, Table, TableCell

_LETTERS = "绩效指标年度值数量社会益满意场次≥％%0123456789.,，。（）()&<>\"'-AbZ"
_WORDS = st.text(_LETTERS, min_size=1, max_size=8).filter(lambda text: not text.startswith(("=", "'")))
_LINES = st.lists(_WORDS, min_size=1, max_size=3).map("\n".join)


@dataclass(frozen=True)
class MergedGrid:
    """A table that covers all of its places; the words of each cell, broken lines as line ends."""

    rows: int
    columns: int
    cells: tuple[TableCell, ...]

    def places(self) -> dict[tuple[int, int], TableCell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


@st.composite
def grids(draw: st.DrawFn, largest: int = 5) -> MergedGrid:
    """Draw a table; its first and its last cell hold words, so that every format knows how large it is."""
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    taken: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns + 1) if (row, c) in taken), columns + 1) - column
            height = draw(st.integers(1, rows - row + 1)) if draw(st.booleans()) else 1
            width = draw(st.integers(1, free)) if draw(st.booleans()) else 1
            taken |= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            ends = (row, column) == (1, 1) or (row + height, column + width) == (rows + 1, columns + 1)
            words = draw(_LINES) if ends or draw(st.booleans()) else ""
            cells.append(TableCell(row, column, (Part(words),) if words else (), height, width))
    return MergedGrid(rows, columns, tuple(cells))


def as_docx(grid: MergedGrid) -> bytes:
    """Write the table as Word does, with `gridSpan` and `vMerge`."""
    import docx

    document = docx.Document()
    table = document.add_table(grid.rows, grid.columns)
    for cell in grid.cells:
        first = table.cell(cell.row - 1, cell.column - 1)
        last = table.cell(cell.row + cell.rowspan - 2, cell.column + cell.colspan - 2)
        (first if first is last else first.merge(last)).text = cell.text
    return saved(document)


def as_xlsx(grid: MergedGrid) -> bytes:
    """Write the table as the first sheet of a workbook."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    for cell in grid.cells:
        if cell.parts:
            at = sheet.cell(cell.row, cell.column)
            at.value, at.data_type = cell.text, "s"
        if cell.rowspan * cell.colspan > 1:
            sheet.merge_cells(
                f"{get_column_letter(cell.column)}{cell.row}:"
                f"{get_column_letter(cell.column + cell.colspan - 1)}{cell.row + cell.rowspan - 1}"
            )
    return saved(book)


def as_html(grid: MergedGrid) -> bytes:
    """Write the table with `rowspan` and `colspan`."""
    rows = []
    for row in range(1, grid.rows + 1):
        cells = [
            f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">'
            + "<br>".join(html.escape(line) for line in cell.text.split("\n"))
            + "</td>"
            for cell in grid.cells
            if cell.row == row
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<!DOCTYPE html><meta charset=utf-8><table>{''.join(rows)}</table>".encode()


def saved(document: object) -> bytes:
    """Return the bytes of a python-docx document or an openpyxl workbook."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def seen(table: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Return the spans and words of each cell by its place; fails where two cells cover one place."""
    covered: set[tuple[int, int]] = set()
    found = {}
    for cell in table.cells:
        places = {
            (row, column)
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        assert covered.isdisjoint(places), f"two cells cover {sorted(covered & places)}"
        covered |= places
        found[cell.row, cell.column] = (cell.rowspan, cell.colspan, cell.text)
    return found


def wanted(grid: MergedGrid) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Return what `seen` gives when a format keeps the table."""
    return {(cell.row, cell.column): (cell.rowspan, cell.colspan, cell.text) for cell in grid.cells}
