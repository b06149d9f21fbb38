"""What a query says besides topic and measure: counter, direction, category, department."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.query.preferences import CATEGORY, DIRECTION, NOTHING, UNIT, preferred
from embeddings.query.understanding import understand
from embeddings.retrieval.search import Index


@pytest.fixture(scope="module")
def index(sample_dataset):
    from kg.dataset import open_build

    return Index(open_build(sample_dataset).folder.path)


def said(index, query):
    """What was read, in words."""
    found = preferred(query, understand(query).counters, index.catalogue)
    units = {index.catalogue.measure_units[number] for number in found.measure_units}
    codes = {index.catalogue.categories[number].code for number in found.categories}
    return units, found.direction, codes


@pytest.mark.parametrize(
    ("query", "units", "direction", "codes"),
    [
        ("科普讲座", set(), 0, set()),
        ("科普讲座不少于12场", {"场"}, 1, set()),
        ("办了几场讲座", {"场"}, 0, set()),
        ("成本控制在5万元以内", {"元"}, -1, set()),
        ("3场以上，不超过10场", {"场"}, 0, set()),
        ("培训 数量指标", set(), 0, {"output/quantity"}),
        ("活动的社会效益", set(), 0, {"benefit/social"}),
        ("社会", set(), 0, set()),
    ],
)
def test_what_is_said_besides_the_topic(index, query, units, direction, codes):
    """Counters, bounds that all point one way, and official words for a category; plain words say nothing."""
    found = said(index, query)

    assert found[:2] == (units, direction)
    assert found[2] >= codes if codes else found[2] == set()
    assert all(any(code.startswith(one) for one in codes) for code in found[2])


@pytest.mark.parametrize(
    "query", ["科普讲座不少于12场", "黄埔 活动 数量指标", "满意度指标 不低于95%", "黄埔的讲座不少于3场 数量指标"]
)
@pytest.mark.parametrize("limit", [1, 3, 10, 1000])
def test_the_head_is_that_of_scoring_everything(index, query, limit):
    """Additions belong to rows; still the best few are exactly those of all rows, ties by place."""
    question = index.question(query)
    assert question.preferred != NOTHING
    rows = np.arange(index.catalogue.rows)
    totals = np.rint(index.row_scores(question, rows) * 1_000_000).astype(np.int64)
    ranked = index.rank(question, limit)
    every = index.rank(question, len(rows))
    order = np.lexsort((every.rows, -totals[every.rows]))

    assert ranked.rows.tolist() == every.rows[order][:limit].tolist()
    assert ranked.scores.tolist() == totals[ranked.rows].tolist()


def test_equal_names_stand_in_the_order_of_what_was_said(index):
    """Each feature is a part of the score, and adds as much as it says."""
    answer = index.search("科普讲座不少于3场 数量指标", limit=30).to_json()
    seen = set()
    for hit in answer["hits"]:
        why, target = hit["why"], hit["target"] or {"components": []}
        features = why["features"]
        counted = [one for one in target["components"] if one["measure_unit"] == "场"]
        assert features["unit"] == (UNIT / 1e6 if counted else 0)
        at_least = any(one["comparator"] in ("ge", "gt") for one in counted)
        assert features["direction"] == (DIRECTION / 1e6 if at_least else 0)
        own = hit["category"]["code"] == "output/quantity"
        assert features["category"] == (CATEGORY / 1e6 if own else 0)
        assert hit["score"] == pytest.approx(why["dense"] + why["lexical"] + sum(features.values()), abs=1e-9)
        seen |= {(name, value) for name, value in features.items() if name != "measure"}
    assert len(seen) >= 5  # each of them with and without, nearly


def test_what_no_row_has_adds_nothing(index):
    """A counter that no target has is no preference, and no error."""
    assert said(index, "不少于3艘")[0] == set()
