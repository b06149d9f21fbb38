"""Search: the answer is what scoring everything would give, and each score is the sum of its printed parts."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import embeddings.retrieval.fusion
from embeddings.channels.encoder import StaticEncoder
from embeddings.index.building import build_index
from embeddings.index.rows import IndicatorRows
from embeddings.query.filters import Filters, resolve
from embeddings.retrieval.search import Index
from kg.errors import DamagedBuildError, EmptyQueryError, ModelError, OptionError

DISTRICT = "甲州市乙山区科学技术协会"
HIT = [
    "rank",
    "score",
    "comparable",
    "indicator",
    "name",
    "department",
    "level",
    "unit",
    "project",
    "document",
    "document_id",
    "fiscal_year",
    "fiscal_year_basis",
    "category",
    "target",
    "actual",
    "budget_yuan",
    "budget_amounts",
    "department_budget_yuan",
    "department_budget_amounts",
    "source",
    "corrections",
    "findings",
    "highlights",
    "why",
]
QUERIES = ["科普讲座场次", "科普讲座有多少人次参加", "群众满意度", "技术交易额", "大篷车", "科", "修复多久", "满意"]
queries = st.one_of(st.sampled_from(QUERIES), st.text("科普讲座满意度人次场修复时间服务、?3", min_size=1, max_size=12))


def printed(number: float) -> Decimal:
    return Decimal(json.dumps(number))


def test_answers_in_the_shape_of_the_contract(index):
    """Every key of SEARCH and HIT stands, in the contract's order, and the answer names build and model."""
    answer = index.search("科普讲座场次").to_json()

    assert list(answer) == ["query", "build", "model", "answer", "hits", "understood"]
    assert (answer["build"], answer["model"]) == ("0123456789abcdef", "jixiao-static-192")
    assert answer["answer"] == "found"
    assert all(list(hit) == HIT for hit in answer["hits"])
    assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(answer["hits"]) + 1))
    assert list(answer["hits"][0]["why"]) == ["dense", "lexical", "features", "terms", "comparable"]


def test_shows_what_the_document_says(index, two_departments):
    """A hit carries the figures, the organisations and the money of its own document and project."""
    hit = index.search("技术合同成交金额").hits[0]
    city = two_departments[0].document

    assert hit["name"] == "技术合同成交金额"
    assert hit["indicator"] == f"http://localhost:8000/id/indicator/{city.id}-6"
    assert (hit["department"], hit["level"], hit["unit"]) == (city.department, "city", f"{city.department}服务中心")
    assert (hit["project"], hit["budget_yuan"], hit["department_budget_yuan"]) == ("成果转化", "2000", "60000")
    for total, amounts in (("budget_yuan", "budget_amounts"), ("department_budget_yuan", "department_budget_amounts")):
        assert sum(Decimal(one["yuan"]) for one in hit[amounts]) == Decimal(hit[total])
    assert (hit["fiscal_year"], hit["fiscal_year_basis"]) == (2023, "stated")
    assert (hit["target"]["components"][0]["value"], hit["category"]["code"]) == ("4000000000", "benefit/economic")


@given(query=queries, limit=st.integers(1, 20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_printed_parts_add_up_to_the_printed_score(index, query, limit):
    """dense + lexical + features = score, and the terms add up to lexical, digit by digit as printed."""
    for hit in index.search(query, limit=limit).hits:
        why = hit["why"]
        parts = [why["dense"], why["lexical"], *why["features"].values()]

        assert sum(map(printed, parts)) == printed(hit["score"])
        assert sum((printed(term["contribution"]) for term in why["terms"]), Decimal(0)) == printed(why["lexical"])


@given(query=queries)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_limit_only_cuts(index, query):
    """A smaller limit gives the beginning of the longer answer."""
    longest = index.search(query, limit=100).hits

    for limit in (1, 2, 5):
        cut = index.search(query, limit=limit).hits
        assert [hit["indicator"] for hit in cut] == [hit["indicator"] for hit in longest[:limit]]
        assert [hit["why"] for hit in cut] == [hit["why"] for hit in longest[:limit]]


def test_equal_texts_score_equal_and_stand_by_document_and_ordinal(index):
    """The same promise in three places has one score; document id and ordinal decide the order."""
    hits = [hit for hit in index.search("服务对象满意度", limit=50).hits if hit["name"] == "服务对象满意度"]
    same = [hit for hit in hits if hit["project"] == "科技馆运行"]
    places = [(hit["document_id"], int(hit["indicator"].rpartition("-")[2])) for hit in same]

    assert len(hits) == 3
    assert len(same) == 2
    assert len({hit["score"] for hit in same}) == 1
    assert places == sorted(places)


def test_scores_never_increase(index):
    """Hits come best first."""
    for query in QUERIES:
        scores = [hit["score"] for hit in index.search(query, limit=50).hits]
        assert scores == sorted(scores, reverse=True)


def test_other_measures_stand_below_and_never_compare(index):
    """人次 never compares with 场次, however alike the names are."""
    events = {hit["name"]: hit for hit in index.search("科普讲座场次", limit=50).hits}
    people = {hit["name"]: hit for hit in index.search("科普讲座人次", limit=50).hits}

    assert events["科普讲座场次"]["comparable"]
    assert events["举办科普讲座场次"]["comparable"]
    assert not events["科普讲座听众人次"]["comparable"]
    assert events["科普讲座听众人次"]["why"]["features"] == {"measure": -0.1}
    assert people["科普讲座听众人次"]["comparable"]
    assert not people["科普讲座场次"]["comparable"]


def test_a_query_without_a_measure_accepts_every_measure(index):
    """科普讲座 compares with its sessions, its audience and its satisfaction."""
    hits = {hit["name"]: hit for hit in index.search("科普讲座").hits}

    assert all(hits[name]["comparable"] for name in ("科普讲座场次", "科普讲座听众人次", "科普讲座满意度"))
    assert hits["科普讲座场次"]["why"]["features"] == {}


@pytest.mark.parametrize("query", ["？？？！！", "。", "12345", "--- 7 ---", "😀😀"])
def test_punctuation_and_digits_find_nothing(index, query):
    """Without a letter there is nothing to look for: none, and no hits."""
    answer = index.search(query)

    assert (answer.answer, answer.hits) == ("none", ())


@pytest.mark.parametrize("query", ["", " ", "\t\n", "　"])
def test_an_empty_query_is_asked_wrongly(index, query):
    """Nothing at all is an error of the caller, not an empty answer."""
    with pytest.raises(EmptyQueryError):
        index.search(query)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_asked_wrongly(index, limit):
    """A limit must leave something."""
    with pytest.raises(OptionError):
        index.search("科普", limit=limit)


def test_candidates_from_the_channels_are_enough(reading_of, encoder, tmp_path, monkeypatch):
    """The threshold algorithm over faiss and postings gives exactly what scoring every entry gives."""
    chance = random.Random(3)
    words = re.findall("..", "科普讲座活动培训人才成果转化平台企业专利论文院士会议场馆志愿")
    ends = ["场次", "人次", "数量", "满意度", "完成率", "金额", "时长"]
    targets = ["5场", "100人次", "≥90%", "3亿元", "", "有效提升", "12篇，覆盖200人次"]
    readings = [
        reading_of(
            f"甲州市{number}区科学技术协会",
            [
                ("".join(chance.sample(words, 3)) + chance.choice(ends), chance.choice(targets), "数量指标", "")
                for _ in range(150)
            ],
        )
        for number in range(6)
    ]
    build_index(tmp_path, readings, encoder)
    whole = Index(tmp_path, encoder)
    monkeypatch.setattr(embeddings.retrieval.fusion, "_CANDIDATES", 8)
    cases = [(q, f) for q in ("科普讲座场次", "人才培训满意度", "专利", "乙丙丁") for f in (None, 900, 400, 30)]
    for query, size in cases:
        rows = None if size is None else np.array(sorted(chance.sample(range(900), size)))
        question = whole.question(query)
        expected = whole.rank(question, 12, rows)
        with monkeypatch.context() as patched:
            patched.setattr(embeddings.retrieval.fusion, "EXHAUSTIVE", 20)
            patched.setattr("embeddings.channels.dense.SCAN_ALL", 20)
            found = Index(tmp_path, encoder).rank(question, 12, rows)

        assert found.rows.tolist() == expected.rows.tolist()
        assert found.scores.tolist() == expected.scores.tolist()


def test_filters_apply_before_ranking(index):
    """Filtered search is the whole ranking with the other rows left out."""
    rows = IndicatorRows(index.catalogue)
    for query in QUERIES:
        question = index.question(query)
        every = index.rank(question, 100)
        for filters in (Filters(level="district"), Filters(minimum="90"), Filters(category="数量指标", maximum=20)):
            allowed = resolve(filters, index.catalogue)
            kept = np.isin(every.rows, allowed)
            hits = index.search(query, limit=100, filters=filters).hits

            assert [hit["score"] for hit in hits] == (every.scores[kept] / 1_000_000).tolist()
            assert [rows.row(hit["indicator"]) for hit in hits] == every.rows[kept].tolist()


def test_a_row_scores_alike_however_it_is_asked(index):
    """The scores used inside SPARQL are those that search prints."""
    hits = index.search("科普讲座场次", limit=50).hits
    known = IndicatorRows(index.catalogue)
    rows = np.array([known.row(hit["indicator"]) for hit in hits])

    assert index.row_scores(index.question("科普讲座场次"), rows).tolist() == [hit["score"] for hit in hits]


def test_another_model_is_refused(index, encoder):
    """Vectors are never searched with a model that did not make them."""

    class Other(StaticEncoder):
        @property
        def digest(self) -> str:
            return "0" * 64

    with pytest.raises(ModelError):
        Index(index.folder, Other()).search("科普")


def test_a_build_without_indicators_answers_none(tmp_path, reading_of, encoder):
    """An empty index opens and finds nothing."""
    build_index(tmp_path, [reading_of("甲州市科学技术协会", [])], encoder)
    answer = Index(tmp_path, encoder).search("科普")

    assert (answer.answer, answer.hits) == ("none", ())


@pytest.mark.parametrize(
    "name", ["vectors/catalogue.json", "vectors/entry.npy", "vectors/vectors.faiss", "lexical/keys.npy"]
)
@pytest.mark.parametrize("harm", ["missing", "short"])
def test_a_damaged_file_is_named(tmp_path, two_departments, encoder, name, harm):
    """A missing or shortened file is an error that names it, never a wrong answer."""
    build_index(tmp_path, two_departments, encoder)
    path: Path = tmp_path / name
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(DamagedBuildError) as caught:
        Index(tmp_path, encoder).search("科普讲座", filters=Filters(level="city"))
    assert caught.value.file == path.name


@given(asked=st.lists(queries.filter(str.strip), max_size=12), typed=st.booleans())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_is_answered_as_its_lines_are(index, asked, typed):
    """Many queries at once, repeated ones too, get what each gets by itself, to the last digit."""
    asked = [*asked, *QUERIES, "「讲座」不少于6场", "？？"]
    ready = zip(asked, index.questions(asked), strict=True)
    together = [index.answer(query, question, limit=5, typed=typed) for query, question in ready]

    alone = [index.search(query, limit=5, typed=typed) for query in asked]
    assert [answer.to_json() for answer in together] == [answer.to_json() for answer in alone]


def test_traditional_characters_are_asked_alike(index):
    """科普講座場次 finds what 科普讲座场次 finds, by meaning as well as by wording."""
    plain, traditional = index.search("科普讲座有几场"), index.search("科普講座有幾場")

    assert traditional.hits
    for one, other in zip(plain.hits, traditional.hits, strict=True):
        assert one == other


def test_what_is_comparable_is_explained(index):
    """Measure and object say why, the parts of the object add up to its margin, and both decide."""
    for query in QUERIES:
        for hit in index.search(query, limit=20).hits:
            why = hit["why"]["comparable"]
            parts = [printed(why[part]) for part in ("whole", "rest", "unmatched", "landmarks", "asked")]
            assert sum(parts) == printed(why["margin"])
            assert hit["comparable"] == (why["measure"] in ("same", "any") and why["object"] == "same")
            assert why["object"] == "other" or why["margin"] >= 0


def test_what_decides_is_told_in_facts(index):
    """A hit says in which measures it counts, who is taken to ask, and which word of both is hardest to match."""
    one, other = (index.search(query, limit=20).hits for query in ("科普讲座场次", "请问科普讲座一年办几场"))
    decided = {hit["name"]: hit["why"]["comparable"] for hit in one}

    assert {hit["why"]["comparable"]["manner"] for hit in one} == {"words"}
    assert {hit["why"]["comparable"]["manner"] for hit in other} == {"spoken"}
    assert decided["科普讲座场次"]["measures"] == ["event_count"]
    assert decided["科普讲座场次"]["word"] is None
    assert decided["科普讲座听众人次"]["measures"] == ["person_times"]
    assert decided["科普讲座听众人次"]["word"] in ("场次", "听众人次")


@pytest.mark.parametrize(
    "query", ["一、数量指标", "产出指标(50分)", "asdf qwer", "qwer 指标 0000 ～～～", "лекции", "zzz"]
)
def test_words_that_name_no_object_are_comparable_with_nothing(index, query):
    """A heading of a form, or letters that are no words here, get what is near and never a comparison."""
    answer = index.search(query)

    assert answer.answer == "none"
    assert all(hit["why"]["comparable"]["manner"] == "nothing" for hit in answer.hits)
    assert not index.comparable(index.question(query), np.arange(index.catalogue.rows)).any()


def test_letters_that_the_rows_have_are_words(reading_of, encoder, tmp_path):
    """What the model has never read is found by its letters, where a document has them."""
    build_index(tmp_path, [reading_of("甲市科学技术协会", [("Qwzx平台下载量", "3万次", "数量指标", "")])], encoder)

    assert Index(tmp_path, encoder).question("qwzx").manner == "words"
    assert Index(tmp_path, encoder).question("qwzy").manner == "nothing"


@pytest.mark.parametrize(
    "query", ["乙山区科普讲座场次", "甲州市乙山区科学技术协会的科普讲座场次", "乙山区 科普讲座有几场"]
)
def test_naming_a_department_takes_nothing_away(index, query):
    """What is comparable without its name is comparable with it, as facets count it, too; its own stand first."""
    named, plain = (index.search(asked, limit=100) for asked in (query, "科普讲座场次"))
    comparable = {hit["indicator"] for hit in plain.hits if hit["comparable"]}
    rows = np.arange(index.catalogue.rows)
    counted = {index.catalogue.hit(row)["indicator"] for row in rows[index.comparable(index.question(query), rows)]}

    assert comparable
    assert comparable <= {hit["indicator"] for hit in named.hits if hit["comparable"]} == counted
    assert named.hits[0]["department"] == DISTRICT


@pytest.mark.parametrize("query", QUERIES)
def test_a_limit_never_changes_the_answer(index, query):
    """Whether something is comparable does not depend on how much of it is shown."""
    assert {index.search(query, limit=limit).answer for limit in (1, 2, 3, 10)} == {index.search(query).answer}
