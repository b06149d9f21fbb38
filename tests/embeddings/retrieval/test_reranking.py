"""Models of other people are loaded by the real library; the ones here are made in the test and know nothing."""

from __future__ import annotations

import json
from decimal import Decimal

import numpy as np
import pytest

from api import open_dataset
from api.building import build
from embeddings.channels.encoder import load_encoder
from embeddings.index.building import build_index
from embeddings.retrieval.reranking import Reranker, reranked
from embeddings.retrieval.search import Index
from kg.errors import ModelError, OptionError
from kg.sample import SAMPLE_FOLDER

CHARACTERS = "科普讲座场次人满意度，。展览培训举办活动0123456789"


@pytest.fixture(scope="module")
def transformers():
    """The library that makes models."""
    pytest.importorskip("sentence_transformers")
    return pytest.importorskip("transformers")


def _settings(transformers, **more):
    return transformers.BertConfig(
        vocab_size=len(CHARACTERS) + 5,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        **more,
    )


def _save_tokenizer(transformers, folder):
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *CHARACTERS]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)


@pytest.fixture(scope="module")
def cross_encoder(transformers, tmp_path_factory):
    """A folder with a tiny cross-encoder."""
    import torch

    folder = tmp_path_factory.mktemp("cross")
    torch.manual_seed(1)
    transformers.BertForSequenceClassification(_settings(transformers, num_labels=1)).save_pretrained(folder)
    _save_tokenizer(transformers, folder)
    return folder


@pytest.fixture(scope="module")
def bi_encoder(transformers, tmp_path_factory):
    """A folder with a tiny transformer and mean pooling, as hubs have them."""
    import torch
    from sentence_transformers import SentenceTransformer

    plain, folder = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("bi")
    torch.manual_seed(1)
    transformers.BertModel(_settings(transformers)).save_pretrained(plain)
    _save_tokenizer(transformers, plain)
    SentenceTransformer(str(plain), device="cpu").save(str(folder))
    return folder


def test_a_transformer_model_builds_and_searches(bi_encoder, two_departments, tmp_path):
    """Any model in a folder is loaded by the real library, makes an index, and only it may search there."""
    encoder = load_encoder(str(bi_encoder))
    build_index(tmp_path, two_departments, encoder)
    answer = Index(tmp_path, encoder).search("科普讲座场次")

    assert (encoder.dimension, answer.model) == (16, bi_encoder.name)
    assert answer.hits
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(["科普讲座"]), axis=1), 1, atol=1e-5)
    with pytest.raises(ModelError):
        Index(tmp_path, load_encoder()).search("科普讲座场次")


def test_a_reranker_reorders_and_its_part_adds_up(cross_encoder, index):
    """The hits stay the same, the order is that of the new scores, and each is the sum of its printed parts."""
    answer = index.search("科普讲座场次", limit=20)
    found = reranked("科普讲座场次", answer.hits, Reranker(str(cross_encoder)))

    assert {hit["indicator"] for hit in found} == {hit["indicator"] for hit in answer.hits}
    assert [hit["rank"] for hit in found] == list(range(1, len(found) + 1))
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    for hit in found:
        why = hit["why"]
        parts = [why["dense"], why["lexical"], *why["features"].values()]
        assert sum(Decimal(json.dumps(part)) for part in parts) == Decimal(json.dumps(hit["score"]))
    comparable = {hit["indicator"]: hit["comparable"] for hit in answer.hits}
    assert all(hit["comparable"] == comparable[hit["indicator"]] for hit in found)


def test_every_line_of_a_draft_is_read_again(cross_encoder, tmp_path):
    """A draft is answered as its lines are by themselves; a limit of nothing is asked wrongly."""
    build(tmp_path / "d", [SAMPLE_FOLDER / "huangpu_declaration.txt"])
    texts = ["科普讲座场次", "满意度"]
    with open_dataset(tmp_path / "d") as workspace:
        answers = workspace.search_many(texts, limit=3, reranker=str(cross_encoder))
        assert answers == [workspace.search(text, limit=3, reranker=str(cross_encoder)) for text in texts]
        assert all(answer["reranker"] == cross_encoder.name for answer in answers)
        with pytest.raises(OptionError):
            workspace.search("满意度", limit=0, reranker=str(cross_encoder))


def test_equal_texts_get_equal_scores(cross_encoder):
    """Each distinct text is read once, wherever it stands."""
    scores = Reranker(str(cross_encoder)).scores("讲座", ["科普讲座场次", "培训", "科普讲座场次"])

    assert scores[0] == scores[2]
    assert ((scores > 0) & (scores < 1)).all()
    assert Reranker(str(cross_encoder)).scores("讲座", []).shape == (0,)


def test_what_is_no_reranker_is_said(tmp_path, transformers, monkeypatch):
    """A missing model and one with several scores for a pair are errors with the model's name."""
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    several = tmp_path / "several"
    several.mkdir()
    transformers.BertForSequenceClassification(_settings(transformers, num_labels=3)).save_pretrained(several)
    _save_tokenizer(transformers, several)

    with pytest.raises(ModelError, match="nobody/never-was"):
        Reranker("nobody/never-was")
    with pytest.raises(ModelError, match="3 scores"):
        Reranker(str(several))
