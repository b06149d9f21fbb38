"""PDF: words that nobody sees are not read and told; words that people do see stay, whatever lies around them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.kg.readers.test_pdf import A4, blocks_of, drawn
from tests.kg.readers.typeset_pdf import SONG

HIDDEN = "77%"


def told(data):
    """Return the words read, and those that a remark names."""
    found = blocks_of(data)
    return (
        ["".join(block.text.split()) for block in found.blocks],
        {remark.rule: remark.params["words"] for remark in found.remarks},
    )


def around(hide):
    """Return a page with words that are seen, and ``hide`` for the others; it gets a canvas and where they begin."""

    def page(canvas):
        canvas.drawString(60, 780, "完成率98%")
        canvas.saveState()
        hide(canvas, 60 + stringWidth("完成率98%", SONG, 10.5), 780)
        canvas.restoreState()

    return drawn(page)


def white(canvas, x, y):
    canvas.setFillGray(1)
    canvas.drawString(x, y, HIDDEN)


def nearly_white_inks(canvas, x, y):
    canvas.setFillColorCMYK(0, 0, 0.005, 0)
    canvas.drawString(x, y, HIDDEN)


def transparent(canvas, x, y):
    canvas.setFillAlpha(0)
    canvas.drawString(x, y, HIDDEN)


def transparent_drawing(canvas, x, y):
    canvas.beginForm("inside", 0, 0, 200, 20)
    canvas.setFont(SONG, 10.5)
    canvas.drawString(0, 3, HIDDEN)
    canvas.endForm()
    canvas.setFillAlpha(0)
    canvas.translate(x, y - 3)
    canvas.doForm("inside")


def black_on_black(canvas, x, y):
    canvas.rect(x - 2, y - 4, 40, 16, stroke=0, fill=1)
    canvas.drawString(x, y, HIDDEN)


def boxed_over(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.setFillGray(1)
    canvas.rect(x, y - 4, 40, 16, stroke=0, fill=1)


def pictured_over(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (250, 250, 250))), x, y - 4, 40, 16)


def cut_away(canvas, x, y):
    path = canvas.beginPath()
    path.rect(60, y - 4, x - 60, 16)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(x + 30, y, HIDDEN)


def cut_away_below(canvas, x, y):
    path = canvas.beginPath()
    path.rect(60, y - 4, 200, 16)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(60, y - 60, HIDDEN)


def outside_of_a_drawing(canvas, x, y):
    canvas.beginForm("inside", 0, 0, 30, 12)
    canvas.setFont(SONG, 10.5)
    canvas.drawString(60, 2, HIDDEN)
    canvas.endForm()
    canvas.translate(x, y)
    canvas.doForm("inside")


def off_the_page(canvas, x, y):
    canvas.drawString(700, y, HIDDEN)


def as_dots(canvas, x, y):
    canvas.setFont(SONG, 0.5)
    canvas.drawString(x, y, HIDDEN)


@pytest.mark.parametrize(
    "hide",
    [
        white,
        nearly_white_inks,
        transparent,
        transparent_drawing,
        black_on_black,
        boxed_over,
        pictured_over,
        cut_away,
        cut_away_below,
        outside_of_a_drawing,
        off_the_page,
        as_dots,
    ],
    ids=lambda hide: hide.__name__,
)
def test_words_that_nobody_sees_are_told_and_not_read(hide):
    """However a page hides words, they are no part of what it says."""
    assert told(around(hide)) == (["完成率98%"], {"invisible-words": HIDDEN})


def on_a_dark_band(canvas, x, y):
    canvas.setFillGray(0.2)
    canvas.rect(x - 5, y - 5, 60, 20, stroke=0, fill=1)
    white(canvas, x, y)


def on_dark_stripes(canvas, x, y):
    canvas.setFillGray(0.2)
    for at in range(20):
        canvas.rect(x - 5, y - 5 + at, 60, 1, stroke=0, fill=1)
    white(canvas, x, y)


def on_a_thick_line(canvas, x, y):
    canvas.setLineWidth(20)
    canvas.line(x - 5, y + 4, x + 60, y + 4)
    white(canvas, x, y)


def on_a_picture(canvas, x, y):
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (20, 60, 20))), x - 5, y - 5, 60, 20)
    white(canvas, x, y)


def on_a_run_of_colours(canvas, x, y):
    path = canvas.beginPath()
    path.rect(x - 5, y - 5, 60, 20)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(x, y, x + 60, y, ("black", "blue"))
    white(canvas, x, y)


def on_a_round_shape(canvas, x, y):
    canvas.roundRect(x - 5, y - 5, 60, 20, 5, stroke=0, fill=1)
    white(canvas, x, y)


def on_half_a_band(canvas, x, y):
    canvas.rect(x - 5, y + 3, 60, 12, stroke=0, fill=1)
    white(canvas, x, y)


def with_an_outline(canvas, x, y):
    text = canvas.beginText(x, y)
    text.setTextRenderMode(2)
    canvas.setFillGray(1)
    text.textOut(HIDDEN)
    canvas.drawText(text)


def lightly_printed(canvas, x, y):
    canvas.setFillAlpha(0.2)
    canvas.drawString(x, y, HIDDEN)


def below_a_marker(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.setFillAlpha(0.4)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(x, y - 4, 40, 16, stroke=0, fill=1)


def below_a_seal(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.drawImage(ImageReader(Image.new("RGBA", (8, 8), (250, 0, 0, 90))), x, y - 4, 40, 16, mask="auto")


def half_below_a_box(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.setFillGray(1)
    canvas.rect(x, y + 6, 40, 10, stroke=0, fill=1)


def in_a_frame(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    canvas.setFillGray(1)
    canvas.rect(x - 5, y - 5, 60, 20, stroke=1, fill=0)


def printed_again(canvas, x, y):
    boxed_over(canvas, x, y)
    canvas.setFillGray(0)
    canvas.drawString(x, y, HIDDEN)


def below_a_box_that_is_cut_away(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    path = canvas.beginPath()
    path.rect(300, 300, 10, 10)
    canvas.clipPath(path, stroke=0)
    canvas.setFillGray(1)
    canvas.rect(x, y - 4, 40, 16, stroke=0, fill=1)


@pytest.mark.parametrize(
    "show",
    [
        on_a_dark_band,
        on_dark_stripes,
        on_a_thick_line,
        on_a_picture,
        on_a_run_of_colours,
        on_a_round_shape,
        on_half_a_band,
        with_an_outline,
        lightly_printed,
        below_a_marker,
        below_a_seal,
        half_below_a_box,
        in_a_frame,
        printed_again,
        below_a_box_that_is_cut_away,
    ],
    ids=lambda show: show.__name__,
)
def test_words_that_people_see_are_read(show):
    """White words on any ground but white, and words that something covers in part, are seen."""
    words, _ = told(around(show))

    assert words == ["完成率98%" + HIDDEN]


def test_a_large_white_title_on_a_dark_band_is_no_watermark():
    """A watermark is light on paper; white type of the same size on a band is read."""

    def page(canvas):
        canvas.rect(50, 700, 400, 60, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setFont(SONG, 36)
        canvas.drawString(60, 715, "绩效自评表2025")

    assert told(drawn(page)) == (["绩效自评表2025"], {})


@pytest.mark.parametrize("show", [on_a_dark_band, in_a_frame], ids=lambda show: show.__name__)
def test_words_are_seen_where_a_font_tells_wrongly_how_deep_it_reaches(show):
    """A font that says that it reaches far below its line moves no words off their ground or out of their cell."""

    def page(canvas, x, y):
        path = canvas.beginPath()
        path.rect(50, y - 8, 300, 26)
        canvas.clipPath(path, stroke=0)
        show(canvas, x, y)

    usual = around(page)
    deep = usual.replace(b"/Descent -271 ", b"/Descent -2710")
    words, _ = told(deep)

    assert deep != usual
    assert words == ["完成率98%" + HIDDEN]


@pytest.mark.parametrize("box", [b"595 842 0 0", b"0 842 595 0"])
def test_white_words_on_a_dark_band_are_seen_whatever_corners_a_page_names(box):
    """A page may name any two opposite corners of its box."""
    data = around(on_a_dark_band)
    other = data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ %s ]" % box)

    assert other != data
    assert told(other) == told(data) == (["完成率98%" + HIDDEN], {})


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (2000, 2000, 2500, 2500)], ids=["empty", "elsewhere"])
def test_a_page_of_which_nothing_is_to_be_shown_is_shown_whole(box):
    """So do viewers."""

    def page(canvas):
        canvas.setCropBox(box)
        canvas.drawString(60, 780, HIDDEN)

    assert told(drawn(page)) == ([HIDDEN], {})


def test_small_numbers_in_large_units_are_seen():
    """A page may have units larger than points."""

    def page(canvas):
        canvas.setFont(SONG, 2)
        canvas.drawString(10, 60, "完成率98%")
        canvas.setFont(SONG, 0.9)
        canvas.drawString(10, 50, HIDDEN)

    data = drawn(page, size=(59, 84))
    large = data.replace(b"/Trans <<\n\n>>", b"/UserUnit 10 ")

    assert told(data) == (["完成率98%"], {"invisible-words": HIDDEN})
    assert told(large) == (["完成率98%", HIDDEN], {})


@pytest.mark.parametrize("x", [60, 61, 62, 63])
def test_a_title_printed_twice_is_one(x):
    """Bold type is often made so, also that of titles."""

    def page(canvas):
        canvas.setFont(SONG, 22)
        canvas.drawString(x, 700, "绩效自评表2024")
        canvas.drawString(x + 0.3, 700, "绩效自评表2024")

    assert told(drawn(page)) == (["绩效自评表2024"], {})


def test_white_words_that_reach_beyond_their_ground_are_whole_and_told():
    """A sheet's head prints white words over the edge of its coloured cell: half of them would be other words."""

    def page(canvas):
        canvas.drawString(60, 780, "目标")
        canvas.rect(60, 740, 20, 16, stroke=0, fill=1)
        white(canvas, 300, 700)
        canvas.drawString(62, 744, "≥15000")

    assert told(drawn(page)) == (["目标", "≥15000"], {"invisible-words": HIDDEN, "cut-off-words": "≥15000"})


def test_words_drawn_once_for_each_part_of_them_are_read_once():
    """Programs that mix colours beforehand cut a page into strips and draw the words of each strip whole."""

    def page(canvas):
        for at in range(20):
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(60 + 3 * at, 776, 3, 16)
            canvas.clipPath(path, stroke=0)
            canvas.drawString(61, 780, "1234567")
            canvas.restoreState()

    assert told(drawn(page)) == (["1234567"], {})


def below_letters_that_cut_off(canvas, x, y):
    canvas.drawString(x, y, HIDDEN)
    text = canvas.beginText(300, 300)
    text.setTextRenderMode(7)
    text.textOut("艺术字")
    canvas.drawText(text)
    canvas.setFillGray(1)
    canvas.rect(x, y - 4, 40, 16, stroke=0, fill=1)


def test_words_below_a_box_that_shows_through_letters_are_read():
    """Words may be used as a stencil: a box painted through them covers nothing around."""
    words, _ = told(around(below_letters_that_cut_off))

    assert words == ["完成率98%" + HIDDEN]


@pytest.mark.parametrize("align", ["left", "right"])
def test_words_that_are_cut_off_at_one_end_are_whole_and_told(align):
    """Half of a figure would be another figure: ≥15000 cut off behind ≥1, or before 5000, is read as it is stored."""

    def page(canvas):
        canvas.drawString(60, 780, "目标")
        path = canvas.beginPath()
        path.rect(60, 740, 20, 16)
        canvas.clipPath(path, stroke=0)
        (canvas.drawString if align == "left" else canvas.drawRightString)(62 if align == "left" else 78, 744, "≥15000")
        canvas.drawString(60, 700, HIDDEN)

    assert told(drawn(page)) == (["目标", "≥15000"], {"invisible-words": HIDDEN, "cut-off-words": "≥15000"})


def test_words_in_a_layer_that_is_switched_off_are_told_and_not_read():
    """A viewer does not show such a layer; one that is switched on is read."""
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, pageCompression=0)
    canvas.setFont(SONG, 10.5)
    for y, layer, words in ((780, "On", "完成率98%"), (740, "Off", HIDDEN)):
        canvas._code.append(f"/OC /{layer} BDC")
        canvas.drawString(60, y, words)
        canvas._code.append("EMC")
    canvas.save()
    whole = stream.getvalue()
    last = whole.rfind(b"xref\n", 0, whole.rfind(b"startxref"))
    body = whole[:last].replace(b"/ProcSet [", b"/Properties << /On 90 0 R /Off 91 0 R >> /ProcSet [")
    layers = b"/OCProperties << /OCGs [90 0 R 91 0 R] /D << /OFF [91 0 R] >> >>"
    body = body.replace(b"/Type /Catalog", b"/Type /Catalog " + layers)
    body += b"".join(b"%d 0 obj\n<< /Type /OCG /Name (layer) >>\nendobj\n" % number for number in (90, 91))
    trailer = whole[whole.rfind(b"trailer") : whole.rfind(b"startxref")]
    places = {int(line.split()[0]): at for at, line in _lines(body) if line.endswith(b" 0 obj")}
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(places.items()))
    data = body + b"xref\n0 1\n0000000000 65535 f \n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)

    assert told(data) == (["完成率98%"], {"invisible-words": HIDDEN})


def _lines(data):
    at = 0
    for line in data.split(b"\n"):
        yield at, line
        at += len(line) + 1


def test_a_page_most_of_which_seems_unseen_is_read_and_told():
    """More likely its ground is drawn in a way that is not understood; nothing of it goes in silence."""

    def page(canvas):
        canvas.drawString(60, 780, "表")
        white(canvas, 60, 740)

    assert told(drawn(page)) == (["表", HIDDEN], {"cut-off-words": HIDDEN})


def test_words_below_the_picture_of_a_page_are_recognised_ones():
    """A scanner's program may draw its words first, as any words, and the picture over them."""

    def page(canvas):
        canvas.drawString(60, 700, "科普讲座不少于12场")
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)

    found = blocks_of(drawn(page))

    assert [block.text for block in found.blocks] == ["科普讲座不少于12场"]
    assert found.ocr
