"""What people put right (更正): a line on the page of a thing, and a page of each with the words that stand printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.http.addresses import path_of
from api.http.pages.labels import amount_label, named
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.owners import document_text
from api.http.pages.places import place_of
from api.http.pages.values import correction_slug
from api.http.words import phrase
from kg.corrections.concerning import concerning
from kg.corrections.fields import FIELDS, records_of
from kg.corrections.saying import correction_text, field_label

if TYPE_CHECKING:
    from api.http.pages.model import Fact, Links
    from api.http.served import Served
    from kg.records import Correction, Reading


def corrections_fact(reading: Reading, kind: str, ordinal: int, links: Links) -> Fact | None:
    """Return the corrections that concern a thing, each with its own page; ``None`` where there are none.

    One of another record (an amount of this project, an indicator of this document) says of which.
    """
    said = []
    for one in concerning(reading, kind, ordinal):
        note = "" if (one.kind, one.ordinal) == (kind, ordinal) else _about(reading, one, links).text
        said.append(
            Text(
                correction_text(one, links.language),
                links.to(path_of("correction", correction_slug(reading, one))),
                note,
            )
        )
    return fact(phrase("kind-correction", links.language), *said)


def correction_page(served: Served, reading: Reading, slug: str, iri: str, links: Links) -> ThingPage | None:
    """Return the page of a correction: both readings, why, by whom, and the printed words; ``None`` for no such one."""
    one = next((own for own in reading.corrections if correction_slug(reading, own) == slug), None)
    if one is None:
        return None
    language = links.language
    field = field_label(one.field, language)
    nothing = phrase("nothing", language)
    place = place_of(field, FIELDS[one.kind][one.field].source(_record(reading, one)), served, links)
    return ThingPage(
        phrase("kind-correction", language),
        f"{field}{phrase('colon', language)}{one.was or nothing} → {one.becomes or nothing}",
        iri,
        facts=known_facts(
            fact(phrase("corrected-was", language), one.was or nothing),
            fact(phrase("corrected-becomes", language), one.becomes or nothing),
            fact(phrase("corrected-reason", language), one.reason),
            fact(phrase("property-wasAttributedTo", language), one.by),
            fact(phrase("corrected-on", language), one.date),
            fact(phrase("about", language), _about(reading, one, links)),
            fact(phrase("document", language), document_text(reading, links)),
        ),
        places=(place,) if place else (),
    )


def _record(reading: Reading, one: Correction) -> Any:  # noqa: ANN401 - a record of any kind
    return records_of(reading, one.kind)[one.ordinal]


def _about(reading: Reading, one: Correction, links: Links) -> Text:
    """Return which record was put right, with its page."""
    record, language = _record(reading, one), links.language
    if one.kind == "document":
        return Text(record.title or record.name, links.to(path_of("document", reading.document.id)))
    if one.kind == "amount":
        name = record.label or amount_label(record.kind, record.fund_source, language)
    else:
        name = record.label if one.kind == "execution" else record.name
    words = f"{named('kind', one.kind, language)} {one.ordinal} {name}".rstrip()
    return Text(words, links.to(path_of(one.kind, f"{reading.document.id}-{one.ordinal}")))
