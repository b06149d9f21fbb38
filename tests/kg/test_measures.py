"""Which measure an indicator uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measures import MEASURES, measure_of
from kg.quantities.value import Dimension
from tests.kg.graph.readings import Page


@pytest.mark.parametrize(
    ("name", "raw", "measure"),
    [
        ("科普活动", "不少于80场", "event_count"),
        ("科普活动参与人数", "不少于1.5万人次", "person_times"),
        ("成果数量", "10项", "item_count"),
        ("成果数量", "有效提升", None),
        ("服务对象满意度", "≥90%", "satisfaction"),
        ("公众满意率", "提高", "satisfaction"),
        ("满意的课程", "12门", "item_count"),
        ("公众知晓度", "达95%", "ratio"),
        ("合同额", "100万元", "money"),
        ("设备响应", "1小时内", "duration"),
        ("展览面积", "", "area"),
        ("完成情况", "本年内完成", "deadline"),
        ("科研成果转化情况（项）", "", "item_count"),
        ("培训班次（%）", "", "ratio"),
        ("年度工作", "良好", None),
    ],
    ids=str,
)
def test_measure_of_name_and_value(name, raw, measure):
    """The first promised number decides; where the value says nothing, the ending of the name does."""
    assert measure_of(name, Page("a").target(raw, name=name)) == measure


def test_every_dimension_that_counts_has_one_measure():
    """No promised number is left without a measure, and none has two."""
    dimensions = [measure.dimension for measure in MEASURES if measure.dimension is not None]

    assert sorted(dimensions) == sorted(set(Dimension) - {Dimension.NONE})


@given(st.text(max_size=20))
def test_a_name_alone_gives_a_known_measure_or_none(name):
    """Whatever the name, the answer is a concept of the taxonomy or nothing."""
    assert measure_of(name, None) in {None, *(measure.name for measure in MEASURES)}
