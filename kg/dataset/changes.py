"""What is different in one build from another: documents, records of the documents both have, findings.

A document of the same bytes is the same one; one that went and one that came under a common name are two editions of
it. Only documents whose records differ are looked into, one at a time, so the comparison costs what has changed.
Findings over several documents are made again for both builds and compared by what they say, not by where.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import record_json
from kg.dataset.folder import record_name
from kg.dataset.record_changes import RecordChange, record_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.dataset.layout import Build
    from kg.dataset.manifest import DocumentEntry
    from kg.dataset.steps import Audit

    Plain = Mapping[str, Any]
    Pair = tuple[DocumentEntry, DocumentEntry]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that came, went, or is described otherwise.

    Attributes:
        change: ``come``, ``gone`` or ``changed``.
        document: Base name, of the new build unless it has gone.
        document_id: Id, likewise.
        names: All base names.
        form: The form it was read as, ``None`` for a refused one.
        fields: What is otherwise (``edition``, ``names``, ``metadata``, ``form``, ``refused``): old and new, as words.

    """

    change: str
    document: str
    document_id: str
    names: tuple[str, ...]
    form: str | None
    fields: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that appeared or is gone, as FINDING; ``document`` is ``None`` for one over several documents."""

    change: str
    document: str | None
    finding: Plain


Change = DocumentChange | RecordChange | FindingChange


def compare_builds(old: Build, new: Build, audit: Audit | None = None) -> Iterator[Change]:
    """Compare two builds.

    Args:
        old: One build.
        new: The other.
        audit: The audit over all documents; without it only findings within documents are compared.

    Returns:
        The changes by document: what it is, its records, its findings; documents by name. Then the findings over
        several documents.

    Raises:
        DamagedBuildError: Records that are needed do not have their digests.

    """
    pairs, gone, come = _paired(old.documents, new.documents)
    units: list[tuple[str, int, DocumentEntry | None, DocumentEntry | None]] = [
        *((now.names[0], 0, was, now) for was, now in pairs),
        *((was.names[0], 1, was, None) for was in gone),
        *((now.names[0], 2, None, now) for now in come),
    ]
    for _, _, was, now in sorted(units, key=lambda unit: unit[:2]):
        yield from _of_document(old, new, was, now)
    if audit is not None:
        before, after = ([record_json.to_json(one) for one in audit(build.readings())] for build in (old, new))
        yield from _findings(before, after, None)


def _paired(
    old: Sequence[DocumentEntry], new: Sequence[DocumentEntry]
) -> tuple[list[Pair], list[DocumentEntry], list[DocumentEntry]]:
    after = {entry.digest: entry for entry in new}
    before = {entry.digest for entry in old}
    pairs = [(entry, after[entry.digest]) for entry in old if entry.digest in after]
    come = {entry.digest: entry for entry in new if entry.digest not in before}
    named = {name: entry for entry in come.values() for name in entry.names}
    gone: list[DocumentEntry] = []
    for entry in old:
        if entry.digest in after:
            continue
        edition = next((named[name] for name in entry.names if name in named and named[name].digest in come), None)
        if edition is None:
            gone.append(entry)
        else:
            pairs.append((entry, come.pop(edition.digest)))
    return pairs, gone, list(come.values())


def _of_document(old: Build, new: Build, was: DocumentEntry | None, now: DocumentEntry | None) -> Iterator[Change]:
    entry = now if now is not None else was
    assert entry is not None
    fields: dict[str, tuple[str | None, str | None]] = {}
    if was is not None and now is not None:
        sides = (_described(was), _described(now))
        fields = {name: (sides[0][name], sides[1][name]) for name in sides[0] if sides[0][name] != sides[1][name]}
    if was is None or now is None or fields:
        change = "come" if was is None else "gone" if now is None else "changed"
        yield DocumentChange(change, entry.names[0], entry.id, entry.names, entry.form, fields)
    if _digest(old, was) == _digest(new, now):
        return
    before, after = _reading(old, was), _reading(new, now)
    if before is not None and after is not None:
        yield from record_changes(before, after)
    yield from _findings((before or {}).get("findings", ()), (after or {}).get("findings", ()), entry.names[0])


def _described(entry: DocumentEntry) -> dict[str, str | None]:
    return {
        "edition": entry.id,
        "names": "、".join(entry.names),
        "metadata": "；".join(f"{name}: {value}" for name, value in sorted(entry.metadata.items())) or None,
        "form": entry.form,
        "refused": None if entry.refusal is None else str(entry.refusal.error()),
    }


def _digest(build: Build, entry: DocumentEntry | None) -> str | None:
    known = None if entry is None else build.manifest.files.get(record_name(entry.id))
    return None if known is None else known.sha256


def _reading(build: Build, entry: DocumentEntry | None) -> dict[str, Any] | None:
    if entry is None or entry.refusal is not None:
        return None
    plain: dict[str, Any] = json.loads(build.intact_bytes(record_name(entry.id)))
    return plain


def _findings(old: Iterable[Plain], new: Iterable[Plain], document: str | None) -> Iterator[FindingChange]:
    """Compare findings by what they say and cite; each counts as often as it is there."""
    before, after = ([(_said(finding), finding) for finding in side] for side in (old, new))
    for change, side, other in (("gone", before, after), ("appeared", after, before)):
        left = Counter(said for said, _ in other)
        for said, finding in side:
            if left[said]:
                left[said] -= 1
            else:
                yield FindingChange(change, document, finding)


def _said(finding: Plain) -> str:
    cited = [source["text"] for source in finding["sources"]]
    return json.dumps([finding["rule"], finding["params"], finding["arithmetic"], cited], sort_keys=True)
