"""How much of a corpus our readers read right, and which wrong figures they give without a word.

A row is right where its name, its target (of the period and of the year) and its project are; a figure is *silently
wrong* where the document does not hold it there and no finding speaks of its row. Money is compared by kind and label.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from benchmarks.corpora.generating import EXPECTED
from kg.audit import DOCUMENT_RULES
from kg.errors import DocumentError
from kg.folding import fold
from kg.quantities.value import Kind
from kg.reading import read_bytes
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.records import Amount, Indicator, Reading, Target

_FIGURES = frozenset({Kind.QUANTITY, Kind.MIXED, Kind.DEADLINE})
_CONTRADICTIONS = frozenset(rule.id for rule in DOCUMENT_RULES)


@dataclass
class Tally:
    """Counts over the documents of one form in one format.

    Attributes:
        documents: How many were read; ``refused`` could not be.
        rows: Indicators that stand in them.
        right: Of these read right, in name, target and project.
        results: Of the right ones, those whose result, rate, points and reason are right as well.
        extra: Indicators read that stand nowhere.
        silent: Wrong figures of indicators that no finding speaks of.
        amounts: Amounts of money that stand in them; ``amounts_right`` were read so.
        amounts_silent: Amounts read that stand nowhere, without a finding.
        tasks: Tasks that stand in them; ``tasks_right`` were read so.
        planted: Contradictions that were planted; ``found`` were reported.
        false: Other contradictions that were reported.

    """

    documents: int = 0
    refused: int = 0
    rows: int = 0
    right: int = 0
    results: int = 0
    extra: int = 0
    silent: int = 0
    amounts: int = 0
    amounts_right: int = 0
    amounts_silent: int = 0
    tasks: int = 0
    tasks_right: int = 0
    planted: int = 0
    found: int = 0
    false: int = 0
    examples: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        """Add another tally; at most ten examples are kept."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        del self.examples[10:]
        return self

    @property
    def share(self) -> float:
        """Share of the rows that were read right."""
        return self.right / self.rows if self.rows else 1.0


def measure(folder: Path) -> dict[tuple[str, str], Tally]:
    """Read every file of a corpus; returns tallies by form and file suffix, in the order met."""
    tallies: dict[tuple[str, str], Tally] = {}
    for path in sorted(folder.iterdir()):
        beside = folder / EXPECTED / f"{path.stem}.json"
        if path.is_file() and beside.is_file():
            form = path.stem.partition("_")[2]
            expected = json.loads(beside.read_text("utf-8"))
            tallies.setdefault((form, path.suffix[1:]), Tally()).__iadd__(tally(path.read_bytes(), path.name, expected))
    return tallies


def tally(data: bytes, name: str, expected: dict[str, Any]) -> Tally:
    """Read one file and compare it with the records it must give."""
    try:
        reading = read_bytes(data, name)
    except DocumentError as error:
        return Tally(1, 1, len(expected["indicators"]), examples=[f"{name}: {error}"])
    found = Tally(1, rows=len(expected["indicators"]))
    _rows(found, reading, expected["indicators"], name)
    _amounts(found, reading, expected)
    wanted = [(fold(task["name"]), fold(task["content"]), fold(task["outcome"])) for task in expected["tasks"]]
    tasks = [(fold(task.name), fold(task.content), fold(task.outcome)) for task in reading.tasks]
    found.tasks, found.tasks_right = len(wanted), _common(wanted, tasks)
    rules = Counter(finding.rule for finding in reading.findings if finding.rule in _CONTRADICTIONS)
    planted = Counter(expected["contradictions"])
    found.planted, found.found = planted.total(), (planted & rules).total()
    unplanted = set(rules) - set(planted)
    found.false = len(unplanted)
    if unplanted:
        found.examples.append(f"{name}: {', '.join(sorted(unplanted))}")
    return found


def _common(wanted: Iterable[Any], got: Iterable[Any]) -> int:
    return (Counter(wanted) & Counter(got)).total()


def _rows(found: Tally, reading: Reading, wanted: list[dict[str, Any]], name: str) -> None:
    for row, indicator in _pairs(wanted, reading.indicators):
        if indicator is None:
            continue
        values = (indicator.period_target, indicator.annual_target, indicator.actual)
        if row is None:
            found.extra += 1
            found.silent += any(map(_figure, values)) and not _warned(reading, indicator)
            continue
        named = fold(indicator.name) == fold(row["name"])
        wrong = [
            value for key, value in zip(("period", "annual", "actual"), values, strict=True)
            if _words(value) != (None if row[key] is None else fold(row[key]))
        ]  # fmt: skip
        placed = (indicator.project.ordinal if indicator.project else None) == row["project"]
        targets = [value for value in wrong if value is not indicator.actual or value is None]
        if named and placed and not targets:
            found.right += 1
            found.results += not wrong and _results(indicator) == _expected_results(row)
        elif len(found.examples) < 3:
            found.examples.append(f"{name}: {row['name']} {row['annual']} ≠ {indicator.name} {_words(values[1])}")
        bad = wrong if named and placed else values
        if any(map(_figure, bad)) and not _warned(reading, indicator):
            found.silent += 1


def _pairs(
    wanted: list[dict[str, Any]], got: tuple[Indicator, ...]
) -> Iterator[tuple[dict[str, Any] | None, Indicator | None]]:
    left = [(row["project"], fold(row["name"])) for row in wanted]
    right = [(one.project.ordinal if one.project else None, fold(one.name)) for one in got]
    for _, first, last, begin, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for step in range(max(last - first, end - begin)):
            row = wanted[first + step] if first + step < last else None
            yield row, got[begin + step] if begin + step < end else None


def _words(value: Target | None) -> str | None:
    return None if value is None else fold(value.raw)


def _figure(value: Target | None) -> bool:
    return value is not None and value.kind in _FIGURES


def _results(indicator: Indicator) -> tuple[object, ...]:
    rate = indicator.completion_rate
    points = (indicator.weight, indicator.scored)
    return (
        rate and fold(rate.printed),
        *(None if one is None else float(one) for one in points),
        indicator.deviation_reason,
    )


def _expected_results(row: dict[str, Any]) -> tuple[object, ...]:
    points = (row["weight"], row["scored"])
    return row["rate"] and fold(row["rate"]), *(None if one is None else float(one) for one in points), row["reason"]


def _warned(reading: Reading, indicator: Indicator) -> bool:
    """Whether a finding that is no contradiction of figures and no remark speaks of an indicator."""
    about = f"indicator/{indicator.ordinal}"
    return any(
        about in finding.about
        for finding in reading.findings
        if finding.severity is not Severity.INFO and finding.rule not in _CONTRADICTIONS
    )


def _amounts(found: Tally, reading: Reading, expected: dict[str, Any]) -> None:
    wanted = [_amount(one) for one in _expected_amounts(expected)]
    got: list[Amount] = [*reading.amounts, *(one for project in reading.projects for one in project.amounts)]
    got += [one for execution in reading.executions for one in execution.amounts]
    read = [(one.kind, fold(one.label), float(one.yuan)) for one in got]
    tasks = [task.amount for task in reading.tasks if task.amount is not None]
    read += [("task_funds", "", float(one.yuan)) for one in tasks]
    found.amounts, found.amounts_right = len(wanted), _common(wanted, read)
    over = Counter(read) - Counter(wanted)
    said = {source.line for finding in reading.findings for source in finding.sources}
    lines = [(key, one.source.line) for key, one in zip(read, [*got, *tasks], strict=True)]
    found.amounts_silent = sum(key in over and line not in said for key, line in lines)


def _expected_amounts(expected: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from expected["amounts"]
    for group in ("projects", "executions"):
        for one in expected[group]:
            yield from one["amounts"]
    for task in expected["tasks"]:
        if task["yuan"] is not None:
            yield {"kind": "task_funds", "label": "", "yuan": task["yuan"]}


def _amount(one: dict[str, Any]) -> tuple[str, str, float]:
    return one["kind"], fold(one["label"]), float(one["yuan"])
