"""What decides the graph of a document besides its records: the code that maps them.

One digest of everything in ``kg`` but what stands before or beside mapping, so that a new module cannot be forgotten;
a test holds that mapping imports nothing of the rest. After any of it changed no graph is carried over.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_bytes
from kg.dataset.mapping import map_quads
from kg.dataset.reading_code import sources

if TYPE_CHECKING:
    from kg.dataset.mapping import Mapper

BESIDE_MAPPING = frozenset(
    {"audit", "forms", "ledger", "queries", "readers", "reading.py", "sample", "sandbox", "sparql"}
    | {"syntax_details.json"}
)
"""What of ``kg`` decides records or asks the graph, and never makes it."""


def mapping_digest(map_graph: Mapper) -> str:
    """Return the SHA-256 of what decides the graphs of a mapper, ``""`` for one of which nothing is known.

    Args:
        map_graph: The mapper; only ``map_quads`` is known.

    """
    return code_digest() if map_graph is map_quads else ""


@cache
def code_digest() -> str:
    """Return the SHA-256 over the modules and tables that map."""
    facts = [*sources(BESIDE_MAPPING), ("unicodedata", unicodedata.unidata_version)]
    return digest_bytes(repr(facts).encode())
