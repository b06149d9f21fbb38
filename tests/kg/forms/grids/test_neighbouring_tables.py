"""Money, department, year and project of a form that stands in a document with other tables, lines and titles."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kg.reading import read_bytes
from tests.kg.forms.examined.setting import ExaminedForm
from tests.kg.forms.examined.writing import written

if TYPE_CHECKING:
    from kg.records import Reading

HEAD = """!paragraph 项目支出绩效目标表
!paragraph （2023年度）
!paragraph 单位：万元
项目名称|<|病虫害统防统治|<|<
主管部门|<|青石县农业农村局|<|<
项目资金|<|年度资金总额|86|<
^|<|其中：财政拨款|80|<
^|<|其他资金|6|<
"""
ROWS = """一级指标|二级指标|三级指标|指标值|分值
产出指标|数量指标|统防统治面积|≥12.6万亩|30
^|质量指标|防治效果|≥85%|30
满意度指标|服务对象满意度指标|农户满意度|≥90%|10
"""
FORM = HEAD + ROWS
OTHERS = {
    "three public expenses": """
!paragraph 三公经费（单位：万元）
项目|2022年预算数|2023年预算数
公务接待费|1.2|1
合计|4.2|4
""",
    "budget and accounts": """
!paragraph 三公经费
!paragraph 单位：元
项目|预算数|决算数
公务接待费|12000|10000
合计|42000|40000
""",
    "income": """
!paragraph 收入总表
!paragraph 部门：青石县农业农村局 单位：元
一般公共预算拨款|5000000
其他收入|1000
合计|5001000
""",
    "expenditure": """
!paragraph 支出总表
单位名称|合计|基本支出|项目支出
青石县农业农村局|500.1|200|300.1
合计|500.1|200|300.1
""",
    "projects": """
!paragraph 项目支出表
!paragraph 单位：元
项目名称|资金总额|财政拨款
合计|3001000|3001000
农技推广|2141000|2141000
""",
    "what for": """
!paragraph 项目支出表
!paragraph 单位：元
项目名称|支出内容|合计
病虫害统防统治|统防|860000
合计|<|3001000
""",
}
OWN = [("病虫害统防统治", [("total", 860000), ("fiscal_appropriation", 800000), ("other_funds", 60000)])]


def read(text: str, kind: str = "docx") -> Reading:
    form = ExaminedForm("000-form", kind, "", text)  # type: ignore[arg-type]
    return read_bytes(written(form), form.file_name)


def money(reading: Reading) -> list[tuple[str, list[tuple[str, Decimal]]]]:
    return [(project.name, [(one.kind, one.yuan) for one in project.amounts]) for project in reading.projects]


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf", "tabs"])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_money_of_another_table_is_not_taken(other: str, kind: str):
    """A table of the budget above a form gives it no money, no project and no unit of money."""
    reading = read(f"!paragraph 2023年部门预算公开\n{other}\n{FORM}", kind)
    assert (money(reading), reading.amounts, reading.executions) == (OWN, (), ())


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "tabs"])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_money_below_a_form_is_not_taken(other: str, kind: str):
    """Nor does a table below it."""
    reading = read(f"{FORM}\n{other}", kind)
    assert (money(reading), reading.amounts, reading.executions) == (OWN, (), ())


def test_money_in_a_table_of_its_own_right_below_the_head_is_taken():
    """The head of a form may be set as several tables."""
    head, funds = HEAD.split("项目资金")
    assert money(read(f"{head}\n项目资金{funds}\n{ROWS}")) == OWN


def test_each_caption_holds_for_the_form_below_it():
    """A second form in 元 is not read in the 万元 of the first."""
    second = FORM.replace("单位：万元", "单位：元").replace("病虫害统防统治", "耕地轮作休耕")
    assert [amounts[0][1] for _, amounts in money(read(f"{FORM}\n{second}"))] == [860000, 86]


def test_sides_of_a_budget_that_differ_give_no_total():
    """Of 合计 of income and another of expenditure none is the department's total, and both are cited."""
    text = (
        "!paragraph 部门整体支出绩效目标表\n部门名称|<|青石县农业农村局|<\n年度预算（万元）|财政拨款|80|基本支出|60\n"
        "^|合计|86|项目支出|20\n^|^|^|合计|80\n" + ROWS.replace("|分值", "").replace("|30", "").replace("|10", "")
    )
    reading = read(text)
    assert "total" not in {amount.kind for amount in reading.amounts}
    assert any("86" in finding.params.get("words", "") for finding in reading.findings)


@pytest.mark.parametrize(
    "line",
    [
        "冀南县交通运输局 2022年 单位：万元",
        "2022年度　　冀南县交通运输局",
        "填报部门：冀南县交通运输局 2022年度 金额单位：万元",
        "填报部门：冀南县交通运输局2022年度金额单位：万元",
        "部门：冀南县交通运输局（2022年度）",
    ],
)
def test_the_line_below_a_title_names_department_and_year(line: str):
    """Whose form it is, and for which year, with labels or without, each without the words behind it."""
    reading = read(f"!paragraph 项目支出绩效目标表\n!paragraph {line}\n项目名称|<|公路养护|<|<\n{ROWS}")
    assert reading.document.department == "冀南县交通运输局"
    assert reading.document.fiscal_year is not None
    assert reading.document.fiscal_year.value == 2022


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("黔云县2024年部门预算公开（县医疗保障局）", "黔云县医疗保障局"),
        ("黔云县医疗保障局2024年部门预算公开", "黔云县医疗保障局"),
        ("2024年度黔云县医疗保障局部门预算公开说明", "黔云县医疗保障局"),
        ("2024年部门预算公开", ""),
    ],
)
def test_the_title_of_a_budget_names_department_and_year(title: str, department: str):
    """A form inside a budget document takes both from its title, where it states none itself."""
    reading = read(f"!paragraph 首页\n!paragraph {title}\n项目名称|<|医保基金监管|<|<\n{ROWS}")
    assert reading.document.department == department
    assert reading.document.fiscal_year is not None
    assert (reading.document.fiscal_year.value, reading.document.title) == (2024, title)


def test_titles_of_two_years_name_none():
    """A page that links to another year's budget states no year."""
    links = "!paragraph 黔云县医疗保障局2023年部门预算\n!paragraph 黔云县医疗保障局2024年部门预算\n"
    assert read(f"{links}项目名称|<|医保基金监管|<|<\n{ROWS}").document.fiscal_year is None


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("“三支一扶”计划项目绩效目标表", "“三支一扶”计划项目"),
        ("公共图书夜读活动项目支出绩效目标表", None),
        ("耕地轮作休耕试点项目支出绩效目标表", "耕地轮作休耕试点"),
        ("2024年部门预算项目绩效目标表", None),
        ("青石县教育局课后服务项目绩效目标表", None),
        ("地方政府专项债券项目绩效目标表", None),
        ("浙里市2024年重点项目绩效目标表", None),
    ],
)
def test_a_title_names_a_project_only_where_it_can_be_nothing_else(title: str, project: str | None):
    """A kind of form, a place or an office before 项目 is no project's name."""
    reading = read(f"!paragraph {title}\n!paragraph 编制单位：江岚省人力资源和社会保障厅\n{ROWS}")
    assert [one.name for one in reading.projects] == ([project] if project else [])


def test_a_total_in_prose_goes_to_the_project_that_the_heading_names():
    """年度预算安排：58万元 below another heading than the project's name is nobody's."""
    prose = "!paragraph （一）{}\n!paragraph 2.年度预算安排：58万元。\n项目名称|<|长城遗址巡护|<|<\n" + ROWS
    assert money(read(prose.format("长城遗址巡护项目"))) == [("长城遗址巡护", [("total", 580000)])]
    assert money(read(prose.format("总体情况"))) == [("长城遗址巡护", [])]
