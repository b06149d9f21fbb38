import pytest

from kg import read_document, record_json
from kg.dataset import build_dataset, open_build, verify_build
from kg.dataset.reading_jobs import read_original


@pytest.fixture(scope="module")
def opened(corpus, tmp_path_factory):
    directory = tmp_path_factory.mktemp("real") / "dataset"
    build_dataset(directory, sorted(corpus.glob("00[04]_*.txt")), with_store=False)
    return open_build(directory)


def test_real_documents_make_a_sound_build(opened):
    """Every span of two real documents stands where it says, and the graph is that of the records."""
    assert [document.form for document in opened.documents] == ["declaration", "declaration"]
    assert opened.manifest.counts["indicators"] > 40
    assert verify_build(opened, read=read_original) == []


def test_records_are_exactly_what_kg_read_prints(opened, corpus):
    """A stored record is the text of reading the file by itself."""
    for document in opened.documents:
        printed = record_json.dumps(read_document(corpus / document.names[0]))

        assert opened.folder.record(document.id).read_text(encoding="utf-8") == printed
