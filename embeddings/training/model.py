"""Train word and character vectors so that phrasings of one indicator point the same way.

A text is the sum of its words' vectors and its characters' vectors; cosine compares. Loss: for each
indicator of a batch, its other phrasing must be closer than all other texts of the batch and its near
misses (InfoNCE with in-batch negatives), texts known to mean the same being left out. After training the
sums fold into one table, ``table[word] = e_word + sum(e_char)`` and ``table[char] = 2 e_char``, which is
exactly the same function and needs no code of ours to run. Runs on the CPU with a fixed number of threads;
the same seed gives the same table.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from embeddings.training.sampling import Sampler, Sampling

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray

    from embeddings.training.texts import Group
    from embeddings.training.thesaurus import Thesaurus
    from embeddings.training.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides a training run beside its texts.

    Attributes:
        dimension: Numbers per vector of each member.
        members: Tables that are learned, each with the next seed, and put together (``embeddings.training.ensemble``).
        kept: Numbers per vector of what they are put together to.
        steps: Batches.
        rate: Highest learning rate of Adam; rises over the first tenth, then falls to zero.
        temperature: Divides the cosines in the loss.
        near_weight: How much a near miss counts beside an ordinary negative, above 0 to 1.
        split_chance: How often a word is read as its characters only, so that unknown compounds stay readable.
        omit_chance: How often a word or character is left out.
        spread: Standard deviation of the characters' first vectors; words begin as the sum of their characters.
        decay: Weight decay of the words' own vectors.
        threads: Processor threads; part of what makes runs repeatable.

    """

    dimension: int = 256
    members: int = 4
    kept: int = 192
    steps: int = 2000
    rate: float = 0.01
    temperature: float = 0.1
    near_weight: float = 0.2
    split_chance: float = 0.2
    omit_chance: float = 0.1
    spread: float = 0.1
    decay: float = 0.0
    threads: int = 1
    seed: int = 20240601
    sampling: Sampling = field(default_factory=Sampling)


def train(
    groups: Sequence[Group],
    thesaurus: Thesaurus,
    vocabulary: Vocabulary,
    settings: Settings,
) -> NDArray[np.float32]:
    """Train and fold.

    Args:
        groups: Authored groups.
        thesaurus: Interchangeable words and measures.
        vocabulary: Words and characters to learn.
        settings: The run's settings.

    Returns:
        float32 of shape (tokens + 1, dimension): row 0 (unknown) is zero, then ``vocabulary.tokens()`` in order.

    """
    import torch

    torch.set_num_threads(settings.threads)
    torch.use_deterministic_algorithms(True)
    generator = torch.Generator().manual_seed(settings.seed)
    tokens = vocabulary.tokens()
    ids = {token: number for number, token in enumerate(tokens, start=1)}
    bags = _Bags(vocabulary, ids, settings)
    sampler = Sampler(groups, thesaurus, settings.sampling, settings.seed)

    start = torch.zeros(len(tokens) + 1, settings.dimension)
    characters = len(vocabulary.characters)
    start[1 : characters + 1] = settings.spread * torch.randn(characters, settings.dimension, generator=generator)
    table = torch.nn.Parameter(start)
    optimizer = torch.optim.Adam([table], lr=settings.rate, betas=(0.9, 0.99))
    for step in range(settings.steps):
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * rate_at(step / settings.steps)
        batch = sampler.batch()
        loss = _loss(table, bags, batch.anchors, [*batch.partners, *batch.near], batch.same, settings)
        if settings.decay:
            loss = loss + settings.decay * table[characters + 1 :].square().sum() / len(tokens)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return fold_table(table.detach().numpy(), vocabulary)


def fold_table(table: NDArray[np.float32], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """Fold vectors of words and characters into one row per token.

    A bag of a word and its characters sums to ``e_word + sum(e_char)``; a lone character stands twice in its bag.

    >>> from embeddings.training.vocabulary import Vocabulary
    >>> table = np.array([[9], [1], [2], [10]], dtype=np.float32)
    >>> fold_table(table, Vocabulary(("科", "普"), ("科普",))).ravel().tolist()
    [0.0, 2.0, 4.0, 13.0]

    """
    characters = {character: number for number, character in enumerate(vocabulary.characters, start=1)}
    folded = 2 * table
    first = len(vocabulary.characters) + 1
    for number, word in enumerate(vocabulary.words, start=first):
        folded[number] = table[number] + table[[characters[character] for character in word]].sum(axis=0)
    folded[0] = 0
    return folded.astype(np.float32)


class _Bags:
    """Reads texts as bags of token numbers: words, their characters, and lone characters twice."""

    def __init__(self, vocabulary: Vocabulary, ids: dict[str, int], settings: Settings) -> None:
        self._reader = vocabulary.reader()
        self._ids = ids
        self._settings = settings
        self._chance = random.Random(settings.seed + 1)
        self._read: dict[str, list[str]] = {}

    def __call__(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return token numbers and where each text's begin."""
        import torch

        numbers: list[int] = []
        starts = []
        for text in texts:
            starts.append(len(numbers))
            pieces = self._read.get(text)
            if pieces is None:
                pieces = self._read[text] = self._reader.read(text)
            for piece in pieces:
                if self._chance.random() < self._settings.omit_chance:
                    continue
                characters = [self._ids[character] for character in piece]
                whole = len(piece) > 1 and self._chance.random() >= self._settings.split_chance
                numbers += [self._ids[piece], *characters] if whole else [*characters, *characters]
        return torch.tensor(numbers, dtype=torch.long), torch.tensor(starts, dtype=torch.long)


def _loss(
    table: torch.Tensor,
    bags: _Bags,
    anchors: Sequence[str],
    others: Sequence[str],
    same: Sequence[tuple[int, int]],
    settings: Settings,
) -> torch.Tensor:
    from torch.nn.functional import embedding_bag, normalize

    numbers, starts = bags([*anchors, *others])
    vectors = normalize(embedding_bag(numbers, table, starts, mode="sum"), eps=1e-6)
    return contrast(vectors[: len(anchors)], vectors[len(anchors) :], same, settings)


def contrast(
    anchors: torch.Tensor, others: torch.Tensor, same: Sequence[tuple[int, int]], settings: Settings
) -> torch.Tensor:
    """Return the loss of a batch (InfoNCE both ways).

    Args:
        anchors: Unit vectors of shape (n, d).
        others: Their partners in the same order, then near misses: shape (m, d), m at least n.
        same: Pairs (anchor, column) that mean the same and count for nothing.
        settings: Temperature and weight of near misses.

    """
    import torch
    from torch.nn.functional import cross_entropy

    cosines = anchors @ others.T / settings.temperature
    if len(others) > len(anchors):
        handicap = torch.zeros(len(others))
        handicap[len(anchors) :] = math.log(settings.near_weight)
        cosines = cosines + handicap
    if same:
        places = torch.tensor(same, dtype=torch.long)
        hidden = torch.zeros_like(cosines, dtype=torch.bool)
        hidden[places[:, 0], places[:, 1]] = True
        cosines = cosines.masked_fill(hidden, float("-inf"))
    wanted = torch.arange(len(anchors))
    forward = cross_entropy(cosines, wanted)
    backward = cross_entropy(cosines[:, : len(anchors)].T, wanted)
    return forward + backward


def rate_at(done: float) -> float:
    """Return the learning rate's share of its highest: up over the first tenth, then down to nothing."""
    return min(done / 0.1, (1.0 - done) / 0.9) if done < 1 else 0.0
