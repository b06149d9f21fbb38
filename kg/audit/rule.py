"""What a rule is (核查规则): an id, how much it matters, why it exists, and a function over a reading.

A check yields an ``Observation`` for each place where figures do not agree, and nothing where it is not
sure. The rule gives it its id; the sentence stands in the catalogue under that id, in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.figures import in_places
from kg.records import Finding, Reading, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLACES = 6


@dataclass(frozen=True, slots=True)
class Observation:
    """What a check saw; the fields are those of ``Finding``.

    ``severity`` is None where the rule's own holds; ``sources`` may hold None for a cell not printed.
    """

    params: Mapping[str, str]
    sources: Iterable[Source | None]
    about: tuple[str, ...]
    arithmetic: str | None = None
    stated: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    severity: Severity | None = None


Check = Callable[[Reading], Iterator[Observation]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule within one document.

    Attributes:
        id: Local name in ``kgt:rule/`` and key of its sentence and label in the catalogue.
        severity: How much a finding of it matters, unless the check says otherwise.
        source: Why the rule holds: the form's own arithmetic, an instruction, or what was met in documents.
        check: Finds the places.

    """

    id: str
    severity: Severity
    source: str
    check: Check = field(compare=False)

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """Apply the rule to one document."""
        for seen in self.check(reading):
            yield finding_of(self.id, self.severity, seen)


def finding_of(rule: str, severity: Severity, seen: Observation, home: str | None = None) -> Finding:
    """Make the finding of an observation; its sources in reading order, each once.

    Args:
        rule: Id of the rule.
        severity: The rule's own.
        seen: What the check saw.
        home: Id of the document that ``about`` names things of; its sources come first.

    """
    sources = {source: None for source in seen.sources if source is not None}
    ordered = sorted(sources, key=lambda one: _place(one, home))
    return Finding(
        rule,
        seen.severity or severity,
        dict(seen.params),
        seen.arithmetic,
        tuple(ordered),
        seen.about,
        seen.stated,
        _short(seen.lower),
        _short(seen.upper),
    )


def _place(source: Source, home: str | None) -> tuple[bool, str, int]:
    start = source.spans[0].start if source.spans else 0
    return source.document_id != home, source.document_id, start


def _short(limit: Decimal | None) -> Decimal | None:
    """Keep six places of a computed limit; printed figures have fewer."""
    places = limit.as_tuple().exponent if limit is not None else 0
    if limit is None or not isinstance(places, int) or places >= -_PLACES:
        return limit
    return in_places(limit, _PLACES)
