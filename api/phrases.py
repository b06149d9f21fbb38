"""What the doors say in their own words (用语), in Chinese and English: the phrases of each, and those that both say.

In: JSON files ``{key: {"zh", "en"}}`` below this folder; ``phrases.json`` has what terminal and page say alike. Out: a
phrase with its parts filled in. Errors and findings have their sentences in ``kg.messages``.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.messages import Language

# importlib.resources would bring tempfile, shutil and random into every command
_FOLDER = Path(__file__).parent


class Phrases:
    """The phrases of some files, read when the first of them is said.

    >>> Phrases("decisions.json").say("unmatched-word", "en", word="中学")
    'hardest word to match: “中学”'

    """

    def __init__(self, *files: str) -> None:
        self._files = files

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        known: dict[str, dict[str, str]] = {}
        for name in self._files:
            known |= json.loads((_FOLDER / name).read_text("utf-8"))
        return known

    def all(self) -> dict[str, dict[str, str]]:
        """Return every phrase by key and language."""
        return self._known

    def say(self, key: str, language: Language, **parts: object) -> str:
        """Return one phrase with its parts filled in; raises ``KeyError`` for a key that is none."""
        text = self._known[key][language]
        return text.format_map(parts) if parts else text
