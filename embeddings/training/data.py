"""Gather everything a training run learns from, and leave out what judges it.

In: the authored texts, the lexicon beside this module and ``held_out.txt``: digests of judged queries. A
line of the texts that equals a judged query (folded) is not learned, so that judging stays honest; digests,
because the queries themselves need not be here for that. The digest of all this stands in the model card.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.analysis.folding import letters
from embeddings.training.texts import Group, Slip, read_pairs, read_texts
from embeddings.training.thesaurus import Thesaurus, read_thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE = Path(__file__).parent
TEXTS = _HERE / "texts"
LEXICON = _HERE / "lexicon"
HELD_OUT = LEXICON / "held_out.txt"
LEXICON_AUTHOR = "lexicon"


@dataclass(frozen=True, slots=True)
class Data:
    """What is learned, and the slips found on the way."""

    groups: tuple[Group, ...]
    slips: tuple[Slip, ...]
    thesaurus: Thesaurus


class HeldOut:
    """Folded texts that must not be learned, known by their digests; ``letters(text) in held_out``."""

    def __init__(self, digests: Iterable[str]) -> None:
        self.digests = frozenset(digests)

    def __contains__(self, folded: object) -> bool:
        return isinstance(folded, str) and digest_of(folded) in self.digests


def read_held_out() -> HeldOut:
    """Return what must not be learned, as ``held_out.txt`` says it."""
    return HeldOut(HELD_OUT.read_text(encoding="utf-8").split())


def digest_of(text: str) -> str:
    """Return 16 hex digits that stand for a folded text.

    >>> digest_of("科普 讲座") == digest_of("科普讲座")
    True

    """
    return hashlib.sha256(letters(text).encode("utf-8")).hexdigest()[:16]


def read_data() -> Data:
    """Read texts, pairs and thesaurus; lines equal to a held-out query are slips and not learned."""
    held_out = read_held_out()
    groups, slips = read_texts(TEXTS, held_out)
    groups += read_pairs(LEXICON / "pairs.txt", held_out)
    return Data(tuple(groups), tuple(slips), read_thesaurus(LEXICON))


def authors(data: Data) -> list[str]:
    """Return the authors of the texts, sorted; the lexicon is nobody's."""
    return sorted({group.author for group in data.groups} - {LEXICON_AUTHOR})


def without_author(data: Data, author: str) -> Data:
    """Return ``data`` without one author's groups."""
    return replace(data, groups=tuple(group for group in data.groups if group.author != author))


def share(data: Data, part: float) -> Data:
    """Return an even ``part`` (0 to 1) of the groups: every author and sector keeps its share."""
    count = len(data.groups)
    kept = [group for number, group in enumerate(data.groups) if int((number + 1) * part) > int(number * part)]
    return replace(data, groups=tuple(kept)) if count else data


def data_digest(texts: Path = TEXTS) -> str:
    """Return the SHA-256 (hex) over names and contents of all files that are learned from."""
    total = hashlib.sha256()
    for path in sorted([*texts.glob("*.txt"), *LEXICON.glob("*.txt")], key=lambda path: (path.parent.name, path.name)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{content}  {path.parent.name}/{path.name}\n".encode())
    return total.hexdigest()
