"""Readers of formats beside the bare libraries on the same synthetic files, in one run, as ratios.

Ours is everything from bytes to the text layer: size and format by content, guards, tables with spans joined over
pages, places, composing. The libraries only give words and tables page by page.
"""

from __future__ import annotations

import statistics
import time
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.corpora.generating import FORMS, SUFFIXES, make, write
from benchmarks.timing import seconds, table
from kg.readers.opening_files import open_layer

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = (1, 2)
ROUNDS = 5
INDICATORS = 60
GOAL = 1.3


def pdfplumber_words(data: bytes) -> None:
    """Take the words of each page."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def pdfplumber_words_and_tables(data: bytes) -> None:
    """Take the words and the tables of each page."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def python_docx(data: bytes) -> None:
    """Take the words of all paragraphs and cells."""
    import docx

    document = docx.Document(BytesIO(data))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for grid in document.tables:
        for row in grid.rows:
            for cell in row.cells:
                _ = cell.text


def openpyxl_values(data: bytes) -> None:
    """Take the values and merged ranges of all sheets."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        _ = list(sheet.merged_cells.ranges)
        for row in sheet.iter_rows(values_only=True):
            _ = list(row)


def lxml_html(data: bytes) -> None:
    """Take the words of all elements."""
    import lxml.html

    for element in lxml.html.fromstring(data).iter("p", "td"):
        _ = element.text_content()


BASELINES: tuple[tuple[str, str, Callable[[bytes], None]], ...] = (
    ("pdf", "pdfplumber, words and tables", pdfplumber_words_and_tables),
    ("pdf", "pdfplumber, words only", pdfplumber_words),
    ("docx", "python-docx, words of cells", python_docx),
    ("xlsx", "openpyxl, values", openpyxl_values),
    ("html", "lxml, words of cells", lxml_html),
)


def run() -> list[str]:
    """Time each format's reader and its library by turns; the ratio is the median of those of single rounds."""
    rows: list[tuple[object, ...]] = []
    for found, name, baseline in BASELINES:
        made = [make(seed, number, form, indicators=INDICATORS) for seed in SEEDS for number, form in enumerate(FORMS)]
        files = [write(document, found, number) for number, document in enumerate(made)]
        base = f"form.{SUFFIXES[found]}"
        pages = sum(open_layer(data, base).pages or 0 for data in files)
        for data in files[:2]:
            baseline(data)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: [open_layer(data, base) for data in files], time.process_time))  # noqa: B023
            theirs.append(seconds(lambda: [baseline(data) for data in files], time.process_time))  # noqa: B023
        ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
        count, unit = (pages, "pages") if pages else (len(files), "files")
        speeds = [f"{count / statistics.median(times):,.0f} {unit}/s" for times in (ours, theirs)]
        said = f"{len(files)} files" + (f", {pages} pages" if pages else "")
        rows.append((found.upper(), said, name, *speeds, f"{ratio:.2f}"))
    return [
        "## Reading formats",
        "",
        f"Processor time from bytes to text layer beside the bare library, {ROUNDS} rounds by turns, median of the "
        f"ratios (ours to theirs). Goal: at most {GOAL}.",
        "",
        *table(("format", "n", "library", "ours", "library alone", "ratio"), rows),
    ]
