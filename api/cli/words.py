"""The command line's own phrases, in Chinese and English, from ``words.json`` beside this module."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.messages import Language

# importlib.resources would bring tempfile, shutil and random into every command
_PHRASES = Path(__file__).with_name("words.json")


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Return every phrase by key and language."""
    loaded: dict[str, dict[str, str]] = json.loads(_PHRASES.read_text("utf-8"))
    return loaded


def phrase(key: str, language: Language, **parts: object) -> str:
    """Return one phrase with its parts filled in.

    >>> phrase("usage-error", "en", detail="no such option")
    'asked wrongly: no such option'

    """
    text = phrases()[key][language]
    return text.format_map(parts) if parts else text
