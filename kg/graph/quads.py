"""Neutral quads and their N-Quads lines: plain strings, typed literals, IRIs.

In: what mapping says, as plain values. Out: one canonical line for each quad, so that sorting the lines
(``kg.dataset.lines``) gives the same bytes for the same input, and a triple that stands in two graphs is its
own neighbour. Hard: IRIs hold Chinese as it is and nothing that RFC 3987 forbids. There are no blank nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.graph.vocabulary import KINDS, XSD

if TYPE_CHECKING:
    from decimal import Decimal


class Literal(NamedTuple):
    """A literal: lexical form, datatype IRI, language tag (``""`` unless a language string)."""

    text: str
    datatype: str = XSD.string
    language: str = ""


class Quad(NamedTuple):
    """One triple in its graph; ``object`` is an IRI (``str``) or a ``Literal``."""

    subject: str
    predicate: str
    object: str | Literal
    graph: str


_TRUE, _FALSE = Literal("true", XSD.boolean), Literal("false", XSD.boolean)
# ASCII that may stand unescaped in a segment of an IRI (RFC 3987 isegment, without % and ~: ``escape_slug``).
_SEGMENT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._!$&'()*+,;=:@")
# The ranges of ucschar in RFC 3987.
_UCSCHAR = (
    (0xA0, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFEF),
    *((plane << 16, (plane << 16) + 0xFFFD) for plane in range(1, 0xE)),
    (0xE1000, 0xEFFFD),
)
_ESCAPES = {i: f"\\u{i:04X}" for i in (*range(0x20), 0x7F)} | {
    0x08: "\\b",
    0x09: "\\t",
    0x0A: "\\n",
    0x0C: "\\f",
    0x0D: "\\r",
    0x22: '\\"',
    0x5C: "\\\\",
}


def string(text: str) -> Literal:
    """Return words as printed: ``xsd:string``."""
    return Literal(text)


def zh(text: str) -> Literal:
    """Return a Chinese label."""
    return Literal(text, "", "zh")


def en(text: str) -> Literal:
    """Return an English label."""
    return Literal(text, "", "en")


def integer(number: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(number), XSD.integer)


def boolean(value: bool) -> Literal:
    """Return an ``xsd:boolean``."""
    return _TRUE if value else _FALSE


def decimal(number: Decimal) -> Literal:
    """Return an ``xsd:decimal`` in canonical form: no exponent, no idle zero, no ``+``.

    >>> from decimal import Decimal
    >>> decimal(Decimal("80.0")).text, decimal(Decimal("1E+3")).text, decimal(Decimal("-0")).text
    ('80', '1000', '0')

    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, XSD.decimal)


def escape_slug(slug: str) -> str:
    """Escape one part of a slug for an IRI: Chinese stays, what RFC 3987 forbids in a segment is encoded.

    ``%``, ``/`` and ``~`` are encoded too: the first so that decoding gives the slug back, the others because
    they part segments and the halves of a unit's slug.

    >>> escape_slug("甲市 科协/1")
    '甲市%20科协%2F1'

    """
    if _is_plain(slug):
        return slug
    return "".join(
        char if _is_plain(char) else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        for char in slug
    )


def entity_iri(base_iri: str, kind: str, *parts: str) -> str:
    """Return ``{base}id/{kind}/{slug}``; several parts are joined with ``~`` (unit, alignment).

    >>> entity_iri("http://h/", "unit", "甲市科协", "乙馆")
    'http://h/id/unit/甲市科协~乙馆'

    Raises:
        KeyError: ``kind`` is not one of ``KINDS``.

    """
    KINDS[kind]
    return f"{base_iri}id/{kind}/{'~'.join(escape_slug(part) for part in parts)}"


def graph_iri(base_iri: str, *name: str) -> str:
    """Return the IRI of a named graph: ``graph/registry`` and the like.

    >>> graph_iri("http://h/", "document", "0123456789abcdef")
    'http://h/graph/document/0123456789abcdef'

    """
    return f"{base_iri}graph/{'/'.join(escape_slug(part) for part in name)}"


def line(quad: Quad) -> str:
    r"""Return the N-Quads line of a quad, without its newline.

    >>> line(Quad("http://h/s", "http://h/p", Literal('a "b"\n'), "http://h/g"))
    '<http://h/s> <http://h/p> "a \\"b\\"\\n" <http://h/g> .'

    """
    subject, predicate, thing, graph = quad
    if isinstance(thing, str):
        return f"<{subject}> <{predicate}> <{thing}> <{graph}> ."
    text, datatype, language = thing
    written = f'"{text.translate(_ESCAPES)}"'
    if language:
        written = f"{written}@{language}"
    elif datatype != XSD.string:
        written = f"{written}^^<{datatype}>"
    return f"<{subject}> <{predicate}> {written} <{graph}> ."


def _is_plain(text: str) -> bool:
    return all(char in _SEGMENT or (char > "\x7f" and _is_ucschar(char)) for char in text)


def _is_ucschar(char: str) -> bool:
    code = ord(char)
    return not char.isspace() and any(first <= code <= last for first, last in _UCSCHAR)
