"""``corrections.csv``: what people say a reading should have been, one field a line.

In: the bytes of the table; out: lines in the order of the table, and a problem with line and column for everything
that cannot be used. A problem never stops the rest. What a line is about is not looked up here: that needs the
readings (``kg.corrections.applying``).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kg.corrections.fields import DOCUMENT, FIELDS
from kg.csv_text import open_quote, plain_cell, table_text
from kg.errors import CorrectionError, NotTextError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.errors import DocumentError

TABLE_NAME = "corrections.csv"
COLUMNS = ("document", "kind", "ordinal", "field", "was", "becomes", "reason", "by", "date")
# without these columns no line can be used; ``was`` may be empty in a line but says what the person saw
NEEDED = ("document", "kind", "ordinal", "field", "was", "becomes", "reason")
# with fewer known columns a first line is no header at all
_LEAST_KNOWN = 2
_SHOWN = 60
_ALSO = {"document digest": "document", "digest": "document", "sha256": "document"}
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_ORDINAL = re.compile(r"[1-9][0-9]{0,8}")
# a spreadsheet turns 2025-01-02 into 2025/1/2
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


@dataclass(frozen=True, slots=True)
class Line:
    """One usable line of the table.

    Attributes:
        line: Its number in the file, from 1.
        document: The first 16 or more hex digits of the document's SHA-256.
        kind: Of the record (see ``kg.records.Correction``, as all that follow).
        ordinal: Of the record; 0 for the document.
        field: Of the record.
        was: What was read.
        becomes: What it should be.
        reason: Why.
        by: Who says so, ``""`` for nobody.
        date: When, as ``2025-01-02``; ``None`` where it is not said.

    """

    line: int
    document: str
    kind: str
    ordinal: int
    field: str
    was: str
    becomes: str
    reason: str
    by: str = ""
    date: str | None = None

    def is_about(self, digest: str) -> bool:
        """Whether the line names the document with this SHA-256."""
        return digest.startswith(self.document)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of corrections as read; lines and problems in the order of the file."""

    lines: tuple[Line, ...] = ()
    problems: tuple[DocumentError, ...] = ()
    header: tuple[str, ...] = field(default=COLUMNS)

    def about(self, digest: str) -> tuple[Line, ...]:
        """Return the lines about one document, by its SHA-256."""
        return tuple(line for line in self.lines if line.is_about(digest))


def parse_table(data: bytes) -> Table:
    r"""Read a table of corrections; what cannot be used becomes a problem, the rest stands.

    >>> head = "document,kind,ordinal,field,was,becomes,reason,by,date\n"
    >>> rows = "0123456789abcdef,indicator,3,name,平合,平台,笔误,张三,2025/1/2\n0123456789abcdef,score,0,name,a,b,c\n"
    >>> table = parse_table((head + rows).encode())
    >>> [(line.field, line.was, line.becomes, line.date) for line in table.lines]
    [('name', '平合', '平台', '2025-01-02')]
    >>> [str(problem) for problem in table.problems]
    ["corrections.csv:3: ordinal: found '0', expected a whole number from 1"]

    """
    try:
        text = table_text(data, TABLE_NAME)
    except NotTextError as error:
        return Table((), (error,))
    if not text.strip():
        return Table()
    reader = csv.reader(io.StringIO(text, newline=""))
    lines: list[Line] = []
    problems: list[DocumentError] = []
    header: tuple[str, ...] = ()
    try:
        quoted = open_quote(text)
        if quoted is not None:
            problems.append(CorrectionError(TABLE_NAME, quoted, "CSV", '"', "correction-quote", ""))
        header = tuple(_column(cell) for cell in next(reader, []))
        problems.extend(_header_problems(header))
        if not set(NEEDED) <= set(header):
            return Table((), tuple(problems), header)
        for cells in reader:
            if quoted is not None and reader.line_num >= quoted:
                break
            if any(cell.strip() for cell in cells):
                lines.extend(_line(reader.line_num, header, cells, problems))
    except csv.Error as error:
        problems.append(CorrectionError(TABLE_NAME, reader.line_num, "CSV", str(error), "correction-csv", ""))
    return Table(tuple(lines), tuple(problems), header)


def written_day(text: str) -> str | None:
    """Return a day as ``2025-01-02``, ``None`` where the words are no day.

    >>> written_day("2025/1/2"), written_day("2025年1月2日"), written_day("2025-02-30")
    ('2025-01-02', '2025-01-02', None)

    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None


def cleaned(cell: str) -> str:
    """Return the words of a cell as they are compared and stored: NFC, outer white space off."""
    return unicodedata.normalize("NFC", plain_cell(cell.strip())).strip()


def _column(cell: str) -> str:
    name = " ".join(cell.split()).casefold()
    return _ALSO.get(name, name)


def _header_problems(header: Sequence[str]) -> list[DocumentError]:
    if len(set(header) & set(COLUMNS)) < _LEAST_KNOWN:
        first = ",".join(header)[:_SHOWN]
        return [CorrectionError(TABLE_NAME, 1, "header", first, "correction-header", ",".join(COLUMNS))]
    found: list[DocumentError] = [
        CorrectionError(TABLE_NAME, 1, cell or f"#{place}", cell, "correction-column", ", ".join(COLUMNS))
        for place, cell in enumerate(header, 1)
        if cell not in COLUMNS or cell in header[: place - 1]
    ]
    absent = [column for column in NEEDED if column not in header]
    found += [CorrectionError(TABLE_NAME, 1, column, ",".join(header), "correction-no-column", "") for column in absent]
    return found


def _line(number: int, header: Sequence[str], cells: Sequence[str], problems: list[DocumentError]) -> list[Line]:
    before = len(problems)

    def problem(column: str, reason: str, expected: str = "") -> None:
        problems.append(CorrectionError(TABLE_NAME, number, column, values.get(column, ""), reason, expected))

    values: dict[str, str] = {}
    for column, cell in zip(header, cells, strict=False):
        if column in COLUMNS and column not in values:
            values[column] = cleaned(cell)
    for place, cell in enumerate(cells[len(header) :], len(header) + 1):
        if cell.strip():
            problems.append(
                CorrectionError(TABLE_NAME, number, f"#{place}", cell, "correction-cells", str(len(header)))
            )
    digest, kind = values.get("document", "").casefold(), values.get("kind", "").casefold()
    fields: Mapping[str, object] = FIELDS.get(kind, {})
    if not _DIGEST.fullmatch(digest):
        problem("document", "correction-digest")
    if not fields:
        problem("kind", "correction-one-of", ", ".join(FIELDS))
    elif values.get("field", "") not in fields:
        problem("field", "correction-one-of", ", ".join(fields))
    ordinal = values.get("ordinal", "")
    if kind == DOCUMENT and ordinal not in ("", "0"):
        problem("ordinal", "correction-no-ordinal")
    elif kind != DOCUMENT and not _ORDINAL.fullmatch(ordinal):
        problem("ordinal", "correction-ordinal")
    for column in ("was", "becomes", "reason", "by"):
        if not _is_one_line(values.get(column, "")):
            problem(column, "correction-one-line")
    if not values.get("reason"):
        problem("reason", "correction-no-reason")
    day = values.get("date", "")
    if day and written_day(day) is None:
        problem("date", "correction-day")
    if len(problems) > before:
        return []
    at = 0 if kind == DOCUMENT else int(ordinal)
    words = (values["field"], values.get("was", ""), values.get("becomes", ""), values["reason"])
    return [Line(number, digest, kind, at, *words, values.get("by", ""), written_day(day) if day else None)]


def _is_one_line(words: str) -> bool:
    # what is read has no line ends and no control characters, so neither has what it should have been
    return all(char.isprintable() or char.isspace() for char in words) and len(words.splitlines()) <= 1
