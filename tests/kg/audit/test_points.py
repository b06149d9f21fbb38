"""Points of a 自评表: sums, scores above their points, full points for what was missed."""

from dataclasses import replace

from kg.records import Finding, Form, Severity
from tests.kg.audit.building import found, pointed, reading, rules_found, score, source

ROWS = (("讲座", "≥30场", "30场", "20"), ("合格率", "≥95%", "96%", "50"), ("满意度", "≥95%", "96%", "30"))


def table(total, *, full="100", scored=("20", "50", "30"), rows=ROWS):
    made = [pointed(*row, points) for row, points in zip(rows, scored, strict=True)]
    return reading(
        Form.PROJECT_SELF_EVALUATION, indicators=made, scores=[score("", full, total, total=True, name="总分")]
    )


def test_rows_that_make_their_total_say_nothing():
    """20 + 50 + 30 = 100, all reached."""
    assert rules_found(table("100")) == set()


def test_a_total_that_its_rows_do_not_make_is_an_error_with_its_arithmetic():
    """得分 printed as 99 over rows of 100; 分值 printed as 90."""
    (finding,) = found(table("99"), "points-sum")
    (points,) = found(table("100", full="90"), "points-sum")

    assert (finding.severity, finding.arithmetic) == ("error", "20 + 50 + 30 = 100；100 − 99 = 1")
    assert points.params["column"] == "分值"


def test_the_points_of_budget_execution_count():
    """执行率 has 10 of the 110 points."""
    made = [pointed(*row, row[3]) for row in ROWS]
    scores = [score("", "10", "9.5", name="年度资金总额"), score("", "110", "109.5", total=True, name="总分")]

    assert rules_found(reading(Form.PROJECT_SELF_EVALUATION, indicators=made, scores=scores)) == set()


def test_full_points_over_a_missed_target_are_a_check():
    """28 of 30 with all 20 points; not where less is better, nor with points taken off."""
    missed = (("讲座", "≥30场", "28场", "20"), *ROWS[1:])
    (finding,) = found(table("100", rows=missed), "full-points-short")

    assert finding.arithmetic == "28 ÷ 30 = 0.9333 < 1"
    assert found(table("98", rows=missed, scored=("18", "50", "30")), "full-points-short") == []
    fewer = (("投诉率", "≤5%", "3%", "20"), *ROWS[1:])
    assert found(table("100", rows=fewer), "full-points-short") == []


def test_a_row_without_points_silences_the_sum():
    """Where a 得分 could not be read, the total cannot be checked."""
    whole = table("99")
    first, *rest = whole.indicators
    assert rules_found(replace(whole, indicators=(replace(first, scored=None), *rest))) == set()


def test_a_row_that_was_not_read_silences_the_sum():
    """An unread row is told already; what is left of the table says nothing of its total."""
    unread = Finding("unread-row", Severity.CHECK, {"words": "满意度｜≥95%"}, None, (source("满意度"),), ("document",))

    assert rules_found(replace(table("99"), findings=(unread,))) == set()


def test_ten_points_that_no_column_says_are_those_of_budget_execution():
    """Rows of 90 points below a total of 100 lack the 10 of 执行率; nine or eleven points are not explained so."""
    rows = (*ROWS[:2], ("满意度", "≥95%", "96%", "20"))
    told = {total: rules_found(table(total, rows=rows, scored=("20", "50", "20"))) for total in ("99.5", "100", "89")}
    eleven = found(table("100", full="101", rows=rows, scored=("20", "50", "20")), "points-sum")

    assert told == {"99.5": set(), "100": set(), "89": {"points-sum"}}
    assert [finding.params["column"] for finding in eleven] == ["分值", "得分"]
