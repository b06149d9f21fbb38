"""What stands beside or below a figure in its cell is no part of it; figures of a sheet, a sample, a nameless form."""

import pytest

from tests.kg.forms.grids.setting import read

TITLE = "2024年度项目支出绩效自评表"
NAMED = ["项目名称", "县科技馆运行", None, None, None]
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "得分"]


def rows(target="≥40场", points="10"):
    return [HEAD, ["产出指标", "数量指标", "讲解场次", target, points]]


def rules(reading):
    return {one.rule for one in reading.findings}


@pytest.mark.parametrize("printed", ["120③", "①120", "120²", "100 20", "2½"])
def test_money_with_a_mark_or_another_figure_is_none(printed):
    """A note's mark is no digit, and 100 above 20 is not 10020."""
    reading = read(TITLE, [NAMED, ["年度资金总额（万元）", printed, None, None, None], *rows()])
    assert not reading.projects[0].amounts
    assert any(printed in one.params.get("words", "") for one in reading.findings)


@pytest.mark.parametrize("printed", ["10①", "10 9"])
def test_points_with_a_mark_or_another_figure_are_told(printed):
    """10① is not 101."""
    reading = read(TITLE, [NAMED, *rows(points=printed)])
    assert reading.indicators[0].scored is None
    assert "unreadable-amount" in rules(reading)


@pytest.mark.parametrize("printed", ["120③", "100 200"])
def test_targets_with_a_mark_or_another_figure_stay_words(printed):
    """The value keeps its words, without a figure."""
    reading = read(TITLE, [NAMED, *rows(target=printed)])
    assert not reading.indicators[0].annual_target.components
    assert rules(reading) & {"unreadable-value", "glued-figures"}


def test_full_width_figures_are_figures():
    """９５．５ below 全年执行数: a rate is recomputed of it, and nothing breaks."""
    money = ["项目资金（万元）", "全年预算数", "全年执行数", "执行率", None]
    reading = read(TITLE, [NAMED, money, ["年度资金总额", "１００", "９５．５", "95.5%", None], *rows()])
    assert [int(one.yuan) for one in reading.executions[0].amounts] == [1_000_000, 955_000]


def test_a_form_without_a_name_beside_others_has_no_money():
    """Its money is not the department's, and its indicators are of no project: both are told."""
    money = ["年度资金总额（万元）", "55", None, None, None]
    reading = read(TITLE, [NAMED, *rows()], TITLE, [money, *rows()])
    assert not reading.amounts
    assert [one.project and one.project.name for one in reading.indicators] == ["县科技馆运行", None]
    assert "nameless-project" in rules(reading)


def test_a_caption_holds_for_its_own_form():
    """单位：万元 above the first form says nothing of the second."""
    forms = [
        [["项目名称", name, None, None, None], ["年度资金总额", "110", None, None, None], *rows()] for name in "甲乙"
    ]
    reading = read(TITLE, "单位：万元", forms[0], TITLE, forms[1])
    assert [[int(one.yuan) for one in project.amounts] for project in reading.projects] == [[1_100_000], []]
    assert "money-unit-missing" in rules(reading)


def test_a_sample_is_no_project():
    """××项目（示例） shows how to fill in the form."""
    sample = [
        ["项目名称", "××项目（示例）", None, None, None],
        ["年度资金总额（万元）", "210", None, None, None],
        *rows(),
    ]
    reading = read(TITLE, [NAMED, *rows()], TITLE, sample)
    assert [one.name for one in reading.projects] == ["县科技馆运行"]
    assert "sample-form" in rules(reading)


def test_a_project_s_form_below_the_department_s_own_is_not_the_department():
    """项目支出绩效自评表（路灯工程） without 项目名称: its money is not the department's."""
    whole = [
        ["部门名称", "某县科学技术协会", None, None, None],
        ["年度资金总额（万元）", "530", None, None, None],
        *rows(),
    ]
    project = [["年度资金总额（万元）", "55", None, None, None], *rows()]
    reading = read("2024年度部门整体支出绩效自评表", whole, "项目支出绩效自评表（路灯工程）", project)
    assert [int(one.yuan) for one in reading.amounts] == [5_300_000]
    assert "nameless-project" in rules(reading)


def test_a_title_within_a_table_begins_the_next_form():
    """Two forms in one sheet, the second of another year: its title ends the table above it."""
    name = ["项目名称", "路灯工程", None, None, None]
    reading = read(
        [
            [TITLE, None, None, None, None],
            NAMED,
            *rows(),
            ["2023年度项目支出绩效自评表", None, None, None, None],
            name,
            *rows(),
        ]
    )
    assert [one.name for one in reading.projects] == ["县科技馆运行", "路灯工程"]
    assert [one.params for one in reading.findings if one.rule == "years-differ"] == [
        {"stored": "2024", "other": "2023"}
    ]


def test_one_name_of_two_units_is_two_projects():
    """办公经费 of one unit is not that of the next."""
    headings = ["实施单位", "项目名称", "一级指标", "二级指标", "三级指标", "年度指标值"]
    listed = [
        [f"县{unit}", "办公经费", "产出指标", "数量指标", name, "≥10场"]
        for unit, name in (("科技馆", "讲座"), ("图书馆", "展览"))
    ]
    reading = read("2024年度项目支出绩效目标表", [headings, *listed])
    assert [(one.name, one.project.ordinal) for one in reading.indicators] == [("讲座", 1), ("展览", 2)]


@pytest.mark.parametrize("printed", ["〃", "同上", "″"])
def test_ditto_is_no_target(printed):
    """It says that of the row above, which nobody repeats in silence."""
    assert "placeholder-value" in rules(read(TITLE, [NAMED, *rows(), rows(target=printed)[1]]))


@pytest.mark.parametrize("ditto", ["同上", "〃", "″"])
def test_a_heading_that_says_as_above_is_the_one_above(ditto):
    """〃 is no heading of its own, on either level."""
    rows = [
        ["产出指标", "数量指标", "讲解场次", "≥40场"],
        [ditto, ditto, "培训场次", "≥4场"],
        [ditto, "质量指标", "合格率", "≥90%"],
    ]
    reading = read("2024年度项目支出绩效目标表", [["一级指标", "二级指标", "三级指标", "年度指标值"], *rows])
    assert [one.level1 for one in reading.indicators] == ["产出指标"] * 3
    assert [one.level2 for one in reading.indicators] == ["数量指标", "数量指标", "质量指标"]


def test_a_value_behind_blanks_is_that_of_its_label():
    """A sheet merges the labels of some rows over two columns and leaves those of others alone."""
    wide = [
        ["一级指标", None, "二级指标", "三级指标", "年度指标值"],
        ["产出指标", None, "数量指标", "讲解场次", "≥40场"],
    ]
    reading = read(
        "2024年度项目支出绩效目标表",
        [["项目名称", "", "县科技馆运行", None, None], ["主管部门", "", "县科协", "实施单位", "县科技馆"], *wide],
    )
    assert [project.name for project in reading.projects] == ["县科技馆运行"]
    assert reading.document.department == "县科协"
    assert reading.projects[0].unit == "县科技馆"


@pytest.mark.parametrize("row", [["项目名称", "", "编号", "001", "9"], ["项目名称", "", "实施单位", "县科技馆", None]])
def test_a_blank_before_another_label_is_an_empty_value(row):
    """What stands behind the blank has a value of its own, so it is none."""
    reading = read("2024年度项目支出绩效目标表", [row, ["主管部门", "县科协", None, None, None], *rows()])
    assert not {project.name for project in reading.projects} & {"编号", "实施单位", "001"}


def test_the_headings_of_half_and_whole_year_plans():
    """半（年）计划值 | 全年（程）计划值: the year's is the target."""
    head = ["一级指标", "二级指标", "三级指标", "半（年）计划值", "全年（程）计划值"]
    table = [head, ["产出", "就业服务", "城镇新增就业", "≥1.1万人", "≥2.2万人"]]
    reading = read("2024年度部门整体绩效目标表", [["部门名称", "某市人社局", None, None, None], *table])
    assert [one.annual_target.raw for one in reading.indicators] == ["≥2.2万人"]


def test_a_unit_beside_the_money_is_that_of_its_rows():
    """项目资金申请（元） at the left of 项目总预算 and 其中：项目当年预算, as Shanghai prints it."""
    money = [
        ["项目资金申请（元）", "项目总预算", None, "4,872,000.00", None],
        [..., "其中：项目当年预算", None, "872,000.00", None],
    ]
    reading = read(
        "2025年度财政项目支出绩效目标申报表", [["项目名称：", "照护之家补贴", None, None, None], *money, *rows()]
    )
    # the budget of the year; that of all years is told
    assert [int(one.yuan) for one in reading.projects[0].amounts] == [872_000]
    assert "money-unit-missing" not in rules(reading)
    assert any("4,872,000.00" in str(dict(one.params)) for one in reading.findings)
