"""A query that names a department raises that department's indicators, and filters nobody out."""

from __future__ import annotations

import pytest

from api.workspace import open_dataset
from embeddings.index.catalogue import DepartmentName
from embeddings.index.organisations import mentioned, names_of


def department(name, *aliases):
    return DepartmentName(name, aliases, "city", tuple(names_of(name, aliases)))


CITY = department("广州市科学技术协会", "广州市科协")
HUANGPU = department("广州市黄埔区科学技术协会", "广州开发区科学技术协会")
BAIYUN = department("广州市白云区科学技术协会")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("黄埔的科普讲坛", (1,)),
        ("白云区图书室", (2,)),
        ("广州市黄埔区科普活动", (1,)),
        ("广州开发区科学技术协会的讲座", (1,)),
        ("广州市科协的学术会议", (0,)),
        ("科普讲座场次", ()),
        ("科学技术普及", ()),
        ("白云区科协和黄埔区科协的活动次数", (1, 2)),
        ("黄埔、白云满意度", (1, 2)),
    ],
)
def test_departments_are_meant_by_name_alias_or_place(query, expected):
    """Each that is named, a city not where it only leads to its district; words that every name holds mean nobody."""
    assert mentioned(query, (CITY, HUANGPU, BAIYUN)) == expected


def test_naming_a_department_adds_a_reason_and_keeps_the_others(sample_dataset):
    """The feature is in `why`, the reasons still add up, and other departments answer, too."""
    with open_dataset(sample_dataset) as workspace:
        named = workspace.search("白云区科普宣传活动次数", limit=100)["hits"]

    assert named[0]["department"] == "广州市白云区科学技术协会"
    assert {hit["why"]["features"]["department"] for hit in named} == {0.0, 0.09}
    for hit in named:
        why = hit["why"]
        assert round(why["dense"] + why["lexical"] + sum(why["features"].values()), 6) == hit["score"]
    assert len({hit["department"] for hit in named}) == 3


def test_a_task_whose_name_the_indicator_repeats_is_searched(sample_dataset):
    """Words of a task's content are a reason for the indicator that the task's name belongs to, and for no other."""
    with open_dataset(sample_dataset) as workspace:
        hits = workspace.search("嘉宾登台", limit=100)["hits"]
    by_words = [hit["name"] for hit in hits if any(term["term"] == "嘉宾" for term in hit["why"]["terms"])]

    assert by_words == ["黄埔科普讲坛活动场次"]
