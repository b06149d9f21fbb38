"""Which page a thing has (页面分派): from kind and slug to the page, or nothing where there is no such thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.http.addresses import path_of, thing_iri
from api.http.pages.corrections import correction_page, corrections_fact
from api.http.pages.documents import document_page
from api.http.pages.findings import finding_page
from api.http.pages.indicators import indicator_page
from api.http.pages.model import Text, known_facts
from api.http.pages.nodes import node_page
from api.http.pages.organisations import organisation_page
from api.http.pages.places import marks_in
from api.http.pages.rows import execution_page, project_page, score_page, task_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.http.pages.model import Links, ThingPage
    from api.http.served import Served
    from kg.records import Reading

DATA_ENDINGS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples"}
_NUMBERED = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,8})")
_CORRECTED = re.compile(r"([0-9a-f]{16})-[a-z]+-[0-9]{1,9}-[a-z0-9_]+")

# kind -> the records of a reading, and how one of them is shown
_RECORDS: dict[str, tuple[Callable[[Reading], tuple[Any, ...]], Callable[..., ThingPage]]] = {
    "indicator": (lambda reading: reading.indicators, indicator_page),
    "project": (lambda reading: reading.projects, project_page),
    "task": (lambda reading: reading.tasks, task_page),
    "score": (lambda reading: reading.scores, score_page),
    "execution": (lambda reading: reading.executions, execution_page),
}


def thing_page(served: Served, kind: str, slug: str, links: Links, mark: str = "") -> ThingPage | None:
    """Return the page of a thing, ``None`` where the build has no such thing.

    Args:
        served: The build.
        kind: Of the thing.
        slug: Of the thing.
        links: Of the reader.
        mark: Spans to mark in the text of a document, as in an address.

    """
    page = _page(served, kind, slug, thing_iri(served.base_iri, kind, slug), links, mark)
    if page is None:
        return None
    data = tuple(
        Text(name, links.root + path_of(kind, slug, "data", f".{ending}")) for ending, name in DATA_ENDINGS.items()
    )
    return replace(page, data=data)


def _page(served: Served, kind: str, slug: str, iri: str, links: Links, mark: str) -> ThingPage | None:
    if kind == "document":
        reading = served.reading(slug)
        if reading is None:
            return None
        return _with_corrections(document_page(served, reading, iri, links, marks_in(mark)), reading, kind, 0, links)
    if kind in _RECORDS:
        match = _NUMBERED.fullmatch(slug)
        reading = served.reading(match[1]) if match else None
        if match is None or reading is None:
            return None
        records, show = _RECORDS[kind]
        record = next((one for one in records(reading) if one.ordinal == int(match[2])), None)
        if record is None:
            return None
        return _with_corrections(show(served, reading, record, iri, links), reading, kind, record.ordinal, links)
    if kind == "finding":
        finding = next((own for own_iri, own in served.all_findings() if own_iri == iri), None)
        return None if finding is None else finding_page(served, finding, iri, links)
    if kind == "correction":
        match = _CORRECTED.fullmatch(slug)
        reading = served.reading(match[1]) if match else None
        return None if reading is None else correction_page(served, reading, slug, iri, links)
    if not served.has(iri):
        return None
    if kind in ("department", "unit"):
        return organisation_page(served, kind, iri, links)
    page = node_page(served, kind, iri, links)
    match = _NUMBERED.fullmatch(slug) if kind == "amount" else None
    reading = served.reading(match[1]) if match else None
    if match is None or reading is None:
        return page
    return _with_corrections(page, reading, kind, int(match[2]), links)


def _with_corrections(page: ThingPage, reading: Reading, kind: str, ordinal: int, links: Links) -> ThingPage:
    """Say first that a figure was corrected; a document's corrections, which may be many, last."""
    said = corrections_fact(reading, kind, ordinal, links)
    return replace(page, facts=known_facts(*page.facts, said) if kind == "document" else known_facts(said, *page.facts))
