from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Finding, Form, Severity
from tests.kg.audit.building import (
    DEPARTMENT,
    adjustment,
    amount,
    declaration,
    found,
    project,
    reading,
    rules_found,
    task,
    unit,
)


def project_table(unit_total="330.00", grand_total="430.00", **records):
    return reading(
        Form.PROJECT_TABLE,
        amounts=[
            amount("total", grand_total, "合计"),
            amount("total", unit_total, DEPARTMENT),
            amount("total", "100.00", "乙中心"),
        ],
        units=[unit(DEPARTMENT), unit("乙中心")],
        projects=[project("一", "300.00"), project("二", "30.00"), project("三", "100.00", "乙中心")],
        **records,
    )


def test_a_table_that_adds_up_is_silent():
    """Projects to units and units to 合计 agree, so nothing is said."""
    assert rules_found(project_table()) == set()


def test_projects_that_miss_their_unit_are_reported_with_every_figure():
    """The finding shows the addition, the difference and the place of each figure."""
    (finding,) = found(project_table(unit_total="331.00", grand_total="431.00"), "project-sum")

    assert finding.arithmetic == "300.00 + 30.00 = 330.00；331.00 − 330.00 = 1.00"
    assert finding.severity is Severity.ERROR
    assert finding.stated == Decimal("3310000")
    assert finding.about == ("project/1", "project/2")
    assert {source.text for source in finding.sources} == {"300.00", "30.00", "331.00"}


def test_units_that_miss_the_total_are_reported():
    """合计 against the units' rows."""
    (finding,) = found(project_table(grand_total="530.00"), "unit-sum")

    assert finding.arithmetic == "330.00 + 100.00 = 430.00；530.00 − 430.00 = 100.00"


def test_doubtful_amount_columns_silence_the_sums():
    """Where the reader could not place an amount, no sum is judged."""
    doubt = Finding("uncertain-amount-columns", Severity.CHECK, {"name": "一"}, None, (), ("document",))

    assert rules_found(project_table(grand_total="530.00", findings=[doubt])) == set()


def test_two_units_of_one_name_are_not_added():
    """A unit printed twice leaves open which projects are whose."""
    made = project_table(unit_total="331.00", grand_total="431.00")
    twice = reading(
        Form.PROJECT_TABLE,
        amounts=[*made.amounts, amount("total", "5.00", DEPARTMENT)],
        units=made.units,
        projects=made.projects,
    )

    assert rules_found(twice) == set()


def test_funding_columns_are_added_only_where_all_are_printed():
    """总计 = 财政拨款 + 财政专户拨款 + 其他资金, with nothing guessed for an absent column."""
    complete = project("一", "10.00", fiscal_appropriation="4.00", special_account="3.00", other_funds="2.00")
    partial = project("二", "10.00", fiscal_appropriation="4.00")

    (finding,) = found(reading(Form.PROJECT_TABLE, projects=[complete, partial]), "fund-sum")

    assert finding.arithmetic == "4.00 + 3.00 + 2.00 = 9.00；10.00 − 9.00 = 1.00"
    assert finding.about == ("project/1",)


BUDGETS = {
    "special funds beside projects": "28,028.68 20,041.84 1,200.00 0.00 49,270.52 0.00 49,270.52 0.00",
    "special funds within projects": "28,028.68 21,241.84 1,200.00 0.00 49,270.52 0.00 49,270.52 0.00",
    "other funds": "515.85 332.00 0.00 0.00 800.00 47.85 847.85 0.00",
    "transfers": "515.85 332.00 0.00 0.00 847.85 0.00 800.00 47.85",
}


@pytest.mark.parametrize("figures", BUDGETS.values(), ids=BUDGETS)
def test_budget_views_that_agree_in_either_way_are_silent(figures):
    """Spending equals funding, whether or not 项目支出 holds the special funds."""
    assert rules_found(declaration(figures.split())) == set()


def test_budget_views_that_differ_are_a_check():
    """The sums of both views are written out."""
    (finding,) = found(
        declaration(["515.85", "332.00", "0.00", "0.00", "947.85", "0.00", "947.85", "0.00"]), "budget-sum"
    )

    assert finding.severity is Severity.CHECK
    assert "515.85 + 332.00 + 0.00 + 0.00 = 847.85；947.85 − 847.85 = 100.00" in finding.arithmetic


def test_tasks_are_a_selection_and_only_reported_above_the_budget():
    """Tasks below the budget are no contradiction; tasks above it are a place to look at."""
    budget = ["10.00", "20.00", "0.00", "0.00", "30.00", "0.00", "30.00", "0.00"]

    assert rules_found(declaration(budget, tasks=[task("一", printed="12.00")])) == set()
    (finding,) = found(
        declaration(budget, tasks=[task("一", printed="12.00"), task("二", printed="20.00")]), "task-sum"
    )
    assert finding.arithmetic == "12.00 + 20.00 = 32.00；32.00 − 30.00 = 2.00"


def expenditures(total, *parts):
    return reading(
        amounts=[
            amount("final_account", total, "支出决算数"),
            *(amount("functional_expenditure", part, f"支出{at}") for at, part in enumerate(parts)),
        ]
    )


def test_rounding_is_no_difference():
    """Six addends with two places each explain 0.03."""
    made = expenditures("56,894.87", "5.00", "34,517.75", "19,676.42", "994.48", "9.96", "1,691.25")

    assert rules_found(made) == set()


def test_a_list_above_its_total_is_an_error_and_below_it_a_check():
    """A shorter list may name only some functions; a longer one cannot be right."""
    (above,) = found(expenditures("10.00", "6.00", "5.00"), "functional-sum")
    (below,) = found(expenditures("10.00", "6.00", "3.00"), "functional-sum")

    assert (above.severity, below.severity) == (Severity.ERROR, Severity.CHECK)


def test_an_addend_that_may_be_part_of_another_is_no_difference():
    """教育支出 6.00, 其中 职业教育支出 4.00: the list is above its total by just that part."""
    assert rules_found(expenditures("10.00", "6.00", "4.00", "4.00")) == set()


def test_numbered_rows_of_a_budget_table_are_added_and_parts_are_not():
    """一、二、 make 合计, (1)(2) their row; 其中 is part of a row."""
    rows = [
        adjustment("一、基本支出", "30.00", "30.00", "30.00"),
        adjustment("(1)人员经费", "20.00", "20.00", "20.00"),
        adjustment("(2)公用经费", "10.00", "10.00", "9.00"),
        adjustment("二、项目支出", "40.00", "40.00", "40.00"),
        adjustment("其中:基本建设类项目", "5.00", "5.00", "5.00"),
        adjustment("合计", "71.00", "70.00", "70.00"),
    ]

    findings = found(reading(executions=rows), "execution-sum")

    assert [finding.arithmetic for finding in findings] == [
        "30.00 + 40.00 = 70.00；71.00 − 70.00 = 1.00",
        "20.00 + 9.00 = 29.00；30.00 − 29.00 = 1.00",
    ]


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_exact_sums_never_make_a_finding(cents):
    """Whatever the amounts, a printed total that is their sum is right."""
    figures = [f"{cent / 100:.2f}" for cent in cents]
    total = sum(map(Decimal, figures))
    made = reading(
        Form.PROJECT_TABLE,
        amounts=[amount("total", f"{total:.2f}", "合计"), amount("total", f"{total:.2f}", DEPARTMENT)],
        units=[unit(DEPARTMENT)],
        projects=[project(f"项目{at}", figure) for at, figure in enumerate(figures)],
    )

    assert rules_found(made) == set()
