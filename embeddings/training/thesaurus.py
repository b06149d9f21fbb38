"""Interchangeable words (同义词表) and measures (计量口径): what the authored groups are multiplied with.

``thesaurus.txt`` holds lines ``KIND|word|word…`` (M measures, V verbs, O objects), ``measures.txt`` one
measure per line and, after ``~``, measures that are close to each other. From them come two things: a
phrase may have a word replaced by an equal one, and an object joined with a measure makes a phrase whose
near misses are known (same object with another measure, same measure with another object).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path

_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Word sets.

    Attributes:
        objects: Sets of words for one thing that is counted or rated.
        measures: Sets of words for one measure; the first is its name.
        close: For each measure the numbers of measures that are not its near misses (itself included).
        equal: For each word the words that may replace it, itself left out.

    """

    objects: tuple[tuple[str, ...], ...]
    measures: tuple[tuple[str, ...], ...]
    close: tuple[frozenset[int], ...]
    equal: dict[str, tuple[str, ...]]

    def words(self) -> list[str]:
        """Return all words, sorted."""
        sets = (*self.objects, *self.measures)
        return sorted({word for words in sets for word in words} | set(self.equal))

    def replaced(self, text: str, chance: random.Random) -> str:
        """Return ``text`` with one of its known words replaced by an equal one; unchanged when it has none."""
        places = []
        for start in range(len(text)):
            for end in range(min(len(text), start + _LONGEST), start + 1, -1):
                if text[start:end] in self.equal:
                    places.append((start, end))
                    break
        if not places:
            return text
        start, end = chance.choice(places)
        return text[:start] + chance.choice(self.equal[text[start:end]]) + text[end:]


def read_thesaurus(folder: Path) -> Thesaurus:
    """Read ``thesaurus.txt`` and ``measures.txt`` of ``folder``."""
    objects: list[tuple[str, ...]] = []
    interchangeable: list[tuple[str, ...]] = []
    for line in _lines(folder / "thesaurus.txt"):
        kind, *listed = line.split("|")
        if kind == "O":
            objects.append(tuple(listed))
        if kind != "M":  # measures stand in their own file, where they are kept apart more strictly
            interchangeable.append(tuple(listed))
    measures: list[tuple[str, ...]] = []
    near: list[tuple[str, ...]] = []
    for line in _lines(folder / "measures.txt"):
        forms = tuple(line.removeprefix("~").split("|"))
        (near if line.startswith("~") else measures).append(forms)
    interchangeable += measures
    numbers = {words[0]: number for number, words in enumerate(measures)}
    close = [{number} for number in range(len(measures))]
    for names in near:
        for name in names:
            close[numbers[name]] |= {numbers[other] for other in names}
    equal: dict[str, set[str]] = {}
    for words in interchangeable:
        for word in words:
            equal.setdefault(word, set()).update(other for other in words if other != word)
    return Thesaurus(
        tuple(objects),
        tuple(measures),
        tuple(frozenset(numbers) for numbers in close),
        {word: tuple(sorted(others)) for word, others in sorted(equal.items())},
    )


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
