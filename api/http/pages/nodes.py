"""The page of anything else that has an IRI: what the graph says of it, what points to it, and its words.

Targets, results, components, amounts, spans, concepts, corrections, builds: each is a node with a few statements, shown
under the labels of the ontology.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import kind_and_slug, page_path
from api.http.pages.labels import named
from api.http.pages.model import Fact, Table, Text, ThingPage
from api.http.pages.places import spans_place
from api.http.words import phrase
from kg.records import Span

if TYPE_CHECKING:
    from api.http.pages.model import Links, Place
    from api.http.served import Served
    from kg.sparql.values import Value

_MOST = 300
_PREFIXES = """PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_STATEMENTS = (
    _PREFIXES
    + """SELECT ?property ?name ?value ?label WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ ?property rdfs:label ?name . FILTER(LANG(?name) = "{language}") }}
  OPTIONAL {{ ?value rdfs:label ?own . FILTER(LANG(?own) = "{language}") }}
  OPTIONAL {{ ?value rdfs:label ?chinese . FILTER(LANG(?chinese) = "zh") }}
  BIND(COALESCE(?own, ?chinese) AS ?label)
}} ORDER BY ?property ?value LIMIT {most}"""
)
_POINTING = (
    _PREFIXES
    + """SELECT ?subject ?label WHERE {{
  ?subject ?property <{iri}> . ?subject rdfs:label ?label . FILTER(LANG(?label) = "zh")
}} ORDER BY ?subject LIMIT {most}"""
)
_SPANS = (
    _PREFIXES
    + """SELECT ?document ?file ?start ?end ?line ?exact WHERE {{
  {{ <{iri}> kg:source ?span }} UNION {{ VALUES ?span {{ <{iri}> }} }}
  ?span kg:start ?start ; kg:end ?end ; kg:document ?document ; kg:exact ?exact .
  ?document kg:fileName ?file . OPTIONAL {{ ?span kg:line ?line }}
}} ORDER BY ?document ?start LIMIT {most}"""
)
_LABEL_IRI = "http://www.w3.org/2000/01/rdf-schema#label"


def node_page(served: Served, kind: str, iri: str, links: Links) -> ThingPage:
    """Return the page of a node of the graph."""
    language = links.language
    title = iri.rpartition("/")[2]
    facts: dict[str, list[Text]] = {}
    for property_iri, name, value, label in _ask(served, _STATEMENTS, iri, language):
        if property_iri == _LABEL_IRI:
            title = str(value)
            continue
        words = str(name) if name is not None else str(property_iri).rpartition("/")[2].rpartition("#")[2]
        shown = Text(str(value) if label is None else str(label), _href(str(value), served, links))
        if shown not in facts.setdefault(words, []):
            facts[words].append(shown)
    pointing = []
    for subject, label in _ask(served, _POINTING, iri, language):
        found = kind_and_slug(str(subject), served.base_iri)
        if found is not None and found[0] != "span":
            row = (Text(str(label), _href(str(subject), served, links)), Text(named("kind", found[0], language)))
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
    spans: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for document, file, start, end, line, exact in _ask(served, _SPANS, iri, links.language):
        found = kind_and_slug(str(document), served.base_iri)
        if found is not None:
            span = Span(int(str(start)), int(str(end)), None, None if line is None else int(str(line)), str(exact))
            if span not in spans.setdefault(found[1], []):
                spans[found[1]].append(span)
            names.setdefault(found[1], str(file))
    caption = phrase("place", links.language)
    return tuple(spans_place(caption, doc, names[doc], own, served, links) for doc, own in spans.items())


def _ask(served: Served, query: str, iri: str, language: str) -> tuple[tuple[Value, ...], ...]:
    return served.rows(query.format(iri=iri, language=language, most=_MOST))


def _href(iri: str, served: Served, links: Links) -> str | None:
    path = page_path(iri, served.base_iri)
    return links.to(path) if path else None
