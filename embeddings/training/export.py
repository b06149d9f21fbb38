"""Write a trained table as an ordinary sentence-transformers directory.

Modules: StaticEmbedding (mean of the tokens' rows) and Normalize. The tokenizer is a WordPiece without
prefix. Two traps are held here: WordPiece makes a whole run unknown when one character is, so every
character outside the vocabulary is cut out first; and it gives up on very long runs, so runs are cut before
it sees them. Weights stay in single precision: sentence-transformers would add half precision numbers up in
half precision.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.training.vocabulary import LONGEST_RUN

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.training.vocabulary import Vocabulary

UNKNOWN = "[UNK]"
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_SETTINGS = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def export(folder: Path, vocabulary: Vocabulary, table: NDArray[np.float32], card: str) -> None:
    """Write modules, tokenizer, weights and model card into ``folder``, the same bytes for the same arguments."""
    from safetensors.numpy import save_file

    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    _write_json(folder / "modules.json", _MODULES)
    _write_json(folder / "config_sentence_transformers.json", _SETTINGS)
    _write_json(folder / "1_Normalize" / "config.json", {})
    _write_json(folder / "tokenizer.json", tokenizer_settings(vocabulary))
    save_file({"embedding.weight": np.ascontiguousarray(table, dtype=np.float32)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)  # its writer leaves it to its owner only
    (folder / "README.md").write_text(card, encoding="utf-8")


def tokenizer_settings(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the tokenizer.json that reads texts exactly as ``vocabulary.reader()`` does."""
    known = "".join(vocabulary.characters)  # letters and digits only: nothing to escape inside [^…]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {"type": "Lowercase"},
                {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": ""},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                _split(f"[^{known}]"),
                _split(f".{{1,{LONGEST_RUN}}}"),
            ],
        },
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": UNKNOWN,
            "continuing_subword_prefix": "",
            "max_input_chars_per_word": LONGEST_RUN + 4,
            "vocab": {token: number for number, token in enumerate([UNKNOWN, *vocabulary.tokens()])},
        },
    }


def _split(pattern: str) -> dict[str, Any]:
    return {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
