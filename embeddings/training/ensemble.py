"""Several tables that differ in nothing but their seed, put together to one that is smaller than any of them.

In: authored groups and what to learn. Out: one row per token, as ``embeddings.training.model`` gives it. Tables err in
different places, so the mean of their cosines ranks better than any of them (RESULTS.md); and as every text is a sum of
rows, the tables may stand side by side and be turned onto the axes along which known phrasings differ most: what is
left out is next to nothing, and a text costs no more than before. Members are learned in processes of their own, each
on one thread, so their number changes no digit.
"""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from typing import TYPE_CHECKING

import numpy as np

from embeddings.training.model import train
from embeddings.training.texts import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from embeddings.training.data import Data
    from embeddings.training.model import Settings
    from embeddings.training.vocabulary import Vocabulary

LENGTH = 15.0
"""About what a table has as it is learned: root mean square over phrasings."""
_SAMPLE = 20_000
"""Phrasings by which the axes are chosen."""


def train_ensemble(
    data: Data, vocabulary: Vocabulary, settings: Settings, progress: Callable[[str], None] | None = None
) -> NDArray[np.float32]:
    """Learn ``settings.members`` tables, with seeds that follow each other, and put them together.

    Args:
        data: Authored groups and thesaurus.
        vocabulary: Words and characters to learn.
        settings: The run's settings.
        progress: Called with a line as each member is there.

    Returns:
        float32 of shape (tokens + 1, ``settings.kept``), or as many columns as there are.

    """
    seeds = [settings.seed + member for member in range(settings.members)]
    runs = [replace(settings, seed=seed) for seed in seeds]
    learn = partial(train, data.groups, data.thesaurus, vocabulary)
    if len(runs) == 1:
        tables = [learn(runs[0])]
    else:
        processes = min(len(runs), cpu_count() or 1)
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            tables = []
            for seed, table in zip(seeds, pool.map(learn, runs), strict=True):
                tables.append(table)
                if progress is not None:
                    progress(f"seed {seed}: done")
    texts = _sample(data, vocabulary, settings.seed)
    return lengthened(compressed(tables, texts, settings.kept), texts)


def compressed(tables: Sequence[NDArray[np.float32]], texts: Sequence[Sequence[int]], kept: int) -> NDArray[np.float32]:
    """Put tables side by side and keep the axes along which texts differ most.

    Args:
        tables: Each float32 of shape (tokens + 1, d); all count the same.
        texts: Token numbers of each.
        kept: Axes to keep.

    Returns:
        float32 of shape (tokens + 1, at most ``kept``), the cosines of whose sums are nearly those side by side.

    >>> tables = [np.array([[0, 0], [1, 0], [0, 1]], np.float32), np.array([[0, 0], [3, 0], [0, 3]], np.float32)]
    >>> one, other = compressed(tables, [[1], [2], [1, 2]], 2)[1:]
    >>> round(float(one @ other / np.sqrt(one @ one * (other @ other))), 6) + 0
    0.0

    """
    alike = [table / np.sqrt((_sums(table, texts) ** 2).sum(axis=1).mean()) for table in tables]
    side_by_side = np.concatenate(alike, axis=1)
    sums = _sums(side_by_side, texts).astype(np.float64)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    units = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    _, axes = np.linalg.eigh(units.T @ units)  # ascending
    axes = axes[:, ::-1][:, :kept]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])  # either sign would do
    found: NDArray[np.float32] = (side_by_side @ axes).astype(np.float32)
    return found


def lengthened(table: NDArray[np.float32], texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """Bring a table to where the sum of a typical text has :data:`LENGTH`, as what a word weighs is read from its row.

    >>> lengthened(np.array([[0, 0], [3, 4]], np.float32), [[1]])[1].tolist()
    [9.0, 12.0]

    """
    squares = (_sums(table, texts).astype(np.float64) ** 2).sum(axis=1)
    return table * np.float32(LENGTH / np.sqrt(squares.mean()))


def _sums(table: NDArray[np.float32], texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    return np.stack([table[list(numbers)].sum(axis=0) for numbers in texts])


def _sample(data: Data, vocabulary: Vocabulary, seed: int) -> list[list[int]]:
    phrases = phrases_of(data.groups)
    random.Random(seed).shuffle(phrases)
    reader, numbers = vocabulary.reader(), {token: number for number, token in enumerate(vocabulary.tokens(), start=1)}
    return [[numbers[token] for token in reader.read(phrase)] for phrase in phrases[:_SAMPLE]]
