"""Tables without rules in PDF: as with rules, or none at all; words that belong to no row for certain are cited."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from kg.readers.blocks import Part
from kg.reading import read_bytes
from tests.kg.readers.test_pdf import blocks_of, drawn, shape, tables_of, words_of
from tests.kg.readers.typeset_pdf import SONG, text

STANDS = ("middle", "top", "foot")
WIDTHS = ((70, 80, 150, 90), (85, 100, 110, 110), (75, 90, 200, 80))
HEADING = ("一级指标", "二级指标", "三级指标", "指标值")
# the height of a row of one line
ROW = 23.0
ROWS = (
    ("产出指标", "数量指标", "组织科普大篷车进社区进校园巡展的场次", "≥24场"),
    ("", "", "科普讲座场次", "≥12场"),
    ("", "质量指标", "讲座按计划完成率", "≥95%"),
    ("", "时效指标", "项目完成时间", "2025年11月底前"),
    ("效益指标", "社会效益指标", "参加活动的居民和学生对科普内容的知晓率", "≥80%"),
    ("", "可持续影响指标", "科普队伍稳定", "长期"),
    ("满意度指标", "服务对象满意度指标", "参加者满意度", "≥90%"),
)


@dataclass(frozen=True)
class Setting:
    """How a table is set: widths in points, where words stand in a cell, and whether labels are merged."""

    widths: tuple[float, ...] = WIDTHS[0]
    stand: str = "middle"
    merged: bool = True
    size: float = 10.0
    leading: float = 13.0
    padding: float = 5.0
    left: float = 60.0
    top: float = 740.0


def wrapped(words, width, size):
    """Part words where a cell of this width would."""
    lines = [""]
    for char in words:
        if lines[-1] and stringWidth(lines[-1] + char, SONG, size) > width:
            lines.append("")
        lines[-1] += char
    return lines


def spans_of(rows, column, *, merged):
    """Begin and length of each cell of a column; a blank below a label is part of it where labels are merged."""
    if not merged or column > 1:
        return [(at, 1) for at in range(len(rows))]
    begins = [at for at, row in enumerate(rows) if row[column]]
    return [(begin, end - begin) for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True)]


def table_page(rows, setting, *, before=(), after=()):
    """Draw a table without rules, with lines above and below it."""

    def page(canvas):
        inner = [width - 2 * setting.padding for width in setting.widths]
        places = [0.0, *accumulate(setting.widths)]
        heights = [
            max(len(wrapped(words, width, setting.size)) for words, width in zip(row, inner, strict=True))
            * setting.leading
            + 2 * setting.padding
            for row in rows
        ]
        edges = [setting.top - high for high in (0.0, *accumulate(heights))]
        for at, words in enumerate(before):
            canvas.drawString(setting.left, setting.top + 40 - 18 * at, words)
        for column in range(len(setting.widths)):
            for begin, count in spans_of(rows, column, merged=setting.merged):
                lines = wrapped(rows[begin][column], inner[column], setting.size) if rows[begin][column] else []
                room = edges[begin] - edges[begin + count] - len(lines) * setting.leading
                down = {"middle": room / 2, "top": setting.padding, "foot": room - setting.padding}[setting.stand]
                canvas.setFont(SONG, setting.size)
                for at, line in enumerate(lines):
                    base = edges[begin] - down - at * setting.leading - setting.size
                    canvas.drawString(setting.left + places[column] + setting.padding, base, line)
        for at, words in enumerate(after):
            canvas.drawString(setting.left, edges[-1] - 24 - 18 * at, words)

    return page


def wanted(rows, setting):
    """The cells that the table has; labels that are not merged leave blanks."""
    return {
        (begin + 1, column + 1): (count, 1, rows[begin][column])
        for column in range(len(setting.widths))
        for begin, count in spans_of(rows, column, merged=setting.merged)
    }


@pytest.mark.parametrize("widths", WIDTHS, ids=["narrow", "usual", "wide"])
@pytest.mark.parametrize("stand", STANDS)
def test_cells_are_put_together_as_rules_would(stand, widths):
    """Wrapped names and merged labels, words in the middle, at the top or at the foot of their cells."""
    setting = Setting(widths, stand, merged=stand == "middle")

    (table,) = tables_of(drawn(table_page([HEADING, *ROWS], setting)))

    assert shape(table) == wanted([HEADING, *ROWS], setting)


@pytest.mark.parametrize("stand", STANDS)
def test_random_tables_are_read_right_or_not_at_all(stand):
    """Forty tables with labels, names and values of any length: no cell is ever other than it was set."""
    read = 0
    for seed in range(40):
        rnd = random.Random(seed)
        rows = [HEADING]
        for at in range(rnd.randint(3, 12)):
            labels = ("产出指标", "数量指标") if at == 0 else ("", "")
            if at and rnd.random() < 0.4:
                labels = ("", rnd.choice(("质量指标", "时效指标", "成本指标")))
            rows.append(
                (*labels, text(rnd, rnd.choice([4, 9, 17, 30])), f"≥{rnd.randint(1, 999)}{rnd.choice('场人%')}")
            )
        # at the top of its rows a merged label looks like one that is not
        merged = rnd.random() < 0.5 and stand != "top"
        setting = Setting(rnd.choice(WIDTHS), stand, merged=merged, padding=rnd.choice([2.0, 5.0, 8.0]))
        tables = tables_of(drawn(table_page(rows, setting)))
        if tables:
            assert [shape(table) for table in tables] == [wanted(rows, setting)], seed
            read += 1
    assert read >= 10


def test_a_label_beside_a_heading_spans_it_too():
    """绩效指标 stands in the middle of the heading and its rows."""
    rows = [("绩效指标", *HEADING[1:]), *(("", *row[1:]) for row in ROWS)]
    setting = Setting()

    (table,) = tables_of(drawn(table_page(rows, setting)))

    assert shape(table)[1, 1] == (len(rows), 1, "绩效指标")


def test_figures_set_to_the_right_stand_below_their_headings():
    """A figure may begin nearer to the next heading than to its own: neighbours with no row in common are paired."""
    rows = (
        ("三级指标", "年度指标值", "实际完成值"),
        ("科普讲座", "24", "26"),
        ("参加人次", "8,600", "8,712"),
        ("设备", "3", "5"),
    )

    def page(canvas):
        for at, (name, target, actual) in enumerate(rows):
            y = 700 - 20 * at
            canvas.drawString(60, y, name)
            for left, right, words in ((200, 300, target), (302, 402, actual)):
                if at:
                    canvas.drawRightString(right, y, words)
                else:
                    canvas.drawString(left, y, words)

    (table,) = tables_of(drawn(page))

    assert [[shape(table)[row, column][2] for column in (1, 2, 3)] for row in (1, 2, 3, 4)] == [
        list(row) for row in rows
    ]


def test_a_wrapped_cell_stands_in_its_row():
    """A second line below one cell of a row belongs to it, as rows are further apart."""

    def page(canvas):
        for y, row in (
            (700, HEADING[1:]),
            (676, ("质量", "讲座完成率", "95%")),
            (652, ("数量", "大篷车巡展", "515.85")),
        ):
            for x, words in zip((60, 240, 400), row, strict=True):
                canvas.drawString(x, y, words)
        canvas.drawString(240, 638, "里程")

    (table,) = tables_of(drawn(page))

    assert shape(table)[3, 2] == (1, 1, "大篷车巡展里程")


def test_two_figures_below_each_other_are_never_one():
    """Where a row's figure would run into another one, there is no table; the words stay."""

    def page(canvas):
        for y, row in ((700, HEADING[1:]), (676, ("质量", "讲座完成率", "95")), (652, ("数量", "大篷车巡展", "515"))):
            for x, words in zip((60, 240, 400), row, strict=True):
                canvas.drawString(x, y, words)
        canvas.drawString(400, 638, "85")

    data = drawn(page)

    assert not tables_of(data)
    assert "85" in "".join(words_of(data))


def test_labels_that_could_be_merged_in_two_ways_are_left_out():
    """One line a row, unknown labels on the second and the last row: in the middle of three, or at the foot of two.

    Names and values stand side by side all the same; that the labels are unread is told, and so are their words.
    """
    rows = [HEADING, ("", "", "甲项任务", "1项"), ("决策类", "目标类", "乙项任务", "2项"), ("", "", "丙项任务", "3项")]
    rows += [("过程类", "资金类", "丁项任务", "4项")]
    setting = Setting(widths=WIDTHS[2], merged=False)
    data = drawn(table_page(rows, setting, before=("2025年项目支出绩效目标表",)))

    (table,) = tables_of(data)
    assert shape(table)[1, 1][2] == "三级指标"
    reading = read_bytes(data, "表.pdf")
    assert [(one.name, one.annual_target.raw) for one in reading.indicators] == [row[2:] for row in rows[1:]]
    assert {(one.level1, one.level2) for one in reading.indicators} == {("", "")}
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["rows-without-labels"] == {"pages": "1"}
    assert {"一级指标", "决策类", "过程类"} <= set(told["columns-without-rules"]["words"].split())


def test_an_official_heading_tells_where_labels_belong():
    """Of two readings the one that puts 质量指标 below 效益指标 is none."""
    rows = [
        HEADING,
        ("", "数量指标", "讲座", "1场"),
        ("产出指标", "质量指标", "完成率", "2%"),
        ("", "时效指标", "按时率", "3%"),
        ("效益指标", "社会效益指标", "知晓率", "4%"),
    ]
    setting = Setting(widths=WIDTHS[2], merged=False)

    (table,) = tables_of(drawn(table_page(rows, setting)))

    assert shape(table)[2, 1] == (3, 1, "产出指标")


def labelled_page(rows, setting, left, middle, lines):
    """The same with a label of several lines, in the middle so many rows down."""

    def page(canvas):
        table_page(rows, setting)(canvas)
        top = setting.top - middle * ROW + (len(lines) - 1) * setting.leading / 2
        for at, words in enumerate(lines):
            canvas.drawString(left + setting.padding, top - at * setting.leading - 3.5, words)

    return page


def test_lines_that_make_a_label_together_are_one_though_the_first_is_a_label_as_well():
    """年度 above 绩效 above 指标 in a narrow column beside all rows."""
    rows = [(" ", *HEADING[1:]), *(("", *row[1:]) for row in ROWS)]
    setting = Setting(widths=(30, 100, 200, 110))

    (table,) = tables_of(drawn(labelled_page(rows, setting, setting.left, len(rows) / 2, ("年度", "绩效", "指标"))))

    assert shape(table)[1, 1] == (len(rows), 1, "年度绩效指标")


def test_the_rest_of_a_label_is_no_label_of_the_next_row():
    """服务对象满意 and 度指标 stand nearly beside one row each, but are one label over both."""
    rows = [HEADING, ("产出指标", "数量指标", "讲座", "1场"), ("", "", "展览", "2场")]
    rows += [("满意度指标", " ", "学员满意度", "≥90%"), ("", "", "讲师满意度", "≥91%")]
    setting = Setting(widths=(70, 75, 200, 90))

    (table,) = tables_of(drawn(labelled_page(rows, setting, setting.left + 70, 4, ("服务对象满意", "度指标"))))

    assert shape(table)[4, 2] == (2, 1, "服务对象满意度指标")


def ruled_page(rows, setting, heights, left=50, right=560):
    """The same with rules at distances from the top of the table."""

    def page(canvas):
        table_page(rows, setting)(canvas)
        for down in heights:
            canvas.line(left, setting.top - down, right, setting.top - down)

    return page


BLOCKS = [HEADING, ("", "", "甲任务", "1项"), ("决策类", "目标类", "乙任务推进", "12项"), ("", "", "丙项", "3项")]
BLOCKS += [("过程类", "资金类", "丁项任务", "4项")]


def test_rules_around_blocks_tell_which_rows_a_label_stands_beside():
    """What is told by nothing without them (above): 决策类 stands in the middle of three rows, 过程类 beside one."""
    setting = Setting(widths=WIDTHS[2], merged=False)

    (table,) = tables_of(drawn(ruled_page(BLOCKS, setting, [0, ROW, 4 * ROW, 5 * ROW])))

    places = shape(table)
    assert [places[row, 1] for row in (2, 5)] == [(3, 1, "决策类"), (1, 1, "过程类")]
    assert [places[row, 3][2] for row in range(2, 6)] == ["甲任务", "乙任务推进", "丙项", "丁项任务"]


def test_a_rule_over_some_columns_parts_no_labels():
    """A line that does not reach over the first column, or an underline, ends no label there."""
    setting = Setting(widths=WIDTHS[2], merged=False)

    (table,) = tables_of(drawn(ruled_page(BLOCKS, setting, [4 * ROW], left=140)))

    assert [words for _, _, words in shape(table).values() if words.endswith("类")] == []


def test_words_on_both_sides_of_a_rule_are_never_one_cell():
    """A name that would go on over a rule does not, whatever its lines look like."""
    name = "组织科普大篷车进社区进校园巡展场次"
    rows = [HEADING, ("产出指标", "数量指标", name, "≥24场"), ("", "质量指标", "讲座完成率", "≥95%")]
    setting = Setting(widths=(70, 80, 110, 90), merged=False)
    down = ROW + setting.padding + setting.leading + 1

    tables = tables_of(drawn(ruled_page(rows, setting, [0, down, 2 * ROW + 13, 3 * ROW + 13])))

    assert not any(name == words for table in tables for _, _, words in shape(table).values())


def test_a_table_goes_on_over_the_page():
    """The parts on both pages have the same columns, though their words do not begin and end at the same places."""
    setting = Setting(widths=WIDTHS[2], stand="top", merged=False, top=300.0)
    first, second = [HEADING, *ROWS[:4]], ROWS[4:]
    upper = table_page(first, setting)
    lower = table_page(second, Setting(widths=WIDTHS[2], stand="top", merged=False, top=780.0))

    (table,) = tables_of(drawn(upper, lower))

    assert [words for (_, column), (_, _, words) in sorted(shape(table).items()) if column == 4] == [
        "指标值", *(row[3] for row in ROWS),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["参加活动的居民和学生对科普内容", "截至下年六月底建设投资计划的完成比例"])
def test_a_row_that_a_page_break_cuts_is_not_kept_by_half(name):
    """The last name is full, and its end stands alone on the next page: neither half becomes a row."""
    setting = Setting(widths=WIDTHS[0], stand="top", merged=False)
    rows = [HEADING, *ROWS[:3], ("", "", name[:14], "≥80%")]

    def lower(canvas):
        canvas.drawString(setting.left + sum(setting.widths[:2]) + setting.padding, 780, name[14:])

    data = drawn(table_page(rows, setting), lower)

    assert not any(name[:14] == words for table in tables_of(data) for _, _, words in shape(table).values())


def test_a_value_in_a_wide_cell_stands_beside_its_label():
    """项目名称 has one value somewhere in the row: it spans the places beside the label."""
    rows = [("项目名称", "", "农村科普大篷车巡展", ""), HEADING, *ROWS]
    setting = Setting(stand="top", merged=False)

    (table,) = tables_of(drawn(table_page(rows, setting)))

    assert shape(table)[1, 2] == (1, 3, "农村科普大篷车巡展")


def test_what_is_wrapped_beside_a_label_above_the_table_is_whole_or_apart():
    """A value of two lines in a header without rules is put together, or does not stand beside its label by half."""

    def page(second_line_x):
        def draw(canvas):
            for x, words in ((60, "主管部门"), (160, "青山市文化广电和旅"), (300, "实施单位"), (400, "青山市图书馆")):
                canvas.drawString(x, 780, words)
            canvas.drawString(second_line_x, 766, "游局")
            table_page([HEADING, *ROWS], Setting(stand="top", merged=False, top=740.0))(canvas)

        return draw

    whole, apart = (words_of(drawn(page(x))) for x in (160, 190))

    assert any("青山市文化广电和旅游局" in words and "主管部门" in words for words in whole)
    assert not any("青山市文化广电和旅" in words and "主管部门" in words for words in apart)


def test_a_label_and_a_value_wrapped_around_another_row_do_not_meet_by_their_ends():
    """The lower halves 部门 and 事处 of two wrapped cells stand on one line: that is no department."""
    lines = ((780, 360, "业务主管", "石门坎街道办"), (771, 60, "项目名称", "运营补助"), (762, 360, "部门", "事处"))

    def page(canvas):
        for y, x, label, value in lines:
            canvas.drawString(x, y, label)
            canvas.drawString(x + 60, y, value)

    assert not any("部门" in words and "事处" in words for words in words_of(drawn(page)))


def test_words_in_columns_beside_a_table_are_cited():
    """Rows that no table could take are named with their page."""
    rows = [("决策", "目标", "甲", "1项"), ("", "", "乙", "2项"), ("过程", "资金", "丙", "3项")]

    def page(canvas):
        table_page([HEADING, *ROWS], Setting(stand="top", merged=False))(canvas)
        for at, row in enumerate(rows):
            for x, words in zip((60, 137 + 3 * at, 301 - 60 * at, 420), row, strict=True):
                canvas.drawString(x, 300 - 30 * at, words)
        canvas.drawString(100, 270, "两栏之间的字横穿过去使这里没有表格可言")

    found = blocks_of(drawn(page))

    (remark,) = [remark for remark in found.remarks if remark.rule == "columns-without-rules"]
    assert remark.params["pages"] == "1"
    assert "1项" in remark.params["words"]


def test_a_page_full_of_figures_is_not_tried_for_minutes():
    """What is tried on 200 lines of 40 figures is bounded, and every one of them is still there."""

    def page(canvas):
        canvas.setFont(SONG, 6)
        for row in range(200):
            for column in range(40):
                canvas.drawString(20 + 30 * column, 3950 - 10 * row, str(row * column % 997))

    found = blocks_of(drawn(page, size=(2000, 4000)))

    assert (
        sum(len(block.text.split()) if isinstance(block, Part) else len(block.cells) for block in found.blocks) == 8000
    )
