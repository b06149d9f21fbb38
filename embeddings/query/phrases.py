"""Words that must stand in a hit exactly (短语): what a query puts in quotes.

In: a query such as ``"大篷车" 几趟`` or 「大篷车」几趟. Out: the rows whose name, project or words of the target
(without figures and units, as searched) hold these words in this order; width, case, white space and punctuation do
not count. Curved quotes (“ ”) ask only where they stand by themselves: inside running words offices write them around
the names of campaigns (开展“科学家故事会”活动), and a pasted target must not find only itself. Such words are told
apart so that a person can ask for them. The lexical index gives the rows that have all neighbouring pairs of
characters; of these only as many are read as an answer needs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from embeddings.analysis.folding import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from embeddings.channels.lexical import LexicalIndex
    from embeddings.index.catalogue import Catalogue

# A pasted quote is as often “ ” as ” ” or ” “.
_QUOTED = re.compile(r'["＂]([^"＂]+)["＂]|「([^」]+)」|『([^』]+)』|[“”]([^“”]+)[“”]')
_CURVED = 4


class Quoted(NamedTuple):
    """The quoted words of a query, each once, in its order.

    Attributes:
        phrases: Those that must stand in every hit.
        names: Those in curved quotes inside running words, which ask for nothing.

    """

    phrases: tuple[str, ...]
    names: tuple[str, ...]


def quoted_in(query: str) -> Quoted:
    """Return the quoted words of a query.

    >>> quoted_in('"大篷车" 几趟'), quoted_in("“大篷车” 几趟")
    (Quoted(phrases=('大篷车',), names=()), Quoted(phrases=('大篷车',), names=()))
    >>> quoted_in("开展“科学家故事会”活动人数")
    Quoted(phrases=(), names=('科学家故事会',))

    """
    phrases, names = {}, {}
    for match in _QUOTED.finditer(query):
        words = next(filter(None, match.groups())).strip()
        if not letters(words):
            continue
        beside = query[match.start() - 1 : match.start()] + query[match.end() : match.end() + 1]
        if match.lastindex == _CURVED and any(sign.isalnum() for sign in beside):
            names[words] = True
        else:
            phrases[words] = True
    return Quoted(tuple(phrases), tuple(names))


def candidates(
    phrases: Iterable[str], catalogue: Catalogue, lexical: LexicalIndex, rows: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """Return those of ``rows`` (all for ``None``) that may hold every phrase, ascending; nothing is read for it."""
    kept = np.arange(catalogue.rows) if rows is None else rows
    entry_of = catalogue.column("entry")
    for phrase in phrases:
        known = np.zeros(catalogue.entries, bool)
        known[lexical.holding(letters(phrase))] = True
        kept = kept[known[entry_of[kept]]]
    return kept


def held(phrases: Iterable[str], catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each of ``rows``, in any order, whether it holds every phrase; reads one row of each entry."""
    wanted = [letters(phrase) for phrase in phrases]
    if not wanted or not len(rows):
        return np.ones(len(rows), bool)
    # rows of one entry have the same searched words
    _, firsts, places = np.unique(catalogue.column("entry")[rows], return_index=True, return_inverse=True)
    found = []
    for hit in catalogue.hits(rows[firsts].tolist()):
        texts = [letters(text) for text in words_of(hit)]
        found.append(all(any(phrase in text for text in texts) for phrase in wanted))
    return np.array(found, bool)[places]


def words_of(hit: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the name, the words of the target (as ``index.texts.target_words`` has them) and the project."""
    target = hit["target"]
    labels = [*(component["label"] for component in target["components"]), target["residue"]] if target else []
    return hit["name"], "，".join(dict.fromkeys(filter(None, labels))), hit["project"] or ""
