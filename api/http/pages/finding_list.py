"""The list of findings (核查发现): filtered by how grave and by whose document, page by page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.http.pages.facets import FacetValue
from api.http.pages.findings import findings_table
from api.http.pages.labels import named
from api.http.pages.listing import offset_in
from api.http.pages.organisations import departments_of_documents
from api.http.words import phrase
from embeddings.query.filters import nearest
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.http.pages.model import Links, Table
    from api.http.served import Served
    from kg.records import Finding

PAGE_ROWS: Final = 50
_SEVERITIES: Final = tuple(Severity)
_MOST_DEPARTMENTS: Final = 12


@dataclass(frozen=True, slots=True)
class FindingList:
    """Everything on the page of findings."""

    severities: tuple[FacetValue, ...]
    departments: tuple[FacetValue, ...]
    table: Table | None
    more: str
    is_filtered: bool
    error: str = ""


def finding_list(served: Served, given: Mapping[str, str], links: Links) -> FindingList:
    """Return the findings that an address asks for; a severity or department that is none is said, and no filter."""
    language = links.language
    severity, department = given.get("severity", ""), given.get("department", "")
    errors = []
    if severity not in ("", *_SEVERITIES):
        errors.append(phrase("no-severity", language, found=severity[:40]))
        severity = ""
    owners = departments_of_documents(served)
    if department and department not in owners.values():
        near = "、".join(nearest(department, owners.values()))
        key = "no-department-near" if near else "no-department"
        errors.append(phrase(key, language, found=department[:40], near=near))
        department = ""
    every = [(entry, _departments(entry[1], owners)) for entry in served.all_findings()]
    graded = [one for one in every if severity in ("", one[0][1].severity.value)]
    owned = [one for one in every if department in ("", *one[1])]
    found = [entry for entry, names in graded if department in ("", *names)]
    offset = offset_in(given)
    shown = found[offset : offset + PAGE_ROWS]
    count = phrase("range-of", language, first=offset + 1, last=offset + len(shown), total=len(found))
    asked = {"severity": severity, "department": department}
    more = links.to("/findings", **asked, offset=offset + PAGE_ROWS) if offset + PAGE_ROWS < len(found) else ""
    return FindingList(
        _severities([entry[1] for entry, _ in owned], asked, links),
        _by_department(Counter(name for _, names in graded for name in names), len(graded), asked, links),
        findings_table(shown, served.base_iri, links, count=count if len(found) > len(shown) else ""),
        more,
        is_filtered=bool(severity or department),
        error=" ".join(errors),
    )


def _departments(finding: Finding, owners: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owners[s.document_id] for s in finding.sources if s.document_id in owners))


def _severities(findings: list[Finding], asked: Mapping[str, str], links: Links) -> tuple[FacetValue, ...]:
    counts = Counter(finding.severity.value for finding in findings)
    values = []
    for name in ("", *_SEVERITIES):
        text = named("severity", name, links.language) if name else phrase("all-severities", links.language)
        href = links.to("/findings", **{**asked, "severity": name})
        values.append(FacetValue(text, counts[name] if name else len(findings), href, name == asked["severity"]))
    return tuple(values)


def _by_department(counts: Counter[str], total: int, asked: Mapping[str, str], links: Links) -> tuple[FacetValue, ...]:
    """Return the departments with most findings, and the one that was chosen."""
    names = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_DEPARTMENTS]]
    chosen = asked["department"]
    if chosen and chosen not in names:
        names.append(chosen)
    values = [FacetValue(phrase("all-departments", links.language), total, _href("", asked, links), not chosen)]
    values += [FacetValue(name, counts[name], _href(name, asked, links), name == chosen) for name in names]
    return tuple(values)


def _href(department: str, asked: Mapping[str, str], links: Links) -> str:
    return links.to("/findings", **{**asked, "department": department})
