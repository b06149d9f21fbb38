"""Tables with a project on each row and its indicators side by side: the same records as one indicator a row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kg.forms.grids.setting import read

LEVEL1 = ["成本指标", "产出指标", "效益指标", "满意度指标"]
WORDS = st.sampled_from(["讲座", "展览", "培训", "巡查", "管护", "演出"])
VALUES = st.sampled_from(["≥12场", "3处", "98%以上", "不低于90%", "逐步提高", "12月底前"])


def wide(projects, depth):
    """Set projects as pairs below the first levels; each takes ``depth`` rows."""
    rows = [
        ["项目编码", "项目名称", "资金情况", "绩效目标", *(cell for level in LEVEL1 for cell in (level, None))],
        [..., ..., "资金总额", ..., *("三级指标", "指标值") * len(LEVEL1)],
    ]
    for code, (name, money, pairs) in enumerate(projects):
        for line in range(depth):
            head = [str(code), name, money, f"做好{name}"] if not line else [...] * 4
            rows.append(
                [*head, *(cell for level in pairs for cell in (level[line] if line < len(level) else ("", "")))]
            )
    return rows


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(st.tuples(WORDS, VALUES), max_size=2), min_size=4, max_size=4).filter(any),
        min_size=1,
        max_size=4,
    )
)
def test_pairs_side_by_side_are_the_indicators_of_their_project(drawn):
    """Every pair is one indicator below its level, with its project, its money and its goal; nothing else is read."""
    projects = [(f"项目{at}号", f"{at + 1}.5", pairs) for at, pairs in enumerate(drawn)]
    reading = read("部门预算项目绩效目标表", "部门名称：某县文化局", "单位：万元", wide(projects, 2))

    expected = {
        (name, level, words, value)
        for name, _, pairs in projects
        for level, cells in zip(LEVEL1, pairs, strict=True)
        for words, value in cells
    }
    got = {(one.project.name, one.level1, one.name, one.annual_target.raw) for one in reading.indicators}
    assert got == expected
    assert len(reading.indicators) == sum(len(cells) for _, _, pairs in projects for cells in pairs)
    assert [(one.name, int(one.amounts[0].yuan), one.goal) for one in reading.projects] == [
        (name, int(float(money) * 10_000), f"做好{name}") for name, money, _ in projects
    ]


@pytest.mark.parametrize("empty", ["", "/"])
def test_names_above_their_targets(empty):
    """指标名称 above 指标值: the cells of a column are one indicator below the levels that stand above it."""
    reading = read(
        "某县交通局2025年项目支出绩效目标一览表",
        "单位：万元",
        [
            ["项目名称", "年初预算", "内容", "产出指标", None, "满意度指标"],
            [..., ..., ..., "数量指标", "质量指标", "服务对象满意度指标"],
            ["公路养护", "12", "指标名称", "养护里程", empty, "群众满意度"],
            [..., ..., "指标值", "86公里", empty, "≥90%"],
            ["公交补贴", "3", "指标名称", "补贴线路", "准点率", "乘客满意度"],
            [..., ..., "指标值", "32条", "≥95%", "≥92%"],
            ["合计", "15", "", "", "", ""],
        ],
    )

    assert [
        (one.project.name, one.level1, one.level2, one.name, one.annual_target.raw) for one in reading.indicators
    ] == [
        ("公路养护", "产出指标", "数量指标", "养护里程", "86公里"),
        ("公路养护", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
        ("公交补贴", "产出指标", "数量指标", "补贴线路", "32条"),
        ("公交补贴", "产出指标", "质量指标", "准点率", "≥95%"),
        ("公交补贴", "满意度指标", "服务对象满意度指标", "乘客满意度", "≥92%"),
    ]
    assert [int(project.amounts[0].yuan) for project in reading.projects] == [120_000, 30_000]


OUTLINE = [
    ["项目", "指标值", "绩效金额（万元）"],
    ["绿化养护", "", "50"],
    ["年度目标：绿化达标", "", ""],
    ["产出指标", "", ""],
    ["数量指标", "", ""],
    ["养护面积", "≥5公顷", ""],
    ["质量指标", "", ""],
    ["合格率", "≥95%", ""],
]


def test_an_outline_ends_with_a_heading_that_has_no_kinds():
    """满意度指标 alone is a first level, a line with a colon names no project, and notes below are no indicators."""
    below = [["满意度指标", "", ""], ["满意度", "≥90%", ""], ["填表说明：按年度填写", "", ""], ["联系电话", "12", ""]]
    reading = read("2023年度项目支出绩效目标表", [*OUTLINE, *below])

    assert [(one.project.name, one.level1, one.level2, one.name) for one in reading.indicators] == [
        ("绿化养护", "产出指标", "数量指标", "养护面积"),
        ("绿化养护", "产出指标", "质量指标", "合格率"),
        ("绿化养护", "满意度指标", "", "满意度"),
    ]


@pytest.mark.parametrize("line", ["和补种面积", "补种数量"])
def test_a_line_without_target_between_the_indicators_of_an_outline_is_no_project(line):
    """It may be the rest of a name or a name whose target is empty: nothing is stored under a project of that name."""
    below = [[line, "", ""], ["时效指标", "", ""], ["完成时间", "12月底", ""]]

    assert read("2023年度项目支出绩效目标表", [*OUTLINE, *below]) is None


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("绩效目标", "机柜数量（≥77台）（含备用）"),
        ("绩效目标", "机柜数量（≥77台）；机房数量（2间）"),
        ("绩效目标", "培训人数（人次）"),
        ("绩效目标完成情况", "机柜数量（≥77台）"),
    ],
)
def test_items_in_brackets_that_may_be_read_in_two_ways_are_not_read(heading, item):
    """The last brackets hold no target, the name holds another, or all are results: no figure is stored."""
    cell = f"【产出指标-数量指标】{item}【产出指标-质量指标】指标1：合格率（100%）"
    rows = [["项目名称", "预算安排（万元）", heading], ["机房项目", "50", cell]]

    assert read("2023年度项目支出绩效目标表", rows) is None
