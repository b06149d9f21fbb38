"""The fiscal year of a project that begins and ends in one year: 起止年限 2024年1月至2024年12月.

It is inferred, and only where no title or line states a year and all projects of the file agree.
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

_DAY = r"(?:年?[.\-/]?\d{1,2}(?:月|[.\-/]\d{1,2}|月\d{1,2}日?)?)"
_PERIOD = re.compile(rf"^(20\d\d){_DAY}(?:至|到|[-—–~～－])+(20\d\d){_DAY}$")


def is_period(words: str) -> bool:
    """Whether a cell is a period from one day or month to another.

    >>> is_period("2024年1月至2024年12月"), is_period("2024.01-2024.12"), is_period("2022年-2024年")
    (True, True, False)

    """
    return bool(_PERIOD.match(fold(words)))


def year_of_periods(layer: TextLayer, periods: Iterable[Cell]) -> FiscalYear | None:
    """Return the one year in which all periods begin and end."""
    cells = list(periods)
    years = {year for cell in cells if (found := _PERIOD.match(cell.folded)) for year in found.groups()}
    if len(years) != 1:
        return None
    return FiscalYear(int(years.pop()), Basis.INFERRED, cells[0].text, layer.source(cells[0]))
