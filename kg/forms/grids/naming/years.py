"""The fiscal year that only the page, report or letter around a form states: ``某镇2023年度项目绩效自评公示``.

A title says it for the forms below it; a sentence, a label or a link to another year's page does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.records import Basis, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.cells import Cell
    from kg.text import TextLayer

_LONGEST = 60
_ANY_YEAR = re.compile(r"20\d\d")
_YEAR = re.compile(r"(20\d\d)\s*年\s*(度)?")
_HEADING = re.compile(
    r"^[^。;；,，!！?？:：]*?20\d\d年[^。;；,，!！?？:：]*?(?:绩效(?:自评|自我评价|目标|评价)|自评)"
    r"[^。;；,，!！?？:：]{0,12}?(?:公示|公开|公告|报告|结果|情况|情况表|说明|材料|汇总)(?:\([^()]*\))?$"
)
_OF_OFFICE = re.compile(
    r"^[\u4e00-\u9fff]{2,24}(?:局|委|厅|办|院|所|中心|协会|联合会|管委会|政府|学校|大学|医院|部|会|街道|镇|乡)"
    r"(?:关于)?20\d\d年度?(?:部门|项目|预算|整体|支出|财政|专项|重点)*绩效(?:目标|自评)(?:表|公开|公示)?$"
)
# letters that hand on money, and notices of what became of it
_LETTER = re.compile(
    r"^[^。;；!！?？:：]*?(?:下达|拨付|安排|分配|批复|追加|清算)[^。;；!！?？:：]*?"
    r"20\d\d年(?!度?(?:结余|结转|考核|决算|以前|末|底))[^。;；!！?？:：]*?"
    r"(?:资金|经费|预算|指标|补助|公益金)[^。;；!！?？:：]*?的?(?:通知|函|批复)$"
)
_USE = re.compile(
    r"^[^。;；!！?？:：]*?20\d\d年[^。;；!！?？:：]*?(?:资金|经费|公益金|补贴|补助|项目)[^。;；,，!！?？:：]{0,12}?"
    r"(?:使用|分配|投入)(?:使用)?情况(?:的?(?:公示|公开|公告|说明))?(?:表)?$"
)
_ANOTHER_PAGE = re.compile(r"[上下]一[篇条]|相关|更多|链接")


def is_page_title(line: str) -> bool:
    """Whether a line is the title of a page, report or letter around forms and names one year.

    >>> is_page_title("滨湖镇2023年度财政支出项目绩效自评公示"), is_page_title("现将2023年度绩效自评情况公示如下")
    (True, False)
    >>> is_page_title("关于下达2021年衔接资金预算指标的通知"), is_page_title("2024年度福利彩票公益金分配使用情况公示")
    (True, True)
    >>> is_page_title("某市某区应急管理局2024年项目绩效目标")
    True
    >>> is_page_title("2021-2023年项目绩效评价报告"), is_page_title("下一篇2022年度绩效自评公开")
    (False, False)

    """
    folded = fold(line)
    if len(folded) > _LONGEST or len(_ANY_YEAR.findall(folded)) != 1 or _ANOTHER_PAGE.search(folded):
        return False
    return any(title.match(folded) for title in (_HEADING, _OF_OFFICE, _LETTER, _USE))


def year_of_pages(layer: TextLayer, titles: Iterable[Cell]) -> FiscalYear | None:
    """Return the year that all titles of a page name: stated by 2023年度, inferred from 2023年 alone."""
    found = [(cell, match) for cell in titles for match in _YEAR.finditer(cell.text)]
    if len({match[1] for _, match in found}) != 1:
        return None
    cell, match = next((one for one in found if one[1][2]), found[0])
    basis = Basis.STATED if match[2] else Basis.INFERRED
    return FiscalYear(int(match[1]), basis, match[0].strip(), layer.source(cell.part(*match.span(1))))
