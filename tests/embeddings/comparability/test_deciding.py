"""What decides that objects are the same: parts that add up, never less for being more alike, learned alike again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.comparability.deciding import FILE, MANNERS, PLAIN, Alike, read_weights
from embeddings.comparability.matching_words import compared, compared_in_words
from embeddings.comparability.objects import Objects
from embeddings.query.questions import Question
from embeddings.training.deciding import draw, make_weights
from embeddings.training.texts import parse
from kg.errors import ModelError
from tests.embeddings.told import margin_of

JUDGED = Path(__file__).parents[1] / "judged" / "pairs.jsonl"
SHIPPED = read_weights(SHIPPED_MODEL)
figures = st.floats(0.0, 1.0)


def _alike(whole, rest, unmatched, landmarks):
    return Alike(*(np.array([figure], np.float64) for figure in (whole, rest, unmatched, landmarks)))


@given(figures, figures, st.floats(0.0, 9.0), figures, st.sampled_from([*MANNERS, "nothing"]))
def test_parts_add_up(whole, rest, unmatched, landmarks, manner):
    """The margin is the sum of its parts to the last digit, and 0 and more is the same object where texts are near."""
    alike = _alike(whole, rest, unmatched, landmarks)
    *parts, margin = (int(part[0]) for part in SHIPPED.parts(alike, manner))

    assert sum(parts) == margin
    assert bool(SHIPPED.same_object(alike, manner)[0]) == (margin >= 0 and whole >= SHIPPED.least_whole)


@given(st.tuples(figures, figures, st.floats(0.0, 9.0), figures), st.tuples(*[figures] * 4), st.sampled_from(MANNERS))
def test_being_more_alike_never_takes_away(first, more, manner):
    """Nearer as a whole, in the rest or among landmarks, or a lighter word unmatched: what was the same stays so."""
    nearer = [figure + part * (1 - figure) for figure, part in zip(first, more, strict=True)]
    nearer[2] = first[2] * more[2]

    assert SHIPPED.same_object(_alike(*nearer), manner)[0] or not SHIPPED.same_object(_alike(*first), manner)[0]


@given(figures, figures, st.floats(0.0, 9.0), figures, st.sampled_from(MANNERS), st.sampled_from([SHIPPED, PLAIN]))
def test_nothing_less_near_than_the_least_is_the_same(whole, rest, unmatched, landmarks, manner, weights):
    """Whoever looks only at texts that are near enough as a whole misses nothing."""
    same = weights.same_object(_alike(whole, rest, unmatched, landmarks), manner)[0]

    assert not same or whole >= weights.least_near(manner)


@given(figures, figures, st.floats(0.0, 9.0), figures, st.sampled_from([SHIPPED, PLAIN]))
def test_words_without_an_object_are_the_same_as_nothing(whole, rest, unmatched, landmarks, weights):
    """However near a text is, it has not the object that was never named."""
    assert not weights.same_object(_alike(whole, rest, unmatched, landmarks), "nothing")[0]
    assert weights.least_near("nothing") > 1


def test_what_a_name_says_besides_does_not_count_against_it_where_a_person_asks(encoder):
    """The words of a name narrow a short question; between two names they tell objects apart."""
    asked, narrower = "培训场次", "科学老师、社区科普工作人员等培训场次"
    (_, (of_question,)), (_, (of_name,)) = (compared(encoder, asked, [narrower], both=both) for both in (False, True))

    assert of_question < 0.001
    assert of_name > 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("小学新增学位", "初中新增学位"),
        ("企业科协新建数量", "高校科协新建数量"),
        ("科普基地年度考核数量", "科普基地年度新增数量"),
    ],
)
def test_what_remains_beside_a_common_frame_tells_objects_apart(encoder, one, other):
    """Names that share nearly all their words are near as a whole, and what remains of them is not."""
    vectors = encoder.encode([one, other])
    (rest,), (unmatched,) = compared(encoder, one, [other])

    assert vectors[0] @ vectors[1] > 0.4
    assert rest < vectors[0] @ vectors[1] - 0.1
    assert unmatched > 1


def test_the_order_of_two_texts_does_not_matter(encoder):
    """A pair has no direction: all figures are the same from either side."""
    pairs = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    for pair in pairs[:100]:
        one, other = pair["a"]["name"], pair["b"]["name"]
        there, back = compared(encoder, one, [other]), compared(encoder, other, [one])

        assert np.allclose(there, back, atol=1e-5), (one, other)


def test_a_name_and_its_wrapped_or_traditional_print_are_the_same(encoder):
    """White space, width, brackets and traditional characters are no words."""
    rest, unmatched = compared(encoder, "科普讲座场次（场）", ["科普 讲座场次(场)", "科普講座場次（場）"])

    assert rest.tolist() == [1.0, 1.0]
    assert np.allclose(unmatched, 0, atol=1e-5)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("科普讲座", "中学科普讲座", "中学"),
        ("中学科普讲座", "科普讲座", "中学"),
        ("科普讲坛", "黄埔科普讲坛", "黄埔"),
        ("科创活动", "科创下午茶活动", "下午茶"),
        ("科普讲座", "科普講座", ""),
        ("科普讲座", "ʔʕ", "科普讲座"),
        ("ʔʕ", "科普讲座", ""),
    ],
)
def test_the_word_that_is_hardest_to_match_is_named(encoder, one, other, word):
    """It is read from either side, as a person would read it, and the figures beside it are the same as without it."""
    *figures, (named,) = compared_in_words(encoder, one, [other])

    assert named == word
    assert [figure.tolist() for figure in figures] == [figure.tolist() for figure in compared(encoder, one, [other])]


def test_a_text_without_known_words_is_like_nothing(encoder):
    """No figure is undefined, and nothing is comparable with it."""
    for one, other in (("ʔʕ", "科普讲座"), ("科普讲座", "ʔʕ"), ("", ""), ("ʔʕ", "ʔʕ")):
        rest, unmatched = compared(encoder, one, [other])

        assert np.isfinite([*rest, *unmatched]).all()
        assert not SHIPPED.same_object(Alike(np.zeros(1), rest, unmatched, np.zeros(1)), "words")[0]


def test_pairs_of_indicators(encoder):
    """Of the judged pairs as many are told rightly as docs/quality.md says, by measure and object."""
    pairs = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    dev = [pair for pair in pairs if pair["split"] == "dev"]
    said = np.array([margin_of(encoder, pair["a"], pair["b"]) >= 0 for pair in dev])
    same = np.array([pair["grade"] == "same" for pair in dev])

    assert (said & same).sum() / said.sum() >= 0.84
    assert (said & same).sum() / same.sum() >= 0.78


def test_the_shipped_weights_can_be_learned_again(tmp_path):
    """The script, its texts and its seed give the file that is shipped."""
    for path in SHIPPED_MODEL.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    shutil.copytree(SHIPPED_MODEL / "1_Normalize", tmp_path / "1_Normalize")
    make_weights(tmp_path)
    shipped, again = (json.loads((folder / FILE).read_text(encoding="utf-8")) for folder in (SHIPPED_MODEL, tmp_path))

    assert again["learned_from"] == shipped["learned_from"]
    for side in ("questions", "names"):
        assert again[side] == pytest.approx(shipped[side], abs=0.01)
    assert again["least"] == pytest.approx(shipped["least"], abs=0.02)


def test_pairs_are_drawn_by_kind():
    """Phrasings of one group are the same; its near misses and the names of another group are not."""
    text = "# 行业: 科普\n= 讲座场次 | 办了几场讲座 | 讲了几回\n!m 讲座人次\n\n= 图书册数 | 几本书\n!o 期刊册数\n"
    groups, _ = parse(text, "author_a_1.txt")
    drawn = list(draw(groups))

    assert {("讲座场次", "讲了几回"), ("图书册数", "几本书")} <= {p[:2] for p in drawn if p.kind == "same"}
    assert {p.other for p in drawn if p.kind == "m"} == {"讲座人次"}
    assert drawn == list(draw(groups))
    for pair in drawn:
        own = next(group for group in groups if pair.one in group.names)
        assert (pair.kind == "same") == (pair.other in own.names)


def test_a_model_without_weights_is_judged_by_the_whole(tmp_path, index, encoder):
    """Nearness alone decides then, and no word is looked up."""
    assert read_weights(tmp_path) is read_weights(None) is PLAIN

    class Other:
        """Any other encoder."""

        dimension = encoder.dimension

    whole = np.array([0.2, 0.8])
    question = Question("讲座", np.zeros(encoder.dimension, np.float32), None)
    alike = Objects(index.catalogue, Other()).alike(question, ["讲座", "展览"], whole)
    assert PLAIN.same_object(alike, "words").tolist() == [False, True]


@pytest.mark.parametrize("harm", ["{", "[]", '{"whole": 1}', "negative", "unknown least"])
def test_broken_weights_are_named(tmp_path, harm):
    """Weights that are none are an error of the model and never a silent default."""
    plain = json.loads((SHIPPED_MODEL / FILE).read_text(encoding="utf-8"))
    if harm == "negative":
        harm = json.dumps({**plain, "names": {**plain["names"], "rest": -1}})
    if harm == "unknown least":
        harm = json.dumps({**plain, "least": {"words": 1}})
    (tmp_path / FILE).write_text(harm, encoding="utf-8")

    with pytest.raises(ModelError, match=FILE):
        read_weights(tmp_path)
