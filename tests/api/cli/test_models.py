"""A dataset made with another model: every command that searches can be told which, and says so when it is not."""

from __future__ import annotations

import json

import numpy as np
import pytest

from embeddings.training.export import export
from embeddings.training.vocabulary import Vocabulary
from kg.sample import SAMPLE_FOLDER

SIMILAR = """PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX kgs: <https://w3id.org/jixiao/search/>
SELECT ?i WHERE { SERVICE kg:similar { ?i kgs:text "科普讲座" ; kgs:limit 2 } }"""


@pytest.fixture
def model(tmp_path):
    """A small model of another vocabulary than the shipped one."""
    vocabulary = Vocabulary(tuple(sorted("科普讲座活动场次满意度")), ())
    export(tmp_path / "model", vocabulary, np.eye(len(vocabulary.tokens()) + 1, 16, dtype=np.float32), "card")
    return tmp_path / "model"


def test_every_search_can_be_told_the_model(kg, tmp_path, model):
    """search, compare, sparql and evaluate answer with `--model`, and name the model's mismatch without it."""
    d, judged = tmp_path / "d", tmp_path / "judged.jsonl"
    judged.write_text(json.dumps({"query": "科普讲座", "relevant": []}), encoding="utf-8")
    assert kg("build", SAMPLE_FOLDER / "huangpu_declaration.txt", "--model", model, "--dataset", d)[0] == 0

    for command in (("search", "科普讲座"), ("compare", "满意度"), ("sparql", SIMILAR), ("evaluate", judged)):
        with_model = kg(*command, "--json", "--model", model, "--dataset", d)
        without = kg(*command, "--json", "--dataset", d)
        assert with_model[0] == 0, with_model
        assert without[:2] == (1, "")
        assert "由模型 model (" in without[2]
        assert "--model" in without[2]
        assert f"kg build --dataset {d}" in without[2]


def test_a_rebuild_with_another_model_says_so(kg, tmp_path, model):
    """Vectors that were made with a model of one's own do not change to the shipped one in silence."""
    d = tmp_path / "d"
    kg("build", SAMPLE_FOLDER / "huangpu_declaration.txt", "--model", model, "--dataset", d)
    code, _, err = kg("build", "--dataset", d)

    assert code == 0
    assert "向量模型由 model 变成了" in err
