"""Shared words as people read them (整词): what two texts have in common, less the characters of other words.

In: a query and a text, folded, with their breaks. Out: ranges of the text. 科普讲座 and 科普讲坛 share three
characters, but 讲 is half of another word in each, so 科普 is what they share. Chinese has no spaces, and the model's
word list holds fragments too, so nothing is cut into words: a shared run only loses the characters at its ends that
make a known word with what stands outside, in one text or the other, and none with what stands inside. A number or a
Latin word counts whole or not at all, and punctuation that only one of the two texts has parts a run.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Known = Callable[[str], bool]

BREAK: Final = "\0"
"""Stands in a folded text where it had punctuation."""

_LEAST = 2  # characters
_PART = 3  # the longest word that is looked up
_PARTICLES = frozenset("的了和与及等对")
# a third character that goes with a word of two: 工作站, 满意度
_SUFFIXES = frozenset("率数量额度站馆所室员者人家费性化期会点区县市镇村校园网库力品案书证车")


def shared_words(query: str, text: str, known: Known | None = None) -> Iterator[tuple[int, int]]:
    """Give the ranges of ``text`` that read as words of ``query``, by their start; they may overlap.

    Args:
        query: Folded, with ``BREAK`` for punctuation; at least two characters.
        text: The same.
        known: Whether characters are a word; by default the shipped model's word list says it.

    >>> text = "黄埔科普讲坛活动场次"
    >>> [text[start:end] for start, end in shared_words("科普讲座场次", text)]
    ['科普', '场次']

    """
    is_known = shipped_words().__contains__ if known is None else known
    before = 0
    for start in range(len(text)):
        length = 0
        while start + length < len(text) and text[start : start + length + 1] in query:
            length += 1
        if length >= _LEAST and length >= before:  # else it is the end of the run before
            run = _trimmed(query, text, start, start + length, is_known)
            if run is not None:
                yield run
        before = length


@cache
def shipped_words() -> frozenset[str]:
    """Return the words of two and three characters of the shipped model."""
    import json

    from embeddings.channels.model_files import SHIPPED_MODEL, static_folder

    folder = static_folder(SHIPPED_MODEL) or SHIPPED_MODEL
    vocabulary = json.loads((folder / "tokenizer.json").read_bytes())["model"]["vocab"]
    return frozenset(word for word in vocabulary if _LEAST <= len(word) <= _PART)


def _trimmed(query: str, text: str, start: int, end: int, known: Known) -> tuple[int, int] | None:
    """Return what of a shared run reads as words, if anything does."""
    while end - start >= _LEAST:
        run = text[start:end]
        places = [found.start() for found in re.finditer(f"(?={re.escape(run)})", query)]
        left = [_before(query, place) for place in places]
        right = [_after(query, place + len(run)) for place in places]
        if _loose_start(run, _before(text, start), left, known):
            start += 1
        elif _loose_end(run, _after(text, end), right, known):
            end -= 1
        elif _halves(text, start, end, known) or all(
            _halves(query, place, place + end - start, known) for place in places
        ):
            return None
        else:
            return start, end
    return None


def _before(text: str, place: int) -> str:
    return text[place - 1] if place else BREAK


def _after(text: str, place: int) -> str:
    return text[place] if place < len(text) else BREAK


def _loose_start(run: str, outside: str, others: list[str], known: Known) -> bool:
    """Whether the first character belongs to what stands before it: in the text, or wherever the query has the run."""
    if run[0] == BREAK or _glued(outside, run[0]) or all(_glued(other, run[0]) for other in others):
        return True
    if any(_is_word(run[:length], known) for length in (_LEAST, _PART)):
        return False
    alone = run[0] in _PARTICLES and {outside, *others} != {BREAK}
    return alone or known(outside + run[0]) or all(known(other + run[0]) for other in others)


def _loose_end(run: str, outside: str, others: list[str], known: Known) -> bool:
    """Whether the last character belongs to what stands behind it."""
    if run[-1] == BREAK or _glued(run[-1], outside) or all(_glued(run[-1], other) for other in others):
        return True
    if any(_is_word(run[-length:], known) for length in (_LEAST, _PART)):
        return False
    alone = run[-1] in _PARTICLES and {outside, *others} != {BREAK}
    return alone or known(run[-1] + outside) or all(known(run[-1] + other) for other in others)


def _halves(text: str, start: int, end: int, known: Known) -> bool:
    """Whether two characters are halves of two other words: 施工 in 实施工作, but not 参展 in 展会参展商.

    Read from the left, the longest known word first, as the model's own word list is, the text is cut between them.
    """
    middle = start + 1
    if end - start != _LEAST or not (
        known(_before(text, start) + text[start]) and known(text[middle] + _after(text, end))
    ):
        return False
    place = text.rfind(BREAK, 0, start) + 1
    while place < middle:
        lengths = (length for length in range(_PART, 1, -1) if known(text[place : place + length]))
        place += next(lengths, 1)
    return place == middle


def _is_word(part: str, known: Known) -> bool:
    """Whether characters are a word; of three only with a suffix, or where no two of them are one.

    >>> [_is_word(part, shipped_words().__contains__) for part in ("工作站", "大篷车", "科普讲")]
    [True, True, False]

    """
    if not known(part):
        return False
    return (
        len(part) < _PART or (part[-1] in _SUFFIXES and known(part[:-1])) or not (known(part[:-1]) or known(part[1:]))
    )


def _glued(one: str, other: str) -> bool:
    """Whether two neighbours belong to one number or one Latin word."""
    if not (one.isascii() and other.isascii()):
        return False
    return (one.isalpha() and other.isalpha()) or (_in_number(one) and _in_number(other))


def _in_number(sign: str) -> bool:
    return sign.isdigit() or sign == "."
