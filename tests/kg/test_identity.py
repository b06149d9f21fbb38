"""Who a printed organisation name means, and the registry of all documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import canonical_department, merge_departments, organisation_of_project
from kg.records import Level, UnitKind
from tests.kg.graph.readings import CITY, DISTRICT, declaration, project_table, self_evaluation, three


@pytest.mark.parametrize(
    ("printed", "name", "aliases"),
    [
        ("广州市科学技术协会", "广州市科学技术协会", ()),
        (
            "广州市白云区科学技术协会(部门)",
            "广州市白云区科学技术协会",
            ("广州市白云区科学技术协会(部门)",),
        ),
        (
            "广州市黄埔区科学技术协会（广州开发区科学技术协会）（部门）",
            "广州市黄埔区科学技术协会",
            (
                "广州市黄埔区科学技术协会（广州开发区科学技术协会）（部门）",
                "广州开发区科学技术协会",
            ),
        ),
        (" 甲市 科协（本级） ", "甲市科协", ("甲市 科协（本级）",)),
        ("（部门）", "(部门)", ("（部门）",)),
        ("广东（广州）科学中心", "广东(广州)科学中心", ("广东（广州）科学中心",)),
    ],
    ids=str,
)
def test_canonical_name_and_aliases(printed, name, aliases):
    """Notes go, second names become aliases, and the printed form is kept where it differs."""
    assert canonical_department(printed).name == name
    assert canonical_department(printed).aliases == aliases


@given(st.text(alphabet="甲市科协馆()（）部门本级 a", max_size=30))
def test_canonical_name_of_a_canonical_name_is_itself(printed):
    """A canonical name identifies: folding it again changes nothing."""
    name = canonical_department(printed).name

    assert canonical_department(name).name == name
    assert not any(char.isspace() for char in name)


def test_spellings_of_all_documents_are_united():
    """One department, however it is printed, with every other spelling as alias."""
    registry = merge_departments([declaration(), self_evaluation()])

    assert [one.name for one in registry.departments] == [CITY]
    assert registry.departments[0].aliases == (f"{CITY}（部门）",)
    assert registry.departments[0].level is Level.CITY


def test_a_district_department_is_guided_by_its_citys():
    """CITY + DISTRICT + X is guided by CITY + X, but only where the dataset has it."""
    both = merge_departments([declaration(), declaration("b.txt", DISTRICT)])
    alone = merge_departments([declaration("b.txt", DISTRICT)])

    assert {one.name: one.guided_by for one in both.departments} == {DISTRICT: CITY, CITY: None}
    assert alone.departments[0].guided_by is None


def test_the_own_unit_stands_apart_from_the_department():
    """The same name is a department and a unit (本级), and the unit's slug says so."""
    units = {one.slug: one.kind for one in merge_departments([project_table()]).units}

    assert units == {
        f"{CITY}~{CITY}": UnitKind.OWN,
        f"{CITY}~甲东市科技馆": UnitKind.SUBORDINATE,
        f"{CITY}~甲东市学会中心": UnitKind.SUBORDINATE,
    }


def test_a_projects_unit_that_is_not_listed_belongs_to_the_documents_department():
    """A project may name a unit that no list of units has."""
    assert organisation_of_project(project_table(), "甲东市学会中心") == (CITY, "甲东市学会中心")


@given(st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(shuffler: random.Random):
    """The registry depends on what the documents say, not on when they come."""
    readings = [*three(), declaration("b.txt", DISTRICT)]
    expected = merge_departments(readings)
    shuffler.shuffle(readings)

    assert merge_departments(readings) == expected
