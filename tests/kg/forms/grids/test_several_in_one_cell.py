"""Several indicators in the cells of one row: so many rows where they agree, else a finding and no record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.cells import Cell, Piece
from kg.forms.grids.rows.marks import marked_list
from kg.reading import read_bytes
from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.drawn.targets_d import FORMS
from tests.kg.forms.examined.writing import written

PACKED = next(form for form in FORMS if form.slug == "326-t-anhui-packed")
CIRCLED = ("①", "②", "③")
AROUND = (("", "."), ("", "、"), ("指标", "："), ("（", "）"))
MARKS = (CIRCLED, *(tuple(f"{before}{number}{behind}" for number in (1, 2, 3)) for before, behind in AROUND))
KINDS = ("docx", "xlsx", "html", "pdf", "tabs")
every_kind = pytest.mark.parametrize("kind", KINDS)


def with_marks(kind, marks, **replaced):
    text = PACKED.text
    for words, other in replaced.get("words", ()):
        assert words in text
        text = text.replace(words, other)
    for circled, mark in zip(CIRCLED, marks, strict=True):
        text = text.replace(circled, mark)
    return replace(PACKED, kind=kind, text=text, look={})


def reading_of(form):
    return read_bytes(written(form), form.file_name)


@every_kind
@pytest.mark.parametrize("marks", MARKS)
def test_marked_names_and_values_are_rows(kind: str, marks: tuple[str, ...]):
    """Whatever the marks and the format, each name is a row with the value of its own mark."""
    assert not differences(with_marks(kind, marks))


@every_kind
def test_other_counts_are_no_record(kind: str):
    """With three names beside two values no name is stored, and a finding cites the row."""
    reading = reading_of(with_marks(kind, CIRCLED, words=[("⏎③≥25类", "")]))
    assert not [one for one in reading.indicators if "课后服务学校" in one.name or "门类" in one.name]
    assert any("③课后服务课程门类" in one.params["words"] for one in reading.findings if one.rule == "unread-row")


@pytest.mark.parametrize("kind", KINDS[:4])
def test_lines_without_marks_are_rows_where_each_says_its_figure(kind: str):
    """Lines that people ended are a row each where every one is a name and a figure; words alone are cited."""
    reading = reading_of(with_marks(kind, ("", "", "")))
    targets = {one.name: one.annual_target.raw for one in reading.indicators}
    assert targets["参与课后服务学生数"] == "≥3.2万人"
    assert not [name for name in targets if "家长接送难问题" in name]
    assert any("家长接送难问题" in one.params["words"] for one in reading.findings if one.rule == "unread-row")


def test_values_that_run_together_are_cited():
    """Where the format has no lines, 96所≥3.2万人 beside one name is no record."""
    reading = reading_of(with_marks("tabs", ("", "", "")))
    assert not [one for one in reading.indicators if one.annual_target and "96所" in one.annual_target.raw]
    assert any("96所" in one.params["words"] for one in reading.findings if one.rule == "unread-row")


def test_each_row_cites_its_own_words():
    """The source of a name and of a value holds the words of its item and no others."""
    for indicator in reading_of(PACKED).indicators[:5]:
        assert indicator.source.text == indicator.name
        assert indicator.annual_target.source.text == indicator.annual_target.raw


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrapped_name_stays_one(kind: str):
    """A name over two lines beside one value is one indicator, as is a date over two lines."""
    form = with_marks(kind, CIRCLED, words=[("补助资金拨付时间|每学期结束前", "补助资金⏎拨付时间|2022年⏎11月前")])
    targets = {one.name: one.annual_target.raw for one in reading_of(form).indicators}
    assert targets["补助资金拨付时间"] == "2022年11月前"


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("1.96所2.≥3.2万人3.≥25类", ["96所", "≥3.2万人", "≥25类"]),
        ("①甲；②乙", ["甲", "乙"]),
        ("1.2万人2.5万人", None),
        ("1、2号楼改造面积", None),
        ("1.≥3所2.5万人3.≥25类", []),
        ("①甲④乙", []),
    ],
)
def test_marks_are_told_from_decimals(words: str, items: list[str] | None):
    """A point before a figure is no mark, a count with a gap is unsure (``[]``), other words are no list."""
    found = marked_list(Cell((Piece(words, 0, 1, None),)), ())
    assert (None if found is None else [item.text for item in found.items]) == items


@pytest.mark.parametrize("kind", KINDS[:4])
@pytest.mark.parametrize("values", ["3轮⏎申报截止后30个工作日内", "≥2亿元⏎高于全市平均水平"])
def test_lines_that_nothing_brings_together_are_no_record(kind: str, values: str):
    """Two names above each other beside a value and words are two indicators that cannot be told, not one."""
    form = with_marks(kind, CIRCLED, words=[("补助资金拨付时间|每学期结束前", f"消费券发放轮次⏎“618”活动|{values}")])
    reading = reading_of(form)
    assert not [one for one in reading.indicators if "消费券" in one.name]
    assert any("消费券" in one.params["words"] for one in reading.findings if one.rule == "unread-row")
