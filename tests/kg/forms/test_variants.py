"""The three forms as other places could print them: each test is a promise about a page written for it."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from benchmarks.typesetting import (
    DeclarationContent,
    IndicatorEntry,
    ProjectEntry,
    TaskEntry,
    UnitEntry,
    Widths,
    declaration_layout,
    declaration_table,
    project_table,
)
from kg.reading import read_bytes
from tests.kg.forms.pages import unaccounted

TASKS = (
    TaskEntry("社区讲堂", "组织讲师进社区开讲，更新讲堂设备。", "46.50", "居民在家门口听得到讲座。"),
    TaskEntry("技能比武", "举办职工技能比武，培训教练员。", "30.00", "职工技能水平进一步提高。"),
)
INDICATORS = (
    IndicatorEntry("产出指标", "数量指标", "讲堂开讲场次", "不少于24场"),
    IndicatorEntry("产出指标", "质量指标", "讲堂设备完好率", "≥98%"),
    IndicatorEntry("效益指标", "社会效益指标", "受益居民人次", "2万人次"),
    IndicatorEntry("满意度指标", "服务对象满意度指标", "居民满意度", "≥92%"),
)
CONTENT = DeclarationContent(
    department="江南市青山区总工会",
    level="区",
    basic="412.30",
    project="188.00",
    appropriation="600.30",
    goal="联系服务职工，推动资源下沉社区。",
    tasks=TASKS,
    indicators=INDICATORS,
)
LAYOUT, TABLE = declaration_layout(CONTENT), declaration_table(CONTENT)
PAGES = pytest.mark.parametrize("page", [LAYOUT, TABLE], ids=["layout", "table"])


def read(text, encoding="utf-8"):
    return read_bytes(text.encode(encoding), "page.txt")


def facts(reading):
    """What the page says, without places."""
    return (
        reading.departments[0].name,
        reading.document.overall_goal,
        [(a.kind, a.yuan) for a in reading.amounts],
        [(t.group, t.name, t.content, t.amount and t.amount.yuan, t.outcome) for t in reading.tasks],
        [
            (i.level1, i.level2, i.name, i.period_target and i.period_target.raw, i.annual_target.raw)
            for i in reading.indicators
        ],
    )


def rules(reading):
    return [finding.rule for finding in reading.findings]


def unread(reading):
    return [f.params["words"] for f in reading.findings if f.rule == "unread-words"]


FACTS = facts(read(LAYOUT))


@PAGES
def test_the_plain_page_says_what_was_set(page):
    """The page that all variants start from is read whole and without findings."""
    reading = read(page)

    assert facts(reading) == FACTS
    assert (len(reading.tasks), len(reading.indicators), len(reading.amounts)) == (2, 4, 8)
    assert reading.findings == ()
    assert unaccounted(page, reading) == []


@PAGES
@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: t.replace("部门名称", "部门名称："),
        lambda t: t.replace("部门名称", "部门（单位）名称"),
        lambda t: t.replace("部门整体预算绩效目标申报表", "江南市青山区总工会2024年度部门整体支出绩效目标申报表"),
        lambda t: t.replace("部门整体预算绩效目标申报表", "部门整体预算\n绩效目标申报表"),
        lambda t: t.replace("年度重点工作任务", "年度主要任务").replace("总体绩效目标", "年度总体目标"),
        lambda t: t.replace("区本级使用资金", "自治区本级使用资金"),
        lambda t: t + "\n填表人：张某某 联系电话：020-12345678\n",
        lambda t: t.replace("预算整体情况", "填报人：张某某 电话 12345678\n预算整体情况", 1),
        lambda t: t + "\n— 3 —\n",
        lambda t: t.replace("总体绩效目标", "总 体 绩 效 目 标"),
    ],
    ids=["crlf", "bom", "colon", "unit-name", "long-title", "wrapped-title", "wordings", "level", "person-below",
         "person-above", "page-number", "spaced-label"],
)  # fmt: skip
def test_another_way_to_print_the_same_page_changes_nothing(page, change):
    """Line ends, marks, wordings, a person's line or a page number change no record and lose none."""
    reading = read(change(page))

    assert facts(reading) == FACTS
    assert unread(reading) == []


@PAGES
def test_gb18030_and_full_width_figures_are_read(page):
    """A GB18030 file with full-width figures gives the same amounts."""
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    reading = read(page.replace("412.30", "412.30".translate(wide)).replace("46.50", "46.50".translate(wide)),
                   "gb18030")  # fmt: skip

    assert facts(reading) == FACTS


@PAGES
def test_a_year_in_the_title_is_stated(page):
    """A title that names the year gives a stated fiscal year."""
    reading = read(page.replace("部门整体预算绩效目标申报表", "2024年部门整体预算绩效目标申报表"))

    assert (reading.document.fiscal_year.value, reading.document.fiscal_year.basis.value) == (2024, "stated")


@PAGES
@pytest.mark.parametrize(("unit", "factor"), [("元", 1), ("亿元", 100_000_000)])
def test_the_unit_of_money_is_the_one_in_the_headings(page, unit, factor):
    """Amounts are never ten thousand times too large: a heading in 元 or 亿元 counts in it."""
    reading = read(page.replace("（万元）", f"（{unit}）"))

    assert {a.printed_unit for a in reading.amounts} == {unit}
    assert reading.amounts[0].yuan == Decimal("412.30") * factor
    assert [t.amount.yuan for t in reading.tasks] == [Decimal("46.50") * factor, Decimal("30.00") * factor]


@PAGES
def test_a_caption_states_the_unit_where_headings_do_not(page):
    """金额单位：元 above the table counts where no heading says otherwise."""
    page = page.replace("（万元）", "").replace("预算整体情况", "金额单位：元\n预算整体情况", 1)
    reading = read(page)

    assert reading.amounts[0].yuan == Decimal("412.30")
    assert reading.tasks[0].amount.yuan == Decimal("46.50")
    assert unread(reading) == []


def test_a_unit_behind_a_figure_is_its_unit():
    """A figure that prints its own unit counts in it."""
    reading = read(TABLE.replace("\t46.50\t", "\t465,000元\t"))

    assert (reading.tasks[0].amount.yuan, reading.tasks[0].amount.printed) == (Decimal(465_000), "465,000")


@PAGES
@pytest.mark.parametrize("amount", ["500", "1,200", "46.5", "46.500000", "-46.50", "－46.50"])
def test_amounts_are_read_however_many_decimals_they_print(page, amount):
    """Whole figures, one or six decimals and negative amounts are amounts of their task."""
    reading = read(page.replace("46.50", amount))

    expected = Decimal(amount.replace(",", "").replace("－", "-")) * 10_000
    assert [t.amount.yuan for t in reading.tasks] == [expected, 300_000]
    assert [t.name for t in reading.tasks] == ["社区讲堂", "技能比武"]


def test_a_task_whose_cells_fit_one_line_is_one_task():
    """Name, content, amount and goal on one printed line are four cells."""
    head, rest = LAYOUT.split("名称 主要实施内容", 1)
    _, tail = rest.split("其他需完成的任务", 1)
    rows = "社区讲堂 组织讲师开讲 46.50 居民听得到讲座\n技能比武 举办比武 30.00 技能提高\n"
    page = f"{head}名称 主要实施内容 拟投入的资金（万元） 期望达到的目标（概述）\n{rows}其他需完成的任务{tail}"

    assert [(t.group, t.name, t.content, t.outcome) for t in read(page).tasks] == [
        (None, "社区讲堂", "组织讲师开讲", "居民听得到讲座"),
        (None, "技能比武", "举办比武", "技能提高"),
    ]


@PAGES
def test_an_unknown_budget_label_never_lends_its_figure_to_another(page):
    """上年结转 is no label of the form: it is reported with its figure, the others keep theirs."""
    between = "\t" if "\t" in page else " "
    page = page.replace(between.join(("项目支出", "188.00")), between.join(("上年结转", "7.77")))
    reading = read(page)

    assert "project_expenditure" not in {a.kind for a in reading.amounts}
    assert len(reading.amounts) == 7
    assert {"上年结转", "7.77"} <= set("\t".join(unread(reading)).replace(" ", "\t").split("\t"))


def test_labels_without_a_figure_take_no_other_label_s_figure():
    """An empty cell of the budget block leaves no trace in layout text; its neighbour's figure stays there."""
    reading = read(LAYOUT.replace("基本支出 412.30 财政拨款 600.30", "基本支出 财政拨款 600.30"))

    kinds = {a.kind: a.yuan for a in reading.amounts}
    assert "basic_expenditure" not in kinds
    assert kinds["fiscal_appropriation"] == Decimal("6003000.00")


@PAGES
def test_heading_words_in_names_stay_in_names(page):
    """质量指标完成率, 电话咨询次数, 负责人培训场次 are names, no headings and no person's line."""
    for name in ("质量指标完成率", "电话咨询次数", "负责人培训场次", "总体目标完成率"):
        reading = read(page.replace("讲堂设备完好率", name))

        assert [i.name for i in reading.indicators] == ["讲堂开讲场次", name, "受益居民人次", "居民满意度"]
        assert unread(reading) == []


@PAGES
def test_cost_as_a_first_level_is_the_newer_scheme(page):
    """成本指标 above 经济成本指标 is a first level of its own."""
    cost = (IndicatorEntry("成本指标", "经济成本指标", "人均培训成本", "≤300元"), *INDICATORS)
    content = DeclarationContent(**{**_fields(CONTENT), "indicators": cost})
    reading = read(declaration_table(content) if "\t" in page else declaration_layout(content))

    assert [(i.level1, i.level2, i.category.code, i.category.scheme) for i in reading.indicators[:2]] == [
        ("成本指标", "经济成本指标", "cost/economic_cost", "2021"),
        ("产出指标", "数量指标", "output/quantity", "2015"),
    ]


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


@PAGES
def test_sections_without_rows_are_no_fault(page):
    """A form without tasks, indicators and goal still gives its department and amounts."""
    content = DeclarationContent(**{**_fields(CONTENT), "tasks": (), "indicators": (), "goal": ""})
    reading = read(declaration_table(content) if "\t" in page else declaration_layout(content))

    assert (len(reading.amounts), reading.tasks, reading.indicators, unread(reading)) == (8, (), (), [])


def test_only_an_annual_column_leaves_the_other_value_out():
    """A form without 实施周期指标值 has no period target, neither in rows nor in layout."""
    table = "\n".join(
        "\t".join(c for i, c in enumerate(line.split("\t")) if i != 4) if "绩效指标" in TABLE[: TABLE.index(line)]
        else line for line in TABLE.split("\n")
    )  # fmt: skip
    table = table.replace("\t实施周期指标值\t年度指标值", "\t年度指标值")
    layout = LAYOUT.replace("实施周期指标值 年度指标值", "年度指标值")
    for entry in INDICATORS:
        layout = layout.replace(f"{entry.period} {entry.period}", entry.period)

    for page in (table, layout):
        assert [(i.name, i.period_target, i.annual_target.raw) for i in read(page).indicators] == [
            (entry.name, None, entry.period) for entry in INDICATORS
        ]


def test_period_and_annual_value_may_differ_in_every_row():
    """Different values of one line each stand in their own columns."""
    entries = tuple(
        IndicatorEntry("产出指标", "数量指标", f"第{n}类活动场次", f"{n * 3}场", f"{n}场") for n in range(10, 40)
    )
    content = DeclarationContent(**{**_fields(CONTENT), "indicators": entries})

    for page in (declaration_layout(content), declaration_table(content)):
        assert [(i.period_target.raw, i.annual_target.raw) for i in read(page).indicators] == [
            entry.values for entry in entries
        ]


# ---- rows of a tab-separated declaration -------------------------------------------------------------------------


def test_trailing_empty_cells_may_be_missing():
    """Lines without their trailing tabs give the same records; a value that is not printed is missing, not moved."""
    trimmed = "\n".join(line.rstrip("\t") for line in TABLE.split("\n"))

    assert facts(read(trimmed)) == FACTS
    reading = read(trimmed.replace("\t讲堂设备完好率\t≥98%\t≥98%", "\t讲堂设备完好率\t≥98%"))
    row = reading.indicators[1]
    assert (row.name, row.period_target.raw, row.annual_target.raw) == ("讲堂设备完好率", "≥98%", "")
    assert "missing-value" in rules(reading)


def test_a_note_column_is_reported_and_moves_nothing():
    """Words in a 备注 column are no value: they are reported, the row stays as it is."""
    page = TABLE.replace("年度指标值\n", "年度指标值\t备注\n").replace("≥98%\t≥98%\n", "≥98%\t≥98%\t抽查\n")
    reading = read(page)

    assert facts(reading) == FACTS
    assert unread(reading) == ["抽查"]
    assert "shifted-row" not in rules(reading)


def test_a_cell_with_a_line_break_stays_one_cell():
    """A row that a line break inside a cell parts in two lines is one row."""
    page = TABLE.replace("组织讲师进社区开讲", "组织讲师进社区\n开讲").replace("讲堂设备完好率", "讲堂设备\n完好率")

    assert facts(read(page)) == FACTS
    assert unread(read(page)) == []


def test_a_goal_of_several_lines_is_one_goal():
    """Further paragraphs of the goal, with or without tabs, belong to the goal."""
    end = "推动资源下沉社区。\t\t\t\t\n"
    reading = read(TABLE.replace(end, end + "\t二是帮扶。\n三是培训。\n"))

    assert reading.document.overall_goal == CONTENT.goal + "二是帮扶。三是培训。"


def test_a_row_cut_by_a_page_break_is_one_row():
    """The rest of a row's cells after a page break is joined to it; it is no task or indicator of its own."""
    whole = "组织讲师进社区开讲，更新讲堂设备。\t46.50\t居民在家门口听得到讲座。\t\n"
    parted = "组织讲师进社区开讲，\t46.50\t居民在家门口\t\n\t\t更新讲堂设备。\t\t听得到讲座。\t\n"
    page = TABLE.replace(whole, parted)
    page = page.replace("\t2万人次\t2万人次\n", "\t2万\t2万\n\t\t\t\t人次\t人次\n")

    assert facts(read(page)) == FACTS


def test_a_total_row_is_no_task():
    """合计 below the tasks is no task; its figure is reported."""
    reading = read(TABLE.replace("其他需完成的任务", "\t合计\t\t76.50\t\t\n其他需完成的任务"))

    assert facts(reading) == FACTS
    assert "76.50" in "".join(unread(reading))


def test_words_below_other_tasks_are_reported():
    """其他需完成的任务 is free text of no record: it is reported, never dropped."""
    reading = read(TABLE.replace("（可选填）\t\t", "（可选填）\t完成上级交办事项\t"))

    assert unread(reading) == ["完成上级交办事项"]


def test_an_unknown_heading_is_kept_as_printed():
    """A second level that no scheme knows is kept; the row is not shifted and loses nothing."""
    reading = read(TABLE.replace("质量指标", "部门特色指标"))
    row = reading.indicators[1]

    assert (row.level2, row.name, row.category.code) == ("部门特色指标", "讲堂设备完好率", "output/other")
    assert "shifted-row" not in rules(reading)


def test_a_shifted_row_loses_no_cell():
    """A row with a cell too many is reported with every word of it."""
    page = TABLE.replace("\t讲堂设备完好率\t≥98%\t≥98%", "多余的话\t讲堂设备完好率\t≥98%\t≥98%\t九成八")
    reading = read(page)

    assert len(reading.indicators) == 4
    assert unaccounted(page, reading) == []


@PAGES
def test_a_second_form_in_the_file_never_mixes_with_the_first(page):
    """Another department's form below is reported as not read; no figure of it enters the first one's records."""
    other = page.replace("青山区", "绿水区").replace("412.30", "999.99").replace("46.50", "77.77")
    reading = read(page + "\n" + other)

    assert facts(reading) == FACTS
    assert len(unread(reading)) == 1
    assert unaccounted(page + "\n" + other, reading) == []


def test_a_project_table_below_a_declaration_never_mixes_with_it():
    """The project table of the same department in the same file is reported as not read."""
    projects = (ProjectEntry("讲堂经费", "58.50", "办好。", INDICATORS[:1]),)
    below = project_table("江南市青山区总工会", (UnitEntry("江南市青山区总工会", projects),))
    reading = read(LAYOUT + below)

    assert facts(reading) == FACTS
    assert len(unread(reading)) == 1


def test_person_lines_are_quoted_nowhere():
    """Names and telephone numbers of the people who filled in a form stand in no record and no finding."""
    for page in (LAYOUT, TABLE):
        reading = read(page + "\n填表人：张某某\t联系电话：020-12345678\n负责人 李某某\n")

        assert not any(word in repr(reading) for word in ("张某某", "李某某", "12345678"))


def test_headings_and_titles_printed_again_on_every_page_are_no_words_of_a_cell():
    """Title, department, page number and headings at the top of a page enter no cell."""
    for capacity in (16, 22, 30):
        page = declaration_layout(CONTENT, Widths(page=capacity))
        head = "部门整体预算绩效目标申报表\n部门名称：江南市青山区总工会 单位：万元\n"
        parts = page.split("\n\n\n\n")
        page = "".join(
            f"{part}\n第 {n} 页 共 {len(parts)} 页\n\n\n\n\n{head}" for n, part in enumerate(parts[:-1], 1)
        ) + parts[-1]  # fmt: skip
        reading = read(page)

        assert facts(reading) == FACTS
        assert unread(reading) == []


BREAK = "\n\n\n\n\n"


def test_an_indicator_row_over_a_page_break_is_one_row():
    """A name at the foot of a page and its values at the top of the next, headings between, are one indicator."""
    row = "讲堂开讲场次 不少于24场 不少于24场"
    assert row in LAYOUT
    broken = LAYOUT.replace(row, f"讲堂开讲场次{BREAK}绩效指标\n产出指标 数量指标\n不少于24场 不少于24场")
    reading = read(broken)

    assert facts(reading) == FACTS
    assert unread(reading) == []


def test_a_task_row_over_a_page_break_is_one_row():
    """Content or goal parted by a page break, title and merged name between, stay one task."""
    lines = [
        "职工素质提升工程", "组织讲师进社区开讲，更新讲堂", "设备，编写讲堂教材，培训社区", "讲师队伍，开展讲堂评比。",
        "46.50",
        "居民在家门口听得到讲座，讲堂成为社区", "文化生活的中心，居民学习热情进一步提", "高，邻里关系更加和睦。",
        "举办职工技能比武，培训教练员", "队伍。", "30.00", "职工技能水平进一步提高。",
    ]  # fmt: skip
    head, tail = LAYOUT[: LAYOUT.index("社区讲堂")], LAYOUT[LAYOUT.index("其他需完成的任务") :]
    whole = facts(read(head + "\n".join(lines) + "\n" + tail))[3]
    again = f"{BREAK}年度重点工作任务\n{lines[0]}\n"

    assert [task[0] for task in whole] == [lines[0]] * 2
    for at in (2, 3, 6, 7, 8):
        parted = "\n".join(lines[:at]) + again + "\n".join(lines[at:]) + "\n"
        assert facts(read(head + parted + tail))[3] == whole, at


def seconds(text):
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "page",
    [
        lambda n: LAYOUT.replace("基本支出 412.30", "基本支出 " + "支出" * 30 * n),
        lambda n: LAYOUT + "\f".join("页" * 3 for _ in range(20 * n)),
        lambda n: declaration_layout(DeclarationContent(**{**_fields(CONTENT), "indicators": INDICATORS * (n // 4)})),
        lambda n: LAYOUT.replace("≥98% ≥98%", "\n".join(["甲乙丙丁"] * 5 * n)),
    ],
    ids=["label", "pages", "rows", "lines"],
)
def test_time_grows_with_the_page_and_no_faster(page):
    """Four times the words take about four times the time: no quadratic search anywhere."""
    read(page(50))
    small, large = min(seconds(page(100)) for _ in range(3)), seconds(page(400))

    assert large < 10 * small + 0.2
