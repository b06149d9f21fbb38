"""Facets count what choosing a value would leave, over all comparable rows and not only those shown."""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.analysis.folding import letters
from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.comparability.landmarks import FILE
from embeddings.index.building import build_index
from embeddings.query.filters import Filters, resolve
from embeddings.retrieval.facets import FACETS, counts_of_rows, counts_of_search
from embeddings.retrieval.search import Index

QUERIES = [
    "科普讲座",
    "科普讲座场次",
    "满意度",
    "服务对象满意度不低于90%",
    "「讲座」有几场",
    "讲座不少于5场",
    "成交金额",
]
FILTERS = [
    Filters(),
    Filters(measure_unit="场"),
    Filters(level="city"),
    Filters(level="district", category="output"),
    Filters(year=2023, measure_unit="%"),
    Filters(minimum=6),
    Filters(unit="甲州市科学技术协会服务中心", maximum=95),
    Filters(department="甲州市科学技术协会", year="2024"),
]


@pytest.fixture(scope="module")
def crowd(reading_of, encoder, tmp_path_factory) -> Index:
    """Some hundred indicators of nine departments, more than any answer shows."""
    chance = random.Random(11)
    objects = ["科普讲座", "科技培训", "科普展览", "学术交流", "志愿服务", "青少年竞赛"]
    counted = [
        ("场次", "{}场"),
        ("人次", "不少于{}人次"),
        ("满意度", "≥{}%"),
        ("", "{}场，覆盖{}人次"),
        ("期数", "{}期/场"),
    ]
    headings = ["数量指标", "质量指标", "服务对象满意度指标", "其他"]
    readings = []
    for number in range(9):
        rows = []
        for _ in range(90):
            ending, target = chance.choice(counted)
            figures = [chance.randint(1, 99) for _ in range(target.count("{}"))]
            project = chance.choice(["", "科普项目", "培训项目"])
            rows.append((chance.choice(objects) + ending, target.format(*figures), chance.choice(headings), project))
        name = (
            f"甲州市{'乙丙丁戊己庚辛壬癸'[number]}山区科学技术协会"
            if number % 3
            else f"{'乙丙丁'[number // 3]}州市科学技术协会"
        )
        readings.append(reading_of(name, rows, year=2022 + number % 3))
    folder = tmp_path_factory.mktemp("crowd")
    build_index(folder, readings, encoder)
    return Index(folder, encoder)


def _comparable(index: Index, query: str, filters: Filters, *, typed: bool) -> int:
    """Count by asking for everything and looking at each hit."""
    hits = index.search(query, limit=100_000, filters=filters, typed=typed).hits
    return sum(hit["comparable"] for hit in hits)


def _values(index: Index, facet: str) -> set[str]:
    """Every value that a filter of this name can take in this table."""
    catalogue = index.catalogue
    return {
        "level": {one.level for one in catalogue.departments},
        "department": {one.name for one in catalogue.departments},
        "year": {str(year) for year in catalogue.column("year").tolist() if year},
        "category": {one.code for one in catalogue.categories},
        "unit": {one.name for one in catalogue.units},
        "measure_unit": {unit for unit in catalogue.measure_units if unit},
    }[facet]


@pytest.mark.parametrize("typed", [False, True], ids=["plain", "typed"])
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_count_is_what_choosing_the_value_leaves(index, filters, typed):
    """Every value of every facet, against the search with that value as its filter; what is not listed leaves none."""
    for query in QUERIES:
        counted = counts_of_search(index, query, filters, typed=typed)

        assert counted.total == _comparable(index, query, filters, typed=typed)
        for facet in FACETS:
            left = {
                value: _comparable(index, query, replace(filters, **{facet: value}), typed=typed)
                for value in _values(index, facet)
            }
            listed = {one.value: one.count for one in counted.counts[facet]}
            assert listed == {value: count for value, count in left.items() if count}, (query, facet)


@pytest.mark.parametrize("query", ["科普讲座", "科技培训满意度", "志愿服务人次"])
def test_all_rows_are_counted_and_not_only_those_shown(crowd, query):
    """An answer shows ten, and a page at most a hundred; the counts are those of everything comparable."""
    counted = counts_of_search(crowd, query, Filters())

    assert counted.total == _comparable(crowd, query, Filters(), typed=False) > (100 if query == "科普讲座" else 10)
    for facet in ("level", "department", "year"):
        assert sum(one.count for one in counted.counts[facet]) == counted.total
        for one in counted.counts[facet]:
            assert one.count == _comparable(crowd, query, Filters(**{facet: one.value}), typed=False)
    for facet in ("category", "unit", "measure_unit"):
        for one in counted.counts[facet]:
            assert one.count == _comparable(crowd, query, Filters(**{facet: one.value}), typed=False)


@given(query=st.text("科普讲座培训满意度人次场志愿服务，几多少", min_size=2, max_size=9), data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_comparable_is_said_alike_for_rows_and_hits(crowd, query, data):
    """Whatever is asked, a row is comparable where its hit is."""
    rows = np.array(sorted(data.draw(st.sets(st.integers(0, crowd.catalogue.rows - 1), min_size=1, max_size=60))))
    question = crowd.question(query)
    hits = {hit["indicator"]: hit for hit in crowd.search(query, limit=100_000).hits}
    said = [bool(hits.get(hit["indicator"], {}).get("comparable")) for hit in crowd.catalogue.hits(rows.tolist())]

    assert crowd.comparable(question, rows).tolist() == said


def _alike(index, question, rows):
    """The plain definition: the sum of each row's figures in millionths, and whether a row may be the same."""
    entries = index.catalogue.column("entry")[rows].astype(np.int64)
    scores, whole = index.scores(question, entries), index.dense_scores(question, entries)
    weights = index.objects.weights
    vectors = index.encoder.encode([letters(name) for name in index.catalogue.names(rows.tolist())])
    sums = []
    for near, shared in zip(whole.tolist(), _shared(_landmarks(), question.vector, vectors).tolist(), strict=True):
        parts = weights.questions.whole * near, weights.questions.landmarks * shared
        sums.append(sum(round(1e6 * part) for part in parts))
    possible = (scores.measure == 0) & (scores.dense + scores.lexical > 0) & (whole >= weights.least_whole)
    return np.array(sums), possible


@cache
def _landmarks():
    """The shipped landmarks as they are packed, each at length 1."""
    packed = np.load(SHIPPED_MODEL / FILE).astype(np.int64)
    marks = np.stack([packed // 16 - 7, packed % 16 - 7], axis=-1).reshape(len(packed), -1).astype(np.float64)
    return marks / np.linalg.norm(marks, axis=1, keepdims=True)


def _shared(marks, one, others):
    """How much vectors lie as one does among landmarks, where the 32 nearest to that one count: 0 to 1."""
    asked, named = (20 * marks @ (np.rint(1000 * part.astype(np.float64)) / 1000).T for part in (one, others))
    nearest = np.argsort(-asked, kind="stable")[:32]
    lengths = np.exp(2 * asked[nearest]).sum() * np.exp(2 * named).sum(axis=0)
    cosines = np.exp(asked[nearest, None] + named[nearest]).sum(axis=0) / np.sqrt(lengths)
    return np.maximum(1 + np.log(cosines) / 8, 0)


@pytest.fixture(params=["cold", "asked before", "prepared", "large", "large and wide"])
def state(request, crowd, monkeypatch):
    """The crowd as a process finds it: objects not made, some made, all made; scored whole, or by way of faiss."""
    index = Index(crowd.folder, crowd.encoder)
    if request.param == "asked before":
        index.comparable(index.question("科普讲座"), np.arange(index.catalogue.rows))
    if request.param == "prepared":
        index.objects.prepare(threading.Event())
    if request.param.startswith("large"):
        monkeypatch.setattr("embeddings.retrieval.fusion.EXHAUSTIVE", 20)
        monkeypatch.setattr("embeddings.retrieval.fusion._FEW", 8)
        monkeypatch.setattr("embeddings.channels.range_search._SAMPLE", 16)
        monkeypatch.setattr("embeddings.channels.range_search._FEW", 0.0 if request.param.endswith("wide") else 0.9)
    return index


@given(query=st.text("科普讲座培训满意度人次场志愿服务展览交流、几多少第甲", min_size=1, max_size=9), data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bounds_decide_as_the_plain_definition_does(state, query, data):
    """Also where the line is drawn through the nearness of one of them, or a last digit above it."""
    chosen = data.draw(st.sets(st.integers(0, state.catalogue.rows - 1), min_size=1, max_size=400))
    rows = np.array(sorted(chosen)) if data.draw(st.booleans()) else np.arange(state.catalogue.rows)
    question = state.question(query)
    sums, possible = _alike(state, question, rows)
    # some millionths aside: sums of single and double precision differ by up to two
    lines = sorted({line + data.draw(st.sampled_from([-3, 3])) for line in sums[possible].tolist() if line > 0})
    weights = state.objects.weights
    line = data.draw(st.sampled_from([round(1e6 * weights.least[question.manner]), *lines]))

    with pytest.MonkeyPatch.context() as patched:
        least = dict.fromkeys(weights.least, line / 1e6)
        patched.setattr(state.objects, "weights", replace(weights, least=least))
        said = state.comparable(question, rows)

    unclear = np.abs(sums - line) < 3
    assert said[~unclear].tolist() == ((sums >= line) & possible)[~unclear].tolist()


@given(query=st.sampled_from([*QUERIES, "志愿服务", "乙州市科普培训"]), data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_are_those_of_looking_at_every_hit(state, query, data):
    """All facets, whatever the filters, against a tally of the hits of a search without a limit."""
    filters, typed = data.draw(st.sampled_from(FILTERS[:6])), data.draw(st.booleans())
    counted = counts_of_search(state, query, filters, typed=typed)

    @cache
    def looked_at(wanted):
        hits = state.search(query, limit=100_000, filters=wanted, typed=typed).hits
        return [hit for hit in hits if hit["comparable"]]

    assert counted.total == len(looked_at(filters))
    for facet, values in {
        "level": lambda hit: [hit["level"]],
        "department": lambda hit: [hit["department"]],
        "year": lambda hit: [str(hit["fiscal_year"])],
        "category": lambda hit: {code for one in state.catalogue.categories if _below(hit, code := one.code)},
        "unit": lambda hit: [hit["unit"]] if hit["unit"] else [],
    }.items():
        tally = Counter(value for hit in looked_at(replace(filters, **{facet: None})) for value in values(hit))
        assert {one.value: one.count for one in counted.counts[facet]} == tally, facet


def _below(hit, code):
    return f"{hit['category']['code']}/".startswith(f"{code}/")


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_without_a_query_all_indicators_are_counted(crowd, filters):
    """The entrance counts what passes the filters, each facet as if it were not filtered by."""
    filters = replace(filters, unit=None, department=None)
    counted = counts_of_rows(crowd.catalogue, filters)

    def passing(wanted):
        rows = resolve(wanted, crowd.catalogue)
        return crowd.catalogue.rows if rows is None else len(rows)

    assert counted.total == passing(filters)
    for facet in FACETS:
        left = {value: passing(replace(filters, **{facet: value})) for value in _values(crowd, facet)}
        listed = {one.value: one.count for one in counted.counts[facet]}
        assert listed == {value: count for value, count in left.items() if count}


def test_values_have_words_and_stand_by_count_then_by_value(crowd):
    """The largest count comes first, equal counts by value; a label is what people call the value."""
    plain = counts_of_search(crowd, "科普讲座", Filters()).to_json()

    assert list(plain) == ["total", *FACETS]
    for facet in FACETS:
        values = plain[facet]
        assert values == sorted(values, key=lambda one: (-one["count"], one["value"]))
        assert all(list(one) == ["value", "label", "count"] and one["label"] for one in values)
    labels = {one["value"]: one["label"] for facet in FACETS for one in plain[facet]}
    assert (labels["district"], labels["2023"]) == ("区级", "2023年")
    assert labels["output/quantity"] == "产出指标 / 数量指标"


def test_nothing_comparable_counts_nothing(index):
    """Facets of an answer that is none are empty."""
    counted = counts_of_search(index, "？？？", Filters())

    assert counted.total == 0
    assert not any(counted.counts.values())
