"""Write what a query found in the formats of ``kg sparql --format``.

In go the variables and solutions (or the triples) as pyoxigraph gives them, out come bytes that are whole
whatever the caps: a cut result is valid JSON, XML, CSV or TSV with fewer rows, and says that it was cut. The
engine's own writers cannot stop between two rows, hence these. Graphs are written sorted and without
repetitions. A table for a terminal is drawn elsewhere, from the values that ``kg.sparql.values`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.errors import OptionError, ResultFormatError

if TYPE_CHECKING:
    from pyoxigraph import Triple

Term: TypeAlias = Any
"""A pyoxigraph NamedNode, BlankNode, Literal or Triple, told apart by class name: they share no base."""
Row: TypeAlias = Sequence[Term | None]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = XSD + "string"
JSON_MEDIA_TYPE: Final = "application/sparql-results+json"
SOLUTION_MEDIA_TYPES: Final = {
    "table": JSON_MEDIA_TYPE,
    "json": JSON_MEDIA_TYPE,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPH_MEDIA_TYPES: Final = {
    "table": JSON_MEDIA_TYPE,
    "json": JSON_MEDIA_TYPE,
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}
FORMATS: Final = tuple(dict.fromkeys([*SOLUTION_MEDIA_TYPES, *GRAPH_MEDIA_TYPES]))
TRIPLE_VARIABLES: Final = ("subject", "predicate", "object")
"""The columns of a graph that is written as a table or in JSON."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of a result is wanted; None for all of it.

    Attributes:
        rows: Most solutions or triples.
        byte_count: Most bytes, but for what opens and closes the format.

    """

    rows: int | None = None
    byte_count: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A result as bytes: how many rows or triples are in it, and whether there were more."""

    body: bytes
    row_count: int
    truncated: bool


def media_type(form: str, format_name: str) -> str:
    """Return the media type of a query form's result in a format.

    Raises:
        OptionError: When there is no format of this name.
        ResultFormatError: When the form cannot be written so.

    Examples:
        >>> media_type("SELECT", "csv")
        'text/csv; charset=utf-8'

    """
    if format_name not in FORMATS:
        raise OptionError("format", format_name, ", ".join(FORMATS))
    possible = SOLUTION_MEDIA_TYPES if form in ("SELECT", "ASK") else GRAPH_MEDIA_TYPES
    if format_name not in possible:
        raise ResultFormatError(form, format_name, tuple(possible))
    return possible[format_name]


def write_boolean(answer: bool, format_name: str) -> Written:
    """Write the answer of an ASK query."""
    word = "true" if answer else "false"
    text = {
        "json": f'{{"head":{{}},"boolean":{word}}}',
        "table": f'{{"head":{{}},"boolean":{word}}}',
        "xml": f"{_XML_OPENING}<head></head><boolean>{word}</boolean></sparql>",
        "csv": word,
        "tsv": word,
    }
    return Written(text[format_name].encode(), 1, truncated=False)


def write_solutions(variables: Sequence[str], rows: Iterable[Row], format_name: str, caps: Caps) -> Written:
    """Write the solutions of a SELECT query, row by row until they end or a cap is reached."""
    style = _STYLES[format_name]
    written: list[bytes] = []
    size = 0
    truncated = False
    for row in rows:
        piece = style.row(variables, row).encode()
        size += len(piece) + len(style.between)
        truncated = len(written) == caps.rows or (caps.byte_count is not None and size > caps.byte_count)
        if truncated:
            break
        written.append(piece)
    body = style.opening(variables).encode() + style.between.encode().join(written) + style.closing.encode()
    return Written(body, len(written), truncated)


def write_triples(triples: Iterable[Triple], format_name: str, caps: Caps, prefixes: Mapping[str, str]) -> Written:
    """Write the graph of a CONSTRUCT or DESCRIBE query: each triple once, sorted; prefixes only where used."""
    from pyoxigraph import RdfFormat, serialize

    found, truncated = _distinct(triples, caps.rows)
    ordered = sorted(found, key=str)
    if format_name in ("json", "table"):
        rows = ((triple.subject, triple.predicate, triple.object) for triple in ordered)
        written = write_solutions(TRIPLE_VARIABLES, rows, format_name, Caps(byte_count=caps.byte_count))
        return Written(written.body, written.row_count, truncated or written.truncated)
    formats = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
    if caps.byte_count is not None:
        fitting = list(_fitting(ordered, caps.byte_count))
        truncated = truncated or len(fitting) < len(ordered)
        ordered = fitting
    body = serialize(ordered, format=formats[format_name], prefixes=_used(prefixes, ordered))
    return Written(body or b"", len(ordered), truncated)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a format writes solutions: what stands before, between and after the rows, and a row."""

    opening: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    closing: str


def _json_opening(variables: Sequence[str]) -> str:
    return f'{{"head":{{"vars":[{",".join(map(_quoted, variables))}]}},"results":{{"bindings":['


def _json_row(variables: Sequence[str], row: Row) -> str:
    bindings = [
        f"{_quoted(name)}:{_json_term(term)}" for name, term in zip(variables, row, strict=True) if term is not None
    ]
    return "{" + ",".join(bindings) + "}"


def _json_term(term: Term) -> str:
    match type(term).__name__:
        case "NamedNode":
            return f'{{"type":"uri","value":{_quoted(term.value)}}}'
        case "BlankNode":
            return f'{{"type":"bnode","value":{_quoted(term.value)}}}'
        case "Literal":
            opening = f'{{"type":"literal","value":{_quoted(term.value)}'
            if term.language:
                return f'{opening},"xml:lang":{_quoted(term.language)}}}'
            datatype = term.datatype.value
            return opening + ("}" if datatype == _STRING else f',"datatype":{_quoted(datatype)}}}')
        case _:
            parts = ",".join(f'"{name}":{_json_term(getattr(term, name))}' for name in TRIPLE_VARIABLES)
            return f'{{"type":"triple","value":{{{parts}}}}}'


_XML_OPENING: Final = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_XML_WRITING: Final = str.maketrans(
    dict.fromkeys((*range(32), 65534, 65535), "�")
    | {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
)
"""For text and attributes; what XML 1.0 cannot hold at all becomes U+FFFD."""


def _xml_text(text: str) -> str:
    return text.translate(_XML_WRITING)


def _xml_opening(variables: Sequence[str]) -> str:
    names = "".join(f'<variable name="{_xml_text(name)}"/>' for name in variables)
    return f"{_XML_OPENING}<head>{names}</head><results>"


def _xml_row(variables: Sequence[str], row: Row) -> str:
    bindings = [
        f'<binding name="{_xml_text(name)}">{_xml_term(term)}</binding>'
        for name, term in zip(variables, row, strict=True)
        if term is not None
    ]
    return f"<result>{''.join(bindings)}</result>"


def _xml_term(term: Term) -> str:
    match type(term).__name__:
        case "NamedNode":
            return f"<uri>{_xml_text(term.value)}</uri>"
        case "BlankNode":
            return f"<bnode>{_xml_text(term.value)}</bnode>"
        case "Literal":
            content = f">{_xml_text(term.value)}</literal>"
            if term.language:
                return f'<literal xml:lang="{term.language}"{content}'
            datatype = term.datatype.value
            return "<literal" + ("" if datatype == _STRING else f' datatype="{_xml_text(datatype)}"') + content
        case _:
            parts = "".join(f"<{name}>{_xml_term(getattr(term, name))}</{name}>" for name in TRIPLE_VARIABLES)
            return f"<triple>{parts}</triple>"


def _csv_row(variables: Sequence[str], row: Row) -> str:
    return ",".join(["" if term is None else _csv_field(term) for term in row]) + "\r\n"


def _csv_field(term: Term) -> str:
    text = term.value if type(term).__name__ in ("NamedNode", "Literal") else str(term)
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv_row(variables: Sequence[str], row: Row) -> str:
    return "\t".join(["" if term is None else str(term).replace("\t", "\\t") for term in row]) + "\n"


_JSON: Final = _Style(_json_opening, _json_row, ",", "]}}")
_STYLES: Final = {
    "json": _JSON,
    "table": _JSON,
    "xml": _Style(_xml_opening, _xml_row, "", "</results></sparql>"),
    "csv": _Style(lambda variables: ",".join(variables) + "\r\n", _csv_row, "", ""),
    "tsv": _Style(lambda variables: "\t".join("?" + name for name in variables) + "\n", _tsv_row, "", ""),
}


def _distinct(triples: Iterable[Triple], most: int | None) -> tuple[set[Triple], bool]:
    """Return the triples without repetitions, at most ``most``, and whether there are others."""
    found: set[Triple] = set()
    for triple in triples:
        if triple not in found:
            if len(found) == most:
                return found, True
            found.add(triple)
    return found, False


def _fitting(triples: Sequence[Triple], byte_count: int) -> Iterator[Triple]:
    """Give the first triples whose N-Triples take no more than this; other formats take about as much."""
    size = 0
    for triple in triples:
        size += len(str(triple).encode()) + len(" .\n")
        if size > byte_count:
            return
        yield triple


def _used(prefixes: Mapping[str, str], triples: Sequence[Triple]) -> dict[str, str]:
    namespaces: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            iri = getattr(term, "datatype", term)
            text = str(getattr(iri, "value", ""))
            namespaces.add(text[: max(text.rfind("/"), text.rfind("#")) + 1])
    return {name: iri for name, iri in sorted(prefixes.items()) if iri in namespaces}
