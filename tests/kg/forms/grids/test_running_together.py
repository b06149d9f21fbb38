"""Figures, units and targets that could run into each other: kept apart, or cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.reading import read_bytes
from tests.kg.forms.examined.drawn import targets_b, targets_d
from tests.kg.forms.examined.writing import written
from tests.kg.forms.grids.setting import read

FORMS = {form.slug[:3]: form for form in (*targets_b.FORMS, *targets_d.FORMS)}
YEARS = "前年|上年|预计当年实现"


def reading_of(slug, *words, kind=None):
    form = FORMS[slug]
    text = form.text
    for printed, other in words:
        assert printed in text
        text = text.replace(printed, other)
    form = replace(form, text=text, kind=kind or form.kind, look={} if kind else form.look)
    return read_bytes(written(form), form.file_name)


@pytest.mark.parametrize("unit", ["1/10万", "24小时", "十万分之一"])
def test_a_unit_that_begins_with_a_figure_makes_no_number(unit: str):
    """9 beside such a unit is no 91, 924 or 90,000: the row is cited."""
    reading = reading_of("327", ("1/10万", unit))
    assert "孕产妇死亡率" not in {one.name for one in reading.indicators}
    assert any("孕产妇死亡率" in one.params["words"] for one in reading.findings if one.rule == "unread-row")


def test_a_date_takes_no_unit():
    """2023年10月底前 beside 月 is the date as printed."""
    targets = {one.name: one.annual_target.raw for one in reading_of("311").indicators}
    assert targets["治理工程完工时间"] == "2023年10月底前"


@pytest.mark.parametrize("kind", ["tabs", "docx", "xlsx", "html", "pdf"])
@pytest.mark.parametrize("heads", ["2021年|2022年|2023年", "前年完成数|上年完成数|本年数"])
def test_a_target_among_several_figures_is_told_or_cited(kind: str, heads: str):
    """Of figures of several years below one 指标值 none is a target unless its heading says so."""
    reading = reading_of("310", (YEARS, heads), kind=kind)
    assert not [
        one for one in reading.indicators if one.annual_target and one.annual_target.raw in ("18200批次", "99.1%")
    ]


@pytest.mark.parametrize("kind", ["tabs", "docx", "xlsx", "html", "pdf"])
def test_the_years_before_are_no_targets(kind: str):
    """Below 指标值 the figure of the coming year is the target."""
    targets = {one.name: one.annual_target.raw for one in reading_of("310", kind=kind).indicators}
    assert targets["食品抽检批次"] == "20000批次"


@pytest.mark.parametrize(
    ("unit", "points", "target"),
    [("万头（只）20", "", None), ("m2", "20", "≥128m2"), ("m2", "", "≥128m2"), ("万m3", "", "≥128万m3")],
)
def test_points_that_ran_into_a_unit_are_cited(unit: str, points: str, target: str | None):
    """A unit that ends in a figure beside missing points holds them: the row is no record; m2 beside points is one."""
    reading = read(
        "2024年度项目支出绩效目标表",
        [
            ["项目名称", "疫病免疫", None, None, None, None, None],
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"],
            ["产出指标", "数量指标", "免疫数量", "≥", "128", unit, points],
            ["产出指标", "质量指标", "抗体合格率", "≥", "70", "%", "20"],
        ],
    )
    targets = {one.name: one.annual_target.raw for one in reading.indicators}
    assert targets.get("免疫数量") == target
    assert targets["抗体合格率"] == "≥70%"
    assert any("128" in one.params.get("words", "") for one in reading.findings) == (target is None)


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("计划完成率", "12月底前≥90%", "12月底前≥90%"),
        ("预算执行率", "6月底≥50%，12月底≥95%", "6月底≥50%，12月底≥95%"),
        # a date and a rate of which one belongs to another name
        ("主体完工时间", "12月底前≥90%", None),
        ("受益学校数", "96所≥3.2万人", None),
        ("计划完成率", "12月底前≥90%≥5次", None),
    ],
)
def test_a_date_before_a_rate_belongs_to_it(name: str, value: str, read_as: str | None):
    """Until when and how much is one target; behind the name of a time it is the target of another indicator."""
    rows = [["产出指标", "时效指标", name, value], ["产出指标", "质量指标", "合格率", "≥95%"]]
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    reading = read("2024年度项目支出绩效目标表", [["项目名称", "水利", None, None], head, *rows])
    assert {one.name: one.annual_target.raw for one in reading.indicators}.get(name) == read_as
