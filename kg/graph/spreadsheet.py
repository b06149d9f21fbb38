"""Tables → one spreadsheet (电子表格) for people: a sheet for each kind, figures as numbers, words as words.

In: readings. Out: an ``.xlsx`` with the same bytes for the same readings. Where records hold a code, the cell has its
words, and the last sheet says which code each is, as CSV, records and the graph write it. Hard because a spreadsheet
takes words such as ``=1+1`` for formulas, has limits (rows of a sheet, characters of a cell) and writes the time it was
saved: words are marked as words, a full sheet goes on in another, a cut cell ends in ``…``, and the time is fixed.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.graph.code_words import in_words, words_of
from kg.graph.tables import TABLES, Column, Table, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.table_rows import Cell
    from kg.messages import Language
    from kg.records import Reading

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
# A double holds this many digits exactly; a longer figure stands as words rather than rounded.
MOST_DIGITS = 15
_CODES = Table(
    "codes",
    "代码",
    (
        Column("sheet", "工作表"),
        Column("column", "栏目"),
        Column("words", "显示"),
        Column("code", "代码"),
        Column("name", "代码栏目"),
    ),
    lambda _, __: iter(()),
)
# Columns of names and sentences, by the last word of their own names; widths in characters.
_LONG = frozenset(
    ("name", "file", "title", "department", "unit", "raw", "goal", "content", "outcome", "message", "project", "reason")
)
_LONG_WIDTH, _WIDTH = 32, 9
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_spreadsheet(readings: Iterable[Reading], stream: BinaryIO, base_iri: str, language: Language = "zh") -> None:
    """Write all tables of all readings, one sheet each, with headings and words of one language."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = [_Sheet(book, table, language) for table in TABLES]
    for reading in readings:
        for sheet in sheets:
            for row in rows_of(sheet.table, reading, base_iri, language):
                sheet.append(row)
    codes = _Sheet(book, _CODES, language)
    for row in _code_rows(language):
        codes.append(row)
    raw = io.BytesIO()
    book.save(raw)
    stream.write(_without_time(raw))


class _Sheet:
    """One table, which goes on in a further sheet when one is full."""

    def __init__(self, book: Any, table: Table, language: Language = "zh", most_rows: int = MOST_ROWS) -> None:  # noqa: ANN401
        self.table = table
        self._language = language
        self._book = book
        self._most_rows = most_rows
        self._parts = 0
        self._open()

    def append(self, row: tuple[Cell, ...]) -> None:
        if self._rows >= self._most_rows:
            self._open()
        said = (_said(column, cell, self._language) for column, cell in zip(self.table.columns, row, strict=True))
        self._sheet.append([self._cell(cell) for cell in said])
        self._rows += 1

    def _open(self) -> None:
        from openpyxl.utils import get_column_letter

        self._parts += 1
        own = _named(self.table, self._language)
        name = own if self._parts == 1 else f"{own} {self._parts}"
        self._sheet = self._book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        titles = [_named(column, self._language) for column in self.table.columns]
        for place, (column, title) in enumerate(zip(self.table.columns, titles, strict=True), start=1):
            # widths stand before the rows, which are not known yet
            signs = sum(2 if sign > "\u2e80" else 1 for sign in title)
            self._sheet.column_dimensions[get_column_letter(place)].width = max(
                _LONG_WIDTH if _holds_words(column) else _WIDTH, signs + 2
            )
        self._sheet.append([self._heading(title) for title in titles])
        self._rows = 1

    def _heading(self, title: str) -> Any:  # noqa: ANN401
        from openpyxl.styles import Font

        cell = self._cell(title)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Cell) -> Any:  # noqa: ANN401
        from openpyxl.cell import WriteOnlyCell

        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, Decimal):
            if len(value.as_tuple().digits) <= MOST_DIGITS:
                return value
            value = format(value, "f")
        cell = WriteOnlyCell(self._sheet, value=spreadsheet_text(value))
        # Set after the value: openpyxl takes words that begin with = for a formula.
        cell.data_type = "s"
        return cell


def _holds_words(column: Column) -> bool:
    """Tell whether the cells of a column are names or sentences."""
    return column.name.rpartition("_")[2] in _LONG


def _named(one: Table | Column, language: Language) -> str:
    return one.zh if language == "zh" else one.name.replace("_", " ")


def _said(column: Column, cell: Cell, language: Language) -> Cell:
    """Return the words of a code, any other cell as it is."""
    return in_words(column.codes, cell, language) if column.codes and isinstance(cell, str) and cell else cell


def _code_rows(language: Language) -> Iterator[tuple[Cell, ...]]:
    """Give sheet, column, words and code of every code that a column may hold."""
    for table in TABLES:
        for column in table.columns:
            for code, words in words_of(column.codes).items() if column.codes else ():
                yield _named(table, language), _named(column, language), words[language], code, column.name


def spreadsheet_text(text: str) -> str:
    """Return words as a cell can hold them: no control characters, cut where a cell ends."""
    clean = _NOT_XML.sub("\ufffd", text)
    return clean if len(clean) <= MOST_CHARACTERS else f"{clean[: MOST_CHARACTERS - 1]}…"


def _without_time(raw: io.BytesIO) -> bytes:
    """Pack a spreadsheet again with fixed times, so that the same tables give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", old.read(name))
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return packed.getvalue()
