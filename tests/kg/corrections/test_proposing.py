"""What a person types becomes a correction that a build would take, or a sentence about what does not fit."""

from __future__ import annotations

import pytest

from kg.corrections import append, parse_table, propose
from kg.corrections.proposing import subject_of
from kg.corrections.table import Table
from kg.dataset import open_build
from kg.dataset.lock import writer_lock
from kg.errors import CorrectionError, DatasetLockedError, OptionError, UnfitValueError, UnknownNameError
from kg.messages import error_text
from tests.kg.dataset.tiny import BASE, build, pages


@pytest.fixture
def opened(tmp_path):
    pages(tmp_path / "sources", a="表 甲\n场次=10场\n人次=200人次\n", b="表 乙\n场次=3场\n")
    build(tmp_path / "dataset", [tmp_path / "sources"])
    return open_build(tmp_path / "dataset")


def document(build_, name):
    return next(one for one in build_.documents if name in one.names)


def test_a_document_is_named_by_file_by_digest_or_by_its_first_digits(opened):
    """All lead to the same record, and so does its IRI."""
    one = document(opened, "a.txt")
    found = {
        subject_of(opened, about)
        for about in (
            ["a.txt", "indicator", "2"],
            [one.digest, "indicator", "2"],
            [one.digest[:6], "indicator", "2"],
            [f"{BASE}id/indicator/{one.id}-2"],
        )
    }

    (subject,) = found
    assert (subject.digest, subject.kind, subject.ordinal) == (one.digest, "indicator", 2)
    assert subject_of(opened, ["a.txt", "document"]) == subject_of(opened, [f"{BASE}id/document/{one.id}"])


@pytest.mark.parametrize(
    ("about", "error", "said"),
    [
        (["c.txt", "indicator", "1"], UnknownNameError, "a.txt"),
        (["a.txt", "target", "1"], OptionError, "expected document project task indicator"),
        (["a.txt", "indicator", "3"], OptionError, "expected 1–2"),
        (["a.txt", "indicator"], OptionError, "expected 1–2"),
        (["a.txt", "task", "1"], UnfitValueError, "the document has no record of this kind"),
        (["a.txt", "document", "2"], OptionError, "expected 0"),
        (["a.txt", "indicator", "1", "2"], OptionError, "ORDINAL"),
        ([f"{BASE}id/target/0123456789abcdef-1-annual"], OptionError, "KIND"),
    ],
)
def test_what_nothing_has_is_said(opened, about, error, said):
    """The sentence names what there is."""
    with pytest.raises(error) as refusal:
        subject_of(opened, about)

    assert said in str(refusal.value)


def test_a_proposal_shows_source_reading_and_effect(opened):
    """The printed words, what is read now, what would be read; the line has what was read as `was`."""
    subject = subject_of(opened, ["a.txt", "indicator", "1"])
    made = propose(opened, Table(), subject, "annual_target", " 12场 ", reason="漏看", by="张三", day="2025/1/2")

    assert (made.source.text, made.source.line) == ("10场", 2)
    assert (made.now.annual_target.raw, made.then.annual_target.components[0].value) == ("10场", 12)
    assert (made.line.was, made.line.becomes, made.line.date) == ("10场", "12场", "2025-01-02")
    assert (made.same, made.others) == ((), ())


@pytest.mark.parametrize(
    ("field", "value", "options", "said"),
    [
        ("anual_target", "12场", {}, "expected name level1"),
        ("annual_target", "10场", {}, "this is what is read already"),
        ("weight", "many", {}, "12.5"),
        ("annual_target", "12场\n13场", {}, "expected one line"),
        ("annual_target", "12场", {"reason": " "}, "a reason is needed"),
        ("annual_target", "12场", {"day": "yesterday"}, "expected 2025-01-02"),
    ],
)
def test_what_a_build_would_not_take_is_not_proposed(opened, field, value, options, said):
    """Wrong fields, values, reasons and days are refused before anything is written."""
    subject = subject_of(opened, ["a.txt", "indicator", "1"])
    with pytest.raises((OptionError, UnfitValueError)) as refusal:
        propose(opened, Table(), subject, field, value, **{"reason": "漏看", **options})

    assert said in str(refusal.value)
    assert error_text(refusal.value, "zh").count("应为") <= 1


def test_lines_about_the_same_field_are_told_apart(opened):
    """A line that says the same, and one that says something else."""
    subject = subject_of(opened, ["a.txt", "indicator", "1"])
    made = propose(opened, Table(), subject, "annual_target", "12场", reason="漏看")
    append(opened.directory, made.line)
    table = parse_table((opened.directory / "corrections.csv").read_bytes())

    again = propose(opened, table, subject, "annual_target", "12场", reason="又看")
    other = propose(opened, table, subject, "annual_target", "13场", reason="又看")
    assert ([one.line for one in again.same], again.others) == ([2], ())
    assert (other.same, [one.line for one in other.others]) == ((), [2])


def test_a_table_is_written_by_one_at_a_time_and_never_half(opened):
    """While a build writes, nobody else does; a table that cannot take a line stays as it is."""
    subject = subject_of(opened, ["a.txt", "indicator", "1"])
    made = propose(opened, Table(), subject, "annual_target", "12场", reason="漏看")
    path = opened.directory / "corrections.csv"
    with writer_lock(opened.directory), pytest.raises(DatasetLockedError):
        append(opened.directory, made.line)
    assert not path.exists()

    path.write_bytes(b"document,kind\n")
    with pytest.raises(CorrectionError):
        append(opened.directory, made.line)
    assert path.read_bytes() == b"document,kind\n"


def test_the_number_of_the_written_line_is_its_own(opened):
    """The line that is told is the one that was written, also behind lines that cannot be used."""
    subject = subject_of(opened, ["a.txt", "indicator", "1"])
    first = propose(opened, Table(), subject, "annual_target", "12场", reason="漏看").line
    second = propose(opened, Table(), subject, "name", "讲座场次", reason="漏看").line

    assert append(opened.directory, first) == 2
    with (opened.directory / "corrections.csv").open("ab") as file:
        file.write(b"x,y\r\n")
    assert append(opened.directory, second) == 4
