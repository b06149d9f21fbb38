"""Landmarks: what lies alike, whatever is computed beside it, and files that are none."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.channels.encoder import StaticEncoder
from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.comparability.deciding import read_weights
from embeddings.comparability.landmarks import FILE, packed, read_landmarks
from embeddings.comparability.objects import Objects
from embeddings.training.deciding import CALIBRATION
from embeddings.training.landmarks import make_landmarks
from embeddings.training.texts import parse
from kg.errors import ModelError

NAMES = [
    "科普讲座场次",
    "参加活动党员累计人数",
    "新发展党员人数",
    "公务用车油耗",
    "车辆行驶安全指标",
    "资金支出进度",
    "ʔʕ",
]


ASKED = ("科普讲座场次", "讲座办了几场", "图书册数")


@pytest.fixture(scope="module")
def marks(encoder):
    return read_landmarks(SHIPPED_MODEL, encoder.dimension)


def shared(marks, encoder, one, others):
    """How much texts lie as one does."""
    vectors = encoder.encode(others)
    return marks.shared(marks.lying(encoder.encode([one])[0]), vectors, marks.crowds(vectors))


def test_a_text_lies_where_it_lies(marks, encoder):
    """Nothing is more like a text than itself, and every figure is from 0 to 1."""
    for name in NAMES[:-1]:
        found = shared(marks, encoder, name, NAMES)

        assert found.argmax() == NAMES.index(name)
        assert found.max() == pytest.approx(1, abs=1e-3)
        assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize(
    ("asked", "near_miss", "meant"),
    [
        ("新发展党员人数", "参加活动党员累计人数", "党员队伍新增人数"),
        ("公务用车油耗", "车辆行驶安全指标", "单车燃油费用"),
    ],
)
def test_near_misses_have_other_landmarks(marks, encoder, asked, near_miss, meant):
    """What is near because it shares words lies elsewhere; what means the same lies there."""
    other, same = shared(marks, encoder, asked, [near_miss, meant])

    assert same > other + 0.2


@given(st.lists(st.integers(0, len(NAMES) - 1), min_size=1, max_size=12))
def test_nothing_computed_beside_it_changes_a_figure(marks, encoder, places):
    """Whole numbers: alone or among others, in any order, a text has the same figures to the last digit."""
    vectors = encoder.encode(NAMES)
    lying = marks.lying(vectors[0])
    alone = [marks.shared(lying, vectors[[place]], marks.crowds(vectors[[place]]))[0] for place in places]

    assert marks.shared(lying, vectors[places], marks.crowds(vectors[places])).tolist() == alone


def test_landmarks_are_made_of_groups(tmp_path):
    """Their number is that of the groups where these are few; each group lies at a landmark."""
    text = "# 行业: 科普\n= 科普讲座场次 | 讲座办了几场\n\n= 图书册数 | 藏书量\n\n= 路灯亮灯率 | 灯亮的比例\n"
    shutil.copytree(SHIPPED_MODEL, tmp_path, dirs_exist_ok=True)
    groups, _ = parse(text, "author_a_1.txt")
    centres = make_landmarks(tmp_path, groups)
    encoder = StaticEncoder(tmp_path)
    marks = read_landmarks(tmp_path, encoder.dimension)

    assert centres.shape == (3, encoder.dimension)
    one, same, other = (int(marks.lying(encoder.encode([name])[0]).nearest[0]) for name in ASKED)
    assert one == same != other
    assert shared(marks, encoder, "科普讲座场次", ["讲座办了几场"])[0] > 0.9


@given(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4), min_size=1, max_size=20))
def test_packing_keeps_seven_steps_to_either_side(vectors):
    """What is read back differs by half a step where it was not cut."""
    plain = np.array(vectors, np.float32)
    plain[0, 0] = 1
    halves = packed(plain)
    step = np.quantile(np.abs(plain), 0.997) / 7
    numbers = (np.stack([halves >> 4, halves & 15], axis=-1).reshape(plain.shape).astype(np.float64) - 7) * step

    assert (np.abs(numbers - np.clip(plain, -7 * step, 7 * step)) <= step / 2 + 1e-6).all()


@pytest.mark.parametrize("harm", ["cut", "text", "numbers", "shape", "nothing", "missing"])
def test_broken_landmarks_are_named(tmp_path, index, harm):
    """Landmarks that are none are an error of the model, and so are none where the weights ask for some."""
    shutil.copytree(SHIPPED_MODEL, tmp_path, dirs_exist_ok=True)
    file = tmp_path / FILE
    if harm == "missing":
        file.unlink()
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:-7])
    elif harm == "text":
        file.write_text("landmarks", encoding="utf-8")
    else:
        shapes = {"numbers": (3, 128), "shape": (3, 7), "nothing": (0, 128)}
        np.save(file, np.zeros(shapes[harm], float if harm == "numbers" else np.uint8))

    with pytest.raises(ModelError, match=FILE):
        Objects(index.catalogue, StaticEncoder(tmp_path))


def test_no_author_who_calibrates_made_a_landmark():
    """The weights must not be learned from texts that the landmarks know."""
    calibrating = {path.name.split("_")[1] for path in CALIBRATION.glob("author_*.txt")}
    learned = {path.name.split("_")[1] for path in (CALIBRATION.parent / "texts").glob("author_*.txt")}

    assert calibrating
    assert not calibrating & learned
    assert read_weights(SHIPPED_MODEL).by_landmarks
