"""``kg correct --list`` and ``--remove``: which corrections there are, and one taken back, seen before it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import remark
from api.cli.proposals import agreed, dataset_option, place_of, printed_words, said
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.corrections.table import TABLE_NAME
from kg.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kg.corrections.table import Line, Table
    from kg.dataset import Build
    from kg.messages import Language

_LEAST_WORDS = 2  # an IRI and a field


def list_lines(build: Build, directory: Path, language: Language) -> int:
    """Print the corrections of the table, each with the number of its line; what cannot be used is said beside."""
    from kg.corrections.saying import field_label
    from kg.dataset.mending import corrections_of
    from kg.messages import error_text

    table = corrections_of(directory).table
    if table.lines:
        columns = ("line", "document", "record", "field", "was", "then", "reason", "by")
        rows = (
            (
                line.line,
                _document(build, line),
                _record(line),
                field_label(line.field, language),
                line.was,
                line.becomes or phrase("correct-nothing", language),
                line.reason,
                _by(line),
            )
            for line in table.lines
        )
        write_table([phrase(f"correct-{name}", language) for name in columns], rows, figures=(0,), whole=(0,))
    elif not table.problems:
        remark(phrase("correct-none", language, path=str(directory / TABLE_NAME)))
    for problem in table.problems:
        remark(error_text(problem, language))
    return 0


def take_back(build: Build, arguments: argparse.Namespace) -> int:
    """Show a correction and what is read without it, ask on a terminal, remove its line; 1 where it was not removed."""
    from kg.corrections.writing import remove, written_line
    from kg.dataset.mending import corrections_of

    language: Language = arguments.lang
    directory = Path(arguments.dataset)
    path = directory / TABLE_NAME
    corrections = corrections_of(directory)
    data = corrections.data or b""
    number = _number_of(build, corrections.table, arguments, str(path))
    if number is None:
        return 1
    written = written_line(data, number) if data else None
    if written is None:
        remark(phrase("correct-no-such-line", language, path=path, line=number))
        return 1
    _show(build, next((line for line in corrections.table.lines if line.line == number), None), written, language)
    if not arguments.yes and not agreed("correct-ask-remove", language):
        remark(phrase("correct-not-removed", language))
        return 1
    remove(directory, number, written)
    remark(phrase("correct-removed", language, path=path, line=number))
    remark(f"  {written.strip()}")
    remark(phrase("correct-unbuild", language, option=dataset_option(arguments)))
    return 0


def _number_of(build: Build, table: Table, arguments: argparse.Namespace, path: str) -> int | None:
    """Return the number of the line that is meant, ``None`` where there is none or more than one."""
    from kg.corrections.proposing import lines_about, subject_of

    language: Language = arguments.lang
    words: Sequence[str] = arguments.about or []
    if len(words) == 1 and words[0].isascii() and words[0].isdecimal():
        return int(words[0])
    if len(words) < _LEAST_WORDS:
        raise OptionError("kg correct --remove", " ".join(words), phrase("correct-missing-remove", language))
    *about, field = words
    found = [line.line for line in lines_about(table, subject_of(build, about), field)]
    if len(found) == 1:
        return found[0]
    if found:
        separator = "、" if language == "zh" else ", "
        remark(phrase("correct-several", language, path=path, lines=separator.join(map(str, found)), line=found[0]))
    else:
        remark(phrase("correct-no-line", language, path=path))
    return None


def _show(build: Build, line: Line | None, written: str, language: Language) -> None:
    from kg.corrections.fields import FIELDS, records_of
    from kg.corrections.saying import field_label

    if line is None:  # nobody can use it, but it can be seen
        write_table((phrase("correct-as-written", language),), [(written.strip(),)])
        return
    nothing = phrase("correct-nothing", language)
    rows = [
        (phrase("correct-record", language), f"{_document(build, line)} {_record(line)}"),
        (phrase("correct-was", language), line.was or nothing),
        (phrase("correct-then", language), line.becomes or nothing),
        (phrase("correct-reason", language), line.reason),
        (phrase("correct-by", language), _by(line)),
    ]
    entry = next((one for one in build.manifest.readable if line.is_about(one.digest)), None)
    record = None
    if entry is not None:
        record = records_of(build.uncorrected(entry.digest[:16]), line.kind).get(line.ordinal)
    if record is not None:
        field = FIELDS[line.kind][line.field]
        source, words = field.source(record) or record.source, field.shown(record)
        rows += [
            (phrase("correct-place", language), place_of(source, language)),
            (phrase("correct-printed", language), printed_words(source)),
            (phrase("correct-without", language), said(record, line.field, words or nothing, language)),
        ]
    write_table((phrase("correct-field", language), field_label(line.field, language)), rows)


def _document(build: Build, line: Line) -> str:
    """Return the name of the document that a line is about, the beginning of its id where the build has none."""
    return next((one.names[0] for one in build.manifest.readable if line.is_about(one.digest)), line.document[:16])


def _record(line: Line) -> str:
    return f"{line.kind} {line.ordinal}" if line.ordinal else line.kind


def _by(line: Line) -> str:
    return " ".join(filter(None, (line.by, line.date)))
