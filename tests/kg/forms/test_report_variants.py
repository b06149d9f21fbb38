"""Self-evaluations (自评报告) as other places could print them: captions, columns, units, breaks."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from kg.reading import read_bytes

HEAD = "江南市青山区总工会2023年部门整体支出绩效自评报告\n\n一、基本情况\n\n"


def read(text):
    return read_bytes(text.encode(), "page.txt")


def rows(*lines):
    return "\n".join("\t".join(line) for line in lines) + "\n"


def unread(reading):
    return [f.params["words"] for f in reading.findings if f.rule == "unread-words"]


TARGETS = (
    ("一级指标", "二级指标", "三级指标", "年度目标值", "年度实现值", "指标完成率"),
    ("产出指标", "数量指标", "讲堂开讲场次", "24场", "26场", "108.33%"),
    ("", "质量指标", "设备完好率", "≥98%", "99%", "100%"),
    ("", "时效指标", "按期完成", "11月底前", "11月20日", "100"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥92%", "95.5%", "100%"),
)


def indicators(reading):
    return [
        (i.level1, i.level2, i.name, i.annual_target.raw, i.actual.raw,
         i.completion_rate and i.completion_rate.printed)
        for i in reading.indicators
    ]  # fmt: skip


def expected(table):
    level1 = level2 = ""
    found = []
    for line in table[1:]:
        level1, level2 = line[0] or level1, line[1] or level2
        found.append((level1, level2, *line[2:6]))
    return found


def test_each_line_of_a_plain_table_is_a_row():
    """Rows whose values end in no full stop are not run together; rates need no % sign."""
    reading = read(HEAD + "表4：目标完成情况\n\n" + rows(*TARGETS))

    assert indicators(reading) == expected(TARGETS)
    assert reading.findings == () or unread(reading) == []


@pytest.mark.parametrize(
    "title",
    [
        "2023年度江南市青山区总工会部门整体支出绩效自评报告",
        "江南市青山区总工会\n\n2023年度部门整体支出绩效自评报告",
        "江南市青山区总工会2023年部门整体\n支出绩效自评报告",
        "江南市青山区总工会 2023 年度部门整体绩效自评报告",
        "2023年度部门（单位）整体支出绩效自评报告\n\n部门名称：江南市青山区总工会",
    ],
)
def test_titles_name_department_and_year_in_any_order(title):
    """The department and the stated year are found before, in or below the title."""
    reading = read(f"{title}\n\n一、基本情况\n\n{rows(*TARGETS)}")

    assert reading.departments[0].name == "江南市青山区总工会"
    assert (reading.document.fiscal_year.value, reading.document.fiscal_year.basis.value) == (2023, "stated")
    assert len(reading.indicators) == 4


def test_targets_with_full_score_and_score_are_targets():
    """分值 and 得分 beside target and result are kept with the indicator; the table is no table of scores."""
    table = rows(
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"),
        ("产出指标", "数量指标", "讲堂开讲场次", "24场", "20场", "10", "8.5", "场地维修"),
        ("", "", "培训人次", "200人次", "260人次", "10", "10", ""),
        ("总分", "", "", "", "", "20", "18.5", ""),
    )
    reading = read(HEAD + table)

    assert [(i.name, i.weight, i.scored, i.deviation_reason) for i in reading.indicators] == [
        ("讲堂开讲场次", Decimal(10), Decimal("8.5"), "场地维修"), ("培训人次", Decimal(10), Decimal(10), None),
    ]  # fmt: skip
    assert [(s.full, s.score, s.is_total) for s in reading.scores] == [(Decimal(20), Decimal("18.5"), True)]
    assert unread(reading) == []


def test_a_row_without_a_rate_is_a_row():
    """A qualitative row with an empty rate is an indicator of its own."""
    table = [list(line) for line in TARGETS]
    table[3][5] = ""
    reading = read(HEAD + rows(*table))

    assert [i.name for i in reading.indicators] == [line[2] for line in TARGETS[1:]]
    assert reading.indicators[2].completion_rate is None


def test_short_headings_are_headings():
    """产出, 数量, 效益 without 指标 are the headings of their rows."""
    table = [list(line) for line in TARGETS]
    for line in table[1:]:
        line[0], line[1] = line[0].removesuffix("指标"), line[1].removesuffix("指标")
    reading = read(HEAD + rows(*table))

    assert [i.category.code for i in reading.indicators] == [
        "output/quantity", "output/quality", "output/timeliness", "satisfaction/service_object",
    ]  # fmt: skip


def test_a_table_of_many_rows_over_many_pages_comes_back():
    """150 rows with the header again every 20 rows, once with a page number between, come back in order."""
    body = [("产出指标", "数量指标", f"第{n}项活动场次", f"{n}场", f"{n + 1}场", "100%") for n in range(150)]
    pages = [rows(TARGETS[0], *body[at : at + 20]) for at in range(0, 150, 20)]
    reading = read(HEAD + "\n— 7 —\n\n".join(pages))

    assert [i.name for i in reading.indicators] == [line[2] for line in body]


def test_a_page_without_headings_goes_on_with_its_table():
    """Rows after a break that does not print the headings again still belong to the table."""
    body = [("产出指标", "数量指标", f"第{n}项活动场次", f"{n}场", f"{n + 1}场", "100%") for n in range(6)]
    reading = read(HEAD + rows(TARGETS[0], *body[:3]) + "\n" + rows(*body[3:]))

    assert [i.name for i in reading.indicators] == [line[2] for line in body]


def adjustment(unit="万元", caption="", label="项目"):
    header = ("序号", label, f"年初预算数（{unit}）", f"全年预算数（{unit}）", f"决算数（{unit}）", "预算调整率")
    if not unit:
        header = tuple(cell.replace("（）", "") for cell in header)
    return caption + rows(
        header,
        ("1", "一、基本支出", "100.00", "120.00", "118.50", "20%"),
        ("2", "二、项目支出", "80", "80", "79.9", "0.00%"),
        ("", "合计", "180.00", "200.00", "198.40", "11.11%"),
    )


@pytest.mark.parametrize(
    ("table", "factor"),
    [
        (adjustment(), 10_000),
        (adjustment("元"), 1),
        (adjustment("", "表1：预算调整情况（单位：元）\n\n"), 1),
        (adjustment("", "表1：预算调整情况\n\n单位：万元\n\n", "支出类型"), 10_000),
    ],
    ids=["column-wan", "column-yuan", "caption-yuan", "caption-wan"],
)
def test_the_unit_of_a_budget_table_is_the_printed_one(table, factor):
    """Amounts count in the unit of their column or of the caption."""
    reading = read(HEAD + table)

    assert [e.label for e in reading.executions] == ["一、基本支出", "二、项目支出", "合计"]
    assert [[a.yuan / factor for a in e.amounts] for e in reading.executions] == [
        [100, 120, Decimal("118.50")], [80, 80, Decimal("79.9")], [180, 200, Decimal("198.40")],
    ]  # fmt: skip
    assert unread(reading) == []


def test_a_row_without_figures_is_not_taken_for_a_heading():
    """A first row whose cells are empty is a row; its label is kept or reported, never swallowed."""
    table = adjustment().replace("1\t一、基本支出\t100.00\t120.00\t118.50\t20%", "1\t一、基本支出\t\t\t\t")
    reading = read(HEAD + table)

    assert [e.label for e in reading.executions] == ["一、基本支出", "二、项目支出", "合计"]
    assert reading.executions[0].amounts == ()


def test_months_with_and_without_a_range():
    """1-3月, 6月 and 1—12月 say through which month."""
    table = rows(
        ("序号", "时期", "年度预算（元）", "累计实际支出（元）", "支出进度（%）", "支出执行率（%）"),
        ("1", "1-3月", "1000", "250", "25.00", "100.00"),
        ("2", "6月", "1000", "500", "50", "100"),
        ("3", "1—12月", "1000", "990.5", "99.05%", "99.05%"),
    )
    reading = read(HEAD + table)

    assert [e.through_month for e in reading.executions] == [3, 6, 12]
    assert [e.amounts[1].yuan for e in reading.executions] == [250, 500, Decimal("990.5")]


@pytest.mark.parametrize("total", [True, False])
def test_scores_with_numbers_decimals_and_other_captions(total):
    """序号, 评价指标, 权重, 自评得分, 9.5分: a table of scores, with or without its total."""
    lines = [
        ("序号", "一级指标", "二级指标", "评价指标", "权重", "自评得分"),
        ("1", "履职效能", "整体效能", "产出完成情况", "60", "58.25"),
        ("2", "管理效率", "预算编制", "事前评估", "40", "39.5分"),
        ("", "合计", "", "", "100", "97.75"),
    ]
    reading = read(HEAD + rows(*(lines if total else lines[:-1])))

    assert [(s.level1, s.name, s.full, s.score) for s in reading.scores if not s.is_total] == [
        ("履职效能", "产出完成情况", Decimal(60), Decimal("58.25")),
        ("管理效率", "事前评估", Decimal(40), Decimal("39.5")),
    ]  # fmt: skip
    assert [s.score for s in reading.scores if s.is_total] == [Decimal("97.75")] * total


def test_key_projects_keep_their_rows_and_nothing_else():
    """Key-project tables, with 一级指标 or 序号, belong to their project; a later chapter's table does not."""
    with_levels = rows(*(line[:5] for line in TARGETS))
    header = ("序号", "二级指标", "三级指标", "年度指标值", "实际完成值")
    numbered = rows(header, ("1", "数量指标", "帮扶人数", "50人", "52人"))
    reading = read(
        HEAD + "(四)重点项目支出绩效情况\n\n1. 讲堂建设项目\n\n项目年度绩效目标：办好讲堂。\n\n" + with_levels
        + "\n2、帮扶经费\n\n年度绩效目标：帮扶到位。\n\n" + numbered
        + "\n三、其他\n\n" + rows(TARGETS[0], ("产出指标", "数量指标", "走访家庭", "30户", "31户", "103%"))
    )  # fmt: skip

    assert [(p.printed_number, p.name, p.goal) for p in reading.projects] == [
        ("1", "讲堂建设项目", "办好讲堂。"), ("2", "帮扶经费", "帮扶到位。"),
    ]  # fmt: skip
    assert [i.project and i.project.ordinal for i in reading.indicators] == [1, 1, 1, 1, 2, None]
    assert [i.name for i in reading.indicators][-2:] == ["帮扶人数", "走访家庭"]


def test_words_of_a_table_that_no_record_takes_are_reported():
    """A table of another kind and a column that nobody knows are reported with their words."""
    unknown = rows(("制度名称", "文号"), ("资金管理办法", "青工〔2023〕1号"))
    notes = ("备注", "", "抽查", "", "")
    table = rows(*((*line, note) for line, note in zip(TARGETS, notes, strict=True)))
    reading = read(HEAD + unknown + "\n小结。\n\n" + table)

    assert indicators(reading) == expected(TARGETS)
    words = "".join(unread(reading))
    assert all(part in words for part in ("制度名称", "青工〔2023〕1号", "抽查"))


def test_duties_may_be_numbered_with_points():
    """1. … 2. … below 主要职责 are duties as (1) … (2) … are; an empty item is no fault."""
    text = "（一）主要职责\n\n1.维护权益；\n2、组织培训。\n(3)\n\n（二）重点工作任务绩效目标\n\n(1)\n\n三、其他\n"
    reading = read(HEAD + text)

    assert [(d.printed_number, d.text) for d in reading.duties] == [("1", "维护权益；"), ("2", "组织培训。")]


def test_person_lines_are_quoted_nowhere():
    """The people who filled in a report stand in no record and no finding."""
    reading = read(HEAD + rows(*TARGETS, ("填表人：张某某", "", "联系电话：12345678", "", "", "")))

    assert len(reading.indicators) == 4
    assert not any(word in repr(reading) for word in ("张某某", "12345678"))


@pytest.mark.parametrize(
    "page",
    [
        lambda n: HEAD + rows(*TARGETS, *[("", "", "", "续行", "续行", "")] * 20 * n),
        lambda n: HEAD + rows(TARGETS[0], *[("", "", f"活动{k}", "2场", "3场", "100%") for k in range(4 * n)]),
        lambda n: HEAD + rows(*TARGETS) + "下属单位：" + "甲（" * 100 * n,
        lambda n: HEAD + rows(*TARGETS) + "自评得分" * 100 * n,
    ],
    ids=["no-anchors", "rows", "brackets", "figures"],
)
def test_time_grows_with_the_report_and_no_faster(page):
    """Four times the words take about four times the time."""

    def seconds(text):
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    read(page(50))
    small, large = min(seconds(page(100)) for _ in range(2)), seconds(page(400))

    assert large < 10 * small + 0.2
