"""Why a hit is comparable or only related, in words: what fails is named, and the parts add up to the last digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.decisions import decision
from api.workspace import open_dataset
from embeddings.comparability.deciding import MANNERS

WHY = {
    "measure": "same",
    "object": "same",
    "whole": 2.673361,
    "rest": 3.001626,
    "unmatched": -2.131033,
    "landmarks": 1.5,
    "asked": -2.829,
    "margin": 2.214954,
    "manner": "spoken",
    "measures": ["event_count"],
    "pieces": [],
    "asked_pieces": [],
    "word": "黄埔",
}
OTHER_OBJECT = {"object": "other", "rest": 0.001626, "margin": -0.785046}
QUERIES = ("科普活动", "科普讲座办了几场", "科普活动参加人次", "公众满意度不低于95%", "地铁运营里程")
millionths = st.integers(-9_000_000, 9_000_000)


@pytest.fixture(scope="module")
def workspace(sample_dataset):
    """The sample, open."""
    with open_dataset(sample_dataset) as opened:
        yield opened


@pytest.mark.parametrize(
    ("changes", "asked", "zh", "en"),
    [
        (
            {},
            ["event_count"],
            "可比：计量方式相同（场次）；事项相同，合计高出门槛 2.215",
            "Comparable: same measure (events); same object, 2.215 above the threshold",
        ),
        (
            {
                "measure": "other",
                "measures": ["item_count"],
                "pieces": ["kinds"],
                "asked_pieces": ["devices", "vehicles"],
            },
            ["item_count"],
            "相关：计数的东西不同，要找的数的是“设备器材”或“车船”，这条数的是“种类”；事项相同，合计高出门槛 2.215",
            "Related: other things are counted, “kinds” instead of “devices” or “vehicles”; "
            "same object, 2.215 above the threshold",
        ),
        (
            {"measure": "any"},
            None,
            "可比：没有限定计量方式；事项相同，合计高出门槛 2.215",
            "Comparable: no measure was asked for; same object, 2.215 above the threshold",
        ),
        (
            {"measure": "other"},
            ["person_count", "person_times"],
            "相关：计量方式不同，要找的是“人次”或“人数”，这条是“场次”；事项相同，合计高出门槛 2.215",
            "Related: another measure, “events” instead of “person-times” or “persons”; "
            "same object, 2.215 above the threshold",
        ),
        (
            {"measure": "unknown", "measures": []},
            ["event_count"],
            "相关：要找的是“场次”，看不出这条的计量方式；事项相同，合计高出门槛 2.215",
            "Related: “events” was asked for, the measure of this one is not known; "
            "same object, 2.215 above the threshold",
        ),
        (
            OTHER_OBJECT,
            ["event_count"],
            "相关：事项不同，合计比门槛低 0.785，最对不上的词是“黄埔”；计量方式相同（场次）",
            "Related: another object, 0.785 below the threshold, hardest to match: “黄埔”; same measure (events)",
        ),
        (
            {**OTHER_OBJECT, "measure": "other", "word": None},
            ["length"],
            "相关：计量方式不同，要找的是“长度”，这条是“场次”；事项不同，合计比门槛低 0.785",
            "Related: another measure, “events” instead of “length”; another object, 0.785 below the threshold",
        ),
        (
            {"object": "other"},
            ["event_count"],
            "相关：事项不同，整体相差太远；计量方式相同（场次）",
            "Related: another object, too far apart as a whole; same measure (events)",
        ),
    ],
)
def test_what_fails_stands_first(changes, asked, zh, en):
    """A sentence says the verdict, which of both fails with the official words, and by how much."""
    why = {**WHY, **changes}

    assert decision(why, asked, "zh").sentence == zh
    assert decision(why, asked, "en").sentence == en


def test_of_several_measures_the_common_one_is_named():
    """An indicator may count in persons and in events; the same measure is the one that was asked for."""
    said = decision({**WHY, "measures": ["person_count", "event_count"]}, ["event_count"], "zh").sentence

    assert "计量方式相同（场次）" in said


def test_who_asks_is_named_beside_the_threshold():
    """The threshold differs by manner, and each manner has words of its own."""
    labels = {manner: decision({**WHY, "manner": manner}, None, "zh").parts[-1].label for manner in MANNERS}

    assert labels == {"spoken": "门槛（整句提问）", "words": "门槛（只给词语）", "name": "门槛（与指标名称比）"}


@given(st.tuples(*[millionths] * 2, *[st.integers(-9_000_000, 0)] * 3))
def test_parts_add_up_whatever_they_are(numbers):
    """The shown parts add up to the shown margin, which is the margin but for its last digits and never its sign."""
    margin = sum(numbers)
    names = ("whole", "rest", "landmarks", "unmatched", "asked", "margin")
    parts = {name: number / 1e6 for name, number in zip(names, (*numbers, margin), strict=True)}
    said = decision({**WHY, **parts, "object": "same" if margin >= 0 else "other"}, None, "zh")

    assert sum(part.value for part in said.parts) == said.margin.value
    assert abs(said.margin.value - Decimal(margin).scaleb(-6)) <= Decimal("0.0005")
    assert (said.margin.value > 0, said.margin.value < 0) == (margin > 0, margin < 0)
    assert all(abs(part.value - Decimal(str(parts["whole"]))) < Decimal("0.003") for part in said.parts[:1])
    assert "-" not in said.sum + said.margin.figure


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("query", QUERIES)
def test_every_hit_is_explained(workspace, query, language):
    """Whatever a search finds has a verdict that agrees with it, and parts that agree with its JSON."""
    answer = workspace.search(query, limit=40)

    assert answer["hits"]
    for hit in answer["hits"]:
        why = hit["why"]["comparable"]
        said = decision(why, answer["understood"]["measures"], language)
        verdict = {"zh": ("相关：", "可比："), "en": ("Related: ", "Comparable: ")}[language][hit["comparable"]]
        assert said.sentence.startswith(verdict)
        assert "（）" not in said.sentence
        assert "()" not in said.sentence
        assert [part.value for part in said.parts[1:]] == [
            round(Decimal(str(why[name])), 3)
            for name in ("rest", "unmatched", "landmarks", "asked")
            if why[name] or name == "asked"
        ]


def test_a_model_without_weights_has_no_parts_that_are_nothing():
    """Where the whole alone decides, nothing is said of words that nobody looked at."""
    nothing = {"rest": 0.0, "unmatched": 0.0, "landmarks": 0.0}
    plain = {**nothing, "asked": -0.46, "whole": 0.5, "margin": 0.04, "word": None}

    assert decision({**WHY, **plain}, None, "zh").sum == "整体相近 0.500 － 门槛（整句提问） 0.460 ＝ 合计 0.040"
