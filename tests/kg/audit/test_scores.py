from dataclasses import replace
from decimal import Decimal

from kg.records import Severity
from tests.kg.audit.building import found, of_project, reading, rules_found, score, statement


def table(total, *, total_full=None, weights=("50", "42", "8")):
    return [
        score("履职效能", weights[0], "49.79"),
        score("管理效率", weights[1], "40"),
        score("管理效率", weights[2], "8.0"),
        score("", total_full, total, total=True, name="合计"),
    ]


def text(total="97.79", *parts):
    statements = [statement("self_score", total, "自评得分", "分")]
    return [*statements, *(statement("self_score_part", value, label, "分") for label, value in parts)]


def test_rows_weights_and_text_that_agree_are_silent():
    """A report that says the same everywhere makes no finding."""
    made = reading(
        scores=table("97.79"),
        statements=text("97.79", ("履职效能", "49.79"), ("管理效率", "48")),
    )

    assert rules_found(made) == set()


def test_text_and_table_are_both_reported_as_one_finding():
    """Both totals, the text's own parts and the difference stand in one finding."""
    made = reading(scores=table("97.79"), statements=text("95.64", ("履职效能", "49.64"), ("管理效率", "46")))

    (finding,) = found(made, "self-score-differs")

    assert finding.severity is Severity.ERROR
    assert finding.arithmetic == "49.64 + 46 = 95.64；97.79 − 95.64 = 2.15"
    assert (finding.stated, finding.lower) == (Decimal("95.64"), Decimal("97.79"))
    assert len(finding.sources) == 4


def test_a_text_with_the_scores_of_its_projects_is_not_judged_by_them():
    """One of several self-scores is the table's; and where none is, the finding is only a check."""
    several = [statement("self_score", value, "自评得分", "分") for value in ("97.79", "99")]
    others = [statement("self_score", value, "自评得分", "分") for value in ("96", "99")]

    assert rules_found(reading(scores=table("97.79"), statements=several)) == set()
    (finding,) = found(reading(scores=table("97.79"), statements=others), "self-score-differs")
    assert finding.severity is Severity.CHECK


def test_parts_of_the_text_are_compared_with_the_rows_below_their_heading():
    """49.64 and 46 in the text, 49.79 and 48.00 in the table."""
    made = reading(scores=table("97.79"), statements=text("95.64", ("履职效能", "49.64"), ("管理效率", "46")))

    (finding,) = found(made, "self-score-part-differs")

    assert finding.arithmetic == "履职效能：49.79 − 49.64 = 0.15；管理效率：48.00 − 46 = 2.00"


def test_a_text_with_fewer_places_is_no_contradiction():
    """97.8 and 98 are 97.79, rounded."""
    for stated in ("97.8", "97.7", "98"):
        assert found(reading(scores=table("97.79"), statements=text(stated)), "self-score-differs") == []


def test_a_total_that_its_rows_do_not_make_is_an_error():
    """The printed total of 得分 against its rows."""
    (finding,) = found(reading(scores=table("98.79")), "score-sum")

    assert finding.arithmetic == "49.79 + 40 + 8.0 = 97.79；98.79 − 97.79 = 1.00"


def test_weights_are_shares_of_100_unless_the_table_says_otherwise():
    """Without a printed total of 分值 they must make 100; with one, that one."""
    (finding,) = found(reading(scores=table("97.79", weights=("50", "41", "8"))), "weight-sum")

    assert finding.arithmetic == "50 + 41 + 8 = 99；100 − 99 = 1"
    own_total = table("97.79", weights=("50", "41", "8"), total_full="99")
    assert rules_found(reading(scores=own_total)) == set()


def test_a_score_above_its_full_score_is_a_check():
    """得分 8.0 of 分值 7."""
    (finding,) = found(reading(scores=table("97.79", weights=("50", "43", "7"))), "score-above-full")

    assert finding.arithmetic == "8.0 − 7 = 1.0"


def test_an_unreadable_row_silences_the_sums():
    """A score that could not be read leaves the sum open."""
    rows = [*table("98.79"), score("管理效率", None, None)]

    assert not {"score-sum", "weight-sum", "self-score-part-differs"} & rules_found(reading(scores=rows))


def test_the_points_of_budget_execution_are_no_table_of_scores():
    """Three projects with 10 points of 执行率 each: 30 is no sum of full scores."""
    points = [replace(score("", "10", "9", name="年度资金总额"), project=of_project(one)) for one in (1, 2, 3)]

    assert rules_found(reading(scores=points)) == set()
