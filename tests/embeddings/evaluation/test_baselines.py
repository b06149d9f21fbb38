"""The comparison channel does what its name says."""

import numpy as np
import pytest

from embeddings.evaluation.baselines import LatentIndex

TEXTS = ["科普讲座场次", "科普讲座人次", "科普报告会场次", "资金支出进度", "资金拨付率", "资金给付准时率", "满意度"]


@pytest.fixture(scope="module")
def index():
    return LatentIndex(TEXTS, size=4)


def test_finds_the_topic(index):
    """A query about money finds the rows about money before the rest."""
    assert set(index.search("资金支付率", top_k=3).rows.tolist()) == {3, 4, 5}


def test_scores_are_cosines_and_repeatable(index):
    """Scores lie in -1 to 1 and do not change from one run to the next."""
    scores = index.scores("科普讲座")

    assert scores.shape == (len(TEXTS),)
    assert np.all(np.abs(scores) <= 1 + 1e-9)
    np.testing.assert_allclose(LatentIndex(TEXTS, size=4).scores("科普讲座"), scores, atol=1e-9)


def test_unknown_words_score_nothing(index):
    """A query that shares no term with the rows has no direction."""
    assert not index.scores("鑿").any()
