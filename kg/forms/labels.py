"""The printed labels of the three forms, as tables that a budget officer can check.

All labels are compared folded (``kg.text.fold``): no white space, half-width brackets.
"""

from __future__ import annotations

import re

from kg.text import Cell, Piece, fold

DECLARATION_TITLE = "部门整体预算绩效目标申报表"
PROJECT_TABLE_TITLE = "项目支出绩效目标表"
SELF_EVALUATION_TITLES = ("整体支出绩效自评报告", "整体绩效自评报告", "支出绩效自评报告")

DEPARTMENT = "部门名称"
BUDGET = "预算整体情况"
GOAL = "总体绩效目标"
TASKS = "年度重点工作任务"
OTHER_TASKS = "其他需完成的任务(可选填)"
INDICATORS = "绩效指标"
DECLARATION_SECTIONS = (BUDGET, GOAL, TASKS, OTHER_TASKS, INDICATORS)

TASK_HEADER = ("名称", "主要实施内容", "拟投入的资金(万元)", "期望达到的目标(概述)")
INDICATOR_HEADER = ("一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值")

# 预算整体情况: printed label → kind of amount (``kgt:amount/``)
BUDGET_AMOUNTS = {
    "基本支出": "basic_expenditure",
    "项目支出": "project_expenditure",
    "财政专项资金": "fiscal_special_fund",
    "其他事业发展性支出": "other_development_expenditure",
    "财政拨款": "fiscal_appropriation",
    "其他资金": "other_funds",
    "市本级使用资金": "own_level_use",
    "区本级使用资金": "own_level_use",
    "县本级使用资金": "own_level_use",
    "省本级使用资金": "own_level_use",
    "本级使用资金": "own_level_use",
    "拟用于对下转移支付资金": "transfer_to_lower_level",
}
# headings of the same block that carry no figure
BUDGET_HEADERS = (
    "部门预算支出",
    "预算金额(万元)",
    "收入来源",
    "事业发展性支出",
    "按预算级次划分",
    BUDGET,
)
# funding sources (``kgt:fund/``) by the amount's kind
FUND_OF_AMOUNT = {"fiscal_appropriation": "fiscal_appropriation", "other_funds": "other_funds"}
# 项目支出绩效目标表: money columns in printed order → (kind, funding source)
PROJECT_COLUMNS = (
    ("总计", "total", None),
    ("财政拨款", "fiscal_appropriation", "fiscal_appropriation"),
    ("财政专户拨款", "special_account", "special_account"),
    ("其他资金", "other_funds", "other_funds"),
)
UNITS_OF_MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}

# rows of a form that name a person; they end the table and never become a record
PERSONAL = re.compile(r"^(填表人|填报人|联系人|联系电话|电话|手机|经办人|负责人|单位负责人|审核人|制表人|填表日期)")

MONEY = re.compile(r"^[-－−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?$")
MONEY_IN_LAYOUT = re.compile(r"^[-－−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{2}$")


def is_money(text: str, *, layout: bool = False) -> bool:
    """Whether a cell is one amount; in page-layout text only with two decimals, as the forms print it.

    >>> is_money("28,028.68"), is_money("24.5%"), is_money("2024", layout=True)
    (True, False, False)

    """
    return bool((MONEY_IN_LAYOUT if layout else MONEY).match(text.strip()))


def starts_with_label(lines: list[Piece], at: int, label: str, *, most_lines: int = 4) -> tuple[int, Cell] | None:
    """Find a label that begins a line and may be wrapped over the next ones.

    Returns:
        The number of lines it takes and the rest of its last line (its words after the label), or ``None``.

    """
    taken = ""
    for count in range(1, min(most_lines, len(lines) - at) + 1):
        line = lines[at + count - 1]
        for end in range(1, len(line.text) + 1):
            if fold(taken + line.text[:end]) == label and not _label_goes_on(label, line.text[end:]):
                return count, Cell.of([line.cut(end)])
        taken += line.text
        if not label.startswith(fold(taken)):
            return None
    return None


def _label_goes_on(label: str, rest: str) -> bool:
    # 绩效指标 must not match the beginning of a longer word
    return bool(rest) and not rest[0].isspace() and rest[0] not in "：:（(" and label[-1] != ")"
