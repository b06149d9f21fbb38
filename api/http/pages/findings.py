"""Findings on pages (核查发现): the list, those about one thing, and the page of one with all places it speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from api.http.addresses import kind_and_slug
from api.http.pages.labels import money, named
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.places import document_link, places_of, sources_link
from api.http.pages.tables import table
from api.http.words import phrase
from kg.graph.iris import Iris
from kg.messages import finding_text, rule_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.http.pages.model import Fact, Links, Table
    from api.http.served import Served
    from kg.messages import Language
    from kg.records import Finding, Source

_COLUMNS = ("severity", "finding", "places")
_ABOUT = """SELECT ?finding ?severity ?comment WHERE {{
  ?finding kg:about <{iri}> ; kg:severity ?severity ; rdfs:comment ?comment . FILTER(LANG(?comment) = "{language}")
}} ORDER BY ?severity ?finding LIMIT 50"""


def findings_about(served: Served, iri: str, links: Links) -> Table | None:
    """Return the findings about one thing, ``None`` where there are none."""
    rows = []
    for finding, severity, comment in served.rows(_ABOUT.format(iri=iri, language=links.language)):
        word = named("severity", str(severity).rpartition("/")[2], links.language)
        rows.append((Text(word), Text(str(comment), links.thing(str(finding), served.base_iri))))
    return table("findings", _COLUMNS[:2], rows, links.language)


def findings_table(
    findings: Iterable[tuple[str, Finding]], base_iri: str, links: Links, *, within: str = "", count: str = ""
) -> Table | None:
    """Return findings as rows: how grave, what, where.

    Args:
        findings: With their IRIs.
        base_iri: Of the build.
        links: Of the reader.
        within: The document on whose page this stands; its name is not repeated.
        count: What stands beside the heading in the place of the number of rows.

    """
    language = links.language
    rows = []
    for iri, finding in findings:
        sources: dict[str, list[Source]] = {}
        for source in finding.sources:
            sources.setdefault(source.document_id, []).append(source)
        places = [sources_link(own, links, within=document == within) for document, own in sources.items()]
        rows.append(
            (
                Text(named("severity", finding.severity.value, language), note=rule_label(finding.rule, language)),
                Text(
                    finding_text(finding.rule, finding.params, language),
                    links.thing(iri, base_iri),
                    finding.arithmetic or "",
                ),
                replace(places[0], also=tuple(places[1:])) if places else Text(""),
            )
        )
    return table("findings", _COLUMNS, rows, language, count=count)


def finding_page(served: Served, finding: Finding, iri: str, links: Links) -> ThingPage:
    """Return the page of one finding."""
    language = links.language
    home = finding.sources[0].document_id if finding.sources else ""
    about = []
    for subject in finding.about:
        own = Iris(home, served.base_iri).about(subject)
        label = served.rows(_LABEL.format(iri=own))
        found = kind_and_slug(own, served.base_iri)
        words = str(label[0][0]) if label else own
        about.append(Text(words, links.thing(own, served.base_iri), named("kind", found[0], language) if found else ""))
    documents = [
        document_link(source.document_id, source.document, links)
        for source in {source.document_id: source for source in finding.sources}.values()
    ]
    return ThingPage(
        phrase("kind-finding", language),
        rule_label(finding.rule, language),
        iri,
        lead=finding_text(finding.rule, finding.params, language),
        facts=known_facts(
            fact(phrase("severity", language), named("severity", finding.severity.value, language)),
            fact(phrase("arithmetic", language), finding.arithmetic),
            # only sums of money say these
            fact(phrase("stated", language), money(finding.stated, language)),
            fact(phrase("lower", language), money(finding.lower, language)),
            fact(phrase("upper", language), money(finding.upper, language)),
            _about(about, language),
            fact(phrase("document", language), *documents),
        ),
        places=places_of(phrase("places", language), finding.sources, served, links),
    )


def _about(things: Sequence[Text], language: Language) -> Fact | None:
    """Return what a finding is about; the kind is said once where all are of one."""
    label, kinds = phrase("about", language), {thing.note for thing in things}
    if len(kinds) > 1 or not all(kinds):
        return fact(label, *things)
    label += phrase("in-brackets", language, words="".join(kinds)) if kinds else ""
    return fact(label, *(replace(thing, note="") for thing in things))


_LABEL = """SELECT ?label WHERE {{ <{iri}> rdfs:label ?label . FILTER(LANG(?label) = "zh") }} LIMIT 1"""
