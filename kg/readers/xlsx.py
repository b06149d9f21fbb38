"""XLSX: each visible sheet is one table, its cells at their rows and columns, numbers as their format shows them.

The sheets are read as events. openpyxl knows the numbers of the formats; its ``Worksheet`` is not used, as it makes an
object of each place of a merged range and of each styled empty cell, 17 thousand million for a file of 5 KB. Text boxes
above the cells and a title that is only printed stand as lines before the table; other words around it are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import DamagedFileError
from kg.readers.blocks import FileBlocks, Part, Remark, Table
from kg.readers.counting import Counting
from kg.readers.damage import damage_told
from kg.readers.marks import pictures_told, struck_out, unseen_words
from kg.readers.packages import main_part
from kg.readers.page_heads import heads_told, taken
from kg.readers.sheet_heads import drawn, head_lines
from kg.readers.sheet_remarks import cell_name, sheet_remarks
from kg.readers.sheets import Sheet
from kg.readers.workbooks import Workbook
from kg.readers.zip_guard import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> FileBlocks:
    """Read an XLSX file; hidden sheets and rows and formulas without a saved value become remarks.

    Args:
        data: The file.
        name: Its base name.
        limits: What it may ask for.
        tick: Called after each sheet and each 1,000 rows.

    Raises:
        DamagedFileError: It is cut off, broken, or no workbook.
        FileLimitError: It holds too much.

    """
    archive = Archive(data, name, limits, "XLSX", tick)
    part = main_part(archive)
    if part is None:
        raise DamagedFileError(name, "XLSX", "_rels/.rels", "damage-part-missing")
    with damage_told(name, "XLSX", part.member):
        workbook = Workbook.read(archive, part.member)
    counting = Counting(name, limits)
    blocks: list[Part | Table] = []
    remarks: list[Remark] = []
    struck: list[str] = []
    unseen: list[str] = []
    heads: list[str] = []
    pictures = 0
    for title, state, member in workbook.sheets:
        if state != "visible":
            remarks.append(Remark("hidden-sheet", {"sheet": title}))
            continue
        with damage_told(name, "XLSX", member):
            sheet = Sheet(workbook, counting, tick)
            archive.parse(member, sheet.start, sheet.end, sheet.data)
            sheet.settle()
            boxes, pictures_here = drawn(archive, member)
            pictures += pictures_here
            above = [words for (row, _), words in boxes if row < sheet.table.first_row]
            found: list[Part | Table] = [Part(line) for words in above for line in words.split("\n") if line.strip()]
            if sheet.table.words:
                found.append(Table(tuple(sheet.cells()), title))
            read_heads, told_heads = taken(found, *_print_heads(sheet))
            for _ in (*read_heads, *found):
                counting.block()
            blocks += (*read_heads, *found)
            heads += told_heads
            over = [(place, words) for place, words in boxes if place[0] >= sheet.table.first_row]
            remarks += sheet_remarks(title, sheet, over)
            struck += sheet.struck
            unseen += [f"{title}!{cell_name(*place)} {words}" for place, words in sheet.unseen]
        tick()
    remarks += (*struck_out(struck), *unseen_words(unseen), *heads_told(heads), *pictures_told(pictures))
    return FileBlocks("xlsx", tuple(blocks), remarks=tuple(remarks))


def _print_heads(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the lines printed above the first page of a sheet, and those around its pages."""
    shown = "firstHeader" if sheet.first_differs else "oddHeader"
    lines = {name: head_lines(words) for name, words in sheet.heads.items()}
    return lines.get(shown, []), [line for name, found in lines.items() if name != shown for line in found]
