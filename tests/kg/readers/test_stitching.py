"""A page break says nothing: tables parted by it are one, parted rows and labels too, and what is two stays two."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.readers.blocks import Table
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer
from kg.readers.parted_labels import parted
from kg.readers.pdf import read
from tests.kg.readers.typeset_pdf import SONG, Cell, Style, form, page_heights, typeset

WIDTHS = [60, 60, 110, 70, 140, 60]
WIDE = (595, 842)
LINE = 14
HEADS = ("一级指标", "三级指标", "指标值")


def tables_of(data):
    found = read(data, "表.pdf", DEFAULT_LIMITS, lambda: None)
    return [block for block in found.blocks if isinstance(block, Table)]


def shape(table):
    return {(c.row, c.column): (c.rowspan, c.colspan, "".join(c.text.split())) for c in table.cells}


def wanted(cells):
    return {(c.row, c.column): (c.rowspan, c.colspan, "".join(c.text.split())) for c in cells}


def pages(*drawings, size=WIDE):
    """Draw parts of tables: on each page lists of rows, each with the places where its cells begin and end.

    A drawing is a list of rows of a page: (height in lines, [(left, right, lines of words, rows spanned), …]), or a
    line of text between tables.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size)
    for drawing in drawings:
        canvas.setFont(SONG, 10)
        y = size[1] - 60
        heights = [row[0] * LINE + 8 for row in drawing if isinstance(row, tuple)] + [0] * 9
        at = 0
        for row in drawing:
            if isinstance(row, str):
                canvas.drawString(60, y - 14, row)
                y -= 30
                continue
            for left, right, words, spanned in row[1]:
                high = sum(heights[at : at + spanned])
                canvas.rect(left, y - high, right - left, high)
                for number, line in enumerate(words):
                    canvas.drawString(left + 4, y - 14 - number * LINE, line)
            y -= heights[at]
            at += 1
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def row(*cells, high=1, edges=(60, 104, 200, 300)):
    """A row: words of each cell (`None` where a merged one covers), (words, rows) where it spans rows."""
    made = []
    for at, cell in enumerate(cells):
        if cell is None:
            continue
        words, spanned = cell if isinstance(cell, tuple) else (cell, 1)
        made.append((edges[at], edges[at + 1], words.split("|"), spanned))
    return high, made


STYLES = {
    "parted rows": Style(keep_words=True),
    "whole rows": Style(part_rows=False, keep_words=True, rules="boxes"),
    "head again": Style(repeat_rows=1, part_rows=False, rules="cells", number="第 {page} 页", head="某市科学技术协会"),
    "open": Style(open_breaks=True),
    "title again": Style(title="项目支出绩效目标表", title_again=True, repeat_rows=1, part_rows=False),
    "labels again": Style(labels="again", part_rows=False),
}


@pytest.mark.parametrize(("seed", "name"), list(enumerate(STYLES, start=2)))
def test_a_break_at_any_height_gives_the_table_that_was_typeset(seed, name):
    """Merged labels, lists and amounts: the same cells at every length of page and in every way to break."""
    cells = form(random.Random(seed), 10)
    for style in page_heights(cells, WIDTHS, STYLES[name], 89):
        tables = tables_of(typeset(cells, WIDTHS, style))

        assert [shape(table) for table in tables] == [wanted(cells)], style.page


def test_parts_of_a_cell_keep_their_pages_and_boxes():
    """A cell that a break parts cites both pages, each with the words that stand there."""
    words = "组织开展学术交流会议不少于十二场并邀请院士专家参加" * 4
    cells = [Cell(1, 1, "三级指标"), Cell(1, 2, "内容"), Cell(2, 1, "学术会议"), Cell(2, 2, words)]
    data = typeset(cells, [80, 160], Style(page=(595, 240)))
    layer = open_layer(data, "表.pdf")

    source = layer.source(layer.blocks[0].cells[3].cell)

    assert [span.page for span in source.spans] == [1, 2]
    assert "".join(span.text for span in source.spans) == source.text == words
    assert all(layer.text[span.start : span.end] == span.text for span in source.spans)


def test_a_number_parted_by_a_break_is_whole():
    """The digits on both sides of a page break are one number, without a space between."""
    first = [row(*HEADS), row("产出", "科普讲座", "组织讲座场次不少|于每年度计划内的12", high=2)]
    second = [row("", "", "34场且满意度达标", high=1), row("效益", "参加人数", "≥2,000人")]

    layer = open_layer(pages(first, second), "表.pdf")

    assert "组织讲座场次不少于每年度计划内的1234场且满意度达标" in layer.text


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        (("科普讲座", "≥131张"), ("社区服务", "1.7万人次"), ("科普讲座", "社区服务")),
        (("编印科普读本数量", "5,000册"), ("科普讲座参加人次", "3,200人"), ("编印科普读本数量", "科普讲座参加人次")),
        (("科普研学次数多多", "100%"), ("科普大篷车巡展次", "95%"), ("科普研学次数多多", "科普大篷车巡展次")),
    ],
)
def test_two_figures_are_two_rows_however_full_their_lines(above, below, names):
    """Where names and values fill their cells to the edge, two rows with a figure each are never made one."""
    edges = (60, 104, 104 + 8 + 10 * len(above[0]), 104 + 16 + 10 * len(above[0]) + 5 * len(above[1]) + 12)
    first = [row(*HEADS, edges=edges), row("产出指标", *above, edges=edges)]
    second = [row("质量指标", *below, edges=edges), row("效益指标", "其他", "1", edges=edges)]

    (table,) = tables_of(pages(first, second))

    assert [shape(table)[at, 2][2] for at in (2, 3)] == list(names)
    assert [shape(table)[at, 3][2] for at in (2, 3)] == [above[1], below[1]]


def test_a_label_that_fills_its_cell_is_not_joined_with_another_label():
    """Labels of four characters in a column four characters wide: 产出指标 and 效益指标 stay two."""
    first = [row(*HEADS), row(("产出指标", 2), "科普讲座", "≥12场"), row(None, "科普展览", "≥3场")]
    second = [row(("效益指标", 2), "参加人数", "≥2,000人"), row(None, "知晓率", "≥80%")]

    (table,) = tables_of(pages(first, second))

    assert shape(table)[2, 1] == (2, 1, "产出指标")
    assert shape(table)[4, 1] == (2, 1, "效益指标")


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("年度总体", "目标", "年度总体目标"),
        ("项目资金", "（万元）", "项目资金（万元）"),
        ("社会效益", "指标", "社会效益指标"),
    ],
)
def test_a_label_that_the_page_parts_is_one(above, below, whole):
    """A merged label with one row above the break goes on below, where the vocabulary or a bracket says so."""
    first = [row(*HEADS), row("总数", "甲", "1"), row(above, "预期", "实际")]
    second = [row((below, 2), "科普讲座", "≥12场"), row(None, "科普展览", "≥3场")]

    (table,) = tables_of(pages(first, second))

    assert shape(table)[3, 1] == (3, 1, whole)


def test_words_alone_tell_some_labels():
    """A closing mark goes on, a vocabulary word is whole, a word of the file is whole; else nothing is said."""
    assert parted("科普经费（市", "级）", ()) is True
    assert parted("满意度", "指标", ()) is True
    assert parted("数量指标", "质量指标", ()) is False
    assert parted("广州科学馆", "青少年科技中心", {"广州科学馆"}) is False
    assert parted("广州科学", "馆", {"广州科学馆"}) is True
    assert parted("广州科学", "馆", ()) is None


def test_a_heading_printed_again_in_the_middle_of_a_table_is_dropped():
    """A table with a block before its list prints the list's heading again on each page: it is read once."""
    first = [
        row("项目", "科普讲座项目", ""), row(*HEADS), row("产出指标", "科普讲座", "≥12场"),
        row("产出指标", "科普展览", "≥3场"),
    ]  # fmt: skip
    second = [row(*HEADS), row("效益指标", "参加人数", "≥2,000人")]

    (table,) = tables_of(pages(first, second))

    assert [shape(table)[at, 2][2] for at in range(1, 6)] == [
        "科普讲座项目",
        "三级指标",
        "科普讲座",
        "科普展览",
        "参加人数",
    ]


def test_the_next_form_is_another_table():
    """A page that begins with the title and the labels of another form of the same kind does not go on."""
    one = [
        "项目支出绩效目标表",
        row("项目名称", "科普讲座项目", ""),
        row("主管部门", "某市科协", ""),
        row(*HEADS),
        row("产出", "讲座", "5场"),
    ]
    two = [
        "项目支出绩效目标表",
        row("项目名称", "科普展览项目", ""),
        row("主管部门", "某市科协", ""),
        row(*HEADS),
        row("产出", "展览", "2场"),
    ]

    found = tables_of(pages(one, two))

    assert [shape(table)[1, 2][2] for table in found] == ["科普讲座项目", "科普展览项目"]


def test_the_next_form_may_have_columns_of_its_own():
    """Under a title that is known, the same labels with other words are another form, however wide its columns are."""
    edges = (60, 90, 180, 300)
    one = ["项目支出绩效自评表", row("项目名称", "科普讲座项目", ""), row("主管部门", "某市科协", "")]
    two = [
        one[0],
        row("项目名|称", "科普展览项目", "", high=2, edges=edges),
        row("主管部|门", "某市科协", "", high=2, edges=edges),
    ]

    found = tables_of(pages(one, two))

    assert [shape(table)[1, 2][2] for table in found] == ["科普讲座项目", "科普展览项目"]


def test_the_title_of_the_next_form_is_no_label_of_a_blank_cell():
    """A title at the end of a page, below a table whose last row has blanks, stays above the table that follows."""
    one = [row("项目名称", "科普讲座项目", ""), row("总分", "", "98.5"), "项目支出绩效自评表"]
    two = [row("项目名称", "科普展览项目", ""), row("总分", "", "97.1")]

    layer = open_layer(pages(one, two), "表.pdf")

    assert [line for line in layer.text.split("\n") if line] == [
        "项目名称\t科普讲座项目\t", "总分\t\t98.5", "项目支出绩效自评表", "项目名称\t科普展览项目\t", "总分\t\t97.1",
    ]  # fmt: skip


def test_words_between_or_other_columns_part_two_tables():
    """A table after a sentence, or one with other outer edges, begins anew."""
    one = [row(*HEADS), row("产出", "讲座", "5场")]
    said = ["以上为本年度绩效目标完成情况，下面说明项目资金安排。", row(*HEADS), row("产出", "展览", "2场")]
    other = [row(*HEADS, edges=(60, 104, 200, 400)), row("产出", "展览", "2场", edges=(60, 104, 200, 400))]

    assert len(tables_of(pages(one, said))) == 2
    assert len(tables_of(pages(one, other))) == 2


def test_a_break_from_upright_to_landscape_keeps_both_tables():
    """Pages of two shapes in one file: no row of the wide table is put into the narrow one."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for size, edges, name in ((WIDE, (60, 200, 300), "讲座"), ((842, 595), (60, 400, 700), "展览")):
        canvas.setPageSize(size)
        canvas.setFont(SONG, 10)
        for at, words in enumerate((("三级指标", "指标值"), (name, "5场"))):
            for left, right, text in zip(edges, edges[1:], words, strict=False):
                canvas.rect(left, size[1] - 100 - at * 20, right - left, 20)
                canvas.drawString(left + 4, size[1] - 94 - at * 20, text)
        canvas.showPage()
    canvas.save()

    found = tables_of(stream.getvalue())

    assert [shape(table)[2, 1][2] for table in found] == ["讲座", "展览"]


def test_the_foot_of_a_row_is_no_row():
    """Some programs leave a strip of a parted row on the next page, with all of its words above: no empty row."""
    first = [row(*HEADS), row(("产出指标", 2), "科普讲座", "≥12场"), row(None, "科普展览", "≥3场")]
    second = [row(("", 2), "", ""), row(None, "参加人数", "≥2,000人")]

    (table,) = tables_of(pages(first, second))

    assert [shape(table)[at, 2][2] for at in (2, 3, 4)] == ["科普讲座", "科普展览", "参加人数"]
    assert shape(table)[2, 1] == (3, 1, "产出指标")
