"""Columns that look like the target or the result and are not: adjusted and former values, rates, points, rules."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

ADJUSTED = form(
    "adjusted-target",
    "自评表: 年初指标值 and 调整后指标值 before 实际完成值; either may be called the target, the result is certain",
    "2022年度项目支出绩效自评表",
    draw("""
项目名称 | 山洪灾害防治 | < | < | < | < | < | <
主管部门 | 乌蒙坳县水务局 | < | < | 实施单位 | 乌蒙坳县水文站 | < | <
一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target - actual weight score
* 产出指标 | 数量指标 | 新建雨量站 | ≥34座 | ≥30座 | 31座 | 30 | 30
* ^ | ^ | 培训预警员 | ≥260人次 | ≥240人次 | 251人次 | 30 | 30
* 效益指标 | 社会效益指标 | 预警覆盖村数 | ≥118个 | ≥118个 | 118个 | 30 | 30
"""),
    projects=ExpectedProject("山洪灾害防治", unit="乌蒙坳县水文站"),
    department="乌蒙坳县水务局",
    year=2022,
    allow={"新建雨量站.target": ("≥30座",), "培训预警员.target": ("≥240人次",)},
)

RESULT_AND_RATE = form(
    "result-and-rate-below-one",
    "完成情况 above 实际值 and 完成率; 标准分, 自评分 and 复核分 above each other's heading 分值",
    "2023年度项目绩效自评表",
    draw("""
项目名称 | 职工书屋 | < | < | < | < | < | < | <
主管部门 | 钢城岭区总工会 | < | < | 实施单位 | 钢城岭区工人文化宫 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成情况 | < | 评分 | < | <
^ | ^ | ^ | ^ | 实际值 | 完成率 | 标准分 | 自评分 | 复核分
@ level1 level2 name target actual - weight score -
* 产出指标 | 数量指标 | 新建书屋 | ≥16家 | 15家 | 93.75% | 20 | 18.75 | 18
* ^ | 质量指标 | 图书合格率 | 100% | 99% | 99% | 20 | 19.8 | 19.5
* 效益指标 | 社会效益指标 | 借阅人次 | ≥2.1万人次 | 2.6万人次 | 123.81% | 40 | 39 | 38
* 满意度指标 | 服务对象满意度指标 | 职工满意度 | ≥95% | 96% | 101.05% | 20 | 19.9 | 19
"""),
    projects=ExpectedProject("职工书屋", unit="钢城岭区工人文化宫"),
    department="钢城岭区总工会",
    year=2023,
)

FORMER_VALUES = form(
    "former-values",
    "上年实际值, 行业标准值 and 评分标准 with figures of their own around the target; 扣分 beside 得分",
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 垃圾分类督导 | < | < | < | < | < | < | < | <
主管部门 | 榆湾区城市管理局 | < | < | 实施单位 | 榆湾区环卫中心 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 上年实际值 | 年度指标值 | 行业标准值 | 实际完成值 | 评分标准 | 分值 | 扣分
@ level1 level2 name - target - actual - weight -
* 产出指标 | 数量指标 | 督导小区数 | 210个 | ≥240个 | 无 | 246个 | 每少10个扣1分 | 30 | 0
* ^ | 质量指标 | 分类准确率 | 81% | ≥85% | ≥80% | 84% | ≥85%得30分，每低1%扣2分 | 30 | 2
* 效益指标 | 生态效益指标 | 回收利用率 | 34% | ≥36% | ≥35% | 37.2% | 达标得满分 | 30 | 0
"""),
    projects=ExpectedProject("垃圾分类督导", unit="榆湾区环卫中心"),
    department="榆湾区城市管理局",
    year=2023,
)

COMPLETION_TIME = form(
    "completion-time-beside",
    "完成时限 and 责任科室 beside the target; a time limit there is no target of the row",
    "2024年项目支出绩效目标表",
    draw("""
项目名称 | 口岸查验设备 | < | < | < | < | <
主管部门 | 瑞安渡市口岸办 | < | 实施单位 | 瑞安渡市口岸服务中心 | < | <
一级指标 | 二级指标 | 三级指标 | 完成时限 | 年度指标值 | 责任科室 | 分值
@ level1 level2 name - target - weight
* 产出指标 | 数量指标 | 购置查验设备 | 2024年6月 | 4套 | 装备科 | 30
* ^ | 质量指标 | 设备合格率 | 2024年7月 | 100% | 装备科 | 30
* 效益指标 | 社会效益指标 | 通关时间压缩 | 2024年12月 | ≥20% | 业务科 | 30
"""),
    projects=ExpectedProject("口岸查验设备", unit="瑞安渡市口岸服务中心"),
    department="瑞安渡市口岸办",
    year=2024,
)

UNIT_TWICE = form(
    "unit-twice",
    "three cells filled in carelessly: the number cell holds comparator and unit already",
    "2023年部门预算项目绩效目标表",
    draw("""
项目名称 | 鸟类环志 | < | < | < | < | <
主管部门 | 盐蒲县自然资源局 | < | < | 实施单位 | 盐蒲县保护区管理站 | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重
@ level1 level2 name cmp val unit weight
* 产出指标 | 数量指标 | 环志鸟类 | ≥ | 2400 | 只 | 30
* ^ | 质量指标 | 环志存活率 | ≥ | 98% | % | 20
* ^ | 时效指标 | 报告提交 | ≤ | 12月31日 |  | 10
* 效益指标 | 生态效益指标 | 记录新鸟种 | ≥ | ≥2 | 种 | 20
* 满意度指标 | 服务对象满意度指标 | 公众满意度 | ≥90% | 90 | % | 10
"""),
    projects=ExpectedProject("鸟类环志", unit="盐蒲县保护区管理站"),
    department="盐蒲县自然资源局",
    year=2023,
    allow={
        "环志存活率.target": ("≥98%",),
        "记录新鸟种.target": ("≥2种",),
        "公众满意度.target": ("≥90%",),
        "报告提交.target": ("12月31日",),
    },
)

LAZY_NAMES = form(
    "lazy-names",
    "names that repeat their second level: 服务对象满意度, 社会公众满意度, 时效, 经济效益 with words as a value",
    "2022年度项目支出绩效自评表",
    draw("""
项目名称 | 机关食堂外包 | < | < | < | < | < | <
主管部门 | 苇塘县机关事务服务中心 | < | < | 实施单位 | 苇塘县机关事务服务中心 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
@ level1 level2 name target actual weight score -
* 产出指标 | 数量指标 | 数量 | 240天 | 240天 | 20 | 20 |
* ^ | 质量指标 | 质量达标率 | ≥98% | 99% | 20 | 20 |
* ^ | 时效指标 | 时效 | 按时供餐 | 按时供餐 | 10 | 10 |
* 效益指标 | 经济效益指标 | 经济效益 | 节约支出≥8万元 | 节约支出9.2万元 | 20 | 20 |
* ^ | 可持续影响指标 | 可持续影响 | 长期 | 长期 | 20 | 20 |
* 满意度指标 | 服务对象满意度指标 | 服务对象满意度 | ≥90% | 92% | 10 | 10 |
"""),
    projects=ExpectedProject("机关食堂外包", unit="苇塘县机关事务服务中心"),
    department="苇塘县机关事务服务中心",
    year=2022,
)

SAME_NAMES = form(
    "same-names",
    "one name in several blocks, values with thousands separators, brackets, ranges and per-unit words",
    "2021年度项目支出绩效自评表",
    draw("""
项目名称 | 城乡公交一体化 | < | < | < | < | <
主管部门 | 凤鸣冈市交通运输局 | < | < | 实施单位 | 凤鸣冈市公交公司 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 新能源公交车 | 1,200辆 | 1,216辆 | 15 | 15
* ^ | ^ | 完成率 | 95%≤X≤100% | 98% | 15 | 15
* ^ | 质量指标 | 完成率 | 大于等于95% | 97% | 15 | 15
* ^ | 时效指标 | 发车间隔 | 8-12分钟 | 10分钟 | 15 | 15
* ^ | 成本指标 | 车公里成本 | ≤7.8元/车公里（含折旧） | 7.6元/车公里 | 10 | 10
* 效益指标 | 社会效益指标 | 完成率 | ≧90% | 95% | 20 | 20
"""),
    projects=ExpectedProject("城乡公交一体化", unit="凤鸣冈市公交公司"),
    department="凤鸣冈市交通运输局",
    year=2021,
)

LABEL_BEGINS_LATE = form(
    "label-begins-in-mid-block",
    "a first-level label merged over the second to fourth row of its block, the rows around it blank",
    "2023年项目支出绩效目标表",
    draw("""
项目名称 | 校车安全监管 | < | < | <
主管部门 | 鹿角坪县公安局 | < | 实施单位 | 鹿角坪县交警大队
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
@ - - name target weight levels=产出指标/数量指标
*  | 数量指标 | 检查校车 | ≥210台次 | 20
* 产出指标 | ^ | 驾驶人培训 | ≥160人次 | 20
@ - - name target weight levels=产出指标/质量指标
* ^ | 质量指标 | 隐患整改率 | 100% | 20
@ - - name target weight levels=产出指标/时效指标
* ^ | 时效指标 | 检查完成时间 | 每学期开学前 | 10
@ - - name target weight levels=效益指标/社会效益指标
*  | 社会效益指标 | 校车事故 | 0起 | 10
* 效益指标 | ^ | 覆盖学生 | ≥4300人 | 10
"""),
    projects=ExpectedProject("校车安全监管", unit="鹿角坪县交警大队"),
    department="鹿角坪县公安局",
    year=2023,
    allow={"校车事故.level1": ("效益指标",)},
)

FORMS = (
    ADJUSTED, RESULT_AND_RATE, FORMER_VALUES, COMPLETION_TIME, UNIT_TWICE, LAZY_NAMES, SAME_NAMES, LABEL_BEGINS_LATE,
)  # fmt: skip
