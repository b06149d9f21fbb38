"""Comparison on whole documents: the sample and the five real ones; every figure leads back to its words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from api.building import build
from api.workspace import open_dataset
from embeddings.comparison.side_by_side import REMARKS
from embeddings.retrieval.fusion import DENSE_WEIGHT
from embeddings.retrieval.search import Index
from kg.dataset import open_build

QUERIES = ("科普讲座场次", "科普活动受益人次", "服务对象满意度", "科普活动", "技术成果转化交易金额", "响应速度")


@pytest.fixture(scope="module")
def real(corpus, tmp_path_factory):
    """A dataset of the five real documents; read it, never write it."""
    directory = tmp_path_factory.mktemp("real") / "dataset"
    build(directory, sorted(corpus.glob("*.txt")))
    return directory


@pytest.fixture(scope="module")
def compared(real):
    """Compare on the real documents."""
    with open_dataset(real) as workspace:
        yield workspace.compare


@pytest.fixture(params=["sample", "real"])
def dataset(request):
    """Each of the two datasets."""
    return request.getfixturevalue("sample_dataset" if request.param == "sample" else "real")


def rows_of(answer):
    return [row for group in answer["groups"] for row in group["rows"]]


@pytest.mark.parametrize("query", QUERIES)
def test_every_figure_leads_back_to_its_words(dataset, query):
    """Value, words, project budget and result of each row are those of the record at its source."""
    readings = {reading.document.id: reading for reading in open_build(Path(dataset)).readings()}
    with open_dataset(dataset) as workspace:
        answer = workspace.compare(query)

    for row in rows_of(answer):
        reading = readings[row["document_id"]]
        ordinal = int(row["indicator"].rpartition("-")[2])
        indicator = next(one for one in reading.indicators if one.ordinal == ordinal)
        target = indicator.annual_target or indicator.period_target
        assert row["raw"] == row["source"]["text"] == target.raw
        assert row["source"]["line"] == target.source.line
        assert any(
            (one.printed, one.measure_unit) == (row["printed"], row["printed_unit"]) for one in target.components
        )
        totals = {
            format(amount.yuan, "f")
            for project in reading.projects
            if indicator.project is not None and project.ordinal == indicator.project.ordinal
            for amount in project.amounts
            if amount.kind == "total"
        }
        assert row["budget_yuan"] in (totals or {None})
        assert [one["yuan"] for one in row["budget_amounts"]] == [row["budget_yuan"]] * bool(totals)
        assert all(one["source"]["text"] == one["printed"] for one in row["budget_amounts"])
        assert row["actual"] is None or row["actual"]["raw"] == indicator.actual.raw
    assert {remark["key"] for remark in answer["remarks"]} <= set(REMARKS)


@pytest.mark.parametrize("query", QUERIES)
def test_statistics_are_of_the_counted_rows(dataset, query):
    """Counts, minimum, median and maximum follow from the rows that are shown, and from nothing else."""
    with open_dataset(dataset) as workspace:
        answer = workspace.compare(query)

    standings = {row["standing"] for group in answer["groups"] for row in group["rows"]}
    assert (answer["answer"] == "found") == bool(standings & {"counted", "several"})
    for group in answer["groups"]:
        counted = [row for row in group["rows"] if row["standing"] == "counted"]
        values = sorted(Decimal(row["value"]) for row in counted)
        assert group["n"] == len(values)
        assert group["n_departments"] == len({row["department"] for row in counted})
        assert group["n_documents"] == len({row["document_id"] for row in counted})
        if values:
            assert [Decimal(group["minimum"]), Decimal(group["maximum"])] == [values[0], values[-1]]
            assert sum(value <= Decimal(group["median"]) for value in values) * 2 >= len(values)
            assert sum(value >= Decimal(group["median"]) for value in values) * 2 >= len(values)
        assert len({(row["printed_unit"] or group["measure_unit"]) == "%" for row in group["rows"]}) == 1


@pytest.mark.parametrize("query", QUERIES)
def test_nothing_comparable_is_left_out_by_the_least_score(dataset, query):
    """What scores below the bound is never comparable, so leaving it unread loses nothing."""
    index = Index(open_build(Path(dataset)).folder.path)
    hits = index.search(query, limit=index.catalogue.rows).hits

    least = DENSE_WEIGHT * index.objects.weights.least_near(index.question(query).manner)

    assert [hit["name"] for hit in hits if hit["comparable"] and hit["score"] < least] == []


def test_the_sample_has_three_departments_side_by_side(sample_dataset):
    """City and districts promise events of science popularisation; the city's mobile museum fell short of 40."""
    with open_dataset(sample_dataset) as workspace:
        answer = workspace.compare("科普活动开展场次")
    group = answer["groups"][0]
    reached = next(row for row in group["rows"] if row["attainment"])

    assert (group["measure"], group["n_departments"]) == ("event_count", 3)
    assert {row["level"] for row in group["rows"]} == {"city", "district"}
    assert (reached["value"], reached["actual"]["value"], reached["attainment"]) == ("40", "37", "0.925")


def test_an_indicator_of_the_sample_is_no_peer_of_itself(sample_dataset):
    """Asked by IRI and by slug the own row is marked, and the same peers stand beside it."""
    with open_dataset(sample_dataset) as workspace:
        asked = next(row for row in rows_of(workspace.compare("科普活动次数")) if row["value"] == "200")
        by_iri = workspace.compare(asked["indicator"])
        by_slug = workspace.compare(asked["indicator"].rpartition("/")[2])

    assert by_iri["groups"] == by_slug["groups"]
    assert [row["standing"] for row in rows_of(by_iri) if row["indicator"] == asked["indicator"]] == ["own"]
    assert by_iri["groups"][0]["rows"][0]["indicator"] == asked["indicator"]
    assert by_iri["groups"][0]["n"] == len(by_iri["groups"][0]["rows"]) - 1


def test_filters_hold_for_all_peers(compared):
    """A comparison of one level shows only that level."""
    answer = compared("科普活动次数", level="district")

    assert rows_of(answer)
    assert {row["level"] for row in rows_of(answer)} == {"district"}


def test_the_same_promise_in_a_project_table_counts_once(compared):
    """15 million person-times stand twice in the self-evaluation of 2022: shown twice, counted once."""
    group = compared("科普活动受益人次")["groups"][0]
    rows = [row for row in group["rows"] if row["fiscal_year"] == 2022 and row["value"] == "15000000"]

    assert [row["standing"] for row in rows] == ["counted", "repeats"]
    assert rows[1]["repeats"] == rows[0]["indicator"]
    assert [row["attainment"] for row in rows] == ["1.4", "1.4"]


def test_amounts_in_different_words_are_compared_in_yuan(compared):
    """40亿元, 100亿 and 150亿元 are one group; a project's budget is not divided by money."""
    group = compared("促进技术成果转化交易金额")["groups"][0]
    values = {row["value"] for row in group["rows"]}

    assert (group["dimension"], group["measure_unit"]) == ("money", "元")
    assert {"4000000000", "10000000000", "15000000000"} <= values
    assert all(row["yuan_per_result"] is None for row in group["rows"])


def test_money_per_result_of_the_one_project_that_promises_one_count(compared):
    """The repair project promises ten purchases and no other count: 50万 ÷ 10; the museum's project says why not."""
    (repair,) = rows_of(compared("维修项目采购次数"))
    museum = next(row for row in rows_of(compared("科普活动次数")) if row["budget_yuan"] == "1000000.00")

    assert (repair["budget_yuan"], repair["yuan_per_result"]) == ("500000.00", "50000.00")
    assert (museum["yuan_per_result"], museum["no_yuan_per_result"]) == (None, "several-counts")


def test_another_trade_has_no_peers_here(compared):
    """Reservoirs are no business of these departments: none, and no row."""
    answer = compared("水库除险加固座数")

    assert (answer["answer"], rows_of(answer)) == ("none", [])
