"""The dense channel is exact, keeps ties, filters before scoring, and stays on disk."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embeddings.channels.vectors as module
from embeddings.channels.vectors import FILE, VectorIndex, widened, write_vectors
from kg.errors import DamagedBuildError

DIMENSION = 16


def _unit(count, seed=0, dimension=DIMENSION):
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _expected(vectors, query, top_k, allowed):
    scores = vectors.astype(np.float16).astype(np.float64) @ query.astype(np.float64)
    return sorted(allowed, key=lambda row: (-scores[row], row))[:top_k]


@pytest.fixture(params=[0, 4096], ids=["filtered scan", "reading candidates"])
def limit(request, monkeypatch):
    """Both ways of filtering: few candidates are read, many are scanned."""
    monkeypatch.setattr(module, "_GATHER_LIMIT", request.param)


@pytest.mark.usefixtures("limit")
def test_agrees_with_brute_force_with_and_without_a_filter():
    """The rows are those of a plain matrix product, whatever the filter."""
    vectors = _unit(500)
    index = VectorIndex.build(DIMENSION, [vectors[:200], vectors[200:]])
    query = _unit(1, seed=9)[0]

    for allowed in (None, np.arange(0, 500, 7), np.array([3]), np.arange(500)[::-1]):
        found = index.search(query, 10, allowed)

        rows = range(500) if allowed is None else allowed.tolist()
        assert found.rows.tolist() == _expected(vectors, query, 10, rows)
        np.testing.assert_array_equal(found.scores, index.scores(query, found.rows))


@pytest.mark.usefixtures("limit")
@pytest.mark.parametrize("filtered", [False, True])
def test_many_equal_vectors_come_in_row_order(filtered):
    """A name that stands in hundreds of documents: all score equal, the first rows come first."""
    vectors = np.repeat(_unit(3), 300, axis=0)
    index = VectorIndex.build(DIMENSION, [vectors])
    candidates = np.arange(1, 900, 2) if filtered else None

    found = index.search(vectors[450], 20, candidates)

    expected = np.arange(300, 340)[1::2] if filtered else np.arange(300, 320)
    assert found.rows.tolist() == expected.tolist()
    assert len(set(found.scores.tolist())) == 1


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([1, 7, 16, 100, 256]))
@settings(deadline=None)
def test_a_row_scores_the_same_wherever_it_stands(count, seed, dimension):
    """Scores do not depend on the place of a row, on the other rows, or on how many are asked for."""
    vectors = _unit(count, seed, dimension)
    index = VectorIndex.build(dimension, [vectors, vectors[::-1].copy()])
    query = _unit(1, seed ^ 1, dimension)[0]

    scores = index.scores(query, np.arange(2 * count))

    np.testing.assert_array_equal(scores[:count], scores[count:][::-1])
    assert np.all(np.abs(scores) <= 1)
    one = np.array([index.scores(query, np.array([row]))[0] for row in range(count)])
    np.testing.assert_array_equal(one, scores[:count])
    found = index.search(query, count)
    np.testing.assert_array_equal(found.scores, scores[found.rows])
    assert np.all(np.diff(found.scores) <= 0)


def test_a_text_is_its_own_nearest_neighbour():
    """Half precision does not move a row away from itself."""
    vectors = _unit(300, dimension=256)
    index = VectorIndex.build(256, [vectors])

    for row in range(0, 300, 17):
        found = index.search(vectors[row], 1)
        assert found.rows.tolist() == [row]
        assert found.scores[0] == pytest.approx(1, abs=1e-3)


def test_a_zero_query_and_an_empty_index_find_nothing():
    """A text without a known word finds nothing by meaning."""
    index = VectorIndex.build(DIMENSION, [_unit(5)])
    zero = np.zeros(DIMENSION, np.float32)

    assert len(index.search(zero, 3).rows) == 0
    assert len(index.search(_unit(1)[0], 3, np.empty(0, np.int64)).rows) == 0
    assert len(VectorIndex.build(DIMENSION, []).search(_unit(1)[0], 3).rows) == 0


def test_saved_and_loaded_it_answers_the_same(tmp_path):
    """A loaded index gives the same rows and scores, and the same file for the same vectors."""
    vectors = _unit(50)
    index = VectorIndex.build(DIMENSION, [vectors])
    other = tmp_path / "again"
    other.mkdir()

    assert index.save(tmp_path) == (FILE,)
    VectorIndex.build(DIMENSION, [vectors[:9], vectors[9:]]).save(other)

    loaded = VectorIndex.load(tmp_path)
    assert (len(loaded), loaded.dimension) == (50, DIMENSION)
    for left, right in zip(loaded.search(vectors[3], 5), index.search(vectors[3], 5), strict=True):
        np.testing.assert_array_equal(left, right)
    np.testing.assert_array_equal(loaded.vectors(np.array([2, 1])), vectors[[2, 1]].astype(np.float16))
    assert (tmp_path / FILE).read_bytes() == (other / FILE).read_bytes()


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_a_cut_file_is_refused(tmp_path, kept):
    """A truncated or missing file is an error that names it."""
    VectorIndex.build(DIMENSION, [_unit(50)]).save(tmp_path)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(DamagedBuildError):
        VectorIndex.load(tmp_path)
    path.unlink()
    with pytest.raises(DamagedBuildError):
        VectorIndex.load(tmp_path)


def test_another_kind_of_index_is_refused(tmp_path):
    """A valid faiss file of another kind is not searched as if it were ours."""
    import faiss

    faiss.write_index(faiss.IndexFlatL2(4), str(tmp_path / FILE))

    with pytest.raises(DamagedBuildError):
        VectorIndex.load(tmp_path)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_written_batch_by_batch_it_is_the_same_file(tmp_path, count):
    """Writing vectors as they come gives the bytes that faiss writes of the whole index."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    vectors = _unit(count)

    names = write_vectors(one, DIMENSION, (vectors[start : start + 100] for start in range(0, count, 100)))

    assert names == VectorIndex.build(DIMENSION, [vectors]).save(other) == (FILE,)
    assert (one / FILE).read_bytes() == (other / FILE).read_bytes()
    assert len(VectorIndex.load(one)) == count


def test_an_index_that_was_broken_off_cannot_be_opened(tmp_path):
    """What was written before an error is no index of fewer rows."""

    def failing():
        yield _unit(3)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_vectors(tmp_path, DIMENSION, failing())
    with pytest.raises(DamagedBuildError):
        VectorIndex.load(tmp_path)


def test_another_format_of_faiss_is_noticed_when_it_is_written(tmp_path, monkeypatch):
    """Should a faiss put something else last, writing stops with the file's name."""
    monkeypatch.setattr(module, "_before_codes", lambda index: b"IxSQ" + bytes(60))

    with pytest.raises(DamagedBuildError, match=FILE):
        write_vectors(tmp_path, DIMENSION, [_unit(3)])


def test_every_half_is_widened_exactly():
    """All 63,488 finite halves, zeros of both signs and numbers below the least normal one among them."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)]

    assert len(halves) == 63_488
    assert widened(halves).tobytes() == halves.astype(np.float32).tobytes()
    assert widened(halves.reshape(-1, 512)).shape == (124, 512)
