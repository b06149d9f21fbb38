"""A dataset takes corrections in: records, graph, findings, verification, and what is not read again."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg import record_json
from kg.corrections import COLUMNS
from kg.dataset import build_dataset, open_build, verify_build
from kg.dataset.mapping import map_quads
from kg.errors import CorrectionError
from kg.graph.check import check_shapes
from kg.sample import sample_files
from kg.sandbox.reader import SandboxedReader
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import build, digests, pages, resealed


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "dataset"


@pytest.fixture
def sources(tmp_path):
    return pages(tmp_path / "sources", a="表 甲\n场次=10场\n人次=200人次\n", b="表 乙\n场次=3场\n")


def correct(directory, *rows):
    """Write corrections.csv; a row begins with the title of the tiny page it is about."""
    doc = {reading.document.title: reading.document.digest for reading in open_build(directory).readings()}
    table = io.StringIO()
    csv.writer(table).writerows([COLUMNS, *((doc.get(row[0], row[0]), *row[1:]) for row in rows)])
    (directory / "corrections.csv").write_text(table.getvalue(), encoding="utf-8")


def reading_of(directory, title):
    return next(reading for reading in open_build(directory).readings() if reading.document.title == title)


TEN = ("甲", "indicator", 1, "annual_target", "10场", "12场", "漏看", "张三", "2025-01-02")


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.symlink_to("gone.csv")])
def test_a_table_that_cannot_be_read_ends_the_build(directory, sources, make):
    """A folder or a link to nothing in the table's place is told; corrections are never passed over in silence."""
    build(directory, [sources])
    make(directory / "corrections.csv")

    with pytest.raises(OSError, match=r"corrections\.csv"):
        build(directory)


def test_a_build_takes_corrections_in_and_keeps_what_was_read(directory, sources):
    """Records hold the corrected value and the correction; the reading itself stands beside; verify knows both."""
    build(directory, [sources])
    correct(directory, TEN)
    result = build(directory, map_graph=map_quads)

    reading, opened = reading_of(directory, "甲"), open_build(directory)
    target = reading.indicators[0].annual_target
    assert (target.raw, target.components[0].value, target.source.text) == ("12场", 12, "10场")
    assert [one.becomes for one in reading.corrections] == ["12场"]
    assert opened.uncorrected(reading.document.id).indicators[0].annual_target.raw == "10场"
    assert [path for path in opened.manifest.files if path.startswith("uncorrected/")] == [
        f"uncorrected/{reading.document.id}.json"
    ]
    assert (result.problems, result.counts["corrections"]) == ((), 1)
    assert verify_build(opened, map_graph=map_quads, read=tiny.read) == []


def test_the_graph_says_what_was_read_and_what_it_is_now(directory, sources):
    """A kg:Correction in the corrections graph points to the indicator, whose target has the new words."""
    build(directory, [sources])
    correct(directory, TEN)
    build(directory, map_graph=map_quads)

    doc = reading_of(directory, "甲").document.id
    node = f"<{tiny.BASE}id/correction/{doc}-indicator-1-annual_target>"
    lines = open_build(directory).folder.graph.read_text("utf-8").splitlines()
    about = [line for line in lines if line.startswith(node)]
    assert all(line.endswith(f"<{tiny.BASE}graph/corrections> .") for line in about)
    assert any("ontology/was>" in line and '"10场"' in line for line in about)
    assert any("ontology/about>" in line and f"id/indicator/{doc}-1>" in line for line in about)
    assert any("ontology/rawText>" in line and '"12场"' in line for line in lines)
    assert not any("ontology/rawText>" in line and '"10场"' in line for line in lines)


def test_lines_that_cannot_be_used_are_problems_and_end_a_strict_build(directory, sources):
    """Unknown document, ordinal and field are reported in the order of their lines; the rest is taken in."""
    build(directory, [sources])
    rows = [
        ("f" * 64, "indicator", 1, "name", "a", "b", "c"),
        ("乙", "indicator", 9, "name", "a", "b", "c"),
        ("乙", "indicator", 1, "colour", "a", "b", "c"),
        TEN,
        ("乙", "indicator", 1, "annual_target", "4场", "5场", "c"),
    ]
    correct(directory, *rows)
    told = []
    result = build(directory, report=lambda name, error: told.append(error))

    assert [(error.line, error.column) for error in result.problems] == [(2, "document"), (3, "ordinal"), (4, "field")]
    assert tuple(told) == result.problems
    assert len(reading_of(directory, "甲").corrections) == 1
    (finding,) = reading_of(directory, "乙").findings
    assert (finding.rule, finding.params["found"]) == ("correction-mismatch", "3场")
    again = build(directory)
    assert again.unchanged
    assert [str(error) for error in again.problems] == [str(error) for error in result.problems]
    with pytest.raises(CorrectionError):
        build(directory, strict=True)


def test_the_order_of_lines_changes_no_byte_but_the_tables_own(directory, sources):
    """Two tables with the same lines in another order give the same records and the same graph."""
    other = ("乙", "indicator", 1, "annual_target", "3场", "4场", "看错", "", "")
    found = []
    build(directory, [sources])
    for rows in ((TEN, other), (other, TEN)):
        correct(directory, *rows)
        build(directory)
        folder = open_build(directory).folder
        found.append({path: folder.path.joinpath(path).read_bytes() for path in folder.listed_files()})

    different = {path for path in found[0] if found[0][path] != found[1][path]}
    assert found[0].keys() == found[1].keys()
    assert different == {"corrections.csv"}


def test_without_corrections_a_build_is_as_if_there_never_were_any(directory, sources, tmp_path):
    """Taking the table away gives back the build of before, byte for byte."""
    first = build(directory, [sources])
    before = digests(directory)
    correct(directory, TEN)
    build(directory)
    (directory / "corrections.csv").unlink()

    again = build(directory)
    assert again.id == first.id
    assert {path: digest for path, digest in digests(directory).items() if f"/{first.id}/" in path} == {
        path: digest for path, digest in before.items() if f"/{first.id}/" in path
    }


@pytest.mark.parametrize("kind", ["value", "correction", "uncorrected"])
def test_a_forged_correction_is_found(directory, sources, kind):
    """Records that differ from what reading and table give are found even where every digest fits."""
    build(directory, [sources])
    correct(directory, TEN)
    build(directory)
    opened = open_build(directory)
    doc = reading_of(directory, "甲").document.id
    path = opened.folder.as_read(doc) if kind == "uncorrected" else opened.folder.record(doc)
    plain = json.loads(path.read_text("utf-8"))
    if kind == "value":
        plain["indicators"][0]["annual_target"]["raw"] = "13场"
    elif kind == "correction":
        plain["corrections"][0]["becomes"] = "13场"
    else:
        plain["indicators"][0]["annual_target"]["raw"] = "11场"
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    found = {one.check for one in verify_build(resealed(opened), map_graph=tiny.map_graph)}
    assert "correction" in found


def test_what_was_read_is_not_read_again_for_a_correction(directory, monkeypatch):
    """Where nothing but corrections.csv changed, no file is read a second time, and the build is the same."""
    files = sample_files()[:1]
    build_dataset(directory, files, with_store=False)
    reading = next(iter(open_build(directory).readings()))
    one = reading.indicators[0]
    raw = one.annual_target.raw
    row = (reading.document.digest, "indicator", 1, "annual_target", raw, "12场", "看错", "张三", "2025-01-02")
    table = io.StringIO()
    csv.writer(table).writerows([COLUMNS, row])
    (directory / "corrections.csv").write_text(table.getvalue(), encoding="utf-8")

    def fail(*_, **__):
        raise AssertionError("read again")

    with monkeypatch.context() as patched:
        patched.setattr(SandboxedReader, "read_file", fail)
        build_dataset(directory)
    opened = open_build(directory)
    assert next(iter(opened.readings())).corrections[0].was == raw
    assert record_json.dumps(opened.uncorrected(reading.document.id)) == record_json.dumps(reading)
    assert verify_build(opened, checks=(check_shapes,)) == []
