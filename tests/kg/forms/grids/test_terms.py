"""Targets of the whole period and of the year in blocks of their own: 长期绩效指标 above or below 年度绩效指标."""

import pytest

from tests.kg.forms.grids.setting import read

LEVELS = ["一级指标", "二级指标", "三级指标"]
TITLE = "项目支出绩效目标申报表（2025年度）"
HEAD = ["项目名称", "湿地修复", None, None, None]
LONG = ["产出指标", "数量指标", "修复湿地面积", "≥900亩"]
YEAR = ["产出指标", "数量指标", "修复湿地面积", "≥300亩"]


def targets(reading):
    return [
        (one.name, one.period_target and one.period_target.raw, one.annual_target and one.annual_target.raw)
        for one in reading.indicators
    ]


BOTH = [("修复湿地面积", "≥900亩", None), ("修复湿地面积", None, "≥300亩")]


@pytest.mark.parametrize(
    "label", ["长期绩效指标", "中期绩效指标（截止2027年）", "中长期目标", "绩效指标（2025年—2027年）"]
)
def test_a_block_beside_whose_table_the_whole_period_stands(label):
    """Its values are targets of the whole period, those of 年度绩效指标 below it are of the year; no row is doubled."""
    reading = read(
        TITLE,
        [HEAD, [label, *LEVELS, "指标值"], [..., *LONG], ["年度绩效指标", *LEVELS, "指标值"], [..., *YEAR]],
    )

    assert targets(reading) == BOTH
    assert not {"duplicate-indicator", "missing-value"} & {finding.rule for finding in reading.findings}
    assert not [f for f in reading.findings if label in f.params.get("words", "")]


def test_labels_beside_rows_below_one_line_of_headings():
    """The label beside a row says it, until the next one begins."""
    rows = [["", *LEVELS, "指标值"], ["长期绩效指标", *LONG], ["年度绩效指标", *YEAR]]

    assert targets(read(TITLE, [HEAD, *rows])) == BOTH


def test_labels_on_rows_of_their_own():
    """A row over the whole width says it for the headings below it, or for the rows below it."""
    wide = [None] * 3
    above = [["长期绩效指标", *wide], [*LEVELS, "指标值"], LONG, ["年度绩效指标", *wide], [*LEVELS, "指标值"], YEAR]
    between = [[*LEVELS, "指标值"], ["一、长期绩效指标", *wide], LONG, ["二、年度绩效指标", *wide], YEAR]

    assert targets(read(TITLE, above)) == BOTH
    assert targets(read(TITLE, between)) == BOTH


def test_a_label_on_the_line_before_a_table():
    """A line says it for the table right below it alone."""
    tables = ("长期绩效指标", [[*LEVELS, "指标值"], LONG], "其他", [[*LEVELS, "指标值"], YEAR])

    assert targets(read(TITLE, [["项目名称", "湿地修复"]], *tables)) == BOTH


def test_a_heading_that_says_the_year_holds_alone():
    """年度指标值 is of the year wherever it stands; the label beside it is cited."""
    reading = read(TITLE, [HEAD, ["长期绩效指标", *LEVELS, "年度指标值"], [..., *YEAR]])

    assert targets(reading) == [("修复湿地面积", None, "≥300亩")]
    assert any("长期绩效指标" in finding.params.get("words", "") for finding in reading.findings)


def test_a_departments_form():
    """The form of a whole department has both blocks as well."""
    reading = read(
        "部门整体绩效目标申报表（2025年度）",
        [
            ["部门名称", "某市林业局", None, None, None],
            ["长期绩效指标", *LEVELS, "指标值"],
            [..., *LONG],
            ["年度绩效指标", *LEVELS, "预期当年实现值"],
            [..., *YEAR],
        ],
    )

    assert targets(reading) == BOTH
    assert "missing-value" not in {finding.rule for finding in reading.findings}


@pytest.mark.parametrize("goal", ["到2027年修复900亩。", ""])
def test_a_column_of_goals_is_no_label(goal):
    """中期目标 above the goals of projects, or above none, says nothing of the targets beside it."""
    heads = ["项目名称", "中期绩效目标", *LEVELS, "指标值"]
    row = ["湿地修复", goal, *YEAR]
    below = [..., ... if goal else "", *YEAR[:2], "巡护次数", "≥40次"]
    reading = read("项目支出绩效目标表（2025年度）", [heads, row, below])

    assert targets(reading) == [("修复湿地面积", None, "≥300亩"), ("巡护次数", None, "≥40次")]


def test_a_label_between_projects_and_levels():
    """In a long table it stands beside the rows of each project."""
    heads = ["项目名称", "", *LEVELS, "指标值"]
    rows = [["湿地修复", "长期绩效指标", *LONG], [..., "年度绩效指标", *YEAR]]

    assert targets(read("项目支出绩效目标表（2025年度）", [heads, *rows])) == BOTH
