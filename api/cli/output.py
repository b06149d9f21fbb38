"""How results are given out: JSON for programs, CSV that is safe to open in a spreadsheet, remarks."""

from __future__ import annotations

import csv
import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def write_json(value: Any) -> None:  # noqa: ANN401
    """Print a value as JSON, Chinese unescaped."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV (RFC 4180 with plain line ends); no spreadsheet takes a cell for a formula.

    A file (``> found.csv``) begins with a byte order mark, without which Excel shows no Chinese; a pipe does not.
    """
    from kg.csv_text import safe_cell

    if _is_file():
        sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(str(cell)) for cell in row])


def _is_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        # standard output of a test, or none
        return False


def remark(text: str) -> None:
    """Say something about the work, beside the data."""
    print(text, file=sys.stderr)
