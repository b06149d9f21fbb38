"""Bounds in a query are read as the documents' figures are, and filter only when asked to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.conditions import conditions_in
from embeddings.filters import Filters


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("不少于12场科普讲座", [("不少于12场", "场", "12", None)]),
        ("满意度90%以上", [("90%以上", "%", "90", None)]),
        ("满意度 ≥ 90 %", [("≥ 90 %", "%", "90", None)]),
        ("培训10-20场", [("10-20场", "场", "10", "20")]),
        ("经费50万元以内", [("50万元以内", "元", None, "500000")]),
        ("超过1万人次", [("超过1万人次", "人次", "10000", None)]),
        (
            "讲座不少于12场，听众不超过2000人次",
            [("不少于12场", "场", "12", None), ("不超过2000人次", "人次", None, "2000")],
        ),
        ("科普讲座场次", []),
        ("给村民开科普讲座，一年定12场够不够", []),
        ("2022年科普活动", []),
        ("", []),
    ],
)
def test_a_bound_is_read_with_its_unit_and_words(query, expected):
    """At least, at most and ranges are bounds; a plain figure and a year are none."""
    found = [
        (c.to_json()["text"], c.measure_unit, c.to_json()["min"], c.to_json()["max"]) for c in conditions_in(query)
    ]

    assert found == expected


@given(st.text("不少于超过以上内%场次人万0123456789.-~，科普 ≥<", max_size=14))
def test_any_text_can_be_asked(query):
    """Whatever is typed, reading ends, and the words of each bound stand in the query (in half width)."""
    for condition in conditions_in(query):
        assert condition.measure_unit
        assert condition.minimum is not None or condition.maximum is not None


def test_bounds_filter_only_when_asked_to(index):
    """Without `typed` the words change nothing but are reported; with it, as the same filters do."""
    query = "科普讲座不少于5场"
    plain = index.search(query, limit=100)
    typed = index.search(query, limit=100, typed=True)
    filtered = index.search(query, limit=100, filters=Filters(measure_unit="场", minimum=5))

    assert (plain.understood["applied"], typed.understood["applied"]) == (False, True)
    assert plain.understood["conditions"] == typed.understood["conditions"]
    assert typed.hits == filtered.hits
    assert 0 < len(typed.hits) < len(plain.hits)


def test_a_filter_goes_before_the_words(index):
    """Who gives a bound as an option means that one, whatever the words say."""
    asked = Filters(measure_unit="场", maximum=3)
    both = index.search("科普讲座不少于5场", filters=asked, typed=True)

    assert not both.understood["applied"]
    assert both.hits == index.search("科普讲座不少于5场", filters=asked).hits


def test_a_bound_that_nobody_meets_finds_nothing(index):
    """The answer is none, and what was applied is told."""
    answer = index.search("科普讲座不少于5公顷", typed=True)

    assert (answer.answer, answer.hits, answer.understood["applied"]) == ("none", (), True)
