"""Bounds in a query are read as the documents' figures are, and filter only when asked to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.index.building import build_index
from embeddings.query.conditions import conditions_in, passing
from embeddings.query.filters import Filters
from embeddings.retrieval.search import Index


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
        ("2022-2024年科普讲座", []),
        ("约12场讲座", []),
        ("近12场讲座", []),
        ("不少于10余场", [("不少于10余场", "场", "10", None)]),
        ("讲座不少于12场，培训不少于12场", [("不少于12场", "场", "12", None)]),
        ("讲座 ＞＝１２ 场", [("＞＝１２ 场", "场", "12", None)]),
        ("讲座３－５场", [("３－５场", "场", "3", "5")]),
        ("12场（含）以上", [("12场（含）以上", "场", "12", None)]),
        ("满意度百分之九十以上", [("百分之九十以上", "%", "90", None)]),
        ("满意度80%～90%", [("80%～90%", "%", "80", "90")]),
        ("", []),
    ],
)
def test_a_bound_is_read_with_its_unit_and_words(query, expected):
    """At least, at most and ranges are bounds; a plain figure and a year are none."""
    found = [
        (c.to_json()["text"], c.measure_unit, c.to_json()["min"], c.to_json()["max"]) for c in conditions_in(query)
    ]

    assert found == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("经费别超过50万元", (None, "500000")),
        ("经费不要超过 50万元", (None, "500000")),
        ("经费不能高于50万元", (None, "500000")),
        ("经费不宜低于50万元", ("500000", None)),
        ("投诉没有超过3起", (None, "3")),
        ("顶多3天", (None, "3")),
        ("少说也得12场", ("12", None)),
        ("起码12场讲座", ("12", None)),
        ("讲座10场起", ("10", None)),
        ("讲座10场打底", ("10", None)),
        ("经费50万元封顶", (None, "500000")),
        ("经费不超过50万元", (None, "500000")),
        ("超过50万元", ("500000", None)),
    ],
)
def test_spoken_bounds_go_the_way_they_are_meant(query, expected):
    """别超过 is at most, not more than: a bound read the wrong way round would hide exactly what is looked for."""
    (found,) = conditions_in(query)

    assert (found.to_json()["min"], found.to_json()["max"]) == expected


@pytest.mark.parametrize(
    "query", ["最多跑一次办结率", "调解10起交通事故", "3-6年级科普活动", "6-12岁儿童科普", "十四五以来"]
)
def test_idioms_grades_and_ages_are_no_bounds(query):
    """最多跑一次 is a name, 10起 a count, 3-6 without a unit as often a name as a range."""
    assert conditions_in(query) == ()


@pytest.mark.parametrize(
    ("query", "unit"),
    [("offline 参与人次≥10万", "人次"), ("经费50万以内", "元"), ("满意率不低于90", "%"), ("科普讲座≥12", None)],
)
def test_a_missing_unit_is_filled_in_where_there_is_only_one(query, unit):
    """人次 are counted in 人次; where several units are possible the bound has none."""
    (found,) = conditions_in(query)

    assert found.measure_unit == unit


_WORDS = st.text("不少于别没有超过低高至多顶以上内起%场次人万元/年半0123456789.-~（），科普 ≥<＞", max_size=14)


@given(_WORDS)
def test_any_text_can_be_asked(query):
    """Whatever is typed, reading ends, and the words of each bound stand in the query as typed."""
    for condition in conditions_in(query):
        assert condition.text
        assert condition.text in query
        assert condition.minimum is not None or condition.maximum is not None


@given(_WORDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_may_filter(index, query):
    """`typed` never makes a search fail, and what it leaves is the part of the plain answer that meets the bounds."""
    if not query.strip():
        return
    typed, plain = (index.search(query, limit=100, typed=wanted) for wanted in (True, False))
    rows = passing(conditions_in(query), index.catalogue, None)
    met = {index.catalogue.hit(row)["indicator"] for row in rows.tolist()}

    assert [hit["indicator"] for hit in typed.hits] == [
        hit["indicator"] for hit in plain.hits if hit["indicator"] in met
    ]


def test_a_pasted_document_is_read_as_far_as_a_query_goes(index):
    """A hundred thousand characters cost what two thousand do."""
    many = "，".join(f"讲座不少于{number}场" for number in range(1, 10_000))

    assert 0 < len(conditions_in(many)) < 300


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


@pytest.mark.parametrize(
    ("bound", "left"),
    [
        ("超过12场", ["超过12场", "13场"]),
        ("不少于12场", ["低于12场", "超过12场", "12场", "不少于12场", "13场"]),
        ("低于12场", ["11场", "低于12场"]),
        ("不超过12场", ["11场", "低于12场", "12场", "不少于12场", "超过12场"]),
        ("别超过12场", ["11场", "低于12场", "12场", "不少于12场", "超过12场"]),
    ],
)
def test_a_bound_is_met_by_itself_only_where_the_words_say_so(reading_of, encoder, tmp_path, bound, left):
    """超过 and 低于 leave the bound out, as the conventions read them; a target that says the same words stays."""
    targets = ("11场", "低于12场", "12场", "不少于12场", "超过12场", "13场")
    build_index(
        tmp_path,
        [reading_of("甲市科学技术协会", [("科普讲座场次", words, "数量指标", "") for words in targets])],
        encoder,
    )
    found = Index(tmp_path, encoder).search(f"科普讲座{bound}", typed=True)

    assert sorted(hit["target"]["raw"] for hit in found.hits) == sorted(left)
    assert found.understood["conditions"][0]["exclusive"] == (bound[:2] in ("超过", "低于"))


def test_a_bound_that_nobody_meets_finds_nothing(index):
    """The answer is none, and what was applied is told."""
    answer = index.search("科普讲座不少于5公顷", typed=True)

    assert (answer.answer, answer.hits, answer.understood["applied"]) == ("none", (), True)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("讲座不少于20场", {"讲座甲", "讲座乙", "讲座丙"}),
        ("讲座不少于20次", {"讲座甲", "讲座乙", "讲座丙"}),
        ("讲座超过20场", {"讲座丙"}),
        ("讲座不少于20人", {"讲座丁", "讲座戊"}),
        ("讲座不少于20人次", {"讲座丁"}),
        ("讲座不少于20期", {"讲座己"}),
    ],
)
def test_counters_of_one_kind_stand_for_each_other(reading_of, encoder, tmp_path, query, left):
    """Who promises 20次 answers 不少于20场; a counter of something else does not."""
    targets = ("20场", "20次", "25场次", "30人次", "30人", "40期")
    rows = [(f"讲座{name}", target, "数量指标", "") for name, target in zip("甲乙丙丁戊己", targets, strict=True)]
    build_index(tmp_path, [reading_of("甲市科学技术协会", rows)], encoder)

    assert {hit["name"] for hit in Index(tmp_path, encoder).search(query, typed=True).hits} == left
