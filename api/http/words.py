"""The service's phrases (``words.json``, and those that the terminal says as well), and which language is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.negotiation import ranges
from api.phrases import Phrases

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.messages import Language


_PHRASES = Phrases("phrases.json", "http/words.json")
phrases, phrase = _PHRASES.all, _PHRASES.say


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
