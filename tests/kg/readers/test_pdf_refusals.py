"""A PDF that cannot be read in full is refused with one whole sentence, in both languages; none is half read."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from importlib.resources import files
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.hostile import page_circle, pdf, stream_bomb, table_circle
from kg.errors import DamagedFileError, DocumentError, EmptyDocumentError, FileLimitError, NoTextLayerError
from kg.messages import error_text, word
from kg.readers.limits import DEFAULT_LIMITS, MIB
from kg.readers.opening_files import open_layer
from tests.kg.readers.typeset_pdf import SONG

NAME = "表.pdf"
# of a sentence, not of its parts
_UNFILLED = re.compile(r"[{}]|None|limit-|damage-|page-[a-z]|font-")


def refused(data, kind, limits=DEFAULT_LIMITS):
    """Open a file that must be refused; returns the sentence in English after checking both."""
    with pytest.raises(kind) as caught:
        open_layer(data, NAME, limits)
    for language in ("zh", "en"):
        said = error_text(caught.value, language)
        assert said.startswith(NAME)
        assert len(said) > len(NAME) + 7
        assert not _UNFILLED.search(said), said
        assert bool(re.search(r"[\u4e00-\u9fff]", said.removeprefix(NAME))) == (language == "zh"), said
    return error_text(caught.value, "en")


def drawn(*pages, **options):
    stream = BytesIO()
    canvas = Canvas(stream, **options)
    for page in pages:
        canvas.setFont(SONG, 10.5)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def words(canvas):
    for at in range(30):
        canvas.drawString(60, 780 - at * 20, f"指标{at}：科普讲座不少于{at * 7 + 1}场，满意度不低于{90 - at}%。")


def picture(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def font_page(unicode_map: bytes | None) -> bytes:
    """A page of two-byte codes in a font with this character map, or with none."""
    codes = b"<" + b"".join(b"%04X" % code for code in range(32, 92)) + b">"
    content = b"BT /F 10 Tf 60 700 Td " + codes + b" Tj ET"
    known = b"/ToUnicode 8 0 R" if unicode_map is not None else b""
    stream = b"<< /Length %d >>\nstream\n%s\nendstream"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> >> >>",
            stream % (len(content), content),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+SimSun /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] " + known + b" >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+SimSun /FontDescriptor 7 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            b"<< /Type /FontDescriptor /FontName /AAAAAA+SimSun /Flags 4 /FontBBox [0 -200 1000 900] "
            b"/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
            stream % (len(unicode_map or b""), unicode_map or b""),
        ]
    )


def mapped(ranges: bytes) -> bytes:
    return (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange " + ranges + b" endbfrange endcmap end"
    )


def test_a_scan_has_no_readable_text_layer():
    """A page that is a picture names its number and what to do; a file with words on the other pages is refused too."""
    assert "page 1 has no readable text layer" in refused(drawn(picture), NoTextLayerError)
    assert "page 2 has no readable text layer" in refused(drawn(words, picture), NoTextLayerError)


def test_words_drawn_as_shapes_have_no_readable_text_layer():
    """Outlines in place of characters are no empty page."""

    def page(canvas):
        for at in range(250):
            path = canvas.beginPath()
            path.moveTo(60 + at % 25 * 18, 700 - at // 25 * 20)
            path.curveTo(70, 710, 75, 690, 66 + at % 25 * 18, 705 - at // 25 * 20)
            canvas.drawPath(path, fill=1, stroke=0)

    assert "shapes" in refused(drawn(page), NoTextLayerError)


UNREADABLE = {
    "cid": None,
    "NUL": mapped(b"<0020> <005B> <0000>"),
    "private": mapped(b"<0020> <005B> <E000>"),
    "U+FFFD": mapped(b"<0020> <005B> [" + b"<FFFD>" * 60 + b"]"),
}


@pytest.mark.parametrize("unicode_map", UNREADABLE.values(), ids=list(UNREADABLE))
def test_fonts_that_do_not_say_their_characters_are_no_text_layer(unicode_map):
    """Glyph numbers, NUL, private characters and U+FFFD: one of them may be a digit of an amount."""
    assert "no readable text layer" in refused(font_page(unicode_map), NoTextLayerError)


def test_a_font_that_says_its_characters_is_read():
    """The same page with a map of real characters is read."""
    assert open_layer(font_page(mapped(b"<0020> <005B> <4E00>")), NAME).text.startswith("一")


@pytest.mark.parametrize("share", [0.99, 0.9, 0.5, 0.1])
def test_a_file_cut_short_is_refused(share):
    """Whatever was lost in copying, what is left is not read as if it were all."""
    whole = drawn(words, words, words)

    assert re.search("missing|damaged|not as the format", refused(whole[: int(len(whole) * share)], DamagedFileError))


def test_a_password_is_asked_to_be_removed():
    """A file that nobody can open without its password says so."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "password" in refused(drawn(words, encrypt=StandardEncryption("secret")), DamagedFileError)


def test_a_broken_stream_is_not_read_up_to_the_break():
    """Of a page whose words end in the middle of the packed data, the first half is not taken for the page."""
    packed = zlib.compress(b"BT /F 10 Tf " + b"".join(b"(%d.50) Tj " % n for n in range(500)) + b"ET")[:-300]
    assert "damaged" in refused(page_of(packed, b"/Filter /FlateDecode"), DamagedFileError)


def page_of(content: bytes, filters: bytes = b"", count: int = 1) -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10 "
            b"/Resources << /XObject << /X 6 0 R >> >> >>\nstream\n/X Do /X Do\nendstream",
        ]
    )


def test_fewer_pages_than_the_file_states_are_refused():
    """A file that says it has three pages and holds one has lost two."""
    assert "1 ≠ 3" in refused(page_of(b"BT /F 10 Tf (12) Tj ET", count=3), DamagedFileError)


def test_an_empty_page_is_an_empty_document():
    """A page without words and without pictures has no text; that is no scan."""
    refused(page_of(b"0 0 m 5 5 l S"), EmptyDocumentError)


def test_a_small_file_that_inflates_without_measure_is_refused():
    """2 KB that become 400 MB are refused at the limit, and so is what only doubles often enough."""
    assert "unpacked" in refused(stream_bomb(), FileLimitError)
    blanks = zlib.compress(b"BT /F 10 Tf (12) Tj ET" + b" " * (3 * MIB), 9)
    assert "unpacked" in refused(page_of(blanks, b"/Filter /FlateDecode"), FileLimitError)


def test_too_many_instructions_characters_objects_and_pages_are_refused():
    """A page with millions of operators, a million characters, a circle of drawings: each names its limit."""
    # as varied as real ones, or the ratio of unpacked to packed size would tell
    operators = zlib.compress(b"".join(b"%d w " % (number * 7919 % 999_983) for number in range(2_400_000)), 1)
    lines = b"".join(b"%d 5 m %d 700 l S " % (n % 500, n % 400) for n in range(300))
    limits = replace(DEFAULT_LIMITS, page_objects=200, page_characters=100)

    assert "instructions" in refused(page_of(operators, b"/Filter /FlateDecode"), FileLimitError)
    assert "lines, shapes and pictures" in refused(page_of(lines), FileLimitError, limits)
    assert "characters on one page" in refused(drawn(words), FileLimitError, limits)
    assert "number of pages" in refused(drawn(words, words), FileLimitError, replace(DEFAULT_LIMITS, pages=1))
    refused(page_of(b"/X Do"), DocumentError)


def test_a_font_that_tells_of_billions_of_characters_is_refused():
    """One range of a character map may name four billion characters; it is refused before it is unrolled."""
    assert "one font" in refused(font_page(mapped(b"<00000000> <FFFFFFFF> <4E00>")), FileLimitError)


@pytest.mark.parametrize("make", [page_circle, table_circle])
def test_circles_end(make):
    """A page tree or a table of objects that leads back to itself ends with a sentence."""
    refused(make(), DocumentError)


def test_every_reason_of_a_reader_has_its_words():
    """No refusal ends in a missing sentence: each reason named in a reader is in the catalogue, in both languages."""
    folder = files("kg.readers")
    code = "".join(path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".py"))
    reasons = set(re.findall(r'"((?:limit|damage|convert|page|font|unreadable)-[a-z-]+)"', code))
    reasons -= {"font-family", "font-size"}  # properties of style sheets

    assert len(reasons) > 20
    for reason in sorted(reasons):
        assert word(reason, "zh") != word(reason, "en")
