"""Tables whose standards are grades (优, 良, 中, 差): the target beside them, or what the best grade asks for."""

import pytest

from tests.kg.forms.grids.setting import read

NONE = [None] * 6
TARGETS = [
    ["指标类型", "绩效指标", "绩效目标", "绩效标准", None, None, None],
    [..., ..., ..., "优", "良", "中", "差"],
    ["产出指标", "指标1：展厅面积", "800平方米", "800平方米以上", "700-800平方米", "600-700平方米", "600平方米以下"],
    [..., "指标2：讲解场次", "≥40场", "40场以上", "30-40场", "20-30场", "20场以下"],
    ["成效指标", "指标1：观众满意度", "≥90%", "90%以上", "80%-90%", "70%-80%", "70%以下"],
]
GRADES = [
    ["绩效指标分类", "绩效指标", "绩效指标描述", "绩效指标评价标准", None, None, None, "评价标准确定依据"],
    [..., ..., ..., "优", "良", "中", "差", ...],
    ["产出指标", "讲解场次", "全年讲解的场次", "40场", "30场", "20场", "20场", "历史数据"],
    ["效果指标", "观众满意度（%）", "问卷调查", "90%", "80%", "70%", "70%", "问卷"],
]


def found(reading):
    return [(one.level1, one.name, one.annual_target.raw) for one in reading.indicators]


def told(reading):
    return {finding.rule: finding.params for finding in reading.findings}


def test_the_target_beside_grades_is_read():
    """绩效目标 right of the names is the target; what the grades ask for is no figure, and is told as unread."""
    reading = read("项目绩效目标表", [["项目名称", "县科技馆运行", *NONE[:5]], *TARGETS])
    assert found(reading) == [
        ("产出指标", "展厅面积", "800平方米"),
        ("产出指标", "讲解场次", "≥40场"),
        ("成效指标", "观众满意度", "≥90%"),
    ]
    assert told(reading)["unread-columns"] == {"headings": "绩效标准"}
    assert "grade-as-target" not in told(reading)


def test_the_best_grade_stands_for_a_target_that_no_column_holds():
    """优 says what is promised, with a finding; the other grades are no figures."""
    reading = read("项目绩效目标表", [["项目名称", "县科技馆运行", *NONE], *GRADES])
    assert found(reading) == [("产出指标", "讲解场次", "40场"), ("效果指标", "观众满意度（%）", "90%")]
    assert told(reading)["grade-as-target"] == {"grade": "优"}
    assert told(reading)["unread-columns"] == {"headings": "良”“中”“差"}


def test_each_form_of_a_numbered_list_is_its_own_project():
    """Titles with a number name their projects: 1、…绩效目标表, 2、…绩效目标表."""
    titles = ["1、县科技馆免费开放补助绩效目标表", "2、提前下达2026年科普大篷车补助绩效目标表"]
    reading = read(*(part for title in titles for part in (title, GRADES)))
    assert [project.name for project in reading.projects] == ["县科技馆免费开放补助", "提前下达2026年科普大篷车补助"]
    assert [one.project.name for one in reading.indicators] == [p.name for p in reading.projects for _ in range(2)]


@pytest.mark.parametrize("grades", [["良", "优", "中", "差"], ["优", "良", "", ""], ["优", "良", "上年", "本年"]])
@pytest.mark.parametrize("merged", [True, False])
def test_what_is_no_row_of_grades_gives_no_target(grades, merged):
    """Without three grades in their order, nothing says which column holds what is promised."""
    head = GRADES[0] if merged else [cell or "" for cell in GRADES[0]]
    table = [head, [..., ..., ..., *grades, ...], *GRADES[2:]]
    assert read("项目绩效目标表", [["项目名称", "县科技馆运行", *NONE], *table]) is None
