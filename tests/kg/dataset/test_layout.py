import json

import pytest

from kg.dataset import current_id, open_build
from kg.dataset.manifest import ManifestError, dump_manifest, load_manifest, stored_documents
from kg.errors import DamagedBuildError, NoDatasetError
from tests.kg.dataset.tiny import build, pages


@pytest.fixture
def directory(tmp_path):
    build(tmp_path / "dataset", [pages(tmp_path / "sources", a="表 甲\n场次=10场\n", b="别的\n")])
    return tmp_path / "dataset"


def test_nothing_here_is_said_as_such(tmp_path):
    """A folder without a dataset, or no folder, is one plain error."""
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoDatasetError):
            open_build(path)


@pytest.mark.parametrize("text", ["", "xyz\n", "../../../../etc\n", "0123456789abcdef0\n"])
def test_a_spoilt_current_is_never_followed(directory, text):
    """CURRENT is an id and nothing else."""
    (directory / "CURRENT").write_text(text)

    with pytest.raises(DamagedBuildError, match="CURRENT"):
        current_id(directory)


def test_a_manifest_comes_back_as_it_was(directory):
    """Writing and reading a manifest is the identity, refusals included."""
    manifest = open_build(directory).manifest

    assert load_manifest(dump_manifest(manifest)) == manifest
    assert stored_documents(dump_manifest(manifest))[0].digest == manifest.documents[0].digest
    assert {name: error.key for name, error in manifest.refused} == {"b.txt": "unknown-form"}


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["counts"].update(documents=7),
        lambda plain: plain["documents"].pop(),
        lambda plain: plain.pop("manifest_digest"),
        lambda plain: plain["files"].clear(),
    ],
    ids=["counts", "documents", "digest", "files"],
)
def test_a_changed_manifest_is_noticed_when_it_is_opened(directory, change):
    """Any change of the manifest is damage."""
    path = open_build(directory).folder.manifest
    plain = json.loads(path.read_bytes())
    change(plain)
    path.write_text(json.dumps(plain))

    with pytest.raises(DamagedBuildError, match=r"manifest\.json"):
        open_build(directory)


def test_a_cut_manifest_is_noticed(directory):
    """Half a manifest is damage, not a crash."""
    path = open_build(directory).folder.manifest
    path.write_bytes(path.read_bytes()[:300])

    with pytest.raises(DamagedBuildError, match=r"manifest\.json"):
        open_build(directory)
    with pytest.raises(ManifestError):
        stored_documents(path.read_bytes())


def test_a_missing_or_cut_file_is_noticed_when_it_is_opened(directory):
    """Sizes are checked at opening; the file is named."""
    graph = open_build(directory).folder.graph
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(DamagedBuildError, match=r"graph\.nq is damaged"):
        open_build(directory)

    graph.unlink()
    with pytest.raises(DamagedBuildError, match=r"graph\.nq is damaged \(✗\)"):
        open_build(directory)


def test_readings_are_a_sequence_loaded_when_asked(directory):
    """Readings come by digest, can be cut, and refused documents are not among them."""
    opened = open_build(directory)
    readings = opened.readings()

    assert len(readings) == len(list(readings)) == 1
    assert readings[-1].document.title == "甲"
    assert len(readings[1:]) == 0
    with pytest.raises(IndexError):
        readings[1]
    span = readings[0].indicators[0].annual_target.source.spans[0]
    assert opened.text(readings[0].document.digest)[span.start : span.end] == "10场"
    refused = next(d for d in opened.documents if d.refusal)
    with pytest.raises(KeyError):
        opened.text(refused.digest)


def test_a_changed_record_is_refused_and_not_shown(directory):
    """A record is compared with its digest before it is believed: a changed figure is damage, not a figure."""
    opened = open_build(directory)
    path = opened.folder.record(opened.manifest.readable[0].id)
    path.write_text(path.read_text("utf-8").replace("10场", "90场"), encoding="utf-8")

    with pytest.raises(DamagedBuildError, match=r"records/.*SHA-256"):
        list(opened.readings())


def test_a_dataset_without_current_says_that_it_is_damaged(directory):
    """A lost CURRENT is not the same as no dataset: the builds are there, and a build serves one again."""
    (directory / "CURRENT").unlink()

    with pytest.raises(DamagedBuildError, match="CURRENT"):
        open_build(directory)
