"""Findings over several documents, by document (跨文件核查): whose finding each is, and which places it cites where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Finding, Source


class Across:
    """What findings over several documents add to each of them.

    A finding is one of the first document it speaks of; each place it cites is described in the graph of the document
    that holds it.

    Args:
        findings: What the audit over all documents found.

    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: dict[str, list[Finding]] = {}
        # a dictionary keeps the order, and each place once however many findings cite it
        self._places: dict[str, dict[Source, None]] = {}
        for finding in findings:
            self._findings.setdefault(finding.sources[0].document_id, []).append(finding)
            for source in finding.sources:
                self._places.setdefault(source.document_id, {})[source] = None

    def findings(self, document_id: str) -> Sequence[Finding]:
        """Return the findings that are those of a document."""
        return self._findings.get(document_id, ())

    def places(self, document_id: str) -> Sequence[Source]:
        """Return the places of a document that any of the findings cites, in the order of the findings."""
        return tuple(self._places.get(document_id, ()))
