"""Pages of departments (部门) and units (单位), from the graph: they stand in many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.http.addresses import page_path
from api.http.pages.labels import form_label, money, named
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.tables import table
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.http.pages.model import Links, Table
    from api.http.served import Served
    from kg.messages import Language

MOST_ROWS = 300
_PREFIXES = """PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_FACTS = (
    _PREFIXES
    + """SELECT ?property ?value ?label WHERE {{
  VALUES ?property {{ kg:name kg:alias kg:level kg:divisionCode kg:guidedBy kg:unitOf kg:unitKind }}
  <{iri}> ?property ?value . OPTIONAL {{ ?value rdfs:label ?label . FILTER(LANG(?label) = "{language}") }}
  OPTIONAL {{ ?value kg:name ?label }}
}} ORDER BY ?property ?value"""
)
_DOCUMENTS = (
    _PREFIXES
    + """SELECT ?document ?label ?form ?year (COUNT(?indicator) AS ?indicators) WHERE {{
  ?document kg:department <{iri}> ; kg:form ?form ; kg:fileName ?file ; rdfs:label ?label .
  OPTIONAL {{ ?document kg:fiscalYear ?year }} OPTIONAL {{ ?indicator kg:document ?document ; kg:scope ?scope }}
}} GROUP BY ?document ?label ?form ?year ORDER BY DESC(?year) ?label LIMIT {most}"""
)
_ALL_DOCUMENTS = (
    _PREFIXES
    + """SELECT ?document ?label ?form ?year (COUNT(?indicator) AS ?indicators) ?department WHERE {{
  ?document kg:department ?of ; kg:form ?form ; kg:fileName ?file ; rdfs:label ?label . ?of kg:name ?department .
  OPTIONAL {{ ?document kg:fiscalYear ?year }} OPTIONAL {{ ?indicator kg:document ?document ; kg:scope ?scope }}
}} GROUP BY ?document ?label ?form ?year ?department ORDER BY ?department DESC(?year) ?label ?document LIMIT {most}"""
)
_PROJECTS = (
    _PREFIXES
    + """SELECT ?project ?name (MAX(?yuan) AS ?budget) ?document WHERE {{
  ?project a kg:Project ; {owner} <{iri}> ; kg:name ?name ; kg:document ?document .
  OPTIONAL {{ ?project kg:amount ?amount .
    ?amount kg:amountKind <https://w3id.org/jixiao/taxonomy/amount/total> ; kg:yuan ?yuan }}
}} GROUP BY ?project ?name ?document ORDER BY DESC(?budget) ?name LIMIT {most}"""
)
_UNITS = (
    _PREFIXES
    + """SELECT ?unit ?name ?kind WHERE {{
  ?unit kg:unitOf <{iri}> ; kg:name ?name ; kg:unitKind ?kind
}} ORDER BY ?kind ?name LIMIT {most}"""
)


def organisation_page(served: Served, kind: str, iri: str, links: Links) -> ThingPage:
    """Return the page of a department or unit."""
    language = links.language
    known: dict[str, list[Text]] = {}
    for property_iri, value, label in served.rows(_FACTS.format(iri=iri, language=language)):
        name = str(property_iri).rpartition("/")[2]
        path = page_path(str(value), served.base_iri)
        words = _words(name, str(value), language) if label is None else str(label)
        known.setdefault(name, []).append(Text(words, links.to(path) if path else None))
    names = known.pop("name", [Text(iri.rpartition("/")[2])])
    owner = "kg:department" if kind == "department" else "kg:unit"
    tables = (
        table("units", ("unit", "kind"), (_unit(row, served, links) for row in _ask(served, _UNITS, iri)), language),
        table(
            "documents",
            ("document", "form", "year", "indicators"),
            (_document(row, served, links) for row in _ask(served, _DOCUMENTS, iri)),
            language,
            (2, 3),
        ),
        table(
            "projects",
            ("project", "budget"),
            (_project(row, served, links) for row in _ask(served, _PROJECTS, iri, owner=owner)),
            language,
            (1,),
        ),
    )
    order = ("level", "divisionCode", "guidedBy", "unitOf", "unitKind", "alias")
    search = Text(phrase("search-within", language), links.with_query("/", {kind: names[0].text}))
    return ThingPage(
        phrase(f"kind-{kind}", language),
        names[0].text,
        iri,
        facts=known_facts(*(fact(phrase(f"fact-{name}", language), *known.get(name, ())) for name in order)),
        tables=tuple(table for table in tables if table is not None),
        links=(search,),
    )


def documents_table(served: Served, links: Links) -> Table | None:
    """Return the documents of the build, by department and year."""
    rows = (
        (*_document(row[:5], served, links)[:1], Text(str(row[5])), *_document(row[:5], served, links)[1:])
        for row in _ask(served, _ALL_DOCUMENTS, "")
    )
    columns = ("document", "department", "form", "year", "indicators")
    return table("documents", columns, rows, links.language, (3, 4))


def _ask(served: Served, query: str, iri: str, **parts: str) -> Iterable[tuple[Any, ...]]:
    return served.rows(query.format(iri=iri, most=MOST_ROWS, **parts))


def _words(name: str, value: str, language: Language) -> str:
    own = value.rpartition("/")[2]
    groups = {"level": "level", "unitKind": "unit-kind"}
    return named(groups[name], own, language) if name in groups else value


def _unit(row: Sequence[Any], served: Served, links: Links) -> tuple[Text, ...]:
    unit, name, kind = row
    path = page_path(str(unit), served.base_iri)
    return (
        Text(str(name), links.to(path) if path else None),
        Text(named("unit-kind", str(kind).rpartition("/")[2], links.language)),
    )


def _document(row: Sequence[Any], served: Served, links: Links) -> tuple[Text, ...]:
    document, label, form, year, count = row
    path = page_path(str(document), served.base_iri)
    return (
        Text(str(label), links.to(path) if path else None),
        Text(form_label(str(form).rpartition("/")[2], links.language)),
        Text("" if year is None else str(year)),
        Text(str(count)),
    )


def _project(row: Sequence[Any], served: Served, links: Links) -> tuple[Text, ...]:
    project, name, budget, _ = row
    path = page_path(str(project), served.base_iri)
    return Text(str(name), links.to(path) if path else None), Text(money(budget, links.language))
