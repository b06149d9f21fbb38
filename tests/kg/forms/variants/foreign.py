"""Tables that are no forms of ours: they yield no indicator and no project, or are refused."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import draw, form

STAFF = form(
    "foreign-staff-list",
    "编制和人员情况表",
    "2023年部门人员情况表",
    draw("""
序号 | 单位名称 | 编制数 | 实有人数 | 其中：在职 | 离退休 | 备注
1 | 丰乐渡区林业局本级 | 26 | 24 | 24 | 11 |
2 | 丰乐渡区种苗站 | 12 | 12 | 12 | 5 | 含借调1人
合计 | < | 38 | 36 | 36 | 16 |
"""),
    foreign=True,
)

FUNCTIONS = form(
    "foreign-budget-by-function",
    "一般公共预算支出表 with 科目编码",
    "2024年一般公共预算支出表",
    "单位：万元",
    draw("""
科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^
213 |  |  | 农林水支出 | 1,208.40 | 846.20 | 362.20
213 | 02 |  | 林业和草原 | 1,208.40 | 846.20 | 362.20
213 | 02 | 01 | 行政运行 | 846.20 | 846.20 |
213 | 02 | 34 | 林业草原防灾减灾 | 362.20 |  | 362.20
"""),
    foreign=True,
)

THREE_PUBLIC = form(
    "foreign-three-public-expenses",
    "“三公”经费 with two header rows; words like 预算数 stand in many forms of ours",
    "2023年度“三公”经费支出决算表",
    "金额单位：万元",
    draw("""
预算数 | < | < | < | 决算数 | < | < | <
合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费
12.60 | 0.00 | 9.80 | 2.80 | 9.31 | 0.00 | 8.02 | 1.29
"""),  # noqa: E501
    foreign=True,
)

SCHOOL_SCORES = form(
    "foreign-school-scores",
    "考核评分表 of schools: 一级指标, 二级指标, 分值 and 得分, but of a quality inspection, not of a budget",
    "义务教育学校办学质量考核评分表",
    draw("""
一级指标 | 二级指标 | 考核要点 | 分值 | 自评分 | 复评分
办学方向 | 党建引领 | 党组织覆盖情况 | 8 | 8 | 7.5
课程教学 | 开齐开足课程 | 课表与课时 | 12 | 12 | 11
^ | 作业管理 | 作业公示 | 10 | 9 | 9
学生发展 | 体质健康 | 优良率达50%以上 | 15 | 14 | 13
合计 | < | < | 45 | 43 | 40.5
"""),
    foreign=True,
)

ASSETS = form(
    "foreign-procurement-list",
    "政府采购预算表 with 项目名称, 数量 and 计量单位 columns",
    "2024年政府采购预算表",
    draw("""
项目名称 | 采购目录 | 计量单位 | 数量 | 面向中小企业预留资金 | 预算金额（万元）
办公设备购置 | 台式计算机 | 台 | 14 | 7.00 | 7.00
^ | 打印机 | 台 | 3 | 0.60 | 0.60
保洁服务 | 物业管理服务 | 项 | 1 | 18.00 | 18.00
"""),
    foreign=True,
)

PROJECT_LIST = form(
    "foreign-project-expenditure-list",
    "项目支出表 of the budget without goals or indicators: project names and amounts, but no form of ours",
    "部门预算项目支出表",
    "单位：万元",
    draw("""
项目类别 | 项目名称 | 项目单位 | 合计 | 本年拨款 | 财政拨款结转结余
特定目标类 | 湿地巡护 | 丰乐渡区湿地站 | 22.00 | 22.00 |
其他运转类 | 办公用房维修 | 丰乐渡区林业局 | 15.60 | 12.00 | 3.60
合计 | < | < | 37.60 | 34.00 | 3.60
"""),
    foreign=True,
    allow={"*.projects": ()},
)

FORMS = (STAFF, FUNCTIONS, THREE_PUBLIC, SCHOOL_SCORES, ASSETS, PROJECT_LIST)
