"""The pages of an open PDF: each interpreted, held to the limits, checked for readable characters, and closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from kg.errors import DocumentError, NoTextLayerError
from kg.readers.pdf_clipping import Clip
from kg.readers.pdf_drawing import PageInterpreter
from kg.readers.pdf_fonts import resources
from kg.readers.pdf_lines import TextLine, lines_of
from kg.readers.pdf_marks import take_marks
from kg.readers.pdf_notes import struck_by_notes, written_over
from kg.readers.pdf_page import PageDevice
from kg.readers.pdf_page_tables import page_tables
from kg.readers.pdf_paths import around
from kg.readers.pdf_row_ruled import RowRuledTable
from kg.readers.running_heads import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pdfminer.pdfpage import PDFPage
    from pdfplumber.pdf import PDF

    from kg.readers.counting import Counting
    from kg.readers.pdf_content import Char, PageContent
    from kg.readers.pdf_opening import Guard
    from kg.readers.pdf_tables import PageTable

# more unreadable characters than this share of a page: its fonts do not say what they print
_UNREADABLE = 0.05
# a picture that covers this share of a page is the page
_PAGE_PICTURE = 0.6
# words drawn as so many shapes instead of characters
_OUTLINES = 200
# how long the instructions of a page may be for each object and character it may have, in bytes: pdfminer
# interprets about a megabyte a second
_BYTES_OF_OBJECT = 400
_BYTES_OF_CHARACTER = 40
_LONGEST_WATERMARK = 40


@dataclass(slots=True)
class Pages:
    """All pages, and by page number what is not read of them.

    Attributes:
        pages: What was read.
        recognised: The numbers of those recognised from pictures.
        watermarks: Words left out.
        written_over: Words in fields of a form and in notes over the page.
        invisible: Words that nobody sees among others that are seen.
        cut_off: Words of which people see only a part, or nothing, and that are read.
        struck: Words that a line strikes out.

    """

    pages: list[Page] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    watermarks: dict[int, str] = field(default_factory=dict)
    written_over: dict[int, str] = field(default_factory=dict)
    invisible: dict[int, str] = field(default_factory=dict)
    cut_off: dict[int, str] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)


def pages_of(pdf: PDF, guard: Guard, counting: Counting, tick: Callable[[], None]) -> Pages:
    """Interpret all pages.

    Raises:
        DamagedFileError: The content of a page is missing or broken.
        FileLimitError: A page asks for more than the limits allow.
        NoTextLayerError: A page is a picture, or its fonts do not say their characters.

    """
    manager = resources(guard.name)
    layers_off = _layers_off(pdf)
    found = Pages()
    before: RowRuledTable | None = None
    for number, plumbed in enumerate(pdf.pages, start=1):
        guard.place = f"page {number}"
        device = PageDevice(manager, number, counting, layers_off)
        content = _content(plumbed.page_obj, device, guard, counting)
        covered = _covered(content)
        unseen = [*content.invisible, *content.cut]
        if len(content.invisible) >= len(content.chars):
            # what lies under a scan, or stands for outlines
            if content.invisible and covered >= _PAGE_PICTURE:
                found.recognised.append(number)
            elif content.curves < _OUTLINES:
                content.cut_off += _words(content.invisible)
            content.chars += content.invisible
            unseen = content.cut
        if words := _words(unseen):
            found.invisible[number] = words[:_LONGEST_WATERMARK]
        if content.cut_off:
            found.cut_off[number] = content.cut_off[:_LONGEST_WATERMARK]
        _check_readable(content, covered, guard.name)
        found.struck += [*take_marks(content), *struck_by_notes(plumbed.page_obj, content, device.page_matrix)]
        tables, outside = page_tables(content, counting, before)
        last = max(tables, key=lambda table: table.bottom, default=None)
        before = last if isinstance(last, RowRuledTable) else None
        items: list[TextLine | PageTable] = [*lines_of(outside, number), *tables]
        items.sort(key=lambda item: item.top)
        found.pages.append(Page(number, content.width, content.height, items))
        if written := written_over(plumbed.page_obj):
            found.written_over[number] = "｜".join(written)[:_LONGEST_WATERMARK]
        if content.watermark.strip():
            found.watermarks[number] = content.watermark.strip()[:_LONGEST_WATERMARK]
        plumbed.close()
        tick()
    return found


def _words(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars).strip()


def _layers_off(pdf: PDF) -> frozenset[int]:
    """Return the numbers of the objects of layers that a viewer begins with switched off."""
    layers = resolve1(pdf.doc.catalog.get("OCProperties"))
    usual = resolve1(layers.get("D")) if isinstance(layers, dict) else None
    if not isinstance(usual, dict) or usual.get("AS"):
        # none, or a viewer decides by itself
        return frozenset()
    listed = resolve1(usual.get("OFF"))
    named = listed if isinstance(listed, list) else []
    return frozenset(layer.objid for layer in named if isinstance(layer, PDFObjRef))


def _content(page: PDFPage, device: PageDevice, guard: Guard, counting: Counting) -> PageContent:
    try:
        streams = [resolve1(stream) for stream in page.contents]
        whole = all(isinstance(stream, PDFStream) for stream in streams)
        if whole:
            _set_boxes(page)
            most = guard.limits.page_objects * _BYTES_OF_OBJECT + guard.limits.page_characters * _BYTES_OF_CHARACTER
            counting.hold("limit-page-instructions", sum(len(stream.get_data()) for stream in streams), most)
            PageInterpreter(device.rsrcmgr, device).process_page(page)
    except (DocumentError, MemoryError):
        raise
    except Exception:
        # broken content raises whatever it meets in pdfminer, RecursionError among them
        raise (guard.refused or guard.damaged("damage-content")) from None
    if not whole:
        raise guard.damaged("damage-part-missing")
    if guard.refused is not None:
        raise guard.refused
    return device.content


def _set_boxes(page: PDFPage) -> None:
    """Let the boxes of a page have their corners in order, and show all of it if nothing of it was to be shown."""
    x0, y0, x1, y1 = page.mediabox
    page.mediabox = whole = around([(x0, y0), (x1, y1)])
    x0, y0, x1, y1 = page.cropbox
    shown = Clip.of(around([(x0, y0), (x1, y1)]), Clip(*whole, exact=True), exact=True)
    page.cropbox = shown[:4] if shown.x0 < shown.x1 and shown.y0 < shown.y1 else whole


def _covered(content: PageContent) -> float:
    """Return the share of the page that pictures cover; scanners cut one picture into strips."""
    area = sum(
        max(min(x1, content.width) - max(x0, 0), 0) * max(min(bottom, content.height) - max(top, 0), 0)
        for x0, top, x1, bottom in content.pictures
    )
    return area / max(content.width * content.height, 1)


def _check_readable(content: PageContent, covered: float, name: str) -> None:
    words = sum(not char.text.isspace() for char in content.chars)
    if not words and covered >= _PAGE_PICTURE:
        raise NoTextLayerError(name, content.number, f"{min(covered, 1):.0%}", "page-picture")
    if not words and content.curves >= _OUTLINES:
        raise NoTextLayerError(name, content.number, f"{content.curves:,}", "page-outlines")
    if content.unreadable > _UNREADABLE * words:
        raise NoTextLayerError(name, content.number, f"{content.unreadable:,} / {words:,}", "font-without-characters")
