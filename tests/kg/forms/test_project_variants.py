"""Project tables (项目支出绩效目标表) as other places could print them: headers, units, packed strings, amounts."""

from __future__ import annotations

import time

import pytest

from benchmarks.typesetting import IndicatorEntry, ProjectEntry, UnitEntry, project_table
from kg.reading import read_bytes
from tests.kg.forms.pages import unaccounted

INDICATORS = (
    IndicatorEntry("产出指标", "数量指标", "讲堂开讲场次", "不少于24场"),
    IndicatorEntry("产出指标", "数量指标", "讲堂设备完好率", "≥98%"),
    IndicatorEntry("产出指标", "数量指标", "受益居民人次", "2万人次"),
    IndicatorEntry("产出指标", "数量指标", "居民满意度", "≥92%"),
)


def read(text):
    return read_bytes(text.encode(), "page.txt")


def unread(reading):
    return [f.params["words"] for f in reading.findings if f.rule == "unread-words"]


def _project(name, wan, indicators=INDICATORS[:1]):
    return ProjectEntry(name, wan, "办好活动。", indicators)


UNITS = (
    UnitEntry("江南市青山区总工会", (_project("讲堂经费", "58.50", INDICATORS), _project("比武（2024）经费", "3.00"))),
    UnitEntry("江南市青山区职工服务中心", (_project("帮扶经费", "1,200.00"),)),
)
PROJECTS = project_table("江南市青山区总工会", UNITS)


def project_facts(reading):
    return (
        [u.name for u in reading.units],
        [(a.label, a.kind, a.yuan) for a in reading.amounts],
        [(p.unit, p.name, p.goal, [(a.kind, a.yuan) for a in p.amounts]) for p in reading.projects],
        [(i.project.ordinal, i.printed_number, i.name, i.period_target.raw, i.annual_target.raw)
         for i in reading.indicators],
    )  # fmt: skip


PROJECT_FACTS = project_facts(read(PROJECTS))


def test_the_plain_project_table_says_what_was_set():
    """The page that all project variants start from is read whole, with every word accounted for."""
    reading = read(PROJECTS)

    assert [p[1] for p in PROJECT_FACTS[2]] == ["讲堂经费", "比武（2024）经费", "帮扶经费"]
    assert len(PROJECT_FACTS[3]) == 6
    assert reading.findings == ()
    assert unaccounted(PROJECTS, reading) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("值:", "值："),
        lambda t: t.replace("项目支出绩效目标表（含转移支付项目）", "附件2：项目支出绩效目标表"),
        lambda t: t + "\n填报人：张某某\n",
        lambda t: t.replace("总工会 单位：万元", "总工会\n\n（单位：万元）"),
        lambda t: t.replace("\n\n江南市青山区职工服务中心", "\n\n\n\n\n项目支出绩效目标表（含转移支付项目）\n\n"
                            "部门名称：江南市青山区总工会 单位：万元\n\n项目名称（资金使用单位）\n"
                            "总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标\n\n江南市青山区职工服务中心"),
        lambda t: t.replace("单位：万元", "单位：元").replace("58.50", "585000").replace("3.00", "30000")
        .replace("1,200.00", "12000000").replace("61.50", "615000").replace("1,261.50", "12,615,000")
        .replace("1,2615000", "12,615,000"),
    ],
    ids=["crlf", "full-width-colon", "title", "person", "unit-line", "page-header", "whole-yuan"],
)  # fmt: skip
def test_another_way_to_print_the_project_table_changes_nothing(change):
    """Wordings, line ends, repeated page headers and other units of money give the same records."""
    reading = read(change(PROJECTS))

    assert project_facts(reading)[0] == PROJECT_FACTS[0]
    assert project_facts(reading)[2:] == PROJECT_FACTS[2:]
    assert unread(reading) == []


def packed_page(packed):
    return (
        "项目支出绩效目标表\n部门名称：江南市青山区总工会 单位：万元\n项目名称（资金使用单位）\n"
        "总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标\n合计 5.00 5.00\n江南市青山区总工会 5.00 5.00\n"
        f"    讲堂经费 5.00 5.00\n办好活动。\n{packed}\n"
    )


def item(number, name, value, end="。"):
    return f"{number}、1-产出指标；11-数量指标；{name}；实施周期指标值:{value}；年度指标值:{value}{end}"


@pytest.mark.parametrize(
    "values",
    [
        ["100", "100", "2", "31"],
        ["满足1、2类需求", "3场"],
        ["1、讲座2场；2、展览3场", "5件"],
        ["办好活动。做好总结", "5件"],
        [str(n) for n in range(1, 131)],
    ],
    ids=["digits", "numbered-words", "numbered-list", "sentence", "more-than-100"],
)
@pytest.mark.parametrize("end", ["。", ""], ids=["stop", "no-stop"])
def test_packed_values_come_back_whole(values, end):
    """Values that end in digits, hold ``1、`` or ``。``, and numbers above 100 come back, with and without final 。."""
    reading = read(packed_page("".join(item(n, f"活动{n}", v, end) for n, v in enumerate(values, 1))))

    assert [(i.name, i.annual_target.raw) for i in reading.indicators] == [
        (f"活动{n}", v) for n, v in enumerate(values, 1)
    ]
    assert unread(reading) == []


def test_a_number_that_is_skipped_loses_no_indicator():
    """Items 1, 3, 4 are three indicators under their printed numbers."""
    reading = read(packed_page("".join(item(n, f"活动{n}", "2场") for n in (1, 3, 4))))

    assert [(i.printed_number, i.name, i.annual_target.raw) for i in reading.indicators] == [
        ("1", "活动1", "2场"), ("3", "活动3", "2场"), ("4", "活动4", "2场"),
    ]  # fmt: skip


def test_headings_without_codes_are_headings():
    """``产出指标；数量指标`` without codes begins an item as well."""
    page = packed_page(item(1, "活动", "2场") + item(2, "人次", "200人次"))
    reading = read(page.replace("1-产出指标；11-", "产出指标；"))

    assert [(i.level1, i.level2, i.name) for i in reading.indicators] == [
        ("产出指标", "数量指标", "活动"), ("产出指标", "数量指标", "人次"),
    ]  # fmt: skip


def test_a_goal_that_counts_is_no_packed_string():
    """A goal that begins with ``1、2-3家`` is the goal."""
    reading = read(packed_page("1、2-3家单位受益。\n" + item(1, "活动", "2场")))

    assert reading.projects[0].goal == "办好活动。1、2-3家单位受益。"
    assert len(reading.indicators) == 1


def test_a_figure_at_the_end_of_a_packed_line_is_no_amount():
    """A value after a blank at a line's end is part of the string, once."""
    reading = read(packed_page("1、1-产出指标；11-数量指标；投入；实施周期指标值: 12.50\n；年度指标值: 12.50\n。"))

    assert [(i.period_target.raw, i.annual_target.raw) for i in reading.indicators] == [("12.50", "12.50")]
    assert len(reading.projects) == 1


def test_units_without_projects_and_projects_without_indicators():
    """A unit may have no project, a project no indicators; neither takes the other's."""
    page = packed_page("").replace("    讲堂经费", "江南市职工之家 2.00 2.00\n    讲堂经费")
    reading = read(page)

    assert [u.name for u in reading.units] == ["江南市青山区总工会", "江南市职工之家"]
    assert [(p.unit, p.name) for p in reading.projects] == [("江南市职工之家", "讲堂经费")]
    assert reading.indicators == ()


def test_a_project_without_amounts_gives_nothing_to_its_neighbour():
    """Words of a project whose amounts are not printed are reported, never taken into the project above."""
    page = packed_page(item(1, "活动", "2场") + "\n    另一项目\n另一目标。\n" + item(1, "展览", "3场"))
    reading = read(page)

    assert [(i.name, i.annual_target.raw) for i in reading.indicators] == [("活动", "2场")]
    assert any("另一项目" in words for words in unread(reading))
    assert unaccounted(page, reading) == []


def seconds(text):
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "page",
    [
        lambda n: packed_page(item(1, "活动", "1" * 60 * n)),
        lambda n: packed_page("".join(item(k, f"活动{k}", "2场") for k in range(1, 2 * n))),
    ],
    ids=["digits", "items"],
)
def test_time_grows_with_the_page_and_no_faster(page):
    """Four times the words take about four times the time: no quadratic search anywhere."""
    read(page(50))
    small, large = min(seconds(page(100)) for _ in range(3)), seconds(page(400))

    assert large < 10 * small + 0.2
