"""Read one ``SERVICE kg:similar { … }`` block: what is asked, how many, which variables get what, among which.

In go a checked query and the place of the block, out comes a ``SimilarBlock`` or an error with line and column. Hard
only because it must be strict: the block is answered before the engine sees the query, so a variable has no value
here, and whatever is not one of the table's properties would be dropped without a word. Prefixes, base and strings
were resolved by the tokeniser. No graph, no index.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from embeddings.similar.names import AMONG, DEFAULT_LIMIT, MOST, PROPERTIES, Takes
from embeddings.similar.problems import SimilarBlockError, SimilarPropertyError
from kg.graph.vocabulary import KGS, XSD
from kg.sparql.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.sparql import CheckedQuery, ServiceBlock, Token

_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class SimilarBlock:
    """What one block asks for.

    Attributes:
        subject: The variable that gets the indicators.
        text: The words to search for, None where ``like`` is given.
        like: The IRI of the indicator to search by, None where ``text`` is given.
        limit: At most so many hits, 1 to 1,000.
        least: The lowest score that counts, None for any.
        outputs: Property → variable, in the order written.
        among: The tokens inside ``GRAPH kgs:among { … }``, None without it.
        place: Line and column of what is searched for.

    """

    subject: str
    text: str | None
    like: str | None
    limit: int
    least: Decimal | None
    outputs: Mapping[str, str]
    among: tuple[Token, ...] | None = field(repr=False)
    place: tuple[int, int]


def read_block(query: CheckedQuery, block: ServiceBlock) -> SimilarBlock:
    """Read a block of a query.

    Raises:
        SimilarBlockError: Something in it is missing, given twice, or of the wrong kind.
        SimilarPropertyError: A property that the service does not have.

    Examples:
        >>> from embeddings.similar.names import SERVICE
        >>> from kg.sparql import check_query
        >>> query = check_query(
        ...     "PREFIX kgs: <https://w3id.org/jixiao/search/> SELECT * { SERVICE <%s> {"
        ...     " ?i kgs:text '科普讲座' ; kgs:limit 5 ; kgs:score ?s } }" % SERVICE, graphs=(), services={SERVICE})
        >>> read = read_block(query, query.service_blocks[0])
        >>> read.subject, read.text, read.limit, *read.outputs.values()
        ('i', '科普讲座', 5, 's')

    """
    return _Reading(query, block).read()


class _Reading:
    """One pass over the block's tokens; ``at`` is the next one."""

    def __init__(self, query: CheckedQuery, block: ServiceBlock) -> None:
        self._query = query
        self._block = block
        self._tokens = query.tokens[block.first + 3 : block.last]  # with the closing brace
        self._at = 0
        self._subject: Token | None = None
        self._given: dict[str, Token] = {}  # property → its object
        self._among: tuple[Token, ...] | None = None
        self._among_at: Token | None = None

    def read(self) -> SimilarBlock:
        while self._at < len(self._tokens) - 1:
            if self._next.is_word("GRAPH"):
                self._read_among()
            else:
                self._read_triples()
        return self._checked()

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _read_among(self) -> None:
        graph = self._take()
        name, opening = self._take(), self._take()
        if not name.is_name() or name.value != AMONG or not opening.is_mark("{"):
            raise self._problem(graph, "similar-content")
        if self._among is not None:
            raise self._problem(graph, "similar-once")
        start, depth = self._at, 1
        while depth:
            token = self._take()
            depth += token.is_mark("{") - token.is_mark("}")
        self._among, self._among_at = self._tokens[start : self._at - 1], graph
        if self._next.is_mark("."):
            self._at += 1

    def _read_triples(self) -> None:
        subject = self._take()
        if subject.kind is not Kind.VARIABLE:
            raise self._problem(subject, "similar-content")
        if self._subject is not None and self._subject.value != subject.value:
            raise self._problem(subject, "similar-subject")
        self._subject = subject
        self._read_property()
        while self._next.is_mark(";"):
            self._at += 1
            if not self._next.is_mark(";", ".", "}"):
                self._read_property()
        if self._next.is_mark("."):
            self._at += 1
        elif not self._next.is_mark("}") and not self._next.is_word("GRAPH"):
            raise self._problem(self._next, "similar-content")

    def _read_property(self) -> None:
        name = self._take()
        if name.value not in PROPERTIES or not name.is_name():
            raise self._unknown_property(name)
        if name.value in self._given:
            raise self._problem(name, "similar-once")
        thing = self._take()
        takes = PROPERTIES[name.value]
        if thing.kind is Kind.VARIABLE and takes is not Takes.VARIABLE:
            raise self._problem(thing, "similar-unbound")
        if not _fits(thing, takes):
            raise self._problem(thing, f"similar-{takes.value}")
        self._given[name.value] = thing
        if takes is Takes.WORDS:
            self._skip_type()
        if self._next.is_mark(","):
            raise self._problem(self._next, "similar-once")

    def _skip_type(self) -> None:
        """Pass over ``@zh`` or ``^^xsd:string`` after the words; another type is no text."""
        if self._next.kind is Kind.LANGUAGE:
            self._at += 1
        elif self._next.is_mark("^^"):
            self._at += 1
            kind = self._take()
            if kind.value != XSD.string:
                raise self._problem(kind, "similar-words")

    def _checked(self) -> SimilarBlock:
        """Look at the block as a whole."""
        text, like = self._given.get(KGS.text), self._given.get(KGS.like)
        searched = text or like
        if searched is None or self._subject is None:
            raise SimilarBlockError("SERVICE kg:similar", self._block.line, self._block.column, "similar-nothing")
        if text is not None and like is not None:
            raise self._problem(max(text, like, key=lambda token: token.start), "similar-both")
        if text is not None and not text.value.strip():
            raise self._problem(text, "similar-empty")
        outputs = {iri: thing for iri, thing in self._given.items() if PROPERTIES[iri] is Takes.VARIABLE}
        used = {self._subject.value}
        for thing in outputs.values():
            if thing.value in used:
                raise self._problem(thing, "similar-variable-twice")
            used.add(thing.value)
        if self._among_at is not None and not any(
            token.kind is Kind.VARIABLE and token.value == self._subject.value for token in self._among or ()
        ):
            raise self._problem(self._among_at, "similar-among")
        limit, least = self._given.get(KGS.limit), self._given.get(KGS.minScore)
        return SimilarBlock(
            subject=self._subject.value,
            text=None if text is None else text.value,
            like=None if like is None else like.value,
            limit=DEFAULT_LIMIT if limit is None else int(limit.value),
            least=None if least is None else Decimal(least.value),
            outputs={iri: thing.value for iri, thing in outputs.items()},
            among=self._among,
            place=(searched.line, searched.column),
        )

    def _take(self) -> Token:
        """Return the next token; the closing brace stays where it is."""
        token = self._next
        if self._at == len(self._tokens) - 1:
            raise self._problem(token, "similar-cut")
        self._at += 1
        return token

    def _problem(self, token: Token, reason: str) -> SimilarBlockError:
        return SimilarBlockError(self._written(token), token.line, token.column, reason)

    def _unknown_property(self, token: Token) -> SimilarPropertyError:
        local = token.value.rpartition("/")[2].rpartition("#")[2]
        names = [iri.removeprefix(str(KGS)) for iri in PROPERTIES]
        near = difflib.get_close_matches(local, names, _NEAREST, 0.5)
        return SimilarPropertyError(
            self._written(token), token.line, token.column, tuple(f"kgs:{name}" for name in near)
        )

    def _written(self, token: Token) -> str:
        return self._query.text[token.start : token.end]


def _fits(thing: Token, takes: Takes) -> bool:
    if takes is Takes.WORDS:
        return thing.kind is Kind.STRING
    if takes is Takes.INDICATOR:
        return thing.is_name()
    if takes is Takes.COUNT:
        digits = thing.value.removeprefix("+").lstrip("0")
        few = digits.isdigit() and len(digits) <= len(str(MOST))
        return thing.kind is Kind.NUMBER and few and int(digits) <= MOST
    if takes is Takes.NUMBER:
        return thing.kind is Kind.NUMBER
    return thing.kind is Kind.VARIABLE
