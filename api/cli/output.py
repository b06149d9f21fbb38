"""How results are shown: a table for eyes, JSON for programs, CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from kg.errors import BinaryOutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_FIGURE = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")
# where output goes to a file or another program there is no screen to fit
NARROWEST = 140
# the share of a screen that a column may take for itself; a file name can be longer than a line
_MOST_WHOLE = 0.4


class Marked(NamedTuple):
    """A cell with the ranges (code points, end exclusive) that are to be marked."""

    text: str
    ranges: Sequence[Sequence[int]]


def excerpt(text: str, ranges: Sequence[Sequence[int]], longest: int) -> Marked:
    """Cut a long cell to the part around the first marked words; ``…`` stands where words are left out.

    >>> excerpt("科普作品40期", [[0, 2]], 10)
    Marked(text='科普作品40期', ranges=[[0, 2]])
    >>> excerpt("长廊宣传图5期185幅，科普游参加活动2万人次", [[12, 15]], 12)
    Marked(text='…85幅，科普游参加活动2…', ranges=[[5, 8]])

    """
    if len(text) <= longest:
        return Marked(text, ranges)
    first = ranges[0][0] if ranges else 0
    begin = 0 if first < longest // 2 else min(first - longest // 3, len(text) - longest)
    end, before = begin + longest, "…" if begin else ""
    off = len(before) - begin
    shown = [[max(start, begin) + off, min(stop, end) + off] for start, stop in ranges if start < end and stop > begin]
    return Marked(before + text[begin:end] + ("…" if end < len(text) else ""), shown)


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
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    figures: Sequence[int] = (),
    whole: Sequence[int] = (),
    file: TextIO | None = None,
) -> None:
    """Print rows as a table that knows how wide Chinese is.

    Args:
        header: Titles of the columns.
        rows: Cells, shown as text; ``None`` is empty, and words of a ``Marked`` cell are bold on a screen.
        figures: Columns set to the right.
        whole: Columns that are not broken over lines (places that people copy), unless they leave no room for others.
        file: Where to print; standard output by default.

    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def shown(cell: object) -> Text:
        if not isinstance(cell, Marked):
            return Text("" if cell is None else str(cell))
        text, end = Text(), 0
        for start, stop in cell.ranges:
            text.append(cell.text[end:start]).append(cell.text[start:stop], "bold")
            end = stop
        return text.append(cell.text[end:])

    class Quiet(Console):
        """A console that leaves it to the program what a reader who has gone means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Quiet(highlight=False, file=file)
    if not (file or sys.stdout).isatty():
        console.width = max(NARROWEST, console.width)
    cells = [[shown(cell) for cell in row] for row in rows]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, title in enumerate(header):
        justify: Literal["left", "right"] = "right" if position in figures else "left"
        fits = position in whole and all(row[position].cell_len <= console.width * _MOST_WHOLE for row in cells)
        table.add_column(title, justify=justify, overflow="fold", no_wrap=fits)
    for row in cells:
        table.add_row(*row)
    console.print(table)


def remark(text: str) -> None:
    """Say something about the work, beside the data."""
    print(text, file=sys.stderr)


def binary_output(path: str | None, what: str) -> str:
    """Return the path for binary output, which never goes to a terminal or pipe unasked."""
    if path is None:
        raise BinaryOutputError(what)
    return path
