"""Character maps that come with PDF itself (UniGB-UCS2-H, GBK-EUC-H …): codes that they lack are gaps, not nothing.

A font that names such a map says which of its characters has which code; fonts on paper have more, and programs write
their codes all the same (½, •, a rare name). pdfminer passes over a code that the map lacks, and may read the next one
out of step: 2½支 becomes 2支. Here such a code is one unreadable character; so is every code of a map that pdfminer
does not know, as one that stands in the file.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pdfminer.cmapdb import CMap
from pdfminer.pdffont import PDFCIDFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdffont import PDFFont

# no font has these characters: one that a known map lacks, one of a map that is not known
GAP = -1
UNKNOWN = -2
# of the Chinese, Japanese and Korean collections
_SPACE = 1
_WIDTHS_UTF8 = ((0x80, 1), (0xE0, 2), (0xF0, 3), (0x100, 4))


class MapWithGaps(CMap):
    """A predefined map whose ``decode`` gives ``GAP`` for each code that it lacks.

    >>> from pdfminer.cmapdb import CMapDB
    >>> cids = list(MapWithGaps(CMapDB.get_cmap("UniGB-UCS2-H")).decode("2½支".encode("utf-16-be")))
    >>> len(cids), cids[1] == GAP
    (3, True)

    """

    def __init__(self, usual: CMap) -> None:
        super().__init__()
        self.attrs = usual.attrs
        self.code2cid = usual.code2cid
        name = str(usual.attrs.get("CMapName", ""))
        self._encoding = next((kind for kind in ("UCS2", "UTF16", "UTF32", "UTF8") if kind in name), "")
        self._has_single = any(isinstance(cid, int) for cid in self.code2cid.values())

    def decode(self, code: bytes) -> Iterator[int]:
        """Give the characters of a string."""
        at = 0
        while at < len(code):
            found: object = self.code2cid
            end = at
            while isinstance(found, dict) and end < len(code):
                found = found.get(code[end])
                end += 1
            if isinstance(found, int):
                yield found
            else:
                end = at + max(self._width(code, at), end - at if found is None else 0)
                yield from self._lacking(code[at:end])
            at = end

    def _width(self, code: bytes, at: int) -> int:
        """Return how many bytes a code has that the map lacks."""
        first = code[at]
        if self._encoding == "UTF8":
            return next(width for below, width in _WIDTHS_UTF8 if first < below)
        if self._encoding == "UTF32" or (self._encoding == "UTF16" and 0xD8 <= first <= 0xDB):
            return 4
        return 1 if self._has_single and first < 0x80 and not isinstance(self.code2cid.get(first), dict) else 2

    def _lacking(self, code: bytes) -> Iterator[int]:
        if self._encoding:
            encoding = {"UTF8": "utf-8", "UTF32": "utf-32-be"}.get(self._encoding, "utf-16-be")
            char = code.decode(encoding, "ignore")
            kind = unicodedata.category(char) if len(char) == 1 else ""
            # blanks of other widths; marks that only steer how text is set
            if kind == "Zs":
                yield _SPACE
                return
            if kind in ("Cc", "Cf", "Mn"):
                return
        yield GAP if self.code2cid else UNKNOWN


def mark_gaps(font: PDFFont) -> PDFFont:
    """Let a font with a predefined map give ``GAP`` for codes that the map lacks; other fonts are left as they are."""
    if isinstance(font, PDFCIDFont) and isinstance(font.cmap, CMap) and not isinstance(font.cmap, MapWithGaps):
        font.cmap = MapWithGaps(font.cmap)
    return font
