"""IRIs of everything read (标识): slugs as fixed in the vocabulary, in one place for graph, search and pages.

In: the base IRI, a document id (first 16 hex of its digest) and ordinals or names as the records have them.
Out: IRIs. Hard only because several things share an ordinal (target, result, component) and amounts are
numbered through the document. Nothing here looks at a graph.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.errors import OptionError
from kg.graph.quads import entity_iri, graph_iri
from kg.identity import canonical_department

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records import Amount, Finding, Reading, Span

Period = Literal["annual", "whole"]
_BASE_IRI = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?")
_WHOLE_SLUG = re.compile(r"[0-9a-f]{16}-")
Numbered = Literal["project", "task", "indicator", "score", "execution"]


class NumberedAmount(NamedTuple):
    """An amount with its number in the document and the thing that has it (``document``: ordinal 0)."""

    number: int
    owner: str
    ordinal: int
    amount: Amount


class Iris:
    """The IRIs of one document's things.

    >>> iris = Iris("0123456789abcdef", "http://h/")
    >>> iris.numbered("indicator", 12), iris.target(12, "annual")
    ('http://h/id/indicator/0123456789abcdef-12', 'http://h/id/target/0123456789abcdef-12-annual')

    """

    __slots__ = ("base", "doc", "document", "graph")

    def __init__(self, doc: str, base_iri: str) -> None:
        self.base = base_iri
        self.doc = doc
        self.document = entity_iri(base_iri, "document", doc)
        self.graph = graph_iri(base_iri, "document", doc)

    def numbered(self, kind: Numbered, ordinal: int) -> str:
        """IRI of a project, task, indicator, score or execution row."""
        return f"{self.base}id/{kind}/{self.doc}-{ordinal}"

    def target(self, ordinal: int, period: Period) -> str:
        """IRI of an indicator's target for the year or for the whole period."""
        return f"{self.base}id/target/{self.doc}-{ordinal}-{period}"

    def result(self, ordinal: int) -> str:
        """IRI of an indicator's result."""
        return f"{self.base}id/result/{self.doc}-{ordinal}"

    def component(self, value: str, position: int) -> str:
        """IRI of a component of a target or result (given by its IRI); ``position`` counts from 1."""
        return f"{self.base}id/component/{value.rpartition('/')[2]}-{position}"

    def amount(self, number: int) -> str:
        """IRI of an amount by its number in the document (see ``numbered_amounts``)."""
        return f"{self.base}id/amount/{self.doc}-{number}"

    def span(self, span: Span) -> str:
        """IRI of a place in the text."""
        return f"{self.base}id/span/{self.doc}-{span.start}-{span.end}"

    def correction(self, kind: str, ordinal: int, field: str) -> str:
        """IRI of the correction of one field of a record; the document has ordinal 0."""
        return entity_iri(self.base, "correction", f"{self.doc}-{kind}-{ordinal}-{field}")

    def about(self, subject: str) -> str:
        """IRI of what a finding is about: ``indicator/12``, ``amount/3``, ``target/12-annual``, ``document``.

        Duties and statements are words of the document without a node of their own: the document stands in. A
        finding over several documents names things of the others by whole slugs, ``indicator/{doc}-12``.
        """
        kind, _, rest = subject.partition("/")
        if not rest or kind in ("document", "duty", "statement"):
            return self.document
        return entity_iri(self.base, kind, rest if _WHOLE_SLUG.match(rest) else f"{self.doc}-{rest}")


def check_base_iri(base_iri: str) -> None:
    """Raise ``OptionError`` unless IRIs can begin with this: http or https, a host, and a slash at the end.

    >>> check_base_iri("https://example.org/jixiao/")
    >>> check_base_iri("https://example.org/jixiao")
    Traceback (most recent call last):
        ...
    kg.errors.OptionError: --base-iri: found 'https://example.org/jixiao', expected https://…/

    """
    from pyoxigraph import NamedNode

    try:
        NamedNode(base_iri)
        fits = _BASE_IRI.fullmatch(base_iri) is not None
    except ValueError:
        fits = False
    if not fits:
        raise OptionError("--base-iri", base_iri, "https://…/")


def department_iri(name: str, base_iri: str) -> str:
    """IRI of a department by any printed form of its own name.

    >>> department_iri("甲市科学技术协会(部门)", "http://h/")
    'http://h/id/department/甲市科学技术协会'

    """
    return entity_iri(base_iri, "department", canonical_department(name).name)


def unit_iri(department: str, name: str, base_iri: str) -> str:
    """IRI of a unit; the department's own unit is the one with the department's name."""
    parts = canonical_department(department).name, canonical_department(name).name
    return entity_iri(base_iri, "unit", *parts)


def numbered_amounts(reading: Reading) -> tuple[NumberedAmount, ...]:
    """Number a document's amounts from 1 in reading order, wherever the records keep them."""
    owned = [
        *(("project", project.ordinal, amount) for project in reading.projects for amount in project.amounts),
        *(("task", task.ordinal, task.amount) for task in reading.tasks if task.amount is not None),
        *(("execution", row.ordinal, amount) for row in reading.executions for amount in row.amounts),
    ]
    seen = {amount for _, _, amount in owned}
    owned += [("document", 0, amount) for amount in reading.amounts if amount not in seen]
    owned.sort(key=lambda entry: entry[2].source.spans[0].start if entry[2].source.spans else -1)
    return tuple(NumberedAmount(number, *entry) for number, entry in enumerate(owned, start=1))


def finding_slugs(doc: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the slug of each finding of a document: its rule and 12 hex digits of its sorted subjects.

    Subjects are what it is about; where one rule has two findings about the same things, the places they
    speak of tell these (and only these) apart. Equal findings have equal slugs.
    """
    subjects = [sorted({f"{doc}/{about}" for about in finding.about}) for finding in findings]
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding, own in zip(findings, subjects, strict=True):
        same = alike.setdefault((finding.rule, *own), [])
        if finding not in same:
            same.append(finding)
    slugs = []
    for finding, own in zip(findings, subjects, strict=True):
        named = own
        if len(alike[(finding.rule, *own)]) > 1:
            places = {f"{s.document_id}-{p.start}-{p.end}" for s in finding.sources for p in s.spans}
            params = (f"{name}={finding.params[name]}" for name in sorted(finding.params))
            named = [*own, *sorted(places), *params]
        digest = hashlib.sha256("\n".join(named).encode()).hexdigest()
        slugs.append(f"{finding.rule}-{digest[:12]}")
    return tuple(slugs)
