"""The SPARQL page: a form that needs no script, and the result as a table with links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.http.pages.model import Links, Table, Text
from api.http.words import phrase
from kg.sparql.values import Iri

if TYPE_CHECKING:
    from api.http.problems import RequestProblem
    from kg.messages import Language
    from kg.sparql import QueryResult
    from kg.sparql.values import Value

FORMATS: Final = ("json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")
EXAMPLE: Final = """PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?department ?name ?target ?value WHERE {
  ?indicator a kg:Indicator ; kg:name ?name ; kg:department/kg:name ?department ; kg:target ?t .
  ?t kg:period kg:annual ; kg:rawText ?target ; kg:component ?c .
  ?c kg:value ?value ; kg:measureUnit/skos:notation "场" .
} ORDER BY DESC(?value) LIMIT 20
"""


def result_values(
    query: str,
    language: Language,
    *,
    result: QueryResult | None = None,
    problem: RequestProblem | None = None,
    base_iri: str = "",
    root: str = "",
) -> dict[str, Any]:
    """Return what the template shows: the query, and its result or what is wrong with it."""
    table = remark = error = None
    if problem is not None:
        error = problem.detail(language)
    if result is not None:
        seconds = f"{result.milliseconds / 1000:.3f}"
        key = "sparql-cut" if result.truncated else "sparql-rows"
        said = [phrase(key, language, count=result.row_count, seconds=seconds)]
        said += [
            phrase("misspelt-near" if near else "misspelt", language, name=name, near="、".join(near))
            for name, near in result.misspelt
        ]
        said += [phrase(f"without-hits-{why}", language, line=line) for line, why in result.without_hits]
        remark = " ".join(said)
        links = Links(root, language)
        rows = tuple(tuple(_cell(value, base_iri, links) for value in row) for row in result.rows())
        table = Table(phrase("sparql-result", language), result.variables or ("ASK",), rows)
    return {"query": query, "formats": FORMATS, "table": table, "remark": remark, "error": error}


def _cell(value: Value, base_iri: str, links: Links) -> Text:
    if value is None:
        return Text("")
    if isinstance(value, Iri):
        href = links.thing(value, base_iri)
        return Text(value.removeprefix(base_iri) if href else value, href)
    if isinstance(value, bool):
        return Text("true" if value else "false")
    return Text(str(value))
