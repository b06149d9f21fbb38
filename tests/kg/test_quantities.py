"""The quantity grammar: its tables, hard values of many sectors, and what holds for any text."""

from __future__ import annotations

import csv
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.quantities
from kg.quantities import (
    Comparator,
    Component,
    Dimension,
    Every,
    Kind,
    Role,
    Value,
    brief,
    fold,
    read_value,
    render_value,
    rules,
    unit_of,
)  # fmt: skip
from kg.quantities.units import UNITS

_HARD = Path(__file__).with_name("quantities_hard.tsv")
#: A cell of this length is refused by the readers; whatever it says, it must not take long.
LONGEST_CELL, SECONDS = 32_000, 20


def _hard() -> list[dict[str, str]]:
    with _HARD.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _hard(), ids=lambda row: row["value"])
def test_hard_values(row: dict[str, str]):
    """Values of health, education, transport, agriculture and other forms, read by eye one by one."""
    value = read_value(row["value"], name=row["name"])

    assert brief(value) == row["reads"]
    assert " / ".join(c.label for c in value.components if c.role is not Role.CONTEXT).rstrip() == (row["labels"] or "")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_example_of_a_rule_reads_as_the_rule_says(rule: kg.quantities.Rule):
    """Every row of every table is tested by its own example and names its source."""
    value = read_value(rule.example, name=rule.name, actual=rule.actual)

    assert brief(value) == rule.reads
    assert rule.source
    if rule.label is not None:
        assert value.components[-1].label == rule.label


def test_rules_have_unique_names():
    """A rule is found by its id."""
    ids = [rule.id for rule in rules()]

    assert len(ids) == len(set(ids))


def test_the_promise_is_what_all_lists():
    """The package exports what it lists and nothing that is missing."""
    assert all(hasattr(kg.quantities, name) for name in kg.quantities.__all__)
    assert sorted(kg.quantities.__all__) == kg.quantities.__all__


def test_units_fold_to_units():
    """The spelling kept in a reading can be looked up, and has the dimension of the printed one."""
    for unit in UNITS.values():
        folded = unit_of(unit.folded)
        assert folded is not None, unit
        assert folded.dimension is unit.dimension, unit


@pytest.mark.parametrize(
    ("text", "actual", "comparator"),
    [("知晓度达95%", False, Comparator.GE), ("获奖率达78%", True, Comparator.EQ), ("已达到20.8%", True, Comparator.EQ)],
)
def test_reached_is_a_limit_in_a_target_and_a_figure_in_an_actual(text: str, actual: bool, comparator: Comparator):
    """达 promises at least, and reports exactly."""
    assert read_value(text, actual=actual).components[0].comparator is comparator


def test_parts_point_at_their_whole():
    """其中 in a bracket makes parts up to its end; the whole is the number before."""
    value = read_value("对接项目290个（其中需求161个，成果129个），签约5个")

    assert [(c.value, c.role, c.part_of) for c in value.components] == [
        (Decimal(290), Role.PROMISE, None), (Decimal(161), Role.PART, 1), (Decimal(129), Role.PART, 1),
        (Decimal(5), Role.PROMISE, None),
    ]  # fmt: skip


def test_formula_and_baseline_and_deadline_are_kept():
    """What a number is compared with, how it is defined and by when stands beside it, as printed."""
    defined = read_value(r"满意人数/调查总人数 $\geq 90\%$").components[0]
    compared = read_value("比例高于“十三五”17.4%").components[0]

    assert (defined.formula, defined.label, defined.value) == ("满意人数/调查总人数", "", Decimal(90))
    assert (compared.baseline, compared.comparator, compared.value) == ("十三五", Comparator.GT, Decimal("17.4"))
    assert read_value("截止2022年底建站不少于40个").deadline == "2022年底"


def test_context_never_decides_the_kind():
    """A number that says on what, and nothing else, leaves the value prose."""
    value = read_value("对已评的225个基地进行年度考核")

    assert value.kind is Kind.QUALITATIVE
    assert [c.role for c in value.components] == [Role.CONTEXT]


def test_numbers_are_exact():
    """Scale words and separators never round."""
    figures = {
        "128.49亿": "12849000000",
        "1.4531万人次": "14531",
        "1,200.00": "1200.00",
        "999999999999.99元": "999999999999.99",
    }
    for text, value in figures.items():
        assert str(read_value(text).components[0].value) == value


_SIGNS = '0123456789.,，；。：（）()、%％≥≤＞<>=-~+/×《》"“” \t$\\'
_WORDS = "万亿百千余约近达到超以上内下每各其中合计全年月日个场次人名元第一二两三十"
_PHRASES = "不少于 不超过 通过 满意度 培训 2025年 万人次 平方米 \\geq 年底前 以上 左右 其中 科普活动"
_ALPHABET = st.sampled_from([*_SIGNS, *_WORDS, *_PHRASES.split()])
_VALUES = st.lists(_ALPHABET, max_size=25).map("".join)


@given(st.one_of(_VALUES, st.text(max_size=60)), st.one_of(st.just(""), st.text(max_size=10)), st.booleans())
def test_any_text_is_read_and_kept(text: str, name: str, actual: bool):
    """Reading never fails, keeps the words untouched, and every figure leads back to them."""
    value = read_value(text, name=name, actual=actual)

    assert value.raw == text
    assert (value.kind is Kind.MISSING) or text.strip()
    folded = fold(text).text
    starts = [component.start for component in value.components]
    assert starts == sorted(starts)
    for component in value.components:
        assert component.printed in folded
        assert 0 <= component.start < component.end <= len(text)
        assert component.value.is_finite()
        assert (component.upper is not None) == (component.comparator is Comparator.BETWEEN)
        assert "".join(component.label.split()) in "".join(text.split())


@given(_VALUES)
def test_a_full_stop_at_the_end_changes_nothing(text: str):
    """Two values that differ only by the 。 at their end are read alike."""
    plain, stopped = read_value(text), read_value(text + "。")

    assert plain.kind is stopped.kind
    assert plain.components == stopped.components


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "\\$\"'{}^_`"}


@given(_VALUES)
def test_full_width_and_half_width_read_alike(text: str):
    """Nobody can see whether a form was typed with full-width digits, signs and brackets."""
    if "\\" in text or "$" in text:
        text = text.replace("\\", "").replace("$", "")
    half, full = read_value(text), read_value(text.translate(_WIDE))

    assert brief(half) == brief(full)
    assert [c.label.translate(_WIDE) for c in half.components] == [c.label.translate(_WIDE) for c in full.components]


_COUNTERS = sorted({unit.folded for unit in UNITS.values()} - {"年", "届"})


@st.composite
def _components(draw: st.DrawFn) -> Component:
    comparator = draw(st.sampled_from(list(Comparator)))
    word = draw(st.sampled_from([*_COUNTERS, ""]))
    unit = unit_of(word)
    value = draw(st.decimals(min_value=0, max_value=10**12, places=draw(st.sampled_from([0, 0, 1, 2]))))
    upper = value + draw(st.integers(1, 10**6)) if comparator is Comparator.BETWEEN else None
    return Component(
        label=draw(st.sampled_from(["", "科普活动", "参与人数", "服务对象满意度", "技术经纪人培训"])),
        comparator=comparator,
        value=value,
        upper=upper,
        printed=str(value),
        measure_unit=word,
        dimension=Dimension.NONE if unit is None else unit.dimension,
        approximate=upper is None and draw(st.booleans()),
        per=draw(st.sampled_from([None, None, "场", "工作站", "各"])),
        every=draw(st.sampled_from([None, None, *Every])),
    )


@given(st.lists(_components(), min_size=1, max_size=4))
def test_a_rendered_value_reads_back(components: list[Component]):
    """The normal form says the same as the components: comparator, value, unit, and what goes with them."""
    value = Value("", Kind.QUANTITY, tuple(components))

    again = read_value(render_value(value))

    def essence(component: Component) -> tuple[object, ...]:
        return (component.comparator, component.value, component.upper, component.measure_unit, component.approximate,
                component.per, component.every)  # fmt: skip

    assert [essence(component) for component in again.components] == [essence(component) for component in components]


@pytest.mark.parametrize("row", _hard()[::7], ids=lambda row: row["value"])
def test_english_has_no_less(row: dict[str, str]):
    """The English rendering has one part for each component and keeps the figure."""
    value = read_value(row["value"], name=row["name"])
    words = render_value(value, "en")

    assert words.count("; ") == max(0, len(value.components) - 1)
    assert all(f"{component.value:f}" in words for component in value.components)


@pytest.mark.parametrize(
    "piece",
    ["5场", "合计5场", "（5场", "1、", "10万", "从5场到", "其中5场，", "《", "一", "联合举办", "5-", "满意人数/"],
)
def test_long_cells_take_no_more_than_seconds(piece: str):
    """No repetition in a cell of the greatest length makes reading hang."""
    began = time.perf_counter()

    read_value(piece * (LONGEST_CELL // len(piece)) + "5场")

    assert time.perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    ("value", "baseline"),
    [("同比增长10%", "同比"), ("较上年增长10%", "上年"), ("同比下降5%", "同比"), ("达到10%", None)],
)
def test_a_change_says_what_it_is_measured_from(value, baseline):
    """同比增长10% is no level of 10 %: a comparison keeps it apart from 达到10%."""
    assert [one.baseline for one in read_value(value).components] == [baseline]


@pytest.mark.parametrize(
    ("value", "target", "result"),
    [
        ("计划10场，实际完成8场", "10", "8"),
        ("8场（计划10场）", "8", "8"),
        ("目标10场，实际2场", "10", "2"),
        ("目标值为10场，已完成8场", "10", "8"),
        ("实际参加480人（预计500人）", "500", "480"),
    ],
)
def test_what_was_planned_beside_a_result_is_context(value, target, result):
    """A target that tells what was reached promises one number, and a result that tells the plan reports one."""

    def told(*, actual: bool) -> list[str]:
        return [str(one.value) for one in read_value(value, actual=actual).components if one.role is Role.PROMISE]

    assert told(actual=True) == [result]
    assert told(actual=False)[0] == target


@pytest.mark.parametrize(
    "value",
    [
        "响应20次，处置15次", "完成目标100%，满意度95%", "制定工作计划3份，总结2份", "2024年完成12场，超额完成2场",
        "2024年度10场，每季度2场", "总投资5000万元，2024年1000万元", "30场（2024年10场，2025年20场）",
    ],
)  # fmt: skip
def test_words_of_plans_and_years_alone_make_no_context(value):
    """计划 as a thing, 应 inside 响应 and a year in front say nothing about what a number is."""
    for actual in (False, True):
        assert Role.CONTEXT not in {one.role for one in read_value(value, actual=actual).components}


@pytest.mark.parametrize(("name", "kind"), [("项目完成时间", Kind.DEADLINE), ("维修面积（平方米）", Kind.QUANTITY)])
def test_a_month_in_digits_is_one_under_a_name_of_time(name, kind):
    """2024.12 alone in a cell is December of a 完成时间, and so much of anything else."""
    assert read_value("2024.12", name=name).kind is kind
