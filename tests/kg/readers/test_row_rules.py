"""Tables in PDF with rules between rows alone: the same cells as with all rules, or none at all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.readers import pdf_page_tables
from tests.kg.readers.test_pdf import blocks_of, drawn, shape, tables_of, words_of
from tests.kg.readers.test_stitching import STYLES, WIDTHS, wanted
from tests.kg.readers.typeset_pdf import SONG, form, page_heights, typeset

# where a break leaves a row without a rule below it, the page does not tell whether it ends there
CLOSED = [name for name in STYLES if name != "open"]
EDGES = (60, 160, 280, 400, 500)
HEADING = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (
    ("产出指标", "数量指标", "科普讲座场次", "≥12场"),
    ("", "质量指标", "讲座按计划完成率", "≥95%"),
    ("满意度指标", "服务对象满意度指标", "参加者满意度", "≥90%"),
)


def line(canvas, y, left=EDGES[0], right=EDGES[-1]):
    canvas.line(left, y, right, y)


def put(canvas, y, words, *, size=10, down=0):
    """Write one row, each word at the left of its column."""
    canvas.setFont(SONG, size)
    for left, word in zip(EDGES, words, strict=False):
        canvas.drawString(left + 4, y - 15 - down, word)


def rows_at(canvas, top, rows, *, above=True, below=True):
    """Draw rows of 24 points with a rule between them; a blank first column belongs to the label above it."""
    if above:
        line(canvas, top)
    for at, words in enumerate(rows):
        y = top - 24 * at
        put(canvas, y, words)
        merged = at + 1 < len(rows) and not rows[at + 1][0]
        if at + 1 < len(rows) or below:
            line(canvas, y - 24, EDGES[1] if merged else EDGES[0])


def words(rows):
    """The words of each place."""
    return {(at, column): word for at, row in enumerate(rows, 1) for column, word in enumerate(row, 1) if word}


def read_words(table):
    return {(cell.row, cell.column): "".join(cell.text.split()) for cell in table.cells if cell.text.strip()}


@pytest.mark.parametrize(("seed", "name"), list(enumerate(CLOSED, start=2)))
def test_a_break_at_any_height_gives_the_table_that_was_typeset(seed: int, name: str):
    """Merged labels, lists, blanks and amounts: the same cells as with all rules, at every length of page."""
    cells = form(random.Random(seed), 10)
    for style in page_heights(cells, WIDTHS, replace(STYLES[name], rules="rows"), 89):
        assert [shape(table) for table in tables_of(typeset(cells, WIDTHS, style))] == [wanted(cells)], style.page


@pytest.mark.parametrize(("above", "below"), [(True, True), (False, True), (True, False), (False, False)])
def test_the_outermost_rule_may_be_missing(above: bool, below: bool):
    """A style that rules below rows has none above the first, one that rules above rows none below the last."""
    (table,) = tables_of(drawn(lambda canvas: rows_at(canvas, 700, [HEADING, *ROWS], above=above, below=below)))
    assert read_words(table) == words([HEADING, *ROWS])


def test_a_label_takes_the_blank_place_before_its_value():
    """项目名称 with its value in the third column: no column of its own parts them."""
    rows = [("项目名称", "", "科普活动"), HEADING, *ROWS]
    (table,) = tables_of(drawn(lambda canvas: rows_at(canvas, 700, rows)))
    assert shape(table)[1, 1] == (1, 2, "项目名称")
    assert shape(table)[1, 3][2] == "科普活动"


def test_a_title_parts_two_tables_with_the_same_sides():
    """Rules of the same length below and above a title are of two tables, the title is of neither."""

    def page(canvas):
        rows_at(canvas, 740, [HEADING, *ROWS])
        canvas.drawString(220, 590, "项目支出绩效目标表")
        rows_at(canvas, 560, [HEADING, *ROWS])

    data = drawn(page)
    assert [read_words(table) for table in tables_of(data)] == [words([HEADING, *ROWS])] * 2
    assert words_of(data) == ["项目支出绩效目标表"]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_line_above_a_heading_that_stood_before_parts_two_tables(ruled: bool):
    """项目名称：… alone above the same heading begins another table, with a rule above that heading or without."""

    def page(canvas):
        rows_at(canvas, 740, [HEADING, *ROWS])
        canvas.drawString(EDGES[0] + 4, 740 - 4 * 24 - 20, "项目名称：科技活动周")
        rows_at(canvas, 600, [HEADING, *ROWS], above=ruled)

    data = drawn(page)
    assert [read_words(table) for table in tables_of(data)] == [words([HEADING, *ROWS])] * 2
    assert words_of(data) == ["项目名称：科技活动周"]


def test_a_value_that_ends_as_titles_do_is_no_title():
    """调研报告 and 印发实施方案 are targets."""
    rows = [*ROWS, ("效益指标", "社会效益指标", "形成成果", "调研报告"), ("", "", "机制", "印发实施方案")]
    (table,) = tables_of(drawn(lambda canvas: rows_at(canvas, 700, [HEADING, *rows])))
    assert read_words(table) == words([HEADING, *rows])


def test_a_line_above_the_first_row_is_no_part_of_it():
    """（2024年度） right above a heading without a rule above it."""

    def page(canvas):
        canvas.drawString(250, 690, "（2024年度）")
        rows_at(canvas, 690, [HEADING, *ROWS], above=False)

    (table,) = tables_of(drawn(page))
    assert read_words(table) == words([HEADING, *ROWS])


def test_rules_around_rows_whose_words_are_all_as_long_tell_no_rows():
    """With three rules every line of a column is as full as the others; two labels are never one all the same."""
    rows = [("产出指标", "数量指标", "培训班期数", "≥12期"), ("效益指标", "社会效益", "技能提升度", "≥80%")]

    def page(canvas):
        line(canvas, 700)
        put(canvas, 700, HEADING)
        line(canvas, 676)
        for at, row in enumerate(rows):
            put(canvas, 676 - 14 * at, row)
        line(canvas, 640)

    assert not any(
        "产出指标效益指标" in "".join(cell.text.split()) for table in tables_of(drawn(page)) for cell in table.cells
    )


def test_an_underline_is_no_rule():
    """A line right below words parts no row."""

    def page(canvas):
        rows_at(canvas, 700, [HEADING, *ROWS])
        line(canvas, 700 - 48 - 16.5, EDGES[2] + 4, EDGES[2] + 64)

    (table,) = tables_of(drawn(page))
    assert read_words(table) == words([HEADING, *ROWS])


def test_letters_set_apart_are_one_word():
    """A label set over the width of its cell is one, not a column for each letter."""

    def page(canvas):
        rows_at(canvas, 700, [("", *HEADING[1:]), *ROWS])
        for at, letter in enumerate("一级指标"):
            canvas.drawString(EDGES[0] + 4 + 22 * at, 685, letter)

    (table,) = tables_of(drawn(page))
    assert read_words(table) == words([HEADING, *ROWS])


def test_rules_around_several_rows_tell_no_rows():
    """Two names and two values between two rules are never one row; the words are read as those without rules."""

    def page(canvas):
        line(canvas, 700)
        put(canvas, 700, HEADING)
        line(canvas, 676)
        for at, row in enumerate(ROWS):
            put(canvas, 676 - 20 * at, row)
        line(canvas, 610)
        put(canvas, 610, ("", "", "其他", "1个"))
        line(canvas, 586)

    for table in tables_of(drawn(page)):
        assert not any("场次" in cell.text and "完成率" in cell.text for cell in table.cells)


def test_words_across_a_rule_make_no_table():
    """A row too low for its words has those of another in it: nothing tells whose they are."""

    def page(canvas):
        rows_at(canvas, 700, [HEADING, *ROWS])
        canvas.drawString(EDGES[2] + 4, 700 - 75, "和覆盖的社区数量")

    assert not any("覆盖" in cell.text for table in tables_of(drawn(page)) for cell in table.cells)


def test_a_border_around_columns_tells_nothing_of_them():
    """Words in columns inside one border are read as without it, never as one cell."""

    def page(canvas):
        canvas.rect(EDGES[0] - 4, 560, EDGES[-1] - EDGES[0], 150)
        for at, row in enumerate([HEADING, *ROWS]):
            put(canvas, 700 - 24 * at, row)

    data = drawn(page)
    assert all("≥12场" not in cell.text or len(cell.text) < 8 for table in tables_of(data) for cell in table.cells)
    assert tables_of(data) or any(remark.rule == "columns-without-rules" for remark in blocks_of(data).remarks)


def test_a_drawing_of_thousands_of_boxes_is_looked_at_once(monkeypatch: pytest.MonkeyPatch):
    """Boxes are held against each other only where they are few enough to be tables."""
    held = []
    monkeypatch.setattr(pdf_page_tables, "_box", lambda group: held.append(group))

    def page(canvas):
        for at in range(400):
            canvas.rect(20 + at % 40 * 13, 20 + at // 40 * 13, 8, 8)
        canvas.drawString(60, 800, "绩效目标表")

    assert words_of(drawn(page)) == ["绩效目标表"]
    assert held == []
