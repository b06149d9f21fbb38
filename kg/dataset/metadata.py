"""``documents.csv``: what a person knows about a file and the file does not say (year, publisher, licence …).

In: the bytes of the table; out: rows, and a problem with line and column for everything that cannot be used.
A problem never stops the rest: a wrong year costs that cell, not the row. UTF-8 (with or without a byte order
mark) and GB18030 are read, since that is what spreadsheets on both kinds of desks save.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.csv_text import table_text
from kg.errors import DocumentError, MetadataError, NotTextError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

TABLE_NAME = "documents.csv"
COLUMNS = ("file", "fiscal_year", "title", "publisher", "url", "licence")
# Column → (what a value must look like, how that is said).
_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "fiscal_year": (re.compile(r"19[5-9][0-9]|20[0-9][0-9]"), "1950–2099"),
    "url": (re.compile(r"https?://[^\s<>\"{}|\\^`]+"), "http(s)://…"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One usable line of the table: a file (base name or path beside the table) and its non-empty cells."""

    line: int
    file: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A metadata table as read; ``problems`` in the order of its lines."""

    rows: tuple[Row, ...]
    problems: tuple[DocumentError, ...]


def parse_table(data: bytes) -> Table:
    r"""Read a metadata table; what cannot be used becomes a problem, the rest stands.

    >>> table = parse_table("file,fiscal_year\na.txt,2022\nb.txt,22\n".encode())
    >>> [(row.file, dict(row.values)) for row in table.rows]
    [('a.txt', {'fiscal_year': '2022'}), ('b.txt', {})]
    >>> [str(problem) for problem in table.problems]
    ["documents.csv:3: fiscal_year: found '22', expected 1950–2099"]

    """
    try:
        text = table_text(data, TABLE_NAME)
    except NotTextError as error:
        return Table((), (error,))
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[Row] = []
    problems: list[DocumentError] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        problems.extend(
            MetadataError(TABLE_NAME, 1, cell or f"#{place}", cell, ", ".join(COLUMNS))
            for place, cell in enumerate(header, 1)
            if cell not in COLUMNS or cell in header[: place - 1]
        )
        if "file" not in header:
            return Table((), (*problems, MetadataError(TABLE_NAME, 1, "file", ",".join(header), "file")))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.extend(_row(reader.line_num, header, cells, problems))
    except csv.Error as error:
        problems.append(MetadataError(TABLE_NAME, reader.line_num, "", str(error), "CSV"))
    return Table(tuple(rows), tuple(problems))


def unknown_file(row: Row, present: Collection[str]) -> MetadataError:
    """Say that a row names a file that is not there, with the nearest names that are."""
    near: Sequence[str] = difflib.get_close_matches(row.file, sorted(present), n=3, cutoff=0.5)
    return MetadataError(TABLE_NAME, row.line, "file", row.file, ", ".join(near or sorted(present)[:3]) or TABLE_NAME)


def _row(line: int, header: Sequence[str], cells: Sequence[str], problems: list[DocumentError]) -> list[Row]:
    for place, cell in enumerate(cells[len(header) :], len(header) + 1):
        if cell.strip():
            problems.append(MetadataError(TABLE_NAME, line, f"#{place}", cell, f"{len(header)} × ,"))
    values: dict[str, str] = {}
    for column, raw in zip(header, cells, strict=False):
        value = unicodedata.normalize("NFC", raw.strip())
        if not value or column not in COLUMNS or column in values:
            continue
        shape, expected = _SHAPES.get(column, (None, ""))
        if shape is not None and not shape.fullmatch(value):
            problems.append(MetadataError(TABLE_NAME, line, column, value, expected))
            continue
        values[column] = value
    file = values.pop("file", "")
    if not file:
        problems.append(MetadataError(TABLE_NAME, line, "file", "", "*.txt, *.pdf …"))
        return []
    return [Row(line, file.replace("\\", "/").removeprefix("./"), dict(sorted(values.items())))]
