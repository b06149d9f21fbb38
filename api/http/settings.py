"""What one request may cost: bytes, seconds, rows. Every limit that bites is said in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

QUERY_CHARACTERS: Final = 2000
"""Longest text to search for."""
MOST_HITS: Final = 100
MOST_QUERIES: Final = 100
"""Most searches in one batch."""
MOST_FINDINGS: Final = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service.

    Attributes:
        body_bytes: Largest request body.
        body_seconds: Time for a body to arrive whole.
        query_seconds: Time of one SPARQL query; a request may ask for less.
        query_rows: Most rows or triples of a SPARQL result; a longer one is cut and says so.
        query_bytes: Most bytes of one, likewise.
        page_rows: Most rows of a SPARQL result on a page.
        graph_triples: Largest graph that ``/graph`` gives; a cut graph would be a wrong one, so a larger is refused.
        queries_at_once: SPARQL requests that may run or wait; more are sent away with 503.

    """

    body_bytes: int = 1 << 20
    body_seconds: float = 15.0
    query_seconds: float = 30.0
    query_rows: int = 100_000
    query_bytes: int = 32 << 20
    page_rows: int = 500
    graph_triples: int = 500_000
    queries_at_once: int = 16
