"""A form as a workbook: typed numbers with their formats, dates, formulas without a stored value, hidden rows."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Table
from tests.kg.forms.examined.notation import TYPED
from tests.kg.forms.variants.writing import extent

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def as_workbook(blocks: list[Part | Table], hidden: set[tuple[int, int]], *, numbers: bool = False) -> bytes:
    """Write the blocks one below the other, a sheet for each name; ``numbers`` stores bare figures as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    sheet, below = None, 1
    for at, block in enumerate(blocks):
        name = (block.sheet if isinstance(block, Table) else None) or (sheet.title if sheet else "Sheet1")
        if sheet is None or name != sheet.title:
            sheet, below = book.create_sheet(name), 1
        if isinstance(block, Part):
            sheet.cell(below, 1, block.text)
            below += 1
            continue
        for cell in block.cells:
            row = below + cell.row - 1
            _fill(sheet.cell(row, cell.column), cell.text, numbers=numbers)
            if cell.rowspan * cell.colspan > 1:
                last_row, last_column = row + cell.rowspan - 1, cell.column + cell.colspan - 1
                sheet.merge_cells(start_row=row, start_column=cell.column, end_row=last_row, end_column=last_column)
        rows = extent(block)[0]
        for row in range(1, rows + 1):
            if (at, row) in hidden:
                sheet.row_dimensions[below + row - 1].hidden = True
        below += rows
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(place: Cell, words: str, *, numbers: bool) -> None:
    typed = TYPED.fullmatch(words)
    if typed:
        place.value, place.number_format = _value(typed[1]), typed[2]
    elif numbers and _NUMBER.fullmatch(words):
        place.value = _value(words)
    else:
        place.value = words or None
        if words:
            # =100% is no formula
            place.data_type = "s"


def _value(printed: str) -> str | float | date:
    if printed.startswith("="):
        return printed
    if _DATE.fullmatch(printed):
        return date.fromisoformat(printed)
    return float(printed) if "." in printed else int(printed)
