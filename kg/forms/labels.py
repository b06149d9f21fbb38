"""The printed labels of the three forms, as tables that a budget officer can check.

All labels are compared folded (``kg.folding.fold``): no white space, half-width brackets. Places word the same form
differently; a wording that is not in these tables is never guessed, its words become a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece
from kg.folding import fold, fold_with_places
from kg.quantities.units import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

# a title line: words before the form's name (place, department, year) and a note in brackets after it
_TITLE = r"^(?:附件?表?\d*[:：.]?)?[^。;,]{{0,40}}{name}(?:\([^)]*\))*$"
DECLARATION_TITLE = re.compile(_TITLE.format(name=r"部门(?:\(单位\))?整体(?:预算|支出|预算支出)?绩效目标(?:申报)?表"))
PROJECT_TABLE_TITLE = re.compile(_TITLE.format(name=r"项目(?:支出)?绩效目标(?:申报|汇总)?表"))
SELF_EVALUATION_TITLE = re.compile(
    r"(?P<form>(?:部门)?(?:\(单位\))?整体(?:预算)?(?:支出)?绩效(?:自我评价|自评|评价)报告|支出绩效自评报告)"
)
FORM_TITLES = (DECLARATION_TITLE, PROJECT_TABLE_TITLE)

DEPARTMENT_LABELS = (
    "部门名称", "部门(单位)名称", "预算部门名称", "预算单位名称", "单位名称", "填报单位", "填报部门", "申报部门",
)  # fmt: skip

BUDGET = "预算整体情况"
GOAL = "总体绩效目标"
TASKS = "年度重点工作任务"
OTHER_TASKS = "其他需完成的任务(可选填)"
INDICATORS = "绩效指标"
# section → its wordings
DECLARATION_SECTIONS = {
    BUDGET: (BUDGET, "部门预算整体情况", "部门预算情况", "预算情况", "部门整体预算情况"),
    GOAL: (GOAL, "整体绩效目标", "年度总体绩效目标", "年度总体目标", "部门整体绩效目标", "年度绩效目标"),
    TASKS: (TASKS, "重点工作任务", "年度主要任务", "年度主要工作任务", "年度工作任务"),
    OTHER_TASKS: (OTHER_TASKS, "其他需完成的任务", "其他需完成的任务(选填)"),
    INDICATORS: (INDICATORS, "年度绩效指标", "整体绩效指标", "部门整体绩效指标"),
}
SECTION_OF = {wording: section for section, wordings in DECLARATION_SECTIONS.items() for wording in wordings}

_UNIT = r"\((?:单位:)?(?P<unit>亿元|万元|元)\)"
# columns of the two tables, in printed order
TASK_COLUMNS = {
    "name": re.compile(r"(?:任务|工作任务|重点任务)?名称"),
    "content": re.compile(r"(?:主要)?(?:实施|工作)?内容"),
    "amount": re.compile(r"(?:拟)?(?:投入|安排)?的?(?:资金|预算|金额|预算金额|资金安排)(?:" + _UNIT + ")?"),
    "outcome": re.compile(r"(?:期望|预期)(?:达到)?的?目标(?:\(概述\))?"),
}
INDICATOR_COLUMNS = {
    "level1": re.compile(r"一级指标"),
    "level2": re.compile(r"二级指标"),
    "name": re.compile(r"三级指标(?:名称)?"),
    "period": re.compile(r"(?:实施周期|中期|周期)(?:总)?(?:指标|目标)值"),
    "annual": re.compile(r"(?:(?:本?年度|当年|全年|年初)(?:指标|目标)值|(?:指标|目标)值)"),
}
_OPTIONAL_COLUMNS = frozenset({"period"})
NOTES = frozenset({"备注", "说明"})
_NOTE_COLUMN = f"(?:{'|'.join(sorted(NOTES))})?"

# 预算整体情况: printed label → kind of amount (``kgt:amount/``)
BUDGET_AMOUNTS = {
    "基本支出": "basic_expenditure",
    "项目支出": "project_expenditure",
    "财政专项资金": "fiscal_special_fund",
    "其他事业发展性支出": "other_development_expenditure",
    "财政拨款": "fiscal_appropriation",
    "其他资金": "other_funds",
    **{f"{level}本级使用资金": "own_level_use" for level in ("", *"省市区县镇州盟旗", "自治区")},
    "拟用于对下转移支付资金": "transfer_to_lower_level",
}
# headings of the same block that carry no figure
BUDGET_HEADERS = (
    "部门预算支出",
    *(f"预算金额({unit})" for unit in ("元", "万元", "亿元")),
    "预算金额",
    "收入来源",
    "事业发展性支出",
    "按预算级次划分",
    *DECLARATION_SECTIONS[BUDGET],
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
TOTALS = frozenset({"合计", "总计", "小计", "合计金额", "总分", "得分合计"})

_PERSONS = (
    "填表人", "填报人", "联系人", "联系电话", "联系方式", "电话", "手机", "经办人", "负责人", "单位负责人",
    "部门负责人", "财务负责人", "项目负责人", "分管领导", "审核人", "复核人", "制表人", "填表日期", "填报日期",
)  # fmt: skip
_PERSONAL = re.compile(rf"^(?:{'|'.join(_PERSONS)})(?:\([^)]*\))?:")
_MONEY_UNIT = re.compile(r"(?:金额)?单位[:：]?(?:人民币)?(亿元|万元|元)")
_HEADER_UNIT = re.compile(_UNIT)
UNKNOWN_UNIT = "?"
"""A unit of money that is stated and not known: nothing that it holds for is read."""
_OTHER_UNIT = re.compile(r"[(:位](?:人民币)?(?:(?:[千百]|十万|[百千]万|美|港|欧|日)元|英镑)(?:\)|$)")

# 指标1：, 指标1 and a name right behind it, but not 指标3项完成率
_PREFIX = re.compile(
    r"^指标\s*(?P<number>\d{1,3})?\s*(?:[:：.、．]\s*|$)"
    rf"|^指标\s*(?P<bare>\d{{1,2}})\s*(?![\d\s百千万亿级]|{unit_pattern()})(?=[\u4e00-\u9fff“《])"
)
_FIGURE = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)"
MONEY = re.compile(rf"^(?P<figure>{_FIGURE}(?:\.\d+)?)(?P<unit>亿元?|万元?|元)?$")
# figures that white space parts
PARTED = re.compile(r"\d\s+\d")
_MONEY_WITH_DECIMALS = re.compile(rf"^{_FIGURE}\.\d{{1,6}}(?:亿元?|万元?|元)?$")


def without_prefix(name: Cell) -> tuple[str | None, Cell]:
    """Part a name from the number that a template puts before it (``指标1：``).

    Returns:
        The number, ``None`` where there is none, and the name; it is empty where the template was not filled in.

    >>> from kg.cells import Piece
    >>> names = ("指标1工程完工率", "指标3项完成率", "指标5百强企业")
    >>> [without_prefix(Cell.of([Piece(words, 0, 1, None)]))[1].text for words in names]
    ['工程完工率', '指标3项完成率', '指标5百强企业']

    """
    found = _PREFIX.match(name.text)
    if found is None:
        return None, name
    return found["number"] or found["bare"], name.part(found.end(), len(name.text))


def is_money(text: str, *, layout: bool = False) -> bool:
    """Whether a cell is one amount; among other words of page-layout text only with decimals.

    Figures that white space parts are two: 100 above 20 in one cell is not 10020.

    >>> is_money("28,028.68"), is_money("24.5%"), is_money("2024", layout=True), is_money("２８．５０")
    (True, False, False, True)

    """
    return not PARTED.search(text) and bool((_MONEY_WITH_DECIMALS if layout else MONEY).match(fold(text)))


def is_personal(text: str) -> bool:
    """Whether a line or cell names the person who filled in the form; such words never become a record.

    >>> is_personal("联系人：某某"), is_personal("联系人 某某"), is_personal("联系人培训场次"), is_personal("负责人")
    (True, True, False, False)

    """
    if _PERSONAL.match(fold(text)):
        return True
    parts = text.split()
    return len(parts) > 1 and fold(parts[0]) in _PERSONS


def unit_of_money(text: str) -> str | None:
    """Return the unit that a caption or heading states, if it states one; ``?`` for one that is not known here.

    >>> unit_of_money("单位：元"), unit_of_money("拟投入的资金（万元）"), unit_of_money("名称")
    ('元', '万元', None)
    >>> unit_of_money("资金（千元）"), unit_of_money("单位：美元")
    ('?', '?')

    """
    folded = fold(text)
    if _OTHER_UNIT.search(folded):
        return UNKNOWN_UNIT
    found = _HEADER_UNIT.search(folded) or _MONEY_UNIT.search(folded)
    return found[found.lastindex or 0] if found else None


def one_unit(before: str | None, stated: str | None) -> str | None:
    """Return the unit that two headings of one table say, ``?`` where they say two.

    >>> one_unit(None, "万元"), one_unit("万元", None), one_unit("万元", "元")
    ('万元', '万元', '?')

    """
    return UNKNOWN_UNIT if before and stated and before != stated else stated or before


def header_columns(cells: Sequence[str], columns: dict[str, re.Pattern[str]]) -> dict[str, int] | None:
    """Return the index of each column whose heading stands in a row of headings, ``None`` for another row."""
    found: dict[str, int] = {}
    for index, text in enumerate(map(fold, cells)):
        for name, pattern in columns.items():
            if name not in found and pattern.fullmatch(text):
                found[name] = index
                break
    return found if set(columns) - _OPTIONAL_COLUMNS <= set(found) else None


def header_line(columns: dict[str, re.Pattern[str]]) -> re.Pattern[str]:
    """Return the pattern of all headings one after another, as folded page-layout text prints them."""
    parts = (f"(?P<{n}>{p.pattern}){'?' if n in _OPTIONAL_COLUMNS else ''}" for n, p in columns.items())
    return re.compile("".join(parts) + _NOTE_COLUMN)


def starts_with_label(lines: Sequence[Piece], at: int, label: str, *, most_lines: int = 4) -> tuple[int, Cell] | None:
    """Find a label that begins a line and may be wrapped over the next ones.

    Returns:
        The number of lines it takes and the rest of its last line (its words after the label), or ``None``.

    """
    taken = ""
    for count in range(1, min(most_lines, len(lines) - at) + 1):
        line = lines[at + count - 1]
        folded = taken + fold(line.text)
        if folded.startswith(label) and len(taken) < len(label):
            _, places = fold_with_places(line.text)
            end = places[len(label) - len(taken) - 1] + 1
            if not _label_goes_on(label, line.text[end:]):
                return count, Cell.of([line.cut(end)])
        if not label.startswith(folded):
            return None
        taken = folded
    return None


def _label_goes_on(label: str, rest: str) -> bool:
    # 绩效指标 must not match the beginning of a longer word
    return bool(rest) and not rest[0].isspace() and rest[0] not in "：:（(" and label[-1] != ")"
