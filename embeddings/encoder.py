"""Turn texts into unit vectors: the shipped model by a light reader, any other by sentence-transformers.

The shipped model is an ordinary sentence-transformers directory (StaticEmbedding, Normalize). Importing
that library takes seconds; the same arithmetic in numpy and tokenizers takes a tenth of one, so the light
reader is used for every directory of that shape and the library is imported only for models that need it. A
test holds the two equal. A model's digest goes into the build: vectors of another model must never be
searched with this one. Weights are read from safetensors only, no code of a model is run, nothing is
downloaded unless that is allowed.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

SHIPPED_MODEL = Path(__file__).parent / "model"
SHIPPED_NAME = "jixiao-static-256"

_STATIC = "StaticEmbedding"
_NORMALIZE = "Normalize"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_BATCH = 4_096
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


class _Beside:
    """Runs a call in a thread of its own; ``result`` waits for it and raises what it raised."""

    def __init__(self, call: Callable[[], str]) -> None:
        self._call = call
        self._found: str | None = None
        self._problem: OSError | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found = self._call()
        except OSError as error:
            self._problem = error

    def result(self) -> str:
        self._thread.join()
        if self._found is None:
            raise self._problem or RuntimeError("the thread ended without a result")
        return self._found


class StaticEncoder:
    """Light reader of a StaticEmbedding + Normalize directory: the tokens' rows, added up, at length 1."""

    def __init__(self, folder: Path = SHIPPED_MODEL, name: str | None = None) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        static = static_folder(folder)
        if static is None:
            raise ModelError(str(folder), "no StaticEmbedding + Normalize directory")
        # Digesting takes longer than loading and holds no lock meanwhile, so it goes on beside.
        self._digest = _Beside(
            lambda: files_digest([folder / "modules.json", static / _TOKENIZER, static / _WEIGHTS], folder)
        )
        try:
            table = load_file(static / _WEIGHTS)
            self._tokenizer = Tokenizer.from_file(str(static / _TOKENIZER))
        except Exception as error:  # the Rust readers raise Exception itself for every broken file
            raise ModelError(str(folder), str(error)) from error
        (weights,) = table.values()
        self._table: NDArray[np.float32] = weights.astype(np.float32)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._name = name or (SHIPPED_NAME if folder == SHIPPED_MODEL else folder.name)

    @property
    def name(self) -> str:
        """Identifies the model for people."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return int(self._table.shape[1])

    @property
    def digest(self) -> str:
        """SHA-256 over the module list, the tokenizer and the weights."""
        return self._digest.result()

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
        for place, count in enumerate(reaching[:-1].tolist()):
            sums[:count] += self._table[joined[starts[:count] + place]]
        vectors = np.empty_like(sums)
        vectors[longest_first] = sums
        return vectors

    def tokens(self, text: str) -> list[str]:
        """Return the words and characters that ``text`` is read as, unknown ones left out."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return [token for token, row in zip(encoded.tokens, encoded.ids, strict=True) if self._table[row].any()]


class SentenceTransformerEncoder:
    """Any sentence-transformers model on this machine, by folder or by name in the local cache.

    Args:
        name: A folder or the name of a model on the hub.
        allow_download: Let the library fetch the model when it is not in the local cache.

    """

    def __init__(self, name: str, *, allow_download: bool = False) -> None:
        from huggingface_hub import snapshot_download
        from sentence_transformers import SentenceTransformer

        try:
            folder = Path(name)
            if not folder.is_dir():
                local = not allow_download
                folder = Path(snapshot_download(name, local_files_only=local, allow_patterns=[*_MODEL_FILES]))
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


def load_encoder(name: str | None = None, *, allow_download: bool = False) -> Encoder:
    """Return the encoder that ``name`` means: none for the shipped model, a folder, or a model's name.

    Args:
        name: None or the shipped model's name; a sentence-transformers folder; a name on the hub.
        allow_download: Only for names: fetch what is not in the local cache.

    Raises:
        ModelError: It is not here, or cannot be loaded without running foreign code.

    >>> load_encoder().name
    'jixiao-static-256'

    """
    if name is None or name == SHIPPED_NAME:
        return StaticEncoder()
    folder = Path(name)
    if static_folder(folder) is not None:
        return StaticEncoder(folder)
    return SentenceTransformerEncoder(name, allow_download=allow_download)


def static_folder(folder: Path) -> Path | None:
    """Return the folder of the StaticEmbedding module if the light reader can read ``folder``, else None."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
        static = folder / str(modules[0]["path"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    complete = all((static / name).is_file() for name in (_WEIGHTS, _TOKENIZER))
    return static if complete and kinds == [_STATIC, _NORMALIZE] else None


def files_digest(paths: Sequence[Path], folder: Path) -> str:
    """Return the SHA-256 (hex) over the names and contents of files, in whatever order they are given."""
    total = hashlib.sha256()
    for path in sorted(set(paths), key=lambda path: path.relative_to(folder).as_posix()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{content}  {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()
