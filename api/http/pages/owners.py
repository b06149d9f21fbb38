"""Whose something is: links to department, unit, project and document, and the fiscal year with what says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.pages.labels import named
from api.http.pages.model import Text
from api.http.words import phrase
from kg.graph.iris import department_iri, unit_iri
from kg.identity import canonical_department, organisation_of_project

if TYPE_CHECKING:
    from api.http.pages.model import Links
    from api.http.served import Served
    from kg.messages import Language
    from kg.records import Project, ProjectReference, Reading


def department_text(reading: Reading, served: Served, links: Links) -> Text:
    """Return the department of a document."""
    name = canonical_department(reading.document.department).name
    return Text(name, links.thing(department_iri(name, served.base_iri), served.base_iri))


def unit_text(reading: Reading, project: Project | None, served: Served, links: Links) -> Text | None:
    """Return the unit that spends a project's money, ``None`` where none is printed."""
    if project is None or project.unit is None:
        return None
    department, name = organisation_of_project(reading, project.unit)
    return Text(name, links.thing(unit_iri(department, name, served.base_iri), served.base_iri))


def project_text(reading: Reading, project: ProjectReference | Project | None, links: Links) -> Text | None:
    """Return a project of a document, ``None`` for none."""
    if project is None:
        return None
    return Text(project.name, links.to(path_of("project", f"{reading.document.id}-{project.ordinal}")))


def document_text(reading: Reading, links: Links) -> Text:
    """Return the document, by its title where it has one."""
    document = reading.document
    return Text(document.title or document.name, links.to(path_of("document", document.id)), document.name)


def year_text(reading: Reading, language: Language) -> Text | None:
    """Return the fiscal year, and how it is known."""
    year = reading.document.fiscal_year
    if year is None:
        return None
    return Text(
        str(year.value), note=named("basis", year.basis.value, language) + phrase("colon", language) + year.evidence
    )
