"""The fiscal year that only the page or report around a form states: ``某镇2023年度项目绩效自评公示`` above its tables.

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
_ANOTHER_PAGE = re.compile(r"[上下]一[篇条]|相关|更多|链接")


def is_page_title(line: str) -> bool:
    """Whether a line is the title of a page or report of forms and names one year.

    >>> is_page_title("滨湖镇2023年度财政支出项目绩效自评公示"), is_page_title("现将2023年度绩效自评情况公示如下")
    (True, False)
    >>> is_page_title("2021-2023年项目绩效评价报告"), is_page_title("下一篇2022年度绩效自评公开")
    (False, False)

    """
    folded = fold(line)
    if len(folded) > _LONGEST or len(_ANY_YEAR.findall(folded)) != 1 or _ANOTHER_PAGE.search(folded):
        return False
    return bool(_HEADING.match(folded))


def year_of_pages(layer: TextLayer, titles: Iterable[Cell]) -> FiscalYear | None:
    """Return the year that all titles of a page name: stated by 2023年度, inferred from 2023年 alone."""
    found = [(cell, match) for cell in titles for match in _YEAR.finditer(cell.text)]
    if len({match[1] for _, match in found}) != 1:
        return None
    cell, match = next((one for one in found if one[1][2]), found[0])
    basis = Basis.STATED if match[2] else Basis.INFERRED
    return FiscalYear(int(match[1]), basis, match[0].strip(), layer.source(cell.part(*match.span(1))))
