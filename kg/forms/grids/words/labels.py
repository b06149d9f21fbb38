"""Labels around indicator tables by vocabulary: what the cell to the right of one, or below it, says.

Labels are compared without a closing colon and without a remark in brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.folding import fold
from kg.forms.grids.words.wordings import by_wording

_FIELD = by_wording("fields")
_MONEY_ROW = by_wording("money_rows")
_MONEY_COLUMN = by_wording("money_columns")
# funding sources (``kgt:fund/``) by kind of amount
_FUNDS = {"fiscal_appropriation", "special_account", "other_funds"}
_REMARK = re.compile(
    r"(?:\((?:万元|元|亿元|单位:[^()]*|盖章|公章|签章|\d{0,3}分|%|[A-Z](?:[/÷][A-Z])?|选填|可选填|如有|[^()]{0,12}年度?)\)"
    r"|(?<=[数率额])[A-Z]\)?|[:：*])+$"
)
# 中央补助, 县级配套资金, 市县财政资金: whose money it is, of no kind of its own
_OF_ANOTHER_LEVEL = re.compile(
    r"^(?:中央|省|市|州|盟|县|区|旗|镇|乡|地方|上级|省市|市县|县区|区县|县\(区\))级?(?:财政)?(?:专项)?(?:补助|配套|安排|资金|拨款)(?:资金)?$"
)
# 部门支出预算总量, 当年预算规模: of this year's whole money; what is 财政, 申报 or 上年 is something else
_TOTAL = re.compile(
    r"(?:本年度?|当年度?|年度|全年|今年)?(?:批复|批准|核定|下达|安排|审定)?(?:部门|项目|单位)?(?:整体)?(?:支出|收支)?"
    r"(?:预算|资金|经费)(?:安排)?(?:总额|总量|总数|合计|总?规模|总计|总?金额)|支出预算(?:总额|合计|数)?|(?:部门|单位|预算)总支出|总支出|"
    r"(?:部门|单位)?整体支出(?:预算)?(?:总额|总量|合计|总计)|(?:部门|单位)支出(?:总额|合计|总计)|[市区县]级支出预算总量|"
    r"(?:本次)?下达(?:中央预算内|财政)?(?:投资|资金)(?:总额|金额|额)?|(?:本|当)?年度?(?:计划|预计)投入(?:资金|金额)?|计划投资额"
)
_SUM = r"(?:资金)?(?:总额|总金额|金额|总数|数额|数|额)"
# 年初预算资金总额, 全年预算金额, 实际使用资金额
_MONEY_COMPOSED = (
    ("initial_budget", re.compile(rf"年初(?:部门|项目|财政)?(?:预算|批复|安排)(?:安排)?{_SUM}?")),
    ("adjusted_budget", re.compile(rf"(?:全年|调整后?)(?:部门|项目)?预算(?:安排)?{_SUM}")),
    (
        "final_account",
        re.compile(
            rf"(?:全年|年度|本年度?|当年)?实际(?:执行|支出|使用|支付|投入)(?:{_SUM}|资金|情况)?"
            rf"|(?:全年|年度|本年度?|当年)(?:预算|资金)?执行{_SUM}|全年(?:预算|资金)?(?:支出|使用|支付){_SUM}"
        ),
    ),
)
# 年度绩效目标1, 年度绩效目标2
_NUMBERED = re.compile(r"(?<=目标)[\d一二三四五六]$")
# 市级预算部门名称, 县(区)级部门预算单位
_OF_LEVEL = re.compile(r"^(?:省|市|州|盟|县|区|旗|县\(市、?区\)|市县|区县|县区|县\(区\)|区\(县\)|本)级(?=.)")
# 预算单位（盖章）及代码
_BRACKETS = re.compile(r"\((?:[^()]{0,4}章|单位|部门|全称|[^()]{0,4}填|\d{0,3}分)\)|\*")
_CODED = r"(?:名称)?(?:(?:及|和|与|、|/)?(?:编码|代码|编号))?"
_ABOUT = (
    r"(?:(?:基本|主要|实施|立项|申报|设立)?(?:概况|概述|简介|背景|依据|必要性|可行性|理由)"
    r"|(?:基本|主要|实施|立项)(?:情况|内容|方案))"
)
_COMPOSED = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("project", rf"(?:预算|支出|专项|财政|本级|申报|评价|自评|二级|三级)*项目(?:资金|支出)?名称{_CODED}"),
        ("superior", rf"(?:预算|项目|资金|业务|行业|财政)*主管(?:预算)?(?:部门|单位|局)(?:\(单位\))?{_CODED}"),
        ("superior", r"(?:(?:省|市|州|县|区)级)?预算部门[、/及和]?(?:单位)?名称"),
        ("reporter", rf"(?:项目|预算|绩效)?(?:填报|申报|编制|填表|报送|填制)(?:单位|部门){_CODED}"),
        (
            "unit",
            r"(?:项目|预算|资金|具体|政策|任务)*(?:执行|实施|承担|承办|建设|使用|用款|主办|责任)(?:单位|部门|主体)"
            rf"{_CODED}|预算单位{_CODED}",
        ),
        ("outcome", r"(?:年度|全年|年终|总体|绩效|项目|整体|部门|目标|实际)*(?:完成|实现)情况(?:概述|描述)?"),
        ("year", r"(?:预算|资金|项目|绩效|目标|所属|申报|填报|批复)*(?:年度|年份)"),
        (
            "period_goal",
            r"(?:项目|总体|部门|整体|支出|绩效)*(?:中期|长期|实施期|实施周期|项目期|全周期|三年)(?:总体|绩效|总|整体)*目标(?:概述|内容|描述)?",
        ),
        # 项目概况及立项依据
        ("known", rf"(?:项目|专项|资金|政策)?{_ABOUT}(?:[及和与、](?:项目|专项|资金|政策)?{_ABOUT})*"),
        (
            "goal",
            r"(?:(?:本|当|全)?年度?|年初|项目|部门|单位|整体|支出|总体?|预期|设定的?|绩效|预算|申报|资金)+目标(?:概述|内容|描述|说明)?",
        ),
    )
)
_LONGEST_COMPOSED = 16
_OF_WHICH = re.compile(r"^(?:其中:?|[(（]?\d[)）.、]|[一二三四五六]、|①|②|③)+")

# (B/A×100%), (执行数/预算数): how a rate is reckoned
_FORMULA = re.compile(r"率\([^()]*[/÷][^()]*\)(?:[×xX*]100%)?$")


def _bare(label: str) -> str:
    return _NUMBERED.sub("", _REMARK.sub("", fold(label)))


@lru_cache(maxsize=20_000)
def field_of(label: str) -> str:
    """Return what a label names, ``""`` for words that are no label.

    >>> field_of("项目名称："), field_of("主管部门（盖章）"), field_of("科普讲座场次")
    ('project', 'superior', '')
    >>> field_of("市级预算部门名称"), field_of("省级主管部门名称")
    ('superior', 'upper')

    """
    folded = fold(label)
    known = _FIELD.get(folded.rstrip(":：")) or _FIELD.get(_bare(label), "")
    without = _BRACKETS.sub("", folded).rstrip(":")
    return known or _of_level(_bare(label)) or _FIELD.get(without, "") or _composed(without)


def _composed(bare: str) -> str:
    """Return what a label says by its parts (项目执行单位, 当年整体绩效目标), ``""`` where a part is not known."""
    if len(bare) > _LONGEST_COMPOSED:
        return ""
    return next((name for name, pattern in _COMPOSED if pattern.fullmatch(bare)), "")


def _of_level(bare: str) -> str:
    """Return what a label with the level of its department before it names (市级预算部门名称)."""
    level = _OF_LEVEL.match(bare)
    if level is None:
        return ""
    rest = bare[level.end() :]
    name = _FIELD.get(rest, "") or _composed(rest)
    # 省级主管部门 is the ministry above
    if name == "superior" and level[0] == "省级" and "主管" in bare:
        return "upper"
    return name if name in ("superior", "unit") else ""


@lru_cache(maxsize=20_000)
def money_row(label: str) -> tuple[str, str | None] | None:
    """Return kind and funding source of a label of money; kind ``""`` for money of no kind that is kept.

    >>> money_row("其中：财政拨款"), money_row("3.县级配套"), money_row("分值")
    (('fiscal_appropriation', 'fiscal_appropriation'), ('', None), None)

    """
    bare = _OF_WHICH.sub("", _bare(label)).lstrip(":：")
    kind = _MONEY_ROW.get(bare) or ("total" if _TOTAL.fullmatch(bare) else None)
    if kind is None:
        return ("", None) if _OF_ANOTHER_LEVEL.match(bare) else None
    return ("", None) if kind == "other" else (kind, kind if kind in _FUNDS else None)


@lru_cache(maxsize=20_000)
def money_column(heading: str) -> str:
    """Return what a column of money holds: a kind of amount, ``execution_rate``, ``full`` or ``score``; else ``""``.

    >>> money_column("全年执行数（万元）"), money_column("执行率"), money_column("三级指标")
    ('final_account', 'execution_rate', '')
    >>> money_column("预算执行率（B/A×100%）"), money_column("得分（20分*执行率）")
    ('execution_rate', '')
    >>> money_column("年初预算资金总额："), money_column("实际使用情况（万元）")
    ('initial_budget', 'final_account')
    >>> money_column("年度执行金额"), money_column("年度支出总额")  # what is planned may be called so, too
    ('final_account', '')

    """
    bare = _bare(heading)
    known = _MONEY_COLUMN.get(bare) or _MONEY_COLUMN.get(_FORMULA.sub("率", bare))
    return known or next((kind for kind, pattern in _MONEY_COMPOSED if pattern.fullmatch(bare)), "")


def is_label(words: str) -> bool:
    """Whether words are a label of the header block and nothing else.

    >>> is_label("其中：财政拨款"), is_label("广州市科学技术协会")
    (True, False)

    """
    return bool(field_of(words) or money_row(words) or money_column(words))
