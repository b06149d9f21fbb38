"""Search over the indicators that departments of all sectors published, asked by a judge who wrote no training text."""

from __future__ import annotations

import pytest

from api import open_dataset
from api.building import build
from tests.embeddings.published import JUDGED, rates, set_as_files


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A dataset of the published forms, as files."""
    folder = tmp_path_factory.mktemp("published")
    set_as_files(folder / "forms")
    build(folder / "dataset", [folder / "forms"])
    with open_dataset(folder / "dataset") as opened:
        yield opened


def test_other_sectors_are_found_far_above_bm25(workspace):
    """What the judge calls comparable is among the first ten mostly, in sectors that the five documents lack."""
    report = workspace.evaluate(JUDGED)

    assert report.unknown == ()
    assert len(report.judgements) == 100
    assert report.intervals["bm25"].low > 0.15
    assert report.reports["fusion"].mean("recall_strict") >= 0.85


def test_an_answer_is_found_more_often_than_nothing_is_told(workspace):
    """Most answerable queries find something comparable; "nothing comparable" is told too rarely, and has a floor."""
    told = rates(workspace)

    assert told["answerable"][0] >= 52
    assert told["near"][0] + told["far"][0] >= 16
