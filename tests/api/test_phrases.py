"""The phrases of the doors: whole in both languages, and each in one place."""

from __future__ import annotations

import json
import string

import pytest

from api.phrases import _FOLDER

FILES = ("phrases.json", "decisions.json", "cli/words.json", "http/words.json")


def read(name):
    return json.loads((_FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_is_said_in_both_languages(name):
    """No phrase lacks a language, and both have the same parts to fill in."""
    for key, both in read(name).items():
        parts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in both.values()]
        assert set(both) == {"zh", "en"}, key
        assert parts[0] == parts[1], key


def test_what_both_doors_say_stands_once():
    """No door has a phrase of its own in the place of one that both say, nor beside an equal one of the other."""
    both, terminal, page = (read(name) for name in ("phrases.json", "cli/words.json", "http/words.json"))

    assert both.keys().isdisjoint(terminal.keys() | page.keys())
    assert [key for key in terminal if terminal[key] == page.get(key)] == []
