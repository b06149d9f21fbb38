"""Words for the codes that records hold (代码), as people read them in a spreadsheet.

In: a group of codes, such as ``comparator``, and a cell. Out: its words in Chinese or English, or the cell itself where
nobody has words for it. Records, CSV and the graph keep the codes: programs and other languages know them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.corrections.fields import FIELDS
from kg.corrections.saying import field_label
from kg.graph.taxonomy import AMOUNTS, DIMENSIONS, FORMS, FUNDS
from kg.measures import MEASURES
from kg.messages import LANGUAGES, code_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.messages import Language

_SEPARATOR = "、"


@cache
def words_of(group: str) -> Mapping[str, Mapping[Language, str]]:
    """Return the words for all codes of a group, by code and language.

    >>> words_of("amount")["initial_budget"]["zh"], words_of("level")["city"]["en"]
    ('年初预算数', 'city')

    """
    if group == "field":
        names = sorted({name for fields in FIELDS.values() for name in fields})
        return {name: {language: field_label(name, language) for language in LANGUAGES} for name in names}
    tables = {
        "amount": AMOUNTS,
        "dimension": {dimension.value: labels for dimension, labels in DIMENSIONS.items()},
        "form": FORMS,
        "fund": FUNDS,
        "measure": {measure.name: (measure.zh, measure.en) for measure in MEASURES},
    }
    if group == "organisation":
        return {"department": code_labels("record")["department"], **words_of("unit-kind")}
    if group in tables:
        return {code: {"zh": labels[0], "en": labels[1]} for code, labels in tables[group].items()}
    return code_labels(group)


def in_words(group: str, cell: str, language: Language) -> str:
    """Say a cell of codes: one, several, or records such as ``indicator/3``.

    >>> in_words("comparator", "ge", "zh"), in_words("record", "indicator/3、document", "zh")
    ('不少于', '绩效指标 3、文件')
    >>> in_words("amount", "nobody_knows", "zh")
    'nobody_knows'

    """
    said = []
    for part in cell.split(_SEPARATOR):
        code, _, number = part.partition("/")
        words = words_of(group).get(code)
        said.append(part if words is None else f"{words[language]} {number}".rstrip())
    return (_SEPARATOR if language == "zh" else ", ").join(said)
