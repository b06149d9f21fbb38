"""Which page a thing has (页面分派): from kind and slug to the page, or nothing where there is no such thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.http.addresses import path_of, thing_iri
from api.http.pages.documents import document_page
from api.http.pages.findings import finding_page
from api.http.pages.indicators import indicator_page
from api.http.pages.model import Text
from api.http.pages.nodes import node_page
from api.http.pages.organisations import organisation_page
from api.http.pages.rows import execution_page, project_page, score_page, task_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.http.pages.model import Links, ThingPage
    from api.http.served import Served
    from kg.records import Reading

DATA_ENDINGS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples"}
_NUMBERED = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,8})")

# kind -> the records of a reading, and how one of them is shown
_RECORDS: dict[str, tuple[Callable[[Reading], tuple[Any, ...]], Callable[..., ThingPage]]] = {
    "indicator": (lambda reading: reading.indicators, indicator_page),
    "project": (lambda reading: reading.projects, project_page),
    "task": (lambda reading: reading.tasks, task_page),
    "score": (lambda reading: reading.scores, score_page),
    "execution": (lambda reading: reading.executions, execution_page),
}


def thing_page(served: Served, kind: str, slug: str, links: Links) -> ThingPage | None:
    """Return the page of a thing, ``None`` where the build has no such thing."""
    page = _page(served, kind, slug, thing_iri(served.base_iri, kind, slug), links)
    if page is None:
        return None
    data = tuple(
        Text(name, links.root + path_of(kind, slug, "data", f".{ending}")) for ending, name in DATA_ENDINGS.items()
    )
    return replace(page, data=data)


def _page(served: Served, kind: str, slug: str, iri: str, links: Links) -> ThingPage | None:
    if kind == "document":
        reading = served.reading(slug)
        return None if reading is None else document_page(served, reading, iri, links)
    if kind in _RECORDS:
        match = _NUMBERED.fullmatch(slug)
        reading = served.reading(match[1]) if match else None
        if match is None or reading is None:
            return None
        records, show = _RECORDS[kind]
        record = next((one for one in records(reading) if one.ordinal == int(match[2])), None)
        return None if record is None else show(served, reading, record, iri, links)
    if kind == "finding":
        finding = next((own for own_iri, own in served.all_findings() if own_iri == iri), None)
        return None if finding is None else finding_page(served, finding, iri, links)
    if not served.has(iri):
        return None
    if kind in ("department", "unit"):
        return organisation_page(served, kind, iri, links)
    return node_page(served, kind, iri, links)
