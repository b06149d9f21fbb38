"""How results are given out: JSON for programs, CSV that is safe to open in a spreadsheet, remarks."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def write_json(value: Any) -> None:  # noqa: ANN401
    """Print a value as JSON, Chinese unescaped."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV (RFC 4180 with plain line ends); no spreadsheet takes a cell for a formula."""
    from kg.csv_text import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(str(cell)) for cell in row])


def remark(text: str) -> None:
    """Say something about the work, beside the data."""
    print(text, file=sys.stderr)
