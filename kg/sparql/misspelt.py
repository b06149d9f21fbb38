"""Names of ours in a query that the vocabulary does not have (拼错的名称): no error to SPARQL, and never an answer."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.graph.vocabulary import CLASSES, FUNCTIONS, INDIVIDUALS, KGS, ONTOLOGY_IRI, PROPERTIES, SEARCH_NAMES
from kg.sparql.tokens import Kind

if TYPE_CHECKING:
    from kg.sparql.guard import CheckedQuery

_KNOWN = {
    ONTOLOGY_IRI: CLASSES | PROPERTIES | INDIVIDUALS | FUNCTIONS | {""},
    str(KGS): SEARCH_NAMES | {""},
}
_NEAR = 0.6


def misspelt(query: CheckedQuery) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each name as written that is none of the vocabulary, with up to three that look like it.

    >>> from kg.sparql.guard import check_query
    >>> text = "PREFIX kg: <https://w3id.org/jixiao/ontology/> SELECT * { ?i kg:nam ?n }"
    >>> misspelt(check_query(text, graphs=()))
    (('kg:nam', ('name',)),)

    """
    found: dict[str, tuple[str, ...]] = {}
    for token in query.tokens:
        space = next((space for space in _KNOWN if token.value.startswith(space)), None)
        if token.kind not in (Kind.IRI, Kind.PREFIXED) or space is None:
            continue
        local = token.value.removeprefix(space)
        if local not in _KNOWN[space] and not local[:1].isdigit():
            near = get_close_matches(local, sorted(_KNOWN[space]), 3, _NEAR)
            found.setdefault(query.text[token.start : token.end], tuple(near))
    return tuple(found.items())
