"""Money that only blanks set apart: read where a figure stands below every heading, else cited; nothing in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.folding import width
from kg.reading import read_bytes

HEADS = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
TOTAL = ["120.00", "110.00", "99.00", "10", "90%", "9"]
FISCAL = ["80.00", "70.00", "63.00", "—", "90%", "—"]
PLACES = [32, 50, 68, 84, 94, 104]


def line(words, places):
    """Set words at display columns, at least two blanks apart."""
    text = ""
    for word, place in zip(words, places, strict=True):
        text += " " * max(place - width(text), 2 if text else 0) + word
    return text


def form(total, fiscal, *, left="项目资金（万元）", below=()):
    return with_money(
        line([left, *HEADS], [0, *PLACES]),
        *below,
        line(["年度资金总额", *total], [10, *PLACES[: len(total)]]),
        line(["其中：财政拨款", *fiscal], [10, *PLACES[: len(fiscal)]]),
    )


def with_money(*lines):
    return "\n".join(
        [
            " " * 40 + "2024年度项目支出绩效自评表",
            line(["项目名称", "青山村渠道清淤"], [0, 32]),
            line(["主管部门", "临川县水利局"], [0, 32]),
            *lines,
            line(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"], [0, 16, 32, 52, 70]),
            line(["产出指标", "数量指标", "清淤渠道长度", "≥12公里", "12公里"], [0, 16, 32, 52, 70]),
            line(["产出指标", "质量指标", "验收合格率", "100%", "100%"], [0, 16, 32, 52, 70]),
            line(["效益指标", "社会效益指标", "受益农户", "≥300户", "320户"], [0, 16, 32, 52, 70]),
        ]
    )


def yuan(reading):
    (project,) = reading.projects
    return {amount.kind: amount.yuan for amount in project.amounts}


@pytest.mark.parametrize(
    ("left", "below"), [("项目资金（万元）", ()), ("项目资金（", ("万元）",)), ("资金执行情况（万元）", ())]
)
def test_a_figure_below_every_heading_is_read(left, below):
    """The unit stands in the label at the left, also where that is wrapped; no word is left over."""
    reading = read_bytes(form(TOTAL, FISCAL, left=left, below=below).encode(), "form.txt")

    assert yuan(reading) == {"total": Decimal(1_100_000), "fiscal_appropriation": Decimal(700_000)}
    assert not [finding for finding in reading.findings if finding.rule == "unread-words"]
    assert len(reading.indicators) == 3


@given(st.integers(0, 5), st.sampled_from(["missing", "joined", "parted", "words"]))
def test_a_row_that_is_not_clear_is_cited_and_gives_no_figure(place, how):
    """A cell that is missing, runs into the next, is parted, or holds words: which is which is not guessed."""
    cells = list(TOTAL)
    places = PLACES
    if how == "missing":
        del cells[place]
    elif how == "joined":
        place = min(place, len(TOTAL) - 2)
        cells[place : place + 2] = [" ".join(cells[place : place + 2])]
    elif how == "parted":
        cells[place : place + 1] = ["1", "2"]
        places = [*PLACES[: place + 1], PLACES[place] + 6, *PLACES[place + 1 :]]
    else:
        cells[place] = "若干"
    whole = line(["年度资金总额", *TOTAL], [10, *PLACES])
    damaged = line(["年度资金总额", *cells], [10, *places[: len(cells)]])

    reading = read_bytes(form(TOTAL, FISCAL).replace(whole, damaged).encode(), "form.txt")

    assert yuan(reading) in ({"fiscal_appropriation": Decimal(700_000)}, {})
    cited = "".join(source.text for one in reading.findings if one.rule == "unread-words" for source in one.sources)
    assert "年度资金总额" in cited
    assert len(reading.indicators) == 3


THREE = ["年初预算数", "全年预算数", "全年执行数"]


@pytest.mark.parametrize(
    ("lines", "cited"),
    [
        # a heading that nobody knows takes a figure; one column is empty
        (
            [
                (["项目资金（万元）", "到位数", *THREE[1:]], [0, 24, 40, 60]),
                (["年度资金总额", "150", "99"], [10, 24, 60]),
            ],
            "150",
        ),
        # a figure that stands below no heading
        (
            [(["项目资金（万元）", *THREE[1:]], [0, 40, 60]), (["年度资金总额", "120.00", "21.00"], [10, 40, 90])],
            "21.00",
        ),
        # another year's money
        (
            [
                (["项目资金（万元）", *THREE], [0, 32, 50, 68]),
                (["上年", "财政拨款", "8", "7", "6"], [2, 10, 32, 50, 68]),
            ],
            "上年",
        ),
        # a label that goes on below
        (
            [
                (["项目资金（万元）", *THREE], [0, 32, 50, 68]),
                (["财政拨款", "8", "7", "6"], [10, 32, 50, 68]),
                (["结转资金"], [10]),
            ],
            "结转资金",
        ),
    ],
)
def test_figures_that_belong_elsewhere_are_cited(lines, cited):
    """Whatever stands below no heading of its own, or beside words that say something else, is no figure here."""
    reading = read_bytes(with_money(*(line(words, places) for words, places in lines)).encode(), "form.txt")

    assert yuan(reading) == {}
    assert not reading.executions
    sources = "".join(source.text for one in reading.findings for source in one.sources)
    assert cited in sources
    assert len(reading.indicators) == 3


def test_two_units_in_one_table_are_not_mixed():
    """全年预算数（万元） beside 全年执行数（元）: nothing is read by the unit of the other."""
    heads = line(["项目资金", "全年预算数（万元）", "全年执行数（元）"], [0, 40, 64])
    row = line(["年度资金总额", "1.00", "20000.00"], [10, 40, 64])

    reading = read_bytes(with_money(heads, row).encode(), "form.txt")

    assert not reading.executions
    assert any("20000.00" in source.text for one in reading.findings for source in one.sources)
