"""Choose the words of the model and read a text as them, exactly as the exported tokenizer will.

No word list of Chinese is used: a word is a run of 2 to 4 characters that stands in several phrases, holds
together (its parts meet more often than chance) and is free at its ends (different neighbours), or a word
of the thesaurus. A text is read from the left by the longest known word, else by the character; a character
outside the vocabulary and every mark end a word. White space does not.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_WORD = 4
LONGEST_RUN = 96
"""A run of known characters is cut after so many; the tokenizer would be slow, then give up, on longer ones."""
LEAST_PHRASES = 13
LEAST_COHESION = 4.0
LEAST_FREEDOM = 0.7

_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"[^\W_]+")


def normal(text: str) -> str:
    """Return ``text`` as the tokenizer's normalizer leaves it: NFKC, lower case, without white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Characters and words, each sorted."""

    characters: tuple[str, ...]
    words: tuple[str, ...]

    def tokens(self) -> list[str]:
        """Return all tokens in the order of their ids, which begin at 1 (0 is the unknown token)."""
        return [*self.characters, *self.words]

    def reader(self) -> Reader:
        """Return what splits texts into these tokens."""
        longest = max((len(word) for word in self.words), default=1)
        return Reader(frozenset(self.characters), frozenset(self.words), longest)


@dataclass(frozen=True, slots=True)
class Reader:
    """Splits texts by the longest word from the left."""

    characters: frozenset[str]
    words: frozenset[str]
    longest: int

    def read(self, text: str) -> list[str]:
        """Return the known words and characters of ``text`` in order.

        >>> Vocabulary(("科", "普"), ("科普",)).reader().read("科 普，普X科")
        ['科普', '普', '科']

        """
        found = []
        for run in self._runs(normal(text)):
            start = 0
            while start < len(run):
                for end in range(min(len(run), start + self.longest), start + 1, -1):
                    if run[start:end] in self.words:
                        break
                else:
                    end = start + 1
                found.append(run[start:end])
                start = end
        return found

    def _runs(self, plain: str) -> list[str]:
        """Return the runs of known characters, none longer than the tokenizer reads at once."""
        known = "".join(character if character in self.characters else "\n" for character in plain)
        return [
            run[start : start + LONGEST_RUN] for run in known.split("\n") for start in range(0, len(run), LONGEST_RUN)
        ]


def choose(phrases: Iterable[str], thesaurus: Sequence[str]) -> Vocabulary:
    """Choose the vocabulary for training ``phrases``; the same phrases in any order give the same."""
    runs = [run for phrase in sorted(set(phrases)) for run in _RUN.findall(normal(phrase))]
    known = [run for word in thesaurus for run in _RUN.findall(normal(word))]
    characters = sorted({character for run in (*runs, *known) for character in run})
    words = {run for run in known if 1 < len(run) <= LONGEST_WORD + 2}
    return Vocabulary(tuple(characters), tuple(sorted(words | _mined(runs))))


def _mined(runs: Sequence[str]) -> set[str]:
    counts: Counter[str] = Counter()
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for run in runs:
        total += len(run)
        padded = f"^{run}$"
        for size in range(1, LONGEST_WORD + 1):
            for start in range(len(run) - size + 1):
                piece = run[start : start + size]
                counts[piece] += 1
                if size > 1:
                    before[piece][padded[start]] += 1
                    after[piece][padded[start + size + 1]] += 1
    return {
        piece
        for piece, count in counts.items()
        if len(piece) > 1
        and count >= LEAST_PHRASES
        and _cohesion(piece, counts, total) >= LEAST_COHESION
        and min(_freedom(before[piece]), _freedom(after[piece])) >= LEAST_FREEDOM
    }


def _cohesion(piece: str, counts: Counter[str], total: int) -> float:
    """How much more often than chance the two parts of the weakest split stand together."""
    splits = ((counts[piece[:at]], counts[piece[at:]]) for at in range(1, len(piece)))
    return min(counts[piece] * total / (left * right) for left, right in splits)


def _freedom(neighbours: Counter[str]) -> float:
    """Entropy of the neighbours in nats; an end of the text counts as ever another one."""
    ends = neighbours["^"] + neighbours["$"]
    total = sum(neighbours.values())
    inner = (count for mark, count in sorted(neighbours.items()) if mark not in "^$")
    rest = sum(count * math.log(total / count) for count in inner)
    return (rest + ends * math.log(total)) / total if total > 1 else 0.0
