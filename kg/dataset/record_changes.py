"""What became of the records of one document between two builds: which came, which went, which fields say otherwise.

In: two readings as plain JSON (READ). Out: changes, each with the words of both sides and where they stand. Records are
matched by their names in reading order, never by ordinal: one new row must not make all rows after it look changed.
Where the printed words of a value differ, that is the change; what was computed from them is compared where they
agree. A field is cited where itself is printed (a goal, a year), else where its record is; a year that a person or a
table gave is printed nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Plain = Mapping[str, Any]

# Kind of record → (where READ lists it, the parts of its name).
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "department": ("departments", ("name",)),
    "unit": ("units", ("department", "name")),
    "project": ("projects", ("unit", "name")),
    "task": ("tasks", ("group", "name")),
    "indicator": ("indicators", ("project", "name")),
    "amount": ("amounts", ("label", "kind")),
    "score": ("scores", ("level1", "level2", "name")),
    "execution": ("executions", ("table", "label")),
    "duty": ("duties", ("text",)),
    "statement": ("statements", ("subject", "label")),
}
_PLACES = frozenset({"ordinal", "source", "spans", "start", "end"})
# Of the document what its bytes and names are is said elsewhere.
_OF_FILE = frozenset({"id", "digest", "text_digest", "name", "names", "metadata", "format", "pages"})
_WORDS = ("raw", "printed")
_ALIKE = 0.6
_YEAR = "fiscal_year"
# fields whose place stands in a field of another name than ``{field}_source``
_SOURCES = {"overall_goal": "goal_source"}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One change of one record.

    Attributes:
        change: ``come``, ``gone`` or ``changed``.
        document: Base name of the document.
        document_id: Its id; in the new build, unless the record has gone.
        kind: Of record, a key of ``KINDS`` or ``document``.
        ordinal: Which of its kind, from 1; 0 for the document, ``None`` for departments and units.
        name: What people call it.
        field: The field with its path (``annual_target/components/1/value``), ``""`` for a whole record.
        old: What stood there before, as words; ``None`` for nothing.
        new: What stands there now.
        old_source: SOURCE of what stood there.
        new_source: SOURCE of what stands there now; ``None`` for a fiscal year that no document prints.

    """

    change: str
    document: str
    document_id: str
    kind: str
    ordinal: int | None
    name: str
    field: str
    old: str | None
    new: str | None
    old_source: Plain | None
    new_source: Plain | None


def record_changes(old: Plain, new: Plain) -> Iterator[RecordChange]:
    """Compare two readings of one document, or of two editions of it."""
    before, after = old["document"], new["document"]
    same = before["digest"] == after["digest"]
    yield from _fields("document", _less(before), _less(after), after)
    for kind, (place, parts) in KINDS.items():
        for was, now in _matched(old[place], new[place], parts, same=same):
            if was is None or now is None:
                yield _whole(kind, was, now, before if now is None else after)
            else:
                yield from _fields(kind, was, now, after)


def _less(document: Plain) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in _OF_FILE}


def _whole(kind: str, was: Plain | None, now: Plain | None, document: Plain) -> RecordChange:
    record = now if now is not None else was
    assert record is not None
    words, source = _summary(record), record["source"]
    sides = (None, words, None, source) if was is None else (words, None, source, None)
    change = "come" if was is None else "gone"
    return RecordChange(
        change, document["name"], document["id"], kind, record.get("ordinal"), _name(kind, record), "", *sides
    )


def _fields(kind: str, was: Plain, now: Plain, document: Plain) -> Iterator[RecordChange]:
    for path, old, new, old_source, new_source in _different(was, now, "", was["source"], now["source"]):
        ordinal = 0 if kind == "document" else now.get("ordinal")
        name = _name(kind, now)
        yield RecordChange(
            "changed", document["name"], document["id"], kind, ordinal, name, path, old, new, old_source, new_source
        )


def _name(kind: str, record: Plain) -> str:
    named = "title" if kind == "document" else KINDS[kind][1][-1]
    return str(record["label"] if kind == "amount" else record[named])


def _summary(record: Plain) -> str:
    """Say a whole record in a few words: its value where it has one, else the words it stands in."""
    for field in ("annual_target", "period_target", "actual"):
        value = record.get(field)
        if value is not None and value["raw"]:
            return str(value["raw"])
    if "printed" in record:
        return f"{record['printed']}{record.get('printed_unit', '')}"
    return str(record["source"]["text"])


def _matched(
    old: Sequence[Plain], new: Sequence[Plain], parts: Sequence[str], *, same: bool
) -> Iterator[tuple[Plain | None, Plain | None]]:
    """Pair records by name; between pairs, as many as there are on both sides are one renamed where that is likely."""
    before, after = ([_key(record, parts) for record in side] for side in (old, new))
    for step, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal" or (
            step == "replace"
            and j - i == m - k
            and (same or all(_alike(a, b) for a, b in zip(before[i:j], after[k:m], strict=True)))
        ):
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from ((record, None) for record in old[i:j])
            yield from ((None, record) for record in new[k:m])


def _key(record: Plain, parts: Sequence[str]) -> str:
    values = (record[part] for part in parts)
    return "\n".join(value["name"] if isinstance(value, dict) else value or "" for value in values)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _different(
    was: Any,  # noqa: ANN401 - any JSON value
    now: Any,  # noqa: ANN401
    path: str,
    old_source: Plain | None,
    new_source: Plain | None,
) -> Iterator[tuple[str, str | None, str | None, Plain | None, Plain | None]]:
    old_source, new_source = _placed(was, path, old_source), _placed(now, path, new_source)
    if isinstance(was, dict) and isinstance(now, dict):
        word = next((word for word in _WORDS if isinstance(was.get(word), str) and was[word] != now.get(word)), None)
        if word is not None:
            yield path or word, _words(was), _words(now), old_source, new_source
            return
        for name in [*was, *(name for name in now if name not in was)]:
            if name not in _PLACES and not name.endswith("_source"):
                below = f"{path}/{name}" if path else name
                own = _SOURCES.get(name, f"{name}_source")
                places = (side.get(own) or place for side, place in ((was, old_source), (now, new_source)))
                yield from _different(was.get(name), now.get(name), below, *places)
    elif isinstance(was, list) and isinstance(now, list):
        for number in range(max(len(was), len(now))):
            one, other = (side[number] if number < len(side) else None for side in (was, now))
            yield from _different(one, other, f"{path}/{number + 1}", old_source, new_source)
    elif was != now:
        yield path, _words(was), _words(now), old_source, new_source


def _placed(value: Any, path: str, source: Plain | None) -> Plain | None:  # noqa: ANN401
    """Return the place of a value: its own, else that of what it is a part of."""
    if not isinstance(value, dict) or "source" not in value:
        return source
    own: Plain | None = value["source"]
    return own if own or path == _YEAR else source


def _words(value: Any) -> str | None:  # noqa: ANN401
    """Say any value in words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        if "evidence" in value and not value["source"]:
            return f"{value['value']} ({value['evidence']})"
        found = [_words(value[name]) for name in ("raw", "printed", "printed_unit", "name", "value") if value.get(name)]
        return "".join(filter(None, found[:2] if "printed" in value else found[:1]))
    if isinstance(value, list):
        return "、".join(filter(None, map(_words, value)))
    return str(value)
