"""Tables on their side, an indicator in each column: the same records as upright, and nothing where a cell is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kg.forms.grids.setting import read

HEADINGS = ["一级指标", "二级指标", "三级指标", "年度目标值", "实际完成值", "分值", "得分"]
LEVELS = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(LEVELS),
        st.sampled_from(["≥12场", "3处", "98%以上", "12月底前"]),
        st.sampled_from(["13场", "3处", "99%", "11月20日"]),
        st.integers(1, 20),
    ),
    min_size=2,
    max_size=7,
)


def spelt(drawn):
    """Rows of seven words each, ordered by level as forms are, names all different."""
    return [
        [*levels, f"指标{'甲乙丙丁戊己庚'[at]}项", target, actual, str(weight), str(weight)]
        for at, (levels, target, actual, weight) in enumerate(sorted(drawn, key=lambda row: LEVELS.index(row[0])))
    ]


def turned(rows, *, merged):
    """Set rows below each other as columns beside each other; equal levels of neighbours are one cell."""
    lines = [[heading, *cells] for heading, cells in zip(HEADINGS, map(list, zip(*rows, strict=True)), strict=True)]
    for level in range(2 if merged else 0):
        line = lines[level]
        same = [at > 1 and rows[at - 1][: level + 1] == rows[at - 2][: level + 1] for at in range(len(line))]
        lines[level] = [None if same[at] else cell for at, cell in enumerate(line)]
    return lines


def found(reading):
    return [
        (one.level1, one.level2, one.name, one.annual_target.raw, one.actual.raw, str(one.weight), str(one.scored))
        for one in reading.indicators
    ]


@settings(max_examples=60, deadline=None)
@given(ROWS, st.booleans(), st.integers(1, 7))
def test_a_table_on_its_side_gives_the_records_of_one_upright(drawn, merged, cut):
    """However the columns are shared among bands, every column is one indicator with its own figures."""
    rows = spelt(drawn)
    bands = [rows] if cut >= len(rows) - 1 or cut < 2 else [rows[:cut], rows[cut:]]
    table = [line for band in bands for line in turned(band, merged=merged)]
    widest = max(map(len, table))
    filled = [[*line, *[""] * (widest - len(line))] for line in table]

    title, project = "2024年度项目支出绩效自评表", ["项目名称", "科普经费", *[None] * (widest - 2)]
    assert found(read(title, [project, *filled])) == found(read(title, [project[:7], HEADINGS, *rows]))
    assert len(read(title, [project, *filled]).indicators) == len(rows)


THREE = spelt([(LEVELS[0], "≥12场", "13场", 10), (LEVELS[1], "98%以上", "99%", 8), (LEVELS[2], "3处", "4处", 9)])
PROJECT = ["项目名称", "科普经费", None, None]


@pytest.mark.parametrize("lost", [0, 1, 2, 3, 4, 5, 6])
def test_a_row_that_lost_a_cell_gives_no_figure_to_its_neighbours(lost):
    """A name, level, target, result or point that is missing would move those behind it: nothing is read."""
    table = turned(THREE, merged=False)
    table[lost] = [*table[lost][:1], *table[lost][2:], ""]
    assert read("2024年度项目支出绩效自评表", [PROJECT, *table]) is None


@pytest.mark.parametrize("row", [["计量单位", "%", "处", ""], ["比较符号", "≤", "≥", ""], ["预算数", "200", "", ""]])
def test_units_signs_and_money_short_of_a_cell_are_not_shared_out(row):
    """What belongs to one indicator or project must not stand beside another."""
    assert read("2024年度项目支出绩效自评表", [PROJECT, *turned(THREE, merged=False), row]) is None


def test_a_figure_merged_over_two_indicators_is_neither_ones():
    """On its side a merged cell is what damage looks like; upright it is so rarely that it is read."""
    table = turned(THREE, merged=False)
    table[3] = ["年度目标值", "98%", None, "3处"]
    assert read("2024年度项目支出绩效自评表", [PROJECT, *table]) is None


def test_indicators_of_two_projects_side_by_side_are_not_read():
    """项目名称 above a table on its side says one project, or nothing is read."""
    table = [["项目名称", "甲项目", None, "乙项目"], *turned(THREE, merged=False)]
    assert read("2024年度项目支出绩效自评表", table) is None
