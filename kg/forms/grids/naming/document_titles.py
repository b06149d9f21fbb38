"""The title of a budget document around forms: ``某县某局2024年部门预算公开``, ``某县2024年部门预算公开（县某局）``.

It names year and department of the targets in it where their forms do not; of a 决算 those of the self-evaluations.
A sentence or a link to another year's page is no title, and where several titles disagree none is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid
from kg.folding import fold, fold_with_places
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.view import GridView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.text import TextLayer

_LONGEST = 50
_END = (
    r"(?:部门|单位|部门和单位|部门\(单位\))?(?:综合|收支)?(?P<kind>预算|决算)(?:(?:项目|整体)?(?:支出)?绩效(?:目标|文本))?"
    r"(?:信息)?(?:公开|公示)?(?:草案|报告|说明|编制说明|情况说明|情况)?(?:文本|目录|表)?(?:\((?P<behind>[^()]{2,30})\))?$"
)
_WORDS = r"[\u4e00-\u9fff()、]"
_TITLE = re.compile(rf"^(?:(?P<before>{_WORDS}{{2,30}}?)20\d\d年度?|20\d\d年度?(?P<after>{_WORDS}{{2,30}}?)?)" + _END)
_ORGANISATION = re.compile(
    r"(?:局|委员会|委|厅|办公室|院|所|中心|协会|联合会|学会|管委会|政府|学校|大学|学院|中学|小学|幼儿园|医院|会|站|队|馆|街道办事处|"
    r"街道|镇|乡|部)$"
)
_PLACE = re.compile(r"[省市县区旗州]$")
# 第二部分 2024年部门预算表, 二、2023年预算情况说明, a notice about a budget
_SECTION = re.compile(r"^第?[一二三四五六七八九十]+(?:部分|[、.．])|^[(（]|关于")
_YEAR = re.compile(r"20\d\d")


def is_organisation(name: str) -> bool:
    """Whether words are the whole name of an office or institution.

    >>> is_organisation("冀南县交通运输局"), is_organisation("冀南县"), is_organisation("公路养护大中修")
    (True, False, False)

    """
    return bool(re.fullmatch(r"[\u4e00-\u9fff()]{3,30}", name) and _ORGANISATION.search(name))


def document_title(layer: TextLayer, *, accounts: bool) -> Cell:
    r"""Return the title of the budget document, or of the final accounts, above the first form; empty without one.

    >>> from kg.text import TextLayer
    >>> lines = "首页\n黔云县2024年部门预算公开（县医疗保障局）\n".encode()
    >>> document_title(TextLayer.from_bytes(lines, "a.txt"), accounts=False).text
    '黔云县2024年部门预算公开（县医疗保障局）'

    """
    found = [cell for cell in _lines(layer) if (match := _match(cell)) and (match["kind"] == "决算") == accounts]
    years = {_YEAR.findall(cell.folded)[0] for cell in found}
    named = {department.folded: cell for cell in reversed(found) if (department := department_in(cell))}
    if len(years) != 1 or len(named) > 1:
        return Cell()
    return next(iter(named.values()), found[0])


def is_document_title(line: Cell) -> bool:
    """Whether a line is the title of a budget document or of final accounts."""
    return _match(line) is not None


def department_in(title: Cell) -> Cell:
    """Return the words that name the department in a document's title, empty where it names none.

    The place before the year and the name in brackets behind are one name where the name begins with the place's last
    character: 黔云县 … （县医疗保障局）.
    """
    match = _match(title)
    if match is None:
        return Cell()
    _, places = fold_with_places(title.text)

    def part(group: str) -> Cell:
        begin, end = match.span(group)
        return title.part(places[begin], places[end - 1] + 1) if end > begin >= 0 else Cell()

    before, behind = part("before") or part("after"), part("behind")
    if behind and is_organisation(behind.folded):
        joined = _PLACE.search(before.folded) and behind.folded[0] == before.folded[-1]
        return Cell((*before.part(0, len(before.text) - 1).pieces, *behind.pieces)) if joined else behind
    return before if is_organisation(before.folded) else Cell()


def _match(title: Cell) -> re.Match[str] | None:
    folded = fold(title.text) if len(title.text) <= _LONGEST else ""
    if len(_YEAR.findall(folded)) != 1 or _SECTION.search(folded):
        return None
    return _TITLE.match(folded)


def _lines(layer: TextLayer) -> Iterator[Cell]:
    """Give the lines, and the rows of a single cell, above the first table of indicators."""
    for block in layer.blocks:
        if not isinstance(block, Grid):
            yield Cell.of([block])
            continue
        view = GridView(block)
        for row in view.rows:
            new = view.new(row)
            if len(new) == 1:
                yield new[0].cell
            elif indicator_header(view, row) is not None:
                return
