"""Figures of another time, unit or sum than the form's are no figures of the form: unread and told, never stored."""

import pytest

from tests.kg.forms.grids.setting import read

TITLE = "2024年度项目支出绩效目标表"
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [HEAD, ["产出指标", "数量指标", "讲解场次", "≥40场"]]
NAMED = ["项目名称", "县科技馆运行", None, None]


def money(*rows, title=TITLE):
    """The amounts of the project whose form has some rows of money, by kind."""
    reading = read(title, [NAMED, *rows, *ROWS])
    (project,) = reading.projects
    return sorted((one.kind, int(one.yuan)) for one in project.amounts)


def pair(label, figure, beside="", other=""):
    return [label, figure, beside, other]


@pytest.mark.parametrize(
    "label", ["年度资金总额（上年）", "年度资金总额（2023年度）", "上年资金总额", "2023年资金总额（万元）"]
)
def test_a_sum_of_another_time_is_no_sum_of_the_form(label):
    """Neither it nor its parts; the sum of the year stands beside it."""
    rows = [pair("金额单位：万元", ""), pair(label, "100"), pair("其中：财政拨款", "80"), pair("年度资金总额", "150")]
    assert money(*rows, pair("其中：财政拨款", "120")) == [("fiscal_appropriation", 1_200_000), ("total", 1_500_000)]


@pytest.mark.parametrize("label", ["已支出资金", "项目总投资估算", "以前年度已安排资金"])
def test_a_part_shares_the_fate_of_its_whole(label):
    """其中：财政拨款 below a sum of another kind is a part of that."""
    rows = [pair("金额单位：万元", ""), pair("年度资金总额", "150"), pair(label, "800"), pair("其中：财政拨款", "600")]
    assert money(*rows) == [("total", 1_500_000)]


def test_parts_of_what_was_carried_over():
    """其中 below 上年结转 is a part of it, what stands beside it is not."""
    rows = [pair("年度资金总额（万元）", "150"), pair("上年结转（万元）", "30"), pair("其中：财政拨款（万元）", "30")]
    assert money(*rows, pair("其他资金（万元）", "20")) == [("other_funds", 200_000), ("total", 1_500_000)]


@pytest.mark.parametrize("unit", ["千元", "美元"])
def test_a_unit_that_nobody_knows_holds_nevertheless(unit):
    """千元 is no 元, and hides the caption before it."""
    assert money(pair("金额单位：万元", ""), pair(f"年度资金总额（{unit}）", "150")) == []


def test_two_units_in_a_row_are_each_label_s_own():
    """The last label states none: whose it has is not told."""
    rows = [["资金总额（元）", "1500000", "其中：财政拨款（万元）", "120"], pair("其他资金", "30")]
    assert money(*rows) == [("fiscal_appropriation", 1_200_000), ("total", 1_500_000)]


HEADINGS = ["资金（万元）", "年初预算数", "全年预算数", "全年执行数"]


def executed(*rows, title="2024年度项目支出绩效自评表"):
    reading = read(title, [NAMED, *rows, [*HEAD[:3], "完成值"], ["产出指标", "数量指标", "讲解场次", "42场"]])
    return [(one.label, {a.kind: int(a.yuan) for a in one.amounts}) for one in reading.executions]


def test_a_cell_over_two_columns_of_money_belongs_to_neither():
    """One figure below 全年预算数 and 全年执行数 tells not that all was spent."""
    assert executed(HEADINGS, ["年度资金总额", "100", "150", None]) == [("年度资金总额", {"initial_budget": 1_000_000})]


def test_columns_of_last_year():
    """预算数（2023年） beside 预算数: the year's is read."""
    headings = ["资金（万元）", "全年预算数（2023年）", "全年预算数", "全年执行数"]
    (row,) = executed(headings, ["年度资金总额", "100", "150", "145"])
    assert row == ("年度资金总额", {"adjusted_budget": 1_500_000, "final_account": 1_450_000})


def test_what_was_adjusted_by_is_no_budget():
    """调整数 is a difference, or a budget: which is not told."""
    headings = ["资金（万元）", "年初预算数", "调整数", "全年执行数"]
    (row,) = executed(headings, ["年度资金总额", "150", "-20", "110"])
    assert row == ("年度资金总额", {"initial_budget": 1_500_000, "final_account": 1_100_000})


@pytest.mark.parametrize(
    ("headings", "target"),
    [
        (["指标值（2023年）", "指标值（2024年）"], "42场"),
        (["指标值（上年）", "指标值"], "42场"),
        (["指标值", "完成值（截至6月）"], "40场"),
        (["指标值", "全年实际完成值（预计）"], "40场"),
    ],
)
def test_remarks_in_brackets_say_whose_values_they_are(headings, target):
    """A year, a month or a guess in brackets is part of the heading."""
    reading = read(
        TITLE, [[*NAMED, None], [*HEAD[:3], *headings], ["产出指标", "数量指标", "讲解场次", "40场", "42场"]]
    )
    (one,) = reading.indicators
    assert (one.annual_target.raw, one.actual) == (target, None)


def test_the_only_target_is_of_last_year():
    """A form of 2024 with 2023's targets alone has none of its own: no row is read."""
    assert read(TITLE, [NAMED, [*HEAD[:3], "指标值（2023年）"], ROWS[1]]) is None


def test_groups_of_last_year_and_this():
    """上年 over 目标值 and 完成值: this year's are read."""
    rows = [
        [*HEAD[:3], "上年", None, "本年", None],
        [..., ..., ..., "目标值", "完成值", "目标值", "完成值"],
        ["产出指标", "数量指标", "讲解场次", "30场", "31场", "40场", "42场"],
    ]
    (one,) = read("2024年度项目支出绩效自评表", [[*NAMED, None, None, None], *rows]).indicators
    assert (one.annual_target.raw, one.actual.raw) == ("40场", "42场")


def test_blank_second_levels_are_those_of_no_row_above():
    """Two rows below 成本指标 without a second level have none, whatever stood above it."""
    rows = [
        ["产出指标", "数量指标", "讲解场次", "≥40场"],
        ["成本指标", "", "讲解成本", "≤10万元"],
        ["", "", "人均成本", "≤100元"],
    ]
    reading = read(TITLE, [NAMED, HEAD, *rows])
    assert [(one.level1, one.level2) for one in reading.indicators][1:] == [("成本指标", ""), ("成本指标", "")]


@pytest.mark.parametrize("office", ["120急救中心", "101中学"])
def test_a_number_in_a_name_is_no_code(office):
    """Codes of budgets stand before names of places."""
    reading = read(TITLE, [["主管部门", office, None, None], NAMED, *ROWS])
    assert reading.document.department == office


def test_a_score_over_points_and_score_is_neither():
    """80 below 分值 and 得分 says not that all points were given; 小计 is no score of the form."""
    headings = [*HEAD[:3], "完成值", "分值", "得分"]
    rows = [["产出指标", "数量指标", "讲解场次", "42场", "50", "45"], ["小计", "", "", "", "50", "45"]]
    merged = read(
        "2024年度项目支出绩效自评表", [[*NAMED, None, None], headings, *rows, ["总分", "", "", "", "80", None]]
    )
    plain = read(
        "2024年度项目支出绩效自评表", [[*NAMED, None, None], headings, *rows, ["总分", "", "", "", "100", "80"]]
    )
    assert merged.scores == ()
    assert [(int(one.full), int(one.score)) for one in plain.scores] == [(100, 80)]


def test_money_of_a_project_without_a_name_is_nobody_s():
    """A second 项目名称 that nobody filled in ends the first project; its money is told, not the department's."""
    second = [["项目名称", "", None, None], pair("年度资金总额", "50万元"), *ROWS]
    reading = read(TITLE, [NAMED, pair("年度资金总额", "100万元"), *ROWS, *second])
    assert [[int(one.yuan) for one in project.amounts] for project in reading.projects] == [[1_000_000]]
    assert reading.amounts == ()
    assert "50" in next(finding.params["words"] for finding in reading.findings if finding.rule == "unread-money")


def test_a_caption_below_a_form_is_not_its_own():
    """The first of two forms states no unit: the second one's 元 is not its."""
    first = [NAMED, pair("年度资金总额", "100"), *ROWS]
    second = [["项目名称", "乙项目", None, None], pair("年度资金总额", "500000"), *ROWS]
    reading = read(TITLE, first, "2024年度项目支出绩效目标表", "金额单位：元", second)
    assert [[int(one.yuan) for one in project.amounts] for project in reading.projects] == [[], [500_000]]


def test_parts_of_what_was_spent():
    """其中：财政拨款 beside 执行数 is no budget."""
    rows = [["预算数（万元）：", "150", "其中：财政拨款", "120"], ["执行数（万元）：", "145", "其中：财政拨款", "115"]]
    assert [one for one in money(*rows) if one[0] == "fiscal_appropriation"] == [("fiscal_appropriation", 1_200_000)]


@pytest.mark.parametrize("label", ["2022-2024年资金总额", "累计资金总额", "已下达资金总额"])
def test_sums_of_several_years_and_of_what_was_given(label):
    """They are no sum of the year."""
    assert money(pair("金额单位：万元", ""), pair(label, "300"), pair("年度资金总额", "150")) == [("total", 1_500_000)]


def test_units_of_pairs_in_a_column():
    """全年执行数（元） below 全年预算数（万元）: neither unit is taken for the other."""
    rows = [pair("全年预算数（万元）", "120"), pair("全年执行数（元）", "1100000")]
    assert executed(*rows) == []


def test_a_unit_of_a_later_label_is_not_that_of_the_first():
    """其他资金（元） says nothing of 财政拨款 before it."""
    rows = [pair("年度资金总额（万元）", "120"), ["其中：财政拨款", "100", "其他资金（元）", "200000"]]
    assert money(*rows) == [("other_funds", 200_000), ("total", 1_200_000)]


def test_a_word_over_target_and_unit_is_no_unit_of_the_result():
    """减少 below 目标值 and 度量单位 does not stand behind the result's figure."""
    headings = [*HEAD[:3], "目标值", "度量单位", "完成值"]
    rows = [
        ["成本指标", "社会成本指标", "不利影响", "减少", None, "11"],
        ["产出指标", "数量指标", "场次", "40", "场", "42"],
    ]
    reading = read("2024年度项目支出绩效自评表", [[*NAMED, None, None], headings, *rows])
    assert [(one.annual_target.raw, one.actual.raw) for one in reading.indicators] == [("减少", "11"), ("40场", "42场")]


@pytest.mark.parametrize("group", ["得分", "上年完成值", "补助资金"])
def test_places_below_something_else_have_no_targets(group):
    """What counties scored, did last year or were given is no target of theirs."""
    headings = [[*HEAD[:3], group, None], [..., ..., ..., "东山县", "西河区"]]
    assert read(TITLE, [[*NAMED, None], *headings, ["产出指标", "数量指标", "讲解场次", "40", "40"]]) is None


def test_two_totals_of_one_project_are_told():
    """年度资金总额 and 总支出 differ: both are kept, and shown side by side."""
    rows = [pair("年度资金总额（万元）", "150"), pair("总支出（万元）", "145")]
    reading = read(TITLE, [NAMED, *rows, *ROWS])
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["totals-differ"] == {"totals": "年度资金总额（万元） 150 万元、总支出（万元） 145 万元"}
    assert "totals-differ" not in {one.rule for one in read(TITLE, [NAMED, rows[0], *ROWS]).findings}


@pytest.mark.parametrize(
    "heads", [("上年实际", "本年预算"), ("2023年", "2024年"), ("项目总投资", "已安排"), ("已下达", "备注")]
)
def test_columns_of_another_time_that_are_no_known_table(heads):
    """资金来源 | 上年实际 | 本年预算: the first figure beside 年度资金总额 is last year's."""
    rows = [
        ["资金来源", *heads, None],
        ["年度资金总额（万元）", "90", "120", None],
        ["其中：财政拨款", "80", "100", None],
    ]
    reading = read(TITLE, [NAMED, *rows, *ROWS])
    assert not reading.projects[0].amounts
    assert {"words": "年度资金总额（万元） 90；其中：财政拨款 80"} in [one.params for one in reading.findings]


def test_a_value_above_money_is_no_heading_of_another_time():
    """起始年度 | 2023年 stands above 年度资金总额 | 150."""
    assert money(["起始年度", "2023年", None, None], pair("年度资金总额（万元）", "150")) == [("total", 1500000)]


def test_initial_budget_of_a_table_that_was_not_read():
    """年初预算数（万元） | 全年预算数（元）: two units, so no table; the first is not the total."""
    rows = [["资金", "年初预算数（万元）", "全年预算数（元）", None], ["年度资金总额", "100", "1200000", None]]
    assert money(*rows) == []


def test_last_year_s_column_of_a_department_s_budget():
    """预算整体情况 with 上年预算金额 before 预算金额."""
    rows = [
        ["部门名称", "某县科学技术协会", None, None],
        ["部门预算支出", "上年预算金额（万元）", "预算金额（万元）", "备注"],
        ["基本支出", "500", "515.85", None],
    ]
    reading = read("2024年度部门整体支出绩效目标申报表", [*rows, *ROWS])
    assert not reading.amounts
    assert {"words": "基本支出 500"} in [one.params for one in reading.findings]


def test_two_projects_side_by_side_have_no_money_and_no_indicators():
    """项目名称 | 甲 | 项目名称 | 乙: whose indicators stand below cannot be told."""
    rows = [
        ["项目名称", "甲项目", "项目名称", "乙项目"],
        pair("年度资金总额（万元）", "100", "年度资金总额（万元）", "200"),
    ]
    reading = read(TITLE, [*rows, *ROWS])
    assert not reading.projects
    assert not reading.amounts
    assert [one.project for one in reading.indicators] == [None]
    assert any("甲项目" in one.params.get("words", "") for one in reading.findings)


@pytest.mark.parametrize("order", [1, -1])
def test_a_programme_is_no_second_project(order):
    """专项名称 beside 项目名称 names what the project belongs to."""
    rows = [pair("专项名称", "科普专项"), pair("项目名称", "学术交流")][::order]
    reading = read(TITLE, [*rows, pair("年度资金总额（万元）", "150"), *ROWS])
    assert [(one.name, len(one.amounts)) for one in reading.projects] == [("学术交流", 1)]
    assert [one.name for one in read(TITLE, [pair("专项名称", "科普专项"), *ROWS]).projects] == ["科普专项"]


def test_two_total_scores_of_one_project_are_told():
    """自评得分 above the table and 合计 below it differ: both are kept, and shown side by side."""
    headings = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [["产出指标", "数量指标", "讲解场次", "40场", "42场", "90", "88"]]
    head = [["自评得分", "95", None, None, None, None, None], headings, *rows]
    reading = read(
        "2024年度项目支出绩效自评表", [[*NAMED, None, None, None], *head, ["合计", None, None, None, None, "90", "88"]]
    )
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["scores-differ"] == {"scores": "合计 88、自评得分 95"}


@pytest.mark.parametrize(("printed", "rates"), [("0.9667", []), ("1", []), ("96.67", ["96.67"]), ("96.67%", ["96.67"])])
def test_a_fraction_may_be_of_one_or_of_a_hundred(printed, rates):
    """执行率 0.9667 is 96.67 %, or less than one: told, not stored."""
    rows = [
        ["项目资金（万元）", None, "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", None, "150", "145", printed],
        [*HEAD, None],
        ["产出指标", "数量指标", "讲解场次", "≥40场", None],
    ]
    reading = read("2024年度项目支出绩效自评表", [[*NAMED, None], *rows])
    (row,) = reading.executions
    assert [str(one.value) for one in row.rates.values()] == rates
    assert ("unreadable-amount" in {one.rule for one in reading.findings}) == (not rates)


def test_two_indicators_a_row_are_of_one_time():
    """三级指标 | 目标值 | 三级指标 | 目标值: two names and targets, not those of a period and of the year."""
    headings = ["一级指标", "二级指标", "三级指标", "目标值", "三级指标", "目标值"]
    rows = [["产出指标", "数量指标", "讲解场次", "≥40场", "讲解人次", "≥900人次"]]
    reading = read(TITLE, [[*NAMED, None, None], headings, *rows])
    said = [(one.name, one.annual_target.raw, one.period_target) for one in reading.indicators]
    assert said == [("讲解场次", "≥40场", None), ("讲解人次", "≥900人次", None)]


def test_forms_of_two_years_in_one_file_are_told():
    """Two forms, 2023 and 2022: the file is filed under one year, and the other is shown."""
    forms = (
        ["项目支出绩效目标表", "（2023年度）", [NAMED, *ROWS]],
        ["项目支出绩效目标表", "（2022年度）", [["项目名称", "乙", None, None], *ROWS]],
    )
    reading = read(*forms[0], *forms[1])
    assert reading.document.fiscal_year.value == 2023
    assert [one.params for one in reading.findings if one.rule == "years-differ"] == [
        {"stored": "2023", "other": "2022"}
    ]


def test_period_and_year_over_sign_and_number():
    """指标值 over 中期 | 年度 over 符号 | 数值: the sign and the number of each."""
    headings = [
        [*HEAD[:3], "指标值", None, None, None],
        [..., ..., ..., "中期", None, "年度", None],
        [..., ..., ..., "符号", "数值", "符号", "数值"],
    ]
    rows = [["产出指标", "数量指标", "讲解场次", "≥", "100", "≥", "40"]]
    (row,) = read(TITLE, [[*NAMED, None, None, None], *headings, *rows]).indicators
    assert (row.annual_target.raw, row.period_target.raw) == ("≥40", "≥100")


def test_budget_and_execution_twice_are_nobody_s():
    """预算数 | 执行数 | 预算数 | 执行数 with groups that stand elsewhere: whose they are cannot be told."""
    headings = ["项目资金（万元）", "预算数", "执行数", "预算数", "执行数"]
    rows = [["年度资金总额", "100", "90", "150", "145"]]
    reading = read("2024年度项目支出绩效自评表", [[*NAMED, None], headings, *rows, [*HEAD, None], [*ROWS[1], None]])
    assert not reading.executions
    assert not reading.projects[0].amounts
    assert any("100" in one.params.get("words", "") for one in reading.findings)
