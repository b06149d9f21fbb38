"""Why a hit stands where it stands, and is comparable or not: ``why`` of the contract, of one hit.

In: figures in millionths, and what they are of. Out: plain values whose parts add up. The sentences that
people read are made of them in ``api.decisions``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from embeddings.analysis.pieces import pieces_named
from embeddings.channels.ranking import MILLION
from embeddings.index.catalogue import measures_in
from embeddings.retrieval.fusion import CLASH, UNKNOWN
from kg.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from embeddings.channels.lexical import Term
    from embeddings.comparability.deciding import Parts
    from embeddings.query.questions import Manner

# What is taken off for a measure, in words.
_MEASURE = {0: "same", CLASH: "other", UNKNOWN: "unknown"}


def decision(
    asked: Collection[str] | None, measured: int, parts: Parts, place: int, *, same_object: bool
) -> dict[str, Any]:
    """Return what decides whether a hit is comparable: its measure, its object, and the parts of the margin.

    Args:
        asked: The measures that the query accepts, ``None`` for any.
        measured: Millionths that are taken off for the measure.
        parts: Of all hits.
        place: Which of them it is, from 0.
        same_object: Whether its object is that of the query.

    """
    return {
        "measure": _MEASURE[measured] if asked is not None else "any",
        "object": "same" if same_object else "other",
        **{name: int(part[place]) / MILLION for name, part in parts._asdict().items()},
    }


def told(manner: Manner, bits: int, pieces: int, word: str) -> dict[str, Any]:
    """Return what a reader needs besides what decides.

    Args:
        manner: Who asks.
        bits: The measures of the hit, as the table has them.
        pieces: What is counted where the query asks for items (``embeddings.analysis.pieces``).
        word: The word without a like, ``""`` for none.

    >>> from embeddings.index.catalogue import measure_bits
    >>> from embeddings.analysis.pieces import ANY_PIECE, pieces_counted
    >>> told("words", measure_bits({"item_count"}, pieces_counted(["种"])), ANY_PIECE, "")
    {'manner': 'words', 'measures': ['item_count'], 'pieces': ['kinds'], 'asked_pieces': [], 'word': None}

    """
    measures, own = measures_in(bits)
    return {
        "manner": manner,
        "measures": [measure.name for measure in MEASURES if measure.name in measures],
        "pieces": pieces_named(own),
        "asked_pieces": pieces_named(pieces),
        "word": word or None,
    }


def shared_out(terms: Sequence[Term], lexical: int) -> list[dict[str, Any]]:
    """Share the lexical score out among its terms, in millionths that add up to it, largest first."""
    whole = sum(term.score for term in terms)
    if not lexical or not whole:
        return []
    exact = [lexical * term.score / whole for term in terms]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(terms)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_rest[: lexical - sum(shares)]:
        shares[place] += 1
    return [
        {"term": term.text, "contribution": share / MILLION} for term, share in zip(terms, shares, strict=True) if share
    ]
