"""Decide on a query's tokens whether it may run, and write it in the one way that the engine gets to see.

In go the text and what is allowed (the build's graphs, the services that a later stage answers), out comes
a ``CheckedQuery`` or the error with line and column. Hard, because the engine really reaches out: a
``SERVICE`` or ``LOAD`` makes HTTP requests, and it splits text by other rules than the standard. So the
engine never gets the user's text: ``engine_pieces`` writes each token anew, names as full IRIs, blanks
between. Grammar is not judged here; the engine does that, and its complaint is led back to the token.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.sparql.dataset import Clause, allowed_dataset, read_dataset
from kg.sparql.iris import is_absolute, resolve
from kg.sparql.tokens import Kind, Positions, Token, tokenise
from kg.sparql.words import FORMS, KNOWN_PREFIXES, UPDATE_WORDS

MAX_CHARACTERS: Final = 4_000_000
"""A longer query is no question any more; reading it would hold up everybody else."""

_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ServiceBlock:
    """One ``SERVICE <iri> { … }`` that a later stage answers.

    Attributes:
        iri: The service, as an absolute IRI.
        start: Offset of the word SERVICE in the query's text.
        end: Offset after the closing brace.
        first: Index of the word SERVICE in the query's tokens; the IRI and the brace follow.
        last: Index after the closing brace.
        line: Line of the word SERVICE, from 1.
        column: Its column, from 1.

    """

    iri: str
    start: int
    end: int
    first: int
    last: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run.

    Attributes:
        text: The query as written.
        form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
        tokens: Its tokens after the prologue; the value of a name is the full IRI.
        prefixes: The prefixes it declares.
        base: The base IRI it declares, if any.
        default_graph: The graph of its FROM, None without one.
        named_graphs: The graphs of its FROM NAMED, in their order.
        service_blocks: What a later stage has to answer before the query can run.
        without_hits: Searches of the query that gave no row: the line, and why (``words``, ``among``, ``score``,
            ``outside``).

    """

    text: str
    form: str
    tokens: tuple[Token, ...] = field(repr=False)
    prefixes: Mapping[str, str]
    base: str | None
    default_graph: str | None
    named_graphs: tuple[str, ...]
    service_blocks: tuple[ServiceBlock, ...]
    without_hits: tuple[tuple[int, str], ...] = ()

    @property
    def uses_from(self) -> bool:
        """Whether the query names its graphs itself, and so does not see all of them together."""
        return self.default_graph is not None or bool(self.named_graphs)

    def engine_pieces(self) -> list[str]:
        """Return one piece of engine text for each token; one after the other they are the query."""
        return [
            _blank_before(self.tokens, at) + written(token.kind, token.value) for at, token in enumerate(self.tokens)
        ]


def check_query(
    text: str,
    *,
    graphs: Collection[str],
    services: Collection[str] = (),
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> CheckedQuery:
    r"""Return the query with what it uses, or raise what speaks against it.

    Args:
        text: A SPARQL 1.1 query.
        graphs: IRIs of the named graphs of the build; looked at only when graphs are named.
        services: IRIs of the services that a later stage answers; all others are refused.
        default_graphs: What a request says beside the query (``default-graph-uri`` of the SPARQL Protocol);
            it stands in the place of FROM, and is judged like it, at line and column 1.
        named_graphs: Likewise ``named-graph-uri``, for FROM NAMED.

    Raises:
        QuerySyntaxError: At the first place that is no SPARQL, or names an undeclared prefix.
        QueryRefusedError: At the first SERVICE, LOAD, update or FROM that is not allowed.

    Examples:
        >>> query = check_query("PREFIX ex: <http://example.org/> ASK { ?s ex:p ?o }", graphs=())
        >>> query.form, "".join(query.engine_pieces())
        ('ASK', 'ASK { ?s <\\u0068ttp://example.org/p> ?o }')
        >>> check_query("ASK { Service <http://example.org/> { } }", graphs=())
        Traceback (most recent call last):
        kg.errors.QueryRefusedError: SERVICE at line 1, column 7 of the query is refused: ...

    """
    if len(text) > MAX_CHARACTERS:
        raise QuerySyntaxError(1, 1, f"the query is longer than {MAX_CHARACTERS} characters")
    tokens = tokenise(text)
    _refuse_updates(tokens)
    length, prefixes, base = _read_prologue(tokens, text)
    if not tokens[length:] or not tokens[length].is_word(*FORMS):
        _expected(tokens, length, text, "SELECT, ASK, CONSTRUCT or DESCRIBE")
    body = tuple(_with_full_names(tokens[length:], prefixes, base))
    blocks = _find_services(body, frozenset(services))
    dataset = read_dataset(body)
    if default_graphs or named_graphs:
        dataset = [Clause(iri, False, 1, 1, "default-graph-uri") for iri in default_graphs]
        dataset += [Clause(iri, True, 1, 1, "named-graph-uri") for iri in named_graphs]
    default, named = allowed_dataset(dataset, graphs)
    return CheckedQuery(text, body[0].value, body, prefixes, base, default, named, blocks)


def _expected(tokens: Sequence[Token], index: int, text: str, what: str) -> None:
    if index < len(tokens):
        raise QuerySyntaxError(tokens[index].line, tokens[index].column, f"expected {what}")
    raise QuerySyntaxError(*Positions(text).at(len(text)), f"the query ends where {what} was expected")


def _refuse_updates(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.is_word(*UPDATE_WORDS):
            reason = "load" if token.value == "LOAD" else "update"
            raise QueryRefusedError(token.value, token.line, token.column, reason)


def _read_prologue(tokens: Sequence[Token], text: str) -> tuple[int, dict[str, str], str | None]:
    """Return how many tokens BASE and PREFIX take, and what they declare."""
    prefixes: dict[str, str] = {}
    base: str | None = None
    at = 0
    while at < len(tokens) and tokens[at].is_word("BASE", "PREFIX"):
        is_prefix = tokens[at].value == "PREFIX"
        if is_prefix:
            at += 1
            label = tokens[at].value if at < len(tokens) and tokens[at].kind is Kind.PREFIXED else ""
            if not label.endswith(":") or label.count(":") != 1:
                _expected(tokens, at, text, "a prefix such as 'kg:'")
        at += 1
        if at >= len(tokens) or tokens[at].kind is not Kind.IRI:
            _expected(tokens, at, text, "an IRI in angle brackets")
        iri = _absolute(tokens[at], base)
        if is_prefix:
            prefixes[label[:-1]] = iri
        else:
            base = iri
        at += 1
    return at, prefixes, base


def _absolute(token: Token, base: str | None) -> str:
    if base is not None:
        return resolve(base, token.value)
    if not is_absolute(token.value):
        raise QuerySyntaxError(token.line, token.column, f"<{token.value}> is relative and there is no BASE")
    return token.value


def _with_full_names(tokens: Sequence[Token], prefixes: Mapping[str, str], base: str | None) -> list[Token]:
    full: list[Token] = []
    for token in tokens:
        if token.kind is Kind.IRI:
            full.append(replace(token, value=_absolute(token, base)))
        elif token.kind is Kind.PREFIXED:
            prefix, _, local = token.value.partition(":")
            if prefix not in prefixes:
                known = KNOWN_PREFIXES.get(prefix)
                hint = f"; put PREFIX {prefix}: <{known}> before the query" if known else ""
                raise QuerySyntaxError(token.line, token.column, f"the prefix '{prefix}:' is not declared{hint}")
            full.append(replace(token, value=prefixes[prefix] + local))
        else:
            full.append(token)
    return full


def _find_services(tokens: Sequence[Token], services: frozenset[str]) -> tuple[ServiceBlock, ...]:
    """Return the allowed service blocks in their order; raise at the first other one."""
    blocks: list[ServiceBlock] = []
    inside_until = 0
    for first, token in enumerate(tokens):
        if not token.is_word("SERVICE"):
            continue
        following = tokens[first + 1 : first + 3]
        allowed = bool(following) and following[0].is_name() and following[0].value in services
        if not allowed or first < inside_until:
            what = "SERVICE SILENT" if following and following[0].is_word("SILENT") else "SERVICE"
            raise QueryRefusedError(what, token.line, token.column, "service")
        if len(following) < 2 or not following[1].is_mark("{"):
            at = following[-1]
            raise QuerySyntaxError(at.line, at.column, "expected '{' after the service")
        last = _after_closing_brace(tokens, first + 2)
        inside_until = last
        end = tokens[last - 1].end
        blocks.append(ServiceBlock(following[0].value, token.start, end, first, last, token.line, token.column))
    return tuple(blocks)


def _after_closing_brace(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for index in range(opening, len(tokens)):
        if tokens[index].is_mark("{"):
            depth += 1
        elif tokens[index].is_mark("}"):
            depth -= 1
            if depth == 0:
                return index + 1
    raise QuerySyntaxError(tokens[opening].line, tokens[opening].column, "this '{' is never closed")


def _blank_before(tokens: Sequence[Token], at: int) -> str:
    """Return what separates a token from the one before; the engine knows no ``CONCAT (?a)``, no ``BNODE( )``."""
    if at == 0:
        return ""
    token, before = tokens[at], tokens[at - 1]
    is_call = token.is_mark("(") and before.kind is Kind.WORD
    return "" if is_call or (token.is_mark(")") and before.is_mark("(")) else " "


def written(kind: Kind, value: str) -> str:
    r"""Write a token so that the engine can read it in one way only.

    The first character of an IRI is escaped: ``<\u0068ttp:…>`` cannot be taken for less-than and an operand.

    >>> written(Kind.STRING, 'a "b"'), written(Kind.VARIABLE, "名称")
    ('"a \\"b\\""', '?名称')

    """
    if kind in (Kind.IRI, Kind.PREFIXED):
        code = ord(value[0])
        first = f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
        return f"<{first}{value[1:]}>"
    if kind is Kind.STRING:
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _CONTROL.sub(lambda sign: f"\\u{ord(sign.group()):04X}", quoted) + '"'
    if kind is Kind.VARIABLE:
        return "?" + value
    if kind is Kind.LANGUAGE:
        return "@" + value
    return value
