"""Which rule of findings (核查规则) a person means; the rules that there are to ask for, where it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UnknownRuleError
from kg.messages import LANGUAGES, rule_label, rule_of, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Finding


def asked_rule(name: str, findings: Iterable[Finding], option: str = "--rule") -> str:
    """Return the id of the rule that is called ``name``: its id, or its short name in either language.

    Args:
        name: As typed.
        findings: Of the dataset; looked at only where there is no such rule.
        option: How it was asked for.

    Raises:
        UnknownRuleError: With names that look like it, and the rules that found something.

    """
    rule = rule_of(name)
    if rule is not None:
        return rule
    from embeddings.query.filters import nearest

    labels = [rule_label(known, language) for known in rules() for language in LANGUAGES]
    found = tuple(sorted({finding.rule for finding in findings}))
    raise UnknownRuleError(option, name, nearest(name, [*rules(), *labels]), found)
