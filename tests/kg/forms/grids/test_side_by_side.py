"""Two forms beside each other on one sheet: each keeps its own project, targets and results."""

import pytest

from tests.kg.forms.grids.setting import read

HEAD = ["绩效指标", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def form(project, target, actual):
    return [
        ["项目名称", None, project, None, None, None, None],
        ["项目资金（万元）", None, "年度资金总额", None, "120", None, None],
        HEAD,
        ["", "产出指标", "讲座场次", target, actual, "50", "50"],
        ["", "满意度指标", "听众满意度", "≥90%", "95%", "50", "49"],
    ]


@pytest.mark.parametrize("gap", [[], [""], ["", ""]], ids=len)
def test_forms_beside_each_other_are_not_mixed(gap):
    """The year's target of the left one was taken for the whole period's of the right one."""
    left, right = form("甲项目", "≥120场", "126场"), form("乙项目", "≥30场", "31场")
    table = [[*one, *gap, *other] for one, other in zip(left, right, strict=True)]
    reading = read("项目支出绩效自评表", "（2024年度）", table)

    assert [one.name for one in reading.projects] == ["甲项目", "乙项目"]
    assert [
        (one.project.name, one.period_target, one.annual_target.raw, one.actual.raw)
        for one in reading.indicators
        if one.name == "讲座场次"
    ] == [("甲项目", None, "≥120场", "126场"), ("乙项目", None, "≥30场", "31场")]


def test_words_in_the_place_of_points_are_cited():
    """良好 is no score, and an error neither; a dash says that there is none."""
    rows = form("甲项目", "≥120场", "126场")
    rows[3][6], rows[4][6] = "良好", "—"
    reading = read("项目支出绩效自评表", "（2024年度）", rows)

    assert [one.scored for one in reading.indicators] == [None, None]
    assert [f.params["words"] for f in reading.findings if f.rule == "unreadable-amount"] == ["良好"]
