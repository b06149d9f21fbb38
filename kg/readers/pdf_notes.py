"""Notes over a page of a PDF: fields, text notes and lines through words, which are no part of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt, decode_text

from kg.readers.pdf_paths import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

    from kg.readers.pdf_content import Char, PageContent

_MOST_NOTES = 2_000  # of a page
_MOST_LINES = 200  # of a note
_MOST_LOOKS = 4_000_000  # at a character below such a line
# flags of a note that no screen shows
_HIDDEN = 2 | 32
# numbers of the four corners of a line of words
_CORNERS = 8


def _notes(page: PDFPage) -> Iterator[tuple[str, dict[str, Any]]]:
    listed = resolve1(page.annots)
    for reference in listed[:_MOST_NOTES] if isinstance(listed, list) else ():
        note = resolve1(reference)
        if isinstance(note, dict):
            yield getattr(resolve1(note.get("Subtype")), "name", ""), note


def written_over(page: PDFPage) -> list[str]:
    """Return the words of filled fields and of text notes."""
    found: list[str] = []
    for kind, note in _notes(page):
        parent = resolve1(note.get("Parent"))
        value = note.get("V", parent.get("V") if isinstance(parent, dict) else None)
        words = resolve1(value if kind == "Widget" else note.get("Contents") if kind == "FreeText" else None)
        if isinstance(words, bytes) and decode_text(words).strip():
            found.append(decode_text(words).strip())
    return found


def struck_by_notes(page: PDFPage, content: PageContent, matrix: Matrix) -> list[str]:
    """Take the words that a note strikes out from those of a page, and return them.

    Args:
        page: The page.
        content: What was drawn on it.
        matrix: From places in the file to places on the page, from its lower left corner.

    """
    struck: list[str] = []
    looks = 0
    for kind, note in _notes(page):
        flags, places = resolve1(note.get("F")), resolve1(note.get("QuadPoints"))
        if kind != "StrikeOut" or not isinstance(places, list) or (isinstance(flags, int) and flags & _HIDDEN):
            continue
        numbers = [float(number) for number in map(resolve1, places) if isinstance(number, int | float)]
        for at in range(0, min(len(numbers), _MOST_LINES * _CORNERS) - _CORNERS + 1, _CORNERS):
            looks += len(content.chars)
            if looks > _MOST_LOOKS:
                return struck
            corners = zip(numbers[at : at + _CORNERS : 2], numbers[at + 1 : at + _CORNERS : 2], strict=True)
            x0, y0, x1, y1 = around([apply_matrix_pt(matrix, corner) for corner in corners])
            y0, y1 = content.height - y1, content.height - y0
            below: list[Char] = []
            others: list[Char] = []
            for char in content.chars:
                hit = x0 <= (char.x0 + char.x1) / 2 <= x1 and y0 <= (char.top + char.bottom) / 2 <= y1
                (below if hit else others).append(char)
            struck.append("".join(char.text for char in below))
            content.chars = others
    return struck
