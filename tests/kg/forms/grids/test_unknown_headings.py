"""Headings that no list holds: read by their parts, or by the cells below them with a finding, or left unread."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.words.composed import composed_role
from tests.kg.forms.grids.setting import read

LEVELS = ["一级指标", "二级指标", "三级指标"]
ROWS = [
    ["产出指标", "数量指标", "科普讲座", "≥12场"],
    ["", "质量指标", "展品完好率", "98%以上"],
    ["效益指标", "社会效益指标", "受益人次", "3万人次"],
    ["满意度指标", "服务对象满意度指标", "听众满意度", "≥90%"],
]


def rules(reading):
    return [finding.rule for finding in reading.findings if "column" in finding.rule]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("2025年度计划完成值", "annual"),
        ("本年度绩效目标设定值", "annual"),
        ("全年预计达到水平", "annual"),
        ("实施周期预期目标值", "period"),
        ("年末实际达成值", "actual"),
        ("绩效目标实现情况", "actual"),
        ("目标完成值", ""),
        ("上年实际完成数", "note"),
        ("调整后目标值", "note"),
        ("指标评分标准", "note"),
        ("三级指标分值（分）", "weight"),
        ("部门自评得分", "scored"),
        ("未完成指标值的原因分析及拟采取措施", "reason"),
        ("绩效指标计量单位", "measure_unit"),
        ("项目单位", "unit"),
        ("数量指标", ""),
        ("责任科室", ""),
    ],
)
def test_headings_are_read_by_their_parts(heading, role):
    """What is planned is a target, what is done a result, what was before neither; an unknown part gives no role."""
    assert role_of(heading.removeprefix("2025年度")) == role


def test_a_plan_is_never_a_result():
    """However time, thing, plan and value are put together, the words for what is planned give no result."""
    for words in product(
        ("", "年度", "本年"), ("", "绩效", "指标"), ("计划", "预期", "应"), ("", "完成", "达到"), ("值", "数")
    ):
        assert composed_role("".join(words)) in ("annual", "")


@given(st.text(alphabet="年度本上指标绩效目计划预期完成实际值数量分得权重原因单位甲乙", max_size=14))
def test_any_words_have_a_role_or_none(words):
    """Any heading is answered, and a role is one that tables know."""
    known = {
        "", "level1", "level2", "name", "annual", "period", "actual", "note", "weight", "scored", "rate", "reason",
        "comparator", "measure_unit", "amount", "project",
    }  # fmt: skip
    assert composed_role(words) in known


def test_levels_are_told_by_their_cells():
    """Whatever stands above 产出指标 and 数量指标, they are the two levels; no finding is needed."""
    reading = read("项目支出绩效目标表", [["甲栏", "乙栏", "指标名称", "目标值"], *ROWS])

    assert [(one.level1, one.level2) for one in reading.indicators][1] == ("产出指标", "质量指标")
    assert not rules(reading)


def test_an_only_column_of_values_is_the_target_and_cited():
    """Below a heading nobody knows the values are read, and a finding asks a person to look."""
    reading = read("项目支出绩效目标表", [[*LEVELS, "力争"], *ROWS])

    assert [one.annual_target.raw for one in reading.indicators] == [row[3] for row in ROWS]
    assert rules(reading) == ["column-by-cells"]


@pytest.mark.parametrize("heading", ["2023年数", "分数线", "上期", "经费", "序次号"])
def test_points_years_and_money_are_no_targets(heading):
    """A heading that says points, codes, money or another year is never taken for the target."""
    reading = read("项目支出绩效目标表", [[*LEVELS, heading, "评分标准"], *([*row, "按比例"] for row in ROWS)])

    assert reading is None or not any(one.annual_target and one.annual_target.raw for one in reading.indicators)


def test_of_two_columns_of_values_none_is_the_target():
    """Beside a result two unknown columns of values stay unread, with a finding that names both."""
    rows = [[*row, row[3], row[3]] for row in ROWS]
    reading = read("项目支出绩效自评表", [[*LEVELS, "甲类", "乙类", "实际完成值"], *rows])

    assert not any(one.annual_target for one in reading.indicators)
    found = next(finding for finding in reading.findings if finding.rule == "unknown-columns")
    assert found.params["headings"] == "甲类”“乙类"


@pytest.mark.parametrize(
    ("heads", "chosen", "role"),
    [
        (["年度计划值", "预期目标值"], "年度计划值", "annual_target"),
        (["年度指标值", "全年实际值", "实际完成值"], "全年实际值", "actual"),
    ],
)
def test_of_two_known_columns_of_one_thing_both_are_named(heads, chosen, role):
    """One column is read; a finding names both, and the words of the other are no figure and no row out of place."""
    other = heads[-1]
    rows = [[*row, *(row[3] for _ in heads[2:]), "7个"] for row in ROWS]

    reading = read("项目支出绩效自评表", [[*LEVELS, *heads], *rows])

    assert [getattr(one, role).raw for one in reading.indicators] == [row[3] for row in ROWS]
    (found,) = (finding for finding in reading.findings if finding.rule in ("column-again", "unread-row"))
    assert (found.rule, found.params) == ("column-again", {"chosen": chosen, "heading": other})
    assert [source.text for source in found.sources] == [chosen, other]


def test_of_two_columns_the_one_with_cells_is_read():
    """A column that the office left empty is not chosen, and one without a cell is no second column."""
    for at in (0, 1):
        heads, rows = (
            ["年度指标值", "预期目标值"],
            [[*row[:3], *(("", row[3]) if at else (row[3], ""))] for row in ROWS],
        )

        reading = read("项目支出绩效目标表", [[*LEVELS, *heads], *rows])

        assert [one.annual_target.raw for one in reading.indicators] == [row[3] for row in ROWS]
        assert not rules(reading)


@pytest.mark.parametrize("heading", ["参考值", "标准值"])
def test_a_standard_is_the_target_only_where_no_column_is(heading):
    """参考值 before 年度指标值 is what the target is measured against."""
    rows = [[*row[:3], "5场", row[3]] for row in ROWS]

    reading = read("项目支出绩效目标表", [[*LEVELS, heading, "年度指标值"], *rows])

    assert [one.annual_target.raw for one in reading.indicators] == [row[3] for row in ROWS]


def test_a_column_of_its_own_goes_before_one_that_holds_names_too():
    """三级指标及指标值 beside 目标值: the target is what stands below 目标值."""
    rows = [[*row[:2], row[2], row[3]] for row in ROWS]

    reading = read("项目支出绩效目标表", [["一级指标", "二级指标", "三级指标及指标值", "目标值"], *rows])

    assert [one.annual_target.raw for one in reading.indicators] == [row[3] for row in ROWS]


def test_two_results_in_words_are_both_named():
    """完成情况 beside 实际完成情况: one is read, the finding names the other."""
    rows = [[*row, "已经完成", "13场"] for row in ROWS]

    reading = read("项目支出绩效自评表", [[*LEVELS, "年度指标值", "完成情况", "实际完成情况"], *rows])

    (found,) = (finding for finding in reading.findings if finding.rule == "column-again")
    assert set(found.params.values()) == {"完成情况", "实际完成情况"}


def test_halves_of_the_year_are_no_target():
    """年度目标值 over 上半年 and 下半年: neither is that of the year."""
    reading = read("项目支出绩效目标表", [[*LEVELS, "上半年目标值", "下半年目标值"], *([*row, "6场"] for row in ROWS)])

    assert reading is None or not any(one.annual_target for one in reading.indicators)


def test_what_was_granted_goes_before_what_was_asked_for():
    """Of 申报 and 批复 the latter is the target, whichever stands first."""
    for heads in (["部门申报指标值", "财政批复指标值"], ["财政批复指标值", "部门申报指标值"]):
        at = heads.index("财政批复指标值")
        rows = [[*row[:3], *(("10场", row[3]) if at else (row[3], "10场"))] for row in ROWS]
        reading = read("项目支出绩效目标批复表", [[*LEVELS, *heads], *rows])
        assert [one.annual_target.raw for one in reading.indicators] == [row[3] for row in ROWS]


def test_signs_below_an_unknown_heading_are_part_of_their_targets():
    """≥ stands in one column and 定性 where there is no sign, whatever that column is called."""
    rows = [
        [*row[:3], sign, value]
        for row, sign, value in zip(ROWS, ["≥", "≥", "定性", "≥"], [12, 98, "扩大", 90], strict=True)
    ]
    table = [[*LEVELS, "指标值类型", "年度指标值"], *([str(cell) for cell in row] for row in rows)]
    reading = read("项目绩效目标表", table)
    assert [one.annual_target.raw for one in reading.indicators] == ["≥12", "≥98", "扩大", "≥90"]


def test_a_sign_among_other_words_of_an_unknown_column_is_no_remark():
    """Which words go with the target cannot be told: the row is cited."""
    table = [
        [*LEVELS, "取值说明备查", "年度指标值"],
        *([*row[:3], sign, row[3]] for row, sign in zip(ROWS, "≥甲乙丙", strict=True)),
    ]
    reading = read("项目绩效目标表", table)
    assert [one.name for one in reading.indicators] == [row[2] for row in ROWS[1:]]
    assert "unread-row" in [finding.rule for finding in reading.findings]


def test_a_word_over_target_and_unit_is_the_target():
    """定性 has no unit: 减少 is merged over both columns. A figure merged so may be two cells that ran together."""
    headings = [*LEVELS, "指标值类型", "目标值", "度量单位"]
    words = ["成本指标", "社会成本指标", "对社会的不利影响", "定性", "减少", None]
    figure = ["产出指标", "数量指标", "科普讲座", "≥", "12场", None]
    reading = read("项目绩效目标表", [headings, words, figure, ["产出指标", "质量指标", "展品完好率", "≥", "98", "%"]])
    assert [(one.name, one.annual_target.raw) for one in reading.indicators] == [
        ("对社会的不利影响", "减少"),
        ("展品完好率", "≥98%"),
    ]
