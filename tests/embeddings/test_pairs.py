"""The judged pairs keep their format, their split and an overlap of names that tells no grade (see judged/PAIRS.md)."""

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

GRADES = ("same", "related", "different")
SPLITS = ("dev", "test")
JUDGED = Path(__file__).parent / "judged" / "pairs.jsonl"


def _overlap(pair):
    """Jaccard overlap of the character bigrams of the two names, 0 to 1, white space removed."""
    names = (re.sub(r"\s", "", pair[side]["name"]) for side in "ab")
    a, b = ({x + y for x, y in itertools.pairwise(name)} for name in names)
    return len(a & b) / len(a | b)


def _band(pair):
    overlap = _overlap(pair)
    return "low" if overlap < 0.1 else "medium" if overlap <= 0.35 else "high"


@pytest.fixture(scope="module")
def pairs():
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").split("\n") if line]


def test_every_pair_has_its_fields(pairs):
    """Ids are unique; names, targets and reasons are filled; grade and split are of the known ones; no pair twice."""
    for pair in pairs:
        assert set(pair) - {"second"} == {"id", "a", "b", "grade", "why", "split"}
        assert pair["grade"] in GRADES
        assert pair["split"] in SPLITS
        assert pair["why"].strip()
        for side in "ab":
            assert set(pair[side]) == {"name", "target"}
            assert all(text == text.strip() != "" for text in pair[side].values())
    sides = [frozenset((pair[side]["name"], pair[side]["target"]) for side in "ab") for pair in pairs]

    assert len({pair["id"] for pair in pairs}) == len(set(sides)) == len(pairs) == 300
    assert all(len(both) == 2 for both in sides)


def test_split_halves_every_grade_and_band(pairs):
    """Each grade and band of overlap stands half in dev and half in test; no name is in both."""
    cells = Counter((pair["grade"], _band(pair), pair["split"]) for pair in pairs)
    names = {split: {p[side]["name"] for p in pairs if p["split"] == split for side in "ab"} for split in SPLITS}

    assert len(cells) == 18
    assert set(cells.values()) <= {16, 17}
    assert all(cells[grade, band, "dev"] == cells[grade, band, "test"] for grade, band, _ in cells)
    assert not names["dev"] & names["test"]


@pytest.mark.parametrize("splits", [SPLITS, ("dev",), ("test",)])
def test_overlap_of_names_tells_no_grade(pairs, splits):
    """Mean overlap differs by less than .05 between any two grades, over all pairs and in each half."""
    means = [mean(_overlap(p) for p in pairs if p["grade"] == grade and p["split"] in splits) for grade in GRADES]

    assert max(means) - min(means) < 0.05
