"""``kg diff``: what one build has that another has not, document by document, each value with its place."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.auditing import places
from api.cli.output import remark, write_json
from api.cli.words import phrase, phrases
from kg.citing import source_place
from kg.errors import NoEarlierBuildError, OptionError, UnknownNameError
from kg.messages import finding_text, rule_label
from kg.record_json import source_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from kg.dataset import Build, Change, DocumentChange, FindingChange, RecordChange
    from kg.messages import Language

_LEAST_PREFIX = 4
_SIGNS = {"come": "+", "appeared": "+", "gone": "-", "changed": "~"}


def diff(arguments: argparse.Namespace) -> int:
    """Show what is different in the second build; 0 also where nothing is."""
    from api.building import audit
    from kg.dataset import compare_builds, open_build

    language: Language = arguments.lang
    directory = Path(arguments.dataset)
    old, new = (open_build(directory, build_id) for build_id in asked_builds(directory, arguments.builds))
    found = compare_builds(old, new, audit)
    if arguments.format == "json":
        write_json(as_json(old, new, found))
        return 0
    counts = show(found, language)
    remark(phrase("diff-summary" if any(counts.values()) else "diff-none", language, old=old.id, new=new.id, **counts))
    return 0


def asked_builds(directory: Path, named: Sequence[str]) -> tuple[str, str]:
    """Return the ids of the two builds meant: each by its first digits, what is not named by when it was served.

    Raises:
        UnknownNameError: There is no such build any more.
        OptionError: Three builds are named, one that several match.
        NoEarlierBuildError: None is named and there is only one build.

    """
    from kg.dataset import current_id, open_build, present_builds

    present = present_builds(directory)
    served = current_id(directory) or open_build(directory).id
    if len(named) > 2:
        raise OptionError("BUILD", " ".join(named), "BUILD BUILD")
    if not named:
        earlier = [known for known in present if known != served]
        if not earlier:
            raise NoEarlierBuildError(served)
        return earlier[-1], served
    found = [_build_named(name, present) for name in named]
    return (found[0], served) if len(found) == 1 else (found[0], found[1])


def _build_named(name: str, present: Sequence[str]) -> str:
    matching = [known for known in present if known.startswith(name.lower())]
    if not matching or len(name) < _LEAST_PREFIX:
        raise UnknownNameError("BUILD", name, tuple(present))
    if len(matching) > 1:
        raise OptionError("BUILD", name, " · ".join(matching))
    return matching[0]


def as_json(old: Build, new: Build, found: Iterable[Change]) -> dict[str, Any]:
    """Return ``{"old", "new", "documents", "records", "findings"}``, each change with the fields of its class."""
    from kg.dataset import DocumentChange, RecordChange

    documents, records, findings = [], [], []
    for change in found:
        plain = {field.name: getattr(change, field.name) for field in dataclasses.fields(change)}
        if isinstance(change, DocumentChange):
            plain["fields"] = {name: {"old": was, "new": now} for name, (was, now) in change.fields.items()}
            documents.append(plain)
        elif isinstance(change, RecordChange):
            records.append(plain)
        else:
            findings.append(plain)
    return {"old": old.id, "new": new.id, "documents": documents, "records": records, "findings": findings}


def show(found: Iterable[Change], language: Language) -> dict[str, int]:
    """Print changes as they are found, a heading for each document; return how many there are of each kind."""
    from kg.dataset import DocumentChange, RecordChange

    counts = {"documents": 0, "records": 0, "findings": 0}
    heading: str | None = ""
    for change in found:
        if isinstance(change, DocumentChange):
            counts["documents"] += 1
            heading = change.document
            print("\n".join(_document(change, language)))
            continue
        if change.document != heading:
            heading = change.document
            print(phrase("diff-several", language) if heading is None else f"~ {heading}")
        if isinstance(change, RecordChange):
            counts["records"] += 1
            print(f"    {_record(change, language)}")
        else:
            counts["findings"] += 1
            print(f"    {_finding(change, language)}")
    return counts


def _document(change: DocumentChange, language: Language) -> list[str]:
    form = phrase(f"diff-form-{change.form}", language) if f"diff-form-{change.form}" in phrases() else change.form
    said = [f"{_SIGNS[change.change]} {change.document}" + (f" · {form}" if form else "")]
    nothing = phrase("diff-nothing", language)
    for name, (was, now) in change.fields.items():
        said.append(f"    {phrase(f'diff-{name}', language)}: {was or nothing} → {now or nothing}")
    return said


def _record(change: RecordChange, language: Language) -> str:
    number = f" {change.ordinal}" if change.ordinal else ""
    what = f"{_SIGNS[change.change]} {phrase(f'diff-kind-{change.kind}', language)}{number} {change.name}".rstrip()
    if change.field:
        what += f" · {_field(change.field, language)}"
    sides = [
        f"{_coded(change, _one_line(words), language)}{_place(source)}" if words else phrase("diff-nothing", language)
        for words, source in ((change.old, change.old_source), (change.new, change.new_source))
        if words is not None
    ]
    if change.change == "changed" and len(sides) == 1:
        sides.insert(0 if change.old is None else 1, phrase("diff-nothing", language))
    return f"{what}: {' → '.join(sides)}"


def _field(path: str, language: Language) -> str:
    """Say which field, with the part of it that differs.

    >>> _field("annual_target/components/2/comparator", "zh"), _field("fiscal_year/value", "zh")
    ('年度指标值 · 第 2 个数 · 比较符', '预算年度')

    """
    from kg.corrections.saying import field_label

    first, *rest = path.split("/")
    try:
        said = [field_label(first, language)]
    except KeyError:
        said = [_part(first, language)]
    listed = False
    for part in rest if rest != ["value"] else ():
        if part.isdigit():
            said.append(phrase("diff-number" if listed else "diff-item", language, number=part))
        elif part != "components":
            said.append(_part(part, language))
        listed = part == "components"
    return " · ".join(said)


def _part(name: str, language: Language) -> str:
    key = f"diff-part-{name}"
    return phrase(key, language) if key in phrases() else name


def _coded(change: RecordChange, words: str, language: Language) -> str:
    """Return the words of a code, anything else as it is."""
    from kg.graph.code_words import words_of

    group = change.field.rpartition("/")[2]
    if "amount" in f"{change.kind}/{change.field}":
        group = {"kind": "amount", "fund_source": "fund"}.get(group, group)
    labels = words_of(group).get(words)
    return words if labels is None else labels[language]


def _place(source: Mapping[str, Any] | None) -> str:
    return "" if source is None else f" ({source_place(source_of(source))})"


def _finding(change: FindingChange, language: Language) -> str:
    finding = change.finding
    said = finding_text(finding["rule"], finding["params"], language)
    cited = "、".join(places([source_of(source) for source in finding["sources"]]))
    return f"{_SIGNS[change.change]} {rule_label(finding['rule'], language)}: {_one_line(said)} ({cited})"


def _one_line(words: str) -> str:
    return " ".join(words.split())
