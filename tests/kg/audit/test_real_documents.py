"""The five real documents: what their figures show appears with its figures, and look-alikes do not."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.audit import dataset_findings, document_findings
from kg.audit.completion import RULES as COMPLETION_RULES
from kg.reading import read_document
from kg.records import CompletionRate, Reading, Severity

# Everything that the rules say of each document, with the reason why it is right to say it.
EXPECTED = {
    "000": {"period-annual-differ": 1},  # 院士专家: per station in the period column, 36 persons in the annual one
    "001": {
        "name-unit-clash": 1,  # （项） = 2场
        "name-measure-clash": 1,  # a time in %
        "vacuous-target": 2,  # 投资控制率 ≥ 0, in two projects
    },
    "002": {
        "self-score-differs": 1,  # 95.64 in the text, 97.79 in the table
        "self-score-part-differs": 1,  # 49.64 and 46, 49.79 and 48.00
        "mixed-rounding": 1,  # four control rates cut off, two rounded
        "mean-execution-rate": 1,  # 96.79 and 98.36
        "row-number-gap": 1,  # 5, 8
        "indicator-count": 1,  # 10 and 36
        "all-but": 1,  # one, and three rows with a number below target
        "rate-hides-part": 2,  # 需求 600 of 2000; 科普游, 大篷车
        "rate-not-reproduced": 1,  # 156.92
        "uneven-capping": 1,  # 112.50 beside 258 cut to 100
        "part-not-reported": 1,  # seven numbers promised, four in the result
        "name-measure-clash": 1,  # 浏览量 in persons
        "unit-drift": 2,  # 人 to 人次, 人次 to 次
    },
    "003": {"task-indicator-differ": 1},  # 25 courses, at least 20
    "004": {"session-differs": 1},  # 第八届, 第九届
}
# The only figures that cannot both hold: the self-score in text and table, as a whole and in its parts.
ERRORS = {"000": 0, "001": 0, "002": 2, "003": 0, "004": 0}


@pytest.fixture(scope="module")
def readings(corpus):
    return {path.name[:3]: read_document(path) for path in sorted(corpus.glob("*.txt"))}


@pytest.fixture(scope="module")
def findings(readings):
    return {name: document_findings(reading) for name, reading in readings.items()}


@pytest.mark.parametrize("document", EXPECTED)
def test_exactly_these_rules_speak(findings, document):
    """No false alarm and no miss against the list that was checked by eye."""
    assert Counter(finding.rule for finding in findings[document]) == EXPECTED[document]


@pytest.mark.parametrize("document", ERRORS)
def test_errors_are_only_figures_that_cannot_both_hold(findings, document):
    """The number of error findings is what the list above explains."""
    errors = [finding for finding in findings[document] if finding.severity is Severity.ERROR]

    assert len(errors) == ERRORS[document]


def the(findings, document, rule, ordinal=None):
    made = [one for one in findings[document] if one.rule == rule]
    if ordinal is not None:
        made = [one for one in made if one.about == (f"indicator/{ordinal}",)]
    (finding,) = made
    return finding


def test_the_self_score_of_the_text_and_of_the_table(findings):
    """Both figures, the parts of the text and the difference."""
    finding = the(findings, "002", "self-score-differs")

    assert finding.arithmetic == "49.64 + 46 = 95.64；97.79 − 95.64 = 2.15"
    assert len({source.line for source in finding.sources}) > 1
    assert any("95.64" in source.text for source in finding.sources)
    assert any("97.79" in source.text for source in finding.sources)


def test_the_parts_of_the_self_score(findings):
    """49.64 and 46 against 49.79 and 48.00."""
    finding = the(findings, "002", "self-score-part-differs")

    assert "49.79 − 49.64 = 0.15" in finding.arithmetic
    assert "48.00 − 46 = 2.00" in finding.arithmetic


def test_the_mean_execution_rate_is_a_check(findings):
    """January and February are missing, so it may well be right."""
    finding = the(findings, "002", "mean-execution-rate")

    assert finding.severity is Severity.CHECK
    assert finding.arithmetic.endswith("÷ 10 = 98.36；98.36 − 96.79 = 1.57")
    assert finding.params["missing"] == "1、2"


def test_the_control_rates_are_one_check(findings):
    """Four agree only when cut off, two only when rounded."""
    finding = the(findings, "002", "mixed-rounding")

    assert (finding.params["truncated"], finding.params["rounded"]) == ("4", "2")
    assert finding.severity is Severity.CHECK


def test_demand_of_600_against_2000(findings):
    """约600 of 约2000 printed as 100 %."""
    finding = the(findings, "002", "rate-hides-part", 12)

    assert finding.arithmetic == "600 ÷ 2000 = 30.00%"
    assert finding.stated == Decimal(100)


def test_156_92_hides_three_parts_and_cannot_be_reproduced(findings):
    """科普游 1.4531 of 2 万, 大篷车 37 of 40 and 3.48 of 5 万; the mean of the 21 rates is 148.58."""
    hidden = the(findings, "002", "rate-hides-part", 19)
    mean = the(findings, "002", "rate-not-reproduced", 19)

    assert hidden.arithmetic == "14531 ÷ 20000 = 72.66%；37 ÷ 40 = 92.50%；34800 ÷ 50000 = 69.60%"
    assert "1.4531万" in hidden.params["parts"]
    assert mean.arithmetic.endswith("÷ 21 = 148.58%")


def test_all_but_one_against_three(findings):
    """会议 15 of 18 is the one; 需求 and two lists have numbers below target, too."""
    finding = the(findings, "002", "all-but")

    assert finding.about == ("indicator/12", "indicator/18", "indicator/19")
    assert "15 ÷ 18 = 83.33%" in finding.arithmetic


def test_ten_indicators_against_36_rows(findings):
    """The text's 10 is the number of rows below 效益指标, which the finding says."""
    finding = the(findings, "002", "indicator-count")

    assert finding.arithmetic == "36 − 10 = 26"
    assert finding.params["alike"] == "效益指标"


def test_rates_are_cut_in_some_rows_only(findings):
    """112.50, 116.67 and 106.67 as they are; 258, 193.33 and others cut to 100."""
    finding = the(findings, "002", "uneven-capping")

    for calculation in ("45 ÷ 40 = 112.50% → 112.50%", "516 ÷ 200 = 258.00% → 100.00%"):
        assert calculation in finding.arithmetic


def test_words_and_numbers_of_the_declarations(findings):
    """25 against 20, eighth against ninth, one academician per station against 36 persons."""
    assert the(findings, "003", "task-indicator-differ").arithmetic == "25 ≠ 20"
    assert the(findings, "004", "session-differs").arithmetic == "8 ≠ 9"
    assert the(findings, "000", "period-annual-differ").params["annual"] == "不少于36人"


def test_every_place_of_a_finding_is_in_its_document(readings, findings):
    """Sources are places of the document, in reading order, and what a finding is about exists."""
    kinds = {"project": "projects", "task": "tasks", "indicator": "indicators", "score": "scores"}
    kinds["execution"] = "executions"
    for name, made in findings.items():
        for finding in made:
            assert finding.sources
            assert {source.document_id for source in finding.sources} == {readings[name].document.id}
            starts = [source.spans[0].start for source in finding.sources]
            assert starts == sorted(starts)
            for slug in finding.about:
                kind, _, ordinal = slug.partition("/")
                if kind != "document":
                    assert 1 <= int(ordinal) <= len(getattr(readings[name], kinds[kind]))


def test_documents_of_different_years_are_not_compared(readings):
    """The five documents have no two of one stated year, so nothing is said across them."""
    assert dataset_findings(readings.values()) == ()


def test_results_that_repeat_their_targets_are_never_reported(readings):
    """All 170 targets of the declarations and projects, answered with their own words, are reached in full."""
    full = CompletionRate("100.00%", Decimal("100.00"), None, readings["000"].document.source)
    for reading in readings.values():
        answered = [replace(one, actual=one.annual_target, completion_rate=full) for one in reading.indicators]
        made = replace(reading, indicators=tuple(answered))
        for rule in COMPLETION_RULES:
            assert list(rule.findings(made)) == [], rule.id


@given(data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_incomplete_readings_never_fail(readings, data):
    """Whatever a reader missed, the rules answer, and twice the same."""
    reading = readings[data.draw(st.sampled_from(sorted(readings)))]
    kept = {}
    for kind in ("amounts", "units", "projects", "tasks", "indicators", "scores", "executions", "statements"):
        records = getattr(reading, kind)
        seed = data.draw(st.integers(0, 2**32))
        kept[kind] = tuple(one for at, one in enumerate(records) if (seed >> (at % 32)) & 1)
    made = replace(reading, **kept)

    assert document_findings(made) == document_findings(made)


def test_an_empty_reading_is_silent(readings):
    """A document without records has nothing to compare."""
    for reading in readings.values():
        assert document_findings(Reading(reading.document)) == ()
