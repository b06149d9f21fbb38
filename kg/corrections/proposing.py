"""A correction in the making: which record a person means, what it reads now, and what the new words would make of it.

In: an opened build and what a person typed. Out: a proposal with the printed words, the present reading and the line to
write, or a sentence about what does not fit. Nothing is written here; nothing is proposed that a build would not take.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kg.corrections.applying import apply
from kg.corrections.fields import DOCUMENT, FIELDS, records_of
from kg.corrections.table import Line, cleaned, written_day
from kg.errors import OptionError, UnfitValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.corrections.table import Table
    from kg.dataset.layout import Build
    from kg.records import Source

_IRI = re.compile(r"https?://.+/id/(?P<kind>[a-z]+)/(?P<doc>[0-9a-f]{16})(?:-(?P<ordinal>[1-9][0-9]*))?")
_ID = re.compile(r"[0-9a-f]{4,64}")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What a correction is about: the document's digest, and the record as it was read."""

    digest: str
    kind: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that a build would take.

    Attributes:
        line: What to write into the table.
        source: The printed words of the field, or of its record where it has no words of its own.
        now: The record as it is read.
        then: The record as it would be.
        same: Lines of the table that say this already.
        others: Lines of the table about the same field that say something else.

    """

    line: Line
    source: Source
    now: Any
    then: Any
    same: tuple[Line, ...]
    others: tuple[Line, ...]


def subject_of(build: Build, about: Sequence[str]) -> Subject:
    """Find what a person means.

    Args:
        build: The served build.
        about: A document (a file name, with or without its ending, or the first digits of its id), a kind and an
            ordinal; or the IRI of a record.

    Raises:
        UnknownNameError: No document was read that is called so, or more than one.
        OptionError: The kind or the ordinal is none.
        UnfitValueError: The document has no record of the kind.

    """
    named = _IRI.fullmatch(about[0]) if len(about) == 1 else None
    if named is not None:
        about = [one for one in (named["doc"], named["kind"], named["ordinal"]) if one is not None]
    document, kind, ordinal = (*about, "", "")[:3]
    if kind not in FIELDS:
        raise OptionError("KIND", kind, " ".join(FIELDS))
    if len(about) > 3:
        raise OptionError("ORDINAL", " ".join(about[2:]), "1 …")
    if kind == DOCUMENT and ordinal not in ("", "0"):
        raise OptionError("ORDINAL", ordinal, "0")
    digest = _digest(build, document)
    if kind == DOCUMENT:
        return Subject(digest, kind, 0)
    most = len(records_of(build.uncorrected(digest[:16]), kind))
    if not most:
        raise UnfitValueError("KIND", kind, "correction-no-records", "")
    if not ordinal.isascii() or not ordinal.isdecimal() or not 1 <= int(ordinal) <= most:
        raise OptionError("ORDINAL", ordinal, f"1–{most}")
    return Subject(digest, kind, int(ordinal))


def propose(
    build: Build,
    table: Table,
    subject: Subject,
    field: str,
    value: str,
    *,
    reason: str,
    by: str = "",
    day: str | None = None,
) -> Proposal:
    """Work out what a correction would do.

    Args:
        build: The served build.
        table: The table of corrections as it is.
        subject: As ``subject_of`` found it.
        field: Name of the field.
        value: What it should be.
        reason: Why.
        by: Who says so.
        day: When, in a form that ``kg.corrections.table.written_day`` reads.

    Raises:
        OptionError: There is no such field, or the day is none.
        UnfitValueError: Value or reason cannot stand there.

    """
    fields = FIELDS[subject.kind]
    about = lines_about(table, subject, field)
    words = {"VALUE": cleaned(value), "--reason": cleaned(reason), "--by": cleaned(by)}
    for option, text in words.items():
        if len(text.splitlines()) > 1 or not all(char.isprintable() or char.isspace() for char in text):
            raise UnfitValueError(option, text[:80], "correction-one-line", "")
    if not words["--reason"]:
        raise UnfitValueError("--reason", "", "correction-no-reason", "")
    written = written_day(day) if day else None
    if day and written is None:
        raise OptionError("--date", day, "2025-01-02")
    reading = build.uncorrected(subject.digest[:16])
    record = records_of(reading, subject.kind)[subject.ordinal]
    line = Line(
        0,
        subject.digest,
        subject.kind,
        subject.ordinal,
        field,
        fields[field].shown(record),
        words["VALUE"],
        words["--reason"],
        words["--by"],
        written,
    )
    applied = apply(reading, [line])
    for problem in applied.problems:
        raise UnfitValueError("VALUE", value, problem.reason, problem.expected)
    return Proposal(
        line,
        fields[field].source(record) or record.source,
        record,
        records_of(applied.reading, subject.kind)[subject.ordinal],
        tuple(one for one in about if one.becomes == line.becomes),
        tuple(one for one in about if one.becomes != line.becomes),
    )


def lines_about(table: Table, subject: Subject, field: str) -> tuple[Line, ...]:
    """Return the lines of a table that correct one field of a record.

    Raises:
        OptionError: There is no such field.

    """
    if field not in FIELDS[subject.kind]:
        raise OptionError("FIELD", field, " ".join(FIELDS[subject.kind]))
    key = (subject.kind, subject.ordinal, field)
    return tuple(line for line in table.about(subject.digest) if _key(line) == key)


def _key(line: Line) -> tuple[str, int, str]:
    return line.kind, line.ordinal, line.field


def _digest(build: Build, name: str) -> str:
    read = build.manifest.readable
    found = {one.digest for one in read if name in one.names}
    if not found:
        found = {one.digest for one in read if name in [PurePath(each).stem for each in one.names]}
    if not found and _ID.fullmatch(name):
        found = {one.digest for one in read if one.digest.startswith(name)}
    if len(found) == 1:
        return found.pop()
    if found:
        raise UnknownNameError("DOCUMENT", name, tuple(digest[:16] for digest in sorted(found)[:_SHOWN]))
    names = sorted(each for one in read for each in one.names)
    near = difflib.get_close_matches(name, names, n=_SHOWN, cutoff=0.4) or names[:_SHOWN]
    raise UnknownNameError("DOCUMENT", name, tuple(near))
