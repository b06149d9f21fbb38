"""The files of a model and the digest that stands for them; nothing of them is loaded here.

A model's digest goes into every build: vectors of one model must never be searched with another. Digesting takes longer
than loading a small model, so it goes on in a thread while the rest of a search gets ready; this module imports neither
numpy nor any reader of models, so that it can begin first.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED_MODEL = Path(__file__).parents[1] / "model"
SHIPPED_NAME = "jixiao-static-192"

_STATIC = "StaticEmbedding"
_NORMALIZE = "Normalize"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"


class StaticFiles:
    """The files of a StaticEmbedding + Normalize directory; their digest is being computed from the beginning.

    Raises:
        ModelError: The folder is no such directory.

    """

    def __init__(self, folder: Path = SHIPPED_MODEL) -> None:
        static = static_folder(folder)
        if static is None:
            raise ModelError(str(folder), "no StaticEmbedding + Normalize directory")
        self.folder = folder
        self.weights, self.tokenizer = static / _WEIGHTS, static / _TOKENIZER
        self._found: str | OSError | None = None
        self._thread = Thread(target=self._compute, daemon=True)
        self._thread.start()

    def _compute(self) -> None:
        try:
            self._found = files_digest([self.folder / "modules.json", self.tokenizer, self.weights], self.folder)
        except OSError as error:
            self._found = error

    @property
    def name(self) -> str:
        """Identifies the model for people."""
        return SHIPPED_NAME if self.folder == SHIPPED_MODEL else self.folder.name

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over the module list, the tokenizer and the weights; waits until it is there."""
        self._thread.join()
        if not isinstance(self._found, str):
            raise ModelError(str(self.folder), str(self._found)) from self._found
        return self._found


def static_files(name: str | None) -> StaticFiles | None:
    """Return the files of the model that ``name`` means (see ``load_encoder``), ``None`` if it is of another kind."""
    folder = SHIPPED_MODEL if name is None or name == SHIPPED_NAME else Path(name)
    return StaticFiles(folder) if static_folder(folder) is not None else None


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
