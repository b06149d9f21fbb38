"""A seed and a number → a document; a corpus is written one document at a time and never held in memory.

Forms and formats take turns, so that each form comes in each format. A document depends on the seed and its number
only, never on how many are asked for.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from benchmarks.corpora.declarations import WIDTHS, declaration, packed_projects
from benchmarks.corpora.documents import Document, Order, Setting
from benchmarks.corpora.evaluations import department_evaluation, project_evaluation, project_evaluations
from benchmarks.corpora.lists import library, long_table
from benchmarks.corpora.pdf import PdfSetting, as_pdf
from benchmarks.corpora.reports import report
from benchmarks.corpora.writing import as_docx, as_html, as_text, as_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

FORMS: dict[str, Callable[[Order], Document]] = {
    "declaration": declaration,
    "packed_projects": packed_projects,
    "report": report,
    "project_evaluation": project_evaluation,
    "project_evaluations": project_evaluations,
    "long_table": long_table,
    "department_evaluation": department_evaluation,
    "library": library,
}
SUFFIXES = {"text": "txt", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "html": "html"}
FORMATS = tuple(SUFFIXES)
EXPECTED = "expected"


def make(
    seed: int, number: int, form: str | None = None, *, contradictions: float = 0.1, indicators: int = 40
) -> Document:
    """Draw one document.

    Args:
        seed: Of the corpus.
        number: Of the document in it, from 0.
        form: A name in ``FORMS``; by default they take turns.
        contradictions: Share of documents in which one figure contradicts another.
        indicators: About how many it has; a table of one project has half as many.

    >>> make(1, 0).blocks == make(1, 0).blocks
    True

    """
    form = form or list(FORMS)[number % len(FORMS)]
    chance = random.Random(f"{seed}/{number}/{form}")
    contradiction = form != "library" and chance.random() < contradictions
    return FORMS[form](Order(chance, indicators, contradiction))


def write(document: Document, found: str, number: int = 0) -> bytes:
    """Write a document in a format; its number decides how it is set."""
    if found == "text":
        return as_text(document, Setting(number // len(FORMS) % len(WIDTHS), 40 + number % 30))
    if found == "pdf":
        return as_pdf(document, pdf_setting(number))
    return {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}[found](document)


def pdf_setting(number: int) -> PdfSetting:
    """Return one of the ways to set pages, all of which come by turns."""
    turn = number // len(FORMS)
    return PdfSetting(
        size=(9.0, 10.5)[turn % 2],
        columns=("words", "even", "left")[turn % 3],
        split_rows=turn % 4 < 2,
        repeat_head=turn % 5 < 2,
        words=turn % 3 != 2,
    )


def corpus(
    documents: int, formats: Sequence[str], seed: int, *, contradictions: float = 0.1, each_format: bool = False
) -> Iterator[tuple[str, bytes, Document]]:
    """Give base name, bytes and document of each file; ``each_format`` writes every document in all formats."""
    for number in range(documents):
        document = make(seed, number, contradictions=contradictions)
        turn = number // len(FORMS) + number % len(FORMS)
        for found in formats if each_format else [formats[turn % len(formats)]]:
            yield f"{number:06d}_{document.form}.{SUFFIXES[found]}", write(document, found, number), document


def write_corpus(
    folder: Path,
    documents: int,
    formats: Sequence[str],
    seed: int,
    *,
    contradictions: float = 0.1,
    each_format: bool = False,
) -> int:
    """Write a corpus and the expected records beside it; returns how many files were written."""
    beside = folder / EXPECTED
    beside.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data, document in corpus(
        documents, formats, seed, contradictions=contradictions, each_format=each_format
    ):
        (folder / name).write_bytes(data)
        records = json.dumps(document.expected, ensure_ascii=False, indent=1)
        (beside / f"{name.rpartition('.')[0]}.json").write_text(records + "\n", encoding="utf-8")
        count += 1
    return count
