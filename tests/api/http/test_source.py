"""Builds change under way: no request is lost, none is answered by two builds, and a bad build changes nothing."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.building import build
from api.http import DatasetSource, create_app
from kg.errors import DamagedBuildError, NoDatasetError
from kg.sample import sample_files


@pytest.fixture(scope="module")
def two_builds(sample_dataset, tmp_path_factory):
    """A dataset that serves the sample, and the id of a second, smaller build in the same folder."""
    directory = tmp_path_factory.mktemp("two") / "dataset"
    shutil.copytree(sample_dataset, directory)
    first = (directory / "CURRENT").read_text()
    second = build(directory, sample_files()[:2], yes=True).id
    (directory / "CURRENT").write_text(first)
    return directory, first.strip(), second


@pytest.fixture
def changing(two_builds):
    """A source that looks at CURRENT with every request, on the first build; restored afterwards."""
    directory, first, second = two_builds
    source = DatasetSource(directory, query_workers=1, look_seconds=0.0)
    yield source, directory, first, second
    source.close()
    _serve(directory, first)


def _serve(directory: Path, build_id: str) -> None:
    beside = directory / "CURRENT.new"
    beside.write_text(f"{build_id}\n")
    beside.replace(directory / "CURRENT")


def test_a_new_build_is_picked_up_and_no_request_is_lost(changing, wire):
    """While CURRENT changes, every request is answered, each by one build; in the end by the new one."""
    source, directory, first, second = changing
    client = TestClient(create_app(source))
    answers = []
    done = threading.Event()

    def ask():
        while not done.is_set():
            answers.append(client.get("/api/search", params={"q": "科普", "limit": 1}))
            answers.append(client.get("/sparql", params={"query": "ASK {}"}))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    source.open()
    for thread in asking:
        thread.start()
    _serve(directory, second)
    wire[2](lambda: source.build_id == second)
    after = client.get("/api/search", params={"q": "科普"})
    done.set()
    for thread in asking:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["x-build"] for answer in answers} <= {first, second}
    assert all(a.headers["x-build"] == a.json()["build"] for a in answers if "build" in a.json())
    assert after.json()["build"] == second


def test_a_request_under_way_keeps_its_build(changing, wire):
    """Who has begun on the old build can finish on it; it is closed after the last one."""
    source, directory, first, second = changing
    with source.lease() as old:
        _serve(directory, second)
        with source.lease() as other:
            assert other.build_id == first
        wire[2](lambda: source.build_id == second)
        assert old.search("科普")["build"] == first
        assert old.rows("ASK {}") == ((True,),)
        with source.lease() as new:
            assert new.build_id == second


def test_a_build_that_was_removed_answers_nothing_more(changing, tmp_path):
    """Where several builds passed unseen and the served one is gone, the next request is answered by the new one."""
    _, directory, first, second = changing
    copy = tmp_path / "dataset"
    shutil.copytree(directory, copy)
    source = DatasetSource(copy, query_workers=1)
    try:
        source.open()
        assert source.build_id == first
        _serve(copy, second)
        shutil.rmtree(copy / "builds" / first)
        with source.lease() as served:
            assert served.build_id == second
            assert served.search("科普")["hits"]
    finally:
        source.close()


def test_a_build_that_does_not_open_leaves_the_old_one(changing, caplog):
    """A damaged new build is not served; requests go on."""
    source, directory, first, _ = changing
    source.open()
    _serve(directory, "0" * 16)
    for _ in range(3):
        with source.lease() as served:
            assert served.build_id == first
    client = TestClient(create_app(source))

    assert client.get("/readyz").json()["build"] == first


def test_without_a_dataset_the_service_says_so(tmp_path, sample_dataset):
    """No dataset: alive, not ready, 503 with a sentence that names no folder; once there is one, it answers."""
    source = DatasetSource(tmp_path / "dataset", query_workers=1)
    client = TestClient(create_app(source))
    refused = client.get("/api/search", params={"q": "科普"})

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    assert str(tmp_path) not in refused.text
    shutil.copytree(sample_dataset, tmp_path / "dataset")
    assert client.get("/api/search", params={"q": "科普"}).status_code == 200
    source.close()


def test_a_damaged_dataset_is_503_and_tells_no_path(tmp_path, sample_dataset):
    """What is wrong inside is for the log and the operator, not for the visitor."""
    directory = tmp_path / "dataset"
    shutil.copytree(sample_dataset, directory)
    next(directory.glob("builds/*/manifest.json")).write_text("{}")
    source = DatasetSource(directory)
    answer = TestClient(create_app(source)).get("/api/search", params={"q": "科普"})

    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    with pytest.raises(DamagedBuildError):
        source.open()


def test_a_closed_source_lends_nothing(sample_dataset):
    """After the end nothing is opened again."""
    source = DatasetSource(sample_dataset, query_workers=1)
    source.open()
    source.close()

    with pytest.raises(NoDatasetError), source.lease():
        pass
