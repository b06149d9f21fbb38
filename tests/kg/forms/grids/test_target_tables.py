"""Tables of targets in the provinces' variants: three cells a value, many projects a file, halves, libraries."""

import pytest

from kg.errors import NoIndicatorRowsError
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.words.titles import title_form
from kg.quantities import Kind
from kg.reading import read_bytes
from kg.records import Form
from tests.kg.forms.grids.setting import read

LEVELS = ["一级指标", "二级指标", "三级指标"]


def raws(reading):
    return {i.name: i.annual_target.raw for i in reading.indicators}


def test_comparator_number_and_unit_are_joined_in_this_order():
    """Whatever the order of the columns; 定性 is no comparator, / is no unit, a comparator stands only once."""
    reading = read(
        "部门整体支出绩效目标表",
        [
            [*LEVELS, "度量单位", "指标值", "指标性质", "权重"],
            ["产出指标", "数量指标", "科普讲座", "场", "12", "≥", "20"],
            ["", "质量指标", "合格率", "%", "≥95", "≥", "10"],
            ["", "时效指标", "按期完成", "/", "年底前", "定性", "10"],
            ["满意度指标", "服务对象满意度指标", "听众满意度", "%", "90%", "＝", "10"],
        ],
    )

    assert raws(reading) == {
        "科普讲座": "≥12场",
        "合格率": "≥95%",
        "按期完成": "年底前",
        "听众满意度": "＝90%",
    }
    assert [i.weight for i in reading.indicators] == [20, 10, 10, 10]


def test_a_long_table_holds_many_projects():
    """A new project begins where its cell begins; goal, budget and unit are read from the same row."""
    reading = read(
        "部门预算项目绩效目标表",
        "单位：万元",
        [
            ["单位名称", "项目名称", "预算数", "年度绩效目标", *LEVELS, "绩效指标性质", "绩效指标值", "绩效度量单位"],
            ["某县科协", "科普宣传", "12.50", "提升素质", "产出指标", "数量指标", "讲座", "≥", "12", "场"],
            [..., ..., ..., ..., "", "质量指标", "合格率", "＝", "100", "%"],
            [..., "大院运维", "3", "保障运行", "产出指标", "数量指标", "维修次数", "≤", "5", "次"],
        ],
    )

    assert [(p.name, p.unit, p.goal, p.amounts[0].yuan) for p in reading.projects] == [
        ("科普宣传", "某县科协", "提升素质", 125_000),
        ("大院运维", "某县科协", "保障运行", 30_000),
    ]
    assert [(i.project.name, i.name) for i in reading.indicators] == [
        ("科普宣传", "讲座"), ("科普宣传", "合格率"), ("大院运维", "维修次数"),
    ]  # fmt: skip


def test_projects_one_below_the_other_do_not_run_together():
    """A second 项目名称 begins a project with its own money, goal and indicators."""
    form = [
        ["项目名称", "甲项目", None, None],
        ["主管部门", "某省科协", "实施单位", "某馆"],
        ["年度资金总额", "10万元", "", ""],
        ["年度目标", "目标甲", None, None],
        [*LEVELS, "指标值"],
        ["产出指标", "数量指标", "活动", "3场"],
    ]
    other = [
        ["项目名称", "乙项目", None, None],
        form[1],
        ["年度资金总额", "20万元", "", ""],
        ["年度目标", "目标乙", None, None],
        form[4],
        ["产出指标", "数量指标", "培训", "4期"],
    ]
    reading = read("项目支出绩效目标表", [*form, *other])

    assert [(p.name, p.goal, [a.yuan for a in p.amounts]) for p in reading.projects] == [
        ("甲项目", "目标甲", [100_000]),
        ("乙项目", "目标乙", [200_000]),
    ]
    assert [(i.name, i.project.ordinal) for i in reading.indicators] == [("活动", 1), ("培训", 2)]


def test_halves_of_the_whole_period_and_the_year_are_one_indicator():
    """中期 and 年度 side by side; the amounts of the whole period are never the year's."""
    reading = read(
        "项目支出绩效目标申报表",
        [
            ["项目名称", "免费开放", None, None, None, None, None, None],
            ["项目资金（万元）", "中期资金总额：", "900", "", "", "年度资金总额：", "300", ""],
            ["", "其中：财政拨款", "900", "", "", "其中：财政拨款", "300", ""],
            ["绩效指标", *LEVELS, "指标值", "二级指标", "三级指标", "指标值"],
            ["", "产出指标", "数量指标", "接待观众", "≥300万人次", "数量指标", "接待观众", "≥100万人次"],
            ["", "", "", "展品更新", "60件", "", "展品改造", "20件"],
        ],
    )

    assert [(a.kind, a.yuan) for a in reading.projects[0].amounts] == [
        ("total", 3_000_000), ("fiscal_appropriation", 3_000_000),
    ]  # fmt: skip
    found = [
        (i.name, i.period_target and i.period_target.raw, i.annual_target and i.annual_target.raw)
        for i in reading.indicators
    ]
    assert found == [("接待观众", "≥300万人次", "≥100万人次"), ("展品更新", "60件", None), ("展品改造", None, "20件")]


def test_an_indicator_library_names_no_department():
    """Official indicators: the unit column is no value, explanations are known words."""
    reading = read(
        "某省预算项目支出绩效指标库（2023年版）",
        [
            ["序号", "行业领域", *LEVELS, "指标解释", "计量单位", "指标值", "评分标准"],
            ["1", "科学普及", "产出指标", "数量指标", "科普活动场次", "全年开展的活动", "场", "≥20", "按比例"],
            ["2", "", "", "质量指标", "参与率", "", "%", "", ""],
        ],
    )

    assert reading.document.form is Form.INDICATOR_LIBRARY
    assert (reading.document.department, reading.departments) == ("", ())
    assert raws(reading) == {"科普活动场次": "≥20场", "参与率": ""}


def test_a_template_gives_no_indicator():
    """Rows of 指标1： and …… are counted in one finding."""
    reading = read(
        "项目支出绩效目标表",
        [
            ["项目名称", "", None, None],
            [*LEVELS, "指标值"],
            ["产出指标", "数量指标", "指标1：", ""],
            ["", "", "指标2：", ""],
            ["", "质量指标", "……", ""],
        ],
    )

    assert reading.indicators == ()
    assert [f.params["count"] for f in reading.findings if f.rule == "empty-template"] == ["3"]


@pytest.mark.parametrize(
    "row", [["产出指标", "数量指标", "质量指标", "12场"], ["", "科普讲座", "12", ""], ["", "", "12", "20"]]
)
def test_a_row_that_does_not_stand_under_its_headings_is_not_read(row):
    """A heading where the name should be, or a number, is a finding with the row's words."""
    reading = read("项目支出绩效目标表", [[*LEVELS, "指标值"], ["产出指标", "数量指标", "活动", "3场"], row])

    assert [i.name for i in reading.indicators] == ["活动"]
    assert {"unread-row"} <= {f.rule for f in reading.findings}


def test_a_target_in_the_column_of_points_is_no_figure_of_another():
    """15 | ≥10个 has its two cells swapped: neither may be stored; points of 10分 and 10% are points."""
    rows = [("甲", "15", "≥10个"), ("乙", "12", "10分"), ("丙", "20", "10%")]
    reading = read(
        "项目支出绩效目标表",
        [[*LEVELS, "指标值", "权重"], *(["产出指标", "数量指标", *row] for row in rows)],
    )

    assert raws(reading) == {"乙": "12", "丙": "20"}
    assert any(f.rule == "unread-row" and "≥10个" in [s.text for s in f.sources] for f in reading.findings)


def test_other_tables_are_no_form():
    """A table of persons or of money by function has no indicators."""
    assert read("人员情况表", [["姓名", "单位", "得分"], ["某某", "某馆", "90"]]) is None
    assert read("收支预算表", [["项目", "预算数"], ["教育支出", "100"]]) is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("三級指標", "name"),
        ("年度指标值（A）", "annual"),
        ("全 年 实 际 完 成 值", "actual"),
        ("分值（10分）", "weight"),
        ("电话", ""),
    ],
)
def test_headings_are_recognised_folded(heading, role):
    """White space, width, traditional characters and a remark in brackets do not matter."""
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("項目支出績效目標表", Form.PROJECT_TABLE),
        ("附件2 2023年度部门预算项目支出绩效自评表", Form.PROJECT_SELF_EVALUATION),
        ("某局2024年部门整体支出绩效自评表", Form.SELF_EVALUATION),
        ("省级部门整体绩效目标申报表", Form.DECLARATION),
        ("预算绩效指标库", Form.INDICATOR_LIBRARY),
        ("现将项目支出绩效目标表公开如下。", None),
        ("三公经费支出表", None),
    ],
)
def test_titles_say_the_form(line, form):
    """A sentence that mentions a form is no title."""
    assert title_form(line) is form


@pytest.mark.parametrize("first", [True, False])
def test_the_nearer_department_is_the_forms(first):
    """Of 中央主管部门 and 省级主管部门 the province's is the department, whichever is printed first."""
    labels = [["中央主管部门", "国家卫生健康委员会", None, None], ["省级主管部门", "某省卫生健康委员会", None, None]]
    reading = read(
        "转移支付区域绩效目标表",
        [
            ["专项名称", "公共卫生补助", None, None],
            *(labels if first else labels[::-1]),
            [*LEVELS, "指标值"],
            ["产出指标", "数量指标", "随访人数", "≥3000人"],
            ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"],
        ],
    )

    assert reading.document.department == "某省卫生健康委员会"


@pytest.mark.parametrize("heading", ["半年（程）目标值", "上年完成值", "历史参考值"])
def test_columns_of_figures_that_are_not_read_are_named(heading):
    """Their headings are known and they become no record: one remark says so; a column of words says nothing."""
    heads = [*LEVELS, heading, "全年（程）目标值", "指标解释"]
    row = ["产出指标", "数量指标", "讲座", "6场", "≥12场", "3个月内12场"]
    reading = read("项目支出绩效目标表（2024年度）", [["项目名称", "科普", *[None] * 4], heads, row])

    assert raws(reading) == {"讲座": "≥12场"}
    assert [f.params["headings"] for f in reading.findings if f.rule == "unread-columns"] == [heading]


@pytest.mark.parametrize("title", ["项目支出绩效目标表（2025年度）", "部门整体绩效目标申报表（2025年度）"])
def test_money_that_has_no_kind_is_named(title):
    """其中：中央补助 and 地方资金 are no amounts; one remark names them with their figures, but for zeros."""
    name = "项目名称" if title.startswith("项目") else "部门名称"
    reading = read(
        title,
        "单位：万元",
        [
            [name, "某县科学技术协会", None, None],
            ["资金情况（万元）", "年度金额：", "2,470", ""],
            [..., "其中：中央补助", "2,350", ""],
            [..., "地方资金", "120", ""],
            [..., "上年结转", "0.00", ""],
            [*LEVELS, "指标值"],
            ["产出指标", "数量指标", "讲座", "≥12场"],
        ],
    )

    assert [f.params["words"] for f in reading.findings if f.rule == "unread-money"] == [
        "其中：中央补助 2,350；地方资金 120"
    ]
    assert not [f for f in reading.findings if f.rule == "unread-words"]


@pytest.mark.parametrize(
    ("sign", "value", "raw", "rule"),
    [
        ("约", "12", "约12场", ""),
        ("左右", "12", "12场左右", ""),
        ("以内", "12", "12场以内", ""),
        ("不低于", "≥12", "≥12场", ""),
        ("≤", "≥12", "≤≥12场", "suspect-comparator"),
    ],
)
def test_what_stands_in_the_column_of_signs_is_not_lost(sign, value, raw, rule):
    """It stands before or behind the figure as in a sentence; a sign against that of the figure is distrusted."""
    headings = ["一级指标", "二级指标", "三级指标", "符号", "指标值", "单位"]
    rows = [["产出指标", "数量指标", "讲座场次", sign, value, "场"], ["产出指标", "质量指标", "合格率", "≥", "95", "%"]]
    reading = read("2023年度项目支出绩效目标表", [["项目名称", "科普经费", None, None, None, None], headings, *rows])

    assert reading.indicators[0].annual_target.raw == raw
    assert [finding.rule for finding in reading.findings if finding.params.get("words") == raw] == (
        [rule] if rule else []
    )


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("12 10", "glued-figures"),
        ("≥12\n10", "glued-figures"),
        ("2 12次", "suspect-comparator"),
        ("≥≥9900%", "doubled-characters"),
        ("l00%", "unreadable-value"),
        ("≥I20人", "unreadable-value"),
        ("1,2000人", "unreadable-value"),
    ],
)
def test_figures_that_are_two_or_none_stay_words(words, rule):
    """What nothing but a space parts is two figures, as of a value and its points, or ≥ read as 2."""
    reading = read("项目支出绩效目标表", [[*LEVELS, "指标值"], ["产出指标", "数量指标", "讲座", words]])

    (target,) = (i.annual_target for i in reading.indicators)
    assert (target.kind, target.components) == (Kind.UNREADABLE, ())
    assert rule in {f.rule for f in reading.findings}


def test_a_template_is_refused_as_one():
    """Title and columns are a form's: to say that they are missing would send a person the wrong way."""
    rows = ("项目支出绩效自评表", "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值", "产出指标\t数量指标\t\t\t")
    with pytest.raises(NoIndicatorRowsError, match="绩效自评表"):
        read_bytes("\n".join(rows).encode(), "form.txt")


@pytest.mark.parametrize(("second", "name"), [("绿化", "绿化"), ("无", "城市管理"), ("", "城市管理")])
def test_the_lower_of_two_names_is_the_project_where_it_says_one(second, name):
    """二级项目名称 that is empty or 无 leaves the project to 一级项目名称."""
    reading = read(
        "2023年度项目支出绩效目标表",
        [
            ["一级项目名称", "城市管理", None, None],
            ["二级项目名称", second, None, None],
            ["年度资金总额（万元）", "250", None, None],
            [*LEVELS, "年度指标值"],
            ["产出指标", "数量指标", "清扫面积", "≥12公顷"],
            ["产出指标", "质量指标", "合格率", "≥95%"],
        ],
    )

    assert [(one.name, int(one.amounts[0].yuan)) for one in reading.projects] == [(name, 2_500_000)]


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("云岭县教育局2024年项目绩效目标公开", ["云岭县教育局"]),
        ("乡镇卫生院2024年项目绩效目标公开", []),
        ("关于公开云岭县教育局2024年项目支出绩效自评报告", []),
        ("云岭县运动会2024年项目绩效目标公开", []),
    ],
)
def test_the_department_of_a_page_is_an_office_that_its_title_begins_with(title, department):
    """Not many of a kind, not an event, and not a notice about an office."""
    rows = [["产出指标", "数量指标", "讲座场次", "≥12场"], ["产出指标", "质量指标", "合格率", "≥95%"]]
    table = [["项目名称", "科普经费", None, None], [*LEVELS, "年度指标值"], *rows]

    assert [one.name for one in read(title, "项目支出绩效目标表", table).departments] == department


def test_a_long_sentence_about_the_unit_itself_is_no_title():
    """我单位 … 填报了 … 自评表 is a report; a long title names its plan."""
    about = "按财政部门统一部署我单位对2024年度预算安排的全部项目开展了绩效自评并按照要求及时填报了项目支出绩效自评表"
    title = "云岭县2024年度教育系统农村义务教育阶段学校学生营养改善计划省级补助资金项目支出绩效目标表"

    assert title_form(about) is None
    assert title_form(title) is Form.PROJECT_TABLE


@pytest.mark.parametrize("named", ["指标内容", "指标名称"])
def test_a_level_may_be_headed_as_names_are(named):
    """指标 beside 指标内容 is a level where all its cells are known ones, and a name otherwise."""
    rows = [["产出指标", "趋势报告次数", "≥4次"], ["效益指标", "损失减少量", "≥2吨"]]

    def found(*rows: list[str]) -> list[tuple[str, str, str]]:
        table = [["项目名称", "监测补助", None], ["指标", named, "指标值"], *rows]
        reading = read("2023年度项目支出绩效目标表", table)
        return [(one.level1, one.name, one.annual_target.raw) for one in reading.indicators]

    assert found(*rows) == [("产出指标", "趋势报告次数", "≥4次"), ("效益指标", "损失减少量", "≥2吨")]
    assert ("", "讲座", "≥4次") in found(["讲座", "科普讲座", "≥4次"], rows[1])
