"""``kg correct``: a person puts one field of a reading right; what is printed and what was read are shown first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import remark
from api.cli.proposals import agreed, dataset_option, place_of, printed_words, said
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.errors import OptionError

if TYPE_CHECKING:
    import argparse

    from kg.corrections import Proposal
    from kg.messages import Language

_LEAST_WORDS = 3  # an IRI, a field and a value


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
        found = " ".join(words) or phrase("correct-nothing", language)
        raise OptionError("kg correct", found, phrase("correct-missing", language))
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
