"""Turn texts into unit vectors: the shipped model by a light reader, any other by sentence-transformers.

The shipped model is an ordinary sentence-transformers directory (StaticEmbedding, Normalize). Importing
that library takes seconds; the same arithmetic in numpy and tokenizers takes a tenth of one, so the light
reader is used for every directory of that shape and the library is imported only for models that need it. A
test holds the two equal. A model's digest goes into the build: vectors of another model must never be
searched with this one. Weights are read from safetensors only, no code of a model is run, nothing is
downloaded unless that is allowed.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from embeddings.channels.model_files import SHIPPED_MODEL, StaticFiles, files_digest, static_files
from kg.errors import ModelError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BATCH = 4_096
_FEW = 64  # texts whose rows are converted as they are added up
_MODEL_FILES = ("*.json", "*.safetensors", "*.txt", "*.model")


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Identifies the model for people; stored beside the index."""

    @property
    def dimension(self) -> int:
        """Numbers per vector."""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over the files that decide the vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts as float32 of shape (n, d), rows of length 1; zero for a text without known tokens."""


class StaticEncoder:
    """Light reader of a StaticEmbedding + Normalize directory: the tokens' rows, added up, at length 1."""

    def __init__(self, model: Path | StaticFiles = SHIPPED_MODEL) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._files = model if isinstance(model, StaticFiles) else StaticFiles(model)
        try:
            table = load_file(self._files.weights)
            self._tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
        except Exception as error:  # the Rust readers raise Exception itself for every broken file
            raise ModelError(str(self._files.folder), str(error)) from error
        (weights,) = table.values()
        self._stored: NDArray[Any] = weights
        if weights.ndim != 2 or len(weights) < self._tokenizer.get_vocab_size():
            tokens = self._tokenizer.get_vocab_size()
            raise ModelError(str(self._files.folder), f"{weights.shape} weights for {tokens} tokens")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @property
    def name(self) -> str:
        """Identifies the model for people."""
        return self._files.name

    @property
    def folder(self) -> Path:
        """Where the model stands."""
        return self._files.folder

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return int(self._stored.shape[1])

    @property
    def digest(self) -> str:
        """SHA-256 over the module list, the tokenizer and the weights."""
        return self._files.digest

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts as float32 of shape (n, d), rows of length 1; zero for a text without known tokens.

        >>> vectors = StaticEncoder().encode(["科普讲座场次", "科普报告会期数", "资金支出进度"])
        >>> bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
        True

        """
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BATCH):
            part = list(texts[start : start + _BATCH])
            tokens = [item.ids for item in self._tokenizer.encode_batch_fast(part, add_special_tokens=False)]
            vectors[start : start + len(part)] = self._sums(tokens)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def _sums(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Add up the rows of each text: its first token, its second, and so on, for all texts that have one.

        The order of addition is the text's own, so a vector does not depend on what is encoded beside it.
        """
        counts = np.fromiter((len(ids) for ids in tokens), np.int64, len(tokens))
        joined = np.fromiter(chain.from_iterable(tokens), np.int64, int(counts.sum()))
        longest_first = np.argsort(-counts, kind="stable")
        starts = (np.cumsum(counts) - counts)[longest_first]
        reaching = len(tokens) - np.cumsum(np.bincount(counts, minlength=1))  # texts with more than n tokens
        sums = np.zeros((len(tokens), self.dimension), np.float32)
        table = self._table if len(tokens) > _FEW else self._stored
        for place, count in enumerate(reaching[:-1].tolist()):
            sums[:count] += table[joined[starts[:count] + place]]
        vectors = np.empty_like(sums)
        vectors[longest_first] = sums
        return vectors

    def words(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """Return the numbers of the words and characters of each text, unknown ones left out."""
        read = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        found = (np.array(item.ids, np.int64) for item in read)
        return [ids[self._says[ids]] for ids in found]

    def rows(self, words: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of words by their numbers, float32 of shape (n, d); their lengths are their weights."""
        found: NDArray[np.float32] = self._stored[words].astype(np.float32)
        return found

    def spelled(self, word: int) -> str:
        """Return a word by its number."""
        return self._tokenizer.id_to_token(word) or ""

    def knows(self, word: str) -> bool:
        """Whether a word stands in the word list."""
        return self._tokenizer.token_to_id(word) is not None

    def single(self, words: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of words by their numbers whether each is one character; int64 of shape (n,) to bool of shape (n,)."""
        known, places = np.unique(words, return_inverse=True)
        lengths = [len(self.spelled(number)) for number in known.tolist()]
        found: NDArray[np.bool_] = (np.array(lengths, np.int64) == 1)[places]
        return found

    @cached_property
    def _table(self) -> NDArray[np.float32]:
        """The weights at single precision: 20 ms to make, which a process that encodes one query need not spend."""
        return self._stored.astype(np.float32)

    @cached_property
    def _says(self) -> NDArray[np.bool_]:
        """Whether a word has a vector; looks at one number of each first."""
        says: NDArray[np.bool_] = self._stored[:, 0] != 0
        silent = np.flatnonzero(~says)
        says[silent] = self._stored[silent].any(axis=1)
        return says

    def tokens(self, text: str) -> list[str]:
        """Return the words and characters that ``text`` is read as, unknown ones left out."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return [token for token, row in zip(encoded.tokens, encoded.ids, strict=True) if self._stored[row].any()]


class SentenceTransformerEncoder:
    """Any sentence-transformers model on this machine, by folder or by name in the local cache.

    Args:
        name: A folder or the name of a model on the hub.
        allow_download: Let the library fetch the model when it is not in the local cache.

    """

    def __init__(self, name: str, *, allow_download: bool = False) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            folder = Path(name)
            if not folder.is_dir():
                folder = Path(_fetched(name, allow_download=allow_download))
            self._model: Any = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelError(name, next(iter(str(error).strip().splitlines()), repr(error))) from error
        self._name = folder.name if Path(name).is_dir() else name
        files = (path for pattern in _MODEL_FILES for path in folder.rglob(pattern))
        self._digest = files_digest(list(files), folder)

    @property
    def name(self) -> str:
        """Identifies the model for people."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def digest(self) -> str:
        """SHA-256 over all settings, tokenizer and weight files of the model."""
        return self._digest

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts as float32 of shape (n, d), rows of length 1."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        found = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)


def _fetched(name: str, *, allow_download: bool) -> str:
    from huggingface_hub import snapshot_download

    try:
        return snapshot_download(name, local_files_only=not allow_download, allow_patterns=[*_MODEL_FILES])
    except (OSError, ValueError) as error:  # so the hub says that a name is none, or is not in the cache
        if allow_download:
            raise
        raise ModelNotFoundError(name, str(error)) from error


def load_encoder(name: str | None = None, *, files: StaticFiles | None = None, allow_download: bool = False) -> Encoder:
    """Return the encoder that ``name`` means: none for the shipped model, a folder, or a model's name.

    Args:
        name: None or the shipped model's name; a sentence-transformers folder; a name on the hub.
        files: What :func:`embeddings.channels.model_files.static_files` found for ``name``, where it was called before.
        allow_download: Only for names: fetch what is not in the local cache.

    Raises:
        ModelNotFoundError: It is not here.
        ModelError: It cannot be loaded without running foreign code.

    >>> load_encoder().name
    'jixiao-static-192'

    """
    files = static_files(name) if files is None else files
    if files is not None:
        return StaticEncoder(files)
    if name is None:
        raise ModelError(str(SHIPPED_MODEL), "no StaticEmbedding + Normalize directory")
    return SentenceTransformerEncoder(name, allow_download=allow_download)
