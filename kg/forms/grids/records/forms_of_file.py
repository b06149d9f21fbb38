"""Several forms in one file: which is a sample, which has no name beside others that have, which is of another year.

What such a form prints is told; it must not stand under the name or the year of another one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.records.money import PROJECT_FORMS
from kg.forms.grids.words.titles import title_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.cells import Cell
    from kg.forms.grids.found import Block, FoundForm
    from kg.records import Form

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SAMPLE_NAME = re.compile(r"^[×xX*]{2,}|\((?:示例|样例|范例|样表|模板)\)|^(?:示例|样例|范例)")
_SAMPLE_SHEET = re.compile(r"样表|样例|示例|范例|填报说明|填表说明")
# 部门整体支出绩效自评表 stands before those of the department's projects
_WHOLE = "整体"


def is_sample(block: Block) -> bool:
    """Whether a form only shows how to fill it in: ××项目（示例）, a sheet named 填报样表."""
    return bool(_SAMPLE_NAME.search(block.name.folded) or (_SAMPLE_SHEET.search(block.sheet) and block.begun()))


def is_nameless(block: Block, found: FoundForm, form: Form) -> bool:
    """Whether a form prints no name of a project beside others that do: its money is not the department's."""
    title = block.title or found.title
    if block.name or block.listed or not block.begun() or _WHOLE in title.folded:
        return False
    if form in PROJECT_FORMS:
        return any(one.name and one.begun() for one in found.blocks)
    # 项目支出绩效自评表（路灯工程） below a department's own form
    return title.folded != found.title.folded and title_form(title.text) in PROJECT_FORMS


def other_years(found: FoundForm, known: Collection[str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Give each other year that a form of the file states in its title, in 年度 or as the name of its sheet."""
    told = set(known)
    for block in found.blocks:
        said = [(cell.folded, (found.title, cell)) for cell in (block.title, *block.years)]
        # a sheet named 2023年
        for words, cells in [*said, (block.sheet, (block.name or found.title,))]:
            years = set(_YEAR.findall(words))
            if len(years) == 1 and not years & told:
                told |= years
                yield years.pop(), cells
