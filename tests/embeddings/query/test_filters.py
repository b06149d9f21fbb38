"""Filters: conjunctive, typed, forgiving in spelling and strict in names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.query.filters import Filters, read_number, resolve, units_left_out
from kg.errors import OptionError, UnknownNameError

CITY = "甲州市科学技术协会"
DISTRICT = "甲州市乙山区科学技术协会"


def names(index, **filters):
    """The names that pass, in the order of rows."""
    rows = resolve(Filters(**filters), index.catalogue)
    return [index.catalogue.hit(row)["name"] for row in rows.tolist()]


def passes(hit, filters):
    """Say from the displayed hit alone whether it should pass."""
    components = [c for c in (hit["target"] or {"components": []})["components"] if c["role"] != "context"]
    figures = [
        c
        for c in components
        if (filters.measure_unit is None or c["measure_unit"] == filters.measure_unit)
        and (filters.minimum is None or Decimal(c["upper"] or c["value"]) >= Decimal(filters.minimum))
        and (filters.maximum is None or Decimal(c["value"]) <= Decimal(filters.maximum))
    ]
    figured = any(f is not None for f in (filters.measure_unit, filters.minimum, filters.maximum))
    return (
        (filters.level is None or hit["level"] == filters.level)
        and (filters.department is None or hit["department"] == filters.department)
        and (filters.year is None or hit["fiscal_year"] == filters.year)
        and (filters.category is None or hit["category"]["code"] == filters.category)
        and (filters.unit is None or hit["unit"] == filters.unit)
        and (not figured or bool(figures))
    )


some_filters = st.builds(
    Filters,
    level=st.sampled_from([None, None, "city", "district", "province"]),
    department=st.sampled_from([None, None, CITY, DISTRICT]),
    year=st.sampled_from([None, None, 2023, 2024, 2025]),
    category=st.sampled_from([None, None, "output/quantity", "satisfaction/service_object"]),
    unit=st.sampled_from([None, None, f"{CITY}服务中心"]),
    measure_unit=st.sampled_from([None, None, "场", "%", "篇"]),
    minimum=st.sampled_from([None, None, "3", "90"]),
    maximum=st.sampled_from([None, None, "95", "50000"]),
)


@given(filters=some_filters)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_leaves_exactly_the_rows_whose_hits_fit(index, filters):
    """What passes is what a reader of the hits would pick by hand, every filter holding."""
    hits = [index.catalogue.hit(row) for row in range(index.catalogue.rows)]
    expected = [row for row, hit in enumerate(hits) if passes(hit, filters)]
    rows = resolve(filters, index.catalogue)

    assert (list(range(len(hits))) if rows is None else rows.tolist()) == expected


@pytest.mark.parametrize(
    "given_name",
    [
        DISTRICT,
        "甲州市乙山区 科学技术协会",
        "乙山开发区科学技术协会",
        f"http://localhost:8000/id/department/{DISTRICT}",
        "http://localhost:8000/id/department/%E7%94%B2%E5%B7%9E%E5%B8%82%E4%B9%99%E5%B1%B1%E5%8C%BA"
        "%E7%A7%91%E5%AD%A6%E6%8A%80%E6%9C%AF%E5%8D%8F%E4%BC%9A",
    ],
)
def test_a_department_by_name_alias_or_iri(index, given_name):
    """Exact name, alias, IRI with Chinese or escaped letters: the same department."""
    assert "科普志愿服务队数量" in names(index, department=given_name)
    assert "技术合同成交金额" not in names(index, department=given_name)


@pytest.mark.parametrize(
    ("filters", "option", "near"),
    [
        ({"department": "乙山区科协"}, "--department", DISTRICT),
        ({"unit": "科协服务中心"}, "--unit", f"{CITY}服务中心"),
        ({"category": "数量指"}, "--category", "数量指标"),
        ({"measure_unit": "场子"}, "--measure-unit", "场"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(index, filters, option, near):
    """A name that nothing has is an error that offers names there are."""
    with pytest.raises(UnknownNameError) as caught:
        names(index, **filters)

    assert caught.value.option == option
    assert near in caught.value.nearest


@pytest.mark.parametrize("level", ["district", "区级", "县级", "District", "區級"])
def test_levels_in_both_languages(index, level):
    """The level by its code or its Chinese word."""
    assert len(names(index, level=level)) == 5


@pytest.mark.parametrize(
    ("category", "count"),
    [
        ("output/quantity", 6),
        ("数量指标", 6),
        ("11-数量指标", 6),
        ("数量", 6),
        ("output", 8),
        ("产出指标", 8),
        ("满意度指标", 4),
        ("cost", 0),
        ("成本指标", 0),
    ],
)
def test_categories_by_code_words_or_as_printed(index, category, count):
    """A known heading may leave nothing; that is no error."""
    assert len(names(index, category=category)) == count


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"minimum": "40亿"}, ["技术合同成交金额"]),
        ({"minimum": "4000000000", "maximum": "40亿元"}, ["技术合同成交金额"]),
        ({"minimum": "5万人次"}, ["科普讲座听众人次"]),
        ({"minimum": "15", "maximum": "15"}, ["科普大篷车服务"]),
        ({"measure_unit": "公里", "minimum": "3000"}, ["科普大篷车服务"]),
        ({"measure_unit": "公里", "maximum": "20"}, []),
        ({"measure_unit": "万人次"}, ["科普讲座听众人次"]),
        ({"measure_unit": "萬人次"}, ["科普讲座听众人次"]),
        ({"measure_unit": "篇", "minimum": "3", "department": "甲州市乙山區科學技術協會"}, ["宣传报道数量"]),
        ({"minimum": 3, "maximum": 3.5, "measure_unit": "篇"}, ["宣传报道数量"]),
        ({"measure_unit": "㎡"}, []),
    ],
    ids=str,
)
def test_figures_hold_for_one_number_of_the_target(index, filters, expected):
    """Unit and bounds must fit the same component; ranges count when they overlap."""
    assert names(index, **filters) == expected


@pytest.mark.parametrize("year", [2023, "2023", "2023年", "２０２３"])
def test_years_as_people_write_them(index, year):
    """A year is a number, with or without 年."""
    assert len(names(index, year=year)) == 9


@pytest.mark.parametrize(
    "filters",
    [
        {"year": "去年"},
        {"year": 23},
        {"level": "galaxy"},
        {"minimum": "很多"},
        {"minimum": "nan"},
        {"maximum": "inf"},
        {"minimum": "≥50"},
        {"minimum": 5, "maximum": 4},
        {"minimum": "5场", "maximum": "9人"},
    ],
    ids=str,
)
def test_what_does_not_fit_is_asked_wrongly(index, filters):
    """A value of the wrong kind says which option it was."""
    with pytest.raises(OptionError):
        names(index, **filters)


@given(st.integers(0, 10**12), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_bounds_are_read_in_base_units(number, scale):
    """万 and 亿 are multiplied out exactly."""
    word, factor = scale
    value, unit = read_number("--min", f"{number}{word}")

    assert (value, unit) == (Decimal(number) * factor, None)


def test_names_of_the_contract(index):
    """A mapping as in JUDGEMENTS and in HTTP gives the same filters; an unknown key is an error."""
    given_names = {"level": "city", "measure_unit": "%", "min": 90, "max": 95}

    assert Filters.from_mapping(given_names) == Filters(level="city", measure_unit="%", minimum=90, maximum=95)
    with pytest.raises(OptionError):
        Filters.from_mapping({"colour": "red"})


def test_a_unit_says_which_others_count_the_same(index):
    """A filter keeps to what is printed so; the 场 of the data are named, and units that nobody has are not."""
    assert units_left_out(Filters(measure_unit="场次"), index.catalogue) == ["场"]
    assert units_left_out(Filters(measure_unit="场"), index.catalogue) == []
    assert units_left_out(Filters(measure_unit="%"), index.catalogue) == []
    assert units_left_out(Filters(minimum=3), index.catalogue) == []


@pytest.mark.parametrize(
    ("query", "filters", "typed"),
    [
        ("讲座", Filters(minimum=3), False),
        ("讲座", Filters(measure_unit="%"), False),
        ("讲座不少于3场", Filters(), True),
    ],
)
def test_the_numbers_that_met_a_filter_are_told(index, query, filters, typed):
    """Of a value with several numbers an excerpt can show the one that the filter let through, and no other."""
    hits = index.search(query, filters=filters, typed=typed).hits

    assert hits
    for hit in hits:
        told = {tuple(place) for place in hit["highlights"]["figures"]}
        assert told
        for one in hit["target"]["components"]:
            if (one["start"], one["end"]) in told:
                assert filters.measure_unit in (None, one["measure_unit"])
                assert Decimal(one["upper"] or one["value"]) >= 3


def test_without_a_filter_about_figures_none_is_told(index):
    """Ranges of numbers stand only where a number was asked for."""
    assert all("figures" not in hit["highlights"] for hit in index.search("讲座", filters=Filters(level="city")).hits)
