"""A line into ``corrections.csv``, or out of it: all others stay byte for byte, and nobody ever meets half a table.

In: the table's bytes (or none) and a line. Out: its new bytes. A new line is written in the encoding, with the line
ends and in the columns that the table has; a new table gets a byte order mark, since spreadsheets on Chinese desks take
a table without one for another encoding.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corrections.fields import DOCUMENT
from kg.corrections.table import COLUMNS, NEEDED, TABLE_NAME, Line, parse_table
from kg.csv_text import encoding_of, open_quote, safe_cell
from kg.errors import CorrectionError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 60
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def append(directory: Path, line: Line, *, replaces: Sequence[int] = ()) -> int:
    """Write a line into the table of a dataset folder; returns its number in the file, from 1.

    Args:
        directory: The dataset folder.
        line: What to write; its own number is not used.
        replaces: Numbers of lines that the new one takes the place of.

    Raises:
        DatasetLockedError: A build, or another person, is writing there.
        CorrectionError, NotTextError: The table that is there cannot take a line; it is left as it is.
        OSError: It cannot be written.

    """
    from kg.dataset.durable import replace_file
    from kg.dataset.lock import writer_lock

    path = directory / TABLE_NAME
    with writer_lock(directory):
        data = path.read_bytes() if path.is_file() else b""
        new = with_line(data, line, replaces=replaces)
        replace_file(path, new)
    return parse_table(new).lines[-1].line


def remove(directory: Path, number: int, words: str) -> None:
    """Take a line out of the table of a dataset folder.

    Args:
        directory: The dataset folder.
        number: Of the line in the file, from 1.
        words: The line as ``written_line`` gave it; a table that somebody changed meanwhile is left as it is.

    Raises:
        DatasetLockedError: A build, or another person, is writing there.
        CorrectionError: Another line stands there now.
        OSError: It cannot be written.

    """
    from kg.dataset.durable import replace_file
    from kg.dataset.lock import writer_lock

    path = directory / TABLE_NAME
    with writer_lock(directory):
        data = path.read_bytes()
        if written_line(data, number) != words:
            raise CorrectionError(TABLE_NAME, number, "CSV", words.strip()[:_SHOWN], "correction-moved", "")
        replace_file(path, without_line(data, number))


def written_line(data: bytes, number: int) -> str | None:
    """Return a line as it is written, with its line end; ``None`` for the header and where there is none."""
    rows = _physical_rows(data.decode(encoding_of(data, TABLE_NAME)))
    return next((words for at, words in rows[1:] if at == number), None)


def without_line(data: bytes, number: int) -> bytes:
    r"""Return a table's bytes without one line.

    >>> without_line(b"kind,field\nindicator,name\nscore,full\n", 2)
    b'kind,field\nscore,full\n'

    """
    encoding = encoding_of(data, TABLE_NAME)
    mark, codec = _mark_and_codec(data, encoding)
    rows = _physical_rows(data.decode(encoding))
    return mark + "".join(words for at, words in rows if at != number).encode(codec)


def with_line(data: bytes, line: Line, *, replaces: Sequence[int] = ()) -> bytes:
    r"""Return a table's bytes with one more line.

    >>> one = Line(0, "0" * 16, "indicator", 3, "name", "平合", "平台", "笔误")
    >>> with_line(b"document,kind,ordinal,field,was,becomes,reason\n", one).decode().splitlines()[1]
    '0000000000000000,indicator,3,name,平合,平台,笔误'

    """
    encoding = encoding_of(data, TABLE_NAME)
    text = data.decode(encoding)
    if not text.strip():
        return codecs.BOM_UTF8 + "".join((_row(COLUMNS, "\r\n"), _row(_cells(line, COLUMNS), "\r\n"))).encode("utf-8")
    mark, codec = _mark_and_codec(data, encoding)
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        rows, quoted = _physical_rows(text), open_quote(text)
    except csv.Error as error:
        raise CorrectionError(TABLE_NAME, 1, "CSV", str(error), "correction-csv", "") from error
    if quoted is not None:
        raise CorrectionError(TABLE_NAME, quoted, "CSV", '"', "correction-quote", "")
    header = parse_table(data).header
    absent = [column for column in NEEDED if column not in header]
    if absent:
        raise CorrectionError(TABLE_NAME, 1, absent[0], ",".join(header), "correction-no-column", "")
    more = [column for column in COLUMNS if column not in header and _cells(line, (column,))[0]]
    if more:
        rows[0] = (rows[0][0], rows[0][1].rstrip("\r\n") + "," + ",".join(more) + end)
        header = (*header, *more)
    kept = [words for number, words in rows if number not in replaces]
    if not kept[-1].endswith(("\n", "\r")):
        kept[-1] += end
    kept.append(_row(_cells(line, header), end))
    return mark + "".join(kept).encode(codec)


def _mark_and_codec(data: bytes, encoding: str) -> tuple[bytes, str]:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return mark, codec
    return b"", "utf-8" if encoding == "utf-8-sig" else encoding


def _physical_rows(text: str) -> list[tuple[int, str]]:
    """Cut a table into its rows, each with the number of its last line (as ``csv`` counts) and its line ends."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines))
    rows: list[tuple[int, str]] = []
    begin = 0
    for _ in reader:
        rows.append((reader.line_num, "".join(lines[begin : reader.line_num])))
        begin = reader.line_num
    return rows


def _cells(line: Line, header: Sequence[str]) -> list[str]:
    values = {
        "document": line.document,
        "kind": line.kind,
        "ordinal": "" if line.kind == DOCUMENT else str(line.ordinal),
        "field": line.field,
        "was": line.was,
        "becomes": line.becomes,
        "reason": line.reason,
        "by": line.by,
        "date": line.date or "",
    }
    return [safe_cell(values.get(column, "")) for column in header]


def _row(cells: Sequence[str], end: str) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator=end).writerow(cells)
    return row.getvalue()
