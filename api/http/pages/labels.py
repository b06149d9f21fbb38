"""Names of kinds, levels, forms and figures for people, from the tables of the field and the service's phrases."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from api.http.words import phrase, phrases
from kg.graph.taxonomy import AMOUNTS, DIMENSIONS, FORMS, FUNDS, category_path
from kg.messages import code_labels
from kg.quantities.value import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.messages import Language

_WAN = 10_000


def named(group: str, value: str | None, language: Language) -> str:
    """Return the word for a value of an enumeration, the value itself where there is none.

    >>> named("level", "district", "zh"), named("level", "moon", "zh")
    ('区级', 'moon')

    """
    key, codes = f"{group}-{value}", code_labels(group)
    if value is not None and value in codes:
        return codes[value][language]
    return phrase(key, language) if key in phrases() else value or ""


def form_label(form: str | None, language: Language) -> str:
    """Return the name of a form of documents (表式)."""
    return FORMS[form][language == "en"] if form in FORMS else form or ""


def amount_label(kind: str, fund: str | None, language: Language) -> str:
    """Return what money it is: its kind and where it comes from.

    >>> amount_label("total", None, "zh")
    '总计'

    """
    own = AMOUNTS[kind][language == "en"] if kind in AMOUNTS else kind
    source = FUNDS[fund][language == "en"] if fund in FUNDS else fund
    return own if not source or source == own else f"{own} · {source}"


def category_label(code: str, language: Language) -> str:
    """Return the official words of a category with those above it, what is no code as it is."""
    try:
        return category_path(code, language)
    except KeyError:
        return code


def dimension_label(dimension: Dimension, language: Language) -> str:
    """Return what kind of thing is counted."""
    return DIMENSIONS[dimension][language == "en"]


def money(yuan: str | Decimal | None, language: Language) -> str:
    """Return an amount as people read it; nothing is rounded.

    >>> money("199043600.00", "zh"), money("500.50", "zh"), money("199043600.00", "en"), money(None, "zh")
    ('19,904.36 万元', '500.5 元', '199,043,600 yuan', '')

    """
    if yuan is None:
        return ""
    try:
        value = Decimal(yuan)
    except InvalidOperation:
        return str(yuan)
    if language == "en":
        return f"{_plain(value)} yuan"
    return f"{_plain(value / _WAN)} 万元" if abs(value) >= _WAN else f"{_plain(value)} 元"


def money_column(amounts: Sequence[str | Decimal | None], language: Language) -> tuple[str, list[str]]:
    """Return the unit of a column of money in 元, and its amounts in that unit with as many decimals as the finest.

    Nothing is rounded; what is no number stands as it is.

    >>> money_column(["63759500.00", "38200", None], "zh"), money_column(["500.50", "20"], "zh")
    (('万元', ['6,375.95', '3.82', '']), ('元', ['500.5', '20.0']))

    """
    found = [_decimal(amount) for amount in amounts]
    numbers = [value for value in found if value is not None]
    in_wan = language == "zh" and any(abs(value) >= _WAN for value in numbers)
    scaled = [None if value is None else value.scaleb(-4) if in_wan else value for value in found]
    digits = max((_decimals(value) for value in scaled if value is not None), default=0)
    words = [
        str(amount or "") if value is None else format(value, f",.{digits}f")
        for amount, value in zip(amounts, scaled, strict=True)
    ]
    return {"zh": "万元" if in_wan else "元", "en": "yuan"}[language], words


def number(value: Decimal | None) -> str:
    """Return a figure with its digits grouped; nothing is rounded.

    >>> number(Decimal("14531")), number(Decimal("95.50"))
    ('14,531', '95.5')

    """
    return "" if value is None else _plain(value)


def _decimal(amount: str | Decimal | None) -> Decimal | None:
    try:
        value = None if amount is None else Decimal(amount)
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _decimals(value: Decimal) -> int:
    """Return how many decimals a number needs, zeros at its end left out."""
    return len(format(value, "f").partition(".")[2].rstrip("0"))


def _plain(value: Decimal) -> str:
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
