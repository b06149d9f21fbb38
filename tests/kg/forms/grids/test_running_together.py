"""Figures, units and targets that could run into each other: kept apart, or cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.reading import read_bytes
from tests.kg.forms.examined.drawn import targets_b, targets_d
from tests.kg.forms.examined.writing import written

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
