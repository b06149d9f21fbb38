"""Characters of a PDF's fonts: which are readable, which stand for others, and fonts that would cost without end.

A PDF stores numbers of glyphs; the font says which characters they are. A font without that gives NUL, U+FFFD, private
characters or ``(cid:12)``: one such character may be a digit of an amount, so it stays visible as U+FFFD.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import FileLimitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFResourceManager

UNREADABLE = "\ufffd"
# no real font has more codes than a two-byte code can say
_MOST_CODES = 1 << 16
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,16})\s*>\s*<\s*([0-9A-Fa-f]{1,16})\s*>\s*(?:<|\[|\d)")
# Radicals that some fonts name instead of the character that looks the same (Unicode: EquivalentUnifiedIdeograph);
# NFKC knows the Kangxi radicals and two of these.
_RADICALS = dict(
    zip(
        "⺁⺇⺌⺏⺐⺒⺓⺝⺠⺩⺬⺯⻁⻄⻅⻆⻉⻋⻌⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂几小尢尢巳幺月民王示糹虎西见角贝车辶钅長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)


# Symbol and Wingdings have no characters but private ones, 0xF000 and their own code
_SYMBOL = dict(zip(b"\xa3\xb1\xb3\xb4\xb7\xb8\xb9\xba\xbb", "≤±≥×•÷≠≡≈", strict=True))
_DINGBATS = dict(zip(b"lnqu\x9f\xa7\xa8\xb2\xd8\xfc\xfe", "●■❑◆•▪□◇➢✓☑", strict=True))


@cache
def readable(text: str, font: str = "") -> str:
    r"""Give the characters that a font names for one glyph as they are compared; ``U+FFFD`` where it names none.

    >>> readable("\u2f2f"), readable("⻓"), readable("Ⅲ"), readable("\x00"), readable("\uf0b3", "ABCDEF+Symbol")
    ('工', '长', 'Ⅲ', '\ufffd', '≥')

    """
    if text.startswith("(cid:"):
        return UNREADABLE
    return "".join(_one(char, font) for char in text)


def _one(char: str, font: str) -> str:
    code = ord(char)
    if 0xF020 <= code <= 0xF0FF:
        of_symbol = chr(code & 0xFF) if code < 0xF041 else _SYMBOL.get(code & 0xFF, UNREADABLE)
        return of_symbol if "Symbol" in font else _DINGBATS.get(code & 0xFF, UNREADABLE)
    if 0x2E80 <= code <= 0x2FDF:
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    if char in "\t\n\r\x0b\x0c\u00a0":
        return " "
    # controls, surrogates, private use and places without a character
    return UNREADABLE if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") else char


def resources(name: str) -> PDFResourceManager:
    """Return pdfminer's loader of fonts, which refuses fonts that tell of billions of characters.

    Its ``get_font`` raises ``FileLimitError`` for such a font.
    """
    from pdfminer.pdfinterp import PDFResourceManager

    from kg.readers.pdf_cmaps import mark_gaps

    class Resources(PDFResourceManager):
        def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
            if objid not in self._cached_fonts:
                _check_font(spec, name)
            return mark_gaps(super().get_font(objid, spec))

    return Resources()


def _check_font(spec: Mapping[str, object], name: str) -> None:
    """Hold the widths and character maps of a font, which pdfminer unrolls code by code, to the codes there can be."""
    from pdfminer.pdftypes import PDFStream, list_value, resolve1

    codes = 0
    for key, step in (("W", 3), ("W2", 5)):
        numbers: list[float] = []
        for value in map(resolve1, list_value(spec.get(key) or [])):
            numbers = [*numbers, value] if isinstance(value, int | float) else []
            if len(numbers) == step:
                codes = max(codes, int(numbers[1] - numbers[0]))
                numbers = []
    for key in ("ToUnicode", "Encoding"):
        stream = resolve1(spec.get(key))
        if isinstance(stream, PDFStream):
            spans = (int(last, 16) - int(first, 16) for first, last in _RANGE.findall(stream.get_data()))
            codes = max(codes, *spans, 0)
    if codes > _MOST_CODES:
        raise FileLimitError(name, "limit-font-codes", f"{codes:,}", f"{_MOST_CODES:,}")
