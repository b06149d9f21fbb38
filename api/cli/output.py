"""How results are shown: a table for eyes, JSON for programs, CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import TYPE_CHECKING, Any, Literal, TextIO

from kg.errors import BinaryOutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_FIGURE = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")
# where output goes to a file or another program there is no screen to fit
NARROWEST = 140


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


def write_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, figures: Sequence[int] = (), whole: Sequence[int] = ()
) -> None:
    """Print rows as a table that knows how wide Chinese is.

    Args:
        header: Titles of the columns.
        rows: Cells, shown as text; ``None`` is empty.
        figures: Columns set to the right.
        whole: Columns that are never broken over lines (places that people copy).

    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, title in enumerate(header):
        justify: Literal["left", "right"] = "right" if position in figures else "left"
        table.add_column(title, justify=justify, overflow="fold", no_wrap=position in whole)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console = Console(highlight=False)
    if not sys.stdout.isatty():
        console.width = max(NARROWEST, console.width)
    console.print(table)


def remark(text: str) -> None:
    """Say something about the work, beside the data."""
    print(text, file=sys.stderr)


def binary_output(path: str | None, what: str) -> str:
    """Return the path for binary output, which never goes to a terminal or pipe unasked."""
    if path is None:
        raise BinaryOutputError(what)
    return path
