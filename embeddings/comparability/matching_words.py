"""Words of names beside those of a text (用词): what remains beside equal ends, which has no like, where they lie.

In: the model with its landmarks, a text and names. Out: three figures of ``embeddings.comparability.deciding`` for each
name. Only models that are tables of words have them. All that is asked is computed for many names together, as arrays
of numbers of words; a name gets the same figures alone and among a thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from embeddings.analysis.folding import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from embeddings.channels.encoder import StaticEncoder
    from embeddings.comparability.landmarks import Landmarks

NO_WORD = -1  # no word
_NOTHING = 1e-3  # of a weight: no more than what rounding leaves
_HALF = 0.5  # a word more in one text, which may narrow it or not; one other character, which may be a slip


def compared(
    encoder: StaticEncoder, text: str, names: Sequence[str], *, both: bool = True
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return of each of some names what remains alike and the weightiest unmatched word, float64 of shape (n,).

    Args:
        encoder: The model.
        text: What is asked.
        names: What it is compared with.
        both: Whether words of the names count, too, and not only those of the text.

    >>> from embeddings.channels.encoder import StaticEncoder
    >>> rest, unmatched = compared(StaticEncoder(), "科普讲座场次", ["科普讲座场次", "科普讲座人次"])
    >>> float(rest[0]), bool(rest[1] < 0.6), bool(unmatched[0] < 0.001 < unmatched[1])
    (1.0, True, True)

    """
    asked, *read = encoder.words([letters(text), *map(letters, names)])
    if not len(asked):
        return np.zeros(len(names)), np.zeros(len(names))
    words, counts = side_by_side(read)
    return rest_of(encoder, asked, words, counts), unmatched_of(encoder, asked, words, counts, both=both)


def landmarks_shared(
    encoder: StaticEncoder, landmarks: Landmarks, vector: NDArray[np.float32], names: Sequence[str]
) -> NDArray[np.float64]:
    """Return of each of some names how much it lies as a text does, by the text's vector: float64 of shape (n,)."""
    vectors = vectors_of(encoder, *side_by_side(encoder.words([letters(name) for name in names])))
    return landmarks.shared(landmarks.lying(vector), vectors, landmarks.crowds(vectors))


def compared_in_words(
    encoder: StaticEncoder, text: str, names: Sequence[str], *, both: bool = True
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Return what :func:`compared` does, and of each name which word is the unmatched one, ``""`` where none is.

    >>> from embeddings.channels.encoder import StaticEncoder
    >>> compared_in_words(StaticEncoder(), "中学科普讲座", ["中学科普讲座", "科普讲座", "中学科普讲座人次"])[2]
    ['', '中学', '人次']

    """
    asked_text, *texts = (letters(one) for one in (text, *names))
    asked, *read = encoder.words([asked_text, *texts])
    if not len(asked):
        return np.zeros(len(names)), np.zeros(len(names)), [""] * len(names)
    words, counts = side_by_side(read)
    of_text, of_names = _without_a_like(encoder, asked, words, counts)
    most_of_text, most_of_names = of_text.max(axis=1), of_names.max(axis=1)
    if not both:
        most_of_names[:] = 0.0
    in_text = most_of_text >= most_of_names
    unmatched: NDArray[np.float64] = np.maximum(most_of_text, most_of_names)
    places = np.where(in_text, of_text.argmax(axis=1), of_names.argmax(axis=1)).tolist()
    found = [""] * len(names)
    for one in np.flatnonzero(unmatched >= _NOTHING).tolist():
        words_of = (asked_text, asked) if in_text[one] else (texts[one], read[one])
        found[one] = _spelled(encoder, *words_of, places[one])
    return rest_of(encoder, asked, words, counts), unmatched, found


def _spelled(encoder: StaticEncoder, text: str, words: NDArray[np.int64], place: int) -> str:
    """Return a word of a text; one character with those beside it that are in no longer word (黄埔, 下午茶)."""
    word = encoder.spelled(int(words[place]))
    if len(word) > 1:
        return word
    read = [encoder.spelled(number) for number in words.tolist()]
    starts, end = [], 0
    for one in read:
        starts.append(max(text.find(one, end), end))
        end = starts[-1] + len(one)
    longer = [(start, start + len(one)) for start, one in zip(starts, read, strict=True) if len(one) > 1]
    first = max((stop for _, stop in longer if stop <= starts[place]), default=0)
    return text[first : min((start for start, _ in longer if start > starts[place]), default=len(text))]


def side_by_side(read: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Put words of names side by side: int64 of shape (n, most words), ``NO_WORD`` behind the last, and how many."""
    counts = np.array([len(own) for own in read], np.int64)
    words = np.full((len(read), max(int(counts.max(initial=0)), 1)), NO_WORD, np.int64)
    for row, own in enumerate(read):
        words[row, : len(own)] = own
    return words, counts


def rest_of(
    encoder: StaticEncoder, asked: NDArray[np.int64], words: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Compare what remains of a text's words, of which there are some, and of those of names."""
    begin, end = _equal_ends(asked, words, counts)
    names = _sums(encoder, words, begin, counts - end)
    so_far = np.concatenate([np.zeros((1, names.shape[1]), np.float32), np.cumsum(encoder.rows(asked), axis=0)])
    own = so_far[len(asked) - end] - so_far[begin]
    rest = np.clip(_cosines(own, names), 0.0, 1.0)
    own_left, name_left = begin + end < len(asked), begin + end < counts
    rest[own_left != name_left] = _HALF
    slip = _one_sign(encoder, asked[None, :], begin, len(asked) - end) & _one_sign(encoder, words, begin, counts - end)
    rest[slip] = np.maximum(rest[slip], _HALF)
    rest[~own_left & ~name_left] = 1.0
    return rest


def unmatched_of(
    encoder: StaticEncoder,
    asked: NDArray[np.int64],
    words: NDArray[np.int64],
    counts: NDArray[np.int64],
    *,
    both: bool,
) -> NDArray[np.float64]:
    """Return the weight of the weightiest word, of a text or of either, that the other has nothing like."""
    of_text, of_names = _without_a_like(encoder, asked, words, counts)
    found: NDArray[np.float64] = of_text.max(axis=1)
    return np.maximum(of_names.max(axis=1), found) if both else found


def _without_a_like(
    encoder: StaticEncoder, asked: NDArray[np.int64], words: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how much each word of a text, and of each name, says that the other has nothing like.

    Returns:
        float64 of shape (n, words of the text) and (n, most words of a name), 0 behind the last word.

    """
    known, places = np.unique(np.maximum(words, 0), return_inverse=True)
    places = places.reshape(words.shape)
    own, theirs = encoder.rows(asked), encoder.rows(known)
    own_weights, weights = np.linalg.norm(own, axis=1), np.linalg.norm(theirs, axis=1)
    theirs /= np.where(weights > 0, weights, np.float32(1.0))[:, None]
    # not as one product of matrices: its last digits depend on how many names are compared
    alike = np.stack([(theirs * row).sum(axis=1) for row in own / own_weights[:, None]], axis=1)
    alike = np.clip(alike, 0.0, 1.0).astype(np.float64)
    there = np.arange(words.shape[1]) < counts[:, None]
    of_names = np.where(there, ((1.0 - alike.max(axis=1)) * weights)[places], 0.0)
    best = np.zeros((len(words), len(asked)))
    for place in range(words.shape[1]):  # few: the most words of a name
        np.maximum(best, np.where(there[:, place, None], alike[places[:, place]], 0.0), out=best)
    return (1.0 - best) * own_weights, of_names


def _equal_ends(
    asked: NDArray[np.int64], words: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return with how many equal words a text and each name begin, and end besides."""
    most = min(len(asked), words.shape[1])
    begin = np.cumprod(words[:, :most] == asked[:most], axis=1).sum(axis=1)
    backwards = counts[:, None] - 1 - np.arange(most)
    last = np.take_along_axis(words, np.maximum(backwards, 0), axis=1)
    equal = (last == asked[::-1][:most]) & (backwards >= 0)
    end = np.cumprod(equal, axis=1).sum(axis=1)
    return begin, np.minimum(end, np.minimum(counts, len(asked)) - begin)


def _one_sign(
    encoder: StaticEncoder, words: NDArray[np.int64], start: NDArray[np.int64], stop: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say of each row of words whether one character is left between two places."""
    words = np.broadcast_to(words, (len(start), words.shape[1]))
    first = np.take_along_axis(words, np.minimum(start, words.shape[1] - 1)[:, None], axis=1)[:, 0]
    found: NDArray[np.bool_] = stop - start == 1
    found[found] = encoder.single(first[found])
    return found


def vectors_of(encoder: StaticEncoder, words: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the vectors of texts of these words, as the model makes them: float32 of shape (n, d)."""
    sums = _sums(encoder, words, np.zeros_like(counts), counts)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    vectors: NDArray[np.float32] = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    return vectors


def _sums(
    encoder: StaticEncoder, words: NDArray[np.int64], start: NDArray[np.int64], stop: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Add up the vectors of the words between two places of each row, in their order."""
    sums = np.zeros((len(words), encoder.dimension), np.float32)
    for place in range(int(start.min(initial=0)), int(stop.max(initial=0))):
        own = np.flatnonzero((start <= place) & (place < stop))
        sums[own] += encoder.rows(words[own, place])
    return sums


def _cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    products = (one * other).sum(axis=1)
    found: NDArray[np.float64] = np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0).astype(
        np.float64
    )
    return found
