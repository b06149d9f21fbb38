"""Money beside indicators: columns of a list of results, a department's own line, labels above their figures."""

import pytest

from tests.kg.forms.grids.setting import read

ROW = ["产出指标", "数量指标", "讲座场次", "≥30场", "32场", "20", "20"]
SECOND = ["产出指标", "质量指标", "设备完好率", "≥95%", "96%", "10", "10"]
NAMES = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def results(*headings, rows, unit="单位：万元"):
    """A list of results with columns of money behind the project, printed on each row."""
    return read("2024年度项目绩效自评结果一览表", unit, [["项目名称", *headings, *NAMES], *rows])


def of_executions(reading):
    return [(one.project.name, {amount.kind: int(amount.yuan) for amount in one.amounts}) for one in reading.executions]


def said(reading):
    return "".join(source.text for finding in reading.findings for source in finding.sources)


def test_each_column_of_money_keeps_its_kind():
    """年初预算 is no adjusted budget: with three columns each figure stands under its own name, once a project."""
    money = ["620.00", "655.40", "648.12"]
    rows = [["垃圾分类", *money, *ROW], ["垃圾分类", *money, *SECOND], ["公厕", "380.00", "342.00", "301.65", *ROW]]
    reading = results("年初预算", "调整后预算", "决算支出", rows=rows)

    assert of_executions(reading) == [
        ("垃圾分类", {"initial_budget": 6_200_000, "adjusted_budget": 6_554_000, "final_account": 6_481_200}),
        ("公厕", {"initial_budget": 3_800_000, "adjusted_budget": 3_420_000, "final_account": 3_016_500}),
    ]
    assert [int(one.amounts[0].yuan) for one in reading.projects] == [6_554_000, 3_420_000]
    assert "620.00" not in said(reading)


def test_money_that_changes_within_a_project_is_cited():
    """Printed on each row it must say the same; what differs is no figure of the project."""
    rows = [["垃圾分类", "620", "600", *ROW], ["垃圾分类", "620", "598", *SECOND]]
    reading = results("年初预算数", "全年执行数", rows=rows)

    assert of_executions(reading) == [("垃圾分类", {"initial_budget": 6_200_000, "final_account": 6_000_000})]
    assert "598" in said(reading)


@pytest.mark.parametrize(
    ("headings", "caption"),
    [
        (["年初预算数（万元）", "全年执行数（元）"], ""),
        (["年初预算数（万元）", "全年执行数"], "单位：元"),
        (["年初预算数（人民币：元）", "全年执行数"], "单位：万元"),
        (["年初预算数（千元）", "全年执行数（千元）"], "单位：万元"),
    ],
)
def test_columns_of_money_in_two_units_or_an_unknown_one_are_not_read(headings, caption):
    """The unit of one would make ten thousand times the other."""
    reading = results(*headings, rows=[["垃圾分类", "620", "6000000", *ROW]], unit=caption)

    assert of_executions(reading) == []
    assert [one.amounts for one in reading.projects] == [()]
    assert "620" in said(reading)


def test_a_unit_above_merged_columns_is_that_of_each():
    """年度预算安排（万元） over 合计, beside 全年执行数（元）: two units, and no money."""
    reading = read(
        "2024年度项目绩效自评结果一览表",
        [
            ["项目名称", "年度预算安排（万元）", None, "全年执行数（元）", *NAMES],
            [..., "合计", "其中：财政拨款", *[...] * (len(NAMES) + 1)],
            ["垃圾分类", "620", "600", "6000000", *ROW],
        ],
    )
    assert of_executions(reading) == []
    assert [one.amounts for one in reading.projects] == [()]


def test_the_adjusted_budget_is_taken_of_two():
    """预算数 | 调整后预算数 | 执行数: the later one is the adjusted one, the first is cited."""
    reading = results("预算数", "调整后预算数", "执行数", rows=[["垃圾分类", "620", "655", "648", *ROW]])

    assert of_executions(reading) == [("垃圾分类", {"adjusted_budget": 6_550_000, "final_account": 6_480_000})]
    assert "620" in said(reading)


def test_money_merged_over_two_projects_is_neither_ones():
    """Which share is whose cannot be told."""
    rows = [["垃圾分类", "1000", "900", *ROW], ["公厕", ..., ..., *SECOND]]
    reading = results("全年预算数", "全年执行数", rows=rows)

    assert [one.amounts for one in reading.projects] == [(), ()]
    assert of_executions(reading) == []
    assert "1000" in said(reading)


@pytest.mark.parametrize("heading", ["预算执行（10分）", "预算执行", "预算执行数（10分）"])
def test_points_for_execution_are_no_money(heading):
    """9.8 of 10 points is not 98,000 yuan."""
    reading = results(heading, rows=[["垃圾分类", "9.8", *ROW]])
    assert of_executions(reading) == []


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ([("某县文学艺术界联合会", "52.00")], [520_000]),
        ([("某县图书馆", "52.00")], []),
        ([("某县文学艺术界联合会（本级）", "12.00"), ("某县文化馆", "40.00")], []),
        ([("某县文学艺术界联合会", "12.00"), ("某县文化馆", "40.00")], []),
        ([("某县文学艺术界联合会", "12.00"), ("某县文学艺术界联合会", "40.00")], []),
    ],
)
def test_the_own_line_of_the_department_is_its_total_where_it_stands_alone(lines, total):
    """Beside lines of other units it may be but one of them; of two that differ none is the total."""
    body = []
    for at, (unit, figure) in enumerate(lines):
        body.append([unit, figure, "", "", "", ""])
        body.append([f"期刊编印{at}", "12.00", "产出指标", "数量指标", "期刊期数", "4期"])
    head = ["单位（专项）名称", "资金总额", "一级指标", "二级指标", "三级指标", "指标值"]
    reading = read("项目支出绩效目标表", "部门：某县文学艺术界联合会", "单位：万元", [head, *body])

    assert [int(one.yuan) for one in reading.amounts] == total
    assert [int(one.amounts[0].yuan) for one in reading.projects] == [120_000] * len(lines)


LABELS = ["合计", "财政拨款收入", "基本支出", "项目支出"]
FIGURES = ["6842.36", "6742.36", "1486.36", "5356.00"]


@pytest.mark.parametrize(
    ("left", "figures", "total"),
    [
        ("年度部门预算（万元）", FIGURES, [68_423_600]),
        # no unit of money is printed
        ("年度部门预算", FIGURES, []),
        # short of a figure: which is below which label cannot be told
        ("年度部门预算（万元）", FIGURES[1:], []),
        # of another year
        ("上年部门预算（万元）", FIGURES, []),
        ("2024年部门预算（万元）", FIGURES, []),
        # 合计 of nothing that speaks of money
        ("人员编制", FIGURES, []),
    ],
)
def test_a_departments_budget_may_stand_below_its_labels(left, figures, total):
    """合计 is the total where the words at its left speak of the budget and every label has its figure below it."""
    width = 1 + len(LABELS)
    reading = read(
        "部门整体支出绩效目标表",
        "（2025年度）",
        [
            ["部门名称", "某县交通运输局", *[None] * (width - 2)],
            [left, *LABELS],
            [..., *figures] if len(figures) == len(LABELS) else [..., *figures, ""],
            ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
            ["产出指标", "数量指标", "养护里程", "≥86公里", "无"],
        ],
    )
    assert [int(one.yuan) for one in reading.amounts if one.kind == "total"] == total
    if total:
        assert len(reading.amounts) == 1
        assert all(figure in said(reading) for figure in figures[1:])


def test_two_blocks_in_two_units_keep_their_own():
    """收入预算（元） above 支出预算（万元）: where both say the same it is the total, in whichever order."""
    width = 5
    income = [
        ["收入预算（元）", "合计", "财政拨款", "其他资金", "上年结转"],
        [..., "68423600", "67423600", "1000000", "0"],
    ]
    spending = [
        ["支出预算（万元）", "合计", "基本支出", "项目支出", "结转"],
        [..., "6842.36", "1486.36", "5356.00", "0"],
    ]
    for blocks in ((income, spending), (spending, income)):
        reading = read(
            "部门整体支出绩效目标表",
            "（2025年度）",
            [
                ["部门名称", "某县交通运输局", *[None] * (width - 2)],
                *blocks[0],
                *blocks[1],
                ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
                ["产出指标", "数量指标", "养护里程", "≥86公里", "无"],
            ],
        )
        amounts = {one.kind: int(one.yuan) for one in reading.amounts}
        assert amounts["total"] == 68_423_600
        assert amounts.get("fiscal_appropriation", 67_423_600) == 67_423_600
        assert max(amounts.values()) == 68_423_600


@pytest.mark.parametrize(
    ("second", "names"),
    [
        (["讲座场次", "设备完好率"], ["讲座场次", "设备完好率"]),
        (["数量指标", "质量指标"], None),
        (["产出数量", "产出质量"], None),
        (["水箱改造", ...], None),
    ],
)
def test_a_score_card_of_two_levels_names_its_indicators_by_the_second(second, names):
    """Unless the second level is merged or says 数量指标 and the like, which name nothing."""
    rows = [["产出目标（34分）", word, "12", "11.5", ""] for word in second]
    reading = read(
        "2022年度项目绩效自评表",
        [["项目名称", "供水改造", None, None, None], ["一级指标", "二级指标", "权重", "得分", "备注"], *rows],
    )

    assert (reading and [one.name for one in reading.indicators]) == names
    if names:
        assert [(str(one.weight), str(one.scored)) for one in reading.indicators] == [("12", "11.5")] * 2


def test_a_column_before_the_points_that_no_heading_names_keeps_the_names():
    """A second level beside 考核点 names no indicator, even where targets make the row one of headings."""
    reading = read(
        "2022年度项目绩效自评表",
        [
            ["项目名称", "供水改造", None, None, None, None],
            ["一级指标", "二级指标", "考核点", "权重", "得分", "指标值"],
            ["产出指标", "水箱改造", "改造水箱", "12", "11.5", "≥86座"],
            ["产出指标", "水质检测", "检测合格率", "12", "12", "100%"],
        ],
    )
    assert [one.name for one in reading.indicators] == ["改造水箱", "检测合格率"]


def test_a_heading_over_levels_names_and_values_says_of_no_value_what_it_is():
    """绩效指标完成情况 over all of them: 计划值 stays the target, and the projects beside it keep their rows."""
    reading = read(
        "2023年度项目支出绩效自评结果一览表",
        "单位：万元",
        [
            ["项目名称", "项目资金情况", None, "绩效指标完成情况", None, None, None, None, "自评总分"],
            [..., "年初预算数", "实际支出数", "一级指标", "二级指标", "三级指标", "计划值", "完成值", ...],
            ["水库管护", "312.00", "305.86", "产出指标", "数量指标", "管护水库数量", "46座", "45座", "98.8"],
            [..., ..., ..., "产出指标", "时效指标", "整改完成时间", "4月30日前", "5月6日", ...],
            ["节水宣传", "45.00", "45.00", "产出指标", "数量指标", "进校园场次", "12场", "13场", "100"],
        ],
    )
    assert [(one.project.name, one.annual_target.raw, one.actual.raw) for one in reading.indicators] == [
        ("水库管护", "46座", "45座"),
        ("水库管护", "4月30日前", "5月6日"),
        ("节水宣传", "12场", "13场"),
    ]
    assert of_executions(reading) == [
        ("水库管护", {"initial_budget": 3_120_000, "final_account": 3_058_600}),
        ("节水宣传", {"initial_budget": 450_000, "final_account": 450_000}),
    ]


@pytest.mark.parametrize("above", ["年度预算安排", "预算安排情况", "项目预算"])
def test_the_whole_below_a_merged_heading_of_money_is_the_projects_amount(above):
    """合计 below it is the amount; 其中：财政拨款 beside it stays cited."""
    reading = read(
        "2025年部门预算项目支出绩效目标表",
        "部门名称：某区水利局",
        "单位：万元",
        [
            ["项目名称", above, None, "绩效指标", None, None, None],
            [..., "合计", "其中：财政拨款", "一级指标", "二级指标", "三级指标", "指标值"],
            ["山塘整治", "2360.00", "2000.00", "产出指标", "数量指标", "整治座数", "12座"],
            ["长效保洁", "486.50", "480.00", "产出指标", "数量指标", "保洁里程", "86公里"],
        ],
    )
    assert [(one.name, int(one.amounts[0].yuan)) for one in reading.projects] == [
        ("山塘整治", 23_600_000),
        ("长效保洁", 4_865_000),
    ]
    assert "2000.00" in said(reading)


@pytest.mark.parametrize("label", ["年度绩效目标", "项目名称"])
def test_a_label_beside_a_whole_table_is_no_heading_of_it(label):
    """年度绩效目标 with its words, merged down over the indicators below, stays a goal and its words are kept."""
    reading = read(
        "2025年度项目支出绩效目标表",
        "项目名称：管网改造",
        [
            [label, "改造管网86公里，绩效指标见下", None, None, None],
            [..., "一级指标", "二级指标", "三级指标", "指标值"],
            [..., "产出指标", "数量指标", "改造里程", "86公里"],
            [..., "产出指标", "质量指标", "合格率", "100%"],
        ],
    )
    assert [(one.name, one.annual_target.raw) for one in reading.indicators] == [
        ("改造里程", "86公里"),
        ("合格率", "100%"),
    ]
    kept = "".join([*(one.name + one.goal for one in reading.projects), said(reading)])
    assert "改造管网86公里" in kept


@pytest.mark.parametrize(
    ("line", "yuan"),
    [("填报日期：2024年11月18日　　　　单位：万元", [1_680_000]), ("填报日期：2024年11月18日　　填报人：李某", [])],
)
def test_the_unit_of_money_may_stand_behind_a_date(line, yuan):
    """Without it a bare figure is a finding and no amount."""
    rows = [["项目名称", "古树保护", None, None], ["年度预算", "168", None, None]]
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    reading = read("项目支出绩效目标表", line, [*rows, head, ["产出指标", "数量指标", "复壮株数", "90株"]])
    assert [int(amount.yuan) for one in reading.projects for amount in one.amounts] == yuan
    assert ("money-unit-missing" in {finding.rule for finding in reading.findings}) == (not yuan)


def test_the_department_may_stand_behind_the_year_in_one_cell():
    """预算年度：…　部门名称：… beside 金额单位：…: the department is not the unit of the first project."""
    reading = read(
        "项目支出绩效目标表",
        [
            ["预算年度：2025年　　部门名称：某区园林绿化局", None, None, None, "金额单位：万元"],
            ["单位名称", "项目名称", "项目资金", "三级指标", "指标值"],
            ["某区林业工作总站", "生态林养护", "3186.42", "养护面积", "230亩"],
        ],
    )
    assert reading.document.department == "某区园林绿化局"
    assert [(one.unit, int(one.amounts[0].yuan)) for one in reading.projects] == [("某区林业工作总站", 31_864_200)]


def department_budget(left, figure, *, above=None):
    """A department's form with amounts of income and expenditure beside each other."""
    return read(
        "部门整体支出绩效目标申报表",
        *([above] if above else []),
        [
            ["部门名称", "清河市柳湾区科学技术协会", None, None, None],
            [left, "按收入性质分", figure, "按支出性质分", figure],
            [..., "财政拨款", "2005000", "基本支出", "1205000"],
            [..., "其他资金", "0", "项目支出", "800000"],
            ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
            ["产出指标", "数量指标", "科普讲座场次", "≥12场", "无"],
        ],
    )


@pytest.mark.parametrize(
    ("left", "figure", "above", "yuan"),
    [
        ("预算情况（元）", "金额", None, 2_005_000),
        ("预算情况", "金额（元）", None, 2_005_000),
        ("预算情况", "金额", "单位：元", 2_005_000),
        ("预算情况（万元）", "金额", None, 20_050_000_000),
    ],
)
def test_the_unit_of_a_budget_is_the_one_that_is_printed(left, figure, above, yuan):
    """元 or 万元 beside, above or over the figures; never one that nobody printed."""
    amounts = {one.kind: int(one.yuan) for one in department_budget(left, figure, above=above).amounts}
    assert amounts["fiscal_appropriation"] == yuan
    assert "total" not in amounts


def test_money_without_a_unit_is_no_amount():
    """Each figure is cited instead."""
    reading = department_budget("预算情况", "金额")
    assert reading.amounts == ()
    missing = [one.params["words"] for one in reading.findings if one.rule == "money-unit-missing"]
    assert missing == ["2005000", "1205000", "0", "800000"]


def test_a_heading_of_money_is_no_label_of_the_figure_below_it():
    """预算金额（万元） above 120.50 beside 基本支出: the figure is that of its row."""
    reading = read(
        "部门整体预算绩效目标申报表",
        [
            ["部门名称", "清河市柳湾区科学技术协会", None, None, None],
            ["预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）"],
            [..., "基本支出", "120.50", "财政拨款", "200.50"],
            [..., "项目支出", "80.00", "其他资金", "0.00"],
            ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
            ["产出指标", "数量指标", "科普讲座场次", "≥12场", "无"],
        ],
    )
    assert sorted((one.kind, int(one.yuan)) for one in reading.amounts) == [
        ("basic_expenditure", 1_205_000),
        ("fiscal_appropriation", 2_005_000),
        ("other_funds", 0),
        ("project_expenditure", 800_000),
    ]
