"""Comparing builds: every change is told once, with what it was and is, and nothing else is."""

import copy
import csv
import dataclasses
import io
import json

import pytest

from kg.corrections import COLUMNS
from kg.dataset import DocumentChange, FindingChange, RecordChange, compare_builds, open_build
from kg.dataset.record_changes import KINDS, record_changes
from kg.sample import sample_files
from kg.sandbox.reader import SandboxedReader
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import build, pages


@pytest.fixture(scope="module")
def readings():
    return [json.loads(SandboxedReader().read_file(path).records) for path in sample_files()]


@pytest.fixture
def builds(tmp_path):
    """Build pages twice and open both: from what stands before and after ``change`` was called."""

    def both(change, **texts):
        sources = pages(tmp_path / "s", **texts)
        ids = [build(tmp_path / "d", [sources], audit=tiny.audit).id]
        change(sources)
        ids.append(build(tmp_path / "d", [sources], audit=tiny.audit, yes=True).id)
        return [open_build(tmp_path / "d", one) for one in ids]

    return both


def test_a_reading_differs_in_nothing_from_itself(readings):
    """No record of any kind is called changed, come or gone against itself."""
    for reading in readings:
        assert list(record_changes(reading, copy.deepcopy(reading))) == []


def test_a_record_that_is_left_out_is_the_only_one_gone(readings):
    """Of each kind and at each place: one record less is one change, and one more the same the other way round."""
    seen = set()
    for reading in readings:
        for kind, (place, _) in KINDS.items():
            for at in {0, len(reading[place]) // 2, len(reading[place]) - 1} if reading[place] else ():
                fewer = {**reading, place: [*reading[place][:at], *reading[place][at + 1 :]]}
                for change, old, new in (("gone", reading, fewer), ("come", fewer, reading)):
                    (found,) = record_changes(old, new)
                    assert (found.change, found.kind) == (change, kind)
                seen.add(kind)
    assert seen >= {"department", "project", "task", "indicator", "amount", "score", "execution"}


def test_a_value_that_was_changed_is_told_with_both_sources(readings):
    """The words of a value are the change where they differ, its figures where the words agree."""
    reading = readings[0]
    place = next(n for n, one in enumerate(reading["indicators"]) if one["annual_target"]["components"])
    words, figure = copy.deepcopy(reading), copy.deepcopy(reading)
    was = reading["indicators"][place]["annual_target"]
    words["indicators"][place]["annual_target"]["raw"] = "约3场"
    words["indicators"][place]["annual_target"]["components"][0]["value"] = "3"
    figure["indicators"][place]["annual_target"]["components"][0]["value"] = "3"

    (of_words,) = record_changes(reading, words)
    (of_figure,) = record_changes(reading, figure)

    assert (of_words.field, of_words.old, of_words.new) == ("annual_target", was["raw"], "约3场")
    assert of_words.old_source == was["source"]
    assert of_figure.field == "annual_target/components/1/value"
    assert (of_figure.old, of_figure.new) == (was["components"][0]["value"], "3")


def test_a_field_is_cited_where_it_is_printed(readings):
    """A goal and a year have places of their own; a year that a table gave has none, and says which table."""
    reading = next(one for one in readings if one["document"]["goal_source"] and one["document"]["fiscal_year"])
    given = {"value": 2030, "basis": "given", "evidence": "corrections.csv", "source": None}
    year, goal, undated = (copy.deepcopy(reading) for _ in range(3))
    year["document"]["fiscal_year"] = given
    goal["document"]["overall_goal"] += "。"
    undated["document"]["fiscal_year"] = None

    changes = {one.field: one for one in record_changes(reading, year)}
    (of_goal,) = record_changes(reading, goal)
    (of_given,) = record_changes(undated, year)

    assert set(changes) == {"fiscal_year/value", "fiscal_year/basis", "fiscal_year/evidence"}
    for change in changes.values():
        assert change.old_source == reading["document"]["fiscal_year"]["source"]
        assert change.new_source is None
    assert of_goal.old_source == of_goal.new_source == reading["document"]["goal_source"]
    assert (of_given.old, of_given.new, of_given.new_source) == (None, "2030 (corrections.csv)", None)


def test_documents_come_and_go_and_are_editions_of_each_other(builds):
    """A name that stays with other bytes is one document; what came or went lists no records."""

    def change(sources):
        pages(sources, a="表 甲\n场次=12场\n人次=9人次\n", d="表 丁\n篇数=3篇\n")
        (sources / "b.txt").unlink()

    found = list(compare_builds(*builds(change, a="表 甲\n场次=10场\n", b="表 乙\n覆盖率=3%\n", c="表 丙\n面积=9亩\n")))

    documents = [(one.change, one.document, set(one.fields)) for one in found if isinstance(one, DocumentChange)]
    records = [(one.change, one.name, one.old, one.new) for one in found if isinstance(one, RecordChange)]
    assert documents == [("changed", "a.txt", {"edition"}), ("gone", "b.txt", set()), ("come", "d.txt", set())]
    assert records == [("changed", "场次", "10场", "12场"), ("come", "人次", None, "9人次")]


def test_a_file_that_can_be_read_now_says_why_it_could_not(builds):
    """What was refused and is read now is told of the document."""
    found = list(compare_builds(*builds(lambda s: pages(s, a="表 甲\n场次=1场\n"), a="别的\n", b="表 乙\n场次=3场\n")))

    (document,) = found
    assert document.fields["refused"][0].startswith("a.txt: ")
    assert document.fields["refused"][1] is None
    assert document.fields["form"] == (None, "declaration")


def test_a_correction_is_a_change_of_its_record(tmp_path):
    """What a person put right stands as old and new value, though the file is the same."""
    sources = pages(tmp_path / "s", a="表 甲\n场次=10场\n人次=9人次\n")
    first = build(tmp_path / "d", [sources])
    table = io.StringIO()
    row = (first.documents[0].digest, "indicator", 1, "annual_target", "10场", "12场", "漏看", "", "")
    csv.writer(table).writerows([COLUMNS, row])
    (tmp_path / "d" / "corrections.csv").write_text(table.getvalue(), encoding="utf-8")
    second = build(tmp_path / "d", [sources])

    found = list(compare_builds(*(open_build(tmp_path / "d", one.id) for one in (first, second))))

    assert {(one.field, one.old, one.new) for one in found if isinstance(one, RecordChange)} >= {
        ("annual_target", "10场", "12场")
    }
    assert all(one.name == "场次" for one in found if isinstance(one, RecordChange))


def test_findings_over_several_documents_appear_and_are_gone(builds):
    """A second document of the same name of indicator is a finding; without it there is none."""
    old, new = builds(lambda s: pages(s, b="表 乙\n场次=3场\n"), a="表 甲\n场次=10场\n", b="表 乙\n人次=3人次\n")

    def audit(readings):
        said = {"rule": "declarations-differ", "params": {"one": "a.txt", "other": "b.txt", "parts": "场次"}}
        return [dataclasses.replace(finding, **said) for finding in tiny.audit(readings)]

    for change, one, other in (("appeared", old, new), ("gone", new, old)):
        found = [f for f in compare_builds(one, other, audit) if isinstance(f, FindingChange)]
        assert [(f.change, f.document, f.finding["rule"]) for f in found] == [(change, None, "declarations-differ")]
        assert "场次" in found[0].finding["message"]["zh"]
