"""Other shapes of model, trained on the same batches, so that the shipped one is chosen and not assumed.

In: groups and thesaurus. Out: for each shape a way to encode, its number of weights and its training time. The shapes:
words and characters (shipped), character n-grams (1 to 3), a small transformer over characters. All see the same seed,
batches and loss; the transformer has a lower learning rate, since it learns nothing at the others'. Nothing here is
shipped.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from embeddings.channels.encoder import StaticEncoder
from embeddings.training.export import export
from embeddings.training.model import Settings, contrast, rate_at, train
from embeddings.training.sampling import Sampler
from embeddings.training.texts import phrases_of
from embeddings.training.vocabulary import choose, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch
    from numpy.typing import NDArray

    from embeddings.training.data import Data

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

LONGEST_GRAM = 3
LEAST_PHRASES = 3
_WIDTH, _LAYERS, _HEADS, _LONGEST_TEXT = 128, 2, 4, 64
_TRANSFORMER_RATE = 0.001
_ALIKE = 64  # texts of like length that are read together: one long text would make all of a batch as long
_BATCH = 1_024


@dataclass(frozen=True, slots=True)
class Variant:
    """A trained shape.

    Attributes:
        name: For the table.
        encode: Texts to float32 of shape (n, d), rows of length 1.
        weights: Numbers learned.
        seconds: Training time.

    """

    name: str
    encode: Encode
    weights: int
    seconds: float


def words_and_characters(data: Data, settings: Settings) -> Variant:
    """Train the shipped shape."""
    start = time.perf_counter()
    vocabulary = choose(phrases_of(data.groups), data.thesaurus.words())
    table = train(data.groups, data.thesaurus, vocabulary, settings)
    spent = time.perf_counter() - start
    with TemporaryDirectory() as folder:
        export(Path(folder), vocabulary, table, "")
        encoder = StaticEncoder(Path(folder))
    return Variant("words and characters", encoder.encode, table.size, spent)


def character_grams(data: Data, settings: Settings) -> Variant:
    """Train one vector per run of one to three characters; a text is the sum of its runs."""
    import torch
    from torch.nn.functional import embedding_bag, normalize

    counts = Counter(gram for phrase in phrases_of(data.groups) for gram in set(_grams(phrase)))
    known = sorted(gram for gram, count in counts.items() if len(gram) == 1 or count >= LEAST_PHRASES)
    numbers = {gram: number for number, gram in enumerate(known, start=1)}
    torch.manual_seed(settings.seed)
    table = torch.nn.Parameter(settings.spread * torch.randn(len(known) + 1, settings.dimension))
    with torch.no_grad():
        table[0] = 0

    def vectors(texts: Sequence[str]) -> torch.Tensor:
        found = [[numbers[gram] for gram in _grams(text) if gram in numbers] for text in texts]
        starts = np.cumsum([0, *map(len, found)])[:-1]
        joined = torch.tensor([number for bag in found for number in bag], dtype=torch.long)
        return normalize(embedding_bag(joined, table, torch.from_numpy(starts), mode="sum"), eps=1e-6)

    return _trained("character 1- to 3-grams", vectors, [table], data, settings)


def small_transformer(data: Data, settings: Settings) -> Variant:
    """Train two layers of attention over characters; a text is the mean of its characters' last states."""
    import torch
    from torch.nn.functional import normalize

    characters = sorted({character for phrase in phrases_of(data.groups) for character in normal(phrase)})
    numbers = {character: number for number, character in enumerate(characters, start=2)}  # 0 pads, 1 is unknown
    torch.manual_seed(settings.seed)
    letters = torch.nn.Embedding(len(characters) + 2, _WIDTH, padding_idx=0)
    places = torch.nn.Embedding(_LONGEST_TEXT, _WIDTH)
    layer = torch.nn.TransformerEncoderLayer(_WIDTH, _HEADS, 4 * _WIDTH, dropout=0.1, batch_first=True, norm_first=True)
    body = torch.nn.TransformerEncoder(layer, _LAYERS, enable_nested_tensor=False)
    last = torch.nn.Linear(_WIDTH, settings.dimension)
    modules = torch.nn.ModuleList([letters, places, body, last])

    def vectors(texts: Sequence[str]) -> torch.Tensor:
        modules.train(torch.is_grad_enabled())
        read = [[numbers.get(character, 1) for character in normal(text)[:_LONGEST_TEXT]] or [1] for text in texts]
        order = sorted(range(len(read)), key=lambda place: len(read[place]))
        parts = (order[start : start + _ALIKE] for start in range(0, len(order), _ALIKE))
        means = torch.cat([mean([read[place] for place in part]) for part in parts])
        return normalize(last(means[torch.tensor(order).argsort()]), eps=1e-6)

    def mean(read: list[list[int]]) -> torch.Tensor:
        longest = max(map(len, read))
        padded = torch.tensor([ids + [0] * (longest - len(ids)) for ids in read])
        hidden = letters(padded) + places(torch.arange(longest))
        states = body(hidden, src_key_padding_mask=padded == 0)
        kept = (padded != 0).unsqueeze(-1)
        found: torch.Tensor = (states * kept).sum(1) / kept.sum(1)
        return found

    own = replace(settings, rate=_TRANSFORMER_RATE)
    return _trained("small transformer over characters", vectors, list(modules.parameters()), data, own)


VARIANTS = (words_and_characters, character_grams, small_transformer)


def _trained(
    name: str,
    vectors: Callable[[Sequence[str]], torch.Tensor],
    weights: Sequence[torch.nn.Parameter],
    data: Data,
    settings: Settings,
) -> Variant:
    import torch

    torch.set_num_threads(settings.threads)
    start = time.perf_counter()
    sampler = Sampler(data.groups, data.thesaurus, settings.sampling, settings.seed)
    optimizer = torch.optim.Adam(weights, lr=settings.rate, betas=(0.9, 0.99))
    for step in range(settings.steps):
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * rate_at(step / settings.steps)
        batch = sampler.batch()
        found = vectors([*batch.anchors, *batch.partners, *batch.near])
        loss = contrast(found[: len(batch.anchors)], found[len(batch.anchors) :], batch.same, settings)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    spent = time.perf_counter() - start

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        with torch.no_grad():
            parts = [vectors(texts[at : at + _BATCH]).numpy() for at in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, settings.dimension), np.float32)

    return Variant(name, encode, sum(weight.numel() for weight in weights), spent)


def _grams(text: str) -> list[str]:
    plain = normal(text)
    return [plain[at : at + size] for size in range(1, LONGEST_GRAM + 1) for at in range(len(plain) - size + 1)]
