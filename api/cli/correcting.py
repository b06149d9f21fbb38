"""``kg correct``: a person puts one field of a reading right; what is printed and what was read are shown first."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.output import remark
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.citing import source_place
from kg.errors import OptionError
from kg.records import Target

if TYPE_CHECKING:
    import argparse

    from kg.corrections import Proposal
    from kg.messages import Language
    from kg.records import Source

_LEAST_WORDS = 3  # an IRI, a field and a value
_YES = frozenset({"y", "yes", "是", "好", "对"})


def correct(arguments: argparse.Namespace) -> int:
    """Show the source and the present reading, ask on a terminal, write the line; 1 where it was not written."""
    from kg.corrections import TABLE_NAME, append, propose
    from kg.corrections.proposing import subject_of
    from kg.dataset import open_build
    from kg.dataset.mending import corrections_of

    language: Language = arguments.lang
    directory = Path(arguments.dataset)
    build = open_build(directory)
    if arguments.list or arguments.remove:
        from api.cli.taking_back import list_lines, take_back

        return list_lines(build, directory, language) if arguments.list else take_back(build, arguments)
    words = arguments.about or []
    if len(words) < _LEAST_WORDS:
        raise OptionError("kg correct", " ".join(words), phrase("correct-missing", language))
    *about, field, value = words
    subject = subject_of(build, about)
    proposal = propose(
        build,
        corrections_of(directory).table,
        subject,
        field,
        value,
        reason=arguments.reason,
        by=arguments.by,
        day=date.today().isoformat() if arguments.date is None else arguments.date,
    )
    _show(proposal, language)
    path = str(directory / TABLE_NAME)
    if proposal.same:
        remark(phrase("correct-there", language, path=path, line=proposal.same[0].line))
        return 0
    if proposal.others and not arguments.replace:
        other = proposal.others[0]
        remark(phrase("correct-other", language, path=path, line=other.line, becomes=other.becomes))
        return 1
    if not arguments.yes and not agreed("correct-ask", language):
        remark(phrase("correct-not-written", language))
        return 1
    line = append(directory, proposal.line, replaces=[other.line for other in proposal.others])
    option = dataset_option(arguments)
    remark(phrase("correct-written", language, path=path, line=line, option=option))
    remark(phrase("correct-build", language, option=option))
    return 0


def dataset_option(arguments: argparse.Namespace) -> str:
    """Return what a further command needs to find the same dataset."""
    return "" if arguments.dataset == "dataset" else f" --dataset {arguments.dataset}"


def agreed(question: str, language: Language) -> bool:
    """Ask, but only a person who can answer."""
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        return True
    sys.stderr.write(phrase(question, language))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in _YES


def _show(proposal: Proposal, language: Language) -> None:
    from kg.corrections.saying import field_label

    line, nothing = proposal.line, phrase("correct-nothing", language)
    rows = [
        (phrase("correct-record", language), _named(proposal)),
        (phrase("correct-place", language), place_of(proposal.source, language)),
        (phrase("correct-printed", language), printed_words(proposal.source)),
        (phrase("correct-now", language), said(proposal.now, line.field, line.was or nothing, language)),
        (phrase("correct-then", language), said(proposal.then, line.field, line.becomes or nothing, language)),
    ]
    write_table((phrase("correct-field", language), field_label(line.field, language)), rows)


def _named(proposal: Proposal) -> str:
    """Return kind, ordinal and name of the record, so that a wrong ordinal shows."""
    line, name = proposal.line, getattr(proposal.now, "name", "") or getattr(proposal.now, "label", "")
    return " ".join(filter(None, (line.kind, str(line.ordinal) if line.ordinal else "", name)))


def place_of(source: Source, language: Language) -> str:
    """Return where something is printed, the page behind it."""
    page = "" if source.page is None else phrase("correct-page", language, page=source.page)
    return f"{source_place(source)}{page}"


def printed_words(source: Source) -> str:
    """Return the printed words, the cells of one row apart and a wrapped cell in one."""
    words = "".join(span.text for span in source.spans[:1])
    for one, span in pairwise(source.spans):
        words += (" " if one.line == span.line and one.end < span.start else "") + span.text
    return words


def said(record: Any, field: str, words: str, language: Language) -> str:  # noqa: ANN401
    """Return a field's words, and for a value what the grammar reads in them."""
    from kg.quantities import Value, render_value

    value = getattr(record, field, None)
    if not isinstance(value, Target):
        return words
    read = Value(value.raw, value.kind, value.components, value.residue, value.deadline)
    kind = phrase(f"correct-kind-{value.kind.value}", language)
    rendered = render_value(read, language) if value.components else ""
    return f"{words}\n{phrase('correct-read-as', language, kind=kind, reading=rendered)}".rstrip("：: ")
