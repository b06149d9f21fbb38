"""How results are given out: JSON for programs, CSV that is safe to open in a spreadsheet, remarks, binary files."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

from kg.errors import BinaryOutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_FIGURE = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")


def write_json(value: Any, file: TextIO | None = None) -> None:  # noqa: ANN401
    """Print a value as JSON, Chinese unescaped."""
    json.dump(value, file or sys.stdout, ensure_ascii=False, indent=1)
    (file or sys.stdout).write("\n")


def spreadsheet_safe(text: str) -> str:
    """Keep a spreadsheet from taking words for a formula; figures stay as they are.

    >>> spreadsheet_safe("=1+1"), spreadsheet_safe("-8.27"), spreadsheet_safe("≥3场")
    ("'=1+1", '-8.27', '≥3场')

    """
    return "'" + text if _FORMULA.match(text) and not _FIGURE.match(text) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV (RFC 4180 with plain line ends)."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if cell is None else spreadsheet_safe(str(cell)) for cell in row])


def remark(text: str) -> None:
    """Say something about the work, beside the data."""
    print(text, file=sys.stderr)


def binary_output(path: str | None, what: str) -> str:
    """Return the path for binary output, which never goes to a terminal or pipe unasked."""
    if path is None:
        raise BinaryOutputError(what)
    return path
