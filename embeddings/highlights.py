"""Where a shown text shares words with a query (高亮): ranges to mark, in code points of the text as shown.

In: a query's words and a text. Out: half-open ranges, ascending and apart. A pair of neighbouring characters that both
have is shared, as the lexical channel counts it; single characters are marked only for a query of one. Width and case
do not matter, and white space inside a printed word belongs to the range that goes over it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from embeddings.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def highlights(query: str, text: str) -> list[list[int]]:
    """Return ``[[start, end], …]``.

    >>> highlights("科普讲座场次", "举办科普 讲座（期）")
    [[2, 7]]

    """
    terms, size = _terms(query)
    if not terms:
        return []
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in fold(sign):
            folded.append(part)
            places.append(place)
    marked = [False] * len(folded)
    for at in range(len(folded) - size + 1):
        if "".join(folded[at : at + size]) in terms:
            marked[at : at + size] = [True] * size
    ranges: list[list[int]] = []
    follows = False
    for at, is_marked in enumerate(marked):
        if is_marked and follows:
            ranges[-1][1] = places[at] + 1
        elif is_marked:
            ranges.append([places[at], places[at] + 1])
        follows = is_marked
    return ranges


def pieces(text: str, ranges: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """Cut a text at ranges; each piece says whether it is inside one.

    >>> pieces("科普讲座场次", [[0, 4]])
    [('科普讲座', True), ('场次', False)]

    """
    cut = []
    end = 0
    for start, stop in ranges:
        cut += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    cut.append((text[end:], False))
    return [piece for piece in cut if piece[0]]


@lru_cache(maxsize=16)
def _terms(query: str) -> tuple[frozenset[str], int]:
    folded = fold(query)
    size = min(len(folded), 2)
    return frozenset(folded[at : at + size] for at in range(len(folded) - size + 1)) if size else frozenset(), size
