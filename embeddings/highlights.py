"""Where a shown text shares words with a query (高亮): ranges to mark, in code points of the text as shown.

In: a query's words and a text. Out: half-open ranges, ascending and apart. A pair of neighbouring characters that both
have is shared, as the lexical channel counts it, and so is a quoted phrase; single characters are marked only for a
query of one. Width and case do not matter, and white space inside a printed word belongs to the range that goes over
it. Hard because folding changes lengths (㎡ is m2, ﬁ is fi) and joins characters (e with an accent behind it): each
piece of the text that folds by itself is marked as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from embeddings.folding import fold
from kg.folding import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = re.compile("([一-鿿]+)|[^一-鿿]+")
_RUN = re.compile(b"\1+")
_fold_piece = lru_cache(maxsize=4096)(fold)


def highlights(query: str, text: str, phrases: Sequence[str] = ()) -> list[list[int]]:
    """Return ``[[start, end], …]``.

    >>> highlights("科普讲座场次", "举办科普 讲座（期）")
    [[2, 7]]
    >>> highlights("m2", "绿地㎡数"), highlights("讲座场次", "「场」馆", ["场"])
    ([[2, 3]], [[1, 2]])

    """
    terms = _terms(query, tuple(phrases))
    if not terms:
        return []
    folded, starts, ends = _folded(text)
    marked = bytearray(len(folded))
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            marked[at : at + len(term)] = b"\1" * len(term)
            at = folded.find(term, at + 1)
    ranges: list[list[int]] = []
    for run in _RUN.finditer(marked):
        start, end = starts[run.start()], ends[run.end() - 1]
        if ranges and start < ranges[-1][1]:  # both in one character, such as the m and the 2 of ㎡
            ranges[-1][1] = end
        else:
            ranges.append([start, end])
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


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """Fold a text; for each character of the folded one, return where in the text it comes from, start and end."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in _PART.finditer(text):
        start, end = part.span()
        if part[1]:  # Chinese characters fold one for one
            folded.append(simplified(part[1]))
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        while start < end:
            stop = start + 1
            while stop < end and not text[stop].isascii() and _joins(text[start:stop], text[stop]):
                stop += 1
            own = _fold_piece(text[start:stop])
            folded.append(own)
            starts += [start] * len(own)
            ends += [stop] * len(own)
            start = stop
    return "".join(folded), starts, ends


def _joins(before: str, sign: str) -> bool:
    """Whether a character changes with what stands before it: accents, voiced marks, parts of a Hangul syllable."""
    plain = unicodedata.normalize("NFKC", before)
    own = unicodedata.normalize("NFKC", sign)
    return unicodedata.combining(sign) > 0 or unicodedata.normalize("NFKC", plain + own) != plain + own


@lru_cache(maxsize=16)
def _terms(query: str, phrases: tuple[str, ...]) -> frozenset[str]:
    folded = fold(query)
    size = min(len(folded), 2)
    pairs = [folded[at : at + size] for at in range(len(folded) - size + 1)] if size else []
    return frozenset([*pairs, *(known for phrase in phrases if (known := fold(phrase)))])
