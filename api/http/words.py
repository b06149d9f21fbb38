"""The service's own phrases in Chinese and English (``words.json``), and which of both is asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from api.http.negotiation import ranges

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.messages import Language


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Return every phrase by key and language."""
    loaded: dict[str, dict[str, str]] = json.loads(files("api.http").joinpath("words.json").read_text("utf-8"))
    return loaded


def phrase(key: str, language: Language, **parts: object) -> str:
    """Return one phrase with its parts filled in.

    >>> phrase("line", "en", line=24)
    'line 24'

    """
    text = phrases()[key][language]
    return text.format_map(parts) if parts else text


def page_language(request: Request) -> Language:
    """Return the language of a page: Chinese unless the address says ``lang=en``."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def message_language(request: Request) -> Language:
    """Return the language of a message: what ``lang`` says, else what ``Accept-Language`` prefers, else Chinese."""
    asked = request.query_params.get("lang")
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(header: str) -> Language:
    """Return what an ``Accept-Language`` prefers of the two.

    >>> preferred_language("fr, en-GB;q=0.8, zh-CN;q=0.5"), preferred_language("*"), preferred_language("")
    ('en', 'zh', 'zh')

    """
    weights = {"zh": 0.0, "en": 0.0}
    for name, _, weight in ranges(header):
        own = name.lower().partition("-")[0]
        if own in weights:
            weights[own] = max(weights[own], weight)
    return "en" if weights["en"] > weights["zh"] else "zh"
