"""A correction as a sentence for people: what was read, what it is now, why, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.messages import word

if TYPE_CHECKING:
    from kg.messages import Language
    from kg.records import Correction


def field_label(field: str, language: Language = "zh") -> str:
    """Return the name of a field for people.

    >>> field_label("annual_target"), field_label("annual_target", "en")
    ('年度指标值', 'annual target')

    """
    return word(f"field-{field}", language)


def correction_text(one: Correction, language: Language = "zh") -> str:
    """Say a correction.

    >>> from kg.records import Correction
    >>> correction_text(Correction("indicator", 3, "actual", "8场", "18场", "漏读一位", "张三", "2025-01-02"))
    '实际完成值原读作“8场”，改为“18场”，理由：漏读一位（张三于2025-01-02）'

    """
    nothing = word("correction-nothing", language)
    said = word(
        "correction-said",
        language,
        field=field_label(one.field, language),
        was=one.was or nothing,
        becomes=one.becomes or nothing,
        reason=one.reason,
    )
    known = {name: value for name, value in (("by", one.by), ("on", one.date)) if value}
    return said + (word("correction-" + "-".join(known), language, by=one.by, date=one.date) if known else "")
