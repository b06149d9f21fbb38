from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.audit.attainment import computed_rate, exceeds, sole_promise
from kg.cells import Cell, Piece
from kg.forms.budget_tables import completion_rate
from kg.text import TextLayer
from tests.kg.audit import building
from tests.kg.audit.building import target


@pytest.mark.parametrize(
    ("promised", "reached", "rate"),
    [
        ("青年人才参加学术会议40场。", "青年人才参加学术会议45场。", "1.125000"),
        ("支持会议18场。", "支持会议15场。", "0.833333"),
        ("≥2000人次", "2000人次", "1.000000"),
        ("不少于20次", "超40场", "2.000000"),
        ("专项活动20场", "专项活动约100场", "5.000000"),
        ("不少于1.5万人次", "2100万人次", "1400.000000"),
        ("不少于12项", "共17个", "1.416667"),
        ("不低于85%", "97%。", "1.141176"),
        ("不少于2小时", "90分钟", "0.750000"),
        ("全年不少于200次", "250次", "1.250000"),
        ("约200个", "290个(其中技术需求161个,技术成果129个)", "1.450000"),
        ("不少于2000家", "2100余家", "1.050000"),
        ("不少于100亿元", "102.48亿元", "1.024800"),
    ],
)
def test_divides_one_number_by_one(promised, reached, rate):
    """Where one number answers one, the rate is their quotient with six places."""
    assert computed_rate(target(promised), target(reached, actual=True)) == Decimal(rate)


@pytest.mark.parametrize(
    ("promised", "reached", "why"),
    [
        ("≥0", "95%", "nothing can be divided by a target of zero"),
        ("10人次", "10次", "another thing is counted"),
        ("不超过3%", "2%", "less is better"),
        ("2-3分钟", "2分钟", "a range has no one value"),
        ("100万元", "90万元", "a bare sum of money may be a cost"),
        ("30天", "25天", "a bare number of days may be a limit"),
        ("培训2场，会议3场", "培训2场，会议3场", "more than one number was promised"),
        ("不少于20场", "有效开展各项活动", "no number was reached"),
        ("约20场", "18场", "an approximate word must not decide"),
        ("不少于20场", "近20场", "an approximate word must not decide"),
        ("不少于100家", "超过90家", "above 90 may be 100"),
        ("每月1份", "12份", "one stands for a month, the other for the year"),
        ("每场100人", "300人", "one stands for a session"),
        ("高于“十三五”17.4%", "20.8%", "the target speaks of another period"),
        ("", "5场", "no target was printed"),
    ],
)
def test_says_nothing_where_it_is_not_certain(promised, reached, why):
    """A rate is computed only where both numbers speak of the same thing and decide."""
    assert computed_rate(target(promised), target(reached, actual=True)) is None, why


def test_says_nothing_where_less_is_better():
    """Fewer complaints than planned is no shortfall."""
    assert computed_rate(target("5次"), target("2次", actual=True), name="群众投诉次数") is None


@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_is_the_exact_quotient(promised, reached):
    """The fraction is exact to half a unit of its sixth place."""
    rate = computed_rate(target(f"不少于{promised}场"), target(f"{reached}场", actual=True))

    assert rate is not None
    assert abs(rate * promised - reached) <= Decimal("0.0000005") * promised


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_never_fails(promised, reached):
    """Whatever two cells contain, the answer is a fraction or nothing."""
    rate = computed_rate(target(promised), target(reached, actual=True))

    assert rate is None or rate >= 0


@pytest.mark.parametrize(("limit", "value", "above"), [("1小时内", "90分钟", True), ("不超过3%", "3%", False)])
def test_upper_limits_are_compared_in_one_unit(limit, value, above):
    """A result above an upper limit is told across units of one dimension."""
    one, other = sole_promise(target(limit)), sole_promise(target(value, actual=True))

    assert exceeds(one, other) is above


@pytest.mark.parametrize(("name", "rate"), [("培训班场次", "0.5"), ("安全事故次数", None)])
def test_no_rate_is_computed_beside_a_printed_one_where_less_is_better(name, rate):
    """The name tells, as it does where the same row is mended (``kg.corrections.mending``)."""
    layer, words = TextLayer("a.txt", "0" * 64, "50%"), Cell((Piece("50%", 0, 1, None),))
    indicator = building.indicator(name, None, "2次", "1次", "50%")

    found = completion_rate(layer, indicator, words)

    assert (found.value, found.computed) == (Decimal(50), None if rate is None else Decimal(rate))
