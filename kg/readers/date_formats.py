"""Dates and times of a sheet as their format shows them; a date is stored as a number of days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.readers.format_tokens import Section, Token

_WEEKDAYS = "一二三四五六日"
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY = 2_958_466  # the first day of the year 10000


def written_date(value: float, section: Section, *, from_1904: bool) -> str | None:
    """Write a date or time; ``None`` where the number is no day of the calendar.

    Args:
        value: Days since the epoch of the workbook.
        section: The section of the format.
        from_1904: The epoch is 1904 and not 1900.

    >>> from kg.readers.format_tokens import sections
    >>> written_date(45657.75, sections("yyyy-mm-dd hh:mm")[0], from_1904=False)
    '2024-12-31 18:00'

    """
    if not 0 <= value < _LAST_DAY:
        return None
    # Excel has a 29 February 1900; its days before it are one off
    days = value + 1 if 1 <= value < 60 and not from_1904 else value
    moment = _EPOCHS[from_1904] + timedelta(milliseconds=round(days * 86_400_000))
    tokens = section.tokens
    half = section.has("half")
    return "".join(
        _date_token(token, moment, value, half=half, minutes=_is_minutes(tokens, at)) for at, token in enumerate(tokens)
    )


def _is_minutes(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell minutes from months: they follow hours or come before seconds."""

    def clock(nearby: tuple[Token, ...]) -> str:
        for token in nearby:
            if token.kind == "date" or token.is_elapsed:
                return token.text[0].lower()
        return ""

    return clock(tokens[:at][::-1]) == "h" or clock(tokens[at + 1 :]) == "s"


def _date_token(token: Token, moment: datetime, value: float, *, half: bool, minutes: bool) -> str:
    text = token.text.lower()
    if token.kind == "half":
        morning, afternoon = token.text.split("/")
        return morning if moment.hour < 12 else afternoon
    if token.is_elapsed:
        seconds = round(value * 86_400)
        count = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[text[0]]
        return f"{count:0{len(text)}d}"
    if token.kind != "date":
        return token.text if token.kind == "digit" else token.literal
    kind, width = text[0], len(text)
    if kind in {"y", "e"}:
        return f"{moment.year % 100:02d}" if kind == "y" and width < 3 else f"{moment.year:04d}"
    if kind == "a":
        return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]
    if kind == "s":
        whole, _, parts = text.partition(".")
        shown = f"{moment.second:0{min(len(whole), 2)}d}"
        return f"{shown}.{moment.microsecond:06d}"[: len(shown) + 1 + len(parts)] if parts else shown
    if kind == "h":
        return f"{(moment.hour - 1) % 12 + 1 if half else moment.hour:0{min(width, 2)}d}"
    if kind == "m" and minutes:
        return f"{moment.minute:0{min(width, 2)}d}"
    if width > 2:
        name = moment.strftime("%b" if kind == "m" else "%a") if width == 3 else ""
        return name or moment.strftime("%B" if kind == "m" else "%A")
    return f"{moment.month if kind == 'm' else moment.day:0{width}d}"
