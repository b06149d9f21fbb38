"""A build in the formats of other tools (导出): RDF, GraphML, JSON lines, CSV, a spreadsheet.

In: the readings of a build and its ``graph.nq``. Out: bytes, to a file or a stream, the same for the same build.
RDF is passed on statement by statement. Tables keep every figure as a number and as printed; a cell of words that
begins like a formula stays words (an apostrophe before it in CSV, a text cell in the spreadsheet).
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.csv_text import safe_cell
from kg.errors import OptionError
from kg.graph.network import network
from kg.graph.spreadsheet import write_spreadsheet
from kg.graph.store_view import read_quads
from kg.graph.tables import TABLES_BY_NAME, rows_of
from kg.graph.vocabulary import PREFIXES
from kg.record_json import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import networkx

    from kg.graph.table_rows import Cell
    from kg.messages import Language
    from kg.records import Reading

CSV_TABLE = "indicators"
_CHUNK = 1 << 20


def export(
    format_name: str,
    readings: Iterable[Reading],
    graph: Path,
    output: Path | BinaryIO,
    base_iri: str,
    language: Language = "zh",
) -> None:
    """Write a build in one format.

    Args:
        format_name: One of ``FORMATS``.
        readings: The readings of the build; read only by ``records``, ``csv`` and ``xlsx``.
        graph: Its ``graph.nq``; read only by the RDF formats and ``graphml``.
        output: A path (an existing file is replaced) or a binary stream, which is left open.
        base_iri: Where the dataset lives.
        language: Of the headings and words of a spreadsheet; programs read the other formats.

    Raises:
        OptionError: There is no such format.

    """
    if format_name not in FORMATS:
        raise OptionError("--format", format_name, ", ".join(FORMATS))
    with _opened(output) as stream:
        if format_name == "xlsx":
            write_spreadsheet(readings, stream, base_iri, language)
        else:
            _WRITERS[format_name](readings, graph, stream, base_iri)


@contextmanager
def _opened(output: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(output, Path):
        with output.open("wb") as stream:
            yield stream
    else:
        yield output


def _nquads(_: Iterable[Reading], graph: Path, stream: BinaryIO, __: str) -> None:
    with graph.open("rb") as file:
        while chunk := file.read(_CHUNK):
            stream.write(chunk)


def _rdf(format_name: str, *, graphs: bool) -> Callable[[Iterable[Reading], Path, BinaryIO, str], None]:
    def write(_: Iterable[Reading], graph: Path, stream: BinaryIO, __: str) -> None:
        import pyoxigraph

        quads = pyoxigraph.parse(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
        pyoxigraph.serialize(
            quads if graphs else (quad.triple for quad in quads),
            stream,
            format=getattr(pyoxigraph.RdfFormat, format_name),
            prefixes=PREFIXES,
        )

    return write


def _graphml(_: Iterable[Reading], graph: Path, stream: BinaryIO, __: str) -> None:
    import networkx

    networkx.write_graphml(_plain(network(read_quads(graph))), stream, named_key_ids=True)


def _plain(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """Turn decimals into what GraphML knows: a number to compute with; the printed form stands beside it."""
    for _, attributes in graph.nodes(data=True):
        for name, value in attributes.items():
            if isinstance(value, Decimal):
                attributes[name] = float(value)
            elif isinstance(value, str):
                attributes[name] = _xml_text(value)
    return graph


def _xml_text(text: str) -> str:
    return "".join(
        char if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff") else "\ufffd" for char in text
    )


def _records(readings: Iterable[Reading], _: Path, stream: BinaryIO, __: str) -> None:
    for reading in readings:
        stream.write(json.dumps(to_json(reading), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _csv(readings: Iterable[Reading], _: Path, stream: BinaryIO, base_iri: str) -> None:
    """Write the indicators, one row each: what most people mean by a table of all this."""
    table = TABLES_BY_NAME[CSV_TABLE]
    # The mark tells spreadsheet programs that the file is UTF-8.
    stream.write(b"\xef\xbb\xbf" + _csv_line([column.name for column in table.columns]))
    for reading in readings:
        for row in rows_of(table, reading, base_iri):
            stream.write(_csv_line([csv_cell(cell) for cell in row]))


def csv_cell(cell: Cell) -> str:
    """Write one cell: figures without exponent, words that begin like a formula after an apostrophe.

    >>> csv_cell("=1+1"), csv_cell(Decimal("-5.0")), csv_cell(None), csv_cell(True)
    ("'=1+1", '-5.0', '', 'true')

    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return safe_cell(cell) if isinstance(cell, str) else str(cell)


def _csv_line(cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


_WRITERS: dict[str, Callable[[Iterable[Reading], Path, BinaryIO, str], None]] = {
    "nquads": _nquads,
    "trig": _rdf("TRIG", graphs=True),
    "turtle": _rdf("TURTLE", graphs=False),
    "jsonld": _rdf("JSON_LD", graphs=True),
    "graphml": _graphml,
    "records": _records,
    "csv": _csv,
}
FORMATS: tuple[str, ...] = (*_WRITERS, "xlsx")
