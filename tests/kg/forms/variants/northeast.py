"""Liaoning, Jilin, Heilongjiang: 运算符号, 内容, 度量单位 and 完成时限 below 预期指标值, in two header rows."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

LIAONING = form(
    "liaoning-deadline-column",
    "部门项目支出预算绩效目标表: 预期指标值 above 运算符号/内容/度量单位/完成时限",
    "部门项目支出预算绩效目标表",
    "2023年",
    draw("""
项目名称 | 供热管网改造补助 | < | < | < | < | <
主管部门 | 辽河口市住房和城乡建设局 | < | < | 实施单位 | 辽河口市供热办公室 | <
预算资金情况（万元） | 全年预算数 | 2,130.00 | < | 其中：财政拨款 | 2,130.00 | <
年度绩效目标 | 改造老旧管网，降低投诉。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 预期指标值 | < | < | <
^ | ^ | ^ | 运算符号 | 内容 | 度量单位 | 完成时限
@ level1 level2 name cmp val unit -
* 产出指标 | 数量指标 | 改造一次管网 | >= | 12.6 | 公里 | 2023年12月
* ^ | ^ | 更换换热站设备 | = | 19 | 处 | 2023年12月
* ^ | 质量指标 | 水压试验合格率 | = | 100 | % | 2023年10月
* ^ | 时效指标 | 开栓前完工率 | >= | 98 | % | 2023年10月
* 效益指标 | 社会效益指标 | 供热投诉下降率 | >= | 15 | % | 2023年12月
* ^ | 可持续影响指标 | 管网寿命 | >= | 20 | 年 | 长期
* 满意度指标 | 服务对象满意度指标 | 居民满意度 | >= | 85 | % | 2023年12月
"""),
    projects=ExpectedProject(
        "供热管网改造补助",
        unit="辽河口市供热办公室",
        goal="改造老旧管网，降低投诉。",
        budget="2,130.00",
        money="2,130.00",
    ),
    department="辽河口市住房和城乡建设局",
    year=2023,
)

LIAONING_RESULT = form(
    "liaoning-result-three-cells",
    "自评表: target in three cells and 实际完成值 in three cells beside it, 分值 and 得分 at the end",
    "2022年度项目（政策）支出绩效自评表",
    draw("""
项目名称 | 渔港疏浚 | < | < | < | < | < | < | < | < | <
主管部门 | 辽河口市海洋与渔业局 | < | < | < | 实施单位 | 辽河口市渔港管理处 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | < | < | 分值 | 得分
^ | ^ | ^ | 运算符号 | 数值 | 度量单位 | 运算符号 | 数值 | 度量单位 | ^ | ^
@ level1 level2 name cmp val unit acmp aval aunit weight score
* 产出指标 | 数量指标 | 疏浚土方 | >= | 18 | 万立方米 | = | 18.7 | 万立方米 | 25 | 25
* ^ | 质量指标 | 航道水深 | >= | 4.5 | 米 | = | 4.6 | 米 | 25 | 25
* 效益指标 | 经济效益指标 | 增加靠泊渔船 | >= | 120 | 艘 | = | 104 | 艘 | 30 | 26
* 满意度指标 | 服务对象满意度指标 | 渔民满意度 | >= | 90 | % | = | 93 | % | 10 | 10
合计 | < | < | < | < | < | < | < | < | 90 | 86
"""),
    projects=ExpectedProject("渔港疏浚", unit="辽河口市渔港管理处"),
    department="辽河口市海洋与渔业局",
    year=2022,
)

HEILONGJIANG = form(
    "heilongjiang-value-and-unit",
    "绩效目标表: comparator inside the number cell, unit beside it; 绩效指标性质 says 定量 or 定性",
    "2024年部门预算项目绩效目标表",
    "单位：元",
    draw("""
项目名称 | 黑土地保护监测 | < | 预算金额 | 2400000 | < | <
单位名称 | 松原岗区农业农村局 | < | 项目类别 | 其他运转类 | < | <
年度绩效目标 | 布设监测点，编制年度报告。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 分值权重
@ level1 level2 name - val unit weight
* 产出指标 | 数量指标 | 布设监测点 | 定量 | ≥150 | 个 | 20
* ^ | ^ | 采集土样 | 定量 | ≥450 | 份 | 20
* ^ | 质量指标 | 数据有效率 | 定量 | ≥97 | % | 10
* ^ | 时效指标 | 报告完成时间 | 定性 | 12月20日前 |  | 10
* 效益指标 | 生态效益指标 | 耕层有机质 | 定性 | 稳中有升 |  | 20
* 满意度指标 | 服务对象满意度指标 | 农户满意度 | 定量 | ≥90 | % | 10
"""),
    projects=ExpectedProject(
        "黑土地保护监测", unit="松原岗区农业农村局", goal="布设监测点，编制年度报告。", budget="2400000", said="元"
    ),
    department="松原岗区农业农村局",
    year=2024,
)

JILIN_SHORT = form(
    "jilin-short-headings",
    "绩效目标表 with short headings: 指标名称 instead of 三级指标, 目标值, 计划分; 总体目标 in the first row",
    "2023年度项目支出绩效目标表",
    draw("""
项目名称：冰雪运动进校园 | < | < | < | <
主管部门：松江岔市体育局 | < | 实施单位：松江岔市青少年体育中心 | < | <
总体目标：三十所学校开设冰雪课程。 | < | < | < | <
一级指标 | 二级指标 | 指标名称 | 目标值 | 分值
@ level1 level2 name target weight
* 产出指标 | 数量指标 | 开课学校 | 30所 | 25
* ^ | ^ | 培训教师 | 90人次 | 15
* ^ | 质量指标 | 教师结业率 | 95%以上 | 10
* 效益指标 | 社会效益指标 | 上冰学生 | 不少于2.2万人次 | 30
* 满意度指标 | 服务对象满意度指标 | 师生满意度 | 90%以上 | 10
"""),
    projects=ExpectedProject("冰雪运动进校园", unit="松江岔市青少年体育中心", goal="三十所学校开设冰雪课程。"),
    department="松江岔市体育局",
    year=2023,
)

FORMS = (LIAONING, LIAONING_RESULT, HEILONGJIANG, JILIN_SHORT)
