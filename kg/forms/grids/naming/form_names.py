"""Names of departments, units and projects without the codes that forms print with them; whose form a file is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.assembly import department_of
from kg.forms.grids.naming.document_titles import department_in
from kg.identity import canonical_department

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.forms.grids.found import FoundForm
    from kg.records import Department
    from kg.text import TextLayer

# [123]某某局, 123001-某某局, 某某局(123001), 某某局123
_CODE_BEFORE = re.compile(r"^(?:[\[(（【]\d{3,}[\])）】]\s*[-—_]?|\d{3,}\s*[-—_ ]?)\s*(?=\S)")
# a number that is called, or that of a school
_NUMBER_IN_NAME = re.compile(r"\d{3,5}(?:急救|中学|小学|医院|热线|指挥|报警|调度|服务|工程|国道|省道|号)")
_CODE_BEHIND = re.compile(
    r"\s*(?:[-—_]\s*\d{3,}|[\[(（【]\d{3,}[\])）】]|\d{6,}|(?<=[局委厅院会心部所站校处府])\s+\d{3,5})$"
)
_PROJECT_CODE = re.compile(
    r"^(?:[\[(（【]\d{6,}[\])）】]\s*[-—_]?|\d{6,}[A-Z]{0,3}\d*\s*[-—_]|\d{9,}|\d{6,}[A-Z]{1,3}\d{6,})\s*(?=\S)"
)
_OF_THE_STATE = re.compile(r"^(?:财政部|国家|中央|中国|国务院)|部(?:、|$)|总局")
# 某局本级 is the department's own office
_OWN_OFFICE = re.compile(r"(?<=[局委厅院会心部所站校处府])\s*[(（]?(?:本级|机关本级|本部)[)）]?$")
_ORGANISATION = re.compile(
    r"^(?:附件\d*[:：]?)?(?:20\d\d年度?)?(?P<name>[\u4e00-\u9fff]{2,20}?"
    r"(?:局|委|厅|办|院|所|中心|协会|联合会|管委会|政府|学校|大学|医院|部|会))(?=20\d\d|部门|项目|预算|整体|专项|绩效)"
)
# 〃, —, 合计, and offices inside a department
_NOBODY = re.compile(
    r"^[^\u4e00-\u9fff]*$|^.$|^(?:同[上前左]|不适用|不涉及|其他|[合小总]计)$|(?:办公|人事)室$|[科股]$|处$"
)
# headings of the office above, or of the whole department
_OVER_UNITS = re.compile(r"^[\u4e00-\u9fff]{0,3}主管(?:预算)?(?:部门|单位)|^(?:一级)?(?:预算)?部门(?:名称)?$")
_PLACE = re.compile(r"[镇乡区县市州旗]$|街道$")
# a notice about an office, many of a kind, an event
_NO_OFFICE = re.compile(
    r"^(?:关于|转发|印发|公开|公布|公示|批复|下达|首页|各|全[国省市州县区]|[省市州县区]直各|第.{1,3}[届次])"
    r"|(?:公立医|公立学|乡镇卫生|中小学)[院校]$|(?:博览|进博|世博|运动|展览|展销|(?<!代表)大|晚|庙|年|推介|交易)会$"
)
_OF_PAGE = re.compile(_ORGANISATION.pattern.replace("(?=20", "(?<!财政[局厅])(?=20"))


def department_of_form(layer: TextLayer, found: FoundForm) -> Department | None:
    """Return the department that the form, its title or the budget document around it names, ``None`` without one."""
    blocks = found.blocks
    long = [row.unit.cell for block in blocks for _, table in block.tables for row in table.rows if row.unit]
    # 中央主管部门 gives the money: whose form it is stands elsewhere
    own = [
        _in_full(block.superior or (Cell() if is_of_state(block.upper) else block.upper), (block.unit, block.reporter))
        for block in blocks
    ]
    for cell in (*own, *(block.unit or block.reporter for block in blocks), *long):
        bare = without_code(cell)
        own_office = _OWN_OFFICE.search(bare.text)
        if bare:
            return department_of(layer, bare.part(0, own_office.start()) if own_office else bare)
    named = _ORGANISATION.match(found.title_says.text)
    if named:
        return department_of(layer, found.title_says.part(*named.span("name")))
    around = department_in(found.document) or _of_pages(found.pages)
    return department_of(layer, around) if around else None


def departments_of_list(found: FoundForm) -> list[Cell]:
    """Return the departments of a list with a column 主管部门, each once; a list of one department's units has none."""
    departments: dict[str, Cell] = {}
    for block in found.blocks:
        for view, table in block.tables:
            column = table.header.columns.get("unit")
            if column is None or not _OVER_UNITS.match(view.words(table.header.first, column)):
                continue
            for row in table.rows:
                bare = without_code(row.unit.cell) if row.unit is not None else Cell()
                name = _in_short(bare)
                if not _NOBODY.search(name) and not any(name in other or other in name for other in departments):
                    departments[name] = bare
    return list(departments.values())


def _in_short(name: Cell) -> str:
    """Return an office as it is compared with others of its list: without 本级, 科协 for 科学技术协会."""
    words = canonical_department(_OWN_OFFICE.sub("", name.text)).name if name else ""
    return words.removesuffix("机关").replace("科学技术协会", "科协")


def _in_full(name: Cell, others: Iterable[Cell]) -> Cell:
    """Return the office of a bare place as another label prints it: 坝塘镇, 宁乡市坝塘镇人民政府."""
    words = without_code(name).folded
    if not _PLACE.search(words):
        return name
    office = re.compile(rf"[\u4e00-\u9fff]*{re.escape(words)}(?:人民政府|政府|办事处)")
    return next((other for other in others if office.fullmatch(without_code(other).folded)), name)


def _of_pages(titles: Iterable[Cell]) -> Cell:
    """Return the department that all titles of the page or report around a form begin with, empty without one.

    A finance bureau (财政局) publishes the forms of others.
    """
    found = {
        match["name"]: title.part(*match.span("name"))
        for title in titles
        if (match := _OF_PAGE.match(title.text)) and not _NO_OFFICE.search(match["name"])
    }
    return next(iter(found.values())) if len(found) == 1 else Cell()


def is_of_state(name: Cell) -> bool:
    """Whether an office is one of the state: a ministry, a 总局, a commission of the State Council."""
    return bool(_OF_THE_STATE.search(name.folded))


def without_code(cell: Cell) -> Cell:
    """Cut the budget code off an organisation's name; 120急救中心 and 101中学 have none."""
    text = cell.text
    before = None if _NUMBER_IN_NAME.match(text) else _CODE_BEFORE.match(text)
    begin = before.end() if before else 0
    behind = _CODE_BEHIND.search(text, begin)
    end = behind.start() if behind else len(text)
    return cell.part(begin, end) if begin < end else cell


def without_project_code(cell: Cell) -> Cell:
    """Cut the code off a project's name: 51082325T000011873205-农田管护."""
    code = _PROJECT_CODE.match(cell.text)
    return cell.part(code.end(), len(cell.text)) if code else cell
