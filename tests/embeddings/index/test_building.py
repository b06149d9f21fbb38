"""Building the index: the same input gives the same bytes, and every row can be found again."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from embeddings.index.building import build_index, cosine_floor
from embeddings.index.catalogue import FORMAT_VERSION, SETTINGS, Catalogue
from embeddings.index.catalogue_writing import CatalogueWriter
from embeddings.index.rows import IndicatorRows
from embeddings.index.texts import embed_texts, search_text
from embeddings.retrieval.search import Index
from kg.errors import DamagedBuildError, FormatVersionError
from kg.records import Level


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_readings_same_bytes(tmp_path, two_departments, encoder):
    """The order in which documents are given changes nothing, and the files named are the files there."""
    one, other = tmp_path / "one", tmp_path / "other"
    names = build_index(one, two_departments, encoder)
    build_index(other, two_departments[::-1], encoder)

    assert digests(one) == digests(other)
    assert sorted(digests(one)) == list(names)


def test_readings_are_gone_through_once(tmp_path, two_departments, encoder):
    """A stream in the order of document ids does as well as a list."""
    ordered = sorted(two_departments, key=lambda reading: reading.document.id)
    build_index(tmp_path / "stream", iter(ordered), encoder)
    build_index(tmp_path / "list", ordered, encoder)

    assert digests(tmp_path / "stream") == digests(tmp_path / "list")
    with pytest.raises(ValueError, match="after"):
        build_index(tmp_path / "wrong", iter(ordered[::-1]), encoder)


def test_no_document_comes_after_the_texts(tmp_path, two_departments):
    """Equal texts are told apart once; a document added later would have none, and is refused."""
    first, second = sorted(two_departments, key=lambda reading: reading.document.id)
    with CatalogueWriter(tmp_path, "http://localhost:8000/") as writer:
        writer.add(first)
        texts = list(writer.texts())
        assert texts == list(writer.texts())
        with pytest.raises(ValueError, match="after the texts"):
            writer.add(second)


def test_rows_stand_by_document_and_ordinal(index):
    """Every row is found by its IRI, and rows are in the order of ties."""
    catalogue, rows = index.catalogue, IndicatorRows(index.catalogue)
    hits = [catalogue.hit(row) for row in range(catalogue.rows)]
    places = [(hit["document_id"], int(hit["indicator"].rpartition("-")[2])) for hit in hits]

    assert places == sorted(places)
    for row, hit in enumerate(hits):
        assert rows.row(hit["indicator"]) == row
        assert hit["document"] in catalogue.document(row).names
    assert rows.row("http://localhost:8000/id/indicator/ffffffffffffffff-1") is None
    assert rows.row(f"http://localhost:8000/id/indicator/{places[0][0]}-99") is None
    assert rows.row("nonsense") is None


def test_entries_are_distinct_texts(index):
    """Rows share an entry when and only when text and measures are the same."""
    catalogue = index.catalogue
    entries = catalogue.column("entry").tolist()
    satisfaction = [row for row in range(catalogue.rows) if catalogue.hit(row)["project"] == "科技馆运行"]

    assert catalogue.entries == catalogue.rows - 1
    assert len({entries[row] for row in satisfaction}) == 1
    for entry in range(catalogue.entries):
        assert [entries[row] for row in catalogue.entry_rows(entry).tolist()] == [entry] * len(
            catalogue.entry_rows(entry)
        )


def test_figures_do_not_change_the_searched_text(reading_of):
    """The same promise with another number is the same text."""
    few, many = (reading_of("甲州市科协", [("讲座场次", words, "数量指标", "")]) for words in ("3场", "不少于500场"))

    assert search_text(few.indicators[0]) == search_text(many.indicators[0])


def test_the_level_is_that_of_the_registry(index):
    """A hit's level is the department's over all documents."""
    levels = {department.name: department.level for department in index.catalogue.departments}

    assert set(levels.values()) == {Level.CITY.value, Level.DISTRICT.value}


def test_vectors_are_unit_length_or_zero(encoder, two_departments):
    """Texts have length 1; a text of which no token is known is zero, not noise."""
    texts = [search_text(indicator) for reading in two_departments for indicator in reading.indicators]
    texts.append(texts[0]._replace(name="𠮷𠮷", target=""))
    lengths = np.linalg.norm(embed_texts(encoder, texts), axis=1)

    assert np.allclose(lengths[:-1], 1.0, atol=1e-6)
    assert lengths[-1] == 0.0


def test_the_zero_of_a_model(encoder):
    """Names without relation lie near 0 in the shipped model, so its scores use the whole range."""
    assert 0.0 <= cosine_floor(encoder) < 0.1


def test_an_index_of_another_version_says_what_to_do(tmp_path, two_departments, encoder):
    """It is no damage; the dataset that can be built anew is named, not a folder inside it."""
    build = tmp_path / "builds" / "00ff"
    build.mkdir(parents=True)
    build_index(build, two_departments, encoder)
    path = build / "vectors" / SETTINGS
    plain = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**plain, "version": 3}), encoding="utf-8")

    with pytest.raises(FormatVersionError) as caught:
        Index(build, encoder)

    assert (caught.value.path, caught.value.found, caught.value.expected) == (str(tmp_path), 3, FORMAT_VERSION)


@pytest.mark.parametrize("table", ["measures", "pieces"])
def test_an_index_whose_bits_mean_something_else_is_not_read(tmp_path, two_departments, encoder, table):
    """Which bit is which measure, and which thing that is counted, is kept beside the bits."""
    build_index(tmp_path, two_departments, encoder)
    path = tmp_path / "vectors" / SETTINGS
    plain = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**plain, table: plain[table][::-1]}), encoding="utf-8")

    with pytest.raises(DamagedBuildError, match=table):
        Index(tmp_path, encoder)


def test_opening_reads_no_column(tmp_path, two_departments, encoder):
    """Opening an index touches the settings only; columns are mapped when a query needs them."""
    build_index(tmp_path, two_departments, encoder)
    (tmp_path / "vectors" / "year.npy").unlink()
    index = Index(tmp_path, encoder)

    assert index.search("科普讲座").answer == "found"
    assert Catalogue(tmp_path / "vectors").rows == 14
