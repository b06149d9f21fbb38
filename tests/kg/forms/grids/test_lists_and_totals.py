"""Total scores wherever a form states them, lists of results before the forms, money and years in other places."""

import pytest

from tests.kg.forms.grids.setting import read

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS = [
    HEAD,
    ["产出指标", "数量指标", "讲座场次", "≥30场", "32场", "20", "20"],
    ["产出指标", "质量指标", "设备完好率", "≥95%", "96%", "10", "10"],
]
LIST = ["序号", "项目名称", "全年预算数", "全年执行数", "自评得分"]
PROJECT = ["项目名称", "科普讲座", None, None, None, None, None]


def form(*rows, title="项目支出绩效自评表"):
    return read(title, "（2023年度）", "单位：万元", [PROJECT, *ROWS, *rows])


def totals(reading):
    return [(one.name, one.full, one.score) for one in reading.scores if one.is_total]


def rules(reading):
    return {finding.rule for finding in reading.findings}


@pytest.mark.parametrize("label", ["总分", "自评总分", "总评价得分", "合计得分", "综合得分"])
@pytest.mark.parametrize("remark", [[], [["其他需要说明事项", "无", None, None, None, None, None]]])
def test_the_total_is_read_whatever_its_label_and_behind_a_remark(label, remark):
    """A remark between the last row and the total ends the table, not the form."""
    made = form(*remark, [label, None, None, None, None, "30", "29.5"])

    assert [(name, str(full), str(score)) for name, full, score in totals(made)] == [(label, "30", "29.5")]


def test_an_indicator_named_like_a_total_is_an_indicator():
    """综合得分 with a target beside it."""
    made = form(["产出指标", "质量指标", "综合得分", "≥90分", "93分", "10", "10"])

    assert made.indicators[-1].name == "综合得分"
    assert totals(made) == []


@pytest.mark.parametrize(("figures", "score"), [(["98.5", "", ""], "98.5"), (["100", "98.5", ""], None)])
def test_a_total_in_the_head_is_read_where_one_figure_stands_beside_it(figures, score):
    """Of two figures the one that was given cannot be told."""
    made = read("项目支出绩效自评表", [["项目名称", "科普讲座", None, "自评总分", *figures], *ROWS])

    assert [str(one) for _, _, one in totals(made)] == ([score] if score else [])


def test_a_list_gives_the_projects_that_have_no_form_of_their_own():
    """The sum of the list is the department's; the list says the project of the form only again."""
    listed = [LIST, ["1", "科普讲座", "60", "59", "97"], ["2", "展览", "40", "38", "89"], ["合计", "", "100", "97", ""]]
    own = [
        PROJECT,
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", ""],
        ["", "年度资金总额", "60", "60", "59", "98.33%", ""],
        *ROWS,
    ]
    made = read("2023年度项目支出绩效自评结果汇总表", "单位：万元", listed, "项目支出绩效自评表", own)

    assert [(project.name, [int(one.yuan) for one in project.amounts]) for project in made.projects] == [
        ("展览", [400_000]),
        ("科普讲座", [600_000]),
    ]
    assert [(one.label, int(one.yuan)) for one in made.amounts] == [("合计", 1_000_000)]
    assert [(one.project.name, str(one.score)) for one in made.scores if one.is_total] == [("展览", "89")]


def test_a_row_of_a_list_that_lacks_a_figure_is_cited_and_not_read():
    """Which figure stands in which column cannot be told."""
    listed = [LIST, ["1", "展览", "", "38", "89"], ["2", "竞赛", "40", "95%", "89"]]
    made = read("2023年度项目支出绩效自评结果汇总表", "单位：万元", listed, "项目支出绩效自评表", [PROJECT, *ROWS])

    assert [project.name for project in made.projects] == ["科普讲座"]
    assert made.amounts == ()
    cited = "".join(source.text for finding in made.findings for source in finding.sources)
    assert "展览" in cited
    assert "竞赛" in cited


@pytest.mark.parametrize("level1", ["服务对象满意度", "社会公众或服务对象满意度指标"])
def test_a_satisfaction_may_be_the_first_heading(level1):
    """满意度 as the first heading is worded as the second one is elsewhere."""
    made = form([level1, "社会公众满意度", "听众满意度", "≥90%", "95%", "10", "10"])

    assert (made.indicators[-1].name, made.indicators[-1].category.code) == ("听众满意度", "satisfaction/other")


@pytest.mark.parametrize("target", ["≥90%", "满意", "提高听众满意度"])
def test_a_row_that_lost_its_first_heading_is_still_not_read(target):
    """The target stands where the name should, and the points where the result should."""
    made = form(["服务对象满意度指标", "听众满意度", target, "95%", "10", "10", ""])

    assert len(made.indicators) == 2
    assert "unread-row" in rules(made)


def test_a_row_of_a_name_that_does_not_apply_is_a_template_and_with_values_none():
    """不适用 without values is an empty row; with values these belong to another name."""
    assert len(form(["效益指标", "经济效益指标", "不适用", "", "", "", ""]).indicators) == 2
    with_values = form(["效益指标", "经济效益指标", "不适用", "≥5%", "6%", "10", "10"])

    assert len(with_values.indicators) == 2
    assert "unread-row" in rules(with_values)


def test_money_in_one_cell_with_its_label_and_unit():
    """预算安排数：60万元 says all; a label without its unit says no amount."""
    said = ["资金使用情况", "预算安排数：60万元", None, "实际支出数：59万元", None, "支出率：98%", ""]
    (execution,) = read("项目支出绩效自评表", [PROJECT, said, *ROWS]).executions

    assert {one.kind: int(one.yuan) for one in execution.amounts} == {
        "adjusted_budget": 600_000,
        "final_account": 590_000,
    }
    bare = ["资金使用情况", "预算安排数：60", None, "实际支出数：59", None, "", ""]
    assert read("项目支出绩效自评表", [PROJECT, bare, *ROWS]).executions == ()


@pytest.mark.parametrize(
    ("line", "year", "basis"),
    [
        ("某镇2023年度项目绩效自评公示", 2023, "stated"),
        ("某镇2023年项目绩效自评结果公开", 2023, "inferred"),
        ("下一篇2022年度项目绩效自评公示", None, None),
        ("现将2023年度项目绩效自评情况公示如下", None, None),
    ],
)
def test_the_title_of_the_page_states_the_year(line, year, basis):
    """Where the form itself does not; a sentence or a link does not either."""
    stated = read(line, "项目支出绩效自评表", [PROJECT, *ROWS]).document.fiscal_year

    assert (stated and stated.value, stated and stated.basis) == (year, basis)


def test_names_below_绩效指标_are_read_without_levels():
    """A column of that heading left of target and result; a moved target is no name."""
    head = ["绩效指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [head, ["养护里程", "137公里", "137公里", "20", "20"], ["明显改善", "明显改善", "10", "10", ""]]
    made = read("某镇2022年度项目支出绩效自评表", [["项目名称", "公路养护", None, None, None], *rows])

    assert [one.name for one in made.indicators] == ["养护里程"]
    assert "unread-row" in rules(made)


@pytest.mark.parametrize("caption", ["附件2", "附表3-1", "表6", "公开表23", "附件一："])
def test_the_number_of_an_annex_is_nothing_unread(caption):
    """A sheet has it in a cell above the title; other words there are cited."""
    wide = [None] * 6
    unread = [read([[words, *wide], ["项目支出绩效自评表", *wide], PROJECT, *ROWS]) for words in (caption, "附件表样")]

    assert ["unread-words" in rules(reading) for reading in unread] == [False, True]


def test_a_list_of_several_departments_is_none_of_theirs():
    """主管部门 with two names: a second department is no unit of the first, and the file says so."""
    head = ["主管部门", "项目名称", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["县科协", "县科技馆运行", "产出指标", "数量指标", "讲解场次", "≥40场"],
        ["县教育局", "校舍维修", "产出指标", "数量指标", "维修校舍", "≥4所"],
    ]
    several = read("2024年度项目支出绩效目标表", [head, *rows])
    units = read("2024年度项目支出绩效目标表", [["单位名称", *head[1:]], *rows])
    one = read("2024年度项目支出绩效目标表", [head, rows[0], ["县科协", *rows[1][1:]]])

    assert several.document.department == ""
    assert [project.unit for project in several.projects] == [None, None]
    (finding,) = [found for found in several.findings if found.rule == "several-departments"]
    assert finding.params == {"count": "2", "names": "县科协、县教育局"}
    assert units.document.department == one.document.department == "县科协"
    assert not {"several-departments"} & {found.rule for found in (*units.findings, *one.findings)}


@pytest.mark.parametrize("second", ["同上", "″", "—", "无", "县科协本级", "县科协机关", "县科学技术协会", "办公室"])
def test_another_spelling_of_a_department_is_no_second_one(second):
    """A ditto, a dash, its own office or its full name beside its short one."""
    head = ["主管部门", "项目名称", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["县科协", "县科技馆运行", "产出指标", "数量指标", "讲解场次", "≥40场"],
        [second, "科普大篷车", "产出指标", "数量指标", "下乡场次", "≥4场"],
    ]
    reading = read("2024年度项目支出绩效目标表", [head, *rows])

    assert reading.document.department == "县科协"
    assert "several-departments" not in {found.rule for found in reading.findings}
