"""项目支出绩效自评表: header block, money, goals, targets with results; what must never become a figure."""

from decimal import Decimal

import pytest

from kg.audit import document_findings
from kg.quantities.value import Kind
from kg.records import Form
from tests.kg.forms.grids.setting import read

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


@pytest.fixture(scope="module")
def reading():
    return read(
        "项目支出绩效自评表",
        "（2023年度）",
        [
            ["项目名称", "科普大篷车运行", None, None, None, None, None, None, None],
            ["主管部门", "[118]某市科学技术协会", None, None, "实施单位", "某市科技馆", None, None, None],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""],
            ["", "年度资金总额", "120.00", "110.00", "99.00", "10", "90%", "9", ""],
            ["", "其中：当年财政拨款", "100", "90", "80", "—", "", "—", ""],
            ["年度总体目标", "预期目标", None, None, None, "实际完成情况", None, None, None],
            ["", "目标1：活动30场。\n目标2：覆盖2万人次。", None, None, None, "完成32场。", None, None, None],
            ["绩效指标", *HEAD],
            ["", "产出指标(50分)", "数量指标", "指标1：大篷车活动场次", "≥30场", "32场", "20", "20", ""],
            ["", "", "", "指标2：服务人次", "≥2万人次", "1.9万人次", "10", "9.5", "天气影响"],
            ["", "", "质量指标", "设备完好率", "≥95%", "96%", "10", "10", ""],
            ["", "", "时效指标", "完成时间", "2023年12月底前", "按时完成", "10", "10", ""],
            ["总分", None, None, None, None, None, "60", "58.5", ""],
            ["说明", "无", None, None, None, None, None, None, None],
        ],
    )


def test_the_header_block_becomes_project_department_unit_and_year(reading):
    """Codes are cut off, the unit belongs to the department, the year of the line below the title is stated."""
    (project,) = reading.projects

    assert reading.document.form is Form.PROJECT_SELF_EVALUATION
    assert (reading.document.department, project.unit) == ("某市科学技术协会", "某市科技馆")
    assert (reading.document.fiscal_year.value, reading.document.fiscal_year.basis) == (2023, "stated")
    assert project.goal == "目标1：活动30场。目标2：覆盖2万人次。"
    assert project.outcome == "完成32场。"


def test_money_is_read_by_the_unit_that_the_form_prints(reading):
    """Ten thousands of yuan; budget, execution and rate of each row; the total is the project's budget."""
    total, fiscal = reading.executions

    assert {a.kind: a.yuan for a in total.amounts} == {
        "initial_budget": 1_200_000,
        "adjusted_budget": 1_100_000,
        "final_account": 990_000,
    }
    assert total.rates["execution_rate"].printed == "90%"
    assert fiscal.label == "其中：当年财政拨款"
    assert {a.kind: a.yuan for a in reading.projects[0].amounts} == {
        "total": 1_100_000,
        "fiscal_appropriation": 900_000,
    }


def test_rows_have_target_result_points_and_reason(reading):
    """The prefix 指标1： is a number, headings hold until the next one, points in headings stay as printed."""
    first, second, third, fourth = reading.indicators

    assert [(i.printed_number, i.name) for i in (first, second)] == [("1", "大篷车活动场次"), ("2", "服务人次")]
    assert {i.level1 for i in reading.indicators} == {"产出指标(50分)"}
    assert [i.category.code for i in reading.indicators] == [
        "output/quantity", "output/quantity", "output/quality", "output/timeliness",
    ]  # fmt: skip
    assert (second.annual_target.raw, second.actual.raw) == ("≥2万人次", "1.9万人次")
    assert (second.weight, second.scored, second.deviation_reason) == (Decimal(10), Decimal("9.5"), "天气影响")
    assert third.annual_target.components[0].comparator == "ge"
    assert fourth.annual_target.kind is Kind.DEADLINE
    assert all(i.project.ordinal == 1 for i in reading.indicators)


def test_the_total_is_a_score_and_nothing_is_left_unread(reading):
    """总分 is no indicator; every word of the page is in a record or known."""
    assert [(s.name, s.full, s.score) for s in reading.scores if s.is_total] == [("总分", 60, Decimal("58.5"))]
    assert not [finding for finding in reading.findings if finding.rule.startswith("unread")]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("≥**", "placeholder-value"),
        ("≥XX%", "placeholder-value"),
        ("≥≥9955%%", "doubled-characters"),
        ("≥95%≥95%", "doubled-characters"),
        ("95%10", "glued-figures"),
        ("12场20", "glued-figures"),
        ("295%", "suspect-comparator"),
    ],
)
def test_what_cannot_be_trusted_is_a_finding_and_no_figure(raw, rule):
    """Placeholders, doubled print, glued scores and a ≥ read as 2 keep their words without components."""
    reading = read("项目支出绩效自评表", [HEAD, ["产出指标", "质量指标", "设备完好率", raw, "96%", "10", "10", ""]])
    (indicator,) = reading.indicators

    assert (indicator.annual_target.raw, indicator.annual_target.kind) == (raw, Kind.UNREADABLE)
    assert indicator.annual_target.components == ()
    assert rule in {finding.rule for finding in reading.findings}


def test_a_growth_may_be_above_200_percent():
    """295 % of growth is a figure, and so is an actual of 250 %."""
    reading = read(
        "项目支出绩效自评表", [HEAD, ["效益指标", "经济效益指标", "产值增长率", "295%", "250%", "10", "10", ""]]
    )

    assert reading.indicators[0].annual_target.components[0].value == 295
    assert reading.indicators[0].actual.components[0].value == 250


def test_money_without_a_unit_is_a_finding_and_no_amount():
    """The form prints neither 元 nor 万元."""
    reading = read(
        "项目支出绩效目标表",
        [
            ["项目名称", "科普宣传", None, None],
            ["年度资金总额", "35", "其他资金", "2万元"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "活动", "3场"],
        ],
    )

    assert [(a.kind, a.yuan) for a in reading.projects[0].amounts] == [("other_funds", 20_000)]
    assert "money-unit-missing" in {finding.rule for finding in reading.findings}


def test_the_unit_of_a_row_is_that_of_its_result():
    """A column of units holds for all figures of its row that print none, so that points can be held against them."""
    rows = [
        ["产出指标", "数量指标", "受益学生", "≥", "2.5", "万人次", "2.18", "10", "10"],
        ["产出指标", "数量指标", "接待观众", "≥", "45", "万人次", "46.2", "10", "10"],
        ["产出指标", "数量指标", "发放手册", "≥", "1.2", "万册", "12600", "10", "10"],
        ["产出指标", "数量指标", "巡展站点", "≥", "6", "个", "6站", "10", "10"],
        ["产出指标", "质量指标", "完好率", "≥", "95", "%", "0.97", "10", "10"],
        ["产出指标", "质量指标", "合格率", "＝", "100", "%", "100", "10", "10"],
        ["产出指标", "时效指标", "完成时间", "≤", "12", "月", "11月底", "10", "10"],
        ["成本指标", "经济成本指标", "发病情况", "≤", "低于12", "1/10万", "9", "10", "10"],
    ]
    heads = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"]
    reading = read("项目支出绩效自评表（2024年度）", [["项目名称", "巡展", *[None] * 7], heads, *rows])

    assert [one.actual.raw for one in reading.indicators if one.actual][:7] == [
        "2.18万人次", "46.2万人次", "12600", "6站", "0.97", "100%", "11月底",
    ]  # fmt: skip
    first = reading.indicators[0].actual.components[0]
    assert (first.value, first.measure_unit) == (21800, "人次")
    assert [f.params["name"] for f in document_findings(reading) if f.rule == "full-points-short"] == ["受益学生"]
    assert not [one for one in reading.indicators if one.actual and "1/10" in one.actual.raw]


ADJUSTED = ["三级指标", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数", "分值", "得分"]


def test_a_target_that_was_changed_is_cited():
    """Which of 年初指标值 and 调整指标值 is in force no rule says: the first is read, another beside it is named."""
    rows = [
        ["新建社区馆", "个", "＝", "8", "7", "7", "100", "15", "15"],
        ["活动场次", "场", "≥", "200", "200", "218", "100", "15", "15"],
        ["服务人次", "人次", "≥", "3000", "≥3000人次", "2680", "89.33", "10", "10"],
        ["验收合格率", "%", "＝", "100", "/", "100", "100", "10", "10"],
    ]
    reading = read("项目支出绩效自评表（2024年度）", [["项目名称", "阵地建设", *[None] * 7], ADJUSTED, *rows])
    found = {finding.rule: finding for finding in reading.findings}
    cited = [dict(finding.params) for finding in reading.findings if finding.rule == "adjusted-target"]

    assert [one.annual_target.raw for one in reading.indicators][:2] == ["＝8个", "≥200场"]
    assert cited == [{"name": "新建社区馆", "stored": "＝8个", "adjusted": "7"}]
    assert found["unread-columns"].params["headings"] == "调整指标值”“得分系数"
    assert [f.params["name"] for f in document_findings(reading) if f.rule == "full-points-short"] == ["服务人次"]
