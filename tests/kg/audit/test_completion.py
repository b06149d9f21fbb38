from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.records import Severity
from tests.kg.audit.building import found, indicator, of_project, reading, rules_found, statement


def row(name, annual, actual, rate, **more):
    return indicator(name, None, annual, actual, rate, **more)


def rows(*made, **records):
    return reading(indicators=made, **records)


def test_a_full_rate_over_a_smaller_number_is_an_error():
    """15 of 18 is not 100 %."""
    (finding,) = found(rows(row("会议数量", "支持会议18场", "支持会议15场", "100.00%")), "rate-above-figures")

    assert finding.severity is Severity.ERROR
    assert finding.arithmetic == "15 ÷ 18 = 83.33%"
    assert finding.stated == Decimal("100.00")
    assert len(finding.sources) == 3


def test_a_result_that_names_another_thing_is_only_a_check():
    """培训 in the target and 讲座 in the result may be two things."""
    (finding,) = found(rows(row("活动", "举办培训班20场", "开展主题宣讲12场", "100.00%")), "rate-above-figures")

    assert finding.severity is Severity.CHECK


@pytest.mark.parametrize(
    ("annual", "actual", "rate"),
    [
        ("完成建设，举办培训20场", "完成建设，举办培训10场", "75.00%"),
        ("支持会议18场", "支持会议15场", "83.33%"),
        ("支持会议18场", "支持会议15场", "83.3%"),
        ("支持会议40场", "支持会议45场", "112.50%"),
        ("支持会议40场", "支持会议45场", "100.00%"),
        ("约20场", "18场", "100.00%"),
        ("20场", "近20场", "100.00%"),
        ("在校生达到近10000人", "在校生超10000人", "100.00%"),
        ("投诉5次", "投诉2次", "100.00%"),
        ("不少于100家", "超过90家", "100.00%"),
        ("有效推动成果转化", "有效推动成果转化", "100.00%"),
        ("建设1个以上的产业学院", "持续推进建设产业学院", "100.00%"),
        ("每周一期，全年50期", "全年50期", "100.00%"),
        ("不超过3%", "2%", "100.00%"),
        ("100万元", "90万元", "100.00%"),
        ("", "5场", "100.00%"),
    ],
)
def test_rates_that_the_figures_allow_are_silent(annual, actual, rate):
    """Rates may be cut to 100 %, rounded or cut off, and approximate words never make a target missed."""
    assert rules_found(rows(row("指标", annual, actual, rate))) == set()


def test_a_full_rate_over_a_list_names_the_parts_that_fall_short():
    """约600 of 约2000 stands under 100 %."""
    made = rows(row("成果库", "科技成果约2000项，技术需求约2000项", "科技成果约6000项，技术需求约600项", "100.00%"))

    (finding,) = found(made, "rate-hides-part")

    assert finding.severity is Severity.CHECK
    assert finding.arithmetic == "600 ÷ 2000 = 30.00%"
    assert "约600项 / 约2000项" in finding.params["parts"]


def test_numbers_in_another_order_are_matched_by_their_labels():
    """A result that lists the same things the other way round is not short of anything."""
    made = rows(row("活动", "培训讲座3场，学术会议8场", "学术会议9场，培训讲座3场", "100.00%"))

    assert rules_found(made) == set()


def test_a_rate_over_a_list_that_no_usual_way_gives_is_a_check():
    """Mean, mean of capped rates, smallest and largest are tried."""
    lists = ("培训4场，会议10场", "培训6场，会议5场")

    (finding,) = found(rows(row("活动", *lists, "156.92%")), "rate-not-reproduced")

    assert finding.arithmetic == "(6 ÷ 4 + 5 ÷ 10) ÷ 2 = 100.00%"
    for usual in ("100.00%", "75.00%", "50.00%", "150.00%"):
        assert found(rows(row("活动", *lists, usual)), "rate-not-reproduced") == []


def test_one_number_with_another_rate_is_a_check():
    """15 of 18 is not 90 %."""
    (finding,) = found(rows(row("会议数量", "18场", "15场", "90.00%")), "rate-not-reproduced")

    assert finding.arithmetic == "15 ÷ 18 = 83.33%"


def test_rates_cut_in_some_rows_only_are_one_finding():
    """The table prints 112.50 % once and cuts 258 % to 100 %: one check with both lists."""
    made = rows(
        row("学术会议", "40场", "45场", "112.50%"),
        row("专利", "30件", "30件", "100.00%"),
        row("经纪人", "200名", "516名", "100.00%"),
    )

    (finding,) = found(made, "uneven-capping")

    assert finding.arithmetic == "45 ÷ 40 = 112.50% → 112.50%；516 ÷ 200 = 258.00% → 100.00%"
    assert (finding.params["above_names"], finding.params["capped_names"]) == ("学术会议", "经纪人")


def test_a_result_with_fewer_numbers_than_its_target_is_a_check():
    """Three promises, one number in the result, and still 100 %."""
    made = rows(row("学会能力", "培训1场，会议11场，承接政府职能3次", "开展1场培训", "100.00%"))

    (finding,) = found(made, "part-not-reported")

    assert finding.arithmetic == "3 − 1 = 2"
    assert found(rows(row("学会能力", "培训1场，会议11场", "已全部完成", "100.00%")), "part-not-reported") == []


def test_a_result_above_its_upper_limit_is_a_check():
    """3 小时 does not keep 不超过2小时."""
    (finding,) = found(rows(row("修复时长", "不超过2小时", "3小时", "100.00%")), "limit-exceeded")

    assert finding.arithmetic == "3 > 2"


def test_all_but_one_is_compared_with_the_rows():
    """除一个指标外均完成 against two rows that plainly fall short, and one more whose list does."""
    stated = [statement("all_but", "1", "指标", "个")]
    short = [row("甲", "18场", "15场", "83.33%"), row("乙", "10篇", "9篇", "90.00%")]
    listed = row("丙", "培训4场，会议10场", "培训6场，会议5场", "100.00%")

    (error,) = found(rows(*short, statements=stated), "all-but")
    (check,) = found(rows(short[0], listed, statements=stated), "all-but")

    assert (error.severity, check.severity) == (Severity.ERROR, Severity.CHECK)
    assert error.arithmetic == "15 ÷ 18 = 83.33%；9 ÷ 10 = 90.00%"
    assert found(rows(short[0], statements=stated), "all-but") == []


def test_the_number_of_indicators_is_compared_with_the_rows_of_the_department():
    """Rows of key projects do not count, and a heading with as many rows as the text says is named."""
    made = rows(
        row("甲", "1场", "1场", "100.00%"),
        row("乙", "1场", "1场", "100.00%"),
        row("丙", "优", "优", "100.00%", level2="社会效益指标"),
        row("丁", "1场", "1场", "100.00%", project=of_project(1)),
        statements=[statement("indicator_count", "1", "绩效指标", "个")],
    )

    (finding,) = found(made, "indicator-count")

    assert finding.arithmetic == "3 − 1 = 2"
    assert finding.params["alike"] == "效益指标"


_NUMBERS = st.lists(st.integers(1, 10**5), min_size=1, max_size=6)


@settings(deadline=None)
@given(_NUMBERS)
def test_a_result_that_repeats_its_target_is_never_reported(numbers):
    """What was promised and reached in the same words is reached in full."""
    words = "，".join(f"第{at}类活动{number}场" for at, number in enumerate(numbers))
    words = words.replace("第", "甲")

    assert rules_found(rows(row("活动", words, words, "100.00%"))) == set()


@settings(deadline=None)
@given(st.integers(1, 10**5), st.integers(0, 10**5))
@example(20_000, 19_999)  # 99.995 % is printed as 100.00%
def test_the_exact_rate_is_never_reported(promised, reached):
    """A printed rate that is the rounded quotient is right, whatever it is."""
    rate = f"{Decimal(100 * reached) / promised:.2f}%"

    assert rules_found(rows(row("活动", f"{promised}场", f"{reached}场", rate))) == set()
