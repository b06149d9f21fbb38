"""Text in the order in which a page's cells were drawn: rows with one reading are read, others cited, none guessed."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cells import Piece
from kg.errors import UnknownFormError
from kg.folding import width
from kg.forms.opening import department_line
from kg.reading import read_bytes

HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
TOP = """2024年度项目支出绩效自评表
项目名称 青山村渠道清淤
主管部门 临川县水利局 实施单位
临川县水利局下属的青山灌区水利
管理站
项目资金
（万元）
年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额
：
120.00 110.00 99.00 10 90.00% 9.00
其中：财政拨款 80.00 70.00 63.00
"""


def broken(words, columns):
    """Break words into lines of so many display columns."""
    lines = [""]
    for char in words:
        if width(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def streamed(cells):
    """Set the cells of a row one after another: those of one line share it where they stand beside each other."""
    lines = []
    beside = False
    for cell in cells:
        if len(cell) == 1 and beside:
            lines[-1] += f" {cell[0]}"
        else:
            lines += cell
        beside = len(cell) == 1
    return lines


def table(rows, widths, heads=None):
    """Set a table whose levels are merged over their rows, each on lines of its own."""
    lines = streamed([[head] for head in heads or HEADS[: len(widths) + 2]])
    for level1, below in groupby(rows, key=lambda row: row[0]):
        lines.append(level1)
        for level2, inner in groupby(below, key=lambda row: row[1]):
            lines.append(level2)
            for _, _, *cells in inner:
                lines += streamed([broken(cell, columns) for cell, columns in zip(cells, widths, strict=True)])
    return "\n".join(lines)


def read(text, top="2024年度项目支出绩效目标表\n项目名称 青山村渠道清淤\n主管部门 临川县水利局\n"):
    return read_bytes(f"{top}{text}\n".encode(), "a.txt")


def found(reading):
    return [(one.level1, one.level2, one.name, one.annual_target.raw) for one in reading.indicators]


ROWS = [
    ["产出指标", "数量指标", "清淤渠道长度", "≥12公里"],
    ["产出指标", "数量指标", "沿线村庄生活垃圾清理次数", "≥24次"],
    ["产出指标", "质量指标", "工程一次验收合格率", "100%"],
    ["效益指标", "社会效益指标", "灌溉条件", "明显改善"],
    ["满意度指标", "服务对象满意度指标", "受益农户满意度", "≥90%"],
]


@pytest.mark.parametrize("columns", [14, 16, 20, 40])
def test_wrapped_names_are_put_together_at_any_width(columns):
    """A wrapped cell has lines of its own; what shares a line stands in neighbouring columns."""
    assert found(read(table(ROWS, [columns, 12]))) == [tuple(row) for row in ROWS]


def test_a_self_evaluation_with_labels_and_money():
    """A wrapped value behind its label, a wrapped label of money, results and points."""
    rows = [
        [*row, done, "10", "9.5"]
        for row, done in zip(ROWS, ["12.5公里", "24次", "100%", "明显改善", "93%"], strict=True)
    ]
    reading = read(table(rows, [14, 10, 10, 6, 6]), TOP)
    (project,) = reading.projects

    assert found(reading) == [tuple(row) for row in ROWS]
    assert [(one.actual.raw, int(one.weight), float(one.scored)) for one in reading.indicators] == [
        (row[4], 10, 9.5) for row in rows
    ]
    assert (project.name, project.unit) == ("青山村渠道清淤", "临川县水利局下属的青山灌区水利管理站")
    assert [(one.kind, int(one.yuan)) for one in project.amounts] == [("total", 1_100_000)]
    (execution,) = reading.executions
    assert [int(one.yuan) for one in execution.amounts] == [1_200_000, 1_100_000, 990_000]
    assert any("80.00" in str(one.params) for one in reading.findings)


def test_headings_of_two_rows_are_put_into_their_columns():
    """What is merged over 一级指标 … and over the parts of a value is drawn before them."""
    heads = (
        "绩效指标 年度指标值\n实际完成值 分值 得分\n偏差原因分析\n及改进措施\n"
        "一级指标 二级指标 三级指标 指标性质 指标值 度量单位"
    )
    body = (
        "产出指标\n数量指标\n专业扑火队员\n人数\n>= 60 人 62人 10 10 无\n开展演练次数 ＝ 6 次 6次 10 10\n"
        "质量指标 扑灭率 有效 有效 10 8\n人员\n不足"
    )
    reading = read(f"{heads}\n{body}")

    assert [(one.name, one.annual_target.raw, one.actual.raw) for one in reading.indicators] == [
        ("专业扑火队员人数", ">=60人", "62人"),
        ("开展演练次数", "＝6次", "6次"),
        ("扑灭率", "有效", "有效"),
    ]
    assert reading.indicators[2].deviation_reason == "人员不足"


@pytest.mark.parametrize(
    "row",
    [
        "渠道清淤和\n维修长度\n不少于十二\n公里以上的",  # two cells, or which lines are the name's
        "机电设备\n1250千瓦变\n压器3台\n3 10 10",  # a result that is empty, or a value of two lines
        "清淤长度 ≥12公里 10 10",  # a cell less than headings
        "清淤长度 ≥12公里 12公里 12公里 10 10",  # a cell more
    ],
)
def test_what_can_be_cut_in_two_ways_or_none_is_cited(row):
    """Its words are in a finding, and no figure of it is stored; its neighbours are read."""
    rows = [[*one, one[3], "10", "10"] for one in ROWS]
    before, after = table(rows[:3], [14, 10, 10, 6, 6]), table(rows[3:], [14, 10, 10, 6, 6]).split("\n", 1)[1]
    reading = read(f"{before}\n时效指标\n{row}\n{after}", TOP)

    assert found(reading) == [tuple(one) for one in ROWS]
    words = "".join(row.split())
    assert any(words in str(one.params) for one in reading.findings if one.rule == "unread-row")


SELF_TITLE = "2023年度项目支出绩效自评表\n项目名称 青山村渠道清淤\n主管部门 临川县水利局\n"
SELF_ROWS = """一级指标 二级指标 三级指标 年度指标值 实际完成值{}
产出指标
数量指标
清淤长度 ≥12公里 12公里
巡查次数 ≥6次 6次
投放鱼苗 ≥3万尾 3万尾
质量指标
{}
满意度指标
服务对象满意度指标
农户满意度 ≥90% 93%"""


@pytest.mark.parametrize(
    ("remark", "body", "left"),
    [
        # 2022 年 with the blanks of a word processor: the result, or what the target is compared with
        (" 未完成原因", "巡查工作成效，\n受益农户增收\n同比 2022 年\n明显提高\n明显提高", "同比2022 年明显提高"),
        # a row parted by the end of a page: the rest of its name stands above the next
        ("", "渠道改良验收 ≥90% 93%\n\f合格率达标\n渠道病虫害\n≤8% 6%", "渠道改良验收｜≥90%｜93%"),
        # so does a unit in brackets, which ends a name
        (
            "",
            "渠道改良验收 ≥90% 93%\n合格率（%）\n渠道病虫害成\n灾率\n≤8% 6%",
            "渠道改良验收≥90%93%合格率（%）渠道病虫害成灾率",
        ),
    ],
)
def test_words_that_may_belong_to_the_row_beside_are_cited(remark, body, left):
    """No value and no name is stored with words of another cell."""
    reading = read(SELF_ROWS.format(remark, body), SELF_TITLE)

    assert [one.name for one in reading.indicators] == ["清淤长度", "巡查次数", "投放鱼苗", "农户满意度"]
    assert any(left in str(one.params) for one in reading.findings if one.rule == "unread-row")


def test_a_remark_at_the_top_of_its_cell_is_not_cut():
    """It goes on in the lines above the next name; nothing else shows whether words stand at the top of their cells."""
    head = "一级指标 二级指标 三级指标 年度指标值 实际完成值 未完成原因\n产出\n指标\n数量\n指标\n"
    body = "清淤长度 ≥12公里 12公里\n巡查次数 ≥6次 6次\n投放鱼苗 ≥3万尾 3万尾\n"
    row = "按期完工率 100% 99% 个别工段依法延\n长了施工的期限\n受益农户来信答\n复率\n100% 100%\n"
    reading = read(f"{head}{body}质量\n指标\n{row}满意度\n指标\n服务对象\n满意度\n农户满意度 ≥90% 93%", SELF_TITLE)

    assert [one.name for one in reading.indicators] == ["清淤长度", "巡查次数", "投放鱼苗", "农户满意度"]
    assert len([one for one in reading.findings if one.rule == "unread-row"]) == 2


def test_a_first_level_that_looks_like_a_second_one_gives_no_rows_to_the_one_above():
    """服务对象满意度 above 群众满意度 is a first level in frameworks of whole departments."""
    head = "一级指标 二级指标 三级指标 年度指标值\n"
    body = "社会效\n应\n社会\n效益\n平均寿命 79岁\n就诊人次 ≥8万人次\n服务对\n象满意\n度\n群众\n满意\n度\n患者评价 ≥90%"
    reading = read(f"{head}{body}")

    assert [one.name for one in reading.indicators] == ["平均寿命", "就诊人次"]
    assert any("患者评价" in str(one.params) for one in reading.findings)


def test_lines_sorted_by_height_are_not_read():
    """There levels stand in the middle of their rows: which rows are theirs is open."""
    text = (
        "一级指标 二级指标 三级指标 年度指标值\n培训场次 ≥12场\n产出指标 数量指标 讲座场次 ≥6场\n"
        "展览场次 ≥2场\n质量指标 合格率 ≥95%"
    )
    with pytest.raises(UnknownFormError):
        read(text)


def test_a_level_that_nobody_knows_takes_the_rows_below_it():
    """Their words are cited, and so is the row above them, as they may be its end."""
    text = (
        table(ROWS[:2], [40, 12])
        + "\n履职效能目标\n培训人次 ≥100人次\n质量指标 工程合格率 100%\n时效指标 完成时间 12月底前"
    )
    reading = read(text)

    assert [one.name for one in reading.indicators] == ["清淤渠道长度", "工程合格率", "完成时间"]
    assert any("培训人次" in str(one.params) for one in reading.findings)


@pytest.mark.parametrize(
    ("head", "body", "rows"),
    [
        pytest.param(
            "一级指标 二级指标 三级指标 指标目标值",
            "产出目标\n数量\n读者活动场次 >=48场\n质量 活动计划完成率 =100%\n影响力目标 长效管理 制度健全性 健全",
            [
                ("产出目标", "数量", "读者活动场次", ">=48场"),
                ("产出目标", "质量", "活动计划完成率", "=100%"),
                ("影响力目标", "长效管理", "制度健全性", "健全"),
            ],
            id="a framework of a place",
        ),
        pytest.param(
            "一级指标 二级指标 三级指标\n指标值\n运算符号 内容 度量单位",
            "履职效能\n重点工作履行情况\n河长巡河次数 >= 24 次\n基础管理 依法行政能力 管理规范\n"
            "管理效率 资产管理 固定资产利用率 >= 95 %",
            [
                ("履职效能", "重点工作履行情况", "河长巡河次数", ">=24次"),
                ("履职效能", "基础管理", "依法行政能力", "管理规范"),
                ("管理效率", "资产管理", "固定资产利用率", ">=95%"),
            ],
            id="a heading merged over three",
        ),
        pytest.param(
            "绩效目标 一级指标 二级指标 三级指标 指标值及单位 绩效标准",
            "绩效目标1：渠道\n畅通\n产出指标\n数量指标 清淤长度 12公里 计划标准\n效益指标\n社会公众或服务\n对象满意度\n"
            "农户满意度 ≥90% 历史标准",
            [
                ("产出指标", "数量指标", "清淤长度", "12公里"),
                ("效益指标", "社会公众或服务对象满意度", "农户满意度", "≥90%"),
            ],
            id="a goal beside the rows, a column that nobody knows",
        ),
        pytest.param(
            "一级指标 二级指标 三级指标 年度指标值",
            "绩效指标\n产出指标\n数量指标\n清淤长度 12公里\n进度指标 汛前完成比例 100%\n满意度指标\n群众满意度\n指标\n"
            "灌区农户满意度 ≥90%\n偏差大或\n目标未完成\n原因分析",
            [
                ("产出指标", "数量指标", "清淤长度", "12公里"),
                ("产出指标", "进度指标", "汛前完成比例", "100%"),
                ("满意度指标", "群众满意度指标", "灌区农户满意度", "≥90%"),
            ],
            id="second levels that only their end tells, a label beside, one below",
        ),
        pytest.param(
            "一级指标 二级指标 三级指标 年度指标值",
            "产出指标\n数量指标\n项目实施情况 良好\n质量指标\n指标1：\n……\n效益指标\n社会效益指标 灌溉条件 改善\n附件3",
            [("产出指标", "数量指标", "项目实施情况", "良好"), ("效益指标", "社会效益指标", "灌溉条件", "改善")],
            id="a name that is a label elsewhere, empty rows of the template",
        ),
    ],
)
def test_levels_and_headings_as_places_print_them(head, body, rows):
    """What each form was seen to print, in words of our own."""
    assert found(read(f"{head}\n{body}")) == rows


def test_bare_levels_are_none_in_narrow_columns():
    """财务管理 above 制度健全性 may be one name where names are wrapped at four characters."""
    head = "一级指标 二级指标 三级指标 年度指标值\n"
    body = "过程\n预算执行\n资金到位\n情况\n100%\n资产处置\n情况\n95%\n财务管理\n制度健全\n性\n健全\n"
    with pytest.raises(UnknownFormError):
        read(f"{head}{body}效益\n社会效益\n农户收入\n增长\n5%")


def test_a_result_that_repeats_the_target_is_no_part_of_the_name():
    """接报后30分钟内 twice, each wrapped: the cut is between the two."""
    rows = [["产出指标", "时效指标", "信息报送时间", "接报后30分钟内", "接报后30分钟内", "10", "9"]]
    rows += [["产出指标", "数量指标", "清淤渠道长度", "≥12公里", "12.5公里", "10", "10"]]

    assert found(read(table(rows, [8, 12, 12, 6, 6]), TOP))[0] == tuple(rows[0][:4])


def test_a_table_below_goals_is_not_lost_in_the_goal():
    """Where nothing cuts its rows the page is refused; a declaration of Guangzhou had taken it for the goal."""
    top = "部门整体绩效目标申报表\n部门名称 临川县水利局\n整体绩效目标 渠道畅通。\n"
    body = "一级指标 二级指标 三级指标 指标值 指标权重\n治水成效\n渠道\n清淤长度 12公里 5\n效益指标 巡查次数 24次"
    with pytest.raises(UnknownFormError):
        read(body, top)


@pytest.mark.parametrize(
    "head",
    [
        "一级指标 二级指标 三级指标\n近两年指标值\n预期当年实现值 绩效标准\n2023年 2024年",
        "一级指标 二级指标 三级指标 运算符 指标值 度量单位 完成时限",
        "一级指标 二级指标 三级指标 指标值 绩效标准",
    ],
)
@pytest.mark.parametrize(
    "title", ["部门整体绩效目标申报表", "部门整体支出绩效目标表", "项目支出绩效目标表（含转移支付项目）"]
)
def test_text_of_other_forms_is_not_cut_into_the_columns_of_ours(title, head):
    """Names with figures of other columns in them, or 计划标准 as a target, are worse than nothing."""
    body = (
        "产出指标\n数量指标\n科普资源审核通\n过率\n100% 100% 100% 计划标准\n"
        "质量指标\n活动场次\n46场 52场 ≥55场 历史标准"
    )
    top = f"{title}\n（2025年度）\n部门名称：荆禾市科学技术协会 单位：万元\n"
    try:
        reading = read(f"{head}\n{body}", top)
    except UnknownFormError:
        return
    assert [(one.name, one.annual_target.raw) for one in reading.indicators if one.annual_target] == []


_NAME = st.text("渠道清淤长度培训人次科普活动场农户灌溉条件改善程检查覆盖", min_size=2, max_size=22)
_VALUE = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["≥", "≤", "", "不少于"]),
        st.integers(1, 9999),
        st.sampled_from(["场", "%", "万元"]),
    ),
    st.sampled_from(["明显改善", "持续提高社会公众的科学素质和参与意识", "有效", "达到行业规范要求的标准"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_NAME, _VALUE, _VALUE), min_size=3, max_size=12),
    st.integers(8, 30),
    st.integers(8, 20),
    st.integers(8, 20),
)
def test_whatever_is_read_is_what_was_set(cells, name, target, actual):
    """Random tables at random widths: a row is right or cited, never another."""
    levels = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]
    rows = [[*levels[3 * at // len(cells)], *one, "10", "9"] for at, one in enumerate(cells)]
    try:
        reading = read(table(rows, [name, target, actual, 6, 6]))
    except UnknownFormError:
        return
    truth = [tuple(row[:5]) for row in rows]
    for one in reading.indicators:
        assert (one.level1, one.level2, one.name, one.annual_target.raw, one.actual.raw) in truth


def test_a_seal_behind_the_label_is_no_part_of_the_departments_name():
    """填报单位（盖章）：临川县水利局."""
    top = "部门整体支出绩效目标申报表\n（2024年度）\n填报单位（盖章）：临川县水利局\n"
    head = "一级指标 二级指标 三级指标 实施周期指标值 年度指标值\n产出指标 数量指标 清淤渠道长度 ≥12公里 ≥12公里"

    assert read(head, top).document.department == "临川县水利局"


def test_who_signs_is_no_department():
    """填报单位（盖章） that nobody filled in has no name, in lines and in the words of a form."""
    line = Piece("填报单位(盖章)            单位负责人(签名):", 0, 1, None)
    count, name, behind = department_line([line], 0)
    assert (count, name.text, behind.text) == (1, "", "单位负责人(签名):")

    top = "部门整体支出绩效目标申报表\n（2024年度）\n填报单位（盖章）   单位负责人（签名）：\n部门名称：临川县水利局\n"
    head = "一级指标 二级指标 三级指标 实施周期指标值 年度指标值\n产出指标 数量指标 清淤渠道长度 ≥12公里 ≥12公里"
    assert read(head, top).document.department == "临川县水利局"
