"""Tables that people save (CSV): what their bytes say, and cells that no spreadsheet takes for a formula.

UTF-8 (with or without a byte order mark), GB18030 and UTF-16 with its mark are what desks save. A cell that
begins like a formula gets an apostrophe before it and loses it again when it is read, so nothing a document prints
is ever computed by the program that opens the table.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from kg.errors import NotTextError

ENCODINGS = ("utf-8-sig", "gb18030")
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), on Chinese desks in full width, too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


def encoding_of(data: bytes, name: str) -> str:
    """Return the encoding of a table's bytes; raises ``NotTextError`` where they are text in none that we read."""
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ENCODINGS
    for encoding in encodings:
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            last = error
        else:
            return encoding
    raise NotTextError(name, last.start, data[last.start : last.start + 4].hex())


def table_text(data: bytes, name: str) -> str:
    """Return the text of a table's bytes; raises ``NotTextError`` where they are text in no encoding that we read."""
    return data.decode(encoding_of(data, name))


def open_quote(text: str) -> int | None:
    r"""Return the line of a row with a quote that is never closed, and so takes all that follows into one cell.

    >>> open_quote('a,b\n"c",d\n'), open_quote('a,b\n1,"c\n2,d\n')
    (None, 2)

    """
    last = "end"
    reader = csv.reader(io.StringIO(f"{text}\n{last}", newline=""))
    rows = [(cells, reader.line_num) for cells in reader]
    if rows[-1][0] == [last]:
        return None
    return rows[-2][1] + 1 if len(rows) > 1 else 1


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet computes; figures stay as they are.

    >>> safe_cell("=1+1"), safe_cell("-8.27"), safe_cell("≥3场"), safe_cell("'=")
    ("'=1+1", '-8.27', '≥3场', "''=")

    """
    return "'" + text if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def plain_cell(text: str) -> str:
    """Return what a cell said before ``safe_cell``, or a spreadsheet, put an apostrophe before it.

    >>> plain_cell("'=1+1"), plain_cell("''="), plain_cell("'90后'项目")
    ('=1+1', "'=", "'90后'项目")

    """
    return text[1:] if _ESCAPED.match(text) else text
