"""Indicators in numbered sentences: labels before the values, or a level before the name, make them indicators."""

import pytest

from tests.kg.forms.grids.setting import read

TITLE = "2024年度项目绩效自评报告（县科技馆运行经费）"
SENTENCES = (
    "（一） 产出指标",
    "1、数量指标",
    "1）讲解场次（场），目标值40，完成值42，分值10，得分10。",
    "2）临展数量，年初目标值≥2个；实际完成值2个；自评得分9分。",
    "2、时效指标",
    "（二） 满意度指标",
    "1、服务对象满意度指标",
    "1）观众满意度，目标值≥90%，实际完成95%，得分10分。",
)


def found(reading):
    return [
        (one.level1, one.level2, one.name, one.annual_target.raw, one.actual and one.actual.raw, one.scored)
        for one in reading.indicators
    ]


def test_labelled_sentences_are_indicators_below_the_headings_above_them():
    """Name, target, result and points as labelled, levels as printed, the project that the title names."""
    reading = read(TITLE, "一、项目概况", "全年运行正常，目标值均已完成。", *SENTENCES)
    assert found(reading) == [
        ("产出指标", "数量指标", "讲解场次（场）", "40", "42", 10),
        ("产出指标", "数量指标", "临展数量", "≥2个", "2个", 9),
        ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%", "95%", 10),
    ]
    assert {one.project.name for one in reading.indicators} == {"县科技馆运行经费"}


def test_the_same_sentences_in_a_column_of_cells():
    """A sheet, or the layout of a web page, that sets no words side by side is lines."""
    reading = read([[TITLE], *([line] for line in SENTENCES)])
    assert [one.name for one in reading.indicators] == ["讲解场次（场）", "临展数量", "观众满意度"]


def test_a_level_before_the_name_makes_a_sentence_an_indicator():
    """数量指标：慰问人数=9人: the target stands behind the name with its sign."""
    reading = read(
        "慰问经费使用情况公示",
        "数量指标：慰问人数=9人，当年实际完成9人。",
        "社会效益指标：政策知晓率≥90%，当年实际完成100%。",
        "满意度指标：慰问对象都满意。",
    )
    assert found(reading) == [
        ("", "数量指标", "慰问人数", "=9人", "9人", None),
        ("", "社会效益指标", "政策知晓率", "≥90%", "100%", None),
    ]
    assert any("慰问对象都满意" in finding.params.get("words", "") for finding in reading.findings)


def test_the_project_below_the_sentences_is_theirs():
    """A report that prints 项目名称 behind them tells of no other one."""
    reading = read(
        "项目支出绩效自评报告", SENTENCES[2], SENTENCES[7], "项目名称：防疫补助。", "项目主管部门：某县科学技术协会。"
    )
    assert {one.project.name for one in reading.indicators} == {"防疫补助"}
    assert reading.document.department == "某县科学技术协会"


def test_sentences_about_a_table_are_not_read_again():
    """Where a table holds the indicators, sentences only tell of them."""
    reading = read(
        TITLE,
        [
            ["一级指标", "二级指标", "三级指标", "指标值", "完成值"],
            ["产出指标", "数量指标", "讲解场次", "40场", "42场"],
        ],
        "1）讲解场次，目标值40场，完成值42场，得分10分。",
    )
    assert [one.name for one in reading.indicators] == ["讲解场次"]


@pytest.mark.parametrize(
    "lines",
    [
        ("全年讲解42场，完成目标的105%。", "数量指标完成较好，质量指标有待提高。"),
        ("1）讲解场次，目标值40场，由于场馆维修，完成值30场。",),
        ("1）讲解场次，目标值40场，目标值42场，完成值30场。",),
        ("数量指标：讲解场次=40场。", "第二个项目另有说明。", "数量指标：慰问人数=9人。"),
        ("讲解场次，目标值40场，完成值30场。", "第二个项目如下。", "慰问人数，目标值9人，完成值9人。"),
        ("1）讲解场次，目标值40场，得分率90%。",),
    ],
)
def test_prose_and_unsure_sentences_are_no_indicators(lines):
    """Words without labels, a sentence with others between, a label twice, and runs for several projects."""
    assert read(TITLE, *lines) is None
