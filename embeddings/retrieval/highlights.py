"""Where a shown text shares words with a query (高亮): ranges to mark, in code points of the text as shown.

In: a query's words and a text. Out: half-open ranges, ascending and apart. What is marked reads as words that both have
(``whole_words``), or is a quoted phrase; single characters are marked only for a query of one. Width and case do not
matter, and white space inside a printed word belongs to the range that goes over it. Hard because folding changes
lengths (㎡ is m2, ﬁ is fi) and joins characters (e with an accent behind it): each piece of the text that folds by
itself is marked as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from embeddings.analysis.folding import letters
from embeddings.retrieval.whole_words import BREAK, shared_words
from kg.folding import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.retrieval.whole_words import Known

_PART = re.compile("([一-鿿]+)|[^一-鿿]+")
_POINTS = (".", ",", "．")  # inside a number
_RUN = re.compile(b"\1+")
_fold_piece = lru_cache(maxsize=4096)(letters)


def highlights(query: str, text: str, phrases: Sequence[str] = (), known: Known | None = None) -> list[list[int]]:
    """Return ``[[start, end], …]``; ``known`` says whether characters are a word (see ``whole_words``).

    >>> highlights("科普讲座场次", "举办科普 讲座（期）")
    [[2, 7]]
    >>> highlights("科普讲座场次", "黄埔科普讲坛活动场次")
    [[2, 4], [8, 10]]
    >>> highlights("m2", "绿地㎡数"), highlights("讲座场次", "「场」馆", ["场"])
    ([[2, 3]], [[1, 2]])

    """
    asked, sought = _asked(query), [own for phrase in phrases if (own := letters(phrase))]
    if not asked and not sought:
        return []
    folded, starts, ends = _folded(text)
    marked = bytearray(len(folded))
    for term in [*sought, *([asked] if len(asked) == 1 else ())]:
        at = folded.find(term)
        while at >= 0:
            marked[at : at + len(term)] = b"\1" * len(term)
            at = folded.find(term, at + 1)
    if len(asked) > 1:
        parted, places = _parted(text, folded, starts, ends)
        for start, end in shared_words(asked, parted, known):
            first, last = places[start], places[end - 1]
            marked[first : last + 1] = b"\1" * (last + 1 - first)
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
def _asked(query: str) -> str:
    return _parted(query, *_folded(query))[0]


def _parted(text: str, folded: str, starts: list[int], ends: list[int]) -> tuple[str, list[int]]:
    """Return a folded text with its breaks, and the place of each character in the folded one.

    Punctuation breaks a text, and white space between Latin words.

    >>> parted, places = _parted("一、0.5 场", "一05场", [0, 2, 4, 6], [1, 3, 5, 7])
    >>> parted == f"一{BREAK}0.5场", places
    (True, [0, 1, 1, 2, 2, 3])

    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(folded):
        gap, before = (text[ends[place - 1] : starts[place]], folded[place - 1]) if place else ("", "")
        if gap.strip() or (gap and _is_latin(before) and _is_latin(sign)):
            is_point = gap.strip() in _POINTS and before.isdigit() and sign.isdigit()
            signs.append("." if is_point else BREAK)
            places.append(place)
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
