"""Read the examined forms as the text that a PDF program takes out of their pages, and say how many rows are right.

``python -m tests.kg.forms.examined.streams`` prints the counts of docs/quality.md; it needs ``pdftotext`` with its
tables of Chinese characters (poppler-utils, poppler-data).
"""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pdfplumber
from reportlab.platypus.doctemplate import LayoutError

from tests.kg.forms.examined.comparing import compared
from tests.kg.forms.examined.few_rules import LIKE, is_refused, right_rows
from tests.kg.forms.examined.pdf_pages import as_pdf_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.kg.forms.examined.setting import ExaminedForm


def as_drawn(page: bytes) -> bytes:
    """Return the words in the order in which they were drawn."""
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=page, capture_output=True, check=True).stdout


def _by_height(page: bytes) -> bytes:
    """Return the words line by line, from the top of the page to its foot."""
    with pdfplumber.open(io.BytesIO(page)) as pdf:
        return "\n\n".join(one.extract_text() for one in pdf.pages).encode()


def _counts(form: ExaminedForm, text_of: Callable[[bytes], bytes]) -> Iterator[tuple[str, int]]:
    try:
        page = as_pdf_pages(form.page.blocks)
    except LayoutError:
        # a cell higher than a page
        return
    found = compared(replace(form, kind="layout"), text_of(page))
    yield "forms", 1
    yield "rows", len(form.page.rows)
    yield "right", right_rows(form, found)
    yield "refused", len(form.page.rows) if is_refused(found) else 0
    for difference in (one for one in found if one.silent and one.row != "document"):
        print(f"  {form.slug}: {difference}")  # noqa: T201
        yield "lost rows no finding names" if difference.field == "row" else "wrong in silence", 1


def main() -> None:
    """Print the counts for each order of words."""
    for text_of in (as_drawn, _by_height):
        counts: Counter[str] = Counter()
        for form in LIKE:
            for what, count in _counts(form, text_of):
                counts[what] += count
        print(text_of.__doc__, dict(counts), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
