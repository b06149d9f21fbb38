"""Sources → places on a page: the words marked in the lines around them, and the way to them in the whole document.

A link to a place leads to its line and carries the spans of its words (``mark=5200-5211.5230-5234``), so that the
document's page marks exactly the figure one came for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from api.http.addresses import path_of
from api.http.excerpts import excerpt
from api.http.pages.model import Place, Text
from api.http.pages.whereabouts import spot_of, spots_words
from api.http.words import phrase
from kg.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.http.pages.model import Links
    from api.http.pages.whereabouts import Spot
    from api.http.served import Served
    from kg.records import Source

_MARKS: Final = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9}-\d{1,9})*", re.ASCII)
_MOST_MARKS: Final = 60
"""Spans that an address carries: more than the longest cell has lines."""


def place_of(caption: str, source: Source | None, served: Served, links: Links) -> Place | None:
    """Return the place of one source, ``None`` where there is none."""
    found = places_of(caption, () if source is None else (source,), served, links)
    return found[0] if found else None


def places_of(caption: str, sources: Iterable[Source], served: Served, links: Links) -> tuple[Place, ...]:
    """Return a place for each document that sources speak of, all their spans marked."""
    documents: dict[str, list[Source]] = {}
    for source in sources:
        if source.spans:
            documents.setdefault(source.document_id, []).append(source)
    return tuple(_place(caption, own, served, links) for own in documents.values())


def _place(caption: str, sources: Sequence[Source], served: Served, links: Links) -> Place:
    first, language = sources[0], links.language
    spans = [span for source in sources for span in source.spans]
    lines = excerpt(served.lines(first.document_id), spans)
    marked = next((line.number for line in lines if line.is_marked), None)
    where = spots_words([replace(spot_of(source), line=source.line or marked) for source in sources], language)
    pages = {source.page for source in sources}
    if not any(source.sheet or source.box for source in sources) and pages != {None} and len(pages) == 1:
        # of a text, whose lines are its own; its pages are those it was printed on
        where += phrase("in-brackets", language, words=phrase("page", language, page=first.page))
    if any(source.ocr for source in sources):
        where += phrase("in-brackets", language, words=phrase("recognised", language))
    pairs = [(span.start, span.end) for span in spans]
    href = marked_href(first.document_id, marked, pairs, links)
    return Place(caption, Text(f"{first.document} {where}".rstrip(), href), lines)


def document_link(document_id: str, name: str, links: Links) -> Text:
    """Return a link to a document's page."""
    return Text(name, links.to(path_of("document", document_id)))


def source_link(source: Source, links: Links, *, within: bool = False, also: Iterable[Source | None] = ()) -> Text:
    """Return a link to where a source's words stand.

    Args:
        source: The source.
        links: Of the reader.
        within: Whether this stands on a page of its document, whose name is then left out.
        also: Further sources of the same document whose words are marked there.

    """
    every = [source, *(own for own in also if own is not None)]
    pairs = [(span.start, span.end) for own in every for span in own.spans]
    words = spots_words(told_spots([spot_of(own) for own in every]), links.language)
    if not within or not words:
        words = f"{source.document} {words}".rstrip()
    return Text(words, marked_href(source.document_id, source.line, pairs, links))


def told_spots(spots: Sequence[Spot]) -> Sequence[Spot]:
    """Return the places of a record and its values that are named: all its cells, else where it begins."""
    return spots if spots[0].is_cell else spots[:1]


def sources_link(sources: Sequence[Source], links: Links, *, within: bool = False) -> Text:
    """Return one link to all places of some sources of one document: ranges, the document as a note."""
    first = sources[0]
    lines = sorted({source.line for source in sources if source.line is not None})
    where = spots_words([spot_of(source) for source in sources], links.language)
    if not lines or not where:
        return source_link(first, links, within=within)
    pairs = [(span.start, span.end) for source in sources for span in source.spans]
    return Text(where, marked_href(first.document_id, lines[0], pairs, links), "" if within else first.document)


def marked_href(document_id: str, line: int | None, pairs: Sequence[tuple[int, int]], links: Links) -> str:
    """Return the address of a document's page at a line, some spans marked."""
    mark = ".".join(f"{start}-{end}" for start, end in list(dict.fromkeys(pairs))[:_MOST_MARKS])
    return links.to(path_of("document", document_id), f"L{line}" if line else "", mark=mark)


def marks_in(asked: str) -> tuple[Span, ...]:
    """Return the spans that an address asks to mark; none where it is no list of them.

    >>> [(span.start, span.end) for span in marks_in("3-5.9-12")], marks_in("3-5,<b>"), marks_in("5-3")
    ([(3, 5), (9, 12)], (), ())

    """
    if not _MARKS.fullmatch(asked):
        return ()
    pairs = [tuple(map(int, pair.split("-"))) for pair in asked.split(".")[:_MOST_MARKS]]
    return tuple(Span(start, end, None, None, "") for start, end in pairs if start < end)
