"""The page of anything else that has an IRI: what the graph says of it, what points to it, and its words.

Targets, results, components, amounts, spans, concepts, builds: each is a node with a few statements, shown under the
labels of the ontology; what other vocabularies say has labels of our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import kind_and_slug
from api.http.pages.labels import money, named
from api.http.pages.model import Fact, Table, Text, ThingPage
from api.http.pages.places import places_of
from api.http.words import phrase
from kg.records import Source, Span

if TYPE_CHECKING:
    from api.http.pages.model import Links, Place
    from api.http.served import Served
    from kg.sparql.values import Value

_MOST = 300
_STATEMENTS = """SELECT ?property ?name ?value ?label WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ ?property rdfs:label ?name . FILTER(LANG(?name) = "{language}") }}
  OPTIONAL {{ ?value rdfs:label ?own . FILTER(LANG(?own) = "{language}") }}
  OPTIONAL {{ ?value rdfs:label ?chinese . FILTER(LANG(?chinese) = "zh") }}
  BIND(COALESCE(?own, ?chinese) AS ?label)
}} ORDER BY ?property ?value LIMIT {most}"""
_POINTING = """SELECT ?subject ?label WHERE {{
  ?subject ?property <{iri}> . ?subject rdfs:label ?label . FILTER(LANG(?label) = "zh")
}} ORDER BY ?subject LIMIT {most}"""
_SPANS = """SELECT ?document ?file ?start ?end ?exact ?line ?page ?row ?column ?sheet ?box WHERE {{
  {{ <{iri}> kg:source ?span }} UNION {{ VALUES ?span {{ <{iri}> }} }}
  ?span kg:start ?start ; kg:end ?end ; kg:document ?document ; kg:exact ?exact . ?document kg:fileName ?file .
  OPTIONAL {{ ?span kg:line ?line }} OPTIONAL {{ ?span kg:page ?page }} OPTIONAL {{ ?span kg:row ?row }}
  OPTIONAL {{ ?span kg:column ?column }} OPTIONAL {{ ?span kg:sheet ?sheet }} OPTIONAL {{ ?span kg:box ?box }}
}} ORDER BY ?document ?start LIMIT {most}"""
_LABEL_IRI = "http://www.w3.org/2000/01/rdf-schema#label"
# the line above the heading says what kind of thing it is
_TYPE_IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def node_page(served: Served, kind: str, iri: str, links: Links) -> ThingPage:
    """Return the page of a node of the graph."""
    language = links.language
    title = iri.rpartition("/")[2]
    facts: dict[str, list[Text]] = {}
    for property_iri, name, value, label in _ask(served, _STATEMENTS, iri, language):
        if property_iri == _LABEL_IRI:
            title = str(value)
            continue
        if property_iri == _TYPE_IRI:
            continue
        own = str(property_iri).rpartition("/")[2].rpartition("#")[2]
        words = named("property", own, language) if name is None or own == "yuan" else str(name)
        said = money(str(value), language) if own == "yuan" else str(value) if label is None else str(label)
        shown = Text(said, links.thing(str(value), served.base_iri))
        if shown not in facts.setdefault(words, []):
            facts[words].append(shown)
    pointing = []
    for subject, label in _ask(served, _POINTING, iri, language):
        found = kind_and_slug(str(subject), served.base_iri)
        if found is not None and found[0] != "span":
            row = (
                Text(str(label), links.thing(str(subject), served.base_iri)),
                Text(named("kind", found[0], language)),
            )
            if row not in pointing:
                pointing.append(row)
    header = (phrase("column-thing", language), phrase("column-kind", language))
    return ThingPage(
        named("kind", kind, language),
        title,
        iri,
        facts=tuple(Fact(label, tuple(values)) for label, values in facts.items()),
        tables=(Table(phrase("pointing", language), header, tuple(pointing)),) if pointing else (),
        places=_places(served, iri, links),
    )


def _places(served: Served, iri: str, links: Links) -> tuple[Place, ...]:
    sources: dict[tuple[str, int, int], Source] = {}
    for row in _ask(served, _SPANS, iri, links.language):
        document, file, start, end, exact = (str(value) for value in row[:5])
        line, page, at, column = (None if value is None else int(str(value)) for value in row[5:9])
        sheet, box = (None if value is None else str(value) for value in row[9:])
        found = kind_and_slug(document, served.base_iri)
        if found is not None:
            span = Span(int(start), int(end), page, line, exact)
            source = Source(file, found[1], page, line, sheet, at, column, exact, (span,), box)
            sources.setdefault((found[1], span.start, span.end), source)
    return places_of(phrase("place", links.language), sources.values(), served, links)


def _ask(served: Served, query: str, iri: str, language: str) -> tuple[tuple[Value, ...], ...]:
    return served.rows(query.format(iri=iri, language=language, most=_MOST))
