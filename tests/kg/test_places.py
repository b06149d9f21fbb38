"""What a name tells about its place: level and division code."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.places import division_code, guiding_department, level_of
from kg.records import Level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("中国科学技术协会", Level.NATIONAL),
        ("中共中央办公厅", Level.NATIONAL),
        ("广东省科学技术协会", Level.PROVINCE),
        ("广西壮族自治区科学技术协会", Level.PROVINCE),
        ("北京市科学技术协会", Level.PROVINCE),
        ("广州市科学技术协会", Level.CITY),
        ("中共广州市委宣传部", Level.CITY),
        ("广州市市场监督管理局", Level.CITY),
        ("广州市社区服务中心", Level.CITY),
        ("广州市科技园区管委会", Level.CITY),
        ("广州市城乡建设局", Level.CITY),
        ("市科协", Level.CITY),
        ("广州市黄埔区科学技术协会", Level.DISTRICT),
        ("苏州市昆山市科学技术协会", Level.DISTRICT),
        ("连山壮族瑶族自治县科学技术协会", Level.DISTRICT),
        ("区教育局", Level.DISTRICT),
        ("广州市天河区石牌街道办事处", Level.TOWNSHIP),
        ("广州市增城区中新镇人民政府", Level.TOWNSHIP),
        ("广州开发区科学技术协会", Level.UNKNOWN),
        ("科学馆", Level.UNKNOWN),
        ("市场监督管理局", Level.UNKNOWN),
    ],
    ids=str,
)
def test_level_is_that_of_the_last_place_at_the_head(name, level):
    """A district's name contains its city's and is still a district; 社区 and 园区 are no districts."""
    assert level_of(name) is level


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("广州市科学技术协会", "440100"),
        ("广东省科学技术协会", "440000"),
        ("广州市黄埔区科学技术协会", "440112"),
        ("广东省广州市白云区科学技术协会", "440111"),
        ("白云区科学技术协会", None),
        ("贵阳市白云区科学技术协会", None),
        ("广州市天河区石牌街道办事处", None),
        ("科学馆", None),
    ],
    ids=str,
)
def test_code_only_where_it_is_certain(name, code):
    """A code is given only where every place of the name is known, outermost first."""
    assert division_code(name) == code


def test_codes_of_all_districts(shared):
    """The eleven districts have the codes that people looked up."""
    rows = json.loads((shared / "expected" / "guangzhou_divisions.json").read_text(encoding="utf-8"))

    found = {row["name"]: division_code(f"广州市{row['name']}科学技术协会") for row in rows}

    assert found == {row["name"]: row["code"] for row in rows}
    assert len(found) == 11


@pytest.mark.parametrize(
    ("name", "guide"),
    [
        ("广州市黄埔区科学技术协会", "广州市科学技术协会"),
        ("广州市黄埔区教育局", None),
        ("广州市科学技术协会", None),
        ("黄埔区科学技术协会", None),
    ],
    ids=str,
)
def test_guide_is_the_same_kind_of_body_in_the_city(name, guide):
    """Another kind of body, or a name without its city, has no guide that is certain."""
    assert guiding_department(name, {"广州市科学技术协会", "广东省科学技术协会"}) == guide


@given(st.text(max_size=40))
def test_any_words_have_a_level(words):
    """Whatever is printed as a department's name, there is an answer."""
    assert level_of(words) in Level
    assert division_code(words) is None or len(str(division_code(words))) == 6
