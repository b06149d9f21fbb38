"""PDF → blocks: tables from their rules or from where words stand, joined over pages, and the text around them.

Pages are interpreted one by one and closed; a page without readable characters ends the reading, because a document of
figures that is half read is worse than none. Recognising pictures of text (OCR) is left to other programs; text that
one of them put under the picture is read and said to be so.

The way of a file: ``pdf_opening`` (is it whole) → ``pdf_page`` (characters and rules; which words are seen:
``pdf_drawing``, ``pdf_painting``, ``pdf_surface``, ``pdf_clipping``) → ``pdf_marks``, ``pdf_notes`` →
``pdf_page_tables``: ``pdf_tables``, ``pdf_words``; with rules between rows alone ``pdf_row_rules`` (``pdf_bands``,
``pdf_row_ruled``); without any ``pdf_unruled`` (``pdf_gutters``, ``pdf_anchors``, ``pdf_row_labels``) → ``pdf_lines`` →
``running_heads``, ``unruled_breaks`` → ``stitching`` (``row_joins``, ``parted_labels``) → ``pdf_blocks``
(``line_joins``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import EmptyDocumentError
from kg.readers.blocks import FileBlocks, Remark, ranges
from kg.readers.counting import Counting
from kg.readers.marks import struck_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.readers.limits import Limits

_OCR = re.compile(
    r"\bOCR|OCRmyPDF|ABBYY|FineReader|Tesseract|Readiris|OmniPage|CamScanner|Paper Capture|Capture Plug|LuraDocument"
    r"|ScanSnap|扫描全能王|文通|汉王|尚书",
    re.IGNORECASE,
)


def read(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> FileBlocks:
    """Read a PDF.

    Args:
        data: The bytes of the file.
        name: Its base name, for errors.
        limits: What it may ask for.
        tick: Called after each page.

    Raises:
        DamagedFileError: It needs a password, is cut short or broken.
        EmptyDocumentError: There is no character on any page.
        FileLimitError: It asks for more than the limits allow.
        NoTextLayerError: A page is a picture, or its fonts do not say their characters.

    """
    # pdfplumber and pdfminer take a third of a second to import
    from kg.readers.pdf_blocks import blocks_of_pages
    from kg.readers.pdf_opening import Guard, guarded, open_pdf
    from kg.readers.pdf_pages import pages_of
    from kg.readers.running_heads import without_running_heads
    from kg.readers.unruled_breaks import not_told, over_pages, without_labels

    guard = Guard(name, limits)
    counting = Counting(name, limits)
    with guarded(guard):
        pdf = open_pdf(data, guard)
        found = pages_of(pdf, guard, counting, tick)
        made_by = " ".join(str(pdf.metadata.get(key, "")) for key in ("Producer", "Creator"))
    pages = found.pages
    if not any(page.items for page in pages):
        raise EmptyDocumentError(name)
    recognised = found.recognised
    if _OCR.search(made_by):
        recognised = [page.number for page in pages if page.items]
    without_running_heads(pages)
    over_pages(pages)
    blocks, remarks = blocks_of_pages(pages, counting)
    remarks += [*not_told(pages), *without_labels(pages)]
    if recognised:
        remarks.append(Remark("ocr-text", {"pages": ranges(recognised)}))
    if over := found.written_over:
        remarks.append(Remark("written-over", {"pages": ranges(list(over)), "words": _first(over)}))
    if unseen := found.invisible:
        remarks.append(Remark("invisible-words", {"pages": ranges(list(unseen)), "words": _first(unseen)}))
    if cut_off := found.cut_off:
        remarks.append(Remark("cut-off-words", {"pages": ranges(list(cut_off)), "words": _first(cut_off)}))
    remarks += struck_out(found.struck)
    if aslant := found.watermarks:
        remarks.append(Remark("watermark-left-out", {"pages": ranges(list(aslant)), "words": _first(aslant)}))
    return FileBlocks("pdf", tuple(blocks), len(pages), bool(recognised), tuple(remarks))


def _first(by_page: Mapping[int, str]) -> str:
    return next(iter(by_page.values()))
