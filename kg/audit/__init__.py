"""Rules that compare figures (核查): readings go in, findings come out; nothing is ever repaired.

``document_findings`` looks within one document, ``dataset_findings`` at several of one department. A rule that is not
sure says nothing. The rules stand in tables (``DOCUMENT_RULES``, ``DATASET_RULES``, and ``READER_RULES`` for what
the form readers report), each with its severity and its reason, so that they can be listed.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.audit import (
    across,
    completion,
    execution_rows,
    executions,
    points,
    repeated,
    report_text,
    scores,
    sums,
    targets,
    task_text,
)
from kg.audit.groups import comparable_groups
from kg.audit.reader_rules import READER_RULES
from kg.audit.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Finding, Reading

__all__ = [
    "DATASET_RULES",
    "DOCUMENT_RULES",
    "READER_RULES",
    "Rule",
    "dataset_findings",
    "document_findings",
]

DOCUMENT_RULES: tuple[Rule, ...] = (
    *sums.RULES,
    *executions.RULES,
    *execution_rows.RULES,
    *scores.RULES,
    *points.RULES,
    *report_text.RULES,
    *completion.RULES,
    *targets.RULES,
    *repeated.RULES,
    *task_text.RULES,
)
DATASET_RULES = across.RULES


def document_findings(reading: Reading) -> tuple[Finding, ...]:
    """Return what the figures of one document say against each other, in the order of the rules.

    The findings of the form readers (``reading.findings``) are not repeated.
    """
    return tuple(finding for rule in DOCUMENT_RULES for finding in rule.findings(reading))


def dataset_findings(readings: Iterable[Reading]) -> tuple[tuple[str, Finding], ...]:
    """Return what documents of one department and one year say against each other.

    Returns:
        Pairs of a document id and a finding: ``about`` names things of that document, whose ``sources`` come
        first, those of the other documents after them. The order of the readings does not matter. Of a sequence
        a few readings are held at a time.

    """
    found: list[list[tuple[str, Finding]]] = [[] for _ in DATASET_RULES]
    for group in comparable_groups(readings):
        for of_rule, rule in zip(found, DATASET_RULES, strict=True):
            of_rule.extend(rule.findings(group))
    return tuple(chain.from_iterable(found))
