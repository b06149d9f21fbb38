"""Words that must stand in a hit exactly (短语): what a query puts in straight or corner quotes.

In: a query such as ``"大篷车" 几趟`` or 「大篷车」几趟. Out: the rows whose name, project or words of the target
(without figures and units, as searched) hold these words in this order; width, case, white space and punctuation do
not count. Curved quotes (“ ”) ask for nothing: offices write them around the names of campaigns, and a pasted target
must not find only itself. The lexical index gives the rows that hold all neighbouring pairs of characters; only these
are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from embeddings.catalogue import Catalogue
    from embeddings.lexical import LexicalIndex

_QUOTED = re.compile(r'["＂]([^"＂]+)["＂]|「([^」]+)」|『([^』]+)』')


def phrases_in(query: str) -> tuple[str, ...]:
    """Return the quoted words of a query, in its order.

    >>> phrases_in('"大篷车" 几趟'), phrases_in("“科普进万家”活动场次")
    (('大篷车',), ())

    """
    found = (next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(query))
    return tuple(dict.fromkeys(phrase for phrase in found if fold(phrase)))


def holding(
    phrases: Iterable[str], catalogue: Catalogue, lexical: LexicalIndex, rows: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """Return those of ``rows`` (all for ``None``) that hold every phrase, ascending."""
    kept = np.arange(catalogue.rows) if rows is None else rows
    for phrase in phrases:
        folded = fold(phrase)
        entries = lexical.holding(folded)
        own = [
            row
            for entry in entries.tolist()
            for row in catalogue.entry_rows(entry).tolist()
            if _holds(catalogue, row, folded)
        ]
        kept = np.intersect1d(kept, np.array(own, np.int64))
    return kept


def _holds(catalogue: Catalogue, row: int, folded: str) -> bool:
    return any(folded in fold(text) for text in words_of(catalogue.hit(row)))


def words_of(hit: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the name, the words of the target (as ``embeddings.texts.target_words`` has them) and the project."""
    target = hit["target"]
    labels = [*(component["label"] for component in target["components"]), target["residue"]] if target else []
    return hit["name"], "，".join(dict.fromkeys(filter(None, labels))), hit["project"] or ""
