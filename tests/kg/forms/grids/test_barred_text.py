"""Text of web pages whose cells end in strokes: cells that are not there are told by what the others say, or cited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cells import Cell, Piece
from kg.errors import CellsWithoutPlacesError, PerformanceGraphError
from kg.forms.grids.texts.barred_places import fitted
from kg.reading import read_bytes

HEAD = """项目支出绩效自评表 | |||||||
（2025年度） | |||||||
项目名称 | 流动科技馆巡展 | ||||||
主管部门 | 云岭县科学技术协会 | 实施单位 | 云岭县科技馆 | ||||
"""
COLUMNS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
# a row is filled up to eight places; cells that merged ones cover, and empty ones, are not there
ROWS = """产出指标 | 数量指标 | 巡展场次 | ≥24场 | 26场 | 20 | 20 | |
更新展品 | 15件 | 14件 | 10 | 9.3 | 两件未到货 | ||
质量指标 | 展品完好率 | ≥92% | 93% | 20 | 20 | ||
效益指标 | 社会效益指标 | 观众人次 | ≥4.8万人次 | 4.5万人次 | 20 | 18.8 | 雨天较多 |
满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥95% | 96% | 10 | 10 | |
"""
FOUND = [
    ("产出指标", "数量指标", "巡展场次", "≥24场", "26场"),
    ("产出指标", "数量指标", "更新展品", "15件", "14件"),
    ("产出指标", "质量指标", "展品完好率", "≥92%", "93%"),
    ("效益指标", "社会效益指标", "观众人次", "≥4.8万人次", "4.5万人次"),
    ("满意度指标", "服务对象满意度指标", "观众满意度", "≥95%", "96%"),
]


def cells_of_words(words):
    return [Cell.of([Piece(word, 0, 1, None)]) for word in words]


def read(text):
    return read_bytes(text.encode(), "page.txt")


def found(reading):
    return [(one.level1, one.level2, one.name, one.annual_target.raw, one.actual.raw) for one in reading.indicators]


def cited(reading):
    return "".join(source.text for finding in reading.findings for source in finding.sources)


def test_missing_cells_are_those_of_levels_and_remarks():
    """Rows that lack cells have them where only these can be missing; what stands above the table is read as well."""
    reading = read(HEAD + COLUMNS + ROWS)
    assert found(reading) == FOUND
    assert [(str(one.weight), str(one.scored)) for one in reading.indicators][:2] == [("20", "20"), ("10", "9.3")]
    assert [(one.name, one.unit) for one in reading.projects] == [("流动科技馆巡展", "云岭县科技馆")]
    assert (reading.departments[0].name, reading.document.fiscal_year.value) == ("云岭县科学技术协会", 2025)


def test_cells_of_several_lines_belong_to_one_row():
    """A cell of paragraphs breaks its row: as many strokes as the others have end it."""
    broken = ROWS.replace("质量指标 | 展品完好率 | ", "质量指标 |\n展品\n完好率 |\n")
    assert found(read(HEAD + COLUMNS + broken)) == FOUND


def test_rows_that_are_not_filled_up_print_their_empty_cells():
    """Without strokes for what they lack, the first columns are missing: even levels that nobody knows are read."""
    rows = """履职指标 | 重点工作 | 检查企业家数 | ≥360家 | 372家 | |
应急演练 | 4次 | 4次 | |
日常工作 | 值守天数 | 365天 | 365天 | |
"""
    columns = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 偏差原因 |\n"
    assert found(read("项目支出绩效自评表\n项目名称 | 安全生产 |\n" + columns + rows)) == [
        ("履职指标", "重点工作", "检查企业家数", "≥360家", "372家"),
        ("履职指标", "重点工作", "应急演练", "4次", "4次"),
        ("履职指标", "日常工作", "值守天数", "365天", "365天"),
    ]


def test_a_row_that_lost_a_value_is_cited():
    """配套设备 | 3 | 9.3 | 9.3 lost its target or its result: no figure of it is stored."""
    reading = read(
        HEAD
        + COLUMNS
        + ROWS.replace("更新展品 | 15件 | 14件 | 10 | 9.3 | 两件未到货 | ||", "更新展品 | 15件 | 10 | 9.3 | |||||")
    )
    assert "更新展品" not in [one.name for one in reading.indicators]
    assert "更新展品" in cited(reading)
    assert len(reading.indicators) == len(FOUND) - 1


def test_below_a_row_of_a_project_that_is_cited_nothing_is_read():
    """Which project the rows below belong to cannot be told."""
    columns = "单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    rows = """县科协 | 科普大篷车 | 120000 | 产出指标 | 数量指标 | 下乡次数 | ≥40次 |
质量指标 | 车辆完好率 | ≥95% | ||||
时效指标 | 出车及时率 | 100% | ||||
青少年竞赛 | 约八万 | 产出指标 | 数量指标 | 参赛人数 | ≥300人 | |
质量指标 | 按期完赛率 | 100% | ||||
"""
    reading = read("部门预算项目绩效目标表（2025年度）\n单位：元\n" + columns + rows)
    assert [(one.name, one.project.name) for one in reading.indicators] == [
        ("下乡次数", "科普大篷车"),
        ("车辆完好率", "科普大篷车"),
        ("出车及时率", "科普大篷车"),
    ]
    assert "按期完赛率" in cited(reading)


def test_points_that_may_be_shared_are_no_points_of_a_row():
    """Points above a row without any may stand in a cell merged over both."""
    rows = """产出指标 | 数量指标 | 巡展场次 | ≥24场 | 26场 | 20 | 20 | |
更新展品 | 15件 | 15件 | |
质量指标 | 展品完好率 | ≥92% | 93% | 20 | 20 | |
"""
    columns = COLUMNS.replace("偏差原因分析及改进措施", "偏差原因")
    reading = read("项目支出绩效自评表\n项目名称 | 流动科技馆巡展 |\n" + columns + rows)
    assert {one.name: one.scored for one in reading.indicators} == {"巡展场次": None, "展品完好率": 20}


def test_a_table_that_keeps_every_place_is_read_by_its_places():
    """| 甲 | | 乙 | has an empty cell between: nothing is missing."""
    rows = [line.split(" | ") for line in (COLUMNS + ROWS).replace(" |\n", "\n").splitlines()]
    rows[2] = ["", "", *rows[2][:-1]]
    rows[3] = ["", *rows[3]]
    text = "\n".join("| " + " | ".join([*(cell.strip(" |") for cell in row), *[""] * 8][:8]) + " |" for row in rows)
    assert found(read("项目支出绩效自评表\n\n" + text)) == FOUND


@pytest.mark.parametrize("words", [["培训场次", "12场"], ["培训场次", "12场", "12场", "12场"]])
def test_a_row_that_fits_no_way_or_several_is_not_placed(words):
    """Target or result: nothing tells which one is missing."""
    assert fitted(cells_of_words(words), ("level1", "level2", "name", "annual", "actual")) is None


@given(st.lists(st.sampled_from(["产出指标", "数量指标", "讲座", "≥12场", "10", "", "差两场"]), min_size=1, max_size=8))
def test_placing_keeps_cells_and_their_order(words):
    """Whatever is placed stands in the order of the row, and nothing is lost."""
    roles = ("level1", "level2", "name", "annual", "actual", "weight", "scored", "reason")
    places = fitted(cells_of_words(words), roles)
    if places is not None:
        assert [places[at].text for at in sorted(places)] == [word for word in words if word]


def test_a_text_whose_rows_fit_no_columns_says_why():
    """Half of the rows and more cannot be placed: the page itself is asked for."""
    rows = "产出指标 | 数量指标 | 讲座 | 12场 | ||||\n展览 | 3期 | ||||||\n巡展 | 4站 | ||||||\n"
    with pytest.raises(CellsWithoutPlacesError) as caught:
        read(HEAD + COLUMNS + rows)
    assert caught.value.seen == "绩效自评表"


def test_a_list_with_strokes_is_no_table():
    """Words parted by strokes without headings of indicators are refused as before."""
    with pytest.raises(PerformanceGraphError):
        read("首页 | 机构 | 公开 |\n新闻 | 通知 | 公告 |\n科普 | 讲座 | 场馆 | |\n")
