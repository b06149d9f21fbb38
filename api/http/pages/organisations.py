"""Pages of departments (部门) and units (单位), from the graph: they stand in many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.http.addresses import kind_and_slug
from api.http.pages.labels import form_label, named
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.tables import table
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.http.pages.model import Links, Table
    from api.http.served import Served
    from kg.messages import Language

MOST_ROWS = 300
_FACTS = """SELECT ?property ?value ?label WHERE {{
  VALUES ?property {{ kg:name kg:alias kg:level kg:divisionCode kg:guidedBy kg:unitOf kg:unitKind }}
  <{iri}> ?property ?value . OPTIONAL {{ ?value rdfs:label ?label . FILTER(LANG(?label) = "{language}") }}
  OPTIONAL {{ ?value kg:name ?label }}
}} ORDER BY ?property ?value"""
_DOCUMENTS = """SELECT ?document ?label ?form ?year (MIN(?name) AS ?file)
  (COUNT(DISTINCT ?indicator) AS ?indicators) (MIN(?how) AS ?basis) WHERE {{
  ?document kg:department <{iri}> ; kg:form ?form ; kg:fileName ?name ; rdfs:label ?label .
  OPTIONAL {{ ?document kg:fiscalYear ?year ; kg:fiscalYearBasis ?how }}
  OPTIONAL {{ ?indicator kg:document ?document ; kg:scope ?scope }}
}} GROUP BY ?document ?label ?form ?year ORDER BY DESC(?year) ?label LIMIT {most}"""
_ALL_DOCUMENTS = """SELECT ?document ?label ?form ?year (MIN(?name) AS ?file)
  (COUNT(DISTINCT ?indicator) AS ?indicators) (MIN(?how) AS ?basis) ?of ?department WHERE {{
  ?document kg:department ?of ; kg:form ?form ; kg:fileName ?name ; rdfs:label ?label . ?of kg:name ?department .
  OPTIONAL {{ ?document kg:fiscalYear ?year ; kg:fiscalYearBasis ?how }}
  OPTIONAL {{ ?indicator kg:document ?document ; kg:scope ?scope }}
}} GROUP BY ?document ?label ?form ?year ?of ?department
ORDER BY ?department DESC(?year) ?label ?document LIMIT {most}"""
_DEPARTMENTS = """SELECT ?document ?department WHERE {
  ?document kg:form ?form ; kg:department/kg:name ?department
} ORDER BY ?document"""
_PROJECTS = """SELECT ?project ?name (MAX(?yuan) AS ?budget) (MIN(?own) AS ?unit) (MIN(?fiscal) AS ?year)
  (MIN(?how) AS ?basis) WHERE {{
  ?project a kg:Project ; {owner} <{iri}> ; kg:name ?name ; kg:document ?document .
  OPTIONAL {{ ?document kg:fiscalYear ?fiscal ; kg:fiscalYearBasis ?how }} OPTIONAL {{ ?project kg:unit/kg:name ?own }}
  OPTIONAL {{ ?project kg:amount ?amount .
    ?amount kg:amountKind <https://w3id.org/jixiao/taxonomy/amount/total> ; kg:yuan ?yuan }}
}} GROUP BY ?project ?name ORDER BY DESC(?year) DESC(?budget) ?name LIMIT {most}"""
_UNITS = """SELECT ?unit ?name ?kind WHERE {{
  ?unit kg:unitOf <{iri}> ; kg:name ?name ; kg:unitKind ?kind
}} ORDER BY ?kind ?name LIMIT {most}"""


def organisation_page(served: Served, kind: str, iri: str, links: Links) -> ThingPage:
    """Return the page of a department or unit."""
    language = links.language
    known: dict[str, list[Text]] = {}
    for property_iri, value, label in served.rows(_FACTS.format(iri=iri, language=language)):
        name = str(property_iri).rpartition("/")[2]
        words = _words(name, str(value), language) if label is None else str(label)
        known.setdefault(name, []).append(Text(words, links.thing(str(value), served.base_iri)))
    names = known.pop("name", [Text(iri.rpartition("/")[2])])
    owner = "kg:department" if kind == "department" else "kg:unit"
    tables = (
        _table(
            "units",
            ("unit", "unit-kind"),
            [_unit(row, served, links) for row in _ask(served, _UNITS, iri)],
            language,
        ),
        _table(
            "documents",
            ("document", "form", "year", "indicators"),
            [_document(row, served, links) for row in _ask(served, _DOCUMENTS, iri)],
            language,
        ),
        _table(
            "projects",
            ("project", "unit", "year", "budget"),
            [_project(row, served, links, kind) for row in _ask(served, _PROJECTS, iri, owner=owner)],
            language,
        ),
    )
    order = ("level", "divisionCode", "guidedBy", "unitOf", "unitKind", "alias")
    within = [Text(phrase("list-within", language), links.with_query("/", {kind: names[0].text}))]
    if kind == "department":
        within.append(Text(phrase("findings", language), links.to("/findings", department=names[0].text)))
    return ThingPage(
        phrase(f"kind-{kind}", language),
        names[0].text,
        iri,
        facts=known_facts(*(fact(phrase(f"fact-{name}", language), *known.get(name, ())) for name in order)),
        tables=tuple(table for table in tables if table is not None),
        links=tuple(within),
    )


def documents_table(served: Served, links: Links) -> Table | None:
    """Return the documents of the build, by department and year."""
    rows = []
    for *own, department, name in _ask(served, _ALL_DOCUMENTS, ""):
        title, *others = _document(own, served, links)
        rows.append((title, Text(str(name), links.thing(str(department), served.base_iri)), *others))
    columns = ("document", "department", "form", "year", "indicators")
    return _table("documents", columns, rows, links.language, total=len(served.documents))


def _year(year: object, basis: object, language: Language) -> str:
    """Return the fiscal year, marked where no document states it."""
    if year is None:
        return phrase("not-stated", language)
    return f"{year}{phrase('inferred-mark', language) if str(basis).endswith('inferred') else ''}"


def departments_of_documents(served: Served) -> dict[str, str]:
    """Return the name of the department of each document, by the id of the document."""
    found = {}
    for document, name in served.rows(_DEPARTMENTS):
        own = kind_and_slug(str(document), served.base_iri)
        if own is not None:
            found[own[1]] = str(name)
    return found


def _ask(served: Served, query: str, iri: str, **parts: str) -> Iterable[tuple[Any, ...]]:
    # one more than is shown, so that a table which is cut can say so
    return served.rows(query.format(iri=iri, most=MOST_ROWS + 1, **parts))


def _table(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], language: Language, total: int = 0
) -> Table | None:
    count = ""
    if len(rows) > MOST_ROWS:
        all_of_them = str(total) if total else f"{MOST_ROWS}+"
        count = phrase("first-of", language, shown=MOST_ROWS, total=all_of_them)
    return table(caption, columns, rows[:MOST_ROWS], language, count=count)


def _words(name: str, value: str, language: Language) -> str:
    own = value.rpartition("/")[2]
    groups = {"level": "level", "unitKind": "unit-kind"}
    return named(groups[name], own, language) if name in groups else value


def _unit(row: Sequence[Any], served: Served, links: Links) -> tuple[Text, ...]:
    unit, name, kind = row
    return (
        Text(str(name), links.thing(str(unit), served.base_iri)),
        Text(named("unit-kind", str(kind).rpartition("/")[2], links.language)),
    )


def _document(row: Sequence[Any], served: Served, links: Links) -> tuple[Text, ...]:
    document, label, form, year, file, count, basis = row
    return (
        Text(str(label), links.thing(str(document), served.base_iri), str(file) if str(file) != str(label) else ""),
        Text(form_label(str(form).rpartition("/")[2], links.language)),
        Text(_year(year, basis, links.language)),
        Text(str(count)),
    )


def _project(row: Sequence[Any], served: Served, links: Links, kind: str) -> tuple[Text | str | None, ...]:
    project, name, budget, unit, year, basis = row
    page = links.thing(str(project), served.base_iri)
    return (
        Text(str(name), page),
        None if kind == "unit" or unit is None else str(unit),
        Text(_year(year, basis, links.language)),
        None if budget is None else Text(str(budget), page and f"{page}#amounts"),
    )
