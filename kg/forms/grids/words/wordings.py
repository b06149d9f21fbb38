"""The wordings of labels and headings (``wordings.json``), as a table that a budget officer can check and extend.

Sources: the annexes of 财预〔2015〕88号, 财预〔2020〕10号 and 财预〔2021〕101号 and the provinces' variants of their
forms. All are compared folded (``kg.folding``); a wording that is not there is never guessed.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    text = files("kg.forms.grids.words").joinpath("wordings.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = json.loads(text)
    return loaded


def by_wording(section: str) -> dict[str, str]:
    """Return the role of each wording of a section: ``columns``, ``fields``, ``money_rows`` or ``money_columns``.

    >>> by_wording("columns")["三级指标"]
    'name'

    """
    return {wording: role for role, wordings in _sections()[section].items() for wording in wordings}
