from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.audit.figures import rounded, truncated
from kg.records import Form, Severity
from tests.kg.audit.building import adjustment, amount, found, progress, reading, rules_found, statement

CONTROL_RATE = adjustment("合计", "1.00", "100", "99", None, "99")
CONTROL = {
    "一、基本支出": ("20392.39", "20341.08", "99.74"),
    "(1)人员经费": ("16411.86", "16398.38", "99.91"),
    "其中:基本建设类项目": ("8084.50", "8083.47", "99.99"),
    "合计": ("44280.35", "43791.86", "98.90"),
}


def control_table(**changed):
    rows = {**CONTROL, **changed}
    return reading(
        executions=[
            adjustment(label, "1.00", budget, final, None, rate) for label, (budget, final, rate) in rows.items()
        ]
    )


def test_a_table_that_cuts_off_and_rounds_is_one_check():
    """Rows that agree only in different ways make one finding with all calculations, not one each."""
    (finding,) = found(control_table(), "mixed-rounding")

    assert finding.severity is Severity.CHECK
    assert (finding.params["truncated"], finding.params["rounded"]) == ("2", "2")
    assert "20341.08 ÷ 20392.39 = 99.7484% → 99.74%" in finding.arithmetic
    assert found(control_table(), "rate-recomputed") == []


def test_a_rate_that_no_rounding_gives_is_reported():
    """99.10 % can be made of 98.8968 % neither by rounding nor by cutting off."""
    (finding,) = found(control_table(合计=("44280.35", "43791.86", "99.10")), "rate-recomputed")

    assert finding.arithmetic == "43791.86 ÷ 44280.35 = 98.8968%"
    assert (finding.stated, finding.params["computed"]) == (Decimal("99.10"), "98.90")


def test_a_table_with_another_formula_is_left_alone():
    """Where most rows differ, the office computes something else, and nothing is said."""
    rows = [progress(month, "100", str(8 * month), None, str(month)) for month in range(1, 7)]

    assert rules_found(reading(executions=rows)) == set()


def months(*rates):
    return [progress(month, "1000", "500", None, rate) for month, rate in enumerate(rates, start=3)]


def test_the_mean_of_the_months_is_a_check_that_names_missing_months():
    """The text's mean may count months that the table does not print."""
    made = reading(
        executions=months("109.19", "96.98", "100.51"), statements=[statement("mean_execution_rate", "96.79")]
    )

    (finding,) = found(made, "mean-execution-rate")

    assert finding.severity is Severity.CHECK
    assert finding.params["missing"].startswith("1、2、6")
    assert finding.arithmetic == "(109.19 + 96.98 + 100.51) ÷ 3 = 102.23；102.23 − 96.79 = 5.44"


def test_a_mean_that_agrees_is_silent():
    """Rounded or cut off, the mean is the mean."""
    for stated in ("102.23", "102.22", "102.2"):
        made = reading(
            executions=months("109.19", "96.98", "100.51"), statements=[statement("mean_execution_rate", stated)]
        )
        assert found(made, "mean-execution-rate") == []


def test_the_completion_rate_of_the_text_is_recomputed():
    """预算完成率 is 当年实际支出数 ÷ 全年预算数 of the same text."""
    amounts = [
        amount("adjusted_budget", "44,280.35", "全年预算数", "fiscal_appropriation"),
        amount("final_account", "43,791.86", "实际支出数", "fiscal_appropriation"),
    ]
    right = reading(amounts=amounts, statements=[statement("budget_completion_rate", "98.90", "预算完成率")])
    wrong = reading(amounts=amounts, statements=[statement("budget_completion_rate", "99.80", "预算完成率")])

    assert rules_found(right) == set()
    assert [one.arithmetic for one in found(wrong, "rate-recomputed")] == ["43,791.86 ÷ 44,280.35 = 98.8968%"]


def test_a_jump_in_the_row_numbers_is_a_remark():
    """A table whose numbers go from 5 to 8 has rows that are not there."""
    rows = [adjustment(f"行{number}", "1.00", "1.00", "1.00", number=number) for number in ("4", "5", "8")]

    (finding,) = found(reading(executions=rows), "row-number-gap")

    assert finding.severity is Severity.INFO
    assert (finding.params["before"], finding.params["after"]) == ("5", "8")


_AMOUNTS = st.integers(100, 10**8).map(lambda cents: Decimal(cents) / 100)


@settings(deadline=None)
@given(st.lists(st.tuples(_AMOUNTS, _AMOUNTS, _AMOUNTS), min_size=1, max_size=6), st.sampled_from([rounded, truncated]))
def test_rates_computed_in_one_way_are_never_reported(rows, way):
    """A table that always rounds, or always cuts off, is right."""
    made = []
    for at, (initial, adjusted, final) in enumerate(rows):
        change = way(100 * (adjusted - initial) / initial, 2)
        control = way(100 * final / adjusted, 2)
        made.append(
            adjustment(f"行{at}", f"{initial:.2f}", f"{adjusted:.2f}", f"{final:.2f}", f"{change:f}", f"{control:f}")
        )

    assert rules_found(reading(executions=made)) == set()


@settings(deadline=None)
@given(st.integers(1000, 10**7), st.integers(0, 10**7), st.integers(1, 12))
def test_progress_of_rounded_amounts_is_never_reported(budget, spent, month):
    """Rates computed from exact money agree with the amounts printed in whole 万元."""
    exact_budget, exact_spent = budget + Decimal("0.37"), spent + Decimal("0.49")
    share = 100 * exact_spent / exact_budget
    execution = share * 12 / month
    row = progress(month, str(budget), str(spent), f"{rounded(share, 2)}", f"{rounded(execution, 2)}")

    assert rules_found(reading(executions=[row, row, row])) == set()


def test_the_rate_of_a_projects_own_form_needs_no_other_row():
    """项目支出绩效自评表 defines its 执行率: one row that does not give it is told; one by 年初预算数 is not."""

    def of_project(rate):
        row = adjustment("年度资金总额", "30", "28", "27.44")
        printed = replace(next(iter(CONTROL_RATE.rates.values())), value=Decimal(rate), printed=rate)
        return reading(Form.PROJECT_SELF_EVALUATION, executions=[replace(row, rates={"execution_rate": printed})])

    (finding,) = found(of_project("80"), "rate-recomputed")
    assert finding.arithmetic == "27.44 ÷ 28 = 98.00%"
    assert found(of_project("98"), "rate-recomputed") == []
    assert found(of_project("91.47"), "rate-recomputed") == []
