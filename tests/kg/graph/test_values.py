"""Deadlines with a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.values import deadline_date


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("截止2022年底", date(2022, 12, 31)),
        ("2024年内", date(2024, 12, 31)),
        ("2025年6月30日前", date(2025, 6, 30)),
        ("2024-02-29", date(2024, 2, 29)),
        ("２０２４年２月底前", date(2024, 2, 29)),
        ("2023年11月", date(2023, 11, 30)),
        ("2023年2月30日", None),
        ("2023年6月初", None),
        ("2023年上半年", None),
        ("本年内完成", None),
        ("12月底前", None),
        ("一小时内", None),
    ],
    ids=str,
)
def test_the_last_day_that_a_time_limit_allows(printed, day):
    """A day is given only where a year is printed and the day is certain."""
    assert deadline_date(printed) == day


@given(st.text(alphabet="0123456789年月日底前/-. 度", max_size=20))
def test_any_words_give_a_day_or_none(printed):
    """No printed time limit can stop a build."""
    day = deadline_date(printed)
    assert day is None or 1900 <= day.year <= 2099
