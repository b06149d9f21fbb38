"""PDF: tables by their rules, text around them, and for every word its page and its box; nothing misread in silence."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kg.cells import Cell as Words
from kg.cells import Grid, Piece
from kg.errors import NoTextLayerError
from kg.readers.blocks import FileBlocks, Part, Table
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer
from kg.readers.pdf import read
from tests.kg.readers.typeset_pdf import SONG, Cell, Style, random_grid, typeset

A4 = (595, 842)


def blocks_of(data, ticks=None):
    """Read a PDF; `ticks` collects the steps forward that are told."""
    found: FileBlocks = read(
        data, "表.pdf", DEFAULT_LIMITS, (lambda: None) if ticks is None else lambda: ticks.append(1)
    )
    return found


def tables_of(data):
    return [block for block in blocks_of(data).blocks if isinstance(block, Table)]


def words_of(data):
    return [block.text for block in blocks_of(data).blocks if isinstance(block, Part)]


def shape(table):
    """The cells of a table without white space."""
    return {(c.row, c.column): (c.rowspan, c.colspan, "".join(c.text.split())) for c in table.cells}


def drawn(*pages, size=A4, **options):
    """Draw pages; each is a function of a canvas."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, **options)
    for page in pages:
        canvas.setFont(SONG, 10.5)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(*texts, x=60, y=780, leading=18):
    """A page of lines below each other."""

    def page(canvas):
        for at, text in enumerate(texts):
            canvas.drawString(x, y - at * leading, text)

    return page


def ruled(rows, x=60, y=780, widths=(120, 120, 120), height=24):
    """A page with a ruled table."""

    def page(canvas):
        for at, row in enumerate(rows):
            left = x
            for width, text in zip(widths, row, strict=True):
                canvas.rect(left, y - (at + 1) * height, width, height)
                canvas.drawString(left + 5, y - (at + 1) * height + 8, text)
                left += width

    return page


ROWS = (("三级指标", "指标值", "分值"), ("科普讲座场次", "≥12场", "10"), ("科普大篷车巡展", "515.85公里", "7.5"))
SEEN = {(row, column): (1, 1, text) for row, words in enumerate(ROWS, 1) for column, text in enumerate(words, 1)}


@pytest.mark.parametrize("rules", ["lines", "boxes", "cells"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_merged_cells_are_those_that_were_drawn(rules, seed):
    """Whatever a program draws its borders with, each cell has its place, its spans and its words."""
    cells = random_grid(random.Random(seed), 7, 5, 4)

    (table,) = tables_of(typeset(cells, [90] * 5, Style(rules=rules)))

    assert shape(table) == {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in cells}


def test_aligned_columns_without_rules_are_a_table():
    """Three aligned columns on evenly spaced lines are a table; a box of each cell is kept."""

    def page(canvas):
        for at, row in enumerate(ROWS):
            for x, text in zip((60, 240, 400), row, strict=True):
                canvas.drawString(x, 700 - 20 * at, text)

    (table,) = tables_of(drawn(page))

    assert shape(table) == SEEN


def test_every_word_keeps_its_page_and_box():
    """The source of a cell names its page, and the words are printed inside its box."""
    import pdfplumber

    data = drawn(lines("第一页的话。"), ruled(ROWS))
    layer = open_layer(data, "表.pdf")
    first, table = layer.blocks

    assert isinstance(first, Piece)
    assert isinstance(table, Grid)
    assert first.page == 1
    with pdfplumber.open(BytesIO(data)) as pdf:
        printed = {word["text"]: word for word in pdf.pages[1].extract_words()}
    for cell in table.cells:
        source = layer.source(cell.cell, row=cell.row, column=cell.column)
        x0, top, x1, bottom = map(float, source.box.split(","))
        word = printed[cell.cell.text]
        assert source.page == 2
        assert layer.text[source.spans[0].start : source.spans[0].end] == cell.cell.text
        assert x0 <= word["x0"] < word["x1"] <= x1
        assert top <= word["top"] + 1 < word["bottom"] + 1 <= bottom + 2


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(turn):
    """A landscape page stored upright with /Rotate gives the table that people see."""

    def page(canvas):
        # reportlab stores such a page with its sides exchanged
        short, long = A4
        canvas.transform(
            *{90: (0, 1, -1, 0, long, 0), 180: (-1, 0, 0, -1, short, long), 270: (0, -1, 1, 0, 0, short)}[turn]
        )
        ruled(ROWS, y=500)(canvas)
        canvas.setPageRotation(turn)

    (table,) = tables_of(drawn(page))

    assert shape(table) == SEEN


@pytest.mark.parametrize("turn", [90, -90])
def test_a_label_turned_on_its_side_is_one_label(turn):
    """Words that run up or down a narrow cell are joined in the order in which they are read."""

    def page(canvas):
        ruled(ROWS, x=90)(canvas)
        canvas.rect(60, 780 - 72, 30, 72)
        canvas.saveState()
        canvas.translate(79 if turn == 90 else 71, 710 if turn == 90 else 778)
        canvas.rotate(turn)
        canvas.drawString(0, 0, "绩效指标1212")
        canvas.restoreState()

    (table,) = tables_of(drawn(page))

    assert table.cells[0].text == "绩效指标1212"
    assert table.cells[0].rowspan == 3


def test_bold_type_that_is_printed_twice_is_read_once():
    """Some programs print a character twice, a little apart, to make it bold."""

    def page(canvas):
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, "总计11,522.00万元")

    assert words_of(drawn(page)) == ["总计11,522.00万元"]


def test_very_small_and_very_large_type_keep_their_points_and_commas():
    """Figures in type of 3 points and of 40 are what is printed."""

    def page(canvas):
        for y, size in ((700, 3), (600, 40)):
            canvas.setFont(SONG, size)
            canvas.drawString(60, y, "515.85与1,234.5")

    assert words_of(drawn(page)) == ["515.85与1,234.5"] * 2


def test_a_number_whose_digits_stand_apart_is_one_number():
    """Letters set apart to fill a line make no words of single digits."""

    def page(canvas):
        text = canvas.beginText(60, 700)
        text.setFont(SONG, 10.5)
        text.setCharSpace(3)
        text.textLine("金额12345.67万元")
        canvas.drawText(text)

    assert words_of(drawn(page)) == ["金额12345.67万元"]


def test_a_watermark_is_left_out_and_said_so():
    """Words across the page or large and light behind it are in no cell; a remark gives them and their pages."""

    def page(canvas):
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.setFont(SONG, 60)
        canvas.drawString(100, 700, "样本2025")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()
        ruled(ROWS)(canvas)

    found = blocks_of(drawn(page))
    (remark,) = found.remarks

    assert [shape(block) for block in found.blocks] == [SEEN]
    assert (remark.rule, remark.params["pages"]) == ("watermark-left-out", "1")
    assert "样本2025" in remark.params["words"]


def test_page_numbers_and_running_heads_are_left_out_and_nothing_else():
    """What every page prints in its margin goes; titles, figures, and a labelled value stay, the last one once."""

    def page(number):
        def draw(canvas):
            canvas.setFont(SONG, 9)
            canvas.drawString(60, 825, "某市2025年度绩效自评材料汇编")
            canvas.drawString(60, 810, "填报单位：某市科学技术协会")
            canvas.drawCentredString(297, 30, f"- {number} -")
            canvas.setFont(SONG, 10.5)
            canvas.drawCentredString(297, 760, "项目支出绩效自评表")
            canvas.drawString(60, 700, f"本项目安排资金{number}2.50万元，执行率9{number}%。")

        return draw

    assert words_of(drawn(*map(page, (1, 2, 3)))) == [
        "填报单位：某市科学技术协会",
        *(text for n in (1, 2, 3) for text in ("项目支出绩效自评表", f"本项目安排资金{n}2.50万元，执行率9{n}%。")),
    ]


def test_a_number_that_is_wrapped_is_whole_and_two_entries_are_two():
    """A full line goes on with nothing between; a line that had room ends with its own line break."""
    cells = [
        Cell(1, 1, "项目"),
        Cell(1, 2, "安排资金一万二千元支出金额为123456.78元"),
        Cell(2, 1, "甲"),
        Cell(2, 2, "12\n34"),
    ]

    (table,) = tables_of(typeset(cells, [60, 150]))

    assert shape(table)[1, 2][2] == "安排资金一万二千元支出金额为123456.78元"
    assert table.cells[3].text == "12\n34"


def test_prose_goes_on_over_the_page_and_each_word_cites_its_own_page():
    """A paragraph that fills the last line of a page is one line of the text layer; its second half is of page 2."""
    words = "全年预算数为13,469.70万元，支出决算数为13,416.37万元，" * 4 + "年度平均执行率为96.61%。"
    rows, line = [], ""
    for char in words:
        if stringWidth(line + char, SONG, 10.5) > 475:
            rows.append(line)
            line = ""
        line += char
    rows.append(line)
    top, rest = rows[:2], rows[2:]

    layer = open_layer(drawn(lines("一、预算执行情况", *top, y=100), lines(*rest, "二、其他")), "报告.pdf")

    assert layer.text.split("\n")[:3] == ["一、预算执行情况", words, "二、其他"]
    piece = layer.blocks[1]
    halves = len("".join(top))
    for begin, page in ((halves - 8, 1), (halves + 3, 2)):
        at = layer.source(Words.of([piece.cut(begin, begin + 2)]))
        top_of_box = float(at.box.split(",")[1])
        assert (at.page, at.spans[0].page) == (page, page)
        assert top_of_box > 700 if page == 1 else top_of_box < 100


def test_text_under_a_scan_is_read_and_said_to_be_recognised():
    """A picture of a page with invisible words under it is read; the file is marked as recognised."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def page(canvas):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        text = canvas.beginText(60, 700)
        text.setFont(SONG, 10.5)
        text.setTextRenderMode(3)
        text.textLine("科普讲座不少于12场")
        canvas.drawText(text)

    found = blocks_of(drawn(page))

    assert found.ocr
    assert [remark.rule for remark in found.remarks] == ["ocr-text"]
    assert [block.text for block in found.blocks] == ["科普讲座不少于12场"]


def test_words_outside_of_the_page_are_not_read():
    """What lies beyond the edges of the page that people see is no part of it."""

    def page(canvas):
        canvas.setCropBox((0, 0, 595, 742), name="crop")
        canvas.drawString(60, 780, "裁掉的99万元")
        canvas.drawString(60, 700, "留下的12万元")

    assert words_of(drawn(page)) == ["留下的12万元"]


def test_a_file_only_forbidden_to_be_edited_is_read():
    """Many published files have an owner's password against changes and none against reading."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    def page(canvas):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "515.85 km")

    locked = drawn(page, encrypt=StandardEncryption("", ownerPassword="secret", canModify=0))

    assert words_of(locked) == ["515.85 km"]


def test_each_page_is_a_step_forward():
    """The process around sees progress page by page."""
    ticks = []
    blocks_of(drawn(*(lines(f"第{n}段文字。") for n in range(5))), ticks)

    assert len(ticks) == 5


def test_a_power_and_the_mark_of_a_note_are_no_digits():
    """Small type above the line behind a number stands apart from it, as in other formats; m² keeps its unit."""

    def page(canvas):
        for y, before, raised, after in ((780, "126", "1", "场"), (750, "1.5×10", "4", "人次"), (720, "500m", "2", "")):
            canvas.setFont(SONG, 10.5)
            canvas.drawString(60, y, before)
            x = 60 + stringWidth(before, SONG, 10.5)
            canvas.setFont(SONG, 6)
            canvas.drawString(x, y + 4, raised)
            canvas.setFont(SONG, 10.5)
            canvas.drawString(x + stringWidth(raised, SONG, 6), y, after)

    assert words_of(drawn(page)) == ["126^1场", "1.5×10^4人次", "500m2"]


@pytest.mark.parametrize("size", [10.5, 6])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_number_that_the_text_raises_is_no_digit(size, turn):
    """Text may be raised without moving its line (the operator ``Ts``), in type of the same size too."""

    def page(canvas):
        canvas.translate(100, 700)
        canvas.rotate(turn)
        text = canvas.beginText(0, 0)
        for rise, of, words in ((0, 10.5, "1.5×10"), (3.5, size, "4"), (0, 10.5, "人次")):
            text.setFont(SONG, of)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    assert words_of(drawn(page)) == ["1.5×10^4人次"]


def test_words_written_over_a_page_are_told():
    """The value of a filled field and a text note are no content of the page; they are named."""

    def page(canvas):
        canvas.drawString(60, 780, "正文")
        canvas.acroForm.textfield(name="budget", value="120.00", x=200, y=770)
        canvas.acroForm.textfield(name="empty", value="", x=200, y=700)
        canvas.freeTextAnnotation("66%", (60, 600, 120, 620))

    (remark,) = read(drawn(page), "form.pdf", DEFAULT_LIMITS, lambda: None).remarks

    assert remark.rule == "written-over"
    assert (remark.params["pages"], set(remark.params["words"].split("｜"))) == ("1", {"120.00", "66%"})


def test_words_that_nobody_sees_are_not_read_and_told():
    """An invisible 1 in ≥6支 is none; where all is invisible it is what lies under a scan, and read."""

    def page(canvas):
        text = canvas.beginText(60, 780)
        text.textOut("≥")
        text.setTextRenderMode(3)
        text.textOut("1")
        text.setTextRenderMode(0)
        text.textOut("6支")
        canvas.drawText(text)

    found = read(drawn(page), "form.pdf", DEFAULT_LIMITS, lambda: None)

    assert [block.text.replace(" ", "") for block in found.blocks] == ["≥6支"]
    assert [(remark.rule, dict(remark.params)) for remark in found.remarks] == [
        ("invisible-words", {"pages": "1", "words": "1"})
    ]


def test_a_character_that_the_map_of_a_font_lacks_is_a_gap():
    """UniGB-UCS2-H has no ½ and no ffi: neither goes in silence, nor takes the next character with it."""
    data = drawn(lines("完成2½支，其中1支。"), lines("举办o\ufb03ce讲座。"), lines("一\u2003二。"))

    assert words_of(data) == ["完成2\ufffd支，其中1支。", "举办o\ufffdce讲座。", "一 二。"]


def test_a_font_whose_map_is_not_known_is_refused():
    """A map of its own, which pdfminer does not read, lacks every code: nothing of it goes in silence."""
    whole = drawn(lines("完成12支"))
    data = whole.replace(b"/UniGB-UCS2-H", b"/Uni99-UCS2-H")

    assert data != whole
    with pytest.raises(NoTextLayerError):
        blocks_of(data)


@pytest.mark.parametrize("size", [10.5, 6])
def test_a_number_raised_by_more_than_half_a_line_is_no_line_of_its_own(size):
    """The 4 of 10⁴ stands nearly in the line above; the line it belongs to begins with 0 where a cell wraps 10."""

    def page(canvas):
        canvas.rect(60, 700, 60, 60)
        canvas.rect(120, 700, 60, 60)
        canvas.drawString(62, 740, "约1.5×1")
        canvas.drawString(62, 724, "0")
        canvas.drawString(62 + stringWidth("0", SONG, 10.5) + stringWidth("4", SONG, size), 724, "人次")
        canvas.setFont(SONG, size)
        canvas.drawString(62 + stringWidth("0", SONG, 10.5), 730.5, "4")

    (table,) = tables_of(drawn(page))

    assert table.cells[0].text.replace("\n", "") == "约1.5×10^4人次"
