"""The light reader is the library's arithmetic, and never needs the library."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.channels.encoder import StaticEncoder, load_encoder
from embeddings.channels.model_files import SHIPPED_MODEL, static_folder
from embeddings.training.export import export
from embeddings.training.vocabulary import LONGEST_RUN, Vocabulary
from kg.errors import ModelError, ModelNotFoundError
from kg.messages import error_text

TEXTS = [
    "科普讲座举办场次",
    "办了几场 科普讲座（次）",
    "公众满意度(%)",
    "ＦＭ８１８ 系列活动",
    "鑿齟科普",
    "ÀÉ★☆",
    "",
    "科普，讲座；场次。",
    "科普讲座" * 200,
]


@pytest.fixture(scope="module")
def shipped():
    return StaticEncoder()


def test_equals_sentence_transformers(shipped):
    """Vectors of the light reader equal those of SentenceTransformer(path) to 1e-6, odd texts included."""
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(SHIPPED_MODEL), device="cpu", local_files_only=True)

    expected = model.encode(TEXTS, convert_to_numpy=True, show_progress_bar=False)

    np.testing.assert_allclose(shipped.encode(TEXTS), expected, atol=1e-6)


def test_shipped_model_is_small_and_has_192_dimensions(shipped):
    """The model that travels with the package stays below 16 MB."""
    size = sum(path.stat().st_size for path in SHIPPED_MODEL.rglob("*") if path.is_file())

    assert shipped.dimension == 192
    assert size < 16 * 2**20


def test_reading_the_shipped_model_imports_no_torch():
    """The light reader starts without torch and sentence-transformers."""
    code = (
        "import sys; from embeddings.channels.encoder import load_encoder; load_encoder().encode(['科普']);"
        "print([m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@given(st.lists(st.text(max_size=40), max_size=6))
def test_rows_have_length_one_or_zero_and_do_not_depend_on_the_batch(texts):
    """Every text gives a row of length 1, or zero, whatever stands beside it."""
    encoder = _shipped()

    together = encoder.encode(texts)

    assert together.shape == (len(texts), encoder.dimension)
    assert together.dtype == np.float32
    lengths = np.linalg.norm(together, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))
    for row, text in enumerate(texts):
        np.testing.assert_array_equal(encoder.encode([text])[0], together[row])


def test_one_unknown_character_does_not_hide_its_neighbours(tmp_path):
    """A character that the model never saw is left out; the run around it is still read."""
    vocabulary = Vocabulary(("展", "普", "科", "览"), ("展览", "科普"))
    table = np.vstack([np.zeros((1, 6)), np.eye(6)]).astype(np.float32)
    export(tmp_path, vocabulary, table, "card")
    encoder = StaticEncoder(tmp_path)

    assert encoder.tokens("科普鑿展览") == ["科普", "展览"]
    np.testing.assert_array_equal(encoder.encode(["科普鑿展览"]), encoder.encode(["科普展览"]))
    assert not encoder.encode(["鑿齟"]).any()


@given(st.text(alphabet="科普展览讲座 ，aＡ1\n鑿", max_size=30) | st.just("科普展览座" * 60))
def test_training_and_tokenizer_read_the_same_words(text):
    """The model is trained on exactly the words that the exported tokenizer finds."""
    vocabulary = Vocabulary(tuple(sorted("科普展览讲座a1")), ("展览", "科普", "科普展", "讲座", "览讲"))
    encoder = _exported(vocabulary)

    assert encoder.tokens(text) == vocabulary.reader().read(text)


def test_runs_longer_than_the_tokenizer_reads_are_still_read(shipped):
    """A run of thousands of characters without a mark has a vector."""
    assert shipped.encode(["科普讲座" * (LONGEST_RUN * 20)]).any()


def test_digest_depends_on_the_weights_and_not_on_the_place(tmp_path):
    """Equal files in two folders have one digest; one changed weight has another."""
    vocabulary = Vocabulary(("科",), ())
    for folder, weight in (("a", 1), ("b", 1), ("c", 2)):
        export(tmp_path / folder, vocabulary, np.full((2, 4), weight, np.float32), "card")

    a, b, c = (StaticEncoder(tmp_path / folder).digest for folder in "abc")

    assert a == b != c


@pytest.mark.parametrize("broken", ["modules.json", "tokenizer.json", "model.safetensors"])
def test_a_broken_or_missing_model_says_which(tmp_path, broken):
    """A folder that is no model is refused with its name."""
    export(tmp_path / "m", Vocabulary(("科",), ()), np.ones((2, 4), np.float32), "card")
    (tmp_path / "m" / broken).write_text("{")

    with pytest.raises(ModelError) as caught:
        StaticEncoder(tmp_path / "m")

    assert str(tmp_path / "m") in str(caught.value)


def test_a_model_with_fewer_weights_than_tokens_is_refused(tmp_path):
    """Weights that do not fit the tokenizer are said when the model is opened, not met in the middle of a build."""
    export(tmp_path / "m", Vocabulary(("科", "普"), ()), np.ones((2, 4), np.float32), "card")

    with pytest.raises(ModelError, match="3 tokens"):
        StaticEncoder(tmp_path / "m")


def test_other_module_lists_are_not_for_the_light_reader(tmp_path):
    """Only StaticEmbedding followed by Normalize is read by the light reader."""
    export(tmp_path, Vocabulary(("科",), ()), np.ones((2, 4), np.float32), "card")
    modules = json.loads((tmp_path / "modules.json").read_text())
    assert static_folder(tmp_path) is not None

    (tmp_path / "modules.json").write_text(json.dumps(modules[:1]))

    assert static_folder(tmp_path) is None


def test_a_model_that_is_not_here_is_not_fetched(monkeypatch, tmp_path):
    """Without permission to download, an unknown name is an error and no connection is tried."""
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HOME", str(tmp_path))

    for name in ("nobody/never-was-a-model", str(tmp_path / "no folder")):
        with pytest.raises(ModelNotFoundError) as caught:
            load_encoder(name)
        assert "--download" in error_text(caught.value)


def test_library_loader_agrees_with_the_light_reader(shipped):
    """Loaded through sentence-transformers, the shipped folder has the same dimension and vectors."""
    pytest.importorskip("sentence_transformers")
    from embeddings.channels.encoder import SentenceTransformerEncoder

    encoder = SentenceTransformerEncoder(str(SHIPPED_MODEL))

    assert encoder.dimension == shipped.dimension
    assert len(encoder.digest) == 64
    np.testing.assert_allclose(encoder.encode(TEXTS), shipped.encode(TEXTS), atol=1e-6)


@cache
def _shipped():
    return StaticEncoder()


@cache
def _exported(vocabulary):

    size = len(vocabulary.tokens())
    with TemporaryDirectory() as folder:
        export(Path(folder), vocabulary, np.vstack([np.zeros((1, size)), np.eye(size)]), "card")
        return StaticEncoder(Path(folder))
