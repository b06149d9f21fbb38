"""Draw training batches: two phrasings of each of many indicators, and near misses of them.

In: groups, thesaurus, a seed. Out, per batch: anchors, partners (same meaning), near misses, and which
pairs must not count as different because they are known to mean the same. Part of a batch is authored, part
is made of objects and measures of the thesaurus. Phrases are varied as people vary them: a word replaced by
an equal one, a character missing, a year or place around. The same seed gives the same batches.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.analysis.folding import letters
from embeddings.training.texts import concepts

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from embeddings.training.texts import Group
    from embeddings.training.thesaurus import Thesaurus

_BEFORE = (
    *("全年", "全市", "全区", "年度", "本年度", "2024年", "2025年", "当年"),
    *("开展", "完成", "举办", "组织", "年内", "预计"),
)
_AFTER = ("（个）", "（次）", "(%)", "（人）", "指标", "情况", "（项）", "（场）", "（人次）", "目标值")


@dataclass(frozen=True, slots=True)
class Sampling:
    """How batches are drawn; shares and chances are from 0 to 1."""

    size: int = 256
    made_share: float = 0.2
    near_each: int = 2
    replace_chance: float = 0.3
    drop_chance: float = 0.1
    surround_chance: float = 0.15


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one step.

    Attributes:
        anchors: One phrasing of each drawn indicator.
        partners: Another phrasing of it, in the same order.
        near: Near misses of all anchors.
        same: Pairs (anchor, column) that mean the same; columns are the partners, then ``near``.

    """

    anchors: list[str]
    partners: list[str]
    near: list[str]
    same: list[tuple[int, int]]


class Sampler:
    """Draws batches from groups and thesaurus."""

    def __init__(self, groups: Sequence[Group], thesaurus: Thesaurus, sampling: Sampling, seed: int) -> None:
        self._thesaurus = thesaurus
        self._sampling = sampling
        self._chance = random.Random(seed)
        self._groups = [group for group in groups if len(group.names) > 1]
        self._concepts = concepts(self._groups)
        self._names: dict[int, list[str]] = defaultdict(list)
        self._meanings: dict[str, set[Hashable]] = defaultdict(set)
        for group, concept in zip(self._groups, self._concepts, strict=True):
            self._names[concept] += group.names
            for name in group.names:
                self._meanings[letters(name)].add(concept)

    def batch(self) -> Batch:
        """Draw one batch."""
        sampling = self._sampling
        made = round(sampling.size * sampling.made_share) if self._groups else sampling.size
        anchors: list[str] = []
        partners: list[str] = []
        own: list[set[Hashable]] = []
        meanings: list[set[Hashable]] = []
        near: list[tuple[str, set[Hashable]]] = []
        drawn = self._chance.sample(range(len(self._groups)), min(sampling.size - made, len(self._groups)))
        for number in drawn:
            group, concept = self._groups[number], self._concepts[number]
            first, second = self._chance.sample(group.names, 2)
            if len(self._names[concept]) > len(group.names) and self._chance.random() < 0.5:
                second = self._chance.choice(self._names[concept])
            anchors.append(self._varied(first))
            partners.append(self._varied(second))
            own.append(self._meanings[letters(first)] | {concept})
            meanings.append(self._meanings[letters(second)] | {concept})
            for _, miss in self._chance.sample(group.near, min(sampling.near_each, len(group.near))):
                near.append((self._varied(miss), self._meanings.get(letters(miss), set())))
        for _ in range(made):
            self._make(anchors, partners, own, meanings, near)
        columns = [*meanings, *(meaning for _, meaning in near)]
        places: dict[Hashable, list[int]] = defaultdict(list)
        for column, meaning in enumerate(columns):
            for shared in meaning:
                places[shared].append(column)
        same = sorted(
            {(row, column) for row, mine in enumerate(own) for one in mine for column in places[one] if column != row}
        )
        return Batch(anchors, partners, [text for text, _ in near], same)

    def _make(
        self,
        anchors: list[str],
        partners: list[str],
        own: list[set[Hashable]],
        meanings: list[set[Hashable]],
        near: list[tuple[str, set[Hashable]]],
    ) -> None:
        """Add an object with a measure, and the two kinds of near misses."""
        objects, measures = self._thesaurus.objects, self._thesaurus.measures
        thing, measure = self._chance.randrange(len(objects)), self._chance.randrange(len(measures))
        anchor, mine = self._joined(thing, measure)
        partner, meaning = self._joined(thing, measure)
        anchors.append(anchor)
        own.append(mine)
        partners.append(partner)
        meanings.append(meaning)
        others = [number for number in range(len(measures)) if number not in self._thesaurus.close[measure]]
        near.append(self._joined(thing, self._chance.choice(others)))
        near.append(self._joined(self._chance.randrange(len(objects)), measure))

    def _joined(self, thing: int, measure: int) -> tuple[str, set[Hashable]]:
        """Return an object with a measure, and what it means; close measures of one object count as the same."""
        objects, measures = self._thesaurus.objects, self._thesaurus.measures
        text = self._chance.choice(objects[thing]) + self._chance.choice(measures[measure])
        made: set[Hashable] = {("made", thing, number) for number in self._thesaurus.close[measure]}
        return text, made | self._meanings.get(letters(text), set())

    def _varied(self, text: str) -> str:
        sampling, chance = self._sampling, self._chance
        if chance.random() < sampling.replace_chance:
            text = self._thesaurus.replaced(text, chance)
        if len(text) > 5 and chance.random() < sampling.drop_chance:
            at = chance.randrange(len(text))
            text = text[:at] + text[at + 1 :]
        if chance.random() < sampling.surround_chance:
            text = chance.choice(_BEFORE) + text if chance.random() < 0.6 else text + chance.choice(_AFTER)
        return text
