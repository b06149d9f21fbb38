"""A row that a page cut and that nothing joined: both parts are cited, and no half of a value or heading is stored."""

import pytest

from kg.forms.grids.form import read_grids
from kg.readers.blocks import FileBlocks, Part, Table, TableCell
from kg.readers.composing import compose

TITLE = "项目支出绩效自评表"
HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏差原因")
ABOVE = ("产出指标", "数量指标", "改造管网长度", "≥35公", "33公里", "受汛期")
OTHERS = [
    ("产出指标", "数量指标", "新建工程", "8处", "8处", ""),
    ("产出指标", "质量指标", "水质达标率", "≥95%", "96%", ""),
]


def form(below, *, pages=(1, 1, 1, 2, 2), after=("效益指标", "社会效益指标", "受益人口", "1.2万人", "1.3万人", "")):
    """A self-evaluation whose fifth row stands on the next page."""
    rows = [HEAD, OTHERS[0], ABOVE, below, after]
    cells = [
        TableCell(row, column, (Part(words, page),) if words else ())
        for row, (texts, page) in enumerate(zip(rows, pages, strict=True), start=1)
        for column, words in enumerate(texts, start=1)
    ]
    head = Part(TITLE, 1), Part("项目名称：饮水安全", 1)
    return read_grids(compose(FileBlocks("pdf", (*head, Table(tuple(cells))), 2), "form.pdf", "ab" * 32))


def cited(reading):
    return "".join(str(finding.params) for finding in reading.findings if finding.rule == "unread-row")


@pytest.mark.parametrize(
    "below",
    [
        ("", "", "", "里", "", "影响，已于次年完成。"),
        ("", "", "", "里", "", ""),
        ("", "标", "", "", "", ""),
        ("", "", "（含支管）", "", "", ""),
    ],
)
def test_what_a_page_cut_off_is_cited_with_its_row(below):
    """Neither ≥35公 nor what follows it becomes a figure; the rows around them are read."""
    reading = form(below)

    assert [one.name for one in reading.indicators] == ["新建工程", "受益人口"]
    assert "≥35公" in cited(reading)
    assert all(words in cited(reading) for words in below if words)


@pytest.mark.parametrize(
    "below",
    [
        ("", "", "铺设支管", "≥12公里", "12公里", ""),
        ("产出指标", "质量指标", "水质达标率", "≥95%", "96%", ""),
    ],
)
def test_a_row_of_its_own_leaves_the_one_above_alone(below):
    """A name, or an official heading, begins another row."""
    names = [one.name for one in form(below).indicators]

    assert names == ["新建工程", "改造管网长度", below[2], "受益人口"]


def test_within_a_page_a_row_without_a_name_cuts_nothing():
    """Only a page cuts rows: words without a name are cited by themselves."""
    reading = form(("", "", "", "里", "", ""), pages=(1, 1, 1, 1, 2))

    assert [one.name for one in reading.indicators] == ["新建工程", "改造管网长度", "受益人口"]
    assert "里" in cited(reading)


def test_a_reason_that_goes_on_is_left_out_alone():
    """The figures beside it are whole; both parts of the reason are cited."""
    reading = form(("", "", "", "", "", "影响，已于次年完成。"))
    quoted = "".join(source.text for finding in reading.findings for source in finding.sources)

    assert [one.name for one in reading.indicators] == ["新建工程", "改造管网长度", "受益人口"]
    assert not any(one.deviation_reason for one in reading.indicators)
    assert "受汛期" in quoted
    assert "影响，已于次年完成。" in quoted
