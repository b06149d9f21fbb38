"""Answer the ``SERVICE kg:similar`` blocks of a query: search first, then put the hits in their place as ``VALUES``.

In go a checked query, the search index and a way to run a query; out comes the query that the engine gets to see.
Hits, order and scores are those of the search itself. ``GRAPH kgs:among`` is run before as a query of its own over
the same graphs, and only the indicators it finds are searched: filter, then rank, never the other way round.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from embeddings.channels.ranking import MILLION
from embeddings.index.rows import IndicatorRows
from embeddings.query.asked import Asked
from embeddings.query.filters import NO_FILTERS
from embeddings.similar.block import read_block
from embeddings.similar.likeness import rank_like
from embeddings.similar.problems import SimilarBlockError
from kg.graph.vocabulary import KGS
from kg.sparql.guard import written
from kg.sparql.tokens import Kind, Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from embeddings.retrieval.fusion import Ranking
    from embeddings.retrieval.search import Index
    from embeddings.similar.block import SimilarBlock
    from kg.sparql import CheckedQuery, QueryResult, ServiceBlock

    Hit = dict[str, Any]
    Run = Callable[[CheckedQuery, str], QueryResult]


def _number(score: float) -> str:
    """Write a score as ``xsd:decimal``, all six digits of it."""
    return f"{score:.6f}"


# How each property is written, from HIT of the contract.
_WRITTEN: Final[dict[str, tuple[Kind, Callable[[Hit], str]]]] = {
    KGS.score: (Kind.NUMBER, lambda hit: _number(hit["score"])),
    KGS.rank: (Kind.NUMBER, lambda hit: str(hit["rank"])),
    KGS.dense: (Kind.NUMBER, lambda hit: _number(hit["why"]["dense"])),
    KGS.lexical: (Kind.NUMBER, lambda hit: _number(hit["why"]["lexical"])),
    KGS.why: (Kind.STRING, lambda hit: json.dumps(hit["why"], ensure_ascii=False)),
    KGS.comparable: (Kind.WORD, lambda hit: "true" if hit["comparable"] else "false"),
}
_OF_THE_RANKING: Final = frozenset({KGS.score, KGS.rank})


class SimilarService:
    """Answers service blocks from one search index.

    Args:
        index: The search index of the build that the queries run over.

    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def answered(self, query: CheckedQuery, run: Run) -> CheckedQuery:
        """Return a query with each of its service blocks answered.

        A block without a hit matches nothing, as SPARQL has it; ``without_hits`` tells of it.

        Args:
            query: A checked query; all its service blocks are ``kg:similar``.
            run: Runs a checked query and returns its result in the format named; its errors pass through.

        Raises:
            SimilarBlockError, SimilarPropertyError: A block is wrong; every block is read before anything is run.

        """
        blocks = [read_block(query, place) for place in query.service_blocks]
        tokens: list[Token] = []
        without: list[tuple[int, str]] = []
        at = 0
        for block, place in zip(blocks, query.service_blocks, strict=True):
            rows = None
            if block.among is not None:
                candidates = run(_candidates_query(query, place, block.subject, block.among), "tsv")
                rows = self._known.rows(_iris(candidates.body))
            found = self._hits(block, rows)
            hits = [hit for hit in found if block.least is None or Decimal(_number(hit["score"])) >= block.least]
            if not hits:
                none_among = rows is not None and not len(rows)
                without.append((place.line, "score" if found else "among" if none_among else "words"))
            tokens += [*query.tokens[at : place.first], _values(block, hits, place)]
            at = place.last
        tokens += query.tokens[at:]
        return replace(query, tokens=tuple(tokens), service_blocks=(), without_hits=tuple(without))

    def _hits(self, block: SimilarBlock, rows: NDArray[np.int64] | None) -> list[Hit]:
        index = self._index
        if block.text is not None:
            question = index.question(block.text)
            asked = Asked.of(block.text, NO_FILTERS, typed=False)
            ranking = index.rank_asked(question, asked, block.limit, rows)
        else:
            row = self._known.row(block.like or "")
            if row is None:
                raise SimilarBlockError(f"<{block.like}>", *block.place, "similar-not-here")
            question, ranking = rank_like(index, row, block.limit, rows)
        if block.outputs.keys() <= _OF_THE_RANKING:
            said = _told_by(ranking)
        else:
            said = index.reasons(question, ranking, terms=KGS.why in block.outputs)
        iris = map(self._known.iri, ranking.rows.tolist())
        return [{"indicator": iri, **hit} for iri, hit in zip(iris, said, strict=True)]

    @cached_property
    def _known(self) -> IndicatorRows:
        return IndicatorRows(self._index.catalogue)


def _told_by(ranking: Ranking) -> Iterator[Hit]:
    """Give of each hit what the ranking itself tells; nothing more is read or reasoned than is asked for."""
    for place, score in enumerate(ranking.scores.tolist()):
        yield {"rank": place + 1, "score": score / MILLION}


def _values(block: SimilarBlock, hits: Iterable[Hit], place: ServiceBlock) -> Token:
    """Return hits as ``VALUES``; without any it has no row, and so the group no solution.

    One token, written as the guard would write it: some hundred tokens took longer than all else beside the search.
    """
    names = " ".join(written(Kind.VARIABLE, name) for name in (block.subject, *block.outputs.values()))
    columns = [_WRITTEN[iri] for iri in block.outputs]
    rows = [
        " ".join([written(Kind.IRI, hit["indicator"]), *(written(kind, write(hit)) for kind, write in columns)])
        for hit in hits
    ]
    text = f"VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }}"
    return Token(Kind.WRITTEN, text, place.start, place.end, place.line, place.column)


def _candidates_query(query: CheckedQuery, place: ServiceBlock, subject: str, among: Sequence[Token]) -> CheckedQuery:
    """Return the query for what may be found: the pattern of ``kgs:among``, over the graphs of the whole query."""
    frame = [
        replace(token, start=place.start, end=place.end, line=place.line, column=place.column)
        for token in tokenise(f"SELECT DISTINCT ?{subject} WHERE {{ }}")
    ]
    return replace(query, form="SELECT", tokens=(*frame[:-1], *among, frame[-1]), service_blocks=())


def _iris(table: bytes) -> list[str]:
    """Return the IRIs of a TSV result of one column; literals and unbound are no indicators."""
    return [line[1:-1] for line in table.decode("utf-8").split("\n") if line.startswith("<")]
