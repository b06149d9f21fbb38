"""The shipped sample is what its script sets, holds all three forms, and is worth looking at."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.sample import FOLDER, documents
from kg.audit import READER_RULES
from kg.reading import read_document
from kg.sample import sample_files


def test_the_files_are_what_the_script_sets():
    """Nobody edits a sample file by hand: `python -m benchmarks.sample` gives exactly these."""
    assert {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")} == documents()


def test_every_form_is_in_the_sample():
    """Three declarations, a project table and a self-evaluation are read without a place left unread."""
    readings = [read_document(path) for path in sample_files()]

    assert Counter(r.document.form.value for r in readings) == {
        "declaration": 3,
        "project_table": 1,
        "self_evaluation": 1,
    }
    assert sum(len(r.indicators) for r in readings) >= 50
    rules = {finding.rule for reading in readings for finding in reading.findings}
    assert rules.isdisjoint(rule.id for rule in READER_RULES)


def test_two_projects_of_one_name_stay_two():
    """Two projects named 广州科学馆 in one unit are two projects with their own amounts."""
    reading = next(r for r in map(read_document, sample_files()) if r.projects)
    twins = [p for p in reading.projects if p.name == "广州科学馆"]

    assert [p.ordinal for p in twins] == [1, 3]
    assert twins[0].amounts[0].yuan != twins[1].amounts[0].yuan
    assert {p.unit for p in twins} == {"广州市科学技术协会"}


@pytest.mark.parametrize("name", sorted(documents()))
def test_each_value_of_the_sample_is_a_reading(name):
    """No value of the sample is unreadable or missing."""
    reading = next(r for r in map(read_document, sample_files()) if r.document.name == name)

    assert {i.annual_target.kind.value for i in reading.indicators} <= {"quantity", "mixed", "qualitative"}
