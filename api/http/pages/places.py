"""Sources → places on a page: the words marked in the lines around them, and the way to the whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.excerpts import excerpt
from api.http.pages.model import Place, Text
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.http.pages.model import Links
    from api.http.served import Served
    from kg.records import Source, Span


def place_of(caption: str, source: Source | None, served: Served, links: Links) -> Place | None:
    """Return the place of one source, ``None`` where there is none."""
    if source is None or not source.spans:
        return None
    return spans_place(caption, source.document_id, source.document, source.spans, served, links)


def places_of(caption: str, sources: Iterable[Source], served: Served, links: Links) -> tuple[Place, ...]:
    """Return a place for each document that sources speak of, all their spans marked."""
    spans: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for source in sources:
        spans.setdefault(source.document_id, []).extend(source.spans)
        names[source.document_id] = source.document
    return tuple(
        spans_place(caption, document, names[document], own, served, links) for document, own in spans.items() if own
    )


def spans_place(
    caption: str, document_id: str, name: str, spans: Sequence[Span], served: Served, links: Links
) -> Place:
    """Return the place of some spans of one document."""
    lines = excerpt(served.lines(document_id), spans)
    first = next((line.number for line in lines if line.is_marked), None)
    return Place(caption, document_link(document_id, name, first, links), lines)


def document_link(document_id: str, name: str, line: int | None, links: Links) -> Text:
    """Return a link to a line of a document's page."""
    where = f" {phrase('line', links.language, line=line)}" if line else ""
    return Text(name + where, links.to(path_of("document", document_id), fragment=f"L{line}" if line else ""))


def source_link(source: Source, links: Links) -> Text:
    """Return a link to where a source's words begin."""
    return document_link(source.document_id, source.document, source.line, links)
