"""Metrics are the textbook's, repeats earn nothing, and slips in a judgement file are named."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.evaluation.judging import (
    Answer,
    Judgement,
    Relevant,
    judge,
    paired_difference,
    read_judgements,
    unknown_names,
)
from kg.errors import EmptyDocumentError, MetadataError


def _one(relevant, answers, depth=10):
    judgement = Judgement("q", "query", tuple(relevant), {})
    return judge([judgement], lambda _: answers, depth).queries[0]


def test_metrics_of_a_hand_made_ranking():
    """Relevant at ranks 2 (grade 1) and 3 (grade 2) of two: worked out by hand."""
    quality = _one([Relevant("甲", 2), Relevant("乙", 1)], [Answer("丙"), Answer("乙"), Answer("甲")])

    gained = 1 / math.log2(3) + 3 / math.log2(4)
    assert quality.ndcg == pytest.approx(gained / (3 / math.log2(2) + 1 / math.log2(3)))
    assert quality.recall == quality.recall_strict == 1
    assert quality.reciprocal_rank == 0.5


def test_depth_cuts_recall_and_gain_but_not_the_reciprocal_rank():
    """Only the first k count for recall and nDCG."""
    quality = _one([Relevant("甲", 2)], [Answer("丙"), Answer("甲")], depth=1)

    assert (quality.recall, quality.ndcg, quality.reciprocal_rank) == (0, 0, 0.5)


def test_a_relevant_row_is_credited_once():
    """The same name from two documents earns once; the repeat fills a rank."""
    quality = _one([Relevant("甲", 2), Relevant("乙", 2)], [Answer("甲"), Answer("甲（次）"), Answer("乙")])

    assert quality.recall == 1
    assert quality.ndcg == pytest.approx((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)))


def test_a_row_may_name_document_and_project():
    """A document prefix and a project narrow what matches; the narrow row is credited before the general one."""
    rows = [Relevant("甲", 1), Relevant("甲", 2, document="003", project="大 赛")]
    wrong = [Answer("甲", ("002.txt",), "大赛"), Answer("甲", ("003.txt",), "论坛")]

    assert _one(rows[1:], wrong).recall == 0
    quality = _one(rows, [Answer("甲", ("003_x.txt", "ab12"), "大赛")])
    assert quality.recall == 0.5
    assert quality.recall_strict == 1


def test_queries_without_an_answer_are_counted_apart():
    """Where nothing is relevant, right is to answer none; the averages do not see these queries."""
    judgements = read_judgements('{"query": "a", "relevant": []}\n\n{"query": "b"}\n')

    report = judge(judgements, lambda judgement: [Answer("甲")] if judgement.query == "b" else [])

    assert (report.rightly_none, report.unanswerable, report.queries) == (1, 2, ())
    assert report.mean("ndcg") == 0


def test_names_that_no_indicator_has_are_reported():
    """Names are compared without trailing bracket, space and punctuation."""
    judgements = read_judgements(
        '{"query": "a", "relevant": [{"name": "甲率", "grade": 1}, {"name": "乙", "grade": 2}]}'
    )

    assert unknown_names(judgements, ["甲 率（%）"]) == ["乙"]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"query": " "}',
        '{"query": "a", "relevant": [{"name": "b", "grade": 3}]}',
        '{"query": "a", "relevant": [1]}',
    ],
)
def test_a_slip_is_named_with_its_line(line):
    """A line that is no judgement stops reading and says which."""
    with pytest.raises(MetadataError) as caught:
        read_judgements('{"query": "a"}\n' + line, "mine.jsonl")

    assert (caught.value.document, caught.value.line) == ("mine.jsonl", 2)
    assert "object" not in caught.value.column  # the key or place, no words of the interpreter
    assert "delimiter" not in caught.value.column


def test_words_may_hold_what_ends_lines_elsewhere():
    """A line separator inside the words does not cut a judgement in two."""
    (one,) = read_judgements('{"query": "讲座\u2028场次"}')

    assert one.query == "讲座\u2028场次"


def test_a_file_without_judgements_is_no_measurement():
    """Nothing judged is said as such: means over nothing are not given."""
    with pytest.raises(EmptyDocumentError):
        read_judgements("\n \n")


@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8), st.permutations("甲乙丙丁"))
def test_metrics_stay_in_range_and_the_best_order_is_one(names, order):
    """No ranking is better than 1, and the judged order by grade is exactly 1."""
    relevant = [Relevant(order[0], 2), Relevant(order[1], 1)]

    quality = _one(relevant, [Answer(name) for name in names], depth=3)
    ideal = _one(relevant, [Answer(name) for name in order], depth=3)

    assert all(0 <= value <= 1 for value in (quality.recall, quality.ndcg, quality.reciprocal_rank))
    assert ideal.ndcg == ideal.recall == ideal.reciprocal_rank == 1


def test_interval_is_repeatable_and_sees_a_clear_difference():
    """The seed fixes the interval; a difference on every query lies above zero."""
    better, worse = [0.5 + i / 100 for i in range(30)], [0.4] * 30

    first, second = paired_difference(better, worse), paired_difference(better, worse)

    assert first == second
    assert 0 < first.low <= first.mean <= first.high
    assert (first.wins, first.ties, first.losses) == (30, 0, 0)
    with pytest.raises(ValueError, match="queries"):
        paired_difference([], [])


def test_the_project_judgements_can_be_read(shared):
    """The judged queries of the project are well formed."""
    judgements = read_judgements((shared / "judgements" / "dev.jsonl").read_text(encoding="utf-8"))

    assert len(judgements) == 56
    assert all(judgement.relevant for judgement in judgements)
