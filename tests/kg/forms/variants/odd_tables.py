"""Odd but real tables: goals that divide the rows, four levels or none, names with values, unused rows."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

TWO_GOALS = form(
    "two-goals-divide-the-rows",
    "自评表: 年度绩效目标1（40分） and 年度绩效目标2（40分）, each above indicators of its own with a header row",
    "2023年度省直部门项目自评表",
    draw("""
项目名称 | 湖泊巡查与打捞 | < | < | < | <
主管部门 | 东湖嘴区水务局 | < | 项目实施单位 | 东湖嘴区湖泊管理站 | <
预算执行情况（万元）（20分） | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） | <
^ | 280.00 | 273.00 | 97.5% | 19.5 | <
年度绩效目标1（40分） | 湖面日常打捞，湖岸整洁。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
@ level1 level2 name target actual score
* 产出指标 | 数量指标 | 打捞水面面积 | 32平方公里 | 32平方公里 | 20
* ^ | 时效指标 | 水草清理时间 | 9月底前 | 9月25日 | 20
年度绩效目标2（40分） | 每日巡查，违法行为早发现。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
@ level1 level2 name target actual score
* 产出指标 | 数量指标 | 巡查次数 | ≥1460次 | 1460次 | 20
* 满意度指标 | 服务对象满意度指标 | 湖岸居民满意度 | ≥90% | 87% | 19.3
总分 | 98.3 | < | < | < | <
"""),
    projects=ExpectedProject(
        "湖泊巡查与打捞",
        unit="东湖嘴区湖泊管理站",
        goal=(
            "湖面日常打捞，湖岸整洁。每日巡查，违法行为早发现。",
            "湖面日常打捞，湖岸整洁。",
        ),
        budget="280.00",
        money="273.00",
    ),
    department="东湖嘴区水务局",
    year=2023,
)

FOUR_LEVELS = form(
    "four-levels",
    "四级指标: the third level is a topic, the fourth one is what is promised",
    "2022年度项目支出绩效自评表",
    draw("""
项目名称 | 数字乡村平台 | < | < | < | < | <
主管部门 | 竹海坪县网信办 | < | < | 实施单位 | 竹海坪县大数据中心 | <
一级指标 | 二级指标 | 三级指标 | 四级指标 | 年度指标值 | 实际完成值 | 分值
@ level1 level2 - name target actual weight
* 产出指标 | 数量指标 | 平台建设 | 接入行政村 | ≥138个 | 138个 | 20
* ^ | ^ | 设备采购 | 安装摄像头 | ≥560路 | 571路 | 20
* ^ | 质量指标 | 平台运行 | 平台可用率 | ≥99% | 99.3% | 20
* 效益指标 | 社会效益指标 | 便民服务 | 线上办件量 | ≥2.1万件 | 1.9万件 | 30
"""),
    projects=ExpectedProject("数字乡村平台", unit="竹海坪县大数据中心"),
    department="竹海坪县网信办",
    year=2022,
)

NO_LEVELS = form(
    "indicator-kind-and-name",
    "a township's table with 指标类型 and 指标内容 only; no first level is printed",
    "2023年项目支出绩效目标表",
    "单位：万元",
    draw("""
项目名称 | 村庄清洁行动 | 预算金额 | 24.80
实施单位 | 枫香坪乡人民政府 | 主管部门 | 枫香坪乡人民政府
指标类型 | 指标内容 | 指标值 | 备注
@ level2 name target -
* 数量指标 | 清运垃圾 | ≥1900吨 |
* 质量指标 | 村庄达标率 | ≥95% | 18个村
* 社会效益指标 | 受益人口 | ≥2.3万人 |
* 服务对象满意度指标 | 村民满意度 | ≥90% |
"""),
    projects=ExpectedProject("村庄清洁行动", unit="枫香坪乡人民政府", budget="24.80"),
    department="枫香坪乡人民政府",
    year=2023,
    allow={
        f"{name}.level1": (level,)
        for name, level in (
            ("清运垃圾", "产出指标"), ("村庄达标率", "产出指标"), ("受益人口", "效益指标"),
            ("村民满意度", "满意度指标"),
        )
    },
)  # fmt: skip

NAMES_WITH_VALUES = form(
    "names-with-values",
    "no value column: 三级指标 holds name and value, the results stand beside",
    "项目支出绩效自评表（2021年度）",
    draw("""
项目名称 | 科技特派员 | < | < | <
主管部门 | 苍梧岭市科技局 | < | 实施单位 | 苍梧岭市生产力促进中心
一级指标 | 二级指标 | 三级指标及指标值 | 实际完成值 | 得分
@ level1 level2 name actual score
* 产出指标 | 数量指标 | 选派科技特派员≥150名 | 153名 | 25
* ^ | 质量指标 | 服务日志合格率≥90% | 92% | 25
* 效益指标 | 社会效益指标 | 培训农户≥6000人次 | 6240人次 | 30
"""),
    projects=ExpectedProject("科技特派员", unit="苍梧岭市生产力促进中心"),
    department="苍梧岭市科技局",
    year=2021,
    allow={
        "选派科技特派员≥150名.target": (None, "≥150名", "选派科技特派员≥150名"),
        "服务日志合格率≥90%.target": (None, "≥90%", "服务日志合格率≥90%"),
        "培训农户≥6000人次.target": (None, "≥6000人次", "培训农户≥6000人次"),
        "选派科技特派员≥150名.name": ("选派科技特派员",),
        "服务日志合格率≥90%.name": ("服务日志合格率",),
        "培训农户≥6000人次.name": ("培训农户",),
        "*.refused": (),
    },
)

UNUSED_ROWS = form(
    "unused-rows",
    "second levels without an indicator: 无, /, 不涉及, a dash or nothing; no record may come of them",
    "项目支出绩效自评表（2023年度）",
    draw("""
项目名称 | 法律援助办案补贴 | < | < | < | < | < | <
主管部门 | 沅陵坡县司法局 | < | < | 实施单位 | 沅陵坡县法律援助中心 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
@ level1 level2 name target actual weight score -
* 产出指标 | 数量指标 | 办理援助案件 | ≥620件 | 655件 | 30 | 30 |
* ^ | 质量指标 | 案件质量合格率 | 100% | 100% | 30 | 30 |
^ | 时效指标 | 无 | 无 | 无 |  |  |
^ | 成本指标 | / | / | / | / | / |
@ level1 level2 name target actual weight score - levels=效益指标/社会效益指标
效益指标 | 经济效益指标 | 不涉及 |  |  |  |  |
* ^ | 社会效益指标 | 挽回经济损失 | ≥900万元 | 1012万元 | 30 | 30 |
^ | 生态效益指标 | — | — | — | — | — |
^ | 可持续影响指标 |  |  |  |  |  |
@ level1 level2 name target actual weight score -
* 满意度指标 | 服务对象满意度指标 | 受援人满意度 | ≥95% | 99% | 10 | 10 |
"""),
    projects=ExpectedProject("法律援助办案补贴", unit="沅陵坡县法律援助中心"),
    department="沅陵坡县司法局",
    year=2023,
)

NUMBERED_NAMES = form(
    "numbered-names",
    "names with 1. or （1） or ① before them and values with line breaks; weights as percent",
    "项目支出绩效目标表（2024年度）",
    draw("""
项目名称 | 消防栓维护 | < | < | <
主管部门 | 沧江渡市消防救援支队 | < | 实施单位 | 沧江渡市消防救援支队
一级指标 | 二级指标 | 三级指标 | 指标值 | 权重
@ level1 level2 name target weight
* 产出指标 | 数量指标 | 1.维护消防栓 | ≥4300⏎具 | 20%
* ^ | ^ | 2.新增消防栓 | ≥90具 | 10%
* ^ | 质量指标 | （1）完好率 | ≥98% | 20%
* ^ | 时效指标 | ①损坏修复时间 | ≤3天 | 10%
* 效益指标 | 社会效益指标 | 出水成功率 | ≥99% | 30%
"""),
    projects=ExpectedProject("消防栓维护", unit="沧江渡市消防救援支队"),
    department="沧江渡市消防救援支队",
    year=2024,
    allow={
        "1.维护消防栓.name": ("维护消防栓",),
        "2.新增消防栓.name": ("新增消防栓",),
        "（1）完好率.name": ("完好率",),
        "①损坏修复时间.name": ("损坏修复时间",),
        "1.维护消防栓.weight": ("20",),
        "2.新增消防栓.weight": ("10",),
        "（1）完好率.weight": ("20",),
        "①损坏修复时间.weight": ("10",),
        "出水成功率.weight": ("30",),
    },
)

BLANK_EDGES = form(
    "blank-edges",
    "a sheet with a blank first column and blank rows between the blocks; 预算执行率 as a row among the indicators",
    draw(
        """
 | 项目支出绩效自评表 | < | < | < | < | < | <
 |  |  |  |  |  |  |
 | 项目名称 | 街头口袋书屋 | < | < | 评价年度 | 2022 | <
 | 主管部门 | 澄江门区文化馆 | < | < | 实施单位 | 澄江门区图书馆 | <
 |  |  |  |  |  |  |
 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ - level1 level2 name target actual weight score
*  | 预算执行 | 预算执行率 | 预算执行率 | 100% | 96% | 10 | 9.6
*  | 产出指标 | 数量指标 | 新建书屋 | ≥14间 | 14间 | 40 | 40
*  | ^ | 质量指标 | 图书更新率 | ≥15% | 16% | 20 | 20
*  | 效益指标 | 社会效益指标 | 进屋读者 | ≥9万人次 | 9.4万人次 | 30 | 30
 |  |  |  |  |  |  |
 | 总分 | < | < | < | < | 100 | 99.6
""",
        sheet="Sheet1",
    ),
    projects=ExpectedProject("街头口袋书屋", unit="澄江门区图书馆"),
    department="澄江门区文化馆",
    format="xlsx",
)

HEADER_ABOVE_ALL = form(
    "heading-over-three-levels",
    "绩效指标 merged over three nameless level columns; 目标值 and 完成值 the only other headings",
    "2022年度预算项目绩效自评表",
    draw("""
项目名称 | 江豚保护站 | < | < | < | < | <
主管部门 | 鄱湖口县农业农村局 | < | < | 实施单位 | 鄱湖口县渔政局 | <
绩效指标 | < | < | 目标值 | 完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 巡护里程 | ≥5400公里 | 5620公里 | 30 | 30
* ^ | 质量指标 | 救护成功率 | ≥80% | 75% | 20 | 18.75
* 效益指标 | 生态效益指标 | 江豚种群数量 | ≥70头 | 73头 | 40 | 40
"""),
    projects=ExpectedProject("江豚保护站", unit="鄱湖口县渔政局"),
    department="鄱湖口县农业农村局",
    year=2022,
)

FORMS = (
    TWO_GOALS, FOUR_LEVELS, NO_LEVELS, NAMES_WITH_VALUES, UNUSED_ROWS, NUMBERED_NAMES, BLANK_EDGES, HEADER_ABOVE_ALL,
)  # fmt: skip
