"""The project that only the title names: ``“三支一扶”计划项目绩效目标表``, in a list ``3、困难群众救助绩效目标表``.

Hard because most titles name a kind of form (部门预算项目, 专项资金, 重点项目), a place or an office before it. A title
counts only where what stands before 项目 holds none of these; else no name is taken. In a list it names the project
where it says more than these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.folding import fold_with_places
from kg.forms.grids.naming.document_titles import is_organisation

if TYPE_CHECKING:
    from kg.forms.grids.found import FoundForm

_TITLE = re.compile(
    r"^(?:附件?\d*[:：.、]?)?(?:20\d\d年度?)?(?P<name>[^。;；,，:：]{4,30}?)"
    r"(?:(?=项目支出绩效)|(?<=项目)(?=绩效))(?:项目支出)?绩效(?:目标|自评|自我评价)(?:申报|批复|公开)?(?:表|报告表)(?:\([^()]*\))?$"
)
# 某县卫生健康局基本药物制度补助资金转移支付区域（项目）绩效目标自评表
_HANDED_ON = re.compile(
    r"^(?:附件?\d*[:：.、]?)?[\u4e00-\u9fff]{2,12}?(?:局|委员会|委)(?:20\d\d年度?)?(?P<name>[^。;；,，:：]{4,30}?)"
    r"转移支付(?:区域)?(?:\(项目\))?绩效(?:目标)?(?:自评|自我评价)?表(?:\([^()]*\))?$"
)
_KINDS = re.compile(
    r"部门|预算|整体|单位|财政|专项|资金|重点|[一二三]级|[省市县区本]级|转移支付|政府|中央|地方|债券|年度|其他|支出|全部|各类|有关|"
    r"实事|申报|汇总|所有|具体|公共|20\d\d|[(（]"
)
_PLACE_OR_OFFICE = re.compile(
    r"^[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|旗|镇|乡)|局|委员会|厅|办公室|中心|学校|大学|学院|医院|协会|联合会|街道|管委会|公司"
    r"|小学|中学|幼儿园|图书馆|博物馆|展览馆|派出所|法院|检察院|大队|支队|总队|宣传部|组织部|统战部|党校|公安|敬老院"
)

_NUMBERED = re.compile(
    r"^\d{1,3}[、.](?P<name>[^。;；,，:：]{4,60}?)(?:项目)?(?:支出)?绩效(?:目标|自评|自我评价)(?:申报|批复|公开)?(?:表|报告表)$"
)
_LEAST = 4


def name_in_title(title: Cell) -> Cell:
    """Return the words of a title that name its project, empty where they may be anything else.

    >>> from kg.cells import Piece
    >>> name_in_title(Cell.of([Piece("“三支一扶”计划项目绩效目标表", 0, 1, None)])).text
    '“三支一扶”计划项目'
    >>> name_in_title(Cell.of([Piece("滨湖县卫生局基本药物补助资金转移支付绩效目标自评表", 0, 1, None)])).text
    '基本药物补助资金'
    >>> name_in_title(Cell.of([Piece("浙里市2024年部门预算项目绩效目标表", 0, 1, None)])).text
    ''

    """
    folded, places = fold_with_places(title.text)
    handed = _HANDED_ON.match(folded)
    found = handed or _TITLE.match(folded)
    # 基本药物补助资金 names a project, 补助资金 alone a kind of money
    says = "" if found is None else found["name"].removesuffix("补助资金") if handed else found["name"]
    if found is None or _KINDS.search(says) or _PLACE_OR_OFFICE.search(says):
        return Cell()
    if len(found["name"].removesuffix("项目")) < _LEAST:
        return Cell()
    begin, end = found.span("name")
    return title.part(places[begin], places[end - 1] + 1)


def name_in_list(title: Cell) -> Cell:
    """Return the words of a numbered title that name its project, empty where they name a kind of form or an office.

    >>> from kg.cells import Piece
    >>> name_in_list(Cell.of([Piece("2、提前下达2019年困难群众救助补助绩效目标表", 0, 1, None)])).text
    '提前下达2019年困难群众救助补助'
    >>> name_in_list(Cell.of([Piece("2、浙里市民政局部门预算项目绩效目标表", 0, 1, None)])).text
    ''

    """
    folded, places = fold_with_places(title.text)
    found = _NUMBERED.match(folded)
    says = _KINDS.sub("", found["name"].replace("项目", "")) if found else ""
    if found is None or len(says) < _LEAST or is_organisation(says):
        return Cell()
    begin, end = found.span("name")
    return title.part(places[begin], places[end - 1] + 1)


def name_by_titles(found: FoundForm) -> None:
    """Give the projects of a file the names in their titles, where the form prints none."""
    filled = [block for block in found.blocks if block.tables]
    listed = any("project" in table.header.columns for block in filled for _, table in block.tables)
    if listed or any(block.name for block in found.blocks):
        return
    for block in filled:
        block.name = name_in_list(block.title)
    if len(filled) == 1 and not filled[0].name:
        filled[0].name = name_in_title(found.title)
