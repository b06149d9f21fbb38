"""How labels are set: merged beyond their block, begun in mid-block, glued to the level above, in odd columns."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

LATE_MERGE = form(
    "label-ends-in-mid-block",
    "a page break splits merged labels: the second part is blank, or the label is printed again in mid-block",
    "项目支出绩效目标表（2023年度）",
    draw("""
项目名称 | 老年食堂运营 | < | < | <
主管部门 | 梅岭区民政局 | < | 实施单位 | 梅岭区养老服务中心
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
@ - level1 level2 name target
* ^ | 产出指标 | 数量指标 | 新增老年食堂 | ≥8家
* ^ | ^ | ^ | 助餐老人 | ≥5600人
@ - level1 level2 name target levels=产出指标/数量指标
*  |  |  | 送餐上门次数 | ≥2.4万次
@ - level1 level2 name target
*  | 产出指标 | 质量指标 | 食材抽检合格率 | ≥99%
* ^ | ^ | 时效指标 | 送餐准时率 | ≥95%
* ^ | 效益指标 | 社会效益指标 | 老人用餐支出下降 | ≥12%
* ^ | ^ | ^ | 志愿者参与 | ≥260人次
@ - level1 level2 name target levels=满意度指标/服务对象满意度指标
* ^ | 满意度指标 | < | 老人满意度 | ≥95%
"""),
    projects=ExpectedProject("老年食堂运营", unit="梅岭区养老服务中心"),
    department="梅岭区民政局",
    year=2023,
    allow={"老人满意度.level2": ("满意度指标",)},
)

LEVELS_IN_ONE_CELL = form(
    "first-level-rows",
    "first levels as rows of their own across the table, second levels with names in the rows below",
    "项目支出绩效自评表（2022年度）",
    draw("""
项目名称 | 校园食堂监管 | < | < | <
主管部门 | 清渡县教育局 | < | 实施单位 | 清渡县校园安全中心
二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
产出指标（50分） | < | < | < | <
@ level2 name target actual weight levels=产出指标/数量指标
* 数量指标 | 安装监控食堂 | ≥64个 | 64个 | 20
@ level2 name target actual weight levels=产出指标/质量指标
* 质量指标 | 在线率 | ≥96% | 95% | 30
效益指标（30分） | < | < | < | <
@ level2 name target actual weight levels=效益指标/社会效益指标
* 社会效益指标 | 食堂投诉 | ≤10件 | 7件 | 30
满意度指标（10分） | < | < | < | <
@ level2 name target actual weight levels=满意度指标/服务对象满意度指标
* 服务对象满意度指标 | 师生满意度 | ≥90% | 94% | 10
"""),
    projects=ExpectedProject("校园食堂监管", unit="清渡县校园安全中心"),
    department="清渡县教育局",
    year=2022,
)

NAME_CONTAINS_HEADING = form(
    "names-like-headings",
    "names that are themselves words of headings: 质量指标 as a second level, 满意度 as a name, 成本 as a name",
    "项目支出绩效目标表（2023年度）",
    draw("""
项目名称 | 社区矫正购买服务 | < | < | <
主管部门 | 白沙渡区司法局 | < | 实施单位 | 白沙渡区社区矫正局
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
@ level1 level2 name target -
* 产出指标 | 数量指标 | 数量 | ≥36人 | 矫正对象
* ^ | 质量指标 | 质量合格率 | ≥95% |
* ^ | 时效指标 | 完成时间 | 12月底前 |
* ^ | 成本指标 | 成本 | ≤18万元 |
* 效益指标 | 社会效益指标 | 社会效益 | 再犯罪率≤0.2% |
* 满意度指标 | 满意度指标 | 满意度 | ≥90% |
"""),
    projects=ExpectedProject("社区矫正购买服务", unit="白沙渡区社区矫正局"),
    department="白沙渡区司法局",
    year=2023,
)

COST_SCHEME_MIXED = form(
    "environment-benefit-and-cost-below-output",
    "环境效益 instead of 生态效益, 成本指标 below 产出, 社会公众或服务对象满意度; bare second levels",
    "2021年项目绩效目标申报表",
    draw("""
项目名称：| 建筑垃圾资源化 | < | 项目单位：| 长堤市城市管理局
申请资金（元） | 5,200,000 | < | 项目负责人 | 罗某
年度目标 | 处置建筑垃圾，生产再生砖。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 分值
@ level1 level2 name target weight
* 产出 | 数量 | 处置建筑垃圾 | ≥26万吨 | 20
* ^ | 质量 | 再生砖合格率 | ≥98% | 10
* ^ | 时效 | 及时清运率 | ≥95% | 10
* ^ | 成本 | 吨处置成本 | ≤20元/吨 | 10
* 效益 | 经济效益 | 再生产品销售额 | ≥900万元 | 10
* ^ | 环境效益 | 减少填埋占地 | ≥35亩 | 20
* 满意度 | 社会公众或服务对象满意度 | 周边居民满意度 | ≥85% | 10
"""),
    projects=ExpectedProject("建筑垃圾资源化", goal="处置建筑垃圾，生产再生砖。", budget="5,200,000", said="元"),
    department="长堤市城市管理局",
    year=2021,
)

TWO_TABLES_ONE_FORM = form(
    "form-parted-by-page",
    "a form parted in two tables by a page break: the second part has no header row",
    "项目支出绩效自评表（2023年度）",
    draw("""
项目名称 | 农贸市场改造 | < | < | < | <
主管部门 | 宝塔岭市商务局 | < | < | 实施单位 | 宝塔岭市市场建设中心
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
@ level1 level2 name target actual weight
* 产出指标 | 数量指标 | 改造市场个数 | ≥6个 | 6个 | 20
* ^ | 质量指标 | 消防验收合格率 | 100% | 100% | 20
"""),
    draw("""
@ level1 level2 name target actual weight levels=产出指标/时效指标
*  | 时效指标 | 改造完成时间 | 11月底 | 11月26日 | 10
@ level1 level2 name target actual weight
* 效益指标 | 社会效益指标 | 新增摊位 | ≥310个 | 322个 | 30
* 满意度指标 | 服务对象满意度指标 | 商户满意度 | ≥90% | 92% | 10
"""),
    projects=ExpectedProject("农贸市场改造", unit="宝塔岭市市场建设中心"),
    department="宝塔岭市商务局",
    year=2023,
)

FORMS = (LATE_MERGE, LEVELS_IN_ONE_CELL, NAME_CONTAINS_HEADING, COST_SCHEME_MIXED, TWO_TABLES_ONE_FORM)
