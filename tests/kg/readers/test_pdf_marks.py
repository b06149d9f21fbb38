"""PDF: a line through words strikes them out, a short line between two numbers makes a fraction; neither is a rule."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfbase.pdfmetrics import stringWidth

from kg.readers.blocks import Table
from tests.kg.readers.test_pdf import blocks_of, drawn, ruled, shape
from tests.kg.readers.typeset_pdf import SONG

ROWS = (("三级指标", "指标值", "分值"), ("科普讲座场次", "", "10"), ("科普大篷车巡展", "515.85公里", "7.5"))


def with_cell(fill):
    """Return a page with a table, whose empty cell ``fill`` draws into; it gets a canvas and the first place there."""

    def page(canvas):
        ruled(ROWS)(canvas)
        fill(canvas, 185, 780 - 40)

    return drawn(page)


def table_of(data):
    """Return the cells of the only table, and the words struck out."""
    found = blocks_of(data)
    (table,) = (block for block in found.blocks if isinstance(block, Table))
    return shape(table), [remark.params["words"] for remark in found.remarks if remark.rule == "struck-out"]


def wanted(words):
    """Return the cells of the table with ``words`` in the empty one."""
    cells = {(row, column): (1, 1, text) for row, texts in enumerate(ROWS, 1) for column, text in enumerate(texts, 1)}
    return cells | {(2, 2): (1, 1, words)}


def width(words):
    return stringWidth(words, SONG, 10.5)


def by_line(canvas, x, y, length):
    canvas.setLineWidth(0.5)
    canvas.line(x, y + 3.5, x + length, y + 3.5)


def by_box(canvas, x, y, length):
    canvas.rect(x, y + 3.2, length, 0.5, stroke=0, fill=1)


def by_two_lines(canvas, x, y, length):
    for up in (2.5, 4.5):
        by_line(canvas, x, y - 3.5 + up, length)


def by_a_longer_line(canvas, x, y, length):
    by_line(canvas, x - 2, y, length + 5)


def by_pieces(canvas, x, y, length):
    for begin, end in ((0, 0.4), (0.4, 0.8), (0.8, 1)):
        canvas.rect(x + begin * length, y + 3.2, (end - begin) * length, 0.5, stroke=0, fill=1)


@pytest.mark.parametrize(
    "strike", [by_pieces, by_line, by_box, by_two_lines, by_a_longer_line], ids=lambda one: one.__name__
)
def test_words_that_a_line_strikes_out_are_told_and_not_read(strike):
    """The line is no rule: the row is one row, and has the words that are not struck out."""

    def page(canvas, x, y):
        canvas.drawString(x, y, "≥10场")
        strike(canvas, x, y, width("≥10场"))
        canvas.drawString(x + width("≥10场") + 8, y, "≥12场")

    assert table_of(with_cell(page)) == (wanted("≥12场"), ["≥10场"])


@pytest.mark.parametrize(("flags", "turn"), [(4, 0), (4, 90), (2, 0)], ids=["shown", "turned", "hidden"])
def test_words_that_a_note_strikes_out_are_told_and_not_read(flags, turn):
    """Programs that comment on a PDF put the line into a note over the page; one that is hidden strikes nothing out."""

    def page(canvas):
        canvas.drawString(60, 560, "目标")
        canvas.drawString(60, 520, "≥10场")
        canvas.drawString(60 + width("≥10场") + 8, 520, "≥12场")
        x0, y0, x1, y1 = 60, 516, 60 + width("≥10场"), 530
        note = {"Type": PDFName("Annot"), "Subtype": PDFName("StrikeOut"), "F": flags}
        note |= {"Rect": PDFArray([x0, y0, x1, y1]), "QuadPoints": PDFArray([x0, y1, x1, y1, x0, y0, x1, y0])}
        canvas._addAnnotation(PDFDictionary(note))
        canvas.setPageRotation(turn)

    found = blocks_of(drawn(page))
    words = "".join("".join(block.text.split()) for block in found.blocks)

    if flags == 2:
        assert (words, found.remarks) == ("目标≥10场≥12场", ())
    else:
        assert words == "目标≥12场" if not turn else "≥10场" not in words
        assert [remark.params["words"] for remark in found.remarks] == ["≥10场"]


def test_words_above_a_line_below_or_beside_it_are_read():
    """A line under words, or one that only touches some of them, strikes nothing out."""

    def page(canvas):
        canvas.drawString(60, 780, "下划线12场")
        canvas.line(60, 778, 60 + width("下划线12场"), 778)
        canvas.drawString(60, 740, "一半13场")
        canvas.line(40, 743.5, 90, 743.5)
        canvas.drawString(60, 700, "上面14场")
        canvas.line(60, 710, 60 + width("上面14场"), 710)

    found = blocks_of(drawn(page))

    assert "".join(block.text for block in found.blocks) == "下划线12场一半13场上面14场"
    assert not found.remarks


def test_a_rule_of_pieces_through_the_words_of_a_row_strikes_nothing_out():
    """A table whose rows are too low for their words, its rules drawn cell by cell and none between columns."""

    def page(canvas):
        for at, row in enumerate(("讲座场次", "培训场次", "展览场次")):
            for x, words in ((60, row), (180, "12场"), (300, "10")):
                canvas.drawString(x + 2, 700 - 12 * at, words)
                canvas.line(x, 703 - 12 * at, x + 120, 703 - 12 * at)
            canvas.drawString(182, 700 - 12 * at, "十二场以上并有记录照片存")

    found = blocks_of(drawn(page))

    assert not [remark for remark in found.remarks if remark.rule == "struck-out"]


def test_a_rule_through_words_that_ends_where_they_do_is_still_one_of_a_table():
    """A row too low for its words prints them over its rule, which meets the sides of its cell."""

    def page(canvas, x, y):
        canvas.setFont(SONG, 10)
        canvas.drawCentredString(240, 780 - 48 - 3.5, "≥10场次及以上各类讲座活动")

    _, struck = table_of(with_cell(page))

    assert struck == []


@pytest.mark.parametrize("thickness", [2.5, 5])
@pytest.mark.parametrize("as_box", [False, True])
def test_a_marker_strikes_nothing_out(thickness, as_box):
    """A bar of colour behind words marks them; a line that strikes out is thin."""

    def page(canvas):
        canvas.setFillColorRGB(1, 1, 0)
        canvas.setStrokeColorRGB(1, 1, 0)
        canvas.setLineWidth(thickness)
        if as_box:
            canvas.rect(60, 783.5 - thickness / 2, width("讲座12场"), thickness, stroke=0, fill=1)
        else:
            canvas.line(60, 783.5, 60 + width("讲座12场"), 783.5)
        canvas.setFillGray(0)
        canvas.drawString(60, 780, "讲座12场")

    found = blocks_of(drawn(page))

    assert "".join(block.text for block in found.blocks) == "讲座12场"
    assert not found.remarks


def test_a_line_that_nobody_sees_strikes_nothing_out():
    """A transparent line is no line, as a white one is none."""

    def page(canvas):
        canvas.drawString(60, 780, "讲座12场")
        canvas.setStrokeAlpha(0)
        canvas.line(60, 783.5, 60 + width("讲座12场"), 783.5)

    found = blocks_of(drawn(page))

    assert ("".join(block.text for block in found.blocks), found.remarks) == ("讲座12场", ())


def test_a_curve_over_words_strikes_nothing_out():
    """Its ends may stand in the middle of a line, as those of a mark drawn by hand; it is no line through the words."""

    def page(canvas):
        canvas.drawString(60, 780, "讲座12场")
        canvas.bezier(60, 783, 70, 800, 80, 800, 60 + width("讲座12场"), 783)

    found = blocks_of(drawn(page))

    assert "".join(block.text for block in found.blocks) == "讲座12场"
    assert not found.remarks


def test_a_line_below_words_strikes_none_out_of_a_row_that_is_too_low():
    """A sheet with low rows prints the words of one over those of the next, and the line below them through these."""

    def page(canvas):
        for at, words in enumerate(("8", "9")):
            canvas.drawString(60, 700 - 6.5 * at, words)
            canvas.line(60, 698.9 - 6.5 * at, 60 + width(words), 698.9 - 6.5 * at)

    found = blocks_of(drawn(page))

    assert sorted("".join(block.text for block in found.blocks)) == ["8", "9"]
    assert not found.remarks


@pytest.mark.parametrize("leading", [12, 14, 15.6])
@pytest.mark.parametrize("size", [7, 10.5])
@pytest.mark.parametrize("label", ["", "项目总分："])
def test_a_number_underlined_above_another_is_no_fraction(leading, size, label):
    """Blanks that are filled in stand one below the other, each with its line."""

    def page(canvas):
        canvas.drawString(60, 780, "项目支出绩效自评表，共填写两项，满分一百分")
        canvas.setFont(SONG, size)
        for at, number in enumerate(("98", "95")):
            y = 740 - at * leading * size / 10.5
            x = 60 + stringWidth(label, SONG, size) + 3
            canvas.drawString(60, y, label)
            canvas.drawString(x, y, number)
            canvas.line(x - 3, y - 1.5, x + stringWidth(number, SONG, size) + 3, y - 1.5)

    words = "".join(block.text for block in blocks_of(drawn(page)).blocks)

    assert "/" not in words
    assert words.index("98") < words.index("95")


def test_a_sum_below_a_line_is_no_fraction():
    """Numbers above each other and a line over their sum have the type of what is around."""

    def page(canvas):
        canvas.drawString(60, 780, "讲座场次合计")
        for at, number in enumerate(("48", "50", "98")):
            canvas.drawString(90, 740 - 14 * at, number)
        canvas.line(88, 724, 104, 724)

    assert "/" not in "".join(block.text for block in blocks_of(drawn(page)).blocks)


@pytest.mark.parametrize(
    ("before", "read"), [("≥", "≥1/2万册"), ("≥2", "≥2\ufffd1/2万册"), ("", "1/2万册")], ids=["half", "mixed", "alone"]
)
def test_a_fraction_is_read_in_one_line(before, read):
    """½ set as a number over another is 1/2; with a whole number before it, it is no 21/2, and no figure."""

    def page(canvas, x, y):
        canvas.drawString(x, y, before)
        x += width(before) + 1
        canvas.drawString(x + 8, y, "万册")
        canvas.setFont(SONG, 7)
        canvas.drawString(x + 1.5, y + 5.5, "1")
        canvas.drawString(x + 1.5, y - 3.5, "2")
        canvas.setLineWidth(0.5)
        canvas.line(x, y + 3.8, x + 7, y + 3.8)

    assert table_of(with_cell(page)) == (wanted(read), [])


def test_numbers_above_each_other_in_a_table_are_no_fraction():
    """The rule between two narrow cells meets the sides of its column, or goes on beside it."""
    rows = tuple((str(number), "讲座", str(number + 5)) for number in range(1, 9))

    def sides(canvas):
        ruled(rows, widths=(16, 120, 16), height=15)(canvas)

    def no_sides(canvas):
        for at, row in enumerate(rows):
            left = 60
            for wide, text in zip((16, 120, 16), row, strict=True):
                canvas.line(left, 700 - at * 15, left + wide, 700 - at * 15)
                canvas.drawString(left + 5, 703 - at * 15, text)
                left += wide

    for page in (sides, no_sides):
        words = "".join(
            "".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
            for block in blocks_of(drawn(page)).blocks
        )
        assert "/" not in words
        assert "".join(words.split()) == "".join("".join(row) for row in rows)
