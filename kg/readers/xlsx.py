"""XLSX: each visible sheet is one table, its cells at their rows and columns, numbers as their format shows them.

The sheets are read as events. openpyxl knows the numbers of the formats; its ``Worksheet`` is not used, as it makes an
object of each place of a merged range and of each styled empty cell, 17 thousand million for a file of 5 KB. Only cells
with words make the table larger; ranges merged over a whole row or column of the sheet end where the words end.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from kg.errors import DamagedFileError
from kg.readers.blocks import FileBlocks, Part, Remark, Table, TableCell
from kg.readers.counting import Counting
from kg.readers.damage import damage_told
from kg.readers.marks import struck_out
from kg.readers.number_formats import displayed, displayed_text
from kg.readers.packages import main_part
from kg.readers.sheet_remarks import sheet_remarks
from kg.readers.workbooks import Words, Workbook, unescaped
from kg.readers.zip_guard import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.readers.limits import Limits

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_TICK = 1000
# empty rows that still belong to a table
_LONGEST_GAP = 20
# what WPS writes into a cell that holds a picture
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")


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
    tables: list[Table] = []
    remarks: list[Remark] = []
    struck: list[str] = []
    for title, state, member in workbook.sheets:
        if state != "visible":
            remarks.append(Remark("hidden-sheet", {"sheet": title}))
            continue
        with damage_told(name, "XLSX", member):
            sheet = _Sheet(workbook, counting, tick)
            archive.parse(member, sheet.start, sheet.end, sheet.data)
            if sheet.words:
                counting.block()
                tables.append(Table(tuple(sheet.cells()), title))
            remarks += sheet_remarks(title, sheet)
            struck += sheet.struck
        tick()
    return FileBlocks("xlsx", tuple(tables), remarks=(*remarks, *struck_out(struck)))


class _Sheet:
    """The events of one sheet: its cells with words, and the ranges that are merged."""

    def __init__(self, workbook: Workbook, counting: Counting, tick: Callable[[], None]) -> None:
        self._workbook = workbook
        self._counting = counting
        self._tick = tick
        self.words: dict[tuple[int, int], str] = {}
        self.without_value: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.struck: list[str] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.pictures: list[tuple[int, int]] = []
        self._hidden = False
        self._hidden_columns: set[int] = set()
        self._hidden_words: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._first_row, self._last_row, self._last_column = _LAST_ROW, 0, 0
        self._row = self._column = self._places = 0
        # of the cell that is being read
        self._in_cell = self._formula = False
        self._kind, self._style = "n", "0"
        self._value: list[str] = []
        self._in_value = False
        self._inline = Words()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._in_cell:
            self._formula = self._formula or tag == "f"
            self._in_value = tag == "v"
            self._inline.start(tag, attributes)
        elif tag == "c":
            self._in_cell, self._formula = True, False
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._places += 1
            self._counting.area(self._places)
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
            else:
                self._column += 1
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._hidden = attributes.get("hidden") in ("1", "true")
            if self._row % _TICK == 0:
                self._tick()
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes.get("max", "0")), _LAST_COLUMN)
            self._hidden_columns.update(range(int(attributes.get("min", "1")), last + 1))
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def data(self, text: str) -> None:
        if self._in_value:
            self._value.append(text)
        elif self._in_cell:
            self._inline.data(text)

    def end(self, tag: str) -> None:
        if not self._in_cell:
            return
        self._in_value = False
        self._inline.end(tag)
        if tag == "c":
            self._in_cell = False
            value = "".join(self._value)
            self._value.clear()
            self._close(value, *self._inline.take())

    def _close(self, value: str, inline: str, struck: str) -> None:
        place = self._row, self._column
        if self._formula and not value and self._kind != "str":
            self.without_value.append(place)
            return
        if self._kind == "s" and value.strip():
            struck = self._workbook.words[int(value)][1]
        words = self._words(value, inline)
        if self._workbook.is_struck(self._style):
            words, struck = "", words + struck
        if struck.strip() and not (self._hidden or self._column in self._hidden_columns):
            self.struck.append(struck)
        if not words.strip():
            return
        self._counting.cell(words)
        if self._hidden or self._column in self._hidden_columns:
            if self._hidden and self._row not in self.hidden_rows[-1:]:
                self.hidden_rows.append(self._row)
            elif not self._hidden:
                self.hidden_columns.add(self._column)
            self._hidden_words[place] = words
            return
        if words.startswith(_PICTURE):
            self.pictures.append(place)
            return
        if self._kind == "e":
            self.errors[place] = words
        self.words[place] = words
        self._grow(self._row, self._row, self._column)

    def _grow(self, first_row: int, last_row: int, last_column: int) -> None:
        """Make the table larger; its columns are counted from the first of the sheet, as they are written."""
        self._first_row = min(self._first_row, first_row)
        self._last_row = max(self._last_row, last_row)
        self._last_column = max(self._last_column, last_column)
        self._counting.area((self._last_row - self._first_row + 1) * self._last_column)

    def _words(self, value: str, inline: str) -> str:
        code = self._workbook.format(self._style)
        if self._kind == "s":
            return displayed_text(self._workbook.words[int(value)][0], code) if value.strip() else ""
        if self._kind == "inlineStr":
            return displayed_text(inline or value, code)
        if self._kind == "str":
            return displayed_text(unescaped(value), code)
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
        if self._kind == "d":
            return self._iso_date(value, code)
        if self._kind == "e" or not value.strip():
            return value
        return self._number(float(value), value, code)

    def _number(self, number: float, value: str, code: str) -> str:
        return displayed(number, code, from_1904=self._workbook.from_1904) if math.isfinite(number) else value

    def _iso_date(self, value: str, code: str) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_ISO8601, to_excel

        epoch = MAC_EPOCH if self._workbook.from_1904 else WINDOWS_EPOCH
        return value if code == "General" else self._number(to_excel(from_ISO8601(value), epoch), value, code)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        self._merged.append((top, left, bottom, right))
        self._counting.area(len(self._merged))

    def cells(self) -> Iterator[TableCell]:
        """Give all cells of the table by row, then column; merged ranges that overlap are cut."""
        first_column = min(column for _, column in self.words)
        last_row, last_column = self._last_row, self._last_column
        merged = [
            # a range over a whole row or column of the sheet says nothing of the table's size
            (top, left, last_row if bottom == _LAST_ROW else bottom, last_column if right == _LAST_COLUMN else right)
            for top, left, bottom, right in self._merged
        ]
        for top, left, bottom, right in merged:
            # a label that begins in a hidden row or column and goes on in a visible one
            seen = bottom not in self.hidden_rows and right not in self._hidden_columns
            if (bottom, right) != (top, left) and seen and (top, left) in self._hidden_words:
                self.words[top, left] = self._hidden_words[top, left]
            if (top, left) in self.words:
                self._grow(top, bottom, right)
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in merged:
            corner = max(top, self._first_row), max(left, first_column)
            end = min(bottom, self._last_row), min(right, self._last_column)
            if corner[0] <= end[0] and corner[1] <= end[1]:
                spans.setdefault(corner, end)
        return self._placed(first_column, spans)

    def _placed(self, first_column: int, spans: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[TableCell]:
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), words in self.words.items():
            by_row.setdefault(row, {})[column] = words
        merged_rows = {row for row, _ in spans}
        covered_to = [0] * (self._last_column + 2)
        last = 0  # the last row with a word or under a merged range
        for row in range(self._first_row, self._last_row + 1):
            words_here = by_row.get(row, {})
            if row in merged_rows or row <= last:
                for cell in self._merged_row(row, first_column, words_here, spans, covered_to):
                    last = max(last, row + cell.rowspan - 1)
                    yield cell
            elif words_here or row - last <= _LONGEST_GAP:
                last = row if words_here else last
                for column in range(first_column, self._last_column + 1):
                    yield TableCell(row, column, (Part(words_here[column]),) if column in words_here else ())
            if row % _TICK == 0:
                self._tick()
        rows = self._last_row - self._first_row + 1
        self._counting.close_table(max(rows * self._last_column, self._places))

    def _merged_row(
        self,
        row: int,
        first_column: int,
        words: Mapping[int, str],
        spans: Mapping[tuple[int, int], tuple[int, int]],
        covered_to: list[int],
    ) -> Iterator[TableCell]:
        for column in range(first_column, self._last_column + 1):
            if covered_to[column] >= row:
                continue
            bottom, right = spans.get((row, column), (row, column))
            end = column
            while end <= right and covered_to[end] < row:
                covered_to[end] = bottom
                end += 1
            parts = (Part(words[column]),) if column in words else ()
            yield TableCell(row, column, parts, bottom - row + 1, end - column)


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of ``B3``; raises ``ValueError`` for a place that no sheet has.

    >>> _place("B3"), _place("XFD1048576")
    ((3, 2), (1048576, 16384))

    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not 1 <= row <= _LAST_ROW or column > _LAST_COLUMN:
        raise ValueError(reference)
    return row, column
