"""Evaluation: the numbers of ``kg evaluate`` on the real documents, with a floor under each that matters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embeddings.evaluation.methods import Evaluation, evaluate
from embeddings.index.building import build_index
from embeddings.retrieval.search import Index
from kg.errors import MetadataError
from kg.reading import read_document

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def real_index(corpus, encoder, tmp_path_factory) -> Index:
    """The five real documents."""
    folder = tmp_path_factory.mktemp("real")
    build_index(folder, [read_document(path) for path in sorted(corpus.glob("*.txt"))], encoder)
    return Index(folder, encoder)


@pytest.fixture(scope="module")
def judged(real_index) -> dict[str, Evaluation]:
    """Both independent judges, whose queries are in other people's words."""
    return {name: evaluate(real_index, HERE / "judged" / f"{name}.jsonl") for name in ("j1", "j2")}


def test_reports_every_method_on_the_same_queries(index, tmp_path):
    """Channels, baselines and the fusion are judged on the same queries, and the listing has each of them."""
    path = tmp_path / "judgements.jsonl"
    rows = [
        {"id": "a", "query": "科普讲座场次", "relevant": [{"name": "举办科普讲座场次", "grade": 2}]},
        {
            "id": "b",
            "query": "服务对象满意度",
            "filters": {"level": "district"},
            "relevant": [{"name": "服务对象满意度", "grade": 2}],
        },
        {"id": "c", "query": "养老床位", "relevant": []},
        {"id": "d", "query": "讲座", "relevant": [{"name": "没有的指标", "grade": 1}]},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    report = evaluate(index, path)
    plain = report.to_json()

    assert set(plain["methods"]) == {"bm25", "lsa+bm25", "lexical", "dense", "fusion"}
    assert [line["id"] for line in plain["listing"]] == ["a", "b", "d"]
    assert plain["unknown_names"] == ["没有的指标"]
    assert (plain["found"], plain["none"], plain["unanswerable"]) == ([2, 2], [1, 2], 1)
    assert (plain["found_rightly"], plain["none_rightly"]) == (1.0, 0.5)
    assert plain["listing"][1]["ndcg"] == 1.0


def test_one_name_in_many_documents_takes_one_place(index, tmp_path):
    """Repeats of a name do not push other relevant names out of the first k."""
    path = tmp_path / "judgements.jsonl"
    relevant = [{"name": "服务对象满意度", "grade": 2}, {"name": "科普讲座满意度", "grade": 2}]
    path.write_text(json.dumps({"query": "满意度", "relevant": relevant}, ensure_ascii=False), encoding="utf-8")
    report = evaluate(index, path, depth=2)

    assert report.reports["fusion"].queries[0].recall == 1.0


def test_rows_are_told_apart_where_judgements_name_documents(index, two_departments, tmp_path):
    """A row that names a document is credited only for that document."""
    path = tmp_path / "judgements.jsonl"
    document = two_departments[1].document.id
    relevant = [{"document": document, "name": "服务对象满意度", "grade": 2}]
    path.write_text(json.dumps({"query": "服务对象满意度", "relevant": relevant}, ensure_ascii=False), encoding="utf-8")
    hits = index.search("服务对象满意度", limit=50).hits
    distinct = list(dict.fromkeys((hit["name"], hit["document_id"], hit["project"]) for hit in hits))
    rank = 1 + distinct.index(("服务对象满意度", document, None))

    assert evaluate(index, path).reports["fusion"].queries[0].reciprocal_rank == 1 / rank


def test_a_tiny_or_empty_dataset_is_judged_too(tmp_path, reading_of, encoder):
    """One indicator, or none, gives numbers and no error."""
    path = tmp_path / "judgements.jsonl"
    relevant = [{"name": "讲座场次", "grade": 2}]
    path.write_text(json.dumps({"query": "讲座", "relevant": relevant}, ensure_ascii=False), encoding="utf-8")
    for rows, expected in (([], 0.0), ([("讲座场次", "3场", "数量指标", "")], 1.0)):
        folder = tmp_path / str(len(rows))
        build_index(folder, [reading_of("甲州市科协", rows)], encoder)
        assert evaluate(Index(folder, encoder), path).reports["fusion"].queries[0].recall == expected


def test_a_line_that_is_no_judgement_is_named(index, tmp_path):
    """The error says which line."""
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"query": "讲座", "relevant": [{"grade": 2}]}\n', encoding="utf-8")

    with pytest.raises(MetadataError):
        evaluate(index, path)


def test_other_peoples_words_are_found(judged):
    """On both judges' queries together: nDCG@10 at least .65 and grade-2 recall@10 at least .80, above BM25."""
    fusion = [quality for report in judged.values() for quality in report.reports["fusion"].queries]
    answerable = {
        j.id for report in judged.values() for j in report.judgements if any(r.grade == 2 for r in j.relevant)
    }
    kept = [quality for quality in fusion if quality.id in answerable]

    assert len(kept) == 120
    assert sum(quality.ndcg for quality in kept) / len(kept) >= 0.65
    assert sum(quality.recall_strict for quality in kept) / len(kept) >= 0.80
    for report in judged.values():
        assert report.intervals["bm25"].low > 0


def test_the_threshold_keeps_both_sides(judged, real_index, shared):
    """Answerable queries are mostly answered and unanswerable ones mostly refused."""
    dev = evaluate(real_index, shared / "judgements" / "dev.jsonl")
    refused = evaluate(real_index, HERE / "unanswerable.jsonl")

    assert _rate(dev.found) >= 0.85
    assert _rate(refused.none) >= 0.85
    assert all(_rate(report.found) >= 0.60 for report in judged.values())
    assert all(_rate(report.none) >= 0.65 for report in judged.values())


def _rate(counts: tuple[int, int]) -> float:
    right, of = counts
    return right / of


def test_a_wrong_character_is_forgiven(real_index):
    """Sixty names and questions with one character that sounds or looks alike still find what they mean."""
    lines = [json.loads(line) for line in (HERE / "judged" / "typos.jsonl").read_text(encoding="utf-8").splitlines()]
    first, found, comparable = 0, 0, 0
    for line in lines:
        hits = [hit for hit in real_index.search(line["query"]).hits if hit["name"] == line["relevant"][0]["name"]]
        first += any(hit["rank"] == 1 for hit in hits)
        found += bool(hits)
        comparable += any(hit["comparable"] for hit in hits)

    assert len({line["query"] for line in lines}) == 60
    assert all(len(line["query"]) == len(line["meant"]) and line["query"] != line["meant"] for line in lines)
    assert first >= 50
    assert found >= 58
    assert comparable >= 52


def test_dev_judgements(real_index, shared):
    """The dev queries' names all exist, and the fusion is far above the lexical baseline."""
    dev = evaluate(real_index, shared / "judgements" / "dev.jsonl")

    assert dev.unknown == ()
    assert dev.reports["fusion"].mean("ndcg") >= 0.78
    assert dev.intervals["bm25"].low > 0.1
