"""The lexical channel is exact, explains itself, and treats equal texts equally."""

import json
import math
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.analysis.folding import fold_name, letters
from embeddings.channels import lexical_writing
from embeddings.channels.lexical import LexicalIndex
from embeddings.channels.lexical_writing import write_lexical
from embeddings.channels.postings import SATURATION, Field
from kg.errors import DamagedBuildError

ROWS = [["举办科普讲座场次"], ["科普讲座参加人次"], ["资金支出进度（%）"], ["举办 科普讲座 场次"], ["满意度"]]
TEXT = st.text(alphabet="科普讲座场次资金（）() aA%，1", max_size=12)


def test_finds_shared_characters_best_first():
    """The row with all of the query comes first, rows that share nothing do not come."""
    found = LexicalIndex.build(ROWS).search("科普讲座场次", top_k=10)

    assert found.rows.tolist() == [0, 3, 1]
    assert found.scores[0] == found.scores[1] > found.scores[2] > 0


def test_score_is_the_formula():
    """One row, one term: the score is BM25 with k1, over what the query as a row would get."""
    index = LexicalIndex.build([["ab"], ["cd"]], [Field("name", weight=1, length_share=0)])

    (score,) = index.scores("ax", np.array([0]))

    seen, unseen = (math.log1p((2 - n + 0.5) / (n + 0.5)) for n in (1, 0))
    impact = 1 / (1 + SATURATION)
    assert score == pytest.approx(seen * impact / ((seen + 2 * unseen) * impact), rel=1e-6)


def test_the_text_itself_scores_one():
    """A row equal to the query has the full score, whatever its width, case, spaces and marks."""
    index = LexicalIndex.build([["ＦＭ818 节目（期）"], ["节目"]])

    assert index.search("fm818节目期", top_k=1).scores[0] == pytest.approx(1.0, abs=1e-6)


@given(st.lists(TEXT, min_size=1, max_size=12), TEXT)
def test_equal_texts_score_equal_and_scores_agree(texts, query):
    """Equal texts have equal scores to the last bit; searching and scoring given rows say the same."""
    index = LexicalIndex.build([[text] for text in texts])
    rows = np.arange(len(texts))

    scores = index.scores(query, rows)
    found = index.search(query, top_k=len(texts))
    narrowed = index.search(query, top_k=len(texts), candidates=rows)

    assert np.all((scores >= 0) & (scores <= 1))
    by_text = {}
    for text, score in zip(texts, scores.tolist(), strict=True):
        assert by_text.setdefault(letters(text), score) == score
    assert found.rows.tolist() == narrowed.rows.tolist()
    np.testing.assert_array_equal(found.scores, scores[found.rows])
    np.testing.assert_array_equal(found.scores, narrowed.scores)
    assert set(found.rows.tolist()) == set(np.flatnonzero(scores).tolist())
    for row in rows:
        assert index.scores(query, np.array([row]))[0] == scores[row]


@given(st.lists(TEXT, min_size=1, max_size=12), TEXT, st.sets(st.integers(0, 11)))
def test_a_filter_changes_who_may_come_and_no_score(texts, query, allowed):
    """Candidates limit the rows; a row's score does not depend on the other candidates."""
    index = LexicalIndex.build([[text] for text in texts])
    candidates = np.array(sorted(row for row in allowed if row < len(texts)), dtype=np.int64)

    found = index.search(query, top_k=5, candidates=candidates)

    everything = index.search(query, top_k=len(texts))
    expected = [(row, score) for row, score in zip(*map(np.ndarray.tolist, everything), strict=True) if row in allowed]
    assert list(zip(found.rows.tolist(), found.scores.tolist(), strict=True)) == expected[:5]


@given(st.lists(TEXT, min_size=1, max_size=8), TEXT)
def test_shares_of_terms_add_up_to_the_score(texts, query):
    """What the terms give to a row is its score."""
    index = LexicalIndex.build([[text] for text in texts])

    rows = np.arange(len(texts))
    for row, terms, score in zip(rows, index.explanations(query, rows), index.scores(query, rows), strict=True):
        assert sum(term.score for term in terms) == pytest.approx(score, abs=1e-9)
        assert all(term.text in letters(query) and term.text in letters(texts[row]) for term in terms)


def test_fields_weigh_as_said():
    """A word in the name counts more than the same word in the project."""
    fields = (Field("name"), Field("project", weight=0.3))
    index = LexicalIndex.build([["讲座", "满意度"], ["满意度", "讲座"], ["场次", "资金"]], fields)

    found = index.search("讲座", top_k=5)

    assert found.rows.tolist() == [0, 1]
    assert found.scores[0] > found.scores[1] > 0


@pytest.mark.parametrize("batch_size", [1, 2, 100])
def test_batches_change_nothing(batch_size, tmp_path):
    """However the rows are batched, the files are the same bytes; loaded, they answer the same."""
    index = LexicalIndex.build(iter(ROWS), batch_size=batch_size)
    reference = LexicalIndex.build(ROWS)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    names = index.save(tmp_path / "a")
    reference.save(tmp_path / "b")

    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(names)
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    loaded = LexicalIndex.load(tmp_path / "a")
    for left, right in zip(loaded.search("科普场次", 5), reference.search("科普场次", 5), strict=True):
        np.testing.assert_array_equal(left, right)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=12), st.integers(1, 13), st.integers(1, 40))
def test_written_in_parts_it_is_the_same_index(rows, batch_rows, part_postings):
    """Writing an index of any size, batch by batch and part by part, gives the bytes of the one made in memory."""
    fields = [Field("name"), Field("target", weight=0.5, length_share=0.75)]
    folder = tempfile.TemporaryDirectory
    with folder() as one, folder() as other, pytest.MonkeyPatch.context() as patching:
        patching.setattr(lexical_writing, "_STEP", 1)
        written = write_lexical(Path(one), iter(rows), fields, batch_rows=batch_rows, part_postings=part_postings)
        saved = LexicalIndex.build(rows, fields).save(Path(other))

        assert sorted(path.name for path in Path(one).iterdir()) == sorted(written) == sorted(saved)
        for name in written:
            assert (Path(one) / name).read_bytes() == (Path(other) / name).read_bytes()


@pytest.mark.parametrize("query", ["", "（）", "鑿"])
def test_nothing_is_found_for_nothing(query):
    """A query without a known term finds nothing, in an empty index as well."""
    assert len(LexicalIndex.build(ROWS).search(query, 5).rows) == 0
    assert len(LexicalIndex.build([]).search("科普", 5).rows) == 0


@pytest.mark.parametrize("name", ["settings.json", "keys.npy", "rows.npy", "impacts.npy", "starts.npy"])
def test_damage_is_named(tmp_path, name):
    """A cut or missing file is an error that names it."""
    LexicalIndex.build(ROWS).save(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:20])

    with pytest.raises(DamagedBuildError) as caught:
        LexicalIndex.load(tmp_path)

    assert caught.value.file == name


def test_arrays_of_two_builds_do_not_mix(tmp_path):
    """Arrays that do not fit together are refused."""
    LexicalIndex.build(ROWS).save(tmp_path)
    np.save(tmp_path / "rows.npy", np.zeros(3, np.int32))

    with pytest.raises(DamagedBuildError):
        LexicalIndex.load(tmp_path)


def test_other_format_versions_are_refused(tmp_path):
    """A settings file of another version is not guessed at."""
    LexicalIndex.build(ROWS).save(tmp_path)
    settings = json.loads((tmp_path / "settings.json").read_text())
    (tmp_path / "settings.json").write_text(json.dumps({**settings, "version": 99}))

    with pytest.raises(DamagedBuildError):
        LexicalIndex.load(tmp_path)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    """Folding is stable, and so is what judgements compare."""
    assert letters(letters(text)) == letters(text)
    assert fold_name(fold_name(text)) == fold_name(text)


def test_names_are_compared_without_one_trailing_bracket():
    """A trailing bracket, white space and punctuation do not make two names."""
    assert fold_name("正常运行率 （%）") == fold_name("正常运行率") == fold_name("正常运行率。")
    assert fold_name("清扫、巡逻次数") == "清扫巡逻次数"
    assert fold_name("出国（境）人数") != fold_name("出国人数")
    assert fold_name("（试行）") == "试行"
